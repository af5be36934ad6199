"""Leverage cockpits for the proofs: what users do with them, well and badly."""

import copy
import math
import random
from collections.abc import Callable
from datetime import datetime
from typing import Final

from hedge_xl.core.language import Language
from workbook.build import complete
from workbook.leverage import LEVERAGE
from workbook.leverage.names import NUMBERS
from workbook.leverage.start import demo_cockpit, empty_cockpit
from workbook.spec import Inputs, Value
from workbook.text import WORDS

MODIFIED: Final = datetime(2026, 10, 31)
Change = Callable[[Inputs, Language], None]
INDICES: Final = {(2, 1): 0.90, (3, 1): 0.88, (3, 2): 0.95}
TRIANGLE: Final = tuple((row, column) for row in NUMBERS for column in range(1, row))


def demo(language: Language = "ja") -> Inputs:
    """The article's first example, to be changed at will."""
    return copy.deepcopy(complete(LEVERAGE, demo_cockpit(language)))


def changed(language: Language, *changes: Change) -> Inputs:
    """The first example after some changes."""
    inputs = demo(language)
    for change in changes:
        change(inputs, language)
    return inputs


def cell(key: str, value: Value) -> Change:
    def change(inputs: Inputs, language: Language) -> None:
        inputs.cells[key] = value

    return change


def choose(key: str, word: str) -> Change:
    return lambda inputs, language: cell(key, WORDS[word].of(language))(inputs, language)


def put(row: int, column: str, value: Value) -> Change:
    def change(inputs: Inputs, language: Language) -> None:
        inputs.tables["holdings"][row][column] = value

    return change


def rho(row: int, column: int, value: Value) -> Change:
    return cell(f"rho_{row}_{column}", value)


def holding(number: int, product: str, notional: float, vol: float, *, sell: bool = False, lot: Value = None) -> Change:
    """One more position."""

    def change(inputs: Inputs, language: Language) -> None:
        side = WORDS["side_sell" if sell else "side_buy"].of(language)
        row: dict[str, Value] = {"no": number, "product": product, "side": side, "notional": notional, "vol": vol}
        inputs.tables["holdings"].append(row | {"lot": lot})

    return change


def only(*changes: Change) -> tuple[Change, ...]:
    """Nothing of the example but its equity, and then the changes."""

    def clear(inputs: Inputs, language: Language) -> None:
        inputs.tables["holdings"] = []
        for key in [key for key in inputs.cells if key.startswith("rho")]:
            del inputs.cells[key]

    return clear, *changes


def correlations(known: dict[tuple[int, int], float]) -> Change:
    def change(inputs: Inputs, language: Language) -> None:
        inputs.cells.update({f"rho_{row}_{column}": value for (row, column), value in known.items()})

    return change


BOMB: Final = only(
    cell("equity", 100_000),
    *(holding(no, name, 100_000, 0.01, lot=10_000) for no, name in enumerate(("NAS100", "SP500", "US30"), start=1)),
    correlations(INDICES),
)
"""The article's second example (C §6)."""


def returns(days: int, seed: int, *, gaps: bool = True) -> Change:
    """Daily returns of eight products that share a factor."""

    def change(inputs: Inputs, language: Language) -> None:
        chance = random.Random(seed)
        rows: list[dict[str, Value]] = []
        for day in range(days):
            common = chance.gauss(0, 0.01)
            row: dict[str, Value] = {"date": 45000 + day}
            row |= {f"r{i}": round((-1) ** i * 0.7 * common + chance.gauss(0, 0.008), 6) for i in NUMBERS}
            if gaps and day % 7 == 3:
                row[f"r{1 + day % 3}"] = None
            rows.append(row)
        inputs.tables["returns"] = rows

    return change


def noise(seed: int, size: int = 8) -> tuple[Change, ...]:
    """A random portfolio with correlations that can hold together, three times over its cap on average."""
    chance = random.Random(seed)
    factors = [[chance.gauss(0, 1) for _ in range(3)] for _ in range(size)]
    own = [chance.choice((0.2, 1.0)) for _ in range(size)]

    def correlation(i: int, j: int) -> float:
        cov = sum(a * b for a, b in zip(factors[i], factors[j], strict=True))
        scale = [sum(a * a for a in factors[k]) + own[k] for k in (i, j)]
        return cov / math.sqrt(scale[0] * scale[1])

    held = [
        holding(
            i + 1,
            f"P{i + 1}",
            round(10 ** chance.uniform(4, 6)),
            round(chance.uniform(0.003, 0.03), 4),
            sell=chance.random() < 0.4,
            lot=chance.choice((None, 1000, 25_000)),
        )
        for i in range(size)
    ]
    chance.shuffle(held)
    known = {(row, column): correlation(row - 1, column - 1) for row, column in TRIANGLE if row <= size}
    return only(cell("equity", round(10 ** chance.uniform(4.8, 6))), *held, correlations(known))


