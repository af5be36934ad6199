"""The file itself: what Excel insists on and LibreOffice forgives, and what a reader may rely on."""

import re
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree
from openpyxl import load_workbook
from scenarios import MODIFIED, demo, first_month

from hedge_xl.core.language import LANGUAGES, Language
from workbook.build import build
from workbook.cells import XlsxBook, read_book
from workbook.ledger import LEDGER
from workbook.ooxml import main
from workbook.package import Package

# Children of a worksheet in the order of the schema (ECMA-376 part 1, 18.3.1.99).
ORDER = re.findall(
    r"\w+",
    """
    sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios
    autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations
    hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches
    ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF drawingHF picture oleObjects controls
    webPublishItems tableParts extLst
    """,
)


@pytest.fixture(scope="module", params=LANGUAGES)
def made(request: pytest.FixtureRequest) -> tuple[Language, bytes]:
    return request.param, build(LEDGER, demo(request.param), request.param, modified=MODIFIED)


@pytest.fixture(scope="module")
def book(made: tuple[Language, bytes]) -> XlsxBook:
    return read_book(Package(made[1], "made.xlsx"))


def test_sheets_are_the_declared_ones(made: tuple[Language, bytes], book: XlsxBook) -> None:
    assert [sheet.name for sheet in book.sheets] == [sheet.title.of(made[0]) for sheet in LEDGER.sheets]
    if made[0] == "ja":
        titles = ["はじめに", "ダッシュボード", "設定", "市場", "月次", "損益", "執行ログ", "執行品質", "コスト"]
        titles += ["ロール", "照合", "バックテスト", "点検", "休業日", "履歴", "関数一覧"]
        assert [sheet.name for sheet in book.sheets] == titles


def test_the_log_starts_with_the_articles_columns(made: tuple[Language, bytes], book: XlsxBook) -> None:
    if made[0] == "ja":
        log = next(table for sheet in book.sheets for table in sheet.tables if table.name == "ExecutionLog")
        assert log.columns[:8] == ("注文ID", "売買", "数量", "価格", "気配", "滑り", "約定時刻", "コメント")


def test_a_printed_page_begins_where_its_part_does(made: tuple[Language, bytes]) -> None:
    workbook = load_workbook(BytesIO(made[1]))
    begun = {"dashboard": ("ヘッジの成績とh*", "What hedging has brought, and h*"), "cost": ("月別", "By month")}
    for spec in LEDGER.sheets:
        sheet = workbook[spec.title.of(made[0])]
        titles = [str(sheet.cell(item.id + 1, 1).value) for item in sheet.row_breaks.brk]
        words = begun.get(spec.key)
        assert len(titles) == (words is not None)
        assert words is None or titles[0].startswith(words)
        assert bool(sheet.sheet_properties.pageSetUpPr.fitToPage) == (words is None)


def test_headers_are_text_and_equal_the_tables_columns(book: XlsxBook) -> None:
    for sheet in book.sheets:
        for table in sheet.tables:
            top, left, _, _ = table.ref
            shown = [sheet.cells[top, left + offset].value for offset in range(len(table.columns))]
            assert shown == list(table.columns)
            assert len({name.casefold() for name in table.columns}) == len(table.columns)


def test_tables_have_unique_names_and_ids(made: tuple[Language, bytes]) -> None:
    package = Package(made[1], "made.xlsx")
    roots = [package.xml(name) for name in package.names if name.startswith("xl/tables/")]
    assert len(roots) == len(LEDGER.tables)
    for attribute in ("id", "name", "displayName"):
        assert len({root.get(attribute) for root in roots}) == len(roots)


def test_worksheet_children_are_in_the_schemas_order(made: tuple[Language, bytes]) -> None:
    package = Package(made[1], "made.xlsx")
    for name in package.names:
        if name.startswith("xl/worksheets/sheet"):
            tags = [etree.QName(child).localname for child in package.xml(name)]
            places = [ORDER.index(tag) for tag in tags]
            assert places == sorted(places), (name, tags)


def test_conditional_formats_have_priorities_of_their_own(made: tuple[Language, bytes]) -> None:
    package = Package(made[1], "made.xlsx")
    for name in package.names:
        if name.startswith("xl/worksheets/sheet"):
            priorities = [rule.get("priority") for rule in package.xml(name).iter(main("cfRule"))]
            assert len(set(priorities)) == len(priorities) > 0


