"""Charts: on the cells that they are declared for, with their points, through everything that happens to a file."""

import re
from datetime import datetime
from functools import cache
from io import BytesIO
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from charted import CHARTED, LATER, OWN, TOTALS
from edit_checks import after, month
from ledgers import small, small_file
from lxml import etree
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries
from package_checks import consistent
from scenarios import MODIFIED

from hedge_xl.core.language import LANGUAGES, Language
from workbook.books import BOOKS
from workbook.build import build
from workbook.build_charts import caption, caption_lines
from workbook.chart import Chart, Charts, Series
from workbook.diff import differences
from workbook.doctor.examine import examine
from workbook.layout import ChartsPlace, chart_frames, places
from workbook.ledger import LEDGER
from workbook.leverage import LEVERAGE
from workbook.package import Package
from workbook.read import Opened, open_package
from workbook.spec import Book, Filling, Sheet
from workbook.strokes import STROKES
from workbook.twin import Model, is_number
from workbook.upgrade.upgraded import upgraded
from workbook.validate import findings_of

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
EPOCH = datetime(1899, 12, 30)
DRAWN = [[chart for group in sheet.charts for chart in group.charts] for sheet in CHARTED.sheets if sheet.charts]
KEYS = [chart.key for charts in DRAWN for chart in charts]
REFERENCES = 2 * sum(len(chart.series) for charts in DRAWN for chart in charts)  # their values and categories


def build_charted(language: Language) -> bytes:
    with pytest.MonkeyPatch.context() as patch:  # a long table is streamed by the program that knows the book
        patch.setitem(BOOKS, LEDGER.key, CHARTED)
        return build(CHARTED, small(language), language, modified=MODIFIED)


@cache
def charted(language: Language = "ja") -> bytes:
    return build_charted(language)


def opened(data: bytes) -> Opened:
    return open_package(Package(data, "ledger.xlsx"))


def frames(data: bytes) -> dict[str, tuple[etree._Element, etree._Element]]:
    """The words of every frame, and its chart, by the chart's key."""
    package, found = Package(data, "ledger.xlsx"), {}
    for part in (name for name in package.names if re.fullmatch(r"xl/drawings/drawing\d+\.xml", name)):
        for anchor in package.xml(part).iter("{*}twoCellAnchor"):
            words = next(anchor.iter("{*}cNvPr"))
            key = next(value for name, value in next(anchor.iter(f"{C}chart")).items() if name.endswith("}id"))
            found[words.get("name", "").removeprefix("hx_")] = words, package.xml(package.rels(part)[key].target)
    return found


def charts(data: bytes) -> dict[str, etree._Element]:
    return {key: chart for key, (_, chart) in frames(data).items()}


def points(reference: etree._Element) -> dict[int, str]:
    """What a reference remembers, by the number of the point."""
    return {int(item.get("idx", "")): item.findtext(f"{C}v") or "" for item in reference.iter(f"{C}pt")}


@cache
def _cells(data: bytes) -> Any:
    return load_workbook(BytesIO(data), data_only=True)


def shown(data: bytes, reference: etree._Element) -> dict[int, object]:
    """What the cells of a reference hold, as far as it is something, by another program's reading."""
    sheet, _, area = (reference.findtext(f"{C}f") or "").rpartition("!")
    left, top, right, bottom = range_boundaries(area.replace("$", ""))
    cells = _cells(data)[sheet.strip("'")].iter_rows(top, bottom, left, right, values_only=True)
    values = [(value - EPOCH).days if isinstance(value, datetime) else value for row in cells for value in row]
    assert next(reference.iter(f"{C}ptCount")).get("val") == str(len(values))
    return {place: value for place, value in enumerate(values) if value not in (None, "", "#N/A")}


def checked_points(data: bytes) -> int:
    """Every chart remembers what its cells hold; how many references there are."""
    references = [item for chart in charts(data).values() for item in chart.iter(f"{C}numRef", f"{C}strRef")]
    for reference in references:
        known, cells = points(reference), shown(data, reference)
        assert known.keys() == cells.keys()
        for place, value in cells.items():
            assert known[place] == value if isinstance(value, str) else float(known[place]) == pytest.approx(value)
    return len(references)


# --- a new file -------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_chart_is_there_with_its_points(language: Language) -> None:
    data = charted(language)
    consistent(Package(data, "ledger.xlsx"))
    assert set(charts(data)) == set(KEYS)
    assert checked_points(data) == REFERENCES
    assert data == build_charted(language)


def test_frames_say_what_they_show_and_are_told_apart() -> None:
    found = frames(charted())
    assert found["wealth"][0].get("descr") == "推移: ヘッジの有無でどう違ったか。系列: 未ヘッジ, 1:1, 方針"
    numbers = [str(number) for charts in DRAWN for number in range(1, len(charts) + 1)]  # each sheet has a drawing
    assert [words.get("id") for words, _ in found.values()] == numbers


