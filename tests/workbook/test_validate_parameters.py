"""The validator and the parameters: each outside its range, off its list, blank or text is found, and nothing else."""

from pathlib import Path

import pytest
from ledgers import BLANK, cached, cell, edited, found, in_cell, named_place, number, place, words

from workbook.ledger import LEDGER
from workbook.validate import validate

RULES = {item.key: item.validation for item in LEDGER.cells if item.kind == "input" and item.validation}
RANGES = {
    "structural_h": (0, 2),
    "h_floor": (0, 2),
    "h_cap": (0, 2),
    "trend_step": (0, 1),
    "policy_threshold": (0, 1),
    "rebalance_band": (0, 1),
    "spot_tolerance": (0, 1),
    "jump_tolerance": (0, 1),
    "swap_tolerance": (0, 1),
    "rate_differential": (-0.5, 0.5),
    "basis": (-0.5, 0.5),
    "spread_cost": (-0.5, 0.5),
    "slippage_cost": (-0.5, 0.5),
    "fund_cost": (-0.5, 0.5),
    "fund_hidden": (0, 0.1),
    "own_fee": (0, 0.1),
    "jpy_rate": (-0.2, 0.2),
    "forward_years": (0.01, 1),
    "band_confidence": (0.5, 0.999),
}
POSITIVE = ("min_unit", "fill_window")
LISTS = ("policy", *(key for key in RULES if key.startswith("tick_")))
ROLL = {
    "roll_months": 3,
    "roll_slices": 5,
    "ladder_tenors": 6,
    "twap_orders": 12,
    "twap_start": 0.9999,
    "twap_end": 0.9999,
}
OWN_RULES = ("window", "shrinkage", "quoted_spread", "market_forward", "market_spot", "roll_from", *ROLL)
MAY_BE_BLANK = ("market_forward", "market_spot", "roll_from")


def with_parameters(path: Path, **changes: object) -> list[tuple[str, str]]:
    edits = {key: value if callable(value) else number(float(str(value))) for key, value in changes.items()}
    return found(edited(path, *(cell(named_place(key), edit) for key, edit in edits.items())))


def test_every_parameter_is_tried() -> None:
    assert RULES.keys() == {*RANGES, *POSITIVE, *LISTS, *OWN_RULES}


@pytest.mark.parametrize("key", [key for key in RULES if not key.startswith("tick_")])
def test_text_or_nothing_is_no_parameter(tmp_path: Path, key: str) -> None:
    expected = [in_cell(f"×parameter-{key}", key)]
    assert with_parameters(tmp_path / "a.xlsx", **{key: words("0,5")}) == expected
    blank = [] if key in MAY_BE_BLANK else expected
    assert with_parameters(tmp_path / "a.xlsx", **{key: BLANK}) == blank


@pytest.mark.parametrize(
    ("key", "value"),
    [
        *((key, low - 0.001) for key, (low, _) in RANGES.items()),
        *((key, high + 0.001) for key, (_, high) in RANGES.items()),
        *((key, value) for key in POSITIVE for value in (0, -1000)),
        *(("window", value) for value in (2, 601, 12.5, -3)),
        *(("shrinkage", value) for value in (-0.1, 1.1)),
        ("quoted_spread", -0.001),
        ("roll_from", 60),
        *((key, most + 1) for key, most in ROLL.items()),
        ("policy", 1),
    ],
)
def test_parameter_out_of_range(tmp_path: Path, key: str, value: float) -> None:
    assert with_parameters(tmp_path / "a.xlsx", **{key: value}) == [in_cell(f"×parameter-{key}", key)]


@pytest.mark.parametrize("choice", ["unhedged", "Structural ± trend", "構造 ± トレンド", "構造±トレンド "])
def test_policy_that_is_not_on_the_list(tmp_path: Path, choice: str) -> None:
    assert with_parameters(tmp_path / "a.xlsx", policy=words(choice)) == [in_cell("×parameter-policy", "policy")]
    message = validate(tmp_path / "a.xlsx")[1][0].text
    assert message.ja.endswith("選べる値: 未ヘッジ / 1:1 全額 / 構造 / 構造±トレンド / h*")
    assert message.en.endswith("Choose one of: 未ヘッジ / 1:1 全額 / 構造 / 構造±トレンド / h*")


def test_parameters_at_their_limits_are_accepted(tmp_path: Path) -> None:
    for end in (0, 1):
        values = {key: limits[end] for key, limits in RANGES.items()}
        findings = with_parameters(tmp_path / "a.xlsx", **values, window=(3, 600)[end], shrinkage=end, quoted_spread=0)
        assert not [code for code, _ in findings if "parameter" in code]


def test_boxes(tmp_path: Path) -> None:
    """Ticked, cleared with Delete, or overwritten with something else."""
    fine = {"tick_band": words("☑"), "tick_rules": BLANK}
    assert with_parameters(tmp_path / "a.xlsx", **fine) == []
    assert with_parameters(tmp_path / "a.xlsx", **fine, tick_logged=words("x")) == [
        in_cell("×parameter-tick_logged", "tick_logged")
    ]


def test_wrong_parameters_leave_the_numbers_unjudged(tmp_path: Path) -> None:
    """What follows from a value that cannot be used would only hide it."""
    edits = (cell(named_place("window"), number(2)), cell(place("monthly", 1, "y"), cached("n", "1")))
    assert found(edited(tmp_path / "a.xlsx", *edits)) == [in_cell("×parameter-window", "window")]
