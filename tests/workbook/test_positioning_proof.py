"""Every formula cell of the positioning workbook, recalculated by other spreadsheets, equals its twin."""

import math
from collections.abc import Iterator
from pathlib import Path

import ironcalc
import pytest
from positions import MODIFIED, SCENARIOS, changed, filled

from hedge_xl.core.language import Language
from workbook.build import build
from workbook.cells import CellValue, read_book
from workbook.layout import table_cell
from workbook.positioning import POSITIONING
from workbook.recalc import LibreOffice
from workbook.spec import Inputs

ENGLISH = ("demo", "empty", *list(SCENARIOS)[:10])  # the languages share every formula: some cases are enough
CASES: list[tuple[Language, str]] = [("ja", name) for name in ("demo", "empty", *SCENARIOS)]
CASES += [("en", name) for name in ENGLISH]
Pairs = dict[tuple[Language, str], tuple[Path, Path]]


def inputs_of(name: str, language: Language) -> Inputs:
    if name in SCENARIOS:
        return changed(language, *SCENARIOS[name])
    return filled("demo" if name == "demo" else "empty", language)


@pytest.fixture(scope="module")
def recalculated(libreoffice: LibreOffice, tmp_path_factory: pytest.TempPathFactory) -> Pairs:
    """Each case as we wrote it and as LibreOffice recalculated it, all in one start of the program."""
    folder = tmp_path_factory.mktemp("positioning")
    written: dict[tuple[Language, str], Path] = {}
    for number, (language, name) in enumerate(CASES):
        written[language, name] = folder / f"{number}.xlsx"
        data = build(POSITIONING, inputs_of(name, language), language, modified=MODIFIED)
        written[language, name].write_bytes(data)
    made = libreoffice.recalculate(list(written.values()), folder / "recalculated")
    return {case: (ours, theirs) for (case, ours), theirs in zip(written.items(), made, strict=True)}


def differences(ours: Path, theirs: Path) -> Iterator[str]:
    compared = 0
    other_book = read_book(theirs)
    for sheet, other in zip(read_book(ours).sheets, other_book.sheets, strict=True):
        for position, cell in sheet.cells.items():
            if cell.formula is None:
                continue
            compared += 1
            found = other.cells.get(position)
            if not same(cell.value, found.value if found else None):
                yield f"{sheet.name} {position}: twin {cell.value!r}, LibreOffice {found!r} for {cell.formula[:300]}"
    assert compared > 100


def same(first: CellValue, second: CellValue) -> bool:
    """Numbers to a relative 1e-9, everything else exactly; an empty text is a blank."""
    if isinstance(first, float) and isinstance(second, float):
        return math.isclose(first, second, rel_tol=1e-9, abs_tol=1e-14)
    return (first or None if isinstance(first, str) else first) == (
        second or None if isinstance(second, str) else second
    )


@pytest.mark.parametrize(("language", "name"), CASES)
def test_libreoffice_agrees_with_every_twin(recalculated: Pairs, language: Language, name: str) -> None:
    found = list(differences(*recalculated[language, name]))
    assert not found, f"{len(found)} cells differ, first: {found[:5]}"


def test_the_proof_notices_a_wrong_twin(recalculated: Pairs) -> None:
    ours, _ = recalculated["ja", "daily bars"]
    _, theirs = recalculated["ja", "ewma, beta, normal, cash"]
    assert any("SQRT" in line for line in differences(ours, theirs))


# What the second engine can compute: it knows no range from one INDEX to another, on which the windows stand.
WITHOUT_WINDOWS = (
    *("latest", "check", "run", "hedge_run", "pairs", "r", "r_h", "ew_sum", "ew_weight"),
    *("hi", "lo", "bars", "tr", "dm_up", "dm_down", "rise", "fall"),
)


@pytest.mark.parametrize("name", ["demo", "daily bars", "rows missing and faulty", "noise 0"])
def test_a_second_engine_agrees_with_every_recursion_without_a_window(name: str, tmp_path: Path) -> None:
    path = tmp_path / "positioning.xlsx"
    path.write_bytes(build(POSITIONING, inputs_of(name, "en"), "en", modified=MODIFIED))
    engine = ironcalc.load_from_xlsx(str(path), "en", "UTC", "en")
    engine.evaluate()
    number = [sheet.key for sheet in POSITIONING.sheets].index("prices")
    sheet = read_book(path).sheets[number]
    for key in WITHOUT_WINDOWS:
        for index in range(len(inputs_of(name, "en").tables["prices"])):
            position = table_cell(POSITIONING, "prices", index, key)
            value = engine.get_cell_value(number, *position)
            value = float(value) if isinstance(value, int) and not isinstance(value, bool) else value
            cell = sheet.cells[position]
            assert same(cell.value, value), (key, index, cell.value, value, cell.formula)
