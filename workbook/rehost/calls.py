"""Calls of hedge_xl functions in formulas that are not ours, as another edition spells them."""

from dataclasses import dataclass

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token, TokenizerError

from workbook.edit.graft import defined_names
from workbook.editions.macros import has_macros
from workbook.hosts import PREFIXES, known_call
from workbook.read import Opened
from workbook.spec import Host


@dataclass(frozen=True, slots=True)
class Callers:
    """How calls in one file are told and respelled.

    A plain name is ours where nothing else in the file could be called by it: a macro, or a defined function.
    """

    target: Host
    plain: bool
    names: frozenset[str]

    @classmethod
    def of(cls, opened: Opened, target: Host) -> "Callers":
        """For a file on its way to another edition."""
        plain = opened.host == "excel" or not has_macros(opened.package)
        return cls(target, plain, frozenset(name.upper() for name in defined_names(opened.package)))

    def respelled(self, formula: str) -> tuple[str, bool]:
        """The formula, and whether it still calls a function that the edition does not have.

        The native edition has none, and no formula of built-in functions does all that a function does: it checks
        its arguments. So there such a formula stays as it is, for its author to decide.
        """
        try:
            items = Tokenizer(f"={formula}").items
        except (TokenizerError, IndexError):
            return formula, False  # no formula that a spreadsheet could read
        done, at, calls = "", 0, False
        for item in items:
            if item.type == Token.WSPACE:
                continue
            word = str(item.value)
            start = formula.index(word, at)
            ours = self.ours(word[:-1]) if item.type == Token.FUNC and item.subtype == Token.OPEN else None
            calls = calls or ours is not None
            new = word if ours is None or self.target == "native" else f"{PREFIXES[self.target]}{ours}("
            done += formula[at:start] + new
            at = start + len(word)
        return done + formula[at:], calls and self.target == "native"

    def ours(self, written: str) -> str | None:
        """The function that a call by that name is of; None for a call of anything else."""
        found = known_call(written)
        if found is None:
            return None
        name, certain = found
        return name if certain or (self.plain and name not in self.names) else None
