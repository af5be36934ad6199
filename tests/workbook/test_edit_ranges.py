"""What covers a whole table goes on covering it when it grows, wherever in the file it is said; parts of it stay."""

from dataclasses import replace

import pytest
from customise_xml import XL, add_part, relate
from edit_checks import after, contents, fill, month, opened, replaced, root, sheet, with_part
from ledgers import small_file
from lxml import etree

from workbook.change import SetValue
from workbook.edit.growth import Growth
from workbook.edit.references import References
from workbook.ooxml import MAIN, main
from workbook.package import Package

X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
XM = "http://schemas.microsoft.com/office/excel/2006/main"
LOG = "執行ログ"


def references(added: int = 2, totals: bool = False) -> References:
    found = opened(small_file("ja")).tables["log"]  # A7:R13, data from row 8
    if totals:
        table = replace(found.table, ref=(7, 1, 14, 16), totals_rows=1)
        found = replace(found, table=table)
    return References([Growth(found, added)])


@pytest.mark.parametrize(
    ("formula", "grown"),
    [
        ("SUM($C$8:$C$13)", "SUM($C$8:$C$15)"),
        ("C8:C13", "C8:C15"),
        ("A7:R13", "A7:R15"),
        ("A1:Z13", "A1:Z15"),
        ("SUM(C8:D13,E8:E12)", "SUM(C8:D15,E8:E12)"),
        ("SUM(C9:C13)", "SUM(C9:C13)"),
        ("C13", "C13"),
        ("SUM(C8:C14)", "SUM(C8:C14)"),
        ("SUM(S8:S13)", "SUM(S8:S13)"),
        ("SUM(C:C)+SUM(8:13)", "SUM(C:C)+SUM(8:13)"),
        ('"C8:C13"&C8:C13', '"C8:C13"&C8:C15'),
        ("'執行ログ'!$C$8:$C$13", "'執行ログ'!$C$8:$C$15"),
        ("執行ログ!C8:C13*市場!C8:C13", "執行ログ!C8:C15*市場!C8:C13"),
        ("'[1]執行ログ'!C8:C13", "'[1]執行ログ'!C8:C13"),
        ("ExecutionLog[数量]+C8:C13", "ExecutionLog[数量]+C8:C15"),
        ("=SUM(c8:c13)", "=SUM(c8:c15)"),
        ("SUM(C8:C13", "SUM(C8:C15"),
        ("SUM(C8:C13)  +\n  1", "SUM(C8:C15)  +\n  1"),
        ("C12   +   D113", "C12   +   D113"),
        ("{1,2;3,4}*C8:C13", "{1,2;3,4}*C8:C15"),
        ("-C8:C13%", "-C8:C15%"),
        ("Sheet2:執行ログ!C8:C13", "Sheet2:執行ログ!C8:C13"),
        ('IF("C8:C13', 'IF("C8:C13'),
    ],
)
def test_references_in_formulas(formula: str, grown: str) -> None:
    assert references().formula(formula, LOG) == grown
    assert references(0).formula(formula, LOG) == formula
    if "!" not in formula:
        assert references().formula(formula, "市場") == formula


def test_references_to_the_totals_row_follow_it() -> None:
    totals = references(totals=True)
    assert totals.formula("C14*2+SUM(C8:C13)+SUM(C8:C14)", LOG) == "C16*2+SUM(C8:C15)+SUM(C8:C16)"
    assert totals.formula("$C$14:$P$14+Q14", LOG) == "$C$16:$P$16+Q14"


def test_lists_of_ranges() -> None:
    assert references().ranges("C8:C13 E8:E12 A1 B13", LOG) == "C8:C15 E8:E12 A1 B13"


def own_rule(places: str) -> str:
    return (
        f'<conditionalFormatting sqref="{places}"><cfRule type="expression" priority="9">'
        "<formula>COUNTIF($A$8:$A$13,A8)&gt;1</formula></cfRule></conditionalFormatting>"
    )


def test_rules_that_the_user_made() -> None:
    data = small_file("ja")
    part = sheet(data, "log")
    data = with_part(
        data, part, replaced("<conditionalFormatting", own_rule("A8:A13 C8:C12") + "<conditionalFormatting")
    )
    text = contents(after(data, fill("ja")))[part].decode()
    assert own_rule("A8:A14 C8:C12").replace("$A$13", "$A$14") in text
    assert 'sqref="R8:R14"' in text
    assert 'sqref="C8:C13"' not in text


