"""Every formula cell of the positioning workbook, recalculated by other spreadsheets, equals its twin."""

from pathlib import Path

import ironcalc
import proofs
import pytest
from positions import MODIFIED, SCENARIOS, changed, filled
from proofs import Pair, as_number, differences, same, told

from hedge_xl.core.language import Language
from workbook.build import build
from workbook.cells import read_book
from workbook.layout import table_cell
from workbook.positioning import POSITIONING
from workbook.recalc import LibreOffice
from workbook.spec import Inputs

ENGLISH = ("demo", "empty", *list(SCENARIOS)[:10])  # the languages share every formula: some cases are enough
CASES: list[tuple[Language, str]] = [("ja", name) for name in ("demo", "empty", *SCENARIOS)]
CASES += [("en", name) for name in ENGLISH]
Pairs = dict[tuple[Language, str], Pair]
FORMULAS = 100
ZERO = 1e-14  # sums of squares of returns


def inputs_of(name: str, language: Language) -> Inputs:
    if name in SCENARIOS:
        return changed(language, *SCENARIOS[name])
    return filled("demo" if name == "demo" else "empty", language)


@pytest.fixture(scope="module")
def recalculated(libreoffice: LibreOffice, tmp_path_factory: pytest.TempPathFactory) -> Pairs:
    """Each case as we wrote it and as LibreOffice recalculated it, all in one start of the program."""
    files = {
        (language, name): build(POSITIONING, inputs_of(name, language), language, modified=MODIFIED)
        for language, name in CASES
    }
    return proofs.recalculated(libreoffice, tmp_path_factory.mktemp("positioning"), files)


@pytest.mark.parametrize(("language", "name"), CASES)
def test_libreoffice_agrees_with_every_twin(recalculated: Pairs, language: Language, name: str) -> None:
    assert told(differences(*recalculated[language, name], fewest=FORMULAS, zero=ZERO)) == ""


def test_the_proof_notices_a_wrong_twin(recalculated: Pairs) -> None:
    ours, _ = recalculated["ja", "daily bars"]
    _, theirs = recalculated["ja", "ewma, beta, normal, cash"]
    assert any("SQRT" in line for line in differences(ours, theirs, fewest=FORMULAS))


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
            value = as_number(engine.get_cell_value(number, *position))
            cell = sheet.cells[position]
            assert same(cell.value, value), (key, index, cell.value, value, cell.formula)
