"""The catalogue is the contract: names, order, defaults, words and examples."""

import inspect
import re
import subprocess
import sys
from datetime import date, datetime

import numpy as np
import pytest

import hedge_xl.functions
from hedge_xl import __version__
from hedge_xl.core.language import LANGUAGES
from hedge_xl.functions import CATALOGUE
from hedge_xl.functions.declare import LONGEST_TEXT

CONTRACT = """
LOG_RETURNS(prices)
HSTAR(asset_returns, fx_returns, [window], [shrinkage="none"], [asset_currency="home"])
HSTAR_ROLLING(asset_returns, fx_returns, window, [shrinkage="none"], [asset_currency="home"])
HSTAR_BAND(asset_returns, fx_returns, [window], [confidence=0.95], [asset_currency="home"])
TREND_ADJUSTMENT(spot, average, [adjustment=0.1])
HEDGE_POLICY(structural_h, [trend_adjustment=0], [previous_h], [threshold=0.05], [floor=0], [cap=1])
HEDGE_BETA(portfolio_beta, hedge_beta)
BETA(asset_returns, market_returns, [window])
ROLLING_CORREL(x, y, window)
DYNAMIC_HEDGE_RATIO(portfolio_returns, hedge_returns, [window])
HEDGE_RATIO(index_atr, value_per_point, positions, rho, fx_atr, fx_lot_value)
HEDGE_SIDE(rho, index_side)
FX_LOTS(full_hedge_lots, [hedge_rate=1], [lot_step=0.01], [rounding="nearest"])
FX_LOT_VALUE(lot_units, spot, [quote_move=1])
VALUE_PER_POINT(point_value, [fx_rate=1])
INDEX_RISK(index_atr, value_per_point, positions)
INDEX_LEVERAGE(target_risk, index_atr, value_per_point)
FX_LEVERAGE(index_risk, rho, fx_margin, fx_atr)
HEDGE_UNITS(exposure, hedge_ratio, [min_unit=1000])
FUTURES_CONTRACTS(exposure_usd, spot, hedge_ratio, [contract_jpy=1250000])
HEDGE_DEVIATION(current, target)
REBALANCE(current, target, [threshold=0.05])
POSITION_SIZE(k, sigma, [cap])
DYNAMIC_EXPOSURE(k, sigma, trend, hedge_ratio, [cap])
FX_FORWARD(spot, r_usd, r_jpy, years, [basis=0], [convention="market"])
IMPLIED_BASIS(spot, forward, r_usd, r_jpy, years)
SWAP_COST(swap_jpy_per_10k_per_day, spot)
HEDGE_COST(rate_differential, basis, spread, slippage)
COST_TABLE(rate_differential, basis, spread, slippage)
FUND_COMPARISON(diy_cost, fund_cost)
ATR(highs, lows, closes, [period=14], [method="wilder"])
EMA(prices, period)
RSI(prices, [period=14])
ADX(highs, lows, closes, [period=14])
TREND_SIGNAL(prices, short_period, long_period)
VOLATILITY(returns, [window], [periods=1], [method="sd"])
VALUE_AT_RISK(returns, [confidence=0.95], [method="historical"])
REGIME(volatility, low_vol, high_vol, trend)
SLIPPAGE(side, quote, price)
SLIPPAGE_ANNUAL(costs, rolls_per_year)
EXECUTION_QUALITY(sides, quotes, prices, quantities, [order_types], [order_times], [fill_times])
ROLL_SCHEDULE(start_date, months, [slices=3], [avoid_dates])
HEDGE_LADDER(units, [tenors=3], [min_unit=1000], [start_date])
TWAP_SCHEDULE(units, start_time, end_time, slices, [min_unit=1000])
HEDGED_RETURNS(asset_returns, fx_returns, hedge_ratio, [cost=0])
ANN_MEAN(returns, [periods=12])
ANN_VOL(returns, [periods=12])
SHARPE(returns, [periods=12], [risk_free=0])
MAX_DRAWDOWN(returns)
CALMAR(returns, [periods=12])
KPI_TABLE(returns_block, [periods=12], [labels])
BACKTEST(asset_prices, fx_prices, [fx_average], [annual_cost=0], [window=36], [shrinkage="none"], [threshold=0.05], [trade_cost=0])
CORR_MATRIX(returns)
COV_MATRIX(returns, [shrinkage="none"])
NOMINAL_LEV(exposures, equity)
EFF_LEV(exposures, cov, equity, [days=1], [ref_vol])
CLM(exposures, cov, [ref_vol])
MRC(exposures, cov)
CORR_CLUSTERS(corr, [threshold=0.75])
INVERSE_PAIRS(corr, [threshold=-0.5])
LEV_HEADROOM(exposures, cov, equity, [cap=2])
DELEVER(exposures, cov, equity, [cap=2], [lot_values])
INTEGRATED_LEV(base_leverage, session_factor, atr_factor, trend_factor, clm, margin_factor, [cap])
COV_FROM_CORR(vols, corr)
OPTION_DELTA(kind, spot, strike, years, vol, r_domestic, r_foreign)
OPTION_GAMMA(kind, spot, strike, years, vol, r_domestic, r_foreign)
DELTA_HEDGE(position_delta, hedge_delta)
GAMMA_HEDGE(position_gamma, option_gamma)
VOL_HEDGE(portfolio_vega_loss, hedge_gain_per_unit)
HX_EXPLAIN(function_name)
HX_VERSION()
HX_CHECK(data)
""".strip().splitlines()  # noqa: E501  # the contract, a line a function

