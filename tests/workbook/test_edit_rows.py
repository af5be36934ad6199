"""New rows: formatted as the row above, never hidden, beside whatever the user keeps there, above a totals row."""

import pytest
from customise import customised
from customise_xml import editing, put_cell, tables
from edit_checks import (
    after,
    cell,
    contents,
    fill,
    month,
    opened,
    replaced,
    right_of,
    root,
    rows,
    sheet,
    with_part,
)
from ledgers import small_file
from lxml import etree
from openpyxl.utils import get_column_letter

from workbook.ooxml import main
from workbook.package import Package


def log_row(data: bytes, number: int) -> etree._Element:
    found = [item for item in root(data, sheet(data, "log")).iter(main("row")) if item.get("r") == str(number)]
    assert len(found) == 1
    return found[0]


def test_a_row_is_as_high_as_the_one_above_and_never_hidden() -> None:
    data = small_file("ja")
    part = sheet(data, "log")
    above = (
        '<row r="13" spans="1:16" s="3" customFormat="1" ht="22.5" customHeight="1" hidden="1" outlineLevel="1" '
        'collapsed="1" thickBot="1">'
    )
    data = with_part(data, part, replaced('<row r="13">', above))
    new = log_row(after(data, fill("ja")), 14)
    kept = {"r": "14", "s": "3", "customFormat": "1", "ht": "22.5", "customHeight": "1", "outlineLevel": "1"}
    assert dict(new.attrib) == kept
    assert log_row(after(data, fill("ja")), 13).get("hidden") == "1"


def test_every_new_row_is_like_the_last_one() -> None:
    data = small_file("ja")
    data = with_part(data, sheet(data, "log"), replaced('<row r="13">', '<row r="13" ht="30">'))
    new = after(data, fill("ja", 1), fill("ja", 2), fill("ja", 3))
    assert [log_row(new, number).get("ht") for number in (14, 15, 16)] == ["30", "30", "30"]
    styles = [[item.get("s") for item in log_row(new, number)] for number in (13, 14, 16)]
    assert styles[0] == styles[1] == styles[2]


@pytest.mark.parametrize("seed", range(2))
def test_columns_beside_a_table_stay(seed: int) -> None:
    data = customised(small_file("ja"), ["columns beside the tables"], seed)
    new = after(data, fill("ja"), *month("ja"))
    for key in ("log", "market", "monthly"):
        right = opened(data).tables[key].table.ref[3]
        before, now = (opened(item).tables[key].sheet.cells for item in (data, new))
        beside = {place: item for place, item in before.items() if place[1] > right}
        assert {place: item for place, item in now.items() if place[1] > right} == beside


def test_a_row_that_is_there_already_is_joined_not_doubled() -> None:
    """Notes to the right of the row below, blanks with a format under the table, hidden by the user."""
    data = small_file("ja")
    part = sheet(data, "log")
    last, beside = right_of(data, "log", 0), right_of(data, "log")
    below = (
        '<row r="14" spans="2:25" hidden="1" ht="40"><c r="B14" s="9"/>'
        f'<c r="{beside}14" s="2" t="inlineStr"><is><t>右</t></is></c>'
        '<c r="Y14"><v>5</v></c></row><row r="16"><c r="Z16"><v>7</v></c></row>'
    )
    data = with_part(data, part, replaced("</sheetData>", below + "</sheetData>"))
    new = after(data, fill("ja", 1), fill("ja", 2))
    row = log_row(new, 14)
    assert (row.get("hidden"), row.get("ht"), row.get("spans")) == (None, "40", "1:25")
    assert [item.get("r") for item in row][-3:] == [f"{last}14", f"{beside}14", "Y14"]
    assert len(row) == len(opened(data).tables["log"].columns) + 2
    assert cell(new, part, "B14").get("s") == cell(new, part, "B13").get("s")
    assert next(item.get("r") for item in log_row(new, 15)) == "A15"
    assert rows(new, part)[16] == rows(data, part)[16]


