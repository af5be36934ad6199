"""A workbook whose cells do not hold the original formulas is neither changed nor read out."""

import json
from pathlib import Path

import pytest
from command import Run
from ledgers import BLANK, Edit, book, cell, constant, edited, formula, named_place, place, small, table, write
from lxml import etree

from workbook import trusted
from workbook.commands.common import CLEAN, FINDINGS
from workbook.findings import formulas
from workbook.findings.formulas import formula_findings
from workbook.ledger import LEDGER
from workbook.ooxml import main
from workbook.read import open_workbook
from workbook.spec import Inputs

TODAY = ("--today", "2023-01-16")
JANUARY = ("--month", "2023-01", "--a-usd", "91000", "--spot", "130.15")
_UNITS = ("--id", "N1", "--side", "SELL", "--qty", "1000", "--price", "132", "--quote", "132")
FILL = (*_UNITS, "--time", "2023-01-10T10:00")


def other_new_rows(root: etree._Element) -> None:
    """New rows get another formula in the first column that has one."""
    element = next(root.iter(main("calculatedColumnFormula")))
    element.text = "1+1"


def no_new_rows(root: etree._Element) -> None:
    """As LibreOffice saves: new rows get no formulas."""
    for element in list(root.iter(main("calculatedColumnFormula"))):
        parent = element.getparent()
        assert parent is not None
        parent.remove(element)


OTHER: dict[str, tuple[Edit, str]] = {
    "typed over": (cell(place("monthly", 3, "h_policy"), constant("n", "0.5")), place("monthly", 3, "h_policy")),
    "cleared": (cell(place("log", 2, "signed"), BLANK), place("log", 2, "signed")),
    "changed": (cell(place("monthly", 3, "trade"), formula(lambda text: f"{text}+1")), place("monthly", 3, "trade")),
    "named": (cell(named_place("now_instruction"), constant("inlineStr", "x")), named_place("now_instruction")),
    "new rows": (table("Monthly", other_new_rows), place("monthly", 0, "no")),
}


@pytest.mark.parametrize("name", OTHER)
def test_nothing_is_done_or_said_by_other_formulas(run: Run, tmp_path: Path, name: str) -> None:
    edit, where = OTHER[name]
    path = edited(tmp_path / "a.xlsx", edit)
    (tmp_path / "prices.csv").write_text("month,spx,usdjpy,average\n2023-01,4076.6,130.15,136.3\n")
    before = path.read_bytes()
    for command in (("update", *JANUARY), ("log", *FILL), ("market", "--from", "prices.csv")):
        for dry in ((), ("--dry-run",)):
            error = run(command[0], "a.xlsx", *command[1:], *dry).error
            assert where in error
            assert "`hedge-xl doctor a.xlsx --fix-formulas`" in error
    assert path.read_bytes() == before
    status = run("status", "a.xlsx", *TODAY, "--lang", "en")
    assert status.code == FINDINGS
    assert where in status.out
    assert "SELL" not in status.out
    assert json.loads(run("status", "a.xlsx", *TODAY, "--json").out)["act"] is False


@pytest.mark.parametrize("name", OTHER)
def test_the_commands_that_help_still_work(run: Run, tmp_path: Path, name: str) -> None:
    path = edited(tmp_path / "a.xlsx", OTHER[name][0])
    assert run("validate", "a.xlsx", "--report").code == FINDINGS
    assert run("doctor", "a.xlsx").code == FINDINGS
    assert run("doctor", "a.xlsx", "--fix-formulas").code == CLEAN
    assert trusted.typed_over(open_workbook(path)) is None
    assert run("update", "a.xlsx", *JANUARY).code == CLEAN
    assert run("restore", "a.xlsx", "--at", "last").code == CLEAN


def test_a_blank_cell_where_a_formula_belongs_is_no_reason_to_guess(run: Run, tmp_path: Path) -> None:
    """The sheet shows nothing there, so whatever hedge-xl said would be said by it alone."""
    edited(tmp_path / "a.xlsx", cell(place("monthly", 3, "instruction"), BLANK))
    assert run("status", "a.xlsx", *TODAY).code == FINDINGS


def test_formulas_that_are_not_handed_on_are_no_obstacle(run: Run, tmp_path: Path) -> None:
    path = edited(tmp_path / "a.xlsx", *[table(name, no_new_rows) for name in ("Monthly", LEDGER.table("log").name)])
    assert {finding.code for finding in formula_findings(open_workbook(path))} == {"tables-not-extended"}
    assert run("update", "a.xlsx", *JANUARY).code == CLEAN


def test_dates_are_refused_first(run: Run, tmp_path: Path) -> None:
    edited(tmp_path / "a.xlsx", book("<workbookPr/>", '<workbookPr date1904="1"/>'), OTHER["typed over"][0])
    for language, word in (("ja", "1904年"), ("en", "1904")):
        assert word in run("update", "a.xlsx", *JANUARY, "--lang", language).error
        assert word in run("log", "a.xlsx", *FILL, "--lang", language).error
        assert word in run("status", "a.xlsx", "--lang", language).error


def test_a_long_log_is_compared_by_its_distinct_formulas(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As many comparisons for a thousand fills as for six."""
    compared: list[str] = []
    same = formulas.same_formula

    def counted(stored: str, wanted: str) -> bool:
        compared.append(stored)
        return bool(same(stored, wanted))

    monkeypatch.setattr(formulas, "same_formula", counted)
    taken = []
    for fills in (6, 1_000):
        compared.clear()
        opened = open_workbook(write(tmp_path / f"{fills}.xlsx", _with_fills(fills)))
        assert trusted.typed_over(opened) is None
        taken.append(len(compared))
    assert 0 < taken[1] <= taken[0] + 30  # a log's columns in their first, second and last row


def _with_fills(count: int) -> Inputs:
    inputs = small("ja")
    pattern = inputs.tables["log"][0]
    inputs.tables["log"] = [pattern | {"id": f"X{number}"} for number in range(count)]
    return inputs
