"""``hedge-xl backtest``: what it prints, the data it takes, and what it refuses."""

import json
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from backtest_cases import as_json, csv, outcome, rows
from command import Run
from ledgers import demo_file

from hedge_xl.core.backtest import POLICIES
from hedge_xl.data import load_market
from workbook.backtest.settings import settings_of
from workbook.text import display_width


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_table_is_aligned_and_honest(run: Run, language: str) -> None:
    out = run("backtest", "--lang", language).out
    table = [line for line in out.splitlines() if line.startswith("  ")]
    assert len(table) == 6
    width = display_width if language == "ja" else len
    assert len({width(line) for line in table}) == 1
    assert "2002-02" in out
    assert "251" in out
    ja, en = ("予測ではありません", "価格指数", "想定"), ("no forecast", "price index", "assum")
    assert all(words in out for words in (ja if language == "ja" else en))
    assert ("5.81%" in table[1], "18.57%" in table[1], "-61.5%" in table[1]) == (True, True, True)


def test_json_says_the_same_and_more(run: Run) -> None:
    found = as_json(run, "--from-month", "2019-01", "--to-month", "2021-12")
    assert found["period"] == {"first": "2019-01", "last": "2021-12", "months": 36}
    assert [item["policy"] for item in found["policies"]] == list(POLICIES)
    expected = outcome(settings_of({}), date(2019, 1, 31), date(2021, 12, 31))
    for item, result in zip(found["policies"], expected.results, strict=True):
        assert item["annual_volatility"] == result.figures.kpis.ann_vol
        series = found["series"]["policies"][item["policy"]]
        assert series["wealth"] == result.wealth.tolist()
        assert {len(values) for values in series.values()} == {36}
    assert found["settings"]["annual_cost"] == 0.03
    assert (found["files"], found["left_out"]) == ([], [])


def test_undefined_figures_are_dashes_and_nulls(run: Run, tmp_path: Path) -> None:
    """An index that only rises, and a cost of nothing: no drawdown, so no Calmar."""
    rising = [
        (month, f"{100 * 1.01**row + row % 2:.4f}", f"{150 + row % 3}") for row, (month, *_) in enumerate(rows(20))
    ]
    arguments = (
        "--from",
        csv(tmp_path / "a.csv", rising),
        "--window",
        3,
        "--rate-differential",
        0,
        "--quoted-spread",
        0,
    )
    full = as_json(run, *arguments)["policies"][1]
    assert (full["max_drawdown"], full["calmar"]) == (0.0, None)
    assert [line.split()[6] for line in run("backtest", *arguments).out.splitlines() if line.startswith("  1:1")] == [
        "-"
    ]


def test_parameters_are_taken_as_typed(run: Run) -> None:
    found = as_json(
        run, "--window", "24", "--shrinkage", "NONE", "--threshold", "10%", "--structural", "0.9", "--floor", 0,
        "--cap", "2", "--trend-step", "５％", "--rate-differential", "-1%", "--basis", "0.002", "--spread", "0.001",
        "--slippage", "0.0005", "--quoted-spread", "0.3",
    )  # fmt: skip
    assert found["settings"] == {
        "window": 24, "shrinkage": "none", "policy_threshold": 0.1, "structural_h": 0.9, "h_floor": 0.0, "h_cap": 2.0,
        "trend_step": 0.05, "rate_differential": -0.01, "basis": 0.002, "spread_cost": 0.001, "slippage_cost": 0.0005,
        "quoted_spread": 0.3, "annual_cost": pytest.approx(-0.0065),
    }  # fmt: skip
    assert found["policies"][2]["mean_hedge_ratio"] == pytest.approx(0.9)
    assert found["policies"][3]["mean_hedge_ratio"] != pytest.approx(0.9)


# --- the user's own data ------------------------------------------------------------------------


def test_monthly_csv_in_any_order_and_encoding(run: Run, tmp_path: Path) -> None:
    expected = as_json(run, "--from", csv(tmp_path / "a.csv", rows()))
    variants = (
        csv(tmp_path / "a.csv", rows()[::-1]),
        csv(tmp_path / "a.csv", rows(), "月,S&P500,ドル円", "cp932"),
        csv(tmp_path / "a.csv", [(month, f'"{float(spx):,.2f}"', fx) for month, spx, fx in rows()]),
    )
    for path in variants:
        found = as_json(run, "--from", path)
        assert found["policies"] == expected["policies"]
    assert expected["left_out"] == ["trend"]
    assert any("200日平均" in note["ja"] for note in expected["notes"])
    assert "a.csv" in expected["source"]["en"]


