"""From what a host sends to float arrays: the only coercion and shape checks in the product.

A range is a scalar, a sequence, nested tuples, a numpy array or a pandas object, lying as a row or as a
column. The result is always a new or untouched float64 array; inputs are never written to. Where gaps are
allowed, a blank and words become NaN; text that looks like a number never does, because dropping a
number without a word loses money.
"""

import math
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from hedge_xl.core.cells import LARGEST, LARGEST_COM_ERROR, OMITTED, Refused, Words, quoted, read_cell
from hedge_xl.core.errors import HedgeError, MissingValueError, NotANumberError, ShapeError
from hedge_xl.core.language import Text, same

FloatArray = NDArray[np.float64]
Rows = Sequence[Sequence[Any]]

_BLANK: Final = type(None)
_PLAIN_OR_BLANK: Final = frozenset((float, int, _BLANK))
_NEEDED: Final = Text("数値が必要です", "a number is needed")
_NOWHERE: Final = same("")


def number(raw: Any, argument: str) -> float | None:
    """One finite number; None for a blank or an argument left out. A range of one cell is a scalar.

    >>> number([[1.5]], "spot"), number("", "spot")
    (1.5, None)
    """
    if type(raw) is float and LARGEST_COM_ERROR < raw <= LARGEST:
        return raw
    cell = single(raw, argument)
    if type(cell) is int and cell == OMITTED:
        return None
    reading = read_cell(cell)
    if isinstance(reading, Refused):
        raise _refusal(reading, argument)
    if isinstance(reading, Words):
        words = quoted(reading.text)
        raise NotANumberError(Text(f"{words.ja}です。{_NEEDED.ja}", f"{words.en} came; {_NEEDED.en}"), argument)
    return reading


def series(raw: Any, argument: str, *, gaps: bool) -> FloatArray:
    """A row or column of numbers as a 1-D array, NaN in the gaps when `gaps` are allowed.

    >>> series([["r_FX"], [0.01], [None], [0.02]], "fx_returns", gaps=True)
    array([ nan, 0.01,  nan, 0.02])
    """
    values = _plain_numbers(raw)
    if values is None:
        rows = rows_of(raw, argument)
        values = _read_rows(rows, argument, gaps)
    if values.ndim == 2:
        if 1 not in values.shape:
            raise _not_one_line(values.shape, argument)
        values = values.ravel()
    return _checked(values, argument, gaps)


def matrix(raw: Any, argument: str, *, gaps: bool = False) -> FloatArray:
    """A block of numbers as a 2-D array; a single line of cells becomes one column.

    >>> matrix(((1, 2), (3, 4)), "cov")
    array([[1., 2.],
           [3., 4.]])
    """
    values = _plain_numbers(raw)
    if values is None:
        values = _read_rows(rows_of(raw, argument), argument, gaps)
    if values.ndim == 1 or values.shape[0] == 1:
        values = values.reshape(-1, 1)
    return _checked(values, argument, gaps)


def single(raw: Any, argument: str) -> Any:
    """The cell of a scalar or of a one-cell range, unread."""
    if raw is None or isinstance(raw, (str, float, int, dict)):
        return raw
    rows = rows_of(raw, argument)
    if len(rows) == 1 and len(rows[0]) == 1:
        return rows[0][0]
    size = f"{len(rows)}×{len(rows[0])}"
    raise ShapeError(
        Text(f"{size}の範囲です。セル1つが必要です", f"a range of {size} came; a single cell is needed"), argument
    )


def rows_of(raw: Any, argument: str) -> Rows:
    """The unread cells as rows of equal length; a 1-D sequence is a column."""
    outer = _unwrap(raw)
    if not _is_range(outer):
        return [[outer]]
    rows = [_unwrap(row) for row in outer]
    nested = [_is_range(row) for row in rows]
    if not rows or (all(nested) and not any(len(row) for row in rows)):
        raise MissingValueError(Text("範囲が空です", "the range is empty"), argument)
    if not any(nested):
        return [[cell] for cell in rows]
    if not all(nested) or len({len(row) for row in rows}) != 1:
        raise ShapeError(Text("行の長さがそろっていません", "the rows are not of equal length"), argument)
    return rows


def place(row: int, column: int, height: int, width: int) -> Text:
    """Where in its range a cell stands, counted from 1 as in Excel."""
    if height == width == 1:
        return _NOWHERE
    if width == 1:
        return Text(f"{row + 1}行目に", f" in row {row + 1}")
    if height == 1:
        return Text(f"{column + 1}列目に", f" in column {column + 1}")
    return Text(f"{row + 1}行{column + 1}列目に", f" in row {row + 1}, column {column + 1}")


