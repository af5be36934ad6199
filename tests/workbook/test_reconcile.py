"""照合 / Reconciliation: a statement that disagrees stops every instruction, and nothing else does."""

from itertools import pairwise

import pytest
from scenarios import Change, changed, clear, demo, put, statements, true_statement

from hedge_xl.core.language import LANGUAGES, Language
from workbook.ledger import LEDGER
from workbook.ledger.other_checks import BELOW
from workbook.ledger.reconcile import TABLE
from workbook.spec import Inputs, Value
from workbook.text import WORDS
from workbook.twin import Model, n

YEAR_END = 44926.0  # 2022-12-31
FIXES = {WORDS["ins_fix"].ja, WORDS["ins_market"].ja, WORDS["ins_policy"].ja, WORDS["ins_log"].ja}


def model(inputs: Inputs, language: Language = "ja") -> Model:
    return Model(LEDGER, inputs, language)


def stated(**cells: Value) -> Change:
    """One statement of the year's end, true but for these cells."""

    def change(inputs: Inputs, language: Language) -> None:
        inputs.tables["statement"] = [true_statement(inputs, YEAR_END) | cells]

    return change


def words(book: Model) -> list[Value]:
    return book.column("statement", "check")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_true_statement_is_fine(language: Language) -> None:
    book = model(changed(language, stated()), language)
    assert words(book) == [WORDS["ok"].of(language)]
    assert book.value("statement", 0, "position_gap") == 0
    assert book.value("statement", 0, "swap_gap") == 0
    assert book.cell("checks_total") == 0
    assert not FIXES & set(book.column("monthly", "instruction"))


@pytest.mark.parametrize("off", [-1000, 1, 0.01, 0.00001])
def test_another_position_stops_every_instruction(off: float) -> None:
    held = n(true_statement(demo("ja"), YEAR_END)["position"])
    book = model(changed("ja", stated(position=held + off)))
    assert words(book) == [WORDS["chk_balance"].ja]
    assert book.value("statement", 0, "position_gap") == pytest.approx(off)
    assert book.cell("log_faults") == 1
    assert set(book.column("monthly", "instruction")) == {WORDS["ins_log"].ja}
    assert set(book.column("monthly", "current")) == {None}


def test_binary_noise_is_no_difference() -> None:
    held = n(true_statement(demo("ja"), YEAR_END)["position"])
    fraction = put("log", 0, "qty", n(demo("ja").tables["log"][0]["qty"]) + 0.3)
    book = model(changed("ja", fraction, stated(position=held + 0.1 + 0.2)))
    assert words(book) == [WORDS["ok"].ja]


@pytest.mark.parametrize(
    "cells",
    [{"position": "6万"}, {"position": None}, {"date": "2022-12-31"}, {"date": -0.5}, {"swap": "#N/A"}],
)
def test_what_cannot_be_read_is_marked_but_stops_nothing(cells: dict[str, Value]) -> None:
    book = model(changed("ja", stated(**cells)))
    assert str(words(book)[0]).startswith(WORDS["mark_fault"].ja)
    assert book.cell("checks_total") == 1
    assert book.cell("log_faults") == 0
    assert book.column("monthly", "instruction") == model(changed("ja")).column("monthly", "instruction")


def test_a_fill_changed_later_is_noticed_by_the_statement_of_its_time() -> None:
    def old_statements(inputs: Inputs, language: Language) -> None:
        inputs.tables["statement"] = [true_statement(inputs, day) for day in (43921.0, 44196.0, YEAR_END)]

    first = demo("ja").tables["log"][0]
    slip = put("log", 0, "qty", n(first["qty"]) * 10)
    assert words(model(changed("ja", old_statements))) == [WORDS["ok"].ja] * 3
    assert words(model(changed("ja", old_statements, slip))) == [WORDS["chk_balance"].ja] * 3
    swapped = put("log", 0, "side", "買")
    assert WORDS["chk_balance"].ja in words(model(changed("ja", old_statements, swapped)))


