"""The calls of hedge_xl functions in a workbook: their arguments computed by LibreOffice, the answers by Python.

The formulas are the excel edition's, put beside their rows in a native file. Round after round the innermost calls go:
each of their arguments gets a cell of its own, and the answer takes the call's place. What is left has built-in
functions only.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from customise_xml import editing, put_cell

from hedge_xl.core.errors import HedgeError
from hedge_xl.functions import CATALOGUE
from workbook.cells import CellValue, ErrorValue
from workbook.package import Package
from workbook.read import FoundTable, Opened

FIRST_COLUMN = 60  # far to the right of every table
_COLUMN = re.compile(r"(\w+)\[([^\[\]]+)\]")
_SLICE = re.compile(r"INDEX\((\w+)\[([^\[\]]+)\],(.*)\):INDEX\(\1\[\2\],(.*)\)", re.DOTALL)
_CALL = re.compile(r"(?<![\w.])([A-Z][A-Z0-9_]*)(?=\()")
_QUOTED = re.compile(r'"(?:[^"]|"")*"')


@dataclass(slots=True)
class Probe:
    """A formula that calls functions, where it stands, and what it is in the end."""

    key: str
    title: str
    row: int
    formula: str
    wanted: CellValue
    pending: list[tuple[int, int, str, list[tuple[str, ...]]]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    first: int = 0

    @property
    def done(self) -> bool:
        return not any(True for _ in innermost(self.formula))


def innermost(formula: str) -> Iterator[tuple[int, int, str, list[str]]]:
    """The calls that hold no other call of the catalogue: start, end, name, arguments."""
    quoted = [match.span() for match in _QUOTED.finditer(formula)]
    for match in _CALL.finditer(formula):
        if match[1] in CATALOGUE and not any(start <= match.start() < end for start, end in quoted):
            arguments, end = _arguments(formula, match.end())
            if not any(name in CATALOGUE for text in arguments for name in _CALL.findall(_QUOTED.sub("", text))):
                yield match.start(), end, match[1], arguments


def _arguments(formula: str, opening: int) -> tuple[list[str], int]:
    """The arguments of a call; a comma in a text or in a column's name parts nothing."""
    parts, depth, start, at = [], 0, opening + 1, opening
    while True:
        char = formula[at]
        if char == '"':
            at = formula.index('"', at + 1)
        elif char in "({[":
            depth += 1
        elif char in ")}]":
            depth -= 1
        if depth == 0 or (depth == 1 and char == ","):
            parts.append(formula[start:at])
            start = at + 1
        if depth == 0:
            return ([] if parts == [""] else parts), at + 1
        at += 1


def probes(functions: Opened, native: Opened, rows: int) -> list[Probe]:
    """The formulas of a file that call functions, of ``rows`` rows of each table, with the native file's values."""
    found = []
    for key, table in functions.tables.items():
        step = max(1, len(table.rows) // rows)
        for column in table.spec.columns:
            formulas, values = table.formulas(column.key), native.tables[key].values(column.key)
            for index in range(len(formulas) - 1, -1, -step):
                text = formulas[index] or ""
                if any(True for _ in innermost(text)):
                    where = table.at(index, column.key)[0]
                    found.append(Probe(f"{key}.{column.key} {index}", table.sheet.name, where, text, values[index]))
    for key, item in functions.cells.items():
        text = item.cell.formula if item.cell is not None else None
        value = native.cells[key].cell
        if text and key != "host_status" and any(True for _ in innermost(text)):
            found.append(Probe(key, item.sheet.name, item.row, text, value.value if value is not None else None))
    return found


def ask(package: Package, parts: dict[str, str], all_probes: list[Probe]) -> None:
    """Give every argument, or a formula without calls, a cell on its row."""
    taken: dict[tuple[str, int], int] = {}
    for title in {probe.title for probe in all_probes}:
        with editing(package, parts[title]) as root:
            for probe in (item for item in all_probes if item.title == title):
                _prepare(probe)
                probe.first = taken.get((title, probe.row), FIRST_COLUMN)
                taken[title, probe.row] = probe.first + len(probe.asked)
                for number, text in enumerate(probe.asked, start=probe.first):
                    put_cell(root, probe.row, number, f"={text}")


def _prepare(probe: Probe) -> None:
    probe.pending, probe.asked = [], []
    for start, end, name, arguments in innermost(probe.formula):
        shapes: list[tuple[str, ...]] = []
        for text in arguments:
            sliced, column = _SLICE.fullmatch(text), _COLUMN.fullmatch(text)
            if sliced:
                shapes.append(("slice", sliced[1], sliced[2]))
                probe.asked += [sliced[3], sliced[4]]
            elif column:
                shapes.append(("column", column[1], column[2]))
            elif text:
                shapes.append(("value",))
                probe.asked.append(text)
            else:
                shapes.append(("omitted",))
        probe.pending.append((start, end, name, shapes))
    if not probe.pending:
        probe.asked = [probe.formula]


def answer(probe: Probe, values: list[CellValue], tables: dict[str, FoundTable]) -> None:
    """Put what Python answers in the place of the calls whose arguments are known now."""
    given = iter(values)
    made = []
    for start, end, name, shapes in probe.pending:
        arguments = [_argument(shape, given, tables) for shape in shapes]
        try:
            made.append((start, end, _written(CATALOGUE[name].call(*arguments))))
        except HedgeError:
            made.append((start, end, "NA()"))  # where the formula does not look at it
    for start, end, text in reversed(made):
        probe.formula = probe.formula[:start] + text + probe.formula[end:]


def _argument(shape: tuple[str, ...], given: Iterator[CellValue], tables: dict[str, FoundTable]) -> object:
    if shape[0] == "omitted":
        return None
    if shape[0] == "value":
        value = next(given)
        return value.text if isinstance(value, ErrorValue) else value
    table = tables[shape[1]]
    number = table.table.ref[1] + list(table.table.columns).index(shape[2].replace("'", ""))
    cells = table.sheet.cells.column_values(number, table.rows)
    if shape[0] == "slice":
        first, last = next(given), next(given)
        if not isinstance(first, float) or not isinstance(last, float):
            return "#N/A"
        cells = cells[max(0, int(first) - 1) : int(last)]
    return [[value] for value in cells]


def _written(value: object) -> str:
    if isinstance(value, list):
        rows = [",".join(map(_written, row)) for row in value]
        return "{" + ";".join(rows) + "}"
    if isinstance(value, str) or value is None:
        return '"' + (value or "").replace('"', '""') + '"'
    number = float(value)  # type: ignore[arg-type]  # what is left are numbers
    return repr(number) if math.isfinite(number) else "NA()"


def alike(one: CellValue, other: CellValue) -> bool:
    """Equal, numbers to a relative 1e-9, blanks and empty texts alike."""
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-12)
    return (one or None) == (other or None)
