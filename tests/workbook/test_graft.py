"""Sheets put into other packages: nothing collides, everything they need comes along, everything else stays."""

from functools import cache
from io import BytesIO

import openpyxl
import pytest
from customise import EDITS, customised
from customise_xml import editing
from ledgers import MODIFIED, small_file
from openpyxl import Workbook
from openpyxl.chart import LineChart, Reference
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.table import Table
from package_checks import consistent

from workbook.build import build
from workbook.cells import read_book
from workbook.edit.graft import grafted
from workbook.edit.titles import retitled, sheets_in, unused_title
from workbook.errors import FileError
from workbook.ledger import LEDGER
from workbook.ooxml import main
from workbook.package import Package
from workbook.spec import Inputs


@cache
def fresh() -> bytes:
    return build(LEDGER, Inputs(), "ja", modified=MODIFIED)


def stranger(title: str = "絵", table: str = "Chart1") -> Package:
    """A workbook of another hand: a table, shared strings, formats of its own, a chart over its own sheet."""
    book = Workbook()
    book.active.title = "first"
    sheet = book.create_sheet(title)
    for row in (["x", "y"], [1, 2.5], [2, "文字"], [3, "=SUM(A2:A3)"]):
        sheet.append(row)
    sheet["B3"].font, sheet["B3"].fill = (
        Font(name="Arial", size=33, italic=True),
        PatternFill("solid", fgColor="123456"),
    )
    sheet["B2"].number_format = '0.000" 個"'
    sheet.add_table(Table(displayName=table, ref="A1:B4"))
    chart = LineChart()
    chart.add_data(Reference(sheet, min_col=1, min_row=1, max_row=4), titles_from_data=True)
    sheet.add_chart(chart, "D2")
    sheet.print_title_rows = "1:1"
    stream = BytesIO()
    book.save(stream)
    return Package(stream.getvalue(), "stranger.xlsx")


def titles(package: Package) -> list[str]:
    return [sheet.name for sheet in read_book(package).sheets]


# --- graft ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("position", [0, 1, 5, 9])
def test_a_sheet_at_any_place_shifts_what_counts_sheets_by_their_place(position: int) -> None:
    package = Package(small_file(), "a.xlsx")
    with editing(package, package.workbook_part) as root:
        view = next(root.iter(main("workbookView")))
        view.set("activeTab", "5")
        view.set("firstSheet", "2")
    before = read_book(package)
    assert grafted(package, stranger(), "絵", position) == "絵"
    consistent(package)
    after = read_book(Package(package.to_bytes(), "b.xlsx"))
    order = [sheet.name for sheet in before.sheets]
    assert [sheet.name for sheet in after.sheets] == [*order[:position], "絵", *order[position:]]
    assert before.names.items() <= after.names.items()  # names of a sheet are read with its title
    assert after.names["絵!_xlnm.Print_Titles"] == "'絵'!$1:$1"
    view = next(package.xml(package.workbook_part).iter(main("workbookView")))
    assert view.get("activeTab") == ("6" if position <= 5 else "5")
    assert view.get("firstSheet") == ("3" if position <= 2 else "2")


