"""The ready-made templates in ``templates/``: ``python -m workbook.templates templates`` makes them anew.

The ledger is what `hedge-xl new` makes for the article's example (A §15: 75,000 USD at 150 JPY), the others hold
their articles' worked examples, so that the folder can be reproduced byte for byte; a test does.
"""

import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Final

from hedge_xl.core.language import LANGUAGES, Language
from workbook.books import BOOKS
from workbook.build import build
from workbook.files import write_whole
from workbook.hosts import SUFFIXES
from workbook.ledger import LEDGER
from workbook.ledger.start import FirstMonth, new_ledger
from workbook.spec import HOSTS, Book, Host, Inputs

EXAMPLE: Final = FirstMonth(date(2026, 10, 31), 75_000, 150)


def templates() -> Iterator[tuple[str, bytes]]:
    """Name and contents of every template."""
    for book in BOOKS.values():
        for language in LANGUAGES:
            for host in HOSTS:
                yield f"{book.key}.{language}.{host}{SUFFIXES[host]}", template(book, language, host)


def template(book: Book, language: Language, host: Host) -> bytes:
    """One of them."""
    made = datetime(EXAMPLE.month.year, EXAMPLE.month.month, EXAMPLE.month.day)
    return build(book, _example(book, language), language, host=host, modified=made)


def _example(book: Book, language: Language) -> Inputs:
    """What a ready-made template holds."""
    return new_ledger(EXAMPLE, language) if book.key == LEDGER.key else book.fillings["demo"](language)


def main() -> None:
    """Write every template to the folder given."""
    if len(sys.argv) != 2:
        sys.exit("usage: python -m workbook.templates FOLDER")
    for name, data in templates():
        write_whole(Path(sys.argv[1]) / name, data)


if __name__ == "__main__":
    main()
