"""Whether two formula texts mean the same, however the program that saved them spells it."""

from functools import lru_cache
from typing import Final

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token, TokenizerError

_NAMED_LOGICALS: Final = ("TRUE(", "FALSE(")


def same_formula(stored: str, wanted: str) -> bool:
    """Equal but for white space and the spelling of constants: 1E-12 or 0.000000000001, FALSE or FALSE()."""
    return stored == wanted or _tokens(stored) == _tokens(wanted)


def canonical(formula: str) -> str:
    """One spelling for all formulas that `same_formula` calls the same."""
    return " ".join(_tokens(formula))


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
    return repr(float(value)) if item.type == Token.OPERAND and item.subtype == Token.NUMBER else value
