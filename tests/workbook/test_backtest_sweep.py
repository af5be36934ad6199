"""``hedge-xl backtest --sweep``: many parameters over the same months, and what is said of them."""

import math
import sys
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from backtest_cases import as_json, csv, of, outcome, rows
from command import Run

from hedge_xl.core.errors import HedgeError
from workbook.backtest.history import Period, sample_history
from workbook.backtest.settings import settings_of, with_cost
from workbook.backtest.sweep import MOST, grid_of, run_sweep


def test_every_combination_is_a_backtest_over_the_same_months() -> None:
    history, settings = sample_history(), settings_of({})
    grid = grid_of(settings, history, Period(), {"--windows": "12,60", "--thresholds": "0,10%", "--costs": "0,0.04"})
    sweep = run_sweep(history, settings, Period(), grid)
    assert sweep.months[0] == date(2004, 2, 29)
    assert [(item.window, item.threshold, item.cost) for item in sweep.combinations][:3] == [
        (12, 0.0, 0.0), (12, 0.0, 0.04), (12, 0.1, 0.0),
    ]  # fmt: skip
    for item in sweep.combinations:
        tried = with_cost(replace(settings, window=item.window, policy_threshold=item.threshold), item.cost)
        alone = outcome(tried, first=sweep.months[0])
        assert item.hstar == of(alone, "minimum variance").figures
        assert item.full == of(alone, "full").figures
        assert sweep.unhedged == of(alone, "unhedged").figures
        assert sweep.at(item.window, item.threshold, item.cost) is item


def test_the_sweep_in_words_and_as_data(run: Run) -> None:
    started = time.perf_counter()
    found = as_json(run, "--sweep")["sweep"]
    assert time.perf_counter() - started < 10
    assert (found["windows"], found["costs"]) == ([12, 24, 36, 48, 60], [0.0, 0.01, 0.02, 0.03, 0.05])
    items = found["combinations"]
    assert len(items) == 100
    sharpe = [item["h_star"]["sharpe"] for item in items]
    beats = sum(item["h_star"]["sharpe"] > item["full"]["sharpe"] for item in items)
    none = sum(value > found["unhedged"]["sharpe"] for value in sharpe)
    said = "\n".join(line["en"] for line in found["said"])
    assert f"Sharpe {min(sharpe):.3f} to {max(sharpe):.3f} (median {np.median(sharpe):.3f})" in said
    assert f"Sharpe above 1:1 at the same cost: {beats:.0f}% of them; above unhedged: {none:.0f}%" in said
    assert "The best of 100 is the one that luck favoured most" in said
    middle = [item for item in items if item["annual_cost"] == 0.03]
    best = max(middle, key=lambda item: item["sharpe_halves"][0])
    rank = 1 + sum(item["sharpe_halves"][1] > best["sharpe_halves"][1] for item in middle)
    assert found["first_half_best"] == {
        "window": best["window"], "threshold": best["threshold"], "rank_in_second_half": rank, "of": 20,
    }  # fmt: skip
    out = run("backtest", "--sweep").out
    blocks = [line for line in out.splitlines() if line.startswith("  ") and "." in line.split()[-1]]
    assert len(blocks) >= 25
    assert "偶然" in out


@pytest.mark.parametrize("start", [0, 1])
def test_the_best_of_the_first_half_is_ranked_in_the_second(run: Run, tmp_path: Path, start: int) -> None:
    path = csv(tmp_path / "a.csv", rows(200 + 60 * start))
    sweep = as_json(run, "--from", path, "--sweep")["sweep"]
    middle = [item for item in sweep["combinations"] if item["annual_cost"] == 0.03]
    best = max(middle, key=lambda item: item["sharpe_halves"][0])
    rank = 1 + sum(item["sharpe_halves"][1] > best["sharpe_halves"][1] for item in middle)
    assert rank > 1
    expected = {"window": best["window"], "threshold": best["threshold"], "rank_in_second_half": rank, "of": 20}
    assert sweep["first_half_best"] == expected
    tried = settings_of({"window": best["window"], "policy_threshold": best["threshold"]})
    months = [date.fromisoformat(f"{sweep[key]}-01") for key in ("first", "last")]
    assert sweep["months"] == (months[1].year - months[0].year) * 12 + months[1].month - months[0].month + 1
    series = as_json(
        run,
        "--from",
        path,
        "--window",
        tried.window,
        "--threshold",
        tried.policy_threshold,
        "--from-month",
        sweep["first"],
    )["series"]["policies"]["minimum variance"]["return"]
    half = pd.Series(series[: sweep["months"] // 2])
    assert best["sharpe_halves"][0] == pytest.approx(math.sqrt(12) * half.mean() / half.std())


def test_a_bar_is_shown_to_people_only(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    arguments = ("backtest", "--sweep", "--windows", "24,36", "--thresholds", 0, "--costs", 0, "--json")
    silent = run(*arguments)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    shown = run(*arguments)
    assert (silent.err, "組み合わせ" in shown.err, "100%" in shown.err) == ("", True, True)
    assert shown.out == silent.out


def test_usual_windows_fit_what_history_there_is(run: Run, tmp_path: Path) -> None:
    path = csv(tmp_path / "a.csv", rows(60))
    assert as_json(run, "--from", path, "--sweep")["sweep"]["windows"] == [12, 24, 36]
    early = as_json(run, "--from", path, "--sweep", "--window", 12, "--from-month", "1991-03")["sweep"]
    assert (early["windows"], early["first"]) == ([12], "1991-03")


def test_a_sweep_has_its_limit() -> None:
    many = {"--thresholds": ",".join(str(step / 1000) for step in range(501))}
    with pytest.raises(HedgeError, match=f"{MOST}"):
        grid_of(settings_of({}), sample_history(), Period(), many)


def test_a_short_sweep_has_no_halves_to_compare(run: Run, tmp_path: Path) -> None:
    found = as_json(run, "--from", csv(tmp_path / "a.csv", rows(40)), "--window", 36, "--sweep", "--windows", 36)
    assert found["sweep"]["first_half_best"] is None
