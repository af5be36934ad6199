"""Words on the sheets brought up to date: replaced where they still read as they did, and nowhere else.

Earlier words are ours only where today's declaration has the new ones: in the row of a named cell, above a column, or
in a row that reads as the declared one. A word of the user's own stays, even if it is the same.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from typing import Final

from hedge_xl import __version__
from hedge_xl.core.language import Language, Text, same
from workbook import stamp
from workbook.build import unit_words
from workbook.build_rules import PROMPT_LIMIT
from workbook.cells import XlsxSheet
from workbook.ooxml import escape, main, unescape
from workbook.package import Package
from workbook.read import Opened
from workbook.spec import Cell, Item, Sheet
from workbook.upgrade.sheet_tree import Position, SheetTree
from workbook.upgrade.structure import word_of
from workbook.upgrade.words import earlier_words

Earlier = Mapping[str, set[str]]
Words = list[tuple[Position, str]]
_STATED: Final = "hedge_xl {}"


def reword(package: Package, opened: Opened, fresh: Opened) -> int:
    """Bring the words of the sheets up to date, in rows as high as a new workbook's; how many there were."""
    known = dict(earlier_words(opened.book.key, opened.schema, opened.language))
    known[_STATED.format(__version__)] = {_STATED.format(opened.file.properties.get(stamp.VERSION))}
    count = 0
    for sheet in opened.book.sheets:
        found = opened.cells.get(sheet.status.key)
        if found is None:
            continue
        tree = SheetTree.of(package, found.sheet.part)
        places = dict(_stale(opened, sheet, found.sheet, known))
        for place, words in places.items():
            tree.words(*place, words)
        changed = len(places) + _reword_rules(tree, known)
        if changed:
            _heighten(tree, places, fresh, sheet)
            tree.save()
        count += changed
    return count


def _stale(opened: Opened, sheet: Sheet, home: XlsxSheet, known: Earlier) -> Iterator[tuple[Position, str]]:
    """Places of earlier words, with today's."""
    rows = _words(opened, home)
    yield from _units(opened, sheet, known)
    for named, words in _declared(sheet, opened.language):
        here = {opened.cells[key].row for key in named if key in opened.cells and opened.cells[key].sheet is home}
        if not any(word in known for word in words):
            continue
        if named:
            for row in here:
                yield from _in_row(rows.get(row, []), words, known)
        else:
            for found in rows.values():
                yield from _reading(found, words, known)


def _words(opened: Opened, home: XlsxSheet) -> dict[int, Words]:
    """The words of each row from the left; what is in named cells and tables is none of them."""
    ours = {(cell.row, cell.column) for cell in opened.cells.values() if cell.sheet is home}
    areas = [table.ref for table in home.tables]
    texts = (
        (place, cell.value)
        for place, cell in sorted(home.cells.items())
        if isinstance(cell.value, str) and cell.value and cell.formula is None and place not in ours
    )
    outside = ((place, text) for place, text in texts if not any(_within(place, area) for area in areas))
    return {row: list(found) for row, found in groupby(outside, key=lambda item: item[0][0])}


def _within(place: Position, area: tuple[int, int, int, int]) -> bool:
    top, left, bottom, right = area
    return top <= place[0] <= bottom and left <= place[1] <= right


def _units(opened: Opened, sheet: Sheet, known: Earlier) -> Iterator[tuple[Position, str]]:
    """Above the headings of the sheet's table."""
    table = None if sheet.table is None else opened.tables.get(sheet.table.key)
    for column in () if table is None else table.spec.columns:
        olds = known.get(column.unit.of(opened.language), ())
        if table is None or column.key not in table.columns or not olds:
            continue
        place = table.table.ref[0] - 1, table.columns[column.key]
        cell = table.sheet.cells.get(place)
        shown = {unit_words(replace(column, unit=same(old))).of(opened.language) for old in olds}
        if cell is not None and cell.formula is None and cell.value in shown:
            yield place, unit_words(column).of(opened.language)


def _declared(sheet: Sheet, language: Language) -> Iterator[tuple[list[str], list[str]]]:
    """Every row of the sheet above its table: the keys of its named cells, and its words."""
    rows: list[tuple[Item, ...]] = [(sheet.heading,), (sheet.intro,)]
    rows += [(part.title,) for part in sheet.parts]
    for block in sheet.blocks:
        rows += [block.header, *block.rows]
    for row in rows:
        texts: list[Text] = [text for item in row for text in [word_of(item)] if text is not None]
        words = [word for text in texts for word in [text.of(language)] if word]
        yield [item.key for item in row if isinstance(item, Cell)], words


def _in_row(found: Words, words: list[str], known: Earlier) -> Iterator[tuple[Position, str]]:
    """Earlier words in the row of a named cell, from the left, as often as today's are missing."""
    for new in dict.fromkeys(word for word in words if word in known):
        missing = words.count(new) - sum(text == new for _, text in found)
        stale = [place for place, text in found if text in known[new]]
        for place in stale[: max(0, missing)]:
            yield place, new


def _reading(found: Words, words: list[str], known: Earlier) -> Iterator[tuple[Position, str]]:
    """Earlier words in rows without a named cell, which read like the declared ones otherwise."""
    for start in range(len(found) - len(words) + 1):
        run = list(zip(found[start : start + len(words)], words, strict=True))
        if all(text == new or text in known.get(new, ()) for (_, text), new in run):
            yield from ((place, new) for (place, text), new in run if text != new)


def _reword_rules(tree: SheetTree, known: Earlier) -> int:
    """What our input cells say when they are chosen, and when they refuse something."""
    today = {old[:PROMPT_LIMIT]: new[:PROMPT_LIMIT] for new, olds in known.items() for old in olds}
    count = 0
    for rule in tree.root.iter(main("dataValidation")):
        for name in ("prompt", "error"):
            new = today.get(unescape(rule.get(name, "")))
            if rule.get("errorTitle") == stamp.PROGRAM and new is not None:
                rule.set(name, escape(new))
                count += 1
    return count


def _heighten(tree: SheetTree, places: Mapping[Position, str], fresh: Opened, sheet: Sheet) -> None:
    """Rows whose new words take more lines than they have room for."""
    home = fresh.cells[sheet.status.key].sheet
    model = SheetTree.of(fresh.package, home.part)
    heights: dict[str, str] = {}
    for (row, _), cell in home.cells.items():
        height = model.height(row)
        if isinstance(cell.value, str) and height is not None:
            heights[cell.value] = height
    for (row, _), words in places.items():
        if words in heights and float(tree.height(row) or 0) < float(heights[words]):
            tree.heighten(row, heights[words])