def test_a_position_counts_the_fills_of_its_own_day_and_none_of_the_next() -> None:
    inputs = demo("ja")
    days = sorted({float(int(n(fill["time"]))) for fill in inputs.tables["log"]})
    inputs.tables["statement"] = [
        {"date": day, "position": 0} for first, second in pairwise(days) for day in (first, second - 1)
    ]
    held = model(inputs).column("statement", "ledger_position")
    assert held[0::2] == held[1::2]
    assert len(set(held)) > 5


@pytest.mark.parametrize(
    ("off", "word"), [(0, "ok"), (1, "ok"), (-1, "ok"), (1.01, "chk_swap_gap"), (-5000, "chk_swap_gap")]
)
def test_a_swap_may_differ_by_a_rounded_yen(off: float, word: str) -> None:
    swap = n(true_statement(demo("ja"), YEAR_END)["swap"])
    book = model(changed("ja", stated(swap=swap + off)))
    assert words(book) == [WORDS[word].ja]
    assert book.cell("log_faults") == 0


def test_a_swap_in_a_month_without_one() -> None:
    missing = (stated(), put("monthly", -1, "swap", None))
    assert words(model(changed("ja", *missing))) == [WORDS["chk_swap"].ja]
    assert words(model(changed("ja", stated(), clear("monthly", -1)))) == [WORDS["chk_swap"].ja]
    assert words(model(changed("ja", stated(swap=None), clear("monthly", -1)))) == [WORDS["ok"].ja]


def test_a_net_long_position_is_negative() -> None:
    inputs = demo("ja")
    inputs.tables["log"] = [{**inputs.tables["log"][0], "side": "BUY", "qty": 5_000}]
    inputs.tables["statement"] = [{"date": YEAR_END, "position": -5_000}, {"date": YEAR_END, "position": 5_000}]
    assert words(model(inputs)) == [WORDS["ok"].ja, WORDS["chk_balance"].ja]


def test_blank_rows_and_notes_say_nothing() -> None:
    book = model(changed("ja", statements({}, {"note": "2023"})))
    assert words(book) == [None, None]
    assert book.cell("checks_total") == 0


def test_nothing_is_computed_from_the_journal() -> None:
    before = model(changed("ja"))
    inputs = changed("ja")
    inputs.tables["journal"] = [{"when": "gestern", "summary": "=1+1", "who": -5.0}]
    after = model(inputs)
    for cell in LEDGER.cells:
        assert before.cell(cell.key) == after.cell(cell.key)


def test_both_new_tables_are_typed_into_and_watched_below() -> None:
    assert {"statement", "journal"} <= BELOW.keys()
    assert [column.key for column in TABLE.inputs] == ["date", "position", "swap", "note"]
    assert [column.key for column in LEDGER.table("journal").columns] == [
        "when",
        "command",
        "summary",
        "who",
        "version",
        "before",
        "after",
    ]
    assert all(column.kind == "input" for column in LEDGER.table("journal").columns)


@pytest.mark.parametrize(
    ("time", "counts"),
    [(0.0, True), (3 / 24, True), (3 / 24 - 1 / 86_400, False), (7 / 24, True), (1 / 24, False)],
)
def test_a_time_counts_the_fills_up_to_that_moment_and_a_date_alone_those_of_its_day(time: float, counts: bool) -> None:
    """Brokers end their day next morning: the statement of Friday holds the fill of Saturday 3:00."""
    inputs = demo("ja")
    saturday = 44_835.0  # 2022-10-01
    inputs.tables["log"][-1] |= {"side": "売", "qty": 5_000.0, "time": saturday + 3 / 24, "order_time": None}
    held = n(true_statement(inputs, saturday)["position"])
    before = n(true_statement(inputs, saturday - 1)["position"])
    assert held == before + 5_000
    inputs.tables["statement"] = [{"date": saturday + time, "position": held if counts else before}]
    assert words(model(inputs)) == [WORDS["ok"].ja]


def test_the_swap_of_a_month_is_compared_on_the_next_morning_too() -> None:
    swap = true_statement(demo("ja"), YEAR_END)["swap"]
    assert words(model(changed("ja", stated(date=YEAR_END + 1 + 7 / 24, swap=swap)))) == [WORDS["ok"].ja]
    assert words(model(changed("ja", stated(date=YEAR_END + 1, swap=swap)))) == [WORDS["chk_swap"].ja]
