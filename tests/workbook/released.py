"""The workbooks of earlier releases, as users have them, and what is written on their sheets."""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from lxml import etree

from hedge_xl.core.language import LANGUAGES, Language
from workbook.books import BOOKS
from workbook.cells import XlsxSheet
from workbook.edit.titles import sheet_by_title
from workbook.ooxml import main
from workbook.package import Package
from workbook.read import Opened
from workbook.spec import Sheet
from workbook.upgrade.sheet_tree import SheetTree

FOLDER = Path(__file__).parent / "files/release-0.2.0"
RELEASED: tuple[tuple[str, Language], ...] = tuple((book, language) for book in BOOKS for language in LANGUAGES)


@cache
def released(book: str, language: Language = "ja") -> bytes:
    """A template of release 0.2.0, with the example that it came with."""
    return (FOLDER / f"{book}.{language}.xlsx").read_bytes()


def home(book: Opened, sheet: Sheet) -> XlsxSheet:
    """Where a declared sheet is in a file."""
    return book.cells[sheet.status.key].sheet


def placed(book: Opened, sheet: Sheet) -> Iterator[tuple[tuple[int, int], str]]:
    """Every text on a sheet with its place, but what is in named cells and the rows of tables."""
    found = home(book, sheet)
    named = {(cell.row, cell.column) for cell in book.cells.values() if cell.sheet is found}
    areas = [table.rows for table in book.tables.values() if table.sheet is found]
    for place, cell in found.cells.items():
        inside = place in named or any(place[0] in rows for rows in areas)
        if isinstance(cell.value, str) and cell.value and cell.formula is None and not inside:
            yield place, cell.value


def words(book: Opened, sheet: Sheet) -> Counter[str]:
    """What a sheet says, and how often."""
    return Counter(text for _, text in placed(book, sheet))


def rules(book: Opened, sheet: Sheet) -> Counter[tuple[str | None, ...]]:
    """What the input cells of a sheet accept, and what they say."""
    root = book.package.xml(home(book, sheet).part)
    return Counter(
        (item.get("promptTitle"), item.get("prompt"), item.get("error"), item.get("type"), _choices(item))
        for item in root.iter(main("dataValidation"))
    )


def _choices(item: etree._Element) -> str | None:
    return item.findtext("{*}formula1") if item.get("type") == "list" else None


def put(data: bytes, values: dict[str, dict[tuple[int, int], str | float]]) -> bytes:
    """A file with other constants in cells, by the titles of sheets: as typed in a spreadsheet."""
    package = Package(data, "my.xlsx")
    for title, cells in values.items():
        tree = SheetTree.of(package, _part(package, title))
        for place, value in cells.items():
            _type(tree, place, value)
        tree.save()
    return package.to_bytes()


def _part(package: Package, title: str) -> str:
    return sheet_by_title(package, title)[1]


def _type(tree: SheetTree, place: tuple[int, int], value: str | float) -> None:
    if isinstance(value, str):
        tree.words(*place, value)
        return
    cell = tree.make(*place)
    for child in list(cell):
        cell.remove(child)
    cell.set("t", "n")
    etree.SubElement(cell, main("v")).text = repr(value)
