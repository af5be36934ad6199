"""The blocks of 損益 / P&L: KPIs of the three strategies, and realised against planned cost."""

from collections.abc import Callable
from typing import Final

from hedge_xl import functions as hx
from hedge_xl.core.language import Text
from workbook.spec import Block, Cell, Item, Value
from workbook.twin import Scope, n

# key, heading, column of returns, of wealth, of drawdown
STRATEGIES: Final = (
    ("none", Text("未ヘッジ", "Unhedged"), "r_none", "w_none", "dd_none"),
    ("full", Text("1:1", "1:1"), "r_full", "w_full", "dd_full"),
    ("policy", Text("方針", "Policy"), "r_hedged", "w_hedged", "dd_hedged"),
)


def _returns_of(s: Scope, returns: str) -> list[Value]:
    return [value for value in s.col("pnl", returns) if value is not None]


def _kpi(returns: str, compute: Callable[[list[Value], float], float]) -> Callable[[Scope], Value]:
    def twin(s: Scope) -> Value:
        values = _returns_of(s, returns)
        return compute(values, s.number("periods")) if len(values) > 1 else None

    return twin


def _sharpe(returns: str, key: str) -> Callable[[Scope], Value]:
    def twin(s: Scope) -> Value:
        vol = s.cell(f"kpi_vol_{key}")
        return None if vol in (None, 0) else float(hx.SHARPE(_returns_of(s, returns), s.number("periods")))

    return twin


def _calmar(returns: str, key: str) -> Callable[[Scope], Value]:
    def twin(s: Scope) -> Value:
        worst = s.cell(f"kpi_dd_{key}")
        return None if worst in (None, 0) else float(hx.CALMAR(_returns_of(s, returns), s.number("periods")))

    return twin


def _if_two(returns: str, formula: str) -> str:
    return f'IF(COUNT([pnl.{returns}])<2,"",{formula})'


def _kpi_row(label: Text, make: Callable[[str, str, str], Cell], meaning: Text) -> tuple[Item, ...]:
    return (label, *(make(key, returns, drawdown) for key, _, returns, _, drawdown in STRATEGIES), meaning)


def _mean_cell(key: str, returns: str, _: str) -> Cell:
    return Cell(
        f"kpi_mean_{key}",
        "formula",
        "0.00%",
        formula=_if_two(returns, f"ANN_MEAN([pnl.{returns}],{{periods}})"),
        twin=_kpi(returns, lambda values, periods: float(hx.ANN_MEAN(values, periods))),
    )


def _vol_cell(key: str, returns: str, _: str) -> Cell:
    return Cell(
        f"kpi_vol_{key}",
        "formula",
        "0.00%",
        formula=_if_two(returns, f"ANN_VOL([pnl.{returns}],{{periods}})"),
        twin=_kpi(returns, lambda values, periods: float(hx.ANN_VOL(values, periods))),
    )


def _dd_cell(key: str, returns: str, drawdown: str) -> Cell:
    return Cell(
        f"kpi_dd_{key}",
        "formula",
        "0.00%",
        formula=_if_two(returns, f"MAX_DRAWDOWN([pnl.{returns}])"),
        native=_if_two(returns, f"MIN([pnl.{drawdown}])"),
        twin=_kpi(returns, lambda values, _: float(hx.MAX_DRAWDOWN(values))),
    )


def _sharpe_cell(key: str, returns: str, _: str) -> Cell:
    return Cell(
        f"kpi_sharpe_{key}",
        "formula",
        "0.00",
        formula=f'IF(N({{kpi_vol_{key}}})=0,"",SHARPE([pnl.{returns}],{{periods}}))',
        twin=_sharpe(returns, key),
    )


def _calmar_cell(key: str, returns: str, _: str) -> Cell:
    return Cell(
        f"kpi_calmar_{key}",
        "formula",
        "0.00",
        formula=f'IF(N({{kpi_dd_{key}}})=0,"",CALMAR([pnl.{returns}],{{periods}}))',
        native=f'IF(N({{kpi_dd_{key}}})=0,"",{{kpi_mean_{key}}}/ABS({{kpi_dd_{key}}}))',
        twin=_calmar(returns, key),
    )


def _count_cell(key: str, returns: str, _: str) -> Cell:
    return Cell(
        f"kpi_months_{key}",
        "formula",
        "0",
        formula=f"COUNT([pnl.{returns}])",
        twin=lambda s: len(_returns_of(s, returns)),
    )


