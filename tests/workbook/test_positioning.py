"""The positioning workbook: its numbers are the catalogue's, a fault computes nothing, and no row looks ahead."""

import math
from datetime import datetime
from pathlib import Path

import pytest
from command import Run
from hypothesis import given, settings
from hypothesis import strategies as st
from positions import (
    BAD_LEGS,
    MODIFIED,
    ODD_LEGS,
    Change,
    changed,
    clear,
    daily,
    filled,
    legs,
    parameter,
    put,
    symmetric,
)

from hedge_xl import functions as hx
from hedge_xl.core.language import LANGUAGES, Language
from hedge_xl.data import load_market
from hedge_xl.functions.settings import use_language
from workbook.build import build
from workbook.positioning import POSITIONING
from workbook.spec import Filling, Inputs, Value
from workbook.text import WORDS
from workbook.twin import Model, is_number
from workbook.validate import validate

COMPUTED = [column.key for column in POSITIONING.table("prices").columns if column.kind == "formula"]
SIZED = ("target_units", "trade", "target_hedge", "hedge_trade", "notional", "var_one", "var_net", "net_beta")


def model(*changes: Change, language: Language = "ja") -> Model:
    return Model(POSITIONING, changed(language, *changes), language)


def demo(language: Language = "ja") -> Model:
    return Model(POSITIONING, filled("demo", language), language)


def column(model: Model, key: str) -> list[Value]:
    return model.column("prices", key)


def plain(block: list[list[Value]]) -> list[Value]:
    return [row[0] for row in block]


def close_to(first: list[Value], second: list[Value]) -> bool:
    return len(first) == len(second) and all(
        a is b is None or (is_number(a) and is_number(b) and math.isclose(float(a), float(b), rel_tol=1e-9))
        for a, b in zip(first, second, strict=True)
    )


# --- the numbers ----------------------------------------------------------------------------------


def test_every_indicator_is_the_catalogues_function_of_the_whole_column() -> None:
    made = model(daily())
    high, low, close, hedge = (column(made, key) for key in ("high", "low", "close", "hedge"))
    returns, hedge_returns = plain(hx.LOG_RETURNS(close)), plain(hx.LOG_RETURNS(hedge))
    assert close_to(column(made, "r"), [None, *returns])
    assert close_to(column(made, "r_h"), [None, *hedge_returns])
    assert close_to(column(made, "atr"), plain(hx.ATR(high, low, close, 14)))
    cents = [[round(100 * float(price or 0)) for price in prices] for prices in (high, low, close)]
    assert close_to(column(made, "adx"), plain(hx.ADX(*cents, 14)))  # see test_equal_moves_count_for_neither_side
    assert close_to(column(made, "ema_s"), plain(hx.EMA(close, 5)))
    assert close_to(column(made, "ema_l"), plain(hx.EMA(close, 12)))
    assert close_to(column(made, "rsi"), plain(hx.RSI(close, 14)))
    assert close_to(column(made, "rho"), [None, *plain(hx.ROLLING_CORREL(returns, hedge_returns, 20))])
    assert close_to(column(made, "h"), [None, *plain(hx.DYNAMIC_HEDGE_RATIO(returns, hedge_returns, 20))])
    assert column(made, "beta")[-1] == pytest.approx(hx.BETA(returns, hedge_returns, 30), rel=1e-12)
    assert column(made, "sigma")[-1] == pytest.approx(hx.VOLATILITY(returns, 10, 252, "sd"), rel=1e-12)
    assert column(made, "trend")[-1] == hx.TREND_SIGNAL(close, 5, 12)
    assert made.cell("var_one") == pytest.approx(hx.VALUE_AT_RISK(returns, 0.95), rel=1e-12)


def test_every_trend_is_that_of_the_prices_so_far() -> None:
    made = model(daily())
    close = column(made, "close")
    for row in range(12, len(close) + 1):
        assert column(made, "trend")[row - 1] == hx.TREND_SIGNAL(close[:row], 5, 12)


