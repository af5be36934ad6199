"""The ledger's numbers: the article's example, oracles that share no code with it, and what must never happen."""

import copy
import math
from datetime import date
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from holdings import mean_held
from scenarios import Change, changed, demo, first_month, keep_last, parameter, policy, put
from sklearn.covariance import ledoit_wolf

from hedge_xl.core.language import LANGUAGES, Language
from hedge_xl.data import load_market
from workbook.build import complete
from workbook.ledger import LEDGER
from workbook.ledger.row_checks import ROW_CHECKS
from workbook.ledger.start import DEMO_MONTHS, FirstMonth, demo_ledger, new_ledger
from workbook.serials import from_serial, to_serial
from workbook.spec import Cell, Column, Inputs, Value
from workbook.text import WORDS
from workbook.twin import Model, Row, n
from workbook.validate import agrees


def model(inputs: Inputs, language: Language = "ja") -> Model:
    return Model(LEDGER, inputs, language)


def column(book: Model, table: str, key: str) -> list[float | None]:
    return [n(value) if value is not None else None for value in book.column(table, key)]


# --- the article's example (A §5, §15) -------------------------------------------------------------


def test_the_articles_month() -> None:
    book = model(first_month("ja"))
    assert book.value("monthly", 0, "y") == 11_250_000
    assert book.value("monthly", 0, "target") == 60_000
    assert book.value("monthly", 0, "target_units") == 60_000
    assert book.value("monthly", 0, "c_month") == pytest.approx(0.0025, rel=1e-12)
    assert book.value("monthly", 0, "deviation") == 1
    assert book.value("monthly", 0, "instruction") == "売り 60,000 USD"
    assert book.cell("checks_total") == 0


@pytest.mark.parametrize(
    ("sold", "state", "deviation", "instruction"),
    [
        (60_000, "一致", 0, "維持(取引なし)"),
        (57_000, "過少", 0.05, "維持(取引なし)"),  # exactly on the band: no trade
        (56_000, "過少", 4 / 60, "売り 4,000 USD"),
        (63_000, "過剰", 0.05, "維持(取引なし)"),
        (70_000, "過剰", 10 / 60, "買い 10,000 USD"),
    ],
)
def test_the_band(sold: float, state: str, deviation: float, instruction: str) -> None:
    inputs = first_month("ja")
    inputs.tables["log"] = [
        {"id": "1", "side": "売", "qty": sold, "price": 150, "quote": 150, "time": to_serial(date(2026, 10, 31)) + 0.5}
    ]
    book = model(inputs)
    assert book.value("monthly", 0, "state") == state
    assert book.value("monthly", 0, "deviation") == pytest.approx(deviation, rel=1e-12)
    assert book.value("monthly", 0, "instruction") == instruction


def test_a_fill_after_the_month_end_belongs_to_the_next_month() -> None:
    inputs = first_month("ja")
    inputs.tables["log"] = [
        {"id": "1", "side": "売", "qty": 60_000, "price": 150, "quote": 150, "time": to_serial(date(2026, 11, 1))}
    ]
    assert model(inputs).value("monthly", 0, "current") == 0


# --- independent oracles ---------------------------------------------------------------------------


def test_hstar_of_every_month_is_scikit_learns() -> None:
    book = model(demo("ja"))
    prices = pd.DataFrame([(item.spx, item.usdjpy) for item in load_market()])
    returns = np.log(prices).diff().to_numpy()
    raw, shrunk = column(book, "market", "h_raw"), column(book, "market", "h_shrunk")
    assert raw[:36] == [None] * 36
    for row in range(36, len(returns)):
        window = returns[row - 35 : row + 1]
        covariance = np.cov(window.T)
        assert raw[row] == pytest.approx(1 + covariance[0, 1] / covariance[1, 1], rel=1e-10)
        pulled, _ = ledoit_wolf(window)
        assert shrunk[row] == pytest.approx(1 + pulled[0, 1] / pulled[1, 1], rel=1e-10)


