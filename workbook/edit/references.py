"""What becomes of references when tables grow: a range over all rows of a table grows with it, all others stay.

That is what Excel does when a row is typed under a table: charts, names, rules and formulas over a whole column go on
covering the whole column. With a totals row, references to it follow it down.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token, TokenizerError
from openpyxl.utils import column_index_from_string

from workbook.edit.growth import Growth

_AREA: Final = re.compile(r"(\$?)([A-Za-z]{1,3})(\$?)([1-9][0-9]{0,6})(?::(\$?)([A-Za-z]{1,3})(\$?)([1-9][0-9]{0,6}))?")
_OPERAND: Final = re.compile(r"(?:'((?:[^']|'')+)'!|([^'!]+)!)?([^!]+)")


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of a sheet."""

    top: int
    left: int
    bottom: int
    right: int


class References:
    """The references of a workbook in which some tables grow."""

    def __init__(self, tables: Iterable[Growth]) -> None:
        self.growing = [growth for growth in tables if growth.added]
        rows = {str(row) for growth in self.growing for row in (growth.last, growth.bottom)}
        self._ends = re.compile(rf"(?<!\d)(?:{'|'.join(sorted(rows))})(?!\d)")

    def formula(self, text: str, home: str = "", *, cells: bool = False) -> str:
        """A formula on sheet ``home``; ``cells`` lets one cell that is a whole column of one row grow as well."""
        if not self.growing or not self._ends.search(text):
            return text
        try:
            items = Tokenizer(text if text.startswith("=") else f"={text}").items
        except (TokenizerError, IndexError):
            return text  # no formula that a spreadsheet could read
        done, at = "", 0
        for item in items:
            if item.type == Token.WSPACE:
                continue  # the tokenizer makes one blank of many; the text between tokens stays as it is
            word = str(item.value)
            start = text.index(word, at)
            reference = item.type == Token.OPERAND and item.subtype == Token.RANGE
            done += text[at:start] + (self._operand(word, home, cells) if reference else word)
            at = start + len(word)
        return done + text[at:]

    def ranges(self, text: str, home: str) -> str:
        """A list of ranges on sheet ``home`` with blanks between them, as rules state where they apply."""
        return " ".join(self._area(part, home, cells=True) for part in text.split())

    def area(self, area: Area, home: str) -> Area:
        """A rectangle of sheet ``home``."""
        for growth in self.growing:
            if growth.found.sheet.name.casefold() == home.casefold():
                area = _grown(area, growth)
        return area

    def _operand(self, text: str, home: str, cells: bool) -> str:
        match = _OPERAND.fullmatch(text)
        if match is None:
            return text
        sheet = match[1].replace("''", "'") if match[1] else match[2] or home
        return text[: match.start(3)] + self._area(match[3], sheet, cells)

    def _area(self, text: str, home: str, cells: bool) -> str:
        match = _AREA.fullmatch(text)
        if match is None:
            return text
        one = match[6] is None
        first, last = _column(match[2]), _column(match[2] if one else match[6])
        area = Area(int(match[4]), first, int(match[4] if one else match[8]), last)
        new = self.area(area, home)
        if new == area or (one and new.top != new.bottom and not cells):
            return text
        start = f"{match[1]}{match[2]}{match[3]}{new.top}"
        if one and new.top == new.bottom:
            return start
        end = (match[1], match[2], match[3]) if one else (match[5], match[6], match[7])
        return f"{start}:{''.join(end)}{new.bottom}"


def _grown(area: Area, growth: Growth) -> Area:
    if area.left > growth.right or area.right < growth.left:
        return area
    within = growth.left <= area.left and area.right <= growth.right
    if growth.totals and area.top == area.bottom == growth.bottom and within:
        return Area(area.top + growth.added, area.left, area.bottom + growth.added, area.right)
    if area.top <= growth.first and area.bottom in (growth.last, growth.bottom):
        return Area(area.top, area.left, area.bottom + growth.added, area.right)
    return area


def _column(letters: str) -> int:
    return int(column_index_from_string(letters.upper()))
