"""The leverage cockpit: the article's numbers, the catalogue's results, and what it refuses to compute."""

import math
from pathlib import Path

import numpy as np
import pytest
from leverage_scenarios import (
    BOMB,
    MODIFIED,
    Change,
    cases,
    cell,
    changed,
    choose,
    correlations,
    holding,
    junk,
    noise,
    only,
    put,
    returns,
    rho,
)

from hedge_xl import functions as hx
from hedge_xl.core.errors import CovarianceError
from hedge_xl.core.language import LANGUAGES, Language, Text
from hedge_xl.core.matrices import EIGENVALUE_TOLERANCE, check_correlation
from workbook.build import build, complete
from workbook.leverage import LEVERAGE
from workbook.leverage.names import NUMBERS
from workbook.leverage.portfolio import portfolio
from workbook.spec import Filling
from workbook.text import WORDS
from workbook.twin import Model, Scope, n
from workbook.validate import validate

FILLINGS: tuple[Filling, ...] = ("demo", "empty")
SEEDS = range(60)
SHOWN = ("show_effective", "show_clm", "show_headroom", "show_after", "integrated", "equity_risk", "stress_lev_all")


def cockpit(*changes: Change, language: Language = "en") -> Scope:
    return Scope(Model(LEVERAGE, complete(LEVERAGE, changed(language, *changes)), language))


def random_cockpit(seed: int) -> Scope:
    return cockpit(*noise(seed, 1 + seed % 8))


def test_the_articles_first_example() -> None:
    s = cockpit()
    assert round(s.number("show_nominal"), 1) == 3.2
    assert round(s.number("show_clm"), 2) == 0.62
    assert round(s.number("show_clm"), 4) == 0.6198
    assert round(s.number("show_effective"), 3) == 1.983
    assert [round(s.number(f"share_{i}"), 3) for i in (1, 2, 3)] == [-0.060, 0.990, 0.070]
    assert round(s.number("equity_risk"), 5) == 0.02074
    assert s.cell("pair_names_1") == "USDJPY × GOLD"
    assert s.cell("pair_effect_1") == WORDS["pair_offset"].en
    assert s.number("checks_total") == 0


def test_the_articles_second_example() -> None:
    s = cockpit(*BOMB)
    assert s.number("show_nominal") == 3
    assert round(s.number("show_clm"), 4) == 0.9695
    assert round(s.number("show_effective"), 3) == 2.909
    assert s.cell("verdict") == WORDS["lev_stop"].en
    assert s.cell("show_basket_names_1") == "NAS100 + SP500 + US30"
    assert [s.number(f"cut_lots_{i}") for i in (1, 2, 3)] == [4, 4, 4]
    assert s.number("show_after") < 2


def test_both_examples_stand_side_by_side() -> None:
    s = cockpit()
    assert [round(s.number(f"{key}_lev"), 3) for key in ("safe", "bomb")] == [1.983, 2.909]
    assert [s.number(f"bomb_printed_{number}") for number in (1, 2, 3)] == [3, 0.9, 2.7]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_figures_are_the_catalogues(seed: int) -> None:
    s = random_cockpit(seed)
    known = portfolio(s)
    assert known is not None
    assert s.number("clm") == pytest.approx(hx.CLM(known.exposures, known.cov), rel=1e-12)
    assert s.number("risk") == pytest.approx(math.sqrt(known.exposures @ known.cov @ known.exposures), rel=1e-12)
    shares = [s.number(f"share_{i}") for i in known.numbers]
    assert sum(shares) == pytest.approx(1)
    marked = sum(s.number(f"s_{i}") * s.number(f"g_{i}") for i in known.numbers) / s.number("risk") ** 2
    assert marked == pytest.approx(1)
    assert s.number("effective") <= s.number("nominal_lev") * (1 + 1e-12)
    assert s.number("stress_lev_all") == pytest.approx(s.number("nominal_lev"))
    assert s.number("effective") <= s.number("stress_lev_part") * (1 + 1e-12)


@pytest.mark.parametrize("seed", SEEDS)
def test_cuts_are_those_of_delever(seed: int) -> None:
    s = random_cockpit(seed)
    known = portfolio(s)
    assert known is not None
    wanted = np.array(hx.DELEVER(known.exposures, known.cov, known.equity, s.number("cap_used")))[:, 0]
    found = np.array([s.number(f"final_{i}") for i in known.numbers])
    assert found == pytest.approx(wanted, rel=1e-6, abs=1e-6 * float(np.abs(known.exposures).max()))
    assert s.number("final_effective") <= max(s.number("cap_used") * (1 + 1e-9), 0)
    assert all(abs(s.number(f"after_{i}")) <= abs(s.number(f"final_{i}")) + 1e-4 for i in known.numbers)


