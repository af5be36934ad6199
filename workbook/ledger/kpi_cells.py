"""The cells of the figures that judge a series of returns: the same on 損益 / P&L and バックテスト / Backtest.

A series that stands still, or wealth that never fell, leaves binary noise in built-in functions: they call 0 what
`hedge_xl.core.performance` does, or the ratios divided by it would be any number at all.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from hedge_xl import functions as hx
from workbook.spec import Cell, Value
from workbook.twin import Scope

_NOISE: Final = "1E-12"
_FEWEST: Final = 2  # a volatility needs two returns


@dataclass(frozen=True, slots=True)
class Series:
    """A strategy's columns in a table, and what the keys of its cells begin and end with."""

    prefix: str
    key: str
    table: str
    returns: str
    drawdown: str

    def cell_key(self, figure: str) -> str:
        """Key of the cell of one figure."""
        return f"{self.prefix}_{figure}_{self.key}"

    @property
    def column(self) -> str:
        """The returns, in the notation of formulas."""
        return f"[{self.table}.{self.returns}]"

    def known(self, s: Scope) -> list[Value]:
        """The returns that there are."""
        return [value for value in s.col(self.table, self.returns) if value is not None]

    def if_two(self, formula: str) -> str:
        """A formula that needs two returns."""
        return f'IF(COUNT({self.column})<{_FEWEST},"",{formula})'

    def twin(self, compute: Callable[[list[Value], float], float]) -> Callable[[Scope], Value]:
        """A figure of two returns or more, and the periods of a year."""

        def value(s: Scope) -> Value:
            known = self.known(s)
            return compute(known, s.number("periods")) if len(known) >= _FEWEST else None

        return value


def mean_cell(series: Series) -> Cell:
    """Annual mean."""
    return Cell(
        series.cell_key("mean"),
        "formula",
        "0.00%",
        formula=series.if_two(f"ANN_MEAN({series.column},{{periods}})"),
        twin=series.twin(lambda values, periods: float(hx.ANN_MEAN(values, periods))),
    )


def vol_cell(series: Series) -> Cell:
    """Annual volatility."""
    column = series.column
    still = f"MAX({column})-MIN({column})<={_NOISE}*MAX(MAX({column}),-MIN({column}))"
    figure = f"ANN_VOL({column},{{periods}})"
    return Cell(
        series.cell_key("vol"),
        "formula",
        "0.00%",
        formula=series.if_two(figure),
        native=series.if_two(f"IF({still},0,{figure})"),
        twin=series.twin(lambda values, periods: float(hx.ANN_VOL(values, periods))),
    )


def dd_cell(series: Series) -> Cell:
    """Largest drawdown."""
    deepest = f"MIN([{series.table}.{series.drawdown}])"
    return Cell(
        series.cell_key("dd"),
        "formula",
        "0.00%",
        formula=series.if_two(f"MAX_DRAWDOWN({series.column})"),
        native=series.if_two(f"IF({deepest}>-{_NOISE},0,{deepest})"),
        twin=series.twin(lambda values, _: float(hx.MAX_DRAWDOWN(values))),
    )


def sharpe_cell(series: Series) -> Cell:
    """Sharpe ratio; blank without any volatility."""
    vol = series.cell_key("vol")

    def twin(s: Scope) -> Value:
        return None if s.cell(vol) in (None, 0) else float(hx.SHARPE(series.known(s), s.number("periods")))

    return Cell(
        series.cell_key("sharpe"),
        "formula",
        "0.00",
        formula=f'IF(N({{{vol}}})=0,"",SHARPE({series.column},{{periods}}))',
        twin=twin,
    )


def calmar_cell(series: Series) -> Cell:
    """Calmar ratio; blank when wealth never fell."""
    mean, deepest = series.cell_key("mean"), series.cell_key("dd")

    def twin(s: Scope) -> Value:
        return None if s.cell(deepest) in (None, 0) else float(hx.CALMAR(series.known(s), s.number("periods")))

    return Cell(
        series.cell_key("calmar"),
        "formula",
        "0.00",
        formula=f'IF(N({{{deepest}}})=0,"",CALMAR({series.column},{{periods}}))',
        native=f'IF(N({{{deepest}}})=0,"",{{{mean}}}/ABS({{{deepest}}}))',
        twin=twin,
    )


def months_cell(series: Series) -> Cell:
    """How many months there are."""
    return Cell(
        series.cell_key("months"),
        "formula",
        "0",
        formula=f"COUNT({series.column})",
        twin=lambda s: len(series.known(s)),
    )
