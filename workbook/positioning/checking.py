"""What can be wrong with a row of prices, as a formula and as its Python twin."""

from typing import Final

from workbook.parts.marks import cascade, faulty_policy
from workbook.positioning.notation import above
from workbook.serials import FIRST_DATE, LAST_DATE
from workbook.spec import Value
from workbook.twin import Row, is_error, is_number, n

LOWEST: Final = 1e-9
HIGHEST: Final = 1e12
_OPTIONAL: Final = ("high", "low", "hedge")
_INPUTS: Final = ("date", "high", "low", "close", "hedge")
_OUTSIDE: Final = 1e-4  # closes may be published with other digits than highs and lows


def _limits(key: str) -> str:
    return f"OR([{key}]<1E-9,[{key}]>1E+12)"


def _unusable(key: str) -> str:
    return f'IF(ISERROR([{key}]),TRUE,IF([{key}]="",FALSE,NOT(ISNUMBER([{key}]))))'


def _jump(key: str) -> str:
    moved = f"IF(N({above(key)})>0,ABS([{key}]/{above(key)}-1)>{{jump_tolerance}},FALSE)"
    return f"IF(OR([no]=1,{{policy_faults}}>0,NOT(ISNUMBER([{key}]))),FALSE,IFERROR({moved},FALSE))"


FORMULA: Final = (
    'IF(COUNTA([date],[high],[low],[close],[hedge])=0,"",'
    + cascade(
        ("NOT(ISNUMBER([date]))", "pos_date"),
        (f"OR([date]<{FIRST_DATE},[date]>{LAST_DATE})", "pos_date"),
        (f"IF([no]=1,FALSE,[date]<={above('latest')})", "pos_order"),
        ("NOT(ISNUMBER([close]))", "pos_number"),
        *((_unusable(key), "pos_number") for key in _OPTIONAL),
        ("ISNUMBER([high])<>ISNUMBER([low])", "pos_number"),
        (_limits("close"), "pos_range"),
        *((f"IF(ISNUMBER([{key}]),{_limits(key)},FALSE)", "pos_range") for key in _OPTIONAL),
        ("IF(ISNUMBER([high]),OR([low]>[high],[close]>[high]*1.0001,[close]<[low]*0.9999),FALSE)", "pos_bar"),
        (
            f"IF(OR([no]=1,{{policy_faults}}>0),FALSE,IF({above('latest')}=0,FALSE,[date]-{above('latest')}>{{gap_days}}))",
            "pos_gap",
        ),
        (_jump("close"), "pos_jump"),
        (_jump("hedge"), "pos_jump"),
    )
    + ")"
)

LATEST: Final = (
    f"MAX(IF(ISNUMBER([date]),IF(OR([date]<{FIRST_DATE},[date]>{LAST_DATE}),0,[date]),0),"
    f"IF([no]=1,0,{above('latest')}))"
)


def latest(r: Row) -> Value:
    """The latest date so far; what is no date does not count."""
    here = n(r["date"]) if _is_date(r["date"]) else 0.0
    return max(here, n(r.previous("latest")))


def _is_date(value: Value) -> bool:
    return is_number(value) and FIRST_DATE <= n(value) <= LAST_DATE


def check(r: Row) -> Value:
    """What is wrong with the inputs of this row."""
    if all(r[key] is None for key in _INPUTS):
        return None
    return r.word(_date_fault(r) or _price_fault(r) or _remark(r) or "ok")


def _date_fault(r: Row) -> str | None:
    if not _is_date(r["date"]):
        return "pos_date"
    return "pos_order" if r.index and n(r["date"]) <= n(r.previous("latest")) else None


def _price_fault(r: Row) -> str | None:
    given = [key for key in _OPTIONAL if r[key] is not None]
    if not all(is_number(r[key]) for key in ("close", *given)) or ("high" in given) != ("low" in given):
        return "pos_number"
    if not all(LOWEST <= n(r[key]) <= HIGHEST for key in ("close", *given)):
        return "pos_range"
    return "pos_bar" if "high" in given and not _is_bar(r) else None


def _is_bar(r: Row) -> bool:
    high, low, close = r.num("high"), r.num("low"), r.num("close")
    return low <= high and low * (1 - _OUTSIDE) <= close <= high * (1 + _OUTSIDE)


def _remark(r: Row) -> str | None:
    before = n(r.previous("latest"))
    if before and not faulty_policy(r) and r.num("date") - before > r.number("gap_days"):
        return "pos_gap"
    return "pos_jump" if jumped(r, "close") or jumped(r, "hedge") else None


def jumped(r: Row, key: str) -> bool:
    """Whether a price has moved from the row above by more than the tolerance."""
    before = r.previous(key)
    if r.index == 0 or faulty_policy(r) or is_error(before) or not is_number(r[key]) or n(before) <= 0:
        return False
    return abs(n(r[key]) / n(before) - 1) > r.number("jump_tolerance")


def wrong_number(r: Row, key: str) -> bool:
    """Whether this price is why the row's numbers cannot be used."""
    if r[key] is None:
        other = {"high": "low", "low": "high"}.get(key)
        return key == "close" or (other is not None and r[other] is not None)
    return not is_number(r[key])


def out_of_range(r: Row, key: str) -> bool:
    """Whether this price is outside the limits."""
    return is_number(r[key]) and not LOWEST <= n(r[key]) <= HIGHEST
