"""執行品質 / Execution quality: the figures of EXECUTION_QUALITY; orders that were not filled change no position."""

import copy
import random
from collections.abc import Callable
from datetime import date

import numpy as np
import pytest
from scenarios import SCENARIOS, Change, changed, demo, first_month, noise, put

from hedge_xl import functions as hx
from hedge_xl.core.language import LANGUAGES, Language
from workbook.ledger import LEDGER
from workbook.ledger.last_months import LINES, month_key
from workbook.ledger.quality_figures import FIGURES, name
from workbook.serials import to_serial
from workbook.spec import Inputs, Value
from workbook.text import WORDS
from workbook.twin import LONG, Model, Row, blank, n

REPORT = {
    "fills": "約定数",
    "quoted": "滑りを測れた約定",
    "plain": "平均滑り 価格",
    "plain_bp": "平均滑り bp",
    "mean": "平均滑り(数量加重) 価格",
    "mean_bp": "平均滑り(数量加重) bp",
    "worst": "最大滑り 価格",
    "worst_bp": "最大滑り bp",
    "cost": "滑りコスト合計",
    "hit": "指値のヒット率",
    "wait": "平均約定時間",
    "longest": "最長約定時間",
}


def model(inputs: Inputs, language: Language = "ja") -> Model:
    return Model(LEDGER, inputs, language)


def scenario(name: str) -> Model:
    return model(changed("ja", *SCENARIOS[name]))


def report(rows: list[dict[str, Value]]) -> dict[str, Value]:
    """What EXECUTION_QUALITY says of rows of the log; a price that is not there is an order never filled."""
    keys = ("side", "quote", "price", "qty", "order_type", "order_time", "time")
    columns = [[row.get(key) if row.get(key) is not None else "" for row in rows] for key in keys]
    said: dict[str, Value] = {}
    for label, value, unit in hx.EXECUTION_QUALITY(*columns)[1:]:
        said[f"{label} {unit}"] = said[str(label)] = value
    return said


def log_of(*rows: dict[str, Value]) -> Model:
    """A new ledger of October 2026 with these orders."""
    inputs = first_month("ja")
    inputs.tables["log"] = [{"id": f"A{number}", **row} for number, row in enumerate(rows)]
    return model(inputs)


DAY = to_serial(date(2026, 10, 5))
# The function's published example: four orders, of which the last was a limit that was not filled.
_KEYS = ("side", "quote", "price", "qty", "order_type", "order_time", "time")
PUBLISHED = (
    ("SELL", 150, 149.98, 10000, "MARKET", 0.375, 0.3751),
    ("SELL", 150.1, 150.1, 20000, "LIMIT", 0.4375, 0.4376),
    ("BUY", 149.8, 149.83, 5000, "MARKET", 0.5, 0.5001),
    ("SELL", 150.2, None, 10000, "LIMIT", 0.5625, None),
)


def published() -> Model:
    rows = [dict(zip(_KEYS, order, strict=True)) for order in PUBLISHED]
    for row in rows:
        for key in ("time", "order_time"):
            row[key] = None if row[key] is None else n(row[key]) + DAY
    return log_of(*rows)


# --- published example and oracle ------------------------------------------------------------------


def test_the_published_example() -> None:
    book = published()
    expected = {"fills": 3, "units": 35_000, "quoted": 3, "mean": 0.01, "mean_bp": 0.66704812766228, "worst": 0.03}
    expected |= {"worst_bp": 2.00267022696929, "cost": 350, "limits": 2, "hit": 0.5, "wait": 8.64, "longest": 8.64}
    expected |= {"plain": 0.0166666666666667, "plain_bp": 1.11200118676754}
    for key, value in expected.items():
        assert book.cell(name(key)) == pytest.approx(value, rel=1e-9), key
    assert book.cell("fill_worst_id") == "A2"
    assert book.column("log", "check")[3] == "－ 未約定"
    assert book.cell("log_faults") == 0


def test_the_whole_log_is_what_the_function_says_of_it() -> None:
    book = scenario("limits without faults")
    rows = book.inputs.tables["log"]
    for row in rows:  # the function refuses a fill before its order
        if row.get("time") is not None and n(row.get("order_time")) > n(row["time"]):
            row["order_time"] = None
    said = report(rows)
    without = model(Inputs(book.inputs.cells, book.inputs.tables | {"log": rows}))
    for key, label in REPORT.items():
        assert without.cell(name(key)) == pytest.approx(said[label], rel=1e-9), key
    assert without.cell(name("hit")) == pytest.approx(5 / 11)  # "指値 " is one as well


