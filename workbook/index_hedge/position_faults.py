"""A position before it is computed, in Python: which prices and rates it takes, and what its check says."""

from typing import Final

from workbook.parts.marks import faulty_policy
from workbook.spec import Value
from workbook.text import WORDS
from workbook.twin import Row, is_error, is_number, n

NEEDED: Final = ("lots", "point_value", "lot_units", "spot")
OPTIONAL: Final = ("atr_index_in", "atr_fx_in", "rho_in", "rate_in", "target", "fx_rate_in", "base_rate_in")
POSITIVE: Final = ("atr_index_in", "atr_fx_in", "target", "fx_rate_in", "base_rate_in")
TYPED: Final = ("atr_index_in", "atr_fx_in", "rho_in")
INPUTS: Final = ("index", "side", *NEEDED, "ccy", "pair", *OPTIONAL, "note")
_AUTO: Final = {"base_rate_in": "base_auto", "fx_rate_in": "fx_auto"}


def _text(value: Value) -> bool:
    return isinstance(value, str) and not is_error(value)


def _upper(value: Value) -> str:
    return str(value).upper() if _text(value) else ""


# --- workings, before the check ----------------------------------------------------------------------


def key(r: Row) -> Value:
    """Index and pair as the Prices sheet knows them."""
    return f"{_upper(r['index'])}|{_upper(r['pair'])}" if _text(r["index"]) and _text(r["pair"]) else None


def pair_up(r: Row) -> Value:
    """The pair in capitals."""
    return _upper(r["pair"]) or None


def ccy_up(r: Row) -> Value:
    """The index's currency in capitals."""
    return _upper(r["ccy"]) or None


def spot_n(r: Row) -> Value:
    """The spot if it is a number, else 0."""
    return n(r["spot"])


def last_row(r: Row) -> Value:
    """Number of the last row of prices of this index and pair; 0 without one."""
    if r["key"] is None:
        return 0
    return max((row for row, series in enumerate(r.col("history", "series"), start=1) if series == r["key"]), default=0)


def _from_history(r: Row, column: str) -> Value:
    row = int(n(r["hist"]))
    return r.col("history", column)[row - 1] if row else None


def used(r: Row, typed: str, column: str) -> Value:
    """The figure typed, or else the last one of the prices."""
    return r[typed] if is_number(r[typed]) else _from_history(r, column)


def day(r: Row) -> Value:
    """Date of the prices used; None when everything was typed."""
    if n(r["hist"]) == 0 or all(is_number(r[key]) for key in TYPED):
        return None
    found = _from_history(r, "date")
    return found if is_number(found) else None


def base_auto(r: Row) -> Value:
    """Value of the pair's base currency in account currency, where the pair itself says it."""
    account, pair = _upper(r.cell("account")), _upper(r["pair"])
    if not account:
        return None
    if pair[:3] == account:
        return 1
    return r["spot"] if pair[-3:] == account and is_number(r["spot"]) else None


def base_rate(r: Row) -> Value:
    """The same, typed or found."""
    return r["base_rate_in"] if is_number(r["base_rate_in"]) else r["base_auto"]


def fx_auto(r: Row) -> Value:
    """Value of the points' currency in account currency, where the pair says it."""
    account, pair, ccy = _upper(r.cell("account")), _upper(r["pair"]), r["ccy_up"]
    if not ccy or not account:
        return None
    if ccy == account:
        return 1
    if not is_number(r["base_rate"]):
        return None
    if ccy == pair[:3]:
        return r["base_rate"]
    return r.num("base_rate") / r.num("spot_n") if ccy == pair[-3:] and r["spot_n"] != 0 else None


def fx_rate(r: Row) -> Value:
    """The same, typed or found."""
    return r["fx_rate_in"] if is_number(r["fx_rate_in"]) else r["fx_auto"]


# --- the check -----------------------------------------------------------------------------------------