KPI: Final = Block(
    Text("成績(対数収益率、年12期)", "KPIs (log returns, 12 periods a year)"),
    header=(Text("指標", "KPI"), *(heading for _, heading, _, _, _ in STRATEGIES), Text("計算", "How")),
    styles=("label", "", "", "", "wide"),
    rows=(
        _kpi_row(Text("年率平均", "Annual mean"), _mean_cell, Text("平均×12", "mean x 12")),
        _kpi_row(
            Text("年率ボラ", "Annual volatility"),
            _vol_cell,
            Text("標準偏差(n−1)×√12", "standard deviation (n-1) x sqrt 12"),
        ),
        _kpi_row(Text("最大DD", "Max drawdown"), _dd_cell, Text("資産の最大下落率", "largest fall of wealth")),
        _kpi_row(
            Text("シャープ", "Sharpe"),
            _sharpe_cell,
            Text("年率平均÷年率ボラ(無リスク金利0)", "mean / volatility (risk-free rate 0)"),
        ),
        _kpi_row(Text("Calmar", "Calmar"), _calmar_cell, Text("年率平均÷|最大DD|", "mean / |max drawdown|")),
        _kpi_row(
            Text("月数", "Months"), _count_cell, Text("3系列とも計算できた月だけ", "months in which all three exist")
        ),
    ),
)


def _paired_total(column: str) -> Callable[[Scope], Value]:
    def twin(s: Scope) -> Value:
        rows = zip(s.col("pnl", column), s.col("pnl", "cost_gap"), strict=True)
        return float(sum(n(value) for value, gap in rows if gap is not None))

    return twin


def _total_formula(column: str) -> str:
    return f'SUMPRODUCT(([pnl.cost_gap]<>"")*1,[pnl.{column}])'


def _real_rate(s: Scope) -> Value:
    held, planned = n(s.cell("cost_plan_total")), s.number("month_cost")
    if held == 0 or planned == 0:
        return None
    return n(s.cell("cost_real_total")) / (held / planned) * s.number("periods")


def _against_fund(s: Scope) -> Value:
    rate = s.cell("cost_real_rate")
    return None if rate is None else n(rate) - s.number("fund_cost")


def _cost_row(label: Text, cell: Cell, meaning: Text) -> tuple[Item, ...]:
    return (label, cell, None, None, meaning)


COST: Final = Block(
    Text("費用の実績", "Cost so far"),
    styles=("label", "", "", "", "wide"),
    rows=(
        _cost_row(
            Text("実現コスト合計", "Realised, total"),
            Cell(
                "cost_real_total",
                "formula",
                "#,##0",
                formula=_total_formula("cost_real"),
                twin=_paired_total("cost_real"),
            ),
            Text("円。実現と計画の両方が分かる月だけ", "JPY, over the months in which both are known"),
        ),
        _cost_row(
            Text("計画コスト合計", "Planned, total"),
            Cell(
                "cost_plan_total",
                "formula",
                "#,##0",
                formula=_total_formula("cost_plan"),
                twin=_paired_total("cost_plan"),
            ),
            Text("円。設定の年率総コストから", "JPY, from the assumptions on the Policy sheet"),
        ),
        _cost_row(
            Text("差(実現−計画)", "Gap"),
            Cell(
                "cost_gap_total",
                "formula",
                "+#,##0;-#,##0;0",
                formula="{cost_real_total}-{cost_plan_total}",
                twin=lambda s: s.number("cost_real_total") - s.number("cost_plan_total"),
            ),
            Text("円。+は計画より高くついた", "JPY; + dearer than planned"),
        ),
        _cost_row(
            Text("実現コスト(年率)", "Realised, annual"),
            Cell(
                "cost_real_rate",
                "formula",
                "0.00%",
                formula='IF(OR({cost_plan_total}=0,{month_cost}=0),"",{cost_real_total}/({cost_plan_total}/{month_cost})*{periods})',
                twin=_real_rate,
            ),
            Text("ヘッジ残高に対する年率", "a year, of the hedge held"),
        ),
        _cost_row(
            Text("投信との差", "Against the fund"),
            Cell(
                "cost_vs_fund",
                "formula",
                "+0.00%;-0.00%;0.00%",
                formula='IF({cost_real_rate}="","",{cost_real_rate}-{fund_cost})',
                twin=_against_fund,
            ),
            Text(
                "+なら投信の方が安い、−なら自作の方が安い(A §19)",
                "+ the fund is cheaper, - doing it yourself is (A §19)",
            ),
        ),
    ),
)
