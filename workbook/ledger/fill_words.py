"""A fill in words: on one line, the same for one in a file and one in the log."""

from functools import lru_cache
from typing import Final
from unicodedata import normalize

from hedge_xl.core.language import Text
from workbook.finding import filled, shown
from workbook.imports.fill import Fill, Side
from workbook.serials import FIRST_DATE, LAST_DATE, from_serial
from workbook.spec import Value
from workbook.text import WORDS
from workbook.twin import is_number, n

_FILL: Final = Text("{time} {side} {qty} @{price}", "{time} {side} {qty} @{price}")


def row_side(row: dict[str, Value]) -> Side | None:
    """The side of a row of the log, however it is spelled; None when nobody can tell."""
    return _side(str(row.get("side") or ""))


@lru_cache(maxsize=64)  # a log has few words for a side, and many rows
def _side(words: str) -> Side | None:
    mark = f"|{normalize('NFKC', words).strip().upper()}|"
    if mark in WORDS["sell_sides"].en:
        return "SELL"
    return "BUY" if mark in WORDS["buy_sides"].en else None


def described(fill: Fill) -> Text:
    """A fill of a file."""
    side = WORDS["side_sell" if fill.side == "SELL" else "side_buy"]
    return filled(_FILL, time=moment(fill.time), side=side, qty=number(fill.qty), price=number(fill.price))


def described_row(row: dict[str, Value]) -> Text:
    """A row of the log as it stands there."""
    time, qty, price = (row.get(key) for key in ("time", "qty", "price"))
    told = row_side(row)
    return filled(
        _FILL,
        time=moment(n(time)) if is_number(time) and FIRST_DATE <= n(time) <= LAST_DATE else shown(time),
        side=WORDS["side_sell" if told == "SELL" else "side_buy"] if told else shown(row.get("side")),
        qty=number(n(qty)) if is_number(qty) else shown(qty),
        price=number(n(price)) if is_number(price) else shown(price),
    )


def number(value: float) -> str:
    """A number with all its digits."""
    return f"{value:,.10g}"


def moment(serial: float) -> str:
    """A time as the log shows it, with its seconds when it has any."""
    time = from_serial(serial)
    return f"{time:%Y-%m-%d %H:%M:%S}" if time.second else f"{time:%Y-%m-%d %H:%M}"
