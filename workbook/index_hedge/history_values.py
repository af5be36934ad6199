"""The prices of index and pair in Python: the twins of the 値動き / Prices table."""

import math
from collections.abc import Callable
from typing import Any, Final

from hedge_xl import functions as hx
from workbook.index_hedge.settings import is_day
from workbook.parts.marks import faulty_policy, valid
from workbook.spec import Value
from workbook.twin import Row, Scope, is_error, is_number, n

PRICES: Final = ("index_high", "index_low", "index_close", "pair_high", "pair_low", "pair_close")
INPUTS: Final = ("date", "index", "pair", *PRICES)
CLOSE_OUTSIDE: Final = 1e-4  # closes may be published with other digits than highs and lows


def series(r: Row) -> Value:
    """Index and pair as one key, in capitals; None when either is no text."""
    index, pair = r["index"], r["pair"]
    if not _text(index) or not _text(pair):
        return None
    return f"{index}|{pair}".upper()


def _text(value: Value) -> bool:
    return isinstance(value, str) and not is_error(value)


def check(r: Row) -> Value:
    """What is wrong with a day's prices."""
    if all(r[key] is None for key in INPUTS):
        return None
    return r.word(_fault(r) or ("chk_jump" if any(jumped(r, key) for key in ("index_close", "pair_close")) else "ok"))


def _fault(r: Row) -> str | None:
    if is_error(r["date"]):
        return "chk_date"
    if not is_day(r["date"]):
        return "chk_date"
    if not _text(r["index"]):
        return "chk_name"
    if not _text(r["pair"]) or len(str(r["pair"])) != 6:
        return "chk_pair"
    prices = [r[key] for key in PRICES]
    if not all(is_number(price) for price in prices):
        return "chk_number"
    if min(n(price) for price in prices) <= 0:
        return "chk_positive"
    if not _is_bar(prices[:3]) or not _is_bar(prices[3:]):
        return "chk_bar"
    if _follows(r) and is_error(r.previous("date")):
        return "chk_error"
    before = r.previous("date")
    late = isinstance(before, str) or n(before) >= n(r["date"])  # Excel puts text after every number
    return "chk_order" if _follows(r) and late else None


def _is_bar(prices: list[Value]) -> bool:
    high, low, close = (n(price) for price in prices)
    return low <= high and low * (1 - CLOSE_OUTSIDE) <= close <= high * (1 + CLOSE_OUTSIDE)


def _follows(r: Row) -> bool:
    """Whether the row above is of the same index and pair."""
    return r.index > 0 and r["series"] is not None and r["series"] == r.previous("series")


def jumped(r: Row, close: str) -> bool:
    """Whether a close is further from the day before than the tolerance."""
    before = r.previous(close)
    if not _follows(r) or not is_number(before) or n(before) <= 0 or faulty_policy(r):
        return False
    return abs(n(r[close]) / n(before) - 1) > r.number("jump_tolerance")


def start(r: Row) -> Value:
    """1 where days in a row begin: a sound row after a fault or after another series."""
    if not valid(r):
        return 1
    above = Row(r.model, r.table, r.index - 1) if r.index else None
    return int(above is None or not _follows(r) or not valid(above))


def run(r: Row) -> Value:
    """Sound days in a row of one index and pair, up to this one."""
    if not valid(r):
        return 0
    return 1 if r["start"] == 1 else n(r.previous("run")) + 1


def true_range(r: Row, side: str) -> Value:
    """True range of the day; None on the first of a run."""
    if n(r["run"]) < 2:
        return None
    before = n(r.previous(f"{side}_close"))
    return max(r.num(f"{side}_high"), before) - min(r.num(f"{side}_low"), before)


def log_return(r: Row, side: str) -> Value:
    """Log return of the close; None on the first of a run."""
    if n(r["run"]) < 2:
        return None
    return math.log(r.num(f"{side}_close") / n(r.previous(f"{side}_close")))


def atr(r: Row, side: str) -> Value:
    """Average true range, over the run so far."""
    period = _whole(r, "atr_period")
    if period is None or n(r["run"]) <= period:
        return None
    return r.model.shared(("atr", side), lambda: _by_run(r, lambda rows: _atr(r, side, period, rows)))[r.index]


def _atr(s: Scope, side: str, period: int, rows: range) -> list[Value]:
    if len(rows) <= period:
        return [None] * len(rows)
    bars = ([s.col("history", f"{side}_{key}")[row] for row in rows] for key in ("high", "low", "close"))
    return _column(hx.ATR(*bars, period))


def rho(r: Row) -> Value:
    """Correlation of the last returns."""
    window = _whole(r, "corr_window")
    if window is None or n(r["run"]) <= window:
        return None
    return r.model.shared(("rho",), lambda: _by_run(r, lambda rows: _rho(r, window, rows)))[r.index]


def _rho(s: Scope, window: int, rows: range) -> list[Value]:
    if len(rows) <= window:
        return [None] * len(rows)
    index, pair = ([s.col("history", key)[row] for row in rows[1:]] for key in ("r_index", "r_pair"))
    return [None, *_column(hx.ROLLING_CORREL(index, pair, window))]


def _column(rows: Any) -> list[Value]:
    return [None if row[0] is None or math.isnan(row[0]) else float(row[0]) for row in rows]


def _by_run(s: Scope, figure: Callable[[range], list[Value]]) -> list[Value]:
    """A column computed run by run; rows of no run have no value."""
    lengths = [int(n(value)) for value in s.col("history", "run")]
    column: list[Value] = [None] * len(lengths)
    for last, length in enumerate(lengths):
        if length and (last + 1 == len(lengths) or lengths[last + 1] <= 1):
            rows = range(last - length + 1, last + 1)
            column[rows.start : rows.stop] = figure(rows)
    return column


def _whole(s: Scope, key: str) -> int | None:
    return None if faulty_policy(s) else int(s.number(key))
