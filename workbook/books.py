"""Every template there is, by key."""

from collections.abc import Mapping
from typing import Final

from workbook.index_hedge import INDEX_HEDGE
from workbook.ledger import LEDGER
from workbook.leverage import LEVERAGE
from workbook.positioning import POSITIONING
from workbook.spec import Book

BOOKS: Final[Mapping[str, Book]] = {book.key: book for book in (LEDGER, INDEX_HEDGE, LEVERAGE, POSITIONING)}
