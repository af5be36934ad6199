"""The last step of building: cached values exact, nothing else changed, the same bytes every time."""

import math
from datetime import UTC, datetime
from io import BytesIO

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.chart import LineChart, Reference
from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.formula import ArrayFormula

from workbook import ooxml
from workbook.cells import ErrorValue, RawCell, read_book
from workbook.finish import Cached, finish
from workbook.package import Package

WHEN = datetime(2026, 4, 1, 9, 30)
SHEET = "xl/worksheets/sheet1.xml"


def book_of(*formulas: str) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "月次"
    for row, formula in enumerate(formulas, start=1):
        sheet.cell(row, 1).value = row
        sheet.cell(row, 2).value = formula
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def finished(*values: Cached) -> dict[tuple[int, int], RawCell]:
    data = finish(
        book_of(*["=A1"] * len(values)), {"月次": {(i, 2): v for i, v in enumerate(values, 1)}}, modified=WHEN
    )
    return read_book(Package(data, "x.xlsx")).sheets[0].cells


def stored(value: Cached) -> str:
    data = finish(book_of("=A1"), {"月次": {(1, 2): value}}, modified=WHEN)
    xml = Package(data, "x.xlsx").read(SHEET).decode()
    return xml[xml.index('<c r="B1"') : xml.index("</row>")]


@pytest.mark.parametrize(
    ("value", "xml"),
    [
        (0.1 + 0.2, '<c r="B1" t="n"><f>A1</f><v>0.30000000000000004</v></c>'),
        (1e-320, '<c r="B1" t="n"><f>A1</f><v>1e-320</v></c>'),
        (3.0, '<c r="B1" t="n"><f>A1</f><v>3</v></c>'),
        (-0.0, '<c r="B1" t="n"><f>A1</f><v>0</v></c>'),
        (7, '<c r="B1" t="n"><f>A1</f><v>7</v></c>'),
        (np.float64(2.5), '<c r="B1" t="n"><f>A1</f><v>2.5</v></c>'),
        (True, '<c r="B1" t="b"><f>A1</f><v>1</v></c>'),
        (False, '<c r="B1" t="b"><f>A1</f><v>0</v></c>'),
        ("買い & <売り>", '<c r="B1" t="str"><f>A1</f><v>買い &amp; &lt;売り&gt;</v></c>'),
        ("", '<c r="B1" t="str"><f>A1</f><v></v></c>'),
        (None, '<c r="B1" t="str"><f>A1</f><v></v></c>'),
        ("\x01_x000D_", '<c r="B1" t="str"><f>A1</f><v>_x0001__x005F_x000D_</v></c>'),
        (ErrorValue("#N/A"), '<c r="B1" t="e"><f>A1</f><v>#N/A</v></c>'),
    ],
)
def test_stored_form(value: Cached, xml: str) -> None:
    assert stored(value) == xml


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1, max_size=8))
def test_numbers_read_back_exactly(values: list[float]) -> None:
    cells = finished(*values)
    assert [cells[row, 2].value for row in range(1, len(values) + 1)] == values


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(codec="utf-8"), max_size=30))
def test_text_reads_back_exactly(text: str) -> None:
    assert finished(text)[1, 2].value == text


def test_openpyxl_sees_values_and_formulas() -> None:
    data = finish(book_of("=A1*2", '=A2&"x"'), {"月次": {(1, 2): 2.5, (2, 2): "2x"}}, modified=WHEN)
    values = load_workbook(BytesIO(data), data_only=True)["月次"]
    formulas = load_workbook(BytesIO(data))["月次"]
    assert (values["B1"].value, values["B2"].value) == (2.5, "2x")
    assert (formulas["B1"].value, formulas["B2"].value) == ("=A1*2", '=A2&"x"')


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, np.float64("nan")])
def test_what_is_not_a_number_is_refused(value: float) -> None:
    with pytest.raises(AssertionError, match="月次!B1"):
        stored(value)


def test_text_too_long_for_a_cell_is_refused() -> None:
    assert stored("あ" * 32_767)
    with pytest.raises(AssertionError, match="longer"):
        stored("あ" * 32_768)


@pytest.mark.parametrize(
    ("values", "complaint"),
    [
        ({"月次": {(1, 2): 1.0}}, "B2: a formula without a value"),
        ({}, "B1: a formula without a value"),
        ({"月次": {(1, 2): 1.0, (2, 2): 1.0, (1, 1): 1.0}}, r"without a formula: \[\(1, 1\)\]"),
        ({"月次": {(1, 2): 1.0, (2, 2): 1.0, (9, 9): 1.0}}, r"without a formula: \[\(9, 9\)\]"),
        ({"月次": {(1, 2): 1.0, (2, 2): 1.0}, "損益": {}}, "損益"),
    ],
)
def test_values_must_fit_the_formulas(values: dict[str, dict[tuple[int, int], Cached]], complaint: str) -> None:
    with pytest.raises(AssertionError, match=complaint):
        finish(book_of("=A1", "=A2"), values, modified=WHEN)


