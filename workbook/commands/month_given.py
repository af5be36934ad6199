"""The values of one month as they are typed: in options, as answers to questions, or in the task pane."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from workbook.given import parse_amount, parse_signed

READERS: Final[Mapping[str, Callable[[str, str], float]]] = {
    "a_usd": partial(parse_amount, zero_allowed=True),
    "spot": parse_amount,
    "swap": parse_signed,
    "spx": parse_amount,
    "average": parse_amount,
}
"""By the fields of a `MonthEntry`: each reads what was typed, and names what is at fault as it is told to."""


def option_reader(key: str) -> Callable[[str], float]:
    """Reads a value that is called by its option, such as ``--a-usd``."""
    return lambda typed: READERS[key](typed, f"--{key.replace('_', '-')}")
