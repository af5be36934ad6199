"""The whole way from an older structure to today's: what it lacks is added, what it has stays, every value is computed.

Nothing here knows a structure by its number: the declaration, the record of the file's own structure and the file
itself say what there is to do.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from hedge_xl import __version__
from hedge_xl.core.language import Text
from workbook import stamp
from workbook.build import build
from workbook.change import Change, changed
from workbook.edit import edited
from workbook.edit.calc_chain import forget_chain
from workbook.edit.graft import grafted
from workbook.edit.replaced import replaced
from workbook.edit.titles import titles
from workbook.editions.lite_code import renewed
from workbook.editions.marks import mark_ours
from workbook.errors import FileError
from workbook.following import growth
from workbook.journal import Act, Clock, line
from workbook.lite import put_code
from workbook.package import Package
from workbook.proof import first_difference
from workbook.read import Opened, open_package, require_current
from workbook.spec import Book, Inputs, Sheet
from workbook.stamp_part import write_stamp
from workbook.upgrade.columns import add_columns
from workbook.upgrade.formulas import renew_formulas
from workbook.upgrade.gaps import Gaps, gaps
from workbook.upgrade.lines import add_lines
from workbook.upgrade.relocation import Relocation
from workbook.upgrade.rewording import reword
from workbook.upgrade.uncomputed import uncomputed, without_values

COMMAND: Final = "upgrade"
_BUILT: Final = datetime(2000, 1, 1)  # of the workbook that new things are taken from; nothing of it is kept
_SUMMARY: Final = Text("構造 {old} から {new} へ", "from structure {old} to {new}")
_SHEET: Final = Text("シート「{title}」を足す", 'add the sheet "{title}"')
_COLUMN: Final = Text(
    "シート「{title}」の表に列「{header}」を足す", 'add the column "{header}" to the table on "{title}"'
)
_LINES: Final = Text("シート「{title}」に{count}行を足す", 'lines added to the sheet "{title}": {count}')
_FORMULAS: Final = Text("式を{count}か所、新しくする", "formulas renewed: {count}")
_WORDS: Final = Text("文言を{count}か所、新しくする", "texts renewed: {count}")
FUNCTIONS: Final = Text(
    "xlwings Lite の関数を hedge_xl {version} のものにする", "functions for xlwings Lite of hedge_xl {version}"
)
_CHANGED: Final = Text(
    "入力 {place} が変わってしまうので、何も書き込んでいません。hedge_xlの不具合です。お知らせください。",
    "the input {place} would not be kept, so nothing was written; this is a fault of hedge_xl, please report it.",
)


@dataclass(frozen=True, slots=True)
class Upgrade:
    """The new file, what was done to it, the cells in which the user's own formulas or values were kept, and what is
    worth knowing."""

    data: bytes
    inputs: Inputs
    steps: tuple[Text, ...]
    kept: tuple[str, ...]
    notes: tuple[Text, ...] = ()


def upgraded(opened: Opened, data: bytes, now: Clock = datetime.now) -> Upgrade:
    """The file of an older structure, brought up to date; a `FileError` when that cannot be done without harm."""
    found = gaps(opened)
    package = Package(data, opened.package.file)
    fresh = _fresh(opened)
    extended = _extended(package, opened, fresh, found)
    steps = [*_grafted(package, fresh, found), *extended]
    code, note = renewed(package, opened.language)
    if code is not None:
        put_code(package, code)
        steps.append(FUNCTIONS.format(version=__version__))
    write_stamp(package, {stamp.SCHEMA: str(opened.book.schema), stamp.VERSION: __version__})
    whole = _reopened(package)
    formulas = renew_formulas(package, whole, found.old)
    mark_ours(package, whole)
    forget_chain(package)
    whole = _reopened(package)
    _refuse_change(opened, whole)
    summary = _SUMMARY.format(old=int(opened.schema), new=opened.book.schema)
    figures = renewal(whole, now)
    journal = line(whole, changed(whole.inputs, figures), Act(COMMAND, summary, now))
    change = Change((*figures.operations, journal))
    if formulas.changed:
        steps.append(_FORMULAS.format(count=formulas.changed))
    change += growth(whole.book, {key: len(rows) for key, rows in whole.inputs.tables.items()})
    after, theirs = changed(whole.inputs, change), replaced(whole)
    made = edited(whole, change, theirs)
    made = without_values(made, theirs, uncomputed(whole, after, theirs, found.old, formulas.keys))
    return Upgrade(made, after, tuple(steps), tuple(theirs.places.values()), () if note is None else (note,))


def renewal(opened: Opened, now: Clock) -> Change:
    """What brings the figures up to date that the program itself wrote among the inputs."""
    renew = opened.book.renew
    return renew(opened.inputs, now().date(), opened.language) if renew is not None else Change()


def _fresh(opened: Opened) -> Opened:
    """A new workbook in the same language and edition: the place where everything new comes from."""
    ours = {cell.sheet.name: cell.sheet.protected for cell in opened.cells.values()}
    made = build(
        opened.book,
        Inputs(),
        opened.language,
        host=opened.host,
        modified=_BUILT,
        protect=all(ours.values()),
        carry=False,
    )
    return open_package(Package(made, opened.package.file))


def _extended(package: Package, opened: Opened, fresh: Opened, found: Gaps) -> list[Text]:
    """The sheets that are there, with what they lack."""
    steps = []
    for key, columns in found.columns.items():
        add_columns(package, opened, fresh, key, columns)
        title = opened.tables[key].sheet.name
        steps += [_COLUMN.format(title=title, header=column.header.of(opened.language)) for column in columns]
    count = reword(package, opened, fresh)
    opened = _reopened(package)
    for sheet in opened.book.sheets:
        lines = found.lines.get(sheet.key)
        added = add_lines(package, opened, fresh, sheet, lines) if lines else 0
        if added:
            steps.append(_LINES.format(title=opened.cells[sheet.status.key].sheet.name, count=added))
    return [*steps, _WORDS.format(count=count)] if count else steps


def _grafted(package: Package, fresh: Opened, found: Gaps) -> list[Text]:
    """The sheets that are new, each behind the one that the declaration has before it."""
    opened = _reopened(package)
    relocate = Relocation(fresh, opened).formula
    there = {
        sheet.key: opened.cells[sheet.status.key].sheet.name
        for sheet in opened.book.sheets
        if sheet not in found.sheets
    }
    steps = []
    for sheet in found.sheets:
        position = _position(titles(package), there, opened.book, sheet)
        there[sheet.key] = grafted(package, fresh.package, sheet.title.of(fresh.language), position, relocate)
        steps.append(_SHEET.format(title=there[sheet.key]))
    return steps


def _position(order: list[str], there: Mapping[str, str], book: Book, sheet: Sheet) -> int:
    """Behind the nearest of the sheets before it that are there."""
    before = [item.key for item in book.sheets[: book.sheets.index(sheet)] if item.key in there]
    return order.index(there[before[-1]]) + 1 if before else 0


def _reopened(package: Package) -> Opened:
    return open_package(Package(package.to_bytes(), package.file))


def _refuse_change(before: Opened, after: Opened) -> None:
    """Nothing that the user typed may be another thing now."""
    require_current(after)
    kept = Inputs(
        {key: after.inputs.cells[key] for key in before.inputs.cells},
        {
            key: [
                {column: row[column] for column in known}
                for row, known in zip(after.inputs.tables[key], rows, strict=True)
            ]
            for key, rows in before.inputs.tables.items()
        },
    )
    place = first_difference(before.inputs, kept)
    if place is not None:
        raise FileError(_CHANGED.format(place=place), before.package.file)
