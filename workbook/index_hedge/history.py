"""値動き / Prices: daily bars of index and pair, side by side; true ranges, ATR, returns and rolling correlation.

Wilder's average of a run of m true ranges is written out as a weighted sum, ``Σ q^(m − max(i, p)) · TR_i / p`` with
``q = 1 − 1/p``, so that no cell refers to its own column.
"""

from typing import Final

from hedge_xl.core.language import Text
from workbook.index_hedge import history_values as values
from workbook.parts.columns import ABOVE_ZERO, LOG_RETURN, NUMBER, RATIO, WORDS_UNIT, row_check
from workbook.parts.marks import VALID, cascade, status_cell
from workbook.serials import FIRST_DATE, LAST_DATE
from workbook.spec import Column, Sheet, Table, Validation

_POINTS: Final = Text("ポイント", "points")
_QUOTE: Final = Text("レート", "rate")
_SIDES: Final = {"index": (Text("指数", "Index"), _POINTS), "pair": (Text("ペア", "Pair"), _QUOTE)}
_KEYS: Final = (("high", Text("高値", "high")), ("low", Text("安値", "low")), ("close", Text("終値", "close")))


def _above(key: str) -> str:
    return f"INDEX([history.{key}],[no]-1)"


def _last(key: str, rows: str) -> str:
    """The last so many cells of a column, this row's the last."""
    return f"INDEX([history.{key}],[no]-{rows}+1):INDEX([history.{key}],[no])"


_FOLLOWS: Final = f'IF(OR([no]=1,[series]=""),FALSE,{_above("series")}=[series])'


def _not_bar(side: str) -> str:
    high, low, close = (f"[{side}_{key}]" for key in ("high", "low", "close"))
    return f"OR({low}>{high},{close}>{high}*1.0001,{close}<{low}*0.9999)"


def _jump(close: str) -> str:
    moved = f"IF(N({_above(close)})>0,ABS([{close}]/N({_above(close)})-1)>{{jump_tolerance}},FALSE)"
    return f"IF({{policy_faults}}>0,FALSE,IF({_FOLLOWS},IFERROR({moved},FALSE),FALSE))"


_INPUTS: Final = ",".join(f"[{key}]" for key in values.INPUTS)
_PRICES: Final = ",".join(f"[{key}]" for key in values.PRICES)
_CHECK: Final = (
    f'IF(COUNTA({_INPUTS})=0,"",'
    + cascade(
        (f"IF(ISNUMBER([date]),OR([date]<>INT([date]),[date]<{FIRST_DATE},[date]>{LAST_DATE}),TRUE)", "chk_date"),
        ("NOT(ISTEXT([index]))", "chk_name"),
        ("IF(ISTEXT([pair]),LEN([pair])<>6,TRUE)", "chk_pair"),
        (f"COUNT({_PRICES})<6", "chk_number"),
        (f"MIN({_PRICES})<=0", "chk_positive"),
        (_not_bar("index"), "chk_bar"),
        (_not_bar("pair"), "chk_bar"),
        (f"IF({_FOLLOWS},{_above('date')}>=[date],FALSE)", "chk_order"),
        (_jump("index_close"), "chk_jump"),
        (_jump("pair_close"), "chk_jump"),
    )
    + ")"
)


def _price(side: str, key: str, name: Text) -> Column:
    words, unit = _SIDES[side]
    return Column(
        f"{side}_{key}",
        Text(f"{words.ja} {name.ja}", f"{words.en} {name.en}"),
        "input",
        Text(f"{words.ja}のその日の{name.ja}", f"The day's {name.en} of the {words.en.lower()}"),
        "B §7",
        unit,
        "#,##0.00" if side == "index" else "0.000",
        11,
        validation=ABOVE_ZERO,
    )


def _true_range(side: str) -> Column:
    words, unit = _SIDES[side]
    before = _above(f"{side}_close")
    return Column(
        f"tr_{side}",
        Text(f"TR {words.ja}", f"TR {words.en.lower()}"),
        "formula",
        Text("その日の値幅(前の終値からの窓を含む)", "The day's range, the gap from the last close included"),
        "B §4",
        unit,
        "#,##0.00" if side == "index" else "0.000",
        10,
        f'IF([run]<2,"",MAX([{side}_high],{before})-MIN([{side}_low],{before}))',
        twin=lambda r: values.true_range(r, side),
        working=True,
    )


def _atr(side: str) -> Column:
    words, unit = _SIDES[side]
    ready = "IF({policy_faults}>0,FALSE,[run]>{atr_period})"
    step = f"({_last('run', '([run]-1)')}-1)"
    weights = f"(1-1/{{atr_period}})^([run]-1-({step}>{{atr_period}})*({step}-{{atr_period}})-{{atr_period}})"
    bars = ",".join(_last(f"{side}_{key}", "[run]") for key in ("high", "low", "close"))
    return Column(
        f"atr_{side}",
        Text(f"ATR {words.ja}", f"ATR {words.en.lower()}"),
        "formula",
        Text("Wilderの平均値幅。期間がそろうまで空欄", "Wilder's average true range; blank until the period is full"),
        "B §4, §7",
        unit,
        "#,##0.00" if side == "index" else "0.0000",
        11,
        f'IF({ready},INDEX(ATR({bars},{{atr_period}}),[run]),"")',
        f'IF({ready},SUMPRODUCT({weights}*{_last(f"tr_{side}", "([run]-1)")})/{{atr_period}},"")',
        twin=lambda r: values.atr(r, side),
    )


