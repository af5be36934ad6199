"""Faults planted in the small ledger's file: settings, links, hidden parts, lost formats, a user's own sheet."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

from ledgers import BLANK, Edit, book, cached, cell, constant, made, place, sheet_part, small, small_file, table, typed
from lxml import etree
from openpyxl import Workbook
from scenarios import put

from workbook.edit.graft import grafted
from workbook.edit.new_parts import add_part, relate
from workbook.ledger import LEDGER
from workbook.lite import LiteCode, put_code
from workbook.lite.block import block_of
from workbook.lite.bundle import functions_block
from workbook.ooxml import MAIN, OFFICE, PACKAGE_RELATIONSHIPS, main, to_xml
from workbook.package import Package

TITLE = LEDGER.title.ja
OWN = "自分用"
MONTHLY = [sheet.key for sheet in LEDGER.sheets].index("monthly")
FIRST = 12  # the sheet row of the first month on the monthly sheet
_EXTERNAL = f"""<externalLink xmlns="{MAIN}" xmlns:r="{OFFICE}"><externalBook r:id="rId1"/></externalLink>""".encode()
_TARGET = f"""<Relationships xmlns="{PACKAGE_RELATIONSHIPS}"><Relationship Id="rId1" TargetMode="External"
 Type="{OFFICE}/externalLinkPath" Target="file:///C:/rates.xlsx"/></Relationships>""".encode()


@dataclass(frozen=True)
class PlantedFile:
    """Edits of a file, and code and place of the findings that must come of them."""

    name: str
    edits: tuple[Edit, ...]
    findings: tuple[tuple[str, str], ...]
    data: Callable[[], bytes] = small_file


def one(name: str, code: str, where: str, *edits: Edit) -> PlantedFile:
    """A fault of one finding."""
    return PlantedFile(name, edits, ((code, where),))


def sheet(name: str, change: Callable[[etree._Element], None]) -> Edit:
    """An edit of a sheet's XML."""

    def edit(package: Package) -> None:
        part = sheet_part(package, name)
        root = package.xml(part)
        change(root)
        package.put(part, to_xml(root))

    return edit


def lite(main_file: str) -> Edit:
    """Code for xlwings Lite."""
    return lambda package: put_code(package, LiteCode(main_file, ""))


def state(title: str, value: str) -> Edit:
    """A sheet is hidden."""

    def edit(package: Package) -> None:
        root = package.xml(package.workbook_part)
        next(item for item in root.iter(main("sheet")) if item.get("name") == title).set("state", value)
        package.put(package.workbook_part, to_xml(root))

    return edit


def attribute(path: str, name: str, value: str, position: int = 0) -> Callable[[etree._Element], None]:
    """An element of a sheet gets an attribute."""
    return lambda root: root.findall(path, {"m": main("")[1:-1]})[position].set(name, value)


def related(kind: str, part: str, data: bytes = b"<x/>", home: str = "") -> Edit:
    """The workbook, or one of its sheets, points to one more part."""

    def edit(package: Package) -> None:
        add_part(package, part, data, "application/xml")
        relate(package, sheet_part(package, home) if home else package.workbook_part, f"{OFFICE}/{kind}", part)

    return edit


def own_sheet(*cells: tuple[str, str, str], title: str = OWN) -> Edit:
    """A sheet of the user's with formulas that show errors: address, formula, error."""

    def edit(package: Package) -> None:
        made = Workbook()
        made.active.title = title
        for address, formula, _ in cells:
            made.active[address] = f"={formula}"
        stream = BytesIO()
        made.save(stream)
        grafted(package, Package(stream.getvalue(), "own.xlsx"), title, 1)
        part = sheet_part(package, title)
        root = package.xml(part)
        for item, (_, _, error) in zip(root.iter(main("c")), cells, strict=True):
            for value in item.findall(main("v")):
                item.remove(value)
            if error:
                item.set("t", "e")
                etree.SubElement(item, main("v")).text = error
        package.put(part, to_xml(root))

    return edit


def formula(text: str) -> Callable[[etree._Element], None]:
    """The cell holds a formula."""

    def change(item: etree._Element) -> None:
        etree.SubElement(item, main("f")).text = text
        etree.SubElement(item, main("v")).text = "1"

    return change


def _protect(root: etree._Element) -> None:
    data = root.find(main("sheetData"))
    assert data is not None
    data.addnext(etree.Element(main("sheetProtection"), sheet="1"))


def _uncolour(root: etree._Element) -> None:
    for item in root.findall(main("conditionalFormatting")):
        root.remove(item)


def _filter(root: etree._Element) -> None:
    found = root.find(main("autoFilter"))
    assert found is not None
    etree.SubElement(found, main("filterColumn"), colId="1")


def _external(package: Package) -> None:
    part = "xl/externalLinks/externalLink1.xml"
    related("externalLink", part, _EXTERNAL)(package)
    package.put("xl/externalLinks/_rels/externalLink1.xml.rels", _TARGET)


def _hide_columns(root: etree._Element) -> None:
    for item in root.iter(main("col")):
        if int(item.get("min", "0")) in (3, 5):  # A_USD and the swap
            item.set("hidden", "1")


