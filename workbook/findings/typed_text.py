"""Numbers and dates that were typed as text: what the cell means, so that the remedy can be said plainly."""

import re
from typing import Final
from unicodedata import normalize

from hedge_xl.core.errors import HedgeError
from hedge_xl.core.language import Text, same
from workbook.finding import filled, shown
from workbook.imports.numbers import parse_number
from workbook.imports.times import TimeReader
from workbook.serials import from_serial
from workbook.spec import Cell, Column, Value

_NUMBER: Final = Text(
    "{value} は数値でなく文字です({how})。書式を数値にして {meant} と入れ直してください。",
    "{value} is stored as text, not as a number ({how}); format the cell as a number and type {meant}.",
)
_DATE: Final = Text(
    "{value} は日付でなく文字です({how})。書式を日付にして {meant} と入れ直してください。",
    "{value} is stored as text, not as a date ({how}); format the cell as a date and type {meant}.",
)
_FULL_WIDTH: Final = Text("全角の文字", "full-width characters")
_BLANKS: Final = Text("前後に空白", "blanks around it")
_SIGNS: Final = Text("桁区切りや単位の記号", "separators or signs of units")
_AS_TEXT: Final = Text("文字として入力", "typed as text")
_DIGITS: Final = re.compile(r"[+-]?[0-9.]+")
_EIGHT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})")


def stored_as_text(spec: Column | Cell, value: Value) -> tuple[str, Text] | None:
    """Code and words for a text that plainly means a number or a date; None for any other value."""
    if not isinstance(value, str):
        return None
    if spec.format == "@" or (spec.validation is not None and spec.validation.kind == "list"):
        return None
    is_date = spec.format.startswith("yyyy")
    meant = _date(value, "h" in spec.format) if is_date else _number(value)
    if meant is None:
        return None
    code, text = ("text-date", _DATE) if is_date else ("text-number", _NUMBER)
    return code, filled(text, value=shown(value), how=_how(value), meant=same(meant))


def _number(value: str) -> str | None:
    plain = normalize("NFKC", value).strip()
    try:
        number = parse_number(plain.removesuffix("%"))
    except HedgeError:
        return None
    if number is None:
        return None
    return f"{number / 100 if plain.endswith('%') else number:.15g}"


def _date(value: str, with_time: bool) -> str | None:
    plain = _EIGHT.sub(r"\1-\2-\3", normalize("NFKC", value).strip(), count=1)
    try:
        serial = TimeReader().read(plain)
    except HedgeError:
        return None
    if serial is None:
        return None
    moment = from_serial(serial)
    return f"{moment:%Y-%m-%d %H:%M}" if with_time and serial % 1 else f"{moment:%Y-%m-%d}"


def _how(value: str) -> Text:
    """What the spelling gives away."""
    stripped = value.strip("\ufeff\u200b").strip()
    if stripped != value:
        return _BLANKS
    if normalize("NFKC", value) != value:
        return _FULL_WIDTH
    if _DIGITS.fullmatch(value) or (any(mark in value for mark in "-/年") and value[:1].isdigit()):
        return _AS_TEXT
    return _SIGNS
