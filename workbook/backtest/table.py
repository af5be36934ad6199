"""The backtest at the terminal: plain lines, aligned for half- and full-width letters."""

from collections.abc import Iterator, Sequence
from typing import Final

from hedge_xl.core.language import Language, Text
from workbook.backtest.run import Backtest
from workbook.backtest.sweep import Sweep
from workbook.backtest.sweep_words import block_title, sweep_lines
from workbook.backtest.words import (
    METRICS,
    POLICY_NAMES,
    TITLE,
    caveat,
    number,
    parameters_of,
    period_of,
    shown,
)
from workbook.text import display_width

_HEAD: Final = Text("{title}  {period}", "{title}, {period}")
_DATA: Final = Text("データ: {source}", "Data: {source}")
_SETTINGS: Final = Text("設定: {parameters}", "Parameters: {parameters}")
_POLICY: Final = Text("方針", "Policy")
_WINDOW: Final = Text("推定窓\\しきい値", "window \\ threshold")


def lines(found: Backtest, sweep: Sweep | None, language: Language) -> Iterator[str]:
    """All that is printed of a backtest."""
    yield _HEAD.of(language).format(title=TITLE.of(language), period=period_of(found).of(language))
    yield _DATA.of(language).format(source=found.history.source.of(language))
    yield _SETTINGS.of(language).format(parameters=parameters_of(found.settings).of(language))
    yield ""
    yield from aligned(_rows(found, language), language)
    yield ""
    yield caveat(found.history).of(language)
    yield from (note.of(language) for note in found.history.notes)
    if sweep is not None:
        yield ""
        yield from _sweep(sweep, language)


def aligned(rows: Sequence[Sequence[str]], language: Language) -> Iterator[str]:
    """Rows in columns: the first to the left, the others to the right."""
    width_of = display_width if language == "ja" else len  # signs such as ± are wide among Japanese letters only
    widths = [max(width_of(row[place]) for row in rows) for place in range(len(rows[0]))]
    for row in rows:
        first, *others = ((word, " " * (width - width_of(word))) for word, width in zip(row, widths, strict=True))
        yield ("  " + first[0] + first[1] + "".join(f"  {space}{word}" for word, space in others)).rstrip()


def _rows(found: Backtest, language: Language) -> list[list[str]]:
    header = [_POLICY.of(language), *(metric.label.of(language) for metric in METRICS)]
    body = [
        [POLICY_NAMES[result.policy].of(language), *(shown(metric, result.figures) for metric in METRICS)]
        for result in found.results
    ]
    return [header, *body]


def _sweep(sweep: Sweep, language: Language) -> Iterator[str]:
    title, *others = sweep_lines(sweep)
    yield title.of(language)
    for cost in sweep.costs:
        yield ""
        yield block_title(sweep, cost).of(language)
        rows = [[_WINDOW.of(language), *(f"{threshold:g}" for threshold in sweep.thresholds)]]
        for window in sweep.windows:
            cells = [sweep.at(window, threshold, cost) for threshold in sweep.thresholds]
            rows.append([str(window), *(number("{:.3f}", cell.hstar.kpis.sharpe) for cell in cells)])
        yield from aligned(rows, language)
    yield ""
    yield from (line.of(language) for line in others)
