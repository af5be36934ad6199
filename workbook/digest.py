"""A short fingerprint of everything typed into a workbook, by which two states are told apart.

It depends on what was typed alone: not on the workbook's language or edition, nor on how a number is spelled in the
file (1 or 1.0, -0, the 15 digits or the 17 that a program stores), nor on blank rows at the end of a table. The
journal is left out, since it records the fingerprint; so are the words that hedge_xl writes beside a closed day in the
language of the workbook, which its date tells.
"""

import hashlib
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from hedge_xl.core.language import LANGUAGES
from workbook.ledger import LEDGER, closed_words
from workbook.row_columns import column_of
from workbook.spec import Book, Cell, Column, Inputs, Table, Value
from workbook.text import WORDS

LENGTH: Final = 16
JOURNAL: Final = "journal"


def digest(inputs: Inputs, book: Book = LEDGER) -> str:
    """Sixteen hexadecimal digits; equal for equal inputs."""
    return digests([inputs], book)[0]


def digests(states: Sequence[Inputs], book: Book = LEDGER) -> list[str]:
    """The fingerprint of each of several states; a table that they share is spelled once."""
    spelled: dict[tuple[str, int], bytes] = {}
    found = []
    for inputs in states:
        whole = hashlib.sha256()
        for key, value in sorted(canonical_cells(inputs, book).items()):
            whole.update(f"{key}={_spelled(value)}\n".encode("utf-8", "surrogatepass"))
        for table in sorted(book.tables, key=lambda item: item.key):
            rows = inputs.tables.get(table.key, [])
            known = table.key, id(rows)
            if known not in spelled:
                spelled[known] = _table_text(table, rows)
            whole.update(spelled[known])
        found.append(whole.hexdigest()[:LENGTH])
    return found


def _table_text(table: Table, given: Sequence[Mapping[str, Value]]) -> bytes:
    """What of a table goes into the fingerprint: its filled rows, column by column."""
    rows = filled_rows(given)
    if table.key == JOURNAL or not rows:
        return b""
    lines = [f"[{table.key} {len(rows)}]"]
    columns = [item for item in table.inputs if table.key != closed_words.TABLE or item.key not in closed_words.COLUMNS]
    for column in sorted(columns, key=lambda item: item.key):
        lines.append(f"{column.key}:{_column_text(column, column_of(rows, column.key))}")
    return ("\n".join(lines) + "\n").encode("utf-8", "surrogatepass")


def _column_text(column: Column, values: list[Value]) -> str:
    """The spelling of every value; of equal ones only the first is worked out."""
    words = words_of(column)
    kinds = set(map(type, values))
    if bool in kinds:  # equal to 1 or 0, and yet another value
        return "\x1f".join(_spelled(words.get(value, value) if isinstance(value, str) else value) for value in values)
    if kinds == {float}:
        numbers = list(set(values))
        texts = ("\x1f".join(["%.15g"] * len(numbers)) % tuple(numbers)).split("\x1f")
        spelled = dict(zip(numbers, texts, strict=True)) | ({0.0: "0"} if 0.0 in numbers else {})
    else:
        spelled = {
            value: _spelled(words.get(value, value) if isinstance(value, str) else value) for value in set(values)
        }
    return "\x1f".join(map(spelled.__getitem__, values))


def canonical_cells(inputs: Inputs, book: Book) -> dict[str, Value]:
    """Every parameter, the ones never touched with their defaults, words by their keys."""
    found: dict[str, Value] = {}
    for cell in book.cells:
        if cell.kind != "input":
            continue
        default = WORDS[cell.default_word].ja if cell.default_word else cell.default
        value = inputs.cells.get(cell.key, default)
        found[cell.key] = canonical(cell, default if value is None and cell.style == "tick" else value)
    return found


def canonical(spec: Cell | Column, value: Value) -> Value:
    """A word that an input offers, by its key in backquotes; any other value as it is."""
    return words_of(spec).get(value, value) if isinstance(value, str) else value


def filled_rows(rows: Sequence[Mapping[str, Value]]) -> Sequence[Mapping[str, Value]]:
    """The rows without the blank ones at the end."""
    end = len(rows)
    while end and all(value is None or value == "" for value in rows[end - 1].values()):
        end -= 1
    return rows if end == len(rows) else rows[:end]


@cache
def words_of(spec: Cell | Column) -> Mapping[str, str]:
    """The words that an input offers, in every language, to their keys in backquotes."""
    if spec.validation is None:
        return {}
    return {WORDS[key].of(language): f"`{key}`" for key in spec.validation.choices for language in LANGUAGES}


def _spelled(value: Value) -> str:
    """One spelling for values that are the same to a spreadsheet."""
    if isinstance(value, float | int) and not isinstance(value, bool):
        return f"{value + 0.0:.15g}"
    if value is None or value == "":
        return ""
    return str(value).upper() if isinstance(value, bool) else f'"{value}"'
