"""A ledger as large as one gets: ten years of months and many fills, clean, made in seconds.

It passes `validate`.
"""

import random
import sys
from datetime import timedelta
from pathlib import Path

from hedge_xl.core.language import Language
from hedge_xl.data import MarketMonth, load_market
from workbook.build import build
from workbook.change import changed
from workbook.ledger import LEDGER
from workbook.ledger.holiday_list import carried_on
from workbook.ledger.start import market_rows
from workbook.serials import from_serial, to_serial
from workbook.spec import Inputs, Value
from workbook.text import WORDS
from workbook.twin import n

MONTHS, FILLS = 120, 100_000
HELD = 60_000.0  # USD sold forward in the first month and kept
_UNIT, _LARGEST = 1000, 3
_A_USD = 75_000.0
_SWAP_RATE = 0.027
_SEED = 20221231
_SATURDAY = 5
_OPEN = 6 * 3600  # seconds of a day in which there are fills
Rows = list[dict[str, Value]]


def big_inputs(language: Language = "ja", fills: int = FILLS, months: int = MONTHS) -> Inputs:
    """Months of real prices, shares kept at the same value, and fills that buy back what they sell.

    But for the hedge of the first month, which every later instruction says to hold.
    """
    history = load_market()
    period = history[-months:]
    log = _log(period, fills, language)
    inputs = Inputs(
        cells={"policy": WORDS["pol_struct"].of(language)},
        tables={
            "market": market_rows(history),
            "monthly": [_month(item) for item in period],
            "pnl": [{} for _ in period],
            "backtest": [{} for _ in history],
            "log": log,
            "events": [{}],
            "holidays": [{}],
        },
    )
    return changed(inputs, carried_on(inputs, period[-1].month, language))


def _month(item: MarketMonth) -> dict[str, Value]:
    swap = float(-round(HELD * item.usdjpy * _SWAP_RATE / 365 * item.month.day))
    return {
        "month": to_serial(item.month),
        "a_usd": _A_USD + item.month.day,
        "spot": round(item.usdjpy, 3),
        "swap": swap,
    }


def _log(period: list[MarketMonth], fills: int, language: Language) -> Rows:
    """Fills in the order of time, spread evenly over the months."""
    chance = random.Random(_SEED)
    rows: Rows = []
    held = 0.0
    for index, item in enumerate(period):
        count = fills * (index + 1) // len(period) - len(rows)
        trades = _trades(count, held, chance)
        held += sum(trades)
        days = [day for day in range(1, 28) if item.month.replace(day=day).weekday() < _SATURDAY]
        moments = sorted(chance.sample(range(len(days) * _OPEN), len(trades)))
        rows += (
            _fill(item, trade, days[moment // _OPEN], moment % _OPEN, chance, language, len(rows) + number)
            for number, (trade, moment) in enumerate(zip(trades, moments, strict=True))
        )
    return rows


def _trades(count: int, held: float, chance: random.Random) -> list[float]:
    """What a month trades: the hedge itself if it is not held yet, then pairs that cancel out."""
    trades = [HELD] if not held else []
    for _ in range((count - len(trades)) // 2):
        lots = float(_UNIT * chance.randint(1, _LARGEST))
        trades += [lots, -lots]
    if len(trades) < count:
        trades.append(float(_UNIT if held <= HELD else -_UNIT))
    return trades


def _fill(
    item: MarketMonth, trade: float, day: int, second: int, chance: random.Random, language: Language, number: int
) -> dict[str, Value]:
    opened = from_serial(to_serial(item.month.replace(day=day))) + timedelta(hours=9, seconds=second)
    filled = opened + timedelta(seconds=chance.randint(1, 5))
    quote = round(item.usdjpy * chance.uniform(0.998, 1.002), 3)
    slip = round(chance.gauss(0.0005, 0.002), 3)
    return {
        "id": f"B{opened:%Y%m%d}-{number:06d}",
        "side": WORDS["side_sell" if trade > 0 else "side_buy"].of(language),
        "qty": abs(trade),
        "price": round(quote - slip if trade > 0 else quote + slip, 3),
        "quote": quote,
        "time": to_serial(filled),
        "comment": "TWAP 1/3" if number % 3 == 0 else None,
        "order_type": "TWAP" if number % 3 == 0 else "LIMIT",
        "order_time": to_serial(opened),
        "roll": f"{opened:%Y-%m}",
    }


def big_ledger(inputs: Inputs, language: Language = "ja") -> bytes:
    """The file of the inputs."""
    return build(LEDGER, inputs, language, modified=from_serial(n(inputs.tables["monthly"][-1]["month"])))


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(big_ledger(big_inputs(fills=int(sys.argv[2]) if len(sys.argv) > 2 else FILLS)))
