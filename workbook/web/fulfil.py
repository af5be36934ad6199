"""An order carried out: the same code as ``hedge-xl new`` and ``demo``, in memory."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from hedge_xl.core.language import Text
from workbook.commands.making import Making, made_file
from workbook.garbage import no_collections
from workbook.hosts import SUFFIXES
from workbook.ledger.start import demo_ledger, new_ledger
from workbook.package import Package
from workbook.read import open_package
from workbook.spec import Inputs
from workbook.validate import findings_of
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


class UnfitError(Exception):
    """Values that are fine one by one and do not go together; ``texts`` say why."""

    def __init__(self, texts: Sequence[Text]) -> None:
        super().__init__("; ".join(text.en for text in texts))
        self.texts = tuple(texts)


def fulfil(order: Order) -> Made:
    """Make the workbook that was ordered, and check it as ``hedge-xl validate`` does before it is handed over."""
    suffix = SUFFIXES[order.host]
    name = f"hedge-xl-{order.book.key}.{order.language}.{order.host}{suffix}"
    data = made_file(order.book, _inputs(order), order.language, Making(order.host))
    with no_collections():
        found = list(findings_of(open_package(Package(data, name))))
    errors = [finding.text for finding in found if finding.severity == "error"]
    if errors:
        raise UnfitError(errors)
    return Made(data, name, _TYPES[suffix])


def _inputs(order: Order) -> Inputs:
    if order.first is not None:
        made = new_ledger(order.first, order.language, date.today())
    elif order.book.fillings:
        made = order.book.fillings["demo" if order.demo else "empty"](order.language)
    else:
        made = demo_ledger(order.language)
    return replace(made, cells={**made.cells, **order.cells})