HIDDEN_ROW = sheet("月次", attribute(f".//m:row[@r='{FIRST + 1}']", "hidden", "1"))
BESIDE = f"月次!AB{FIRST}"

FILE = [
    one("manual", "△manual-calculation", TITLE, book("<calcPr ", '<calcPr calcMode="manual" ')),
    one("1904", "×date-1904", TITLE, book("<workbookPr/>", '<workbookPr date1904="1"/>')),
    one("precision", "×precision-as-displayed", TITLE, book("<calcPr ", '<calcPr fullPrecision="0" ')),
    one("iteration", "△iterative-calculation", TITLE, book("<calcPr ", '<calcPr iterate="1" ')),
    one(
        "a name again",
        "×shadow-name",
        "月次",
        book(
            "<definedNames>",
            f'<definedNames><definedName name="Min_Unit" localSheetId="{MONTHLY}">月次!$A$1</definedName>',
        ),
    ),
    one("a name for another file", "△external-link", TITLE, _external),
    one("a formula with another file", "△external-link", BESIDE, _external, typed(BESIDE, formula("[1]Sheet1!A1"))),
    one("a web formula", "△web-formula", BESIDE, typed(BESIDE, formula('WEBSERVICE("https://example.com")'))),
    one("a web link", "△web-formula", BESIDE, typed(BESIDE, formula('HYPERLINK("https://example.com",A1)'))),
    one("a web formula of one's own", "△web-formula", f"{OWN}!B2", own_sheet(("B2", 'WEBSERVICE("https://a.b")', ""))),
    one("a connection", "△data-connection", TITLE, related("connections", "xl/connections.xml")),
    one("an object", "△ole-object", "月次", related("oleObject", "xl/embeddings/o.bin", home="月次")),
    one("functions of an earlier version", "△functions-outdated", TITLE, lite(block_of("print()\n", "ja"))),
    one(
        "functions that were edited",
        "△functions-outdated",
        TITLE,
        lite(block_of("1\n", "ja").replace("\n1", "\n2")),
    ),
    one("macros", "・macros", TITLE, related("vbaProject", "xl/vbaProject.bin")),
    one("hidden sheet", "△hidden-sheet", "月次", state("月次", "hidden")),
    one("very hidden", "△hidden-sheet", "設定", state("設定", "veryHidden")),
    one("hidden columns", "△hidden-column", "月次!C11", sheet("月次", _hide_columns)),
    one("hidden row", "△hidden-row", f"月次!A{FIRST + 1}", HIDDEN_ROW),
    one("hidden parameter", "△hidden-row", "設定!A9", sheet("設定", attribute(".//m:row[@r='9']", "hidden", "true"))),
    one("filter", "△active-filter", "月次!A11", HIDDEN_ROW, table("Monthly", _filter)),
    one("locked inputs", "△locked-table", f"月次!B{FIRST + 3}", sheet("月次", _protect)),
    one("no colours", "△format-lost", f"月次!W{FIRST}", sheet("月次", _uncolour)),
    one(
        "an unknown name",
        "×name-error",
        place("monthly", 1, "y"),
        cell(place("monthly", 1, "y"), cached("e", "#NAME?")),
    ),
    one("an error beside", "△error-cell", BESIDE, typed(BESIDE, constant("e", "#DIV/0!"))),
    one(
        "errors of one's own",
        "△error-cell",
        f"{OWN}!A1",
        own_sheet(*((f"A{row}", "1/0", "#DIV/0!") for row in range(1, 6))),
    ),
    PlantedFile(
        "a history nobody can read",
        (),
        (("△journal-row", place("journal", 0, "when")),),
        lambda: made(small("ja", put("journal", 0, "when", "昨日"), put("journal", 0, "summary", "直した"))),
    ),
    PlantedFile(
        "a fingerprint typed over",
        (),
        (("△journal-row", place("journal", 0, "after")),),
        lambda: made(small("ja", *(put("journal", 0, key, value) for key, value in JOURNAL_ROW.items()))),
    ),
]
JOURNAL_ROW = {"when": 44926.5, "command": "update", "summary": "2022-12", "before": "00aa", "after": "後"}
CLEAN: dict[str, tuple[Edit, ...]] = {
    "a sheet of one's own": (own_sheet(("A1", "1+1", ""), ("B2", 'HYPERLINK("https://example.com")', "")),),
    "a hidden sheet of one's own": (own_sheet(("A1", "1", "")), state(OWN, "hidden")),
    "a name of one sheet": (
        book("<definedNames>", '<definedNames><definedName name="mine" localSheetId="3">月次!$A$1</definedName>'),
    ),
    "a filter that hides nothing": (table("Monthly", _filter),),
    "a hidden column of results": (sheet("月次", attribute(".//m:cols/m:col[@min='9']", "hidden", "1")),),
    "functions of this version": (lite(functions_block("en")),),
    "code for xlwings Lite of one's own": (lite("def mine(): return 1\n"),),
    "a hidden history": (state("履歴", "hidden"),),
    "a cell that was cleared": (cell(place("log", 0, "comment"), BLANK),),
}
