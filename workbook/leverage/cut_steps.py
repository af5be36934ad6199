"""Cutting step by step, one group a column, until effective leverage is at the cap.

A step keeps the share x of its group. Gross exposure G(x) and undiversified risk U(x) are straight lines, the variance
V(x) is a parabola, and leverage × equity is G·sqrt(V)/U. It turns where a cubic is 0; between two turning points it
only rises or only falls. So the first stretch, from x = 1 down, that ends within the limit holds the share, and forty
halvings find it. If none does, the share with the least leverage is kept and the next group is cut. This is what
`hedge_xl.functions.DELEVER` does, and a test compares the two.
"""

import math
from collections.abc import Iterator
from typing import Final

from hedge_xl.core.language import Text, same
from workbook.leverage.cut_curve import (
    CORR,
    LEAST_CLM,
    Line,
    Twin,
    coefficients,
    covariance,
    cubic,
    level,
    level_formula,
    numbers,
    roots,
    undiversified,
)
from workbook.leverage.cut_order import GROUPS, ORDER, group
from workbook.leverage.cut_result import RESULT
from workbook.leverage.names import NUMBERS, SIZE, span, vector
from workbook.parts.marks import status_cell
from workbook.spec import Block, Cell, Item, Sheet, Value
from workbook.twin import Scope, n

HALVINGS: Final = 40
_NOISE: Final = 1e-12
_MONEY: Final = "#,##0;-#,##0;0"
_LARGE: Final = ("g0", "g1", "u0", "u1", "v0", "v1", "v2", "h3", "h2", "h1", "h0", "qq", "rr")


def _cell(key: str, formula: str, twin: Twin, form: str = "0.000000") -> Cell:
    return Cell(key, "formula", form, formula=formula, twin=twin, style="working")


def _kept(i: int, step: int) -> Cell:
    def first(s: Scope) -> Value:
        return n(s.cell(f"w_{i}"))

    def twin(s: Scope) -> Value:
        before = s.number(f"kept{step - 1}_{i}")
        return before * s.number(f"keep_{step}") if group(s, i) == s.number(f"turn_{step}") else before

    if step == 0:
        return _cell(f"kept0_{i}", f"N({{w_{i}}})", first, _MONEY)
    before = f"{{kept{step - 1}_{i}}}"
    formula = f"IF({{cut_step7_{i}}}={{turn_{step}}},{before}*{{keep_{step}}},{before})"
    return _cell(f"kept{step}_{i}", formula, twin, _MONEY)


def _level(step: int) -> Cell:
    """Leverage × equity after that many steps."""
    kept = span(f"kept{step}")
    risks = f"{kept}*{span('sigma')}"
    clm = f"MAX(SQRT(MAX(0,SUMPRODUCT({risks},MMULT({CORR},{risks}))))/SUMPRODUCT(ABS({risks})),{LEAST_CLM})"
    formula = f"IF({{ready}}=0,0,IF(SUMPRODUCT(ABS({risks}))=0,0,SUMPRODUCT(ABS({kept}))*{clm}))"

    def twin(s: Scope) -> Value:
        exposures = vector(s, f"kept{step}")
        if s.number("ready") != 1 or undiversified(s, exposures) == 0:
            return 0
        risk = math.sqrt(max(0.0, covariance(s, exposures, exposures)))
        return sum(map(abs, exposures)) * max(risk / undiversified(s, exposures), LEAST_CLM)

    return _cell(f"level_{step}", formula, twin, _MONEY)


def _kept_row(i: int) -> tuple[Item, ...]:
    return (same(str(i)), *(_kept(i, step) for step in (0, *NUMBERS)))


KEPT: Final = Block(
    Text("各段のあとの建玉 w", "Exposures w after each step"),
    header=(Text("番号", "No."), Text("最初", "Before"), *(Text(f"{step}段目", f"Step {step}") for step in NUMBERS)),
    styles=("unit",),
    rows=(
        *(_kept_row(i) for i in NUMBERS),
        (Text("実効レバ×純資産", "Leverage × equity"), *(_level(step) for step in (0, *NUMBERS))),
    ),
)


