"""The ledger's dashboard: the instruction in one look, the figures it rests on, and the band of h*."""

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest
from ledgers import small
from rolls import orders, planned
from scenarios import (
    SCENARIOS,
    Change,
    changed,
    clear,
    delete,
    demo,
    fill,
    first_month,
    keep_last,
    parameter,
    policy,
    put,
)
from scipy import stats

from hedge_xl import functions as hx
from hedge_xl.core.language import LANGUAGES, Language
from workbook.books import BOOKS
from workbook.ledger import LEDGER
from workbook.ledger.dashboard import SHEET
from workbook.ledger.status import status_of
from workbook.ledger.status_text import headline
from workbook.serials import from_serial, to_serial
from workbook.spec import Block, Cell, Inputs, Value
from workbook.text import WORDS
from workbook.twin import Model, is_number, n


def model(inputs: Inputs, language: Language = "ja") -> Model:
    return Model(LEDGER, inputs, language)


def shown(book: Model, *keys: str) -> list[object]:
    return [book.cell(f"dash_{key}") for key in keys]


# --- the instruction --------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_articles_month(language: Language) -> None:
    """A §15: 75,000 USD, h 0.8, nothing held: sell 60,000 USD."""
    book = model(first_month(language), language)
    sell = WORDS["ins_sell"].of(language)
    assert shown(book, "mark", "order", "side", "units", "lots") == ["△", f"{sell} 60,000 USD", sell, 60_000, 60]
    assert shown(book, "target_raw", "target", "current", "deviation", "trade") == [60_000, 60_000, 0, 1, 60_000]
    month = from_serial(n(book.cell("now_month"))).date()
    assert from_serial(n(book.cell("dash_until"))).date() == date(2026, 11, 30) > month
    assert from_serial(n(book.cell("dash_due"))).date() == date(2026, 11, 30)
    assert book.cell("dash_next") == WORDS["dash_trade"].of(language)


def _sold(units: float) -> Inputs:
    inputs = first_month("ja")
    row = {"id": "1", "side": "売", "qty": units, "price": 150, "quote": 150}
    inputs.tables["log"] = [{**row, "time": to_serial(date(2026, 10, 31)) + 0.5}]
    return inputs


@pytest.mark.parametrize(
    ("sold", "mark", "side", "units", "lots", "step"),
    [
        (60_000, "○", "-", 0, None, "dash_hold"),
        (57_000, "○", "-", 0, None, "dash_hold"),  # exactly on the band
        (56_000, "△", "売り", 4_000, 4, "dash_trade"),
        (70_000, "△", "買い", 10_000, 10, "dash_trade"),
    ],
)
def test_hold_and_trade(sold: float, mark: str, side: str, units: float, lots: float | None, step: str) -> None:
    book = model(_sold(sold))
    assert shown(book, "mark", "side", "units", "lots") == [mark, side, units, lots]
    assert book.cell("dash_next") == WORDS[step].ja
    assert (book.cell("dash_until") is None) == (lots is None)


@pytest.mark.parametrize(
    "change",
    [
        put("monthly", -1, "spot", -1),
        put("log", 0, "qty", "x"),
        parameter("min_unit", 0),
        put("monthly", -1, "month", "x"),
    ],
    ids=["rate", "fill", "parameter", "month"],
)
def test_what_must_be_put_right_first_asks_for_no_trade(change: object) -> None:
    book = model(changed("ja", change))  # type: ignore[arg-type]  # a change
    assert shown(book, "mark", "trade", "side", "units", "lots", "until") == ["×", None, None, None, None, None]
    assert book.cell("dash_next") == WORDS["dash_fix"].ja


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_mark_says_what_the_instruction_says(name: str) -> None:
    book = model(changed("ja", *SCENARIOS[name]))
    mark, instruction, trade = shown(book, "mark", "order", "trade")
    told = book.cell("now_instruction")
    assert str(instruction).endswith(str(told)) or str(instruction).startswith(WORDS["dash_rest"].ja)
    if instruction is None:
        assert (mark, trade) == (None, None)
        assert book.cell("dash_next") == WORDS["dash_empty"].ja
    elif str(instruction).startswith("要確認"):
        assert (mark, trade) == ("×", None)
    elif instruction in (WORDS["ins_hold"].ja, f"{WORDS['dash_done'].ja}{told}"):
        assert (mark, trade) == ("○", 0)
    else:
        assert mark == "△"
        assert str(instruction).endswith(f"{abs(n(trade)):,.0f} USD")  # type: ignore[arg-type]  # a number


