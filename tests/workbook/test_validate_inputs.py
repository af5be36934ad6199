"""The validator and what the sheet cannot say of its inputs: rows outside tables, fills twice, no values at all."""

from pathlib import Path

import pytest
from command import Run
from customise_tables import totals_row_of
from ledgers import (
    BLANK,
    FILLS,
    LEDGER,
    MARKET_MONTHS,
    MONTHS,
    CellEdit,
    at,
    cell,
    constant,
    edited,
    found,
    in_cell,
    made,
    named_place,
    number,
    place,
    small,
    small_file,
    typed,
    words,
    write,
)
from lxml import etree
from openpyxl import load_workbook
from openpyxl.utils import coordinate_to_tuple, get_column_letter
from scenarios import Change, parameter, put

from workbook.finding import Finding
from workbook.ooxml import main
from workbook.package import Package
from workbook.read import BELOW, open_workbook
from workbook.recalc import LibreOffice
from workbook.spec import Value
from workbook.validate import validate

LAST = MONTHS - 1
ROWS = {
    "market": MARKET_MONTHS,
    "monthly": MONTHS,
    "pnl": MONTHS,
    "log": FILLS,
    "events": 1,
    "statement": 1,
    "journal": 1,
}
FIRST_INPUT = {
    "market": "month",
    "monthly": "month",
    "log": "id",
    "events": "date",
    "statement": "date",
    "journal": "when",
}


def of_code(path: Path, code: str) -> list[Finding]:
    return [finding for finding in validate(path)[1] if finding.code == code]


# --- below a table ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FIRST_INPUT)
def test_a_row_right_under_a_table_is_found(tmp_path: Path, name: str) -> None:
    under = place(name, ROWS[name], FIRST_INPUT[name])
    path = edited(tmp_path / "a.xlsx", typed(under, number(44957)))
    assert open_workbook(path).inputs.below == {name}
    (finding,) = of_code(path, f"{name}-below-table")
    assert (finding.severity, finding.where) == ("error", under)
    assert "drag the table's corner down" in finding.text.en
    assert not of_code(path, f"below-{name}"), "the sheet's own count of it says nothing new"


@pytest.mark.parametrize("name", FIRST_INPUT)
def test_the_sheet_sees_the_row_too(tmp_path: Path, libreoffice: LibreOffice, name: str) -> None:
    under = place(name, ROWS[name], FIRST_INPUT[name])
    path = edited(tmp_path / "a.xlsx", typed(under, number(44957)))
    (saved,) = libreoffice.recalculate([path], tmp_path / "out")
    left = [item for item in found(saved) if not item[0].endswith("-not-extended")]
    assert left == [(f"×{name}-below-table", under)]


def subtotal(item: etree._Element) -> None:
    """A cell of a totals row as Excel makes it."""
    number(5)(item)
    text = etree.Element(main("f"))
    text.text = "SUBTOTAL(109,ExecutionLog[数量])"
    item.insert(0, text)


UNDER_LOG: dict[str, tuple[dict[str, CellEdit], bool]] = {
    "a label": ({"id": words("合計")}, False),
    "a totals row": ({"id": words("合計"), "qty": subtotal, "price": subtotal}, False),
    "two words": ({"id": words("X1"), "side": words("売")}, True),
    "numbers in words": ({"qty": words("1000"), "price": words("150")}, True),
    "a number": ({"qty": number(1000)}, True),
    "a total typed by hand": ({"id": words("合計"), "qty": number(123_000)}, True),
    "a number computed": ({"qty": lambda item: etree.SubElement(item, main("f")).__setattr__("text", "1+1")}, True),
    "a truth and a word": ({"id": words("X1"), "qty": constant("b", "1")}, True),
}


def test_a_totals_row_is_no_row_and_a_fill_is(tmp_path: Path, libreoffice: LibreOffice) -> None:
    """The sheet's own count, computed by LibreOffice, and what is read without it agree."""
    paths = []
    for name, (cells, _) in UNDER_LOG.items():
        under = (typed(place("log", FILLS, key), change) for key, change in cells.items())
        paths.append(edited(tmp_path / f"{name}.xlsx", *under))
    saved = libreoffice.recalculate(paths, tmp_path / "out")
    for path, other, (name, (_, row)) in zip(paths, saved, UNDER_LOG.items(), strict=True):
        if name != "a number computed":  # its value is not in the file yet
            assert open_workbook(path).inputs.below == ({"log"} if row else set()), name
        count = open_workbook(other).cells["n_below_log"].cell
        assert count is not None
        assert count.value == row, name
        assert open_workbook(other).inputs.below == ({"log"} if row else set()), name


