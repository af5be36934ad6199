"""The rows of any file a broker gives: text, a page of HTML, or a workbook; cells are text, rows know their line."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from lxml import etree

from hedge_xl.core.language import Text
from workbook.cells import CellValue, ErrorValue, XlsxSheet, read_book
from workbook.container import ZIP_SIGNATURE
from workbook.errors import FileError
from workbook.imports.csv_text import MAX_ROWS, TextRows, read_rows, too_many
from workbook.imports.text_file import read_text

HTML: Final = "html"
WORKBOOK: Final = "workbook"
_PAGES: Final = frozenset({".htm", ".html"})
_EXACT: Final = 1e15  # integers below it are exact in a workbook's cells

_NO_ROWS: Final = Text(
    "表がありません。取引履歴のレポートか、CSVを指定してください。",
    "there is no table in it; name a report of your trades, or a CSV file.",
)
_NO_SHEET: Final = Text("シート「{sheet}」がありません({known})。", 'it has no sheet "{sheet}" ({known}).')


def read_grid(
    path: Path, *, encoding: str | None = None, separator: str | None = None, sheet: str | None = None
) -> TextRows:
    """Every row of a file, whatever kind of file it is."""
    start = _start(path)
    if start.startswith(ZIP_SIGNATURE):
        return _workbook_rows(path, sheet)
    if path.suffix.lower() in _PAGES or b"<html" in start.replace(b"\0", b"").lower():
        return _page_rows(path, encoding)
    return read_rows(path, encoding=encoding, separator=separator)


def _start(path: Path) -> bytes:
    """The first bytes; of a file that cannot be opened none, the reading says why."""
    try:
        with path.open("rb") as stream:
            return stream.read(4096)
    except OSError:
        return b""


# --- pages --------------------------------------------------------------------------------------


def _page_rows(path: Path, encoding: str | None) -> TextRows:
    text, found = read_text(path, encoding)
    # The text is decoded already: what the page claims of its encoding no longer holds.
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True)
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise FileError(_NO_ROWS, path.name) from error
    result = TextRows(path.name, [], [], HTML, found)
    for row in root.iter("tr") if root is not None else ():
        cells = list(_cells(row))
        if any(words for words, _ in cells):
            result.rows.append([words for words, _ in cells])
            result.lines.append(int(str(row.sourceline or 0)))
            result.titles.append(next((title for _, title in cells if title), ""))
        if len(result.rows) > MAX_ROWS:
            raise too_many(path.name)
    if not result.rows:
        raise FileError(_NO_ROWS, path.name)
    return result


def _cells(row: etree._Element) -> Iterator[tuple[str, str]]:
    """Text and title of each cell that is shown; a cell over several columns is followed by blank ones."""
    for cell in row.iterchildren("td", "th"):
        if "hidden" in cell.get("class", "") or "none" in cell.get("style", "").partition("display:")[2][:6]:
            continue
        yield " ".join("".join(map(str, cell.itertext())).split()), cell.get("title", "")
        span = cell.get("colspan", "1")
        for _ in range(min(int(span), 100) - 1 if span.isascii() and span.isdigit() else 0):
            yield "", ""


# --- workbooks ----------------------------------------------------------------------------------


def _workbook_rows(path: Path, wanted: str | None) -> TextRows:
    sheets = [sheet for sheet in read_book(path).sheets if sheet.state == "visible"]
    if wanted is not None:
        sheets = [sheet for sheet in sheets if sheet.name == wanted]
        if not sheets:
            known = ", ".join(sheet.name for sheet in read_book(path).sheets)
            raise FileError(_NO_SHEET.format(sheet=wanted, known=known), path.name)
    sheet = next((sheet for sheet in sheets if any(_words(cell.value) for cell in sheet.cells.values())), None)
    if sheet is None:
        raise FileError(_NO_ROWS, path.name)
    result = TextRows(path.name, [], [], WORKBOOK)
    for line, cells in _sheet_rows(sheet):
        result.rows.append(cells)
        result.lines.append(line)
    return result


def _sheet_rows(sheet: XlsxSheet) -> Iterator[tuple[int, list[str]]]:
    rows: dict[int, dict[int, str]] = {}
    for (row, column), cell in sheet.cells.items():
        words = _words(cell.value)
        if words:
            rows.setdefault(row, {})[column] = words
    for row in sorted(rows):
        cells = rows[row]
        yield row, [cells.get(column, "") for column in range(1, max(cells) + 1)]


def _words(value: CellValue) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT:
        return str(int(value))
    return value.text if isinstance(value, ErrorValue) else str(value)
