"""Columns of a long execution log computed whole, each equal to its twin row by row.

Rows as nearly all are (numbers where numbers belong, a known side) are computed together; every other row is left
to the column's own twin.
"""

from collections.abc import Callable
from functools import wraps
from typing import Final, NamedTuple, ParamSpec, TypeVar

import numpy as np
from numpy.typing import NDArray

from workbook.parts.marks import faulty_policy
from workbook.serials import FIRST_DATE, LAST_DATE
from workbook.spec import Value
from workbook.text import WORDS
from workbook.twin import ERRORS, Row, Scope, is_number

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Twin = Callable[[Row], Value]
P = ParamSpec("P")
T = TypeVar("T")

_ERRORS: Final = frozenset(error.casefold() for error in ERRORS)
BASIS_POINTS: Final = 10_000  # in one
FILLED, NOT_FILLED = 1, -1
"""What the working column on limit orders holds."""

_SPACES: Final = " \u3000"  # the ordinary one and a Japanese keyboard's
_MICRO: Final = 1e6  # prices with up to six decimals are whole numbers of this unit,
_MOST_MICRO: Final = 1e15  # and up to this many of them a float shows its decimals exactly


def quiet(compute: Callable[P, T]) -> Callable[P, T]:
    """Without warnings: what overflows is infinite for the twins too, and what is undefined is no simple row."""

    @wraps(compute)
    def computed(*args: P.args, **keywords: P.kwargs) -> T:
        with np.errstate(all="ignore"):
            return compute(*args, **keywords)

    return computed


class _Log(NamedTuple):
    """The log's inputs as arrays; a number that is not there is NaN, a side that is unknown 0."""

    qty: Floats
    price: Floats
    quote: Floats
    time: Floats
    order_time: Floats
    side: NDArray[np.int8]
    new_id: Flags


def _log(s: Scope) -> _Log:
    return s.model.shared(("log as arrays",), lambda: _arrays(s))


def _arrays(s: Scope) -> _Log:
    qty, price, quote, time, order_time = (
        floats(s.col("log", key)) for key in ("qty", "price", "quote", "time", "order_time")
    )
    return _Log(qty, price, quote, time, order_time, _sides(s), _new_ids(s.col("log", "id")))


def floats(values: list[Value]) -> Floats:
    """A column's numbers; NaN for anything else."""
    nan = float("nan")
    kinds = set(map(type, values))
    if kinds <= {float, int}:
        return np.array(values, dtype=np.float64)
    return np.array([value if is_number(value) else nan for value in values], dtype=np.float64)


def _sides(s: Scope) -> NDArray[np.int8]:
    values = s.col("log", "side")
    known = {value: sign(value) for value in set(values)}
    return np.array([known[value] for value in values], dtype=np.int8)


def sign(side: Value) -> int:
    """What a side does to the hedge, read as the sheet's formulas do: 1 sold, -1 bought, 0 unknown."""
    if not isinstance(side, str):
        return 0
    mark = f"|{side.upper()}|"
    return 1 if mark in WORDS["sell_sides"].en else -1 if mark in WORDS["buy_sides"].en else 0


def is_limit(order_type: Value) -> bool:
    """Whether an order is one with a limit, read as the sheet's formulas do."""
    return isinstance(order_type, str) and f"|{order_type.upper().strip(_SPACES)}|" in WORDS["limit_types"].en


def is_unfilled(r: Row) -> bool:
    """Whether a row is a limit order that was sent and never filled."""
    if any(r[key] is not None for key in ("price", "time", "roll")) or not is_limit(r["order_type"]):
        return False
    if not (is_number(r["qty"]) and is_number(r["order_time"])):
        return False
    return r.num("qty") > 0 and FIRST_DATE <= r.num("order_time") <= LAST_DATE


def _new_ids(ids: list[Value]) -> Flags:
    """Whether an order ID is text, no error, and in no row above."""
    texts = [value.casefold() for value in ids if isinstance(value, str)]
    if len(texts) == len(ids) == len(set(texts)) and not set(texts) & _ERRORS:
        return np.ones(len(ids), dtype=np.bool_)
    seen: set[str] = set()
    new = []
    for value in ids:
        key = value.casefold() if isinstance(value, str) else None
        new.append(key is not None and key not in seen and value not in ERRORS)
        if key is not None:
            seen.add(key)
    return np.array(new, dtype=np.bool_)


def _filled(s: Scope, simple: Flags, values: list[Value], twin: Twin) -> list[Value]:
    """The values where a row is simple, the twin's everywhere else."""
    for row in np.flatnonzero(~simple).tolist():
        values[row] = twin(Row(s.model, "log", row))
    return values


# --- the row check ------------------------------------------------------------------------------


@quiet
def checks(s: Scope, twin: Twin, largest: float | None, last: float | None, events: set[float]) -> list[Value]:
    """The check of every row. `largest` and `last` are the highest share value and month, None with an error there."""
    log = _log(s)
    simple = _sound(log)
    if not faulty_policy(s):
        simple &= _unremarkable(s, log, largest, last, events)
    ok: Value = s.word("ok")
    return _filled(s, simple, [ok] * len(simple), twin)


