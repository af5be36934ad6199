"""Every formula cell of the ledger, recalculated by spreadsheets that share no code with us, equals its twin.

LibreOffice recalculates every scenario. IronCalc, a second engine, recalculates some.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import proofs
import pytest
from proofs import Pair, differences, no_single_rows, second_opinion, told
from scenarios import MODIFIED, SCENARIOS, changed, demo, first_month, noise

from hedge_xl.core.language import LANGUAGES, Language
from workbook.build import build
from workbook.ledger import LEDGER
from workbook.recalc import LibreOffice
from workbook.spec import Inputs

NOISE_SEEDS = range(6)
FORMULAS = 1000
SECOND_ENGINE = (
    "as made",
    "spot +7%",
    "h* shrunk",
    "h* fixed shrinkage, short window",
    "months cleared",
    "log notes",
    "an order begun",
    "statements agree",
    "statements disagree",
    "limits and rolls",
    "a fill time that is an error",
    "swaps vary",
    "a forward and a fund",
    "no quotes",
    "some quotes, bought back on the last day",
)


Recalculated = Callable[[Language], dict[str, Pair]]
# The languages share every formula but for its words: each scenario in Japanese, every second one in English as well.
IN_LANGUAGE = {"ja": tuple(SCENARIOS), "en": tuple(SCENARIOS)[::2]}
OTHERS = ("as made", "first month", *(f"noise {seed}" for seed in NOISE_SEEDS))


def _cases(language: Language) -> dict[str, Inputs]:
    cases = {name: changed(language, *SCENARIOS[name]) for name in IN_LANGUAGE[language]}
    cases |= {"as made": demo(language), "first month": first_month(language)}
    return cases | {f"noise {seed}": noise(seed, language) for seed in NOISE_SEEDS}


@pytest.fixture(scope="module")
def recalculated(libreoffice: LibreOffice, tmp_path_factory: pytest.TempPathFactory) -> Recalculated:
    """Each case of a language as we wrote it and as LibreOffice recalculated it, all in one start of the program."""

    @cache
    def of(language: Language) -> dict[str, Pair]:
        cases = _cases(language).items()
        files = {name: build(LEDGER, inputs, language, modified=MODIFIED) for name, inputs in cases}
        return proofs.recalculated(libreoffice, tmp_path_factory.mktemp("proof"), files)

    return of


@pytest.mark.parametrize(
    ("language", "name"),
    [(language, name) for language in LANGUAGES for name in (*OTHERS, *IN_LANGUAGE[language])],
)
def test_libreoffice_agrees_with_every_twin(recalculated: Recalculated, language: Language, name: str) -> None:
    assert told(differences(*recalculated(language)[name], fewest=FORMULAS)) == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_proof_notices_a_wrong_twin(recalculated: Recalculated, language: Language) -> None:
    ours, _ = recalculated(language)["as made"]
    _, theirs = recalculated(language)["noise 0"]
    assert any("月次" in line or "Monthly" in line for line in differences(ours, theirs, fewest=FORMULAS))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SECOND_ENGINE)
def test_ironcalc_agrees_with_every_twin(name: str, language: Language, tmp_path: Path) -> None:
    inputs = demo(language) if name == "as made" else changed(language, *SCENARIOS[name])
    path = tmp_path / "ledger.xlsx"
    path.write_bytes(build(LEDGER, no_single_rows(inputs), language, modified=MODIFIED))
    assert told(second_opinion(path, fewest=FORMULAS)) == ""
