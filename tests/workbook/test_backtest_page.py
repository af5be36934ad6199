"""The page of ``hedge-xl backtest --out``, looked into as a reader and a browser would, and its charts."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from backtest_cases import LANGUAGES, NOW, found, made_up, opened, page, sweep
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from hedge_xl import __version__
from hedge_xl.core.language import Language
from hedge_xl.data import load_market
from workbook.backtest.axes import Axis, linear_axis, log_axis, month_ticks, percent_places
from workbook.backtest.book import report_book
from workbook.backtest.charts import STROKES, charts
from workbook.backtest.page import report_page
from workbook.backtest.svg import HEIGHT, WIDTH
from workbook.backtest.words import METRICS, POLICY_NAMES, shown
from workbook.ledger.months import month_after

_VOID = {"meta", "line", "rect", "path", "polygon"}


class Strict(HTMLParser):
    """Every element that is opened is closed, in order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.attributes += attrs
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.attributes += attrs

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_one_sound_file_that_needs_nothing_else(language: Language) -> None:
    parser = Strict()
    parser.feed(page(language))
    parser.close()
    assert parser.open == []
    assert not parser.seen & {"script", "link", "img", "iframe", "object", "base", "image", "use"}
    assert not {name for name, _ in parser.attributes} & {"src", "href", "srcset", "action"}
    assert not [name for name, _ in parser.attributes if name.startswith("on")]
    assert not re.search(r"https?:|url\(|@import|@font-face", page(language))
    assert not re.search(r"\bnan\b|\binf\b|None", page(language))
    assert f'lang="{language}"' in page(language)
    assert "@page{size:A4" in page(language)
    assert page(language) == report_page(found(), sweep(), language, NOW)


def drawings(language: Language, text: str | None = None) -> Iterator[Any]:
    root = html.document_fromstring((text or page(language)).encode())
    return (item for item in root.iter("svg") if item.get("class") != "heat")