def test_kpis_are_pandas_and_arithmetic() -> None:
    book = model(demo("ja"))
    history = load_market()[-DEMO_MONTHS:]
    r_spx = np.diff(np.log([item.spx for item in history]))
    r_fx = np.diff(np.log([item.usdjpy for item in history]))
    h = np.array(column(book, "monthly", "h_policy")[:-1], dtype=float)
    c = np.array(column(book, "monthly", "c_month")[1:], dtype=float)
    series = {"none": r_spx + r_fx, "full": r_spx - c, "policy": r_spx + (1 - h) * r_fx - c * h}
    for key, returns in series.items():
        mean, vol = 12 * returns.mean(), math.sqrt(12) * pd.Series(returns).std()
        wealth = np.exp(np.concatenate([[0], returns.cumsum()]))
        drawdown = (wealth / np.maximum.accumulate(wealth) - 1).min()
        expected = {"mean": mean, "vol": vol, "dd": drawdown, "sharpe": mean / vol, "calmar": mean / -drawdown}
        for kpi, value in expected.items():
            assert book.cell(f"kpi_{kpi}_{key}") == pytest.approx(value, rel=1e-10), (key, kpi)
        assert book.cell(f"kpi_months_{key}") == DEMO_MONTHS - 1


def test_costs_add_up_from_the_log_and_the_swap() -> None:
    inputs = demo("ja")
    book = model(inputs)
    swap = -sum(n(row.get("swap")) for row in inputs.tables["monthly"])
    fills = inputs.tables["log"]
    worse = {"売": lambda row: n(row["quote"]) - n(row["price"]), "買": lambda row: n(row["price"]) - n(row["quote"])}
    slippage = sum(worse[str(row["side"])](row) * n(row["qty"]) for row in fills)
    spread = sum(n(row["qty"]) for row in fills) * 0.002 / 2
    assert book.cell("cost_real_total") == pytest.approx(swap + slippage + spread, rel=1e-9)
    planned = sum(mean_held(inputs, n(row["month"])) * n(row["spot"]) * 0.03 / 12 for row in inputs.tables["monthly"])
    assert book.cell("cost_plan_total") == pytest.approx(planned, rel=1e-12)


def test_the_current_hedge_is_the_sum_of_the_log() -> None:
    inputs = demo("ja")
    book = model(inputs)
    for row, held in zip(inputs.tables["monthly"], book.column("monthly", "current"), strict=True):
        before = [fill for fill in inputs.tables["log"] if n(fill["time"]) < n(row["month"]) + 1]
        assert held == sum(n(fill["qty"]) * (1 if fill["side"] == "売" else -1) for fill in before)


# --- what must never happen ------------------------------------------------------------------------


def test_no_decision_looks_ahead() -> None:
    """Whatever the market does later, what the ledger said at a month end stays what it was."""
    before = model(changed("ja", policy("pol_hstar"), parameter("h_cap", 2)))
    later = changed("ja", policy("pol_hstar"), parameter("h_cap", 2))
    for row in later.tables["market"][-12:]:
        row["spx"], row["usdjpy"], row["ma200"] = n(row["spx"]) * 1.5, n(row["usdjpy"]) * 0.6, 999.0
    after = model(later)
    for key in ("h_raw", "h_shrunk", "trend", "h_policy", "target_units", "instruction"):
        pairs = zip(before.column("monthly", key)[:-12], after.column("monthly", key)[:-12], strict=True)
        assert all(agrees(first, second, 0) for first, second in pairs), key
    assert before.column("monthly", "h_policy")[-1] != after.column("monthly", "h_policy")[-1]


def test_a_fixed_h_survives_a_change_of_policy() -> None:
    inputs = demo("ja")
    decided = model(inputs).column("monthly", "h_policy")
    for row, h in zip(inputs.tables["monthly"], decided, strict=True):
        row["h_fixed"] = h
    inputs.cells["policy"] = WORDS["pol_full"].ja
    assert model(inputs).column("monthly", "h_policy") == decided


