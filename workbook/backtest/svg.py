"""Line charts as SVG, written by hand: it is small, its text can be selected and needs no font of ours, and a picture
library would be a heavy thing to install for six charts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Final

from hedge_xl.core.arrays import FloatArray
from workbook.backtest.axes import Axis, month_ticks
from workbook.strokes import Stroke
from workbook.text import display_width

WIDTH, HEIGHT = 760, 236
_LEFT, _RIGHT, _TOP, _BOTTOM = 54, 118, 22, 26
_LABEL_GAP: Final = 14.0  # between the base lines of two labels
_LETTER: Final = 5.9  # width of a half-width letter of the labels


@dataclass(frozen=True, slots=True)
class Line:
    """One series, NaN where it has no value; `steps` holds each value until the next."""

    label: str
    values: FloatArray
    stroke: Stroke
    steps: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """The space between two series."""

    low: FloatArray
    high: FloatArray


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of months: its lines, its axis, and how the numbers on it are written."""

    title: str
    unit: str
    months: Sequence[date]
    lines: Sequence[Line]
    axis: Axis
    form: str
    band: Band | None = None
    marked: float | None = None
    """The value at which a line across is drawn, such as the start."""


def draw(chart: Chart) -> str:
    """The chart as an element of a page."""
    parts = [
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(chart.title)}">',
        f"<title>{escape(chart.title)}</title>",
        f'<text class="unit" x="{_LEFT - 44}" y="11">{escape(chart.unit)}</text>',
        *_grid(chart),
        *_months(chart),
        *_band(chart),
        *(_path(chart, line) for line in chart.lines),
        *_labels(chart),
        "</svg>",
    ]
    return "\n".join(parts)


def _x(chart: Chart, place: float) -> float:
    return _LEFT + (WIDTH - _LEFT - _RIGHT) * place / max(len(chart.months) - 1, 1)


def _y(chart: Chart, value: float) -> float:
    share = min(max(chart.axis.share(value), 0.0), 1.0)
    return HEIGHT - _BOTTOM - (HEIGHT - _BOTTOM - _TOP) * share


def _grid(chart: Chart) -> Iterator[str]:
    right = WIDTH - _RIGHT
    for tick in chart.axis.ticks:
        y = _y(chart, tick)
        yield f'<line class="grid" x1="{_LEFT}" x2="{right}" y1="{y:.1f}" y2="{y:.1f}"/>'
        yield f'<text class="tick" x="{_LEFT - 6}" y="{y + 3.5:.1f}" text-anchor="end">{chart.form.format(tick)}</text>'
    if chart.marked is not None:
        y = _y(chart, chart.marked)
        yield f'<line class="mark" x1="{_LEFT}" x2="{right}" y1="{y:.1f}" y2="{y:.1f}"/>'


def _months(chart: Chart) -> Iterator[str]:
    bottom = HEIGHT - _BOTTOM
    yield f'<line class="axis" x1="{_LEFT}" x2="{WIDTH - _RIGHT}" y1="{bottom}" y2="{bottom}"/>'
    for place, name in month_ticks(chart.months):
        x = _x(chart, place)
        yield f'<line class="axis" x1="{x:.1f}" x2="{x:.1f}" y1="{bottom}" y2="{bottom + 4}"/>'
        yield f'<text class="tick" x="{x:.1f}" y="{bottom + 16}" text-anchor="middle">{name}</text>'


def _band(chart: Chart) -> Iterator[str]:
    if chart.band is None:
        return
    there = range(len(chart.months))
    upper = [f"{_x(chart, place):.1f},{_y(chart, chart.band.high[place]):.1f}" for place in there]
    lower = [f"{_x(chart, place):.1f},{_y(chart, chart.band.low[place]):.1f}" for place in reversed(there)]
    yield f'<polygon class="band" points="{" ".join((*upper, *lower))}"/>'


def _path(chart: Chart, line: Line) -> str:
    words, drawing = [], False
    before = 0.0
    for place, value in enumerate(line.values.tolist()):
        if value != value:
            drawing = False
            continue
        x, y = _x(chart, place), _y(chart, value)
        if not drawing:
            words.append(f"M{x:.1f} {y:.1f}")
        elif line.steps and y != before:
            words.append(f"H{x:.1f}V{y:.1f}")
        else:
            words.append(f"L{x:.1f} {y:.1f}")
        drawing, before = True, y
    stroke = line.stroke
    dash = f' stroke-dasharray="{stroke.dash}"' if stroke.dash else ""
    return f'<path d="{"".join(words)}" stroke="{stroke.colour}" stroke-width="{stroke.width}"{dash}/>'


def _labels(chart: Chart) -> Iterator[str]:
    """Each line's name at its right end, moved apart where they would lie on each other."""
    named = [(line, _last(line)) for line in chart.lines]
    ends = sorted(((_y(chart, value), line) for line, value in named if value == value), key=lambda item: item[0])
    right = _x(chart, len(chart.months) - 1)
    for (end, line), y in zip(ends, _apart([end for end, _ in ends]), strict=True):
        stroke = line.stroke
        dash = f' stroke-dasharray="{stroke.dash}"' if stroke.dash else ""
        path = f"M{right + 2:.1f} {end:.1f}L{right + 10:.1f} {y:.1f}H{right + 28:.1f}"
        yield f'<path d="{path}" stroke="{stroke.colour}" stroke-width="{stroke.width}"{dash}/>'
        place = f'x="{right + 32:.1f}" y="{y + 3.8:.1f}"{_squeezed(line.label)}'
        yield f'<text class="label" {place}>{escape(line.label)}</text>'


def _last(line: Line) -> float:
    known = line.values[line.values == line.values]
    return float(known[-1]) if known.size else float("nan")


def _squeezed(label: str) -> str:
    """A label that would leave the picture is set narrower."""
    room = _RIGHT - 36
    return f' textLength="{room}" lengthAdjust="spacingAndGlyphs"' if display_width(label) * _LETTER > room else ""


def _apart(wanted: Sequence[float]) -> list[float]:
    """Positions as near to the wanted ones, in their order, as the space between labels allows."""
    groups: list[tuple[float, int]] = []  # the middle of a group of labels, and how many it holds
    for y in wanted:
        groups.append((y, 1))
        while len(groups) > 1 and groups[-1][0] - groups[-2][0] < _LABEL_GAP * (groups[-1][1] + groups[-2][1]) / 2:
            (lower, few), (upper, more) = groups[-2], groups[-1]
            groups[-2:] = [((lower * few + upper * more) / (few + more), few + more)]
    placed = []
    for middle, count in groups:
        half = _LABEL_GAP * (count - 1) / 2
        middle = min(max(middle, _TOP + half), HEIGHT - _BOTTOM - half)
        placed += [middle - half + _LABEL_GAP * item for item in range(count)]
    return placed