def test_time_with_a_zone_is_refused() -> None:
    with pytest.raises(AssertionError, match="naive"):
        finish(book_of(), {}, modified=WHEN.replace(tzinfo=UTC))


def test_array_formula_gets_its_value() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = ArrayFormula("A1", "=SUM(B1:B3*2)")
    out = BytesIO()
    book.save(out)
    data = finish(out.getvalue(), {"Sheet": {(1, 1): 12.5}}, modified=WHEN)
    assert read_book(Package(data, "x")).sheets[0].cells[1, 1] == RawCell(12.5, "SUM(B1:B3*2)", 0, "array", "A1")


def test_same_contents_give_the_same_bytes() -> None:
    """openpyxl stamps the time of writing; two runs at different times must not show it."""
    values: dict[str, dict[tuple[int, int], Cached]] = {"月次": {(1, 2): 1.0}}
    first = Package(book_of("=A1"), "x.xlsx")
    later = Package(book_of("=A1"), "x.xlsx")
    core = later.read("docProps/core.xml")
    later.put(
        "docProps/core.xml", core.replace(core[core.index(b"Z<") - 19 : core.index(b"Z<")], b"2001-01-01T00:00:00")
    )
    assert first.to_bytes() != later.to_bytes()
    assert finish(first.to_bytes(), values, modified=WHEN) == finish(later.to_bytes(), values, modified=WHEN)


def test_times_are_those_given() -> None:
    data = finish(book_of("=A1"), {"月次": {(1, 2): 1.0}}, modified=WHEN)
    properties = load_workbook(BytesIO(data)).properties
    assert properties.created == properties.modified == WHEN


def test_excel_is_asked_to_recalculate() -> None:
    data = finish(book_of("=A1"), {"月次": {(1, 2): 1.0}}, modified=WHEN)
    package = Package(data, "x.xlsx")
    calculation = package.xml(package.workbook_part).find(ooxml.main("calcPr"))
    assert calculation is not None
    assert dict(calculation.attrib) == {"fullCalcOnLoad": "1"}


def test_calculation_settings_are_added_where_the_schema_wants_them() -> None:
    package = Package(book_of("=A1"), "x.xlsx")
    root = package.xml(package.workbook_part)
    for old in root.findall(ooxml.main("calcPr")):
        root.remove(old)
    for tag in ("oleSize", "extLst"):
        root.append(root.makeelement(ooxml.main(tag)))
    package.put(package.workbook_part, ooxml.to_xml(root))
    data = finish(package.to_bytes(), {"月次": {(1, 2): 1.0}}, modified=WHEN)
    tags = [child.tag for child in Package(data, "x.xlsx").xml(package.workbook_part)]
    assert tags[-4:] == [ooxml.main(tag) for tag in ("definedNames", "calcPr", "oleSize", "extLst")]


def test_other_parts_are_left_alone() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in ([1, 2], [3, 4]):
        sheet.append(row)
    chart = LineChart()
    chart.add_data(Reference(sheet, 1, 1, 2, 2))
    sheet.add_chart(chart)
    out = BytesIO()
    book.save(out)
    before, after = Package(out.getvalue(), "x"), Package(finish(out.getvalue(), {}, modified=WHEN), "x")
    assert set(before.names) == set(after.names)
    changed = {name for name in before.names if before.read(name) != after.read(name)}
    assert changed <= {"xl/workbook.xml", "docProps/core.xml"}
    assert "xl/charts/chart1.xml" in after


def test_a_styled_blank_is_not_typed_as_a_number() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"].number_format = "0.00"
    sheet["A2"] = 5
    out = BytesIO()
    book.save(out)
    xml = Package(finish(out.getvalue(), {}, modified=WHEN), "x.xlsx").read(SHEET).decode()
    assert 't="n"' not in xml[xml.index('<c r="A1"') : xml.index('<c r="A2"')]
    assert 't="n"' in xml[xml.index('<c r="A2"') :]


@pytest.mark.parametrize("title", ["月次", "a, b", "it's"])
def test_columns_printed_on_every_page_come_before_rows(title: str) -> None:
    """Excel writes them in this order, openpyxl in the other."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    sheet.print_title_rows, sheet.print_title_cols = "7:7", "A:B"
    out = BytesIO()
    book.save(out)
    root = Package(finish(out.getvalue(), {}, modified=WHEN), "x.xlsx").xml("xl/workbook.xml")
    (name,) = root.iter(ooxml.main("definedName"))
    quoted = quote_sheetname(sheet.title)
    assert name.text == f"{quoted}!$A:$B,{quoted}!$7:$7"
