"""The same upgrade brings a ledger to any later structure: sheets, columns, cells, lines and formulas."""

from functools import cache
from pathlib import Path

import pytest
from customise import customised
from customise_xml import editing, put_cell, worksheets
from future import TOMORROW
from ledgers import cell, constant, formula, made, place, small, title
from openpyxl.utils import get_column_letter
from package_checks import consistent

from hedge_xl.core.language import LANGUAGES, Language
from workbook.books import BOOKS
from workbook.errors import FileError
from workbook.ledger import LEDGER
from workbook.package import Package
from workbook.read import Opened, open_package
from workbook.recalc import LibreOffice
from workbook.spec import Value
from workbook.upgrade.upgraded import Upgrade, upgraded
from workbook.validate import findings_of

LATER = ("own column at the end of a table", "totals row", "column inserted", "renamed sheet")


def today(language: Language = "ja") -> bytes:
    return _today(language)


@cache
def _today(language: Language) -> bytes:
    return made(small(language), language)


@pytest.fixture(autouse=True)
def _tomorrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program of tomorrow, with the record of today's structure."""
    for language in LANGUAGES:
        today(language)  # by the program of today
    monkeypatch.setitem(BOOKS, LEDGER.key, TOMORROW)


def opened(data: bytes) -> Opened:
    return open_package(Package(data, "ledger.xlsx"))


def after(data: bytes) -> tuple[Upgrade, Opened]:
    done = upgraded(opened(data), data)
    consistent(Package(done.data, "ledger.xlsx"))
    new = opened(done.data)
    assert new.whole
    assert new.schema == TOMORROW.schema
    return done, new


# --- what is added ----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_of_tomorrow_is_there_and_the_validator_finds_nothing(language: Language) -> None:
    done, new = after(today(language))
    assert not list(findings_of(new))
    assert len(done.steps) == 7
    titles = [sheet.title.of(language) for sheet in TOMORROW.sheets]
    assert [sheet.name for sheet in new.file.sheets] == titles
    assert new.inputs.cells["tax_rate"] == 0.2
    assert [row["venue"] for row in new.inputs.tables["log"]] == [None] * 6
    log = new.tables["log"]
    assert log.values("value") == [n * p for n, p in zip(log.values("qty"), log.values("price"), strict=True)]
    assert new.cells["fills_total"].cell.value == 6
    assert new.cells["n_many"].cell.value == 0


def test_a_new_column_looks_and_behaves_like_one_of_a_new_ledger() -> None:
    _, new = after(today())
    log = new.tables["log"]
    package = new.package
    root = package.xml(log.sheet.part)
    spread = log.columns["spread_fee"] - log.table.ref[1]
    assert log.table.columns[-2:] == ("業者", "約定代金")
    assert log.table.calculated[-1] == log.cell(0, "value").formula
    assert log.table.calculated[spread] is not None
    letters = [log.address(0, key).rstrip("0123456789") for key in ("venue", "value")]
    top, bottom = log.rows.start, log.rows.stop - 1
    rules = {item.get("sqref"): item for item in root.iter("{*}dataValidation", "{*}conditionalFormatting")}
    assert f"{letters[0]}{top}:{letters[0]}{bottom}" in rules
    alert = rules[f"{letters[1]}{top}:{letters[1]}{bottom}"]
    assert alert.findtext("{*}cfRule/{*}formula") == f"IF(ISNUMBER({letters[1]}{top}),{letters[1]}{top}>1E7,FALSE)"
    widths = {item.get("min"): item.get("width") for item in root.iter("{*}col")}
    assert widths[str(log.columns["value"])] == "16"
    area = new.file.names[f"{title('log')}!_xlnm.Print_Area"]
    assert f":${letters[1]}$" in area
    heads = [log.sheet.cells[log.table.ref[0], log.columns[key]] for key in ("id", "venue", "value")]
    assert len({head.style for head in heads}) == 1