def test_ewma_takes_the_whole_run() -> None:
    made = model(daily(), parameter("vol_method", "vol_ewma"))
    returns = column(made, "r")[1:]
    assert column(made, "sigma")[:2] == [None, None]
    assert column(made, "sigma")[2] == pytest.approx(hx.VOLATILITY(returns[:2], None, 252, "ewma"), rel=1e-12)
    assert column(made, "sigma")[-1] == pytest.approx(hx.VOLATILITY(returns, None, 252, "ewma"), rel=1e-12)


def test_exposure_and_regime_are_the_catalogues() -> None:
    made = demo()
    k, cap = made.cell("risk_k"), made.cell("size_cap")
    for index in range(60, 120):
        row = {key: made.value("prices", index, key) for key in ("sigma", "trend", "h", "size", "exposure", "cover")}
        with use_language("ja"):
            regime = hx.REGIME(row["sigma"], 0.12, 0.2, row["trend"])[1][0]
        assert made.value("prices", index, "regime") == regime
        assert row["size"] == hx.POSITION_SIZE(k, row["sigma"], cap)
        assert [[row["exposure"], row["cover"]]] == hx.DYNAMIC_EXPOSURE(k, row["sigma"], row["trend"], row["h"], cap)


def test_the_three_regimes_name_the_articles_advice() -> None:
    for language in LANGUAGES:
        with use_language(language):
            for key, volatility in (("rise", 0.1), ("fall", 0.3), ("range", 0.15)):
                words = [WORDS[f"{part}_{key}"].of(language) for part in ("regime", "position", "overlay")]
                assert hx.REGIME(volatility, 0.12, 0.25, 1)[1] == words


def test_the_demonstration_holds_real_month_ends_and_no_invented_highs() -> None:
    rows = filled("demo", "ja").tables["prices"]
    months = load_market()[-len(rows) :]
    for row, month in zip(rows, months, strict=True):
        assert row["close"] == pytest.approx(month.spx * month.usdjpy, abs=0.0051)
        assert row["hedge"] == month.usdjpy
        assert "high" not in row
        assert "low" not in row
    assert demo().cell("read_bars") == WORDS["bars_some_close"].ja


def test_options_are_the_functions_own_example() -> None:
    made = demo()
    assert made.value("legs", 0, "delta") == hx.OPTION_DELTA("call", 150, 150, 0.25, 0.1, 0.0025, 0.05)
    assert round(float(made.value("legs", 0, "delta") or 0), 4) == 0.4107
    assert round(float(made.value("legs", 0, "gamma") or 0), 5) == 0.05136
    assert made.cell("volatility_units") == 20
    assert made.cell("gamma_units") == pytest.approx(10_000)  # the put has the call's gamma
    assert made.cell("delta_units") == pytest.approx(-float(made.cell("delta_left") or 0))


def test_beta_of_the_hedge_divides() -> None:
    made = model(daily(), parameter("hedge_beta", 0.8), parameter("ratio_method", "ratio_beta"))
    beta = made.cell("now_beta")
    assert made.cell("beta_size") == hx.HEDGE_BETA(beta, 0.8) == made.cell("now_ratio")
    assert made.cell("net_beta") == pytest.approx(0, abs=1e-12)
    assert hx.HEDGE_BETA(1.2, 0.8) == pytest.approx(1.5)


def test_equal_moves_count_for_neither_side() -> None:
    """In decimals both sides of these bars move alike; binary noise must not choose one of them."""
    made = model(daily(), symmetric, parameter("adx_period", 5))
    assert set(column(made, "dm_up")[1:]) == set(column(made, "dm_down")[1:]) == {0.0}
    assert set(column(made, "adx")[9:]) == {0.0}
    assert column(made, "dx") == [None] * 60


# --- what to do -----------------------------------------------------------------------------------


def test_the_decision_trades_towards_the_target() -> None:
    made = model(daily(), parameter("held_units", 1.0), parameter("unit_step", 1))
    exposure, close = float(made.cell("now_exposure") or 0), float(made.cell("now_close") or 0)
    assert made.cell("target_units") == hx.HEDGE_UNITS(1_000_000 * exposure / close, 1, 1)
    assert made.cell("trade") == float(made.cell("target_units") or 0) - 1
    assert made.cell("action") == WORDS["ins_buy" if float(made.cell("trade") or 0) > 0 else "ins_sell"].ja


