"""照合 / Reconciliation: what the broker's statement says against what the ledger computes.

A statement's position is an assertion: where the log adds up to anything else, the log does not tell the truth, and
no instruction is shown until it is put right. Nothing here looks at what waits for the log, so no formula runs in a circle.
"""

from typing import Final

from hedge_xl.core.language import Text
from hedge_xl.core.rounding import round_to_step
from workbook.ledger.common import eomonth
from workbook.parts.columns import JPY, USD, WORDS_UNIT, row_check
from workbook.parts.marks import cascade, status_cell
from workbook.serials import FIRST_DATE, LAST_DATE
from workbook.spec import Column, Sheet, Table, Validation, Value
from workbook.twin import Row, is_error, is_number, n

_NOISE: Final = 6  # decimals beyond which two amounts are the same
_SWAP_SLACK: Final = 1  # JPY: statements round every day's swap

_SAME_MOMENT: Final = 0.5  # seconds: a fill at the statement's own time counts, however its fraction was rounded

_DATED: Final = f"IF(ISNUMBER([date]),AND([date]>={FIRST_DATE},[date]<={LAST_DATE}),FALSE)"
_UP_TO: Final = f"[date]+IF([date]=INT([date]),1,{_SAME_MOMENT}/86400)"
_DAY: Final = "[date]-IF([date]=INT([date]),0,0.5)"  # a time before noon ends the day before
_MONTHS_SWAP: Final = f"INDEX([monthly.swap],MATCH(EOMONTH({_DAY},0),[monthly.month],0))"


def _gap_formula(said: str, known: str) -> str:
    return f'IF(AND(ISNUMBER([{said}]),ISNUMBER([{known}])),ROUND([{said}]-[{known}],{_NOISE}),"")'


_CHECK: Final = (
    'IF(COUNTA([date],[position],[swap])=0,"",'
    + cascade(
        (f"NOT({_DATED})", "chk_date"),
        ("NOT(ISNUMBER([position]))", "chk_number"),
        ('IF([swap]="",FALSE,NOT(ISNUMBER([swap])))', "chk_number"),
        ("[position_gap]<>0", "chk_balance"),
        ('AND(ISNUMBER([swap]),[ledger_swap]="")', "chk_swap"),
        (f"IF(ISNUMBER([swap_gap]),ABS([swap_gap])>{_SWAP_SLACK},FALSE)", "chk_swap_gap"),
    )
    + ")"
)


def _dated(r: Row) -> bool:
    day = r["date"]
    return is_number(day) and FIRST_DATE <= n(day) <= LAST_DATE


def _ledger_position(r: Row) -> Value:
    """Sold minus bought up to that moment; a date alone, which is the same as 0:00, is the end of its day."""
    if not _dated(r):
        return None
    day = r.num("date")
    end = day + (1 if day.is_integer() else _SAME_MOMENT / 86400)
    fills = zip(r.col("log", "signed"), r.col("log", "time"), strict=True)
    return sum(n(signed) for signed, time in fills if is_number(time) and n(time) < end)


def _ledger_swap(r: Row) -> Value:
    """What the Monthly sheet holds for the month of that day; a time before noon is the end of the day before."""
    if not _dated(r):
        return None
    day = r.num("date")
    end = eomonth(day if day.is_integer() else day - 0.5, 0)
    months = r.col("monthly", "month")
    row = next((index for index, month in enumerate(months) if is_number(month) and month == end), None)
    swap = None if row is None else r.model.value("monthly", row, "swap")
    return swap if is_number(swap) else None


def _gap(r: Row, said: str, known: str) -> Value:
    if not (is_number(r[said]) and is_number(r[known])):
        return None
    return round_to_step(r.num(said) - r.num(known), 10**-_NOISE)


def _check(r: Row) -> Value:
    if all(r[key] is None for key in ("date", "position", "swap")):
        return None
    return r.word(_fault(r) or _difference(r) or "ok")


def _fault(r: Row) -> str | None:
    if not _dated(r):
        return "chk_date"
    if not is_number(r["position"]):
        return "chk_number"
    if is_error(r["swap"]):
        return "chk_error"
    return None if r["swap"] is None or is_number(r["swap"]) else "chk_number"


def _difference(r: Row) -> str | None:
    if n(r["position_gap"]) != 0:
        return "chk_balance"
    if r["swap"] is not None and r["ledger_swap"] is None:
        return "chk_swap"
    return "chk_swap_gap" if abs(n(r["swap_gap"])) > _SWAP_SLACK else None


