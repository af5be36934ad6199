"""Backtests, their pages and their workbooks, and price files, for the tests of ``hedge-xl backtest``."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from command import Run
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from hedge_xl.core.language import Language
from hedge_xl.data import load_market
from workbook.backtest.book import report_book
from workbook.backtest.history import History, Period, file_history, needed_part, sample_history
from workbook.backtest.page import report_page
from workbook.backtest.run import Backtest, PolicyResult, run_backtest
from workbook.backtest.settings import Settings, settings_of
from workbook.backtest.sweep import Sweep, grid_of, run_sweep
from workbook.ledger.market_update import MarketEntry
from workbook.ledger.months import month_after

EXACT = {"rtol": 0, "atol": 1e-12}
AS_LEDGER = replace(settings_of({}), quoted_spread=0.0)  # the P&L sheet's returns have no costs of trading


def of(found: Backtest, name: str) -> PolicyResult:
    return next(result for result in found.results if result.policy == name)


def outcome(settings: Settings, first: date | None = None, last: date | None = None) -> Backtest:
    return run_backtest(needed_part(sample_history(), settings.window, Period(first, last)), settings)


def rows(months: int = 60, start: int = 1990) -> list[tuple[str, str, str]]:
    """Months of prices that move, as a CSV has them."""
    chance = np.random.default_rng(7)
    moves = np.exp(chance.normal(0.004, 0.03, (2, months)).cumsum(axis=1))
    return [
        (f"{start + row // 12}-{row % 12 + 1:02d}", f"{100 * moves[0, row]:.2f}", f"{150 * moves[1, row]:.3f}")
        for row in range(months)
    ]


def csv(path: Path, lines: Sequence[Sequence[str]], header: str = "month,spx,usdjpy", encoding: str = "utf-8") -> Path:
    path.write_text("\n".join([header, *(",".join(line) for line in lines)]) + "\n", encoding=encoding)
    return path


def as_json(run: Run, *arguments: object) -> dict[str, Any]:
    result = run("backtest", *arguments, "--json")
    assert (result.code, result.err) == (0, "")
    found: dict[str, Any] = json.loads(result.out, parse_constant=pytest.fail)
    return found


NOW = datetime(2026, 11, 22, 9, 30)
LANGUAGES: tuple[Language, Language] = ("ja", "en")


@cache
def found() -> Backtest:
    settings = settings_of({})
    return run_backtest(needed_part(sample_history(), settings.window, Period()), settings)


@cache
def sweep() -> Sweep:
    settings, history = settings_of({}), sample_history()
    return run_sweep(history, settings, Period(), grid_of(settings, history, Period(), {}))


@cache
def page(language: Language) -> str:
    return report_page(found(), sweep(), language, NOW)


@cache
def book(language: Language) -> bytes:
    return report_book(found(), sweep(), language, NOW)


def opened(data: bytes) -> Workbook:
    return load_workbook(BytesIO(data))


def made_up(months: int, source: str = "a.csv", seed: int = 5) -> Backtest:
    """A backtest of random months, without averages."""
    chance = np.random.default_rng(seed)
    prices = np.exp(chance.normal(0.003, 0.04, (2, months + 13)).cumsum(axis=1)) * [[100], [150]]
    month = load_market()[0].month
    entries = []
    for row in range(months + 13):
        entries.append(MarketEntry(month, prices[0, row], prices[1, row]))
        month = month_after(month)
    history: History = file_history(entries, source, ())
    settings = replace(settings_of({}), window=12)
    return run_backtest(needed_part(history, 12, Period()), settings)
