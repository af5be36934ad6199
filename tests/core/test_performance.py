"""Hedged returns and KPIs: definitions of article A §16."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hedge_xl.functions import (
    ANN_MEAN,
    ANN_VOL,
    CALMAR,
    HEDGED_RETURNS,
    KPI_TABLE,
    MAX_DRAWDOWN,
    SHARPE,
    use_language,
)

RETURNS = np.random.default_rng(3).normal(0.004, 0.04, 48)
LISTS = st.lists(st.floats(-0.3, 0.3), min_size=2, max_size=60)


def test_hedged_returns_by_hand():
    assert HEDGED_RETURNS([0.02], [-0.01], 0.8, 0.002)[0][0] == pytest.approx(0.02 + 0.2 * -0.01 - 0.002 * 0.8)
    assert HEDGED_RETURNS([0.02], [-0.01], 0)[0][0] == pytest.approx(0.01)
    assert HEDGED_RETURNS([0.02], [-0.01], 1)[0][0] == 0.02


def test_hedged_returns_with_one_ratio_and_cost_per_row():
    column = HEDGED_RETURNS([[0.02], [0.03]], [[-0.01], [0.01]], [[0.5], [1]], [[0.001], [0.002]])
    assert np.ravel(column) == pytest.approx([0.02 - 0.005 - 0.0005, 0.03 - 0.002])


def test_hedged_returns_has_no_value_where_a_value_is_missing():
    column = HEDGED_RETURNS(["r_SPX", 0.02, None, 0.01], ["r_FX", 0.01, 0.02, 0.03], ["h", 1, 1, ""], 0)
    assert column == [[None], [0.02], [None], [None]]


def test_an_omitted_or_blank_cost_is_zero():
    assert HEDGED_RETURNS([0.02], [0.01], 0.5, None) == HEDGED_RETURNS([0.02], [0.01], 0.5) == [[0.025]]
    assert HEDGED_RETURNS([0.02], [0.01], 0.5, "") == [[0.025]]


def test_max_drawdown_by_hand():
    assert MAX_DRAWDOWN(np.log([1.1, 0.5, 1.2, 0.9])) == pytest.approx(-0.5)
    assert MAX_DRAWDOWN([math.log(0.8), 0.5]) == pytest.approx(-0.2)
    assert repr(MAX_DRAWDOWN([0.01, 0.0, 0.02])) == "0.0"


@given(LISTS)
def test_max_drawdown_is_a_loss_of_at_most_everything(returns):
    fall = MAX_DRAWDOWN(returns)
    assert -1 < fall <= 0
    assert fall <= math.expm1(min(0.0, *returns)) + 1e-12
    assert MAX_DRAWDOWN([*returns, 0.5]) == pytest.approx(fall)


@given(LISTS, st.sampled_from([12, 52, 252]))
def test_the_ratios_are_made_of_their_parts(returns, periods):
    mean, volatility, fall = ANN_MEAN(returns, periods), ANN_VOL(returns, periods), MAX_DRAWDOWN(returns)
    assert volatility >= 0
    if volatility:
        assert SHARPE(returns, periods) == pytest.approx(mean / volatility)
        assert SHARPE(returns, periods, 0.02) == pytest.approx((mean - 0.02) / volatility)
    if fall:
        assert CALMAR(returns, periods) == pytest.approx(mean / abs(fall))


def test_scale_and_shift():
    assert ANN_MEAN(3 * RETURNS) == pytest.approx(3 * ANN_MEAN(RETURNS))
    assert ANN_VOL(-3 * RETURNS) == pytest.approx(3 * ANN_VOL(RETURNS))
    assert ANN_VOL(RETURNS + 0.5) == pytest.approx(ANN_VOL(RETURNS))
    assert ANN_MEAN(RETURNS + 0.5) == pytest.approx(ANN_MEAN(RETURNS) + 6)
    assert ANN_VOL(RETURNS, 48) == pytest.approx(2 * ANN_VOL(RETURNS, 12))


@pytest.mark.parametrize("kpi", [ANN_MEAN, ANN_VOL, SHARPE, MAX_DRAWDOWN, CALMAR])
def test_blanks_and_headers_are_left_out(kpi):
    cells = [["r_hedged"], *[[value] for value in RETURNS], [None], [""]]
    assert kpi(cells) == kpi(RETURNS)


def test_returns_of_any_size_stay_finite():
    assert MAX_DRAWDOWN([1000.0, -2000.0]) == -1.0
    assert MAX_DRAWDOWN([1e15, -1e15]) == -1.0


def test_a_constant_series_has_no_volatility():
    assert ANN_VOL([0.1 + 0.2, 0.3, 0.3]) == 0.0


def test_kpi_table_is_one_row_per_series():
    block = np.column_stack([RETURNS, RETURNS / 2])
    header, first, second = KPI_TABLE(block, 12, ["未ヘッジ", "1:1"])
    assert len(header) == len(first) == len(second) == 8
    assert first == [
        "未ヘッジ", ANN_MEAN(RETURNS), ANN_VOL(RETURNS), SHARPE(RETURNS), MAX_DRAWDOWN(RETURNS), CALMAR(RETURNS), 48, 12
    ]  # fmt: skip
    assert second[0] == "1:1"
    assert second[2] == pytest.approx(first[2] / 2)


def test_kpi_table_takes_its_names_from_a_header_row_or_counts():
    block = [["未ヘッジ", "h*"], [0.01, 0.02], [-0.02, 0.01], [None, 0.0]]
    table = KPI_TABLE(block)
    assert [row[0] for row in table[1:]] == ["未ヘッジ", "h*"]
    assert [row[6] for row in table[1:]] == [2, 3]
    assert [row[0] for row in KPI_TABLE(block, 12, [["A", "B"]])[1:]] == ["A", "B"]
    assert [row[0] for row in KPI_TABLE(block[1:])[1:]] == ["系列1", "系列2"]
    with use_language("en"):
        assert KPI_TABLE(block[1:])[0][1] == "Ann. mean"
        assert KPI_TABLE(block[1:])[1][0] == "Series 1"


@pytest.mark.parametrize(
    ("columns", "names"),
    [
        (["x", "y"], ["x", "y"]),
        ([2025, 2026], ["2025", "2026"]),
        (["x", ""], ["x", "系列2"]),
        (["x", float("nan")], ["x", "系列2"]),
        ([0, 1], ["系列1", "系列2"]),
    ],
)
def test_kpi_table_takes_its_names_from_a_data_frame(columns, names):
    frame = pd.DataFrame([[0.01, 0.02], [-0.02, 0.01], [0.0, 0.03]], columns=columns)
    assert [row[0] for row in KPI_TABLE(frame)[1:]] == names
    assert [row[0] for row in KPI_TABLE(frame, 12, ["A", "B"])[1:]] == ["A", "B"]


def test_a_header_row_inside_a_data_frame_names_its_series():
    frame = pd.DataFrame([["a", "b"], [0.01, 0.02], [-0.02, 0.01]], columns=["x", "y"])
    assert [row[0] for row in KPI_TABLE(frame)[1:]] == ["a", "b"]


def test_kpi_table_leaves_undefined_ratios_without_value():
    (_, rising) = KPI_TABLE([0.01, 0.02])
    assert rising[5] is None
    assert rising[3] is not None
    (_, still) = KPI_TABLE([0.01, 0.01])
    assert still[3] is None
