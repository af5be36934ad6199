"""Boxes to tick: an article's checklist on the check sheet."""

from hedge_xl.core.language import Text
from workbook.spec import Block, Cell, Item, Validation


def tick(key: str, words: Text) -> tuple[Item, ...]:
    """One line with its box."""
    box = Cell(
        key,
        "input",
        "@",
        default_word="box_off",
        style="tick",
        validation=Validation("list", choices=("box_off", "box_on")),
    )
    return (box, words)


def checklist(title: Text, *rows: tuple[Item, ...]) -> Block:
    """A list of such lines."""
    return Block(title, styles=("", "wide"), rows=rows)
