"""Covered interest parity (A §2): the forward that the assumptions imply, and the basis that a forward in the market does."""

from collections.abc import Callable
from typing import Final

from hedge_xl import functions as hx
from hedge_xl.core.language import Text
from workbook.ledger.cost_plan import carry, guarded
from workbook.parts.parameters import LINE_STYLES, line
from workbook.spec import Block, Cell, Value
from workbook.twin import Scope

_PRICE: Final = Text("円/ドル", "JPY per USD")
_A_YEAR: Final = Text("年率", "a year")
_USD: Final = "({jpy_rate}+{rate_differential})"
_TERM: Final = "{forward_years}"
_FORMAT: Final = "0.0000"


def _usd(s: Scope) -> float:
    return s.number("jpy_rate") + s.number("rate_differential")


def _forward(s: Scope, convention: str) -> float:
    rates = _usd(s), s.number("jpy_rate"), s.number("forward_years"), s.number("basis")
    return float(hx.FX_FORWARD(s.number("cost_spot"), *rates, convention))


def _printed(s: Scope) -> Value:
    growth = 1 + (_usd(s) + s.number("basis")) * s.number("forward_years")
    return _forward(s, "article") if growth > 0 else None


def _implied(s: Scope) -> float:
    rates = _usd(s), s.number("jpy_rate"), s.number("forward_years")
    return float(hx.IMPLIED_BASIS(s.number("market_spot"), s.number("market_forward"), *rates))


def _cell(key: str, form: str, formula: str, native: str, twin: Callable[[Scope], Value], *needed: str) -> Cell:
    """A cell whose native formula spells the function out."""
    cell = guarded(key, form, formula, twin, *needed)
    return Cell(
        key, "formula", form, formula=cell.formula, native=cell.formula.replace(formula, native), twin=cell.twin
    )


_FORWARD: Final = _cell(
    "cip_forward",
    _FORMAT,
    f"FX_FORWARD({{cost_spot}},{_USD},{{jpy_rate}},{_TERM},{{basis}})",
    f"{{cost_spot}}*(1+({{jpy_rate}}-{{basis}})*{_TERM})/(1+{_USD}*{_TERM})",
    lambda s: _forward(s, "market"),
    "cost_spot",
)
_ROUGH: Final = guarded(
    "cip_rough",
    _FORMAT,
    f"{{cost_spot}}*(1-({{rate_differential}}+{{basis}})*{_TERM})",
    lambda s: s.number("cost_spot") * (1 - carry(s) * s.number("forward_years")),
    "cost_spot",
)
_AS_PRINTED: Final = _cell(
    "cip_printed",
    _FORMAT,
    f'IF(1+({_USD}+{{basis}})*{_TERM}<=0,"",FX_FORWARD({{cost_spot}},{_USD},{{jpy_rate}},{_TERM},{{basis}},"article"))',
    f'IF(1+({_USD}+{{basis}})*{_TERM}<=0,"",{{cost_spot}}*(1+({_USD}+{{basis}})*{_TERM})/(1+{{jpy_rate}}*{_TERM}))',
    _printed,
    "cost_spot",
)
_YEARLY: Final = guarded(
    "cip_cost",
    "0.000%",
    f"(1-{{cip_forward}}/{{cost_spot}})/{_TERM}",
    lambda s: (1 - s.number("cip_forward") / s.number("cost_spot")) / s.number("forward_years"),
    "cip_forward",
)
_BASIS: Final = _cell(
    "cip_basis",
    "+0.000%;-0.000%;0.000%",
    f"IMPLIED_BASIS({{market_spot}},{{market_forward}},{_USD},{{jpy_rate}},{_TERM})",
    f"(1+{{jpy_rate}}*{_TERM}-{{market_forward}}/{{market_spot}}*(1+{_USD}*{_TERM}))/{_TERM}",
    _implied,
    "market_spot",
    "market_forward",
)
_BASIS_GAP: Final = guarded(
    "cip_basis_gap",
    "+0.000%;-0.000%;0.000%",
    "{cip_basis}-{basis}",
    lambda s: s.number("cip_basis") - s.number("basis"),
    "cip_basis",
)

FORWARD: Final = Block(
    Text("CIP: 想定から決まるフォワード(A §2)", "CIP: the forward that the assumptions imply (A §2)"),
    styles=LINE_STYLES,
    rows=(
        line(
            guarded("cip_usd_rate", "0.00%", "{jpy_rate}+{rate_differential}", _usd),
            Text("ドル金利", "USD rate"),
            _A_YEAR,
            Text("円金利+金利差(どちらも設定)", "JPY rate + rate differential, both on Policy"),
            "A §2",
        ),
        line(
            _FORWARD,
            Text("フォワード F", "Forward F"),
            _PRICE,
            Text(
                "F=S×(1+(r_円−b)T)÷(1+r_ドル×T)。例: S=150、5%、0.25%、T=1、b=0 なら 143.2143",
                "F = S(1 + (r_JPY - b)T) / (1 + r_USD T). S=150, 5%, 0.25%, T=1, b=0: 143.2143",
            ),
            "A §2",
        ),
        line(
            _ROUGH,
            Text("近似 S×(1−(差+b)T)", "Nearly S(1 - (diff + b)T)"),
            _PRICE,
            Text(
                "ドル売りは金利差+ベーシスの分だけ円高の値で売ることになる",
                "The seller of USD forward gives up differential and basis",
            ),
            "A §2",
        ),
        line(
            _AS_PRINTED,
            Text("記事の印刷どおりの式", "As the article prints it"),
            _PRICE,
            Text(
                "分子と分母が逆(比較用、使わない)。上の例なら 157.1072",
                "Upside down, for comparison only; 157.1072 with the example above",
            ),
            "A §2",
        ),
        line(
            _YEARLY,
            Text("フォワードで払う費用", "Cost paid through the forward"),
            _A_YEAR,
            Text(
                "(1−F÷S)÷T。設定の金利差+ベーシスとの小さな差は、ドル金利で割り引くため",
                "(1 - F/S)/T; a little off differential + basis, for the discounting at the USD rate",
            ),
            "A §2, §7",
        ),
        line(
            _BASIS,
            Text("市場のベーシス", "Basis in the market"),
            _A_YEAR,
            Text(
                "設定に「市場のフォワード」と、そのときの直物を書くと逆算する。+はドル売りの費用",
                "Once Policy has a forward in the market and its spot; + is a cost to the seller of USD",
            ),
            "A §2",
        ),
        line(
            _BASIS_GAP,
            Text("設定のベーシスとの差", "Off the assumed basis"),
            _A_YEAR,
            Text("+なら設定のベーシスが小さすぎる", "+: the assumed basis is too small"),
            "A §2, §7",
        ),
    ),
)
