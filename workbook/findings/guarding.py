"""Sheets that cannot be written on, and check columns that no longer show their colours."""

from collections.abc import Iterator
from typing import Final

from hedge_xl.core.language import Text
from workbook.digest import JOURNAL
from workbook.finding import Finding
from workbook.findings.frame import Frame
from workbook.findings.registry import CHECKS
from workbook.ooxml import is_true, main
from workbook.read import FoundTable, Opened

_LOCKED: Final = Text(
    "シートが保護されていて、表に行を足せません(パスワード付き、または入力セルがロックされています)。"
    "校閲タブで保護を解除してください。",
    "the sheet is protected with a password or its input cells are locked, so that no row can be added; "
    "unprotect it on the Review tab.",
)
_FORMAT: Final = Text(
    "点検の列から × △ の色(条件付き書式)が消えています。別の表の点検の列の書式を貼り付けてください。",
    "the check column lost its colours for × and △ (conditional format); paste the format of another check column.",
)
_SECRETS: Final = ("password", "hashValue")


def locked_findings(opened: Opened, frames: dict[str, Frame]) -> Iterator[Finding]:
    """Protection that the user cannot simply switch off, or that forbids the inputs themselves."""
    unlocked: frozenset[int] | None = None
    for key, table in opened.tables.items():
        protection = frames[table.sheet.part].protection
        if not table.spec.inputs or key == JOURNAL or not is_true(protection.get("sheet")):
            continue
        if unlocked is None:
            unlocked = _unlocked_styles(opened)
        if any(protection.get(secret) for secret in _SECRETS) or _input_style(table) not in unlocked:
            where = table.address(len(table.rows) - 1, table.spec.inputs[0].key)
            yield Finding("locked-table", CHECKS["locked-table"].severity, table.sheet.name, where, _LOCKED)


def _input_style(table: FoundTable) -> int:
    """The style of the input cell in the last row."""
    row = table.rows[-1]
    return table.sheet.cells.column_styles(table.columns[table.spec.inputs[0].key], range(row, row + 1))[0]


def _unlocked_styles(opened: Opened) -> frozenset[int]:
    """The cell formats that protection leaves open."""
    found: set[int] = set()
    for part in opened.package.related(opened.package.workbook_part, "styles"):
        formats = opened.package.xml(part).iterfind(f"{main('cellXfs')}/{main('xf')}")
        for number, item in enumerate(formats):
            protection = item.find(main("protection"))
            if protection is not None and protection.get("locked") in ("0", "false"):
                found.add(number)
    return frozenset(found)


def colour_findings(opened: Opened, frames: dict[str, Frame]) -> Iterator[Finding]:
    """Check columns without any conditional format."""
    for table in opened.tables.values():
        column = next((item for item in table.spec.columns if item.kind == "check"), None)
        if column is not None and not _coloured(table, frames[table.sheet.part], table.columns[column.key]):
            where = table.address(0, column.key)
            yield Finding("format-lost", CHECKS["format-lost"].severity, table.sheet.name, where, _FORMAT)


def _coloured(table: FoundTable, frame: Frame, column: int) -> bool:
    first, last = table.rows[0], table.rows[-1]
    return any(
        top <= last and first <= bottom and left <= column <= right for top, left, bottom, right in frame.coloured
    )
