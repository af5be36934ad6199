"""Every formula cell of the index × FX template, recalculated by others' spreadsheets, equals its twin.

LibreOffice recalculates every case in Japanese and every eighth in English, whose formulas are the same but for words.
IronCalc, a second engine, knows no range between two INDEXes and so recalculates those that need no prices.
"""

from collections.abc import Iterator
from pathlib import Path

import ironcalc
import pytest
from hedges import MODIFIED, SCENARIOS, demo, empty, noise, typed
from test_proof import same

from hedge_xl.core.language import LANGUAGES, Language
from workbook.build import build
from workbook.cells import read_book
from workbook.index_hedge import INDEX_HEDGE
from workbook.recalc import LibreOffice
from workbook.spec import Inputs

NOISE_SEEDS = range(4)
CASES = ("as made", "empty", *SCENARIOS, *(f"noise {seed}" for seed in NOISE_SEEDS))
FORMULAS = 250
WITHOUT_PRICES = ("all typed", "JPY account", "EUR account, rates typed", "opposite orders", "rounding up, whole lots")


def _cases(language: Language) -> dict[str, Inputs]:
    cases = {"as made": demo(language), "empty": empty(language)}
    cases |= {name: demo(language, *changes) for name, changes in SCENARIOS.items()}
    cases |= {f"noise {seed}": noise(seed, language) for seed in NOISE_SEEDS}
    return {name: cases[name] for name in _names(language)}


def _names(language: Language) -> tuple[str, ...]:
    return CASES if language == "ja" else CASES[::8]


@pytest.fixture(scope="module")
def recalculated(
    libreoffice: LibreOffice, tmp_path_factory: pytest.TempPathFactory
) -> dict[tuple[Language, str], tuple[Path, Path]]:
    """Each case as we wrote it and as LibreOffice recalculated it, all in one start of the program."""
    folder = tmp_path_factory.mktemp("proof")
    written: dict[tuple[Language, str], Path] = {}
    for language in LANGUAGES:
        for number, (name, inputs) in enumerate(_cases(language).items()):
            path = folder / f"{language}{number}.xlsx"
            path.write_bytes(build(INDEX_HEDGE, inputs, language, modified=MODIFIED))
            written[language, name] = path
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


@pytest.mark.parametrize(
    ("language", "name"), [(language, name) for language in LANGUAGES for name in _names(language)]
)
def test_libreoffice_agrees_with_every_twin(
    recalculated: dict[tuple[Language, str], tuple[Path, Path]], language: Language, name: str
) -> None:
    found = list(differences(*recalculated[language, name]))
    assert not found, f"{len(found)} cells differ, first: {found[:5]}"


def test_the_proof_notices_a_wrong_twin(recalculated: dict[tuple[Language, str], tuple[Path, Path]]) -> None:
    ours, _ = recalculated["ja", "JPY account"]
    _, theirs = recalculated["ja", "rates off"]
    assert any("ポジション" in line for line in differences(ours, theirs))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", WITHOUT_PRICES)
def test_ironcalc_agrees_with_every_twin(name: str, language: Language, tmp_path: Path) -> None:
    inputs = demo(language, *SCENARIOS[name], typed)
    for rows in inputs.tables.values():
        rows += [{}] if len(rows) == 1 else []  # its COUNTIF refuses a range of one cell
    path = tmp_path / "hedge.xlsx"
    path.write_bytes(build(INDEX_HEDGE, inputs, language, modified=MODIFIED))
    engine = ironcalc.load_from_xlsx(str(path), "en", "UTC", "en")
    engine.evaluate()
    found = []
    for number, sheet in enumerate(read_book(path).sheets):
        for (row, column), cell in sheet.cells.items():
            value = engine.get_cell_value(number, row, column) if cell.formula is not None else cell.value
            if not same(cell.value, float(value) if isinstance(value, int) and not isinstance(value, bool) else value):
                found.append(f"{sheet.name} {(row, column)}: twin {cell.value!r}, IronCalc {value!r}: {cell.formula}")
    assert not found, f"{len(found)} cells differ, first: {found[:5]}"
