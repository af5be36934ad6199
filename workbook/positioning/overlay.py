"""The option overlay: what makes the legs neutral in delta and gamma, and the volatility hedge."""

from collections.abc import Callable
from typing import Final

from hedge_xl import functions as hx
from hedge_xl.core.checks import NOISE
from hedge_xl.core.language import Text
from workbook.parts.marks import faulty_policy
from workbook.parts.parameters import HEADER, STYLES, parameter
from workbook.positioning import greeks
from workbook.positioning.units import UNITS
from workbook.spec import Block, Cell, Value
from workbook.twin import Scope, is_number, n

_DELTA: Final = Text("デルタ", "delta")
_GAMMA: Final = Text("ガンマ", "gamma")
_OF: Final = ("{ho_kind}", "{ho_strike}", "{ho_days}", "{ho_vol}")


def _unknown(s: Scope) -> bool:
    """Whether a leg or a parameter is unusable: a sum of the others would be a wrong number."""
    return faulty_policy(s) or s.number("leg_faults") > 0


def _sum(column: str) -> Callable[[Scope], Value]:
    return lambda s: None if _unknown(s) else sum(n(value) for value in s.col("legs", column))


def _terms(s: Scope) -> tuple[float, float, float, float]:
    years = s.number("ho_days") / greeks.DAYS_A_YEAR
    return (s.number("opt_spot"), s.number("ho_strike"), years, s.number("ho_vol"))


def _d1(s: Scope) -> Value:
    drift = s.number("r_domestic") - s.number("r_foreign")
    return None if faulty_policy(s) else greeks.d1(*_terms(s), drift)


def _greek(function: Callable[..., float]) -> Callable[[Scope], Value]:
    def twin(s: Scope) -> Value:
        if faulty_policy(s):
            return None
        kind = greeks.kind_of(s, s.cell("ho_kind"))
        return float(function(kind, *_terms(s), s.number("r_domestic"), s.number("r_foreign")))

    return twin


def _gamma_units(s: Scope) -> Value:
    total, gamma = s.cell("total_gamma"), s.cell("ho_gamma")
    if not is_number(total) or not is_number(gamma) or abs(n(gamma)) < NOISE:
        return None
    return float(hx.GAMMA_HEDGE(total, gamma))


def _left(first: str, greek: str) -> Callable[[Scope], Value]:
    def twin(s: Scope) -> Value:
        return None if s.cell("gamma_units") is None else s.number(first) + s.number("gamma_units") * s.number(greek)

    return twin


def _delta_units(s: Scope) -> Value:
    return None if s.cell("delta_left") is None else float(hx.DELTA_HEDGE(s.cell("delta_left"), 1))


def _volatility_units(s: Scope) -> Value:
    return None if faulty_policy(s) else float(hx.VOL_HEDGE(s.number("vega_loss"), s.number("vega_gain")))


def _cell(key: str, form: str, formula: str, twin: Callable[[Scope], Value], native: str = "", style: str = "") -> Cell:
    return Cell(key, "formula", form, formula=formula, native=native, twin=twin, style=style)


def _line(cell: Cell, label: Text, unit: Text, meaning: Text, source: str) -> tuple[Cell, Text, Text, Text, str]:
    return cell, label, unit, meaning, source


def _known(formula: str) -> str:
    return f'IF({{policy_faults}}+{{leg_faults}}>0,"",{formula})'


def _sound(formula: str) -> str:
    return f'IF({{policy_faults}}>0,"",{formula})'


