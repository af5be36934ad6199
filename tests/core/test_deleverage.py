"""Risk contributions, headroom, cutting to the cap and integrated leverage: article C's cases and what must hold."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hedge_xl.functions import (
    CLM,
    COV_FROM_CORR,
    DELEVER,
    EFF_LEV,
    INTEGRATED_LEV,
    LEV_HEADROOM,
    MRC,
    NOMINAL_LEV,
    use_language,
)

SEEDS = st.integers(0, 10_000)
MIXED = np.array([100_000, 165_000, 20_000.0])
MIXED_COV = COV_FROM_CORR([0.007, 0.012, 0.015], [[1, -0.5, 0], [-0.5, 1, 0.25], [0, 0.25, 1]])
INDEX_CORR = [[1, 0.9, 0.88], [0.9, 1, 0.95], [0.88, 0.95, 1]]


def portfolio(seed: int, width: int = 5) -> tuple[np.ndarray, np.ndarray]:
    """Signed exposures and a covariance with a strong common factor, so that baskets form."""
    rng = np.random.default_rng(seed)
    common = rng.normal(size=(60, 1)) * rng.choice([0, 1, 3, -2], width)
    returns = (common + rng.normal(size=(60, width))) * rng.uniform(0.002, 0.02, width)
    return rng.normal(size=width) * 1e5, np.cov(returns.T)


def multiple(exposures: np.ndarray, cov: np.ndarray, equity: float) -> float:
    return NOMINAL_LEV(exposures, equity) * CLM(exposures, cov)


@given(SEEDS)
def test_contributions_add_up_to_the_risk(seed):
    w, cov = portfolio(seed)
    header, *rows = MRC(w, cov)
    assert header == ["限界リスク", "リスク寄与", "寄与割合"]
    marginal, contribution, share = np.array(rows).T
    risk = EFF_LEV(w, cov, 1)
    assert contribution.sum() == pytest.approx(risk)
    assert share.sum() == pytest.approx(1)
    np.testing.assert_allclose(contribution, w * marginal)
    one_more = w + np.array([1.0, 0, 0, 0, 0])
    assert EFF_LEV(one_more, cov, 1) - risk == pytest.approx(marginal[0], rel=1e-3, abs=1e-6)


def test_the_articles_first_case():
    with use_language("en"):
        header, *rows = MRC(MIXED, MIXED_COV)
    assert header == ["Marginal", "Contribution", "Share"]
    assert [round(100 * row[2], 1) for row in rows] == [-6.0, 99.0, 7.0]
    equity = MIXED.sum() / 3.2
    assert LEV_HEADROOM(MIXED, MIXED_COV, equity) == pytest.approx(2 / 1.983, abs=5e-4)
    assert DELEVER(MIXED, MIXED_COV, equity) == MIXED.reshape(-1, 1).tolist()


def test_the_articles_second_case_is_one_basket():
    w, cov = np.full(3, 100.0), COV_FROM_CORR([0.012] * 3, INDEX_CORR)
    assert LEV_HEADROOM(w, cov, 100) == pytest.approx(2 / 2.909, abs=5e-4)
    np.testing.assert_allclose(DELEVER(w, cov, 100), np.full((3, 1), 200 / 2.9085), rtol=1e-4)


@given(SEEDS, st.floats(0.5, 5), st.floats(1, 3))
def test_the_headroom_leads_to_the_cap(seed, cap, scale):
    w, cov = portfolio(seed)
    room = LEV_HEADROOM(w, cov, 1e5, cap)
    assert multiple(room * w, cov, 1e5) == pytest.approx(cap)
    assert LEV_HEADROOM(scale * w, cov, 1e5, cap) == pytest.approx(room / scale)


@given(SEEDS, st.integers(1, 8), st.floats(0.2, 4))
def test_cutting_ends_at_the_cap_and_never_adds_or_flips(seed, width, cap):
    w, cov = portfolio(seed, width) if width > 1 else (np.array([1e5]), np.array([[1e-4]]))
    equity = 5e4
    cut = np.ravel(DELEVER(w, cov, equity, cap))
    assert (cut * w >= 0).all()
    assert (np.abs(cut) <= np.abs(w)).all()
    if multiple(w, cov, equity) <= cap:
        np.testing.assert_array_equal(cut, w)
    else:
        assert multiple(cut, cov, equity) == pytest.approx(cap, rel=1e-9)


@given(SEEDS, st.floats(0.01, 100))
def test_cutting_is_blind_to_the_unit_of_money(seed, scale):
    w, cov = portfolio(seed)
    np.testing.assert_allclose(DELEVER(scale * w, cov, scale * 4e4), scale * np.array(DELEVER(w, cov, 4e4)), rtol=1e-7)


def test_the_most_correlated_basket_is_cut_first_and_the_rest_left_alone():
    corr = np.eye(5)
    corr[0, 1] = corr[1, 0] = 0.8
    corr[2, 3] = corr[3, 2] = 0.95
    cov = COV_FROM_CORR([0.01] * 5, corr)
    w = np.full(5, 100.0)
    cut = np.ravel(DELEVER(w, cov, 110))
    assert cut[2] == pytest.approx(cut[3])
    assert 0 < cut[2] < 100
    assert cut[[0, 1, 4]].tolist() == [100, 100, 100]
    deeper = np.ravel(DELEVER(w, cov, 90))
    assert deeper[[2, 3]] == pytest.approx([0, 0], abs=1e-9)
    assert 0 < deeper[0] == pytest.approx(deeper[1])
    assert deeper[0] < 100
    assert deeper[4] == 100


def test_a_short_of_an_inverse_pair_is_the_same_basket_and_a_hedge_is_kept():
    corr = [[1, -0.9, 0], [-0.9, 1, 0], [0, 0, 1]]
    cov = COV_FROM_CORR([0.01] * 3, corr)
    cut = np.ravel(DELEVER([100, -100, 100], cov, 100))
    assert cut[0] == pytest.approx(-cut[1])
    assert abs(cut[0]) < 100
    assert cut[2] == 100
    hedged = np.ravel(DELEVER([100, 100, 400], cov, 100))
    assert hedged[:2].tolist() == [100, 100]
    assert 0 < hedged[2] < 400


def test_without_positions_there_is_nothing_to_cut():
    assert DELEVER([0, 0], np.eye(2), 100) == [[0.0], [0.0]]
    assert DELEVER([50, 0], np.eye(2), 100) == [[50.0], [0.0]]
    assert DELEVER([500, 0], np.eye(2), 100) == [[pytest.approx(200)], [0.0]]


@given(SEEDS, st.floats(0.5, 4), st.sampled_from([1.0, 333.0, 10_000.0]))
def test_lots_are_whole_never_more_and_within_the_cap(seed, cap, lot):
    w, cov = portfolio(seed)
    lot_values = lot * np.array([1, 2, 3, 1, 2.0])
    exposures, lots = np.array(DELEVER(w, cov, 5e4, cap, lot_values)).T
    np.testing.assert_array_equal(exposures, lots * lot_values)
    np.testing.assert_array_equal(lots, np.trunc(lots))
    assert (lots * w >= 0).all()
    assert (np.abs(exposures) <= np.abs(w) * (1 + 1e-12)).all()
    assume(lots.any())
    assert multiple(exposures, cov, 5e4) <= cap * (1 + 1e-9)


def test_lots_as_good_as_whole_stay_whole():
    assert DELEVER([0.3, 0.1], np.eye(2), 100, 2, [0.1, 0.1]) == [[pytest.approx(0.3), 3.0], [pytest.approx(0.1), 1.0]]


def test_rounding_a_hedge_away_does_not_leave_more_than_the_cap():
    cov = COV_FROM_CORR([0.01, 0.01], [[1, -0.9], [-0.9, 1]])
    w, equity = [100.0, 99.0], 22.5
    assert multiple(np.array(w), np.array(cov), equity) < 2
    assert multiple(np.array([100.0, 50.0]), np.array(cov), equity) > 2
    exposures, _ = np.array(DELEVER(w, cov, equity, 2, [1, 50])).T
    assert multiple(exposures, np.array(cov), equity) <= 2


@given(st.lists(st.floats(0.1, 5), min_size=6, max_size=6), st.floats(0.1, 5))
def test_integrated_leverage_is_a_product_over_clm_below_its_cap(factors, cap):
    base, session, atr, trend, clm, margin = factors
    whole = INTEGRATED_LEV(*factors)
    assert whole == pytest.approx(base * session * atr * trend * margin / clm)
    assert INTEGRATED_LEV(base, session, atr, trend, 2 * clm, margin) == pytest.approx(whole / 2)
    assert INTEGRATED_LEV(*factors, cap) == min(whole, cap)


def test_diversification_allows_the_leverage_of_the_articles_first_case():
    """CLM 0.62: a base of 2 becomes 3.2 nominal, which is 2 effective again."""
    assert INTEGRATED_LEV(2, 1, 1, 1, 0.62, 1) == pytest.approx(3.2, abs=0.03)


@given(st.lists(st.sampled_from([-100.0, -7.0, 3.0, 100.0]), min_size=2, max_size=5), st.floats(1e-3, 10))
def test_positions_that_could_cancel_out_exactly_end_within_the_cap(exposures, cap):
    """All instruments are one and the same in other sizes: risk can be hedged away to the last digit."""
    sizes = np.arange(1.0, len(exposures) + 1)
    cov = np.outer(sizes, sizes)
    cut = np.array(DELEVER(exposures, cov, 1, cap)).ravel()
    assert (cut * exposures >= 0).all()
    assert (np.abs(cut) <= np.abs(exposures)).all()
    if cut.any():
        assert multiple(cut, cov, 1) <= cap * (1 + 1e-6)
