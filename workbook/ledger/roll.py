"""ロール / Roll plan: on which days to roll how much, in what maturities, and this month's trade spread over a day."""

from typing import Final

from hedge_xl.core.language import Text
from workbook.ledger import roll_plan
from workbook.ledger.roll_days import CALENDAR, DAY, LAST, ROLLS, SHORT
from workbook.ledger.roll_parts import PARTS, TRIED
from workbook.ledger.roll_settings import SETTINGS
from workbook.parts.columns import USD
from workbook.parts.marks import status_cell
from workbook.parts.parameters import LINE_STYLES, line
from workbook.serials import FIRST_DATE, LAST_DATE
from workbook.spec import Block, Cell, Sheet

_DATE: Final = Text("日付", "date")
_STATE: Final = Text("状態", "state")

_BAD_EVENTS: Final = 'SUMPRODUCT(([events.check]<>"")*([events.check]<>`ok`))'
_END: Final = "EDATE({roll_start},MAX({roll_months},{ladder_tenors}))"

_FAULT: Final = Cell(
    "roll_fault",
    "formula",
    "@",
    formula=(
        "IF({policy_faults}>0,`roll_policy`,IF({n_roll}>0,`roll_settings`,IF({n_holidays}>0,`roll_list`,"
        f'IF({_BAD_EVENTS}>0,`roll_events`,IF({{roll_start}}="",`roll_start_unknown`,'
        f'IF({{roll_start}}<{{holidays_from}},`roll_expired`,IF({_END}>{{holidays_until}},`roll_expired`,"")))))))'
    ),
    twin=roll_plan.fault,
    style="wide",
)
_STATE_CELL: Final = Cell(
    "roll_state",
    "check",
    "@",
    formula='IF({roll_fault}<>"",{roll_fault},IF({roll_short}>0,`roll_few`,`ok`))',
    twin=roll_plan.state,
    style="wide",
    alert="{cell}<>`ok`",
)
_START: Final = Cell(
    "roll_start",
    "formula",
    DAY,
    formula=(
        "IF(ISNUMBER({roll_from}),{roll_from},"
        f"IF(AND(N({{now_month}})>={FIRST_DATE},N({{now_month}})<={LAST_DATE}),"
        'EOMONTH({now_month},0)+1,""))'
    ),
    twin=roll_plan.start,
)
_HEDGE: Final = Cell(
    "roll_hedge",
    "formula",
    "#,##0",
    formula='IF({dash_held}="","",MAX(0,{dash_held}+MIN(0,{dash_trade})))',
    twin=roll_plan.hedge,
)
_LADDER: Final = Cell(
    "ladder_hedge",
    "formula",
    "#,##0",
    formula='IF({dash_held}="","",MAX(0,{dash_held}+{dash_trade}))',
    twin=roll_plan.laddered,
)
_TRADE: Final = Cell(
    "roll_trade",
    "formula",
    "+#,##0;-#,##0;0",
    formula="{dash_trade}",
    twin=roll_plan.trade,
)
_TWAP_STATE: Final = Cell(
    "twap_state",
    "check",
    "@",
    formula=(
        "IF({policy_faults}>0,`roll_policy`,IF({n_roll}>0,`roll_settings`,IF({n_twap}>0,`twap_times`,"
        'IF({roll_trade}="",`twap_none`,IF({roll_trade}=0,`twap_hold`,`ok`)))))'
    ),
    twin=roll_plan.twap_state,
    style="wide",
)

NOW: Final = Block(
    Text("いまの計画", "The plan as it stands"),
    styles=LINE_STYLES,
    rows=(
        (Text("ロール日の計画", "Roll plan"), _STATE_CELL),
        (Text("TWAPの注文", "TWAP orders"), _TWAP_STATE),
        line(
            _START,
            Text("計画の初日", "First day"),
            _DATE,
            Text("ここから1か月ずつ区切る。今日の日付は使わない", "Months run from it; today's date plays no part"),
            "A §6",
        ),
        line(
            _HEDGE,
            Text("ロールする数量", "To roll"),
            USD,
            Text(
                "いま持つヘッジから買い戻す分を引いたもの。まだ売っていない分は含めない",
                "The hedge now, less what is to be bought back; what is not sold yet is not rolled",
            ),
            "A §6, §8",
        ),
        line(
            _TRADE,
            Text("あと取引する数量", "Units still to trade"),
            USD,
            Text(
                "月次の最新の指示のうち、その後の約定でまだ済んでいない分。+は売り、−は買い",
                "Monthly's latest instruction, less the fills since: + sell, - buy",
            ),
            "A §6, §15",
        ),
        line(
            _LADDER,
            Text("はしごの数量", "For the ladder"),
            USD,
            Text("残りの取引を済ませた後のヘッジ", "The hedge once what is left is traded"),
            "A §8, §11",
        ),
        line(
            LAST,
            Text("1か月目の最後の日", "Last day, month 1"),
            _DATE,
            Text("1か月目で最後に使える日。今月の取引の期限", "Last usable day of month 1: the month's trade is due"),
            "A §6, §8",
        ),
        line(
            SHORT,
            Text("日が足りない月", "Months too short"),
            Text("か月", "months"),
            Text("使える日が回数より少ない月の数", "Months with fewer usable days than parts"),
            "A §8",
        ),
        (Text("計算できない理由", "Why not computed"), _FAULT),
    ),
)

SHEET: Final = Sheet(
    "roll",
    Text("ロール", "Roll plan"),
    Text("ロール — いつ、いくらずつ", "Roll plan: when, and how much"),
    Text(
        "ロールを月に数回へ分け、週末・日米の休業日・期末・イベント日を避けます(A §6、§8、§13)。はしごはイベント日を避けません。黄色だけを変えます。",
        "Rolls in parts that keep clear of weekends, holidays, quarter ends and event days (A §6, §8, §13; the ladder not of event days). Change yellow only.",
    ),
    (NOW, SETTINGS, ROLLS, PARTS, CALENDAR, TRIED),
    status=status_cell("roll"),
    one_page=True,
    portrait=True,
    widths=(20, 25, 11, 20, 25, 11, 20, 25, 11),
)