_LINES: Final = (
    _line(
        _cell("total_delta", "#,##0.00", _known("SUM([legs.pos_delta])"), _sum("pos_delta")),
        Text("建玉のΔの合計", "Delta of the position"),
        _DELTA,
        Text("オプションのシートの合計。原資産の単位", "Sum of the legs on Options, in units of the underlying"),
        "D §3",
    ),
    _line(
        _cell("total_gamma", "#,##0.0000", _known("SUM([legs.pos_gamma])"), _sum("pos_gamma")),
        Text("建玉のΓの合計", "Gamma of the position"),
        _GAMMA,
        Text("価格が1動いたときのΔの変化。負なら動くほど不利", "Change of delta for a move of 1; negative hurts"),
        "D §3",
    ),
    _line(
        _cell(
            "ho_d1", "0.0000", _sound(greeks.d1_formula("{ho_strike}", "{ho_days}", "{ho_vol}")), _d1, style="working"
        ),
        Text("ヘッジ用オプションのd1", "d1 of the hedging option"),
        Text("-", "-"),
        Text("途中計算", "Working"),
        "D §3",
    ),
    _line(
        _cell(
            "ho_delta",
            "0.0000",
            _sound(greeks.udf("OPTION_DELTA", *_OF)),
            _greek(hx.OPTION_DELTA),
            _sound(greeks.delta_formula("{ho_kind}", "{ho_days}", "{ho_d1}")),
        ),
        Text("ヘッジ用オプションのΔ", "Delta of the hedging option"),
        _DELTA,
        Text("設定のオプション1単位", "Of one unit of the option on Settings"),
        "D §3",
    ),
    _line(
        _cell(
            "ho_gamma",
            "0.000000",
            _sound(greeks.udf("OPTION_GAMMA", *_OF)),
            _greek(hx.OPTION_GAMMA),
            _sound(greeks.gamma_formula("{ho_days}", "{ho_vol}", "{ho_d1}")),
        ),
        Text("ヘッジ用オプションのΓ", "Gamma of the hedging option"),
        _GAMMA,
        Text("設定のオプション1単位", "Of one unit of the option on Settings"),
        "D §3",
    ),
    _line(
        _cell(
            "gamma_units",
            "#,##0.00",
            'IF(OR({total_gamma}="",{ho_gamma}=""),"",IF(ABS({ho_gamma})<1E-12,"",GAMMA_HEDGE({total_gamma},{ho_gamma})))',
            _gamma_units,
            'IF(OR({total_gamma}="",{ho_gamma}=""),"",IF(ABS({ho_gamma})<1E-12,"",0-{total_gamma}/{ho_gamma}))',
            "figure",
        ),
        Text("1. ガンマヘッジ", "1. Gamma hedge"),
        UNITS,
        Text(
            "売買するヘッジ用オプション(負は売り)。空欄ならそのオプションにはΓがない",
            "Hedging options to buy, negative to sell; blank if they have no gamma",
        ),
        "D §8",
    ),
    _line(
        _cell(
            "delta_left",
            "#,##0.00",
            'IF({gamma_units}="","",{total_delta}+{gamma_units}*{ho_delta})',
            _left("total_delta", "ho_delta"),
        ),
        Text("その後に残るΔ", "Delta that is left"),
        _DELTA,
        Text("ガンマヘッジをした後の合計", "After the gamma hedge"),
        "D §8",
    ),
    _line(
        _cell(
            "delta_units",
            "#,##0.00",
            'IF({delta_left}="","",DELTA_HEDGE({delta_left},1))',
            _delta_units,
            'IF({delta_left}="","",0-{delta_left})',
            "figure",
        ),
        Text("2. デルタヘッジ", "2. Delta hedge"),
        UNITS,
        Text("そのあと売買する原資産(先物)。負は売り", "Underlying (futures) to buy then, negative to sell"),
        "D §4, §8",
    ),
    _line(
        _cell(
            "volatility_units",
            "#,##0.00",
            _sound("VOL_HEDGE({vega_loss},{vega_gain})"),
            _volatility_units,
            _sound("{vega_loss}/{vega_gain}"),
            "figure",
        ),
        Text("3. ボラティリティ・ヘッジ", "3. Volatility hedge"),
        UNITS,
        Text("損失÷1単位の利益。VIX連動やオプションなど", "Loss over gain per unit: VIX products, options ..."),
        "D §4",
    ),
)
RESULT: Final = Block(
    Text("オプションの上乗せ(オプションのシートの建玉)", "Option overlay (the legs on Options)"),
    header=HEADER,
    styles=STYLES,
    rows=tuple(parameter(*line) for line in _LINES),
)
