"""Wealth and drawdown of a series of returns, as columns: the same on 損益 / P&L and バックテスト / Backtest."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from hedge_xl.core.language import Text
from workbook.spec import Column, Value
from workbook.twin import Row, Scope

_INDEX: Final = Text("開始=1", "start = 1")
Bulk = Callable[[Scope], list[Value]]


@dataclass(frozen=True, slots=True)
class Path:
    """One strategy in a table: what the keys of its columns end with, its name, and when it has no value in a row."""

    table: str
    key: str
    name: Text
    blank: str

    @property
    def wealth(self) -> str:
        """Key of the column of wealth."""
        return f"w_{self.key}"


def wealth_column(path: Path, returns: str, twin: Callable[[Row], Value], bulk: Bulk | None = None) -> Column:
    """Wealth: exp of the sum of the returns so far."""
    total = f'SUMIFS([{path.table}.{returns}],[{path.table}.no],"<="&[no])'
    return Column(
        path.wealth,
        Text(f"資産 {path.name.ja}", f"Wealth {path.name.en}"),
        "formula",
        Text("収益率の累積 exp(Σr)。開始は1", "exp of the summed returns, 1 at the start"),
        "A §16",
        _INDEX,
        "0.000",
        12,
        f'IF({path.blank},"",EXP({total}))',
        twin=twin,
        bulk=bulk,
    )


def drawdown_column(path: Path, twin: Callable[[Row], Value], bulk: Bulk | None = None) -> Column:
    """Drawdown: the fall from the highest wealth so far."""
    peak = f'MAX(1,MAXIFS([{path.table}.{path.wealth}],[{path.table}.no],"<="&[no]))'
    return Column(
        f"dd_{path.key}",
        Text(f"DD {path.name.ja}", f"DD {path.name.en}"),
        "formula",
        Text("過去の最高値(開始の1を含む)からの下落率", "Fall from the highest wealth so far, the starting 1 included"),
        "A §16",
        Text("割合", "fraction"),
        "0.0%",
        11,
        f'IF([{path.wealth}]="","",[{path.wealth}]/{peak}-1)',
        twin=twin,
        bulk=bulk,
    )
