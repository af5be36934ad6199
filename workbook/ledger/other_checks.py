"""Checks that are not of a row: parameters, and tables that do not reach what was typed."""

from typing import Final

from hedge_xl.core.language import Text
from workbook.ledger import log, market, monthly, pnl, policy
from workbook.ledger.common import faulty_policy
from workbook.ledger.policy import PARAMETERS
from workbook.rules import accepted, refused_formula
from workbook.spec import Cell, Item, Value
from workbook.twin import Scope, is_number, n


def _rows_differ(s: Scope) -> Value:
    return abs(s.count("monthly") - s.count("pnl"))


def _clamp_excludes(s: Scope) -> Value:
    if faulty_policy(s):
        return 0
    inside = s.number("h_floor") <= s.number("structural_h") <= s.number("h_cap")
    return int(s.cell("policy") == s.word("pol_trend") and not inside)


def _clamp_crossed(s: Scope) -> Value:
    floor, cap = s.cell("h_floor"), s.cell("h_cap")
    return int(is_number(floor) and is_number(cap) and n(floor) > n(cap))


def _refused(s: Scope) -> Value:
    rules = [(cell.key, cell.validation) for cell in PARAMETERS]
    return sum(1 for key, rule in rules if rule and not accepted(rule, s.cell(key), s.model.language))


def _below_cell(table: str) -> Cell:
    """Whether something stands right under a table, which its formulas do not count."""
    inputs = [column.key for column in BELOW[table].columns if column.kind == "input"]
    under = ",".join(f"INDEX([!{table}.{key}],ROW([#{table}.{key}])+ROWS([{table}.{key}])+1)" for key in inputs)
    return Cell(
        f"n_below_{table}",
        "check",
        "0",
        formula=f"IF(COUNTA({under})>0,1,0)",
        twin=lambda s: int(table in s.model.inputs.below),
        style="count",
    )


def _other(sheet: Text, name: Text, cell: Cell, fix: Text) -> tuple[Item, ...]:
    return (sheet, name, cell, None, fix)


BELOW: Final = {
    sheet.table.key: sheet.table
    for sheet in (market.SHEET, monthly.SHEET, log.SHEET, policy.SHEET)
    if sheet.table is not None
}
_BELOW_NAME: Final = Text("× 表の下に書かれた行", "× row typed under the table")
_BELOW_FIX: Final = Text(
    "表の右下の角を引いて、その行を表に入れる(入れるまで計算されない)",
    "Drag the table's corner down over the row: until then it is not computed",
)

OTHER_ROWS: Final = (
    *(
        _other(sheet.title, _BELOW_NAME, _below_cell(sheet.table.key), _BELOW_FIX)
        for sheet in (market.SHEET, monthly.SHEET, log.SHEET, policy.SHEET)
        if sheet.table is not None
    ),
    _other(
        policy.SHEET.title,
        Text("× 使えない設定値", "× unusable parameter"),
        Cell(
            "n_policy",
            "check",
            "0",
            formula="+".join(refused_formula(cell) for cell in PARAMETERS),
            twin=_refused,
            style="count",
        ),
        Text(
            "設定シートの値を範囲内に直す(直すまで何も計算しない)",
            "Put the parameters back within their limits: until then nothing is computed",
        ),
    ),
    _other(
        pnl.SHEET.title,
        Text("△ 行数が月次と違う", "△ rows differ from Monthly"),
        Cell(
            "n_rows", "check", "0", formula="ABS(ROWS([monthly.no])-ROWS([pnl.no]))", twin=_rows_differ, style="count"
        ),
        Text(
            "損益の表の右下の角を引き、月次と同じ行数にする",
            "Drag the corner of the P&L table to as many rows as Monthly",
        ),
    ),
    _other(
        policy.SHEET.title,
        Text("× hの下限が上限より上", "× floor of h above its cap"),
        Cell(
            "n_clamp",
            "check",
            "0",
            formula="IF(AND(ISNUMBER({h_floor}),ISNUMBER({h_cap})),IF({h_floor}>{h_cap},1,0),0)",
            twin=_clamp_crossed,
            style="count",
        ),
        Text("hの下限と上限を直す", "Correct the floor and the cap of h"),
    ),
    _other(
        policy.SHEET.title,
        Text("△ 構造hが下限・上限の外", "△ structural h outside the clamp"),
        Cell(
            "n_struct",
            "check",
            "0",
            formula="IF({policy_faults}>0,0,IF(AND({policy}=`pol_trend`,OR({structural_h}<{h_floor},{structural_h}>{h_cap})),1,0))",
            twin=_clamp_excludes,
            style="count",
        ),
        Text(
            "「構造±トレンド」では結果が下限・上限に張り付く", "With structural ± trend the result sticks to the clamp"
        ),
    ),
)

# Counting cell -> what it found and what to do.
OTHER_CHECKS: Final = {
    cell.key: (name, fix)
    for _, name, cell, _, fix in OTHER_ROWS
    if isinstance(name, Text) and isinstance(cell, Cell) and isinstance(fix, Text)
}
