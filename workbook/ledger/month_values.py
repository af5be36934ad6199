"""The values of a month in words, and whether what is given is what is there."""

import math
from collections.abc import Mapping
from typing import Final

from hedge_xl.core.language import Text
from workbook.finding import filled
from workbook.ledger import market, monthly
from workbook.spec import Column, Table, Value
from workbook.twin import is_number, n

MARKET: Final = market.TABLE
MONTHLY: Final = monthly.TABLE
_ARROW: Final = Text("{name} {old} → {new}", "{name} {old} -> {new}")
_NOISE: Final = 1e-12


def given_values(values: Mapping[str, Value]) -> dict[str, Value]:
    """The values that are given at all."""
    return {key: value for key, value in values.items() if value is not None}


def differs(there: Value, given: Value) -> bool:
    """Whether a cell that is not blank holds something else."""
    if there is None:
        return False
    if is_number(there) and is_number(given):
        return not math.isclose(n(there), n(given), rel_tol=_NOISE)
    return there != given


def apart(column: Column, there: Value, given: Value) -> bool:
    """Whether a market figure differs by more than half of the last digit that its column shows.

    Sources round differently: a rate of 131.88 and one of 131.8791 are the same figure here.
    """
    if not (is_number(there) and is_number(given)):
        return differs(there, given)
    digits = len(column.format.partition(".")[2])
    return abs(n(there) - n(given)) > 0.5 * 0.1**digits + abs(n(there)) * _NOISE


def in_words(table: Table, values: Mapping[str, Value]) -> Text:
    """Values with the headings of their columns."""
    parts = [(table.column(key).header, _figure(value)) for key, value in values.items() if key != "month"]
    return _joined([Text(f"{name.ja} {value}", f"{name.en} {value}") for name, value in parts])


def replaced(table: Table, row: Mapping[str, Value], values: Mapping[str, Value]) -> Text:
    """What stands there and what is given, with the headings of their columns."""
    return _joined(
        [
            filled(_ARROW, name=table.column(key).header, old=_figure(row.get(key)), new=_figure(value))
            for key, value in values.items()
        ]
    )


def _joined(parts: list[Text]) -> Text:
    return Text("、".join(part.ja for part in parts), ", ".join(part.en for part in parts))


def _figure(value: Value) -> str:
    """A number with all of its digits and separators; words in quotes."""
    if not is_number(value):
        return repr(value)
    text = f"{n(value):,.8f}".rstrip("0").rstrip(".")
    return text if float(text.replace(",", "")) == n(value) else f"{n(value):.15g}"
