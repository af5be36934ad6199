"""The ledger's record of what was done to it: rows that can no longer be read as such."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from hedge_xl.core.language import Text
from workbook.digest import JOURNAL
from workbook.finding import Finding
from workbook.findings.registry import CHECKS
from workbook.read import Opened
from workbook.serials import FIRST_DATE, LAST_DATE
from workbook.spec import Value
from workbook.twin import is_number, n

_TEXT: Final = Text(
    "履歴の行を読めません。日時は日付で、内容は文字で書くか、行ごと消してください。",
    "this row of the history cannot be read; give it a date and what was done, or delete the row.",
)
_FINGERPRINT: Final = re.compile(r"[0-9a-f]+")


def history_findings(opened: Opened) -> Iterator[Finding]:
    """Rows without a moment or without words, and fingerprints that are none."""
    table = opened.tables.get(JOURNAL)
    for index, row in enumerate(opened.inputs.tables.get(JOURNAL, []) if table is not None else []):
        column = _unreadable(row)
        if table is not None and column is not None:
            where = table.address(index, column)
            yield Finding("journal-row", CHECKS["journal-row"].severity, table.sheet.name, where, _TEXT)


def _unreadable(row: Mapping[str, Value]) -> str | None:
    """The column that says nothing; None for a row that is fine or blank."""
    if all(value is None for value in row.values()):
        return None
    when = row.get("when")
    if not is_number(when) or not FIRST_DATE <= n(when) <= LAST_DATE:
        return "when"
    if row.get("summary") is None and row.get("command") is None:
        return "summary"
    marks = [key for key in ("before", "after") if row.get(key) is not None]
    return next((key for key in marks if not _FINGERPRINT.fullmatch(str(row[key]))), None)
