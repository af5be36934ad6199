"""The XML of a cell with a value: what is typed is never mistaken for a formula, and every number keeps its digits."""

import math
import re
from typing import Final, NamedTuple

from hedge_xl.core.language import Text
from workbook.errors import FileError
from workbook.grid import MAX_TEXT
from workbook.ooxml import escape
from workbook.spec import Value
from workbook.twin import is_error

_TOO_LONG: Final = Text(
    "{length} 文字の文章はセルに入りません(上限 {limit})。短くしてください。",
    "a text of {length} characters does not fit in a cell ({limit} at most); shorten it.",
)
_NO_NUMBER: Final = Text(
    "数値 {value} はセルに入れられません。有限の数値を入れてください。",
    "{value} is not a number that a cell can hold; give a finite number.",
)
_NO_CHARACTER: Final = Text(
    "文章に壊れた文字(文字コードの誤り)が含まれています。入れ直してください。",
    "the text holds a broken character (a wrong character code); type it again.",
)
_HALF: Final = re.compile(r"[\ud800-\udfff]")  # half of a pair that makes one character


class Stored(NamedTuple):
    """A value as a cell holds it: the cell's type and the text of its value; without a type a blank."""

    kind: str
    text: str


def typed(value: Value) -> Stored:
    """A value that a user types: text is text, even if it begins with an equals sign."""
    if value is None or value == "":
        return Stored("", "")
    stored = calculated(value)
    return Stored("inlineStr", stored.text) if stored.kind == "str" else stored


def calculated(value: Value) -> Stored:
    """A value that a formula shows."""
    if value is None or isinstance(value, str):
        if is_error(value):
            return Stored("e", value or "")
        if len(value or "") > MAX_TEXT:
            raise FileError(_TOO_LONG.format(length=len(value or ""), limit=MAX_TEXT))
        if _HALF.search(value or ""):
            raise FileError(_NO_CHARACTER)
        return Stored("str", plain(value or ""))
    if isinstance(value, bool):
        return Stored("b", str(int(value)))
    return Stored("n", number_text(value))


def number_text(value: float) -> str:
    """A number with all its digits."""
    number = float(value)  # also turns a numpy float into one whose repr is plain
    if not math.isfinite(number):
        raise FileError(_NO_NUMBER.format(value=value))
    return repr(int(number)) if number.is_integer() and abs(number) < 2**53 else repr(number)


def plain(text: str) -> str:
    """Text in characters that XML can hold; a carriage return would be read back as a line feed."""
    return escape(text).replace("\r", "_x000D_")


def keeps_blanks(text: str) -> bool:
    """Whether blanks at the ends or line breaks would be lost unless the XML says to keep them."""
    return text != text.strip() or "\n" in text