def test_enough_of_the_random_portfolios_are_cut() -> None:
    assert sum(random_cockpit(seed).number("go_1") for seed in SEEDS) > len(SEEDS) / 4
    assert any(random_cockpit(seed).number("go_3") for seed in SEEDS)


@pytest.mark.parametrize("seed", SEEDS)
def test_baskets_are_those_of_the_catalogue(seed: int) -> None:
    s = random_cockpit(seed)
    numbers = [s.number(f"basket_{i}") for i in NUMBERS if s.cell(f"basket_{i}") is not None]
    steps = [s.number(f"basket_step7_{i}") for i in NUMBERS if s.cell(f"basket_{i}") is not None]
    assert [sorted(set(steps)).index(step) + 1 for step in steps] == numbers


def _nearly_singular(seed: int) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """A correlation matrix whose smallest eigenvalue lies on either side of what is allowed, or far from it."""
    chance = np.random.default_rng(seed)
    size = 2 + seed % 7
    draws = chance.normal(size=(size, max(1, size - 1)))
    scale = np.linalg.norm(draws, axis=1)
    corr = np.clip(draws @ draws.T / np.outer(scale, scale), -1, 1)
    if size > 2:
        values, vectors = np.linalg.eigh(corr)
        allowed = EIGENVALUE_TOLERANCE * size
        corr -= np.outer(vectors[:, 0], vectors[:, 0]) * (values[0] + allowed * chance.choice([0.3, 0.9, 3, 1e5]))
    corr = (corr + corr.T) / 2
    np.fill_diagonal(corr, 1.0)
    return corr


def _cholesky_says(corr: np.ndarray[tuple[int, int], np.dtype[np.float64]]) -> bool:
    size = len(corr)
    known = {(i + 1, j + 1): float(corr[i, j]) for i in range(size) for j in range(i)}
    held = (holding(i + 1, f"P{i}", 1000 * (i + 1), 0.01) for i in range(size))
    return cockpit(*only(cell("equity", 1e5), *held, correlations(known))).number("n_definite") == 0


def _python_says(corr: np.ndarray[tuple[int, int], np.dtype[np.float64]]) -> bool:
    try:
        check_correlation(corr, "corr")
    except CovarianceError:
        return False
    return True


def test_the_sheet_and_python_agree_on_which_correlations_can_be() -> None:
    matrices = [_nearly_singular(seed) for seed in range(120)]
    answers = [_python_says(corr) for corr in matrices]
    assert {True, False} == set(answers)
    assert [_cholesky_says(corr) for corr in matrices] == answers


def test_impossible_correlations_stop_everything_and_name_the_product() -> None:
    s = cockpit(rho(2, 1, 0.9), rho(3, 1, 0.9), rho(3, 2, -0.9))
    assert s.number("n_definite") == 1
    assert s.number("failed_at") == 3
    assert_nothing_shown(s)


def assert_nothing_shown(s: Scope) -> None:
    assert s.number("ready") == 0
    assert [s.cell(key) for key in SHOWN] == [None] * len(SHOWN)
    assert all(s.cell(f"list_{key}_{i}") is None for key in ("share", "bar", "cut", "after") for i in NUMBERS)
    assert s.cell("verdict") in [WORDS[key].of(s.model.language) for key in ("lev_fix", "lev_equity", "lev_none")]


@pytest.mark.parametrize(
    "name",
    [
        "impossible correlations",
        "correlation missing",
        "correlation out of range",
        "no equity",
        "equity as text",
        "caps crossed",
        "parameters refused",
        "bad rows",
        "too few returns",
        "bad returns",
        "still returns",
        "empty",
    ],
)
def test_a_fault_computes_nothing(name: str) -> None:
    s = Scope(Model(LEVERAGE, cases("ja")[name], "ja"))
    assert_nothing_shown(s)
    assert (s.number("checks_total") > 0) == (name != "empty")


@pytest.mark.parametrize("seed", range(25))
def test_junk_is_shown_as_a_fault_or_computed_never_half_of_it(seed: int) -> None:
    s = cockpit(*junk(seed))
    for key in (item.key for item in LEVERAGE.cells):
        value = s.cell(key)
        assert not isinstance(value, float) or math.isfinite(value)
    if s.number("holding_faults") or s.number("return_faults"):
        assert_nothing_shown(s)
    else:
        assert s.number("show_effective") >= 0


