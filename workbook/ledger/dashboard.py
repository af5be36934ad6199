"""ダッシュボード / Dashboard: this month's instruction, what it rests on, its cost, and how the hedge has done."""

from collections.abc import Callable
from typing import Final

from hedge_xl.core.language import Text, same
from workbook.ledger import band, dashboard_charts
from workbook.ledger.common import eomonth
from workbook.ledger.monthly import latest
from workbook.ledger.months import month_of
from workbook.ledger.status import YearCost, year_cost
from workbook.parts.marks import status_cell
from workbook.spec import Block, Cell, Item, Sheet, Styled, Value
from workbook.twin import Scope, is_number, n

_HALF: Final = 6  # columns of half the page
_YEN: Final = "#,##0;-#,##0;0"
_ALARM: Final = 'AND({dash_mark}<>`mark_ok`,{dash_mark}<>"")'


# --- this month's instruction -----------------------------------------------------------------------


def _mark(s: Scope) -> Value:
    instruction = s.cell("now_instruction")
    if instruction is None or instruction == s.word("ins_hold"):
        return None if instruction is None else s.word("mark_ok")
    return s.word("mark_fault" if str(instruction).startswith(s.word("ins_check")) else "mark_note")


def _trade(s: Scope) -> Value:
    if s.cell("dash_mark") in (None, s.word("mark_fault")):
        return None
    return s.cell("dash_latest_trade")


def _side(s: Scope) -> Value:
    trade = s.cell("dash_trade")
    if trade is None:
        return None
    return s.word("ins_sell" if n(trade) > 0 else "ins_buy" if n(trade) < 0 else "dash_none")


def _if_trade(value: Callable[[Scope], Value]) -> Callable[[Scope], Value]:
    return lambda s: None if n(s.cell("dash_units")) == 0 else value(s)


def _units(s: Scope) -> Value:
    trade = s.cell("dash_trade")
    return None if trade is None else abs(n(trade))


def _next_month(s: Scope) -> Value:
    month = s.cell("now_month")
    return eomonth(n(month), 1) if is_number(month) else None


MARK: Final = Cell(
    "dash_mark",
    "formula",
    "@",
    formula='IF({now_instruction}="","",IF({now_instruction}=`ins_hold`,`mark_ok`,IF(LEFT({now_instruction},LEN(`ins_check`))=`ins_check`,`mark_fault`,`mark_note`)))',
    twin=_mark,
    style="mark",
    alert=_ALARM,
    span=2,
)
ORDER: Final = Cell(
    "dash_order",
    "formula",
    "@",
    formula="{now_instruction}",
    twin=lambda s: s.cell("now_instruction"),
    style="banner",
    alert=_ALARM,
    span=10,
)
_DETAILS: Final[tuple[tuple[Text, Cell], ...]] = (
    (
        Text("対象の月末", "Month end"),
        Cell("dash_month", "formula", "yyyy-mm-dd", formula="{now_month}", twin=lambda s: s.cell("now_month"), span=2),
    ),
    (
        Text("USDJPYを", "USDJPY"),
        Cell(
            "dash_side",
            "formula",
            "@",
            formula='IF({dash_trade}="","",IF({dash_trade}>0,`ins_sell`,IF({dash_trade}<0,`ins_buy`,`dash_none`)))',
            twin=_side,
            span=2,
        ),
    ),
    (
        Text("数量(USD)", "Units (USD)"),
        Cell("dash_units", "formula", "#,##0", formula='IF({dash_trade}="","",ABS({dash_trade}))', twin=_units, span=3),
    ),
    (
        Text("最小単位で", "Minimum units"),
        Cell(
            "dash_lots",
            "formula",
            "General",
            formula='IF(N({dash_units})=0,"",{dash_units}/{min_unit})',
            twin=_if_trade(lambda s: s.number("dash_units") / s.number("min_unit")),
            span=2,
        ),
    ),
    (
        Text("期限(次の月末)", "By (next month end)"),
        Cell(
            "dash_until",
            "formula",
            "yyyy-mm-dd",
            formula='IF(N({dash_units})=0,"",EOMONTH({now_month},1))',
            twin=_if_trade(_next_month),
            span=3,
        ),
    ),
)


def _spread(items: list[Styled | Cell]) -> tuple[Item, ...]:
    """Items side by side, each with room for the columns that it covers."""
    return tuple(part for item in items for part in (item, *[None] * (item.span - 1)))


def _heads(cells: tuple[tuple[Text, Cell], ...]) -> tuple[Item, ...]:
    return _spread([Styled(label, "head", cell.span) for label, cell in cells])


def _styled(cell: Cell, style: str) -> Cell:
    return Cell(cell.key, cell.kind, cell.format, formula=cell.formula, twin=cell.twin, style=style, span=cell.span)


ACTION: Final = Block(
    Text("今月の指示(○ 維持  △ 取引する  × 先に直す)", "This month (○ hold   △ trade   × put right first)"),
    rows=(
        _spread([MARK, ORDER]),
        _heads(_DETAILS),
        _spread([_styled(cell, "order") for _, cell in _DETAILS]),
    ),
)


def _next(s: Scope) -> Value:
    mark = s.cell("dash_mark")
    words = {None: "dash_empty", s.word("mark_fault"): "dash_fix", s.word("mark_note"): "dash_trade"}
    return s.word(words.get(mark if mark is None else str(mark), "dash_hold"))


_NEXT_CELL: Final = Cell(
    "dash_next",
    "formula",
    "@",
    formula='IF({dash_mark}="",`dash_empty`,IF({dash_mark}=`mark_fault`,`dash_fix`,IF({dash_mark}=`mark_note`,`dash_trade`,`dash_hold`)))',
    twin=_next,
    style="next",
    span=8,
)
_NEXT_MONTH: Final = Cell(
    "dash_due",
    "formula",
    "yyyy-mm-dd",
    formula='IF({now_month}="","",EOMONTH({now_month},1))',
    twin=_next_month,
    style="figure",
    span=2,
)
NEXT: Final = Block(
    Text("次にすること", "Next step"),
    rows=(_spread([_NEXT_CELL, Styled(Text("次の月末", "Next month end"), "head", 2), _NEXT_MONTH]),),
)


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
_TRADE: Final = Cell(
    "dash_trade",
    "formula",
    "+#,##0;-#,##0;0",
    formula='IF(OR({dash_mark}="",{dash_mark}=`mark_fault`),"",{dash_latest_trade})',
    twin=_trade,
    style="value",
    span=2,
)

Line = tuple[Text, Cell, str]
_RATIOS: Final[tuple[Line, ...]] = (
    (Text("h*(生)= 1+Cov/Var", "h* (raw) = 1 + Cov/Var"), _last("dash_h_raw", "h_raw", "0.000"), "A §4"),
    (Text("記事の式のまま Cov/Var", "As printed: Cov/Var"), _LITERAL, "A §4"),
    (Text("h*の幅 下限", "Band of h*, low"), _last("dash_h_low", "h_low", "0.000"), "A §4"),
    (Text("h*の幅 上限", "Band of h*, high"), _last("dash_h_high", "h_high", "0.000"), "A §4"),
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
    (Text("取引する(+売り −買い)", "To trade (+sell, -buy)"), _TRADE, "A §6"),
)


def _line(left: Line, right: Line) -> tuple[Item, ...]:
    items: list[Styled | Cell] = []
    for label, cell, source in (left, right):
        items += [Styled(label, "label", 3), cell, Styled(same(source), "source")]
    return _spread(items)


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
    rows=(_heads(_COSTS), _spread([cell for _, cell in _COSTS])),
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
