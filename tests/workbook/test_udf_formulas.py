"""The formulas that call functions, computed without Excel: they show what the native edition shows.

So a call with its arguments in another order, or of another function, is seen, though no program here runs the edition.
"""

from datetime import datetime
from functools import cache
from pathlib import Path

import pytest
from customise_xml import worksheets
from editions import edition, opened, package
from ledgers import made
from scenarios import demo
from udf_calls import Probe, alike, answer, ask, probes

from hedge_xl.functions import CATALOGUE, use_language
from workbook.build import build
from workbook.cells import read_book
from workbook.ledger import LEDGER
from workbook.read import Opened
from workbook.recalc import LibreOffice
from workbook.templates import EXAMPLE

ROWS = 4  # of each table
BOOKS = ("ledger", "index-hedge", "positioning")


@pytest.fixture(scope="module")
def computed(libreoffice: LibreOffice, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Probe]]:
    """Every such formula computed, in as many starts of LibreOffice as calls stand in each other."""
    folder = tmp_path_factory.mktemp("calls")
    files = {key: _files(key) for key in BOOKS}
    found = {key: probes(opened(functions), opened(native), ROWS) for key, (functions, native) in files.items()}
    for number in range(4):
        waiting = {key: [probe for probe in items if probe.asked != [probe.formula]] for key, items in found.items()}
        if not any(waiting.values()):
            break
        paths = []
        for key, items in waiting.items():
            parts = package(files[key][1])
            ask(parts, worksheets(parts), items)
            paths.append(folder / f"{number}-{key}.xlsx")
            paths[-1].write_bytes(parts.to_bytes())
        recalculated = libreoffice.recalculate(paths, folder / str(number))
        for (key, items), path in zip(waiting.items(), recalculated, strict=True):
            _take(items, path, opened(files[key][1]))
    return found


@cache
def _files(key: str) -> tuple[bytes, bytes]:
    """The file whose formulas are looked at, and the native one with the same inputs."""
    if key != "ledger":
        return edition(key, "en", "excel"), edition(key, "en", "native")
    day = datetime(EXAMPLE.month.year, EXAMPLE.month.month, 1)
    return build(LEDGER, demo("en"), "en", host="excel", modified=day), made(demo("en"), "en")


def _take(items: list[Probe], path: Path, native: Opened) -> None:
    sheets = {sheet.name: sheet.cells for sheet in read_book(path).sheets}
    tables = {table.table.name: table for table in native.tables.values()}
    for probe in items:
        cells = [sheets[probe.title].get((probe.row, probe.first + at)) for at in range(len(probe.asked))]
        values = [cell.value if cell is not None else None for cell in cells]
        if probe.pending:
            with use_language(native.language):
                answer(probe, values, tables)
        else:
            assert alike(values[0], probe.wanted), f"{probe.key}: {values[0]!r}, not {probe.wanted!r}: {probe.formula}"


@pytest.mark.parametrize("key", BOOKS)
def test_every_formula_with_calls_shows_what_the_native_one_does(computed: dict[str, list[Probe]], key: str) -> None:
    assert computed[key]
    assert all(probe.asked == [probe.formula] for probe in computed[key]), "computed to the end"
    shown = {probe.key.split()[0] for probe in computed[key] if probe.wanted not in (None, "")}
    assert len(shown) > 5


def test_most_functions_of_the_templates_are_among_them() -> None:
    written = [probe.formula for key in BOOKS for probe in probes(*map(opened, _files(key)), 1)]
    names = {name for name in CATALOGUE if any(f"{name}(" in formula for formula in written)}
    assert len(names) >= 30
