"""The latest row of the price table: whether it can be used, and its cells."""

from collections.abc import Callable
from typing import Final

from hedge_xl.core.language import Text
from workbook.parts.marks import faulty_policy, valid
from workbook.positioning.lines import lines
from workbook.spec import Cell, Value
from workbook.twin import Row, Scope


def _row(s: Scope) -> Value:
    return max((row for row, check in enumerate(s.col("prices", "check"), start=1) if check is not None), default=0)


def _ok(s: Scope) -> Value:
    row = int(s.number("now_row"))
    return int(row > 0 and not faulty_policy(s) and valid(Row(s.model, "prices", row - 1)))


_CHECK: Final = "LEFT(INDEX([prices.check],{now_row}),1)"

_ROW: Final = Cell(
    "now_row",
    "formula",
    "0",
    formula='SUMPRODUCT(MAX(([prices.check]<>"")*[prices.no]))',
    twin=_row,
    style="working",
)
_OK: Final = Cell(
    "now_ok",
    "formula",
    "0",
    formula=f"IF({{policy_faults}}>0,0,IF({{now_row}}=0,0,IF(OR({_CHECK}=`mark_ok`,{_CHECK}=`mark_note`),1,0)))",
    twin=_ok,
    style="working",
)
WORKINGS: Final = lines(
    Text("途中計算", "Workings"),
    (
        _ROW,
        Text("使った行", "Row used"),
        Text("行", "row"),
        Text("価格の表の行番号", "Of the price table"),
        "-",
    ),
    (
        _OK,
        Text("その行を使えるか", "Usable"),
        Text("0/1", "0/1"),
        Text("1のときだけ計算する", "Computed only while it is 1"),
        "-",
    ),
)


def latest(column: str, form: str, style: str = "") -> Cell:
    """The latest row's cell of a column, as ``now_<column>``; blank while that row cannot be used."""
    cell = f"INDEX([prices.{column}],{{now_row}})"
    return Cell(
        f"now_{column}",
        "formula",
        form,
        formula=f'IF({{now_ok}}=0,"",IF({cell}="","",{cell}))',
        twin=_latest(column),
        style=style,
    )


def _latest(column: str) -> Callable[[Scope], Value]:
    def twin(s: Scope) -> Value:
        if s.number("now_ok") == 0:
            return None
        return s.model.value("prices", int(s.number("now_row")) - 1, column)

    return twin
