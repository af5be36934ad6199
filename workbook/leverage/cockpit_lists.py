"""The cockpit's lists: every product with its share of risk and its cut, the baskets, the inverse pairs."""

from collections.abc import Callable
from typing import Final

from hedge_xl.core.language import Text
from hedge_xl.core.rounding import round_to_step
from workbook.leverage.names import NUMBERS, SIZE, pairs, shown
from workbook.leverage.pairs import inverse_pairs
from workbook.spec import Block, Cell, Item, Value
from workbook.twin import Scope, is_number, n

_Twin = Callable[[Scope], Value]
_ALL: Final = tuple(pairs())
_MONEY: Final = "#,##0;-#,##0;0"
_BAR: Final = 20  # blocks for the whole risk
_PAIRS_SHOWN: Final = 6
_BASKETS_SHOWN: Final = SIZE // 2


def _cell(key: str, form: str, formula: str, twin: _Twin, style: str = "fixed") -> Cell:
    return Cell(key, "formula", form, formula=formula, twin=twin, style=style)


def _held(s: Scope, i: int) -> bool:
    return s.number("ready") == 1 and s.number(f"active_{i}") == 1


def _when_held(key: str, i: int, source: str, form: str) -> Cell:
    def twin(s: Scope) -> Value:
        return s.cell(f"{source}_{i}") if _held(s, i) else None

    return _cell(f"{key}_{i}", form, f'IF({{ready}}*{{active_{i}}}=0,"",{{{source}_{i}}})', twin)


def _own_leverage(i: int) -> _Twin:
    return lambda s: abs(s.number(f"w_{i}")) / s.number("equity") if _held(s, i) else None


def _bar(i: int) -> _Twin:
    def twin(s: Scope) -> Value:
        share = s.cell(f"share_{i}")
        if not is_number(share):
            return None
        word = "bar_full" if n(share) >= 0 else "bar_minus"
        return s.word(word) * int(round_to_step(min(2.0, abs(n(share))) * _BAR, 1.0))

    return twin


def _product(i: int) -> tuple[Item, ...]:
    share = f"{{share_{i}}}"
    bar = f"IF({share}>=0,REPT(`bar_full`,ROUND(MIN(2,{share})*{_BAR},0)),REPT(`bar_minus`,ROUND(MIN(2,-{share})*{_BAR},0)))"
    return (
        shown(f"list_name_{i}", f"name_{i}", "label"),
        _when_held("list_w", i, "w", _MONEY),
        _cell(
            f"list_lev_{i}", "0.00", f'IF({{ready}}*{{active_{i}}}=0,"",ABS({{w_{i}}})/{{equity}})', _own_leverage(i)
        ),
        _when_held("list_share", i, "share", "0.0%"),
        _cell(f"list_bar_{i}", "@", f'IF(ISNUMBER({share}),{bar},"")', _bar(i), "title"),
        _when_held("list_basket", i, "basket", "0"),
        _when_held("list_cut", i, "cut", _MONEY),
        _when_held("list_lots", i, "cut_lots", "0"),
        _when_held("list_after", i, "after", _MONEY),
    )


PRODUCTS: Final = Block(
    Text("どれがリスクを作り、どれを減らすか", "What makes the risk, and what to cut"),
    header=(
        Text("商品", "Product"),
        Text("建玉 w (+買 −売)", "Exposure w (+ long, - short)"),
        Text("表面レバ", "Nominal leverage"),
        Text("リスク寄与", "Share of risk"),
        Text("█ リスクを作る  ░ 減らす", "█ adds risk  ░ takes it away"),
        Text("バスケット", "Basket"),
        Text("減らす額", "Cut"),
        Text("減らすロット", "Cut, lots"),
        Text("減らした後 w", "w afterwards"),
    ),
    styles=("label",),
    rows=tuple(_product(i) for i in NUMBERS),
)


def _after(s: Scope) -> Value:
    return s.cell("after_effective") if s.number("ready") == 1 else None


def _advice(s: Scope) -> Value:
    if s.number("ready") != 1:
        return None
    if all(s.number(f"cut_{i}") == 0 for i in NUMBERS):
        return s.word("cut_nothing")
    return s.word("cut_over" if s.number("n_lots") > 0 else "cut_table")


AFTER: Final = Block(
    Text("減らした後", "After the cut"),
    styles=("label",),
    rows=(
        (
            Text("実効レバ", "Effective leverage"),
            _cell("show_after", "0.00", 'IF({ready}=0,"",{after_effective})', _after, "figure"),
            _cell(
                "advice",
                "@",
                'IF({ready}=0,"",IF(SUM({cut_1}:{cut_8})=0,`cut_nothing`,IF({n_lots}>0,`cut_over`,`cut_table`)))',
                _advice,
                "wide",
            ),
        ),
    ),
)


