"""The kinds of argument: each converts what a host sent, and answers None for a blank or omitted one."""

from functools import partial
from typing import Any, Final, NamedTuple

import numpy as np

from hedge_xl.core import arrays
from hedge_xl.core.cells import OMITTED, Refused, Words, read_cell, shortened, written
from hedge_xl.core.errors import ChoiceError, DomainError, HedgeError, MissingValueError
from hedge_xl.core.language import Text
from hedge_xl.functions.declare import Kind

_SIDES: Final = {
    "BUY": "BUY",
    "LONG": "BUY",
    "買": "BUY",
    "買い": "BUY",
    "SELL": "SELL",
    "SHORT": "SELL",
    "売": "SELL",
    "売り": "SELL",
}
_OPTIONS: Final = {"CALL": "call", "C": "call", "コール": "call", "PUT": "put", "P": "put", "プット": "put"}
_DASHES: Final = str.maketrans({"_": "-", " ": "-", "–": "-", "—": "-", "‐": "-", "−": "-"})


def omitted(raw: Any) -> bool:
    """Whether an argument was left out."""
    return raw is None or (type(raw) is int and raw == OMITTED)


def _count(raw: Any, argument: str) -> int | None:
    value = arrays.number(raw, argument)
    if value is None:
        return None
    if value != int(value) or value < 1:
        raise DomainError(
            Text(f"{value:g} です。1以上の整数が必要です", f"{value:g} came; a whole number of 1 or above is needed"),
            argument,
        )
    return int(value)


def _gappy(raw: Any, argument: str) -> arrays.FloatArray | None:
    return None if omitted(raw) else arrays.series(raw, argument, gaps=True)


def _full(raw: Any, argument: str) -> arrays.FloatArray | None:
    return None if omitted(raw) else arrays.series(raw, argument, gaps=False)


def _matrix(raw: Any, argument: str) -> arrays.FloatArray | None:
    return None if omitted(raw) else arrays.matrix(raw, argument)


def _per_row(raw: Any, argument: str) -> arrays.FloatArray | None:
    """One number, or a series: a single blank counts as left out."""
    if omitted(raw) or (isinstance(raw, str) and not raw.strip()):
        return None
    return arrays.series(raw, argument, gaps=True)


def _word(raw: Any, argument: str) -> str | None:
    """One word in plain upper case, full-width letters made half-width."""
    cell = arrays.single(raw, argument)
    if omitted(cell):
        return None
    reading = read_cell(cell)
    if isinstance(reading, Refused) and reading.error is MissingValueError:
        raise reading.error(
            Text(f"{reading.what.ja} です。言葉が必要です", f"{reading.what.en} came; a word is needed"), argument
        )
    if isinstance(reading, Words):
        return reading.text.upper()
    return None if reading is None else written(cell)


def _named(names: dict[str, str], allowed: str, raw: Any, argument: str) -> str | None:
    """The value behind one of a few names."""
    word = _word(raw, argument)
    if word is None:
        return None
    if word not in names:
        raise _not_a_choice(word, allowed, argument)
    return names[word]


_side: Final = partial(_named, _SIDES, "BUY, SELL, LONG, SHORT, 買, 売, 買い, 売り")


def _sides(raw: Any, argument: str) -> list[str | None] | None:
    if omitted(raw):
        return None
    sides = [_side(cell, argument) for row in arrays.rows_of(raw, argument) for cell in row]
    return sides if any(sides) else None


def _one_of(words: tuple[str, ...], raw: Any, argument: str) -> str | None:
    word = _word(raw, argument)
    if word is None:
        return None
    plain = word.lower().translate(_DASHES)
    if plain not in words:
        raise _not_a_choice(word, ", ".join(f'"{each}"' for each in words), argument)
    return plain


def choice(*words: str) -> Kind:
    """One of a few words, in any case, with any dash."""
    return Kind("choice", partial(_one_of, words))


def _shrinkage(raw: Any, argument: str) -> str | float | None:
    cell = arrays.single(raw, argument)
    if not isinstance(cell, str) or isinstance(read_cell(cell), Refused):
        return arrays.number(cell, argument)
    return _one_of(("none", "ledoit-wolf"), cell, argument)


def _not_a_choice(word: str, allowed: str, argument: str) -> HedgeError:
    short = shortened(word)
    return ChoiceError(
        Text(f"「{short}」です。次のどれかが必要です: {allowed}", f'"{short}" came; one of {allowed} is needed'),
        argument,
    )


def _labels(raw: Any, argument: str) -> list[str] | None:
    if omitted(raw):
        return None
    labels = []
    for row in arrays.rows_of(raw, argument):
        for cell in row:
            reading = read_cell(cell)
            if isinstance(reading, Refused) and reading.error is MissingValueError:
                raise reading.error(Text(f"{reading.what.ja} があります", f"{reading.what.en} came"), argument)
            labels.append(reading.text if isinstance(reading, Words) else "" if reading is None else written(cell))
    return labels if any(labels) else None


def _cells(raw: Any, argument: str) -> arrays.Rows | None:
    """The cells unread; None for a single blank."""
    rows = None if omitted(raw) else arrays.rows_of(raw, argument)
    alone = rows is not None and len(rows) == len(rows[0]) == 1
    return None if rows is None or (alone and read_cell(rows[0][0]) is None) else rows


class ReturnsBlock(NamedTuple):
    """Return series side by side, NaN in the gaps, with their names from a header row or a data frame if known."""

    values: arrays.FloatArray
    headers: list[str] | None


def _returns_block(raw: Any, argument: str) -> ReturnsBlock | None:
    if omitted(raw):
        return None
    block = arrays.matrix(raw, argument, gaps=True)
    empty = np.isnan(block).all(axis=0)
    if empty.any():
        column = int(np.argmax(empty)) + 1
        raise MissingValueError(
            Text(f"{column}列目に数値がありません", f"there is no number in column {column}"), argument
        )
    first = arrays.rows_of(raw, argument)[0] if np.isnan(block[0]).all() else []
    readings = [read_cell(cell) for cell in first]
    headers = [reading.text for reading in readings if isinstance(reading, Words)]
    if len(headers) != block.shape[1]:
        headers = _column_names(raw)
    return ReturnsBlock(block, headers if len(headers) == block.shape[1] else None)


def _column_names(raw: Any) -> list[str]:
    """The names a data frame gives its columns; none when it only counts them."""
    if not hasattr(raw, "to_numpy"):
        return []
    names = ["" if read_cell(name) is None else written(name) for name in getattr(raw, "columns", ())]
    return [] if names == [str(number) for number in range(len(names))] else names


NUMBER = Kind("number", arrays.number)
COUNT = Kind("count", _count)
SERIES_WITH_GAPS = Kind("series with gaps", _gappy)
SERIES = Kind("series", _full)
PER_ROW = Kind("number or series", _per_row)
MATRIX = Kind("matrix", _matrix)
RETURNS_BLOCK = Kind("block of return series", _returns_block)
SIDE = Kind("side", _side)
SIDES = Kind("sides with gaps", _sides)
OPTION = Kind("option", partial(_named, _OPTIONS, "call, put"))
SHRINKAGE = Kind("shrinkage", _shrinkage)
WORD = Kind("word", _word)
CELLS = Kind("cells", _cells)
LABELS = Kind("labels", _labels)
