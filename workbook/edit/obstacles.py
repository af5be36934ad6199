"""What stands in the way of a table that grows: found and named before anything is written."""

from collections.abc import Iterator
from typing import Final

from lxml import etree
from openpyxl.utils import get_column_letter, range_boundaries

from hedge_xl.core.language import Text
from workbook.cells import RawCell
from workbook.edit.growth import Growth
from workbook.edit.references import Area
from workbook.errors import FileError
from workbook.package import Package
from workbook.read import Opened
from workbook.sheet_xml import MAX_COLUMN, MAX_ROW

_IN_THE_WAY: Final = Text(
    "表「{table}」に行を足せません。すぐ下の {places} に入力があります。そこを別の場所へ移してください。",
    'table "{table}" cannot grow: {places} right under it hold something; move that elsewhere.',
)
_OTHER_TABLE: Final = Text(
    "表「{table}」に行を足せません。すぐ下に別の表「{other}」({place})があります。別の場所へ移してください。",
    'table "{table}" cannot grow: another table, "{other}" ({place}), is right under it; move that elsewhere.',
)
_MERGED: Final = Text(
    "表「{table}」に行を足せません。{place} のセルが結合されています。結合を解除してください。",
    'table "{table}" cannot grow: the cells {place} are merged; unmerge them.',
)
_ARRAY: Final = Text(
    "表「{table}」に行を足せません。{place} に配列数式があります。別の場所へ移してください。",
    'table "{table}" cannot grow: {place} is an array formula; move it elsewhere.',
)
_SHEET_END: Final = Text(
    "表「{table}」に行を足せません。シートの最後の行に達しました。古い行を別のファイルに移してください。",
    'table "{table}" cannot grow: it reaches the end of the sheet; move old rows to another file.',
)
_TOTALS: Final = Text(
    "表「{table}」の集計行 {place} にメモがあるため、行を足せません。メモを別の場所へ移してください。",
    'table "{table}" cannot grow: {place} in its totals row has a comment; move the comment elsewhere.',
)
_SHOWN: Final = 3


def refuse_obstacles(opened: Opened, growth: Growth) -> None:
    """A `FileError` when the rows that the table needs are not free."""
    if not growth.added:
        return
    if growth.bottom + growth.added > MAX_ROW:
        raise _refusal(opened, growth, _SHEET_END)
    for table in growth.found.sheet.tables:
        top, left, bottom, right = table.ref
        if table is not growth.found.table and _meets(growth, Area(top, left, bottom, right)):
            raise _refusal(opened, growth, _OTHER_TABLE, other=table.name, place=_range(Area(top, left, bottom, right)))
    places = list(_filled(growth))
    if places:
        shown = ", ".join(places[:_SHOWN]) + (" …" if len(places) > _SHOWN else "")
        raise _refusal(opened, growth, _IN_THE_WAY, places=shown)
    for (row, column), cell in _arrays(growth):
        if cell.array is not None and _crosses(growth, cell.array):
            place = f"{growth.found.sheet.name}!{get_column_letter(column)}{row}"
            raise _refusal(opened, growth, _ARRAY, place=place)


def refuse_merged(opened: Opened, growth: Growth, merged: list[str]) -> None:
    """The same for merged cells, which only the sheet's own XML tells of."""
    for place in merged:
        if growth.added and _crosses(growth, place):
            raise _refusal(opened, growth, _MERGED, place=f"{growth.found.sheet.name}!{place}")


def refuse_comments(opened: Opened, growth: Growth, places: list[str]) -> None:
    """The same for comments on a totals row: they would not follow it down."""
    for place in places:
        left, top, _, _ = range_boundaries(place)
        if growth.added and growth.totals and top == growth.bottom and growth.left <= left <= growth.right:
            raise _refusal(opened, growth, _TOTALS, place=f"{growth.found.sheet.name}!{place}")


def _filled(growth: Growth) -> Iterator[str]:
    cells = growth.found.sheet.cells
    for (row, column), cell in cells.in_rows(growth.taken, range(growth.left, growth.right + 1)):
        if cell.value is not None or cell.formula is not None:
            yield f"{growth.found.sheet.name}!{get_column_letter(column)}{row}"


def _arrays(growth: Growth) -> Iterator[tuple[tuple[int, int], RawCell]]:
    """Cells that may begin an array formula reaching over the rows: all above and left of them, but for the table."""
    cells, first = growth.found.sheet.cells, growth.found.table.ref[0]
    yield from cells.in_rows(range(1, first), range(1, growth.right + 1))
    yield from cells.in_rows(range(first, growth.taken.stop), range(1, growth.left))
    if growth.totals:
        yield from cells.in_rows(range(growth.last + 1, growth.bottom + 1), range(growth.left, growth.right + 1))


def _crosses(growth: Growth, place: str) -> bool:
    left, top, right, bottom = range_boundaries(place)
    area = Area(top or 1, left or 1, bottom or MAX_ROW, right or MAX_COLUMN)
    alone = area.top == area.bottom and area.left == area.right
    return _meets(growth, area) or (growth.totals and not alone and _over_totals(growth, area))


def _meets(growth: Growth, area: Area) -> bool:
    rows = area.top < growth.taken.stop and area.bottom >= growth.taken.start
    return rows and area.left <= growth.right and area.right >= growth.left


def _over_totals(growth: Growth, area: Area) -> bool:
    return area.top <= growth.bottom <= area.bottom and area.left <= growth.right and area.right >= growth.left


def _range(area: Area) -> str:
    return f"{get_column_letter(area.left)}{area.top}:{get_column_letter(area.right)}{area.bottom}"


def _refusal(opened: Opened, growth: Growth, text: Text, **values: object) -> FileError:
    return FileError(text.format(table=growth.found.table.name, **values), opened.package.file)


def comments(package: Package, sheet: str) -> list[str]:
    """Where a sheet's comments are, in either of Excel's forms."""
    return [
        item.get("ref", "")
        for kind in ("comments", "threadedComment")
        for part in package.related(sheet, kind)
        for item in package.xml(part).iter(etree.Element)
        if item.get("ref")
    ]
