"""Faults of conduct planted in fourteen months of the demonstration ledger, whose user obeys every instruction."""

import copy
from collections.abc import Callable
from functools import cache

from ledgers import at, in_cell
from planted import Planted, Row
from scenarios import Change, demo, keep_last, parameter, policy, put

from hedge_xl.core.language import Language
from workbook.spec import Inputs, Value

MONTHS = 14
SEP, OCT, NOV, DEC = 10, 11, 12, 13  # rows of the monthly table: September to December 2022
OCTOBER_FILLS, NOVEMBER_FILLS = range(48, 51), range(51, 54)  # 9,000 bought back, 5,000 sold


@cache
def _year(language: Language) -> Inputs:
    inputs = demo(language)
    for change in (keep_last("market", 40), keep_last("monthly", MONTHS), keep_last("pnl", MONTHS)):
        change(inputs, language)
    return inputs


def year(language: Language, *changes: Change) -> Inputs:
    """The clean ledger, then changed."""
    inputs = copy.deepcopy(_year(language))
    for change in changes:
        change(inputs, language)
    return inputs


def without(*rows: int) -> Change:
    """Fills that were never made, or never recorded."""

    def change(inputs: Inputs, language: Language) -> None:
        inputs.tables["log"] = [row for number, row in enumerate(inputs.tables["log"]) if number not in rows]

    return change


def fill(row: int, **values: Value) -> tuple[Change, ...]:
    """Some of a fill's cells, others than they were; the order was sent when it was filled."""
    if "time" in values:
        values["order_time"] = values["time"]
    return tuple(put("log", row, key, value) for key, value in values.items())


def each_fill(change: Callable[[Row], Row], first: int = 33) -> Change:
    """All fills of 2022 changed."""

    def apply(inputs: Inputs, language: Language) -> None:
        for row in inputs.tables["log"][first:]:
            row |= change(row)

    return apply


def better(row: Row) -> Row:
    """A fill three ticks better than its quote."""
    quote = float(row["quote"] or 0)
    return {"price": round(quote + 0.003 if row["side"] == "売" else quote - 0.003, 3)}


def no_hedge(inputs: Inputs, language: Language) -> None:
    """Never a hedge, and so no swap."""
    inputs.tables["log"] = [{}]
    for row in inputs.tables["monthly"]:
        row["swap"] = None


def unquoted(*rows: int) -> Change:
    """Fills without a quote; all of them when none is named."""

    def change(inputs: Inputs, language: Language) -> None:
        for number, row in enumerate(inputs.tables["log"]):
            if not rows or number in rows:
                row["quote"] = None

    return change


def roll(units: float, *days: float) -> Change:
    """Bought back and sold again on some days."""

    def change(inputs: Inputs, language: Language) -> None:
        for number, day in enumerate(days):
            for side in ("買", "売"):
                inputs.tables["log"].append(
                    {
                        "id": f"R{number}{side}",
                        "side": side,
                        "qty": units,
                        "price": 142.0,
                        "quote": 142.0,
                        "time": day,
                        "order_time": day,
                        "roll": f"{number + 1}/{len(days)}",
                    }
                )

    return change


def event(day: float) -> Change:
    """A day to stay out of the market."""

    def change(inputs: Inputs, language: Language) -> None:
        inputs.tables["events"] = [{"date": day, "name": "CPI"}]

    return change


def halved(inputs: Inputs, language: Language) -> None:
    """Shares that fell by half in November and stayed there, with nothing bought back."""
    for row in (NOV, DEC):
        inputs.tables["monthly"][row]["a_usd"] = 45_000.0


def one(name: str, code: str, row: int, column: str, *changes: Change) -> Planted:
    """A fault of one finding."""
    return Planted(name, changes, (at(code, row, column),))


# November's sale in three days of both sides: 6,000 sold and 1,000 bought back.
BOTH_WAYS = (
    *fill(51, qty=4000.0, roll=None),
    *fill(52, roll=None),
    *fill(53, side="買", roll=None),
)
SAME_DAY = tuple(change for row in NOVEMBER_FILLS for change in fill(row, time=44879.4 + row / 1000))

# 2,000 of 9,000 bought back, and shares that fell meanwhile.
TOO_LITTLE = (
    *fill(50, qty=2000.0, roll=None),
    put("monthly", OCT, "a_usd", 85_000.0),
    without(48, 49, *NOVEMBER_FILLS),
)

