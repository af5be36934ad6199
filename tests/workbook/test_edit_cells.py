"""What is typed into a cell is what is read back, and never more than that."""

import math
from io import BytesIO

import openpyxl
import pytest
from edit_checks import after, cell, contents, differing, opened, rows, sheet, with_part
from hypothesis import example, given, settings
from hypothesis import strategies as st
from ledgers import small_file
from lxml import etree

from workbook.change import AppendRow, Change, SetValue
from workbook.edit import edited
from workbook.edit.cell_columns import CellWriter, rows_of
from workbook.edit.new_cells import calculated, typed
from workbook.errors import FileError
from workbook.ooxml import MAIN, main, unescape
from workbook.spec import Value

TEXTS = (
    "=1+1",
    "+A1",
    "-x",
    "@x",
    "'x",
    " a ",
    "a\nb",
    "\n",
    "a\rb",
    "a\r\nb",
    "_x000D_",
    "\x00\x0b\ufffe",
    "<&>\"'",
    "]]>",
)
NOTE = "G13"


@pytest.mark.parametrize("text", [*TEXTS, "漢字 と emoji 😀", "#N/A!", "TRUE", "1234", "x" * 32_767])
def test_text_is_text(text: str) -> None:
    data = small_file("ja")
    new = after(data, SetValue("monthly", 1, "note", text))
    assert opened(new).inputs.tables["monthly"][1]["note"] == text
    item = cell(new, sheet(new, "monthly"), NOTE)
    assert item.get("t") == "inlineStr"
    assert item.find(main("f")) is None


def test_a_program_that_knows_nothing_of_us_reads_the_same() -> None:
    for text in ("=1+1", " a ", "a\nb", "<&>\"'"):
        new = edited(opened(small_file("ja")), Change((SetValue("monthly", 1, "note", text),)))
        book = openpyxl.load_workbook(BytesIO(new))
        found = book["月次"][NOTE]
        assert (found.value, found.data_type) == (text, "s")


@pytest.mark.parametrize("number", [0.1, 1e-300, 123456789.123456789, -0.0, 2.0**53, 1e21, 5e-324, 44925.123456789])
def test_numbers_keep_every_digit(number: float) -> None:
    data = small_file("ja")
    new = after(data, SetValue("market", 2, "ma200", number), codes=False)
    assert opened(new).inputs.tables["market"][2]["ma200"] == number


@pytest.mark.parametrize("value", [True, False])
def test_booleans_stay_booleans(value: bool) -> None:
    data = small_file("ja")
    new = after(data, SetValue("log", 2, "roll", value))
    assert opened(new).inputs.tables["log"][2]["roll"] is value
    numbered = after(new, SetValue("log", 2, "roll", float(value)))
    assert opened(numbered).inputs.tables["log"][2]["roll"] == float(value)
    assert not isinstance(opened(numbered).inputs.tables["log"][2]["roll"], bool)


def test_an_error_is_an_error() -> None:
    """As the writer stores it, for only then a spreadsheet computes what the model computes."""
    data = small_file("ja")
    new = edited(opened(data), Change((SetValue("log", 2, "quote", "#N/A"),)))
    assert cell(new, sheet(new, "log"), "E10").get("t") == "e"
    assert opened(new).inputs.tables["log"][2]["quote"] == "#N/A"


def test_an_empty_text_clears() -> None:
    data = small_file("ja")
    new = after(data, SetValue("monthly", 1, "note", ""))
    item = cell(new, sheet(new, "monthly"), NOTE)
    assert len(item) == 0
    assert "t" not in item.attrib
    assert item.get("s") == cell(data, sheet(data, "monthly"), NOTE).get("s")


@pytest.mark.parametrize("value", ["x" * 32_768, "\ud83d", math.inf, math.nan])
def test_what_no_cell_can_hold_is_refused(value: Value) -> None:
    for operation in (SetValue("monthly", 1, "note", value), AppendRow("log", {"comment": value})):
        with pytest.raises(FileError) as caught:
            edited(opened(small_file("ja")), Change((operation,)))
        assert caught.value.argument == "ledger.xlsx"


def test_what_no_number_can_come_of_is_refused() -> None:
    with pytest.raises(FileError, match=r"計算できない|impossible"):
        edited(opened(small_file("ja")), Change((SetValue("monthly", -1, "a_usd", 1e308),)))