@pytest.mark.parametrize(
    ("month", "cells", "due"),
    [
        (date(2026, 9, 30), {}, date(2026, 10, 30)),  # the last of October is a Saturday
        (date(2026, 11, 30), {}, date(2026, 12, 24)),  # Christmas, then three business days of the quarter's end
        (date(2026, 10, 31), {"roll_from": date(2026, 11, 10)}, date(2026, 11, 30)),  # the plan is of other days
        (date(2026, 9, 30), {"roll_slices": 9}, date(2026, 10, 31)),  # no plan
    ],
)
def test_the_trade_is_due_on_the_last_day_that_the_plan_would_use(
    month: date, cells: dict[str, Value], due: date
) -> None:
    book = model(planned("ja", (), put("monthly", -1, "month", to_serial(month)), **cells))
    assert from_serial(n(book.cell("dash_until"))).date() == due
    if not cells:
        used = [from_serial(n(day)).date() for number in range(1, 32) if (day := _used(book, number))]
        assert due == max(used)


def _used(book: Model, number: int) -> Value:
    return book.cell(f"cal_day_1_{number}") if book.cell(f"cal_why_1_{number}") == "○" else None


# --- what it rests on -------------------------------------------------------------------------------


def _windows(book: Model, window: int) -> list[tuple[int, np.ndarray]]:
    """Each month of the ledger with the returns behind its h*."""
    market = pd.DataFrame({key: book.column("market", key) for key in ("month", "r_spx", "r_fx")})
    found = []
    for row, month in enumerate(book.column("monthly", "month")):
        end = int(market.index[market["month"] == month][0]) + 1
        found.append((row, market[["r_spx", "r_fx"]].iloc[end - window : end].to_numpy(dtype=float)))
    return found


@pytest.mark.parametrize(("window", "confidence"), [(36, 0.95), (12, 0.8)])
def test_the_band_is_that_of_least_squares(window: int, confidence: float) -> None:
    book = model(changed("ja", parameter("window", window), parameter("band_confidence", confidence)))
    columns = {key: book.column("monthly", key) for key in ("h_raw", "h_low", "h_high")}
    for row, returns in _windows(book, window):
        fit = stats.linregress(returns[:, 1], returns.sum(axis=1))
        margin = fit.stderr * stats.t.ppf(0.5 + confidence / 2, window - 2)
        expected = [fit.slope, fit.slope - margin, fit.slope + margin]
        last = fit.rvalue**2
        assert [values[row] for values in columns.values()] == pytest.approx(expected, rel=1e-9, abs=1e-12)
    assert book.cell("dash_r2") == pytest.approx(last, rel=1e-9)


def test_both_conventions_of_h() -> None:
    """The printed formula on the USD price is 1 less; on the price in JPY it gives the number in use (A §4, §16)."""
    book = model(demo("ja"))
    returns = _windows(book, 36)[-1][1]
    cov = np.cov(returns.T)
    assert book.cell("dash_h_literal") == pytest.approx(cov[0, 1] / cov[1, 1], rel=1e-9)
    assert book.cell("dash_h_raw") == pytest.approx(hx.HSTAR(returns.sum(axis=1), returns[:, 1]), rel=1e-9)


@pytest.mark.parametrize("key", ["pol_none", "pol_full", "pol_struct", "pol_trend", "pol_hstar"])
def test_the_h_asked_for_is_clamped_into_the_h_decided(key: str) -> None:
    book = model(changed("ja", policy(key), parameter("policy_threshold", 0)))
    asked, decided = n(book.cell("dash_h_before")), n(book.cell("dash_h"))
    free = key in ("pol_none", "pol_full", "pol_struct")
    assert decided == (asked if free else min(max(asked, 0.7), 0.95))
    assert book.cell("dash_policy") == WORDS[key].ja


def test_a_short_history_has_no_band_and_no_lines() -> None:
    book = model(changed("ja", parameter("window", 600)))
    assert set(book.column("monthly", "h_low")) == {"#N/A"}
    assert shown(book, "h_raw", "h_literal", "h_low", "h_high", "r2") == [None] * 5


# --- cost -------------------------------------------------------------------------------------------


def test_the_years_cost_is_that_of_its_months() -> None:
    inputs = demo("ja")
    inputs.tables["monthly"][-3].pop("swap")
    book = model(inputs)
    rows = pd.DataFrame({key: book.column("pnl", key) for key in ("month", "cost_real", "cost_plan")}, dtype=float)
    year = rows[[from_serial(month).year == 2022 for month in rows["month"]]]
    known = year.dropna()
    assert shown(book, "year", "cost_months", "cost_unknown") == [2022, 11, 1]
    expected = [known["cost_real"].sum(), known["cost_plan"].sum(), (known["cost_real"] - known["cost_plan"]).sum()]
    assert shown(book, "cost_real", "cost_plan", "cost_gap") == pytest.approx(expected)


def test_a_cost_that_nobody_knows_is_not_zero() -> None:
    """With a fill marked × no month's cost is known."""
    book = model(changed("ja", put("log", 0, "qty", "x")))
    assert shown(book, "cost_real", "cost_plan", "cost_gap", "cost_months", "cost_unknown") == [None] * 3 + [0, 12]


