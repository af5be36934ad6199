"""The settings of xlwings in the excel edition: a sheet named ``xlwings.conf``, keys in A, values in B, reasons in C.

xlwings reads it from A1 down to the first blank cell.
"""

from typing import Final
from xml.sax.saxutils import escape as markup

from hedge_xl.core.language import Language, Text
from workbook.cell_types import RawCell, XlsxBook
from workbook.edit.new_parts import add_part, drop_part, free_name, relate, unrelate
from workbook.edit.sheet_list import insert_sheet, remove_sheet
from workbook.edit.titles import sheet_by_title, titles
from workbook.editions.macros import xlwings_version
from workbook.ooxml import MAIN, OFFICE
from workbook.package import Package

TITLE: Final = "xlwings.conf"
UDF_MODULES: Final = "hedge_xl.hosts.classic"
MADE_WITH: Final = "hedge_xl: xlwings"
_CONTENT_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_LIKE: Final = "xl/worksheets/sheet1.xml"
_SHEET: Final = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{main}">'
    '<sheetPr><tabColor rgb="007F7F7F"/><pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="A1:C{last}"/>'
    '<sheetViews><sheetView showGridLines="0" workbookViewId="0"/></sheetViews><sheetFormatPr defaultRowHeight="18"/>'
    '<cols><col min="1" max="1" width="20" customWidth="1"/><col min="2" max="2" width="34" customWidth="1"/>'
    '<col min="3" max="3" width="90" customWidth="1"/></cols><sheetData>{rows}</sheetData>'
    '<pageMargins left="0.4" right="0.4" top="0.6" bottom="0.75" header="0.3" footer="0.3"/>'
    '<pageSetup paperSize="9" orientation="landscape"/></worksheet>'
)


def rows() -> tuple[tuple[str, str, Text], ...]:
    """Keys, values and what they are for."""
    return (
        ("UDF Modules", UDF_MODULES, Text("hedge_xlの関数。変えないでください", "hedge_xl's functions: leave this")),
        (
            "Interpreter_Win",
            "",
            Text(
                r"Pythonの場所。空欄ならPATHにある pythonw。仮想環境なら例: C:\venv\Scripts\pythonw.exe",
                r"where Python is; blank: pythonw on the PATH. A virtual environment, e.g. C:\venv\Scripts\pythonw.exe",
            ),
        ),
        ("PYTHONPATH", "", Text("ほかに探すフォルダ。ふつうは空欄", "further folders to search; usually blank")),
        ("Show Console", "False", Text("うまく動かないときは True", "True when something does not work")),
        (
            MADE_WITH,
            xlwings_version() or "",
            Text(
                "マクロを取り出したxlwingsの版。PCのxlwingsも同じ版にしてください",
                "the version of xlwings that the macros are from; install the same one",
            ),
        ),
    )


def has_conf(package: Package) -> bool:
    """Whether the file has such a sheet."""
    return TITLE in titles(package)


def put_conf(package: Package, language: Language) -> None:
    """Add the sheet at the end, unless there is one."""
    if has_conf(package):
        return
    name = free_name(package, _LIKE)
    add_part(package, name, _sheet(language), _CONTENT_TYPE)
    key = relate(package, package.workbook_part, f"{OFFICE}/worksheet", name)
    insert_sheet(package, TITLE, key, len(titles(package)), ())


def drop_conf(package: Package, book: XlsxBook) -> bool:
    """Take the sheet away unless somebody has changed a value on it; whether it is gone. ``book`` is the file read."""
    if not has_conf(package):
        return True
    place, part = sheet_by_title(package, TITLE)
    found = conf_values(book)
    ours = {key: value for key, value, _ in rows()}
    if {**found, MADE_WITH: ""} != {**ours, MADE_WITH: ""}:
        return False
    unrelate(package, package.workbook_part, part)
    drop_part(package, part)
    remove_sheet(package, place)
    return True


def conf_values(book: XlsxBook) -> dict[str, str]:
    """What the sheet says, by key; nothing without such a sheet."""
    cells = next((sheet.cells for sheet in book.sheets if sheet.name == TITLE), None)
    if cells is None:
        return {}
    found = dict(cells.items())
    return {
        str(cell.value): str(_value(found.get((row, 2))))
        for (row, column), cell in found.items()
        if column == 1 and cell.value is not None
    }


def _value(cell: RawCell | None) -> object:
    return "" if cell is None or cell.value is None else cell.value


def _sheet(language: Language) -> bytes:
    lines = [
        f'<row r="{number}">{"".join(map(_text, "ABC", [number] * 3, (key, value, why.of(language))))}</row>'
        for number, (key, value, why) in enumerate(rows(), start=1)
    ]
    return _SHEET.format(main=MAIN, last=len(lines), rows="".join(lines)).encode()


def _text(letter: str, number: int, words: str) -> str:
    if not words:
        return f'<c r="{letter}{number}"/>'
    return f'<c r="{letter}{number}" t="inlineStr"><is><t>{markup(words)}</t></is></c>'
