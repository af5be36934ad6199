"""Small pictures of every sheet of the ready-made templates: ``python -m workbook.previews templates`` draws them anew.

LibreOffice prints the workbooks and Poppler (``pdftotext``, ``pdftoppm``) draws the pages. No two versions of those
draw the same pixels, so that no test can draw the pictures again; it compares the fingerprints of the workbooks that
they were drawn from, kept beside them.
"""

import hashlib
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

from hedge_xl.core.language import LANGUAGES, Language
from workbook.books import BOOKS
from workbook.build import build
from workbook.ledger import LEDGER
from workbook.ledger.start import demo_ledger
from workbook.package import Package
from workbook.recalc import LibreOffice
from workbook.spec import Book, Sheet

FOLDER: Final = "previews"
DRAWN_FROM: Final = "drawn-from.json"
HEIGHT: Final = 360  # pixels
SHOWN: Final = 190  # pixels, on the page
MARKS: Final = ("<!-- sheets:begin -->", "<!-- sheets:end -->")
PAGE: Final = "README.md"
_COLOURS: Final = 48
_MADE: Final = datetime(2026, 1, 1)
_NUMBER: Final = re.compile(rb"(?<=<v>)-?[0-9.]+(?:E[+-]?[0-9]+)?(?=</v>)", re.IGNORECASE)
_FOOTER: Final = re.compile(r"hedge_xl\s+(.+?)\s+\d+\s*/\s*\d+\s*")


def picture_name(book: Book, language: Language, sheet: Sheet) -> str:
    """File name of a sheet's picture."""
    return f"{book.key}.{language}.{sheet.key}.png"


def pictured() -> Iterator[tuple[Book, Language, bytes]]:
    """The workbooks that are drawn: each template with its worked example, the ledger with years of months."""
    for book in BOOKS.values():
        for language in LANGUAGES:
            inputs = demo_ledger(language) if book is LEDGER else book.fillings["demo"](language)
            yield book, language, build(book, inputs, language, modified=_MADE)


def fingerprints() -> dict[str, str]:
    """What the pictures show, by workbook; the last digits of a number, which processors round, do not show."""
    return {f"{book.key}.{language}": _fingerprint(data) for book, language, data in pictured()}


def _fingerprint(data: bytes) -> str:
    package = Package(data, "drawn.xlsx")
    found = hashlib.sha256()
    for name in package.names:
        found.update(name.encode())
        found.update(_NUMBER.sub(lambda match: b"%.6g" % float(match[0]), package.read(name)))
    return found.hexdigest()


def gallery() -> str:
    """The pictures as Markdown, sheet by sheet, Japanese first."""
    return "\n".join(line for book in BOOKS.values() for line in _shown(book))


def _shown(book: Book) -> Iterator[str]:
    yield f"\n### {book.title.ja} / {book.title.en}\n"
    yield _row(book, "ja")
    yield f"\n<details><summary>{book.title.en}: the same in English</summary>\n"
    yield f"{_row(book, 'en')}\n\n</details>"


def _row(book: Book, language: Language) -> str:
    return " ".join(_picture(book, language, sheet) for sheet in book.sheets)


def _picture(book: Book, language: Language, sheet: Sheet) -> str:
    title, source = sheet.title.of(language), f"{FOLDER}/{picture_name(book, language, sheet)}"
    return f'<a href="{source}"><img src="{source}" height="{SHOWN}" alt="{title}" title="{title}"></a>'


def in_page(page: str) -> str:
    """A page with the pictures between its marks."""
    before, _, rest = page.partition(MARKS[0])
    _, _, after = rest.partition(MARKS[1])
    return f"{before}{MARKS[0]}\n{gallery()}\n\n{MARKS[1]}{after}"


def draw(folder: Path) -> None:
    """A picture of the first page of every sheet, and the folder's page with all of them."""
    target = folder / FOLDER
    target.mkdir(exist_ok=True)
    for old in target.glob("*.png"):
        old.unlink()
    with tempfile.TemporaryDirectory() as work, LibreOffice() as office:
        for book, language, data in pictured():
            file = Path(work) / f"{book.key}.{language}.xlsx"
            file.write_bytes(data)
            (pdf,) = office.to_pdf([file], Path(work))
            pages = dict(_first_pages(pdf))
            for sheet in book.sheets:
                _draw_page(pdf, pages[sheet.title.of(language)], target / picture_name(book, language, sheet))
    page = folder / PAGE
    page.write_text(in_page(page.read_text(encoding="utf-8")), encoding="utf-8")
    (target / DRAWN_FROM).write_text(json.dumps(fingerprints(), indent=1) + "\n", encoding="utf-8")


def _first_pages(pdf: Path) -> Iterator[tuple[str, int]]:
    """Each sheet's title and first page, last sheet first: the footer of a page names its sheet."""
    text = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True).stdout.decode()
    pages = text.split("\f")[:-1]
    for number, page in reversed(list(enumerate(pages, start=1))):
        lines = [line.strip() for line in page.splitlines() if line.strip()]
        footer = _FOOTER.fullmatch(lines[-1])
        if footer is None:
            raise ValueError(f"{pdf.name}: page {number} has no footer")
        yield footer[1], number


def _draw_page(pdf: Path, page: int, target: Path) -> None:
    from PIL import Image  # for the makers of templates alone

    drawn = pdf.with_name(target.stem)
    scale = ("-scale-to-y", str(HEIGHT), "-scale-to-x", "-1")
    subprocess.run(
        ["pdftoppm", "-png", "-singlefile", "-f", str(page), "-l", str(page), *scale, str(pdf), str(drawn)], check=True
    )
    with Image.open(f"{drawn}.png") as image:
        few = image.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE)
        few.save(target, optimize=True)


def main() -> None:
    """Draw the pictures of the folder given."""
    if len(sys.argv) != 2:
        sys.exit("usage: python -m workbook.previews FOLDER")
    draw(Path(sys.argv[1]))


if __name__ == "__main__":
    main()
