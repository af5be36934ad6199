"""The arguments of calls in a formula, and single cells among them as LibreOffice's add-in must be handed them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token

_SINGLE: Final = re.compile(
    r"(?:(?:'(?:[^':]|'')+'|[^'!:]+)!)?\$?[A-Z]{1,3}\$?[1-9][0-9]{0,6}"
    r"|\w+\[\[#This Row\],\[(?:'.|[^\[\]'])+\]\]",
    re.IGNORECASE,
)


class Word(NamedTuple):
    """A token of a formula, and where it begins."""

    token: Token
    start: int

    @property
    def text(self) -> str:
        """The token as it is written."""
        return str(self.token.value)


def words_of(formula: str) -> list[Word]:
    """The tokens of a formula but for white space, which the tokenizer makes one blank; its errors for none."""
    words, at = [], 0
    for token in Tokenizer(f"={formula}").items:
        if token.type != Token.WSPACE:
            at = formula.index(str(token.value), at)
            words.append(Word(token, at))
            at += len(str(token.value))
    return words


def arguments_of(words: Sequence[Word], calls: Iterable[int]) -> Iterator[range]:
    """The arguments of the calls that begin at those words, as ranges of words."""
    wanted, opened = set(calls), list[tuple[bool, int]]()
    for number, word in enumerate(words):
        if word.token.type == Token.SEP and opened and opened[-1][0]:
            yield range(opened[-1][1], number)
            opened[-1] = (True, number + 1)
        elif word.token.subtype == Token.OPEN:
            opened.append((number in wanted, number + 1))
        elif word.token.subtype == Token.CLOSE and opened:
            ours, first = opened.pop()
            if ours:
                yield range(first, number)


def single_cells(names: Mapping[str, str]) -> frozenset[str]:
    """The names that stand for one cell, wherever they are defined."""
    found: dict[str, bool] = {}
    for name, target in names.items():
        bare = name.rpartition("!")[2].casefold()
        found[bare] = found.get(bare, True) and _SINGLE.fullmatch(target) is not None
    return frozenset(name for name, single in found.items() if single)


def guarded(argument: Sequence[Word], names: frozenset[str]) -> str | None:
    """A single cell with the look at it that our own formulas take; None for any other argument.

    Calc hands an add-in 0 for a blank cell, where Excel hands a blank.
    """
    if len(argument) != 1 or not _is_cell(argument[0], names):
        return None
    cell = argument[0].text
    return f'IF({cell}="","",{cell})'


def unguarded(argument: Sequence[Word], names: frozenset[str]) -> str | None:
    """The cell that such a look is taken at; None for any other argument."""
    cell = argument[1] if len(argument) > 1 else None
    if cell is None or not _is_cell(cell, names):
        return None
    same = "".join(word.text for word in argument).upper() == f'IF({cell.text}="","",{cell.text})'.upper()
    return cell.text if same else None


def _is_cell(word: Word, names: frozenset[str]) -> bool:
    operand = word.token.type == Token.OPERAND and word.token.subtype == Token.RANGE
    return operand and (word.text.casefold() in names or _SINGLE.fullmatch(word.text) is not None)
