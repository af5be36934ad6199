"""Months of market data as a plan: new ones in their order, blanks filled in, other values only when told to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from hedge_xl.core.errors import DomainError
from hedge_xl.core.language import Language, Text, same
from workbook.change import Change, SetValue
from workbook.finding import filled
from workbook.ledger.decided import SAME_H
from workbook.ledger.insertion import inserted
from workbook.ledger.market_guard import refuse_far
from workbook.ledger.month_values import MARKET, apart, given_values, in_words, replaced
from workbook.ledger.months import known_months, missing_between, named, serial_of, spans
from workbook.ledger.plan import Movable, Plan
from workbook.spec import Inputs, Value
from workbook.twin import is_number, n

_SHOWN: Final = 3  # months that are listed with their values
_DIFFERS: Final = Text(
    "「市場」と値が違う月があります: {months}。置き換えるなら --correct、"
    "その月を除くなら --from-month / --to-month を付けてください。",
    "Market has other values: {months}; add --correct to replace them, or --from-month / --to-month to leave them out.",
)
_ADDED: Final = Text("「市場」に追加: {months} ({count}か月分)", "added to Market: {months} (rows: {count})")
_FILLED: Final = Text("「市場」の空欄に記入 {month}: {values}", "Market filled in, {month}: {values}")
_CORRECTED: Final = Text("「市場」を訂正 {month}: {values}", "Market corrected, {month}: {values}")
_SAME: Final = Text("すでに同じ値がある月: {months}", "there already with the same values: {months}")
_NO_SPX: Final = Text(
    "△ S&P500の値がないため追加しない月: {months}。--from でS&P500を渡してください。",
    "△ not added for want of an S&P 500 value: {months}; give it with --from.",
)
_NO_RATE: Final = Text(
    "△ USDJPYの値がないため追加しない月: {months}。--ecb か、usdjpy の列を足してください。",
    "△ not added for want of a USDJPY rate: {months}; add --ecb or a usdjpy column.",
)
_NO_AVERAGE: Final = Text(
    "△ 200日平均が空欄の月(トレンド判定をしません): {months}",
    "△ months without a 200-day average, so without a trend signal: {months}",
)
_STILL_MISSING: Final = Text(
    "△ 「市場」に {months} がありません。hedge-xl market FILE --from prices.csv で足せます。",
    "△ Market lacks {months}; `hedge-xl market FILE --from prices.csv` adds them.",
)
_REDECIDED: Final = Text(
    "△ 確定hの空欄な過去の月のh_policyが変わります: {months}",
    "△ h_policy of past months without h fixed changes: {months}",
)


@dataclass(frozen=True, slots=True)
class MarketEntry:
    """Market data of one month; None for what is not known."""

    month: date
    spx: float | None = None
    usdjpy: float | None = None
    average: float | None = None

    @property
    def values(self) -> dict[str, Value]:
        """What is known, by column."""
        return given_values({"spx": self.spx, "usdjpy": self.usdjpy, "ma200": self.average})


def compared(row: Mapping[str, Value], values: Mapping[str, Value]) -> tuple[dict[str, Value], dict[str, Value]]:
    """The values for which the row has a blank, and those for which it holds another value."""
    blank = {key: value for key, value in values.items() if row.get(key) is None}
    other = {
        key: value
        for key, value in values.items()
        if key not in blank and apart(MARKET.column(key), row.get(key), value)
    }
    return blank, other


def figures(entries: Iterable[MarketEntry]) -> dict[str, dict[date, float]]:
    """What is known and above 0, by column and month."""
    found: dict[str, dict[date, float]] = {}
    for entry in entries:
        for key, value in entry.values.items():
            if n(value) > 0:
                found.setdefault(key, {})[entry.month] = n(value)
    return found


def written(index: int, values: Mapping[str, Value]) -> Change:
    """What puts values into a row of the market table."""
    return Change(tuple(SetValue("market", index, key, value) for key, value in values.items()))


def plan_market(
    inputs: Inputs, language: Language, entries: Sequence[MarketEntry], movable: Movable, *, correct: bool
) -> Plan:
    """The plan for some months, each given once. HedgeError, and no plan, when any of it cannot be done."""
    plan = Plan.of(inputs, language)
    known = known_months(inputs, "market")
    refuse_far(inputs, figures(entries), correct=correct)
    here = [entry for entry in entries if entry.month in known]
    _revise(plan, here, known, correct)
    _add(plan, [entry for entry in entries if entry.month not in known], known, movable)
    plan.lengthen()
    plan.judge()
    if plan.change:
        _say_gaps(plan)
        say_redecided(plan)
    return plan


def _revise(plan: Plan, entries: Iterable[MarketEntry], known: Mapping[date, int], correct: bool) -> None:
    """Months that are there: blanks are filled, other values are replaced only when told to."""
    rows = plan.inputs.tables["market"]
    others: list[Text] = []
    same: list[date] = []
    for entry in entries:
        index = known[entry.month]
        blank, other = compared(rows[index], entry.values)
        month = named(entry.month)
        if blank:
            plan.do(written(index, blank), filled(_FILLED, month=month, values=in_words(MARKET, blank)))
        if other:
            words = replaced(MARKET, rows[index], other)
            others.append(Text(f"{month} {words.ja}", f"{month} {words.en}"))
            plan.do(written(index, other), filled(_CORRECTED, month=month, values=words))
        if not blank and not other:
            same.append(entry.month)
    if others and not correct:
        raise DomainError(filled(_DIFFERS, months=_first(others)))
    if same:
        plan.notes.append(filled(_SAME, months=spans(same)))


def _first(items: Sequence[Text]) -> Text:
    """The first of many, and how many more there are."""
    more = len(items) - _SHOWN
    tail = Text(f" ほか{more}か月", f" and {more} more") if more > 0 else Text("", "")
    return Text(
        " / ".join(item.ja for item in items[:_SHOWN]) + tail.ja,
        " / ".join(item.en for item in items[:_SHOWN]) + tail.en,
    )


def _add(plan: Plan, entries: Sequence[MarketEntry], known: Mapping[date, int], movable: Movable) -> None:
    """Months that are new; those without both prices are named, but for those before the table begins."""
    whole = [entry for entry in entries if entry.spx is not None and entry.usdjpy is not None]
    if whole:
        add_rows(plan, whole, movable)
    begins = min([*known, *(entry.month for entry in whole)], default=date.min)
    no_spx = [entry.month for entry in entries if entry.spx is None and entry.month >= begins]
    no_rate = [entry.month for entry in entries if entry.usdjpy is None and entry.month >= begins]
    plan.notes += [
        filled(words, months=spans(left)) for words, left in ((_NO_SPX, no_spx), (_NO_RATE, no_rate)) if left
    ]


def add_rows(plan: Plan, entries: Sequence[MarketEntry], movable: Movable) -> None:
    """New months into the market table, in order."""
    change, moved = inserted(
        plan.inputs, "market", [{"month": serial_of(entry.month), **entry.values} for entry in entries]
    )
    if moved is not None:
        movable("market", moved)
    plan.do(change, filled(_ADDED, months=spans([entry.month for entry in entries]), count=len(entries)))
    blank = [entry.month for entry in entries if entry.average is None]
    if blank:
        plan.notes.append(filled(_NO_AVERAGE, months=spans(blank)))


def _say_gaps(plan: Plan) -> None:
    """The months that the market table still lacks, from the ledger's first month on."""
    ledger = known_months(plan.inputs, "monthly")
    known = sorted(known_months(plan.inputs, "market"))
    missing = [month for a, b in pairwise(known) for month in missing_between(a, b)]
    if ledger and known and known[-1] < max(ledger):
        missing += [*missing_between(known[-1], max(ledger)), max(ledger)]
    if missing:
        plan.notes.append(filled(_STILL_MISSING, months=spans(missing)))


def say_gap_before(plan: Plan, month: date) -> None:
    """The months that the market table lacks right before one that was added."""
    earlier = [known for known in known_months(plan.inputs, "market") if known < month]
    missing = missing_between(max(earlier), month) if earlier else []
    if missing:
        plan.notes.append(filled(_STILL_MISSING, months=spans(missing)))


def say_redecided(plan: Plan) -> None:
    """Decisions not written down that other data would have made differently."""
    after, changed = plan.model, []
    for month, index in known_months(plan.inputs, "monthly").items():
        if is_number(plan.inputs.tables["monthly"][index].get("h_fixed")):
            continue
        old, new = plan.h_before(month), after.value("monthly", index, "h_policy")
        if is_number(old) and is_number(new) and abs(n(old) - n(new)) > SAME_H:
            changed.append(same(f"{named(month)} {n(old):.2f}→{n(new):.2f}"))
    if changed:
        plan.notes.append(filled(_REDECIDED, months=_first(changed)))
