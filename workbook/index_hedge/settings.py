"""設定 / Settings: every parameter once, with unit, meaning and source; and the calendar of events."""

from typing import Final

from hedge_xl.core.language import Text
from workbook.parts.columns import ABOVE_ZERO, ACCOUNT_CURRENCY, RATIO, WORDS_UNIT, row_check
from workbook.parts.marks import status_cell
from workbook.parts.parameters import HEADER, STYLES, between, number_input, parameter
from workbook.serials import FIRST_DATE, LAST_DATE
from workbook.spec import Block, Cell, Column, Sheet, Table, Validation, Value
from workbook.twin import Row, is_number, n

CURRENCIES: Final = ("ccy_usd", "ccy_jpy", "ccy_eur", "ccy_gbp", "ccy_aud", "ccy_chf", "ccy_cad", "ccy_nzd")
_TIMES: Final = Text("倍", "times")
_DAYS: Final = Text("日", "days")

_FRACTION: Final = between(0, 1, Text("0〜1(0%〜100%)の数値", "A number from 0 to 1 (0% to 100%)"))
_MULTIPLE: Final = between(0, 25, Text("0〜25の数値", "A number from 0 to 25"))
_DAY: Final = Validation(
    "custom",
    custom=f'OR({{cell}}="",AND(ISNUMBER({{cell}}),N({{cell}})=INT(N({{cell}})),N({{cell}})>={FIRST_DATE},N({{cell}})<={LAST_DATE}))',
    accepts=lambda value: value is None or is_day(value),
    message=Text("時刻のない日付(例 2026-11-02)、または空欄", "A date such as 2026-11-02, or blank"),
)
_MARGIN: Final = Validation(
    "custom",
    custom='OR({cell}="",AND(ISNUMBER({cell}),N({cell})>=1E-9))',
    accepts=lambda value: value is None or (is_number(value) and n(value) >= 1e-9),
    message=Text("0より大きい金額、または空欄", "An amount above 0, or blank"),
)


def is_day(value: Value) -> bool:
    """A date without a time."""
    return is_number(value) and n(value) == int(n(value)) and FIRST_DATE <= n(value) <= LAST_DATE


def _whole(low: int, high: int, message: Text) -> Validation:
    return Validation(
        "custom",
        custom=f"AND(ISNUMBER({{cell}}),N({{cell}})=INT(N({{cell}})),N({{cell}})>={low},N({{cell}})<={high})",
        accepts=lambda value: is_number(value) and n(value) == int(n(value)) and low <= n(value) <= high,
        message=message,
    )


ACCOUNT: Final = Block(
    Text("口座と計算日", "Account and date"),
    header=HEADER,
    styles=STYLES,
    rows=(
        parameter(
            Cell("account", "input", "@", default_word="ccy_usd", validation=Validation("list", choices=CURRENCIES)),
            Text("口座通貨", "Account currency"),
            Text("選択", "choice"),
            Text("リスク・証拠金・1ロットの価値をこの通貨で表す", "Risk, margin and lot values are in this currency"),
            "B §4",
        ),
        parameter(
            number_input("as_of", None, "yyyy-mm-dd", _DAY),
            Text("計算日", "Calculation date"),
            Text("日付", "date"),
            Text(
                "計算する日を自分で入れる(Ctrl+;)。イベントまでの日数と価格の古さを測る",
                "Type the day you work on (Ctrl+;): days to the next event and the age of the prices count from it",
            ),
            "B §8",
        ),
        parameter(
            number_input("fx_margin", None, "#,##0.00", _MARGIN),
            Text("FX証拠金", "FX margin"),
            ACCOUNT_CURRENCY,
            Text(
                "FX側に置いた資金。空欄ならFXレバレッジを出さない",
                "Money held against the FX side; blank: no FX leverage is shown",
            ),
            "B §5",
        ),
    ),
)

