"""Calls of hedge_xl functions in formulas that are not ours, as another edition spells them."""

from dataclasses import dataclass

from openpyxl.formula.tokenizer import Token, TokenizerError

from workbook.edit.graft import defined_names
from workbook.editions.macros import has_macros
from workbook.hosts import PREFIXES, known_call
from workbook.read import Opened
from workbook.rehost.arguments import Word, arguments_of, guarded, single_cells, unguarded, words_of
from workbook.spec import Host


@dataclass(frozen=True, slots=True)
class Callers:
    """How calls in one file are told and respelled.

    A plain name is ours where nothing else in the file could be called by it: a macro, or a defined function.
    """

    source: Host
    target: Host
    plain: bool
    names: frozenset[str]
    cells: frozenset[str]
    """The names that stand for one cell."""

    @classmethod
    def of(cls, opened: Opened, target: Host) -> "Callers":
        """For a file on its way to another edition."""
        plain = opened.host == "excel" or not has_macros(opened.package)
        names = frozenset(name.upper() for name in defined_names(opened.package))
        return cls(opened.host, target, plain, names, single_cells(opened.file.names))

    def respelled(self, formula: str) -> tuple[str, bool]:
        """The formula, and whether it still calls a function that the edition does not have.

        The native edition has none, and no formula of built-in functions does all that a function does: it checks
        its arguments. So there such a formula stays as it is, for its author to decide.
        """
        try:
            words = words_of(formula)
        except (TokenizerError, IndexError):
            return formula, False  # no formula that a spreadsheet could read
        called = {number: name for number, word in enumerate(words) if (name := self._called(word)) is not None}
        if self.target == "native":
            return formula, bool(called)
        new = {number: f"{PREFIXES[self.target]}{name}(" for number, name in called.items()}
        changed = {number: text for number, text in new.items() if text != words[number].text}
        edits = [(words[number].start, len(words[number].text), text) for number, text in changed.items()]
        for argument in arguments_of(words, changed):
            part = words[argument.start : argument.stop]
            text = self._handed_over(part)
            if text is not None:
                edits.append((part[0].start, part[-1].start + len(part[-1].text) - part[0].start, text))
        for start, length, text in sorted(edits, reverse=True):
            formula = formula[:start] + text + formula[start + length :]
        return formula, False

    def _called(self, word: Word) -> str | None:
        """The function of ours that a call at that word is of."""
        call = word.token.type == Token.FUNC and word.token.subtype == Token.OPEN
        return self.ours(word.text[:-1]) if call else None

    def _handed_over(self, argument: list[Word]) -> str | None:
        """An argument as the edition must be handed it; None where it stays as it is."""
        if self.target == "libreoffice":
            return guarded(argument, self.cells)
        return unguarded(argument, self.cells) if self.source == "libreoffice" else None

    def ours(self, written: str) -> str | None:
        """The function that a call by that name is of; None for a call of anything else."""
        found = known_call(written)
        if found is None:
            return None
        name, certain = found
        return name if certain or (self.plain and name not in self.names) else None
