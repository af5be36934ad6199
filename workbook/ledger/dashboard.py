"""ダッシュボード / Dashboard: this month's instruction, what it rests on, its cost, and how the hedge has done."""

from collections.abc import Callable
from typing import Final

from hedge_xl.core.language import Text, same
from workbook.ledger import band, dashboard_charts, order
from workbook.ledger.dashboard_order import ACTION, NEXT
from workbook.ledger.monthly import latest
from workbook.ledger.months import month_of
from workbook.ledger.status import YearCost, year_cost
from workbook.parts.marks import status_cell
from workbook.parts.side_by_side import heads, spread
from workbook.spec import Block, Cell, Item, Sheet, Styled, Value
from workbook.twin import Scope, is_number, n

_HALF: Final = 6  # columns of half the page
_YEN: Final = "#,##0;-#,##0;0"


# --- what it rests on -------------------------------------------------------------------------------


def _literal(s: Scope) -> Value:
    raw = s.cell("dash_h_raw")
    return None if raw is None else n(raw) - 1


def _before(s: Scope) -> Value:
    """What the policy asks for before floor, cap and threshold."""
    if s.cell("now_h") is None:
        return None
    trend, base = s.cell("dash_trend"), s.number("structural_h")
    asked: dict[str, Value] = {
        s.word("pol_none"): 0,
        s.word("pol_full"): 1,
        s.word("pol_struct"): base,
        s.word("pol_trend"): None if trend is None else base + n(trend),
        s.word("pol_hstar"): s.cell("dash_h_shrunk"),
    }
    return asked.get(str(s.cell("policy")))


def _shown(key: str, source: str, form: str) -> Cell:
    """A named cell of another sheet."""
    return Cell(
        key,
        "formula",
        form,
        formula=f'IF({{{source}}}="","",{{{source}}})',
        twin=lambda s: s.cell(source),
        style="value",
        span=2,
    )


def _last(key: str, column: str, form: str) -> Cell:
    """The latest month's cell of a column of 月次."""
    cell = latest(key, form, column)
    return Cell(key, "formula", form, formula=cell.formula, twin=cell.twin, style="value", span=2)


_R2: Final = Cell(
    "dash_r2",
    "formula",
    "0.0%",
    formula=f'IF({{dash_h_raw}}="","",{band.r_squared_formula("{now_month}")})',
    twin=band.r_squared,
    style="value",
    span=2,
)
_LITERAL: Final = Cell(
    "dash_h_literal",
    "formula",
    "0.000",
    formula='IF({dash_h_raw}="","",{dash_h_raw}-1)',
    twin=_literal,
    style="value",
    span=2,
)
_BEFORE: Final = Cell(
    "dash_h_before",
    "formula",
    "0.000",
    formula=(
        'IF({now_h}="","",IF({policy}=`pol_none`,0,IF({policy}=`pol_full`,1,IF({policy}=`pol_struct`,{structural_h},'
        'IF({policy}=`pol_trend`,IF({dash_trend}="","",{structural_h}+{dash_trend}),'
        'IF({policy}=`pol_hstar`,{dash_h_shrunk},""))))))'
    ),
    twin=_before,
    style="value",
    span=2,
)
Line = tuple[Text, Cell, str]
_RATIOS: Final[tuple[Line, ...]] = (
    (Text("h*(生)= 1+Cov/Var", "h* (raw) = 1 + Cov/Var"), _last("dash_h_raw", "h_raw", "0.000"), "A §4"),
    (Text("記事の式のまま Cov/Var", "As printed: Cov/Var"), _LITERAL, "A §4"),
    (Text("h*の幅 下限", "Band of h*, low"), _last("dash_h_low", "h_low", "0.000"), "A §4"),
    (Text("h*の幅 上限", "Band of h*, high"), _last("dash_h_high", "h_high", "0.000"), "A §4"),
    (Text("幅の信頼水準", "Confidence"), _shown("dash_confidence", "band_confidence", "0.0%"), "A §4"),
    (Text("推定窓(か月)", "Window, months"), _shown("dash_window", "window", "0"), "A §10"),
    (Text("ヘッジ有効度 R²", "Effectiveness R²"), _R2, "A §4"),
    (Text("h*(縮小後)", "h* (shrunk)"), _last("dash_h_shrunk", "h_shrunk", "0.000"), "A §10"),
    (Text("構造h", "Structural h"), _shown("dash_structural", "structural_h", "0.00"), "A §9"),
    (Text("トレンド調整", "Trend adjustment"), _last("dash_trend", "trend", "+0.00;-0.00;0.00"), "A §9"),
    (Text("方針のh(収める前)", "h asked for"), _BEFORE, "A §9"),
    (Text("h_policy(決定)", "h_policy (decided)"), _shown("dash_h", "now_h", "0.000"), "A §9"),
)
_QUANTITIES: Final[tuple[Line, ...]] = (
    (Text("方針", "Policy"), _shown("dash_policy", "policy", "@"), "A §9"),
    (Text("米株の評価額 A_USD", "US shares, A_USD"), _last("dash_a_usd", "a_usd", "#,##0.00"), "A §15"),
    (Text("目標(丸め前、USD)", "Target, USD"), _last("dash_target_raw", "target", "#,##0.00"), "A §15"),
    (Text("目標(丸め後、USD)", "Target, rounded"), _shown("dash_target", "now_target", "#,##0"), "A §15"),
    (Text("現状ヘッジ(USD)", "Current hedge, USD"), _shown("dash_current", "now_current", "#,##0"), "A §15"),
    (Text("過不足", "Over or under"), _last("dash_state", "state", "@"), "A §13"),
    (Text("逸脱率", "Deviation"), _shown("dash_deviation", "now_deviation", "0.0%"), "A §15"),
    (Text("乖離しきい値", "Rebalance band"), _shown("dash_band", "rebalance_band", "0.0%"), "A §5"),
    (
        Text("月次の取引数量(USD)", "Units on Monthly, USD"),
        _last("dash_latest_trade", "trade", "+#,##0;-#,##0;0"),
        "A §6",
    ),
    (Text("月末の後の約定", "Fills since"), order.SINCE, "A §6"),
    (Text("いまのヘッジ(USD)", "Hedge now, USD"), order.HELD, "A §15"),
    (Text("あと取引(+売り −買い)", "To trade (+sell, -buy)"), order.TO_TRADE, "A §6"),
)


