"""Tables that must be as long as another: which of them are shorter, and what makes them longer."""

from collections.abc import Mapping

from workbook.change import Change, GrowTable
from workbook.spec import Book


def growth(book: Book, lengths: Mapping[str, int]) -> Change:
    """What makes every table without inputs as long as the one it follows; ``lengths`` are rows by table."""
    return Change(
        tuple(
            GrowTable(table.key, lengths[table.follows])
            for table in book.tables
            if table.follows and lengths[table.key] < lengths[table.follows]
        )
    )
