"""Orders filled in parts: several rows with one order number become fills with an ID each, the same ones every time."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from workbook.imports.fill import Fill
from workbook.input_findings import order_key

NUMBER: Final = "number"  # the one way to tell rows with the same ID apart


def numbered(fills: Sequence[Fill]) -> list[Fill]:
    """The first fill of an order keeps its number, 5001; the later ones are 5001/2, 5001/3, by their times.

    So an order whose first part is recorded already gets only the parts that are missing. Rows that nothing tells
    apart keep the same ID: nobody can say whether one is a copy.
    """
    orders: dict[str, list[Fill]] = {}
    for fill in fills:
        orders.setdefault(order_key(fill.id) or "", []).append(fill)
    return [part for order in orders.values() for part in _parts(order)]


def _parts(order: list[Fill]) -> list[Fill]:
    ordered = sorted(order, key=_told)
    alike = len(set(map(_told, order))) < len(order)
    return [
        replace(fill, id=fill.id if alike or not place else f"{fill.id}/{place + 1}", part=True)
        for place, fill in enumerate(ordered)
    ]


def _told(fill: Fill) -> tuple[float, str, float, float]:
    """What tells the parts of an order apart, the time first: in whatever order a file lists them."""
    return fill.time, fill.side, fill.qty, fill.price
