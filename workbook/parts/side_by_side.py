"""Items of a block side by side, each over as many columns as it covers."""

from hedge_xl.core.language import Text
from workbook.spec import Cell, Item, Styled


def spread(items: list[Styled | Cell]) -> tuple[Item, ...]:
    """Items side by side, each with room for the columns that it covers."""
    return tuple(part for item in items for part in (item, *[None] * (item.span - 1)))


def heads(cells: tuple[tuple[Text, Cell], ...]) -> tuple[Item, ...]:
    """The heads of such cells, as wide as they are."""
    return spread([Styled(label, "head", cell.span) for label, cell in cells])
