"""The values of many cells of one type at once, from the bytes between their tags."""

import math
from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from workbook.cell_values import CellValue, ErrorValue
from workbook.ooxml import unescape
from workbook.plain_xml import NotPlainError, decoded

KINDS: Final = frozenset(("n", "s", "str", "inlineStr", "b", "e"))
_IN_NUMBERS: Final = b"0123456789.+-eE"  # what `float` makes of these characters alone is what a sheet means by them
_TRUTHS: Final = {b"0": False, b"1": True, b"true": True, b"false": False}
Stored = tuple[bytes | None, ...]


class PlainValues:
    """Reads values as `workbook.sheet_xml` does. NotPlainError for whatever needs a closer look."""

    def __init__(self, strings: Sequence[str]) -> None:
        self._strings = strings
        self._coded = True

    def look_at(self, text: bytes) -> None:
        """Find out whether the values of a block have anything to be resolved."""
        self._coded = b"&" in text or b"_x" in text

    def of(self, kind: str, values: Stored, texts: Stored) -> list[CellValue]:
        """The values of cells of a type: what stood in ``<v>`` and in ``<is><t>``, None where it was not there."""
        if (values if kind == "inlineStr" else texts).count(None) != len(values):
            raise NotPlainError
        if kind == "inlineStr":
            return self._given(texts, self._texts)
        if kind == "str":
            return self._texts([value or b"" for value in values])
        if b"" in values:
            values = tuple(value or None for value in values)
        return self._given(values, partial(self._typed, kind))

    def _given(self, stored: Stored, read: Callable[[list[bytes]], list[CellValue]]) -> list[CellValue]:
        """The values where something is stored, None elsewhere."""
        found = [value for value in stored if value is not None]
        if len(found) == len(stored):
            return read(found)
        values = iter(read(found))
        return [None if value is None else next(values) for value in stored]

    def _texts(self, stored: list[bytes]) -> list[CellValue]:
        distinct = set(stored)
        if 2 * len(distinct) < len(stored):
            table = {value: self._text(value) for value in distinct}
            return [table[value] for value in stored]
        return [self._text(value) for value in stored]

    def _text(self, stored: bytes) -> str:
        if self._coded:
            return unescape(decoded(stored))
        try:
            return stored.decode()
        except UnicodeDecodeError as error:
            raise NotPlainError from error

    def _typed(self, kind: str, stored: list[bytes]) -> list[CellValue]:
        try:
            if kind == "n":
                return _numbers(stored)
            if kind == "s":
                return self._shared(stored)
            if kind == "b":
                return [_TRUTHS[value] for value in stored]
        except (ValueError, IndexError, KeyError) as error:
            raise NotPlainError from error
        if any(value != value.strip() for value in stored):
            raise NotPlainError
        return [ErrorValue(decoded(value)) for value in stored]

    def _shared(self, stored: list[bytes]) -> list[CellValue]:
        if not b"".join(stored).isdigit():
            raise NotPlainError
        return [self._strings[int(value)] for value in stored]


def _numbers(stored: list[bytes]) -> list[CellValue]:
    if b"".join(stored).translate(None, _IN_NUMBERS):
        raise NotPlainError
    numbers: list[CellValue] = list(map(float, stored))
    if math.inf in numbers or -math.inf in numbers:
        raise NotPlainError
    return numbers
