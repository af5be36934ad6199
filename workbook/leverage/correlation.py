"""相関 / Correlation: the matrix that is typed, lower triangle only, and the one that is used."""

from collections.abc import Callable
from typing import Final

from hedge_xl.core.language import Text, same
from workbook.leverage.names import NUMBERS, fixed, shown
from workbook.leverage.portfolio import return_correlations
from workbook.parts.marks import status_cell
from workbook.spec import Block, Cell, Item, Sheet, Validation, Value
from workbook.twin import Scope, is_number, n

_FORM: Final = "0.00;-0.00;0.00"
_RULE: Final = Validation(
    "custom",
    custom="IF(ISNUMBER({cell}),AND({cell}>=-1,{cell}<=1),ISBLANK({cell}))",
    accepts=lambda value: value is None or (is_number(value) and -1 <= n(value) <= 1),
    message=Text("−1〜1の数値", "A number from -1 to 1"),
)


def _mirror(key: str) -> Callable[[Scope], Value]:
    return lambda s: s.cell(key)


def _typed(row: int, column: int) -> Cell:
    key = f"rho_{row}_{column}"
    if row == column:
        return fixed(key, 1, _FORM, "working")
    if row > column:
        return Cell(key, "input", _FORM, validation=_RULE)
    below = f"rho_{column}_{row}"
    return Cell(
        key, "formula", _FORM, formula=f'IF({{{below}}}="","",{{{below}}})', twin=_mirror(below), style="working"
    )


def _used(row: int, column: int) -> Cell:
    key, below = f"used_{row}_{column}", f"rho_{max(row, column)}_{min(row, column)}"
    if row == column:
        return fixed(key, 1, _FORM, "fixed")
    low, high = min(row, column), max(row, column)
    if row < column:
        mirror = f"used_{high}_{low}"
        return Cell(key, "formula", _FORM, formula=f'IF({{{mirror}}}="","",{{{mirror}}})', twin=_mirror(mirror))
    returns = f"MAX(-1,MIN(1,CORREL([returns.z{low}],[returns.z{high}])))"
    formula = (
        f"IF({{active_{low}}}*{{active_{high}}}=0,0,IF(EXACT({{corr_source}},`src_typed`),"
        f'IF(ISNUMBER({{{below}}}),{{{below}}},""),IF({{n_history}}>0,"",IFERROR({returns},""))))'
    )
    return Cell(key, "formula", _FORM, formula=formula, twin=_used_twin(low, high))


def _used_twin(low: int, high: int) -> Callable[[Scope], Value]:
    def twin(s: Scope) -> Value:
        if s.number(f"active_{low}") * s.number(f"active_{high}") == 0:
            return 0
        if s.cell("corr_source") == s.word("src_typed"):
            value = s.cell(f"rho_{high}_{low}")
            return value if is_number(value) else None
        known = return_correlations(s)
        return None if known is None else known[low, high]

    return twin


def _matrix(title: Text, prefix: str, make: Callable[[int, int], Cell]) -> Block:
    head: tuple[Item, ...] = (None, None, *(shown(f"{prefix}_over_{j}", f"name_{j}", "unit") for j in NUMBERS))

    def row(i: int) -> tuple[Item, ...]:
        return (same(str(i)), shown(f"{prefix}_left_{i}", f"name_{i}", "label"), *(make(i, j) for j in NUMBERS))

    return Block(
        title,
        header=(same("No."), Text("商品", "Product"), *(same(str(j)) for j in NUMBERS)),
        styles=("unit",),
        rows=(head, *(row(i) for i in NUMBERS)),
    )


TYPED: Final = _matrix(
    Text(
        "相関行列(手入力): 黄色の下半分だけ。右上は鏡写し",
        "Correlations, typed: the yellow lower half; the rest mirrors it",
    ),
    "typed",
    _typed,
)
USED: Final = _matrix(
    Text("計算に使う相関行列(持っていない番号は0)", "Correlations in use (0 where nothing is held)"), "used", _used
)
INPUTS: Final = tuple(cell for cell in TYPED.cells if cell.kind == "input")

SHEET: Final = Sheet(
    "correlation",
    Text("相関", "Correlation"),
    Text("相関 — 何が一緒に動くか", "Correlation: what moves together"),
    Text(
        "毎日見直します(C §7③)。ありえない組み合わせは点検シートが×で止めます。",
        "Refresh it daily (C §7). Correlations that cannot hold together are stopped with a × on Checks.",
    ),
    (TYPED, USED),
    status=status_cell("correlation"),
    one_page=True,
    widths=(7, 18, *(12 for _ in NUMBERS)),
    colour="BF9000",
)
