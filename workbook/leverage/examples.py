"""記事の例 / Examples: the article's safe and dangerous portfolios, side by side and computed, with what it prints."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from hedge_xl import functions as hx
from hedge_xl.core.language import Text, same
from workbook.leverage.names import fixed
from workbook.leverage.start import EXAMPLE_EQUITY
from workbook.parts.marks import status_cell
from workbook.spec import Block, Cell, Item, Sheet, Value
from workbook.twin import Scope


@dataclass(frozen=True, slots=True)
class _Example:
    """Three products of the article, what it prints of them, and why ours differs."""

    key: str
    title: Text
    products: tuple[str, str, str]
    sizes: tuple[float, float, float]
    vols: tuple[float, float, float]
    rho: tuple[float, float, float]  # 1-2, 1-3, 2-3
    equity: float
    printed: tuple[float, float, float]  # nominal, CLM, effective
    notes: tuple[Text, Text, Text, Text]


_SAFE: Final = _Example(
    "safe",
    Text("分散が効く例(C §5)", "Diversified (C §5)"),
    ("USDJPY", "GOLD", "NAS100"),
    (100_000, 165_000, 20_000),
    (0.007, 0.012, 0.015),
    (-0.5, 0.0, 0.25),
    EXAMPLE_EQUITY,
    (3.2, 0.62, 2.0),
    (
        Text(
            "記事に金額はない。表面レバが3.2倍になる建玉と純資産を置いた",
            "The article gives no sizes: these make nominal leverage its 3.2",
        ),
        Text("一致する", "They agree"),
        Text("一致する(1.98)", "They agree (1.98)"),
        Text(
            "記事は増やしてもよいとするが、上限2.0に対して余力は1.008倍しかない",
            "The article finds room to add; against a cap of 2.0 there is none to speak of",
        ),
    ),
)
_BOMB: Final = _Example(
    "bomb",
    Text("相関爆弾の例(C §6)", "A correlation bomb (C §6)"),
    ("NAS100", "SP500", "US30"),
    (100_000, 100_000, 100_000),
    (0.01, 0.01, 0.01),
    (0.90, 0.88, 0.95),
    100_000,
    (3.0, 0.9, 2.7),
    (
        Text("3指数を同じ額ずつ、ボラも同じとした", "Three indices of equal size and volatility"),
        Text(
            "相関0.90・0.95・0.88から計算すると0.97。記事の0.9より分散は効かない",
            "With correlations of 0.90, 0.95 and 0.88 it is 0.97: less diversified than printed",
        ),
        Text("記事の2.7倍ではなく2.91倍。止める水準", "2.91x, not the printed 2.7x: a level to stop at"),
        Text("上限2.0まで減らすと、建玉は約69%になる", "Down to a cap of 2.0 the positions shrink to about 69%"),
    ),
)
_PAIRS: Final = ((1, 2), (1, 3), (2, 3))


def _cov(example: _Example) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    corr = np.eye(3)
    for (i, j), rho in zip(_PAIRS, example.rho, strict=True):
        corr[i - 1, j - 1] = corr[j - 1, i - 1] = rho
    return corr * np.outer(example.vols, example.vols)


def _result(example: _Example, key: str, form: str, formula: str, value: Callable[[], float]) -> Cell:
    def twin(s: Scope) -> Value:
        return value()

    return Cell(f"{example.key}_{key}", "formula", form, formula=formula, twin=twin, style="figure")


def _risk(example: _Example) -> str:
    """sqrt(wᵀΣw), written out for three products."""
    key = example.key
    risks = [f"{{{key}_size_{i}}}*{{{key}_vol_{i}}}" for i in (1, 2, 3)]
    squares = "+".join(f"({risk})^2" for risk in risks)
    crossed = "+".join(f"2*{risks[i - 1]}*{risks[j - 1]}*{{{key}_rho_{i}{j}}}" for i, j in _PAIRS)
    return f"SQRT({squares}+{crossed})"


def _results(example: _Example) -> tuple[tuple[Item, ...], ...]:
    key, sizes, cov = example.key, list(example.sizes), _cov(example)
    gross = "+".join(f"{{{key}_size_{i}}}" for i in (1, 2, 3))
    whole = "+".join(f"{{{key}_size_{i}}}*{{{key}_vol_{i}}}" for i in (1, 2, 3))

    def nominal() -> float:
        return float(hx.NOMINAL_LEV(sizes, example.equity))

    def clm() -> float:
        return float(hx.CLM(sizes, cov))

    cells = (
        (
            Text("表面レバ", "Nominal leverage"),
            _result(example, "nominal", "0.00", f"({gross})/{{{key}_equity}}", nominal),
            example.printed[0],
        ),
        (Text("CLM", "CLM"), _result(example, "clm", "0.0000", f"{_risk(example)}/({whole})", clm), example.printed[1]),
        (
            Text("実効レバ", "Effective leverage"),
            _result(example, "lev", "0.000", f"{{{key}_nominal}}*{{{key}_clm}}", lambda: nominal() * clm()),
            example.printed[2],
        ),
        (
            Text("上限2.0までの倍率", "Scale to a cap of 2.0"),
            _result(
                example,
                "room",
                "0.0000",
                f"{{example_cap}}/{{{key}_lev}}",
                lambda: float(hx.LEV_HEADROOM(sizes, cov, example.equity, 2.0)),
            ),
            None,
        ),
    )
    return tuple(
        (
            label,
            cell,
            None if printed is None else fixed(f"{key}_printed_{number}", printed, "0.00", "fixed"),
            note,
        )
        for number, ((label, cell, printed), note) in enumerate(zip(cells, example.notes, strict=True), start=1)
    )


def _blocks(example: _Example) -> tuple[Block, Block]:
    key = example.key
    products = tuple(
        (
            same(name),
            fixed(f"{key}_size_{i}", size, "#,##0"),
            fixed(f"{key}_vol_{i}", vol, "0.0%"),
            same(f"{example.products[a - 1]} × {example.products[b - 1]}"),
            fixed(f"{key}_rho_{a}{b}", rho, "0.00;-0.00;0.00"),
        )
        for i, name, size, vol, (a, b), rho in zip(
            (1, 2, 3), example.products, example.sizes, example.vols, _PAIRS, example.rho, strict=True
        )
    )
    equity: tuple[Item, ...] = (Text("純資産", "Equity"), fixed(f"{key}_equity", example.equity, "#,##0.0"))
    given = Block(
        example.title,
        header=(
            Text("商品", "Product"),
            Text("建玉額", "Notional"),
            Text("日率ボラ", "Daily volatility"),
            Text("組", "Pair"),
            Text("相関", "Correlation"),
        ),
        styles=("label", "", "", "note"),
        rows=(*products, equity),
    )
    found = Block(
        Text("記事との比較", "Against the article"),
        header=(
            Text("項目", "Figure"),
            Text("計算", "Computed"),
            Text("記事の値", "As printed"),
            Text("なぜ違うか", "Why they differ"),
        ),
        styles=("label", "", "", "wide"),
        rows=_results(example),
    )
    return given, found


_CAP: Final = Block(
    Text("比べる上限", "The cap they are held against"),
    styles=("label", "", "wide"),
    rows=(
        (
            Text("上限", "Cap"),
            fixed("example_cap", 2.0, "0.0"),
            Text("記事の1.8〜2.2の中央(C §7④)", "The middle of the article's 1.8 to 2.2 (C §7)"),
        ),
    ),
)

SHEET: Final = Sheet(
    "examples",
    Text("記事の例", "Examples"),
    Text("記事の例 — 同じ3倍でも、危なさは違う", "Examples: three times leverage, two very different risks"),
    Text(
        "記事の2つの例を式で計算したものです。自分の建玉とは関係しません。",
        "The article's two examples, computed. They have nothing to do with your own positions.",
    ),
    (*_blocks(_SAFE), *_blocks(_BOMB), _CAP),
    status=status_cell("examples"),
    one_page=True,
    widths=(24, 14, 16, 24, 14, 40),
    colour="7F7F7F",
)
