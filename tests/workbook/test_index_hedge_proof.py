"""Every formula cell of the index × FX template, recalculated by others' spreadsheets, equals its twin.

LibreOffice recalculates every case in Japanese and every eighth in English, whose formulas are the same but for words.
IronCalc, a second engine, knows no range between two INDEXes and so recalculates those that need no prices.
"""

from pathlib import Path

import proofs
import pytest
from hedges import MODIFIED, SCENARIOS, demo, empty, noise, typed
from proofs import Pair, differences, no_single_rows, second_opinion, told

from hedge_xl.core.language import LANGUAGES, Language
from workbook.build import build
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
) -> dict[tuple[Language, str], Pair]:
    """Each case as we wrote it and as LibreOffice recalculated it, all in one start of the program."""
    files = {
        (language, name): build(INDEX_HEDGE, inputs, language, modified=MODIFIED)
        for language in LANGUAGES
        for name, inputs in _cases(language).items()
    }
    return proofs.recalculated(libreoffice, tmp_path_factory.mktemp("proof"), files)


@pytest.mark.parametrize(
    ("language", "name"), [(language, name) for language in LANGUAGES for name in _names(language)]
)
def test_libreoffice_agrees_with_every_twin(
    recalculated: dict[tuple[Language, str], Pair], language: Language, name: str
) -> None:
    assert told(differences(*recalculated[language, name], fewest=FORMULAS)) == ""


def test_the_proof_notices_a_wrong_twin(recalculated: dict[tuple[Language, str], Pair]) -> None:
    ours, _ = recalculated["ja", "JPY account"]
    _, theirs = recalculated["ja", "rates off"]
    assert any("ポジション" in line for line in differences(ours, theirs, fewest=FORMULAS))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", WITHOUT_PRICES)
def test_ironcalc_agrees_with_every_twin(name: str, language: Language, tmp_path: Path) -> None:
    inputs = demo(language, *SCENARIOS[name], typed)
    path = tmp_path / "hedge.xlsx"
    path.write_bytes(build(INDEX_HEDGE, no_single_rows(inputs), language, modified=MODIFIED))
    assert told(second_opinion(path, fewest=FORMULAS)) == ""
