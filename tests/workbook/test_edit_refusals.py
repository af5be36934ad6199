"""What cannot be done without harm is refused in one line that names the place, and nothing is made."""

import pytest
from customise import customised
from customise_xml import XL, add_part, editing, put_cell, relate, tables
from edit_checks import fill, opened, replaced, right_of, sheet, with_part
from ledgers import small_file
from lxml import etree

from hedge_xl.core.language import LANGUAGES
from workbook.change import AppendRow, Change, GrowTable, SetParameter, SetValue
from workbook.edit import edited
from workbook.errors import FileError
from workbook.ooxml import MAIN, OFFICE, main
from workbook.package import Package

FILL = Change((fill("ja"),))


def refused(data: bytes, change: Change = FILL) -> str:
    with pytest.raises(FileError) as caught:
        edited(opened(data), change)
    assert caught.value.argument == "ledger.xlsx"
    for language in LANGUAGES:
        assert len(caught.value.message(language).splitlines()) == 1
    return caught.value.message("en")


def under_the_log(row: int, column: int, value: str, cached: str = "") -> bytes:
    package = Package(small_file("ja"), "ledger.xlsx")
    with editing(package, tables(package)["ExecutionLog"].sheet) as root:
        put_cell(root, row, column, value, **({"cached": cached} if cached else {}))
    return package.to_bytes()


def test_something_typed_under_the_table() -> None:
    assert "執行ログ!A14" in refused(under_the_log(14, 1, "D1"))
    assert "執行ログ!P14" in refused(under_the_log(14, 16, "=1", "1"))
    assert "執行ログ!H15" in refused(under_the_log(15, 8, "x"), Change((fill("ja", 1), fill("ja", 2))))
    edited(opened(under_the_log(15, 8, "x")), FILL)  # there is room for one
    edited(
        opened(under_the_log(14, opened(small_file("ja")).tables["log"].table.ref[3] + 1, "x")), FILL
    )  # beside it is no matter
    edited(opened(under_the_log(14, 1, "D1")), Change((SetValue("log", 0, "comment", "x"),)))


def test_only_some_of_many_places_are_named() -> None:
    data = under_the_log(14, 1, "a")
    package = Package(data, "ledger.xlsx")
    with editing(package, tables(package)["ExecutionLog"].sheet) as root:
        for column in range(2, 9):
            put_cell(root, 14, column, "b")
    assert refused(package.to_bytes()).count("執行ログ!") == 3


def test_merged_cells_under_the_table() -> None:
    data = small_file("ja")
    part = sheet(data, "log")
    last, beside, further = (right_of(data, "log", steps) for steps in range(3))
    over, clear = f"{last}13:{beside}15", f"{beside}14:{further}20"
    for place, harm in (("B14:C14", True), (over, True), (clear, False), ("A15:B15", False), ("A1:B1", False)):
        merged = f'<mergeCells count="1"><mergeCell ref="{place}"/></mergeCells><conditionalFormatting'
        odd = with_part(data, part, replaced("<conditionalFormatting", merged))
        if harm:
            assert place in refused(odd)
        else:
            edited(opened(odd), FILL)


def test_another_table_under_the_table() -> None:
    package = Package(small_file("ja"), "ledger.xlsx")
    home = tables(package)["Statement"]
    with editing(package, home.sheet) as root:
        put_cell(root, 10, 1, "自分の表")
    part = add_part(
        package,
        "xl/tables/own.xml",
        f'<table xmlns="{MAIN}" id="77" name="Mine" displayName="Mine" ref="A10:A11">'
        '<tableColumns count="1"><tableColumn id="1" name="自分の表"/></tableColumns></table>',
        f"{XL}.table+xml",
    )
    key = relate(package, home.sheet, "table", part)
    with editing(package, home.sheet) as root:
        parts = next(root.iter(main("tableParts")))
        etree.SubElement(parts, main("tablePart")).set(f"{{{OFFICE}}}id", key)
        parts.set("count", "2")
    data = package.to_bytes()
    assert "Mine" in refused(data, Change((GrowTable("statement", 3),)))
    edited(opened(data), Change((GrowTable("statement", 2),)))


def test_an_array_formula_that_reaches_over_the_new_row() -> None:
    data = small_file("ja")
    array = '<row r="14"><c r="Z14"/></row></sheetData>'
    data = with_part(data, sheet(data, "log"), replaced("</sheetData>", array))
    beside = '<row r="3" ht="20" customHeight="1"><c r="A3"><f t="array" ref="A3:A20">ROW(A3:A20)</f><v>3</v></c>'
    odd = with_part(data, sheet(data, "log"), replaced('<row r="3" ht="20" customHeight="1">', beside))
    assert "執行ログ!A3" in refused(odd)


def test_an_input_within_an_array_formula() -> None:
    data = small_file("ja")
    part = sheet(data, "log")
    text = with_part(
        data,
        part,
        replaced(
            '<row r="3" ht="20" customHeight="1">',
            '<row r="3" ht="20" customHeight="1"><c r="A3"><f t="array" ref="A3:L9">ROW(A3:A20)</f><v>3</v></c>',
        ),
    )
    assert "A3:L9" in refused(text, Change((SetValue("log", 0, "comment", "x"),)))


def test_the_end_of_the_sheet() -> None:
    assert "end of the sheet" in refused(small_file("ja"), Change((GrowTable("log", 1_048_576),)))


def test_dates_from_1904() -> None:
    for change in (FILL, Change((SetParameter("fund_cost", 0.02),))):
        data = with_part(small_file("ja"), "xl/workbook.xml", replaced("<workbookPr/>", '<workbookPr date1904="1"/>'))
        assert "1904" in refused(data, change)


def test_a_workbook_that_lacks_something() -> None:
    data = with_part(small_file("ja"), "xl/workbook.xml", replaced('name="fund_cost"', 'name="fund_costs"'))
    assert "fund_cost" in refused(data)


def test_a_totals_row_with_a_comment() -> None:
    data = customised(small_file("ja"), ["totals row under inputs", "comments"], 1)
    package = Package(data, "ledger.xlsx")
    home = tables(package)["ExecutionLog"]
    if not package.related(home.sheet, "comments"):
        part = add_part(package, "xl/own_comments.xml", _COMMENTS.format(row=home.bottom), f"{XL}.comments+xml")
        relate(package, home.sheet, "comments", part)
    else:
        package.put(package.related(home.sheet, "comments")[0], _COMMENTS.format(row=home.bottom).encode())
    assert f"C{home.bottom}" in refused(package.to_bytes())


_COMMENTS = (
    '<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors><author>自分</author></authors>'
    '<commentList><comment ref="C{row}" authorId="0"><text><t>x</t></text></comment></commentList></comments>'
)


def test_a_refused_change_leaves_the_package_as_it_was() -> None:
    before = opened(under_the_log(14, 1, "D1"))
    with pytest.raises(FileError):
        edited(before, FILL)
    assert before.package.to_bytes() == under_the_log(14, 1, "D1")


def test_a_row_that_does_not_exist_is_a_fault_of_the_caller() -> None:
    with pytest.raises(IndexError):
        edited(opened(small_file("ja")), Change((SetValue("log", 99, "id", "x"),)))
    with pytest.raises(KeyError):
        edited(opened(small_file("ja")), Change((AppendRow("none", {}),)))
