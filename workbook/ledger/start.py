"""What a ledger holds when it is new, and the demonstration ledger with its simulated fills."""

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from hedge_xl import functions as hx
from hedge_xl.core.language import Language, Text
from hedge_xl.data import MarketMonth, load_market
from workbook.change import changed
from workbook.ledger import LEDGER
from workbook.ledger.holiday_list import carried_on
from workbook.serials import to_serial
from workbook.spec import Inputs, Value
from workbook.text import WORDS
from workbook.twin import Model

DEMO_MONTHS: Final = 36
DEMO_A_USD: Final = 75_000.0
DEMO_SEED: Final = 20221231

_SLICES: Final = 3
_FILL_DAYS: Final = (3, 12, 21)
_SLIPPAGE_MEAN, _SLIPPAGE_SD, _TICK = 0.002, 0.004, 0.001

_FILL_COMMENT: Final = Text(
    "デモ: 気配は月末値の補間、滑りは乱数(seed {seed})", "Demo: interpolated quote, random slippage (seed {seed})"
)
_SWAP_NOTE: Final = Text("デモ: スワップは想定年率から計算", "Demo: swap from the assumed annual rate")


def market_rows(history: Sequence[MarketMonth]) -> list[dict[str, Value]]:
    """Rows of the market table for a history."""
    return [
        {"month": to_serial(item.month), "spx": item.spx, "usdjpy": item.usdjpy, "ma200": item.usdjpy_ma200}
        for item in history
    ]


@dataclass(frozen=True, slots=True)
class FirstMonth:
    """The user's first month. ``spx`` and ``average``, when known, extend the market history by that month."""

    month: date
    a_usd: float
    spot: float
    spx: float | None = None
    average: float | None = None


def new_ledger(first: FirstMonth, language: Language = "ja", today: date | None = None) -> Inputs:
    """An empty ledger: the sample market history up to the user's first month, and that month.

    ``today`` is the day that the list of closed days gives as its own, the month itself unless said.
    """
    rows = market_rows([item for item in load_market() if item.month <= first.month])
    known = {row["month"] for row in rows}
    month = to_serial(first.month)
    if first.spx is not None and month not in known:
        rows.append({"month": month, "spx": first.spx, "usdjpy": first.spot, "ma200": first.average})
    monthly: list[dict[str, Value]] = [{"month": month, "a_usd": first.a_usd, "spot": first.spot}]
    inputs = Inputs(tables={**_blank_tables(), "market": rows, "monthly": monthly, "backtest": [{} for _ in rows]})
    return changed(inputs, carried_on(inputs, today or first.month, language))


def _blank_tables() -> dict[str, list[dict[str, Value]]]:
    """Every table with one blank row: an Excel table cannot be empty."""
    return {table.key: [{}] for table in LEDGER.tables}


def demo_ledger(language: Language) -> Inputs:
    """Three years to the sample's end: real prices, a user who follows every instruction, simulated fills.

    The share value is 75,000 USD (article A §15) moved by the real index; fills follow each month's
    instruction in up to three slices (A §8), their quotes interpolated between real month ends.
    """
    history = load_market()
    period = history[-DEMO_MONTHS:]
    inputs = Inputs(
        cells={"policy": WORDS["pol_trend"].of(language)},
        tables={
            **_blank_tables(),
            "market": market_rows(history),
            "backtest": [{} for _ in history],
            "monthly": [],
            "pnl": [],
            "log": [],
        },
    )
    chance = random.Random(DEMO_SEED)
    for index, item in enumerate(period):
        a_usd = round(DEMO_A_USD * item.spx / period[0].spx, 2)
        row: dict[str, Value] = {"month": to_serial(item.month), "a_usd": a_usd, "spot": round(item.usdjpy, 3)}
        inputs.tables["monthly"].append(row)
        inputs.tables["pnl"].append({})
        model = Model(LEDGER, _with_log_row(inputs), language)
        held = model.value("monthly", index, "current")
        if held:
            row["swap"] = _swap(float(held), item, float(model.cell("annual_cost") or 0))
            row["note"] = _SWAP_NOTE.of(language)
        if index + 1 < len(period):
            row["h_fixed"] = model.value("monthly", index, "h_policy")  # as the next month's `update` would
            trade = model.value("monthly", index, "trade")
            fills = _fills(float(trade or 0), item, period[index + 1], chance, language)
            inputs.tables["log"].extend(fills)
    return changed(inputs, carried_on(inputs, period[-1].month, language))


def _with_log_row(inputs: Inputs) -> Inputs:
    return Inputs(inputs.cells, inputs.tables | {"log": inputs.tables["log"] or [{}]})


def _swap(held: float, item: MarketMonth, rate: float) -> float:
    """Swap of one month in whole yen, negative because the seller of USD pays it."""
    return float(-round(held * item.usdjpy * rate / 365 * item.month.day))


def _fills(
    trade: float, now: MarketMonth, then: MarketMonth, chance: random.Random, language: Language
) -> Iterator[dict[str, Value]]:
    """The instruction of one month end, carried out in slices during the next month."""
    side = WORDS["side_sell" if trade > 0 else "side_buy"].of(language)
    parts = _slices(abs(trade), 1000)
    days = [_weekday(then.month.replace(day=day)) for day in _FILL_DAYS]
    for number, (units, day) in enumerate(zip(parts, days, strict=False), start=1):
        share = (day - now.month).days / (then.month - now.month).days
        quote = round(math.exp((1 - share) * math.log(now.usdjpy) + share * math.log(then.usdjpy)), 3)
        slippage = round(chance.gauss(_SLIPPAGE_MEAN, _SLIPPAGE_SD) / _TICK) * _TICK
        seconds = chance.randint(1, 5)
        ordered = datetime(day.year, day.month, day.day, 10, 0, 0)
        yield {
            "id": f"D{then.month:%Y%m}-{number}",
            "side": side,
            "qty": units,
            "price": round(quote - slippage if trade > 0 else quote + slippage, 3),
            "quote": quote,
            "time": to_serial(ordered + timedelta(seconds=seconds)),
            "comment": _FILL_COMMENT.format(seed=DEMO_SEED).of(language),
            "order_type": "TWAP",
            "order_time": to_serial(ordered),
            "roll": f"{then.month:%Y-%m} {number}/{len(parts)}",
        }


def _slices(units: float, unit: int) -> list[float]:
    """Equal slices of whole units that add up exactly; fewer slices when there is little to trade."""
    lots = int(hx.FX_LOTS(units / unit, 1, 1))
    count = min(_SLICES, lots)
    return [float(unit * (lots // count + (1 if index < lots % count else 0))) for index in range(count)]


def _weekday(day: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)
