"""One monthly update as a plan: the month's row, the h of the month before, the market's row, the P&L's length."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from hedge_xl.core.errors import DomainError
from hedge_xl.core.language import Language, Text
from workbook.change import Change, SetValue
from workbook.finding import filled
from workbook.ledger.decided import SAME_H, edited_by_hand, recorded_h
from workbook.ledger.holiday_list import carried_on
from workbook.ledger.insertion import inserted
from workbook.ledger.market_guard import refuse_far, refuse_far_spot
from workbook.ledger.market_update import MarketEntry, add_rows, compared, say_gap_before, say_redecided, written
from workbook.ledger.month_values import MARKET, MONTHLY, differs, given_values, in_words, replaced
from workbook.ledger.months import has_ended, known_months, last_weekday, missing_between, named, serial_of, spans
from workbook.ledger.plan import Movable, Plan
from workbook.spec import Inputs, Value
from workbook.twin import is_number, n

_NEEDED: Final = Text(
    "{month} はまだ台帳にありません。{missing} を付けてください。",
    "{month} is not in the ledger yet; give {missing}.",
)
_NOTHING_GIVEN: Final = Text(
    "{month} はすでにあります。変える値(--swap など)を付けてください。",
    "is there already; give what is to be filled in, such as --swap.",
)
_GAP: Final = Text(
    "{months} がまだありません。先にその月を update してください(わざと抜くなら --gap)。",
    "{months} would be missing; update those months first (or add --gap to leave them out on purpose).",
)
_BEFORE: Final = Text(
    "{month} は台帳の最初の月 {first} より前です。台帳は最初の月から始まります。",
    "{month} is before the ledger's first month, {first}; a ledger grows forward only.",
)
_EMPTY: Final = Text(
    "「月次」に月がありません。最初の月をシートに入れてください。",
    "Monthly has no month; type the first one on the sheet.",
)
_TWICE: Final = Text("{month} が2度あります。1つにしてください。", "{month} is given twice; keep one of them.")
_DIFFERS: Final = Text(
    "{month} はすでにあり、値が違います: {values}。直すなら --correct を付けてください。",
    "{month} is there with other values: {values}; add --correct to replace them.",
)
_ADDED: Final = Text("{month} を「月次」に追加: {values}", "{month} added to Monthly: {values}")
_FILLED: Final = Text("{month} の空欄に記入: {values}", "{month} filled in: {values}")
_SAME: Final = Text("{month} はすでに同じ値です", "{month} is there already with the same values")
_CORRECTED: Final = Text("{month} を訂正: {values}", "{month} corrected: {values}")
_FROZEN: Final = Text(
    "{month} の確定hに {h} を記入(以後に方針を変えてもこの月は変わりません。不要なら --no-freeze)",
    "h fixed of {month} set to {h}: later changes of policy leave that month alone (--no-freeze leaves it blank)",
)
_NO_H: Final = Text(
    "△ {month} のhが計算できていないため、確定hは空欄のままです。市場データを足してから確定hを記入してください。",
    "△ {month} has no computed h, so its h fixed stays blank; add its market data, then type it.",
)
_H_STAYS: Final = Text(
    "△ {month} の確定h {h} はそのままです。決め直すなら「月次」で消してください。",
    "△ h fixed of {month} stays {h}; clear it on Monthly to decide again.",
)
_AVERAGE_ALONE: Final = Text(
    "「市場」に {month} がないので、--average は --spx と一緒に渡してください。",
    "Market has no {month}: give --average together with --spx.",
)
_MARKET_FILLED: Final = Text("「市場」の空欄に記入 {month}: {values}", "Market filled in, {month}: {values}")
_MARKET_OTHER: Final = Text("「市場」の {month}: {values}", "Market, {month}: {values}")
_MARKET_KEPT: Final = Text(
    "△ {words} は別の値ですが、今の値のままにします(置き換えるなら --correct)",
    "△ {words}: another value, the one there is kept (--correct replaces it)",
)
_RUNNING: Final = Text(
    "{month} はまだ終わっていません。{day} から入力できます。",
    "{month} has not ended; it can be entered from {day} on.",
)
_KEPT: Final = Text(
    "△ {month} の確定hは、その月に示した {h} です(今の入力と設定では {now})。違うなら「月次」で直してください。",
    "△ h fixed of {month} is {h}, as told that month; today's inputs and policy would give {now}. Change it on Monthly if "
    "that is what you decided.",
)
_PRESENT: Final = Text(
    "△ {month} のhは記録がなく、前回のコマンドの後に台帳が編集されています。今の方針で計算した値なので、"
    "その後に方針を変えたなら「月次」の確定hを直してください。",
    "△ no record of the h told for {month}, and the ledger was edited since the last command: {h} is computed with the "
    "present policy. If you changed the policy since, correct h fixed on Monthly.",
)
_HOLIDAYS: Final = Text("「休業日」の一覧に先の年を追加", "Closed days: the years to come added")


@dataclass(frozen=True, slots=True)
class MonthEntry:
    """What a user gives for one month; None for what is not given."""

    month: date
    a_usd: float | None = None
    spot: float | None = None
    swap: float | None = None
    note: str | None = None
    spx: float | None = None
    average: float | None = None

    @property
    def monthly(self) -> dict[str, Value]:
        """What of it goes into the monthly table."""
        return given_values({"a_usd": self.a_usd, "spot": self.spot, "swap": self.swap, "note": self.note})


@dataclass(frozen=True, slots=True)
class MonthOptions:
    """What the user allows: a missing month, other values for what is there, a month's h left open. ``today`` tells
    whether a month has ended.
    """

    gap: bool = False
    correct: bool = False
    freeze: bool = True
    today: date = field(default_factory=date.today)


def plan_months(
    inputs: Inputs, language: Language, entries: Sequence[MonthEntry], options: MonthOptions, movable: Movable
) -> Plan:
    """The plan for some months, oldest first. HedgeError, and no plan, when any of it cannot be done."""
    plan = Plan.of(inputs, language)
    ordered = sorted(entries, key=lambda entry: entry.month)
    for entry, before in zip(ordered, [None, *ordered], strict=False):
        if before is not None and before.month == entry.month:
            raise DomainError(_TWICE.format(month=named(entry.month)), "--month")
        _plan_month(plan, entry, options, movable)
    plan.lengthen()
    if plan.change:
        _carry_on_holidays(plan, options.today)
    plan.judge()
    if plan.change:
        say_redecided(plan)
    return plan


def _carry_on_holidays(plan: Plan, today: date) -> None:
    """The years that the roll plan will soon look at."""
    more = carried_on(plan.inputs, today, plan.language)
    if more:
        plan.do(more, _HOLIDAYS)


def refuse_running(month: date, today: date) -> None:
    """Refuse a month that has not ended; the evening of its last weekday is its end."""
    if not has_ended(month, today):
        raise DomainError(_RUNNING.format(month=named(month), day=last_weekday(month)), "--month")


def _plan_month(plan: Plan, entry: MonthEntry, options: MonthOptions, movable: Movable) -> None:
    months = known_months(plan.inputs, "monthly")
    if not months:
        raise DomainError(_EMPTY, "--month")
    if entry.month in months:
        _complete(plan, entry, months[entry.month], options)
    else:
        _add(plan, entry, options, movable)
    if entry.spot is not None:
        refuse_far_spot(plan.inputs, entry.month)
    _market(plan, entry, options, movable)


# --- a month that is there ----------------------------------------------------------------------


def _complete(plan: Plan, entry: MonthEntry, index: int, options: MonthOptions) -> None:
    """Fill in what is blank; replace what is there only when told to."""
    row = plan.inputs.tables["monthly"][index]
    if not entry.monthly and entry.spx is None and entry.average is None:
        raise DomainError(_NOTHING_GIVEN.format(month=named(entry.month)), "--month")
    blank = {key: value for key, value in entry.monthly.items() if row.get(key) is None}
    other = {key: value for key, value in entry.monthly.items() if differs(row.get(key), value)}
    month = named(entry.month)
    if other and not options.correct:
        raise DomainError(filled(_DIFFERS, month=month, values=replaced(MONTHLY, row, other)), "--month")
    for values, text, words in (
        (blank, _FILLED, in_words(MONTHLY, blank)),
        (other, _CORRECTED, replaced(MONTHLY, row, other)),
    ):
        if values:
            typed = Change(tuple(SetValue("monthly", index, key, value) for key, value in values.items()))
            plan.do(typed, filled(text, month=month, values=words))
    if "spot" in other and is_number(row.get("h_fixed")):
        plan.notes.append(_H_STAYS.format(month=month, h=f"{n(row.get('h_fixed')):.10g}"))
    if entry.monthly and not blank and not other:
        plan.notes.append(_SAME.format(month=month))


# --- a month that is new ------------------------------------------------------------------------


def _add(plan: Plan, entry: MonthEntry, options: MonthOptions, movable: Movable) -> None:
    months = known_months(plan.inputs, "monthly")
    refuse_running(entry.month, options.today)
    first, last = min(months), max(months)
    month = named(entry.month)
    missing = [option for option, value in (("--a-usd", entry.a_usd), ("--spot", entry.spot)) if value is None]
    if entry.month < first:
        raise DomainError(_BEFORE.format(month=month, first=named(first)), "--month")
    if missing:
        raise DomainError(_NEEDED.format(month=month, missing=" / ".join(missing)), "--month")
    absent = missing_between(last, entry.month)
    if absent and not options.gap:
        raise DomainError(filled(_GAP, months=spans(absent)), "--month")
    if entry.month > last and options.freeze:
        _freeze(plan, months[last], last)
    row = {"month": serial_of(entry.month), **entry.monthly}
    change, moved = inserted(plan.inputs, "monthly", [row])
    if moved is not None:
        movable("monthly", moved)
    plan.do(change, filled(_ADDED, month=month, values=in_words(MONTHLY, entry.monthly)))


def _freeze(plan: Plan, index: int, month: date) -> None:
    """Write down the h that was decided at the last month end, unless one stands there."""
    row = plan.inputs.tables["monthly"][index]
    if row.get("h_fixed") is not None:
        return
    recorded = recorded_h(plan.before, month)
    now = plan.model.value("monthly", index, "h_policy")
    h = recorded if recorded is not None else n(now) if is_number(now) else None
    if h is None:
        plan.notes.append(_NO_H.format(month=named(month)))
        return
    plan.notes += _doubts(plan, month, h, now, recorded)
    words = _FROZEN.format(month=named(month), h=f"{h:.10g}")
    plan.do(Change((SetValue("monthly", index, "h_fixed", h),)), words)


def _doubts(plan: Plan, month: date, h: float, now: Value, recorded: float | None) -> list[Text]:
    """That the h written down is not the one computed today, or may not be the one that was told."""
    values = {"month": named(month), "h": f"{h:.10g}", "now": f"{n(now):.10g}" if is_number(now) else "-"}
    if recorded is None:
        return [_PRESENT.format(**values)] if month in plan.months_before and edited_by_hand(plan.before) else []
    return [] if is_number(now) and abs(n(now) - recorded) <= SAME_H else [_KEPT.format(**values)]


# --- its market data ----------------------------------------------------------------------------


def _market(plan: Plan, entry: MonthEntry, options: MonthOptions, movable: Movable) -> None:
    """The month's market data, if any are given. What the table holds is kept unless it is to be corrected."""
    if entry.spx is None and entry.average is None:
        return
    row = plan.inputs.tables["monthly"][known_months(plan.inputs, "monthly")[entry.month]]
    spot = row.get("spot")
    given = {"spx": entry.spx, "ma200": entry.average}
    figures = {key: {entry.month: value} for key, value in given.items() if value is not None}
    refuse_far(plan.inputs, figures, correct=options.correct)
    market = known_months(plan.inputs, "market")
    if entry.month in market:
        rate = spot if entry.spx is not None else None
        values = given_values({"spx": entry.spx, "usdjpy": rate, "ma200": entry.average})
        _revise_market(plan, entry.month, market[entry.month], values, correct=options.correct)
    elif entry.spx is None:
        raise DomainError(_AVERAGE_ALONE.format(month=named(entry.month)), "--average")
    elif not is_number(spot):
        raise DomainError(_NEEDED.format(month=named(entry.month), missing="--spot"), "--spx")
    else:
        add_rows(plan, [MarketEntry(entry.month, entry.spx, n(spot), entry.average)], movable)
        say_gap_before(plan, entry.month)


def _revise_market(plan: Plan, month: date, index: int, values: dict[str, Value], *, correct: bool) -> None:
    row = plan.inputs.tables["market"][index]
    blank, other = compared(row, values)
    if blank:
        plan.do(written(index, blank), filled(_MARKET_FILLED, month=named(month), values=in_words(MARKET, blank)))
    if other:
        words = filled(_MARKET_OTHER, month=named(month), values=replaced(MARKET, row, other))
        if correct:
            plan.do(written(index, other), words)
        else:
            plan.notes.append(filled(_MARKET_KEPT, words=words))