def _several(s: Scope, place: int) -> int | None:
    """The number of the basket that is the nth of two or more products."""
    found = [b for b in NUMBERS if s.number(f"members_{b}") > 1]
    return found[place - 1] if place <= len(found) else None


def _none(s: Scope, place: int) -> Value:
    """What the first line says when there is nothing to list."""
    return s.word("none_found") if place == 1 and s.number("ready") == 1 else None


def _if_none(place: int) -> str:
    return 'IF({ready}=1,`none_found`,"")' if place == 1 else '""'


def _of_basket(key: str, place: int) -> _Twin:
    def twin(s: Scope) -> Value:
        basket = _several(s, place)
        if basket is None:
            return _none(s, place) if key == "member_names" else None
        return s.cell(f"{key}_{basket}")

    return twin


def _basket(place: int) -> tuple[Item, ...]:
    def shown_of(key: str, source: str, form: str, style: str = "fixed") -> Cell:
        nothing = _if_none(place) if source == "member_names" else '""'
        found = f"MATCH({place},{{several_1}}:{{several_8}},0)"
        formula = f"IFERROR(INDEX({{{source}_1}}:{{{source}_8}},{found}),{nothing})"
        return _cell(f"{key}_{place}", form, formula, _of_basket(source, place), style)

    return (
        Text(f"塊 {place}", f"Basket of several, {place}"),
        shown_of("show_basket_lev", "basket_lev", "0.00"),
        shown_of("show_basket_share", "basket_share", "0.0%"),
        shown_of("show_basket_names", "member_names", "@", "wide"),
    )


BASKETS: Final = Block(
    Text("バスケット: 実質1つのポジション", "Baskets: in truth one position each"),
    header=(
        Text("2商品以上の塊", "Two or more products"),
        Text("表面レバ", "Nominal leverage"),
        Text("リスク寄与", "Share of risk"),
        Text("商品", "Products"),
    ),
    styles=("label",),
    rows=tuple(_basket(place) for place in range(1, _BASKETS_SHOWN + 1)),
)


def _nth_pair(s: Scope, place: int) -> tuple[int, int] | None:
    found = sorted(inverse_pairs(s))
    return found[place - 1] if place <= len(found) else None


def _pair_names(place: int) -> _Twin:
    def twin(s: Scope) -> Value:
        pair = _nth_pair(s, place)
        if pair is None:
            return _none(s, place)
        return " × ".join(str(s.cell(f"name_{number}") or "") for number in pair)

    return twin


def _pair_rho(place: int) -> _Twin:
    def twin(s: Scope) -> Value:
        pair = _nth_pair(s, place)
        return None if pair is None else inverse_pairs(s)[pair]

    return twin


def _pair_effect(place: int) -> _Twin:
    def twin(s: Scope) -> Value:
        pair = _nth_pair(s, place)
        if pair is None:
            return None
        effect = s.number(f"effect_{pair[0]}_{pair[1]}")
        return s.word("pair_offset" if effect > 0 else "pair_adds" if effect < 0 else "pair_idle")

    return twin


def _choose(place: int, values: list[str], nothing: str = '""') -> str:
    """The value of the pair that is the nth inverse one; CHOOSE looks at that one alone."""
    found = f"MATCH({place},{{nth_1}}:{{nth_{len(_ALL)}}},0)"
    return f"IFERROR(CHOOSE({found},{','.join(values)}),{nothing})"


def _pair(place: int) -> tuple[Item, ...]:
    names = _choose(place, [f'{{name_{i}}}&" × "&{{name_{j}}}' for i, j in _ALL], _if_none(place))
    rho = _choose(place, [f"{{used_{i}_{j}}}" for i, j in _ALL])
    effect = f"INDEX({{effect_1_2}}:{{effect_7_8}},MATCH({place},{{nth_1}}:{{nth_{len(_ALL)}}},0))"
    words = f'IFERROR(IF({effect}>0,`pair_offset`,IF({effect}<0,`pair_adds`,`pair_idle`)),"")'
    return (
        _cell(f"pair_names_{place}", "@", names, _pair_names(place), "label"),
        _cell(f"pair_rho_{place}", "0.00", rho, _pair_rho(place)),
        _cell(f"pair_effect_{place}", "@", words, _pair_effect(place), "wide"),
    )


PAIRS: Final = Block(
    Text("逆相関ペア(買い同士・売り同士なら相殺する)", "Inverse pairs (they offset when both are long or both short)"),
    header=(Text("組", "Pair"), Text("相関", "Correlation"), Text("いまの売買では", "With the sides held")),
    styles=("label",),
    rows=(
        *(_pair(place) for place in range(1, _PAIRS_SHOWN + 1)),
        (
            Text("逆相関ペアの総数", "Inverse pairs in all"),
            _cell(
                "pairs_total",
                "0",
                f'IF({{ready}}=0,"",{{nth_{len(_ALL)}}})',
                lambda s: len(inverse_pairs(s)) if s.number("ready") == 1 else None,
            ),
        ),
    ),
)