def test_rules_of_newer_excel_and_what_else_stands_after_the_rows() -> None:
    data = small_file("ja")
    part = sheet(data, "log")
    before = (
        '<protectedRanges><protectedRange name="自分" sqref="A8:E13"/></protectedRanges>',
        '<ignoredErrors><ignoredError sqref="F8:F13" formula="1"/></ignoredErrors>',
        f'<extLst><ext uri="{{78C0D931-6437-407d-A8EE-F0AAD7539E65}}" xmlns:x14="{X14}"><x14:conditionalFormattings>'
        f'<x14:conditionalFormatting xmlns:xm="{XM}"><x14:cfRule type="expression" priority="3" id="{{1}}">'
        "<xm:f>COUNTIF(市場!$C$8:$C$15,C8)+SUM($C$8:$C$13)</xm:f></x14:cfRule><xm:sqref>C8:D13</xm:sqref>"
        "</x14:conditionalFormatting></x14:conditionalFormattings></ext>"
        '<ext uri="{05C60535-1F16-4fd2-B633-F4F36F0B64E0}"'
        f' xmlns:x14="{X14}"><x14:sparklineGroups xmlns:xm="{XM}"><x14:sparklineGroup><x14:sparklines><x14:sparkline>'
        "<xm:f>執行ログ!F8:F13</xm:f><xm:sqref>R2</xm:sqref></x14:sparkline></x14:sparklines></x14:sparklineGroup>"
        "</x14:sparklineGroups></ext></extLst></worksheet>",
    )
    for old, new in zip(("<conditionalFormatting", "<tableParts", "</worksheet>"), before, strict=True):
        data = with_part(data, part, replaced(old, new if old == "</worksheet>" else new + old))
    text = contents(after(data, fill("ja")))[part].decode()
    for wanted in ('sqref="A8:E14"', 'sqref="F8:F14"', "$C$15,C8)+SUM($C$8:$C$14)", ">C8:D14<", "F8:F14", ">R2<"):
        assert wanted in text, wanted


def test_another_sheet_that_looks_at_the_table_and_only_that() -> None:
    """A list of choices on the policy sheet and a sparkline there; the rows of that sheet stay as they are."""
    data = small_file("ja")
    part = sheet(data, "events")
    rule = (
        '<dataValidation type="list" sqref="Z1"><formula1>執行ログ!$A$8:$A$13</formula1></dataValidation>'
        '<dataValidation type="list" sqref="Z2"><formula1>執行ログ!$A$8:$A$12</formula1></dataValidation>'
    )
    data = with_part(data, part, replaced("</dataValidations>", rule + "</dataValidations>"))
    new = after(data, fill("ja"))
    assert contents(new)[part] == contents(data)[part].replace(b"$A$8:$A$13", b"$A$8:$A$14")


def test_names_and_print_areas() -> None:
    data = small_file("ja")
    names = (
        '<definedName name="自分の数量">\'執行ログ\'!$C$8:$C$13</definedName><definedName name="一部">'
        "'執行ログ'!$C$9:$C$13</definedName><definedName name=\"最後\">'執行ログ'!$C$13</definedName></definedNames>"
    )
    data = with_part(data, "xl/workbook.xml", replaced("</definedNames>", names))
    assert opened(data).file.names["執行ログ!_xlnm.Print_Area"].endswith("$13")
    new = opened(after(data, fill("ja"))).file.names
    assert new["自分の数量"] == "'執行ログ'!$C$8:$C$14"
    assert new["一部"] == "'執行ログ'!$C$9:$C$13"
    assert new["最後"] == "'執行ログ'!$C$13"
    assert new["執行ログ!_xlnm.Print_Area"].endswith("$14")
    assert new["執行ログ!_xlnm.Print_Titles"] == opened(data).file.names["執行ログ!_xlnm.Print_Titles"]


def test_the_table_and_its_filter() -> None:
    data = small_file("ja")
    part = opened(data).tables["log"].table.part
    sort = '<sortState ref="A8:P13"><sortCondition ref="C8:C13"/></sortState></autoFilter>'
    data = with_part(data, part, replaced('<autoFilter ref="A7:R13"/>', f'<autoFilter ref="A7:R13">{sort}'))
    new = root(after(data, fill("ja")), part)
    assert [item.get("ref") for item in new.iter() if item.get("ref")] == ["A7:R14", "A7:R14", "A8:P14", "C8:C14"]


