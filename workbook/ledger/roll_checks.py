"""What is checked about the roll plan and its list of closed days."""

from typing import Final

from hedge_xl.core.language import Text
from workbook.ledger import closed_days, roll, roll_plan
from workbook.ledger.roll_settings import PARAMETERS
from workbook.parts.check_sheet import parameters_check
from workbook.parts.row_check import OtherCheck
from workbook.spec import Cell, Value
from workbook.twin import Scope


def _expired(s: Scope) -> Value:
    return int(s.cell("roll_fault") == s.word("roll_expired"))


ROLL_CHECKS: Final = (
    parameters_check(roll.SHEET.title, PARAMETERS, "n_roll"),
    OtherCheck(
        roll.SHEET.title,
        Text("× TWAPの終了が開始より前", "× TWAP ends before it starts"),
        Cell(
            "n_twap",
            "check",
            "0",
            formula="IF(AND(ISNUMBER({twap_start}),ISNUMBER({twap_end})),IF({twap_end}<={twap_start},1,0),0)",
            twin=roll_plan.times_crossed,
            style="count",
        ),
        Text(
            "ロールシートのTWAP終了を開始より後の時刻にする",
            "Make TWAP end on the Roll plan sheet later than its start",
        ),
        Text("注文の時刻を決められない", "No order times can be computed"),
        "A §12",
        ("twap_start", "twap_end"),
    ),
    OtherCheck(
        roll.SHEET.title,
        Text("△ ロール日の計算できない期間", "△ roll dates out of range"),
        Cell(
            "n_roll_expired",
            "check",
            "0",
            formula="IF({roll_fault}=`roll_expired`,1,0)",
            twin=_expired,
            style="count",
        ),
        Text(
            "hedge-xl upgrade で休業日の一覧を新しくする(開始日を指定しているなら期間内に直す)",
            "Renew the list of closed days with hedge-xl upgrade, or move the start of the plan into its years",
        ),
        Text("祝日の分からない日にロール日を出さない", "No roll date is shown where holidays are not known"),
        "A §8",
    ),
    OtherCheck(
        roll.SHEET.title,
        Text("△ 使える日が足りない月", "△ too few days in a month"),
        Cell("n_roll_short", "check", "0", formula="{roll_short}", twin=lambda s: s.cell("roll_short"), style="count"),
        Text("月の回数を減らすか、イベント日を見直す", "Roll in fewer parts, or look at the event days again"),
        Text("決めた回数に分けられない月がある", "A month cannot be cut into so many parts"),
        "A §8",
    ),
    OtherCheck(
        closed_days.SHEET.title,
        Text("× 休業日の一覧が変わっている", "× closed days changed"),
        closed_days.CHANGED,
        Text(
            "hedge-xl upgrade で一覧を書き直す(自分の避ける日は設定のイベント日へ)",
            "hedge-xl upgrade writes the list anew (days of your own belong into Event days on Policy)",
        ),
        Text(
            "一覧の日が欠けると、休みの日をロール日にしてしまう",
            "With a day missing a holiday would pass for a roll day",
        ),
        "A §8",
        ("holidays_from", "holidays_until", "holidays_sum"),
    ),
)
