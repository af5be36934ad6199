"""The file itself: whatever can change, hide or fetch a number without anybody typing it."""

from collections.abc import Iterator

from workbook.finding import Finding
from workbook.findings.errors import error_findings
from workbook.findings.frame import frame_of
from workbook.findings.functions import function_findings
from workbook.findings.guarding import colour_findings, locked_findings
from workbook.findings.hidden import hidden_findings
from workbook.findings.history import history_findings
from workbook.findings.links import link_findings
from workbook.findings.settings import name_findings, setting_findings
from workbook.read import Opened


def integrity_findings(opened: Opened) -> Iterator[Finding]:
    """Everything wrong with a file but its inputs, formulas and numbers."""
    parts = {table.sheet.part for table in opened.tables.values()}
    parts |= {cell.sheet.part for cell in opened.cells.values() if cell.spec.kind == "input"}
    frames = {part: frame_of(opened.package, part) for part in parts}
    yield from setting_findings(opened)
    yield from name_findings(opened)
    yield from link_findings(opened)
    yield from hidden_findings(opened, frames)
    yield from locked_findings(opened, frames)
    yield from colour_findings(opened, frames)
    yield from history_findings(opened)
    yield from function_findings(opened)
    if not opened.findings:  # errors in inputs are named there, and may be what other cells show
        yield from error_findings(opened)