def test_a_product_typed_below_the_table_stops_everything() -> None:
    inputs = complete(LEVERAGE, changed("en"))
    inputs.below.add("holdings")
    assert_nothing_shown(Scope(Model(LEVERAGE, inputs, "en")))


def test_sorting_the_positions_changes_nothing() -> None:
    plain, turned = cockpit(), cockpit(lambda inputs, language: inputs.tables["holdings"].reverse())
    for key in ("effective", "share_1", "share_2", "share_3", "cut_2", "name_3"):
        assert turned.cell(key) == plain.cell(key)


def test_sides_decide_what_offsets() -> None:
    s = cockpit(put(0, "side", "SELL"))
    assert s.cell("pair_effect_1") == WORDS["pair_adds"].en
    assert s.number("clm") > cockpit().number("clm")


def test_only_an_offsetting_pair_relaxes_the_cap() -> None:
    relaxed = choose("relax", "relax_yes")
    assert cockpit().number("cap_used") == 2.0
    assert cockpit(relaxed).number("cap_used") == 2.2
    assert cockpit(relaxed, put(0, "side", "SELL")).number("cap_used") == 2.0


def test_annual_volatility_is_daily_volatility_times_the_root_of_the_year() -> None:
    annual = [put(row, "vol", vol * math.sqrt(252)) for row, vol in enumerate((0.007, 0.012, 0.015))]
    s = cockpit(choose("vol_basis", "basis_year"), *annual)
    assert s.number("equity_risk") == pytest.approx(cockpit().number("equity_risk"))


def test_returns_give_the_catalogues_correlations_and_volatilities() -> None:
    used = (choose("corr_source", "src_returns"), choose("vol_source", "src_returns"), cell("window", 30))
    s = cockpit(returns(80, 7), *used)
    rows = [index for index, taken in enumerate(s.col("returns", "used")) if taken == 1]
    assert len(rows) == 30
    assert rows[-1] == 79
    table = [[s.col("returns", f"r{i}")[row] for i in (1, 2, 3)] for row in rows]
    corr = hx.CORR_MATRIX(table)
    assert s.number("used_3_1") == pytest.approx(float(corr[2][0]))
    assert s.number("sigma_2") == pytest.approx(float(np.std([n(line[1]) for line in table], ddof=1)))


@pytest.mark.parametrize(
    ("equity", "word"), [(100_000, "lev_fine"), (98_140, "lev_fine"), (85_000, "lev_reduce"), (80_000, "lev_stop")]
)
def test_the_gauge_in_words(equity: float, word: str) -> None:
    assert cockpit(cell("equity", equity)).cell("verdict") == WORDS[word].en


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("filling", FILLINGS)
def test_a_new_cockpit_is_clean(filling: Filling, language: Language, tmp_path: Path) -> None:
    path = tmp_path / "cockpit.xlsx"
    path.write_bytes(build(LEVERAGE, LEVERAGE.fillings[filling](language), language, modified=MODIFIED))
    opened, findings = validate(path)
    assert findings == []
    assert opened.book is LEVERAGE
    assert opened.file.properties["hedge_xl.template"] == "leverage"


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ((rho(3, 1, None),), {"missing"}),
        ((rho(3, 1, 25),), {"parameter-rho_3_1"}),
        ((cell("equity", None),), {"equity"}),
        ((rho(2, 1, 0.9), rho(3, 1, 0.9), rho(3, 2, -0.9)), {"definite"}),
        ((put(1, "no", 1),), {"holdings-dup"}),
        ((put(1, "side", "?"),), {"holdings-side"}),
        ((put(1, "vol", None),), {"holdings-vol-missing"}),
        ((cell("equity", 40_000), cell("class_cap", 100)), {"over"}),
    ],
)
def test_findings_name_what_is_wrong(changes: tuple[Change, ...], codes: set[str], tmp_path: Path) -> None:
    path = tmp_path / "cockpit.xlsx"
    path.write_bytes(build(LEVERAGE, changed("ja", *changes), "ja", modified=MODIFIED))
    assert {finding.code for finding in validate(path)[1]} == codes


def test_every_number_of_the_cockpit_is_explained() -> None:
    guide = next(sheet for sheet in LEVERAGE.sheets if sheet.key == "guide")
    told = {row[1].en for block in guide.blocks for row in block.rows if isinstance(row[1], Text)}
    for table in LEVERAGE.tables:
        assert {column.header.en for column in table.columns} <= told
    assert {"CLM", "Headroom", "Share of risk", "Cut", "Cut, lots", "Stress", "Integrated leverage"} <= told
