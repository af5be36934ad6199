"""Values and places of a workbook as a person calls them, in either language."""

from collections.abc import Mapping
from functools import cache
from typing import Final

from hedge_xl.core.language import LANGUAGES, Text, same
from workbook.digest import words_of
from workbook.finding import filled, shown
from workbook.serials import FIRST_DATE, LAST_DATE, from_serial
from workbook.spec import Book, Cell, Column, Table, Value
from workbook.text import WORDS
from workbook.twin import is_number, n

# What a row is known by, whatever its place; where nothing is said, by its first input column.
IDENTITY: Final[Mapping[str, tuple[str, ...]]] = {
    "market": ("month",),
    "monthly": ("month",),
    "log": ("id",),
    "events": ("date", "name"),
    "statement": ("date",),
    "journal": ("when", "command", "after"),
}
# What tells rows apart or traces them, and says nothing to a reader.
UNSAID: Final = frozenset({("journal", key) for key in ("who", "version", "before", "after")})
_MONTHS: Final = {("market", "month"), ("monthly", "month")}
_NO_KEY: Final = Text("(名前なし)", "(unnamed)")
_NONE: Final = "-"
_NTH: Final = Text("{name}({count}つ目)", "{name} (no. {count})")


def value_in_words(spec: Cell | Column, value: Value) -> Text:
    """A value as its cell shows it, with all the digits that it has."""
    if isinstance(value, str):
        known = words_of(spec)
        word = known.get(value, value if value in known.values() else "")
        return WORDS[word.strip("`")] if word else shown(value)
    if not is_number(value):
        return shown(value)
    if spec.format.startswith("yyyy") and FIRST_DATE <= n(value) <= LAST_DATE:
        return same(_moment(n(value)))
    if "%" in spec.format:
        return same(f"{n(value) * 100:,.10g}%")
    return same(f"{n(value) + 0.0:,.10g}")


def _moment(serial: float) -> str:
    """A date, with its time as far as it says more than midnight."""
    moment = from_serial(serial)
    if serial.is_integer():
        return f"{moment:%Y-%m-%d}"
    return f"{moment:%Y-%m-%d %H:%M:%S}" if moment.second or moment.microsecond else f"{moment:%Y-%m-%d %H:%M}"


def row_in_words(table: Table, identity: tuple[Value, ...], count: int) -> Text:
    """What a row is called: its month, its order ID, and which one of several of that name it is."""
    keys = identity_columns(table)
    values = [
        same(f"{from_serial(n(value)):%Y-%m}")
        if (table.key, key) in _MONTHS and is_number(value) and FIRST_DATE <= n(value) <= LAST_DATE
        else _bare(table.column(key), value)
        for key, value in zip(keys, identity, strict=True)
        if value is not None and (table.key, key) not in UNSAID
    ]
    name = Text(" ".join(item.ja for item in values), " ".join(item.en for item in values)) if values else _NO_KEY
    return filled(_NTH, name=name, count=count + 1) if count else name


def _bare(column: Column, value: Value) -> Text:
    """A value without the quotation marks of a text."""
    return same(value) if isinstance(value, str) and value not in words_of(column) else value_in_words(column, value)


def identity_columns(table: Table) -> tuple[str, ...]:
    """The columns that tell a table's rows apart."""
    return table.identity or IDENTITY.get(table.key) or tuple(column.key for column in table.inputs[:1])


@cache
def labels(book: Book) -> Mapping[str, Text]:
    """What each named input is called: the words beside it, a tick's own words."""
    found: dict[str, Text] = {}
    for sheet in book.sheets:
        for block in sheet.blocks:
            for row in block.rows:
                words = [item for item in row if isinstance(item, Text) and item.ja]
                found |= {item.key: words[0] for item in row if isinstance(item, Cell) and words}
    return found


def instruction_in_words(value: Value) -> Text:
    """An instruction as a workbook of either language shows it, in both; a dash without one."""
    return word_of(str(value or "")) or same(str(value or _NONE))


def word_of(text: str) -> Text | None:
    """The word in both languages that a text in either begins with, what follows it kept as it is."""
    for key, word in WORDS.items():
        for language in LANGUAGES:
            start = word.of(language)
            if key.startswith("ins_") and (text == start or text.startswith(f"{start} ")):
                rest = text[len(start) :]
                return Text(word.ja + rest, word.en + rest)
    return None
