"""Checks that are not of a row: parameters, tables that do not reach what was typed, and the hedge as a whole."""

from typing import Final

from hedge_xl.core.language import Text
from workbook.index_hedge import history, journal, position, sensitivity, settings, totals
from workbook.index_hedge.position_values import pairs
from workbook.index_hedge.totals_values import PAIRS, Twin
from workbook.parts.check_sheet import below_check, parameters_check
from workbook.parts.row_check import OtherCheck
from workbook.spec import Cell, Value
from workbook.twin import Scope, is_number, n


def _crossed(s: Scope) -> Value:
    bounds = (("rate_low", "rate_high"), ("lev_low", "lev_high"))
    return sum(
        1
        for low, high in ((s.cell(low), s.cell(high)) for low, high in bounds)
        if is_number(low) and is_number(high) and n(low) > n(high)
    )


def _crosses(low: str, high: str) -> str:
    return f"IF(COUNT({{{low}}},{{{high}}})=2,IF({{{low}}}>{{{high}}},1,0),0)"


def _mixed(s: Scope) -> Value:
    return sum(1 for number in range(1, PAIRS + 1) if s.cell(f"net_lots_{number}") == s.word("st_mixed"))


_MIXED: Final = "+".join(f"IF({{net_lots_{number}}}=`st_mixed`,1,0)" for number in range(1, PAIRS + 1))


def _count(key: str, formula: str, twin: Twin) -> Cell:
    return Cell(key, "check", "0", formula=formula, twin=twin, style="count")


OTHERS: Final = (
    *(below_check(sheet) for sheet in (position.SHEET, history.SHEET, settings.SHEET, journal.SHEET)),
    parameters_check(settings.SHEET.title, settings.PARAMETERS),
    OtherCheck(
        settings.SHEET.title,
        Text("× 目安の下が上より大きい", "× a guide's low above its high"),
        _count("n_guides", f"{_crosses('rate_low', 'rate_high')}+{_crosses('lev_low', 'lev_high')}", _crossed),
        Text(
            "ヘッジ率とFXレバレッジの目安の上下を直す",
            "Correct low and high of the guides for hedge rate and FX leverage",
        ),
        Text("目安と比べられない", "Nothing can be compared with such a guide"),
        "B §7",
        ("rate_low", "rate_high", "lev_low", "lev_high"),
    ),
    parameters_check(sensitivity.SHEET.title, sensitivity.AXES, "n_axis"),
    OtherCheck(
        totals.SHEET.title,
        Text("× 通貨ペアが多すぎる", "× too many pairs"),
        _count(
            "n_pairs",
            f"MAX(0,MAX([position.pair_no])-{PAIRS})",
            lambda s: max(0, len(pairs(s)) - PAIRS),
        ),
        Text(
            f"1つのブックでは{PAIRS}ペアまで。別のブックに分ける",
            f"One workbook nets {PAIRS} pairs: use a second one",
        ),
        Text("合計に入らないペアがある", "Some pairs are not in the totals"),
        "B §7",
    ),
    OtherCheck(
        totals.SHEET.title,
        Text("△ ロット単位が混在", "△ lot sizes differ"),
        _count("n_mixed", _MIXED, _mixed),
        Text(
            "同じペアの「1ロットの通貨数」をそろえる。通貨数の差し引きは正しい",
            "Give a pair one lot size; the net in units is right",
        ),
        Text("差し引きをロット数で言えない", "The net cannot be told in lots"),
        "B §6",
    ),
    OtherCheck(
        totals.SHEET.title,
        Text("△ FXレバレッジが目安超", "△ FX leverage above the guide"),
        _count(
            "n_leverage", "IF({total_state}=`lev_over`,1,0)", lambda s: int(s.cell("total_state") == s.word("lev_over"))
        ),
        Text("ヘッジ率かロットを減らす、または証拠金を足す", "Lower hedge rate or lots, or add margin"),
        Text("ヘッジ側の損失で証拠金を失いかねない", "The hedge itself may use up the margin"),
        "B §7",
    ),
)
