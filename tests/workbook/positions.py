"""Positioning workbooks for the proofs: what users do to them, well and badly."""

import copy
import random
from collections.abc import Callable
from datetime import datetime

from hedge_xl.core.language import Language
from workbook.build import complete
from workbook.positioning import POSITIONING
from workbook.spec import Filling, Inputs, Value
from workbook.text import WORDS

MODIFIED = datetime(2026, 10, 31)
START = 45_000.0
Change = Callable[[Inputs, Language], None]


def filled(filling: Filling, language: Language) -> Inputs:
    """A copy of one of the two fillings."""
    return copy.deepcopy(complete(POSITIONING, POSITIONING.fillings[filling](language)))


def daily(days: int = 60, seed: int = 1) -> Change:
    """Simulated daily bars with two decimals: among them bars that stick out equally on both sides."""

    def change(inputs: Inputs, language: Language) -> None:
        chance = random.Random(seed)
        close, hedge, rows = 100.0, 150.0, []
        for day in range(days):
            before, move = close, chance.gauss(0, 1.2)
            close = round(close + move, 2)
            hedge = round(hedge * (1 + chance.gauss(0, 0.004) + 0.003 * move), 3)
            wide = round(chance.uniform(0, 1.0), 1)
            high, low = round(max(before, close) + wide, 2), round(min(before, close) - wide, 2)
            rows.append({"date": START + day, "high": high, "low": low, "close": close, "hedge": hedge})
        inputs.tables["prices"] = rows
        inputs.cells |= {"ema_short": 5, "ema_long": 12, "h_window": 20, "beta_window": 30, "vol_window": 10}

    return change


def put(table: str, row: int, column: str, value: Value) -> Change:
    """Type a value into a cell of a table."""

    def change(inputs: Inputs, language: Language) -> None:
        inputs.tables[table][row][column] = value

    return change


def clear(row: int) -> Change:
    """Empty a row of prices."""

    def change(inputs: Inputs, language: Language) -> None:
        inputs.tables["prices"][row] = {}

    return change


def parameter(key: str, value: Value) -> Change:
    """Change a parameter; a word key becomes the word."""

    def change(inputs: Inputs, language: Language) -> None:
        inputs.cells[key] = WORDS[value].of(language) if value in WORDS else value

    return change


def legs(*rows: dict[str, Value]) -> Change:
    """Option legs; kinds are word keys."""

    def change(inputs: Inputs, language: Language) -> None:
        inputs.tables["legs"] = [
            row | ({"kind": WORDS[str(row["kind"])].of(language)} if row.get("kind") in WORDS else {}) for row in rows
        ]

    return change


def symmetric(inputs: Inputs, language: Language) -> None:
    """Bars that stick out by 0.1 on both sides, again and again: neither side may win by binary noise."""
    for day, row in enumerate(inputs.tables["prices"]):
        wide = round(0.3 + 0.1 * (day % 7), 1)
        row |= {
            "high": round(100.1 + wide, 2),
            "low": round(100.1 - wide, 2),
            "close": round(100.1 + 0.01 * (day % 3), 2),
        }


def still(inputs: Inputs, language: Language) -> None:
    """A hedge that stops moving, and an instrument that does so later."""
    for row in inputs.tables["prices"][30:]:
        row["hedge"] = 151.0
    for row in inputs.tables["prices"][45:]:
        row |= {"high": 99.0, "low": 99.0, "close": 99.0}


def noise(seed: int) -> Change:
    """Anything anywhere. No booleans: to LibreOffice they are numbers, to Excel and to us they are not."""

    def change(inputs: Inputs, language: Language) -> None:
        chance = random.Random(seed)
        junk: list[Value] = [None, "", 0, -5.0, "x", "12", 1e300, 1e-300, START + 3.5, "#N/A", "2024-01-05"]
        for key in ("prices", "legs"):
            for row in inputs.tables[key]:
                for column in POSITIONING.table(key).inputs:
                    if chance.random() < 0.02:
                        row[column.key] = chance.choice(junk)

    return change


