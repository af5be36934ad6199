"""履歴 / History of this template's workbooks."""

from typing import Final

from workbook.parts.journal import WORKBOOK_INTRO, journal_sheet

SHEET: Final = journal_sheet(WORKBOOK_INTRO)
