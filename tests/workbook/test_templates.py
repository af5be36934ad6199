"""The committed templates are what the code makes."""

import math
import re
from pathlib import Path

import pytest
from package_checks import consistent

from workbook.container import OLE_SIGNATURE
from workbook.editions.conf_sheet import MADE_WITH
from workbook.editions.macros import PART as MACROS
from workbook.package import Package
from workbook.templates import templates
from workbook.validate import validate

FOLDER = Path(__file__).parents[2] / "templates"
MADE = dict(templates())
VALUE = re.compile(r"<v>([^<]*)</v>")
THIS_XLWINGS = re.compile(rf"(hedge_xl\.macros.*?<vt:lpwstr>|{re.escape(MADE_WITH)}.*?<t>)[^<]*")


def test_the_folder_holds_the_templates_and_nothing_else() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {*MADE, "README.md", "previews"}


@pytest.mark.parametrize("name", MADE)
def test_a_committed_template_is_what_the_code_makes(name: str) -> None:
    """Every byte of every part, but for a number's last digits: processors round sums differently."""
    committed = Package((FOLDER / name).read_bytes(), name)
    made = Package(MADE[name], name)
    assert list(committed.names) == list(made.names)
    for part in made.names:
        if part == MACROS:  # of the xlwings that is installed, which may be another version than the template's
            assert committed.read(part).startswith(OLE_SIGNATURE)
            continue
        first, second = (
            VALUE.split(THIS_XLWINGS.sub("\\1", package.read(part).decode())) for package in (committed, made)
        )
        stale = f"{name}: {part}; run python -m workbook.templates templates"
        assert first[::2] == second[::2], stale
        assert all(alike(*pair) for pair in zip(first[1::2], second[1::2], strict=True)), stale


@pytest.mark.parametrize("name", MADE)
def test_excel_would_repair_nothing_in_a_template(name: str) -> None:
    consistent(Package(MADE[name], name))


def alike(first: str, second: str) -> bool:
    """Equal, or numbers that differ by rounding alone."""
    if first == second:
        return True
    try:
        return math.isclose(float(first), float(second), rel_tol=1e-11, abs_tol=1e-18)
    except ValueError:
        return False


@pytest.mark.parametrize("name", MADE)
def test_a_template_is_clean_and_listed(name: str) -> None:
    assert validate(FOLDER / name)[1] == []
    assert f"({name})" in (FOLDER / "README.md").read_text(encoding="utf-8")
