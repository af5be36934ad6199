"""履歴 / History of the leverage cockpit."""

from typing import Final

from workbook.parts import journal

SHEET: Final = journal.journal_sheet(journal.WORKBOOK_INTRO)