def test_the_sample_as_a_csv_gives_the_samples_figures(run: Run, tmp_path: Path) -> None:
    lines = [
        (f"{m.month:%Y-%m}", str(m.spx), str(m.usdjpy), "" if m.usdjpy_ma200 is None else str(m.usdjpy_ma200))
        for m in load_market()
    ]
    path = csv(tmp_path / "a.csv", lines, "month,spx,usdjpy,average")
    assert as_json(run, "--from", path)["series"] == as_json(run)["series"]


def test_daily_prices_are_reduced_as_the_market_command_does(run: Run, tmp_path: Path) -> None:
    chance = np.random.default_rng(3)
    days = [day for day in (date(2015, 1, 1) + timedelta(days=d) for d in range(2000)) if day.weekday() < 5]
    prices = np.exp(chance.normal(0, 0.006, (2, len(days))).cumsum(axis=1)) * [[2000], [120]]
    lines = [(f"{day}", f"{prices[0, i]:.2f}", f"{prices[1, i]:.3f}") for i, day in enumerate(days)]
    found = as_json(run, "--from", csv(tmp_path / "d.csv", lines, "date,spx,usdjpy"), "--window", 12)
    frame = pd.DataFrame(lines, columns=["day", "spx", "usdjpy"]).astype({"spx": float, "usdjpy": float})
    frame.index = pd.to_datetime(frame["day"])
    ends = frame[["spx", "usdjpy"]].groupby(frame.index.to_period("M")).last()
    returns = np.log(ends["spx"]).diff()
    assert found["series"]["r_spx"] == pytest.approx(returns[found["series"]["month"]].tolist())
    assert found["left_out"] == []  # 200 daily rates give the average