ODD_LEGS = legs(
    {"name": "A", "kind": "leg_put", "qty": 3.0, "strike": 140.0, "days": 30.0, "vol": 0.12},
    {"name": "B", "kind": "leg_call", "qty": -2.0, "strike": 400.0, "days": 1.0, "vol": 0.05},
    {"name": "C", "kind": "leg_spot", "qty": -1.5},
)
BAD_LEGS = legs(
    {"name": "A", "kind": "leg_put", "qty": 3.0, "strike": 140.0, "days": 30.0, "vol": 0.12},
    {"name": "B", "kind": "straddle", "qty": 1.0},
    {"kind": "leg_call", "qty": "10", "strike": 150.0, "days": 30.0, "vol": 0.1},
    {"kind": "leg_call", "qty": 10.0, "strike": 150.0, "days": 30.0, "vol": 10.0},
    {"kind": "leg_call", "qty": 10.0, "strike": 0.0, "days": 30.0, "vol": 0.1},
    {"kind": "leg_call", "qty": 10.0, "strike": 150.0, "days": None, "vol": 0.1},
    {"kind": "#N/A", "qty": 1.0},
    {"kind": "leg_spot", "qty": "#REF!"},
    {"qty": 5.0},
)

SCENARIOS: dict[str, tuple[Change, ...]] = {
    "daily bars": (daily(),),
    "ewma, beta, normal, cash": (
        daily(),
        parameter("vol_method", "vol_ewma"),
        parameter("ratio_method", "ratio_beta"),
        parameter("var_method", "var_parametric"),
        parameter("down_rule", "down_cash"),
        parameter("hedge_beta", -0.8),
        parameter("mult_fall", 1.5),
        ODD_LEGS,
    ),
    "short periods": (
        daily(40),
        parameter("atr_period", 1),
        parameter("adx_period", 2),
        parameter("rsi_period", 2),
        parameter("ema_short", 1),
        parameter("ema_long", 2),
        parameter("vol_window", 2),
        parameter("h_window", 3),
        parameter("beta_window", 3),
    ),
    "equal moves on both sides": (daily(), symmetric, parameter("adx_period", 5)),
    "prices that stand still": (daily(), still),
    "rows missing and faulty": (
        daily(),
        clear(20),
        put("prices", 30, "close", "101.5"),
        put("prices", 31, "high", None),
        put("prices", 40, "low", 500.0),
        put("prices", 50, "hedge", None),
        put("prices", 52, "hedge", "n/a"),
        put("prices", 53, "date", "2023-05-01"),
        put("prices", 54, "date", START + 10),
        put("prices", 55, "close", 0),
        put("prices", 56, "close", 1e15),
    ),
    "error values": (
        daily(),
        put("prices", 20, "close", "#N/A"),
        put("prices", 40, "hedge", "#REF!"),
        put("prices", 50, "date", "#NAME?"),
        put("prices", 58, "high", "#DIV/0!"),
    ),
    "last row faulty": (daily(), put("prices", -1, "close", "x"), BAD_LEGS),
    "closes in place of some bars": (
        daily(),
        parameter("bar_source", "bars_close"),
        put("prices", 10, "high", None),
        put("prices", 10, "low", None),
    ),
    "no bars, no hedge": (
        daily(40),
        lambda inputs, language: [row.update(high=None, low=None, hedge=None) for row in inputs.tables["prices"]],
    ),
    "jumps and gaps": (
        daily(),
        put("prices", 45, "close", 300.0),
        put("prices", 45, "high", 310.0),
        put("prices", -1, "date", START + 200),
        put("prices", 55, "hedge", 15.1),
    ),
    "too few rows": (daily(8),),
    "one row": (daily(1),),
    "bad parameters": (daily(), parameter("h_window", "60"), parameter("risk_k", None), parameter("vol_method", "SD")),
    "limits crossed": (daily(), parameter("ema_short", 50), parameter("low_vol", 0.3), parameter("rsi_low", 80)),
    "hedge too large": (daily(), parameter("mult_range", 5), parameter("mult_fall", 5), parameter("mult_rise", 5)),
    **{f"noise {seed}": (daily(), ODD_LEGS, noise(seed)) for seed in range(2)},
}


def changed(language: Language, *changes: Change) -> Inputs:
    """The empty workbook after some changes."""
    inputs = filled("empty", language)
    for change in changes:
        change(inputs, language)
    return complete(POSITIONING, inputs)
