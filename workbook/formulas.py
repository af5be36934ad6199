"""Whether two formula texts mean the same, however the program that saved them spells it."""

import re
from functools import lru_cache
from typing import Final

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token, TokenizerError

from workbook.hosts import usual_spelling

_NAMED_LOGICALS: Final = ("TRUE(", "FALSE(")
_QUOTED: Final = re.compile(r"'((?:[^']|'')+)'!")


def same_formula(stored: str, wanted: str) -> bool:
    """Equal but for white space and the spelling of constants: 1E-12 or 0.000000000001, FALSE or FALSE().

    Excel and LibreOffice quote a sheet's name only where they must.
    """
    return stored == wanted or _unquoted(stored) == _unquoted(wanted)


def canonical(formula: str) -> str:
    """One spelling for all formulas that `same_formula` calls the same, but for quotes around sheet names."""
    return " ".join(_tokens(formula))


@lru_cache(maxsize=1024)
def _unquoted(formula: str) -> tuple[str, ...]:
    """The tokens with sheet names as they are; a text keeps what looks like one."""
    return tuple(word if word.startswith('"') else _QUOTED.sub("\\1!", word) for word in _tokens(formula))


@lru_cache(maxsize=1024)  # a column's formula is compared once, not once a row
def _tokens(formula: str) -> tuple[str, ...]:
    try:
        items = [item for item in Tokenizer(f"={formula.lstrip('=')}").items if item.type != Token.WSPACE]
    except (TokenizerError, IndexError):
        return (formula,)  # no formula that a spreadsheet could read
    words: list[str] = []
    for item in items:
        if item.type == Token.FUNC and item.subtype == Token.CLOSE and words[-1] in _NAMED_LOGICALS:
            words[-1] = words[-1].rstrip("(")
        else:
            words.append(_word(item))
    return tuple(words)


def _word(item: Token) -> str:
    value = str(item.value)
    if item.type == Token.FUNC:
        return usual_spelling(value)
    return repr(float(value)) if item.type == Token.OPERAND and item.subtype == Token.NUMBER else value
