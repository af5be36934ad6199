"""In which order positions are cut: groups that move as one first, those with the highest mean correlation first.

A short position counts with the sign of its correlations reversed. As `hedge_xl.core.deleverage` orders them; equal
figures are told apart by the number of the first member, not by binary noise.
"""

from collections.abc import Callable
from typing import Final

from hedge_xl.core.baskets import SAME_BASKET
from hedge_xl.core.checks import NOISE
from hedge_xl.core.language import Text, same
from workbook.leverage.labels import STEPS, label_cells, last
from workbook.leverage.names import NUMBERS, shown, span
from workbook.spec import Block, Cell, Item, Value
from workbook.twin import Scope, n

_Twin = Callable[[Scope], Value]
_DIGITS: Final = 12


def _toward(i: int, j: int) -> str:
    return f"N({{used_{i}_{j}}})*SIGN({{w_{i}}})*SIGN({{w_{j}}})"


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)


def together(s: Scope, i: int, j: int) -> float:
    """Correlation of two positions, of their sides as well as of their products."""
    return n(s.cell(f"used_{i}_{j}")) * _sign(s.number(f"w_{i}")) * _sign(s.number(f"w_{j}"))


def _link(i: int, j: int) -> str:
    return f"{_toward(i, j)}>{SAME_BASKET}+1E-12"


def _linked(s: Scope, i: int, j: int) -> bool:
    return together(s, i, j) > SAME_BASKET + NOISE


def group(s: Scope, i: int) -> float:
    """The number of the group that a product is cut with."""
    return s.number(last("cut_step", i))


def _labels(i: int) -> tuple[Item, ...]:
    return (
        same(str(i)),
        shown(f"cut_of_{i}", f"name_{i}", "working"),
        *label_cells("cut_step", i, _link, _linked),
    )


GROUPS: Final = Block(
    Text(
        f"一緒に減らす組(売買の向きも考えた相関が{SAME_BASKET}を超える商品。DELEVERと同じ)",
        f"Groups to cut together (correlation above {SAME_BASKET}, sides included; as DELEVER does)",
    ),
    header=(
        same("No."),
        Text("商品", "Product"),
        *(Text(f"段階{step}", f"Step {step}") for step in range(1, STEPS + 1)),
    ),
    styles=("unit",),
    rows=tuple(_labels(i) for i in NUMBERS),
)


def _cell(key: str, form: str, formula: str, twin: _Twin) -> Cell:
    return Cell(key, "formula", form, formula=formula, twin=twin, style="working")


def _members(s: Scope, g: int) -> list[int]:
    return [i for i in NUMBERS if s.number(f"w_{i}") != 0 and group(s, i) == g]


def _held(g: int) -> _Twin:
    return lambda s: len(_members(s, g)) if s.number("ready") == 1 else 0


def _mean(g: int) -> _Twin:
    def twin(s: Scope) -> Value:
        inside = _members(s, g) if s.number("ready") == 1 else []
        if len(inside) < 2:
            return 0
        pairs = [together(s, i, j) for i in inside for j in inside if i < j]
        return round(sum(pairs) / len(pairs), _DIGITS)

    return twin


def _mean_formula(g: int) -> str:
    inside = f"({_labels_span()}={g})*SIGN({span('w')})"
    total = f"SUMPRODUCT({inside},MMULT({{used_1_1}}:{{used_8_8}},{inside}))"
    count = f"{{group_size_{g}}}"
    return f"IF({count}<2,0,ROUND(({total}-{count})/({count}*({count}-1)),{_DIGITS}))"


def _labels_span() -> str:
    return f"{{{last('cut_step', 1)}}}:{{{last('cut_step', 8)}}}"


def _share(g: int) -> _Twin:
    def twin(s: Scope) -> Value:
        inside = _members(s, g) if s.number("ready") == 1 else []
        return round(sum(n(s.cell(f"share_{i}")) for i in inside), _DIGITS)

    return twin


def _rank(g: int) -> _Twin:
    def key(s: Scope, other: int) -> tuple[float, float, int]:
        return -s.number(f"group_mean_{other}"), -s.number(f"group_share_{other}"), other

    def twin(s: Scope) -> Value:
        if s.number(f"group_size_{g}") == 0:
            return 0
        return 1 + sum(1 for h in NUMBERS if s.number(f"group_size_{h}") > 0 and key(s, h) < key(s, g))

    return twin


def _rank_formula(g: int) -> str:
    means, shares, sizes = span("group_mean"), span("group_share"), span("group_size")
    mean, share = f"{{group_mean_{g}}}", f"{{group_share_{g}}}"
    equal = f"({means}={mean})"
    before = f"({means}>{mean})+{equal}*({shares}>{share})+{equal}*({shares}={share})*({span('number')}<{g})"
    return f"IF({{group_size_{g}}}=0,0,1+SUMPRODUCT(({sizes}>0)*({before})))"


def _order(g: int) -> tuple[Item, ...]:
    held = f"SUMPRODUCT(({_labels_span()}={g})*({span('w')}<>0))"
    share = f"SUMPRODUCT(({_labels_span()}={g})*({span('w')}<>0),{span('share')})"
    return (
        same(str(g)),
        _cell(f"group_size_{g}", "0", f"IF({{ready}}=0,0,{held})", _held(g)),
        _cell(f"group_mean_{g}", "0.000", _mean_formula(g), _mean(g)),
        _cell(f"group_share_{g}", "0.0%", f"IF({{ready}}=0,0,ROUND({share},{_DIGITS}))", _share(g)),
        _cell(f"group_rank_{g}", "0", _rank_formula(g), _rank(g)),
    )


ORDER: Final = Block(
    Text(
        "減らす順(平均相関の高い組から。同じなら寄与割合の大きい組から)",
        "Order of cutting (highest mean correlation, then largest share)",
    ),
    header=(
        Text("組", "Group"),
        Text("建玉の数", "Positions"),
        Text("平均相関", "Mean correlation"),
        Text("寄与割合", "Share"),
        Text("順番", "Turn"),
    ),
    styles=("unit",),
    rows=tuple(_order(g) for g in NUMBERS),
)
