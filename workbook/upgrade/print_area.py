"""What a sheet prints: when something is added at its edge, that is printed too."""

import re
from typing import Final

from openpyxl.utils import column_index_from_string, get_column_letter

from workbook.edit.sheet_list import PRINT_AREA
from workbook.edit.titles import titles
from workbook.edit.whole_part import to_part
from workbook.ooxml import main
from workbook.package import Package

_AREA: Final = re.compile(r"(.+!)\$([A-Z]+)\$(\d+):\$([A-Z]+)\$(\d+)")


def print_up_to(package: Package, title: str, column: int, *, beyond: int = 0) -> None:
    """Widen the area that a sheet prints up to a column, if it has one rectangle that reaches ``beyond`` already."""
    root = package.xml(package.workbook_part)
    home = str(titles(package).index(title))
    for name in root.iterfind(f"{main('definedNames')}/{main('definedName')}"):
        match = _AREA.fullmatch(name.text or "")
        if name.get("name") != PRINT_AREA or name.get("localSheetId") != home or match is None:
            continue
        right = int(column_index_from_string(match[4]))
        if beyond <= right < column:
            name.text = f"{match[1]}${match[2]}${match[3]}:${get_column_letter(column)}${match[5]}"
            package.put(package.workbook_part, to_part(root))
