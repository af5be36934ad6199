"""How lines and bars of charts look: apart for every kind of eyesight, and on grey paper by dash, weight and shade."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Stroke:
    """How a line looks: told apart by colour on a screen, by dashes and weight on grey paper. A bar has its colour."""

    colour: str
    dash: str = ""
    width: float = 1.6


STROKES: Final[Mapping[str, Stroke]] = {
    # the policies of article A, and a ledger's own
    "unhedged": Stroke("#404040", "", 1.3),
    "full": Stroke("#0072B2", "8 3", 1.6),
    "structural": Stroke("#D55E00", "2 2.5", 1.9),
    "trend": Stroke("#8E44AD", "9 3 2 3", 1.6),
    "minimum variance": Stroke("#00795C", "", 2.4),
    "policy": Stroke("#00795C", "", 2.4),
    # an estimate, what is made of it, and how far it may be off
    "raw": Stroke("#0072B2", "", 1.3),
    "shrunk": Stroke("#D55E00", "6 3", 1.5),
    "band": Stroke("#8A93A0", "2 2.5", 1.2),
    # a limit that something is held against
    "limit": Stroke("#B03A00", "8 3", 1.8),
    # bars, from dark to light, and one that stands out
    "dark": Stroke("#1F3864"),
    "middle": Stroke("#5B8DC9"),
    "light": Stroke("#BCD5EE"),
    "accent": Stroke("#D98200"),
}
