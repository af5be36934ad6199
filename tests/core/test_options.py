"""Greeks of currency options and neutral hedges: parity, limits, and that a hedge leaves nothing."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hedge_xl.functions import DELTA_HEDGE, GAMMA_HEDGE, OPTION_DELTA, OPTION_GAMMA, VOL_HEDGE

TERMS = st.tuples(
    st.floats(80, 200), st.floats(80, 200), st.floats(0.02, 3), st.floats(0.03, 0.6), st.floats(-0.01, 0.1),
    st.floats(-0.01, 0.1),
)  # fmt: skip


@given(TERMS)
def test_call_less_put_is_a_discounted_unit_of_currency(terms):
    years, r_foreign = terms[2], terms[5]
    call, put = OPTION_DELTA("call", *terms), OPTION_DELTA("put", *terms)
    assert call - put == pytest.approx(math.exp(-r_foreign * years))
    assert 0 <= call <= math.exp(-r_foreign * years)
    assert -math.exp(-r_foreign * years) <= put <= 0


@given(TERMS)
def test_gamma_is_the_slope_of_delta_for_calls_and_puts(terms):
    spot, *rest = terms
    gamma = OPTION_GAMMA("call", *terms)
    assert gamma == OPTION_GAMMA("put", *terms) >= 0
    step = spot * 1e-3 * terms[3] * math.sqrt(terms[2])  # small against the deviation, over which delta bends
    slope = (OPTION_DELTA("put", spot + step, *rest) - OPTION_DELTA("put", spot - step, *rest)) / (2 * step)
    assert gamma == pytest.approx(slope, rel=1e-3, abs=1e-7)


@given(TERMS, st.floats(0.01, 100))
def test_the_unit_of_the_quote_does_not_matter(terms, scale):
    spot, strike, *rest = terms
    assert OPTION_DELTA("call", spot * scale, strike * scale, *rest) == pytest.approx(
        OPTION_DELTA("call", *terms), abs=1e-12
    )
    assert OPTION_GAMMA("call", spot * scale, strike * scale, *rest) * scale == pytest.approx(
        OPTION_GAMMA("call", *terms), abs=1e-12
    )


def test_limits():
    assert OPTION_DELTA("call", 200, 100, 0.01, 0.05, 0, 0) == pytest.approx(1)
    assert OPTION_DELTA("put", 200, 100, 0.01, 0.05, 0, 0) == pytest.approx(0, abs=1e-300)
    assert repr(OPTION_DELTA("put", 200, 100, 1e-9, 0.01, 0, 0)) == "0.0"
    assert OPTION_GAMMA("call", 200, 100, 1e-9, 0.01, 0, 0) == 0
    assert OPTION_DELTA("call", 100, 100, 1, 0.2, 0, 0) == pytest.approx(0.5398278, abs=1e-7)


@pytest.mark.parametrize("kind", ["CALL", "c", "コール", "ｃａｌｌ", [["Call"]]])
def test_names_of_a_call(kind):
    assert OPTION_DELTA(kind, 150, 150, 0.25, 0.1, 0.0025, 0.05) > 0


@pytest.mark.parametrize("kind", ["PUT", "P", "プット"])
def test_names_of_a_put(kind):
    assert OPTION_DELTA(kind, 150, 150, 0.25, 0.1, 0.0025, 0.05) < 0


@given(st.floats(-1e6, 1e6), st.floats(0.01, 10), st.sampled_from([-1, 1]))
def test_a_neutral_hedge_leaves_nothing(position, unit, sign):
    for hedge in (DELTA_HEDGE, GAMMA_HEDGE):
        assert position + hedge(position, sign * unit) * sign * unit == pytest.approx(0, abs=1e-8)
        assert hedge(-position, unit) == -hedge(position, unit)


def test_gamma_then_delta():
    """A short straddle: calls take the gamma away, then units of currency the delta they bring."""
    terms = (150, 150, 0.25, 0.1, 0.0025, 0.05)
    gamma = -1000 * 2 * OPTION_GAMMA("call", *terms)
    calls = GAMMA_HEDGE(gamma, OPTION_GAMMA("call", *terms))
    assert calls == pytest.approx(2000)
    delta = -1000 * (OPTION_DELTA("call", *terms) + OPTION_DELTA("put", *terms)) + calls * OPTION_DELTA("call", *terms)
    assert DELTA_HEDGE(delta, 1) == pytest.approx(-1000 * math.exp(-0.05 / 4))


@given(st.floats(0, 1e9), st.floats(0.01, 1e6))
def test_the_volatility_hedge_makes_good_the_loss(loss, gain):
    assert VOL_HEDGE(loss, gain) * gain == pytest.approx(loss)
    assert VOL_HEDGE(0, gain) == 0