def _return(side: str) -> Column:
    words, _ = _SIDES[side]
    return Column(
        f"r_{side}",
        Text(f"収益率 {words.ja}", f"return {words.en.lower()}"),
        "formula",
        Text("終値の対数収益率", "Log return of the close"),
        "B §4",
        LOG_RETURN,
        "0.00%",
        10,
        f'IF([run]<2,"",LN([{side}_close]/{_above(f"{side}_close")}))',
        twin=lambda r: values.log_return(r, side),
        working=True,
    )


_CORREL: Final = f"CORREL({_last('r_index', '{corr_window}')},{_last('r_pair', '{corr_window}')})"
_RHO: Final = "IF({policy_faults}>0,FALSE,[run]>{corr_window})"

TABLE: Final = Table(
    "history",
    "Prices",
    (
        NUMBER,
        Column(
            "date",
            Text("日付", "Date"),
            "input",
            Text("取引日。古い順に", "Trading day, oldest first"),
            "B §7",
            Text("日付", "date"),
            "yyyy-mm-dd",
            12,
            validation=Validation("date", message=Text("時刻のない日付(例 2026-10-30)", "A date such as 2026-10-30")),
        ),
        Column(
            "index",
            Text("指数", "Index"),
            "input",
            Text("指数の名前。ポジションの行と同じに書く", "Name of the index, written as in the positions"),
            "B §2",
            WORDS_UNIT,
            "@",
            11,
        ),
        Column(
            "pair",
            Text("通貨ペア", "Pair"),
            "input",
            Text("ヘッジに使う通貨ペア(例 USDJPY)", "The pair that hedges, such as USDJPY"),
            "B §2",
            WORDS_UNIT,
            "@",
            10,
        ),
        *(_price(side, key, name) for side in _SIDES for key, name in _KEYS),
        _atr("index"),
        _atr("pair"),
        Column(
            "rho",
            Text("相関ρ", "ρ"),
            "formula",
            Text(
                "直近の窓の収益率の相関。窓がそろうまで空欄",
                "Correlation of the last returns; blank until the window is full",
            ),
            "B §4, §7",
            RATIO,
            "0.000",
            9,
            f'IF({_RHO},IFERROR(INDEX(ROLLING_CORREL({_last("r_index", "{corr_window}")},{_last("r_pair", "{corr_window}")},{{corr_window}}),{{corr_window}}),""),"")',
            f'IF({_RHO},IFERROR(MAX(-1,MIN(1,{_CORREL})),""),"")',
            twin=values.rho,
        ),
        row_check(_CHECK, values.check),
        Column(
            "series",
            Text("組", "Series"),
            "formula",
            Text("指数|ペア。ポジションの行をこれで結ぶ", "Index|pair: what links it to the positions"),
            "-",
            WORDS_UNIT,
            "@",
            16,
            'IFERROR(IF(AND(ISTEXT([index]),ISTEXT([pair])),UPPER([index]&"|"&[pair]),""),"")',
            twin=values.series,
            working=True,
        ),
        Column(
            "start",
            Text("始まり", "Begins"),
            "formula",
            Text("1: ここから数え直す(×の行、別の組の後)", "1: counting begins anew (a row marked ×, another series)"),
            "-",
            Text("0/1", "0/1"),
            "0",
            8,
            f"IF({VALID},IF({_FOLLOWS},IF(OR(LEFT({_above('check')},1)=`mark_ok`,LEFT({_above('check')},1)=`mark_note`),0,1),1),1)",
            twin=values.start,
            working=True,
        ),
        Column(
            "run",
            Text("連続日数", "Days in a row"),
            "formula",
            Text("同じ組で途切れずに続く日数", "Sound days in a row of the same index and pair"),
            "-",
            Text("日", "days"),
            "0",
            9,
            f"IF({VALID},[no]-SUMPRODUCT(MAX(([history.no]<=[no])*([history.start]=1)*[history.no]))+1,0)",
            twin=values.run,
            working=True,
        ),
        _true_range("index"),
        _true_range("pair"),
        _return("index"),
        _return("pair"),
    ),
    Text(
        "日々の価格(指数とペアを同じ日の行に。組ごとに続けて古い順)",
        "Daily prices (index and pair of one day in one row; each series together, oldest first)",
    ),
    optional=True,
    identity=("date", "index", "pair"),
)

SHEET: Final = Sheet(
    "history",
    Text("値動き", "Prices"),
    Text("値動き — ATRと相関を価格から計算する", "Prices: ATR and correlation from daily prices"),
    Text(
        "ATRや相関を自分で入れない行は、ここの最後の日の値を使います。使わなければ空のままでかまいません。",
        "Positions without an ATR or correlation of their own use the last day here. Leave it empty if you type them.",
    ),
    (TABLE,),
    status=status_cell("history"),
    freeze=(7, 4),
    colour="BF9000",
)
