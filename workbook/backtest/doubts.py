"""What in a history is surely wrong, or worth a second look, before anybody believes the result."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from hedge_xl.core.checks import moves
from hedge_xl.core.errors import ZeroVarianceError
from hedge_xl.core.language import Text, same
from workbook.backtest.history import History
from workbook.backtest.settings import default_of
from workbook.finding import filled
from workbook.ledger.months import named

_SHOWN: Final = 3
_STILL: Final = Text(
    "S&P500が {first}〜{last} にまったく動きません。列とデータを確かめてください。",
    "the S&P 500 does not move at all from {first} to {last}; check the column and the data.",
)
_JUMPS: Final = Text(
    "△ 前の月から{limit:.0%}を超えて動いた月: {months}{more}。打ち間違いや単位の違いでないか確かめてください。",
    "△ moved by more than {limit:.0%} in a month: {months}{more}; make sure that it is no slip and no change of unit.",
)
_MORE: Final = Text(" ほか{count}", " and {count} more")
_JUMP: Final = "{name} {month} ({change:+.0%})"
_NAMES: Final = {"spx": Text("S&P500", "S&P 500"), "usdjpy": same("USDJPY")}


def refuse_still_asset(history: History) -> None:
    """An index that never moves is no index."""
    if not moves(history.spx):
        first, last = named(history.months[0]), named(history.months[-1])
        raise ZeroVarianceError(filled(_STILL, first=first, last=last))


def doubts(history: History) -> list[Text]:
    """Months whose change is larger than the Policy sheet's tolerance for sudden jumps."""
    limit = default_of("jump_tolerance")
    found = list(_jumps(history, limit))
    if not found:
        return []
    more = filled(_MORE, count=len(found) - _SHOWN) if len(found) > _SHOWN else same("")
    months = Text("、".join(item.ja for item in found[:_SHOWN]), ", ".join(item.en for item in found[:_SHOWN]))
    return [filled(_JUMPS, limit=limit, months=months, more=more)]


def _jumps(history: History, limit: float) -> Iterator[Text]:
    for key, prices in (("spx", history.spx), ("usdjpy", history.usdjpy)):
        changes = prices[1:] / prices[:-1] - 1
        for row in np.flatnonzero(np.abs(changes) > limit).tolist():
            month = named(history.months[row + 1])
            yield filled(same(_JUMP), name=_NAMES[key], month=month, change=float(changes[row]))