_INPUTS: Final = (
    Column(
        "date",
        Text("明細の日付", "Statement date"),
        "input",
        Text(
            "日付だけ(0:00)ならその日の24時まで、時刻も書けばその時刻までの約定と比べる。業者の1日が日本の朝6〜7時に終わるなら 翌朝の 07:00",
            "A date alone (0:00): fills up to midnight after that day; with a time: up to it. If the broker's day ends next morning, that time",
        ),
        "A §6, §13",
        Text("日付", "date"),
        "yyyy-mm-dd hh:mm",
        17,
        validation=Validation(
            "date",
            message=Text("日付か日時(例 2026-10-31、2026-10-31 07:00)", "2026-10-31, or with a time 2026-10-31 07:00"),
        ),
    ),
    Column(
        "position",
        Text("明細のヘッジ残高", "Position on statement"),
        "input",
        Text(
            "口座のドル円の建玉。売り建ては+、買い建ては−、無ければ0",
            "USDJPY held in the account: short is +, long is -, none is 0",
        ),
        "A §13",
        USD,
        "#,##0;-#,##0;0",
        17,
        validation=Validation(
            "decimal", minimum=-1e12, maximum=1e12, message=Text("数値(ドル)。売り建ては+", "USD; short is +")
        ),
    ),
    Column(
        "swap",
        Text("その月のスワップ合計", "Swap of the month"),
        "input",
        Text(
            "明細にあるその月のスワップ合計(円)。受取は+、支払は−。空欄なら照合しない",
            "Swap of that month on the statement in JPY: + received, - paid; blank: not compared",
        ),
        "A §7, §17",
        JPY,
        "#,##0;[Red]-#,##0",
        18,
        validation=Validation(
            "decimal", minimum=-1e12, maximum=1e12, message=Text("円。支払は−", "JPY; minus when paid")
        ),
    ),
    Column("note", Text("メモ", "Note"), "input", Text("自由記入", "Anything"), "A §6", WORDS_UNIT, "@", 40),
)

_COMPARED: Final = (
    Column(
        "ledger_position",
        Text("台帳のヘッジ残高", "Position in the log"),
        "formula",
        Text("執行ログのその日(その時刻)までの売り−買い", "Sold minus bought in the log, up to that day or moment"),
        "A §15",
        USD,
        "#,##0;-#,##0;0",
        17,
        f'IF({_DATED},SUMIFS([log.signed],[log.time],"<"&({_UP_TO})),"")',
        twin=_ledger_position,
    ),
    Column(
        "position_gap",
        Text("残高の差", "Position gap"),
        "formula",
        Text("明細−台帳。0でなければ執行ログが正しくない", "Statement minus log; unless 0, the log is wrong"),
        "A §13, §17",
        USD,
        "+#,##0.00;-#,##0.00;0",
        14,
        _gap_formula("position", "ledger_position"),
        twin=lambda r: _gap(r, "position", "ledger_position"),
    ),
    Column(
        "ledger_swap",
        Text("台帳のスワップ", "Swap in the ledger"),
        "formula",
        Text("月次シートのその月のスワップ受払", "Swap of that month on the Monthly sheet"),
        "A §15",
        JPY,
        "#,##0;[Red]-#,##0",
        16,
        f'IF({_DATED},IF(ISNUMBER({_MONTHS_SWAP}),{_MONTHS_SWAP},""),"")',
        twin=_ledger_swap,
    ),
    Column(
        "swap_gap",
        Text("スワップの差", "Swap gap"),
        "formula",
        Text("明細−台帳。1円までは丸めの差とみなす", "Statement minus ledger; 1 JPY counts as rounding"),
        "A §7, §17",
        JPY,
        "+#,##0;-#,##0;0",
        14,
        _gap_formula("swap", "ledger_swap"),
        twin=lambda r: _gap(r, "swap", "ledger_swap"),
    ),
    row_check(_CHECK, _check),
)

TABLE: Final = Table(
    "statement",
    "Statement",
    (*_INPUTS, *_COMPARED),
    Text("口座の明細との照合(明細ごとに1行足す)", "Against the broker's statement (add one row a statement)"),
    optional=True,
)

SHEET: Final = Sheet(
    "statement",
    Text("照合", "Reconciliation"),
    Text("照合 — 台帳は口座の明細と合っているか", "Reconciliation: does the ledger agree with the statement?"),
    Text(
        "月に1回、明細の残高を表のすぐ下に足します。残高が合わない間は、売買の指示を出しません。",
        "Once a month, add the statement's position below the table. While it disagrees, no instruction is shown.",
    ),
    (TABLE,),
    status=status_cell("statement"),
    freeze=(7, 1),
    colour="BF9000",
)
