"""The pictures beside the templates: all there, small, shown, and drawn from what the code makes today."""

import json
import struct
from pathlib import Path

import pytest

from hedge_xl.core.language import LANGUAGES
from workbook.books import BOOKS
from workbook.previews import DRAWN_FROM, FOLDER, HEIGHT, MARKS, PAGE, fingerprints, in_page, picture_name

TEMPLATES = Path(__file__).parents[2] / "templates"
NAMES = sorted(
    picture_name(book, language, sheet) for book in BOOKS.values() for language in LANGUAGES for sheet in book.sheets
)
LARGEST = 40_000  # bytes
AGAIN = "run python -m workbook.previews templates"


def test_every_sheet_has_its_picture_and_no_other_is_there() -> None:
    assert sorted(path.name for path in (TEMPLATES / FOLDER).iterdir()) == sorted([*NAMES, DRAWN_FROM]), AGAIN


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_is_small_and_of_a_whole_page(name: str) -> None:
    data = (TEMPLATES / FOLDER / name).read_bytes()
    assert len(data) < LARGEST
    width, height = struct.unpack(">II", data[16:24])
    assert data.startswith(b"\x89PNG")
    assert height == HEIGHT
    assert width in {round(HEIGHT * ratio) + off for ratio in (2**0.5, 2**-0.5) for off in (-1, 0, 1)}, "A4"


def test_the_pictures_show_what_the_code_makes() -> None:
    assert json.loads((TEMPLATES / FOLDER / DRAWN_FROM).read_text(encoding="utf-8")) == fingerprints(), AGAIN


def test_the_page_shows_them_all() -> None:
    page = (TEMPLATES / PAGE).read_text(encoding="utf-8")
    assert page == in_page(page), AGAIN
    assert all(page.count(mark) == 1 for mark in MARKS)
    assert all(f'src="{FOLDER}/{name}"' in page for name in NAMES)
