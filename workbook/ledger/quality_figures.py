"""The figures of execution, each declared once: for a month of the log and for the whole of it.

A fill counts when its row is marked ○ or △. Its slippage is known when it has a quote, its latency when it has an
order time that is not after the fill; whatever is not known is left out and never 0. Mean and worst are those of
EXECUTION_QUALITY: the mean weighted by quantity, a cost positive.
"""

from collections.abc import Callable
from typing import Final, NamedTuple

import numpy as np

from hedge_xl.core.language import Text
from workbook.ledger.fill_sums import Fills, all_fills, fills_between, unfilled
from workbook.ledger.last_months import bounds, moments, month_key
from workbook.ledger.log_columns import FILLED, NOT_FILLED
from workbook.ledger.units import FILLS
from workbook.spec import Cell, Value
from workbook.twin import Scope, is_error


class Window(NamedTuple):
    """Criteria that keep the fills, and the orders, of some time; ``times`` is the former as a factor of a product."""

    fills: str
    orders: str
    times: str


WHOLE: Final = Window('[log.time],">0"', '[log.order_time],">0"', "1")


def window(line: int) -> Window:
    """The month of a line."""
    first, after = bounds(line)
    fills, orders = (f'[log.{key}],">="&{first},[log.{key}],"<"&{after}' for key in ("time", "order_time"))
    return Window(fills, orders, f"([log.time]>={first})*([log.time]<{after})")


def counted(criteria: str) -> str:
    """Formula of the number of fills that count, under further criteria."""
    return "(" + "+".join(f'COUNTIFS([log.signed],"{sign}0",{criteria})' for sign in (">", "<")) + ")"


def summed(column: str, criteria: str, signs: str = "++") -> str:
    """Formula of the sum of a column over the fills that count, sales and purchases apart."""
    parts = zip(signs, (">", "<"), strict=True)
    return (
        "(" + "".join(f'{sign}SUMIFS([log.{column}],[log.signed],"{side}0",{criteria})' for sign, side in parts) + ")"
    )


def units(criteria: str) -> str:
    """Formula of the units of the fills that count, sold and bought together."""
    return summed("signed", criteria, "+-")


QUOTED: Final = '[log.quote],">0",'
_TIMED: Final = '[log.latency],">=0",'


class State(NamedTuple):
    """Something that holds of the whole log or not, as a formula and in Python."""

    formula: str
    holds: Callable[[Scope], bool]


# A product looks at every row, where criteria pass an error over.
_TIMES_SPOILT: Final = State("ISERROR(SUM([log.time]))", lambda s: any(map(is_error, s.col("log", "time"))))
# Without a single one, those that were not filled have been left out, as brokers' files leave them out.
_ALL_FILLED: Final = State("{fill_missed}=0", lambda s: s.cell("fill_missed") == 0)


class Figure(NamedTuple):
    """A figure: ``formula`` and ``twin`` of some fills; ``needs`` is another figure that must not be 0, ``unknown`` a
    state of the log in which the figure is blank.

    In a formula ``{x}`` with the key of another figure is that figure of the same fills.
    """

    key: str
    header: Text
    unit: Text
    format: str
    help: Text
    formula: Callable[[Window], str]
    twin: Callable[[Fills, int], Value]
    needs: str = ""
    unknown: State | None = None


def _mean_weighted(values: np.ndarray[tuple[int], np.dtype[np.float64]], fills: Fills) -> float:
    return float(values[fills.quoted].sum() / np.abs(fills.signed[fills.quoted]).sum())


def _not_filled(w: Window) -> str:
    return f"COUNTIFS([log.limit],{NOT_FILLED},{w.orders})"


def _points_weighted(w: Window) -> str:
    """Sum of slippage in basis points times units."""
    signs = f"(([log.signed]>0)-([log.signed]<0))*{w.times}"
    return f"SUMPRODUCT({signs},[log.slip_bp],[log.signed])"


_JPY_PER_USD: Final = Text("円/ドル", "JPY per USD")
_BP: Final = Text("bp", "bp")
_SECONDS: Final = Text("秒", "seconds")
_SLIP, _POINTS = "+0.0000;-0.0000;0.0000", "+0.00;-0.00;0.00"

