"""What differs between two files beside their inputs: versions, formulas, sheets, charts, macros and the like."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from openpyxl.utils import get_column_letter

from hedge_xl.core.language import Text, same
from workbook import stamp
from workbook.cells import RawCell, XlsxSheet
from workbook.difference import Difference
from workbook.finding import Finding, filled
from workbook.grid import MAX_COLUMN, MAX_ROW
from workbook.other_parts import KINDS, other_parts
from workbook.read import Opened
from workbook.validate import formula_findings

NOT_ALIKE: Final = Text(
    "{other} とは別の種類のブックなので比べられません。",
    "is another kind of workbook than {other}; they cannot be compared.",
)
_LANGUAGE: Final = Text("言語", "Language")
_HOST: Final = Text("版の種類", "Edition")
_VERSION: Final = Text("作成したhedge_xlの版", "Made by hedge_xl")
_SCHEMA: Final = Text("ブックの構造", "Structure of the workbook")
_MODE: Final = Text("計算方法", "Calculation")
_DATES: Final = Text("1904年から数える日付", "Dates counted from 1904")
_SHEET: Final = Text("シート「{name}」", 'Sheet "{name}"')
_ADDED: Final = Text("追加", "added")
_REMOVED: Final = Text("削除", "removed")
_RENAMED: Final = Text("シートの名前", "Name of a sheet")
_CELLS: Final = Text("{count}個のセルが違います(最初は {first})", "{count} cells differ (the first is {first})")
_COUNT: Final = Text("{count}個", "{count}")
_DIFFERENT: Final = Text("中身が違います", "the contents differ")
_RIGHT: Final = Text("元の式に戻りました", "the formula is the original one again")
_FORMULA: Final = Text("式 {where}", "Formula {where}")


def file_differences(old: Opened, new: Opened) -> Iterator[Difference]:
    """Every difference that is no input and no result."""
    yield from _identity(old, new)
    if old.whole and new.whole:
        yield from _formulas(old, new)
        yield from _renamed(old, new)
        if old.language == new.language:
            yield from _notes(old, new)
    yield from _own_sheets(old, new)
    yield from _other_parts(old, new)


def _identity(old: Opened, new: Opened) -> Iterator[Difference]:
    """What the two files say of themselves."""
    for (what, before), after in zip(_said(old).items(), _said(new).values(), strict=True):
        if before != after:
            yield Difference("book", what, same(before), same(after))


def _said(opened: Opened) -> dict[Text, str]:
    return {
        _LANGUAGE: opened.language,
        _HOST: opened.host,
        _VERSION: str(opened.file.properties.get(stamp.VERSION, "")),
        _SCHEMA: f"{opened.schema:g}",
        _MODE: opened.file.calc_mode,
        _DATES: str(opened.file.date1904),
    }


def _formulas(old: Opened, new: Opened) -> Iterator[Difference]:
    """Formulas that are the original ones in one file only."""
    known, found = ({_known_by(item): item for item in formula_findings(opened)} for opened in (old, new))
    for key, item in found.items():
        if key not in known:
            yield Difference("formula", filled(_FORMULA, where=item.where), None, item.text)
    for key, item in known.items():
        if key not in found:
            yield Difference("formula", filled(_FORMULA, where=item.where), None, _RIGHT)


def _known_by(finding: Finding) -> tuple[str, str]:
    return finding.code, finding.cell


Place = tuple[int, int]
Area = tuple[int, int, int, int]


def _homes(opened: Opened) -> dict[str, XlsxSheet]:
    """The sheets that are ours, by their keys in the book."""
    found: dict[str, XlsxSheet] = {}
    for sheet in opened.book.sheets:
        held = [opened.cells[cell.key].sheet for cell in sheet.cells if cell.key in opened.cells]
        if sheet.table is not None and sheet.table.key in opened.tables:
            held.append(opened.tables[sheet.table.key].sheet)
        if held:
            found[sheet.key] = held[-1]
    return found


def _renamed(old: Opened, new: Opened) -> Iterator[Difference]:
    """Our sheets under another name than the template's, in one file only."""
    before, after = _homes(old), _homes(new)
    for sheet in new.book.sheets:
        if sheet.key in before and sheet.key in after:
            names = before[sheet.key].name, after[sheet.key].name
            plain = sheet.title.of(old.language), sheet.title.of(new.language)
            if names[0] != names[1] and names != plain:
                yield Difference("sheet", _RENAMED, same(names[0]), same(names[1]))


