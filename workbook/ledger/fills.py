"""Fills into the execution log: what is new is added below it, what is there already is left alone, nothing overwritten."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from hedge_xl.core.errors import DomainError, HedgeError
from hedge_xl.core.language import Language, Text, same
from workbook.cells import most_rows
from workbook.change import AppendRow, Change, changed, first_free
from workbook.check_findings import UNCOMPUTABLE, why_uncomputable
from workbook.finding import filled, unmarked
from workbook.imports.fill import Fault, Fill, on_one_line
from workbook.input_findings import order_key
from workbook.ledger.fill_words import described, described_row, row_side
from workbook.ledger.repeated_ids import repeated
from workbook.ledger.row_checks import ROW_CHECKS
from workbook.read import FoundTable, Opened
from workbook.spec import Inputs, Value
from workbook.text import WORDS, is_fault
from workbook.twin import Model, is_number, n

TABLE: Final = "log"
MINUTE: Final = 1 / 1440  # people note a fill to the minute, brokers to the millisecond
_SECOND: Final = MINUTE / 60
_PRICE_RANGE: Final = 3.0  # a price so many times off every month end of the ledger is no price of USDJPY
_CHECKS: Final = {check.word: check for check in ROW_CHECKS if check.table == TABLE}

_DIFFERENT: Final = Text(
    "{place}: 注文ID {id} は {other} にありますが、内容が違います。ファイル: {new} / 記録済み: {old}",
    "{place}: order ID {id} stands at {other} with another fill. File: {new}. Recorded: {old}",
)
_TWIN: Final = Text(
    "{place}: {other} と同じ約定が別の注文IDです({id} と {old_id}): {new}。別の約定なら --same-fill-ok を付けてください。",
    "{place}: the same fill as {other} under another order ID ({id}, {old_id}): {new}. If it is another, --same-fill-ok.",
)
_PARTS: Final = Text(
    "{text} 分割約定なら、その注文の約定がすべて入ったファイルを使ってください。",
    "{text} If the order was filled in parts, use a file that holds all of them.",
)
_CHECK: Final = Text("{found}。{fix}", "{found}. {fix}")
_PRICE: Final = Text(
    "価格 {price:g} は台帳のUSDJPY({low:g}〜{high:g})とかけ離れています。銘柄と列を確かめてください。",
    "the price {price:g} is far from the ledger's USDJPY ({low:g} to {high:g}); check the pair and the column.",
)
_TOO_MANY: Final = Text(
    "執行ログは{most:,}行までです。新しい台帳に分けてください。",
    "an execution log holds {most:,} rows at most; begin a new ledger.",
)


@dataclass(frozen=True, slots=True)
class Conflict:
    """A fill that says something else than what is recorded; both versions are in the text."""

    fill: Fill
    text: Text
    code: str


@dataclass(slots=True)
class FillPlan:
    """What comes of some fills: the change, and what did not go into it."""

    change: Change = field(default_factory=Change)
    added: list[Fill] = field(default_factory=list)
    already: list[Fill] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notes: Counter[Text] = field(default_factory=Counter)
    sound: int = 0
    stopped: bool = False

    @property
    def net(self) -> float:
        """What the added fills do to the hedge: sold minus bought."""
        return net_of(self.added)


def net_of(fills: Iterable[Fill]) -> float:
    """Sold minus bought."""
    return round(sum(fill.qty if fill.side == "SELL" else -fill.qty for fill in fills), 6)


def plan_fills(
    opened: Opened,
    fills: Sequence[Fill],
    faults: Sequence[Fault] = (),
    *,
    skip_faulty: bool = False,
    same_fill_ok: bool = False,
) -> FillPlan:
    """Add the fills that the log does not hold, in the order of their times.

    With any conflict or fault nothing is added, unless ``skip_faulty``: then the sound fills are.
    """
    plan = FillPlan(faults=list(faults))
    new = _unknown(opened, sorted(fills, key=lambda fill: fill.time), plan, same_fill_ok)
    rows = opened.inputs.tables[TABLE]
    most = most_rows(opened.tables[TABLE].table)
    if first_free(rows) + len(new) > most:
        raise DomainError(_TOO_MANY.format(most=most))
    every = _appended(new, opened.language)
    sound = _checked(opened, new, every, plan)
    plan.sound = len(sound)
    plan.stopped = bool(plan.conflicts or plan.faults) and not skip_faulty
    if not plan.stopped:
        plan.added = sound
        plan.change = every if len(sound) == len(new) else _appended(sound, opened.language)
    return plan


def _appended(fills: Sequence[Fill], language: Language) -> Change:
    sides = {"SELL": WORDS["side_sell"].of(language), "BUY": WORDS["side_buy"].of(language)}
    return Change(tuple(AppendRow(TABLE, _values(fill, sides[fill.side])) for fill in fills))


def _values(fill: Fill, side: str) -> dict[str, Value]:
    values: dict[str, Value] = {"id": fill.id, "side": side, "qty": fill.qty, "price": fill.price, "time": fill.time}
    for key in ("quote", "comment", "order_type", "order_time", "roll"):
        value: Value = getattr(fill, key)
        if value is not None:
            values[key] = value
    return values


# --- what is recorded already -------------------------------------------------------------------


def _unknown(opened: Opened, fills: Sequence[Fill], plan: FillPlan, same_fill_ok: bool) -> list[Fill]:
    """The fills whose IDs are new; the others are counted, or are conflicts."""
    rows = opened.inputs.tables[TABLE]
    recorded: dict[str, int] = {}
    for index, row in enumerate(rows):
        key = order_key(row.get("id"))
        if key is not None:
            recorded.setdefault(key, index)
    known = [order_key(fill.id) for fill in fills]
    keys = set(known)
    unclear = {key: Conflict(fill, text, "log-repeated-id") for key, fill, text in repeated(fills, known)}
    plan.conflicts += unclear.values()
    others = (
        [] if same_fill_ok else [(place, row) for place, row in enumerate(rows) if order_key(row.get("id")) not in keys]
    )
    twins = _Twins(others)
    new: list[Fill] = []
    for fill, key in zip(fills, known, strict=True):
        if key in unclear:
            continue
        if key is not None and key in recorded:
            _compare_row(opened, recorded[key], fill, plan)
            continue
        twin = twins.take(fill)
        if twin is None:
            new.append(fill)
        else:
            plan.conflicts.append(_twin(opened, twin, fill))
    return new


def _compare_row(opened: Opened, index: int, fill: Fill, plan: FillPlan) -> None:
    row = opened.inputs.tables[TABLE][index]
    if row_side(row) == fill.side and all(
        is_number(row.get(key)) and abs(n(row.get(key)) - getattr(fill, key)) <= slack
        for key, slack in (("qty", 1e-6), ("price", 1e-9), ("time", _slack(fill, row)))
    ):
        plan.already.append(fill)
        return
    table = opened.tables[TABLE]
    text = filled(
        _DIFFERENT,
        place=fill.place,
        id=fill.id,
        other=_address(table, index),
        new=described(fill),
        old=described_row(row),
    )
    text = filled(_PARTS, text=text) if fill.part else text
    plan.conflicts.append(Conflict(fill, on_one_line(text), "log-other-fill"))


def _slack(fill: Fill, row: dict[str, Value]) -> float:
    """How far apart two times of one fill may be: parts of an order may follow each other within seconds."""
    time = n(row.get("time")) / MINUTE if is_number(row.get("time")) else 0.0
    return _SECOND if fill.part and abs(time - round(time)) > 1e-4 else MINUTE


def _twin(opened: Opened, index: int, fill: Fill) -> Conflict:
    row = opened.inputs.tables[TABLE][index]
    text = filled(
        _TWIN,
        place=fill.place,
        other=_address(opened.tables[TABLE], index),
        id=fill.id,
        old_id=str(row.get("id")),
        new=described(fill),
    )
    return Conflict(fill, on_one_line(text), "log-same-fill")


def _address(table: FoundTable, index: int) -> Text:
    return same(f"{table.sheet.name}!{table.address(index, 'id')}")


class _Twins:
    """Recorded fills by what they did, to find one that comes again under another ID; each is found once."""

    def __init__(self, rows: Iterable[tuple[int, dict[str, Value]]]) -> None:
        self._times: dict[tuple[object, float, float], list[tuple[float, int]]] = {}
        for index, row in rows:
            side = row_side(row)
            if side is not None and all(is_number(row.get(key)) for key in ("qty", "price", "time")):
                key = side, round(n(row.get("qty")), 6), n(row.get("price"))
                self._times.setdefault(key, []).append((n(row.get("time")), index))
        for found in self._times.values():
            found.sort()

    def take(self, fill: Fill) -> int | None:
        """The row that records the same fill, if there is one."""
        if not self._times:
            return None
        found = self._times.get((fill.side, round(fill.qty, 6), fill.price), [])
        place = bisect_left(found, (fill.time - MINUTE, -1))
        if place < len(found) and found[place][0] <= fill.time + MINUTE:
            return found.pop(place)[1]
        return None


# --- the ledger's own checks --------------------------------------------------------------------


def _checked(opened: Opened, fills: Sequence[Fill], every: Change, plan: FillPlan) -> list[Fill]:
    """The fills that the ledger's own row check takes once all are appended; what it marks △ is counted."""
    start = first_free(opened.inputs.tables[TABLE])
    model = _model(opened, changed(opened.inputs, every))
    words = {WORDS[word].of(opened.language): word for word in _CHECKS}
    spots = [n(row.get("spot")) for row in opened.inputs.tables["monthly"] if is_number(row.get("spot"))]
    spots = [spot for spot in spots if spot > 0]
    low, high = min(spots, default=0.0), max(spots, default=0.0)
    sound: list[Fill] = []
    for index, mark in enumerate(_marks(model, start, len(fills))):
        fill, word = fills[index], words.get(str(mark), "")
        fault = is_fault(WORDS[word]) if word else False
        if fault:
            check = _CHECKS[word]
            text = filled(_CHECK, found=unmarked(WORDS[word]), fix=check.fix)
            plan.faults.append(Fault(fill.file, fill.line, text, fill.id))
        elif spots and not low / _PRICE_RANGE <= fill.price <= high * _PRICE_RANGE:
            text = _PRICE.format(price=fill.price, low=low, high=high)
            plan.faults.append(Fault(fill.file, fill.line, text, fill.id))
        else:
            sound.append(fill)
            if word:
                plan.notes[WORDS[word]] += 1
    return sound


def _marks(model: Model, start: int, count: int) -> list[Value]:
    try:
        return model.column(TABLE, "check")[start : start + count]
    except HedgeError:
        raise
    except UNCOMPUTABLE as error:
        raise DomainError(why_uncomputable(error)) from error


def _model(opened: Opened, inputs: Inputs) -> Model:
    return Model(opened.book, inputs, opened.language, opened.host)
