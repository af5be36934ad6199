"""What is wrong with an input range: every cell that is no number, with its place."""

from collections.abc import Iterator
from typing import Final

from hedge_xl.core.arrays import Rows, place
from hedge_xl.core.cells import Refused, Words, quoted, read_cell
from hedge_xl.core.language import Text, same

OK: Final = same("OK")

_LISTED: Final = 3
_BLANK: Final = Text("空白", "a blank")


def diagnosis(rows: Rows) -> Text:
    """ "OK" when every cell is a number; otherwise the first faults with their places, and how many more there are.

    >>> diagnosis([[0.01], ["1,234"], [None]]).en
    'the text "1,234" in row 2; a blank in row 3'
    """
    found = list(_faults(rows))
    if not found:
        return OK
    listed, more = found[:_LISTED], len(found) - _LISTED
    if more > 0:
        listed.append(Text(f"ほか{more}件", f"{more} more"))
    return Text("、".join(fault.ja for fault in listed), "; ".join(fault.en for fault in listed))


def _faults(rows: Rows) -> Iterator[Text]:
    height, width = len(rows), len(rows[0])
    for i, row in enumerate(rows):
        for j, cell in enumerate(row):
            fault = _fault(cell)
            if fault is not None:
                where = place(i, j, height, width)
                yield Text(f"{where.ja}{fault.ja}", f"{fault.en}{where.en}")


def _fault(cell: object) -> Text | None:
    reading = read_cell(cell)
    if reading is None:
        return _BLANK
    if isinstance(reading, Refused):
        return reading.what
    if isinstance(reading, Words):
        return quoted(reading.text)
    return None
