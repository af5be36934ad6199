"""The cells of many new rows at once: what a column's cells have in common is put together once, not once a cell."""

import re
from collections.abc import Callable, Sequence
from itertools import repeat
from operator import mod
from typing import Final, NamedTuple, TypeVar
from xml.sax.saxutils import escape as markup

from workbook.edit.new_cells import calculated, keeps_blanks, number_text, plain, typed
from workbook.spec import Value

T = TypeVar("T")
_SIMPLE: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z .:/+-]{0,98}[0-9A-Za-z]")  # nothing in it needs any care


class CellColumn(NamedTuple):
    """Cells under each other. The pattern has a ``%b`` for the row's number, then one for each of the ``parts``."""

    pattern: bytes
    parts: tuple[Sequence[bytes], ...] = ()


def rows_of(numbers: range, columns: Sequence[CellColumn]) -> list[bytes]:
    """The cells of each of those rows, columns from the left."""
    texts = [b"%d" % number for number in numbers]
    fields = [field for column in columns for field in (texts, *column.parts)]
    pattern = b"".join(column.pattern for column in columns)
    return list(map(mod, repeat(pattern), zip(*fields, strict=True)))


class CellWriter:
    """Cells as XML, with the prefix that the sheet gives its tags."""

    def __init__(self, prefix: str = "") -> None:
        self.prefix = f"{prefix}:" if prefix else ""

    def blanks(self, letters: str, style: int) -> CellColumn:
        """Cells that only have a format."""
        return CellColumn(f"{self._start(letters, style)}/>".encode())

    def inputs(self, letters: str, style: int, values: Sequence[Value]) -> CellColumn:
        """Cells that hold values."""
        if set(map(type, values)) == {float}:
            pattern = f'{self._start(letters, style)} t="n"><{self.prefix}v>%b</{self.prefix}v></{self.prefix}c>'
            return CellColumn(pattern.encode(), (_each(values, _number),))
        return CellColumn(f"{self._start(letters, style)}%b".encode(), (_each(values, self._input),))

    def formulas(self, letters: str, style: int, formula: str, values: Sequence[Value]) -> CellColumn:
        """Cells with the same formula and the values that it shows."""
        p = self.prefix
        text = _literal(markup(plain(formula)))
        pattern = f'{self._start(letters, style)} t="%b"><{p}f>{text}</{p}f><{p}v>%b</{p}v></{p}c>'
        stored = _each(values, _shown)
        return CellColumn(pattern.encode(), ([kind for kind, _ in stored], [text for _, text in stored]))

    def uncalculated(self, letters: str, style: int, formulas: Sequence[str]) -> CellColumn:
        """Cells with formulas whose values the spreadsheet will find."""
        p = self.prefix
        pattern = f"{self._start(letters, style)}><{p}f>%b</{p}f></{p}c>"
        return CellColumn(pattern.encode(), ([markup(plain(formula)).encode() for formula in formulas],))

    def _start(self, letters: str, style: int) -> str:
        place = f'<{_literal(self.prefix)}c r="{letters}%b"'
        return f'{place} s="{style}"' if style else place

    def _input(self, value: Value) -> bytes:
        """A cell from behind its address and its format."""
        p = self.prefix
        if isinstance(value, str) and _SIMPLE.fullmatch(value):
            return f' t="inlineStr"><{p}is><{p}t>{value}</{p}t></{p}is></{p}c>'.encode()
        stored = typed(value)
        if not stored.kind:
            return b"/>"
        if stored.kind == "inlineStr":
            space = ' xml:space="preserve"' if keeps_blanks(stored.text) else ""
            body = f"<{p}is><{p}t{space}>{markup(stored.text)}</{p}t></{p}is>"
        else:
            body = f"<{p}v>{stored.text}</{p}v>"
        return f' t="{stored.kind}">{body}</{p}c>'.encode()


def _number(value: Value) -> bytes:
    assert isinstance(value, float)
    return number_text(value).encode()


def _shown(value: Value) -> tuple[bytes, bytes]:
    """Type and text of a value that a formula shows."""
    if value.__class__ is float:
        return b"n", number_text(value).encode()
    stored = calculated(value)
    return stored.kind.encode(), markup(stored.text).encode()


def _each(values: Sequence[Value], make: Callable[[Value], T]) -> list[T]:
    """What each value makes; equal values are asked once."""
    if bool in set(map(type, values)):  # equal to 1 or 0, and yet another value
        return [make(value) for value in values]
    made = {value: make(value) for value in set(values)}
    return list(map(made.__getitem__, values))


def _literal(text: str) -> str:
    """Text for a pattern in which percent signs mean something."""
    return text.replace("%", "%%")
