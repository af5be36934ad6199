"""An order carried out: the same code as ``hedge-xl new`` and ``demo``, in memory."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from workbook.commands.making import Making, made_file
from workbook.hosts import SUFFIXES
from workbook.ledger.start import demo_ledger, new_ledger
from workbook.spec import Inputs
from workbook.web.order import Order

_TYPES: Final = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xlsm": "application/vnd.ms-excel.sheet.macroEnabled.12",
}


@dataclass(frozen=True, slots=True)
class Made:
    """A workbook that was made."""

    data: bytes
    name: str
    media_type: str


def fulfil(order: Order) -> Made:
    """Make the workbook that was ordered."""
    suffix = SUFFIXES[order.host]
    data = made_file(order.book, _inputs(order), order.language, Making(order.host))
    return Made(data, f"hedge-xl-{order.book.key}.{order.language}.{order.host}{suffix}", _TYPES[suffix])


def _inputs(order: Order) -> Inputs:
    if order.first is not None:
        made = new_ledger(order.first, order.language, date.today())
    elif order.book.fillings:
        made = order.book.fillings["demo" if order.demo else "empty"](order.language)
    else:
        made = demo_ledger(order.language)
    return replace(made, cells={**made.cells, **order.cells})
