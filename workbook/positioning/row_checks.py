"""What the check columns of the tables can say, and what to do about it."""

from typing import Final

from hedge_xl.core.language import Text
from workbook.parts.row_check import RowCheck
from workbook.positioning import checking, legs, prices

_NUMBER: Final = Text(
    "半角の数字だけで入れる(文字、全角、円記号は不可)",
    "Enter plain numbers: no text, full-width digits or currency signs",
)
_RESTART: Final = Text(
    "この行は使われず、指標は次の行から数え直される", "The row is not used, and indicators begin anew after it"
)
_UNKNOWN: Final = Text("合計を出せず、ヘッジの数量が出ない", "There is no sum, and no hedge follows")
_PRICES: Final = ("close", "high", "low", "hedge")

ROW_CHECKS: Final = (
    RowCheck(
        prices.SHEET,
        "pos_date",
        Text("日付で入れる(例 2026-10-30)。文字ではなく日付で", "Enter a date such as 2026-10-30, not text"),
        ("date",),
        why=_RESTART,
        source="D §3",
    ),
    RowCheck(
        prices.SHEET,
        "pos_order",
        Text(
            "古い順に並べ、同じ日付は1行にする。上の行の日付の間違いも確かめる",
            "Oldest first, one row a date; look at the dates above as well",
        ),
        ("date",),
        why=_RESTART,
        source="D §3",
    ),
    RowCheck(
        prices.SHEET,
        "pos_number",
        Text("半角の数字で入れる。高値と安値は両方か、両方なし", "Enter plain numbers; high and low both or neither"),
        _PRICES,
        why=_RESTART,
        source="D §3",
        culprit=checking.wrong_number,
    ),
    RowCheck(
        prices.SHEET,
        "pos_range",
        Text("0より大きい価格を入れる", "Enter a price above 0"),
        _PRICES,
        why=_RESTART,
        source="D §3",
        culprit=checking.out_of_range,
    ),
    RowCheck(
        prices.SHEET,
        "pos_bar",
        Text(
            "安値≤終値≤高値になるように直す。列の取り違えも確かめる",
            "Put low <= close <= high right; look for swapped columns",
        ),
        ("close", "high", "low"),
        why=_RESTART,
        source="D §3",
    ),
    RowCheck(
        prices.SHEET,
        "pos_gap",
        Text(
            "抜けた日を足す。休みなら設定の「日付の間隔の許容」を広げる",
            "Add the missing days, or allow a longer gap on Settings",
        ),
        ("date",),
        why=Text("抜けた日も1期間と数えられ、σやEMAがずれる", "A gap counts as one period: σ and EMA are off"),
        source="D §9",
    ),
    RowCheck(
        prices.SHEET,
        "pos_jump",
        Text(
            "桁や単位の間違いがないか確かめる。正しければそのままでよい",
            "Check digits and units; if it is right, leave it",
        ),
        ("close", "hedge"),
        why=Text("桁の間違いならσもHもサイズも狂う", "A slip of digits spoils σ, H and the size"),
        source="D §9",
        culprit=checking.jumped,
    ),
    RowCheck(
        legs.SHEET,
        "leg_kind",
        Text("コール、プット、現物のどれかにする", "Choose call, put or the underlying"),
        ("kind",),
        why=_UNKNOWN,
        source="D §3",
    ),
    RowCheck(
        legs.SHEET,
        "leg_number",
        _NUMBER,
        ("qty", "strike", "days", "vol"),
        why=_UNKNOWN,
        source="D §3",
        culprit=legs.wrong_number,
    ),
    RowCheck(
        legs.SHEET,
        "leg_range",
        Text(
            "行使価格は0より大きく、満期は18250日まで、予想ボラは割合(10%は0.1)で",
            "Strike above 0, up to 18250 days, volatility as a fraction (10% is 0.1)",
        ),
        ("qty", "strike", "days", "vol"),
        why=_UNKNOWN,
        source="D §3",
        culprit=legs.out_of_range,
    ),
    RowCheck(
        legs.SHEET,
        "chk_error",
        Text("エラー値を消し、値を入れ直す", "Clear the error and enter the value again"),
        ("kind",),
        why=_UNKNOWN,
        source="D §3",
    ),
)
