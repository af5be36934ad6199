"""The validator and the formulas: every formula and every number of a file is compared with its declaration."""

from collections.abc import Callable
from pathlib import Path

import pytest
from ledgers import (
    BLANK,
    MONTHS,
    cached,
    cell,
    constant,
    edited,
    formula,
    found,
    keep_value_only,
    named_place,
    number,
    place,
    table,
)
from lxml import etree

from workbook.formulas import same_formula
from workbook.layout import cell_places
from workbook.ledger import LEDGER
from workbook.ooxml import main
from workbook.recalc import LibreOffice
from workbook.validate import validate

LAST = MONTHS - 1
COLUMNS = [(item, column) for item in LEDGER.tables for column in item.columns if column.kind != "input"]
CELLS = [
    (named_place(item.key), item.kind)
    for sheet in LEDGER.sheets
    for item, _, _ in cell_places(sheet)
    if item.kind != "input"
]
ROW = 1
IN_COLUMNS = [
    (item.key, place(item.key, 0 if item.key in ("events", "statement") else ROW, column.key))
    for item, column in COLUMNS
]
EVERYWHERE = [*IN_COLUMNS, *(("cell", where) for where, _ in CELLS)]


def test_every_formula_pasted_over_by_its_value_is_found(tmp_path: Path) -> None:
    path = edited(tmp_path / "a.xlsx", *(cell(where, keep_value_only) for _, where in EVERYWHERE))
    assert found(path) == [(f"×{home}-formula-lost", where) for home, where in EVERYWHERE]


def test_every_changed_formula_is_found(tmp_path: Path) -> None:
    path = edited(tmp_path / "a.xlsx", *(cell(where, formula(lambda text: f"{text}+0")) for _, where in EVERYWHERE))
    assert found(path) == [(f"×{home}-formula-changed", where) for home, where in EVERYWHERE]


def test_every_changed_value_is_found(tmp_path: Path) -> None:
    path = edited(tmp_path / "a.xlsx", *(cell(where, cached("n", "12345.678")) for _, where in EVERYWHERE))
    assert found(path) == [(f"×{home}-value", where) for home, where in EVERYWHERE]


def test_every_changed_calculated_column_is_found(tmp_path: Path) -> None:
    def change(root: etree._Element) -> None:
        for item in root.iter(main("calculatedColumnFormula")):
            item.text = f"{item.text}+0"

    path = edited(tmp_path / "a.xlsx", *(table(item.name, change) for item in LEDGER.tables))
    assert found(path) == [
        (f"×{item.key}-calculated-column", place(item.key, 0, column.key)) for item, column in COLUMNS
    ]


@pytest.mark.parametrize(
    ("name", "row", "change", "code"),
    [
        ("target_units", 2, number(80000), "×monthly-formula-lost"),
        ("target_units", 2, BLANK, "×monthly-formula-lost"),
        ("target_units", 2, formula(lambda text: text.replace("ROUND", "ROUNDUP")), "×monthly-formula-changed"),
        ("h_policy", 2, formula(lambda text: text.replace("1E-12", "1E-11")), "×monthly-formula-changed"),
        ("instruction", 2, formula(lambda text: text.replace(" USD", "USD")), "×monthly-formula-changed"),
        ("instruction", 2, formula(lambda text: ""), "×monthly-formula-changed"),
        ("instruction", 3, cached("str", "維持(取引なし)"), "×monthly-value"),
        ("y", 0, cached("str", "9,890,774.4"), "×monthly-value"),
        ("y", 0, cached("e", "#VALUE!"), "×monthly-value"),
        ("y", 0, cached("str", ""), "×monthly-value"),
    ],
)
def test_one_formula_or_value(tmp_path: Path, name: str, row: int, change: Callable[..., None], code: str) -> None:
    assert found(edited(tmp_path / "a.xlsx", cell(place("monthly", row, name), change))) == [
        (code, place("monthly", row, name))
    ]


def test_the_first_of_a_column_is_named_and_the_others_counted(tmp_path: Path) -> None:
    path = edited(tmp_path / "a.xlsx", *(cell(place("monthly", row, "y"), number(row)) for row in (1, 2, 3)))
    (finding,) = validate(path)[1]
    assert finding.where == place("monthly", 1, "y")
    assert "replaced by 1 (2 more in this column)" in finding.text.en
    assert "値 1 に置き換わっています(同じ列にほか2件)" in finding.text.ja


