"""Reading a ledger that its user has rearranged: sheets, tables and columns are found by what they are."""

from collections.abc import Callable
from pathlib import Path

from ledgers import (
    Edit,
    book,
    cell,
    edited,
    found,
    made,
    number,
    part,
    sheet_part,
    small,
    table,
    title,
)
from lxml import etree
from openpyxl.utils.cell import coordinate_to_tuple, get_column_letter
from scenarios import put

from workbook.ooxml import OFFICE, main, to_xml
from workbook.package import Package
from workbook.read import open_workbook

Change = Callable[[etree._Element], None]


def renamed(old: str, new: str) -> tuple[Edit, ...]:
    """A sheet renamed as Excel does it: in the list, the names, and the formulas that look at it."""
    quoted = new.replace("'", "''")

    def formulas(package: Package) -> None:
        part(sheet_part(package, "点検"), f"'{old}'!".encode(), f"'{quoted}'!".encode())(package)

    return book(f'name="{old}"', f'name="{new}"'), book(f"'{old}'!", f"'{quoted}'!"), formulas


def test_sheets_may_be_renamed(tmp_path: Path) -> None:
    edits = renamed("月次", "2024年 (自分用)")
    assert found(edited(tmp_path / "a.xlsx", *edits)) == []
    fault = cell("2024年 (自分用)!H13", number(1))
    assert found(edited(tmp_path / "b.xlsx", *edits, fault)) == [("×monthly-formula-lost", "2024年 (自分用)!H13")]


def test_signs_in_a_sheet_title(tmp_path: Path) -> None:
    assert found(edited(tmp_path / "a.xlsx", *renamed("設定", "Bob's"))) == []
    assert found(edited(tmp_path / "b.xlsx", *renamed("市場", "{`x`} \\1"))) == []


def test_a_sheet_title_is_quoted_only_where_needed(tmp_path: Path) -> None:
    """As Excel and LibreOffice save it."""

    def unquote(package: Package) -> None:
        part(sheet_part(package, "点検"), "'月次'!".encode(), "月次!".encode())(package)

    assert found(edited(tmp_path / "a.xlsx", unquote)) == []


def moved(name: str, down: int) -> Edit:
    """A table moved down, its whole sheet with it, as inserting rows above it does."""

    def edit(package: Package) -> None:
        path = sheet_part(package, name)
        root = package.xml(path)
        for row in root.iter(main("row")):
            row.set("r", shifted(row.get("r", ""), down))
            for item in row.iter(main("c")):
                item.set("r", shifted(item.get("r", ""), down))
        package.put(path, to_xml(root))

    return edit


def shifted(address: str, down: int) -> str:
    letters = address.rstrip("0123456789")
    return f"{letters}{int(address.removeprefix(letters)) + down}"


def lower(down: int) -> Change:
    def change(root: etree._Element) -> None:
        first, _, last = root.get("ref", "").partition(":")
        root.set("ref", f"{shifted(first, down)}:{shifted(last, down)}")
        for item in root.iter(main("autoFilter")):
            item.set("ref", root.get("ref", ""))

    return change


def test_rows_may_be_inserted_above_a_table(tmp_path: Path) -> None:
    """The log has no named cells but its status, so moving rows and table moves all of it."""
    edits = (moved("執行ログ", 4), table("ExecutionLog", lower(4)), book("'執行ログ'!$B$3", "'執行ログ'!$B$7"))
    path = edited(tmp_path / "a.xlsx", *edits)
    opened = open_workbook(path)
    assert opened.tables["log"].address(0, "id") == "A12"
    assert opened.inputs.tables["log"] == open_workbook(edited(tmp_path / "b.xlsx")).inputs.tables["log"]
    assert found(path) == []


def test_faults_are_named_where_they_now_are(tmp_path: Path) -> None:
    edits = (moved("執行ログ", 4), table("ExecutionLog", lower(4)), book("'執行ログ'!$B$3", "'執行ログ'!$B$7"))
    data = made(small("ja", put("log", 1, "side", "x")))
    path = edited(tmp_path / "a.xlsx", *edits, data=data)
    assert ("×log-side", "執行ログ!B13") in found(path)


def test_own_columns_may_be_added(tmp_path: Path) -> None:
    def add(root: etree._Element) -> None:
        columns = root.find(main("tableColumns"))
        assert columns is not None
        etree.SubElement(columns, main("tableColumn"), id="99", name="自分の列")
        first, _, last = root.get("ref", "").partition(":")
        row, column = coordinate_to_tuple(last)
        root.set("ref", f"{first}:{get_column_letter(column + 1)}{row}")

    assert found(edited(tmp_path / "a.xlsx", table("ExecutionLog", add))) == []


def test_own_sheets_may_be_added(tmp_path: Path) -> None:
    def add(package: Package) -> None:
        path = "xl/worksheets/mine.xml"
        package.put(path, package.read(sheet_part(package, title("guide"))))
        rels = "xl/_rels/workbook.xml.rels"
        link = f'<Relationship Id="mine" Type="{OFFICE}/worksheet" Target="/{path}"/></Relationships>'
        part(rels, b"</Relationships>", link.encode())(package)
        new = f'<sheet xmlns:r="{OFFICE}" name="自分のメモ" sheetId="99" r:id="mine"/></sheets>'
        book("</sheets>", new)(package)

    path = edited(tmp_path / "a.xlsx", add)
    assert [sheet.name for sheet in open_workbook(path).file.sheets][-1] == "自分のメモ"
    assert found(path) == []


def test_a_totals_row_is_no_data(tmp_path: Path) -> None:
    """The last row of the log turned into the table's totals row."""

    def totals(root: etree._Element) -> None:
        root.set("totalsRowCount", "1")

    opened = open_workbook(edited(tmp_path / "a.xlsx", table("ExecutionLog", totals)))
    assert len(opened.inputs.tables["log"]) == len(small("ja").tables["log"]) - 1
