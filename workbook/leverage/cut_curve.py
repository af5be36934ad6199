"""One step's curve: its coefficients, its turning points, and the stretches between them."""

import math
from collections.abc import Callable, Iterator
from typing import Final

from hedge_xl.core.language import Text, same
from workbook.leverage.cut_order import group
from workbook.leverage.names import NUMBERS, SIZE, span, vector
from workbook.spec import Value
from workbook.twin import Scope, n

Twin = Callable[[Scope], Value]
Line = tuple[str, Text, str, Twin]
"""A working of a step: its key without the step's number, what it is, its formula and its twin."""

LABELS: Final = f"{{cut_step7_1}}:{{cut_step7_{SIZE}}}"
LEAST_CLM: Final = 2e-4  # as in hedge_xl.core.deleverage: below it, rounding would decide what is cut
CORR: Final = f"{{used_1_1}}:{{used_{SIZE}_{SIZE}}}"


def _part(s: Scope, step: int, own: bool) -> list[float]:
    """The exposures of the group, or those of the rest, before the step."""
    turn = s.number(f"turn_{step}")
    before = vector(s, f"kept{step - 1}")
    return [w if (group(s, i) == turn) == own else 0.0 for i, w in zip(NUMBERS, before, strict=True)]


def covariance(s: Scope, one: list[float], other: list[float]) -> float:
    """One list of exposures' covariance with another."""
    vols = vector(s, "sigma")
    left = [w * vol for w, vol in zip(one, vols, strict=True)]
    right = [w * vol for w, vol in zip(other, vols, strict=True)]
    return sum(left[i - 1] * n(s.cell(f"used_{i}_{j}")) * right[j - 1] for i in NUMBERS for j in NUMBERS)


def undiversified(s: Scope, exposures: list[float]) -> float:
    """Their risk if all moved as one."""
    return sum(abs(w) * vol for w, vol in zip(exposures, vector(s, "sigma"), strict=True))


def _gross(step: int, own: bool) -> Twin:
    return lambda s: sum(abs(w) for w in _part(s, step, own))


def _risk(step: int, own: bool) -> Twin:
    return lambda s: undiversified(s, _part(s, step, own))


def _variance(step: int, one: bool, other: bool) -> Twin:
    return lambda s: (1 if one == other else 2) * covariance(s, _part(s, step, one), _part(s, step, other))


def coefficients(k: int) -> Iterator[Line]:
    """G, U and V in the share of the group that is kept."""
    before = span(f"kept{k - 1}")
    own, rest = f"({LABELS}={{turn_{k}}})", f"({LABELS}<>{{turn_{k}}})"
    money, loss = f"ABS({before})", f"ABS({before})*{span('sigma')}"
    inside, outside = f"{own}*{before}*{span('sigma')}", f"{rest}*{before}*{span('sigma')}"
    yield "g0", Text("建玉: ほか", "Gross: the rest"), f"SUMPRODUCT({rest}*{money})", _gross(k, False)
    yield "g1", Text("建玉: この組", "Gross: this group"), f"SUMPRODUCT({own}*{money})", _gross(k, True)
    yield "u0", Text("Σ|w|σ: ほか", "Sum |w|σ: the rest"), f"SUMPRODUCT({rest}*{loss})", _risk(k, False)
    yield "u1", Text("Σ|w|σ: この組", "Sum |w|σ: this group"), f"SUMPRODUCT({own}*{loss})", _risk(k, True)
    for key, text, one, other in (
        ("v0", Text("分散: ほか", "Variance: the rest"), False, False),
        ("v1", Text("分散: 両方×2", "Variance: both, twice"), True, False),
        ("v2", Text("分散: この組", "Variance: this group"), True, True),
    ):
        left, right = (inside if one else outside), (inside if other else outside)
        formula = f"{'' if one == other else '2*'}SUMPRODUCT({left},MMULT({CORR},{right}))"
        yield key, text, formula, _variance(k, one, other)


def numbers(s: Scope, k: int, *keys: str) -> list[float]:
    """Workings of a step."""
    return [s.number(f"{key}_{k}") for key in keys]


def _cubic(s: Scope, k: int) -> tuple[float, float, float, float]:
    g0, g1, u0, u1, v0, v1, v2 = numbers(s, k, "g0", "g1", "u0", "u1", "v0", "v1", "v2")
    first, second = 2 * g1 * v0 + g0 * v1, 3 * g1 * v1 + 2 * g0 * v2
    return (
        2 * u1 * g1 * v2,
        second * u1 + 4 * g1 * v2 * u0 - 2 * u1 * (g0 * v2 + g1 * v1),
        first * u1 + second * u0 - 2 * u1 * (g0 * v1 + g1 * v0),
        first * u0 - 2 * u1 * g0 * v0,
    )


