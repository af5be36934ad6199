"""What a visitor of the page asks for, read from the form that was sent; every fault is said beside its field."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from hedge_xl.core.errors import DomainError, HedgeError
from hedge_xl.core.language import LANGUAGES, Language, Text
from workbook.books import BOOKS
from workbook.given import parse_amount, parse_month, parse_signed
from workbook.ledger import LEDGER
from workbook.ledger.start import FirstMonth
from workbook.rules import accepted
from workbook.serials import to_serial
from workbook.spec import HOSTS, Book, Host, Value
from workbook.text import WORDS
from workbook.web.fields import Field, Form, fields

LONGEST: Final = 100
"""Characters of a text that a parameter may hold."""
FILLINGS: Final = ("empty", "demo")
MONTH_FIELDS: Final = ("start", "a_usd", "spot")
_UNKNOWN: Final = Text("選び直してください。", "Choose one of these.")
_BLANK: Final = Text("値を入れてください。", "Enter a value.")
_LIMITS: Final = Text("使えない値です。{limits}", "Not accepted. {limits}")
_NO_DATE: Final = Text("日付を 2026-10-31 の形で入れてください。", "Write the date like 2026-10-31.")
_TEXT: Final = Text(
    f"{LONGEST}文字までの1行にしてください。= で始めることはできません。",
    f"One line of up to {LONGEST} characters that does not begin with =.",
)


@dataclass(frozen=True)
class Order:
    """A workbook to make."""

    book: Book
    language: Language
    host: Host
    demo: bool
    first: FirstMonth | None
    cells: Mapping[str, Value]


@dataclass
class Reading:
    """A form that was sent: what it holds, and what is wrong with it by field."""

    given: Mapping[str, str]
    page: Language
    faults: dict[str, str] = field(default_factory=dict)

    def order(self) -> Order | None:
        """The order; None when there are faults."""
        book = BOOKS.get(self._one_of("template", tuple(BOOKS)))
        host = self._one_of("host", HOSTS)
        language = self._one_of("language", LANGUAGES)
        demo = self._one_of("filling", FILLINGS) == "demo"
        if book is None or self.faults:
            return None
        chosen: Language = "en" if language == "en" else "ja"
        first = self._first_month() if book.key == LEDGER.key and not demo else None
        cells = {} if demo else self._cells(book, chosen)
        if self.faults:
            return None
        return Order(book, chosen, next(item for item in HOSTS if item == host), demo, first, cells)

    def _one_of(self, name: str, known: tuple[str, ...]) -> str:
        value = self.given.get(name, "")
        if value not in known:
            self.faults[name] = _UNKNOWN.of(self.page)
        return value

    def _first_month(self) -> FirstMonth | None:
        month = self._read("start", parse_month)
        a_usd = self._read("a_usd", lambda text: parse_amount(text, "", zero_allowed=True))
        spot = self._read("spot", lambda text: parse_amount(text, ""))
        if not isinstance(month, date) or not isinstance(a_usd, float) or not isinstance(spot, float):
            return None
        return FirstMonth(month, a_usd, spot)

    def _read(self, name: str, parse: Callable[[str], object]) -> object:
        text = self.given.get(name, "").strip()
        try:
            if not text:
                raise DomainError(_BLANK)
            return parse(text)
        except HedgeError as error:
            self.faults[name] = error.text.of(self.page)
            return None

    def _cells(self, book: Book, language: Language) -> dict[str, Value]:
        """The parameters; one that was not sent keeps its default."""
        found: dict[str, Value] = {}
        for item in fields(book):
            if item.name in self.given:
                try:
                    found[item.cell.key] = _value(item, self.given[item.name].strip(), language, self.page)
                except HedgeError as error:
                    self.faults[item.name] = error.text.of(self.page)
        return found


def _value(item: Field, text: str, language: Language, page: Language) -> Value:
    """A parameter as its cell holds it, in the workbook's language."""
    if not text:
        if item.required:
            raise DomainError(_BLANK)
        return None
    value = _READERS[item.form](item, text, language)
    rule = item.cell.validation
    if rule is not None and not accepted(rule, value, language):
        raise DomainError(_LIMITS.format(limits=item.limits(page)))
    return value


def _choice(item: Field, text: str, language: Language) -> Value:
    if text not in dict(item.choices(language)):
        raise DomainError(_UNKNOWN)
    return WORDS[text].of(language)


def _number(item: Field, text: str, language: Language) -> Value:
    return parse_signed(text, "")


def _percent(item: Field, text: str, language: Language) -> Value:
    """Typed in per cent, as the field says."""
    typed = parse_signed(text.rstrip("%％").rstrip(), "")
    return round(typed / 100, 14)  # 0.07, not 0.07000000000000001


def _date(item: Field, text: str, language: Language) -> Value:
    try:
        return to_serial(date.fromisoformat(text))
    except ValueError as error:
        raise DomainError(_NO_DATE) from error


def _text(item: Field, text: str, language: Language) -> Value:
    """A text, or the number that a field for either was given."""
    if item.cell.format != "@":
        try:
            return parse_signed(text, "")
        except HedgeError:
            pass
    if len(text) > LONGEST or not text.isprintable() or text.startswith("="):
        raise DomainError(_TEXT)
    return text


_READERS: Final[Mapping[Form, Callable[[Field, str, Language], Value]]] = {
    "choice": _choice,
    "number": _number,
    "percent": _percent,
    "date": _date,
    "text": _text,
}
