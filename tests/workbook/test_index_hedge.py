"""The index × FX template's numbers: the article's example, oracles that share no code with it, and bad input."""

import copy
import math
from pathlib import Path

import numpy as np
import pytest
from command import Run
from hedges import MODIFIED, SCENARIOS, Change, article, demo, noise, parameter, put, typed
from hypothesis import given
from hypothesis import strategies as st

from hedge_xl.core.language import LANGUAGES, Language, Text
from workbook.books import BOOKS
from workbook.build import build
from workbook.change import Change as Plan
from workbook.change import SetValue
from workbook.finding import row_code
from workbook.findings.registry import CHECKS
from workbook.index_hedge import INDEX_HEDGE
from workbook.index_hedge.position import TABLE
from workbook.read import open_workbook
from workbook.spec import Inputs, Value
from workbook.text import WORDS
from workbook.transaction import change_file
from workbook.twin import Model, is_number, n
from workbook.validate import validate

RESULTS = [column.key for column in TABLE.columns if column.kind == "formula" and not column.working]
TAKEN = ("no", "atr_index", "atr_fx", "rho", "day")


def model(inputs: Inputs, language: Language = "ja") -> Model:
    return Model(INDEX_HEDGE, inputs, language)


def row(inputs: Inputs, number: int = 0) -> dict[str, Value]:
    book = model(inputs)
    return {column.key: book.value("position", number, column.key) for column in TABLE.columns}


def number(value: Value) -> float:
    assert is_number(value), value
    return n(value)


def one(**values: Value) -> Inputs:
    """The article's position alone, with other values."""
    inputs = demo("ja", typed, put("position", 0, **values))
    del inputs.tables["position"][1]
    return inputs


# --- the article's example (B §6) --------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_articles_example(language: Language) -> None:
    book = model(demo(language), language)
    here = {key: book.value("position", 0, key) for key in RESULTS}
    assert here["risk"] == 200
    assert round(number(here["lot_value"]), 1) == 6.6
    assert round(number(here["full"]), 1) == 13.1
    assert 3 <= number(here["fx_lots"]) <= 4
    assert here["fx_lots"] == 3.94
    assert here["fx_side"] == WORDS["side_sell"].of(language)
    assert here["target_lots"] == 0.5
    assert book.cell("checks_total") == 0


def test_the_articles_lot_value_gives_its_digits() -> None:
    """13.1313 comes of 6.6 exactly, which is 1,000 units at 151.515..."""
    here = row(one(spot=1000 / 6.6))
    assert number(here["full"]) == pytest.approx(13.131313131, rel=1e-9)


def test_lots_of_a_hundred_thousand_are_a_hundredth() -> None:
    assert row(one(lot_units=100_000.0))["full"] == pytest.approx(0.1313)


def test_leverage_takes_the_atr_as_a_fraction() -> None:
    inputs = one()
    inputs.cells["fx_margin"] = 1000.0
    here = row(inputs)
    assert number(here["lev_full"]) == pytest.approx(number(here["full"]) * 1000 / 1000)
    assert here["lev"] == pytest.approx(3.94)


@pytest.mark.parametrize(
    ("side", "rho", "ordered"),
    [("BUY", 0.65, "売"), ("買い", -0.4, "買"), ("SHORT", 0.65, "買"), ("売", -0.4, "売"), ("BUY", 0.0, None)],
)
def test_the_side(side: str, rho: float, ordered: str | None) -> None:
    assert row(one(side=side, rho_in=rho))["fx_side"] == ordered


# --- oracles that share no code with it ----------------------------------------------------------------


def test_jpy_points_on_a_dollar_account_and_dollar_points_on_a_yen_account() -> None:
    assert row(one(ccy="JPY", point_value=100.0))["vpp"] == pytest.approx(100 / 151.5)
    inputs = one()
    inputs.cells["account"] = "JPY"
    here = row(inputs)
    assert here["vpp"] == pytest.approx(151.5)
    assert here["lot_value"] == pytest.approx(1000)
    assert here["full"] == pytest.approx(13.13), "lots do not depend on the account's currency"