def _limit(s: Scope) -> Value:
    return s.number("cap_used") * s.number("equity") if s.number("ready") == 1 else 0


def _scale(s: Scope) -> Value:
    left, limit = s.number(f"level_{SIZE}"), s.number("cut_limit")
    return limit / left if left > limit * (1 + _NOISE) else 1


LIMIT: Final = Block(
    Text("上限と、最後の一律縮小", "The limit, and the last resort"),
    styles=("label",),
    rows=(
        (
            Text("上限×純資産", "Cap × equity"),
            _cell("cut_limit", "IF({ready}=0,0,{cap_used}*{equity})", _limit, _MONEY),
        ),
        (
            Text("一律縮小", "Scale all by"),
            _cell(
                "cut_scale",
                f"IF({{level_{SIZE}}}>{{cut_limit}}*(1+1E-12),{{cut_limit}}/{{level_{SIZE}}},1)",
                _scale,
                "0.0000",
            ),
        ),
    ),
)


def _turn(step: int) -> Twin:
    return lambda s: next((g for g in NUMBERS if s.number(f"group_rank_{g}") == step), 0)


def _go(step: int) -> Twin:
    def twin(s: Scope) -> Value:
        over = s.number(f"level_{step - 1}") > s.number("cut_limit") * (1 + _NOISE)
        return int(s.number("ready") == 1 and s.number(f"turn_{step}") > 0 and over)

    return twin


def _stations(k: int) -> Iterator[Line]:
    """Turning points within 0 and 1, the largest first, and the leverage at the ends of the stretches."""
    inside = ",".join(f"IF(AND({{tc{r}_{k}}}>0,{{tc{r}_{k}}}<1),{{tc{r}_{k}}},0)" for r in (1, 2, 3))

    def station(place: int) -> Twin:
        def twin(s: Scope) -> Value:
            points = [x if 0 < x < 1 else 0.0 for x in numbers(s, k, "tc1", "tc2", "tc3")]
            return sorted(points, reverse=True)[place - 1]

        return twin

    choose = (f"MAX({inside})", f"MEDIAN({inside})", f"MIN({inside})")
    for place, formula in enumerate(choose, start=1):
        yield f"st{place}", Text(f"区切り{place}", f"Station {place}"), formula, station(place)
    for place, x in enumerate(("1", *(f"{{st{place}_{k}}}" for place in (1, 2, 3)), "0")):
        yield (
            f"lv{place}",
            Text(f"区切り{place}での値", f"Level at station {place}"),
            level_formula(k, x),
            _at(k, place),
        )


def _at(k: int, place: int) -> Twin:
    return lambda s: level(s, k, _places(s, k)[place])


def _places(s: Scope, k: int) -> list[float]:
    return [1.0, *numbers(s, k, "st1", "st2", "st3"), 0.0]


def _stretch(s: Scope, k: int) -> tuple[float, float] | None:
    """The first stretch from 1 down whose lower end is within the limit."""
    limit, places = s.number("cut_limit"), _places(s, k)
    within = [place for place in (1, 2, 3, 4) if s.number(f"lv{place}_{k}") <= limit]
    return (places[within[0]], places[within[0] - 1]) if within else None


def _ends(k: int) -> Iterator[Line]:
    places = ("1", *(f"{{st{place}_{k}}}" for place in (1, 2, 3)), "0")

    def chosen(shift: int) -> str:
        formula = '""'
        for place in (4, 3, 2, 1):
            formula = f"IF({{lv{place}_{k}}}<={{cut_limit}},{places[place - shift]},{formula})"
        return formula

    def end(which: int) -> Twin:
        def twin(s: Scope) -> Value:
            found = _stretch(s, k)
            return None if found is None else found[which]

        return twin

    yield "low", Text("区間の下", "Stretch from"), chosen(0), end(0)
    yield "high", Text("区間の上", "Stretch to"), chosen(1), end(1)


