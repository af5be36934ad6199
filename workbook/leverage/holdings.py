"""建玉 / Positions: what is held, one product a row. The number in the first column ties a row to its correlations."""

import math
from typing import Final

from hedge_xl.core.language import Text, same
from workbook.leverage.names import SIZE
from workbook.parts.columns import ACCOUNT_CURRENCY, WORDS_UNIT, row_check
from workbook.parts.marks import VALID, cascade, faulty_policy, status_cell, valid
from workbook.spec import Column, Sheet, Table, Validation, Value
from workbook.text import WORDS
from workbook.twin import Row, is_error, is_number, n

MULTIPLE: Final = Text("倍", "multiple")

_TYPED: Final = ("no", "product", "side", "notional", "vol", "lot", "group")
_LEAST_VOL, _MOST_VOL = 0.001, 0.06
_LARGEST, _LARGEST_VOL = 1e15, 10.0

_NUMBER_RULE: Final = Validation(
    "custom",
    custom=f"AND(ISNUMBER({{cell}}),N({{cell}})=INT(N({{cell}})),N({{cell}})>=1,N({{cell}})<={SIZE})",
    accepts=lambda value: is_number(value) and n(value) in range(1, SIZE + 1),
    message=Text("1〜8の整数", "A whole number from 1 to 8"),
)
_NOT_NEGATIVE: Final = Validation("decimal", minimum=0, maximum=1e15, message=Text("0以上の数値", "0 or more"))
_ABOVE_ZERO: Final = Validation(
    "decimal", minimum=1e-9, maximum=1e15, message=Text("0より大きい数値", "A number above 0")
)
_VOLATILITY: Final = Validation(
    "decimal",
    minimum=1e-9,
    maximum=10,
    message=Text("0より大きい割合(1.2%は0.012)", "A fraction above 0: 1.2% is 0.012"),
)

_SIDES: Final = "`buy_sides`&`sell_sides`"
_BUYS: Final = 'ISNUMBER(FIND("|"&UPPER([side])&"|",`buy_sides`))'
_TYPED_VOL: Final = "EXACT({vol_source},`src_typed`)"
_DAILY: Final = "IF(EXACT({vol_basis},`basis_year`),[vol]/SQRT({periods}),[vol])"
_ODD_VOL: Final = f"IF(OR({{policy_faults}}>0,NOT({_TYPED_VOL})),FALSE,OR({_DAILY}<{_LEAST_VOL},{_DAILY}>{_MOST_VOL}))"
_CLASS: Final = "SUMPRODUCT(EXACT([holdings.group],[group])*ISNUMBER([holdings.notional]),[holdings.notional])"
_OVER_CLASS: Final = (
    'IF(OR({policy_faults}>0,[group]="",NOT(ISNUMBER({equity}))),FALSE,'
    f"IFERROR({_CLASS}/{{equity}}>{{class_cap}}+1E-12,FALSE))"
)
_BLANK_OR_NUMBER: Final = 'IF([{key}]="",FALSE,NOT(ISNUMBER([{key}])))'
_CHECK: Final = (
    f'IF(COUNTA({",".join(f"[{key}]" for key in _TYPED)})=0,"",'
    + cascade(
        ("NOT(ISNUMBER([no]))", "chk_no"),
        (f"OR([no]<1,[no]>{SIZE},[no]<>INT([no]))", "chk_no"),
        ("MATCH([no],[holdings.no],0)<>ROW()-ROW([#header])", "chk_dup"),
        ("NOT(ISTEXT([product]))", "chk_product"),
        ("NOT(ISTEXT([side]))", "chk_side"),
        (f'NOT(ISNUMBER(FIND("|"&UPPER([side])&"|",{_SIDES})))', "chk_side"),
        ("NOT(ISNUMBER([notional]))", "chk_number"),
        (_BLANK_OR_NUMBER.format(key="vol"), "chk_number"),
        (_BLANK_OR_NUMBER.format(key="lot"), "chk_number"),
        ("[notional]<0", "chk_positive"),
        ("IF(ISNUMBER([vol]),[vol]<=0,FALSE)", "chk_positive"),
        ("IF(ISNUMBER([lot]),[lot]<=0,FALSE)", "chk_positive"),
        ("OR([notional]>1E+15,N([vol])>10,N([lot])>1E+15)", "chk_range"),
        (f'IF([vol]="",{_TYPED_VOL},FALSE)', "chk_vol_missing"),
        (f"IF(ISNUMBER([vol]),{_ODD_VOL},FALSE)", "chk_vol"),
        (_OVER_CLASS, "chk_class"),
    )
    + ")"
)