def _line(left: Line, right: Line) -> tuple[Item, ...]:
    items: list[Styled | Cell] = []
    for label, cell, source in (left, right):
        items += [Styled(label, "label", 3), cell, Styled(same(source), "source")]
    return spread(items)


_NOTE: Final = Text(
    "使うのは1+Cov/Var(ドル建て株価の形)。記事の式のままのCov/Varは円建ての株価に当てる形で、円建てに当てれば同じ値になります。"
    "幅は設定の信頼水準での確からしさ。「収める前」に下限・上限・変更しきい値を当て、確定hがあればそれをh_policyにします。",
    "In use: 1 + Cov/Var, for shares in USD. The printed Cov/Var is for shares in JPY, where it gives the same number. The band is that "
    "of the Policy sheet's confidence. Floor, cap and threshold make h_policy of the h asked for; an h fixed for the month replaces it.",
)
CARD: Final = Block(
    Text("判断の根拠(最新の月)", "What it rests on (the latest month)"),
    rows=(
        *(_line(left, right) for left, right in zip(_RATIOS, _QUANTITIES, strict=True)),
        (Styled(_NOTE, "caption", 2 * _HALF),),
    ),
)


# --- this year's cost -------------------------------------------------------------------------------


def _year(s: Scope) -> Value:
    month = s.cell("now_month")
    return month_of(month).year if is_number(month) else None


def _cost(value: Callable[[YearCost], Value]) -> Callable[[Scope], Value]:
    def twin(s: Scope) -> Value:
        month = s.cell("now_month")
        return value(year_cost(s.model, month_of(month))) if is_number(month) else None

    return twin


_JANUARY: Final = "DATE({dash_year},1,1)"
_KNOWN: Final = f'([pnl.month]>={_JANUARY})*([pnl.month]<=DATE({{dash_year}},12,31))*([pnl.cost_gap]<>"")'


def _yen(key: str, form: str, formula: str, value: Callable[[YearCost], Value]) -> Cell:
    """An amount of the year's months that are known; blank, not 0, while none is."""
    body = f'IF(N({{dash_cost_months}})=0,"",{formula})'
    return Cell(key, "formula", form, formula=body, twin=_cost(value), style="figure", span=2)


def _months(key: str, formula: str, value: Callable[[YearCost], Value]) -> Cell:
    """A number of months of the year."""
    body = f'IF({{dash_year}}="","",{formula})'
    return Cell(key, "formula", "0", formula=body, twin=_cost(value), style="figure", span=2)


_YEAR: Final = Cell(
    "dash_year",
    "formula",
    "0",
    formula='IF({now_month}="","",YEAR({now_month}))',
    twin=_year,
    style="figure",
    span=2,
)
_REALISED: Final = _yen("dash_cost_real", _YEN, f"SUMPRODUCT({_KNOWN},[pnl.cost_real])", lambda cost: cost.realised)
_PLANNED: Final = _yen("dash_cost_plan", _YEN, f"SUMPRODUCT({_KNOWN},[pnl.cost_plan])", lambda cost: cost.planned)
_GAP: Final = _yen("dash_cost_gap", "+#,##0;-#,##0;0", "{dash_cost_real}-{dash_cost_plan}", lambda cost: cost.gap)
# From the ledger's first month of the year on: a month without a row is one that is not known.
_UNKNOWN: Final = _months(
    "dash_cost_unknown",
    f"MONTH({{now_month}})-MONTH(MAX({_JANUARY},MIN([monthly.month])))+1-{{dash_cost_months}}",
    lambda cost: cost.unknown,
)
_COSTS: Final = (
    (Text("年", "Year"), _YEAR),
    (Text("実現(円)", "Realised, JPY"), _REALISED),
    (Text("計画(円)", "Planned, JPY"), _PLANNED),
    (Text("差(円、+は高くついた)", "Gap (+ dearer)"), _GAP),
    (
        Text("分かる月", "Months known"),
        _months("dash_cost_months", f"SUMPRODUCT({_KNOWN})", lambda cost: cost.months),
    ),
    (Text("分からない月", "Months unknown"), _UNKNOWN),
)
COST: Final = Block(
    Text("今年の費用(A §6, §7)", "This year's cost (A §6, §7)"),
    rows=(heads(_COSTS), spread([cell for _, cell in _COSTS])),
)

SHEET: Final = Sheet(
    "dashboard",
    Text("ダッシュボード", "Dashboard"),
    Text("ダッシュボード — 今月すること", "Dashboard: what to do this month"),
    Text(
        "見るだけのシートです。入力は月次・市場・執行ログで、計算の道筋は各シートでたどれます。",
        "To look at only: inputs are on Monthly, Market and Execution log, and every figure is traced there.",
    ),
    (ACTION, NEXT, CARD, COST, *dashboard_charts.PARTS),
    status=status_cell("dashboard"),
    widths=(8.5,) * (2 * _HALF),
    portrait=True,
)