def check(r: Row) -> Value:
    """What is wrong with a position, or worth a look."""
    if all(r[key] is None for key in INPUTS):
        return None
    return r.word(_wrong_words(r) or _wrong_numbers(r) or _missing(r) or _note(r) or "ok")


def _wrong_words(r: Row) -> str | None:
    if not _text(r["index"]):
        return "chk_name"
    if is_error(r["side"]):
        return "chk_error"
    if buys(r) is None:
        return "chk_side"
    if not all(is_number(r[key]) for key in NEEDED):
        return "chk_number"
    if min(n(r[key]) for key in NEEDED) <= 0:
        return "chk_positive"
    if not _text(r["pair"]) or len(str(r["pair"])) != 6:
        return "chk_pair"
    return "chk_ccy" if not _text(r["ccy"]) or len(str(r["ccy"])) != 3 else None


def _wrong_numbers(r: Row) -> str | None:
    if any(r[key] is not None and not is_number(r[key]) for key in OPTIONAL):
        return "chk_number"
    if any(is_number(r[key]) and n(r[key]) <= 0 for key in POSITIVE):
        return "chk_positive"
    return "chk_range" if abs(n(r["rho_in"])) > 1 or not 0 <= n(r["rate_in"]) <= 1 else None


def _missing(r: Row) -> str | None:
    if not is_number(r["atr_index"]) or not is_number(r["atr_fx"]):
        return "chk_atr"
    if not is_number(r["rho"]):
        return "chk_rho"
    if not is_number(r["base_rate"]) or not is_number(r["fx_rate"]):
        return "chk_convert"
    if is_number(r["day"]) and _later(r):
        return "chk_later"
    return None


def _later(r: Row) -> bool:
    """Whether a row of the same series has a later date than the last one; an error among the dates counts as one."""
    dates = r.col("history", "date")
    if any(is_error(date) for date in dates):
        return True
    after = (isinstance(date, str) or n(date) > n(r["day"]) for date in dates)
    return any(late and series == r["key"] for late, series in zip(after, r.col("history", "series"), strict=True))


def _note(r: Row) -> str | None:
    if faulty_policy(r):
        return None
    tolerance, today = r.number("spot_tolerance"), r.cell("as_of")
    if any(off_rate(r, typed) for typed in _AUTO):
        return "chk_off_rate"
    if _two_spots(r, tolerance):
        return "chk_two_spots"
    if is_number(today) and is_number(r["day"]):
        if n(today) < r.num("day"):
            return "chk_as_of"
        if n(today) - r.num("day") > r.number("stale_days"):
            return "chk_stale"
    if abs(r.num("rho")) < r.number("rho_min"):
        return "chk_weak"
    rate = hedge_rate(r)
    return "chk_hedge_rate" if not r.number("rate_low") <= rate <= r.number("rate_high") else None


def off_rate(r: Row, typed: str) -> bool:
    """Whether an exchange rate typed is unlike the one that the pair gives."""
    return _off(r, typed, _AUTO[typed], r.number("spot_tolerance"))


def _off(r: Row, typed: str, auto: str, tolerance: float) -> bool:
    if not is_number(r[typed]) or not is_number(r[auto]):
        return False
    return abs(n(r[typed]) / n(r[auto]) - 1) > tolerance


def _two_spots(r: Row, tolerance: float) -> bool:
    spots = zip(r.col("position", "pair_up"), r.col("position", "spot_n"), strict=True)
    here = r.num("spot")
    return any(pair == r["pair_up"] and n(spot) > 0 and abs(n(spot) - here) > tolerance * here for pair, spot in spots)


def buys(r: Row) -> bool | None:
    """Whether the index is bought; None for an unknown side."""
    mark = f"|{str(r['side'] or '').upper()}|"
    if mark in WORDS["buy_sides"].en:
        return True
    return False if mark in WORDS["sell_sides"].en else None


def hedge_rate(r: Row) -> float:
    """Hedge rate of the row, typed or the one on Settings."""
    return r.num("rate_in") if is_number(r["rate_in"]) else r.number("hedge_rate")
