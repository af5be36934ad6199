"""The status line of a sheet, and the logic of row checks."""

from typing import Final

from workbook.spec import Cell, Value
from workbook.twin import Row, Scope

VALID: Final = "OR(LEFT([check],1)=`mark_ok`,LEFT([check],1)=`mark_note`)"

Case = tuple[str, str]


def status_cell(sheet: str) -> Cell:
    """The line at the top of a sheet that says how many checks ask for attention."""
    return Cell(
        f"status_{sheet}",
        "check",
        "@",
        formula="IF({checks_total}=0,`all_ok`,`see_checks`&{checks_total})",
        twin=_status,
        style="status",
    )


def _status(s: Scope) -> Value:
    total = s.number("checks_total")
    return s.word("all_ok") if total == 0 else f"{s.word('see_checks')}{total:.0f}"


def valid(r: Row) -> bool:
    """Whether the row's check found nothing that makes its numbers unusable."""
    mark = str(r["check"] or "")[:1]
    return bool(mark) and mark in (r.word("mark_ok"), r.word("mark_note"))


def cascade(*cases: Case) -> str:
    """A row check: the word of the first condition that holds, or what a formula in its place gives, else ok; an error
    on the way is a fault of its own."""
    nested = "".join(f"IF({condition},{word if '(' in word else f'`{word}`'}," for condition, word in cases)
    return f"IFERROR({nested}`ok`{')' * len(cases)},`chk_error`)"


def faulty_policy(s: Scope) -> bool:
    """Whether a parameter is unusable, so that nothing is computed."""
    return s.number("policy_faults") > 0
