"""Where the ledger stands today: this month's instruction, what of it has been carried out, and what is due."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from hedge_xl.core.language import Text
from workbook.ledger import order
from workbook.ledger.common import is_month_end
from workbook.ledger.decision import latest_row
from workbook.ledger.months import month_after, month_of
from workbook.ledger.roll_settings import MOST_MONTHS, MOST_SLICES
from workbook.serials import from_serial, to_serial
from workbook.spec import Value
from workbook.twin import Model, Scope, is_number, n
from workbook.words.roll import ROLL

ROLLS_SHOWN: Final = 3
GRACE_DAYS: Final = 5
"""Days after a month end that a user may take to enter it."""


@dataclass(frozen=True, slots=True)
class YearCost:
    """Cost of a year so far in JPY, over the months for which both are known, None without any; ``unknown`` counts the
    others, those without a row among them."""

    year: int
    realised: float | None
    planned: float | None
    months: int
    unknown: int

    @property
    def gap(self) -> float | None:
        """Realised minus planned."""
        return None if self.realised is None or self.planned is None else self.realised - self.planned


@dataclass(frozen=True, slots=True)
class Rolls:
    """The next days to roll on, or why there are none."""

    days: tuple[date, ...] = ()
    why_none: Text | None = None


@dataclass(frozen=True, slots=True)
class Status:
    """The ledger today. Quantities are USD sold (+); None for what cannot be computed.

    ``fills`` are those after the month end. Those dated after today cannot have happened: ``later`` counts them, and no
    other figure holds them but the ledger's own ``current``. ``unfilled`` counts the limit orders sent after the month end
    that the log holds as not filled.
    """

    month: date
    instruction: str
    h: Value
    target: Value
    current: Value
    deviation: Value
    band: float
    state: Value
    trade: float | None
    fills: int
    later: int
    unfilled: int
    traded: float
    held: float | None
    remaining: float | None
    cost: YearCost
    swap: Value
    rolls: Rolls
    checks: int
    due: date
    overdue: bool

    @property
    def known(self) -> bool:
        """Whether the ledger can say what to do."""
        return self.remaining is not None

    @property
    def act(self) -> bool:
        """Whether there is something to trade, or a month to enter."""
        return self.overdue or bool(self.remaining)


def status_of(model: Model, today: date) -> Status | None:
    """The state of a ledger; None when it has no month. HedgeError when it cannot be computed."""
    scope = Scope(model)
    row = latest_row(scope)
    if row is None or not is_month_end(model.value("monthly", row, "month")):
        return None
    month = month_of(model.value("monthly", row, "month"))
    cells = {key: model.value("monthly", row, key) for key in _CELLS}
    fills = _Fills.of(model, month, today)
    held = n(cells["current"]) + fills.traded - fills.not_yet if is_number(cells["current"]) else None
    instruction = str(model.cell("now_instruction") or "")
    blocked = instruction == scope.word("ins_rows")
    band = scope.number("rebalance_band")
    due = month_after(month)
    return Status(
        month=month,
        instruction=instruction,
        h=cells["h_policy"],
        target=cells["target_units"],
        current=cells["current"],
        deviation=cells["deviation"],
        band=band,
        state=cells["state"],
        trade=n(cells["trade"]) if is_number(cells["trade"]) else None,
        fills=fills.count,
        later=fills.later,
        unfilled=int(n(model.cell("n_log_chk_open"))),
        traded=fills.traded,
        held=held,
        remaining=None if blocked else _remaining(scope, held, cells),
        cost=year_cost(model, month),
        swap=cells["swap"],
        rolls=_rolls(scope, today) if held is not None and held > 0 else Rolls(),
        checks=int(n(model.cell("checks_total"))),
        due=due,
        overdue=not blocked and today > due + timedelta(days=GRACE_DAYS),  # else it may have been entered, badly
    )


_CELLS: Final = ("h_policy", "target_units", "current", "deviation", "state", "trade", "swap")


@dataclass(frozen=True, slots=True)
class _Fills:
    """What the log holds after a month end until today, and what is dated later: ``not_yet`` are those units that the
    ledger counts as held at the month end already."""

    count: int
    traded: float
    later: int
    not_yet: float

    @classmethod
    def of(cls, model: Model, month: date, today: date) -> "_Fills":
        after, tomorrow = to_serial(month) + 1, to_serial(today) + 1
        log = zip(model.column("log", "time"), model.column("log", "signed"), strict=True)
        fills = [(n(time), n(units)) for time, units in log if is_number(time) and is_number(units)]
        since = [units for time, units in fills if after <= time < tomorrow]
        later = [(time, units) for time, units in fills if time >= tomorrow]
        early = sum((units for time, units in later if time < after), 0.0)
        return cls(len(since), sum(since, 0.0), len(later), early)


def _remaining(s: Scope, held: float | None, cells: Mapping[str, Value]) -> float | None:
    """What is left to trade, by the dashboard's rule."""
    current, target, trade = (cells[key] for key in ("current", "target_units", "trade"))
    if held is None or not (is_number(current) and is_number(target) and is_number(trade)):
        return None
    return order.left(s, held, n(current), n(target), n(trade))


def year_cost(model: Model, latest: date) -> YearCost:
    """Realised and planned cost of the months of the latest one's year."""
    columns = (model.column("pnl", key) for key in ("month", "cost_real", "cost_plan"))
    rows = [row for row in zip(*columns, strict=True) if is_month_end(row[0]) and month_of(row[0]).year == latest.year]
    whole = [row for row in rows if is_number(row[1]) and is_number(row[2])]
    realised, planned = (sum((n(row[place]) for row in whole), 0.0) if whole else None for place in (1, 2))
    return YearCost(latest.year, realised, planned, len(whole), _months_of_year(model, latest) - len(whole))


def _months_of_year(model: Model, latest: date) -> int:
    """Months from January, or from the ledger's first month in that year, to the latest."""
    first = min(n(month) for month in model.column("monthly", "month") if is_number(month))
    january = latest.replace(month=1, day=1)
    return latest.month - (month_of(first).month if first > to_serial(january) else 1) + 1


def _rolls(s: Scope, today: date) -> Rolls:
    """The next roll days of the Roll plan sheet."""
    state = s.cell("roll_state")
    if state != s.word("ok"):
        return Rolls(why_none=next(text for text in ROLL.values() if text.of(s.model.language) == state))
    cells = (
        s.cell(f"roll_day_{month}_{part}") for month in range(1, MOST_MONTHS + 1) for part in range(1, MOST_SLICES + 1)
    )
    days = (from_serial(n(day)).date() for day in cells if is_number(day))
    return Rolls(tuple(day for day in days if day >= today)[:ROLLS_SHOWN])