def test_a_ledgers_own_parameters_and_months(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "my.xlsx"
    path.write_bytes(demo_file("en"))
    found = as_json(run, "--ledger", path, "--from-month", "2020-02")
    assert found["policies"] == as_json(run, "--from-month", "2020-02")["policies"]
    assert "my.xlsx" in found["source"]["ja"]
    typed = as_json(run, "--ledger", path, "--window", 24, "--from", csv(tmp_path / "p.csv", rows()))
    assert (typed["settings"]["window"], typed["period"]["months"]) == (24, 60 - 25)


def test_a_slip_is_pointed_out(run: Run, tmp_path: Path) -> None:
    lines = rows()
    lines[45] = (lines[45][0], f"{float(lines[45][1]) * 10:.2f}", lines[45][2])
    out = run("backtest", "--lang", "en", "--from", csv(tmp_path / "a.csv", lines)).out
    assert f"moved by more than 35% in a month: S&P 500 {lines[45][0]}" in out


@pytest.mark.parametrize(
    ("lines", "arguments", "ja", "en"),
    [
        (rows(3), (), "3か月分しかありません", "only 3 month ends"),
        (rows(38), (), "39か月以上が必要", "39 or more"),
        (rows()[:20] + rows()[22:], (), "途中の月がありません: 1991-09〜1991-10", "are missing: 1991-09 to 1991-10"),
        ([*rows(), ("1990-01", "1", "2")], (), "1990-01 が前の行にもあり", "1990-01 stands in an earlier row"),
        ([*rows(), ("1995-01", "-5", "100")], (), "spx が -5 です", "spx is -5"),
        ([*rows(), ("1995-01", "x", "100")], (), "「x」は数値ではありません", '"x" is not a number'),
        ([*rows(), ("?", "5", "100")], (), "62行目", "line 62"),
        ([(month, spx, "150") for month, spx, _ in rows()], (), "まったく動きません", "does not move"),
        ([(month, "100", fx) for month, _, fx in rows()], (), "S&P500が 1990-01〜1994-12", "the S&P 500 does not move"),
        ([(month, spx, "") for month, spx, _ in rows()], (), "揃う月がありません", "no month has both"),
        ([], (), "行がありません", "no rows"),
        (rows(), ("--from-month", "1991-01"), "最も早くて 1993-02", "first possible is 1993-02"),
        (rows(), ("--from-month", "1994-12"), "1994-12 から後は2か月分もありません", "fewer than two months"),
        (rows(), ("--to-month", "1992-01"), "25か月分しか", "only 25"),
        (rows(), ("--from-month", "1994-06", "--to-month", "1994-01"), "--to-month の 1994-01", "after --to-month"),
        (rows(), ("--from-month", "94-06"), "'94-06' は月ではありません", "'94-06' is not a month"),
        (rows(), ("--to-month", "1994-13"), "月ではありません", "is not a month"),
        (rows(), ("--window", "2"), "--window: 2 は使えません", "--window: 2 cannot be used"),
        (rows(), ("--window", "36.5"), "整数", "whole number"),
        (rows(), ("--window", "abc"), "数値ではありません", "is not a number"),
        (rows(), ("--shrinkage", "lw"), "'lw' は使えません", "'lw' cannot be used"),
        (rows(), ("--shrinkage", "1.5"), "1.5 は使えません", "1.5 cannot be used"),
        (rows(), ("--floor", "0.99"), "--cap の 0.95", "above --cap, which is 0.95"),
        (rows(), ("--threshold", "5"), "--threshold: 5", "0 to 1"),
        (rows(), ("--rate-differential", "3"), "−50%", "-50% to 50%"),
        (rows(), ("--quoted-spread", "-1"), "0以上", "0 or more"),
        (rows(), ("--windows", "3,4"), "--windows: --sweep と一緒に", "--windows: goes with --sweep"),
        (rows(), ("--sweep", "--windows", " , "), "--windows: 値がありません", "--windows: is empty"),
        (rows(), ("--sweep", "--windows", "12;24"), "--windows: '12;24'", "is not a number"),
        (rows(), ("--sweep", "--costs", "1"), "--costs: 1", "--costs: 1"),
        (rows(), ("--sweep", "--windows", "58"), "推定窓58か月では61か月以上", "58 months needs 61"),
        (rows(), ("--ledger", "a.csv"), "a.csv", "a.csv"),
    ],
)  # fmt: skip
def test_bad_input_is_one_line_and_writes_nothing(
    run: Run, tmp_path: Path, lines: list[tuple[str, str, str]], arguments: tuple[str, ...], ja: str, en: str
) -> None:
    csv(tmp_path / "a.csv", lines)
    for language, words in (("ja", ja), ("en", en)):
        error = run("backtest", "--lang", language, "--from", "a.csv", "--out", "r", *arguments).error
        assert words in error
    assert not (tmp_path / "r").exists() or not list((tmp_path / "r").iterdir())
    assert "error" in json.loads(run("backtest", "--json", "--from", "a.csv", *arguments).out)


def test_months_of_both_ends_without_both_prices_are_left_out_and_named(run: Run, tmp_path: Path) -> None:
    lines = [("1989-12", "99", ""), *rows(), ("1995-01", "", "140")]
    found = as_json(run, "--from", csv(tmp_path / "a.csv", lines))
    assert found["policies"] == as_json(run, "--from", csv(tmp_path / "b.csv", rows()))["policies"]
    assert any("1989-12、1995-01" in note["ja"] for note in found["notes"])


def test_an_average_that_begins_late_moves_the_start_or_leaves_the_trend_out(run: Run) -> None:
    later = as_json(run, "--window", 3)
    assert later["period"]["first"] == "1999-11"
    assert any("1999-11" in note["en"] for note in later["notes"])
    asked = as_json(run, "--window", 3, "--from-month", "1999-06")
    assert (asked["period"]["first"], asked["left_out"]) == ("1999-06", ["trend"])
    assert any("1999-05 to 1999-09" in note["en"] for note in asked["notes"])


def test_fifty_years(run: Run, tmp_path: Path) -> None:
    found = as_json(run, "--from", csv(tmp_path / "a.csv", rows(600, 1972)), "--from-month", "1980-01")
    assert found["period"] == {"first": "1980-01", "last": "2021-12", "months": 504}
