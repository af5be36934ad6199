"""The table of option legs: delta and gamma of each, from the built-in normal distribution."""

from collections.abc import Callable
from typing import Final

from hedge_xl import functions as hx
from hedge_xl.core.language import Text, same
from workbook.parts.columns import NUMBER, WORDS_UNIT, row_check
from workbook.parts.marks import VALID, cascade, faulty_policy, status_cell, valid
from workbook.positioning.greeks import DAYS_A_YEAR, d1, d1_formula, delta_formula, gamma_formula, kind_of, udf
from workbook.positioning.units import ANNUAL, UNITS
from workbook.spec import Column, Sheet, Table, Validation, Value
from workbook.twin import Row, is_error, is_number, n

KINDS: Final = ("leg_call", "leg_put", "leg_spot")
_GIVEN: Final = ("name", "kind", "qty", "strike", "days", "vol")
_TERMS: Final = ("strike", "days", "vol")
_LIMITS: Final = {"strike": (1e-6, 1e12), "days": (0.01, 18250.0), "vol": (0.0001, 5.0)}
_LARGEST: Final = 1e12
_DELTA: Final = Text("デルタ", "delta")
_GAMMA: Final = Text("ガンマ", "gamma")


def _limits(key: str) -> str:
    low, high = _LIMITS[key]
    return f"OR([{key}]<{low!r},[{key}]>{high!r})".replace("e-06", "E-6").replace("1000000000000.0", "1E+12")


_OPTION: Final = "NOT(EXACT([kind],`leg_spot`))"
_CHECK: Final = (
    f'IF(COUNTA({",".join(f"[{key}]" for key in _GIVEN)})=0,"",'
    + cascade(
        (f"NOT(OR({','.join(f'EXACT([kind],`{word}`)' for word in KINDS)}))", "leg_kind"),
        ("NOT(ISNUMBER([qty]))", "leg_number"),
        ("ABS([qty])>1E+12", "leg_range"),
        (f"IF({_OPTION},COUNT([strike],[days],[vol])<3,FALSE)", "leg_number"),
        *((f"IF({_OPTION},{_limits(key)},FALSE)", "leg_range") for key in _TERMS),
    )
    + ")"
)


def _check(r: Row) -> Value:
    if all(r[key] is None for key in _GIVEN):
        return None
    return r.word(_fault(r) or "ok")


def _fault(r: Row) -> str | None:
    if is_error(r["kind"]):
        return "chk_error"
    if r["kind"] not in [r.word(word) for word in KINDS]:
        return "leg_kind"
    if not is_number(r["qty"]):
        return "leg_number"
    if abs(r.num("qty")) > _LARGEST:
        return "leg_range"
    if r["kind"] == r.word("leg_spot"):
        return None
    if not all(is_number(r[key]) for key in _TERMS):
        return "leg_number"
    inside = (low <= r.num(key) <= high for key, (low, high) in _LIMITS.items())
    return None if all(inside) else "leg_range"


def wrong_number(r: Row, key: str) -> bool:
    """Whether this cell is why the leg's numbers cannot be used."""
    return not is_number(r[key]) and (key == "qty" or r["kind"] != r.word("leg_spot"))


def out_of_range(r: Row, key: str) -> bool:
    """Whether this number is outside the limits."""
    low, high = _LIMITS.get(key, (-_LARGEST, _LARGEST))
    return is_number(r[key]) and not low <= n(r[key]) <= high


def _state(r: Row) -> str | None:
    """ "spot", "option", or nothing while the row cannot be used."""
    if faulty_policy(r) or not valid(r):
        return None
    return "spot" if r["kind"] == r.word("leg_spot") else "option"


def _terms(r: Row) -> tuple[float, ...]:
    years = r.num("days") / DAYS_A_YEAR
    return (r.number("opt_spot"), r.num("strike"), years, r.num("vol"), r.number("r_domestic"), r.number("r_foreign"))


def _d1(r: Row) -> Value:
    if _state(r) != "option":
        return None
    spot, strike, years, vol, domestic, foreign = _terms(r)
    return d1(spot, strike, years, vol, domestic - foreign)


def _delta(r: Row) -> Value:
    state = _state(r)
    if state == "option":
        return float(hx.OPTION_DELTA(kind_of(r, r["kind"]), *_terms(r)))
    return 1.0 if state else None


def _gamma(r: Row) -> Value:
    state = _state(r)
    if state == "option":
        return float(hx.OPTION_GAMMA(kind_of(r, r["kind"]), *_terms(r)))
    return 0.0 if state else None


def _times(key: str) -> Callable[[Row], Value]:
    return lambda r: None if r[key] is None else r.num("qty") * r.num(key)


def _input(
    key: str, header: Text, help: Text, unit: Text, form: str, width: float, rule: Validation | None = None
) -> Column:
    return Column(key, header, "input", help, "D §3", unit, form, width, validation=rule)


def _computed(
    key: str, header: Text, help: Text, unit: Text, form: str, formula: str, native: str, twin: Callable[[Row], Value]
) -> Column:
    return Column(key, header, "formula", help, "D §3", unit, form, 13, formula, native=native, twin=twin)


