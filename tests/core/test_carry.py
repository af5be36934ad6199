"""The forward, its basis and the cost of a hedge: the article's numbers, and what parity demands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hedge_xl.functions import COST_TABLE, FUND_COMPARISON, FX_FORWARD, HEDGE_COST, IMPLIED_BASIS, use_language

SPOTS = st.floats(50, 300)
RATES = st.floats(-0.05, 0.2)
YEARS = st.floats(0.01, 2)
BASES = st.floats(-0.02, 0.02)


def test_the_worked_example_of_the_ledger_article():
    assert FX_FORWARD(150, 0.05, 0.0025, 1) == pytest.approx(143.2143, abs=5e-5)
    assert FX_FORWARD(150, 0.05, 0.0025, 1, 0, "article") == pytest.approx(157.1072, abs=5e-5)
    assert FX_FORWARD(150, 0.05, 0.0025, 1, 0, "printed") == FX_FORWARD(150, 0.05, 0.0025, 1, 0, "Article")


@given(SPOTS, RATES, RATES, YEARS)
def test_nobody_earns_by_borrowing_yen_and_covering(spot, r_usd, r_jpy, years):
    forward = FX_FORWARD(spot, r_usd, r_jpy, years)
    yen_owed = spot * (1 + r_jpy * years)
    assert forward * (1 + r_usd * years) == pytest.approx(yen_owed)
    assert IMPLIED_BASIS(spot, forward, r_usd, r_jpy, years) == pytest.approx(0, abs=1e-12)


@given(SPOTS, RATES, RATES, YEARS, BASES)
def test_the_implied_basis_is_the_basis(spot, r_usd, r_jpy, years, basis):
    forward = FX_FORWARD(spot, r_usd, r_jpy, years, basis)
    assert IMPLIED_BASIS(spot, forward, r_usd, r_jpy, years) == pytest.approx(basis, abs=1e-11)


@given(SPOTS, st.floats(0, 0.06), st.floats(0, 0.06), st.floats(-0.01, 0.01))
def test_what_selling_forward_costs_is_the_cost_of_the_hedge(spot, r_usd, r_jpy, basis):
    """Over a month the forward lies below spot by differential + basis, to the second order."""
    years = 1 / 12
    cost = (1 - FX_FORWARD(spot, r_usd, r_jpy, years, basis) / spot) / years
    assert cost == pytest.approx(HEDGE_COST(r_usd - r_jpy, basis, 0, 0), abs=1e-3)


@given(SPOTS, RATES, RATES, YEARS)
def test_the_two_conventions_are_mirror_images(spot, r_usd, r_jpy, years):
    market, printed = FX_FORWARD(spot, r_usd, r_jpy, years), FX_FORWARD(spot, r_usd, r_jpy, years, 0, "article")
    assert market * printed == pytest.approx(spot**2)


@given(RATES, BASES, BASES, BASES)
def test_the_table_adds_up(differential, basis, spread, slippage):
    header, *parts, total = COST_TABLE(differential, basis, spread, slippage)
    assert header == ["項目", "年率", "月割り"]
    assert [row[1] for row in parts] == [differential, basis, spread, slippage]
    assert total[1] == HEDGE_COST(differential, basis, spread, slippage)
    for column in (1, 2):
        assert sum(row[column] for row in parts) == pytest.approx(total[column], abs=1e-15)
    assert total[2] == pytest.approx(total[1] / 12)


def test_the_table_speaks_both_languages():
    with use_language("en"):
        assert [row[0] for row in COST_TABLE(0.048, 0, 0, 0)] == [
            "Part", "Rate differential", "Basis", "Spread and fees", "Slippage", "Total C"
        ]  # fmt: skip


@pytest.mark.parametrize(
    ("diy", "fund", "expected"),
    [
        (0.052, 0.047, ["FUND", 0.005]),
        (0.047, 0.052, ["DIY", 0.005]),
        (0.1 + 0.2, 0.3, ["EQUAL", 0.0]),
        (-0.01, 0.002, ["DIY", 0.012]),
    ],
)
def test_the_cheaper_side(diy, fund, expected):
    assert FUND_COMPARISON(diy, fund) == [expected]