def test_h_stays_within_the_clamp_and_moves_by_the_threshold_or_not_at_all() -> None:
    for word in ("pol_trend", "pol_hstar"):
        values = column(model(changed("ja", policy(word))), "monthly", "h_policy")
        known = [value for value in values if value is not None]
        assert len(known) == DEMO_MONTHS
        assert all(0.7 <= value <= 0.95 for value in known)
        steps = [abs(after - before) for before, after in pairwise(known)]
        assert all(step == 0 or step >= 0.05 - 1e-12 for step in steps)


def test_h_star_waits_for_a_full_window() -> None:
    short = model(changed("ja", policy("pol_hstar"), keep_last("market", 36)))
    assert short.value("monthly", DEMO_MONTHS - 1, "h_shrunk") is None
    assert short.value("monthly", DEMO_MONTHS - 1, "instruction") == WORDS["ins_market"].ja
    full = model(changed("ja", policy("pol_hstar"), keep_last("market", 37)))
    assert full.value("monthly", DEMO_MONTHS - 1, "h_shrunk") is not None


@pytest.mark.parametrize("key", ["month", "a_usd", "spot"])
@pytest.mark.parametrize("value", ["１５０", "150円", -1, True])
def test_a_doubtful_input_yields_no_instruction(key: str, value: Value) -> None:
    book = model(changed("ja", put("monthly", -1, key, value)))
    last = DEMO_MONTHS - 1
    assert book.value("monthly", last, "instruction") == WORDS["ins_fix"].ja
    for computed in ("y", "h_policy", "target", "target_units", "current", "deviation", "trade", "c_month"):
        assert book.value("monthly", last, computed) is None
    assert n(book.cell("checks_total")) >= 1


def test_a_fill_nobody_understands_stops_every_instruction() -> None:
    book = model(changed("ja", put("log", 0, "side", "?")))
    assert book.cell("log_faults") == 1
    assert set(book.column("monthly", "instruction")) == {WORDS["ins_log"].ja}


def test_no_return_across_a_gap() -> None:
    inputs = first_month("ja")
    for month, spx in ((date(2026, 10, 31), 6000.0), (date(2026, 12, 31), 6100.0)):
        inputs.tables["market"].append({"month": to_serial(month), "spx": spx, "usdjpy": 150.0})
    book = model(inputs)
    assert book.column("market", "r_spx")[-2:] == [None, None]
    # The gap before the ledger's first month is only where the user's months begin; the later one is a gap.
    assert book.column("market", "check")[-2:] == [WORDS["start"].ja, WORDS["chk_gap"].ja]
    assert book.value("monthly", 0, "h_raw") is None


@pytest.mark.parametrize(
    ("change", "table", "row", "word"),
    [
        (put("market", 60, "spx", 30_000), "market", 60, "chk_jump"),
        (put("market", 60, "ma200", 10.1), "market", 60, "chk_jump"),
        (put("monthly", 5, "a_usd", 700_000), "monthly", 5, "chk_jump"),
        (put("monthly", 5, "h_fixed", 80), "monthly", 5, "chk_range"),
        (put("monthly", 5, "h_fixed", -0.8), "monthly", 5, "chk_range"),
        (put("monthly", 5, "swap", 21_169), "pnl", 5, "chk_swap_rate"),
        (put("monthly", 5, "swap", -2_500_000), "pnl", 5, "chk_swap_rate"),
        (put("log", 3, "price", 1087.0), "log", 3, "chk_price"),
        (put("log", 3, "qty", 1_700_000), "log", 3, "chk_large"),
        (put("log", 3, "time", 45300.0), "log", 3, "chk_future"),
        (put("log", 3, "time", 20_221_220), "log", 3, "chk_time"),
        (put("log", 3, "order_time", "10:00"), "log", 3, "chk_order_time"),
    ],
)
def test_a_typing_slip_is_marked(change: Change, table: str, row: int, word: str) -> None:
    book = model(changed("ja", change))
    assert book.value(table, row, "check") == WORDS[word].ja
    assert n(book.cell("checks_total")) >= 1


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("policy", None),
        ("structural_h", 5),
        ("h_floor", None),
        ("h_cap", "0.95"),
        ("window", 36.5),
        ("shrinkage", "lw"),
        ("trend_step", None),
        ("rebalance_band", 5),
        ("min_unit", 0),
        ("h_floor", 0.96),  # above the cap
    ],
)
def test_an_unusable_parameter_stops_every_instruction(key: str, value: Value) -> None:
    book = model(changed("ja", parameter(key, value)))
    assert n(book.cell("policy_faults")) == 1
    assert set(book.column("monthly", "instruction")) == {WORDS["ins_policy"].ja}
    assert set(book.column("monthly", "target_units")) == {None}