def test_every_month_is_what_the_function_says_of_its_fills() -> None:
    book = model(demo("ja"))
    seen = 0
    for line in range(LINES):
        month = n(book.cell(month_key(line)))
        first = to_serial(date.fromordinal(date(1899, 12, 30).toordinal() + int(month)).replace(day=1))
        rows = [row for row in book.inputs.tables["log"] if first <= n(row["time"]) < month + 1]
        assert book.cell(name("fills", line)) == len(rows)
        if rows:
            seen += 1
            said = report(rows)
            for key in ("mean", "mean_bp", "worst", "worst_bp", "cost", "wait", "longest"):
                assert book.cell(name(key, line)) == pytest.approx(said[REPORT[key]], rel=1e-9), (line, key)
    assert seen > 5


# --- properties ------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", ["limits and rolls", "log faults", "log notes", "error values", "fills deleted"])
def test_the_months_and_the_rest_are_the_whole_log(case: str) -> None:
    book = scenario(case)
    lines = sum(n(book.cell(name("fills", line))) for line in range(LINES))
    assert n(book.cell("fill_elsewhere")) + lines == book.cell(name("fills"))
    counted = [value for value in book.column("log", "signed") if value is not None]
    assert book.cell(name("fills")) == len(counted)
    assert n(book.cell(name("quoted"))) + n(book.cell("fill_unquoted")) == len(counted)
    assert n(book.cell(name("timed"))) + n(book.cell("fill_untimed")) == len(counted)
    assert book.cell(name("units")) == sum(abs(n(value)) for value in counted)


def test_a_fill_without_a_quote_is_left_out_and_never_zero() -> None:
    with_all = model(changed("ja"))
    dearest = with_all.column("log", "id").index(with_all.cell("fill_worst_id"))
    without = model(changed("ja", put("log", dearest, "quote", None)))
    assert n(without.cell(name("worst"))) < n(with_all.cell(name("worst")))
    assert without.cell(name("quoted")) == n(with_all.cell(name("quoted"))) - 1
    assert without.cell("fill_unquoted") == 1
    slips = [n(value) for value in without.column("log", "slippage") if value is not None]
    assert without.cell(name("plain")) == pytest.approx(sum(slips) / len(slips))


def test_bulk_columns_are_their_twins_row_by_row() -> None:
    for seed in range(3):
        inputs = noise(seed, "ja")
        chance = random.Random(seed)
        rows = [dict(chance.choice(inputs.tables["log"])) for _ in range(LONG + 50)]
        for number, row in enumerate(rows):
            row["id"] = f"L{number}"
            if number % 7 == 0:
                row |= {"order_type": "指値 ", "price": None, "time": None, "roll": None}
        long = model(Inputs(inputs.cells, inputs.tables | {"log": rows}))
        for key in ("check", "slip_bp", "limit"):
            twin = LEDGER.table("log").column(key).twin
            assert twin is not None
            assert long.column("log", key) == [by_twin(twin, long, row) for row in range(len(rows))]
        assert WORDS["chk_unfilled"].ja in long.column("log", "check")


def by_twin(twin: Callable[[Row], Value], book: Model, row: int) -> Value:
    return blank(twin(Row(book, "log", row)))


# --- orders that were not filled -------------------------------------------------------------------

SENT = to_serial(date(2026, 11, 1))  # the moment after the ledger's month end
UNFILLED: dict[str, Value] = {"side": "売", "qty": 1000, "order_type": "指値", "order_time": DAY + 0.5}


def test_an_order_that_was_not_filled_changes_no_position() -> None:
    filled: dict[str, Value] = {"side": "売", "qty": 60_000, "price": 150, "quote": 150, "time": DAY}
    one, two = log_of(filled), log_of(filled, UNFILLED)
    for key in ("current", "deviation", "instruction", "check"):
        assert two.value("monthly", 0, key) == one.value("monthly", 0, key)
    for key in ("signed", "slippage", "latency", "slip_cost", "slip_bp", "spread_fee"):
        assert two.column("log", key)[1] is None
    assert two.cell("checks_total") == one.cell("checks_total")
    assert two.cell(name("limits")) == 1
    assert two.cell(name("hit")) == 0
    assert one.cell(name("hit")) is None


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({}, "chk_unfilled"),
        ({"order_type": "limit"}, "chk_unfilled"),
        ({"order_type": "limit "}, "chk_unfilled"),
        ({"order_type": "　指値"}, "chk_unfilled"),
        ({"order_type": "指 値"}, "chk_number"),
        ({"roll": "2026-10 1/3"}, "chk_number"),  # a slice of the roll is a fill whose price was forgotten
        ({"order_time": SENT}, "chk_open"),
        ({"order_time": SENT - 1 / 86400}, "chk_unfilled"),
        ({"order_type": "成行"}, "chk_number"),  # a market order without a price is a slip
        ({"order_type": None}, "chk_number"),
        ({"order_time": None}, "chk_number"),
        ({"order_time": "2026-10-05"}, "chk_number"),
        ({"order_time": 5}, "chk_number"),
        ({"price": 150}, "chk_time"),
        ({"time": DAY}, "chk_number"),
        ({"qty": None}, "chk_number"),
        ({"qty": -1000}, "chk_number"),
        ({"side": "?"}, "chk_side"),
        ({"price": "#N/A"}, "chk_number"),
    ],
)
def test_only_a_whole_unfilled_order_is_one(changes: dict[str, Value], word: str) -> None:
    book = log_of(UNFILLED | changes)
    assert book.column("log", "check") == [WORDS[word].ja]
    assert book.cell("log_faults") == (0 if word in ("chk_unfilled", "chk_open") else 1)


