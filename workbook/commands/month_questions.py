"""What ``hedge-xl update`` asks for at a terminal: what is missing, with the last month's value beside it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from hedge_xl.core.language import Language, Text
from workbook.asking import ask, ask_optional
from workbook.commands.month_given import option_reader
from workbook.finding import filled
from workbook.given import parse_month
from workbook.ledger.month_update import MonthEntry, refuse_running
from workbook.ledger.months import has_ended, known_months, month_after, named
from workbook.read import Opened
from workbook.spec import Inputs, Value
from workbook.twin import is_number, n

Read = Callable[[str], float]

_MONTH: Final = Text("月 (YYYY-MM)", "Month (YYYY-MM)")
_A_USD: Final = Text(
    "{month} の米株の月末評価額、ドル{last}", "Value of the shares at the end of {month}, in USD{last}"
)
_SPOT: Final = Text("{month} 月末のUSDJPY{last}", "USDJPY at the end of {month}{last}")
_SWAP: Final = Text(
    "{month} のスワップ合計、円。受取は+、支払は-{last}", "Swap of {month} in JPY, + received, - paid{last}"
)
_SPX: Final = Text("{month} 月末のS&P500{last}", "S&P 500 at the end of {month}{last}")
_AVERAGE: Final = Text("USDJPYの200日平均{last}", "200-day average of USDJPY{last}")
_NOTE: Final = Text("メモ", "Note")
_LAST: Final = Text(" (前月 {value})", " (last month {value})")


@dataclass(frozen=True, slots=True)
class _Asker:
    """One month's questions."""

    month: str
    language: Language
    last: dict[str, Value]

    def words(self, text: Text, key: str) -> Text:
        """A question with last month's value."""
        value = self.last.get(key)
        last = _LAST.format(value=f"{n(value):,.10g}") if is_number(value) else Text("", "")
        return filled(text, month=self.month, last=last)

    def needed(self, given: float | None, text: Text, key: str, read: Read) -> float:
        """A value that must be known."""
        return ask(self.words(text, key), read, language=self.language) if given is None else given

    def wanted(self, given: float | None, text: Text, key: str, read: Read) -> float | None:
        """A value that may be left out."""
        return ask_optional(self.words(text, key), read, self.language) if given is None else given


def asked(
    opened: Opened, month: date | None, values: Mapping[str, float], note: str | None, language: Language, today: date
) -> MonthEntry:
    """The month with what the user answers. Nothing is asked when all that must be known is given, or for nothing."""
    months = known_months(opened.inputs, "monthly")
    following = month_after(max(months)) if months else None
    default = named(following) if following is not None and has_ended(following, today) else None

    def ended(typed: str) -> date:
        answer = parse_month(typed, "--month")
        if answer not in months:
            refuse_running(answer, today)
        return answer

    chosen = month or ask(_MONTH, ended, default, language)
    if chosen not in months:
        refuse_running(chosen, today)
    given = MonthEntry(chosen, **values, note=note)
    asker = _Asker(named(chosen), language, _last(opened.inputs, months, chosen))
    row = opened.inputs.tables["monthly"][months[chosen]] if chosen in months else None
    return _open_questions(asker, given, row) if row is not None else _new_month(asker, given, month is None)


def _last(inputs: Inputs, months: dict[date, int], chosen: date) -> dict[str, Value]:
    """What the ledger holds for the month before."""
    earlier = [month for month in months if month < chosen]
    if not earlier:
        return {}
    market = known_months(inputs, "market").get(max(earlier))
    known = inputs.tables["market"][market] if market is not None else {}
    return {**known, **inputs.tables["monthly"][months[max(earlier)]]}


def _new_month(asker: _Asker, given: MonthEntry, was_asked: bool) -> MonthEntry:
    if given.a_usd is not None and given.spot is not None and not was_asked:
        return given
    a_usd = asker.needed(given.a_usd, _A_USD, "a_usd", option_reader("a_usd"))
    spot = asker.needed(given.spot, _SPOT, "spot", option_reader("spot"))
    swap = asker.wanted(given.swap, _SWAP, "swap", option_reader("swap"))
    spx = asker.wanted(given.spx, _SPX, "spx", option_reader("spx"))
    average = given.average
    if spx is not None:
        average = asker.wanted(average, _AVERAGE, "ma200", option_reader("average"))
    note = given.note if given.note is not None else ask_optional(_NOTE, str, asker.language)
    return replace(given, a_usd=a_usd, spot=spot, swap=swap, spx=spx, average=average, note=note)


def _open_questions(asker: _Asker, given: MonthEntry, row: dict[str, Value]) -> MonthEntry:
    """A month that is there: only what is still blank, and only when nothing is given."""
    if given != MonthEntry(given.month):
        return given
    a_usd, spot, swap = given.a_usd, given.spot, given.swap
    if row.get("a_usd") is None:
        a_usd = asker.needed(None, _A_USD, "a_usd", option_reader("a_usd"))
    if row.get("spot") is None:
        spot = asker.needed(None, _SPOT, "spot", option_reader("spot"))
    if row.get("swap") is None:
        swap = asker.wanted(None, _SWAP, "swap", option_reader("swap"))
    return replace(given, a_usd=a_usd, spot=spot, swap=swap)
