"""収益率 / Returns: daily returns of the products, from which correlations and volatilities can be computed."""

from collections.abc import Callable
from typing import Final

from hedge_xl.core.language import Text
from workbook.leverage.names import NUMBERS, shown
from workbook.leverage.portfolio import active
from workbook.parts.columns import LOG_RETURN, NUMBER, row_check
from workbook.parts.marks import cascade, status_cell, valid
from workbook.serials import FIRST_DATE, LAST_DATE
from workbook.spec import Block, Column, Sheet, Table, Validation, Value
from workbook.twin import Row, is_error, is_number, n

_LARGE, _IMPOSSIBLE = 0.2, 1.0
_KEYS: Final = tuple(f"r{number}" for number in NUMBERS)
_LIST: Final = ",".join(f"[{key}]" for key in _KEYS)
_RETURN_RULE: Final = Validation(
    "decimal", minimum=-1, maximum=1, message=Text("−1〜1の割合(1.2%は0.012)", "A fraction from -1 to 1: 1.2% is 0.012")
)
_CHECK: Final = (
    f'IF(COUNTA([date],{_LIST})=0,"",'
    + cascade(
        ("NOT(ISNUMBER([date]))", "chk_date"),
        (f"OR([date]<{FIRST_DATE},[date]>{LAST_DATE},[date]<>INT([date]))", "chk_date"),
        ("IF([no]=1,FALSE,[date]<=N(INDEX([returns.date],[no]-1)))", "chk_order"),
        (f"SUM({_LIST})<>SUM({_LIST})", "chk_error"),
        (f"COUNT({_LIST})<COUNTA({_LIST})", "chk_number"),
        (f"OR(MAX(0,{_LIST})>{_IMPOSSIBLE},MIN(0,{_LIST})<-{_IMPOSSIBLE})", "chk_range"),
        (f"OR(MAX(0,{_LIST})>{_LARGE},MIN(0,{_LIST})<-{_LARGE})", "chk_size"),
    )
    + ")"
)
_LACKING: Final = ",".join(f"AND({{active_{i}}}=1,NOT(ISNUMBER([r{i}])))" for i in NUMBERS)
_VALID: Final = "OR(LEFT([check],1)=`mark_ok`,LEFT([check],1)=`mark_note`)"


def _check(r: Row) -> Value:
    given = [r[key] for key in _KEYS if r[key] is not None]
    if r["date"] is None and not given:
        return None
    return r.word(_date_fault(r) or _return_fault(given))


def _date_fault(r: Row) -> str | None:
    date = r["date"]
    if not is_number(date) or not FIRST_DATE <= n(date) <= LAST_DATE or n(date) != int(n(date)):
        return "chk_date"
    if is_error(r.previous("date")):
        return "chk_error"
    return "chk_order" if r.index and n(date) <= n(r.previous("date")) else None


def _return_fault(given: list[Value]) -> str:
    if any(is_error(value) for value in given):
        return "chk_error"
    if not all(is_number(value) for value in given):
        return "chk_number"
    largest = max((abs(n(value)) for value in given), default=0.0)
    return "chk_range" if largest > _IMPOSSIBLE else "chk_size" if largest > _LARGE else "ok"


def _complete(r: Row) -> Value:
    held = active(r)
    whole = valid(r) and bool(held) and all(is_number(r[f"r{number}"]) for number in held)
    return int(r.number("uses_returns") == 1 and whole)


def _used(r: Row) -> Value:
    if r["complete"] != 1:
        return 0
    later = sum(n(value) for value in r.col("returns", "complete")[r.index :])
    return int(later <= r.number("window"))


def _taken(number: int) -> Callable[[Row], Value]:
    return lambda r: r[f"r{number}"] if r["used"] == 1 and number in active(r) else None


def _return(number: int) -> Column:
    return Column(
        f"r{number}",
        Text(f"商品{number}", f"Product {number}"),
        "input",
        Text(f"商品{number}の日次収益率。無い日は空欄", f"Daily return of product {number}; blank on days without one"),
        "C §3(1)",
        LOG_RETURN,
        "0.00%",
        11,
        validation=_RETURN_RULE,
    )


def _in_use(number: int) -> Column:
    return Column(
        f"z{number}",
        Text(f"使用{number}", f"Used {number}"),
        "formula",
        Text(f"相関とボラの計算に使う商品{number}の収益率", f"Return of product {number} that enters the estimate"),
        "C §3(1)",
        LOG_RETURN,
        "0.00%",
        9,
        f'IF([used]=1,IF({{active_{number}}}=1,[r{number}],""),"")',
        twin=_taken(number),
        working=True,
    )


TABLE: Final = Table(
    "returns",
    "Returns",
    (
        Column(
            "date",
            Text("日付", "Date"),
            "input",
            Text("収益率の日付。古い順", "Day of the return, oldest first"),
            "C §7③",
            Text("日付", "date"),
            "yyyy-mm-dd",
            12,
            validation=Validation("date", message=Text("日付", "A date")),
        ),
        *(_return(number) for number in NUMBERS),
        row_check(_CHECK, _check),
        Column(
            "no",
            NUMBER.header,
            "formula",
            NUMBER.help,
            "-",
            NUMBER.unit,
            "0",
            7,
            NUMBER.formula,
            twin=NUMBER.twin,
            working=True,
        ),
        Column(
            "complete",
            Text("揃っている", "Complete"),
            "formula",
            Text("持っている商品の収益率がすべてある行は1", "1 where every product held has a return"),
            "C §3(1)",
            Text("0/1", "0/1"),
            "0",
            10,
            f"IF(AND({{uses_returns}}=1,{{n_active}}>0,{_VALID}),IF(OR({_LACKING}),0,1),0)",
            twin=_complete,
            working=True,
        ),
        Column(
            "used",
            Text("使う", "Used"),
            "formula",
            Text("新しい方から推定窓の行数までは1", "1 for the latest rows, as many as the window"),
            "C §7③",
            Text("0/1", "0/1"),
            "0",
            8,
            'IF([complete]=1,IF(SUMIF([returns.no],">="&[no],[returns.complete])<={window},1,0),0)',
            twin=_used,
            working=True,
        ),
        *(_in_use(number) for number in NUMBERS),
    ),
    Text("日次収益率(「収益率から」を選んだときだけ使う)", "Daily returns (used only when Settings says so)"),
    optional=True,
)

LABELS: Final = Block(
    Text("番号と商品", "Numbers and products"),
    styles=("label",),
    rows=(
        (Text("商品名", "Product"), *(shown(f"returns_over_{number}", f"name_{number}", "unit") for number in NUMBERS)),
    ),
)

SHEET: Final = Sheet(
    "returns",
    Text("収益率", "Returns"),
    Text("収益率 — 相関とボラを計算する元", "Returns: what correlations and volatilities are computed from"),
    Text(
        "設定の「相関の出所」「ボラの出所」で「収益率から」を選んだときに使います。手入力なら空のままで構いません。",
        "Used when Settings takes correlations or volatilities from returns. Leave it empty if you type them.",
    ),
    (LABELS, TABLE),
    status=status_cell("returns"),
    freeze=(10, 1),
    colour="BF9000",
)
