"""A backtest of somebody's own ledger: the parameters of its Policy sheet, the month ends of its Market sheet."""

from pathlib import Path
from typing import Final

from hedge_xl.core.language import Text
from workbook.backtest.settings import OPTIONS
from workbook.errors import FileError
from workbook.finding import filled
from workbook.ledger.market_update import MarketEntry
from workbook.ledger.months import month_of
from workbook.ledger.require import require_ledger
from workbook.read import Opened, open_workbook
from workbook.spec import Value
from workbook.text import WORDS
from workbook.twin import Model, n

_FAULTS: Final = Text(
    "「市場」に使えない行があります({row}行目: {words})。`hedge-xl validate` で直し方を見てください。",
    "Market has a row that cannot be used (row {row}: {words}); `hedge-xl validate` says how to put it right.",
)


def ledger_of(path: Path) -> Opened:
    """The ledger, which must be of the current structure."""
    opened = open_workbook(path)
    require_ledger(opened)
    return opened


def ledger_settings(opened: Opened) -> dict[str, Value]:
    """The values of the Policy sheet's cells that a backtest needs."""
    model = _model(opened)
    return {key: model.cell(key) for key in OPTIONS.values()}


def ledger_entries(opened: Opened, file: str) -> list[MarketEntry]:
    """The month ends of the Market sheet. FileError when its check finds a row that cannot be used."""
    model = _model(opened)
    entries = []
    for row, values in enumerate(opened.inputs.tables["market"]):
        found = model.value("market", row, "check")
        if found is None:
            continue
        if str(found).startswith(WORDS["mark_fault"].of(opened.language)):
            raise FileError(filled(_FAULTS, row=row + 1, words=found), file)
        average = values.get("ma200")
        entries.append(
            MarketEntry(
                month_of(values["month"]),
                n(values["spx"]),
                n(values["usdjpy"]),
                None if average is None else n(average),
            )
        )
    return entries


def _model(opened: Opened) -> Model:
    return Model(opened.book, opened.inputs, opened.language)
