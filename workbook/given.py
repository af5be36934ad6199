"""Months and amounts as people type them on a command line."""

import re
from calendar import monthrange
from datetime import date
from typing import Final

from hedge_xl.core.errors import DomainError, NotANumberError
from hedge_xl.core.language import Text
from workbook.finding import filled

_FORM: Final = re.compile(r"([0-9]{4})-([0-9]{2})")
_FIRST_YEAR, _LAST_YEAR = 1999, 2199
_BAD: Final = Text(
    "月 {given!r} は使えません。1999-01〜2199-12の範囲で YYYY-MM の形にしてください(例 2026-10)。",
    "{given!r} is not a month; write YYYY-MM from 1999-01 to 2199-12, such as 2026-10.",
)

# Full-width forms of the ASCII characters; other look-alikes (15² and the like) are refused, not guessed at.
_HALF_WIDTH: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_MOST: Final = 1e12  # products and powers of larger numbers would leave what a cell can hold
_NUMBER: Final = re.compile(r"[+-]?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?")
_NO_NUMBER: Final = Text(
    "{given!r} は数値ではありません。150 や 75,000.50 のように入れてください。",
    "{given!r} is not a number; write it like 150 or 75,000.50.",
)
_TOO_SMALL: Final = Text(
    "{given} は使えません。{need}数値を入れてください。", "{given} cannot be used; give a number {need}."
)
_TOO_LARGE: Final = Text("{given} は大きすぎます。1兆以下にしてください。", "{given} is too large; 1e12 is the most.")
_MINUS: Final = "\u2212"  # what Japanese keyboards and statements write for a minus
_ABOVE: Final = Text("0より大きい", "above 0")
_NOT_BELOW: Final = Text("0以上の", "of 0 or more")


def parse_amount(given: str, option: str, *, zero_allowed: bool = False) -> float:
    """A positive amount; thousands separators and full-width digits are fine where they can mean one thing only."""
    value = _number(given, given, option)
    if value < 0 or (value == 0 and not zero_allowed):
        need = _NOT_BELOW if zero_allowed else _ABOVE
        raise DomainError(filled(_TOO_SMALL, given=given, need=need), option)
    return value


def parse_signed(given: str, option: str) -> float:
    """An amount that may be below zero, such as a swap: received +, paid -."""
    return _number(given, given.replace(_MINUS, "-"), option)


def _number(given: str, read: str, option: str) -> float:
    """The number in ``read``, which is ``given`` but for what one kind of amount alone may be written with."""
    text = read.translate(_HALF_WIDTH).strip()
    if not _NUMBER.fullmatch(text):
        raise NotANumberError(_NO_NUMBER.format(given=given), option)
    value = float(text.replace(",", ""))
    if abs(value) > _MOST:
        raise DomainError(_TOO_LARGE.format(given=given), option)
    return value


def parse_month(given: str, option: str = "--start") -> date:
    """The last day of a month written ``YYYY-MM``."""
    match = _FORM.fullmatch(given.strip())
    if match:
        year, month = int(match.group(1)), int(match.group(2))
        if _FIRST_YEAR <= year <= _LAST_YEAR and 1 <= month <= 12:
            return date(year, month, monthrange(year, month)[1])
    raise DomainError(_BAD.format(given=given), option)
