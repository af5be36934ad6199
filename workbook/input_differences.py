"""What differs between two sets of inputs, by meaning: rows are matched by month or order ID, not by their place."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from hedge_xl.core.language import LANGUAGES, Text
from workbook.difference import Difference
from workbook.digest import canonical, canonical_cells, filled_rows
from workbook.finding import filled
from workbook.in_words import UNSAID, identity_columns, labels, row_in_words, value_in_words
from workbook.ledger import closed_words
from workbook.spec import Book, Inputs, Table, Value
from workbook.twin import is_number, n

Identity = tuple[tuple[Value, ...], int]
Row = Mapping[str, Value]

_WHERE: Final = Text("{sheet} {row}", "{sheet} {row}")
_CELL: Final = Text("{sheet} {row} {column}", "{sheet} {row} {column}")
_ADDED: Final = Text("追加({values})", "added ({values})")
_REMOVED: Final = Text("削除({values})", "removed ({values})")
_ROWS: Final = Text("{count}行", "{count} rows")
_BLANK_ROWS: Final = Text("{sheet} 途中の空の行", "{sheet} blank rows in between")
_ORDER: Final = Text("行の並びが変わっています", "the rows stand in another order")


def input_differences(book: Book, before: Inputs, after: Inputs) -> Iterator[Difference]:
    """Every difference in what was typed; nothing for what a spreadsheet takes as the same."""
    yield from _parameters(book, before, after)
    for table in book.tables:
        yield from _table(book, table, before.tables.get(table.key, []), after.tables.get(table.key, []))


def _parameters(book: Book, before: Inputs, after: Inputs) -> Iterator[Difference]:
    old, new = canonical_cells(before, book), canonical_cells(after, book)
    for cell in book.cells:
        if cell.kind == "input" and not _same(old[cell.key], new[cell.key]):
            what = labels(book).get(cell.key, Text(cell.key, cell.key))
            yield Difference(
                "parameter", what, value_in_words(cell, old[cell.key]), value_in_words(cell, new[cell.key])
            )


def _table(book: Book, table: Table, before: Sequence[Row], after: Sequence[Row]) -> Iterator[Difference]:
    sheet = book.sheet_of(table.key).title
    if not table.inputs:
        if len(before) != len(after):
            count = [filled(_ROWS, count=len(rows)) for rows in (before, after)]
            yield Difference("rows", sheet, *count)
        return
    old, new = _by_identity(table, before), _by_identity(table, after)
    for key, row in old.items():
        if key not in new:
            yield _whole("row-removed", _REMOVED, sheet, table, key, row)
    for key, row in new.items():
        if key not in old:
            yield _whole("row-added", _ADDED, sheet, table, key, row)
        else:
            yield from _row(sheet, table, key, old[key], row)
    yield from _places(sheet, before, after, old, new)


def _places(
    sheet: Text, before: Sequence[Row], after: Sequence[Row], old: Mapping[Identity, Row], new: Mapping[Identity, Row]
) -> Iterator[Difference]:
    """Differences in where the rows stand."""
    if [key for key in old if key in new] != [key for key in new if key in old]:
        yield Difference("order", sheet, None, _ORDER)
    gaps = [len(filled_rows(rows)) - len(known) for rows, known in ((before, old), (after, new))]
    if gaps[0] != gaps[1]:
        count = [filled(_ROWS, count=gap) for gap in gaps]
        yield Difference("rows", filled(_BLANK_ROWS, sheet=sheet), *count)


def _by_identity(table: Table, rows: Sequence[Row]) -> dict[Identity, Row]:
    """The rows that hold anything, by what they are known by and the how-manieth of that name they are."""
    keys = identity_columns(table)
    seen: Counter[tuple[Value, ...]] = Counter()
    found: dict[Identity, Row] = {}
    for row in rows:
        if all(value is None or value == "" for value in row.values()):
            continue
        name = tuple(_comparable(row.get(key)) for key in keys)
        found[name, seen[name]] = row
        seen[name] += 1
    return found


def _row(sheet: Text, table: Table, key: Identity, before: Row, after: Row) -> Iterator[Difference]:
    name = None
    for column in table.inputs:
        old, new = (canonical(column, row.get(column.key)) for row in (before, after))
        if not _same(old, new) and not _said_alike(table, column.key, before, after):
            name = name or row_in_words(table, *key)
            what = filled(_CELL, sheet=sheet, row=name, column=column.header)
            yield Difference("row-changed", what, value_in_words(column, old), value_in_words(column, new))


def _said_alike(table: Table, column: str, before: Row, after: Row) -> bool:
    """Whether both sides hold what hedge_xl itself wrote there, each in its own language."""
    return table.key == closed_words.TABLE and closed_words.same_words(
        column, after.get("date"), before.get(column), after.get(column)
    )


def _whole(code: str, words: Text, sheet: Text, table: Table, key: Identity, row: Row) -> Difference:
    """A row that only one side has, with everything in it that does not name it."""
    what = filled(_WHERE, sheet=sheet, row=row_in_words(table, *key))
    named = identity_columns(table)
    values = [
        (column.header, value_in_words(column, row.get(column.key)))
        for column in table.inputs
        if row.get(column.key) not in (None, "") and column.key not in named and (table.key, column.key) not in UNSAID
    ]
    listed = [", ".join(f"{head.of(item)} {value.of(item)}" for head, value in values) for item in LANGUAGES]
    said = Text(words.ja.format(values=listed[0]), words.en.format(values=listed[1]))
    plain = said if values else Text(*(text.partition("(")[0].strip() for text in (words.ja, words.en)))
    return Difference("row-added" if code == "row-added" else "row-removed", what, None, plain)


def _comparable(value: Value) -> Value:
    """One value for all that a spreadsheet takes as the same: 1 and 1.0, the 15 digits and the 17, none and empty."""
    if is_number(value):
        return float(f"{n(value):.15g}") + 0.0
    return None if value == "" else value


def _same(one: Value, other: Value) -> bool:
    one, other = _comparable(one), _comparable(other)
    return one == other and isinstance(one, bool) == isinstance(other, bool)
