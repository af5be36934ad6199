"""The formulas of a sheet taken out of its XML: a long table repeats a few long texts, which need no second look.

Each ``<f>...</f>`` of the plain kind is replaced by a short mark with the formula's number. Where the next formula
stands is found by a search for its start; what it is, by comparing it with what followed the last time.
"""

import re
from typing import Final

from workbook.ooxml import unescape
from workbook.plain_xml import NotPlainError, attributes, check_text, decoded

# Control characters cannot occur in XML; whoever reads the marks counts them to be sure of it.
MARK: Final = rb"\x01([0-9]+)\x02"
_MARK: Final = re.compile(MARK)
_Element = tuple[bytes, int, bytes, int]  # the element, its length, its mark and its number
_NONE: Final = b"<f\0", 0, b"", -1  # what no block begins with
_LONGEST: Final = 2**16  # bytes of a formula: Excel allows 8192 letters
_MOST: Final = 4096  # distinct formulas to remember: beyond it they hardly repeat


class Formulas:
    """The formula elements met so far, numbered."""

    def __init__(self) -> None:
        self._start()

    def _start(self) -> None:
        self.texts: list[str] = []
        self._elements: list[bytes] = []
        self._numbers: dict[bytes, int] = {}
        self._after: list[_Element] = [_NONE]  # what followed each formula; before the first one, at the end
        self._last = -1

    def take_out(self, block: bytes) -> tuple[bytes, int]:
        """The block with marks for its plain formulas, and how many marks there are.

        The numbers hold until the next block.
        """
        if len(self._elements) > _MOST:
            self._start()
        after, last = self._after, self._last
        pieces: list[bytes] = []
        find, begins, append = block.find, block.startswith, pieces.append
        done, at = 0, find(b"<f")
        while at >= 0:
            element, length, mark, number = after[last]
            if not begins(element, at):
                number = self._number(block, at)
                if number < 0:
                    at = find(b"<f", at + 2)
                    continue
                element = self._elements[number]
                length, mark = len(element), b"\x01%d\x02" % number
                after[last] = element, length, mark, number
            append(block[done:at])
            append(mark)
            done = at + length
            last = number
            at = find(b"<f", done)
        self._last = last
        append(block[done:])
        return b"".join(pieces), len(pieces) // 2

    def put_back(self, piece: bytes) -> bytes:
        """A piece of a block as it was."""
        return _MARK.sub(lambda match: self._elements[int(match[1])], piece)

    def _number(self, block: bytes, at: int) -> int:
        """The number of the formula that starts there; -1 for one that is not plain, which stays where it is."""
        start = block.find(b">", at)
        if start < 0 or block[start - 1 : start] == b"/":
            return -1
        end = block.find(b"</f>", start, start + _LONGEST)  # a search to the end for each would take for ever
        if end < 0:
            return -1
        element = block[at : end + 4]
        number = self._numbers.get(element)
        if number is None:
            text = _text(element[2 : start - at], element[start - at + 1 : -4])
            if text is None:
                return -1
            number = self._numbers[element] = len(self._elements)
            self._elements.append(element)
            self._after.insert(number, _NONE)
            self.texts.append(text)
        return number


def _text(tag: bytes, content: bytes) -> str | None:
    """What a formula says; None for a formula of another kind than the normal one, or one that needs a parser."""
    if b"<" in content:
        return None
    try:
        check_text(content)
        if attributes(tag, frozenset()).get("t", "normal") != "normal":
            return None
        return unescape(decoded(content))
    except NotPlainError:
        return None
