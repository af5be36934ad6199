"""Reading cells: every way a value or formula can be stored, with openpyxl's own reading as the oracle."""

import math
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.packaging.custom import BoolProperty, FloatProperty, IntProperty, StringProperty
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.table import Table, TableFormula

from workbook.cells import Cells, ErrorValue, RawCell, XlsxBook, XlsxTable, read_book
from workbook.errors import FileError
from workbook.package import Package

PackageMaker = Callable[..., bytes]


def read(data: bytes) -> XlsxBook:
    return read_book(Package(data, "small.xlsx"))


def saved(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture
def cells(make_package: PackageMaker) -> Callable[..., Cells]:
    def cells_of(sheet_data: str, strings: str = "", book: str = "") -> Cells:
        return read(make_package(sheet_data=sheet_data, strings=strings, book=book)).sheets[0].cells

    return cells_of


VALUES = {
    "number": ("<c r='A1'><v>0.30000000000000004</v></c>", 0.1 + 0.2),
    "number with a type": ("<c r='A1' t='n'><v>-1.5E-3</v></c>", -0.0015),
    "number around a comment": ("<c r='A1'><!--a--><v>1<!--b-->2<?c d?>.5</v></c>", 12.5),
    "empty v": ("<c r='A1' s='1'><v/></c>", None),
    "no v": ("<c r='A1' s='1'/>", None),
    "shared string": ("<c r='A1' t='s'><v>0</v></c>", "月末"),
    "rich text runs": ("<c r='A1' t='s'><v>1</v></c>", "株安と円高"),
    "phonetic guide": ("<c r='A1' t='s'><v>2</v></c>", "東京"),
    "empty shared string": ("<c r='A1' t='s'><v>3</v></c>", ""),
    "spaces kept": ("<c r='A1' t='s'><v>4</v></c>", "  a\nb "),
    "escaped character": ("<c r='A1' t='s'><v>5</v></c>", "a\r\nb"),
    "shared string without index": ("<c r='A1' t='s'><v/></c>", None),
    "inline": ("<c r='A1' t='inlineStr'><is><t>直接</t></is></c>", "直接"),
    "inline rich": (
        "<c r='A1' t='inlineStr'><is><r><t>a</t></r><r><rPr/><t>b</t></r><rPh sb='0' eb='1'><t>x</t></rPh></is></c>",
        "ab",
    ),
    "formula text": ("<c r='A1' t='str'><f>B1</f><v>x</v></c>", "x"),
    "formula text that is empty": ("<c r='A1' t='str'><f>B1</f><v></v></c>", ""),
    "true": ("<c r='A1' t='b'><v>1</v></c>", True),
    "false": ("<c r='A1' t='b'><v>0</v></c>", False),
    "error": ("<c r='A1' t='e'><v>#DIV/0!</v></c>", ErrorValue("#DIV/0!")),
    "iso date": ("<c r='A1' t='d'><v>2022-12-31T18:00:00</v></c>", 44926.75),
}
STRINGS = (
    "<si><t>月末</t></si><si><r><t>株安</t></r><r><rPr><b/></rPr><t>と円高</t></r></si>"
    "<si><t>東京</t><rPh sb='0' eb='2'><t>トウキョウ</t></rPh><phoneticPr fontId='1'/></si>"
    "<si/><si><t xml:space='preserve'>  a\nb </t></si><si><t>a_x000D_\nb</t></si>"
)


@pytest.mark.parametrize("case", VALUES)
def test_stored_value(case: str, cells: Callable[..., Cells]) -> None:
    xml, value = VALUES[case]
    found = cells(f"<row r='1'>{xml}</row>", strings=STRINGS)[1, 1].value
    assert found == value
    assert type(found) is type(value)


def test_positions_may_be_implied(cells: Callable[..., Cells]) -> None:
    found = cells(
        "<row><c><v>1</v></c><c r='D1'><v>2</v></c><c><v>3</v></c></row><row r='5'/><row><c><v>4</v></c></row>"
    )
    assert {position: cell.value for position, cell in found.items()} == {(1, 1): 1, (1, 4): 2, (1, 5): 3, (6, 1): 4}


def test_last_cell_of_a_sheet(cells: Callable[..., Cells]) -> None:
    assert (1_048_576, 16_384) in cells("<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>")


def test_shared_formula_followers_are_translated(cells: Callable[..., Cells]) -> None:
    found = cells(
        "<row r='2'><c r='C2'><f t='shared' ref='C2:C4' si='0'>A2*$B$1+LOG10(B2)&amp;\"A2\"+T[A1]</f><v>1</v></c></row>"
        "<row r='3'><c r='C3'><f t='shared' si='0'/><v>2</v></c></row>"
        "<row r='4'><c r='C4'><f t='shared' si='0'/></c></row>"
    )
    assert found[2, 3].formula == 'A2*$B$1+LOG10(B2)&"A2"+T[A1]'
    assert found[3, 3] == RawCell(2.0, 'A3*$B$1+LOG10(B3)&"A2"+T[A1]', 0, "shared")
    assert found[4, 3].formula == 'A4*$B$1+LOG10(B4)&"A2"+T[A1]'
    assert found[4, 3].value is None


def test_array_and_data_table_formulas(cells: Callable[..., Cells]) -> None:
    found = cells(
        "<row r='1'><c r='A1' cm='1'><f t='array' ref='A1:B1'>_xldudf_MRC(C1:D1)</f><v>1</v></c><c r='B1'><v>2</v></c>"
        "<c r='C1'><f t='dataTable' ref='C1:C2' r1='A1'/><v>3</v></c></row>"
    )
    assert found[1, 1] == RawCell(1.0, "_xldudf_MRC(C1:D1)", 0, "array", "A1:B1")
    assert found[1, 2] == RawCell(2.0)
    assert found[1, 3] == RawCell(3.0, "", 0, "dataTable")


BAD_CELLS = {
    "row 0": "<row r='0'/>",
    "row beyond the last": "<row r='1048577'/>",
    "row implied beyond the last": "<row r='1048576'/><row/>",
    "row not a number": "<row r='one'/>",
    "column beyond the last": "<row r='1'><c r='XFE1'/></row>",
    "column beyond ZZZ": "<row r='1'><c r='AAAA1'/></row>",
    "column implied beyond the last": "<row r='1'><c r='XFD1'/><c/></row>",
    "cell in another row": "<row r='1'><c r='A2'/></row>",
    "reference not one": "<row r='1'><c r='R1C1'/></row>",
    "two cells in one place": "<row r='1'><c r='A1'><v>1</v></c><c r='A1'><v>2</v></c></row>",
    "the same row twice": "<row r='1'><c r='A1'/></row><row r='1'><c r='A1'/></row>",
    "text as number": "<row r='1'><c r='A1'><v>abc</v></c></row>",
    "nan": "<row r='1'><c r='A1'><v>nan</v></c></row>",
    "infinite": "<row r='1'><c r='A1'><v>1e999</v></c></row>",
    "underscore": "<row r='1'><c r='A1'><v>1_000</v></c></row>",
    "full-width digits": "<row r='1'><c r='A1'><v>１</v></c></row>",
    "string beyond the table": "<row r='1'><c r='A1' t='s'><v>99</v></c></row>",
    "string before the table": "<row r='1'><c r='A1' t='s'><v>-1</v></c></row>",
    "truth of 2": "<row r='1'><c r='A1' t='b'><v>2</v></c></row>",
    "unknown type": "<row r='1'><c r='A1' t='q'><v>1</v></c></row>",
    "no date": "<row r='1'><c r='A1' t='d'><v>2022-13-31</v></c></row>",
    "style not a number": "<row r='1'><c r='A1' s='x'/></row>",
    "follower without a master": "<row r='1'><c r='A1'><f t='shared' si='7'/></c></row>",
    "unknown formula type": "<row r='1'><c r='A1'><f t='q'>1</f></c></row>",
}


@pytest.mark.parametrize("case", BAD_CELLS)
def test_cell_that_cannot_be_understood(case: str, cells: Callable[..., Cells]) -> None:
    with pytest.raises(FileError, match=r"sheet1\.xml") as caught:
        cells(BAD_CELLS[case], strings=STRINGS)
    assert caught.value.message("en").startswith("small.xlsx: cell ")


def test_date_system_of_iso_dates(cells: Callable[..., Cells]) -> None:
    found = cells("<row><c t='d'><v>2022-12-31</v></c></row>", book="<workbookPr date1904='1'/>")
    assert found[1, 1].value == 44926 - 1462


def test_book_level_facts(make_package: PackageMaker) -> None:
    book = read(make_package(book="<workbookPr date1904='true'/>", after="<sheetProtection sheet='1' objects='1'/>"))
    assert book.date1904
    assert book.calc_mode == "auto"
    assert book.sheets[0].protected
    assert book.sheets[0].name == "シート"


def test_everything_around_the_cells() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "月次"
    sheet.append(["月末", "A_USD", "評価額"])
    sheet.append([datetime(2026, 1, 31), 1000, "=B2*2"])
    table = Table(displayName="Monthly", ref="A1:C2")
    table._initialise_columns()
    for column, title in zip(table.tableColumns, ["月末", "A_USD", "評価額"], strict=True):
        column.name = title
    table.tableColumns[2].calculatedColumnFormula = TableFormula(attr_text="Monthly[[#This Row],[A_USD]]*2")
    sheet.add_table(table)
    hidden = book.create_sheet("隠し")
    hidden.sheet_state = "veryHidden"
    hidden.protection.enable()
    book.create_chartsheet("図")
    book.defined_names["floor"] = DefinedName("floor", attr_text="月次!$B$2")
    hidden.defined_names["floor"] = DefinedName("floor", attr_text="0.7")
    book.calculation.calcMode = "manual"
    for item in (
        StringProperty(name="lang", value="日本"),
        IntProperty(name="n", value=3),
        FloatProperty(name="x", value=0.5),
        BoolProperty(name="ok", value=True),
    ):
        book.custom_doc_props.append(item)
    found = read(saved(book))
    assert [(s.name, s.state, s.protected) for s in found.sheets] == [
        ("月次", "visible", False),
        ("隠し", "veryHidden", True),
        ("図", "visible", False),
    ]
    assert found.sheets[2].cells == {}
    assert found.sheets[0].cells[2, 1].value == 46053.0
    assert found.sheets[0].tables == (
        XlsxTable(
            "Monthly",
            (1, 1, 2, 3),
            ("月末", "A_USD", "評価額"),
            (None, None, "Monthly[[#This Row],[A_USD]]*2"),
            part="xl/tables/table1.xml",
        ),
    )
    assert found.names == {"floor": "月次!$B$2", "隠し!floor": "0.7"}
    assert found.properties == {"lang": "日本", "n": 3.0, "x": 0.5, "ok": True}
    assert found.calc_mode == "manual"
    assert not found.date1904


def test_file_written_by_another_library() -> None:
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("損益")
        sheet.write_row(0, 0, ["r", "h"])
        sheet.write_rich_string("A2", "a", book.add_format({"bold": True}), "b")
        sheet.write_formula("B2", "=1+1", None, 2)
        sheet.write_array_formula("B3:B4", "{=TRANSPOSE(A1:B1)}", None, "r")
        sheet.write_boolean("A3", True)
        sheet.write_formula("A4", "=NA()", None, "#N/A")
        sheet.add_table(
            "D1:E4",
            {
                "columns": [{"header": "x"}, {"header": "2倍", "formula": "=Table1[[#This Row],[x]]*2"}],
                "total_row": True,
            },
        )
    sheet_read = read(out.getvalue()).sheets[0]
    assert sheet_read.cells[2, 1].value == "ab"
    assert sheet_read.cells[2, 2] == RawCell(2.0, "1+1", 0, "normal")
    assert sheet_read.cells[3, 2] == RawCell("r", "TRANSPOSE(A1:B1)", 0, "array", "B3:B4")
    assert sheet_read.cells[3, 1].value is True
    assert sheet_read.cells[4, 1].value == ErrorValue("#N/A")
    assert sheet_read.tables[0].columns == ("x", "2倍")
    assert sheet_read.tables[0].totals_rows == 1
    assert sheet_read.tables[0].calculated[1] == "Table1[[#This Row],[x]]*2"


plain_text = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=20).filter(
    lambda text: "_x" not in text and not text.startswith("=") and not text.startswith("#")
)
# openpyxl writes 16 digits, so only numbers of 15 can be expected back
numbers = st.integers(-(10**12), 10**12) | st.floats(-1e300, 1e300).map(lambda x: float(f"{x:.15g}"))
contents = st.dictionaries(
    st.tuples(st.integers(1, 60), st.integers(1, 30)),
    numbers | st.booleans() | plain_text.filter(bool) | st.just('=SUM($A$1:B2)&"x"'),
    max_size=15,
)