def side_sign(value: Value) -> int:
    """1 for a buyer's word, -1 for a seller's, 0 for any other."""
    mark = f"|{value.upper()}|" if isinstance(value, str) else ""
    if not mark:
        return 0
    return 1 if mark in WORDS["buy_sides"].en else -1 if mark in WORDS["sell_sides"].en else 0


def _check(r: Row) -> Value:
    if all(r[key] is None for key in _TYPED):
        return None
    return r.word(_identity_fault(r) or _number_fault(r) or _note(r) or "ok")


def _identity_fault(r: Row) -> str | None:
    number = r["no"]
    if not is_number(number) or n(number) not in range(1, SIZE + 1):
        return "chk_no"
    if any(is_number(other) and other == number for other in r.col("holdings", "no")[: r.index]):
        return "chk_dup"
    if not isinstance(r["product"], str) or is_error(r["product"]):
        return "chk_product"
    return None if side_sign(r["side"]) else "chk_side"


def _number_fault(r: Row) -> str | None:
    if not is_number(r["notional"]):
        return "chk_number"
    given = [r[key] for key in ("vol", "lot") if r[key] is not None]
    if any(is_error(value) for value in given):
        first = next(value for value in given if is_error(value) or not is_number(value))
        return "chk_error" if is_error(first) else "chk_number"
    if not all(is_number(value) for value in given):
        return "chk_number"
    if n(r["notional"]) < 0 or any(n(value) <= 0 for value in given):
        return "chk_positive"
    if max(n(r["notional"]), n(r["lot"])) > _LARGEST or n(r["vol"]) > _LARGEST_VOL:
        return "chk_range"
    return "chk_vol_missing" if r["vol"] is None and r.cell("vol_source") == r.word("src_typed") else None


def _note(r: Row) -> str | None:
    typed_vol = is_number(r["vol"]) and r.cell("vol_source") == r.word("src_typed")
    if typed_vol and not faulty_policy(r) and not _LEAST_VOL <= daily_vol(r, r.num("vol")) <= _MOST_VOL:
        return "chk_vol"
    if is_error(r["group"]):
        return "chk_error"
    if faulty_policy(r) or r["group"] is None or not is_number(r.cell("equity")):
        return None
    total = class_total(r)
    return "chk_class" if total is not None and total / r.number("equity") > r.number("class_cap") + 1e-12 else None


def daily_vol(r: Row, vol: float) -> float:
    """A typed volatility by the day."""
    return vol / math.sqrt(r.number("periods")) if r.cell("vol_basis") == r.word("basis_year") else vol


def class_total(r: Row) -> float | None:
    """Gross notional of the row's class; None when an error stands among the figures."""
    rows = list(zip(r.col("holdings", "group"), r.col("holdings", "notional"), strict=True))
    if any(is_error(group) or is_error(notional) for group, notional in rows):
        return None
    return sum(n(notional) for group, notional in rows if _as_text(group) == _as_text(r["group"]))


def _as_text(value: Value) -> str:
    return f"{n(value):.15g}" if is_number(value) else str(value or "")


def _signed(r: Row) -> Value:
    return side_sign(r["side"]) * r.num("notional") if valid(r) else None


def _nominal(r: Row) -> Value:
    if not valid(r) or faulty_policy(r) or not is_number(r.cell("equity")):
        return None
    return r.num("notional") / r.number("equity")


