"""The table of バックテスト / Backtest: a row for every row of Market, its h, return, wealth and drawdown by policy."""

from collections.abc import Callable, Iterator
from typing import Final

from hedge_xl.core.language import Text, same
from workbook.ledger import backtest_values as values
from workbook.ledger.backtest_values import NAMES, TREND
from workbook.ledger.wealth import Bulk, Path, drawdown_column, wealth_column
from workbook.parts.chart_lines import line_column
from workbook.parts.columns import LOG_RETURN, NUMBER, RATIO
from workbook.spec import Column, Table, Value
from workbook.twin import Row, Scope

_NOT_TESTED: Final = "N([t])=0"
_NOT_TIMED: Final = '[t]=""'
_FRACTION: Final = Text("割合", "fraction")


def _here(column: str) -> str:
    return f"INDEX([market.{column}],[no])"


def _before(column: str) -> str:
    return f"INDEX([{column}],[no]-1)"


def _twins(key: str) -> tuple[Callable[[Row], Value], Bulk]:
    """A column of the run, cell by cell and whole."""

    def cell(r: Row) -> Value:
        return values.columns(r)[key][r.index]

    def whole(s: Scope) -> list[Value]:
        return values.columns(s)[key]

    return cell, whole


def _column(
    key: str,
    header: Text,
    meaning: Text,
    source: str,
    unit: Text,
    form: str,
    width: float,
    formula: str,
    *,
    working: bool = False,
    align: str | None = None,
) -> Column:
    twin, bulk = _twins(key)
    return Column(
        key,
        header,
        "formula",
        meaning,
        source,
        unit,
        form,
        width,
        formula,
        twin=twin,
        bulk=bulk,
        working=working,
        align=align,
    )


# --- h ------------------------------------------------------------------------------------------

_LIMITS: Final = "{policy_threshold},{h_floor},{h_cap}"
_AVERAGED: Final = f"TREND_ADJUSTMENT({_before('market.usdjpy')},{_before('market.ma200')},{{trend_step}})"
_RATIOS: Final = {
    "none": ("0", Text("ヘッジしない", "No hedge")),
    "full": ("1", Text("全額ヘッジ", "All of it hedged")),
    "struct": ("{structural_h}", Text("設定の構造h", "Structural h of the Policy sheet")),
    "trend": (
        f'IF({{bt_trend}}=0,"",HEDGE_POLICY({{structural_h}},{_AVERAGED},{_before("backtest.h_trend")},{_LIMITS}))',
        Text(
            "前月末の200日平均との上下で決めた構造h±調整幅。しきい値以上の変化だけ",
            "Structural h ± step by the average of the month end before; changed by the threshold or more",
        ),
    ),
    "hstar": (
        f"HEDGE_POLICY({_before('market.h_shrunk')},0,{_before('backtest.h_hstar')},{_LIMITS})",
        Text(
            "前月末のh*(縮小後)を下限・上限に収めたもの。しきい値以上の変化だけ",
            "h* (shrunk) of the month end before, within floor and cap; changed by the threshold or more",
        ),
    ),
}


def _ratio(key: str) -> Column:
    formula, meaning = _RATIOS[key]
    header = Text(f"h {NAMES[key].ja}", f"h {NAMES[key].en}")
    return _column(f"h_{key}", header, meaning, "A §9, §10", RATIO, "0.00", 11, f'IF({_NOT_TESTED},"",{formula})')


def _change(key: str) -> Column:
    h = f"h_{key}"
    return _column(
        f"d_{key}",
        Text(f"hの変化 {NAMES[key].ja}", f"Change of h {NAMES[key].en}"),
        Text("前の月のhとの差の大きさ。最初のヘッジも数える", "How far h moved; the first hedge counts"),
        "A §10",
        RATIO,
        "0.00",
        11,
        f'IF([{h}]="","",ABS([{h}]-N({_before(f"backtest.{h}")})))',
        working=True,
    )


# --- returns, wealth, drawdown ------------------------------------------------------------------


def _return(key: str) -> Column:
    h = f"[h_{key}]"
    return _column(
        f"r_{key}",
        Text(f"r {NAMES[key].ja}", f"r {NAMES[key].en}"),
        Text("r_SPX+(1−h)·r_FX−c_month·h−k·hの変化", "r_SPX + (1 - h) r_FX - c_month h - k x change of h"),
        "A §10, §16",
        LOG_RETURN,
        "0.00%",
        11,
        f'IF({h}="","",HEDGED_RETURNS([r_spx],[r_fx],{h},{{month_cost}})-[k]*[d_{key}])',
    )