def _bad_rows(inputs: Inputs, language: Language) -> None:
    rows = inputs.tables["holdings"]
    rows[0]["no"], rows[1]["notional"], rows[2]["side"] = 2.5, "165,000", "sideways"
    good = dict(rows[1], no=4, notional=1000.0)
    rows += [
        dict(good, no=2),
        dict(good, no=5, product=None),
        dict(good, no=6, vol=None),
        dict(good, no=7, notional=-5),
        dict(good, no=8, vol="#N/A"),
        dict(good, no=3, vol=12),
        dict(good, no=None),
        dict(good, lot="ten"),
        {},
    ]


def _bad_returns(inputs: Inputs, language: Language) -> None:
    rows = inputs.tables["returns"]
    rows[4]["date"], rows[9]["date"] = "2026-01-05", rows[8]["date"]
    rows[12]["r2"], rows[14]["r8"], rows[16]["r1"], rows[20]["r3"] = "1.2%", 1.2, "#DIV/0!", -0.3
    rows[18] = {}


def _still(inputs: Inputs, language: Language) -> None:
    for row in inputs.tables["returns"]:
        row["r2"] = 0.1


_JUNK: Final[tuple[Value, ...]] = (
    *(
        None,
        "x",
        "1",
        "１",
        "#N/A",
        0,
        -1,
        1e-12,
        1e15,
        -1e300,
        1e300,
        0.5,
        2,
        7.5,
        "BUY",
        "sell",
        "  ",
        "=1",
        "|",
        45000,
    ),
)


def junk(seed: int) -> tuple[Change, ...]:
    """A random portfolio with whatever people type by mistake into three of its cells."""
    chance = random.Random(seed)

    def spoil(inputs: Inputs, language: Language) -> None:
        for _ in range(3):
            table = chance.choice(("holdings", "holdings", "returns"))
            row = chance.choice(inputs.tables[table])
            keys = [column.key for column in LEVERAGE.table(table).inputs]
            row[chance.choice(keys)] = chance.choice(_JUNK)

    return *noise(seed), returns(12, seed), choose("corr_source", "src_returns"), spoil


_RETURNS: Final = (choose("corr_source", "src_returns"), choose("vol_source", "src_returns"), cell("window", 40))

SCENARIOS: dict[str, tuple[Change, ...]] = {
    "bomb": BOMB,
    "bomb, short hedge": (*BOMB, put(2, "side", "sell"), cell("equity", 30_000)),
    "one product": only(holding(5, "BTC", 500_000, 0.04, lot=7_000)),
    "over the cap": (cell("equity", 40_000), choose("vol_basis", "basis_year"), put(0, "vol", 0.11)),
    "relaxed": (choose("relax", "relax_yes"), cell("equity", 80_000), rho(2, 1, -0.6)),
    "flat line": (put(1, "notional", 0),),
    "sorted the other way": (lambda inputs, language: inputs.tables["holdings"].reverse(),),
    "impossible correlations": (rho(2, 1, 0.9), rho(3, 1, 0.9), rho(3, 2, -0.9)),
    "perfect correlation": (*BOMB, rho(2, 1, 1), rho(3, 1, 1), rho(3, 2, 1)),
    "cancelled": (*BOMB, put(1, "side", "short"), put(2, "notional", 0), rho(2, 1, 1), rho(3, 1, 0.9), rho(3, 2, 0.9)),
    "correlation missing": (rho(3, 1, None),),
    "correlation out of range": (rho(3, 1, 25), rho(5, 2, "0.3"), rho(8, 7, -1.01)),
    "no equity": (cell("equity", None),),
    "equity as text": (cell("equity", "100万"),),
    "caps crossed": (cell("cap_low", 2.5),),
    "parameters refused": (cell("basket_at", 75), cell("periods", 252.5), cell("relax", "?"), cell("stress", None)),
    "bad rows": (_bad_rows,),
    "odd volatility, class": (put(0, "vol", 0.7), put(1, "vol", 0.0001), put(2, "group", "FX"), cell("class_cap", 1)),
    "from returns": (returns(90, 1), *_RETURNS),
    "correlations from returns": (returns(50, 2), choose("corr_source", "src_returns")),
    "volatility from returns": (returns(50, 3), choose("vol_source", "src_returns"), put(1, "vol", None)),
    "too few returns": (returns(2, 4, gaps=False), *_RETURNS),
    "bad returns": (returns(40, 5), _bad_returns, *_RETURNS),
    "bad returns, not used": (returns(40, 5), _bad_returns),
    "still returns": (returns(40, 6), _still, *_RETURNS),
    "six inverse pairs and more": only(
        cell("equity", 500_000),
        *(holding(i, f"P{i}", 100_000 + 1000 * i, 0.01, sell=i % 3 == 0) for i in NUMBERS),
        correlations({(i, j): 0.8 if (i - j) % 2 == 0 else -0.7 for i, j in TRIANGLE}),
    ),
    "junk 4": junk(4),
    "junk 5": junk(5),
} | {f"noise {seed}": noise(seed, 2 + seed % 7) for seed in range(3, 7)}


def cases(language: Language) -> dict[str, Inputs]:
    """Every scenario, and both fillings."""
    made = {name: complete(LEVERAGE, changed(language, *changes)) for name, changes in SCENARIOS.items()}
    return made | {"demo": demo(language), "empty": complete(LEVERAGE, empty_cockpit(language))}
