"""Faults planted in the inputs of the small ledger, and what a validation must say of each: that, and nothing else."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ledgers import FILLS, MARKET_MONTHS, MONTHS, at, in_cell, place
from scenarios import Change, delete, parameter, policy, put, true_statement

from hedge_xl.core.language import Language
from workbook.spec import Inputs, Value

LAST = MONTHS - 1
NOT_A_MONTH_END = 44741.0  # 2022-06-29
Row = dict[str, Value]


def zero_shares(inputs: Inputs, language: Language) -> None:
    inputs.tables["monthly"][LAST]["a_usd"] = 0


def one_month(inputs: Inputs, language: Language) -> None:
    for name in ("monthly", "pnl"):
        inputs.tables[name] = inputs.tables[name][-1:]


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


def _and_a_limit(rows: list[Row]) -> list[Row]:
    order = {"id": "L1", "side": "SELL", "qty": 1000, "order_type": "LIMIT", "order_time": 44930.5}
    return [*rows, order]


MARKET = [
    *(one("market", "month", 1, value, "×market-month") for value in ("2022年の6月", NOT_A_MONTH_END, None)),
    one("market", "month", 1, "2022-06-30", "×text-date"),
    one("market", "spx", 1, "4,000", "×text-number"),
    one("market", "usdjpy", 1, None, "×market-number"),
    each("market", "ma200", ("n/a", "百三十", True), "×market-number"),
    one("market", "spx", 1, 0, "×market-positive"),
    each("market", "usdjpy", (-131.5, -1e-9, 0), "×market-positive"),
    one("market", "ma200", 1, -131.5, "×market-positive"),
    Planted(
        "market month twice",
        (
            change_rows("market", lambda rows: [*rows[:2], dict(rows[1]), *rows[2:]]),
            change_rows("backtest", lambda rows: [*rows, {}]),
        ),
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
    *(one("monthly", "month", LAST, value, "×monthly-month") for value in ("12月", NOT_A_MONTH_END, None)),
    one("monthly", "month", LAST, "2022-12-31", "×text-date"),
    one("monthly", "a_usd", LAST, "75,000", "×text-number"),
    one("monthly", "spot", LAST, None, "×monthly-number"),
    one("monthly", "swap", LAST, "-1万2千", "×monthly-number"),
    one("monthly", "swap", LAST, "-12,000円", "×text-number"),
    one("monthly", "h_fixed", LAST, "0.8", "×text-number"),
    Planted(
        "values in words, as a truth value, or missing",
        tuple(put("monthly", row, "a_usd", value) for row, value in enumerate(("7.5万", True, None), start=1)),
        tuple(at("×monthly-number", row, "a_usd") for row in range(1, MONTHS)),
    ),
    *(one("monthly", "a_usd", LAST, value, "×text-number") for value in ("¥75000", "７５０００", "75000 ")),
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
        (at("×monthly-order", 3, "month"), at("△monthly-gap", 2, "month")),
    ),
    Planted(
        "month missing",
        (delete("monthly", 1), delete("pnl", 1)),
        (at("△monthly-gap", 1, "month"),),
    ),
    one("monthly", "spot", LAST, 135, "△monthly-spot"),
    Planted(
        "no market data for the month",
        (delete("market", -1),),
        (at("△monthly-ins-market", LAST, "instruction"),),
    ),
    Planted(
        "no market data for the month, with an h of its own",
        (delete("market", -1), put("monthly", LAST, "h_fixed", 0.9)),
        (at("△pnl-return", LAST, "r_hedged"),),
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
            at("△monthly-over-hedged", 2, "instruction"),
        ),
    ),
    Planted(
        "an order ID spelled another way",
        (put("log", 1, "id", "D1"), put("log", 4, "id", "ｄ１")),
        (at("△log-same-fill", 4, "id"),),
    ),
    Planted(
        "more bought than sold",
        (put("log", FILLS - 1, "qty", 100_000),),
        (
            *(at("△monthly-netlong", row, "state") for row in range(MONTHS)),
            at("△monthly-not-carried-out", 2, "instruction"),
        ),
    ),
]
LOG = [
    one("log", "id", 3, None, "×log-id"),
    each("log", "side", ("sideways", "SELL!", "|", "売 買", None), "×log-side"),
    one("log", "price", 3, "108.5", "×text-number"),
    each("log", "qty", ("千", "1.000.0", None), "×log-number"),
    one("log", "price", 3, None, "×log-number"),
    one("log", "quote", 3, "108円50銭", "×log-number"),
    one("log", "qty", 3, -1000, "×log-positive"),
    each("log", "price", (0, -108.5), "×log-positive"),
    one("log", "quote", 3, 0, "×log-positive"),
    each("log", "time", ("3月3日 10:00", None, 0.5), "×log-time", first=2),
    one("log", "time", 2, "2020-03-03 10:00", "×text-date"),
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
    Planted("limit order sent meanwhile", (change_rows("log", _and_a_limit),), (at("△log-open", FILLS, "price"),)),
    one("log", "quote", 3, "#N/A", "×error-value"),
    *(
        Planted(
            f"event on {day!r}",
            (change_rows("events", lambda rows, day=day: [{"date": day, "name": "FOMC"}]),),
            (at("×events-date", 0, "date"),),
        )
        for day in ("12月", 44900.5, None)
    ),
]
OTHERS = [
    Planted("Backtest one row short", (delete("backtest", LAST),), (in_cell("△backtest-rows", "n_backtest_rows"),)),
    Planted("P&L one row short", (delete("pnl", LAST),), (in_cell("△rows", "n_rows"),)),
    Planted("P&L one row long", (change_rows("pnl", lambda rows: [*rows, {}]),), (in_cell("△rows", "n_rows"),)),
    Planted(
        "floor above cap",
        (policy("pol_struct"), parameter("h_floor", 0.9), parameter("h_cap", 0.8)),
        (in_cell("×clamp", "n_clamp"),),
    ),
    Planted("structural h outside the clamp", (parameter("structural_h", 0.5),), (in_cell("△struct", "n_struct"),)),
]


def statement(column: str, value: object, code: str, where: str | None = None) -> Planted:
    """A statement that agrees but for one cell; ``value`` may be a difference from the right number."""

    def change(inputs: Inputs, language: Language) -> None:
        row = true_statement(inputs, 44926.0)
        row[column] = float(row[column] or 0) + value.by if isinstance(value, Off) else value
        inputs.tables["statement"] = [true_statement(inputs, 44926.0), row]

    found_at = code, place("statement", 1, where or column)
    return Planted(f"statement {column} {value!r}", (change,), (found_at,))


@dataclass(frozen=True)
class Off:
    by: float


STATEMENTS = [
    *(statement("date", value, "×statement-date") for value in ("12月末", -0.5, None, 20_221_231)),
    statement("date", "2022-12-31", "×text-date"),
    *(statement("position", value, "×statement-number") for value in ("6万", None)),
    statement("swap", "-1万", "×statement-number"),
    statement("swap", "#N/A", "×error-value"),
    statement("position", Off(-1000), "×statement-balance"),
    statement("position", Off(0.00001), "×statement-balance"),
    statement("swap", Off(1.5), "△statement-swap-gap"),
    statement("date", 44200.0, "△statement-swap", "swap"),
]
PLANTED = [*MARKET, *MONTHLY, *LOG, *OTHERS, *STATEMENTS]
