"""What every structure of a template consists of: kept for each of them, so that an old file is compared with its own.

Without the record nobody could tell what a version has added from what a user has lost, nor a formula that a version
has changed from one that the user has. `python -m workbook.upgrade.structure` writes the record of today's
declarations; a test keeps it true, so that no structure changes without its number.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Self

from hedge_xl import __version__
from hedge_xl.core.language import LANGUAGES, Language, Text
from workbook.books import BOOKS
from workbook.dialect import Dialect
from workbook.formulas import canonical
from workbook.spec import HOSTS, Block, Book, Cell, Column, Host, Item, Styled, Table

FOLDER: Final = Path(__file__).with_name("structures")
_EDITIONS: Final = tuple((host, language) for host in HOSTS for language in LANGUAGES)
_SHORT: Final = 2 * len(LANGUAGES)  # editions kept when the others write a formula as the second one does
_DIGITS: Final = 10
DIGESTED: Final[Language] = "ja"  # the language in which rows of words are told apart
# A whole column of a sheet: the user may have renamed the one and moved the other.
_WHOLE_COLUMN: Final = re.compile(r"(?:'(?:[^']|'')+'|[^\s'!]+)!\$[A-Z]{1,3}:\$[A-Z]{1,3}")


@dataclass(frozen=True, slots=True)
class Structure:
    """The tables with their columns and these with their headings; the named cells; the rows of words; the formulas.

    Rows and formulas are kept as short digests: all that matters is whether one is still what it was.
    """

    schema: int
    tables: Mapping[str, Mapping[str, list[str]]]
    cells: list[str]
    rows: Mapping[str, list[str]]
    formulas: Mapping[str, list[str]]

    @classmethod
    def of(cls, book: Book) -> Self:
        """The structure of today's declaration."""
        return cls(
            book.schema,
            {
                table.key: {item.key: [item.header.ja, item.header.en] for item in table.columns}
                for table in book.tables
            },
            [cell.key for cell in book.cells],
            {sheet.key: [row_digest(row) for row in _worded(sheet.blocks)] for sheet in book.sheets},
            {key: _editions(book, spec, table) for key, spec, table in _computed(book)},
        )

    def had_formula(self, key: str, formula: str, host: Host, language: Language) -> bool:
        """Whether a formula is the one that this structure put there."""
        known = self.formulas.get(key)
        if known is None:
            return False
        place = _EDITIONS.index((host, language))
        # Only calls are spelled differently, so many formulas are the same in every edition but perhaps the native one.
        place = place if place < len(known) else _SHORT - len(LANGUAGES) + place % len(LANGUAGES)
        return known[place] == formula_digest(formula)

    def as_json(self) -> str:
        """The record, a line for every table, sheet and formula so that changes can be read."""
        parts = ",\n".join(
            f' "{name}": {{\n{_lines(value)}\n }}'
            for name, value in (("tables", self.tables), ("rows", self.rows), ("formulas", self.formulas))
        )
        return f'{{\n "schema": {self.schema},\n "cells": {json.dumps(self.cells)},\n{parts}\n}}\n'


def _lines(values: Mapping[str, object]) -> str:
    return ",\n".join(f"  {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in values.items())


@cache
def structure(book: str, schema: int) -> Structure | None:
    """The record of a structure; None when there never was one of that number."""
    path = FOLDER / f"{book}.{schema}.json"
    return Structure(**json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else None


# --- digests ----------------------------------------------------------------------------------------


def formula_digest(formula: str) -> str:
    """The same for every spelling of a formula, whatever the user's sheets are called."""
    return _digest(_WHOLE_COLUMN.sub("§", canonical(formula)))


def row_digest(row: tuple[Item, ...]) -> str:
    """The same for a row of words in every version of the program."""
    words = [text.of(DIGESTED) for item in row for text in [word_of(item)] if text is not None]
    return _digest("\n".join(words).replace(__version__, "§"))


def word_of(item: Item) -> Text | None:
    """The words of an item of a block; None when it has none."""
    return item.text if isinstance(item, Styled) else None if item is None or isinstance(item, Cell) else item


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]


def _worded(blocks: tuple[Block, ...]) -> Iterator[tuple[Item, ...]]:
    """Rows without a named cell: they are told apart by their words."""
    return (row for block in blocks for row in block.rows if not any(isinstance(item, Cell) for item in row))


# --- today's formulas -------------------------------------------------------------------------------


def _computed(book: Book) -> Iterator[tuple[str, Column | Cell, Table | None]]:
    for table in book.tables:
        for column in table.columns:
            if column.kind != "input":
                yield f"{table.key}.{column.key}", column, table
    for cell in book.cells:
        if cell.kind != "input":
            yield cell.key, cell, None


def _editions(book: Book, spec: Column | Cell, table: Table | None) -> list[str]:
    """A formula's digest in every edition, without those that `Structure.had_formula` knows from the others."""
    found = [
        formula_digest(Dialect(book, host, language).write(spec.notation(host), table)) for host, language in _EDITIONS
    ]
    second = found[_SHORT - len(LANGUAGES) : _SHORT]
    alike = all(found[at : at + len(LANGUAGES)] == second for at in range(_SHORT, len(found), len(LANGUAGES)))
    return found[:_SHORT] if alike else found


def main() -> None:
    """Write the record of every template's structure."""
    FOLDER.mkdir(exist_ok=True)
    for book in BOOKS.values():
        path = FOLDER / f"{book.key}.{book.schema}.json"
        path.write_text(Structure.of(book).as_json(), encoding="utf-8")


if __name__ == "__main__":
    main()
