"""Greeks and forwards against QuantLib, and the Greeks against the normal distribution of scipy."""

from importlib import import_module

import numpy as np
import pytest

from hedge_xl.functions import FX_FORWARD, OPTION_DELTA, OPTION_GAMMA

CASES = [
    (spot, 150.0, days, vol, r_domestic, r_foreign)
    for spot in (110.0, 150.0, 171.5)
    for days in (7, 91, 365, 1095)
    for vol in (0.05, 0.12, 0.6)
    for r_domestic, r_foreign in ((0.0025, 0.05), (-0.001, 0.0), (0.04, 0.01))
]


@pytest.fixture(scope="module")
def quantlib():
    return import_module("QuantLib")


def quantlib_option(ql, kind, spot, strike, days, vol, r_domestic, r_foreign):
    today = ql.Date(20, 11, 2026)
    ql.Settings.instance().evaluationDate = today
    calendar, count = ql.NullCalendar(), ql.Actual365Fixed()
    process = ql.GarmanKohlagenProcess(
        ql.QuoteHandle(ql.SimpleQuote(spot)),
        ql.YieldTermStructureHandle(ql.FlatForward(today, r_foreign, count)),
        ql.YieldTermStructureHandle(ql.FlatForward(today, r_domestic, count)),
        ql.BlackVolTermStructureHandle(ql.BlackConstantVol(today, calendar, vol, count)),
    )
    payoff = ql.PlainVanillaPayoff(ql.Option.Call if kind == "call" else ql.Option.Put, strike)
    option = ql.VanillaOption(payoff, ql.EuropeanExercise(today + days))
    option.setPricingEngine(ql.AnalyticEuropeanEngine(process))
    return option


@pytest.mark.parametrize("kind", ["call", "put"])
def test_greeks_are_those_of_quantlib(quantlib, kind):
    for spot, strike, days, vol, r_domestic, r_foreign in CASES:
        option = quantlib_option(quantlib, kind, spot, strike, days, vol, r_domestic, r_foreign)
        terms = (kind, spot, strike, days / 365, vol, r_domestic, r_foreign)
        assert OPTION_DELTA(*terms) == pytest.approx(option.delta(), rel=1e-9, abs=1e-12)
        assert OPTION_GAMMA(*terms) == pytest.approx(option.gamma(), rel=1e-9, abs=1e-12)


def test_greeks_are_made_of_scipys_normal_distribution():
    norm = import_module("scipy.stats").norm
    for spot, strike, days, vol, r_domestic, r_foreign in CASES:
        years = days / 365
        d1 = (np.log(spot / strike) + (r_domestic - r_foreign + vol**2 / 2) * years) / (vol * np.sqrt(years))
        discount = np.exp(-r_foreign * years)
        terms = (spot, strike, years, vol, r_domestic, r_foreign)
        assert OPTION_DELTA("call", *terms) == pytest.approx(discount * norm.cdf(d1), rel=1e-10, abs=1e-15)
        assert OPTION_DELTA("put", *terms) == pytest.approx(-discount * norm.sf(d1), rel=1e-10, abs=1e-15)
        gamma = discount * norm.pdf(d1) / (spot * vol * np.sqrt(years))
        assert OPTION_GAMMA("call", *terms) == pytest.approx(gamma, rel=1e-10, abs=1e-15)


@pytest.mark.parametrize("years", [1 / 12, 0.25, 1.0, 2.0])
@pytest.mark.parametrize(("r_usd", "r_jpy"), [(0.05, 0.0025), (0.01, 0.03), (0.0, -0.001)])
def test_the_forward_is_that_of_quantlibs_simple_rates(quantlib, years, r_usd, r_jpy):
    def growth(rate):
        return quantlib.InterestRate(rate, quantlib.Actual365Fixed(), quantlib.Simple, quantlib.Annual).compoundFactor(
            years
        )

    assert FX_FORWARD(150, r_usd, r_jpy, years) == pytest.approx(150 * growth(r_jpy) / growth(r_usd), rel=1e-13)
