"""The pictures of the sheets that the page shows: drawn by `workbook.previews`, carried in the package."""

import shutil
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from hedge_xl.core.language import LANGUAGES, Language
from workbook import previews
from workbook.books import BOOKS
from workbook.previews import picture_name
from workbook.spec import Book, Sheet

FOLDER: Final = Path(__file__).parent / "static" / "pictures"
_SHOWN: Final = 3


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture and the sheet that it shows."""

    file: str
    sheet: str


@cache
def pictures(book: Book, language: Language) -> tuple[Picture, ...]:
    """The pictures of a book's most telling sheets; none where they were not drawn."""
    found = (Picture(picture_name(book, language, sheet), sheet.title.of(language)) for sheet in shown(book))
    return tuple(item for item in found if (FOLDER / item.file).is_file())


def shown(book: Book) -> list[Sheet]:
    """The most telling sheets, or the first."""
    sheets = {sheet.key: sheet for sheet in book.sheets}
    return [sheets[key] for key in (book.telling or tuple(sheets))[:_SHOWN]]


def carry(templates: Path) -> None:
    """Take the pictures from those of the templates: ``python -m workbook.web.pictures templates``."""
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    for book in BOOKS.values():
        for language in LANGUAGES:
            for sheet in shown(book):
                name = picture_name(book, language, sheet)
                shutil.copyfile(templates / previews.FOLDER / name, FOLDER / name)


if __name__ == "__main__":
    carry(Path(sys.argv[1]))
