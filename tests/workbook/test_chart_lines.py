"""Lines of charts stand on no empty text in a row that is in order: Excel would draw it as 0."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from charted import CHARTED
from ledgers import small
from scenarios import Change, delete, first_month, parameter, policy, put

from hedge_xl.core.language import Language
from workbook.books import BOOKS
from workbook.ledger import LEDGER
from workbook.ledger.backtest_values import computed
from workbook.spec import Book, Inputs
from workbook.twin import Model, Scope, is_number

GAP = "#N/A"


@dataclass(frozen=True)
class Line:
    """A line of a chart that stands on a column."""

    chart: str
    table: str
    column: str


def lines(book: Book) -> Iterator[Line]:
    for group in (group for sheet in book.sheets for group in sheet.charts):
        for chart in group.charts:
            for series in (item for item in chart.series if chart.kind == "line" or item.line):
                table, stop, column = series.values.partition(".")
                if stop:
                    yield Line(chart.key, table, column)


def blanks(model: Model) -> list[tuple[Line, int]]:
    """Rows in which a line would fall to 0."""
    return [
        (line, row)
        for line in lines(model.book)
        for row, value in enumerate(model.column(line.table, line.column))
        if not is_number(value) and value != GAP
    ]


def shown(model: Model, chart: str) -> dict[str, int]:
    """How many points each line of a chart has."""
    return {
        line.column: sum(map(is_number, model.column(line.table, line.column)))
        for line in lines(model.book)
        if line.chart == chart
    }


def ledger(*changes: Change) -> Model:
    return Model(LEDGER, small("ja", *changes), "ja")


def _without_averages(inputs: Inputs, language: Language) -> None:
    for row in inputs.tables["market"]:
        row.pop("ma200", None)


CASES: dict[str, tuple[Change, ...]] = {
    "in order": (),
    "one average missing": (put("market", -3, "ma200", None),),
    "a gap": (delete("monthly", 2), delete("market", -2), delete("pnl", 0)),
    "a policy without averages": (policy("pol_trend"), _without_averages),
    "too few months for h*": (parameter("window", 36), policy("pol_hstar")),
}


@pytest.mark.parametrize("changes", CASES.values(), ids=CASES)
def test_a_line_of_the_ledger_never_falls_to_zero_by_itself(changes: tuple[Change, ...]) -> None:
    model = ledger(*changes)
    assert all(str(mark)[:1] in "○△" for mark in model.column("monthly", "check"))  # every row is in order
    assert blanks(model) == []


def test_a_new_ledger_has_no_line_at_zero() -> None:
    model = Model(LEDGER, first_month("ja"), "ja")
    assert blanks(model) == []
    assert shown(model, "dash_hstar") == {"h_low": 0, "h_high": 0}


def test_a_policy_that_was_not_run_has_no_line_in_the_backtest() -> None:
    whole, part = ledger(), ledger(*CASES["one average missing"])
    for chart in ("backtest_wealth", "backtest_drawdown"):
        assert len({*shown(whole, chart).values()}) == 1
        assert sorted(shown(part, chart).values()) == [0, *[whole.rows(LEDGER.table("backtest"))] * 4]


def test_a_backtest_that_cannot_be_computed_has_no_lines() -> None:
    model = ledger(*CASES["too few months for h*"])
    assert not computed(Scope(model))
    assert set(shown(model, "backtest_wealth").values()) == {0}
    assert set(shown(model, "backtest_drawdown").values()) == {0}


@pytest.mark.parametrize("book", [book for book in BOOKS.values() if book.fillings], ids=lambda book: book.key)
@pytest.mark.parametrize("filling", ["demo", "empty"])
def test_lines_of_the_other_books(book: Book, filling: str) -> None:
    inputs = book.fillings[filling]("ja")
    for table in book.tables:
        inputs.tables[table.key] = inputs.tables.get(table.key) or []  # a blank row is in no order
    assert blanks(Model(book, inputs, "ja")) == []


def test_the_search_finds_a_line_on_blanks() -> None:
    found = blanks(Model(CHARTED, small("ja", put("monthly", 1, "swap", None)), "ja"))
    assert [(line.column, row) for line, row in found] == [("cost_gap", 1)]
