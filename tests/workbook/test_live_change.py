"""A plan carried out in an open workbook does to its inputs what it does to those of a closed file."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import excel_stand_in
import pytest
from customise import customised
from edit_checks import fill, month, opened
from excel_stand_in import Book, ComError, ExcelBusyError, refused
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledgers import made, small, small_file

from hedge_xl.core.language import LANGUAGES, Language, Text
from workbook import backups
from workbook.change import AppendRow, Change, GrowTable, Operation, SetParameter, SetValue, changed
from workbook.edit import edited
from workbook.errors import FileError
from workbook.ledger import LEDGER
from workbook.live import change as change_module
from workbook.live.change import change_live
from workbook.live.excel_book import ExcelBook
from workbook.live.reading import read_live
from workbook.proof import first_difference
from workbook.read import Opened
from workbook.spec import Host, Inputs, Value
from workbook.transaction import Outcome
from workbook.twin import Model

ROOT = Path(__file__).parents[2]
NOON = datetime(2026, 11, 22, 12, 0, 0)
ERRORS = (ComError, ExcelBusyError)
SUMMARY = Text("試し", "a try")


def stand_in(folder: Path, data: bytes, name: str = "my.xlsx") -> Book:
    path = folder / name
    path.write_bytes(data)
    return Book(data, path)


def carry_out(book: Book, *operations: Operation, dry_run: bool = False, path: Path | None = None) -> Outcome:
    return change_live(
        ExcelBook(book, ERRORS),
        lambda _: Change(operations),
        command="test",
        summary=SUMMARY,
        dry_run=dry_run,
        now=lambda: NOON,
        path=path,
    )


def without_journal(inputs: Inputs) -> Inputs:
    tables = {key: rows for key, rows in inputs.tables.items() if key != "journal"}
    return Inputs(inputs.cells, tables, inputs.below)


# --- reading ------------------------------------------------------------------------------------


@pytest.mark.parametrize("template", ["ledger", "index-hedge", "leverage", "positioning"])
def test_an_open_book_reads_as_its_file_does(template: str, tmp_path: Path) -> None:
    data = (ROOT / f"templates/{template}.ja.native.xlsx").read_bytes()
    file, live = opened(data), read_live(ExcelBook(stand_in(tmp_path, data), ERRORS))
    assert (live.book.key, live.language, live.host, live.schema) == (template, "ja", "native", file.schema)
    assert first_difference(file.inputs, live.inputs) is None
    assert live.inputs.below == file.inputs.below
    assert {k: v.table.ref for k, v in live.tables.items()} == {k: v.table.ref for k, v in file.tables.items()}
    assert {k: v.columns for k, v in live.tables.items()} == {k: v.columns for k, v in file.tables.items()}
    assert {k: v.address for k, v in live.cells.items()} == {k: v.address for k, v in file.cells.items()}
    for key, table in file.tables.items():
        for column in table.spec.columns:
            assert live.tables[key].values(column.key) == table.values(column.key)
            assert live.tables[key].formulas(column.key) == table.formulas(column.key)


# --- the same as in a closed file -----------------------------------------------------------------

ROWS = {key: len(table.rows) for key, table in opened(small_file("ja")).tables.items()}
INPUTS = {table.key: [column.key for column in table.inputs] for table in LEDGER.tables if table.inputs}
PARAMETERS = [cell.key for cell in LEDGER.cells if cell.kind == "input"]
words = st.text(st.characters(categories=("L", "N", "P", "S")), min_size=1, max_size=9)
texts = words | st.sampled_from(("=1+1", "0012", "1e5", "TRUE", "'quoted", "2026/11/22", "売", "-5", " x "))
numbers = st.floats(-1e9, 1e9, width=32) | st.sampled_from((0.0, 44925.0, 44957.123456789, 1000.0, 150.25, 1e-7))
values: st.SearchStrategy[Value] = st.none() | texts | numbers | st.booleans()


@st.composite
def set_value(draw: st.DrawFn) -> Operation:
    table = draw(st.sampled_from(sorted(INPUTS)))
    row = draw(st.integers(0, ROWS[table] - 1))
    return SetValue(table, row, draw(st.sampled_from(INPUTS[table])), draw(values))


@st.composite
def append_row(draw: st.DrawFn) -> Operation:
    table = draw(st.sampled_from(sorted(INPUTS)))
    return AppendRow(table, draw(st.dictionaries(st.sampled_from(INPUTS[table]), values, max_size=4)))


operations = (
    set_value()
    | append_row()
    | st.builds(SetParameter, st.sampled_from(PARAMETERS), values)
    | st.builds(GrowTable, st.sampled_from(sorted(ROWS)), st.integers(0, 12))
)


@given(st.lists(operations, min_size=1, max_size=5), st.sampled_from(LANGUAGES))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_change_leaves_the_inputs_that_the_file_would_have(
    tmp_path: Path, plan: list[Operation], language: Language
) -> None:
    data = small_file(language)
    book = stand_in(tmp_path, data)
    try:
        new = edited(opened(data), Change(tuple(plan)))
    except FileError:
        with pytest.raises(FileError):
            carry_out(book, *plan)
        assert first_difference(opened(data).inputs, book.inputs()) is None
        return
    carry_out(book, *plan)
    assert first_difference(without_journal(opened(new).inputs), without_journal(book.inputs())) is None
    same_formulas(opened(new), book)


def same_formulas(file: Opened, book: Book) -> None:
    """Every row of every table holds the formulas that it would hold in the file."""
    for key, table in file.tables.items():
        if key == "journal":
            continue
        for column in table.spec.columns:
            if column.kind != "input":
                sheet, place = book.sheets[table.sheet.name], table.columns[column.key]
                assert [sheet._cell(row, place).formula for row in table.rows] == table.formulas(column.key), column.key


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_month_and_fills(language: Language, tmp_path: Path) -> None:
    data = small_file(language)
    book = stand_in(tmp_path, data)
    plan = (*month(language), fill(language), fill(language, 2), SetParameter("trend_step", 0.07))
    outcome = carry_out(book, *plan)
    after = opened(edited(opened(data), Change(plan)))
    assert first_difference(without_journal(after.inputs), without_journal(book.inputs())) is None
    shown = book.cell(after.cells["now_instruction"].sheet.name, after.cells["now_instruction"].address)
    assert shown.value == outcome.after.cell("now_instruction")
    journal = book.inputs().tables["journal"]
    assert [row["command"] for row in journal if row["when"]] == ["test"]
    assert journal[-1]["summary"] == SUMMARY.of(language)


def test_texts_arrive_as_they_are_and_numbers_as_numbers(tmp_path: Path) -> None:
    book = stand_in(tmp_path, small_file())
    log = opened(small_file()).tables["log"]
    sheet = book.sheets[log.sheet.name]
    last = log.rows[-1]
    sheet._cell(last, log.columns["comment"]).format = "General"  # as when the user cleared the format
    carry_out(
        book,
        SetValue("log", len(log.rows) - 1, "comment", "=1+1"),
        AppendRow("log", {"id": "0012", "comment": "'tis"}),
        SetValue("log", 0, "roll", 12.5),
    )
    rows = book.inputs().tables["log"]
    assert (rows[-2]["comment"], rows[-1]["id"], rows[-1]["comment"], rows[0]["roll"]) == ("=1+1", "0012", "'tis", 12.5)
    assert sheet._cell(log.rows[0], log.columns["roll"]).format == "@"


def test_new_rows_look_like_the_one_above(tmp_path: Path) -> None:
    book = stand_in(tmp_path, small_file())
    log = opened(small_file()).tables["log"]
    carry_out(book, fill("ja"))
    sheet, row = book.sheets[log.sheet.name], log.rows[-1]
    for column in log.columns.values():
        assert sheet._cell(row + 1, column).format == sheet._cell(row, column).format


def test_the_users_own_column_is_filled_too(tmp_path: Path) -> None:
    data = customised(small_file("en"), ["own column at the end of a table"], 1)
    book = stand_in(tmp_path, data)
    log = opened(data).tables["log"]
    sheet, own = book.sheets[log.sheet.name], log.table.ref[3]
    formula = sheet._cell(log.rows[-1], own).formula
    assert formula is not None
    assert own not in log.columns.values()
    carry_out(book, fill("en"))
    assert sheet._cell(log.rows[-1] + 1, own).formula == formula


def test_nothing_to_do_touches_nothing(tmp_path: Path) -> None:
    book = stand_in(tmp_path, small_file())
    outcome = carry_out(book, SetValue("log", 0, "id", opened(small_file()).inputs.tables["log"][0]["id"]))
    assert (outcome.change, outcome.live) == (Change(), True)
    assert set(book._settings.calls) == {"calculate"}


def test_a_dry_run_touches_nothing(tmp_path: Path) -> None:
    book = stand_in(tmp_path, small_file())
    outcome = carry_out(book, *month("ja"), dry_run=True, path=tmp_path / "my.xlsx")
    assert outcome.change
    assert set(book._settings.calls) == {"calculate"}
    assert not backups.list_backups(tmp_path / "my.xlsx")


def test_the_book_as_it_was_is_kept_and_nothing_is_saved(tmp_path: Path) -> None:
    book = stand_in(tmp_path, small_file())
    outcome = carry_out(book, fill("ja"), path=tmp_path / "my.xlsx")
    assert outcome.backup is not None
    assert outcome.backup.read_bytes() == small_file() == (tmp_path / "my.xlsx").read_bytes()


# --- what is refused, before anything is touched ---------------------------------------------------


def protected(book: Book) -> None:
    book.sheets["執行ログ"]._api.ProtectContents = True


def filtered(book: Book) -> None:
    book.sheets["執行ログ"].tables["ExecutionLog"]._shown.AutoFilter = SimpleNamespace(FilterMode=True)


def editing(book: Book) -> None:
    book._settings.ready = False


def read_only(book: Book) -> None:
    book._settings.read_only = True


def other_template(book: Book) -> None:
    book._opened.file.properties["hedge_xl.template"] = "other"


def older(book: Book) -> None:
    book._opened.file.properties["hedge_xl.schema"] = 1.0


def newer(book: Book) -> None:
    book._opened.file.properties["hedge_xl.schema"] = 99.0


def unknown_edition(book: Book) -> None:
    book._opened.file.properties["hedge_xl.host"] = "abacus"


def renamed_heading(book: Book) -> None:
    book.sheets["執行ログ"]._cell(opened(small_file()).tables["log"].table.ref[0], 1).value = "番号"


def table_gone(book: Book) -> None:
    book._settings.calculates = False
    del book.sheets["市場"]._tables["Market"]


def typed_over(book: Book) -> None:
    log = opened(small_file()).tables["log"]
    cell = book.sheets["執行ログ"]._cell(log.rows[0], log.columns["check"])
    cell.formula = None


def other_formula(book: Book) -> None:
    book._settings.calculates = False
    log = opened(small_file()).tables["log"]
    book.sheets["執行ログ"]._cell(log.rows[0], log.columns["signed"]).value = 1.0


def no_functions(book: Book) -> None:
    book._settings.calculates = False
    log = opened(small_file()).tables["log"]
    book.sheets["執行ログ"]._cell(log.rows[0], log.columns["signed"]).value = -2146826259


def below(book: Book) -> None:
    log = opened(small_file()).tables["log"]
    book.sheets["執行ログ"]._cell(log.rows.stop, 3).value = 5.0


def totals(book: Book) -> None:
    table = book.sheets["執行ログ"].tables["ExecutionLog"]
    top, left, bottom, right = table._ref
    table._ref = top, left, bottom + 1, right
    table._shown.ShowTotals = True


def date_1904(book: Book) -> None:
    object.__setattr__(book._opened, "file", replace(book._opened.file, date1904=True))


REFUSALS: dict[str, tuple[Callable[[Book], None], str, str]] = {
    "protected": (protected, "執行ログ」が保護", "is protected"),
    "filtered": (filtered, "絞り込まれています", "is filtered"),
    "editing": (editing, "入力中", "middle of typing"),
    "read-only": (read_only, "読み取り専用", "read-only"),
    "other template": (other_template, "hedge_xlのブックではありません", "not a hedge_xl workbook"),
    "older": (older, "upgrade my.xlsx", "upgrade my.xlsx"),
    "newer": (newer, "新しい版", "newer hedge_xl"),
    "unknown edition": (unknown_edition, "hedge_xlのブックではありません", "not a hedge_xl workbook"),
    "renamed heading": (renamed_heading, "見出しを元に", "restore the heading"),
    "table gone": (table_gone, "Market", "Market"),
    "typed over": (typed_over, "式が値に置き換わって", "replaced by a value"),
    "other formula": (other_formula, "計算と違います", "does not show what hedge-xl computes"),
    "no functions": (no_functions, "#NAME?", "hedge-xl excel doctor"),
    "below": (below, "表の下に入力", "typed under the table"),
    "totals": (totals, "集計行", "totals row"),
    "1904": (date_1904, "1904", "1904"),
}


@pytest.mark.parametrize("case", REFUSALS)
def test_refused_before_anything_is_touched(case: str, tmp_path: Path) -> None:
    spoil, ja, en = REFUSALS[case]
    book = stand_in(tmp_path, small_file())
    spoil(book)
    with pytest.raises(FileError) as caught:
        carry_out(book, fill("ja"), path=tmp_path / "my.xlsx")
    assert ja in caught.value.message("ja")
    assert en in caught.value.message("en")
    assert set(book._settings.calls) <= {"calculate"}
    assert not backups.list_backups(tmp_path / "my.xlsx")


def test_inputs_that_cannot_be_computed_are_refused(tmp_path: Path) -> None:
    book = stand_in(tmp_path, small_file())
    with pytest.raises(FileError):
        carry_out(book, SetValue("monthly", 0, "a_usd", 1e308), SetValue("monthly", 0, "spot", 1e308))
    assert set(book._settings.calls) == {"calculate"}


# --- what goes wrong on the way ----------------------------------------------------------------------


def test_excel_refusing_the_first_step_is_told_as_it_says(tmp_path: Path) -> None:
    book = stand_in(tmp_path, small_file())
    book._settings.fails_at = "resize 1"
    with pytest.raises(FileError, match="resize failed") as caught:
        carry_out(book, fill("ja"))
    assert "保存せずに" not in caught.value.message("ja")


@pytest.mark.parametrize("step", ["FillDown 1", "NumberFormat 1", "Value2 1", "Value2 3"])
def test_stopping_half_way_says_how_to_go_back(step: str, tmp_path: Path) -> None:
    book = stand_in(tmp_path, small_file())
    book._settings.fails_at = step
    with pytest.raises(FileError, match="途中で止まりました") as caught:
        carry_out(book, fill("ja"), path=tmp_path / "my.xlsx")
    kept = backups.list_backups(tmp_path / "my.xlsx")[-1].path
    assert "保存せずに閉じてください" in caught.value.message("ja")
    assert str(kept) in caught.value.message("ja")
    assert kept.read_bytes() == small_file()


def test_excel_that_no_longer_answers_may_have_done_anything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = stand_in(tmp_path, small_file())
    book._settings.fails_at = "resize 1"
    real = book._call

    def busy(name: str) -> None:
        book._settings.ready = book._settings.ready and name != "resize"
        real(name)

    monkeypatch.setattr(book, "_call", busy)
    with pytest.raises(FileError, match="途中で止まりました"):
        carry_out(book, fill("ja"))


def test_excel_that_loses_a_value_is_found_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = stand_in(tmp_path, small_file())
    take = excel_stand_in.type_in
    monkeypatch.setattr(excel_stand_in, "type_in", lambda cell, v: take(cell, None if v == 131.01 else v))
    with pytest.raises(FileError, match=r"意図と違います\(log\.quote\)"):
        carry_out(book, fill("ja"))


def test_excel_that_computes_otherwise_is_found_out(tmp_path: Path) -> None:
    book = stand_in(tmp_path, small_file())
    real = book._show

    def once(inputs: Inputs, model: Model) -> None:
        if len(inputs.tables["log"]) == ROWS["log"]:
            real(inputs, model)

    book._show = once  # type: ignore[method-assign]  # Excel that no longer calculates
    with pytest.raises(FileError, match="計算と違います"):
        carry_out(book, fill("ja"))


@pytest.mark.parametrize(("host", "patience"), [("officejs", True), ("native", False)])
def test_functions_that_answer_late_are_waited_for(
    host: Host, patience: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = stand_in(tmp_path, small_file())
    book._opened.host = host
    book._opened.file.properties["hedge_xl.host"] = host
    real, waits = book._show, list[float]()

    def later(inputs: Inputs, model: Model) -> None:
        if len(inputs.tables["log"]) == ROWS["log"] or len(waits) == 3:
            real(inputs, model)

    book._show = later  # type: ignore[method-assign]  # the answers come with the third wait
    monkeypatch.setattr(change_module, "time", SimpleNamespace(sleep=waits.append))
    if patience:
        carry_out(book, fill("ja"))
        assert len(waits) == 3
    else:
        with pytest.raises(FileError, match="計算と違います"):
            carry_out(book, fill("ja"))
        assert not waits


def test_busy_excel_in_words() -> None:
    busy = [ComError(-2147418111, "rejected", None, None), ExcelBusyError()]
    busy.append(ComError(-2147352567, "Exception", (0, None, None, None, 0, -2146777998), None))
    adapter = ExcelBook(type("Named", (), {"name": "my.xlsx"})(), ERRORS)
    for error in busy:
        with pytest.raises(FileError, match="入力中"), adapter._excel():
            raise error
    with pytest.raises(FileError, match="Excelが断りました: sheet is gone"), adapter._excel():
        raise refused("sheet\n is gone")


def test_long_tables_are_written_in_runs(tmp_path: Path) -> None:
    book = stand_in(tmp_path, made(small("ja")))
    carry_out(book, *(fill("ja", number) for number in range(1, 21)))
    assert len(book.inputs().tables["log"]) == ROWS["log"] + 20
    assert book._settings.calls.count("Value2") < 20  # a column each, not a cell each


def test_changed_is_what_a_live_change_means(tmp_path: Path) -> None:
    book = stand_in(tmp_path, small_file())
    plan = Change((fill("ja"), SetParameter("trend_step", 0.07)))
    carry_out(book, *plan.operations)
    meant = changed(opened(small_file()).inputs, plan)
    assert first_difference(without_journal(meant), without_journal(book.inputs())) is None
