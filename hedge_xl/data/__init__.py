"""The sample market: month-end S&P 500 and USDJPY, January 1999 to December 2022 (see SOURCES.md)."""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Final

MARKET_FILE: Final = "market.csv"
MARKET_COLUMNS: Final = ("month", "spx_close", "usdjpy", "usdjpy_ma200", "spx_date", "fx_date")


@dataclass(frozen=True, slots=True)
class MarketMonth:
    """One calendar month end: S&P 500 price index, JPY per USD, and the 200-day average of the latter."""

    month: date
    spx: float
    usdjpy: float
    usdjpy_ma200: float | None


@cache
def load_market() -> tuple[MarketMonth, ...]:
    """The whole sample, oldest month first. The average is None until 200 daily rates exist."""
    text = files(__name__).joinpath(MARKET_FILE).read_text(encoding="utf-8")
    return tuple(_month(row) for row in csv.DictReader(text.splitlines()))


def _month(row: dict[str, str]) -> MarketMonth:
    return MarketMonth(
        month=date.fromisoformat(row["month"]),
        spx=float(row["spx_close"]),
        usdjpy=float(row["usdjpy"]),
        usdjpy_ma200=float(row["usdjpy_ma200"]) if row["usdjpy_ma200"] else None,
    )
