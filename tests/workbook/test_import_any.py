"""Whatever a file holds, it is read or refused in one line; never does anything else escape."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hedge_xl.core.errors import HedgeError
from hedge_xl.core.language import LANGUAGES, Text
from workbook.imports.fill import FillsFile
from workbook.imports.fills import read_fills
from workbook.imports.mapping import Mapping, read_mapping

FILES = Path(__file__).parent / "files"
SOURCES = [FILES / name for name in ("broker-cp932.csv", "mt4-statement.htm", "mt5-report.html")]
OPTIONS = Mapping(close_side="order")
SETTINGS = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
CELLS = st.sampled_from(
    [
        "",
        "1",
        "-5",
        "売",
        "USD/JPY",
        "10,000",
        "150.1",
        "2022-12-05 10:00",
        '"',
        "=1+1",
        "約定",
        "\n",
        "x" * 50,
        "１",
        "取消",
    ]
)
HEADERS = st.sampled_from(
    ["約定番号", "売買", "約定数量", "約定価格", "約定日時", "通貨ペア", "状態", "スワップ", "Lot", "Deal", "Time", ""]
)


def attempt(path: Path) -> FillsFile | None:
    """The fills, or None when the file is refused as it should be."""
    try:
        found = read_fills(path, OPTIONS)
    except HedgeError as error:
        one_line(Text(error.message("ja"), error.message("en")))
        return None
    for fill in found.fills:
        assert fill.id
        assert fill.qty > 0
        assert fill.price > 0
        assert fill.line > 0
    for fault in found.faults:
        one_line(fault.message)
    return found


def one_line(text: Text) -> None:
    assert all(len(text.of(language).splitlines()) == 1 for language in LANGUAGES)


@SETTINGS
@given(data=st.binary(max_size=300), suffix=st.sampled_from([".csv", ".htm", ".xlsx"]))
def test_any_bytes(tmp_path: Path, data: bytes, suffix: str) -> None:
    path = tmp_path / f"any{suffix}"
    path.write_bytes(data)
    attempt(path)


@SETTINGS
@given(
    headers=st.lists(HEADERS, max_size=9),
    rows=st.lists(st.lists(CELLS, max_size=10), max_size=6),
    mark=st.sampled_from(",;\t"),
)
def test_any_table(tmp_path: Path, headers: list[str], rows: list[list[str]], mark: str) -> None:
    path = tmp_path / "any.csv"
    path.write_text("\n".join(mark.join(row) for row in [headers, *rows]), encoding="utf-8")
    attempt(path)


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
@SETTINGS
@given(data=st.data())
def test_damaged_files(tmp_path: Path, source: Path, data: st.DataObject) -> None:
    whole = source.read_bytes()
    at = data.draw(st.integers(0, len(whole)))
    cut = data.draw(st.integers(0, 40))
    path = tmp_path / source.name
    path.write_bytes(whole[:at] + data.draw(st.binary(max_size=8)) + whole[at + cut :])
    attempt(path)


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_a_file_cut_short_holds_no_fill_that_the_whole_has_not(tmp_path: Path, source: Path) -> None:
    """But for the last one, whose digits may be cut: a truncated number cannot be told from a whole one."""
    whole = {(fill.id, fill.side, fill.qty, fill.price, fill.time) for fill in read_fills(source, OPTIONS).fills}
    data = source.read_bytes()
    path = tmp_path / source.name
    for end in range(0, len(data), 97):
        path.write_bytes(data[:end])
        found = attempt(path)
        told = [(fill.id, fill.side, fill.qty, fill.price, fill.time) for fill in found.fills] if found else []
        parts = {item for item in whole if item[0] == "501"} if source.suffix == ".htm" else set()
        assert all(item in whole or (parts and item[0] == "501") for item in told[:-1])


@SETTINGS
@given(text=st.text(max_size=80))
def test_any_mapping(tmp_path: Path, text: str) -> None:
    path = tmp_path / "any.toml"
    path.write_text(text, encoding="utf-8")
    try:
        read_mapping(path)
    except HedgeError as error:
        one_line(Text(error.message("ja"), error.message("en")))
