"""Columns on their way to cells: plain values, gaps as None, and nothing that no cell may show."""

import gc

import numpy as np
import pytest

from hedge_xl.functions.results import COLUMN, COLUMN_WITH_GAPS, MATRIX, BrokenResultError


def test_gaps_become_none_wherever_they_are():
    column = np.array([np.nan, 1.0, np.nan, -0.5, np.nan])
    assert COLUMN_WITH_GAPS.shape(column) == [[None], [1.0], [None], [-0.5], [None]]
    assert COLUMN_WITH_GAPS.shape(column[1:2]) == [[1.0]]


def test_cells_are_plain_python():
    for rows in (COLUMN.shape(np.arange(3.0)), MATRIX.shape(np.eye(2)), COLUMN_WITH_GAPS.shape(np.arange(3.0))):
        assert type(rows) is list
        assert all(type(row) is list and all(type(cell) is float for cell in row) for row in rows)


@pytest.mark.parametrize("bad", [np.inf, -np.inf])
@pytest.mark.parametrize("result", [COLUMN, COLUMN_WITH_GAPS, MATRIX])
def test_infinity_is_a_bug(result, bad):
    values = np.array([1.0, bad, np.nan])
    with pytest.raises(BrokenResultError):
        result.shape(values if result is not MATRIX else values.reshape(1, 3))


def test_a_gap_where_none_is_foreseen_is_a_bug():
    with pytest.raises(BrokenResultError):
        COLUMN.shape(np.array([1.0, np.nan]))


@pytest.mark.parametrize("collecting", [True, False])
def test_the_garbage_collector_is_left_as_it_was_found(collecting):
    before = gc.isenabled()
    try:
        (gc.enable if collecting else gc.disable)()
        COLUMN.shape(np.arange(5.0))
        assert gc.isenabled() is collecting
    finally:
        (gc.enable if before else gc.disable)()