def _sound(log: _Log) -> Flags:
    """Rows without a fault, all four numbers in them."""
    sound: Flags = log.new_id & (log.side != 0)
    sound &= (log.qty > 0) & (log.price > 0) & (log.quote > 0)
    sound &= (log.time >= FIRST_DATE) & (log.time <= LAST_DATE)
    return sound


def _unremarkable(s: Scope, log: _Log, largest: float | None, last: float | None, events: set[float]) -> Flags:
    """Rows about which there is nothing to note either. Comparisons with a parameter that is none are never true."""
    unit = s.number("min_unit")
    if unit == 0:
        return np.zeros(len(log.qty), dtype=np.bool_)
    lots = log.qty / unit
    plain = np.isfinite(lots) & ~(np.abs(log.price / log.quote - 1) > s.number("spot_tolerance"))
    plain &= ~(np.abs(lots - np.rint(lots)) > 1e-9)
    if largest is not None and largest > 0:
        plain &= ~(2 * largest < log.qty)
    if last is not None:
        plain &= ~(log.time > last + s.number("fill_window"))
    plain &= ~np.isin(np.floor(log.time), list(events))
    return plain & (_blanks(s, "order_time") | (log.order_time <= log.time))


def _blanks(s: Scope, column: str) -> Flags:
    return np.array([value is None for value in s.col("log", column)], dtype=np.bool_)


# --- what follows from a valid row --------------------------------------------------------------


def _valid(s: Scope) -> Flags:
    """Rows whose check found no fault."""
    return s.model.shared(("valid fills",), lambda: _without_fault(s))


def _without_fault(s: Scope) -> Flags:
    marks = (s.word("mark_ok"), s.word("mark_note"))
    checks = s.col("log", "check")
    fine = {check: bool(check) and str(check)[:1] in marks for check in set(checks)}
    return np.array([fine[check] for check in checks], dtype=np.bool_)


def _where(there: Flags, numbers: Floats) -> list[Value]:
    """The numbers where they count, None elsewhere."""
    if there.all():
        return list(numbers.tolist())
    return [number if given else None for number, given in zip(numbers.tolist(), there.tolist(), strict=True)]


def signed(s: Scope) -> list[Value]:
    """Quantities: sales positive."""
    log = _log(s)
    return _where(_valid(s), np.where(log.side == 1, log.qty, -log.qty))


@quiet
def spread_fees(s: Scope) -> list[Value]:
    """Half the quoted spread on every quantity."""
    if faulty_policy(s):
        return [None] * s.count("log")
    return _where(_valid(s), _log(s).qty * s.number("quoted_spread") / 2)


@quiet
def slip_costs(s: Scope) -> list[Value]:
    """Slippage times quantity."""
    slippage = floats(s.col("log", "slippage"))
    return _where(~np.isnan(slippage), slippage * _log(s).qty)


@quiet
def slip_points(s: Scope) -> list[Value]:
    """Slippage in basis points of the quote."""
    slippage = floats(s.col("log", "slippage"))
    return _where(~np.isnan(slippage), slippage / _log(s).quote * BASIS_POINTS)


def limits(s: Scope) -> list[Value]:
    """Which orders had a limit, and whether they were filled."""
    kinds = s.col("log", "order_type")
    known = {kind: is_limit(kind) for kind in set(kinds)}
    sent = {s.word("chk_unfilled"), s.word("chk_open")}
    rows = zip(kinds, _valid(s).tolist(), s.col("log", "check"), strict=True)
    return [NOT_FILLED if check in sent else FILLED if valid and known[kind] else None for kind, valid, check in rows]


@quiet
def slippages(s: Scope, twin: Twin) -> list[Value]:
    """Prices against quotes: the difference of the decimals that both show."""
    log = _log(s)
    quoted = _valid(s) & ~_blanks(s, "quote")
    price, quote = _micros(log.price), _micros(log.quote)
    worse = np.where(log.side == 1, quote - price, price - quote) / _MICRO + 0.0
    simple = ~quoted | ~(np.isnan(price) | np.isnan(quote))
    return _filled(s, simple, _where(quoted, worse), twin)


def _micros(prices: Floats) -> Floats:
    """Prices as whole numbers of a millionth; NaN where that is not exactly what they show."""
    micros = np.rint(prices * _MICRO)
    exact = (micros / _MICRO == prices) & (micros >= 1) & (micros < _MOST_MICRO)
    return np.where(exact, micros, np.nan)


@quiet
def latencies(s: Scope) -> list[Value]:
    """Seconds from order to fill, to the millisecond."""
    log = _log(s)
    timed = _valid(s) & ~np.isnan(log.order_time)
    seconds = (log.time - log.order_time) * 86400
    rounded = [
        round(value, 3) if given else None for value, given in zip(seconds.tolist(), timed.tolist(), strict=True)
    ]
    return list(rounded)