def _unwrap(raw: Any) -> Any:
    """Lists and tuples as they are; anything else that holds cells as a list of them."""
    if isinstance(raw, (list, tuple, str, bytes, dict)) or raw is None:
        return raw
    if hasattr(raw, "to_numpy"):
        raw = raw.to_numpy()
    if hasattr(raw, "filled"):  # a masked array: asked for by its method, because numpy.ma is slow to load
        raw = raw.astype(object).filled(None)
    if isinstance(raw, np.ndarray):
        plain = np.asarray(raw)
        return list(plain) if plain.ndim else plain[()]
    return list(raw) if isinstance(raw, Iterable) else raw


def _is_range(raw: Any) -> bool:
    return isinstance(raw, (list, tuple))


def _plain_numbers(raw: Any) -> FloatArray | None:
    """The fast way: an array when every cell is blank or a number in range, None when the slow way must look."""
    if hasattr(raw, "to_numpy"):
        raw = raw.to_numpy()
    if type(raw) is np.ndarray:
        usable = raw.dtype.kind in "fiu" and raw.ndim in (1, 2) and raw.size > 0
        return _in_range(raw.astype(np.float64, copy=False)) if usable else None
    if type(raw) not in (list, tuple) or not raw:
        return None
    nested = type(raw[0]) in (list, tuple)
    try:
        if nested and len(set(map(len, raw))) != 1:
            return None
        cells = list(chain.from_iterable(raw)) if nested else raw
        kinds = set(map(type, cells))
        if not cells or not kinds <= _PLAIN_OR_BLANK:
            return None
        if _BLANK in kinds:
            cells = [math.nan if cell is None else cell for cell in cells]
        flat = np.fromiter(cells, np.float64, len(cells))
    except (OverflowError, TypeError):
        return None
    return _in_range(flat.reshape(len(raw), -1) if nested else flat)


def _in_range(values: FloatArray) -> FloatArray | None:
    """None when a cell is infinite, too large, or might be one of the numbers COM sends for an error."""
    low, high = values.min(), values.max()
    if low != low:
        known = values[~np.isnan(values)]
        if not known.size:
            return values
        low, high = known.min(), known.max()
    return values if low > LARGEST_COM_ERROR and high <= LARGEST else None


def _read_rows(rows: Rows, argument: str, gaps: bool) -> FloatArray:
    """The slow way: cell by cell, so that the cell at fault can be named."""
    height, width = len(rows), len(rows[0])
    values = np.full((height, width), np.nan)
    for i, row in enumerate(rows):
        for j, cell in enumerate(row):
            reading = read_cell(cell)
            if isinstance(reading, float):
                values[i, j] = reading
            elif isinstance(reading, Refused):
                raise _refusal(reading, argument, place(i, j, height, width))
            elif isinstance(reading, Words) and not gaps:
                raise _words(reading, argument, place(i, j, height, width))
    return values


def _checked(values: FloatArray, argument: str, gaps: bool) -> FloatArray:
    known = ~np.isnan(values)
    if known.all():
        return values
    if not known.any():
        raise MissingValueError(Text("数値が1つもありません", "no number came"), argument)
    if not gaps:
        height, width = values.shape if values.ndim == 2 else (values.size, 1)
        row, column = divmod(int(np.flatnonzero(~known.ravel())[0]), width)
        where = place(row, column, height, width)
        raise MissingValueError(
            Text(f"{where.ja}空白があります。{_NEEDED.ja}", f"a blank{where.en}; {_NEEDED.en}"), argument
        )
    return values


def _refusal(reading: Refused, argument: str, where: Text = _NOWHERE) -> HedgeError:
    words = Text(
        f"{where.ja}{reading.what.ja} があります。{_NEEDED.ja}", f"{reading.what.en} came{where.en}; {_NEEDED.en}"
    )
    return reading.error(words, argument)


def _words(reading: Words, argument: str, where: Text) -> HedgeError:
    words = quoted(reading.text)
    return NotANumberError(
        Text(
            f"{where.ja}{words.ja}があります。{_NEEDED.ja}(見出しは範囲に含めません)",
            f"{words.en} came{where.en}; {_NEEDED.en} (leave headers out of the range)",
        ),
        argument,
    )


def _not_one_line(shape: tuple[int, ...], argument: str) -> HedgeError:
    size = f"{shape[0]}×{shape[1]}"
    return ShapeError(
        Text(f"{size}の範囲です。1行または1列が必要です", f"a range of {size} came; one row or one column is needed"),
        argument,
    )
