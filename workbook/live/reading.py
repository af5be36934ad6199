"""A workbook of ours from the program that holds it open, found and understood as a file's is."""

from dataclasses import replace
from typing import Final

from hedge_xl.core.language import LANGUAGES, Language, Text
from workbook import stamp
from workbook.books import BOOKS
from workbook.cell_types import XlsxBook, XlsxTable
from workbook.errors import FileError
from workbook.garbage import no_collections
from workbook.live.book import LiveBook
from workbook.package import CONTENT_TYPES_PART, ROOT_RELATIONSHIPS, Package, pack
from workbook.read import Opened, require_current, understood
from workbook.spec import HOSTS, Book, Host
from workbook.text import WORDS

_UNKNOWN: Final = Text(
    "hedge_xlのブックと分かりません。表の名前か見出しが変わったか、古い版で作られています。"
    "閉じて `hedge-xl validate` で確かめてください。",
    "not recognised as a hedge_xl workbook: a table or heading was renamed, or an older version made it; close it and "
    "run `hedge-xl validate`.",
)
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONSHIPS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_SHEET: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def read_live(book: LiveBook) -> Opened:
    """Read an open workbook. A `FileError`, before anything is touched, when it is not one that can be changed."""
    with no_collections():
        contents = book.contents()
        if stamp.TEMPLATE not in contents.properties:
            contents = replace(contents, properties=_recognised(contents, book.file))
        opened = understood(contents, _no_parts(book.file))
        if not book.answers:
            opened.host = _edition(opened)
        require_current(opened)
        return opened


def _recognised(contents: XlsxBook, file: str) -> dict[str, str | float | bool]:
    """The stamp of the one template and language whose every table is there under its headings."""
    tables = {table.name: table for sheet in contents.sheets for table in sheet.tables}
    for book in BOOKS.values():
        for language in LANGUAGES:
            if _matches(book, language, tables):
                found = stamp.properties(book, language, "native")
                return dict(found)
    raise FileError(_UNKNOWN, file)


def _matches(book: Book, language: Language, tables: dict[str, XlsxTable]) -> bool:
    return all(
        table.name in tables
        and {column.header.of(language) for column in table.columns} <= set(tables[table.name].columns)
        for table in book.tables
    )


def _edition(opened: Opened) -> Host:
    """The edition that the guide sheet names; the one that needs nothing where it says nothing."""
    cell = opened.cells["host_needs"].cell if "host_needs" in opened.cells else None
    said = cell.value if cell is not None else None
    return next((host for host in HOSTS if said == WORDS[f"needs_{host}"].of(opened.language)), "native")


def _no_parts(file: str) -> Package:
    """The parts of a workbook that is no file: none but what makes it one."""
    types = f'<Types xmlns="{_TYPES}"><Override PartName="/workbook.xml" ContentType="{_SHEET}"/></Types>'
    links = (
        f'<Relationships xmlns="{_RELATIONSHIPS}">'
        f'<Relationship Id="rId1" Type="{_OFFICE}" Target="workbook.xml"/></Relationships>'
    )
    parts = {CONTENT_TYPES_PART: types.encode(), ROOT_RELATIONSHIPS: links.encode(), "workbook.xml": b"<workbook/>"}
    return Package(pack(parts), file)