def test_excels_limits_on_hints_and_choices(made: tuple[Language, bytes]) -> None:
    package = Package(made[1], "made.xlsx")
    rules = [
        rule
        for name in package.names
        if name.startswith("xl/worksheets/sheet")
        for rule in package.xml(name).iter(main("dataValidation"))
    ]
    assert rules
    for rule in rules:
        assert len(rule.get("promptTitle", "")) <= 32
        assert len(rule.get("prompt", "")) <= 255
        assert len(rule.get("error", "")) <= 225
        assert len(rule.findtext(main("formula1")) or "") <= 255


def test_every_formula_has_a_value_of_its_type(made: tuple[Language, bytes]) -> None:
    package = Package(made[1], "made.xlsx")
    seen = 0
    for name in package.names:
        if not name.startswith("xl/worksheets/sheet"):
            continue
        for cell in package.xml(name).iter(main("c")):
            if cell.find(main("f")) is not None:
                seen += 1
                assert cell.find(main("v")) is not None
                assert cell.get("t") in ("n", "str", "b")
    assert seen > 6000


def test_a_reader_that_does_not_compute_sees_the_numbers(made: tuple[Language, bytes]) -> None:
    workbook = load_workbook(BytesIO(made[1]), data_only=True)
    address = workbook.defined_names["now_target"].attr_text
    title, cell = address.replace("'", "").split("!")
    assert workbook[title][cell.replace("$", "")].value == 80_000


def test_names_point_at_one_cell_and_do_not_look_like_one(book: XlsxBook) -> None:
    ours = {key: target for key, target in book.names.items() if "!" not in key and not key.startswith("_xlnm")}
    assert set(ours) == {cell.key for cell in LEDGER.cells}
    for key, target in ours.items():
        assert re.fullmatch(r"('[^']+'|[^'!]+)!\$[A-Z]+\$\d+", target), (key, target)
        assert not re.fullmatch(r"(?i)[a-z]{1,3}\d+|r\d*c\d*|r|c", key), key


def test_same_inputs_same_bytes(made: tuple[Language, bytes]) -> None:
    language, data = made
    assert build(LEDGER, demo(language), language, modified=MODIFIED) == data


def test_the_file_carries_the_time_it_is_given() -> None:
    data = build(LEDGER, first_month("ja"), "ja", modified=datetime(2026, 10, 31))
    assert b"2026-10-31T00:00:00Z" in Package(data, "made.xlsx").read("docProps/core.xml")


def test_protection_leaves_only_the_inputs_open(tmp_path: Path) -> None:
    data = build(LEDGER, first_month("ja"), "ja", modified=MODIFIED, protect=True)
    workbook = load_workbook(BytesIO(data))
    sheet = workbook["月次"]
    assert all(item.protection.sheet for item in workbook)
    place = {cell.value: cell.column for cell in sheet[11]}
    assert not sheet.cell(12, place["A_USD(月末)"]).protection.locked
    assert sheet.cell(12, place["目標ヘッジ名目"]).protection.locked
    assert not load_workbook(BytesIO(build(LEDGER, first_month("ja"), "ja", modified=MODIFIED)))[
        "月次"
    ].protection.sheet


def test_words_that_look_like_formulas_stay_words() -> None:
    inputs = demo("ja")
    inputs.tables["log"][0]["comment"] = '=HYPERLINK("http://example.com")'
    inputs.tables["monthly"][0]["note"] = "+1+1"
    book = read_book(Package(build(LEDGER, inputs, "ja", modified=MODIFIED), "made.xlsx"))
    texts = [
        cell
        for sheet in book.sheets
        for cell in sheet.cells.values()
        if cell.value in ("+1+1", '=HYPERLINK("http://example.com")')
    ]
    assert len(texts) == 2
    assert all(cell.formula is None for cell in texts)


def test_no_sheet_names_another_language(made: tuple[Language, bytes], book: XlsxBook) -> None:
    if made[0] == "en":
        japanese = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
        found = [
            (sheet.name, position, cell.value)
            for sheet in book.sheets
            for position, cell in sheet.cells.items()
            if isinstance(cell.value, str) and japanese.search(cell.value)
        ]
        assert not found
