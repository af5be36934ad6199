"""The validator and what the sheet cannot say of its inputs: rows outside tables, fills twice, no values at all."""

from pathlib import Path

import pytest
from ledgers import (
    BLANK,
    FILLS,
    LEDGER,
    MARKET_MONTHS,
    MONTHS,
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
    typed,
    words,
    write,
)
from openpyxl import load_workbook
from scenarios import Change, parameter, put

from workbook.finding import Finding
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
    path = edited(tmp_path / "a.xlsx", typed(under, words("x")))
    (saved,) = libreoffice.recalculate([path], tmp_path / "out")
    left = [item for item in found(saved) if not item[0].endswith("-not-extended")]
    assert left == [(f"×{name}-below-table", under)]


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
    beside = place("log", FILLS, "check").replace("!P", "!R")
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


def test_a_fill_under_two_ids(tmp_path: Path) -> None:
    inputs = small("ja")
    rows = inputs.tables["log"]
    rows[4] |= {key: rows[0][key] for key in ("time", "qty", "price", "quote", "order_time")} | {"side": "SHORT"}
    assert found(write(tmp_path / "a.xlsx", inputs)) == [at("△log-same-fill", 4, "id")]


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
