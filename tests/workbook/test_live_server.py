"""The book of a request to xlwings Server: xlwings' own code reads it, and what it is told is carried out here."""

import importlib
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from edit_checks import fill, month, opened
from excel_stand_in import Book, type_in
from ledgers import small_file
from openpyxl.utils import range_boundaries

from hedge_xl.core.language import Text
from workbook.cell_types import XlsxSheet
from workbook.cell_values import ErrorValue
from workbook.change import Change, Operation, SetParameter
from workbook.edit import edited
from workbook.errors import FileError
from workbook.live import ServerBook, change_live, read_live
from workbook.proof import first_difference
from workbook.serials import from_serial, to_serial
from workbook.spec import Inputs

ROOT = Path(__file__).parents[2]
NOON = datetime(2026, 11, 22, 12)
DATED = "month", "date", "time", "when", "order_time"


@pytest.fixture(autouse=True)
def engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """xlwings looks for the key once, when it is imported first, which another test may have done."""
    monkeypatch.setenv("XLWINGS_LICENSE_KEY", "noncommercial")
    xlwings = pytest.importorskip("xlwings", reason="the extra 'excel' is not installed")
    remote = importlib.import_module("xlwings.pro._xlremote")
    engines = xlwings.main.Engines()
    engines.add(xlwings.main.Engine(impl=remote.engine))
    monkeypatch.setattr(xlwings.main, "engines", engines)


def request(data: bytes) -> dict[str, Any]:
    """What Excel's side sends: the values of every sheet from A1 on, names and tables."""
    file = opened(data).file
    sheets = [
        {
            "name": sheet.name,
            "values": values(sheet, data),
            "pictures": [],
            "tables": [table(item) for item in sheet.tables],
        }
        for sheet in file.sheets
    ]
    names = [
        {"name": name, "sheet_index": None, "address": None, "scope_sheet_name": None, "scope_sheet_index": None}
        | {"book_scope": True, "refers_to": f"={target}"}
        for name, target in file.names.items()
        if "!" not in name
    ]
    book = {"name": "my.xlsx", "active_sheet_index": 0, "selection": "A1"}
    return {"client": "Office.js", "version": "0.37.8", "book": book, "names": names, "sheets": sheets}


def values(sheet: XlsxSheet, data: bytes) -> list[list[Any]]:
    dated = {
        (row, table.columns[column.key])
        for table in opened(data).tables.values()
        for column in table.spec.inputs
        if column.key in DATED and table.sheet.name == sheet.name
        for row in table.rows
    }
    rows, columns = max(place[0] for place in sheet.cells), max(place[1] for place in sheet.cells)
    return [[sent(sheet, (r, c), (r, c) in dated) for c in range(1, columns + 1)] for r in range(1, rows + 1)]


def sent(sheet: XlsxSheet, place: tuple[int, int], dated: bool) -> Any:
    cell = sheet.cells.get(place)
    value = cell.value if cell is not None else None
    if isinstance(value, ErrorValue):
        return value.text
    if dated and isinstance(value, float):
        return from_serial(value).isoformat(timespec="milliseconds") + "Z"
    return "" if value is None else int(value) if isinstance(value, float) and value.is_integer() else value


def table(item: Any) -> dict[str, Any]:
    from openpyxl.utils import get_column_letter

    top, left, bottom, right = item.ref
    first, last = get_column_letter(left), get_column_letter(right)
    return {
        "name": item.name,
        "range_address": f"{first}{top}:{last}{bottom}",
        "header_row_range_address": f"{first}{top}:{last}{top}",
        "data_body_range_address": f"{first}{top + 1}:{last}{bottom}",
        "total_row_range_address": None,
        "show_headers": True,
        "show_totals": False,
        "table_style": "",
        "show_autofilter": False,
    }


def of_request(data: bytes) -> Any:
    xlwings = pytest.importorskip("xlwings", reason="the extra 'excel' is not installed")
    return xlwings.Book(json=request(data))


