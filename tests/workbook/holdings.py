"""The hedge that was held, from what was typed alone: an oracle that shares nothing with the workbook."""

from collections.abc import Mapping

from workbook.serials import from_serial
from workbook.spec import Inputs, Value
from workbook.text import WORDS
from workbook.twin import n

_SIGNS = {
    WORDS[word].of(language): sign for word, sign in (("side_sell", 1), ("side_buy", -1)) for language in ("ja", "en")
}


def change(fill: Mapping[str, Value]) -> float:
    """What a fill did to the hedge."""
    return _SIGNS[str(fill["side"])] * n(fill["qty"])


def mean_held(inputs: Inputs, month: float) -> float:
    """Mean of the hedge over the month that ends that day: each fill by the share of the month after it."""
    days = from_serial(month).day
    left = [min(days, max(0.0, month + 1 - n(fill["time"]))) for fill in inputs.tables["log"]]
    return sum(change(fill) * part / days for fill, part in zip(inputs.tables["log"], left, strict=True))
