"""What the check columns can say, and what to do about it."""

from typing import Final

from hedge_xl.core.language import Text
from workbook.index_hedge import history, history_values, position, position_faults, settings
from workbook.index_hedge.position_faults import NEEDED, OPTIONAL, POSITIVE
from workbook.parts.row_check import RowCheck
from workbook.spec import Sheet

_NOT_COMPUTED: Final = Text("その行のヘッジは計算されない", "The row's hedge is not computed")
_NO_ESTIMATE: Final = Text("ATRと相関をそこから数え直す", "ATR and correlation begin anew after it")
_DIGITS: Final = Text("桁の間違いならヘッジの数量が狂う", "A slip of digits spoils the size of the hedge")

_NUMBER_FIX: Final = Text(
    "半角の数字だけで入れる(文字、全角、円記号は不可)",
    "Enter plain numbers: no text, full-width digits or currency signs",
)
_POSITIVE_FIX: Final = Text(
    "0より大きい値にする。売りはロットでなく「売買」で表す",
    "Enter a value above 0; a short position is a matter of the side, not of the lots",
)
_PAIR_FIX: Final = Text(
    "USDJPY のように6文字で書く(/ や空白は入れない)", "Write it in six letters, such as USDJPY: no / or space"
)
_NAME_FIX: Final = Text("指数の名前を文字で入れる(例 NAS100)", "Enter the index's name as text, such as NAS100")
_ERROR_FIX: Final = Text("エラー値を消し、値を入れ直す", "Clear the error and enter the value again")
_DATE_FIX: Final = Text(
    "時刻のない日付で、古い順に入れる(例 2026-10-30)", "Enter dates without a time, oldest first, such as 2026-10-30"
)


def _check(
    sheet: Sheet, why: Text, source: str, word: str, fix: Text, where: tuple[str, ...], column: str = "check"
) -> RowCheck:
    return RowCheck(sheet, word, fix, where, column, why, source)


def _position(
    word: str, fix: Text, where: tuple[str, ...], why: Text = _NOT_COMPUTED, source: str = "B §4"
) -> RowCheck:
    return _check(position.SHEET, why, source, word, fix, where)


def _history(word: str, fix: Text, where: tuple[str, ...], why: Text = _NO_ESTIMATE, source: str = "B §7") -> RowCheck:
    return _check(history.SHEET, why, source, word, fix, where)