def test_new_cells_stand_where_a_table_can_grow() -> None:
    _, new = after(today())
    policy, checks = new.cells["tax_rate"], new.cells["n_many"]
    events = new.tables["events"]
    assert policy.row < events.table.ref[0]
    assert policy.column > events.table.ref[3]
    lowest = max(found.row for key, found in new.cells.items() if key.startswith(("tick_", "n_")) and key != "n_many")
    assert checks.row > lowest
    words = {item.value for _, item in checks.sheet.cells.in_rows(range(checks.row - 2, checks.row + 1), range(1, 9))}
    assert {"点検項目", "件数", "多い", "減らす"} <= words
    guide = new.cells["status_guide"].sheet
    assert [item.value for item in guide.cells.values()].count("計画: 来月を決める") == 1


@pytest.mark.parametrize("names", [LATER, LATER[:1], ("saved by Excel", "notes under the policy", "picture")])
def test_a_ledger_that_the_user_has_rearranged(names: tuple[str, ...]) -> None:
    data = customised(today(), names, 1)
    before = opened(data)
    done, new = after(data)
    assert done.kept == ()
    for key, rows in before.inputs.tables.items():
        for was, row in zip(rows, new.inputs.tables[key], strict=True):
            assert was.items() <= row.items() or key == "journal"
    found = {item.code for item in findings_of(new) if item.severity == "error"}
    assert not found


# --- formulas ---------------------------------------------------------------------------------------


def test_a_changed_formula_is_renewed_but_for_the_cells_that_the_user_changed() -> None:
    package = Package(today(), "a.xlsx")
    number, own = place("monthly", 1, "deviation"), place("monthly", 2, "deviation")
    cell(number, constant("n", "0.5"))(package)
    cell(own, formula(lambda text: f"2*({text})"))(package)
    before = opened(package.to_bytes()).tables["monthly"]
    done, new = after(package.to_bytes())
    assert done.kept == (number, own)
    table = new.tables["monthly"]
    cells = [table.cell(index, "deviation") for index in range(4)]
    assert [item.formula for item in cells[1:3]] == [before.cell(i, "deviation").formula for i in (1, 2)]
    assert cells[1].value == 0.5
    assert "-Monthly[[#This Row]" in str(cells[0].formula)
    assert cells[0].style == before.cell(0, "deviation").style
    assert table.table.calculated[table.columns["deviation"] - table.table.ref[1]] == cells[0].formula


def test_a_shared_formula_is_taken_apart_when_one_of_its_cells_is_renewed() -> None:
    data = customised(today(), ["saved by Excel", "rows as Excel writes them"], 0)
    package = Package(data, "a.xlsx")
    number = place("monthly", 3, "deviation")
    cell(number, constant("n", "0.5"))(package)
    done, new = after(package.to_bytes())
    assert done.kept == (number,)
    formulas = new.tables["monthly"].formulas("deviation")
    assert formulas[3] is None
    assert len(set(formulas[:3])) == 1


# --- what is in the way -----------------------------------------------------------------------------


@pytest.mark.parametrize("value", [5.0, "メモ", "=1+1"])
def test_something_at_the_right_end_of_a_table_is_named_and_nothing_done(value: Value) -> None:
    package = Package(today(), "a.xlsx")
    table = opened(today()).tables["log"]
    row, column = table.rows.start + 1, table.table.ref[3] + 2
    with editing(package, worksheets(package)[title("log")]) as root:
        put_cell(root, row, column, value)
    with pytest.raises(FileError, match=f"執行ログ!{get_column_letter(column)}{row}"):
        upgraded(opened(package.to_bytes()), package.to_bytes())


def test_libreoffice_recalculates_the_same(libreoffice: LibreOffice, tmp_path: Path) -> None:
    path = tmp_path / "new.xlsx"
    path.write_bytes(after(customised(today(), ["renamed sheet", "column inserted"], 2))[0].data)
    (saved,) = libreoffice.recalculate([path], tmp_path / "saved")
    ours, theirs = opened(path.read_bytes()), opened(saved.read_bytes())
    for key, table in ours.tables.items():
        for column in table.columns:
            assert _same(table.values(column), theirs.tables[key].values(column)), (key, column)
    for key, found in ours.cells.items():
        assert _same([found.cell and found.cell.value], [theirs.cells[key].cell and theirs.cells[key].cell.value]), key


def _same(one: list[object], other: list[object]) -> bool:
    return [item or None for item in one] == pytest.approx([item or None for item in other])
