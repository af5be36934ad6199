"""A heat map as SVG: every cell carries its number, so that grey paper and every kind of eyesight can read it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

_LEFT, _TOP = 70, 44
_WIDE, _HIGH = 74, 25
_PALE, _DEEP = (243, 247, 251), (12, 68, 124)
_LIGHT_TEXT: Final = 0.55  # from this depth on the number is white


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Numbers by row and column; `chosen` is the place that the settings stand for; `low` to `high` is the shade."""

    title: str
    row_name: str
    column_name: str
    rows: Sequence[str]
    columns: Sequence[str]
    values: Sequence[Sequence[float]]
    form: str
    low: float
    high: float
    chosen: tuple[int, int] | None = None


def draw_heat(heat: HeatMap) -> str:
    """The map as an element of a page."""
    width, height = _LEFT + _WIDE * len(heat.columns) + 4, _TOP + _HIGH * len(heat.rows) + 4
    parts = [
        f'<svg class="heat" viewBox="0 0 {width} {height}" style="max-width:{width}px" role="img" '
        f'aria-label="{escape(heat.title)}">',
        f"<title>{escape(heat.title)}</title>",
        f'<text class="unit" x="{_LEFT + _WIDE * len(heat.columns) / 2}" y="14" text-anchor="middle">'
        f"{escape(heat.column_name)}</text>",
        f'<text class="unit" x="{_LEFT - 8}" y="{_TOP - 8}" text-anchor="end">{escape(heat.row_name)}</text>',
        *_names(heat),
        *_cells(heat),
        *_frame(heat),
        "</svg>",
    ]
    return "\n".join(parts)


def _names(heat: HeatMap) -> Iterator[str]:
    for place, name in enumerate(heat.columns):
        x = _LEFT + _WIDE * (place + 0.5)
        yield f'<text class="tick" x="{x}" y="{_TOP - 8}" text-anchor="middle">{escape(name)}</text>'
    for place, name in enumerate(heat.rows):
        y = _TOP + _HIGH * (place + 0.5) + 4
        yield f'<text class="tick" x="{_LEFT - 8}" y="{y}" text-anchor="end">{escape(name)}</text>'


def _cells(heat: HeatMap) -> Iterator[str]:
    for row, values in enumerate(heat.values):
        for column, value in enumerate(values):
            x, y = _LEFT + _WIDE * column, _TOP + _HIGH * row
            depth = _depth(heat, value)
            fill = ",".join(str(round(a + (b - a) * depth)) for a, b in zip(_PALE, _DEEP, strict=True))
            text = "-" if value != value else heat.form.format(value)
            kind = "light" if depth >= _LIGHT_TEXT else "dark"
            yield f'<rect x="{x}" y="{y}" width="{_WIDE}" height="{_HIGH}" fill="rgb({fill})" stroke="#fff"/>'
            yield f'<text class="{kind}" x="{x + _WIDE / 2}" y="{y + 17}" text-anchor="middle">{text}</text>'


def _frame(heat: HeatMap) -> Iterator[str]:
    if heat.chosen is not None:
        row, column = heat.chosen
        x, y = _LEFT + _WIDE * column + 1.5, _TOP + _HIGH * row + 1.5
        yield f'<rect class="chosen" x="{x}" y="{y}" width="{_WIDE - 3}" height="{_HIGH - 3}"/>'


def _depth(heat: HeatMap, value: float) -> float:
    if value != value or heat.high <= heat.low:
        return 0.0
    return min(max((value - heat.low) / (heat.high - heat.low), 0.0), 1.0)