def test_a_limit_sent_after_the_month_end_is_asked_about_until_the_next() -> None:
    """Its price and time forgotten, a real fill would be left out of the position without a word."""
    forgotten = log_of(UNFILLED | {"order_time": SENT})
    assert (forgotten.cell("checks_total"), forgotten.cell("n_log_chk_open")) == (1, 1)
    assert forgotten.cell("at_n_log_chk_open") is not None
    assert WORDS["see_checks"].ja in str(forgotten.cell("status_monthly"))
    assert forgotten.value("monthly", 0, "instruction") == log_of(UNFILLED).value("monthly", 0, "instruction")
    assert forgotten.cell(name("missed")) == 1
    inputs = Inputs(forgotten.inputs.cells, copy.deepcopy(forgotten.inputs.tables))
    inputs.tables["monthly"].append(inputs.tables["monthly"][0] | {"month": to_serial(date(2026, 11, 30))})
    assert model(inputs).cell("n_log_chk_open") == 0


def test_there_is_no_hit_rate_while_no_missed_limit_is_written_down() -> None:
    """A broker's file holds fills only: of what it leaves out nobody can say that it was always hit."""
    hit: dict[str, Value] = UNFILLED | {"price": 150, "time": DAY + 0.6}
    imported = log_of(hit)
    assert (imported.cell(name("limits")), imported.cell(name("missed"))) == (1, 0)
    assert imported.cell(name("hit")) is imported.cell(name("hit", 0)) is None
    earlier = to_serial(date(2026, 9, 5))
    both = log_of(hit, UNFILLED | {"order_time": earlier})
    assert both.cell(name("hit")) == 0.5
    assert both.cell(name("hit", 0)) == 1  # the month's own; the log does hold limits that were not filled


# --- months, swaps and rolls -----------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_lines_run_from_the_oldest_month_and_end_with_the_latest(language: Language) -> None:
    book = Model(LEDGER, demo(language), language)
    months = [book.cell(month_key(line)) for line in range(LINES)]
    assert months == book.column("monthly", "month")[-LINES:]
    young = Model(LEDGER, first_month(language), language)
    assert [young.cell(month_key(line)) for line in range(LINES)] == [to_serial(date(2026, 10, 31))] + [None] * 11
    assert {young.cell(name(figure.key, 1)) for figure in FIGURES} == {None}


@pytest.mark.parametrize("case", ["an error among the months", "latest month as text", "months out of order"])
def test_months_that_cannot_be_told_leave_no_wrong_line(case: str) -> None:
    book = scenario(case)
    for line in range(LINES):
        month = book.cell(month_key(line))
        assert (book.cell(name("fills", line)) is None) == (month is None)


def test_a_month_runs_from_its_first_moment_to_before_the_next() -> None:
    first, after = to_serial(date(2026, 10, 1)), to_serial(date(2026, 11, 1))
    moments = (first - 1 / 86400, first, after - 1 / 86400, after)
    fill: dict[str, Value] = {"side": "売", "qty": 1000, "price": 150, "quote": 150}
    book = log_of(*({**fill, "time": moment} for moment in moments))
    assert (book.cell(name("fills")), book.cell(name("fills", 0)), book.cell("fill_elsewhere")) == (4, 2, 2)
    assert book.cell(name("units", 0)) == 2000


def test_dearer_swaps_after_later_rolls_show() -> None:
    def late_and_dear(inputs: Inputs, language: Language) -> None:
        for number, row in enumerate(inputs.tables["monthly"][-12:]):
            row["swap"] = n(row["swap"]) * (1 + 0.02 * number * number)
            start = n(inputs.tables["monthly"][-13 + number]["month"]) + 1
            for fill in inputs.tables["log"]:
                if start <= n(fill["time"]) < start + 28:
                    fill["time"] = start + 1 + number

    change: Change = late_and_dear
    book = model(changed("ja", change))
    assert n(book.cell("roll_correlation")) > 0.5
    pairs = [(book.cell(f"roll_day_{line}"), book.cell(f"roll_change_{line}")) for line in range(1, LINES + 1)]
    known = [(n(day), n(rate)) for day, rate in pairs if day is not None and rate is not None]
    days, rates = zip(*known, strict=True)
    assert book.cell("roll_correlation") == pytest.approx(float(np.corrcoef(days, rates)[0, 1]))
    assert book.cell("roll_season_3") == "年度末"
