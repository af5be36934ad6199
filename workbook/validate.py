"""Is this workbook what it claims to be? Structure, settings, formulas, inputs, every number, and what was done.

The rules are the declarations' own: a column's formula, its twin, its row check, an input's validation. What can be
said is registered in `workbook.findings.registry`.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from workbook.check_findings import UNCOMPUTABLE, other_findings, row_findings, said
from workbook.edit import model_of
from workbook.finding import SEVERITIES, Finding
from workbook.findings.cascades import consequences
from workbook.findings.conduct import conduct_findings
from workbook.findings.formulas import formula_findings
from workbook.findings.integrity import integrity_findings
from workbook.findings.numbers import TOLERANCE, WORKING_ZERO, ZERO, agrees, number_findings
from workbook.findings.settings import about_book
from workbook.input_findings import below_findings, parameter_findings, range_findings, same_fill_findings
from workbook.read import Opened, open_workbook
from workbook.spec import Book
from workbook.twin import Model

__all__ = [
    "TOLERANCE",
    "WORKING_ZERO",
    "ZERO",
    "agrees",
    "findings_of",
    "formula_findings",
    "sorted_findings",
    "validate",
]


def validate(path: Path) -> tuple[Opened, list[Finding]]:
    """Everything wrong with a workbook, worst first. FileError when it cannot be read or is not ours."""
    opened = open_workbook(path)
    return opened, sorted_findings(findings_of(opened))


def sorted_findings(findings: Iterable[Finding]) -> list[Finding]:
    """The worst first, otherwise in the order found."""
    return sorted(findings, key=lambda finding: SEVERITIES.index(finding.severity))


def findings_of(opened: Opened) -> Iterator[Finding]:
    """Everything wrong with a workbook that has been read."""
    yield from opened.findings
    if not opened.whole:
        return
    if opened.file.date1904:
        yield about_book(opened, "date-1904")
        return
    yield from integrity_findings(opened)
    yield from formula_findings(opened)
    yield from judged(opened)


def judged(opened: Opened) -> Iterator[Finding]:
    """Inputs, checks, numbers and conduct. A cell is spoken of once, and what only follows from it is not."""
    model = model_of(opened, opened.inputs)
    errors = {finding.where for finding in opened.findings}
    parameters = [finding for finding in parameter_findings(opened) if finding.where not in errors]
    below = list(below_findings(opened))
    rows = [finding for finding in row_findings(opened, model) if not _follows(finding, errors)]
    told = errors | {finding.where for finding in rows}
    rows += [finding for finding in range_findings(opened) if finding.where not in told]
    rows += [finding for finding in same_fill_findings(opened) if finding.where not in told]
    sound = not parameters and not opened.findings
    yield from below
    yield from parameters
    yield from number_findings(opened, model, comparable=sound)
    repeated = set(_repeated(opened, model))
    yield from (finding for finding in rows if (finding.code, finding.where) not in repeated)
    yield from other_findings(opened, model, _counted(opened.book, below, parameters))
    if sound:
        yield from _conduct(opened, model, rows)


def _repeated(opened: Opened, model: Model) -> Iterator[tuple[str, str]]:
    """Code and place of what only repeats another finding."""
    for check, index in consequences(model):
        code, column, _ = said(check, model, index)
        table = opened.tables[check.table]
        yield code, f"{table.sheet.name}!{table.address(index, column)}"


def _conduct(opened: Opened, model: Model, found: list[Finding]) -> Iterator[Finding]:
    """What was done over time; nothing of a ledger that cannot be computed, which is a finding of its own."""
    try:
        yield from list(conduct_findings(opened, model, found))
    except UNCOMPUTABLE:
        return


def _follows(finding: Finding, errors: set[str]) -> bool:
    """Whether a row check only repeats the error values found, there or in the rows that look at them."""
    return finding.where in errors or (bool(errors) and finding.code.endswith("-error"))


def _counted(book: Book, below: Iterable[Finding], parameters: Iterable[Finding]) -> set[str]:
    """The sheet's own counts of faults that have been named one by one."""
    counted = {f"n_below_{finding.code.removesuffix('-below-table')}" for finding in below}
    named = {finding.code.removeprefix("parameter-") for finding in parameters}
    return counted | {"n_policy"} | {check.cell.key for check in book.other_checks if named & set(check.follows)}
