"""はじめに / Guide: what to do each month, what the colours mean, and what every column is."""

from collections.abc import Iterable
from typing import Final

from hedge_xl import __version__
from hedge_xl import functions as hx
from hedge_xl.core.language import Text, same
from workbook.ledger import log, market, monthly, pnl, policy
from workbook.ledger.common import status_cell
from workbook.spec import Block, Cell, Item, Kind, Sheet, Styled, Value
from workbook.twin import Scope

_KINDS: Final[dict[Kind, Text]] = {
    "input": Text("入力", "input"),
    "formula": Text("計算", "computed"),
    "check": Text("点検", "check"),
}

STEPS: Final = Block(
    Text("毎月すること", "Every month"),
    styles=("number", "wide"),
    rows=(
        (
            same("1"),
            Text(
                "市場: 月末日・S&P500・USDJPY・200日平均を1行足す",
                "Market: add a row with month end, S&P 500, USDJPY and its 200-day average",
            ),
        ),
        (
            same("2"),
            Text(
                "月次: 月末日・A_USD・S_USDJPY・スワップ受払を1行足し、「リバランス指示」を読む",
                "Monthly: add a row with month end, A_USD, S_USDJPY and swap; read the rebalance instruction",
            ),
        ),
        (
            same("3"),
            Text(
                "指示どおりに数日に分けて売買し、約定を1件ずつ執行ログに書く",
                "Trade it over a few days and write every fill into the Execution log",
            ),
        ),
        (
            same("4"),
            Text(
                "損益: 表の右下の角を1行下へ引き、成績と費用を確かめる",
                "P&L: drag the table's corner down one row; look at results and costs",
            ),
        ),
        (
            same("5"),
            Text(
                "点検: 件数が0になるまで直し、チェックリストに印を付ける",
                "Checks: put things right until the count is 0; tick the checklist",
            ),
        ),
    ),
)

LEGEND: Final = Block(
    Text("色の意味", "Colours"),
    styles=("", "wide"),
    rows=(
        (Styled(Text("入力", "input"), "input"), Text("自分で書くセル", "Cells you fill in")),
        (Styled(Text("計算", "computed"), "formula"), Text("式のセル。書き換えない", "Formulas: leave them alone")),
        (
            Styled(Text("途中計算", "working"), "working"),
            Text("h*の途中計算。見るだけ", "Workings of h*, for whoever wants to trace it"),
        ),
        (
            Styled(Text("点検", "check"), "check"),
            Text(
                "○ 問題なし  △ 見ておく  × 直すまで計算しない",
                "○ fine   △ worth a look   × not computed until put right",
            ),
        ),
    ),
)


def _edition(s: Scope) -> Value:
    return s.word("host_native") if s.model.host == "native" else str(hx.HX_VERSION())


ABOUT: Final = Block(
    Text("この台帳について", "About this ledger"),
    styles=("label", "wide"),
    rows=(
        (
            Text("動作環境", "Host"),
            Cell(
                "host_status",
                "formula",
                "@",
                formula="HX_VERSION()",
                native="`host_native`",
                twin=_edition,
                style="wide",
            ),
        ),
        (Text("版", "Version"), same(f"hedge_xl {__version__}")),
        (
            Text("考え方", "Source"),
            Text(
                "『自作 為替ヘッジ付きS&P500』(以下A)。§はその節番号。数式の直し方は製品の文書「記事との違い」を参照",
                "The article on do-it-yourself hedged S&P 500 (A); § is its section. Where we differ: the documentation's 'Differences from the articles'",
            ),
        ),
        (
            Text("注意", "Please note"),
            Text(
                "一般的な情報であり、投資助言ではありません。税金と口座の規則は、ご自分で公的な情報を確かめてください(A §14)。",
                "General information, not investment advice. Check tax and account rules with official sources yourself (A §14).",
            ),
        ),
    ),
)


def _columns(sheets: Iterable[Sheet]) -> Iterable[tuple[Item, ...]]:
    for sheet in sheets:
        assert sheet.table is not None
        for column in sheet.table.columns:
            yield (sheet.title, column.header, _KINDS[column.kind], column.unit, column.help, same(column.source))


COLUMNS: Final = Block(
    Text("列の説明", "What every column is"),
    header=(
        Text("シート", "Sheet"),
        Text("列", "Column"),
        Text("種類", "Kind"),
        Text("単位", "Unit"),
        Text("意味", "Meaning"),
        Text("出典", "Source"),
    ),
    styles=("label", "note", "unit", "unit", "note", "source"),
    rows=tuple(_columns((monthly.SHEET, pnl.SHEET, log.SHEET, market.SHEET, policy.SHEET))),
)

SHEET: Final = Sheet(
    "guide",
    Text("はじめに", "Guide"),
    Text("為替ヘッジ台帳", "Currency hedge ledger"),
    Text(
        "ドル建ての米株を持つ人が、為替リスクを自分でヘッジするための月次台帳です。",
        "A monthly ledger for people who own US shares and hedge the dollar themselves.",
    ),
    (STEPS, LEGEND, ABOUT, COLUMNS),
    status=status_cell("guide"),
    widths=(14, 24, 10, 14, 84, 12),
)
