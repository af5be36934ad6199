"""Checks that are not of a row: parameters, and tables that do not reach what was typed."""

from typing import Final

from hedge_xl.core.language import Text
from workbook.ledger import backtest_sheet, closed_days, journal_sheet, log, market, monthly, pnl, policy, reconcile
from workbook.ledger.policy import PARAMETERS
from workbook.ledger.roll_checks import ROLL_CHECKS
from workbook.parts.check_sheet import below_check, parameters_check
from workbook.parts.marks import faulty_policy
from workbook.parts.row_check import OtherCheck
from workbook.spec import Cell, Sheet, Value
from workbook.twin import Scope, is_number, n


def _length_check(sheet: Sheet, key: str, fix: Text, why: Text, source: str) -> OtherCheck:
    """Whether a table is as long as the one that it follows."""
    assert sheet.table is not None
    table, followed = sheet.table, next(item for item in _TYPED if item.table and item.table.key == sheet.table.follows)
    cell = Cell(
        key,
        "check",
        "0",
        formula=f"ABS(ROWS([{table.follows}.no])-ROWS([{table.key}.no]))",
        twin=lambda s: abs(s.count(table.follows) - s.count(table.key)),
        style="count",
    )
    name = Text(f"△ 行数が{followed.title.ja}と違う", f"△ rows differ from {followed.title.en}")
    return OtherCheck(sheet.title, name, cell, fix, why, source)


def _clamp_excludes(s: Scope) -> Value:
    if faulty_policy(s):
        return 0
    inside = s.number("h_floor") <= s.number("structural_h") <= s.number("h_cap")
    return int(s.cell("policy") == s.word("pol_trend") and not inside)


def _clamp_crossed(s: Scope) -> Value:
    floor, cap = s.cell("h_floor"), s.cell("h_cap")
    return int(is_number(floor) and is_number(cap) and n(floor) > n(cap))


_TYPED: Final = (
    market.SHEET,
    monthly.SHEET,
    log.SHEET,
    policy.SHEET,
    reconcile.SHEET,
    closed_days.SHEET,
    journal_sheet.SHEET,
)
BELOW: Final = {sheet.table.key: sheet.table for sheet in _TYPED if sheet.table is not None}

OTHERS: Final = (
    *(below_check(sheet) for sheet in _TYPED),
    parameters_check(policy.SHEET.title, PARAMETERS),
    _length_check(
        pnl.SHEET,
        "n_rows",
        Text(
            "損益の表の右下の角を引き、月次と同じ行数にする",
            "Drag the corner of the P&L table to as many rows as Monthly",
        ),
        Text("足りない月の損益が出ない", "Months without a row have no P&L"),
        "A §15",
    ),
    _length_check(
        backtest_sheet.SHEET,
        "n_backtest_rows",
        Text(
            "バックテストの表の右下の角を引き、市場と同じ行数にする",
            "Drag the corner of the Backtest table to as many rows as Market",
        ),
        Text("足りない月は検証できず、何も計算しない", "The months cannot be tested: nothing is computed"),
        "A §10",
    ),
    OtherCheck(
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
        Text("hを決められない", "h cannot be decided"),
        "A §4",
        ("h_floor", "h_cap"),
    ),
    OtherCheck(
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
        Text("トレンドを足しても引いても同じhになる", "The trend adds and takes off nothing"),
        "A §4, §9",
    ),
    *ROLL_CHECKS,
)

# Counting cell -> what it found and what to do.
OTHER_CHECKS: Final = {check.cell.key: (check.name, check.fix) for check in OTHERS}
