"""Where the ticks of a chart stand: round numbers on a linear or a logarithmic scale, months that read well."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

_STEPS: Final = (1.0, 2.0, 2.5, 5.0, 10.0)
_LOG_STEPS: Final = ((1.0,), (1.0, 3.0), (1.0, 2.0, 5.0), (1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0))
_MONTH_STEPS: Final = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600)
_NOISE: Final = 1e-9
_MOST_PLACES: Final = 6


@dataclass(frozen=True, slots=True)
class Axis:
    """A scale of numbers: its ends, and its ticks between them."""

    low: float
    high: float
    ticks: tuple[float, ...]
    log: bool = False

    def share(self, value: float) -> float:
        """Where a value stands between the ends: 0 at the low one, 1 at the high one."""
        if self.log:
            return math.log(value / self.low) / math.log(self.high / self.low)
        return (value - self.low) / (self.high - self.low)


def linear_axis(low: float, high: float, count: int = 7) -> Axis:
    """Round ticks that include both ends of the values."""
    if high - low < _NOISE:
        high, low = high + max(abs(high), 1.0) * 0.05, low - max(abs(low), 1.0) * 0.05
    rough = (high - low) / count
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * item for item in _STEPS if power * item >= rough * (1 - _NOISE))
    first, last = math.floor(low / step + _NOISE), math.ceil(high / step - _NOISE)
    ticks = tuple(round(item * step, 12) for item in range(first, last + 1))
    return Axis(ticks[0], ticks[-1], ticks)


def log_axis(low: float, high: float, count: int = 5) -> Axis:
    """The same for values above 0 that multiply, such as wealth: equal rises have equal heights."""
    room = max((high / low) ** 0.04, 1.02)
    low, high = low / room, high * room
    decades = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    for steps in _LOG_STEPS:
        ticks = [step * 10.0**power for power in decades for step in steps]
        ticks = [tick for tick in ticks if low <= tick <= high]
        if len(ticks) >= count - 1:
            every = -(-len(ticks) // (2 * count))  # prices of many decades
            return Axis(low, high, tuple(ticks[::every]), log=True)
    inner = [tick for tick in linear_axis(low, high, 2 * count).ticks if low <= tick <= high]
    return Axis(low, high, tuple(inner), log=True)


def percent_places(axis: Axis) -> int:
    """Decimals with which every tick is written exactly in per cent: 2.5% must not be shown as 2%."""
    return next(
        (places for places in range(_MOST_PLACES) if all(_exact(tick * 100, places) for tick in axis.ticks)),
        _MOST_PLACES,
    )


def _exact(value: float, places: int) -> bool:
    return abs(value - round(value, places)) < _NOISE


def month_ticks(months: Sequence[date], most: int = 12) -> list[tuple[int, str]]:
    """Places of the months to be named and their names: years alone where the step is a year or more."""
    span = _number(months[-1]) - _number(months[0]) + 1
    step = next((step for step in _MONTH_STEPS if span / step <= most), _MONTH_STEPS[-1])
    # A year's tick stands at its January, so that the space up to the next one is that year.
    chosen = [place for place, month in enumerate(months) if (_number(month) - 1) % step == 0]
    form = "%Y" if step >= _MONTH_STEPS[4] else "%Y-%m"
    return [(place, months[place].strftime(form)) for place in chosen]


def _number(month: date) -> int:
    return month.year * 12 + month.month
