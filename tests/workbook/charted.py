"""A ledger with charts of every kind: above the table of 損益, and on a sheet of their own."""

from dataclasses import replace
from typing import Final

from hedge_xl.core.language import Text, same
from workbook.chart import Chart, Charts, Series
from workbook.ledger import LEDGER
from workbook.parts.marks import status_cell
from workbook.spec import Book, Sheet

_START, _PART, _JPY = Text("開始=1", "start = 1"), Text("割合", "fraction"), Text("円", "JPY")
_POLICY, _NONE, _FULL = Text("方針", "Policy"), Text("未ヘッジ", "Unhedged"), same("1:1")


def _lines(key: str, prefix: str, axis: Text, form: str, *, log: bool = False) -> Chart:
    series = (
        Series(f"pnl.{prefix}_none", _NONE, "unhedged"),
        Series(f"pnl.{prefix}_full", _FULL, "full"),
        Series(f"pnl.{prefix}_hedged", _POLICY, "policy"),
    )
    about = Text("ヘッジの有無でどう違ったか。", "What hedging made of it.")
    return Chart(key, Text("推移", "Over time"), about, "line", series, axis, "A §16", "pnl.month", form, log=log)


WEALTH: Final = _lines("wealth", "w", _START, "0.0##", log=True)
FALLS: Final = _lines("falls", "dd", _PART, "0%")
COSTS: Final = Chart(
    "costs",
    Text("費用", "Costs"),
    Text("実現と計画", "Realised and planned"),
    "columns",
    (
        Series("pnl.cost_real", Text("実現", "Realised"), "dark"),
        Series("pnl.cost_plan", Text("計画", "Planned"), "light"),
        Series("pnl.cost_gap", Text("差", "Gap"), "limit", line=True),
    ),
    _JPY,
    "A §15",
    "pnl.month",
    "#,##0",
    wide=2,
)
PARTS: Final = Chart(
    "parts",
    Text("内訳", "Parts"),
    Text("費用の内訳", "What the costs are made of"),
    "stacked",
    (
        Series("pnl.cost_swap", Text("スワップ", "Swap"), "dark"),
        Series("pnl.cost_slip", Text("滑り", "Slippage"), "light"),
    ),
    _JPY,
    "A §15",
    "pnl.month",
    "#,##0",
)
TOTALS: Final = Chart(
    "totals",
    Text("合計", "Totals"),
    Text("実現と計画の合計", "Realised and planned, added up"),
    "bars",
    (Series("cost_real_total:cost_gap_total", _JPY, "middle"),),
    _JPY,
    "A §6",
    format="#,##0",
)
GROUP: Final = Charts(Text("グラフ", "Charts"), ((WEALTH, FALLS), (COSTS, PARTS)), columns=10)
OWN: Final = Sheet(
    "charts",
    Text("グラフ", "Charts"),
    Text("グラフ", "Charts"),
    Text("見るだけ", "To look at"),
    (Charts(Text("すべて", "All"), ((replace(WEALTH, key="wealth2"), TOTALS),), height=12),),
    status=status_cell("charts"),
    widths=(20, 20, 20, 20, 20),
)


def _with_charts(sheet: Sheet) -> Sheet:
    parts = tuple(part for part in sheet.parts if not isinstance(part, Charts))
    return replace(sheet, parts=(*parts[:-1], GROUP, parts[-1]) if sheet.key == "pnl" else parts)


CHARTED: Final = replace(LEDGER, sheets=(*map(_with_charts, LEDGER.sheets), OWN))
"""Today's ledger with these charts instead of its own, and a sheet more."""

LATER: Final[Book] = replace(LEDGER, sheets=(*LEDGER.sheets, OWN), schema=LEDGER.schema + 1)
"""Tomorrow's ledger: a sheet of charts is what it has more."""
