"""Writing a ledger that did not exist before."""

from datetime import datetime, time
from pathlib import Path

from hedge_xl.core.language import Language
from workbook import report
from workbook.books import BOOKS
from workbook.build import build
from workbook.files import write_whole
from workbook.spec import Host, Inputs


def write_ledger(path: Path, inputs: Inputs, language: Language, *, protect: bool) -> None:
    """Build the ledger and put it in place."""
    host: Host = "native"
    made = datetime.combine(report.day(inputs.tables["monthly"][-1]["month"]), time())
    write_whole(path, build(BOOKS["ledger"], inputs, language, host=host, modified=made, protect=protect))
