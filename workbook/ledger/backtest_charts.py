"""The charts of バックテスト / Backtest: wealth and drawdown of every policy."""

from typing import Final

from hedge_xl.core.language import Text
from workbook.chart import Chart, Charts, Series
from workbook.ledger.backtest_values import KEYS, NAMES


def _lines(kind: str) -> tuple[Series, ...]:
    """A line for every policy."""
    return tuple(Series(f"backtest.{kind}_{key}_line", NAMES[key], policy) for policy, key in KEYS.items())


_WEALTH: Final = Chart(
    "backtest_wealth",
    Text("資産の推移(対数目盛)", "Wealth (logarithmic scale)"),
    Text(
        "費用を引いた後の円建ての資産。準備の月は1のまま、検証の後の月は最後の値のまま。",
        "Wealth in JPY after costs; 1 before the test begins, its last value after it.",
    ),
    "line",
    _lines("w"),
    Text("開始=1", "start = 1"),
    "A §16",
    "backtest.month",
    "0.0",
    log=True,
)
_DRAWDOWN: Final = Chart(
    "backtest_drawdown",
    Text("ドローダウン", "Drawdown"),
    Text(
        "過去の最高値からの下落率。月末で測るので、月中の下落はこれより深い。",
        "Fall from the highest wealth so far, at month ends: within a month it is deeper.",
    ),
    "line",
    _lines("dd"),
    Text("割合", "fraction"),
    "A §16",
    "backtest.month",
    "0%",
    high=0.0,
)
CHARTS: Final = Charts(Text("グラフ", "Charts"), ((_WEALTH,), (_DRAWDOWN,)))
