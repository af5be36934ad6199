"""はじめに / Guide: what to do each month, what the colours mean, and what every column is."""

from collections.abc import Sequence
from typing import Final

from hedge_xl.core.language import Text
from workbook.ledger.numbers import NUMBERS
from workbook.parts import guide
from workbook.spec import Sheet

STEPS: Final = guide.steps(
    Text("毎月すること", "Every month"),
    Text(
        "市場: 月末日・S&P500・USDJPY・200日平均を1行足す",
        "Market: add a row with month end, S&P 500, USDJPY and its 200-day average",
    ),
    Text(
        "月次: 月末日・A_USD・S_USDJPY・スワップ受払を1行足し、ダッシュボードで今月の指示を読む",
        "Monthly: add a row with month end, A_USD, S_USDJPY and swap; read the instruction on the Dashboard",
    ),
    Text(
        "指示どおりに数日に分けて売買し(日と数量の案はロール)、約定を1件ずつ執行ログに書く",
        "Trade it over a few days (Roll plan suggests days and sizes); write every fill into the Execution log",
    ),
    Text(
        "損益・バックテスト: 表の右下の角を1行下へ引き、成績を確かめる。執行品質・コストで滑りと費用を見直す",
        "P&L, Backtest: drag the table's corner down one row; look at results, then at Execution quality and Cost",
    ),
    Text(
        "照合: 明細のヘッジ残高を1行足す。点検: 件数が0になるまで直し、チェックリストに印を付ける",
        "Reconciliation: add the statement's position. Checks: put things right until the count is 0; tick the checklist",
    ),
)

LEGEND: Final = guide.legend(Text("h*の途中計算。見るだけ", "Workings of h*, for whoever wants to trace it"))

ABOUT: Final = guide.about(
    Text("この台帳について", "About this ledger"),
    "A",
    Text("自作 為替ヘッジ付きS&P500", "do-it-yourself hedged S&P 500"),
    Text(
        "一般的な情報であり、投資助言ではありません。税金と口座の規則は、ご自分で公的な情報を確かめてください(A §14)。",
        "General information, not investment advice. Check tax and account rules with official sources yourself (A §14).",
    ),
)


def sheet(others: Sequence[Sheet]) -> Sheet:
    """The guide to the other sheets of the book."""
    return guide.guide(
        Text("為替ヘッジ台帳", "Currency hedge ledger"),
        Text(
            "ドル建ての米株を持つ人が、為替リスクを自分でヘッジするための月次台帳です。",
            "A monthly ledger for people who own US shares and hedge the dollar themselves.",
        ),
        (STEPS, LEGEND, ABOUT),
        others,
        NUMBERS,
    )
