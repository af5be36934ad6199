"""The validator and the inputs: every fault planted is found where it is and nothing else; sound ledgers are clean."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest
from ledgers import (
    FILLS,
    MARKET_MONTHS,
    MONTHS,
    at,
    demo_file,
    found,
    in_cell,
    named_place,
    place,
    small,
    write,
)
from scenarios import Change, delete, demo, keep_last, parameter, policy, put

from hedge_xl.core.language import LANGUAGES, Language
from workbook.ledger.other_checks import OTHER_CHECKS
from workbook.ledger.row_checks import ROW_CHECKS
from workbook.spec import Inputs, Value
from workbook.text import WORDS
from workbook.validate import validate

LAST = MONTHS - 1
NOT_A_MONTH_END = 44741.0  # 2022-06-29
Row = dict[str, Value]


# --- sound ledgers ------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_demo_is_clean(tmp_path: Path, language: Language) -> None:
    path = tmp_path / "demo.xlsx"
    path.write_bytes(demo_file(language))
    assert found(path) == []


def zero_shares(inputs: Inputs, language: Language) -> None:
    inputs.tables["monthly"][LAST]["a_usd"] = 0


def one_month(inputs: Inputs, language: Language) -> None:
    for name in ("monthly", "pnl"):
        inputs.tables[name] = inputs.tables[name][-1:]


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param((), id="as it is"),
        pytest.param((one_month,), id="a single month"),
        pytest.param((put("monthly", LAST, "h_fixed", 0),), id="h fixed at 0"),
        pytest.param((put("log", 2, "side", "SHORT"), put("log", 3, "side", "売り")), id="sides in other words"),
        pytest.param((put("monthly", LAST, "note", "=1+1\n×"),), id="a note like a formula"),
        pytest.param((put("market", 2, "ma200", None),), id="no 200-day average"),
        *(pytest.param((policy(word),), id=word) for word in ("pol_none", "pol_full", "pol_struct", "pol_hstar")),
    ],
)
def test_sound_ledgers_are_clean(tmp_path: Path, changes: tuple[Change, ...]) -> None:
    assert found(write(tmp_path / "a.xlsx", small("ja", *changes))) == []


@pytest.mark.parametrize(("months", "expected"), [(37, []), (36, [("×monthly-ins-market", "月次!T12")])])
def test_h_star_needs_a_full_window(tmp_path: Path, months: int, expected: list[tuple[str, str]]) -> None:
    """36 months of history are 35 returns: one too few for a window of 36."""
    inputs = demo("ja")
    for change in (policy("pol_hstar"), keep_last("market", months), one_month):
        change(inputs, "ja")
    # A missing estimate is no fault of the row's, so it is marked as worth a look.
    expected = [(code.replace("×", "△"), where) for code, where in expected]
    assert found(write(tmp_path / "a.xlsx", inputs)) == expected


# --- faults in the inputs -----------------------------------------------------------------------


@dataclass(frozen=True)
class Planted:
    """A change of the inputs, and code and place of the findings that must come of it."""

    name: str
    changes: tuple[Change, ...]
    findings: tuple[tuple[str, str], ...]


def change_rows(name: str, change: Callable[[list[Row]], Iterable[Row]]) -> Change:
    def apply(inputs: Inputs, language: Language) -> None:
        inputs.tables[name] = list(change(inputs.tables[name]))

    return apply


def one(name: str, column: str, row: int, value: Value, code: str, where: str = "") -> Planted:
    """One wrong input, one finding: at that input unless another column is named."""
    shown = place("pnl" if code[1:].startswith("pnl") else name, row, where or column)
    return Planted(f"{name}.{column}={value!r}", (put(name, row, column, value),), ((code, shown),))


def each(name: str, column: str, values: Iterable[Value], code: str, first: int = 0) -> Planted:
    """The same fault in one row after another, each row found."""
    rows = dict(enumerate(values, start=first))
    changes = tuple(put(name, row, column, value) for row, value in rows.items())
    return Planted(f"{name}.{column}: {code[1:]}", changes, tuple(at(code, row, column) for row in rows))


def event_on_first_fill(inputs: Inputs, language: Language) -> None:
    inputs.tables["events"] = [{"date": float(int(float(inputs.tables["log"][0]["time"] or 0))), "name": "FOMC"}]


MARKET = [
    *(one("market", "month", 1, value, "×market-month") for value in ("2022-06-30", NOT_A_MONTH_END, None)),
    one("market", "spx", 1, "4,000", "×market-number"),
    one("market", "usdjpy", 1, None, "×market-number"),
    each("market", "ma200", ("n/a", "１３０", True), "×market-number"),
    one("market", "spx", 1, 0, "×market-positive"),
    each("market", "usdjpy", (-131.5, -1e-9, 0), "×market-positive"),
    one("market", "ma200", 1, -131.5, "×market-positive"),
    Planted(
        "market month twice",
        (change_rows("market", lambda rows: [*rows[:2], dict(rows[1]), *rows[2:]]),),
        (at("×market-dup", 1, "month"), at("×market-dup", 2, "month")),
    ),
    Planted(
        "market months out of order",
        (change_rows("market", lambda rows: [rows[1], rows[0], *rows[2:]]),),
        (at("×market-order", 1, "month"),),
    ),
    Planted(
        "market month missing",
        (delete("market", 5),),
        (
            at("△market-gap", 5, "month"),
            at("△monthly-ins-market", 1, "instruction"),
            at("△pnl-return", 1, "r_hedged"),
            at("△pnl-return", 2, "r_hedged"),
        ),
    ),
    Planted("market history before the ledger may have gaps", (delete("market", 1),), ()),
    *(one("market", column, MARKET_MONTHS - 1, 1e5, "△market-jump") for column in ("spx", "ma200")),
    Planted(
        "market error value",
        (put("market", 1, "ma200", "#N/A"),),
        (("×error-value", place("market", 1, "ma200")),),
    ),
]
MONTHLY = [
    *(one("monthly", "month", LAST, value, "×monthly-month") for value in ("2022-12-31", NOT_A_MONTH_END, None)),
    one("monthly", "a_usd", LAST, "75,000", "×monthly-number"),
    one("monthly", "spot", LAST, None, "×monthly-number"),
    one("monthly", "swap", LAST, "-12,000円", "×monthly-number"),
    one("monthly", "h_fixed", LAST, "0.8", "×monthly-number"),
    Planted(
        "months in full-width digits, as a truth value, or missing",
        tuple(put("monthly", row, "a_usd", value) for row, value in enumerate(("７５０００", True, None), start=1)),
        tuple(at("×monthly-number", row, "a_usd") for row in range(1, MONTHS)),
    ),
    one("monthly", "a_usd", LAST, "¥75000", "×monthly-number"),
    one("monthly", "spot", LAST, 0, "×monthly-positive"),
    one("monthly", "a_usd", LAST, -1, "×monthly-positive"),
    Planted(
        "zero shares are fine, a negative price is not",
        (zero_shares, put("monthly", LAST, "spot", -131)),
        (at("×monthly-positive", LAST, "spot"),),
    ),
    Planted(
        "month twice",
        (change_rows("monthly", lambda rows: [*rows[:LAST], rows[LAST] | {"month": rows[LAST - 1]["month"]}]),),
        (at("×monthly-dup", LAST - 1, "month"), at("×monthly-dup", LAST, "month")),
    ),
    Planted(
        "months out of order",
        (change_rows("monthly", lambda rows: [*rows[:2], rows[3], rows[2]]),),
        (at("×monthly-order", 3, "month"), at("△monthly-gap", 2, "month"), at("△pnl-return", 2, "r_hedged")),
    ),
    Planted(
        "month missing",
        (delete("monthly", 1), delete("pnl", 1)),
        (at("△monthly-gap", 1, "month"), at("△pnl-return", 1, "r_hedged")),
    ),
    one("monthly", "spot", LAST, 135, "△monthly-spot"),
    Planted(
        "no market data for the month",
        (delete("market", -1),),
        (at("△monthly-ins-market", LAST, "instruction"), at("△pnl-return", LAST, "r_hedged")),
    ),
    one("monthly", "swap", 2, None, "△pnl-swap", "cost_swap"),
    one("monthly", "swap", 2, 21601, "△pnl-swap-rate", "cost_swap"),
    one("monthly", "h_fixed", LAST, 80, "×monthly-range"),
    one("monthly", "a_usd", LAST, 1e6, "△monthly-jump"),
    one("monthly", "spot", LAST, "#DIV/0!", "×error-value"),
    Planted("no shares left", (zero_shares,), (at("△monthly-jump", LAST, "a_usd"),)),
    Planted(
        "unit above the target",
        (parameter("min_unit", 1e6),),
        (
            *(at("△monthly-round-zero", row, "state") for row in range(MONTHS)),
            *(at("△log-unit", row, "qty") for row in range(FILLS)),
        ),
    ),
    Planted(
        "more bought than sold",
        (put("log", FILLS - 1, "qty", 100_000),),
        tuple(at("△monthly-netlong", row, "state") for row in range(MONTHS)),
    ),
]
LOG = [
    one("log", "id", 3, None, "×log-id"),
    each("log", "side", ("sideways", "SELL!", "|", "売 買", None), "×log-side"),
    one("log", "price", 3, "108.5", "×log-number"),
    each("log", "qty", ("1,000", "１０００", None), "×log-number"),
    one("log", "price", 3, None, "×log-number"),
    one("log", "quote", 3, "108.5", "×log-number"),
    one("log", "qty", 3, -1000, "×log-positive"),
    each("log", "price", (0, -108.5), "×log-positive"),
    one("log", "quote", 3, 0, "×log-positive"),
    each("log", "time", ("2020-03-03 10:00", None, 0.5), "×log-time", first=2),
    one("log", "quote", 3, None, "△log-quote"),
    one("log", "qty", 3, 1500, "△log-unit"),
    Planted(
        "order ID twice",
        (change_rows("log", lambda rows: [*rows[:3], rows[3] | {"id": str(rows[1]["id"]).lower()}, *rows[4:]]),),
        (at("×log-dup", 3, "id"),),
    ),
    Planted("fill on an event day", (event_on_first_fill,), (at("△log-event", 0, "time"),)),
    one("log", "quote", 3, 90, "△log-price", "price"),
    one("log", "time", 3, 45100.0, "△log-future"),
    one("log", "qty", 0, 1_000_000, "△log-large"),
    each("log", "order_time", (45000.0, "2020-03-03 10:00"), "△log-order-time"),
    one("log", "quote", 3, "#N/A", "×error-value"),
    *(
        Planted(
            f"event on {day!r}",
            (change_rows("events", lambda rows, day=day: [{"date": day, "name": "FOMC"}]),),
            (at("×events-date", 0, "date"),),
        )
        for day in ("2022-12-13", 44900.5, None)
    ),
]
OTHERS = [
    Planted("P&L one row short", (delete("pnl", LAST),), (in_cell("△rows", "n_rows"),)),
    Planted("P&L one row long", (change_rows("pnl", lambda rows: [*rows, {}]),), (in_cell("△rows", "n_rows"),)),
    Planted(
        "floor above cap",
        (policy("pol_struct"), parameter("h_floor", 0.9), parameter("h_cap", 0.8)),
        (in_cell("×clamp", "n_clamp"),),
    ),
    Planted("structural h outside the clamp", (parameter("structural_h", 0.5),), (in_cell("△struct", "n_struct"),)),
]
PLANTED = [*MARKET, *MONTHLY, *LOG, *OTHERS]


@pytest.mark.parametrize("planted", PLANTED, ids=lambda planted: planted.name)
def test_a_planted_fault_is_found_where_it_is_and_alone(tmp_path: Path, planted: Planted) -> None:
    assert found(write(tmp_path / "a.xlsx", small("ja", *planted.changes))) == list(planted.findings)


def test_every_check_is_planted() -> None:
    codes = {code[1:] for planted in PLANTED for code, _ in planted.findings}
    row_checks = {f"{check.table}-{check.word.removeprefix('chk_').replace('_', '-')}" for check in ROW_CHECKS}
    others = {key.removeprefix("n_") for key in OTHER_CHECKS if key != "n_policy" and not key.startswith("n_below_")}
    # Error values are named as such; unusable parameters and what stands below a table are, one by one, elsewhere.
    errors = {f"{check.table}-error" for check in ROW_CHECKS if check.word == "chk_error"}
    assert codes == (row_checks - errors) | {"error-value"} | others


def test_marks_mean_the_same_in_both_languages() -> None:
    names = [WORDS[check.word] for check in ROW_CHECKS if check.column == "check"]
    for name in (*names, *(name for name, _ in OTHER_CHECKS.values())):
        assert name.ja[:2] == name.en[:2]
        assert name.ja[:2] in ("× ", "△ ")


def test_places_are_those_a_person_sees() -> None:
    """The helpers above compute places; these are read off the sheets."""
    assert place("monthly", LAST, "a_usd") == "月次!C15"
    assert place("log", 3, "side", "en") == "Execution log!B11"
    assert named_place("structural_h") == "設定!B9"


def test_english_ledger(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", small("en", put("log", 1, "side", "sideways")), "en")
    (finding,) = validate(path)[1]
    assert finding.where == "Execution log!B9"
    assert finding.text.en == "unknown side (value: 'sideways'). Enter SELL or BUY"
    assert finding.text.ja == "売買が不明(値: 'sideways')。売 または 買 (SELL / BUY)にする"


def test_dates_are_shown_as_dates(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", small("ja", put("monthly", LAST, "month", NOT_A_MONTH_END), event_on_first_fill))
    month, fill = validate(path)[1]
    assert "(value: 2022-06-29)" in month.text.en
    assert "(値: 2020-02-03 10:00)" in fill.text.ja


def test_many_faults_are_all_found_errors_first(tmp_path: Path) -> None:
    changes = (
        put("log", 0, "quote", None),
        put("market", 1, "usdjpy", -1),
        put("market", 2, "spx", "x"),
        put("log", 2, "qty", 1500),
        put("monthly", 1, "swap", "y"),
    )
    assert found(write(tmp_path / "a.xlsx", small("ja", *changes))) == [
        at("×market-number", 2, "spx"),
        at("×market-positive", 1, "usdjpy"),
        at("×monthly-number", 1, "swap"),
        at("△log-quote", 0, "quote"),
        at("△log-unit", 2, "qty"),
        at("△pnl-return", 2, "r_hedged"),
    ]
