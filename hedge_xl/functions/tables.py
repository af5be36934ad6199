"""A table on its way to a spilling cell: its header in the language of the call above its rows."""

from collections.abc import Iterable, Sequence

from hedge_xl.core.language import Text
from hedge_xl.functions.results import Block, Cell
from hedge_xl.functions.settings import current_language


def table(header: Sequence[Text], rows: Iterable[Sequence[Cell | Text]]) -> Block:
    """Header and rows; words in two languages become those of the call."""
    language = current_language()
    lines: list[Sequence[Cell | Text]] = [header, *rows]
    return [[cell.of(language) if isinstance(cell, Text) else cell for cell in line] for line in lines]