def test_inside_the_band_nothing_is_traded() -> None:
    target = model(daily()).cell("target_units")
    made = model(daily(), parameter("held_units", float(target or 0) * 1.04))
    assert made.cell("trade") == 0
    assert made.cell("action") == WORDS["pos_hold"].ja


def test_cash_in_place_of_a_short_position() -> None:
    falling = [put("prices", row, key, 100.0 - row) for row in range(60) for key in ("high", "low", "close")]
    short, cash = model(daily(), *falling), model(daily(), *falling, parameter("down_rule", "down_cash"))
    assert float(short.cell("now_exposure") or 0) < 0
    assert cash.cell("now_exposure") == cash.cell("now_cover") == 0


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (put("prices", -1, "close", "x"), "pos_fix"),
        (parameter("risk_k", 0), "pos_settings"),
        (parameter("ema_short", 30), "pos_settings"),
        (parameter("vol_window", 500), "pos_wait"),
    ],
)
def test_a_decision_that_cannot_be_made_says_so_and_shows_no_number(change: Change, word: str) -> None:
    made = model(daily(), change)
    assert made.cell("action") == made.cell("hedge_action") == WORDS[word].ja
    assert made.cell("target_units") is made.cell("trade") is made.cell("target_hedge") is None


def test_a_fault_on_settings_computes_nothing_at_all() -> None:
    made = model(daily(), parameter("h_window", "60"))
    shown = {key: set(column(made, key)) for key in COMPUTED}
    assert all(values <= {None, 0} for key, values in shown.items() if key not in ("no", "latest"))
    assert all(made.cell(key) is None for key in (*SIZED, "total_delta", "gamma_units", "volatility_units"))


def test_one_bad_leg_and_there_is_no_sum() -> None:
    made = model(BAD_LEGS)
    checks = made.column("legs", "check")
    words = [
        "ok",
        "leg_kind",
        "leg_number",
        "leg_range",
        "leg_range",
        "leg_number",
        "chk_error",
        "leg_number",
        "leg_kind",
    ]
    assert checks == [WORDS[word].ja for word in words]
    assert made.cell("total_delta") is made.cell("gamma_units") is made.cell("delta_units") is None


def test_an_option_without_gamma_hedges_nothing() -> None:
    made = model(
        legs({"kind": "leg_spot", "qty": 5.0}), parameter("ho_strike", 9000), parameter("ho_days", 1), daily(3)
    )
    assert made.cell("ho_gamma") == 0
    assert made.cell("gamma_units") is made.cell("delta_units") is None


# --- properties -----------------------------------------------------------------------------------


@given(st.integers(0, 59))
@settings(max_examples=15, deadline=None)
def test_no_row_looks_ahead(row: int) -> None:
    before, after = model(daily()), model(daily(), *(clear(later) for later in range(row, 60)))
    for key in ("sigma", "atr", "adx", "rsi", "trend", "h", "rho", "beta", "exposure", "cover"):
        assert close_to(column(before, key)[:row], column(after, key)[:row])
    assert column(before, "regime")[:row] == column(after, "regime")[:row]


@given(st.integers(1, 40))
@settings(max_examples=10, deadline=None)
def test_after_a_gap_everything_is_as_if_it_began_there(row: int) -> None:
    broken = model(daily(), clear(row))
    begun = changed("ja", daily())
    begun.tables["prices"] = begun.tables["prices"][row + 1 :]
    fresh = Model(POSITIONING, begun, "ja")
    for key in ("run", "sigma", "atr", "adx", "rsi", "ema_l", "trend", "h", "rho", "beta", "ew_sum"):
        assert close_to(column(broken, key)[row + 1 :], column(fresh, key))


