"""Error values where the ledger computes nothing: beside its tables and on the user's own sheets."""

from collections.abc import Iterator
from typing import Final

from hedge_xl.core.language import Text
from workbook.cell_types import ErrorValue
from workbook.finding import Finding, filled
from workbook.findings.registry import CHECKS
from workbook.findings.strangers import foreign_cells
from workbook.read import Opened

_NAMED: Final = 3
_TEXT: Final = Text(
    "エラー値があります: {cells}{more}。そのセルの式を直すか消してください。",
    "error values: {cells}{more}; correct or clear the formulas there.",
)
_MORE: Final = Text("ほか{count}セル", " and {count} more")


def error_findings(opened: Opened) -> Iterator[Finding]:
    """One finding for a sheet that shows errors in cells which are not the ledger's."""
    for sheet in opened.file.sheets:
        cells = foreign_cells(opened, sheet)
        found = [(where, cell.value.text) for where, cell in cells if isinstance(cell.value, ErrorValue)]
        if found:
            named = ", ".join(f"{where} {error}" for where, error in found[:_NAMED])
            more = _MORE.format(count=len(found) - _NAMED) if len(found) > _NAMED else ""
            text = filled(_TEXT, cells=named, more=more)
            yield Finding("error-cell", CHECKS["error-cell"].severity, sheet.name, found[0][0], text)
