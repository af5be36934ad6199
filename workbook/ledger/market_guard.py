"""Rates the wrong way round, columns exchanged, another index: no market moves that far, so such months are refused."""

from collections.abc import Mapping, Set
from datetime import date
from itertools import pairwise
from typing import Final

from hedge_xl.core.errors import DomainError
from hedge_xl.core.language import Text
from workbook.finding import filled
from workbook.ledger.month_values import MARKET
from workbook.ledger.months import known_months, named
from workbook.spec import Inputs
from workbook.twin import is_number, n

_TIMES: Final = 3.0  # as for the price of a fill
_LONGEST: Final = 1100  # days; over more years an index may well become three times as large
_FAR: Final = Text(
    "{month} の{name} {value:g} は {other_month} の{other_name} {other:g} の3倍以上か3分の1以下です。"
    "通貨ペアの向きと列を確かめてください。",
    "{month}: {name} {value:g} is 3 times off {other_name} {other:g} of {other_month}; check which way round the pair "
    "is, and the columns.",
)
_INDEX: Final = Text(
    "{text} 指数が正しければ --correct を付けてください。", "{text} If the index is right, add --correct."
)
_SPOT: Final = Text("「月次」のUSDJPY", "USDJPY on Monthly")
_SPX, _RATE, _AVERAGE = (MARKET.column(key).header for key in ("spx", "usdjpy", "ma200"))
Months = Mapping[date, float]


def refuse_far(inputs: Inputs, given: Mapping[str, Months], *, correct: bool) -> None:
    """DomainError when a given figure of Market is 3 times off what stands beside it.

    A rate is held against the same month on Monthly, else against the months before and after it; an average against
    the nearest rate; the index against the months before and after it, unless it is to be corrected.
    """
    spots, rates = _known(inputs, "monthly", "spot"), given.get("usdjpy", {})
    for month in sorted(rates.keys() & spots.keys()):
        _refuse(month, _RATE, rates[month], month, _SPOT, spots[month])
    every = {**spots, **_known(inputs, "market", "usdjpy"), **rates}
    _refuse_jumps(every, rates.keys() - spots.keys(), _RATE)
    for month, average in given.get("ma200", {}).items():
        near = min(every, key=lambda other: abs(other - month), default=None)
        if near is not None:
            _refuse(month, _AVERAGE, average, near, _RATE, every[near])
    closes = {} if correct else given.get("spx", {})
    try:
        _refuse_jumps({**_known(inputs, "market", "spx"), **closes}, closes.keys(), _SPX, _LONGEST)
    except DomainError as error:
        raise DomainError(filled(_INDEX, text=error.text)) from error


def refuse_far_spot(inputs: Inputs, month: date) -> None:
    """DomainError when the rate of a month on Monthly is 3 times off the months beside it, on Monthly or Market."""
    known = {**_known(inputs, "market", "usdjpy"), **_known(inputs, "monthly", "spot")}
    _refuse_jumps(known, {month}, _SPOT, _LONGEST)


def _refuse_jumps(known: Months, given: Set[date], name: Text, longest: int | None = None) -> None:
    """Months in their order: where a given one stands beside another, the step between them must be a market's."""
    for earlier, later in pairwise(sorted(known)):
        if longest is not None and (later - earlier).days > longest:
            continue
        if later in given:
            _refuse(later, name, known[later], earlier, name, known[earlier])
        elif earlier in given:
            _refuse(earlier, name, known[earlier], later, name, known[later])


def _refuse(month: date, name: Text, value: float, other_month: date, other_name: Text, other: float) -> None:
    if value <= 0 or other / _TIMES < value < other * _TIMES:  # 0 or less is for the row's own check to name
        return
    months = {"month": named(month), "other_month": named(other_month)}
    raise DomainError(filled(_FAR, name=name, value=value, other_name=other_name, other=other, **months))


def _known(inputs: Inputs, table: str, column: str) -> dict[date, float]:
    """The figures above 0 of a table's months."""
    rows = inputs.tables[table]
    values = {month: rows[index].get(column) for month, index in known_months(inputs, table).items()}
    return {month: n(value) for month, value in values.items() if is_number(value) and n(value) > 0}