def cubic(k: int) -> Iterator[Line]:
    """The cubic whose roots are the turning points, and what Cardano's formula needs of it."""
    g0, g1, u0, u1, v0, v1, v2 = (f"{{{key}_{k}}}" for key in ("g0", "g1", "u0", "u1", "v0", "v1", "v2"))
    first, second = f"(2*{g1}*{v0}+{g0}*{v1})", f"(3*{g1}*{v1}+2*{g0}*{v2})"
    formulas = (
        f"2*{u1}*{g1}*{v2}",
        f"{second}*{u1}+4*{g1}*{v2}*{u0}-2*{u1}*({g0}*{v2}+{g1}*{v1})",
        f"{first}*{u1}+{second}*{u0}-2*{u1}*({g0}*{v1}+{g1}*{v0})",
        f"{first}*{u0}-2*{u1}*{g0}*{v0}",
    )

    def part(place: int) -> Twin:
        return lambda s: _cubic(s, k)[place]

    for place, formula in enumerate(formulas):
        power = 3 - place
        yield f"h{power}", Text(f"三次式の係数 x^{power}", f"Cubic, x^{power}"), formula, part(place)
    h3, h2, h1, h0 = (f"{{h{power}_{k}}}" for power in (3, 2, 1, 0))
    ratio = f"({h2}/{h3})"
    yield "qq", same("Q"), f"({ratio}^2-3*{h1}/{h3})/9", lambda s: _cardano(s, k)[0]
    yield "rr", same("R"), f"(2*{ratio}^3-9*{ratio}*{h1}/{h3}+27*{h0}/{h3})/54", lambda s: _cardano(s, k)[1]


def _cardano(s: Scope, k: int) -> tuple[float, float]:
    h3, h2, h1, h0 = numbers(s, k, "h3", "h2", "h1", "h0")
    ratio = h2 / h3
    return (ratio**2 - 3 * h1 / h3) / 9, (2 * ratio**3 - 9 * ratio * h1 / h3 + 27 * h0 / h3) / 54


def roots(k: int) -> Iterator[Line]:
    """The turning points by Cardano's formula, each made exact by two of Newton's steps; a missing one is 0."""
    q, r, shift = f"{{qq_{k}}}", f"{{rr_{k}}}", f"{{h2_{k}}}/{{h3_{k}}}/3"
    three = f"{r}^2<{q}^3"
    for place in (1, 2, 3):
        turn = f"{(0, 2, -2)[place - 1]}*PI()"
        angle = f"-2*SQRT({q})*COS((ACOS({r}/SQRT({q}^3))+{turn})/3)-{shift}"
        size = f"(ABS({r})+SQRT(MAX(0,{r}^2-{q}^3)))^(1/3)"
        single = f"IF({size}=0,-{shift},IF({r}<0,1,-1)*({size}+{q}/({size}))-{shift})" if place == 1 else "0"
        label = Text(f"折り返し点{place}", f"Turning point {place}")
        yield f"ta{place}", label, f"IF({three},{angle},{single})", _root(k, place)
        yield f"tb{place}", _NEWTON, _newton_formula(k, f"ta{place}"), _newton(k, f"ta{place}")
        yield f"tc{place}", _NEWTON, _newton_formula(k, f"tb{place}"), _newton(k, f"tb{place}")


_NEWTON: Final = Text("　ニュートン法で1歩", "  one step of Newton's")


def _root(k: int, place: int) -> Twin:
    def twin(s: Scope) -> Value:
        q, r, h2, h3 = numbers(s, k, "qq", "rr", "h2", "h3")
        shift = h2 / h3 / 3
        if r**2 < q**3:
            turn = (0, 2, -2)[place - 1] * math.pi
            return -2 * math.sqrt(q) * math.cos((math.acos(r / math.sqrt(q**3)) + turn) / 3) - shift
        if place > 1:
            return 0
        size = (abs(r) + math.sqrt(max(0.0, r**2 - q**3))) ** (1 / 3)
        return -shift if size == 0 else (1 if r < 0 else -1) * (size + q / size) - shift

    return twin


def _newton_formula(k: int, key: str) -> str:
    x = f"{{{key}_{k}}}"
    value = f"((({{h3_{k}}}*{x}+{{h2_{k}}})*{x}+{{h1_{k}}})*{x}+{{h0_{k}}})"
    slope = f"((3*{{h3_{k}}}*{x}+2*{{h2_{k}}})*{x}+{{h1_{k}}})"
    return f"IF({slope}=0,{x},{x}-{value}/{slope})"


def _newton(k: int, key: str) -> Twin:
    def twin(s: Scope) -> Value:
        x, h3, h2, h1, h0 = numbers(s, k, key, "h3", "h2", "h1", "h0")
        slope = (3 * h3 * x + 2 * h2) * x + h1
        return x if slope == 0 else x - (((h3 * x + h2) * x + h1) * x + h0) / slope

    return twin


def level_formula(k: int, x: str) -> str:
    """Effective leverage × equity when the share ``x`` of the group is kept."""
    risk = f"({{u0_{k}}}+{{u1_{k}}}*{x})"
    variance = f"({{v0_{k}}}+{x}*({{v1_{k}}}+{x}*{{v2_{k}}}))"
    clm = f"MAX(SQRT(MAX(0,{variance}))/{risk},{LEAST_CLM})"
    return f"IF({risk}<=0,0,({{g0_{k}}}+{{g1_{k}}}*{x})*{clm})"


def level(s: Scope, k: int, x: float) -> float:
    """Twin of `level_formula`."""
    g0, g1, u0, u1, v0, v1, v2 = numbers(s, k, "g0", "g1", "u0", "u1", "v0", "v1", "v2")
    risk = u0 + u1 * x
    if risk <= 0:
        return 0.0
    return (g0 + g1 * x) * max(math.sqrt(max(0.0, v0 + x * (v1 + x * v2))) / risk, LEAST_CLM)