def test_the_currency_of_the_prices_does_not_matter() -> None:
    def doubled(inputs: Inputs, language: Language) -> None:
        for row in inputs.tables["prices"]:
            row |= {key: 2 * float(row[key] or 0) for key in ("high", "low", "close")}

    once, twice = model(daily()), model(daily(), doubled)
    for key in ("sigma", "adx", "rsi", "h", "rho", "beta", "exposure"):
        assert close_to(column(once, key), column(twice, key))


# --- the file -------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("filling", ["demo", "empty"])
def test_both_fillings_are_clean(filling: Filling, language: Language, tmp_path: Path) -> None:
    path = tmp_path / "positioning.xlsx"
    path.write_bytes(build(POSITIONING, filled(filling, language), language, modified=MODIFIED))
    opened, findings = validate(path)
    assert opened.book is POSITIONING
    assert findings == []


def test_faults_are_named_at_their_cell(tmp_path: Path) -> None:
    path = tmp_path / "positioning.xlsx"
    inputs = changed(
        "en",
        daily(),
        put("prices", 3, "low", "99"),
        put("prices", 9, "close", -1),
        put("prices", 20, "date", 45_001.0),
        put("prices", 33, "high", 1.0),
        BAD_LEGS,
    )
    path.write_bytes(build(POSITIONING, inputs, "en", modified=datetime(2026, 10, 31)))
    found = {finding.where for finding in validate(path)[1]}
    assert found == {
        *("Prices!D11", "Prices!E17", "Prices!B28", "Prices!E41"),
        *("Options!C9", "Options!D10", "Options!G11", "Options!E12", "Options!F13", "Options!C14", "Options!D15"),
        "Options!C16",
    }


def test_limits_that_cross_are_named(tmp_path: Path) -> None:
    path = tmp_path / "positioning.xlsx"
    inputs = changed("en", daily(), parameter("high_vol", 0.05), parameter("ema_short", 12), parameter("rsi_low", 70))
    path.write_bytes(build(POSITIONING, inputs, "en", modified=datetime(2026, 10, 31)))
    assert {finding.code for finding in validate(path)[1]} == {"vol-limits", "ema-periods", "rsi-limits"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_command_makes_both(run: Run, tmp_path: Path, language: Language) -> None:
    assert run("new", "positioning", "mine.xlsx", "--lang", language).code == 0
    assert run("new", "positioning", "example.xlsx", "--demo", "--lang", language).code == 0
    for name in ("mine.xlsx", "example.xlsx"):
        assert validate(tmp_path / name)[1] == []


ODD: st.SearchStrategy[Value] = st.one_of(
    st.sampled_from([None, True, 0.0, -1.0, 1e-12, 60.0, 61.0, 45_010.0, 109_575.0, 1e12, 1e300, -1e300, 1e-320]),
    st.sampled_from(["", " ", "1", "１", "x", "\n", "#N/A", "=1", "2022-12-31", "×"]),
    st.floats(allow_nan=False, allow_infinity=False),
)
PLACES = [
    (key, row, item.key)
    for key, rows in (("prices", 30), ("legs", 3))
    for item in POSITIONING.table(key).inputs
    for row in range(rows)
]
PARAMETERS = [cell.key for cell in POSITIONING.cells if cell.kind == "input"]


@given(
    st.dictionaries(st.sampled_from(PLACES), ODD, max_size=5),
    st.dictionaries(st.sampled_from(PARAMETERS), ODD, max_size=2),
)
@settings(max_examples=60, deadline=None)
def test_no_input_breaks_the_twins(changes: dict[tuple[str, int, str], Value], parameters: dict[str, Value]) -> None:
    inputs = changed("ja", daily(30), ODD_LEGS)
    for (table, row, key), value in changes.items():
        inputs.tables[table][row][key] = value
    inputs.cells |= parameters
    made = Model(POSITIONING, inputs, "ja")
    cells = [made.cell(cell.key) for cell in POSITIONING.cells if cell.kind != "input"]
    cells += [
        value
        for table in POSITIONING.tables
        for item in table.columns
        if item.kind != "input"
        for value in made.column(table.key, item.key)
    ]
    assert all(math.isfinite(value) for value in cells if isinstance(value, int | float))
