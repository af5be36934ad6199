"""Every formula cell of the ledger, recalculated by spreadsheets that share no code with us, equals its twin.

LibreOffice recalculates every scenario in both languages. IronCalc, a second engine, recalculates those in which
no table has a single row (its COUNTIF refuses a range of one cell).
"""

import math
from collections.abc import Iterator
from pathlib import Path

import ironcalc
import pytest
from scenarios import MODIFIED, SCENARIOS, changed, demo, first_month, noise

from hedge_xl.core.language import LANGUAGES, Language
from workbook.build import build
from workbook.cells import CellValue, read_book
from workbook.ledger import LEDGER
from workbook.recalc import LibreOffice
from workbook.spec import Inputs

NOISE_SEEDS = range(6)
SECOND_ENGINE = (
    "as made",
    "spot +7%",
    "h* shrunk",
    "h* fixed shrinkage, short window",
    "months cleared",
    "log notes",
    "statements agree",
    "statements disagree",
    "limits and rolls",
    "swaps vary",
    "a forward and a fund",
)


def _cases(language: Language) -> dict[str, Inputs]:
    cases = {name: changed(language, *changes) for name, changes in SCENARIOS.items()}
    cases |= {"as made": demo(language), "first month": first_month(language)}
    return cases | {f"noise {seed}": noise(seed, language) for seed in NOISE_SEEDS}


@pytest.fixture(scope="module", params=LANGUAGES)
def recalculated(
    request: pytest.FixtureRequest, libreoffice: LibreOffice, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, tuple[Path, Path]]:
    """Each case as we wrote it and as LibreOffice recalculated it, all in one start of the program."""
    folder = tmp_path_factory.mktemp("proof")
    written: dict[str, Path] = {}
    for number, (name, inputs) in enumerate(_cases(request.param).items()):
        written[name] = folder / f"{number}.xlsx"
        written[name].write_bytes(build(LEDGER, inputs, request.param, modified=MODIFIED))
    made = libreoffice.recalculate(list(written.values()), folder / "recalculated")
    return {name: (ours, theirs) for (name, ours), theirs in zip(written.items(), made, strict=True)}


def differences(ours: Path, theirs: Path, fewest: int = 1000) -> Iterator[str]:
    """Formula cells whose recalculated value is not the twin's."""
    compared = 0
    recalculated = read_book(theirs)
    for sheet, other in zip(read_book(ours).sheets, recalculated.sheets, strict=True):
        for position, cell in sheet.cells.items():
            if cell.formula is None:
                continue
            compared += 1
            found = other.cells.get(position)
            if not same(cell.value, found.value if found else None):
                yield f"{sheet.name} {position}: twin {cell.value!r}, LibreOffice {found!r} for {cell.formula[:300]}"
    assert compared > fewest


def same(first: CellValue, second: CellValue) -> bool:
    """Numbers to a relative 1e-9, everything else exactly; an empty text is a blank."""
    if isinstance(first, float) and isinstance(second, float):
        return math.isclose(first, second, rel_tol=1e-9, abs_tol=1e-15)
    return (first or None if isinstance(first, str) else first) == (
        second or None if isinstance(second, str) else second
    )


@pytest.mark.parametrize("name", ["as made", "first month", *SCENARIOS, *(f"noise {seed}" for seed in NOISE_SEEDS)])
def test_libreoffice_agrees_with_every_twin(recalculated: dict[str, tuple[Path, Path]], name: str) -> None:
    found = list(differences(*recalculated[name]))
    assert not found, f"{len(found)} cells differ, first: {found[:5]}"


def test_the_proof_notices_a_wrong_twin(recalculated: dict[str, tuple[Path, Path]]) -> None:
    ours, _ = recalculated["as made"]
    _, theirs = recalculated["spot +7%"]
    assert any("月次" in line or "Monthly" in line for line in differences(ours, theirs))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SECOND_ENGINE)
def test_ironcalc_agrees_with_every_twin(name: str, language: Language, tmp_path: Path) -> None:
    inputs = demo(language) if name == "as made" else changed(language, *SCENARIOS[name])
    for key in ("events", "statement"):
        inputs.tables[key] *= 2 if len(inputs.tables[key]) == 1 else 1  # no table of one row: see above
    path = tmp_path / "ledger.xlsx"
    path.write_bytes(build(LEDGER, inputs, language, modified=MODIFIED))
    engine = ironcalc.load_from_xlsx(str(path), "en", "UTC", "en")
    engine.evaluate()
    found = []
    for number, sheet in enumerate(read_book(path).sheets):
        for (row, column), cell in sheet.cells.items():
            if cell.formula is None:
                continue
            value = engine.get_cell_value(number, row, column)
            if not same(cell.value, float(value) if isinstance(value, int) and not isinstance(value, bool) else value):
                found.append(
                    f"{sheet.name} {(row, column)}: twin {cell.value!r}, IronCalc {value!r}: {cell.formula[:300]}"
                )
    assert not found, f"{len(found)} cells differ, first: {found[:5]}"
