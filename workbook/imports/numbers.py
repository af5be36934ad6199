"""Numbers as brokers and people write them. What could mean two numbers is refused, never guessed at."""

import re
from typing import Final, Literal
from unicodedata import normalize

from hedge_xl.core.errors import NotANumberError
from hedge_xl.core.language import Text

Decimal = Literal[".", ",", ""]  # "" where nothing tells whether a comma groups digits or begins decimals
MOST: Final = 1e12  # larger than any amount of money here; beyond it something else was read

# Signs of currencies and units around a number; longer words first.
_UNIT: Final = r"(?:USD|JPY|US\$|ドル|通貨|[¥円$])"
_AROUND: Final = re.compile(rf"([-+(]?)\s*(?:{_UNIT}\s*)?([-+(]?.*?)(?:\s*{_UNIT})?(\)?)", re.IGNORECASE)
_MINUS: Final = str.maketrans(dict.fromkeys("−‐‑‒–—―▲△", "-"))  # NFKC leaves these as they are
_PLAIN: Final = re.compile(r"[+-]?\d+(?:\.\d+)?")
_POINT: Final = re.compile(r"[+-]?(?:\d+|[1-9]\d{0,2}(?:[, ]\d{3})+)(?:\.\d+)?|[+-]?\.\d+")
_COMMA: Final = re.compile(r"[+-]?(?:\d+|[1-9]\d{0,2}(?:[. ]\d{3})+)(?:,\d+)?|[+-]?,\d+")
_BLANK: Final = frozenset({"", "-", "--", "---", "*", "N/A", "n/a"})

_NO_NUMBER: Final = Text(
    "「{given}」は数値ではありません。150.25 や 10,000 のように書いてください。",
    '"{given}" is not a number; write it like 150.25 or 10,000.',
)
_UNCLEAR: Final = Text(
    '「{given}」のカンマは桁区切りか小数点か決められません。対応表に decimal = "." か "," と書いてください。',
    'the comma in "{given}" may group digits or begin decimals; put decimal = "." or "," in the mapping.',
)
_TOO_LARGE: Final = Text("{given} は大きすぎます(1兆まで)。", "{given} is too large; 1e12 is the most.")


def parse_number(given: str, decimal: Decimal = ".") -> float | None:
    """The number in a cell; None for a blank one. NotANumberError for anything that is not clearly one number."""
    if decimal == "." and _PLAIN.fullmatch(given) and given.isascii():
        return _bounded(float(given), given)
    text = normalize("NFKC", given).translate(_MINUS).strip()
    if text in _BLANK:
        return None
    around = _AROUND.fullmatch(text)
    text = _signed("".join(around.groups()) if around else text)
    if not decimal and "," in text:
        raise NotANumberError(_UNCLEAR.format(given=given))
    pattern = _COMMA if decimal == "," else _POINT
    if not text.isascii() or not pattern.fullmatch(text):
        raise NotANumberError(_NO_NUMBER.format(given=given[:60]))
    if decimal == ",":
        text = text.replace(".", "").replace(",", ".")
    return _bounded(float(text.replace(",", "").replace(" ", "")), given)


def _signed(text: str) -> str:
    """One sign in front: parentheses, and a sign behind the digits or apart from them, mean the same."""
    if text.startswith("(") and text.endswith(")"):
        inner = text[1:-1].strip()
        return f"-{inner}" if inner[:1] not in ("-", "+") else text
    if text.endswith("-") and text[:1] not in ("-", "+"):
        return f"-{text[:-1].strip()}"
    return text[:1] + text[1:].lstrip() if text[:1] in ("-", "+") else text


def _bounded(value: float, given: str) -> float:
    if abs(value) > MOST:
        raise NotANumberError(_TOO_LARGE.format(given=given[:60]))
    return value
