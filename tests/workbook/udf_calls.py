"""The calls of hedge_xl functions in a workbook, their arguments computed by LibreOffice and the answers by Python.

For every formula cell that calls functions, a probe sheet gets one cell for each argument; a second run puts the answers
that Python gives in place of the calls and computes the rest of each formula. Nothing of a twin is used.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from openpyxl.formula import Tokenizer
from openpyxl.utils import get_column_letter

from hedge_xl.functions import CATALOGUE
from workbook.cells import CellValue, ErrorValue
from workbook.dialect import _arguments
from workbook.read import Opened

_RANGE = re.compile(r"\w+\[[^\[\]]+\]|INDEX\(.*\):INDEX\(.*\)", re.DOTALL)
_CALL = re.compile(r"(?<![\w.])([A-Z][A-Z0-9_]*)(?=\()")


@dataclass(slots=True)
class Call:
    """One call: the function and its arguments as texts; where it stands in the formula."""

    name: str
    arguments: list[str]
    start: int
    end: int


@dataclass(slots=True)
class Probe:
    """A cell with a formula that calls functions."""

    key: str
    title: str
    row: int
    column: int
    formula: str
    calls: list[Call] = field(default_factory=list)


def innermost(formula: str) -> Iterator[Call]:
    """The calls of the catalogue that hold no other such call in their arguments."""
    quoted = [(m.start(), m.end()) for m in re.finditer(r'"(?:[^"]|"")*"', formula)]
    for match in _CALL.finditer(formula):
        if match[1] in CATALOGUE and not any(a <= match.start() < b for a, b in quoted):
            arguments, end = _arguments(formula, match.end())
            if not any(name in CATALOGUE for text in arguments for name in _CALL.findall(text)):
                yield Call(match[1], arguments, match.start(), end)


def is_range(argument: str) -> bool:
    """Whether an argument is a range of cells and not a value."""
    return _RANGE.fullmatch(argument) is not None


def probes(book: Opened) -> Iterator[Probe]:
    """Every cell that calls functions but for the version."""
    for key, table in book.tables.items():
        for column in table.spec.columns:
            for index, formula in enumerate(table.formulas(column.key)):
                if formula and any(True for _ in innermost(formula)):
                    row, number = table.at(index, column.key)
                    yield Probe(f"{key}.{column.key} {index}", table.sheet.name, row, number, formula)
    for key, found in book.cells.items():
        formula = found.cell.formula if found.cell is not None else None
        if formula and key != "host_status" and any(True for _ in innermost(formula)):
            yield Probe(key, found.sheet.name, found.row, found.column, formula)


def called(name: str, values: list[object]) -> object:
    """What the function answers, as a cell holds it."""
    answer = CATALOGUE[name].call(*values)
    return answer


def tokens(formula: str) -> int:
    """How many words a formula has: one that cannot be read has none."""
    return len(Tokenizer(f"={formula}").items)


def place(row: int, column: int) -> str:
    """An address."""
    return f"${get_column_letter(column)}${row}"


def plain(value: CellValue) -> object:
    """A value as a function gets it."""
    return value.text if isinstance(value, ErrorValue) else value