@pytest.mark.parametrize("name", ["Market", "ExecutionLog", "Events", "Statement", "Journal"])
def test_a_totals_row_in_excel_is_no_fault(tmp_path: Path, name: str) -> None:
    package = Package(small_file(), "a.xlsx")
    totals_row_of(name)(package)
    package.write(tmp_path / "a.xlsx")
    assert found(tmp_path / "a.xlsx") == []


def test_several_cells_under_a_table_are_one_finding(tmp_path: Path) -> None:
    """Also where no input column is, and some rows further down; the sheet's check looks at the next row only."""
    cells = [place("log", FILLS + 2, key) for key in ("side", "qty", "signed")]
    path = edited(tmp_path / "a.xlsx", *(typed(where, number(1)) for where in cells))
    assert found(path) == [("×log-below-table", cells[0])]
    (finding,) = validate(path)[1]
    assert "(2 more cells)" in finding.text.en
    assert "(ほか2セル)" in finding.text.ja
    assert open_workbook(path).inputs.below == set()


def test_what_stands_elsewhere_is_the_users_own(tmp_path: Path) -> None:
    sheet, _, address = place("log", FILLS - 1 + BELOW + 1, "id").partition("!")
    row, column = coordinate_to_tuple(place("log", FILLS, LEDGER.table("log").columns[-1].key).partition("!")[2])
    beside = f"{sheet}!{get_column_letter(column + 2)}{row}"
    assert found(edited(tmp_path / "a.xlsx", typed(f"{sheet}!{address}", number(1)), typed(beside, number(1)))) == []
    within = place("log", FILLS - 1 + BELOW, "id")
    assert found(edited(tmp_path / "b.xlsx", typed(within, number(1)))) == [("×log-below-table", within)]


def test_an_empty_cell_under_a_table_is_nothing(tmp_path: Path) -> None:
    """A format alone types nothing."""
    assert found(edited(tmp_path / "a.xlsx", typed(place("log", FILLS, "qty"), BLANK))) == []


def test_an_error_under_a_table_is_something(tmp_path: Path) -> None:
    under = place("log", FILLS + 1, "qty")
    assert found(edited(tmp_path / "a.xlsx", typed(under, constant("e", "#N/A")))) == [("×log-below-table", under)]


# --- the same fill twice ------------------------------------------------------------------------


def fill(row: int, **values: Value) -> tuple[Change, ...]:
    return tuple(put("log", row, key, value) for key, value in values.items())


@pytest.mark.parametrize(
    ("first", "second"),
    [("1001", 1001.0), (1001.0, "１００１"), ("Ｄ１", "d1"), (" D1", "D1 "), ("D1", "Ｄ１\u3000"), ("ｶﾞ", "ガ")],
)
def test_another_spelling_of_an_id(tmp_path: Path, first: Value, second: Value) -> None:
    changes = (*fill(1, id=first), *fill(4, id=second))
    path = write(tmp_path / "a.xlsx", small("ja", *changes))
    assert found(path) == [at("△log-same-fill", 4, "id")]
    (finding,) = validate(path)[1]
    assert f"as {place('log', 1, 'id').partition('!')[2]};" in finding.text.en


@pytest.mark.parametrize(("first", "second"), [("D1", "D11"), (1001.0, 1001.5), ("1001", "1001-1"), (1.0, "1.0")])
def test_other_ids_are_other_fills(tmp_path: Path, first: Value, second: Value) -> None:
    assert found(write(tmp_path / "a.xlsx", small("ja", *fill(1, id=first), *fill(4, id=second)))) == []


SAME = ("time", "qty", "price", "quote", "order_time")


@pytest.mark.parametrize("order", ["typed again", "手動", "Ｘ"])
def test_a_fill_under_an_id_that_is_no_number(tmp_path: Path, order: str) -> None:
    inputs = small("ja")
    rows = inputs.tables["log"]
    rows[4] |= {key: rows[0][key] for key in SAME} | {"side": "SHORT", "id": order}
    assert found(write(tmp_path / "a.xlsx", inputs)) == [at("△log-same-fill", 4, "id")]


def test_an_order_filled_in_parts_is_named_once(run: Run, tmp_path: Path) -> None:
    """The broker numbers every part: that is no fault, and the command succeeds."""
    inputs = small("ja")
    rows = inputs.tables["log"]
    for row in rows[3:5]:
        row |= {key: rows[0][key] for key in SAME} | {"side": "SHORT"}
    path = write(tmp_path / "a.xlsx", inputs)
    (finding,) = of_code(path, "log-split-fill")
    assert finding.where == place("log", 3, "id")
    assert "(1 more)" in finding.text.en
    assert run("validate", str(path), "--only", "log-split-fill").code == 0