@settings(max_examples=60, deadline=None)
@given(contents)
def test_openpyxl_reads_the_same_cells(content: dict[tuple[int, int], Any]) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for (row, column), value in content.items():
        sheet.cell(row, column).value = value
    data = saved(book)
    oracle = load_workbook(BytesIO(data)).worksheets[0]
    expected = {(c.row, c.column): c.value for line in oracle.iter_rows() for c in line if c.value is not None}
    found = read(data).sheets[0].cells
    ours = {p: f"={c.formula}" if c.formula is not None else c.value for p, c in found.items()}
    assert ours == expected
    assert all(type(v) is not float or math.isfinite(v) for v in ours.values())


def test_openpyxl_reads_the_same_rich_text_and_arrays() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = CellRichText("為替", TextBlock(InlineFont(b=True), "ヘッジ"))
    sheet["A2"] = ArrayFormula("A2:A3", "=TRANSPOSE(B1:C1)")
    data = saved(book)
    oracle = load_workbook(BytesIO(data)).worksheets[0]
    found = read(data).sheets[0].cells
    assert found[1, 1].value == oracle["A1"].value == "為替ヘッジ"
    assert f"={found[2, 1].formula}" == oracle["A2"].value.text
    assert found[2, 1].array == oracle["A2"].value.ref