def test_formulas_that_another_program_dropped_come_back_with_growth() -> None:
    data = small_file("ja")
    part = opened(data).tables["log"].table.part

    def drop(text: bytes) -> bytes:
        tree = etree.fromstring(text)
        for item in list(tree.iter(main("calculatedColumnFormula"))):
            parent = item.getparent()
            assert parent is not None
            parent.remove(item)
        return bytes(etree.tostring(tree))

    lost = with_part(data, part, drop)
    assert opened(lost).tables["log"].table.calculated.count(None) == 18
    new = after(lost, fill("ja"))
    assert opened(new).tables["log"].table.calculated == opened(data).tables["log"].table.calculated


def test_the_used_range_of_the_sheet() -> None:
    data = small_file("ja")
    part = sheet(data, "log")
    assert b'<dimension ref="A1:R14"/>' in contents(after(data, fill("ja")))[part]
    single = with_part(data, part, replaced('ref="A1:R13"', 'ref="B2"'))
    assert b'<dimension ref="A2:R14"/>' in contents(after(single, fill("ja")))[part]


def test_pivot_tables_over_the_range() -> None:
    package = Package(small_file("ja"), "ledger.xlsx")
    cache = (
        f'<pivotCacheDefinition xmlns="{MAIN}"><cacheSource type="worksheet">'
        f'<worksheetSource ref="A7:R13" sheet="{LOG}"/>'
        '</cacheSource><cacheFields count="0"/></pivotCacheDefinition>'
    )
    part = add_part(package, "xl/pivot/own.xml", cache, f"{XL}.pivotCacheDefinition+xml")
    relate(package, package.workbook_part, "pivotCacheDefinition", part)
    data = package.to_bytes()
    assert b'ref="A7:R14"' in contents(after(data, fill("ja")))[part]
    assert contents(after(data, *month("ja")))[part] == cache.encode()


def own_cells(data: bytes, part: str, cells: str) -> bytes:
    return with_part(data, part, replaced("</sheetData>", f'<row r="500">{cells}</row></sheetData>'))


def test_formulas_of_the_user_go_on_covering_the_whole_table() -> None:
    data = small_file("ja")
    guide = next(item.part for item in opened(data).file.sheets if item.name == "はじめに")
    cells = (
        '<c r="A500"><f>SUM(執行ログ!C8:C13)</f><v>1</v></c><c r="B500"><f>SUM(執行ログ!C8:C12)</f><v>1</v></c>'
        '<c r="C500"><f t="array" ref="C500">SUM(執行ログ!C8:C13*2)</f><v>1</v></c>'
    )
    data = own_cells(data, guide, cells)
    text = contents(after(data, fill("ja")))[guide].decode()
    assert cells.replace("C8:C13", "C8:C14") in text


def test_formulas_that_share_a_text_get_their_own() -> None:
    data = small_file("ja")
    guide = next(item.part for item in opened(data).file.sheets if item.name == "はじめに")
    cells = (
        '<c r="A500"><f t="shared" ref="A500:C500" si="4">SUM(執行ログ!C$8:C$13)</f><v>1</v></c>'
        '<c r="B500"><f t="shared" si="4"/><v>2</v></c><c r="C500"><f t="shared" si="4"/><v>3</v></c>'
    )
    new = after(own_cells(data, guide, cells), fill("ja"))
    home = next(item for item in opened(new).file.sheets if item.part == guide)
    assert [home.cells[500, column].formula for column in (1, 2, 3)] == [
        f"SUM(執行ログ!{letter}$8:{letter}$14)" for letter in "CDE"
    ]
    assert [home.cells[500, column].value for column in (1, 2, 3)] == [1, 2, 3]
    assert b"shared" not in contents(new)[guide]


def test_a_shared_formula_among_the_inputs_is_not_torn_apart() -> None:
    """The first of cells filled down is typed over: the others keep their formulas."""
    data = small_file("ja")
    part = sheet(data, "log")
    for row, formula in ((8, '<f t="shared" ref="I8:I13" si="0">B8&amp;"x"</f>'), (9, '<f t="shared" si="0"/>')):
        text = contents(data)[part].decode()
        start = text.index(f'<c r="I{row}" s=')
        end = text.index("</c>", start) + 4
        made = f'<c r="I{row}" t="str">{formula}<v>売x</v></c>'
        data = with_part(data, part, replaced(text[start:end], made))
    new = after(data, SetValue("log", 0, "order_type", "成行"))
    cells = opened(new).tables["log"].sheet.cells
    assert cells[8, 9].formula is None
    assert (cells[9, 9].formula, cells[9, 9].value) == ('B9&"x"', "売x")