@pytest.mark.parametrize(("key", "value"), [("side", "買"), ("qty", 17000), ("price", 108.874), ("time", 43864.42)])
def test_fills_that_differ_in_one_thing(tmp_path: Path, key: str, value: Value) -> None:
    inputs = small("ja")
    rows = inputs.tables["log"]
    rows[4] |= {name: rows[0][name] for name in ("time", "qty", "price", "quote", "order_time", "side")} | {key: value}
    assert of_code(write(tmp_path / "a.xlsx", inputs), "log-same-fill") == []


def test_what_the_sheet_says_of_an_id_is_not_said_again(tmp_path: Path) -> None:
    inputs = small("ja")
    inputs.tables["log"][4] = dict(inputs.tables["log"][1])
    assert found(write(tmp_path / "a.xlsx", inputs)) == [at("×log-dup", 4, "id")]


# --- a file without values ----------------------------------------------------------------------


def test_what_openpyxl_saves_has_no_values(tmp_path: Path) -> None:
    source = write(tmp_path / "a.xlsx", small("ja", put("log", 1, "side", "x")))
    book = load_workbook(source)
    book.save(tmp_path / "b.xlsx")
    assert found(tmp_path / "b.xlsx") == [("×no-values", LEDGER.title.ja), at("×log-side", 1, "side")]
    assert "no stored values" in validate(tmp_path / "b.xlsx")[1][0].text.en


def test_no_values_and_a_wrong_parameter(tmp_path: Path) -> None:
    book = load_workbook(write(tmp_path / "a.xlsx", small("ja", parameter("window", 2))))
    book.save(tmp_path / "b.xlsx")
    assert found(tmp_path / "b.xlsx") == [in_cell("×parameter-window", "window"), ("×no-values", LEDGER.title.ja)]


# --- error values, limits, words ----------------------------------------------------------------


@pytest.mark.parametrize("name", ["market", "monthly", "log"])
def test_an_error_value_is_spoken_of_once(tmp_path: Path, name: str) -> None:
    """Wherever it is typed, it is read as it is, and neither its row's check nor any number is reported besides."""
    for column in (item.key for item in LEDGER.table(name).inputs):
        where = place(name, 0, column)
        edit = cell(where, constant("e", "#REF!"))
        path = edited(tmp_path / "a.xlsx", edit)
        assert open_workbook(path).inputs.tables[name][0][column] == "#REF!"
        assert [item for item in found(path) if item[0].startswith("×")] == [("×error-value", where)]


def test_an_error_value_in_a_parameter_is_spoken_of_once(tmp_path: Path) -> None:
    path = edited(tmp_path / "a.xlsx", cell(named_place("window"), constant("e", "#NAME?")))
    assert found(path) == [in_cell("×error-value", "window")]


@pytest.mark.parametrize("value", [1e13, -1e13])
def test_an_input_beyond_its_columns_limits(tmp_path: Path, value: float) -> None:
    path = write(tmp_path / "a.xlsx", small("ja", put("monthly", LAST, "swap", value)))
    assert [item for item in found(path) if item[0].startswith("×")] == [at("×monthly-swap-range", LAST, "swap")]
    assert of_code(path, "monthly-swap-range")[0].text.en.endswith("JPY; minus when paid")


def test_every_wrong_input_of_a_row_is_found(tmp_path: Path) -> None:
    """The sheet's check names the first; the limits of their columns name the others."""
    path = write(tmp_path / "a.xlsx", small("ja", put("log", 2, "qty", "x"), put("log", 2, "price", -1)))
    assert found(path) == [at("×log-number", 2, "qty"), at("×log-price-range", 2, "price")]


def test_rows_are_judged_beside_a_wrong_parameter(tmp_path: Path) -> None:
    changes = (parameter("window", 2), put("log", 1, "side", "x"), put("monthly", LAST, "h_fixed", 80))
    assert found(write(tmp_path / "a.xlsx", small("ja", *changes))) == [
        in_cell("×parameter-window", "window"),
        at("×monthly-range", LAST, "h_fixed"),
        at("×log-side", 1, "side"),
    ]


def test_blank_in_both_languages(tmp_path: Path) -> None:
    path = edited(tmp_path / "a.xlsx", cell(named_place("window"), BLANK), data=made(small("ja")))
    (finding,) = of_code(path, "parameter-window")
    assert finding.text.ja.startswith("設定値 空欄 は使えません。")
    assert finding.text.en.startswith("(blank) cannot be used here. ")
