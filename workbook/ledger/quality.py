"""執行品質 / Execution quality: how well orders were filled, by month and over the whole log, and the swap against the roll."""

from typing import Final

import numpy as np

from hedge_xl.core.language import Text
from workbook.chart import Chart, Charts, Series
from workbook.ledger.fill_sums import all_fills
from workbook.ledger.last_months import LINES, month_cell
from workbook.ledger.log_columns import NOT_FILLED, floats
from workbook.ledger.quality_figures import FIGURES, Figure, figure_cell, name
from workbook.ledger.quality_rolls import BY_MONTH as ROLLS_BY_MONTH
from workbook.ledger.quality_rolls import SEASON
from workbook.ledger.row_checks import ROW_CHECKS
from workbook.parts.marks import status_cell
from workbook.parts.parameters import LINE_STYLES, line
from workbook.spec import Block, Cell, Item, Sheet, Value
from workbook.text import WORDS, is_fault
from workbook.twin import Scope, n

_COUNT: Final = Text("件", "fills")
_SOURCE: Final = "A §12"


def _worst_row(s: Scope) -> int | None:
    """Row of the log in which the worst slippage stands, the first of equals."""
    worst = s.cell(name("worst"))
    return None if worst is None else int(np.flatnonzero(floats(s.col("log", "slippage")) == n(worst))[0])


def _of_worst(column: str, form: str) -> Cell:
    """What the log says of the fill with the worst slippage."""

    def twin(s: Scope) -> Value:
        row = _worst_row(s)
        return None if row is None else s.col("log", column)[row]

    worst = f"{{{name('worst')}}}"
    formula = f'IF({worst}="","",INDEX([log.{column}],MATCH({worst},[log.slippage],0)))'
    return Cell(f"fill_worst_{column}", "formula", form, formula=formula, twin=twin)


def _difference(key: str, whole: str, part: str) -> Cell:
    """Fills that a figure leaves out."""
    return Cell(
        f"fill_{key}",
        "formula",
        "#,##0",
        formula=f"{{{name(whole)}}}-{{{name(part)}}}",
        twin=lambda s: n(s.cell(name(whole))) - n(s.cell(name(part))),
    )


def _plain_mean(key: str, column: str, form: str, header: Text, unit: Text) -> tuple[Item, ...]:
    """The mean of every fill alike, as EXECUTION_QUALITY shows it beside the weighted one."""

    def twin(s: Scope) -> Value:
        fills = all_fills(s)
        values = {"slippage": fills.slippage, "slip_bp": fills.points}[column][fills.quoted]
        return float(values.mean()) if values.size else None

    quoted = f"{{{name('quoted')}}}"
    cell = Cell(name(key), "formula", form, formula=f'IF({quoted}=0,"",SUM([log.{column}])/{quoted})', twin=twin)
    return line(cell, header, unit, Text("どの約定も同じ重み", "Every fill alike"), _SOURCE)


# What the Checks sheet counts of the log's rows: those marked ×.
_REFUSED: Final = tuple(check.count for check in ROW_CHECKS if check.table == "log" and is_fault(WORDS[check.word]))


def _figure_line(figure: Figure) -> tuple[Item, ...]:
    return line(figure_cell(figure), figure.header, figure.unit, figure.help, _SOURCE)


_LINES_TOTAL: Final = "+".join(f"N({{{name('fills', number)}}})" for number in range(LINES))


def _totals() -> dict[str, tuple[Item, ...]]:
    """The lines of the whole log by their figure."""
    return {figure.key: _figure_line(figure) for figure in FIGURES}


_MONTHS: Final = f"roll_month_1:roll_month_{LINES}"


def _cells(figure: str) -> str:
    """A figure of all lines, as a chart takes them."""
    return f"{name(figure, 0)}:{name(figure, LINES - 1)}"


_BY_FIGURE: Final = _totals()

