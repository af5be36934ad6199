"""Every formula cell of the leverage cockpit, recalculated by LibreOffice and by IronCalc, equals its twin.

The example and the empty book are recalculated in both languages, every other case in one of them.
"""

from collections.abc import Iterator
from pathlib import Path

import ironcalc
import pytest
from leverage_scenarios import MODIFIED, SCENARIOS, cases
from test_proof import same

from hedge_xl.core.language import LANGUAGES, Language
from workbook.build import build
from workbook.cells import read_book
from workbook.leverage import LEVERAGE
from workbook.recalc import LibreOffice

IN_BOTH = ("demo", "empty")
# What another case shows as well.
LEFT_OUT = (
    "flat line",
    "sorted the other way",
    "too few returns",
    "no equity",
    "caps crossed",
    "volatility from returns",
)
SECOND_ENGINE = ("demo", "bomb", "from returns")
FORMULAS = 1500


def _shared_out(language: Language) -> list[str]:
    """The cases that this language's files stand for."""
    return [*IN_BOTH, *[name for name in SCENARIOS if name not in LEFT_OUT][LANGUAGES.index(language) :: 2]]


CASES = [(language, name) for language in LANGUAGES for name in _shared_out(language)]


@pytest.fixture(scope="module")
def recalculated(
    libreoffice: LibreOffice, tmp_path_factory: pytest.TempPathFactory
) -> dict[tuple[Language, str], tuple[Path, Path]]:
    """Each case as we wrote it and as LibreOffice recalculated it, all in one start of the program."""
    folder = tmp_path_factory.mktemp("proof")
    written: dict[tuple[Language, str], Path] = {}
    for language in LANGUAGES:
        inputs = cases(language)
        for name in _shared_out(language):
            path = written[language, name] = folder / f"{len(written)}.xlsx"
            path.write_bytes(build(LEVERAGE, inputs[name], language, modified=MODIFIED))
    made = libreoffice.recalculate(list(written.values()), folder / "recalculated")
    return {case: (ours, theirs) for (case, ours), theirs in zip(written.items(), made, strict=True)}


def differences(ours: Path, theirs: Path) -> Iterator[str]:
    """Formula cells whose recalculated value is not the twin's."""
    compared = 0
    for sheet, other in zip(read_book(ours).sheets, read_book(theirs).sheets, strict=True):
        for position, cell in sheet.cells.items():
            if cell.formula is None:
                continue
            compared += 1
            found = other.cells.get(position)
            if not same(cell.value, found.value if found else None):
                yield f"{sheet.name} {position}: twin {cell.value!r}, LibreOffice {found!r} for {cell.formula[:300]}"
    assert compared > FORMULAS


@pytest.mark.parametrize(("language", "name"), CASES)
def test_libreoffice_agrees_with_every_twin(
    recalculated: dict[tuple[Language, str], tuple[Path, Path]], language: Language, name: str
) -> None:
    found = list(differences(*recalculated[language, name]))
    assert not found, f"{len(found)} cells differ, first: {found[:5]}"


def test_the_proof_notices_another_portfolio(
    recalculated: dict[tuple[Language, str], tuple[Path, Path]],
) -> None:
    ours, _ = recalculated["ja", "demo"]
    _, theirs = recalculated["ja", "empty"]
    assert any("計器盤" in line for line in differences(ours, theirs))


@pytest.mark.parametrize("name", SECOND_ENGINE)
def test_ironcalc_agrees_with_every_twin(name: str, tmp_path: Path) -> None:
    inputs = cases("en")[name]
    for key, rows in inputs.tables.items():
        inputs.tables[key] = rows * 2 if len(rows) == 1 else rows  # its COUNTIF refuses a range of one cell
    path = tmp_path / "cockpit.xlsx"
    path.write_bytes(build(LEVERAGE, inputs, "en", modified=MODIFIED))
    engine = ironcalc.load_from_xlsx(str(path), "en", "UTC", "en")
    engine.evaluate()
    found = []
    for number, sheet in enumerate(read_book(path).sheets):
        for (row, column), cell in sheet.cells.items():
            value = engine.get_cell_value(number, row, column) if cell.formula is not None else None
            value = float(value) if isinstance(value, int) and not isinstance(value, bool) else value
            if cell.formula is not None and not same(cell.value, value):
                found.append(f"{sheet.name} {(row, column)}: twin {cell.value!r}, IronCalc {value!r}: {cell.formula}")
    assert not found, f"{len(found)} cells differ, first: {found[:5]}"