@pytest.mark.parametrize(
    ("changes", "known", "unknown"),
    [
        ((delete("monthly", -3), delete("pnl", 0)), 11, 1),  # October has no row
        ((clear("monthly", -3),), 11, 1),
        ((keep_last("monthly", 5), keep_last("pnl", 5)), 5, 0),  # a ledger begun in August
        ((keep_last("monthly", 5), keep_last("pnl", 5), delete("monthly", 1), delete("pnl", 1)), 4, 1),
        ((put("monthly", -1, "month", "2022-12"),), 11, 0),  # November is the latest
    ],
    ids=["deleted", "cleared", "begun in August", "begun in August, one deleted", "latest not a date"],
)
def test_months_of_the_year_that_are_not_known_are_counted(
    changes: tuple[Change, ...], known: int, unknown: int
) -> None:
    book = model(changed("ja", *changes))
    assert shown(book, "cost_months", "cost_unknown") == [known, unknown]


# --- the sheet --------------------------------------------------------------------------------------


def test_every_line_is_as_wide_as_the_page() -> None:
    for block in (part for part in SHEET.parts if isinstance(part, Block)):
        for row in block.rows:
            wide = sum(getattr(item, "span", 1) for item in row if item is not None)
            assert wide == len(SHEET.widths), row


def test_nothing_is_typed_on_it_and_nothing_is_far_away() -> None:
    """It stands behind the guide, and holds no input: whoever only looks cannot break anything."""
    assert BOOKS["ledger"].sheets[1] is SHEET
    assert {cell.kind for cell in SHEET.cells} == {"formula", "check"}
    assert all(isinstance(cell, Cell) and cell.twin for cell in SHEET.cells)


def test_its_numbers_are_numbers() -> None:
    book = model(demo("ja"))
    numbers = [cell.key for cell in SHEET.cells if cell.format != "@"]
    assert [key for key in numbers if not is_number(book.cell(key))] == []


# --- an order that is begun -------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("fills", "mark", "banner", "trade", "step"),
    [
        ((), "△", "{sell} 32,000 USD", 32_000, "dash_trade"),
        ((10_000,), "△", "{rest}{sell} 22,000 USD", 22_000, "dash_trade"),
        ((32_000,), "○", "{done}{sell} 32,000 USD", 0, "dash_traded"),
        ((16_000, 15_500), "○", "{done}{sell} 32,000 USD", 0, "dash_traded"),  # less than the smallest unit is left
        ((40_000,), "△", "{rest}{buy} 8,000 USD", -8_000, "dash_trade"),
        ((5_000, -5_000), "△", "{sell} 32,000 USD", 32_000, "dash_trade"),
    ],
)
def test_what_is_carried_out_is_not_asked_for_again(
    language: Language, fills: tuple[float, ...], mark: str, banner: str, trade: float, step: str
) -> None:
    book = model(small(language, *[fill(units) for units in fills]), language)
    words = {key: WORDS[word].of(language) for key, word in ORDER_WORDS.items()}
    assert shown(book, "mark", "order", "trade") == [mark, banner.format(**words), trade]
    assert shown(book, "latest_trade", "since", "units") == [32_000, sum(fills), abs(trade)]
    assert book.cell("dash_next") == WORDS[step].of(language)
    assert (book.cell("dash_until") is None) == (trade == 0)
    assert book.cell("roll_trade") == trade
    assert sum(units for _, units in orders(book)) == trade


ORDER_WORDS = {"sell": "ins_sell", "buy": "ins_buy", "rest": "dash_rest", "done": "dash_done"}


def test_a_trade_that_nobody_asked_for_is_to_be_undone() -> None:
    inputs = _sold(60_000)
    inputs.tables["log"].append(dict(inputs.tables["log"][0], id="2", time=to_serial(date(2026, 11, 3)) + 0.5))
    book = model(inputs)
    assert shown(book, "mark", "order", "latest_trade") == ["△", "残り 買い 60,000 USD", 0]
    inputs.tables["log"][1]["qty"] = 2_000  # inside the band
    assert shown(model(inputs), "mark", "order", "trade", "held") == ["○", WORDS["ins_hold"].ja, 0, 62_000]


@pytest.mark.parametrize("name", SCENARIOS)
@pytest.mark.parametrize("units", [(), (7_000,), (-3_000, 250)])
def test_status_says_the_same(name: str, units: tuple[float, ...]) -> None:
    inputs = changed("ja", *SCENARIOS[name], *[fill(each) for each in units])
    book = model(inputs)
    found = status_of(book, date(2032, 1, 1))
    if found is not None:
        assert (found.remaining, found.known) == (book.cell("dash_trade"), book.cell("dash_trade") is not None)
        assert headline(replace(found, overdue=False), "ja") == book.cell("dash_order")
        assert book.cell("dash_held") in (found.held, None)