def test_a_cell_that_the_row_lacks_is_made_with_the_format_of_its_column() -> None:
    data = small_file("ja")
    part = sheet(data, "monthly")
    style = cell(data, part, "G12").get("s")
    start, end = contents(data)[part].index(b'<c r="G13"'), contents(data)[part].index(b'<c r="H13"')
    data = with_part(data, part, lambda text: text[:start] + text[end:])
    new = after(data, SetValue("monthly", 1, "note", "メモ"))
    item = cell(new, part, NOTE)
    assert item.get("s") == style
    previous, following = item.getprevious(), item.getnext()
    assert previous is not None
    assert following is not None
    assert (previous.get("r"), following.get("r")) == ("F13", "H13")
    assert after(data, SetValue("monthly", 1, "note", None)) == data


def test_a_formula_typed_as_input_gives_way_to_a_value() -> None:
    data = small_file("ja")
    part = sheet(data, "monthly")
    spot = cell(data, part, "D13").findtext(main("v"))
    old = rows(data, part)[13]
    at = old.index(b'<c r="D13"')
    new_cell = old[at : old.index(b"</c>", at) + 4].replace(b"<v>", b"<f>D12*1</f><v>").replace(b"<c ", b'<c cm="1" ')
    data = with_part(data, part, lambda text: text.replace(old[at : old.index(b"</c>", at) + 4], new_cell))
    assert b"<f>D12*1</f>" in contents(after(data, SetValue("monthly", 1, "note", "x")))[part]
    new = after(data, SetValue("monthly", 1, "spot", float(spot or 0) + 0.01), codes=False)
    assert cell(new, part, "D13").find(main("f")) is None
    assert "cm" not in cell(new, part, "D13").attrib


def test_a_formula_that_was_replaced_by_a_number_stays_a_number() -> None:
    data = small_file("ja")
    part = sheet(data, "monthly")
    old = rows(data, part)[13]
    at = old.index(b'<c r="H13"')
    was = old[at : old.index(b"</c>", at) + 4]
    data = with_part(data, part, lambda text: text.replace(was, b'<c r="H13" s="51"><v>1</v></c>'))
    new = after(data, SetValue("monthly", 1, "spot", 140.0), codes=False)
    assert rows(new, part)[13].count(b'<c r="H13" s="51"><v>1</v></c>') == 1


def test_cached_values_within_rounding_are_left_alone() -> None:
    """LibreOffice stores 15 digits; such a file's other cells are not rewritten."""
    data = small_file("ja")
    part = sheet(data, "pnl")
    number = cell(data, part, "G25").findtext(main("v"))
    assert number is not None
    data = with_part(data, part, lambda text: text.replace(number.encode(), repr(float(number) * (1 + 1e-12)).encode()))
    assert part not in differing(data, after(data, SetValue("monthly", 1, "note", "x")))


def test_a_stale_value_is_put_right_by_any_edit() -> None:
    data = small_file("ja")
    part = sheet(data, "pnl")
    number = cell(data, part, "G25").findtext(main("v"))
    assert number is not None
    stale = with_part(data, part, lambda text: text.replace(number.encode(), b"0.5", 1))
    assert edited(opened(stale), Change((SetValue("monthly", 1, "note", "x"),))) == after(
        data, SetValue("monthly", 1, "note", "x")
    )


@given(st.text(st.characters(codec="utf-8"), max_size=40))
@example("_x005F_x000D_")
@settings(deadline=None)
def test_written_text_reads_back(text: str) -> None:
    """In the two ways in which a cell holds text, with and without a prefix."""
    for prefix in ("", "x"):
        writer = CellWriter(prefix)
        space = f'xmlns:{prefix}="{MAIN}"' if prefix else f'xmlns="{MAIN}"'
        if typed(text).kind == "inlineStr":
            [cell] = rows_of(range(1, 2), [writer.inputs("A", 3, [text])])
            made = etree.fromstring(f"<r {space}>{cell.decode()}</r>")
            assert unescape("".join(made.itertext(main("t")))) == text
        [cell] = rows_of(range(1, 2), [writer.formulas("A", 3, "B1&lt;2*5%", [text])])
        made = etree.fromstring(f"<r {space}>{cell.decode()}</r>")
        assert made[0].get("r") == "A1"
        if calculated(text).kind == "str":
            assert unescape(made.findtext(f".//{main('v')}") or "") == text
        assert made.findtext(f".//{main('f')}") == "B1&lt;2*5%"