HEDGE: Final = Block(
    Text("ヘッジの方針", "Hedge rules"),
    styles=STYLES,
    rows=(
        parameter(
            number_input("hedge_rate", 0.3, "0%", _FRACTION),
            Text("ヘッジ率", "Hedge rate"),
            Text("割合", "fraction"),
            Text(
                "100%ヘッジのロット数に掛ける割合。行ごとに変えられる",
                "Share of the full hedge that is traded; a row may have its own",
            ),
            "B §6, §7",
        ),
        parameter(
            number_input("rate_low", 0.2, "0%", _FRACTION),
            Text("ヘッジ率の目安(下)", "Hedge rate guide, low"),
            Text("割合", "fraction"),
            Text("これより低いヘッジ率に△を付ける", "A lower hedge rate is marked △"),
            "B §6, §8",
        ),
        parameter(
            number_input("rate_high", 0.5, "0%", _FRACTION),
            Text("ヘッジ率の目安(上)", "Hedge rate guide, high"),
            Text("割合", "fraction"),
            Text("これより高いヘッジ率に△を付ける", "A higher hedge rate is marked △"),
            "B §6, §8",
        ),
        parameter(
            number_input("lot_step", 0.01, "0.####", ABOVE_ZERO),
            Text("ロットの刻み", "Lot step"),
            Text("ロット", "lots"),
            Text("業者が受け付ける最小のロット刻み", "Smallest step of lots that the broker takes"),
            "B §6",
        ),
        parameter(
            Cell(
                "rounding",
                "input",
                "@",
                default_word="rnd_nearest",
                validation=Validation("list", choices=("rnd_nearest", "rnd_down", "rnd_up")),
            ),
            Text("端数", "Rounding"),
            Text("選択", "choice"),
            Text(
                "nearest 四捨五入 / down 切り捨て / up 切り上げ",
                "nearest (half away from 0), down (towards 0) or up (away from 0)",
            ),
            "B §6",
        ),
        parameter(
            number_input("lev_low", 1, "0.0", _MULTIPLE),
            Text("FXレバレッジの目安(下)", "FX leverage guide, low"),
            _TIMES,
            Text("ヘッジFXのレバレッジは低めに、1〜3倍", "Keep the hedge's leverage low: 1 to 3 times"),
            "B §7",
        ),
        parameter(
            number_input("lev_high", 3, "0.0", _MULTIPLE),
            Text("FXレバレッジの目安(上)", "FX leverage guide, high"),
            _TIMES,
            Text("合計がこれを超えたら△を付ける", "A total above it is marked △"),
            "B §7",
        ),
    ),
)

ESTIMATES: Final = Block(
    Text("推定と点検", "Estimates and checks"),
    styles=STYLES,
    rows=(
        parameter(
            number_input("atr_period", 14, "0", _whole(2, 250, Text("2〜250の整数(日数)", "A whole number, 2 to 250"))),
            Text("ATRの期間", "ATR period"),
            _DAYS,
            Text("値動きシートのATR(Wilder)の期間。14〜20", "Period of the ATR on the Prices sheet: 14 to 20"),
            "B §4, §7",
        ),
        parameter(
            number_input(
                "corr_window", 60, "0", _whole(3, 500, Text("3〜500の整数(日数)", "A whole number, 3 to 500"))
            ),
            Text("相関の窓", "Correlation window"),
            _DAYS,
            Text("値動きシートの相関に使う日数。30〜90", "Days behind each correlation on the Prices sheet: 30 to 90"),
            "B §7",
        ),
        parameter(
            number_input("rho_min", 0.3, "0.00", _FRACTION),
            Text("弱い相関", "Weak correlation"),
            RATIO,
            Text("相関の大きさがこれより小さければ△を付ける", "A correlation closer to 0 is marked △"),
            "B §8",
        ),
        parameter(
            number_input("event_days", 1, "0", _whole(0, 60, Text("0〜60の整数(日数)", "A whole number, 0 to 60"))),
            Text("イベントの警告", "Event warning"),
            _DAYS,
            Text("イベントまでの日数がこれ以下なら△を付ける", "An event so many days ahead, or fewer, is marked △"),
            "B §8",
        ),
        parameter(
            number_input("stale_days", 7, "0", _whole(0, 60, Text("0〜60の整数(日数)", "A whole number, 0 to 60"))),
            Text("価格の古さの許容", "Age of prices"),
            _DAYS,
            Text(
                "最後の価格が計算日よりこれより前なら△を付ける", "Last prices older than this at the date are marked △"
            ),
            "B §8",
        ),
        parameter(
            number_input("jump_tolerance", 0.2, "0.0%", _FRACTION),
            Text("急な変化の許容", "Jump tolerance"),
            Text("割合", "fraction"),
            Text("終値が前の日からこれより大きく動いたら△を付ける", "A close further from the day before is marked △"),
            "B §8",
        ),
        parameter(
            number_input("spot_tolerance", 0.02, "0.0%", _FRACTION),
            Text("レートの差の許容", "Rate tolerance"),
            Text("割合", "fraction"),
            Text(
                "同じペアの値や換算レートがこれより違えば△を付ける",
                "Spots of one pair, or exchange rates, further apart are marked △",
            ),
            "B §6",
        ),
    ),
)


