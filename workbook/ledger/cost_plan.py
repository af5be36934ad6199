"""The planned cost C by its parts, and what the records say of each assumption."""

from collections.abc import Callable
from typing import Final

from hedge_xl import functions as hx
from hedge_xl.core.language import Text
from workbook.ledger.last_months import found, value_in
from workbook.parts.marks import faulty_policy
from workbook.spec import Block, Cell, Item, Value
from workbook.twin import Scope, is_number

_RATE, _GAP = "0.00%", "+0.00%;-0.00%;0.00%"
_PARTS: Final = (
    ("rate_differential", Text("金利差", "Rate differential"), Text("ドル金利−円金利", "USD minus JPY rate")),
    (
        "basis",
        Text("ベーシス", "Basis"),
        Text("金利差からの乖離。四半期末・年度末に悪化しやすい", "Off the differential; worse at quarter ends"),
    ),
    ("spread_cost", Text("スプレッド・手数料", "Spread and fees"), Text("年の合計", "Over the year")),
    ("slippage_cost", Text("滑り", "Slippage"), Text("年の合計", "Over the year")),
    ("annual_cost", Text("合計 C", "Total C"), Text("4つの和(A §7)", "Sum of the four (A §7)")),
)


def latest(key: str, column: str, form: str) -> Cell:
    """A column of Monthly in its latest month, when that month can be used."""
    usable = found("monthly", "y", "{now_month}")
    return Cell(
        key,
        "formula",
        form,
        formula=f'IF(ISNUMBER({usable}),{found("monthly", column, "{now_month}")},"")',
        twin=lambda s: (
            value_in(s, "monthly", column, s.cell("now_month"))
            if is_number(value_in(s, "monthly", "y", s.cell("now_month")))
            else None
        ),
    )


EXPOSURE: Final = Block(
    Text("今の残高(月次の最新の月)", "Today's exposure (latest month on Monthly)"),
    header=(
        Text("株の円換算額 Y", "Value in JPY, Y"),
        Text("S_USDJPY", "S_USDJPY"),
        Text("現状ヘッジ(USD)", "Current hedge (USD)"),
    ),
    rows=(
        (
            latest("cost_y", "y", "#,##0"),
            latest("cost_spot", "spot", "0.000"),
            latest("cost_current", "current", "#,##0"),
        ),
    ),
)


def _row(key: str, label: Text, meaning: Text) -> tuple[Item, ...]:
    """A part by the year and the month, as COST_TABLE has them, and in yen of today's hedge."""
    year = f"plan_year_{key}"
    held = '{cost_current}="",{cost_spot}=""'

    def yen(s: Scope) -> Value:
        known = all(s.cell(name) is not None for name in (year, "cost_current", "cost_spot"))
        return s.number(year) * s.number("cost_current") * s.number("cost_spot") if known else None

    return (
        label,
        Cell(
            year,
            "formula",
            "0.000%",
            formula=f'IF({{policy_faults}}>0,"",{{{key}}})',
            twin=lambda s: None if faulty_policy(s) else s.cell(key),
        ),
        Cell(
            f"plan_month_{key}",
            "formula",
            "0.000%",
            formula=f'IF({{{year}}}="","",{{{year}}}/{{periods}})',
            twin=lambda s: None if s.cell(year) is None else s.number(year) / s.number("periods"),
        ),
        Cell(
            f"plan_yen_{key}",
            "formula",
            "#,##0;-#,##0;0",
            formula=f'IF(OR({{{year}}}="",{held}),"",{{{year}}}*{{cost_current}}*{{cost_spot}})',
            twin=yen,
        ),
        meaning,
    )


PLAN: Final = Block(
    Text(
        "計画: C ≒ 金利差+ベーシス+スプレッド/手数料+滑り", "Planned: C = differential + basis + spread/fees + slippage"
    ),
    header=(
        Text("項目", "Part"),
        Text("年率", "A year"),
        Text("月割り", "A month"),
        Text("今のヘッジで年に(円)", "On today's hedge, a year (JPY)"),
    ),
    styles=("label", "", "", "", "wide"),
    rows=tuple(_row(*part) for part in _PARTS),
)


def _measured(key: str, label: Text, plan: Cell, real: Cell, meaning: Text) -> tuple[Item, ...]:
    """An assumption, what was measured, and the difference."""
    gap = Cell(
        f"review_gap_{key}",
        "formula",
        _GAP,
        formula=f'IF(OR({{{plan.key}}}="",{{{real.key}}}=""),"",{{{real.key}}}-{{{plan.key}}})',
        twin=lambda s: (
            None if s.cell(plan.key) is None or s.cell(real.key) is None else s.number(real.key) - s.number(plan.key)
        ),
    )
    return (label, plan, real, gap, meaning)


def guarded(key: str, form: str, formula: str, twin: Callable[[Scope], Value], *needed: str) -> Cell:
    """A cell that is blank while a parameter is unusable or a needed cell blank."""
    conditions = ",".join(["{policy_faults}>0", *(f'{{{name}}}=""' for name in needed)])

    def computed(s: Scope) -> Value:
        missing = faulty_policy(s) or any(s.cell(name) is None for name in needed)
        return None if missing else twin(s)

    return Cell(key, "formula", form, formula=f'IF(OR({conditions}),"",{formula})', twin=computed)


def carry(s: Scope) -> float:
    """Rate differential and basis, which in spot FX are the swap."""
    return s.number("rate_differential") + s.number("basis")


REVIEW: Final = Block(
    Text("想定の見直し(A §7: 実測から)", "Revising the assumptions from what was measured (A §7)"),
    header=(
        Text("項目", "Item"),
        Text("設定", "Policy"),
        Text("実測", "Measured"),
        Text("差", "Gap"),
    ),
    styles=("label", "", "", "", "wide"),
    rows=(
        _measured(
            "swap",
            Text("最新の月のスワップ年率", "Swap rate of the latest month"),
            guarded("review_plan_swap", _RATE, "{rate_differential}+{basis}", carry),
            latest("review_real_swap", "swap_rate", _RATE),
            Text(
                "設定は金利差+ベーシス。店頭FXでは一体なので、実測は合わせて比べる",
                "Policy: differential + basis; in spot FX the swap holds both",
            ),
        ),
        _measured(
            "slip",
            Text("滑りの年換算", "Slippage a year"),
            guarded("review_plan_slip", "0.000%", "{slippage_cost}", lambda s: s.cell("slippage_cost")),
            guarded(
                "review_real_slip",
                "0.000%",
                "{cost_real_slip_last12}",
                lambda s: s.cell("cost_real_slip_last12"),
                "cost_real_slip_last12",
            ),
            Text(
                "直近12か月の実現(上の表)。ヘッジ全体に対する年率で、何回に分けても設定と比べられる。未測定なら空欄",
                "Realised in 12 months (above), of the whole hedge, in however many slices; blank if unmeasured",
            ),
        ),
        (
            Text("想定に当たるスワップ", "Swap points of the plan"),
            guarded(
                "plan_points",
                "0.0",
                "({rate_differential}+{basis})/(SWAP_COST(1,{cost_spot}))",
                lambda s: carry(s) / float(hx.SWAP_COST(1, s.number("cost_spot"))),
                "cost_spot",
            ),
            None,
            None,
            Text(
                "円。1万通貨・1日あたりの支払い。業者のスワップ表(売り)と比べる",
                "JPY paid per 10,000 units a day: compare with your broker's table (short side)",
            ),
        ),
    ),
)
