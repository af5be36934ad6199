"""Whole columns of long tables against their twins row by row: every scenario, and fills with anything in any cell."""

import math
import random

import pytest
from scenarios import SCENARIOS, changed, demo, noise, parameter, policy, put

from hedge_xl.core.language import LANGUAGES, Language
from workbook import twin
from workbook.check_findings import UNCOMPUTABLE
from workbook.ledger import LEDGER
from workbook.ledger.common import eomonth
from workbook.ledger.log_columns import floats
from workbook.spec import Inputs, Value
from workbook.text import WORDS
from workbook.twin import Model, is_number, n

BULK = [(table.key, column.key) for table in LEDGER.tables for column in table.columns if column.bulk is not None]
JUNK: list[Value] = [
    *(
        None,
        "",
        0,
        -5.0,
        1e-7,
        0.1 + 0.2,
        1e300,
        1e17,
        1,
        True,
        False,
        "x",
        "12",
        "#N/A",
        "#DIV/0!",
        "売",
        "BUY",
        "Short",
    ),
    *(150.1234567, 43864.5, 43864, 109575.0, 60.9, 150.0),
]
KEYS = ["id", "side", "qty", "price", "quote", "time", "order_time"]


def computed(inputs: Inputs, language: Language, long: int) -> dict[str, object]:
    """Every column of the log, as text that tells types apart, or why it cannot be computed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(twin, "LONG", long)
        model = Model(LEDGER, inputs, language)
        found: dict[str, object] = {}
        for table, column in BULK:
            try:
                found[column] = [shown(value) for value in model.column(table, column)]
            except UNCOMPUTABLE as error:
                found[column] = type(error)
        return found


def shown(value: Value) -> object:
    return float(value) if is_number(value) and not math.isnan(n(value)) else repr(value)


def assert_alike(inputs: Inputs, language: Language) -> None:
    assert computed(inputs, language, 0) == computed(inputs, language, 10**9)


def test_there_are_columns_to_compare() -> None:
    assert {column for _, column in BULK} >= {"check", "slippage", "latency", "signed", "slip_cost", "spread_fee"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SCENARIOS)
def test_every_scenario(name: str, language: Language) -> None:
    assert_alike(changed(language, *SCENARIOS[name]), language)


@pytest.mark.parametrize("seed", range(60))
def test_anything_in_any_cell(seed: int) -> None:
    chance = random.Random(seed)
    language = chance.choice(LANGUAGES)
    inputs = noise(seed, language) if seed % 3 else demo(language)
    for row in inputs.tables["log"]:
        for key in KEYS:
            if chance.random() < 0.08:
                row[key] = chance.choice(JUNK)
            if chance.random() < 0.01:
                row[key] = chance.choice(inputs.tables["log"])[key]
    if chance.random() < 0.3:
        put("monthly", -1, chance.choice(["a_usd", "month"]), chance.choice(JUNK))(inputs, language)
    for key in ("min_unit", "spot_tolerance", "fill_window", "quoted_spread"):
        if chance.random() < 0.1:
            inputs.cells[key] = chance.choice(JUNK)
    assert_alike(inputs, language)


@pytest.mark.parametrize("price", [150.1, 0.1 + 0.2, 150.1234567, 9.999999, 123456789.123456, 1e9 + 0.1, 1e16])
def test_slippage_is_the_difference_of_the_decimals(price: float) -> None:
    rows = [{"price": price, "quote": price + step} for step in (0, 0.001, 0.0000001, 1e-6, -0.05, 1 / 3)]
    rows += [{"price": row["quote"], "quote": row["price"]} for row in rows]
    inputs = demo("en")
    for fill, row in zip(inputs.tables["log"], rows, strict=False):
        fill |= row
    assert_alike(inputs, "en")


# --- what the fills add up to --------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(4))
def test_positions_and_costs_are_the_sums_over_the_fills(seed: int) -> None:
    """In whatever order the log is: a sum of other order may differ in its last digit."""
    inputs = demo("en") if seed == 0 else noise(seed, "en")
    policy("pol_full")(inputs, "en")
    random.Random(seed).shuffle(inputs.tables["log"])
    for fill in inputs.tables["log"][::3]:
        fill["qty"] = 0.1 if is_number(fill.get("qty")) else fill.get("qty")
    model = Model(LEDGER, inputs, "en")
    times = model.column("log", "time")
    compared = 0
    for row, month in enumerate(model.column("monthly", "month")):
        if model.value("monthly", row, "current") is not None:
            after, first = n(month) + 1, eomonth(n(month), -1) + 1
            held = total(model.column("log", "signed"), times, -math.inf, after)
            assert model.value("monthly", row, "current") == pytest.approx(held, rel=1e-12, abs=1e-9)
            compared += 1
        if model.value("pnl", row, "month") is not None:
            after, first = n(month) + 1, eomonth(n(month), -1) + 1
            for cost, column in (("cost_spread", "spread_fee"), ("cost_slip", "slip_cost")):
                expected = total(model.column("log", column), times, first, after)
                if cost == "cost_slip":
                    expected += planned_slippage(model, row, after)
                assert model.value("pnl", row, cost) == pytest.approx(expected, rel=1e-12, abs=1e-9)
                compared += 1
    assert compared


def planned_slippage(model: Model, row: int, after: float) -> float:
    """What P&L puts for units without a quote: their share of a year's, times the month's planned slippage."""
    first = eomonth(after - 1, -12) + 1
    fills = zip(*(model.column("log", key) for key in ("signed", "slippage", "time")), strict=True)
    month = [
        (abs(n(units)), slip is None) for units, slip, time in fills if units is not None and first <= n(time) < after
    ]
    held = model.value("pnl", row, "hedge_jpy")
    if not month or not is_number(held):
        return 0.0
    share = sum(units for units, unmeasured in month if unmeasured) / sum(units for units, _ in month)
    return max(0.0, n(held)) * n(model.cell("slippage_cost")) / 12 * share


def total(values: list[Value], times: list[Value], first: float, after: float) -> float:
    fills = zip(values, times, strict=True)
    return sum(n(value) for value, time in fills if is_number(time) and first <= n(time) < after)


def test_a_long_log_without_faults_is_all_ok() -> None:
    """The point of it: no row of a clean log needs its twin."""
    inputs = demo("ja")
    parameter("min_unit", 1000)(inputs, "ja")
    log = inputs.tables["log"]
    inputs.tables["log"] = [fill | {"id": f"{fill['id']}/{copy}"} for copy in range(10) for fill in log]
    assert len(inputs.tables["log"]) > twin.LONG
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(twin.Row, "__getitem__", lambda self, column: pytest.fail(f"{self.table}.{column} row by row"))
        checks = Model(LEDGER, inputs, "ja").column("log", "check")
    assert set(checks) == {WORDS["ok"].ja}


def test_numbers_of_a_column() -> None:
    assert floats([1, 2.5]).tolist() == [1.0, 2.5]
    found = floats([None, "3", True, "#N/A", 4]).tolist()
    assert [math.isnan(value) for value in found] == [True, True, True, True, False]