def test_what_each_kind_of_chart_is_made_of() -> None:
    found = charts(charted())
    areas = {key: next(chart.iter(f"{C}plotArea")) for key, chart in found.items()}
    made = {key: [etree.QName(item).localname for item in area][1:] for key, area in areas.items()}
    assert made["wealth"] == ["lineChart", "dateAx", "valAx"]
    assert made["costs"] == ["barChart", "lineChart", "dateAx", "valAx"]
    assert made["totals"] == ["barChart", "catAx", "valAx"]
    assert [item.get("val") for item in found["parts"].iter(f"{C}grouping")] == ["stacked"]
    assert [item.get("val") for item in found["wealth"].iter(f"{C}logBase")] == ["2"]
    assert not list(found["falls"].iter(f"{C}logBase"))
    assert [points(item) for item in found["totals"].iter(f"{C}strRef")] == [
        {0: "実現コスト合計", 1: "計画コスト合計", 2: "差(実現−計画)"}
    ]
    assert [item.text for item in found["costs"].iterfind(f".//{C}tx/{C}v")] == ["実現", "計画", "差"]
    assert [item.get("val") for item in found["costs"].iter(f"{C}idx")] == ["0", "1", "2"]


def test_an_na_is_a_gap_in_excel_too() -> None:
    for chart in charts(charted()).values():
        last = next(chart.iter(f"{C}chart"))[-1]
        assert last.tag == f"{C}extLst"  # at the end, where the schema wants it
        assert [item.get("val") for item in last.iter("{*}dispNaAsBlank")] == ["1"]


def test_a_cell_that_shows_nothing_is_a_gap() -> None:
    inputs = small("ja")
    inputs.tables["monthly"][1].pop("swap")
    found = charts(build(CHARTED, inputs, "ja", modified=MODIFIED))["costs"]
    assert [item.get("val") for item in found.iter(f"{C}dispBlanksAs")] == ["gap"]
    assert [[*points(item)] for item in found.iter(f"{C}val")] == [[0, 2, 3], [0, 1, 2, 3], [0, 2, 3]]


@pytest.mark.parametrize("sheet", [sheet for sheet in CHARTED.sheets if sheet.charts], ids=lambda sheet: sheet.key)
def test_charts_stand_beside_each_other_and_on_no_words(sheet: Sheet) -> None:
    taken: set[tuple[int, int]] = set()
    captions = []
    for frame in (f for p in places(sheet) if isinstance(p, ChartsPlace) for f in chart_frames(sheet, p)):
        across = range(frame.left, frame.right + 1)
        cells = {(row, column) for row in range(frame.top, frame.caption + 1) for column in across}
        assert cells
        assert not cells & taken
        taken |= cells
        captions.append((frame.caption, frame.left))
    found = next(item for item in opened(charted()).file.sheets if item.name == sheet.title.ja)
    assert {place for place, cell in found.cells.items() if cell.value is not None} & taken == set(captions)


def test_a_wide_chart_gets_more_of_the_row() -> None:
    sheet = next(sheet for sheet in CHARTED.sheets if sheet.key == "pnl")
    place = next(place for place in places(sheet) if isinstance(place, ChartsPlace))
    found = {frame.chart.key: frame.right - frame.left + 1 for frame in chart_frames(sheet, place)}
    assert found["costs"] > 1.5 * found["parts"]
    assert found["wealth"] + found["falls"] == found["costs"] + found["parts"] == 10


def test_cells_that_are_no_line_are_refused() -> None:
    odd = Chart("odd", TOTALS.title, TOTALS.about, "bars", (Series("cost_real_total:kpi_vol_full", *_LOOK),), *_AXIS)
    with pytest.raises(ValueError, match="neither in a row nor below each other"):
        build(_with(odd), small("ja"), "ja", modified=MODIFIED)
    lost = Chart("lost", TOTALS.title, TOTALS.about, "bars", (Series("nothing:b", *_LOOK),), *_AXIS)
    with pytest.raises(ValueError, match="no cell nothing"):
        build(_with(lost), small("ja"), "ja", modified=MODIFIED)


_LOOK, _AXIS = (TOTALS.title, "dark"), (TOTALS.axis, TOTALS.source)


def _with(chart: Chart) -> Book:
    group = Charts(TOTALS.title, ((chart,),))
    sheets = (*LEDGER.sheets, Sheet("odd", *(TOTALS.title,) * 3, (group,), OWN.status, widths=(20,)))
    return Book(LEDGER.key, LEDGER.title, LEDGER.schema, sheets)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("filling", ["demo", "empty"])
