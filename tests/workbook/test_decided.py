"""The h of a past month is the one that was told, whatever the policy became since; who edits is warned."""

from datetime import date
from pathlib import Path

import pytest
from command import Run
from ledgers import small, write
from openpyxl import load_workbook
from scenarios import put

from hedge_xl.core.errors import HedgeError
from hedge_xl.core.language import LANGUAGES, Language
from workbook.commands.common import CLEAN
from workbook.ledger import LEDGER
from workbook.ledger.decided import recorded_h
from workbook.ledger.month_update import MonthEntry, MonthOptions, plan_months
from workbook.ledger.plan import Plan
from workbook.read import open_workbook
from workbook.spec import Inputs, Value
from workbook.twin import Model

JANUARY = date(2023, 1, 31)
FIRST = ("--month", "2023-01", "--a-usd", "91000", "--spot", "130.15", "--spx", "4076.6", "--average", "136.3")
SECOND = ("--month", "2023-02", "--a-usd", "92000", "--spot", "136.2", "--spx", "3970", "--average", "137")


def monthly(path: Path) -> list[dict[str, Value]]:
    return open_workbook(path).inputs.tables["monthly"]


def summary(path: Path) -> str:
    return str(open_workbook(path).inputs.tables["journal"][-1]["summary"])


def edit(path: Path, name: str, value: Value) -> None:
    """Somebody types a parameter in a spreadsheet program."""
    opened = open_workbook(path)
    found = opened.cells[name]
    book = load_workbook(path)
    book[found.sheet.name][found.address] = value
    book.save(path)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_told_is_what_is_fixed(run: Run, tmp_path: Path, language: Language) -> None:
    path = write(tmp_path / "a.xlsx", small(language), language)
    run("update", "a.xlsx", *FIRST)
    assert summary(path).endswith("2023-01 [h_policy 2023-01 = 0.9]")
    edit(path, "policy", {"ja": "1:1 全額", "en": "1:1 full"}[language])
    result = run("update", "a.xlsx", *SECOND, "--lang", "en")
    assert result.code == CLEAN
    assert monthly(path)[-2]["h_fixed"] == 0.9
    assert "△ h fixed of 2023-01 is 0.9, as told that month; today's inputs and policy would give 1." in result.out
    assert summary(path).endswith("[h_policy 2023-02 = 1]")