def _path(key: str) -> Path:
    """A number in every row of a test that is run: 1 until it begins, and what there was at its end after that."""
    stopped = "{bt_state}<>`bt_ok`"
    return Path("backtest", key, NAMES[key], f"OR({stopped},{{bt_trend}}=0)" if key == TREND else stopped)


def _wealth(key: str) -> Column:
    twin, bulk = _twins(f"w_{key}")
    return wealth_column(_path(key), f"r_{key}", twin, bulk)


def _drawdown(key: str) -> Column:
    twin, bulk = _twins(f"dd_{key}")
    return drawdown_column(_path(key), twin, bulk)


# --- the months ---------------------------------------------------------------------------------


def _months() -> Iterator[Column]:
    yield _column(
        "month",
        Text("月末", "Month end"),
        Text("市場シートの同じ行の月末", "Month end of the same row on the Market sheet"),
        "A §10",
        Text("日付", "date"),
        "yyyy-mm-dd",
        12,
        f'IF([no]>ROWS([market.no]),"",IF(ISNUMBER({_here("month")}),{_here("month")},""))',
    )
    outside = "IF(AND([no]<{bt_first},[no]>={bt_last}-{bt_run}),`bt_lead`,`bt_out`)"
    yield _column(
        "state",
        Text("扱い", "Use"),
        Text(
            "準備=最初のhを決めるための月、開始=最初のhを決めた月末(資産1)、検証=成績に入る月",
            "lead-in: needed for the first h; start: the month end that decides it (wealth 1); tested: in the figures",
        ),
        "A §10",
        Text("状態", "state"),
        "@",
        22,
        f'IF([month]="","",IF({{bt_state}}<>`bt_ok`,`bt_out`,IF({_NOT_TIMED},{outside},IF([t]=0,`bt_start`,`bt_month`))))',
        align="center",
    )
    for key, words in (("r_spx", Text("S&P500", "S&P 500")), ("r_fx", same("USDJPY"))):
        yield _column(
            key,
            same("r_SPX" if key == "r_spx" else "r_FX"),
            Text(f"{words.ja}の対数収益率(市場シート)", f"Log return of {words.en} (Market sheet)"),
            "A §16",
            LOG_RETURN,
            "0.00%",
            11,
            f'IF({_NOT_TESTED},"",{_here(key)})',
        )


_LINES: Final = {
    "w": (Text("資産", "wealth"), Text("開始=1", "start = 1"), "0.000"),
    "dd": (Text("DD", "DD"), _FRACTION, "0.0%"),
}


def _line(kind: str, key: str) -> Column:
    """What a chart shows of a policy: nothing unless it was run."""
    what, unit, form = _LINES[kind]
    name = Text(f"{what.ja} {NAMES[key].ja}", f"{what.en} {NAMES[key].en}")
    column = f"{kind}_{key}"
    twin, bulk = _twins(column)
    return line_column(f"{column}_line", name, name, "A §16", unit, form, f"[{column}]", twin, bulk=bulk)


def _workings() -> Iterator[Column]:
    yield _column(
        "t",
        Text("検証の月数", "Month of the test"),
        Text("検証の何か月目か。0は最初のhを決めた月末", "0: the month end that decides the first h"),
        "A §10",
        Text("か月", "months"),
        "0",
        11,
        'IF({bt_state}<>`bt_ok`,"",IF(OR([no]<{bt_first}-1,[no]>{bt_last}),"",[no]-{bt_first}+1))',
        working=True,
    )
    yield _column(
        "k",
        Text("売買費用率 k", "Trade cost k"),
        Text("提示スプレッド÷2÷前月末のUSDJPY", "Quoted spread / 2 / USDJPY of the month end before"),
        "A §7, §10",
        _FRACTION,
        "0.0000%",
        11,
        f'IF({_NOT_TESTED},"",{{quoted_spread}}/2/{_before("market.usdjpy")})',
        working=True,
    )
    yield from (_change(key) for key in NAMES)
    yield from (_line(kind, key) for kind in _LINES for key in NAMES)


TABLE: Final = Table(
    "backtest",
    "Backtest",
    (
        NUMBER,
        *_months(),
        *(make(key) for make in (_ratio, _return, _wealth, _drawdown) for key in NAMES),
        *_workings(),
    ),
    Text(
        "月ごとの検証(市場に1行足したら、この表も右下の角を1行下へ引く)",
        "Month by month (after adding a row to Market, drag this table's corner down one row)",
    ),
    follows="market",
)