def _ahead(r: Row) -> Value:
    day, today = r["date"], r.cell("as_of")
    if not is_day(day) or not is_number(today) or n(day) < n(today) or r.number("policy_faults") > 0:
        return None
    return n(day) - n(today)


def _check(r: Row) -> Value:
    if r["date"] is None and r["name"] is None:
        return None
    if not is_day(r["date"]):
        return r.word("chk_date")
    near = is_number(r["ahead"]) and r.num("ahead") <= r.number("event_days")
    return r.word("chk_near" if near else "ok")


_IS_DAY: Final = f"IF(ISNUMBER([date]),AND([date]=INT([date]),[date]>={FIRST_DATE},[date]<={LAST_DATE}),FALSE)"

CALENDAR: Final = Table(
    "calendar",
    "Calendar",
    (
        Column(
            "date",
            Text("イベント日", "Event date"),
            "input",
            Text("相関が急変しやすい日(FOMC、CPI、雇用統計など)", "A day when correlations may jump (FOMC, CPI, jobs)"),
            "B §8",
            Text("日付", "date"),
            "yyyy-mm-dd",
            20,
            validation=Validation("date", message=Text("時刻のない日付(例 2026-12-10)", "A date without a time")),
        ),
        Column(
            "name", Text("内容", "Event"), "input", Text("イベントの名前", "What happens"), "B §8", WORDS_UNIT, "@", 18
        ),
        Column(
            "ahead",
            Text("あと何日", "Days ahead"),
            "formula",
            Text("計算日からの日数。過ぎた日は空欄", "Days from the calculation date; blank once it has passed"),
            "B §8",
            _DAYS,
            "0",
            12,
            f'IF(OR({{policy_faults}}>0,NOT(ISNUMBER({{as_of}})),NOT({_IS_DAY})),"",IF([date]<{{as_of}},"",[date]-{{as_of}}))',
            twin=_ahead,
        ),
        row_check(
            f'IF(COUNTA([date],[name])=0,"",IF({_IS_DAY},IF(ISNUMBER([ahead]),IF([ahead]<={{event_days}},`chk_near`,`ok`),`ok`),`chk_date`))',
            _check,
        ),
    ),
    Text("イベントの予定(間近なら△)", "Calendar of events (△ when one is near)"),
    optional=True,
    identity=("date", "name"),
)

PARAMETERS: Final = tuple(cell for block in (ACCOUNT, HEDGE, ESTIMATES) for cell in block.cells if cell.kind == "input")

SHEET: Final = Sheet(
    "settings",
    Text("設定", "Settings"),
    Text("設定 — 口座、ヘッジの方針、推定", "Settings: account, hedge rules, estimates"),
    Text("黄色のセルだけを書き換えます。", "Change only the yellow cells."),
    (ACCOUNT, HEDGE, ESTIMATES, CALENDAR),
    status=status_cell("settings"),
    one_page=True,
    widths=(26, 18, 12, 62, 14),
    colour="BF9000",
)