FIGURES: Final = (
    Figure(
        "fills",
        Text("約定数", "Fills"),
        FILLS,
        "#,##0",
        Text("数に入る約定(点検が○か△)", "Fills that count (marked ○ or △)"),
        lambda w: counted(w.fills),
        lambda f, _: f.signed.size,
    ),
    Figure(
        "units",
        Text("数量", "Units"),
        Text("USD", "USD"),
        "#,##0",
        Text("売りと買いの合計", "Sold and bought together"),
        lambda w: units(w.fills),
        lambda f, _: float(np.abs(f.signed).sum()),
    ),
    Figure(
        "quoted",
        Text("気配のある約定", "With a quote"),
        FILLS,
        "#,##0",
        Text(
            "滑りを測れた約定。気配の無い約定は滑りに入れない", "Slippage measured; fills without a quote are left out"
        ),
        lambda w: counted(QUOTED + w.fills),
        lambda f, _: int(f.quoted.sum()),
    ),
    Figure(
        "share",
        Text("気配ありの割合", "Share quoted"),
        Text("割合", "fraction"),
        "0%",
        Text("低いと滑りの平均は当てにならない", "A low share makes the mean unreliable"),
        lambda _: "{quoted}/{fills}",
        lambda f, _: int(f.quoted.sum()) / f.signed.size,
        "fills",
    ),
    Figure(
        "mean",
        Text("平均滑り(円)", "Mean slippage (JPY)"),
        _JPY_PER_USD,
        _SLIP,
        Text("数量で加重。+は費用", "Weighted by quantity; + is a cost"),
        lambda w: f"{summed('slip_cost', QUOTED + w.fills)}/{units(QUOTED + w.fills)}",
        lambda f, _: _mean_weighted(f.cost, f),
        "quoted",
    ),
    Figure(
        "mean_bp",
        Text("平均滑り(bp)", "Mean slippage (bp)"),
        _BP,
        _POINTS,
        Text("気配の1万分の1。数量で加重", "Of the quote, weighted by quantity"),
        lambda w: f"{_points_weighted(w)}/{units(QUOTED + w.fills)}",
        lambda f, _: _mean_weighted(f.points * np.abs(f.signed), f),
        "quoted",
        _TIMES_SPOILT,
    ),
    Figure(
        "worst",
        Text("最大滑り(円)", "Worst slippage (JPY)"),
        _JPY_PER_USD,
        _SLIP,
        Text("最も不利だった約定", "The worst fill"),
        lambda w: f"MAXIFS([log.slippage],{w.fills})",
        lambda f, _: float(f.slippage[f.quoted].max()),
        "quoted",
    ),
    Figure(
        "worst_bp",
        Text("最大滑り(bp)", "Worst slippage (bp)"),
        _BP,
        _POINTS,
        Text("bpで最も不利だった約定", "The worst fill in bp"),
        lambda w: f"MAXIFS([log.slip_bp],{w.fills})",
        lambda f, _: float(f.points[f.quoted].max()),
        "quoted",
    ),
    Figure(
        "cost",
        Text("滑り費用", "Slippage cost"),
        Text("円", "JPY"),
        "#,##0;-#,##0;0",
        Text("滑り×数量の合計", "Sum of slippage x quantity"),
        lambda w: summed("slip_cost", QUOTED + w.fills),
        lambda f, _: float(f.cost[f.quoted].sum()),
        "quoted",
    ),
    Figure(
        "limits",
        Text("指値注文", "Limit orders"),
        Text("件", "orders"),
        "#,##0",
        Text(
            "約定した指値と、ログに「－」で残る指値(発注した月で数える)",
            "Filled ones, and those left in the log as not filled (by the month of the order)",
        ),
        lambda w: f"COUNTIFS([log.limit],{FILLED},{w.fills})+{_not_filled(w)}",
        lambda f, unfilled: int(f.limit.sum()) + unfilled,
    ),
    Figure(
        "hit",
        Text("指値のヒット率", "Hit rate of limits"),
        Text("割合", "fraction"),
        "0%",
        Text(
            "約定した割合。業者のファイルは約定した注文しか載せないので、約定しなかった指値がログに無い間は空欄",
            "Share filled. Brokers' files list fills only: blank while the log holds no limit that was not filled",
        ),
        lambda w: f"1-{_not_filled(w)}/{{limits}}",
        lambda f, unfilled: 1 - unfilled / (int(f.limit.sum()) + unfilled),
        "limits",
        _ALL_FILLED,
    ),
    Figure(
        "timed",
        Text("時刻のある約定", "With order time"),
        FILLS,
        "#,##0",
        Text(
            "秒数を測れた約定。発注時刻が無いか、約定より後の行は入れない",
            "Latency measured; without an order time, or with one after the fill, left out",
        ),
        lambda w: counted(_TIMED + w.fills),
        lambda f, _: int(f.timed.sum()),
    ),
    Figure(
        "wait",
        Text("平均秒数", "Mean latency"),
        _SECONDS,
        "0.0",
        Text("発注から約定まで", "From order to fill"),
        lambda w: f"AVERAGEIFS([log.latency],{_TIMED}{w.fills})",
        lambda f, _: float(f.latency[f.timed].mean()),
        "timed",
    ),
    Figure(
        "longest",
        Text("最長秒数", "Worst latency"),
        _SECONDS,
        "0.0",
        Text("最も待った約定", "The fill that took longest"),
        lambda w: f"MAXIFS([log.latency],{_TIMED}{w.fills})",
        lambda f, _: float(f.latency[f.timed].max()),
        "timed",
    ),
)
_BY_KEY: Final = {figure.key: figure for figure in FIGURES}


def name(figure: str, line: int | None = None) -> str:
    """Name of the cell of a figure: of a line, or of the whole log."""
    return f"fill_{figure}" if line is None else f"fill_{figure}_{line + 1}"


def figure_cell(figure: Figure, line: int | None = None) -> Cell:
    """The figure of a line's month, or of the whole log."""
    body = figure.formula(WHOLE if line is None else window(line))
    for key in _BY_KEY:
        body = body.replace(f"{{{key}}}", f"{{{name(key, line)}}}")
    if figure.unknown:
        body = f'IF({figure.unknown.formula},"",{body})'
    if figure.needs:
        body = f'IF({{{name(figure.needs, line)}}}=0,"",{body})'
    if line is not None:
        body = f'IF({{{month_key(line)}}}="","",{body})'
    return Cell(name(figure.key, line), "formula", figure.format, formula=body, twin=lambda s: _value(s, figure, line))


def _value(s: Scope, figure: Figure, line: int | None) -> Value:
    span = (-np.inf, np.inf) if line is None else moments(s, line)
    if span is None:
        return None
    fills = all_fills(s) if line is None else fills_between(s, *span)
    orders = unfilled(s, *span)
    if figure.needs and not _BY_KEY[figure.needs].twin(fills, orders):
        return None
    unknown = figure.unknown
    if unknown and s.model.shared(("execution unknown", unknown.formula), lambda: unknown.holds(s)):
        return None
    return figure.twin(fills, orders)
