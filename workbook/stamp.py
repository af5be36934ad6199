"""What a workbook says of itself: custom document properties by which hedge_xl knows its own files."""

from typing import Final

from hedge_xl import __version__
from hedge_xl.core.language import Language
from workbook.spec import Book, Host

PROGRAM: Final = "hedge_xl"
TEMPLATE: Final = "hedge_xl.template"
SCHEMA: Final = "hedge_xl.schema"
VERSION: Final = "hedge_xl.version"
LANGUAGE: Final = "hedge_xl.language"
HOST: Final = "hedge_xl.host"
MACROS: Final = "hedge_xl.macros"  # which VBA project we put into the file


def properties(book: Book, language: Language, host: Host) -> dict[str, str | int]:
    """The stamp of a new workbook."""
    return {TEMPLATE: book.key, SCHEMA: book.schema, VERSION: __version__, LANGUAGE: language, HOST: host}
