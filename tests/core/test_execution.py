"""Execution: slippage a year and the report on a batch of orders, by hand and row by row."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hedge_xl.functions import EXECUTION_QUALITY, SLIPPAGE, SLIPPAGE_ANNUAL, use_language

ORDER = st.tuples(
    st.sampled_from(["BUY", "SELL", "買", "売", "long", "Short"]),
    st.integers(10000, 20000).map(lambda cents: cents / 100),
    st.integers(-50, 50).map(lambda cents: cents / 100),
    st.integers(1, 100).map(lambda thousands: thousands * 1000.0),
)
NAMES = (
    "orders", "fills", "measured", "mean", "mean_bp", "weighted", "weighted_bp", "worst", "worst_bp", "cost",
    "hit_rate", "latency", "worst_latency",
)  # fmt: skip


def report(*args) -> dict:
    rows = EXECUTION_QUALITY(*args)[1:]
    return dict(zip(NAMES, (row[1] for row in rows), strict=True))


def test_slippage_a_year():
    assert SLIPPAGE_ANNUAL([0.0002, 0.0001, None, "n/a", 0.0003], 36) == pytest.approx(0.0072)
    assert SLIPPAGE_ANNUAL([-0.0001], 12) == pytest.approx(-0.0012)
    assert SLIPPAGE_ANNUAL(0.0001, 12) == pytest.approx(0.0012)


@given(st.lists(st.floats(-0.01, 0.01), min_size=1, max_size=40), st.floats(1, 300), st.floats(-5, 5))
def test_slippage_a_year_is_linear(costs, rolls, scale):
    year = SLIPPAGE_ANNUAL(costs, rolls)
    assert year == pytest.approx(sum(costs) / len(costs) * rolls, abs=1e-12)
    assert SLIPPAGE_ANNUAL([scale * cost for cost in costs], rolls) == pytest.approx(scale * year, abs=1e-10)
    assert SLIPPAGE_ANNUAL(costs, 2 * rolls) == pytest.approx(2 * year)


@given(st.lists(ORDER, min_size=1, max_size=30))
def test_report_is_what_a_loop_over_the_fills_gives(orders):
    sides, quotes, moves, quantities = zip(*orders, strict=True)
    prices = [quote + move for quote, move in zip(quotes, moves, strict=True)]
    found = report(sides, quotes, prices, quantities)
    slips = [SLIPPAGE(side, quote, price) for side, quote, price in zip(sides, quotes, prices, strict=True)]
    points = [slip / quote * 10000 for slip, quote in zip(slips, quotes, strict=True)]
    total = sum(slip * quantity for slip, quantity in zip(slips, quantities, strict=True))
    assert found["orders"] == found["fills"] == found["measured"] == len(orders)
    assert found["mean"] == pytest.approx(sum(slips) / len(slips), abs=1e-12)
    assert found["mean_bp"] == pytest.approx(sum(points) / len(points), abs=1e-9)
    assert found["weighted"] == pytest.approx(total / sum(quantities), abs=1e-12)
    assert found["weighted_bp"] == pytest.approx(np.dot(points, quantities) / sum(quantities), abs=1e-9)
    assert found["worst"] == max(slips)
    assert found["worst_bp"] == pytest.approx(max(points), abs=1e-9)
    assert found["cost"] == pytest.approx(total, abs=1e-6)
    assert found["hit_rate"] is found["latency"] is None


@given(st.lists(ORDER, min_size=1, max_size=20))
def test_the_other_side_has_the_opposite_slippage(orders):
    sides, quotes, moves, quantities = zip(*orders, strict=True)
    prices = [quote + move for quote, move in zip(quotes, moves, strict=True)]
    turned = ["SELL" if SLIPPAGE(side, 1, 2) > 0 else "BUY" for side in sides]
    one, other = report(sides, quotes, prices, quantities), report(turned, quotes, prices, quantities)
    for name in ("mean", "mean_bp", "weighted", "weighted_bp", "cost"):
        assert other[name] == pytest.approx(-one[name], abs=1e-9)


def test_gaps_are_counted_not_guessed():
    sides = ["SELL", "SELL", "SELL", "", "BUY"]
    quotes, prices = [150, None, 150, None, 150], [149.9, 149.9, "", None, 150.1]
    found = report(sides, quotes, prices, [1000, 1000, 1000, None, ""])
    assert (found["orders"], found["fills"], found["measured"]) == (4, 3, 1)
    assert found["mean"] == found["weighted"] == found["worst"] == 0.1
    assert found["cost"] == pytest.approx(100)


def test_hit_rate_counts_limit_orders_only():
    args = (["BUY"] * 6, [150] * 6, [150, None, 150, 150, None, None], [1000] * 6)
    assert report(*args, ["指値", "LIMIT", " limit ", "成行", "逆指値", ""])["hit_rate"] == pytest.approx(2 / 3)
    assert report(*args, ["成行"] * 6)["hit_rate"] is None


def test_latency_needs_both_times():
    args = (["BUY"] * 3, [150] * 3, [150] * 3, [1000] * 3, None)
    sent = ["2026-01-05 09:00:00", "2026-01-05 23:59:59", None]
    found = report(*args, sent, ["2026-01-05 09:00:01.5", "2026-01-06 00:00:01.5", "2026-01-05 12:00"])
    assert found["latency"] == pytest.approx(2)
    assert found["worst_latency"] == 2.5
    assert report(*args, [None, 0.375, 0.4], [0.3, None, ""])["latency"] is None


def test_words_in_both_languages():
    args = (["BUY"], [150], [150.03], [1000])
    assert EXECUTION_QUALITY(*args)[4] == ["平均滑り", 0.03, "価格"]
    with use_language("en"):
        assert EXECUTION_QUALITY(*args)[0] == ["Figure", "Value", "Unit"]
        assert EXECUTION_QUALITY(*args)[4] == ["Mean slippage", 0.03, "price"]