def test_half_a_unit_rounds_away_from_zero() -> None:
    book = model(changed("ja", put("monthly", -1, "a_usd", 85_000), put("monthly", -1, "h_fixed", 0.7)))
    assert book.value("monthly", DEMO_MONTHS - 1, "target_units") == 60_000  # 59,500 by hand


def test_a_net_long_hedge_is_marked() -> None:
    book = model(changed("ja", put("log", 0, "qty", 1_000), put("log", 3, "qty", 60_000)))
    assert WORDS["netlong"].ja in book.column("monthly", "state")


def test_a_row_under_a_table_is_noticed() -> None:
    inputs = demo("ja")
    inputs.below = {"log"}
    book = model(inputs)
    assert book.cell("n_below_log") == 1
    assert book.cell("checks_total") == 1


def test_a_new_ledger_extends_the_history_when_the_index_is_known() -> None:
    first = FirstMonth(date(2023, 1, 31), 75_000, 130.1, spx=4076.60, average=135.0)
    book = model(complete(LEDGER, new_ledger(first)))
    last = load_market()[-1]
    assert book.column("market", "r_spx")[-1] == pytest.approx(math.log(4076.60 / last.spx))
    assert book.value("monthly", 0, "trend") == 0.1
    assert book.cell("checks_total") == 0


def test_the_demonstration_follows_every_instruction() -> None:
    inputs = demo("ja")
    book = model(inputs)
    trades, held = column(book, "monthly", "trade"), column(book, "monthly", "current")
    for month in range(DEMO_MONTHS - 1):
        assert n(held[month + 1]) - n(held[month]) == trades[month]
    for fill in inputs.tables["log"]:
        assert "デモ" in str(fill["comment"])
        assert from_serial(n(fill["time"])).weekday() < 5


def test_both_languages_hold_the_same_numbers() -> None:
    books = [model(demo(language), language) for language in LANGUAGES]
    for table in LEDGER.tables:
        for item in table.columns:
            first, second = (book.column(table.key, item.key) for book in books)
            numbers = [(a, b) for a, b in zip(first, second, strict=True) if not isinstance(a, str)]
            assert all(a == b for a, b in numbers), item.key


# --- the declaration -------------------------------------------------------------------------------


def test_every_cell_says_what_it_is_in_both_languages() -> None:
    for table in LEDGER.tables:
        for item in table.columns:
            for text in (item.header, item.help, item.unit):
                assert text.ja, (table.key, item.key)
                assert text.en, (table.key, item.key)
            assert item.source


def test_keys_and_headers_are_unique() -> None:
    keys = [cell.key for cell in LEDGER.cells]
    assert len(set(keys)) == len(keys)
    for table in LEDGER.tables:
        for language in LANGUAGES:
            headers = [item.header.of(language).casefold() for item in table.columns]
            assert len(set(headers)) == len(headers)


def test_every_result_of_a_row_check_is_counted() -> None:
    counted = {(check.table, check.word) for check in ROW_CHECKS}
    for table in LEDGER.tables:
        for item in table.columns:
            if item.kind == "check":
                words = {word for word in WORDS if word.startswith("chk_") and f"`{word}`" in item.formula}
                words = {word for word in words if WORDS[word].en[:1] in ("△", "×")}  # an order not filled is no fault
                assert {(table.key, word) for word in words} <= counted, item.key


def test_an_input_has_no_formula_and_a_formula_has_a_twin() -> None:
    text = LEDGER.title
    with pytest.raises(ValueError, match="both"):
        Column("x", text, "formula", text, "A", text, formula="1")
    with pytest.raises(ValueError, match="neither"):
        Cell("x", "input", formula="1", twin=lambda s: 1)