def carried_out(actions: list[dict[str, Any]], data: bytes, path: Path) -> Inputs:
    """What the actions make of the workbook in Excel."""
    path.write_bytes(data)
    excel = Book(data, path)
    for action in actions:
        sheet = list(excel.sheets)[action["sheet_position"]]
        if action["func"] == "resizeTable":
            number, address = action["args"]
            left, top, right, bottom = range_boundaries(address)
            list(sheet.tables)[number].resize(sheet.range((top, left), (bottom, right)))
            continue
        rows = range(action["start_row"] + 1, action["start_row"] + 1 + action["row_count"])
        cells = [sheet._cell(row, action["start_column"] + 1) for row in rows]
        if action["func"] == "setNumberFormat":
            for cell in cells:
                (cell.format,) = action["args"]
            continue
        assert action["func"] == "setValues"
        for cell, (value,) in zip(cells, action["values"], strict=True):
            type_in(cell, None if value == "" else float(value) if type(value) is int else value)
    return excel.inputs()


@pytest.mark.parametrize("template", ["ledger", "index-hedge", "leverage", "positioning"])
@pytest.mark.parametrize("edition", ["ja.native.xlsx", "ja.officejs.xlsx"])
def test_the_book_of_a_request_reads_as_its_file_does(template: str, edition: str) -> None:
    data = (ROOT / f"templates/{template}.{edition}").read_bytes()
    file, live = opened(data), read_live(ServerBook(of_request(data)))
    assert (live.book.key, live.language, live.host) == (template, "ja", file.host)
    assert first_difference(file.inputs, live.inputs) is None


def test_the_language_is_known_by_the_headings() -> None:
    assert read_live(ServerBook(of_request(small_file("en")))).language == "en"


def test_a_change_is_told_to_excel(tmp_path: Path) -> None:
    data = small_file()
    plan: tuple[Operation, ...] = (*month("ja"), fill("ja", comment="=1"), SetParameter("trend_step", 0.07))
    book = of_request(data)
    outcome = change_live(
        ServerBook(book),
        lambda _: Change(plan),
        command="test",
        summary=Text("試し", "a try"),
        now=lambda: NOON,
    )
    assert outcome.backup is None
    after = carried_out(book.json()["actions"], data, tmp_path / "my.xlsx")
    done = after.tables["journal"][-1]
    assert (done["when"], done["who"]) == (to_serial(NOON), None), "the user is not at the server"
    meant = opened(edited(opened(data), Change(plan))).inputs
    for inputs in (after, meant):
        inputs.tables = {key: rows for key, rows in inputs.tables.items() if key != "journal"}
    assert first_difference(meant, after) is None


@pytest.mark.parametrize("text", ["0012", "3-4", "=1+1", "1e5", "TRUE", "'tis"])
def test_texts_arrive_as_they_are_whatever_the_column_is_formatted_as(text: str, tmp_path: Path) -> None:
    data = small_file()
    book = of_request(data)
    change_live(
        ServerBook(book),
        lambda _: Change((fill("ja", id=text, comment=text),)),
        command="test",
        summary=Text("試し", "a try"),
    )
    row = carried_out(book.json()["actions"], data, tmp_path / "my.xlsx").tables["log"][-1]
    assert (row["id"], row["comment"], row["side"], row["qty"]) == (text, text, "売", 1000)


def test_a_stale_book_is_refused_and_nothing_told() -> None:
    data = small_file()
    asked = request(data)
    sheet = opened(data).tables["monthly"].sheet.name
    table = opened(data).tables["monthly"]
    row, column = table.at(0, "y")
    next(item for item in asked["sheets"] if item["name"] == sheet)["values"][row - 1][column - 1] = ""
    book = pytest.importorskip("xlwings").Book(json=asked)
    with pytest.raises(FileError, match="計算と違います"):
        change_live(ServerBook(book), lambda _: Change((fill("ja"),)), command="t", summary=Text("試", "try"))
    assert not book.json()["actions"]


def test_another_workbook_is_not_recognised() -> None:
    asked = request(small_file())
    asked["sheets"] = asked["sheets"][:2]
    asked["names"] = []
    book = pytest.importorskip("xlwings").Book(json=asked)
    with pytest.raises(FileError, match="hedge_xlのブックと分かりません"):
        read_live(ServerBook(book))
