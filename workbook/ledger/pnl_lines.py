"""The columns of 損益 / P&L that only the dashboard's charts stand on, a row for every month as the others have."""

from collections.abc import Callable
from typing import Final

from hedge_xl.core.language import Text
from workbook.ledger import band, results
from workbook.ledger.wealth import Path
from workbook.parts.chart_lines import line_column
from workbook.parts.columns import RATIO
from workbook.spec import Column, Value
from workbook.twin import Row, is_number

_RATIOS: Final = (
    ("h_low", Text("h* 下限", "h* low")),
    ("h_high", Text("h* 上限", "h* high")),
    ("h_raw", Text("h*(生)", "h* (raw)")),
    ("h_shrunk", Text("h*(縮小後)", "h* (shrunk)")),
    ("h_policy", Text("h_policy", "h_policy")),
)


def growth_column(path: Path) -> Column:
    """Wealth less the 1 that it began with: an axis of its own begins anywhere but where wealth does."""
    name = Text(f"増減 {path.name.ja}", f"growth {path.name.en}")
    meaning = Text("資産−1(開始からの増減)", "Wealth - 1 (growth since the start)")

    def twin(r: Row) -> Value:
        return r.num(path.wealth) - 1 if is_number(r[path.wealth]) else None

    value = f"[{path.wealth}]"
    unit = Text("割合", "fraction")
    return line_column(f"g_{path.key}", name, meaning, "A §16", unit, "0.0%", value, twin, drawn=f"{value}-1")


def _same_month(key: str) -> Callable[[Row], Value]:
    return lambda r: results.same(r, key)


def _ratio(key: str, name: Text) -> Column:
    meaning = Text(f"月次の同じ行の{name.ja}", f"{name.en} in the same row of Monthly")
    value = f"INDEX([monthly.{key}],[no])"
    return line_column(f"{key}_line", name, meaning, "A §4, §9", RATIO, "0.000", value, _same_month(key))


def columns(paths: tuple[Path, ...]) -> tuple[Column, ...]:
    """The band that the deviation is compared with, how each strategy has grown, and the estimates of h*."""
    return (band.THRESHOLD, *map(growth_column, paths), *(_ratio(key, name) for key, name in _RATIOS))
