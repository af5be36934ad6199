"""The month ends that a backtest walks through: the sample, or the user's own."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise
from typing import Final

import numpy as np

from hedge_xl.core.arrays import FloatArray
from hedge_xl.core.errors import DomainError, HedgeError
from hedge_xl.core.language import Text
from hedge_xl.data import load_market
from workbook.errors import FileError
from workbook.finding import filled
from workbook.ledger.market_update import MarketEntry
from workbook.ledger.months import missing_between, month_after, named, spans

_SAMPLE: Final = Text(
    "見本データ(S&P500価格指数=配当抜き、USDJPYはECB参照レートから計算)",
    "the sample data (S&P 500 price index, without dividends; USDJPY from ECB reference rates)",
)
_FILE: Final = Text("ファイル {file}", "the file {file}")
_LEFT_OUT: Final = Text(
    "△ S&P500とUSDJPYが揃わないため使わない月: {months}",
    "△ left out, without both S&P 500 and USDJPY: {months}",
)
_MISSING: Final = Text(
    "途中の月がありません: {months}。足すか、--from-month / --to-month で続いた期間を選んでください。",
    "months are missing: {months}; add them, or choose a period without gaps with --from-month / --to-month.",
)
_NO_PRICES: Final = Text(
    "S&P500とUSDJPYが揃う月がありません。month, spx, usdjpy の3列が必要です。",
    "no month has both prices; the columns month, spx and usdjpy are needed.",
)
_NO_AVERAGE: Final = Text(
    "△ 200日平均がないため「構造±トレンド」は計算しません(average の列か日次データで計算できます)。",
    "△ structural ± trend is left out for want of 200-day averages (an average column or daily data would do).",
)
_AVERAGE_GAP: Final = Text(
    "△ 200日平均が {months} にないため「構造±トレンド」は計算しません。",
    "△ structural ± trend is left out: no 200-day average in {months}.",
)
_LATER: Final = Text(
    "△ 200日平均が {average} からなので、検証は {first} からにしました。",
    "△ the test begins in {first}, because the 200-day average begins in {average}.",
)
_TOO_FEW: Final = Text(
    "{have}か月分しかありません。推定窓{window}か月では{need}か月以上が必要です(--window で短くできます)。",
    "only {have} month ends; a window of {window} months needs {need} or more (--window makes it shorter).",
)
_TOO_EARLY: Final = Text(
    "{given} からは検証できません。推定窓{window}か月の前が必要なので、最も早くて {first} です。",
    "{given} is too early: the window of {window} months comes before it; the first possible is {first}.",
)
_TOO_LATE: Final = Text(
    "{given} から後は2か月分もありません。データは {last} までです。",
    "{given} leaves fewer than two months; the data end in {last}.",
)
FEWEST: Final = 2
"""Months to test: a volatility needs two returns."""


@dataclass(frozen=True, slots=True)
class History:
    """Month ends without gaps, oldest first; `averages` holds NaN where none is known, and is None without any use."""

    months: tuple[date, ...]
    spx: FloatArray
    usdjpy: FloatArray
    averages: FloatArray | None
    source: Text
    notes: tuple[Text, ...] = field(default=())
    sample: bool = False

    def part(self, begin: int, end: int, averages: FloatArray | None, notes: Iterable[Text]) -> "History":
        """The rows from `begin` up to `end`, with the averages of all rows."""
        used = None if averages is None else averages[begin:end]
        rows = slice(begin, end)
        return replace(
            self,
            months=self.months[rows],
            spx=self.spx[rows],
            usdjpy=self.usdjpy[rows],
            averages=used,
            notes=tuple(notes),
        )


@dataclass(frozen=True, slots=True)
class Period:
    """The months to test that were asked for; None: as many as there are."""

    first: date | None = None
    last: date | None = None


def sample_history() -> History:
    """The sample that comes with the product."""
    entries = [MarketEntry(item.month, item.spx, item.usdjpy, item.usdjpy_ma200) for item in load_market()]
    return replace(_history(entries, _SAMPLE, ()), sample=True)


def file_history(entries: Sequence[MarketEntry], file: str, notes: Iterable[Text]) -> History:
    """The months of a user's file. FileError when no month has both prices."""
    whole = [entry for entry in entries if entry.spx is not None and entry.usdjpy is not None]
    if not whole:
        raise FileError(_NO_PRICES, file)
    left = [entry.month for entry in entries if entry.spx is None or entry.usdjpy is None]
    said = [filled(_LEFT_OUT, months=spans(left))] if left else []
    return _history(whole, _FILE.format(file=file), (*notes, *said))


def _history(entries: Iterable[MarketEntry], source: Text, notes: Iterable[Text]) -> History:
    rows = sorted(entries, key=lambda entry: entry.month)
    columns = np.array([(row.spx, row.usdjpy, row.average) for row in rows], dtype=np.float64).T
    averages = None if np.isnan(columns[2]).all() else columns[2]
    return History(tuple(row.month for row in rows), columns[0], columns[1], averages, source, tuple(notes))


def needed_part(history: History, window: int, period: Period) -> History:
    """The month ends that the test of a period needs: `window` + 1 before its first month, and its own.

    HedgeError when there are too few of them, or a gap among them.
    """
    months = history.months
    end = len(months) if period.last is None else sum(month <= period.last for month in months)
    first = window + 1  # the first row that can be tested
    if end < first + FEWEST:
        _refuse_gaps(history, 0, end)
        raise HedgeError(filled(_TOO_FEW, have=end, window=window, need=first + FEWEST))
    if period.first is not None:
        first = _asked(history, window, period.first, end)
    averages, first, notes = _with_averages(history, first, end, movable=period.first is None)
    _refuse_gaps(history, first - window - 1, end)
    return history.part(first - window - 1, end, averages, (*history.notes, *notes))


def _asked(history: History, window: int, first: date, end: int) -> int:
    """The row of the month that was asked for, if the window fits before it."""
    row = sum(month < first for month in history.months)
    if row < window + 1:
        earliest = named(history.months[window + 1])
        raise DomainError(filled(_TOO_EARLY, given=named(first), window=window, first=earliest), "--from-month")
    if end - row < FEWEST:
        last = named(history.months[end - 1])
        raise DomainError(filled(_TOO_LATE, given=named(first), last=last), "--from-month")
    return row


def _with_averages(
    history: History, first: int, end: int, *, movable: bool
) -> tuple[FloatArray | None, int, list[Text]]:
    """The averages if every decision has one, and the first row to test, later if the averages begin later."""
    if history.averages is None:
        return None, first, [_NO_AVERAGE]
    known = ~np.isnan(history.averages[:end])
    begins = int(np.argmax(known)) + 1  # decided there, in force one month later
    notes = []
    if movable and known.any() and first < begins <= end - FEWEST:
        first = begins
        notes.append(
            filled(_LATER, average=named(history.months[begins - 1]), first=named(history.months[begins])),
        )
    missing = [history.months[row] for row in range(first - 1, end - 1) if not known[row]]
    if missing:
        return None, first, [*notes, filled(_AVERAGE_GAP, months=spans(missing))]
    return history.averages, first, notes


def _refuse_gaps(history: History, begin: int, end: int) -> None:
    missing = [
        month
        for earlier, later in pairwise(history.months[begin:end])
        if month_after(earlier) != later
        for month in missing_between(earlier, later)
    ]
    if missing:
        raise HedgeError(filled(_MISSING, months=spans(missing)))
