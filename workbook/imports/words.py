"""The words of brokers: an order's side, whether it closed a position, its pair, and what became of it."""

import re
from functools import lru_cache
from typing import Final

from workbook.imports.csv_text import plain
from workbook.imports.fill import Side

_OPENING: Final = "新規"
_CLOSING: Final = ("決済", "返済", "手仕舞", "埋")


def _plain_words(words: str) -> frozenset[str]:
    return frozenset(map(plain, words.split()))


_SELL: Final = _plain_words(
    "売 売り SELL SHORT S ショート 売建 売り建 売り建て 転売 新規売 新規売り 新規売建 売新規 売り新規"
)
_BUY: Final = _plain_words(
    "買 買い BUY LONG B ロング 買建 買い建 買い建て 買戻 買戻し 買い戻し 新規買 新規買い 新規買建 買新規 買い新規"
)
SIDES: Final[dict[str, Side]] = {**dict.fromkeys(_SELL, "SELL"), **dict.fromkeys(_BUY, "BUY")}
OPENS: Final = _plain_words("新規 新規建 新規注文 新 建 open opening in")
CLOSES: Final = _plain_words("決済 決済注文 返済 手仕舞 手仕舞い close closing out")
FILLED: Final = _plain_words("約定 約定済 約定済み 全部約定 全約定 成立 filled executed done")
NOT_FILLED: Final = _plain_words(
    "取消 取消済 取消済み 取消完了 キャンセル 失効 期限切れ 不成立 注文中 待機中 未約定 出来ず 拒否 "
    "canceled cancelled expired rejected pending placed working"
)
_PAIR: Final = re.compile(r"(?:usdjpy|usドル円|米?ドル(?:日本)?円|米ドル対円)")
_METATRADER_PAIR: Final = re.compile(r"usdjpy[._#+!^-]?[a-z]{0,6}")
_PLAIN_ENDINGS: Final = frozenset({"", "ecn", "pro", "raw", "std", "stp"})
_JOINERS: Final = re.compile(r"[/\-_・.:\s]")


@lru_cache(maxsize=1024)
def side_of(word: str) -> tuple[Side, bool] | None:
    """The side that a word names, and whether it says that a position was closed; None when it says no side."""
    words = _unbracketed(plain(word))
    side = SIDES.get(words)
    if side is not None:
        return side, False
    closing = next((item for item in _CLOSING if item in words), None)
    side = SIDES.get(words.replace(closing, "", 1)) if closing else None
    return (side, True) if side is not None else None


@lru_cache(maxsize=1024)
def closes(word: str) -> bool | None:
    """Whether a word says that a position was closed, FXネオ決済, or opened, FXネオ新規; None when it says neither."""
    words = plain(word)
    if words in OPENS or words in CLOSES:
        return words in CLOSES
    told = _OPENING in words, _CLOSING[0] in words
    if told[0] != told[1]:
        return told[1]
    side = side_of(word)
    return side[1] if side else None


def _unbracketed(words: str) -> str:
    return re.sub(r"[()\[\]・/_-]", "", words)


@lru_cache(maxsize=1024)
def is_usdjpy(symbol: str) -> bool:
    """Whether a symbol is dollars against yen, however it is written."""
    return bool(_PAIR.fullmatch(_JOINERS.sub("", plain(symbol))))


def is_metatrader_usdjpy(symbol: str) -> bool:
    """The same with the endings that brokers give the symbols of an account's kind: USDJPY., USDJPYm, USDJPY-cd."""
    return bool(_METATRADER_PAIR.fullmatch(plain(symbol)))


def has_standard_lot(symbol: str) -> bool:
    """Whether a symbol has no ending, or one known to say nothing of its lot; of USDJPYc a lot may be 1,000 units."""
    before, pair, ending = plain(symbol).partition("usdjpy")
    return bool(pair) and not before and ending.strip("._#+!^-") in _PLAIN_ENDINGS
