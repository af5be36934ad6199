"""What the steps come to: what is left of every position, what is cut, in money and in lots."""

import math
from collections.abc import Callable
from typing import Final

from hedge_xl.core.language import Text, same
from hedge_xl.core.rounding import round_to_step
from workbook.leverage.cut_curve import CORR, LEAST_CLM, covariance, undiversified
from workbook.leverage.names import NUMBERS, SIZE, span, vector
from workbook.spec import Block, Cell, Item, Value
from workbook.twin import Scope, is_number, n

_Twin = Callable[[Scope], Value]
_MONEY: Final = "#,##0;-#,##0;0"
_GRID: Final = 1e-9  # a cut smaller than this share of a lot is none


def _cell(key: str, formula: str, twin: _Twin, form: str) -> Cell:
    return Cell(key, "formula", form, formula=formula, twin=twin, style="working")


def _final(i: int) -> _Twin:
    return lambda s: s.number(f"kept{SIZE}_{i}") * s.number("cut_scale")


def _cut(i: int) -> _Twin:
    def twin(s: Scope) -> Value:
        return max(0.0, abs(s.number(f"kept0_{i}")) - abs(s.number(f"final_{i}")))

    return twin


def lot_of(s: Scope, i: int) -> Value:
    """The value of one lot of a product, if it was given."""
    place = int(s.number(f"place_{i}"))
    value = s.col("holdings", "lot")[place - 1] if s.number(f"active_{i}") == 1 else None
    return value if is_number(value) else None


def _lots(i: int) -> _Twin:
    def twin(s: Scope) -> Value:
        lot = lot_of(s, i)
        if lot is None:
            return None
        return round_to_step(round_to_step(s.number(f"cut_{i}") / n(lot), _GRID), 1.0, "up")

    return twin


def _after(i: int) -> _Twin:
    def twin(s: Scope) -> Value:
        lots = s.cell(f"cut_lots_{i}")
        if lots is None:
            return s.number(f"final_{i}")
        before = s.number(f"kept0_{i}")
        left = max(0.0, abs(before) - n(lots) * n(lot_of(s, i)))
        return left if before > 0 else -left if before < 0 else 0.0

    return twin


def _row(i: int) -> tuple[Item, ...]:
    lot = f"INDEX([holdings.lot],{{place_{i}}})"
    before, final, lots = f"{{kept0_{i}}}", f"{{final_{i}}}", f"{{cut_lots_{i}}}"
    after = f"SIGN({before})*MAX(0,ABS({before})-{lots}*{lot})"
    counted = f'IF(ISNUMBER({lot}),ROUNDUP(ROUND({{cut_{i}}}/{lot},9),0),"")'
    return (
        same(str(i)),
        _cell(f"final_{i}", f"{{kept{SIZE}_{i}}}*{{cut_scale}}", _final(i), _MONEY),
        _cell(f"cut_{i}", f"MAX(0,ABS({before})-ABS({final}))", _cut(i), _MONEY),
        _cell(f"cut_lots_{i}", f'IF({{active_{i}}}=0,"",{counted})', _lots(i), "0"),
        _cell(f"after_{i}", f'IF({lots}="",{final},{after})', _after(i), _MONEY),
    )


def _level(exposures: str) -> str:
    risks = f"{exposures}*{span('sigma')}"
    clm = f"MAX(SQRT(MAX(0,SUMPRODUCT({risks},MMULT({CORR},{risks}))))/SUMPRODUCT(ABS({risks})),{LEAST_CLM})"
    return f"IF({{ready}}=0,0,IF(SUMPRODUCT(ABS({risks}))=0,0,SUMPRODUCT(ABS({exposures}))*{clm}/{{equity}}))"


def _multiple(key: str) -> _Twin:
    def twin(s: Scope) -> Value:
        exposures = vector(s, key)
        if s.number("ready") != 1 or undiversified(s, exposures) == 0:
            return 0
        risk = math.sqrt(max(0.0, covariance(s, exposures, exposures)))
        factor = max(risk / undiversified(s, exposures), LEAST_CLM)
        return sum(map(abs, exposures)) * factor / s.number("equity")

    return twin


RESULT: Final = Block(
    Text("結果", "Result"),
    header=(
        Text("番号", "No."),
        Text("上限での w", "w at the cap"),
        Text("減らす額", "Cut"),
        Text("減らすロット", "Cut, lots"),
        Text("ロット単位で減らした後 w", "w after cutting in lots"),
    ),
    styles=("unit",),
    rows=(
        *(_row(i) for i in NUMBERS),
        (
            Text("実効レバ", "Effective leverage"),
            _cell("final_effective", _level(span("final")), _multiple("final"), "0.000"),
            None,
            None,
            _cell("after_effective", _level(span("after")), _multiple("after"), "0.000"),
        ),
    ),
)
