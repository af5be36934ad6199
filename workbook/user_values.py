"""Values of the user's own formulas, which hedge-xl cannot compute: LibreOffice shows them as they are stored.

Excel computes a changed file anew when it opens it. LibreOffice, as it is set at first, does so with no file that it
has saved itself: what a formula of the user's makes of our cells stays as it was until it is told to compute.
"""

from collections.abc import Sequence
from typing import Final

from hedge_xl.core.language import Text
from workbook.edit.growth import Growth
from workbook.edit.user_formulas import cells_not_ours
from workbook.finding import marked
from workbook.package import Package
from workbook.read import Opened

LIBREOFFICE: Final = "LibreOffice"
_STALE: Final = Text(
    "自分で書いた式が{count}個あり、LibreOfficeは開いても計算し直しません。Ctrl+Shift+F9 を押してください。",
    "{count} formulas of your own are not recalculated by LibreOffice when it opens the file: press Ctrl+Shift+F9.",
)


def saved_by(package: Package) -> str:
    """The program that last saved the file, as the file says."""
    for part in package.related("", "extended-properties"):
        if part in package:
            return next((item.text or "" for item in package.xml(part).iter("{*}Application")), "")
    return ""


def stale_values(opened: Opened) -> Text | None:
    """What to press when the file is next opened; None where nothing is."""
    if not opened.whole or not saved_by(opened.package).startswith(LIBREOFFICE):
        return None
    count = _own_formulas(opened)
    return _STALE.format(count=count) if count else None


def stale_note(opened: Opened) -> Sequence[Text]:
    """The same as a line that a command prints after it has changed the file."""
    text = stale_values(opened)
    return [] if text is None else [marked("warning", text)]


def _own_formulas(opened: Opened) -> int:
    """How many cells hold a formula that no declaration of ours has put there."""
    named = {(found.sheet.part, found.row, found.column) for found in opened.cells.values()}
    count = 0
    for sheet in opened.file.sheets:
        here = [Growth(table, 0) for table in opened.tables.values() if table.sheet is sheet]
        places = [place for place, cell in cells_not_ours(sheet, here) if cell.formula is not None]
        count += sum((sheet.part, *place) not in named for place in places)
    return count
