"""The blocks of 損益 / P&L: KPIs of the three strategies, and realised against planned cost."""

from collections.abc import Callable
from typing import Final

from hedge_xl.core.language import Text
from workbook.ledger.kpi_cells import (
    Series,
    calmar_cell,
    dd_cell,
    mean_cell,
    months_cell,
    sharpe_cell,
    vol_cell,
)
from workbook.spec import Block, Cell, Item, Value
from workbook.twin import Scope, n

STRATEGIES: Final = (
    (Text("未ヘッジ", "Unhedged"), Series("kpi", "none", "pnl", "r_none", "dd_none")),
    (Text("1:1", "1:1"), Series("kpi", "full", "pnl", "r_full", "dd_full")),
    (Text("方針", "Policy"), Series("kpi", "policy", "pnl", "r_hedged", "dd_hedged")),
)


def _kpi_row(label: Text, make: Callable[[Series], Cell], meaning: Text) -> tuple[Item, ...]:
    return (label, *(make(series) for _, series in STRATEGIES), meaning)


KPI: Final = Block(
    Text("成績(対数収益率、年12期)", "KPIs (log returns, 12 periods a year)"),
    header=(Text("指標", "KPI"), *(heading for heading, _ in STRATEGIES), Text("計算", "How")),
    styles=("label", "", "", "", "wide"),
    rows=(
        _kpi_row(Text("年率平均", "Annual mean"), mean_cell, Text("平均×12", "mean x 12")),
        _kpi_row(
            Text("年率ボラ", "Annual volatility"),
            vol_cell,
            Text("標準偏差(n−1)×√12", "standard deviation (n-1) x sqrt 12"),
        ),
        _kpi_row(Text("最大DD", "Max drawdown"), dd_cell, Text("資産の最大下落率", "largest fall of wealth")),
        _kpi_row(
            Text("シャープ", "Sharpe"),
            sharpe_cell,
            Text("年率平均÷年率ボラ(無リスク金利0)", "mean / volatility (risk-free rate 0)"),
        ),
        _kpi_row(Text("Calmar", "Calmar"), calmar_cell, Text("年率平均÷|最大DD|", "mean / |max drawdown|")),
        _kpi_row(
            Text("月数", "Months"), months_cell, Text("3系列とも計算できた月だけ", "months in which all three exist")
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


def _against_fund(s: Scope) -> Value:
    """Of what コスト / Cost compares, fees and hidden costs included, and where it names the cheaper one."""
    return None if s.cell("fund_cheaper_all") is None else s.number("fund_diy_all") - s.number("fund_total_all")


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
                formula='IF({cost_real_total_all}="","",{cost_real_total_all})',
                twin=lambda s: s.cell("cost_real_total_all"),
            ),
            Text("平均ヘッジに対する年率", "a year, of the mean hedge"),
        ),
        _cost_row(
            Text("投信との差", "Against the fund"),
            Cell(
                "cost_vs_fund",
                "formula",
                "+0.00%;-0.00%;0.00%",
                formula='IF({fund_cheaper_all}="","",{fund_diy_all}-{fund_total_all})',
                twin=_against_fund,
            ),
            Text(
                "総費用の差(コストシート)。+なら投信の方が安い、−なら自作の方が安い(A §19)",
                "All in, as on Cost: + the fund is cheaper, - doing it yourself is (A §19)",
            ),
        ),
    ),
)