SECTIONS = {"A": 19, "B": 10, "C": 9, "D": 10}
"""How many each article has."""

VBA_KEYWORDS_TEXT = """
addressof alias and any append array as attribute base beep begin binary boolean byref byte byval
call case cbool cbyte ccur cdate cdbl cdec chdir chdrive cint clng clngptr close compare const csng
cstr currency cvar cverr date debug decimal declare defbool defbyte defcur defdate defdbl defint
deflng defobj defsng defstr defvar dim do double each else elseif empty end endif enum eqv erase
error event exit explicit false filecopy fix for friend function get global gosub goto if imp
implements in input int integer is kill lbound left len let lib like line load loc local lock long
longlong longptr loop lset me mid mkdir mod module name new next not nothing null object on open
option optional or output paramarray preserve print private property ptrsafe public put raiseevent
random randomize read redim rem reset resume return right rmdir rset savepicture seek select set sgn
shared single spc static step stop strcomp string sub tab text then time to true type typeof ubound
unload unlock until variant version vba wend while width with withevents write xor
"""
VBA_KEYWORDS = set(VBA_KEYWORDS_TEXT.split())


def same_result(result, expected, tolerance):
    if isinstance(expected, list):
        assert len(result) == len(expected)
        for row, wanted in zip(result, expected, strict=True):
            assert len(row) == len(wanted)
            for cell, value in zip(row, wanted, strict=True):
                same_result(cell, value, tolerance)
    elif isinstance(expected, (int, float)):
        assert result == pytest.approx(expected, rel=tolerance, abs=tolerance)
    else:
        assert result == expected


def test_usages_are_the_contract():
    assert [function.usage for function in CATALOGUE.values()] == CONTRACT


def test_names_are_exported_and_callable():
    for name, function in CATALOGUE.items():
        assert getattr(hedge_xl.functions, name) is function.call
        assert name in hedge_xl.functions.__all__
        assert function.call.__name__ == function.name == name
    assert hedge_xl.functions.HX_VERSION() == __version__


@pytest.mark.parametrize("name", CATALOGUE)
def test_the_example_runs_and_gives_what_it_says(name):
    function = CATALOGUE[name]
    same_result(function.call(*function.example.args), function.example.expected, function.example.tolerance)
    named = dict(zip((arg.name for arg in function.args), function.example.args, strict=False))
    same_result(function.call(**named), function.example.expected, function.example.tolerance)
    assert function.example_formula.startswith(f"={name}(")


@pytest.mark.parametrize("name", CATALOGUE)
@pytest.mark.parametrize("language", LANGUAGES)
def test_words_fit_the_function_wizard(name, language):
    function = CATALOGUE[name]
    assert 0 < len(function.description.of(language)) <= LONGEST_TEXT
    for arg in function.args:
        assert 0 < len(arg.description(language)) <= LONGEST_TEXT


