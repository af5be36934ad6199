"""Every kind of change, in both languages: the file holds exactly what was meant and nothing else has moved."""

import re
from io import BytesIO

import openpyxl
import pytest
from edit_checks import (
    after,
    contents,
    differing,
    everything,
    fill,
    found,
    month,
    not_only_values,
    opened,
    right_of,
    rows,
    sheet,
    untouched_rows,
)
from ledgers import demo_file, small_file

from hedge_xl.core.language import LANGUAGES, Language
from workbook.change import AppendRow, Change, GrowTable, Operation, SetParameter, SetValue, changed
from workbook.edit import edited, model_of

NOTE: Operation = SetValue("monthly", 1, "note", "メモ")
BOOK = "xl/workbook.xml"
VALUE = re.compile(rb"<v>.*?</v>|<v/>|(?<= )t=\"(?:str|n)\"(?=><f>)")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_note_touches_one_row_of_one_sheet(language: Language) -> None:
    data = small_file(language)
    new = after(data, NOTE)
    part = sheet(data, "monthly")
    assert differing(data, new) == [part]
    assert set(rows(data, part)) - set(untouched_rows(data, new, part)) == {13}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_parameter(language: Language) -> None:
    data = small_file(language)
    new = after(data, SetParameter("trend_step", 0.051), codes=False)
    assert opened(new).inputs.cells["trend_step"] == 0.051
    policy = sheet(data, "events")
    assert not_only_values(data, new) == {policy}, "elsewhere values follow, and nothing else"
    assert set(rows(data, policy)) - set(untouched_rows(data, new, policy)) == {opened(data).cells["trend_step"].row}
    assert set(differing(data, new)).isdisjoint(sheet(data, key) for key in ("market", "log", "statement", "holidays"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_clearing_an_input(language: Language) -> None:
    data = small_file(language)
    new = after(data, SetValue("market", 3, "ma200", None), codes=False)
    assert opened(new).inputs.tables["market"][3]["ma200"] is None
    assert b'<c r="E11" s=' in rows(new, sheet(data, "market"))[11], "its format stays"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_fill_is_one_more_row(language: Language) -> None:
    data = small_file(language)
    new = after(data, fill(language))
    before, log = opened(data), sheet(data, "log")
    assert not_only_values(data, new) == {log, before.tables["log"].table.part, BOOK}
    assert {sheet(data, "monthly"), sheet(data, "pnl")} <= set(differing(data, new)), "the position follows"
    assert set(differing(data, new)).isdisjoint(
        sheet(data, key) for key in ("events", "market", "backtest", "holidays")
    )
    assert untouched_rows(data, new, log) == list(rows(data, log))
    assert list(rows(new, log)) == [*rows(data, log), 14]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_new_row_is_like_the_one_above(language: Language) -> None:
    """As built and as edited: the same cells, formats and formulas, to the byte but for the values."""
    data = small_file(language)
    fill_again = AppendRow("log", opened(data).inputs.tables["log"][-1])
    part = sheet(data, "log")
    old, new = rows(data, part)[13], rows(after(data, fill_again, codes=False), part)[14]
    assert VALUE.sub(b"", new.replace(b'14"', b'13"')) == VALUE.sub(b"", old)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_next_month(language: Language) -> None:
    data = small_file(language)
    new = after(data, *month(language))
    assert len(opened(new).inputs.tables["pnl"]) == 5
    before, now = ({key: len(table.rows) for key, table in opened(item).tables.items()} for item in (data, new))
    grown = {key: before[key] + 1 for key in ("market", "monthly", "pnl", "backtest")}
    assert now == before | grown


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_at_once(language: Language) -> None:
    data = small_file(language)
    new = after(data, *everything(language).operations)
    assert found(new) == []
    book = openpyxl.load_workbook(BytesIO(new))
    assert book[opened(new).tables["log"].sheet.name].tables["ExecutionLog"].ref == f"A7:{right_of(data, 'log', 0)}15"


def test_the_demonstration_ledger() -> None:
    data = demo_file("ja")
    new = after(data, fill("ja"), codes=False)
    assert opened(new).tables["log"].table.ref[2] == opened(data).tables["log"].table.ref[2] + 1


def test_a_blank_row_is_filled_before_the_table_grows() -> None:
    data = after(small_file("ja"), GrowTable("log", 9), codes=False)
    assert len(opened(data).tables["log"].rows) == 9
    new = after(data, fill("ja", 1), fill("ja", 2), codes=False)
    part = sheet(data, "log")
    assert differing(data, new).count(part) == 1
    assert len(opened(new).tables["log"].rows) == 9
    table = opened(new).tables["log"].table.part
    assert contents(data)[table] == contents(new)[table]


def test_many_rows_at_once() -> None:
    new = after(small_file("ja"), *(fill("ja", number) for number in range(1, 301)), codes=False)
    assert len(opened(new).inputs.tables["log"]) == 306


def test_one_change_after_another() -> None:
    data = small_file("en")
    for number in range(1, 5):
        data = after(data, fill("en", number))
    assert found(data) == []


def test_cells_of_new_rows_have_addresses_before_they_are_written() -> None:
    before = opened(small_file("en"))
    model = model_of(before, changed(before.inputs, Change((fill("en"), fill("en", 2)))))
    assert [model.locate("log", index, "side") for index in (0, 6, 7)] == ["B8", "B14", "B15"]


def test_nothing_to_change_gives_the_file_back() -> None:
    data = small_file("ja")
    assert edited(opened(data), Change()) == data
    typed_again = SetValue("log", 0, "id", opened(data).inputs.tables["log"][0]["id"])
    assert edited(opened(data), Change((typed_again,))) == data


def test_the_opened_file_stays_as_it_was() -> None:
    data = small_file("ja")
    before = opened(data)
    edited(before, everything("ja"))
    assert before.inputs == opened(data).inputs
    assert before.package.to_bytes() == data


def test_the_same_change_gives_the_same_bytes() -> None:
    data = small_file("ja")
    assert edited(opened(data), everything("ja")) == edited(opened(data), everything("ja"))