@given(st.floats(0.05, 1), st.floats(0.01, 5), st.floats(10, 1000), st.floats(0.1, 5), st.floats(50, 200))
def test_a_full_hedge_leaves_the_least_swing(rho: float, lots: float, index: float, pair: float, spot: float) -> None:
    """Of all hedges the full one leaves the least if the correlation holds: risk times the root of 1 - ρ²."""
    inputs = one(rho_in=rho, lots=lots, atr_index_in=index, atr_fx_in=pair, spot=spot, rate_in=1.0)
    inputs.cells |= {"lot_step": 1e-9}
    here = row(inputs)
    assert number(here["left"]) == pytest.approx(number(here["risk"]) * math.sqrt(1 - rho**2), rel=1e-5, abs=1e-6)
    inputs.tables["position"][0]["rate_in"] = 0.5
    assert number(row(inputs)["left"]) >= number(here["left"]) * (1 - 1e-9)


def test_atr_and_correlation_from_prices() -> None:
    inputs = demo("ja")
    days = inputs.tables["history"]
    book = model(inputs)
    for side, key in (("index", "atr_index"), ("pair", "atr_pair")):
        high, low, close = (np.array([n(day[f"{side}_{name}"]) for day in days]) for name in ("high", "low", "close"))
        ranges = np.maximum(high[1:], close[:-1]) - np.minimum(low[1:], close[:-1])
        average = ranges[:14].mean()
        for value in ranges[14:]:
            average = (13 * average + value) / 14
        assert book.value("history", len(days) - 1, key) == pytest.approx(average, rel=1e-12)
    returns = [np.diff(np.log([n(day[f"{side}_close"]) for day in days]))[-60:] for side in ("index", "pair")]
    assert book.value("history", len(days) - 1, "rho") == pytest.approx(np.corrcoef(*returns)[0, 1], rel=1e-9)
    assert row(inputs, 1)["rho"] == book.value("history", len(days) - 1, "rho")
    assert row(inputs, 1)["day"] == days[-1]["date"]


def test_what_is_ordered_is_the_sum_of_the_rows() -> None:
    inputs = demo(
        "ja", article(), article(1, lots=2.0), article(pair="usdjpy"), article(pair="EURUSD", base_rate_in=1.16)
    )
    book = model(inputs)
    signs = {"買": 1, "売": -1}
    rows = [(book.value("position", i, "fx_side"), n(book.value("position", i, "fx_lots"))) for i in (0, 1, 2, 3, 4)]
    assert book.cell("net_pair_1") == "USDJPY"
    assert book.cell("net_pair_2") == "EURUSD"
    assert book.cell("net_units_1") == pytest.approx(sum(signs[str(side)] * lots * 1000 for side, lots in rows))
    assert book.cell("net_lots_2") == book.value("position", 5, "fx_lots")
    assert book.cell("total_value") == pytest.approx(n(book.cell("net_value_1")) + n(book.cell("net_value_2")))
    assert book.cell("total_lev") == pytest.approx(n(book.cell("total_value")) / 2000)


def test_the_sensitivity_table_meets_the_row() -> None:
    book = model(demo("ja"))
    assert book.cell("s_lots_2_5") == book.value("position", 0, "fx_lots")
    assert book.cell("s_lots_5_1") == pytest.approx(-6.06)
    assert book.cell("s_left_5_5") == pytest.approx(math.sqrt(1 - 0.65**2))
    assert n(book.cell("s_left_5_2")) > 1, "a full hedge adds risk when there is no correlation"


def test_the_next_event_and_its_warning() -> None:
    near = model(demo("ja", parameter(as_of=46331.0)))
    assert (near.cell("next_days"), near.cell("event_warning")) == (1, WORDS["ev_near"].ja)
    assert near.cell("n_calendar_chk_near") == 1
    assert model(demo("ja", parameter(as_of=46333.0))).cell("next_days") == 3
    assert model(demo("ja", parameter(as_of=None))).cell("event_warning") == WORDS["ev_no_day"].ja


# --- bad input -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*SCENARIOS, *(f"noise {seed}" for seed in range(6))])
def test_a_faulty_row_computes_nothing(name: str) -> None:
    inputs = noise(int(name[-1]), "ja") if name.startswith("noise") else demo("ja", *SCENARIOS[name])
    book = model(inputs)
    stopped = n(book.cell("policy_faults")) > 0
    for index in range(len(inputs.tables["position"])):
        check = book.value("position", index, "check")
        if stopped or check is None or str(check).startswith("×"):
            shown = {key: book.value("position", index, key) for key in RESULTS if key not in TAKEN}
            assert set(shown.values()) == {None}, (check, shown)
            assert book.value("position", index, "units") == 0
        else:
            assert is_number(book.value("position", index, "fx_lots"))


