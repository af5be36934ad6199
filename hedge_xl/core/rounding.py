"""Rounding and differences in decimal, the way people and Excel count.

Binary floats miss most decimals (2.675 is a little less than it looks), so every quantity is rounded in
decimal, on digits that binary noise does not reach.
"""

from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Context, Decimal
from typing import Final, Literal

Rounding = Literal["nearest", "down", "up"]

_MODES: Final[dict[Rounding, str]] = {"nearest": ROUND_HALF_UP, "down": ROUND_DOWN, "up": ROUND_UP}
_NOISE_FREE: Final = Context(prec=13)
"""A float carries 15 to 17 digits; a chain of operations disturbs the last two or three."""
_WIDE: Final = Context(prec=60)


def round_to_step(value: float, step: float, rounding: Rounding = "nearest") -> float:
    """`value` on the grid of multiples of `step` (above 0): nearest (half away from zero), down (towards zero) or up.

    >>> round_to_step(2.675, 0.01), round_to_step(0.1 + 0.2, 0.1), round_to_step(-2.5, 1)
    (2.68, 0.3, -3.0)
    >>> round_to_step(3.9399, 0.01, "down"), round_to_step(3.931, 0.01, "up")
    (3.93, 3.94)
    """
    grid = _decimal(step)
    steps = _NOISE_FREE.divide(_decimal(value), grid)
    whole = steps.quantize(Decimal(1), rounding=_MODES[rounding], context=_WIDE)
    return float(_WIDE.multiply(whole, grid)) + 0.0


def difference(first: float, second: float) -> float:
    """``first - second`` of the decimals the two floats show.

    >>> difference(150.03, 150.0), 150.03 - 150.0
    (0.03, 0.030000000000001137)
    """
    return float(_WIDE.subtract(_decimal(first), _decimal(second))) + 0.0


def _decimal(value: float) -> Decimal:
    return Decimal(repr(float(value)))
