"""The add-in in a real LibreOffice: every function, its words in the wizard, blanks, errors, both languages."""

import math

import pytest
from calc_cases import IN_A_RANGE, REFUSED, UNKNOWN, all_cases, workbook_of
from calc_office import copied, ordinary_user
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from hedge_xl import __version__
from hedge_xl.functions import CATALOGUE
from hedge_xl.hosts.libreoffice import SERVICE
from workbook.addin import programs
from workbook.addin.install import installed_version, is_open, uninstall
from workbook.addin.probe import ask


def same(found, wanted):
    """Numbers to a relative 1e-12; texts and errors exactly; a blank is an empty text."""
    if isinstance(wanted, bool) or not isinstance(wanted, (int, float)):
        return found == ("" if wanted is None else wanted)
    return isinstance(found, float) and math.isclose(found, wanted, rel_tol=1e-12, abs_tol=1e-15)


def agrees(found, wanted):
    if isinstance(wanted, int):
        return found == [[["error", wanted]]]
    return len(found) == len(wanted) and all(
        len(row) == len(line) and all(map(same, row, line)) for row, line in zip(found, wanted, strict=True)
    )


@pytest.fixture(scope="module")
def computed(calc):
    """Every case with what LibreOffice made of it."""
    cases = all_cases("en")
    book, places = workbook_of(cases)
    path = calc.home / "cases.xlsx"
    book.save(path)
    found = calc.ask(read={str(path): places})["read"][str(path)]
    return list(zip(cases, found, strict=True))


@pytest.mark.parametrize("name", CATALOGUE)
def test_calc_computes_what_python_computes(computed, name):
    mine = [(case, found) for case, found in computed if case.name == name]
    assert mine
    wrong = [f"{case.label}: {found} and not {case.wanted}" for case, found in mine if not agrees(found, case.wanted)]
    assert wrong[:3] == []


def test_the_cases_are_of_every_sort(computed):
    whats = " ".join(case.what for case, _ in computed)
    for word in ("example", "rest left empty", "dates in cells", "blanks", "words for", "nothing for", "#DIV/0! in"):
        assert word in whats
    refused = sum(isinstance(case.wanted, int) for case, _ in computed)
    assert refused > 400
    assert len(computed) - refused > 180


@pytest.fixture(scope="module")
def in_japanese(calc_in_japanese):
    """The worked examples and the wizard's words in a Japanese LibreOffice."""
    cases = [case for case in all_cases("ja") if case.what == "example"]
    book, places = workbook_of(cases)
    path = calc_in_japanese.home / "examples-ja.xlsx"
    book.save(path)
    answer = calc_in_japanese.ask(
        read={str(path): places}, described=list(CATALOGUE), typed=["=hedge_units(75000,0.8)"]
    )
    return list(zip(cases, answer["read"][str(path)], strict=True)), answer


def test_a_japanese_libreoffice_computes_the_examples_in_japanese(in_japanese):
    wrong = [f"{case.label}: {found}" for case, found in in_japanese[0] if not agrees(found, case.wanted)]
    assert wrong == []
    assert len(in_japanese[0]) == len(CATALOGUE)


def test_the_wizard_speaks_the_language_of_the_menus(calc, in_japanese):
    english = calc.ask(described=list(CATALOGUE))["described"]
    for language, told in (("en", english), ("ja", in_japanese[1]["described"])):
        for name, function in CATALOGUE.items():
            words, arguments = told[name]
            assert words == function.description.of(language)
            assert [name for name, _ in arguments] == [arg.name for arg in function.args]
            for arg, (_, said) in zip(function.args, arguments, strict=True):
                assert arg.description(language) in said
                assert ("Required. " in said or "必須。" in said) == arg.required


def test_functions_are_typed_by_their_names(calc, in_japanese):
    assert in_japanese[1]["typed"] == [[60000.0, "=HEDGE_UNITS(75000,0.8)"]]
    formulas = {
        "=hx_version()": __version__,
        "=HEDGE_UNITS(75000;0.8)+1": 60001.0,
        "=HEDGE_UNITS(75000;0.8;)": 60000.0,
        "=HEDGE_UNITS(75000;0.8;1;2)": ["error", IN_A_RANGE],
        "=HEDGE_UNIT(75000;0.8)": ["error", UNKNOWN],
        "=SUM(LOG_RETURNS({100;110;99}))": math.log(0.99),
    }
    found = calc.ask(typed=list(formulas))["typed"]
    for (value, _), wanted in zip(found, formulas.values(), strict=True):
        assert value == (pytest.approx(wanted, rel=1e-12) if isinstance(wanted, float) else wanted)


def test_what_calc_does_not_tell_apart(calc):
    """A single blank cell is 0 to Calc and TRUE is 1; one blank as a range of one cell is a blank."""
    found = calc.ask(
        typed=[
            "=HEDGE_UNITS(Z1;0.8)",
            "=HEDGE_UNITS(Z1:Z1;0.8)",
            '=HEDGE_UNITS(IF(Z1="";"";Z1);0.8)',
            "=HEDGE_UNITS(75000;TRUE())",
            "=HX_CHECK(Z1:Z2)",
        ]
    )["typed"]
    refused = ["error", REFUSED]
    assert [value for value, _ in found] == [0.0, refused, refused, 75000.0, "a blank in row 1; a blank in row 2"]


def test_a_document_that_counts_days_from_1904_is_refused(calc):
    """Its number for a day is another one; a function without dates computes there as everywhere."""
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    for row, formula in enumerate(('ROLL_SCHEDULE("2026-03-02",1)', "HEDGE_UNITS(75000,0.8)"), start=1):
        book.active.cell(row, 1, f"={SERVICE.upper()}.{formula}")
    path = calc.home / "from-1904.xlsx"
    book.save(path)
    (found,) = calc.ask(read={str(path): [("Sheet", "A1:A2")]})["read"].values()
    assert found == [[[["error", REFUSED]], [60000.0]]]


def test_the_version_installed_is_known_while_it_is_open(calc, calc_installed):
    office, home, answer = calc_installed
    assert is_open(office)
    assert answer.works
    with ordinary_user(home):
        assert installed_version(office) == __version__


BROKEN_NUMPY = "raise ModuleNotFoundError(\"No module named 'numpy'\")\n"


@pytest.fixture(scope="module")
def another(calc_installed):
    """A copy of the profile, for what would disturb the others."""
    office, home, _ = calc_installed
    return copied(office, home, "another-profile"), home


def test_without_numpy_a_cell_says_so(another):
    """LibreOffice starts with a Python that cannot import numpy."""
    office, home = another
    folder = home / "broken"
    folder.mkdir(mode=0o755)
    (folder / "numpy.py").write_text(BROKEN_NUMPY, encoding="utf-8")
    with ordinary_user(home) as patch:
        plain = programs.plain_environment()
        patch.setattr(programs, "plain_environment", lambda: {**plain, "PYTHONPATH": str(folder)})
        answer = ask(office)
    assert answer.version.startswith("No module named 'numpy' (Python 3.")
    assert (answer.known, answer.works, answer.number) == (True, False, "Err:502")
    assert answer.python is not None
    assert answer.python >= (3, 8)


def test_taken_out_it_is_gone(another):
    office, home = another
    with ordinary_user(home):
        assert uninstall(office)
        assert installed_version(office) == ""
        assert not ask(office).known
        assert not uninstall(office)