@pytest.mark.parametrize(("factor", "expected"), [(1 + 1e-12, 0), (1 - 1e-12, 0), (1 + 1e-8, 1), (1 - 1e-8, 1)])
def test_values_are_compared_to_nine_digits(tmp_path: Path, factor: float, expected: int) -> None:
    def change(item: etree._Element) -> None:
        value = item.find(main("v"))
        assert value is not None
        value.text = repr(float(value.text or "") * factor)

    assert len(found(edited(tmp_path / "a.xlsx", cell(place("monthly", 1, "y"), change)))) == expected


def test_other_spellings_of_the_same_formula_are_the_same(tmp_path: Path) -> None:
    """What LibreOffice, and Excel in part, make of constants; and white space."""

    def respelled(text: str) -> str:
        spelled = text.replace("1E-12", "0.000000000001").replace("1E-9", "0.000000001")
        return spelled.replace(",FALSE,", ", FALSE() ,").replace("+", " + ")

    places = [*(place("monthly", row, "h_policy") for row in range(MONTHS)), place("log", 2, "check")]
    places += [place("monthly", 1, "check"), place("monthly", 1, "trade")]
    assert found(edited(tmp_path / "a.xlsx", *(cell(where, formula(respelled)) for where in places))) == []


def test_a_sheet_is_the_same_in_quotes_or_not() -> None:
    assert same_formula("SUM('市場'!$A:$A)+1E-12", "SUM(市場!$A:$A) + 0.000000000001")
    assert not same_formula("'市場'!A1", "月次!A1")
    assert not same_formula("""IF(A1="'市場'!","a")""", 'IF(A1="市場!","a")'), "a text says what it says"


def test_a_table_that_no_longer_extends_is_one_warning(tmp_path: Path) -> None:
    def forget(root: etree._Element) -> None:
        for item in list(root.iter(main("calculatedColumnFormula"))):
            parent = item.getparent()
            assert parent is not None
            parent.remove(item)

    path = edited(tmp_path / "a.xlsx", table("ExecutionLog", forget))
    assert found(path) == [("△log-not-extended", "執行ログ!F8")]
    path = edited(tmp_path / "b.xlsx", table("Monthly", forget), table("ExecutionLog", forget))
    assert found(path) == [("△tables-not-extended", "月次!A12")]


def test_what_libreoffice_saves_is_sound(libreoffice: LibreOffice, tmp_path: Path) -> None:
    """It spells formulas its own way, writes 15 digits and forgets what new rows get: only the last is worth a word."""
    (saved,) = libreoffice.recalculate([edited(tmp_path / "a.xlsx")], tmp_path / "out")
    assert [code for code, _ in found(saved)] == ["△tables-not-extended"]


# --- errors in inputs, settings of the file -----------------------------------------------------


def test_error_values_in_inputs(tmp_path: Path) -> None:
    """Each is found, once; the numbers that follow from them are not compared."""
    edits = (
        cell(place("log", 2, "comment"), constant("e", "#N/A")),
        cell(place("monthly", LAST, "spot"), constant("e", "#DIV/0!")),
    )
    assert found(edited(tmp_path / "a.xlsx", *edits)) == [
        ("×error-value", place("monthly", LAST, "spot")),
        ("×error-value", place("log", 2, "comment")),
    ]
    assert "#DIV/0!" in validate(tmp_path / "a.xlsx")[1][0].text.ja


def test_numbers_beyond_reason_do_not_crash(tmp_path: Path) -> None:
    edits = (cell(place("market", 5, "spx"), number(1e300)), cell(place("market", 6, "spx"), number(1e-300)))
    codes = {code for code, _ in found(edited(tmp_path / "a.xlsx", *edits))}
    assert {"×not-computed", "△market-jump"} <= codes


def test_an_input_may_be_a_formula_of_the_user(tmp_path: Path) -> None:
    def as_formula(item: etree._Element) -> None:
        item.insert(0, etree.Element(main("f")))
        item[0].text = "70000+5000"

    assert found(edited(tmp_path / "a.xlsx", cell(place("monthly", 1, "a_usd"), as_formula))) == []