def test_every_check_can_be_said() -> None:
    """Each of the template's own findings comes of some scenario, with the severity that is registered."""
    inputs = [demo("en", *changes) for changes in SCENARIOS.values()]
    books = [model(item, "en") for item in inputs]
    said = {
        row_code(check.table, check.word)
        for check in INDEX_HEDGE.row_checks
        for book in books
        if WORDS[check.word].en in book.column(check.table, check.column)
    }
    assert said == {row_code(check.table, check.word) for check in INDEX_HEDGE.row_checks}
    assert said <= CHECKS.keys()
    counted = {check.cell.key for check in INDEX_HEDGE.other_checks if not check.cell.key.startswith("n_below_")}
    assert {key for key in counted if any(n(book.cell(key)) for book in books)} == counted


@pytest.mark.parametrize(
    ("change", "code", "column"),
    [
        (put("position", 0, lots="１"), "text-number", "lots"),
        (put("position", 0, spot=None), "position-number", "spot"),
        (put("position", 0, rho_in=1.5), "position-range", "rho_in"),
        (put("position", 0, fx_rate_in=151.5), "position-off-rate", "fx_rate_in"),
        (put("position", 0, pair="USD/JPY"), "position-pair", "pair"),
        (put("position", 0, atr_fx_in=-1.5), "position-positive", "atr_fx_in"),
        (put("position", 1, spot=140.0), "position-two-spots", "spot"),
        (put("history", 9, pair_close=15.0, pair_low=14.9), "history-jump", "pair_close"),
        (put("history", 9, index_low=50_000.0), "history-bar", "index_high"),
    ],
)
def test_findings_name_the_cell(tmp_path: Path, change: Change, code: str, column: str) -> None:
    path = tmp_path / "hedge.xlsx"
    path.write_bytes(build(INDEX_HEDGE, demo("ja", change), "ja", modified=MODIFIED))
    opened, findings = validate(path)
    table = "history" if code.startswith("history") else "position"
    places = {opened.tables[table].address(index, column) for index in range(len(opened.inputs.tables[table]))}
    assert [finding for finding in findings if finding.code == code and finding.cell in places]


# --- the files -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("filling", ["demo", "empty"])
def test_a_new_workbook_is_clean(run: Run, tmp_path: Path, language: Language, filling: str) -> None:
    extra = ["--demo"] if filling == "demo" else []
    assert run("new", "index-hedge", "hedge.xlsx", "--lang", language, *extra).code == 0
    opened, findings = validate(tmp_path / "hedge.xlsx")
    assert findings == []
    assert (opened.book.key, opened.language) == ("index-hedge", language)
    index = opened.inputs.tables["position"][0]["index"]
    assert index == (None if filling == "empty" else "NAS100")


def test_what_is_the_ledgers_is_refused(run: Run) -> None:
    assert "--spot" in run("new", "index-hedge", "hedge.xlsx", "--spot", "150").error
    assert run("new", "index-hedge", "hedge.xlsx", "--demo").code == 0
    for command in (("status",), ("update", "--month", "2026-11", "--a-usd", "1", "--spot", "150")):
        assert "指数×FXヘッジ" in run(command[0], "hedge.xlsx", *command[1:]).error


def test_a_change_is_written_computed_and_recorded(tmp_path: Path) -> None:
    path = tmp_path / "hedge.xlsx"
    path.write_bytes(build(INDEX_HEDGE, demo("en"), "en", modified=MODIFIED))
    plan = Plan((SetValue("position", 0, "lots", 2.0),))
    change_file(path, lambda opened: plan, command="test", summary=Text("ロット", "lots"))
    opened, findings = validate(path)
    assert findings == []
    assert opened.tables["position"].values("fx_lots")[0] == 7.88
    assert [line["command"] for line in open_workbook(path).inputs.tables["journal"]] == ["test"]


def test_the_demonstration_is_the_same_every_time() -> None:
    fillings = BOOKS["index-hedge"].fillings
    assert fillings["demo"]("ja") == fillings["demo"]("ja")
    first = copy.deepcopy(fillings["demo"]("ja").tables["history"])
    assert first[-1]["pair_close"] == 151.5
