"""The backtest sheet: its figures are the function's and the command's, and spreadsheets compute them."""

import math
from dataclasses import replace
from datetime import date
from pathlib import Path

import ironcalc
import numpy as np
import pytest
from ledgers import small, write
from scenarios import MODIFIED, Change, changed, delete, demo, first_month, keep_last, parameter, put
from test_proof import differences, same

from hedge_xl.core.backtest import POLICIES
from hedge_xl.core.language import Language
from hedge_xl.functions import BACKTEST
from workbook.backtest.from_ledger import ledger_entries, ledger_of, ledger_settings
from workbook.backtest.history import History, Period, file_history, needed_part
from workbook.backtest.run import Backtest, run_backtest
from workbook.backtest.settings import settings_of
from workbook.build import build
from workbook.cells import read_book
from workbook.dialect import Dialect
from workbook.ledger import LEDGER
from workbook.ledger.backtest_values import KEYS
from workbook.ledger.months import month_of
from workbook.recalc import LibreOffice
from workbook.serials import to_serial
from workbook.spec import Inputs, Value
from workbook.text import WORDS
from workbook.twin import LONG, Model, n

FIGURES = ("mean", "vol", "sharpe", "dd", "calmar", "trades", "cost", "h", "months")


def _average(rows: slice, value: Value = None) -> Change:
    """Another 200-day average, or none, in some rows of Market."""

    def change(inputs: Inputs, language: Language) -> None:
        for row in inputs.tables["market"][rows]:
            row["ma200"] = value

    return change


def _still(column: str, rows: slice) -> Change:
    """A price that does not move."""

    def change(inputs: Inputs, language: Language) -> None:
        for row in inputs.tables["market"][rows]:
            row[column] = 100.0

    return change


def _longer(inputs: Inputs, language: Language) -> None:
    inputs.tables["backtest"].append({})


_FREE = (parameter("quoted_spread", 0), parameter("rate_differential", 0), parameter("policy_threshold", 0))
_AS_FUNCTION = (parameter("h_floor", 0), parameter("h_cap", 1))

# Market has 120 months; the window is 36.
RUN: dict[str, tuple[Change, ...]] = {
    "as the ledger": (),
    "as the function": _AS_FUNCTION,
    "no shrinkage, short window": (parameter("shrinkage", "none"), parameter("window", 12), *_AS_FUNCTION),
    "fixed shrinkage": (parameter("shrinkage", 0.3), parameter("structural_h", 1.2), parameter("h_cap", 2)),
    "nothing costs anything": _FREE,
    "dear trades": (parameter("quoted_spread", 1.5), parameter("trend_step", 0.3), parameter("h_floor", 0)),
    "a gap": (delete("market", -30),),
    "a gap, and the later stretch is longer": (delete("market", 45),),
    "two gaps of which the later stretch counts": (delete("market", 60), put("market", 59, "spx", 1400.0)),
    "a blank row": (put("market", 70, "month", None), *(put("market", 70, key, None) for key in ("spx", "usdjpy", "ma200"))),
    "averages begin later": (_average(slice(0, 60)),),
    "averages begin too late": (_average(slice(0, 118)),),
    "a month without an average": (_average(slice(80, 81)),),
    "no averages": (_average(slice(None)),),
    "the last average is missing": (_average(slice(119, 120)),),
    "two months": (keep_last("market", 39),),
    "the index stands still": (_still("spx", slice(60, None)), *_FREE),
}
STOPPED: dict[str, tuple[str, tuple[Change, ...]]] = {
    "38 months": ("bt_few", (keep_last("market", 38),)),
    "one month": ("bt_few", (keep_last("market", 1),)),
    "a row marked ×": ("bt_faults", (put("market", 50, "spx", "1,234"),)),
    "an error value": ("bt_faults", (put("market", 60, "month", "#N/A"), put("market", 61, "usdjpy", "#N/A"))),
    "no window": ("bt_policy", (parameter("window", None),)),
    "floor above cap": ("bt_policy", (parameter("h_floor", 0.9), parameter("h_cap", 0.7))),
    "a row is missing": ("bt_short", (delete("backtest", 0),)),
    "a spread above the rate": ("bt_cost", (parameter("quoted_spread", 1e4),)),
    "the dollar stands still": ("bt_still", (_still("usdjpy", slice(50, 100)), parameter("shrinkage", "none"))),
}
LIVE = {**RUN, **{name: changes for name, (_, changes) in STOPPED.items()}, "a row too many": (_longer,)}


def _model(*changes: Change) -> Model:
    return Model(LEDGER, changed("ja", *changes), "ja")


def _command(path: Path, inputs: Inputs, first: date | None = None, last: date | None = None) -> Backtest:
    """What ``hedge-xl backtest --ledger`` computes of it."""
    opened = ledger_of(write(path, inputs))
    settings = settings_of(ledger_settings(opened))
    history = file_history(ledger_entries(opened, path.name), path.name, ())
    part = [month for month in history.months if (first or date.min) <= month <= (last or date.max)]
    begin = history.months.index(part[0])
    kept = history.part(begin, begin + len(part), history.averages, ())
    return run_backtest(needed_part(kept, settings.window, Period()), settings)


def _equal(model: Model, found: Backtest) -> None:
    """Every figure and every column of the sheet is the command's."""
    assert month_of(model.cell("bt_from")) == found.months[0]
    assert month_of(model.cell("bt_to")) == found.months[-1]
    assert model.cell("bt_months") == len(found.months)
    start = int(n(model.cell("bt_first"))) - 2
    stop = start + len(found.months) + 1
    for policy, key in KEYS.items():
        result = found.result(policy)
        columns = {kind: model.column("backtest", f"{kind}_{key}") for kind in ("h", "r", "w", "dd")}
        if result is None:
            assert policy == "trend"
            assert all(value is None for column in columns.values() for value in column)
            assert all(model.cell(f"bt_{figure}_{key}") in (None, 0) for figure in FIGURES)
            continue
        for kind, series in (
            ("h", result.run.hedge_ratios),
            ("r", result.run.returns),
            ("w", result.wealth),
            ("dd", result.drawdown),
        ):
            np.testing.assert_allclose(columns[kind][start + 1 : stop], series, rtol=0, atol=1e-12)
            rest = [*columns[kind][:start], *columns[kind][stop:]]
            assert all(value is None for value in rest)
        assert [columns[kind][start] for kind in ("h", "r", "w", "dd")] == [None, None, 1, 0]
        kpis = result.figures.kpis
        shown = {"mean": kpis.ann_mean, "vol": kpis.ann_vol, "sharpe": kpis.sharpe, "dd": kpis.max_drawdown}
        shown |= {"calmar": kpis.calmar, "trades": result.run.trades, "cost": result.run.total_cost}
        shown |= {"h": result.figures.mean_h, "months": kpis.observations}
        for figure, value in shown.items():
            cell = model.cell(f"bt_{figure}_{key}")
            assert cell is None if math.isnan(value) else cell == pytest.approx(value, rel=1e-12, abs=1e-15), figure