_POSITIONS: Final = (
    _position("chk_name", _NAME_FIX, ("index",)),
    _position("chk_side", Text("買 または 売 (BUY / SELL)にする", "Enter BUY or SELL"), ("side",)),
    _position("chk_number", _NUMBER_FIX, (*NEEDED, *OPTIONAL)),
    _position("chk_positive", _POSITIVE_FIX, (*NEEDED, *POSITIVE)),
    _position("chk_pair", _PAIR_FIX, ("pair",)),
    _position(
        "chk_ccy", Text("USD、JPYのように3文字で書く", "Write it in three letters, such as USD or JPY"), ("ccy",)
    ),
    _position(
        "chk_range",
        Text(
            "ρは−1〜1、ヘッジ率は0〜1(30%は0.3)で入れる",
            "Enter ρ from -1 to 1 and a hedge rate from 0 to 1 (30% is 0.3)",
        ),
        ("rho_in", "rate_in"),
    ),
    _position(
        "chk_atr",
        Text(
            "ATRを入れるか、値動きシートにその指数とペアの価格を「ATRの期間」より多く並べる",
            "Type both ATRs, or give the Prices sheet more days of this index and pair than the ATR period",
        ),
        ("atr_index_in", "atr_fx_in"),
    ),
    _position(
        "chk_rho",
        Text(
            "ρを入れるか、値動きシートに「相関の窓」より多くの日数を並べる",
            "Type ρ, or give the Prices sheet more days than the correlation window",
        ),
        ("rho_in",),
    ),
    _position(
        "chk_convert",
        Text(
            "口座通貨がペアに含まれないときは、「指数通貨の換算」「基軸通貨の換算」に入れる",
            "Where the pair does not hold the account currency, type the exchange rates in their two columns",
        ),
        ("base_rate_in", "fx_rate_in"),
    ),
    _position(
        "chk_later",
        Text(
            "値動きシートで、同じ組の行をまとめて古い順に並べる",
            "On the Prices sheet keep the rows of a series together, oldest first",
        ),
        ("day",),
        Text("古い日のATRと相関で計算することになる", "It would compute with ATR and correlation of an older day"),
    ),
    _position("chk_error", _ERROR_FIX, ("side", "spot", "note")),
    _position(
        "chk_off_rate",
        Text(
            "換算の値を確かめる。ペアから分かるときは空欄でよい",
            "Check the exchange rate typed; where the pair says it, leave it blank",
        ),
        ("base_rate_in", "fx_rate_in"),
        _DIGITS,
    ),
    _position(
        "chk_two_spots",
        Text("同じペアのレートをそろえる", "Give every row of the pair the same spot"),
        ("spot",),
        Text("行によって違うレートで計算することになる", "Rows would compute with different rates"),
        "B §6",
    ),
    _position(
        "chk_as_of",
        Text("設定シートの計算日をきょうの日付にする", "Set the calculation date on Settings to today"),
        ("day",),
        Text("イベントまでの日数が違ってしまう", "Days to the next event would be wrong"),
        "B §8",
    ),
    _position(
        "chk_stale",
        Text("値動きシートに最近の価格を足す", "Add the latest prices on the Prices sheet"),
        ("day",),
        Text("値幅も相関も変わっているかもしれない", "Range and correlation may have changed since"),
        "B §7, §8",
    ),
    _position(
        "chk_weak",
        Text(
            "相関が弱いとヘッジは効かない。別のペアにするか、ヘッジしない",
            "Without correlation nothing is hedged: choose another pair, or none",
        ),
        ("rho_in",),
        Text("ヘッジのつもりで別の賭けを足すことになる", "It adds another bet instead of a hedge"),
        "B §8",
    ),
    _position(
        "chk_hedge_rate",
        Text(
            "ヘッジ率を設定シートの目安に戻すか、目安を直す",
            "Return to the guide on Settings, or change the guide",
        ),
        ("rate_in",),
        Text("相関が外れたときに損失が増える", "Losses grow if the correlation fails"),
        "B §6, §8",
    ),
    RowCheck(
        position.SHEET,
        "st_zero",
        Text(
            "小さすぎて注文できない。ロットの刻みか、指数のロット数を確かめる",
            "Too small to order: check the lot step, or the index lots",
        ),
        ("state",),
        "state",
        Text("ヘッジするつもりでも注文は0になる", "A hedge is meant and nothing is ordered"),
        "B §6",
    ),
)

_PRICES: Final = (
    _history("chk_date", _DATE_FIX, ("date",)),
    _history("chk_name", _NAME_FIX, ("index",)),
    _history("chk_pair", _PAIR_FIX, ("pair",)),
    _history("chk_number", _NUMBER_FIX, history_values.PRICES),
    _history("chk_positive", _POSITIVE_FIX, history_values.PRICES),
    _history(
        "chk_bar",
        Text("高値≧終値≧安値になっているか確かめる", "High, close and low must stand in that order"),
        ("index_high", "pair_high"),
    ),
    _history(
        "chk_order", _DATE_FIX, ("date",), Text("値幅と収益率が逆になる", "Ranges and returns would go backwards")
    ),
    _history("chk_error", _ERROR_FIX, ("date",)),
    RowCheck(
        history.SHEET,
        "chk_jump",
        Text(
            "桁や単位の間違いがないか確かめる。正しければそのままでよい",
            "Check digits and units; if it is right, leave it",
        ),
        ("index_close", "pair_close"),
        why=_DIGITS,
        source="B §7",
        culprit=history_values.jumped,
    ),
)

_CALENDAR: Final = (
    _check(
        settings.SHEET,
        Text("イベント日として扱われない", "It does not count as an event day"),
        "B §8",
        "chk_date",
        _DATE_FIX,
        ("date",),
    ),
    _check(
        settings.SHEET,
        Text("イベントの前後は相関が急に変わる", "Correlations may jump around it"),
        "B §8",
        "chk_near",
        Text(
            "ヘッジを減らすか、過ぎるまで待つ。過ぎたら計算日を進める",
            "Hedge less, or wait until it is over; then move the calculation date on",
        ),
        ("date",),
    ),
)


def _with_culprit(check: RowCheck) -> RowCheck:
    """A rate that differs is named by what it differs from."""
    if check.word != "chk_off_rate":
        return check
    return RowCheck(
        check.sheet, check.word, check.fix, check.where, check.column, check.why, check.source, position_faults.off_rate
    )


ROW_CHECKS: Final = (*map(_with_culprit, _POSITIONS), *_PRICES, *_CALENDAR)
