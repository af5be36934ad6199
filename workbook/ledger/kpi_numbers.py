"""What the figures of a policy are, for the guide: the same on 損益 / P&L and バックテスト / Backtest."""

from collections.abc import Iterator
from typing import Final

from hedge_xl.core.language import Text, same
from workbook.ledger.units import FRACTION, MONTHS, TIMES, YEAR
from workbook.parts.numbers import Number

_KPIS: Final = (
    (
        "mean",
        Text("年率平均", "Annual mean"),
        YEAR,
        Text("月の収益率の平均×12", "Mean of the monthly returns x 12"),
        "A §16",
    ),
    (
        "vol",
        Text("年率ボラ", "Annual volatility"),
        YEAR,
        Text("標準偏差(n−1)×√12", "Standard deviation (n-1) x sqrt 12"),
        "A §16",
    ),
    (
        "dd",
        Text("最大DD", "Max drawdown"),
        FRACTION,
        Text("資産の、過去の最高値からの最大の下落率", "Largest fall of wealth from its highest so far"),
        "A §16",
    ),
    (
        "sharpe",
        Text("シャープ", "Sharpe"),
        TIMES,
        Text("年率平均÷年率ボラ", "Annual mean / annual volatility"),
        "A §16",
    ),
    ("calmar", same("Calmar"), TIMES, Text("年率平均÷|最大DD|", "Annual mean / |max drawdown|"), "A §16"),
    ("months", Text("月数", "Months"), MONTHS, Text("収益率を計算できた月の数", "Months with a return"), "A §10"),
)


def kpi_numbers(sheet: str, prefix: str, policies: str) -> Iterator[Number]:
    """The six figures of the cells ``prefix_figure_policy``, one of ``policies`` (alternatives of a pattern)."""
    for key, name, unit, meaning, source in _KPIS:
        yield Number(sheet, f"{prefix}_{key}_({policies})", name, unit, meaning, source)