TOTALS: Final = Block(
    Text("執行ログ全体", "The whole log"),
    styles=LINE_STYLES,
    rows=(
        _BY_FIGURE["fills"],
        _BY_FIGURE["units"],
        line(
            Cell(
                "fill_elsewhere",
                "formula",
                "#,##0",
                formula=f"{{{name('fills')}}}-({_LINES_TOTAL})",
                twin=lambda s: (
                    n(s.cell(name("fills"))) - sum(n(s.cell(name("fills", number))) for number in range(LINES))
                ),
            ),
            Text("うち下の12か月の外", "Of these, outside the months below"),
            _COUNT,
            Text("それより前か後の約定", "Fills before or after them"),
            _SOURCE,
        ),
        _BY_FIGURE["mean"],
        _BY_FIGURE["mean_bp"],
        _plain_mean(
            "plain",
            "slippage",
            "+0.0000;-0.0000;0.0000",
            Text("単純平均(円)", "Simple mean (JPY)"),
            Text("円/ドル", "JPY per USD"),
        ),
        _plain_mean(
            "plain_bp", "slip_bp", "+0.00;-0.00;0.00", Text("単純平均(bp)", "Simple mean (bp)"), Text("bp", "bp")
        ),
        _BY_FIGURE["worst"],
        _BY_FIGURE["worst_bp"],
        line(
            _of_worst("id", "@"),
            Text("最大滑りの注文ID", "Worst fill's order ID"),
            Text("文字", "text"),
            Text("円で最も不利だった約定。執行ログで理由を確かめる", "The worst in JPY: look it up in the log"),
            "A §12, §17",
        ),
        line(
            _of_worst("time", "yyyy-mm-dd hh:mm"),
            Text("その約定時刻", "Its fill time"),
            Text("日時", "date and time"),
            Text("イベント、早朝、週明けに近くないか", "Near an event, the early morning or the week's opening?"),
            "A §12, §13",
        ),
        _BY_FIGURE["cost"],
        _BY_FIGURE["limits"],
        line(
            Cell(
                "fill_missed",
                "formula",
                "#,##0",
                formula=f"COUNTIF([log.limit],{NOT_FILLED})",
                twin=lambda s: s.col("log", "limit").count(NOT_FILLED),
            ),
            Text("うち約定しなかった指値", "Of these, not filled"),
            Text("件", "orders"),
            Text(
                "執行ログに手で書いたもの。業者の約定ファイルには入っていない",
                "Those written into the log by hand: no broker's file of fills has them",
            ),
            _SOURCE,
        ),
        _BY_FIGURE["hit"],
        _BY_FIGURE["wait"],
        _BY_FIGURE["longest"],
        _BY_FIGURE["quoted"],
        _BY_FIGURE["share"],
        line(
            _difference("unquoted", "fills", "quoted"),
            Text("滑りに入れない約定", "Left out of slippage"),
            _COUNT,
            Text("気配が無い。0とはみなさない", "No quote; not taken for 0"),
            _SOURCE,
        ),
        _BY_FIGURE["timed"],
        line(
            _difference("untimed", "fills", "timed"),
            Text("秒数に入れない約定", "Left out of latency"),
            _COUNT,
            Text("発注時刻が無いか、約定より後", "No order time, or one after the fill"),
            _SOURCE,
        ),
        line(
            Cell(
                "fill_refused",
                "formula",
                "#,##0",
                formula="+".join(f"{{{count}}}" for count in _REFUSED),
                twin=lambda s: sum(n(s.cell(count)) for count in _REFUSED),
            ),
            Text("×で数えない行", "Rows marked ×"),
            Text("行", "rows"),
            Text("点検シートで直すまで、どこにも数えない", "Counted nowhere until put right (Checks)"),
            _SOURCE,
        ),
    ),
)

BY_MONTH: Final = Block(
    Text("月別(古い月から。いちばん下が最新)", "By month (oldest first)"),
    header=(Text("月", "Month"), *(figure.header for figure in FIGURES)),
    rows=tuple((month_cell(number), *(figure_cell(figure, number) for figure in FIGURES)) for number in range(LINES)),
)

CHARTS: Final = Charts(
    Text("グラフ: 月別の滑り", "Charts: slippage by month"),
    (
        (
            Chart(
                "slippage_bp",
                Text("月別の滑り", "Slippage by month"),
                Text("数量加重の平均と最大。+は費用", "Mean by quantity, and worst; + is a cost"),
                "columns",
                (
                    Series(_cells("mean_bp"), Text("平均", "Mean"), "dark"),
                    Series(_cells("worst_bp"), Text("最大", "Worst"), "light"),
                ),
                Text("bp", "bp"),
                "A §12",
                categories=_MONTHS,
                format="0.00",
            ),
            Chart(
                "slippage_jpy",
                Text("月別の滑り費用", "Slippage cost by month"),
                Text(
                    "滑り×数量の合計。−は気配より有利だった月",
                    "Sum of slippage x quantity; below 0 better than the quote",
                ),
                "columns",
                (Series(_cells("cost"), Text("滑り費用", "Slippage cost"), "accent"),),
                Text("円", "JPY"),
                "A §7, §12",
                categories=_MONTHS,
                format="#,##0",
            ),
        ),
    ),
    columns=14,
)

REVIEW: Final = Block(
    Text("月に一度見ること(A §12、§17)", "What to look at once a month (A §12, §17)"),
    styles=("label", "wide"),
    rows=(
        (
            Text("滑り", "Slippage"),
            Text(
                "平均が増えたら、数量を小口に分け、TWAP(時間均等)にする。想定(設定の「滑り」)はコストシートで見直す",
                "If the mean grows: smaller lots, spread over time (TWAP). Revise the assumption on the Cost sheet",
            ),
        ),
        (
            Text("最大滑り", "Worst fill"),
            Text(
                "イベント・期末・早朝・週明けの約定なら、その時間を避ける(設定のイベント日、ロールシート)",
                "On an event, a quarter end, early in the morning or after a weekend: stay out of those hours",
            ),
        ),
        (
            Text("ヒット率", "Hit rate"),
            Text(
                "低ければ指値が遠い。待つ間の値動きも費用なので、成行・TWAPと比べる。約定しなかった指値を書かないと高く出る",
                "If low, limits are too far away; the market moves while you wait: compare with TWAP. Too high when "
                "limits that were not filled are not written down",
            ),
        ),
        (
            Text("秒数", "Latency"),
            Text(
                "長い約定はイベント時に不利になりやすい。回線・注文方法・業者を見直す",
                "Slow fills cost most around events: look at line, order type and broker",
            ),
        ),
        (
            Text("記録", "Records"),
            Text(
                "気配・発注時刻の無い約定を減らす。価格差・時刻・約定方法は必ず書く",
                "Fewer fills without quote or order time: always write price, time and method",
            ),
        ),
    ),
)

SHEET: Final = Sheet(
    "quality",
    Text("執行品質", "Execution quality"),
    Text("執行品質 — 注文はどれだけ良く約定したか", "Execution quality: how well orders were filled"),
    Text(
        "すべて執行ログから計算します。滑りは+が費用です。月は損益と同じ日本時間の月です。",
        "All computed from the Execution log. Slippage: + is a cost. Months are Japan's, as on P&L.",
    ),
    (TOTALS, BY_MONTH, ROLLS_BY_MONTH, SEASON, CHARTS, REVIEW),
    status=status_cell("quality"),
    widths=(30, 17, 13, 13, 13, 13, 13, 13, 13, 13, 13, 13, 13, 11, 11),
)
