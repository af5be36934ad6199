"""Calendar years: what each policy earned in them."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from hedge_xl.core.backtest import MONTHS
from workbook.backtest.run import Backtest


@dataclass(frozen=True, slots=True)
class Year:
    """A year, marked when it is not whole, and the return of each policy in it."""

    year: int
    whole: bool
    returns: tuple[float, ...]

    @property
    def name(self) -> str:
        """How it is shown."""
        return str(self.year) if self.whole else f"{self.year}*"


def calendar_years(found: Backtest) -> Iterator[Year]:
    """Every year with a month tested, oldest first."""
    for year in range(found.months[0].year, found.months[-1].year + 1):
        rows = [row for row, month in enumerate(found.months) if month.year == year]
        returns = (math.expm1(float(result.run.returns[rows].sum())) for result in found.results)
        yield Year(year, len(rows) == MONTHS, tuple(returns))