def _halvings(k: int) -> Iterator[Line]:
    wide = f"({{high_{k}}}-{{low_{k}}})"

    def twin_of(step: int) -> Twin:
        def twin(s: Scope) -> Value:
            found = _stretch(s, k)
            if found is None:
                return None
            low, high = found
            if step == 1:
                return low + (high - low) / 2
            before = s.number(f"x{step - 1}_{k}")
            up = level(s, k, before) <= s.number("cut_limit")
            return before + (1 if up else -1) * (high - low) / 2.0**step

        return twin

    for step in range(1, HALVINGS + 1):
        before = f"{{x{step - 1}_{k}}}"
        moved = f"{before}+IF({level_formula(k, before)}<={{cut_limit}},1,-1)*{wide}/2^{step}"
        formula = f'IF({{low_{k}}}="","",{f"{{low_{k}}}+{wide}/2" if step == 1 else moved})'
        yield f"x{step}", Text(f"二分法 {step}", f"Halving {step}"), formula, twin_of(step)


def _kept_share(k: int) -> Cell:
    levels = ",".join(f"{{lv{place}_{k}}}" for place in range(5))
    least = "0"
    for place in (3, 2, 1, 0):
        x = "1" if place == 0 else f"{{st{place}_{k}}}"
        least = f"IF({{lv{place}_{k}}}=MIN({levels}),{x},{least})"

    def twin(s: Scope) -> Value:
        if s.number(f"go_{k}") != 1:
            return 1
        if s.cell(f"low_{k}") is not None:
            return s.cell(f"x{HALVINGS}_{k}")
        levels = numbers(s, k, *(f"lv{place}" for place in range(5)))
        return _places(s, k)[levels.index(min(levels))]

    formula = f'IF({{go_{k}}}=0,1,IF({{low_{k}}}="",{least},{{x{HALVINGS}_{k}}}))'
    return _cell(f"keep_{k}", formula, twin)


def _guarded(k: int, line: Line) -> tuple[Text, Cell]:
    """The working, blank in a step that cuts nothing."""
    key, label, formula, twin = line
    form = _MONEY if key.startswith("lv") else "0.000E+00" if key in _LARGE else "0.000000"
    guarded = f'IF({{go_{k}}}=0,"",{formula})'
    return label, _cell(f"{key}_{k}", guarded, lambda s: twin(s) if s.number(f"go_{k}") == 1 else None, form)


def _lines(k: int) -> list[tuple[Text, Cell]]:
    return [
        (
            Text("減らす組", "Group to cut"),
            _cell(f"turn_{k}", f"IFERROR(MATCH({k},{span('group_rank')},0),0)", _turn(k), "0"),
        ),
        (
            Text("減らすか", "Cut?"),
            _cell(
                f"go_{k}",
                f"IF(AND({{ready}}=1,{{turn_{k}}}>0,{{level_{k - 1}}}>{{cut_limit}}*(1+1E-12)),1,0)",
                _go(k),
                "0",
            ),
        ),
        *(_guarded(k, line) for make in (coefficients, cubic, roots, _stations, _ends, _halvings) for line in make(k)),
        (Text("残す割合", "Share kept"), _kept_share(k)),
    ]


def _rows() -> tuple[tuple[Item, ...], ...]:
    columns = [_lines(k) for k in NUMBERS]
    return tuple((line[0][0], *(cell for _, cell in line)) for line in zip(*columns, strict=True))


STEPS: Final = Block(
    Text("1段ごとの計算(どこまで減らせば上限に届くか)", "Step by step (how far to cut to meet the cap)"),
    header=(Text("項目", "Working"), *(Text(f"{step}段目", f"Step {step}") for step in NUMBERS)),
    styles=("label",),
    rows=_rows(),
)

SHEET: Final = Sheet(
    "cuts",
    Text("削減の計算", "Cut workings"),
    Text("削減の計算 — 見るだけ", "Cut workings: to be traced, not changed"),
    Text(
        "相関の高い組から順に、上限に届くまで減らします(C §4 Step4)。関数DELEVERと同じ結果です。",
        "The most correlated group is cut first, until the cap is met (C §4). The result is DELEVER's.",
    ),
    (LIMIT, RESULT, KEPT, GROUPS, ORDER, STEPS),
    status=status_cell("cuts"),
    portrait=True,
    widths=(22, *(13 for _ in (0, *NUMBERS))),
    colour="7F7F7F",
)
