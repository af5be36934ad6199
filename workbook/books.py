"""Every template there is, by key."""

from collections.abc import Mapping
from typing import Final

from workbook.ledger import LEDGER
from workbook.spec import Book

BOOKS: Final[Mapping[str, Book]] = {LEDGER.key: LEDGER}
