"""The proof that a workbook computes what its twins do: spreadsheets that share no code with us recalculate it.

LibreOffice recalculates many files in one start; IronCalc is the second engine. Its COUNTIF refuses a range of one
cell, so that what it is given has no table of one row.
"""

import math
from collections.abc import Hashable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

import ironcalc

from workbook.cells import CellValue, ErrorValue, read_book
from workbook.recalc import LibreOffice
from workbook.spec import Inputs
from workbook.twin import is_error

Key = TypeVar("Key", bound=Hashable)
Pair = tuple[Path, Path]
ZERO = 1e-15


def recalculated(libreoffice: LibreOffice, folder: Path, files: Mapping[Key, bytes]) -> dict[Key, Pair]:
    """Each file as we wrote it and as LibreOffice recalculated it, all in one start of the program."""
    written = {key: folder / f"{number}.xlsx" for number, key in enumerate(files)}
    for key, path in written.items():
        path.write_bytes(files[key])
    made = libreoffice.recalculate(list(written.values()), folder / "recalculated")
    return dict(zip(written, zip(written.values(), made, strict=True), strict=True))


def differences(ours: Path, theirs: Path, fewest: int, zero: float = ZERO) -> Iterator[str]:
    """Formula cells, ``fewest`` or more, whose value in the second file is not the twin's in the first."""
    compared = 0
    for sheet, other in zip(read_book(ours).sheets, read_book(theirs).sheets, strict=True):
        for position, cell in sheet.cells.items():
            if cell.formula is None:
                continue
            compared += 1
            found = other.cells.get(position)
            if not same(cell.value, found.value if found else None, zero):
                yield f"{sheet.name} {position}: twin {cell.value!r}, LibreOffice {found!r} for {cell.formula[:300]}"
    assert compared >= fewest, compared


def second_opinion(path: Path, fewest: int, only: str = "") -> Iterator[str]:
    """Formula cells, ``fewest`` or more, of all sheets or the one named, that IronCalc computes otherwise."""
    compared = 0
    engine = ironcalc.load_from_xlsx(str(path), "en", "UTC", "en")
    engine.evaluate()
    for number, sheet in enumerate(read_book(path).sheets):
        for position, cell in sheet.cells.items():
            if cell.formula is None or only not in ("", sheet.name):
                continue
            compared += 1
            value = as_number(engine.get_cell_value(number, *position))
            if not same(cell.value, value):
                yield f"{sheet.name} {position}: twin {cell.value!r}, IronCalc {value!r} for {cell.formula[:300]}"
    assert compared >= fewest, compared


def as_number(value: CellValue | int) -> CellValue:
    """A value of IronCalc's, which tells whole numbers from others and gives an error by its text."""
    if isinstance(value, str) and is_error(value):
        return ErrorValue(value)
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def no_single_rows(inputs: Inputs) -> Inputs:
    """The inputs with the only row of a table twice."""
    for key, rows in inputs.tables.items():
        inputs.tables[key] = rows * 2 if len(rows) == 1 else rows
    return inputs


def same(first: CellValue, second: CellValue, zero: float = ZERO) -> bool:
    """Numbers to a relative 1e-9, everything else exactly; an empty text is a blank."""
    if isinstance(first, float) and isinstance(second, float):
        return math.isclose(first, second, rel_tol=1e-9, abs_tol=zero)
    return (first or None if isinstance(first, str) else first) == (
        second or None if isinstance(second, str) else second
    )


def told(found: Iterator[str]) -> str:
    """How many differ and the first of them; "" when none does."""
    lines = list(found)
    return f"{len(lines)} cells differ, first: {lines[:5]}" if lines else ""
