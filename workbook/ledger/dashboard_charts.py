"""The charts of ダッシュボード / Dashboard: the hedge against its target and its plan, and what it has brought."""

from typing import Final

from hedge_xl.core.language import Text, same
from workbook.chart import Chart, Charts, Series

_POLICY, _NONE, _FULL = Text("方針", "Policy"), Text("未ヘッジ", "Unhedged"), same("1:1")
_START: Final = Text("開始=1", "start = 1")
_SHARE: Final = Text("割合", "fraction")
_JPY: Final = Text("円", "JPY")
_RATIO: Final = Text("ヘッジ比率", "hedge ratio")


def _strategies(prefix: str) -> tuple[Series, ...]:
    return (
        Series(f"pnl.{prefix}_none", _NONE, "unhedged"),
        Series(f"pnl.{prefix}_full", _FULL, "full"),
        Series(f"pnl.{prefix}_hedged", _POLICY, "policy"),
    )


DEVIATION: Final = Chart(
    "dash_deviation",
    Text("目標からの逸脱率", "Deviation from the target"),
    Text(
        "月末のヘッジと目標の差。しきい値超えで取引。30%で切る",
        "Hedge at month end against its target; above the band: trade. Cut off at 30%",
    ),
    "columns",
    (
        Series("monthly.deviation", Text("逸脱率", "Deviation"), "middle"),
        Series("pnl.band", Text("しきい値", "Band"), "limit", line=True),
    ),
    _SHARE,
    "A §15",
    "monthly.month",
    "0%",
    low=0,
    high=0.3,
)
COSTS: Final = Chart(
    "dash_costs",
    Text("毎月の費用", "Cost by month"),
    Text("実現(スワップ+スプレッド+滑り)と計画", "Realised (swap + spread + slippage) and planned"),
    "columns",
    (
        Series("pnl.cost_real", Text("実現", "Realised"), "dark"),
        Series("pnl.cost_plan", Text("計画", "Planned"), "light"),
    ),
    _JPY,
    "A §6, §15",
    "pnl.month",
    "#,##0",
)
WEALTH: Final = Chart(
    "dash_wealth",
    Text("資産の推移", "Wealth"),
    Text(
        "円建て、月次収益率の累積、費用を引いた後。0.5より下は切る",
        "In JPY: the monthly returns summed up, after costs. Cut off below 0.5",
    ),
    "line",
    _strategies("w"),
    _START,
    "A §16",
    "pnl.month",
    "0.0",
    low=0.5,
)
DRAWDOWN: Final = Chart(
    "dash_drawdown",
    Text("ドローダウン", "Drawdown"),
    Text("過去の最高値(開始の1を含む)からの下落率", "Fall from the highest wealth so far, the starting 1 included"),
    "line",
    _strategies("dd"),
    _SHARE,
    "A §16",
    "pnl.month",
    "0%",
    high=0,
)
ESTIMATE: Final = Chart(
    "dash_hstar",
    Text("h*と確からしさの幅", "h* and how far it may be off"),
    Text(
        "方針で決めたh、最小分散の比率h*(縮小後)、h*(生)の信頼区間。幅が広い月のh*は当てにならない",
        "The h decided, minimum-variance h* (shrunk), and the confidence band of raw h*. A wide band is a poor estimate",
    ),
    "columns",
    (
        Series("monthly.h_shrunk", Text("h*(縮小後)", "h* (shrunk)"), "dark"),
        Series("monthly.h_policy", same("h_policy"), "light"),
        Series("monthly.h_low", Text("幅の下限", "Band, low"), "band", line=True),
        Series("monthly.h_high", Text("幅の上限", "Band, high"), "band", line=True),
    ),
    _RATIO,
    "A §4, §9, §10",
    "monthly.month",
    "0.0",
)
PARTS: Final = (
    Charts(Text("目標と計画に対して", "Against target and plan"), ((DEVIATION, COSTS),), height=20),
    Charts(
        Text("ヘッジの成績とh*", "What hedging has brought, and h*"),
        ((WEALTH, DRAWDOWN), (ESTIMATE,)),
        height=28,
        new_page=True,
    ),
)
