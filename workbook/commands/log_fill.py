"""One fill as it is typed: in options, or as answers to questions."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Final, TypeVar

from hedge_xl.core.errors import ChoiceError, DomainError, HedgeError, MissingValueError, NotADateError
from hedge_xl.core.language import Language, Text
from workbook.asking import ask, ask_optional
from workbook.given import parse_amount
from workbook.grid import MAX_TEXT
from workbook.imports.fill import Fill, Side
from workbook.imports.reading import MAX_ID
from workbook.imports.times import TimeReader
from workbook.imports.words import side_of

T = TypeVar("T")

_MISSING: Final = Text(
    "{options} がありません。1件なら --id --side --qty --price --time を、ファイルなら --import を指定してください。",
    "{options} missing; for one fill give --id --side --qty --price --time, for a broker's file --import.",
)
_SIDE: Final = Text("{given!r} は使えません。SELL(売)か BUY(買)です。", "{given!r} is no side; it is SELL or BUY.")
_TIME: Final = Text(
    "{given!r} は使えません。2026-11-02T10:00 のように日本時間で書いてください。",
    "{given!r} cannot be used; write Japan time like 2026-11-02T10:00.",
)
_EMPTY: Final = Text("空です。番号を入れてください。", "it is empty; give the number.")
_LONG: Final = Text("{most}文字までです。", "it has more than {most} characters.")
_WRITE: Final = Text("書き込みますか (y/n)", "Write it (y/n)")
_YES_NO: Final = Text("y か n で答えてください。", "answer y or n.")
_QUESTIONS: Final = {
    "id": Text("注文ID(業者の注文番号か約定番号)", "Order ID (the broker's order or fill number)"),
    "side": Text("売買(SELL=ドル円の売り、BUY=買い戻し)", "Side (SELL = sell USDJPY, BUY = buy back)"),
    "qty": Text("数量(通貨数)", "Quantity (units)"),
    "price": Text("約定価格", "Fill price"),
    "quote": Text("発注時の気配", "Quote when the order was sent"),
    "time": Text("約定日時(日本時間、例 2026-11-02 10:00)", "Fill time (Japan time, such as 2026-11-02 10:00)"),
    "comment": Text("コメント", "Comment"),
    "order_type": Text("注文種別(成行、指値、TWAPなど)", "Order type (market, limit, TWAP ...)"),
    "order_time": Text("発注日時", "When the order was sent"),
    "roll": Text("ロールの回", "Slice of the roll"),
}
_NEEDED: Final = ("id", "side", "qty", "price", "time")


@dataclass(frozen=True, slots=True)
class GivenFill:
    """The words of the options; None where an option was not given."""

    id: str | None
    side: str | None
    qty: str | None
    price: str | None
    quote: str | None
    time: str | None
    comment: str | None
    order_type: str | None
    order_time: str | None
    roll: str | None

    @property
    def any(self) -> bool:
        """Whether any option was given."""
        return any(getattr(self, item.name) is not None for item in fields(self))

    @property
    def complete(self) -> bool:
        """Whether all that a fill needs was given."""
        return not self._missing

    @property
    def _missing(self) -> list[str]:
        return [key for key in _NEEDED if getattr(self, key) is None]

    def fill(self) -> Fill:
        """The fill. HedgeError names the option at fault."""
        if self._missing:
            raise MissingValueError(_MISSING.format(options=" ".join(f"--{key}" for key in self._missing)))
        return self._made(None)

    def asked(self, language: Language) -> Fill:
        """The fill, after asking for what was not given; what may be left out only when nothing was."""
        return self._made(language)

    def _made(self, language: Language | None) -> Fill:
        return Fill(
            id=self._needed("id", parse_id, language),
            side=self._needed("side", parse_side, language),
            qty=self._needed("qty", lambda typed: parse_amount(typed, "--qty"), language),
            price=self._needed("price", lambda typed: parse_amount(typed, "--price"), language),
            quote=self._optional("quote", lambda typed: parse_amount(typed, "--quote"), language),
            time=self._needed("time", parse_time, language),
            comment=self._optional("comment", lambda typed: _words(typed, "--comment"), language),
            order_type=self._optional("order_type", lambda typed: _words(typed, "--order-type"), language),
            order_time=self._optional("order_time", lambda typed: parse_time(typed, "--order-time"), language),
            roll=self._optional("roll", lambda typed: _words(typed, "--roll"), language),
        )

    def _needed(self, key: str, parse: Callable[[str], T], language: Language | None) -> T:
        given: str | None = getattr(self, key)
        if given is not None or language is None:
            return parse(given or "")
        return ask(_QUESTIONS[key], parse, None, language)

    def _optional(self, key: str, parse: Callable[[str], T], language: Language | None) -> T | None:
        given: str | None = getattr(self, key)
        if given is not None:
            return parse(given)
        return None if language is None or self.any else ask_optional(_QUESTIONS[key], parse, language)


def agreed(language: Language) -> bool:
    """Whether the user wants what was shown to be written."""
    return ask(_WRITE, _yes, None, language)


def _yes(typed: str) -> bool:
    answer = typed.strip().lower()
    if answer not in ("y", "yes", "n", "no", "はい", "いいえ"):
        raise ChoiceError(_YES_NO)
    return answer in ("y", "yes", "はい")


def parse_id(given: str) -> str:
    """An order ID."""
    if not given.strip():
        raise MissingValueError(_EMPTY, "--id")
    if len(given.strip()) > MAX_ID:
        raise DomainError(_LONG.format(most=MAX_ID), "--id")
    return given.strip()


def parse_side(given: str) -> Side:
    """A side, in English or Japanese."""
    told = side_of(given)
    if told is None or told[1]:  # "closing" names a position's side or an order's, who knows
        raise ChoiceError(_SIDE.format(given=given), "--side")
    return told[0]


def parse_time(given: str, option: str = "--time") -> float:
    """A moment on Japan's clock, or one that names its own offset."""
    try:
        value = TimeReader().read(given)
    except HedgeError:
        value = None
    if value is None:
        raise NotADateError(_TIME.format(given=given), option)
    return value


def _words(given: str, option: str) -> str | None:
    if len(given) > MAX_TEXT:
        raise DomainError(_LONG.format(most=MAX_TEXT), option)
    return given or None
