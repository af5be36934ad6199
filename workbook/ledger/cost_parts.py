"""The parts of the cost that both the plan and 損益 / P&L know, and which of them is furthest from its plan.

In spot FX the rate differential and the basis come as one, the swap (A §7): they are planned apart and realised together.
"""

from typing import Final, NamedTuple

from hedge_xl.core.language import Text
from hedge_xl.core.rounding import round_to_step
from workbook.spec import Value
from workbook.text import WORDS
from workbook.twin import Scope

STEP: Final = 6  # decimals of a yen in which gaps are compared


class CostPart(NamedTuple):
    """A part: its word, the parameters that plan it, and the column of P&L that realised it."""

    key: str
    planned: tuple[str, ...]
    column: str

    @property
    def word(self) -> str:
        """Key of its word."""
        return f"part_{self.key}"

    @property
    def label(self) -> Text:
        """Its name."""
        return WORDS[self.word]

    @property
    def plan(self) -> str:
        """Formula of the planned annual rate."""
        return "(" + "+".join(f"{{{name}}}" for name in self.planned) + ")"

    def planned_rate(self, s: Scope) -> float:
        """Twin of `plan`."""
        return sum(s.number(name) for name in self.planned)


PARTS: Final = (
    CostPart("swap", ("rate_differential", "basis"), "cost_swap"),
    CostPart("spread", ("spread_cost",), "cost_spread"),
    CostPart("slip", ("slippage_cost",), "cost_slip"),
)


def furthest_formula(gaps: tuple[str, ...]) -> str:
    """The word of the part whose gap is largest, the first of equals."""
    sizes = [f"ABS(ROUND({gap},{STEP}))" for gap in gaps]
    largest = f"MAX({','.join(sizes)})"
    words = "".join(f"IF({size}={largest},`{part.word}`," for size, part in zip(sizes, PARTS[:-1], strict=False))
    return f"IF({largest}=0,`part_none`,{words}`{PARTS[-1].word}`{')' * (len(PARTS) - 1)})"


def furthest(s: Scope, gaps: list[float]) -> Value:
    """Twin of `furthest_formula`."""
    sizes = [abs(round_to_step(gap, 10**-STEP)) for gap in gaps]
    return s.word(PARTS[sizes.index(max(sizes))].word if max(sizes) else "part_none")