TABLE: Final = Table(
    "holdings",
    "Holdings",
    (
        Column(
            "no",
            same("No."),
            "input",
            Text(
                "商品の番号(1〜8)。相関シートと収益率シートの番号と同じ",
                "Number of the product, as on Correlation and Returns",
            ),
            "C §3(1)",
            Text("番号", "no."),
            "0",
            8,
            validation=_NUMBER_RULE,
        ),
        Column(
            "product",
            Text("商品", "Product"),
            "input",
            Text(
                "商品名。商品を入れ替えたら相関も入れ直す",
                "Name; when you replace a product, enter its correlations anew",
            ),
            "C §5",
            WORDS_UNIT,
            "@",
            18,
        ),
        Column(
            "side",
            Text("売買", "Side"),
            "input",
            Text("買 または 売", "BUY or SELL"),
            "C §5",
            Text("選択", "choice"),
            "@",
            10,
            validation=Validation("list", choices=("side_buy", "side_sell")),
        ),
        Column(
            "notional",
            Text("建玉額", "Notional"),
            "input",
            Text(
                "数量×価格を口座通貨に直した額(証拠金ではない)", "Quantity x price in account currency, not the margin"
            ),
            "C §2",
            ACCOUNT_CURRENCY,
            "#,##0",
            15,
            validation=_NOT_NEGATIVE,
        ),
        Column(
            "vol",
            Text("ボラ", "Volatility"),
            "input",
            Text(
                "ATR÷価格 または標準偏差。日率か年率かは設定で選ぶ",
                "ATR / price, or standard deviation; daily or annual as chosen on Settings",
            ),
            "C §4, §5",
            Text("割合", "fraction"),
            "0.00%",
            11,
            validation=_VOLATILITY,
        ),
        Column(
            "lot",
            Text("1ロットの額", "Value of a lot"),
            "input",
            Text("1ロットの建玉額。空欄なら減らすロット数を出さない", "Notional of one lot; blank: cuts in money only"),
            "C §5",
            ACCOUNT_CURRENCY,
            "#,##0",
            15,
            validation=_ABOVE_ZERO,
        ),
        Column(
            "group",
            Text("分類", "Class"),
            "input",
            Text(
                "指数・FX・商品など。同じ文字の行を1つの分類とする",
                "Index, FX, commodity ...; equal words are one class",
            ),
            "C §7①",
            WORDS_UNIT,
            "@",
            14,
        ),
        Column(
            "signed",
            Text("符号付き建玉 w", "Signed w"),
            "formula",
            Text("買いは+、売りは−", "+ for a buyer, - for a seller"),
            "C §3(2)",
            ACCOUNT_CURRENCY,
            "#,##0;-#,##0;0",
            16,
            f'IF({VALID},IF({_BUYS},1,-1)*[notional],"")',
            twin=_signed,
        ),
        Column(
            "nominal",
            Text("表面レバ", "Nominal leverage"),
            "formula",
            Text("建玉額÷純資産", "Notional / equity"),
            "C §2(A)",
            MULTIPLE,
            "0.00",
            12,
            f'IF(AND({VALID},{{policy_faults}}=0,ISNUMBER({{equity}})),[notional]/{{equity}},"")',
            twin=_nominal,
        ),
        row_check(_CHECK, _check),
    ),
    Text("建玉(1商品1行、8商品まで)", "Positions (one product a row, up to 8)"),
)

SHEET: Final = Sheet(
    "holdings",
    Text("建玉", "Positions"),
    Text("建玉 — 何をどれだけ持っているか", "Positions: what you hold"),
    Text(
        "1商品1行。No.は相関の番号です。並べ替えても計算は変わりません。",
        "One product a row. No. ties it to its correlations; sorting the rows changes nothing.",
    ),
    (TABLE,),
    status=status_cell("holdings"),
    freeze=(7, 2),
    colour="BF9000",
)