@pytest.mark.parametrize("name", CATALOGUE)
def test_sources_are_sections_that_the_articles_have(name):
    source = CATALOGUE[name].source
    if source == "hedge_xl":
        return
    for part in source.split("; "):
        assert re.fullmatch(r"[A-D] §\d+(, §\d+)*", part)
        sections = [int(number) for number in re.findall(r"\d+", part)]
        assert sections == sorted(set(sections))
        assert 1 <= sections[0] <= sections[-1] <= SECTIONS[part[0]]


@pytest.mark.parametrize("name", CATALOGUE)
def test_both_languages_are_there(name):
    function = CATALOGUE[name]
    for text in (function.description, *(arg.text for arg in function.args)):
        assert text.en.isascii() or any(sign in text.en for sign in "×ρ→−")
        assert not text.ja.isascii()


@pytest.mark.parametrize("name", CATALOGUE)
def test_names_can_be_pasted_into_vba(name):
    function = CATALOGUE[name]
    for arg in function.args:
        assert arg.name.isascii()
        assert arg.name.isidentifier()
        assert arg.name.lower() not in VBA_KEYWORDS
    assert name.isascii()
    assert name == name.upper()


@pytest.mark.parametrize("name", CATALOGUE)
def test_optional_arguments_come_last(name):
    required = [arg.required for arg in CATALOGUE[name].args]
    assert required == sorted(required, reverse=True)


@pytest.mark.parametrize("name", CATALOGUE)
def test_results_are_plain_python(name):
    function = CATALOGUE[name]
    result = function.call(*function.example.args)
    rows = result if function.result.spills else [[result]]
    assert type(rows) is list
    for row in rows:
        assert type(row) is list
        assert all(cell is None or type(cell) in (float, int, bool, str, date, datetime) for cell in row)


@pytest.mark.parametrize("name", CATALOGUE)
def test_wrong_calls_are_type_errors_as_in_python(name):
    function = CATALOGUE[name]
    with pytest.raises(TypeError):
        function.call(*([1] * (len(function.args) + 1)))
    with pytest.raises(TypeError):
        function.call(*function.example.args, nonsense=1)
    if any(arg.required for arg in function.args):
        with pytest.raises(TypeError):
            function.call()


@pytest.mark.parametrize("name", CATALOGUE)
def test_signatures_are_seen_from_python(name):
    function = CATALOGUE[name]
    parameters = inspect.signature(function.call).parameters
    assert list(parameters) == [arg.name for arg in function.args]
    assert [p.default for p in parameters.values() if p.default is not p.empty] == [
        arg.default for arg in function.args if not arg.required
    ]


@pytest.mark.parametrize("name", CATALOGUE)
def test_optional_arguments_may_be_sent_as_blank(name):
    function = CATALOGUE[name]
    missing = [arg for arg in function.args[len(function.example.args) :] if not arg.required]
    for blank in (None, -2147352572):
        args = (*function.example.args, *([blank] * len(missing)))
        same_result(function.call(*args), function.example.expected, function.example.tolerance)


@pytest.mark.parametrize("name", CATALOGUE)
def test_inputs_are_never_modified(name):
    function = CATALOGUE[name]
    args = []
    for arg in function.example.args:
        if isinstance(arg, tuple) and not any(isinstance(cell, str) for row in arg for cell in np.atleast_1d(row)):
            array = np.array(arg, dtype=float)
            array.setflags(write=False)
            args.append(array)
        else:
            args.append(arg)
    before = [arg.copy() if isinstance(arg, np.ndarray) else arg for arg in args]
    same_result(function.call(*args), function.example.expected, function.example.tolerance)
    for now, then in zip(args, before, strict=True):
        np.testing.assert_array_equal(now, then)


def test_the_catalogue_cannot_be_changed():
    with pytest.raises(TypeError):
        CATALOGUE["HSTAR"] = None


def test_importing_the_functions_is_light():
    code = "import sys, hedge_xl.functions; print(*sorted({m.split('.')[0] for m in sys.modules}))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "numpy" in loaded
    heavy = {"pandas", "openpyxl", "lxml", "xlwings", "scipy", "sklearn", "workbook", "typer", "holidays"}
    assert not heavy & set(loaded)
