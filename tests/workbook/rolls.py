"""Ledgers for the tests of the roll plan: small, with any start, any parts and any days to avoid."""

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from scenarios import Change, first_month

from hedge_xl.core.language import Language
from workbook.ledger import LEDGER
from workbook.ledger.roll_settings import MOST_MONTHS, MOST_ORDERS, MOST_SLICES, MOST_TENORS
from workbook.serials import from_serial, to_serial
from workbook.spec import Inputs, Value
from workbook.twin import Model, n

FIRST, LAST = date(2026, 1, 1), date(2029, 12, 31)  # of the list that a ledger of October 2026 holds


def planned(language: Language = "ja", avoid: Sequence[date] = (), *changes: Change, **cells: Value) -> Inputs:
    """A new ledger of October 2026 with few months of history; ``roll_from`` and the like as given."""
    inputs = first_month(language)
    inputs.tables["market"] = inputs.tables["market"][-3:]
    inputs.tables["backtest"] = [{} for _ in inputs.tables["market"]]  # a row for every row of Market
    inputs.tables["events"] = [{"date": to_serial(day), "name": f"E{number}"} for number, day in enumerate(avoid)]
    inputs.tables["events"] = inputs.tables["events"] or [{}]
    inputs.cells |= {key: to_serial(value) if isinstance(value, date) else value for key, value in cells.items()}
    for change in changes:
        change(inputs, language)
    return inputs


def sold(units: float) -> Change:
    """A fill of the plan's first month end; minus is a purchase."""

    def change(inputs: Inputs, language: Language) -> None:
        side = {"ja": ("売", "買"), "en": ("SELL", "BUY")}[language][units < 0]
        row: dict[str, Value] = {"id": "1", "side": side, "qty": abs(units), "price": 150, "quote": 150}
        inputs.tables["log"] = [{**row, "time": n(inputs.tables["monthly"][-1]["month"]) + 0.5}]

    return change


def model(inputs: Inputs, language: Language = "ja") -> Model:
    return Model(LEDGER, inputs, language)


def roll_days(book: Model) -> dict[tuple[int, int], date]:
    """What the sheet shows as days to roll on."""
    found = {}
    for month in range(1, MOST_MONTHS + 1):
        for part in range(1, MOST_SLICES + 1):
            shown = book.cell(f"roll_day_{month}_{part}")
            if shown is not None:
                found[month, part] = from_serial(n(shown)).date()
    return found


def column(book: Model, key: str, most: int) -> list[Value]:
    """The lines that are not blank of cells numbered from 1."""
    values = [book.cell(f"{key}_{number}") for number in range(1, most + 1)]
    shown = [value for value in values if value is not None]
    assert values[: len(shown)] == shown, "a blank line stands above one that is not"
    return shown


def rungs(book: Model) -> list[tuple[date, Value]]:
    days, units = (column(book, key, MOST_TENORS) for key in ("rung_day", "rung_units"))
    return [(from_serial(n(day)).date(), each) for day, each in zip(days, units, strict=True)]


def orders(book: Model) -> list[tuple[float, float]]:
    times, units = (column(book, key, MOST_ORDERS) for key in ("order_time", "order_units"))
    return [(n(time), n(each)) for time, each in zip(times, units, strict=True)]


def chances(count: int, seed: int = 1) -> Iterator[tuple[date, int, int, list[date]]]:
    """Starts, months, parts and days to avoid: every day of a month, every size, and many days around quarter ends."""
    chance = random.Random(seed)
    for number in range(count):
        start = FIRST + timedelta(days=chance.randrange((LAST - FIRST).days - 400))
        if number % 4 == 0:  # the ends of months, where adding a month is not adding days
            start = (start.replace(day=1) + timedelta(days=62)).replace(day=1) - timedelta(days=1 + number % 3)
        avoid = [start + timedelta(days=chance.randrange(95)) for _ in range(chance.choice((0, 2, 12, 300)))]
        yield start, chance.randint(1, MOST_MONTHS), chance.randint(1, MOST_SLICES), avoid