def test_own_column_with_a_formula_is_filled_down() -> None:
    """Written in the ways Excel does: by name, by address, and with the column's formula dropped by another program."""
    package = Package(small_file("ja"), "ledger.xlsx")
    home = tables(package)["ExecutionLog"]
    first = home.right + 1
    area = f"A{home.top}:{get_column_letter(home.right + 3)}{home.bottom}"
    with editing(package, home.part) as table:
        table.set("ref", area)
        for item in table.iter(main("autoFilter")):
            item.set("ref", area)
        columns = next(table.iter(main("tableColumns")))
        columns.set("count", str(home.right + 3))
        for number, (name, formula) in enumerate((("倍", "C8*2"), ("比", None), ("メモ", None)), start=50):
            item = etree.SubElement(columns, main("tableColumn"), id=str(number), name=name)
            if formula:
                etree.SubElement(item, main("calculatedColumnFormula")).text = formula
    with editing(package, home.sheet) as sheet_root:
        for offset, heading in enumerate(("倍", "比", "メモ")):
            put_cell(sheet_root, 7, first + offset, heading)
        for number in range(8, 14):
            put_cell(sheet_root, number, first, f"=C{number}*2", cached="1")
            put_cell(sheet_root, number, first + 1, f"=C{number}/SUM(C$8:C$13)", cached="1")
            put_cell(sheet_root, number, first + 2, "x")
    new = after(package.to_bytes(), fill("ja", 1), fill("ja", 2))
    cells = opened(new).tables["log"].sheet.cells
    assert [cells[row, first].formula for row in (13, 14, 15)] == ["C13*2", "C14*2", "C15*2"]
    assert [cells[row, first + 1].formula for row in (8, 15)] == ["C8/SUM(C$8:C$15)", "C15/SUM(C$8:C$15)"]
    assert cells[15, first].value is None, "only a spreadsheet can compute it"
    assert (cells[14, first + 2].value, cells[14, first + 2].formula) == (None, None)


@pytest.mark.parametrize("seed", range(2))
def test_own_columns_of_the_library(seed: int) -> None:
    data = customised(small_file("en"), ["own column at the end of a table"], seed)
    new = after(data, fill("en"), *month("en"))
    for key, table in opened(data).tables.items():
        assert opened(new).tables[key].table.columns == table.table.columns


@pytest.mark.parametrize("table", ["log", "pnl", "market"])
def test_a_totals_row_moves_down(table: str) -> None:
    package = Package(small_file("ja"), "ledger.xlsx")
    home = tables(package)[{"log": "ExecutionLog", "pnl": "PnL", "market": "Market"}[table]]
    right, label = home.right, 2 if table != "log" else 6  # not an input column, or our check takes it for a row
    with editing(package, home.part) as part:
        part.set("totalsRowCount", "1")
        part.set("ref", part.get("ref", "").replace(str(home.bottom), str(home.bottom + 1)))
    with editing(package, home.sheet) as sheet_root:
        put_cell(sheet_root, home.bottom + 1, right, f"=SUBTOTAL(103,A{home.top + 1}:A{home.bottom})", cached="6")
        put_cell(sheet_root, home.bottom + 1, label, "集計")
        put_cell(sheet_root, home.bottom + 1, right + 2, "右の列")
        put_cell(sheet_root, 2, right + 2, f"=A{home.bottom + 1}", cached="0")
    data = package.to_bytes()
    new = after(data, fill("ja"), *month("ja"), codes=table == "log")
    found = opened(new).tables[table]
    last = found.rows[-1]
    assert (last, found.table.ref[2], found.table.totals_rows) == (home.bottom + 1, home.bottom + 2, 1)
    cells = found.sheet.cells
    moved = cells[home.bottom + 2, right]
    assert (moved.formula, moved.value) == (f"SUBTOTAL(103,A{home.top + 1}:A{home.bottom + 1})", 6)
    assert cells[home.bottom + 2, label].value == "集計"
    assert cells[home.bottom + 1, right + 2].value == "右の列"
    assert cells[2, right + 2].formula == f"A{home.bottom + 2}"


def test_a_totals_row_moves_further_than_it_is_high() -> None:
    data = customised(small_file("ja"), ["totals row"], 0)
    new = after(data, fill("ja", 1), *month("ja"))
    assert set(sheet_keys(new)) == set(sheet_keys(data))


def sheet_keys(data: bytes) -> list[str]:
    return [item.name for item in opened(data).file.sheets]


@pytest.mark.parametrize("seed", range(2))
def test_hidden_rows_stay_hidden_and_new_ones_are_seen(seed: int) -> None:
    data = customised(small_file("ja"), ["filtered table"], seed)
    new = after(data, fill("ja"), *month("ja"))
    for table in opened(data).tables.values():
        part = table.sheet.part
        hidden = [item.get("r") for item in root(data, part).iter(main("row")) if item.get("hidden")]
        assert [item.get("r") for item in root(new, part).iter(main("row")) if item.get("hidden")] == hidden


def test_rows_written_without_positions() -> None:
    """A touched row whose cells do not say where they are."""
    data = small_file("ja")
    part = sheet(data, "log")
    old = rows(data, part)[13].decode()
    plain = old
    for number in range(1, opened(data).tables["log"].table.ref[3] + 1):
        plain = plain.replace(f' r="{get_column_letter(number)}13"', "")
    data = with_part(data, part, replaced(old, plain))
    assert len(contents(after(data, fill("ja")))[part]) > len(contents(data)[part])