def test_a_row_knows_its_neighbours() -> None:
    inputs = copy.deepcopy(demo("ja"))
    book = model(inputs)
    assert Row(book, "monthly", 0).previous("month") is None
    assert Row(book, "monthly", 1).previous("month") == inputs.tables["monthly"][0]["month"]
    with pytest.raises(TypeError, match="no number"):
        Row(book, "monthly", 0).num("note")


def _bought_back(units: float, day: float) -> Change:
    """Sell back some of the hedge on a day, as one more fill."""

    def change(inputs: Inputs, language: Language) -> None:
        last = inputs.tables["log"][-1]
        fill = {**last, "id": "back", "side": WORDS["side_buy"].of(language), "qty": units, "time": day}
        inputs.tables["log"] = [*inputs.tables["log"], {**fill, "order_time": None}]

    return change


@pytest.mark.parametrize(("share", "measured"), [(0.0, True), (0.15, True), (0.25, False), (0.9, False)])
def test_a_swap_is_measured_on_a_hedge_that_stayed(share: float, measured: bool) -> None:
    """A hedge closed late in a month paid the swap of all of it: divided by what is left it would be any rate."""
    first = model(changed("ja"))
    steady = next(row for row in range(35, 0, -1) if _held(first, row) == _held(first, row - 1) > 0)
    month = n(first.value("monthly", steady, "month"))
    book = model(changed("ja", _bought_back(round(_held(first, steady) * share), month - 2) if share else _nothing))
    rate = book.value("monthly", steady, "swap_rate")
    assert (rate is not None) is measured
    if not measured:
        assumed = n(book.cell("annual_cost")) / 12
        assert book.value("monthly", steady, "c_month") == pytest.approx(assumed, rel=1e-12)


def test_a_swap_on_the_wrong_side_is_seen_also_where_no_rate_can_be_measured() -> None:
    first = model(changed("ja"))
    steady = next(row for row in range(35, 0, -1) if _held(first, row) == _held(first, row - 1) > 0)
    halved = _bought_back(round(_held(first, steady) / 2), n(first.value("monthly", steady, "month")) - 2)
    for swap, word in ((-5_000.0, "ok"), (5_000.0, "chk_swap_rate")):
        book = model(changed("ja", halved, put("monthly", steady, "swap", swap)))
        assert book.value("monthly", steady, "swap_rate") is None
        assert book.value("pnl", steady, "check") == WORDS[word].of("ja")


def test_the_first_months_hedge_is_compared_with_the_fills_before_it() -> None:
    """A hedge held from before the ledger is measured from its first month on; one built in that month is not."""
    inputs = first_month("ja")
    fill = {"id": "1", "side": "売", "qty": 60_000.0, "price": 150.0, "quote": 150.0}
    inputs.tables["monthly"][0]["swap"] = -30_000.0
    month = n(inputs.tables["monthly"][0]["month"])
    inputs.tables["log"] = [{**fill, "time": month - 40}]
    assert model(inputs).value("monthly", 0, "swap_rate") is not None
    inputs.tables["log"] = [{**fill, "time": month - 4}]
    assert model(inputs).value("monthly", 0, "swap_rate") is None


def _held(book: Model, row: int) -> float:
    return n(book.value("monthly", row, "current"))


def _nothing(inputs: Inputs, language: Language) -> None:
    """No change."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_another_policy_leaves_the_demo_users_past_as_it_was(language: Language) -> None:
    inputs = complete(LEDGER, demo_ledger(language))
    months = inputs.tables["monthly"]
    assert [row.get("h_fixed") is None for row in months] == [False] * (len(months) - 1) + [True]
    before, unfixed = model(inputs), model(demo(language))
    assert before.column("pnl", "w_hedged") == unfixed.column("pnl", "w_hedged")
    assert before.cell("cost_real_total") == unfixed.cell("cost_real_total")
    inputs.cells["policy"] = WORDS["pol_full"].of(language)
    after = model(inputs)
    assert after.column("monthly", "trade")[:-1] == before.column("monthly", "trade")[:-1]