def _number(low: float, high: float, message: Text) -> Validation:
    return Validation("decimal", minimum=low, maximum=high, message=message)


_READY: Final = f"IF({{policy_faults}}>0,FALSE,{VALID})"


def _either(spot: str, option: str) -> str:
    return f'IF({_READY},IF({_OPTION},{option},{spot}),"")'


_OF: Final = ("[kind]", "[strike]", "[days]", "[vol]")

TABLE: Final = Table(
    "legs",
    "OptionLegs",
    (
        NUMBER,
        _input("name", Text("内容", "Leg"), Text("覚え書き", "A note of yours"), WORDS_UNIT, "@", 26),
        _input(
            "kind",
            Text("種類", "Kind"),
            Text("コール、プット、現物(先物)から選ぶ", "A call, a put, or the underlying itself"),
            Text("選択", "choice"),
            "@",
            15,
            Validation("list", choices=KINDS),
        ),
        _input(
            "qty",
            Text("数量", "Quantity"),
            Text(
                "買いは正、売りは負。原資産の単位で", "Positive if bought, negative if sold, in units of the underlying"
            ),
            UNITS,
            "#,##0.00",
            13,
            _number(-_LARGEST, _LARGEST, Text("数値(売りは負)", "A number, negative if sold")),
        ),
        _input(
            "strike",
            Text("権利行使価格", "Strike"),
            Text("現物は空欄", "Blank for the underlying"),
            Text("価格", "price"),
            "0.00##",
            14,
            _number(*_LIMITS["strike"], Text("0より大きい数値", "A number above 0")),
        ),
        _input(
            "days",
            Text("満期まで", "Days left"),
            Text("満期までの日数。365で割って年にする", "Days to expiry; years are days / 365"),
            Text("日", "days"),
            "General",
            12,
            _number(*_LIMITS["days"], Text("0.01〜18250の日数", "0.01 to 18250 days")),
        ),
        _input(
            "vol",
            Text("予想ボラ", "Volatility"),
            Text("インプライド・ボラティリティ(10%は0.1)", "Implied volatility, 10% is 0.1"),
            ANNUAL,
            "0.0%",
            12,
            _number(*_LIMITS["vol"], Text("0.0001〜5(10%は0.1)", "From 0.0001 to 5 (10% is 0.1)")),
        ),
        row_check(_CHECK, _check),
        _computed(
            "delta",
            Text("デルタ Δ", "Delta"),
            Text("買い1単位のデルタ(Garman–Kohlhagen)", "Of one unit bought (Garman-Kohlhagen)"),
            _DELTA,
            "0.0000",
            _either("1", udf("OPTION_DELTA", *_OF)),
            _either("1", delta_formula("[kind]", "[days]", "[d1]")),
            _delta,
        ),
        _computed(
            "gamma",
            Text("ガンマ Γ", "Gamma"),
            Text("買い1単位のガンマ", "Of one unit bought"),
            _GAMMA,
            "0.000000",
            _either("0", udf("OPTION_GAMMA", *_OF)),
            _either("0", gamma_formula("[days]", "[vol]", "[d1]")),
            _gamma,
        ),
        _computed(
            "pos_delta",
            Text("建玉のΔ", "Position delta"),
            Text("数量×Δ(原資産の単位)", "Quantity times delta, in units of the underlying"),
            _DELTA,
            "#,##0.00",
            'IF([delta]="","",[qty]*[delta])',
            "",
            _times("delta"),
        ),
        _computed(
            "pos_gamma",
            Text("建玉のΓ", "Position gamma"),
            Text("数量×Γ(価格が1動いたときのΔの変化)", "Quantity times gamma: change of delta for a move of 1"),
            _GAMMA,
            "#,##0.0000",
            'IF([gamma]="","",[qty]*[gamma])',
            "",
            _times("gamma"),
        ),
        Column(
            "d1",
            same("d1"),
            "formula",
            Text("ΔとΓの途中計算", "Working of delta and gamma"),
            "D §3",
            same("-"),
            "0.0000",
            11,
            f'IF({_READY},IF({_OPTION},{d1_formula("[strike]", "[days]", "[vol]")},""),"")',
            twin=_d1,
            working=True,
        ),
    ),
    Text("オプションと現物の建玉(表のすぐ下に足す)", "Legs: options and the underlying (type new ones right below)"),
    optional=True,
    identity=("name", "kind", "strike"),
)

SHEET: Final = Sheet(
    "options",
    Text("オプション", "Options"),
    Text("オプション — 建玉のデルタとガンマ", "Options: delta and gamma of the legs"),
    Text(
        "建玉はこの表、原資産価格・金利・ヘッジ用オプションは設定シートに入れます。結果は判断シートに出ます。",
        "Enter the legs here; price, rates and the hedging option on Settings. Decision shows what to trade.",
    ),
    (TABLE,),
    status=status_cell("options"),
    freeze=(7, 2),
    colour="BF9000",
)
