"""Baskets: products that move as one, with the leverage and the share of risk that they carry together."""

from collections.abc import Callable
from typing import Final

import numpy as np

from hedge_xl import functions as hx
from hedge_xl.core.checks import NOISE
from hedge_xl.core.language import Text, same
from workbook.leverage import portfolio
from workbook.leverage.labels import STEPS, label_cells, last
from workbook.leverage.names import NUMBERS, SIZE, shown, span
from workbook.spec import Block, Cell, Item, Value
from workbook.twin import Scope, n

_Twin = Callable[[Scope], Value]


def _link(i: int, j: int) -> str:
    return f"N({{used_{i}_{j}}})>{{basket_at}}+1E-12"


def _linked(s: Scope, i: int, j: int) -> bool:
    return n(s.cell(f"used_{i}_{j}")) > s.number("basket_at") + NOISE


def _basket(i: int) -> _Twin:
    def twin(s: Scope) -> Value:
        known = portfolio.portfolio(s)
        if known is None or i not in known.numbers:
            return None
        numbers = s.model.shared(("baskets",), lambda: hx.CORR_CLUSTERS(known.corr, s.number("basket_at")))
        return int(np.ravel(numbers)[known.numbers.index(i)])

    return twin


def _first(i: int) -> _Twin:
    return lambda s: int(s.number(f"active_{i}") == 1 and s.number(last("basket_step", i)) == i)


def _labels(i: int) -> tuple[Item, ...]:
    own = f"{{{last('basket_step', i)}}}"
    return (
        same(str(i)),
        shown(f"basket_of_{i}", f"name_{i}", "working"),
        *label_cells("basket_step", i, _link, _linked),
        Cell(
            f"heads_{i}",
            "formula",
            "0",
            formula=f"IF(AND({{active_{i}}}=1,{own}={i}),1,0)",
            twin=_first(i),
            style="working",
        ),
        Cell(
            f"basket_{i}",
            "formula",
            "0",
            formula=f'IF(OR({{ready}}=0,{{active_{i}}}=0),"",SUMPRODUCT(({span("number")}<={own})*{span("heads")}))',
            twin=_basket(i),
            style="working",
        ),
    )


BASKETS: Final = Block(
    Text(
        "バスケット(相関が「同一バスケット」を超える商品を、つながる限り同じ番号に)",
        "Baskets (products linked by a correlation above the threshold take one number)",
    ),
    header=(
        same("No."),
        Text("商品", "Product"),
        *(Text(f"段階{step}", f"Step {step}") for step in range(1, STEPS + 1)),
        Text("先頭", "First"),
        Text("バスケット", "Basket"),
    ),
    styles=("unit",),
    rows=tuple(_labels(i) for i in NUMBERS),
)


def _in_basket(s: Scope, basket: int) -> list[int]:
    return [i for i in NUMBERS if s.cell(f"basket_{i}") == basket]


def _count(basket: int) -> _Twin:
    return lambda s: len(_in_basket(s, basket))


def _several(basket: int) -> _Twin:
    return lambda s: sum(1 for b in range(1, basket + 1) if s.number(f"members_{b}") > 1)


def _names(basket: int) -> _Twin:
    def twin(s: Scope) -> Value:
        names = [f"{s.cell(f'name_{i}') or ''}" for i in _in_basket(s, basket)]
        return " + ".join(names) or None

    return twin


def _names_formula(basket: int) -> str:
    parts = "&".join(f'IF({{basket_{i}}}={basket}," + "&{{name_{i}}},"")' for i in NUMBERS)
    return f"MID({parts},4,999)"


def _leverage(basket: int) -> _Twin:
    def twin(s: Scope) -> Value:
        inside = _in_basket(s, basket)
        return sum(abs(s.number(f"w_{i}")) for i in inside) / s.number("equity") if inside else None

    return twin


def _share(basket: int) -> _Twin:
    def twin(s: Scope) -> Value:
        inside = _in_basket(s, basket)
        return sum(n(s.cell(f"share_{i}")) for i in inside) if inside and s.number("clm") > 0 else None

    return twin


def _basket_row(b: int) -> tuple[Item, ...]:
    inside = f"({span('basket')}={b})"
    count = f"SUMPRODUCT({inside}*1)"
    money = f"SUMPRODUCT({inside}*ABS({span('w')}))"
    return (
        same(str(b)),
        Cell(f"member_names_{b}", "formula", "@", formula=_names_formula(b), twin=_names(b), style="working"),
        Cell(f"members_{b}", "formula", "0", formula=count, twin=_count(b), style="working"),
        Cell(
            f"several_{b}",
            "formula",
            "0",
            formula="+".join(f"IF({{members_{k}}}>1,1,0)" for k in range(1, b + 1)),
            twin=_several(b),
            style="working",
        ),
        Cell(
            f"basket_lev_{b}",
            "formula",
            "0.00",
            formula=f'IF({{members_{b}}}=0,"",{money}/{{equity}})',
            twin=_leverage(b),
            style="working",
        ),
        Cell(
            f"basket_share_{b}",
            "formula",
            "0.0%",
            formula=f'IF(OR({{members_{b}}}=0,N({{clm}})=0),"",SUMPRODUCT({inside}*1,{span("share")}))',
            twin=_share(b),
            style="working",
        ),
    )


MEMBERS: Final = Block(
    Text("バスケットごと", "Basket by basket"),
    header=(
        Text("番号", "Basket"),
        Text("商品", "Products"),
        Text("商品数", "Count"),
        Text("2つ以上の累計", "Of two or more"),
        Text("表面レバ", "Nominal leverage"),
        Text("寄与割合", "Share"),
    ),
    styles=("unit",),
    rows=tuple(_basket_row(b) for b in range(1, SIZE + 1)),
)