CONDUCT = [
    one("nothing sold for two months", "△monthly-not-carried-out", NOV, "instruction", without(*NOVEMBER_FILLS)),
    one("too little bought back", "△monthly-not-carried-out", SEP, "instruction", *TOO_LITTLE),
    one(
        "over-hedge left alone",
        "△monthly-over-hedged",
        SEP,
        "instruction",
        without(*OCTOBER_FILLS, *NOVEMBER_FILLS),
    ),
    one("over-hedge made worse", "△monthly-over-hedged", OCT, "instruction", without(*OCTOBER_FILLS)),
    one("h under the floor", "△monthly-h-outside", DEC, "h_fixed", put("monthly", DEC, "h_fixed", 0.6)),
    one("h over the cap", "△monthly-h-outside", DEC, "h_fixed", put("monthly", DEC, "h_fixed", 1.0)),
    one("h beyond the step", "△monthly-h-step", DEC, "h_fixed", put("monthly", DEC, "h_fixed", 0.95)),
    one("h a little higher", "△monthly-h-threshold", DEC, "h_fixed", put("monthly", DEC, "h_fixed", 0.73)),
    one("sold and bought in a month", "△log-both-ways", 53, "side", *BOTH_WAYS),
    one("a roll on one day", "△log-roll-one-day", 51, "time", *SAME_DAY),
    one("a roll at a quarter's end", "△log-roll-quarter-end", 53, "time", *fill(53, time=44923.4)),
    one("a roll on 30 June", "△log-roll-quarter-end", 42, "time", *fill(42, time=44742.4)),
    one("a fill on Saturday", "△log-weekend", 53, "time", *fill(53, time=44884.375)),
    one("a fill on Sunday", "△log-weekend", 53, "time", *fill(53, time=44885.0)),
    one("a price of another year", "△log-month-price", 53, "price", *fill(53, price=240.0, quote=240.0)),
    one("a slip of digits in a price", "△log-price", 53, "price", *fill(53, price=1418.7)),
    one("a slip of digits in a size", "△log-large", 53, "qty", put("log", 53, "qty", 1_000_000.0)),
    one("prices better than quotes", "△log-slippage-better", 33, "quote", each_fill(better)),
    one("a slippage of 25 spreads", "△log-slippage-large", 53, "price", *fill(53, price=141.822)),
    one("a gain of 25 spreads", "△log-slippage-large", 53, "price", *fill(53, price=141.922)),
    one(
        "swap without a hedge",
        "△monthly-swap-no-hedge",
        5,
        "swap",
        policy("pol_none"),
        no_hedge,
        put("monthly", 5, "swap", -100.0),
    ),
    Planted(
        "swap dearer than planned",
        (parameter("rate_differential", 0.015),),
        (in_cell("△cost-gap", "rate_differential"),),
    ),
    Planted(
        "slippage planned but not met",
        (parameter("slippage_cost", 0.02),),
        (in_cell("△cost-gap", "slippage_cost"),),
    ),
]
CLEAN = {
    "as it is": (),
    "bought back enough to be within the band": (
        *fill(49, qty=7000.0, roll=None),
        put("monthly", NOV, "a_usd", 88_000.0),
        without(48, 50, *NOVEMBER_FILLS),
    ),
    "no longer needed a month later": (
        put("monthly", 6, "a_usd", 104_000.0),
        *fill(39, time=44718.4),
        *fill(40, time=44726.4),
        *fill(41, time=44734.4),
    ),
    "h as shown, two decimals": (put("monthly", DEC, "h_fixed", 0.904),),
    "an old month outside today's limits": (put("monthly", 2, "h_fixed", 0.6),),
    "Friday night in New York": fill(53, time=44884.29),
    "limit orders better than their quotes": (each_fill(lambda row: better(row) | {"order_type": "指値"}),),
    "a limit order far better than its quote": fill(53, price=142.5, order_type="Limit"),
    "rolled over within the day": (
        without(*NOVEMBER_FILLS),
        lambda inputs, language: inputs.tables["log"].extend(
            {
                "id": f"R{number}",
                "side": side,
                "qty": qty,
                "price": 142.0,
                "quote": 142.0,
                "time": 44879.4 + number / 100,
                "order_time": 44879.4,
            }
            for number, (side, qty) in enumerate([("買", 3000.0), ("売", 3000.0), ("売", 5000.0)])
        ),
    ),
}
