"""The article's two checklists (A §17, §18) with boxes to tick."""

from typing import Final

from hedge_xl.core.language import Text
from workbook.parts.ticks import checklist, tick

MISTAKES: Final = checklist(
    Text("よくある失敗(A §17) — 毎月見る", "Common mistakes (A §17): look every month"),
    tick(
        "tick_roll_spread",
        Text("ロールを月末の1日に集中させていない", "Rolls are not all on the last day of the month"),
    ),
    tick("tick_h_rarely", Text("hの変更は月1回、±0.1以内", "h changes once a month at most, within ±0.1")),
    tick(
        "tick_logged",
        Text(
            "約定の価格差・時刻・方法をすべて記録した",
            "Price difference, time and method of every fill are recorded",
        ),
    ),
    tick("tick_not_over", Text("過剰ヘッジを放置していない", "No over-hedge is left standing")),
)
CHECKLIST: Final = checklist(
    Text("実務チェックリスト(A §18) — 導入前・運用中", "Checklist (A §18): before you start, and while you run it"),
    tick(
        "tick_objective",
        Text(
            "目的と評価指標(ボラ、最大DDなど)を文章にした",
            "Objective and measures (volatility, drawdown ...) are written down",
        ),
    ),
    tick(
        "tick_rules",
        Text(
            "h*の推定・更新頻度・トレンド調整のルールを決めた",
            "Rules for h*, its update and the trend step are set",
        ),
    ),
    tick("tick_roll_dates", Text("ロール日はイベントを避けて分散した", "Roll dates avoid events and are spread out")),
    tick(
        "tick_execution",
        Text(
            "成行・指値・TWAPの使い分けと例外を決めた",
            "When to use market, limit or TWAP orders, and exceptions, are set",
        ),
    ),
    tick("tick_band", Text("逸脱率のしきい値を設定した", "The deviation that triggers a trade is set")),
    tick("tick_review", Text("費用を台帳に記録し、毎月見直している", "Costs are recorded and reviewed every month")),
)
