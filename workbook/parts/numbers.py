"""Numbers of blocks whose own row has no room to say what they are: the guide says it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hedge_xl.core.language import Text
from workbook.spec import Cell, Item, Sheet

_IN_PLACE = 3  # label, unit, and a meaning that ends with its source
_WITH_SOURCE = 4


@dataclass(frozen=True, slots=True)
class Number:
    """What the cells of a sheet are whose keys match a pattern."""

    sheet: str
    cells: str
    name: Text
    unit: Text
    meaning: Text
    source: str

    def covers(self, sheet: Sheet, cell: Cell) -> bool:
        """Whether it speaks of that cell."""
        return sheet.key == self.sheet and re.fullmatch(self.cells, cell.key) is not None


def unexplained(sheet: Sheet) -> Iterator[Cell]:
    """The cells of a sheet whose own row does not hold label, unit, meaning and source.

    Check sheets and guides are made of sentences: there every row says what was found and what to do.
    """
    if sheet.key in ("checks", "guide"):
        return
    for block in sheet.blocks:
        for row in block.rows:
            if not _explains_itself(row):
                yield from (item for item in row if isinstance(item, Cell))


def _explains_itself(row: tuple[Item, ...]) -> bool:
    words = [item for item in row if isinstance(item, Text)]
    return len(words) >= _WITH_SOURCE or (len(words) == _IN_PLACE and words[-1].en.endswith(")"))