def test_the_cockpit_shows_who_makes_the_risk(language: Language, filling: Filling) -> None:
    inputs = LEVERAGE.fillings[filling](language)
    data = build(LEVERAGE, inputs, language, modified=MODIFIED)
    consistent(Package(data, "leverage.xlsx"))
    assert checked_points(data) == 2
    chart = charts(data)["mrc_shares"]
    bars = {place: float(value) for item in chart.iter(f"{C}val") for place, value in points(item).items()}
    shares = {} if filling == "empty" else dict(enumerate((-0.060, 0.990, 0.070)))  # article C, §5
    assert bars == pytest.approx(shares, abs=5e-4)
    assert [etree.QName(item[0]).localname for item in chart.iter(f"{C}cat")] == ["strRef"]  # for names to come, too
    names = [value for item in chart.iter(f"{C}cat") for value in points(item).values()]
    assert names == ([] if filling == "empty" else ["USDJPY", "GOLD", "NAS100"])


# --- the life of a file -----------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_charts_grow_with_their_tables_points_and_all(language: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(BOOKS, LEDGER.key, CHARTED)
    data = charted(language)
    new = after(data, *month(language), codes=False)  # the backtest's table is not carried on here
    consistent(Package(new, "ledger.xlsx"))
    assert checked_points(new) == REFERENCES
    wealth = [next(charts(file)["wealth"].iter(f"{C}val")) for file in (data, new)]
    assert [len(points(item)) for item in wealth] == [4, 5]
    assert all(finding.code.startswith("backtest-") for finding in findings_of(opened(new)))
    assert "charts" not in str(differences(opened(data), opened(new)))


def test_programs_that_look_at_a_file_have_nothing_against_charts(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(BOOKS, LEDGER.key, CHARTED)
    path = tmp_path / "ledger.xlsx"
    path.write_bytes(charted())
    assert not list(findings_of(opened(charted())))
    assert {ailment.code for ailment in examine(path)} <= {"no-backups"}
    assert not list(differences(opened(charted()), opened(charted())))


def test_an_upgrade_brings_a_sheet_of_charts(monkeypatch: pytest.MonkeyPatch) -> None:
    old = small_file("ja")
    monkeypatch.setitem(BOOKS, LEDGER.key, LATER)
    new = upgraded(opened(old), old).data
    consistent(Package(new, "ledger.xlsx"))
    found = charts(new)
    assert {"wealth2", "totals"} <= set(found)
    assert checked_points(new) == 8 + checked_points(old)
    assert [len(points(item)) for item in found["wealth2"].iter(f"{C}val")] == [4, 4, 4]


# --- what is declared -------------------------------------------------------------------------------

DECLARED = [
    pytest.param(book, sheet, group, id=f"{book.key}-{sheet.key}")
    for book in (*BOOKS.values(), CHARTED)
    for sheet in book.sheets
    for group in sheet.charts
]


def _shade(look: str) -> float:
    red, green, blue = (int(STROKES[look].colour[at : at + 2], 16) for at in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue


@pytest.mark.parametrize(("book", "sheet", "group"), DECLARED)
def test_looks_are_told_apart_on_grey_paper(book: Book, sheet: Sheet, group: Charts) -> None:
    for chart in group.charts:
        lines = [item for item in chart.series if chart.kind == "line" or item.line]
        for one, two in combinations({item.look for item in lines}, 2):
            first, second = STROKES[one], STROKES[two]
            assert first.dash != second.dash or abs(first.width - second.width) > 0.7, (chart.key, one, two)
        for one, two in combinations((item.look for item in chart.series if item not in lines), 2):
            assert abs(_shade(one) - _shade(two)) > 40, (chart.key, one, two)


@pytest.mark.parametrize(("book", "sheet", "group"), DECLARED)
def test_captions_fit_below_their_charts(book: Book, sheet: Sheet, group: Charts) -> None:
    for place in (place for place in places(sheet) if isinstance(place, ChartsPlace)):
        for frame in chart_frames(sheet, place):
            for language in LANGUAGES:
                assert caption_lines(sheet, frame, caption(frame.chart).of(language)) <= 2, frame.chart.key


@pytest.mark.parametrize(("book", "sheet", "group"), DECLARED)
def test_lines_stand_on_columns_without_holes(book: Book, sheet: Sheet, group: Charts) -> None:
    """Excel draws the empty text of a formula as 0: no column of a line has one in a workbook that is in order."""
    if not book.fillings and book.key != LEDGER.key:
        return
    inputs = book.fillings["demo"]("ja") if book.fillings else small("ja")
    model = Model(book, inputs, "ja")
    for chart in group.charts:
        for series in (item for item in chart.series if "." in item.values and (chart.kind == "line" or item.line)):
            values = model.column(*series.values.split("."))
            assert all(is_number(value) or value == "#N/A" for value in values), (chart.key, series.values)