def _own_sheets(old: Opened, new: Opened) -> Iterator[Difference]:
    """The sheets that the user added; one with the same cells under another name was renamed."""
    before, after = _users(old), _users(new)
    gone = [name for name in before if name not in after]
    come = [name for name in after if name not in before]
    for name in gone:
        alike = next((other for other in come if _contents(after[other]) == _contents(before[name])), None)
        if alike is None:
            yield Difference("sheet", filled(_SHEET, name=name), None, _REMOVED)
        else:
            come.remove(alike)
            yield Difference("sheet", _RENAMED, same(name), same(alike))
    for name in come:
        yield Difference("sheet", filled(_SHEET, name=name), None, _ADDED)
    for name in before:
        if name in after:
            yield from _cells(name, _contents(before[name]), _contents(after[name]))


def _users(opened: Opened) -> dict[str, XlsxSheet]:
    ours = {sheet.part for sheet in _homes(opened).values()}
    if opened.outdated:  # its sheets are those of an older template
        ours |= {cell.sheet.part for cell in opened.cells.values()}
    return {sheet.name: sheet for sheet in opened.file.sheets if sheet.part not in ours}


def _contents(sheet: XlsxSheet) -> dict[tuple[int, int], object]:
    """What stands in the cells: a formula, else a value."""
    return {
        place: cell.formula if cell.formula is not None else cell.value
        for place, cell in sheet.cells.items()
        if cell.formula is not None or cell.value not in (None, "")
    }


def _notes(old: Opened, new: Opened) -> Iterator[Difference]:
    """What stands on our sheets outside the tables and the named cells: notes of the user's."""
    before, after = _homes(old), _homes(new)
    for key in before.keys() & after.keys():
        contents = [_outside(opened, homes[key]) for opened, homes in ((old, before), (new, after))]
        yield from _cells(after[key].name, *contents)


def _outside(opened: Opened, sheet: XlsxSheet) -> dict[tuple[int, int], object]:
    named = {(cell.row, cell.column) for cell in opened.cells.values() if cell.sheet.part == sheet.part}
    areas = [table.table.ref for table in opened.tables.values() if table.sheet.part == sheet.part]
    return {
        (row, column): cell.formula if cell.formula is not None else cell.value
        for (row, column), cell in _around(sheet, areas[0] if areas else None)
        if (row, column) not in named
        and (cell.formula is not None or cell.value not in (None, ""))
        and not any(top <= row <= bottom and left <= column <= right for top, left, bottom, right in areas)
    }


def _around(sheet: XlsxSheet, area: Area | None) -> Iterator[tuple[Place, RawCell]]:
    """The cells of a sheet but for an area, which may be most of them."""
    if area is None:
        yield from sheet.cells.items()
        return
    top, left, bottom, right = area
    everywhere = range(1, MAX_COLUMN + 1)
    yield from sheet.cells.in_rows(range(1, top), everywhere)
    yield from sheet.cells.in_rows(range(bottom + 1, MAX_ROW + 1), everywhere)
    for columns in (range(1, left), range(right + 1, MAX_COLUMN + 1)):
        yield from sheet.cells.in_rows(range(top, bottom + 1), columns)


def _cells(name: str, old: dict[tuple[int, int], object], new: dict[tuple[int, int], object]) -> Iterator[Difference]:
    places = sorted(place for place in old.keys() | new.keys() if old.get(place) != new.get(place))
    if places:
        row, column = places[0]
        said = filled(_CELLS, count=len(places), first=f"{get_column_letter(column)}{row}")
        yield Difference("sheet", filled(_SHEET, name=name), None, said)


def _other_parts(old: Opened, new: Opened) -> Iterator[Difference]:
    """Charts, macros, comments and the like, by their contents and not by the names of their parts."""
    before, after = other_parts(old.package), other_parts(new.package)
    for kind, name in KINDS.items():
        if kind == "charts" and (old.language, old.schema) != (new.language, new.schema):
            continue  # the template's own charts speak its language
        ones, others = before.get(kind, Counter()), after.get(kind, Counter())
        if ones.total() != others.total():
            yield Difference("part", name, filled(_COUNT, count=ones.total()), filled(_COUNT, count=others.total()))
        elif ones != others:
            yield Difference("part", name, None, _DIFFERENT)
