"""Every formula cell of the leverage cockpit, recalculated by LibreOffice and by IronCalc, equals its twin.

The example and the empty book are recalculated in both languages, every other case in one of them.
"""

from pathlib import Path

import proofs
import pytest
from leverage_scenarios import MODIFIED, SCENARIOS, cases
from proofs import Pair, differences, no_single_rows, second_opinion, told

from hedge_xl.core.language import LANGUAGES, Language
from workbook.build import build
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
) -> dict[tuple[Language, str], Pair]:
    """Each case as we wrote it and as LibreOffice recalculated it, all in one start of the program."""
    inputs = {language: cases(language) for language in LANGUAGES}
    files = {
        (language, name): build(LEVERAGE, inputs[language][name], language, modified=MODIFIED)
        for language, name in CASES
    }
    return proofs.recalculated(libreoffice, tmp_path_factory.mktemp("proof"), files)


@pytest.mark.parametrize(("language", "name"), CASES)
def test_libreoffice_agrees_with_every_twin(
    recalculated: dict[tuple[Language, str], Pair], language: Language, name: str
) -> None:
    assert told(differences(*recalculated[language, name], fewest=FORMULAS)) == ""


def test_the_proof_notices_another_portfolio(
    recalculated: dict[tuple[Language, str], Pair],
) -> None:
    ours, _ = recalculated["ja", "demo"]
    _, theirs = recalculated["ja", "empty"]
    assert any("計器盤" in line for line in differences(ours, theirs, fewest=FORMULAS))


@pytest.mark.parametrize("name", SECOND_ENGINE)
def test_ironcalc_agrees_with_every_twin(name: str, tmp_path: Path) -> None:
    path = tmp_path / "cockpit.xlsx"
    path.write_bytes(build(LEVERAGE, no_single_rows(cases("en")[name]), "en", modified=MODIFIED))
    assert told(second_opinion(path, fewest=FORMULAS)) == ""