def test_cells_formats_tables_and_charts_come_along() -> None:
    package = Package(small_file(), "a.xlsx")
    before = Package(small_file(), "a.xlsx")
    grafted(package, stranger(), "絵", 2)
    book = openpyxl.load_workbook(BytesIO(package.to_bytes()))
    sheet = book["絵"]
    assert [[cell.value for cell in row] for row in sheet["A1:B4"]] == [
        ["x", "y"],
        [1, 2.5],
        [2, "文字"],
        [3, "=SUM(A2:A3)"],
    ]
    assert (sheet["B3"].font.name, sheet["B3"].font.size, sheet["B3"].fill.fgColor.rgb) == ("Arial", 33, "00123456")
    assert sheet["B2"].number_format == '0.000" 個"'
    assert list(sheet.tables) == ["Chart1"]
    assert len(sheet._charts) == 1
    bookkeeping = {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"}
    assert {name for name in before.names if before.read(name) != package.read(name)} == bookkeeping
    original = openpyxl.load_workbook(BytesIO(small_file()))
    for name in original.sheetnames:
        for row in original[name].iter_rows(max_row=12):
            for cell in row:
                here = book[name][cell.coordinate]
                assert [str(part) for part in (cell.value, cell.number_format, cell.font, cell.fill)] == [
                    str(part) for part in (here.value, here.number_format, here.font, here.fill)
                ]


def test_equal_formats_are_used_again() -> None:
    package = Package(small_file(), "a.xlsx")
    before = package.xml("xl/styles.xml")
    source = Package(fresh(), "f.xlsx")
    with editing(source, source.workbook_part) as root:
        names = root.find(main("definedNames"))
        assert names is not None
        root.remove(names)  # they are taken
    grafted(package, source, "はじめに", len(titles(package)))
    after = package.xml("xl/styles.xml")
    assert [len(group) for group in after] == [len(group) for group in before]
    assert titles(package)[-1] == "はじめに (2)"
    consistent(package)


def test_a_title_that_is_taken_gets_a_number_and_its_own_references_follow() -> None:
    package = Package(small_file(), "a.xlsx")
    grafted(package, stranger("絵"), "絵", 9)
    assert grafted(package, stranger("絵", "Chart2"), "絵", 10) == "絵 (2)"
    assert grafted(package, stranger("月次", "Chart3"), "月次", 0) == "月次 (2)"
    consistent(package)
    charts = [package.read(name).decode() for name in package.names if name.startswith("xl/charts/chart")]
    assert sum("'絵 (2)'!" in chart for chart in charts) == 1
    assert sum("'月次 (2)'!" in chart for chart in charts) == 1


@pytest.mark.parametrize("name", ["Monthly", "MARKET", "h_cap", "H_Cap"])
def test_a_name_that_is_taken_is_refused_before_anything_is_touched(name: str) -> None:
    package = Package(small_file(), "a.xlsx")
    with pytest.raises(FileError, match=name):
        grafted(package, stranger(table=name), "絵", 0)
    assert package.to_bytes() == Package(small_file(), "a.xlsx").to_bytes()


@pytest.mark.parametrize("seed", range(3))
def test_into_a_file_that_programs_and_users_have_changed(seed: int) -> None:
    package = Package(customised(small_file(), EDITS, seed), "a.xlsx")
    kept = {name: package.read(name) for name in package.names}
    listed = titles(package)
    grafted(package, stranger(), "絵", 3)
    consistent(package)
    assert [title for title in titles(package) if title != "絵"] == listed
    changed = {name for name, data in kept.items() if package.read(name) != data}
    assert all(name.rpartition("/")[2] in _BOOKKEEPING or "styles" in name for name in changed), changed


_BOOKKEEPING = {"[Content_Types].xml", "workbook.xml", "workbook.xml.rels", "app.xml"}


# --- titles -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("SUM(A!B1:B2)+'A'!C3", "SUM('x y'!B1:B2)+'x y'!C3"),
        ("'A B'!C1&\"A!C1\"&AA!C1", "'A B'!C1&\"A!C1\"&AA!C1"),
        ("A!$A:$B,A!$1:$1", "'x y'!$A:$B,'x y'!$1:$1"),
        ("[1]A!B1", "[1]A!B1"),
        ("=A!B1", "='x y'!B1"),
        ("this is ( no formula", "this is ( no formula"),
    ],
)
def test_formulas_follow_a_new_title(formula: str, expected: str) -> None:
    assert retitled(formula, {"A": "x y"}) == expected


def test_the_sheets_a_formula_looks_at() -> None:
    assert sheets_in("SUM(A!B1,'it''s'!C2)+B3&\"D!E1\"") == {"A", "it's"}


def test_a_free_title_is_never_too_long() -> None:
    package = stranger("あ" * 31)
    title = unused_title(package, "あ" * 31)
    assert (len(title), title[-4:]) == (31, " (2)")
    assert unused_title(package, "FIRST") == "FIRST (2)"
