"""The committed templates are what the code makes."""

from pathlib import Path

import pytest

from workbook.package import Package
from workbook.templates import templates
from workbook.validate import validate

FOLDER = Path(__file__).parents[2] / "templates"
MADE = dict(templates())


def test_the_folder_holds_the_templates_and_nothing_else() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {*MADE, "README.md"}


@pytest.mark.parametrize("name", MADE)
def test_a_committed_template_is_what_the_code_makes(name: str) -> None:
    """Part by part: the compressed bytes also depend on the machine's zlib."""
    committed = Package((FOLDER / name).read_bytes(), name)
    made = Package(MADE[name], name)
    assert list(committed.names) == list(made.names)
    for part in made.names:
        assert committed.read(part) == made.read(part), f"{name}: {part}; run python -m workbook.templates templates"


@pytest.mark.parametrize("name", MADE)
def test_a_template_is_clean_and_listed(name: str) -> None:
    assert validate(FOLDER / name)[1] == []
    assert f"({name})" in (FOLDER / "README.md").read_text(encoding="utf-8")
