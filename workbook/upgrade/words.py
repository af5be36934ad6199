"""Words on the sheets that a version has changed: replaced where they still read as they did, and nowhere else."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from hedge_xl import __version__
from hedge_xl.core.language import Text, same
from workbook import stamp
from workbook.package import Package
from workbook.read import Opened
from workbook.upgrade.sheet_tree import SheetTree


@dataclass(frozen=True, slots=True)
class Reworded:
    """Words of a template's sheet, by their keys, up to a structure and since."""

    book: str
    schema: int
    sheet: str
    old: Text
    new: Text


REWORDED: Final = (
    Reworded(
        "ledger",
        1,
        "guide",
        Text(
            "点検: 件数が0になるまで直し、チェックリストに印を付ける",
            "Checks: put things right until the count is 0; tick the checklist",
        ),
        Text(
            "照合: 明細のヘッジ残高を1行足す。点検: 件数が0になるまで直し、チェックリストに印を付ける",
            "Reconciliation: add the statement's position. "
            "Checks: put things right until the count is 0; tick the checklist",
        ),
    ),
    Reworded(
        "ledger",
        1,
        "checks",
        Text("×のある約定", "fills marked ×"),
        Text("×のある約定と残高", "fills and positions marked ×"),
    ),
    Reworded(
        "ledger",
        1,
        "guide",
        Text("支払スワップを年率にしたもの(+は費用)", "Swap paid, as an annual rate (+ cost)"),
        Text(
            "支払スワップを月末のヘッジで割って年率にしたもの(+は費用)。月初から20%を超えて増減した月は測れず空欄",
            "Swap paid / hedge at month end, as an annual rate (+ cost); "
            "blank if the hedge changed over 20% in the month",
        ),
    ),
    Reworded(
        "ledger",
        2,
        "guide",
        Text("約定した日時(日本時間)", "Date and time of the fill (local time)"),
        Text("約定した日時(日本時間)", "Date and time of the fill (Japan time)"),
    ),
)


def reword(package: Package, opened: Opened) -> int:
    """Bring the words of the sheets up to date; how many there were."""
    count = 0
    for sheet in opened.book.sheets:
        found = opened.cells.get(sheet.status.key)
        if found is None:
            continue
        changes = dict(_changes(opened, sheet.key))
        places = [
            (place, changes[cell.value])
            for place, cell in found.sheet.cells.items()
            if isinstance(cell.value, str) and cell.formula is None and cell.value in changes
        ]
        if places:
            tree = SheetTree.of(package, found.sheet.part)
            for place, words in places:
                tree.words(*place, words)
            tree.save()
        count += len(places)
    return count


def _changes(opened: Opened, sheet: str) -> Iterator[tuple[str, str]]:
    for item in (*REWORDED, *_version(opened)):
        if (item.book, item.sheet) == (opened.book.key, sheet) and opened.schema <= item.schema:
            old, new = item.old.of(opened.language), item.new.of(opened.language)
            if old != new:  # of some words only one language has changed
                yield old, new


def _version(opened: Opened) -> Iterator[Reworded]:
    """The version that the guide states."""
    stated = same(f"hedge_xl {opened.file.properties.get(stamp.VERSION)}")
    yield Reworded(opened.book.key, opened.book.schema, "guide", stated, same(f"hedge_xl {__version__}"))