def test_nothing_is_said_when_nothing_has_changed(run: Run, tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", small("ja"))
    run("update", "a.xlsx", *FIRST)
    edit(path, "jump_tolerance", 0.41)
    out = run("update", "a.xlsx", *SECOND, "--swap", "-1").out
    assert "△" not in out
    assert monthly(path)[-2]["h_fixed"] == 0.9


def test_a_swap_that_comes_later_decides_nothing(run: Run, tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", small("ja"))
    run("update", "a.xlsx", *FIRST)
    edit(path, "policy", "1:1 全額")
    run("update", "a.xlsx", "--month", "2023-01", "--swap", "-1")
    assert "h_policy" not in summary(path)
    run("update", "a.xlsx", *SECOND)
    assert monthly(path)[-2]["h_fixed"] == 0.9


def test_what_decides_anew_is_recorded_anew(run: Run, tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", small("ja"))
    run("update", "a.xlsx", *FIRST[:6])
    assert "h_policy" not in summary(path), "without market data there is none"
    (tmp_path / "p.csv").write_text("month,spx,usdjpy,average\n2023-01,4076.6,130.15,136.3\n")
    run("market", "a.xlsx", "--from", "p.csv")
    assert summary(path).endswith("[h_policy 2023-01 = 0.9]")
    run("update", "a.xlsx", "--month", "2023-01", "--spot", "140", "--correct")
    assert summary(path).endswith("[h_policy 2023-01 = 0.7]")
    edit(path, "policy", "1:1 全額")
    run("update", "a.xlsx", *SECOND)
    assert monthly(path)[-2]["h_fixed"] == 0.7


def test_without_a_record_an_edited_ledger_is_doubted(run: Run, tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", small("ja"))
    fill = ("--id", "N1", "--side", "SELL", "--qty", "1000", "--price", "132", "--quote", "132")
    assert run("log", "a.xlsx", *fill, "--time", "2022-12-20T10:00").code == CLEAN
    assert "h_policy" not in summary(path)
    same = tmp_path / "b.xlsx"
    same.write_bytes(path.read_bytes())
    edit(path, "policy", "1:1 全額")
    words = "△ no record of the h told for 2022-12"
    assert words in run("update", "a.xlsx", *FIRST, "--lang", "en").out
    assert monthly(path)[-2]["h_fixed"] == 1
    assert words not in run("update", "b.xlsx", *FIRST, "--lang", "en").out
    assert monthly(same)[-2]["h_fixed"] == 0.9


# --- the record ---------------------------------------------------------------------------------


def journal(*lines: str | None) -> Inputs:
    rows: list[dict[str, Value]] = [{"when": 45000.0, "command": "update", "summary": line} for line in lines]
    return Inputs({}, {"journal": rows})


@pytest.mark.parametrize(
    ("lines", "h"),
    [
        ((), None),
        ((None, "", "x"), None),
        (("月次の更新: 2023-01 [h_policy 2023-01 = 0.9]",), 0.9),
        (("a [h_policy 2023-01 = 0.9]", "b [h_policy 2023-01 = 0.123456789012345678]", "c"), 0.12345678901234568),
        (("a [h_policy 2023-01 = 1e-05]", "b [h_policy 2022-12 = 1.0]"), 1e-5),
        (("a [h_policy 2023-01 = 2.5]",), None),
        (("a [h_policy 2023-01 = 1.2.3]",), None),
        (("a [h_policy 2023-01 = -1]",), None),
        (("h_policy 2023-01 = 0.9",), None),
    ],
)
def test_what_a_record_is(lines: tuple[str | None, ...], h: float | None) -> None:
    assert recorded_h(journal(*lines), JANUARY) == h


# --- old months that are corrected --------------------------------------------------------------


def planned(inputs: Inputs, *entries: MonthEntry, correct: bool = False, today: date = date(2026, 1, 1)) -> Plan:
    def never(table: str, row: int) -> None:
        pytest.fail(f"{table} {row}")

    return plan_months(inputs, "ja", entries, MonthOptions(correct=correct, today=today), never)


def test_a_correction_that_decides_anew_is_said() -> None:
    inputs = small("ja", *[put("monthly", row, "h_fixed", None) for row in range(4)])
    plan = planned(inputs, MonthEntry(date(2022, 10, 31), spot=100.0), correct=True)
    before, after = (Model(LEDGER, state, "ja").column("monthly", "h_policy") for state in (inputs, plan.inputs))
    assert before[1] != after[1]
    assert [note.en for note in plan.notes if "without h fixed changes: 2022-10 " in note.en]
    fixed = planned(
        small("ja", *[put("monthly", row, "h_fixed", 0.8) for row in range(4)]),
        MonthEntry(date(2022, 10, 31), spot=100.0),
        correct=True,
    )
    assert not [note.en for note in fixed.notes if "without h fixed" in note.en]


def test_a_swap_decides_nothing_anew() -> None:
    assert planned(small("ja"), MonthEntry(date(2022, 10, 31), swap=-1.0), correct=True).notes == []


# --- months that have not ended -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("month", "today", "taken"),
    [
        (JANUARY, date(2023, 1, 30), False),  # the 31st is a Tuesday
        (JANUARY, date(2023, 1, 31), True),
        (date(2023, 4, 30), date(2023, 4, 27), False),  # the 30th is a Sunday
        (date(2023, 4, 30), date(2023, 4, 28), True),
        (date(2023, 9, 30), date(2023, 9, 29), True),  # the 30th is a Saturday
        (date(2031, 1, 31), date(2023, 1, 31), False),
    ],
)
def test_a_month_must_have_ended(month: date, today: date, taken: bool) -> None:
    entry = MonthEntry(month, 91_000, 130.15)
    options = MonthOptions(gap=True, today=today)
    if taken:
        assert plan_months(small("ja"), "ja", [entry], options, lambda table, row: None).change
    else:
        with pytest.raises(HedgeError, match=r"2023-|2031-"):
            plan_months(small("ja"), "ja", [entry], options, lambda table, row: None)
