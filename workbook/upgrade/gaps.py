"""What a workbook of an older structure lacks: today's declaration compared with the record of that structure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Final

from hedge_xl.core.language import Text, same
from workbook.errors import FileError
from workbook.finding import filled
from workbook.layout import BlockPlace, places
from workbook.read import Opened
from workbook.spec import Book, Cell, Column, Item, Sheet
from workbook.upgrade.structure import DIGESTED, Structure, row_digest, structure, word_of
from workbook.upgrade.words import earlier_words

_UNKNOWN: Final = Text(
    "構造 {schema} のブックは知られていません。作った版のhedge_xlで開くか、バックアップから戻してください。",
    "no structure {schema} is known; use the hedge_xl that made the file, or restore it from a backup.",
)
_LOST: Final = Text(
    "{what}がありません。元の名前に戻すか、バックアップから戻してから、やり直してください。",
    "{what} is gone; give it its old name again or restore a backup, then try again.",
)
_TABLE: Final = Text("表「{name}」", 'table "{name}"')
_COLUMN: Final = Text("表「{name}」の列「{header}」", 'column "{header}" of table "{name}"')
_NAME: Final = Text("名前「{name}」", 'the name "{name}"')
_TAKEN: Final = Text(
    "名前「{name}」は新しい版が使います。その表か名前を別の名前に変えてから、やり直してください。",
    'the new version needs the name "{name}"; give that table or name of yours another one and try again.',
)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a block that a sheet lacks, in whole or in part."""

    place: BlockPlace
    offset: int

    @property
    def row(self) -> int:
        """Its row on a new sheet."""
        return self.place.first + self.offset


@dataclass(frozen=True, slots=True)
class Gaps:
    """New sheets; new columns by table; new lines by sheet, in the order of the declaration."""

    old: Structure
    sheets: tuple[Sheet, ...]
    columns: dict[str, tuple[Column, ...]]
    lines: dict[str, tuple[Line, ...]]


def gaps(opened: Opened) -> Gaps:
    """What is missing; a `FileError` when the file lacks what its own structure had, or has what is yet to come."""
    old = structure(opened.book.key, int(opened.schema)) if float(opened.schema).is_integer() else None
    if old is None:
        raise FileError(_UNKNOWN.format(schema=f"{opened.schema:g}"), opened.package.file)
    _refuse_lost(opened, old)
    _refuse_taken(opened, old)
    fresh = tuple(sheet for sheet in opened.book.sheets if sheet.status.key not in old.cells)
    kept = [sheet for sheet in opened.book.sheets if sheet not in fresh]
    columns = {
        table.key: tuple(column for column in table.columns if column.key not in old.tables[table.key])
        for table in opened.book.tables
        if table.key in old.tables
    }
    lines = {sheet.key: tuple(_lines(opened.book, sheet, old)) for sheet in kept}
    return Gaps(
        old,
        fresh,
        {key: found for key, found in columns.items() if found},
        {key: found for key, found in lines.items() if found},
    )


def _lines(book: Book, sheet: Sheet, old: Structure) -> list[Line]:
    found = []
    known = set(old.rows.get(sheet.key, []))
    earlier = earlier_words(book.key, old.schema, DIGESTED)
    for place in places(sheet):
        if not isinstance(place, BlockPlace):
            continue
        for offset, row in enumerate(place.block.rows):
            named = [item.key for item in row if isinstance(item, Cell)]
            new = any(key not in old.cells for key in named)
            if new or (not named and not known & set(_digests(row, earlier))):
                found.append(Line(place, offset))
    return found


def _digests(row: tuple[Item, ...], earlier: Mapping[str, set[str]]) -> Iterator[str]:
    """Of a row of words, as it is and as it was: one that has only been worded anew is no new one."""
    yield row_digest(row)
    texts = [text.of(DIGESTED) for item in row for text in [word_of(item)] if text is not None]
    if any(text in earlier for text in texts):
        for words in product(*(sorted(earlier.get(text, {text})) for text in texts)):
            yield row_digest(tuple(same(word) for word in words))


def _refuse_lost(opened: Opened, old: Structure) -> None:
    """What the user has lost would come back empty, as if it had never been there."""
    for table in opened.book.tables:
        if table.key not in old.tables:
            continue
        found = opened.tables.get(table.key)
        if found is None:
            raise _lost(opened, _TABLE.format(name=table.name))
        for column in table.columns:
            if column.key in old.tables[table.key] and column.key not in found.columns:
                raise _lost(opened, _COLUMN.format(name=table.name, header=column.header.of(opened.language)))
    for cell in opened.book.cells:
        if cell.key in old.cells and cell.key not in opened.cells:
            raise _lost(opened, _NAME.format(name=cell.key))


def _lost(opened: Opened, what: Text) -> FileError:
    return FileError(filled(_LOST, what=what), opened.package.file)


def _refuse_taken(opened: Opened, old: Structure) -> None:
    """A table or a name of the user's would be taken for ours."""
    taken = {name.casefold() for name in opened.file.names}
    taken |= {table.name.casefold() for sheet in opened.file.sheets for table in sheet.tables}
    coming = [table.name for table in opened.book.tables if table.key not in old.tables]
    coming += [cell.key for cell in opened.book.cells if cell.key not in old.cells]
    for name in coming:
        if name.casefold() in taken:
            raise FileError(_TAKEN.format(name=name), opened.package.file)
