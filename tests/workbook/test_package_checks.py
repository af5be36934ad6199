"""The checker of packages notices what Excel would: every fault planted is found."""

from collections.abc import Callable

import pytest
from customise_xml import editing
from ledgers import Edit, book, part, small_file, table
from package_checks import consistent, problems

from workbook.errors import FileError
from workbook.ooxml import main
from workbook.package import Package


def attribute(name: str, tag: str, key: str, value: str) -> Edit:
    """Give the first element of that tag in a part another attribute."""

    def edit(package: Package) -> None:
        with editing(package, name) as root:
            next(root.iter(main(tag))).set(key, value)

    return edit


def swapped_rows(package: Package) -> None:
    with editing(package, "xl/worksheets/sheet4.xml") as root:
        rows = root.find(main("sheetData"))
        assert rows is not None
        rows.append(rows[0])


def out_of_order(package: Package) -> None:
    with editing(package, "xl/worksheets/sheet4.xml") as root:
        margins = root.find(main("pageMargins"))
        assert margins is not None
        root.insert(0, margins)


SHEET = "xl/worksheets/sheet4.xml"
FAULTS: dict[str, tuple[Edit, str]] = {
    "a part gone": (lambda package: package.remove("xl/tables/table2.xml"), "is no part"),
    "a part without a type": (lambda package: package.put("xl/what.zzz", b"x"), "no content type"),
    "two sheets of one name": (book('name="市場"', 'name="月次"'), "sheet '月次' 2 times"),
    "two sheets of one number": (book('sheetId="2"', 'sheetId="3"'), "sheetId '3' 2 times"),
    "a name for no sheet": (book('localSheetId="2"', 'localSheetId="99"'), "localSheetId 99"),
    "a name of the wrong sheet": (book('localSheetId="2"', 'localSheetId="0"'), "is about"),
    "a tab that is not there": (book('activeTab="0"', 'activeTab="50"'), "activeTab 50"),
    "rows out of order": (swapped_rows, "row 1 after"),
    "elements out of order": (out_of_order, "out of order"),
    "a style that is not there": (attribute(SHEET, "c", "s", "9999"), "style 9999"),
    "a rule's format that is not there": (attribute(SHEET, "cfRule", "dxfId", "999"), "dxfId 999"),
    "a font that is not there": (part("xl/styles.xml", b'fontId="3"', b'fontId="999"'), "fontId 999"),
    "a wrong count": (attribute("xl/styles.xml", "cellXfs", "count", "1"), "count=1"),
    "two tables of one id": (table("Monthly", lambda root: root.set("id", "1")), "table id '1' 2 times"),
    "two tables of one name": (table("Monthly", lambda root: root.set("displayName", "Market")), "table name 'market'"),
    "a table named like a cell's name": (
        table("Monthly", lambda root: root.set("displayName", "h_cap")),
        "table name 'h_cap'",
    ),
    "a heading unlike its column": (
        table("Monthly", lambda root: next(root.iter(main("tableColumn"))).set("name", "番号")),
        "heading",
    ),
    "a table too wide": (table("Monthly", lambda root: root.set("ref", "A11:AZ15")), "columns in"),
}


def test_a_sound_ledger() -> None:
    consistent(Package(small_file(), "ledger.xlsx"))


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_found(name: str) -> None:
    package = Package(small_file(), "ledger.xlsx")
    edit: Callable[[Package], None]
    edit, words = FAULTS[name]
    edit(package)
    found = _problems(package)
    assert any(words in line for line in found), found


def _problems(package: Package) -> list[str]:
    """What is found until reading itself fails."""
    found: list[str] = []
    try:
        for line in problems(package):
            found.append(line)
    except FileError:
        return found  # a package so broken is not read any further
    return found


def test_all_faults_are_listed_at_once() -> None:
    package = Package(small_file(), "ledger.xlsx")
    swapped_rows(package)
    out_of_order(package)
    with pytest.raises(AssertionError, match=r"(?s)out of order.*row 1 after"):
        consistent(package)
