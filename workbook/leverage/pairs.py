"""Every pair of products, and whether it is an inverse pair that offsets or adds up."""

from collections.abc import Callable
from typing import Final

from hedge_xl import functions as hx
from hedge_xl.core.language import Text, same
from workbook.leverage import portfolio
from workbook.leverage.names import pairs
from workbook.spec import Block, Cell, Item, Value
from workbook.twin import Scope

_Twin = Callable[[Scope], Value]
ALL: Final = tuple(pairs())


def _inverse(i: int, j: int) -> _Twin:
    def twin(s: Scope) -> Value:
        return int((i, j) in inverse_pairs(s))

    return twin


def inverse_pairs(s: Scope) -> dict[tuple[int, int], float]:
    """The inverse pairs by the products' numbers, as the catalogue's function finds them."""
    known = portfolio.portfolio(s)
    if known is None:
        return {}

    def found() -> dict[tuple[int, int], float]:
        rows = hx.INVERSE_PAIRS(known.corr, s.number("inverse_at"))[1:]
        numbers = known.numbers
        return {(numbers[int(a) - 1], numbers[int(b) - 1]): float(rho) for a, b, rho in rows}

    return s.model.shared(("inverse pairs",), found)


def _effect(i: int, j: int) -> _Twin:
    def twin(s: Scope) -> Value:
        if s.number(f"inverse_{i}_{j}") != 1:
            return 0
        product = s.number(f"w_{i}") * s.number(f"w_{j}")
        return (product > 0) - (product < 0)

    return twin


def _nth(place: int) -> _Twin:
    return lambda s: sum(s.number(f"inverse_{i}_{j}") for i, j in ALL[: place + 1])


def _pair(place: int, i: int, j: int) -> tuple[Item, ...]:
    inverse, effect = f"inverse_{i}_{j}", f"effect_{i}_{j}"
    held = f"{{ready}}*{{active_{i}}}*{{active_{j}}}=0"
    rho = f"{{used_{i}_{j}}}"
    before = f"{{nth_{place}}}+" if place else ""
    return (
        None,
        same(f"{i} × {j}"),
        Cell(
            inverse,
            "formula",
            "0",
            formula=f"IF({held},0,IF({rho}<={{inverse_at}}+1E-12,1,0))",
            twin=_inverse(i, j),
            style="working",
        ),
        Cell(
            effect,
            "formula",
            "0",
            formula=f"IF({{{inverse}}}=1,SIGN({{w_{i}}})*SIGN({{w_{j}}}),0)",
            twin=_effect(i, j),
            style="working",
        ),
        Cell(f"nth_{place + 1}", "formula", "0", formula=f"{before}{{{inverse}}}", twin=_nth(place), style="working"),
    )


def _offsets(s: Scope) -> Value:
    return sum(1 for i, j in ALL if s.number(f"effect_{i}_{j}") == 1)


PAIRS: Final = Block(
    Text("逆相関ペア(番号の組)", "Inverse pairs, by the numbers of two products"),
    header=(
        same("No."),
        Text("組", "Pair"),
        Text("逆相関", "Inverse"),
        Text("1相殺 −1上乗せ", "1 offsets, -1 adds"),
        Text("累計", "Running count"),
    ),
    styles=("", "label"),
    rows=(
        *(_pair(place, i, j) for place, (i, j) in enumerate(ALL)),
        (
            None,
            Text("相殺し合うペア", "Offsetting pairs"),
            Cell(
                "offsets",
                "formula",
                "0",
                formula="COUNTIF({effect_1_2}:{effect_7_8},1)",
                twin=_offsets,
                style="working",
            ),
        ),
    ),
)