def numbers(path: str) -> list[float]:
    return [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", path)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_is_named_where_it_ends_and_no_name_lies_on_another(language: Language) -> None:
    seen = list(drawings(language))
    assert len(seen) == 6
    for drawing in seen:
        labels = [item for item in drawing.iter("text") if item.get("class") == "label"]
        assert len(labels) == (3 if "95%" in drawing.get("aria-label") else 5)
        heights = sorted(float(label.get("y")) for label in labels)
        assert all(later - earlier >= 13.9 for earlier, later in pairwise(heights))
        assert all(0 < y < HEIGHT for y in heights)
    names = {label.text for label in drawing.iter("text") if label.get("class") == "label"}
    assert names == {name.of(language) for name in POLICY_NAMES.values()}


@pytest.mark.parametrize("months", [2, 11, 13, 40, 600])
def test_nothing_is_drawn_outside_and_no_tick_lies_on_another(months: int) -> None:
    text = report_page(made_up(months), None, "ja", NOW)
    seen = list(drawings("ja", text))
    assert len(seen) == (6 if months > 12 else 5)
    for drawing in seen:
        for item in drawing.iter("path"):
            points = numbers(item.get("d"))
            assert points
            assert all(0 <= value <= WIDTH for value in points)
        ticks = [item for item in drawing.iter("text") if item.get("class") == "tick"]
        across = sorted(float(item.get("x")) for item in ticks if item.get("text-anchor") == "middle")
        upright = sorted(float(item.get("y")) for item in ticks if item.get("text-anchor") == "end")
        assert all(later - earlier > 42 for earlier, later in pairwise(across))
        assert all(later - earlier > 12 for earlier, later in pairwise(upright))
        assert 2 <= len(upright) <= 12
        assert 1 <= len(across) <= 13
        labels = [item.text for item in ticks if item.get("text-anchor") == "end"]
        assert len(set(labels)) == len(labels)


def test_lines_are_told_apart_without_colours() -> None:
    for one, two in combinations(STROKES.values(), 2):
        assert (one.dash, one.width > 2) != (two.dash, two.width > 2)
        assert one.colour != two.colour


def test_the_lines_are_those_of_the_run() -> None:
    wealth, drawdown, estimate, ratios, cost, volatility = (item.chart for item in charts(found(), "en"))
    for place, result in enumerate(found().results):
        assert wealth.lines[place].values.tolist() == [1.0, *result.wealth]
        assert drawdown.lines[place].values.tolist() == [0.0, *result.drawdown]
        assert ratios.lines[place].values.tolist() == result.run.hedge_ratios.tolist()
        assert cost.lines[place].values[-1] == pytest.approx(result.run.total_cost)
        np.testing.assert_array_equal(volatility.lines[place].values, result.volatility)
    assert estimate.band is not None
    assert (estimate.band.low <= found().estimates.raw).all()
    assert (found().estimates.raw <= estimate.band.high).all()
    assert len(wealth.months) == len(found().months) + 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_and_its_definition_stand_on_the_page(language: Language) -> None:
    root = html.document_fromstring(page(language).encode())
    words = root.text_content()
    for metric in METRICS:
        assert metric.definition.of(language) in words
        assert metric.source in words
    table = root.find(".//table")
    cells = [[cell.text_content() for cell in row] for row in table.iter("tr")]
    for row, result in zip(cells[1:], found().results, strict=True):
        assert row == [POLICY_NAMES[result.policy].of(language), *(shown(item, result.figures) for item in METRICS)]
    assert __version__ in words
    assert "2026-11-22 09:30" in words
    assert found().history.source.of(language) in words
    assert ("予測ではありません" if language == "ja" else "no forecast") in words


def test_years_multiply_up_to_the_wealth() -> None:
    root = html.document_fromstring(page("en").encode())
    (table,) = (item for item in root.iter("table") if "years" in item.get("class"))
    rows = [[cell.text_content() for cell in row] for row in table.iter("tr")][1:]
    assert (rows[0][0], rows[1][0], rows[-1][0]) == ("2002*", "2003", "2022")
    for place, result in enumerate(found().results, start=1):
        grown = np.prod([1 + float(row[place].rstrip("%")) / 100 for row in rows])
        assert grown == pytest.approx(result.wealth[-1], rel=0.01)


def test_the_heat_maps_hold_the_sweep() -> None:
    root = html.document_fromstring(page("ja").encode())
    maps = [item for item in root.iter("svg") if item.get("class") == "heat"]
    assert len(maps) == len(sweep().costs) + 1
    for drawing, cost in zip(maps, sweep().costs, strict=False):
        cells = [item.text for item in drawing.iter("text") if item.get("class") in ("dark", "light")]
        expected = [
            f"{sweep().at(window, threshold, cost).hstar.kpis.sharpe:.3f}"
            for window in sweep().windows
            for threshold in sweep().thresholds
        ]
        assert cells == expected
        chosen = [item for item in drawing.iter("rect") if item.get("class") == "chosen"]
        assert len(chosen) == (cost == 0.03)


def test_a_files_name_is_only_words(tmp_path: Path) -> None:
    name = '=1+1<b onload="x">&\x0b.csv'
    backtest = made_up(30, name)
    text = report_page(backtest, None, "en", NOW)
    assert "&lt;b onload=&quot;x&quot;&gt;&amp;\ufffd.csv" in text
    assert "<b onload" not in text
    for sheet in opened(report_book(backtest, None, "en", NOW)):
        assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_a_left_out_policy_is_missing_everywhere() -> None:
    backtest = made_up(30)
    assert backtest.result("trend") is None
    trend = POLICY_NAMES["trend"].ja
    root = html.document_fromstring(report_page(backtest, None, "ja", NOW).encode())
    labels = [item.text for item in root.iter("text") if item.get("class") == "label"]
    assert trend not in labels
    assert len([words for words in labels if words == POLICY_NAMES["unhedged"].ja]) == 5
    assert trend not in [cell.value for cell in opened(report_book(backtest, None, "ja", NOW)).worksheets[0]["A"]]


# --- axes ---------------------------------------------------------------------------------------


VALUES = st.floats(-1e6, 1e6, allow_nan=False)


def check(axis: Axis) -> None:
    assert all(earlier < later for earlier, later in pairwise(axis.ticks))
    assert all(axis.low <= tick <= axis.high for tick in axis.ticks)


@given(VALUES, VALUES)
def test_a_linear_axis_holds_its_values_between_round_ticks(one: float, two: float) -> None:
    low, high = min(one, two), max(one, two)
    axis = linear_axis(low, high)
    check(axis)
    slack = 1e-6 * max(high - low, 1)
    assert axis.low <= low + slack
    assert high - slack <= axis.high
    assert 2 <= len(axis.ticks) <= 10
    assert (axis.share(axis.low), axis.share(axis.high)) == (0, 1)


@given(st.floats(1e-4, 1e4), st.floats(1, 1e6))
def test_a_log_axis_holds_its_values_and_has_ticks(low: float, times: float) -> None:
    axis = log_axis(low, low * times)
    check(axis)
    assert axis.low < low
    assert low * times < axis.high
    assert 2 <= len(axis.ticks) <= 12


@given(st.floats(0.0005, 3), st.floats(0, 2))
def test_percent_labels_say_exactly_where_the_tick_stands(width: float, low: float) -> None:
    axis = linear_axis(-low, width)
    for tick in axis.ticks:
        assert float(f"{tick:.{percent_places(axis)}%}".rstrip("%")) / 100 == pytest.approx(tick, abs=1e-9)


@pytest.mark.parametrize("count", [2, 3, 7, 14, 30, 60, 120, 288, 600])
def test_months_on_an_axis_are_few_and_evenly_spaced(count: int) -> None:
    months = [load_market()[3].month]
    while len(months) < count:
        months.append(month_after(months[-1]))
    ticks = month_ticks(months)
    assert 1 <= len(ticks) <= 13
    steps = {later[0] - earlier[0] for earlier, later in pairwise(ticks)}
    assert len(steps) <= 1
    assert all(months[place].strftime("%Y-%m").startswith(name) for place, name in ticks)
    if count > 12 * 12:
        assert all(months[place].month == 1 for place, _ in ticks)
