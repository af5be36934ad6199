"""Were the instructions carried out? A month's trade belongs into the next month, or the hedge drifts on."""

from collections.abc import Iterator
from typing import Final

from hedge_xl.core.checks import NOISE
from hedge_xl.core.language import Text
from hedge_xl.functions import REBALANCE
from workbook.finding import Finding, filled
from workbook.findings.facts import Facts
from workbook.ledger import LEDGER
from workbook.serials import from_serial
from workbook.twin import is_number, n

_LEFT: Final = Text(
    "{month}の指示「{instruction}」が翌月末までに実行されていません(動いたのは{moved} USD{more})。"
    "約定の書き漏れを足すか、今の指示に従ってください。",
    '"{instruction}" of {month} was not carried out by the next month end (moved: {moved} USD{more}); '
    "record the missing fills or follow the present instruction.",
)
_OVER: Final = Text(
    "{month}から翌月末まで過剰ヘッジのままです({instruction}の指示、目標{target} USDに対し{current} USD{more})。"
    "差を買い戻してください(A §13)。",
    'over-hedged from {month} to the next month end ("{instruction}", {current} USD for a target of {target}{more}); '
    "buy back the difference (A §13).",
)
_IN_A_ROW: Final = Text("、{count}か月続き", ", {count} months in a row")
LOTS: Final = (10_000, 1_000, 100, 10)
"""Lots that accounts are traded in: the largest that all fills are multiples of was the least tradable."""

USUAL: Final = 2
"""Bands of up to so many times the default one are usual."""

_OVER_CODE: Final = "monthly-over-hedged"
_LEFT_CODE: Final = "monthly-not-carried-out"


def instruction_findings(facts: Facts) -> Iterator[Finding]:
    """One finding for every run of months that were neglected in the same way, at its last month."""
    run: list[int] = []
    code: str | None = None
    for row, after in facts.pairs():
        kind = _neglected(facts, row, after)
        if run and (kind != code or row != run[-1] + 1):
            yield _finding(facts, str(code), run)
            run = []
        code = kind
        if kind is not None:
            run.append(row)
    if run:
        yield _finding(facts, str(code), run)


def _neglected(facts: Facts, row: int, after: int) -> str | None:
    """The code for a month whose trade was left, and is still wanted a month later."""
    end, later_end = n(facts.months[row]), n(facts.months[after])
    if facts.doubt < later_end + 1:
        return None
    needed = _needed(facts, after)
    found = {
        _kind(facts, row, after, (_units(facts, signs, end), _units(facts, signs, later_end)), needed)
        for signs in ((), (1,), (-1,))
    }
    if None in found:
        return None  # it depends on which of the fills were recorded twice
    return found.pop() if len(found) == 1 else _LEFT_CODE


def _units(facts: Facts, signs: tuple[int, ...], end: float) -> float:
    """Units of the fills until a month end that may be recorded twice, sales or purchases."""
    return sum(units for time, units in facts.repeated if time < end + 1 and (1 if units > 0 else -1) in signs)


def _needed(facts: Facts, after: int) -> tuple[float, float]:
    """What a gap must exceed, as a share of the target, and the least it must be.

    Band and unit of earlier months are not known: those of today hold for the latest two months, and before that
    only what is missing by any usual band and by the lot that was traded as well.
    """
    band = facts.number("rebalance_band")
    if facts.months[after] == facts.last_month:
        return band, 0.0
    usual = next(n(cell.default) for cell in LEDGER.cells if cell.key == "rebalance_band")
    columns = zip(facts.column("log", "signed"), facts.column("log", "time"), strict=True)
    traded = [abs(n(units)) for units, time in columns if units is not None and n(time) < n(facts.months[after]) + 1]
    lot = next((lot for lot in LOTS if traded and all(units % lot == 0 for units in traded)), 0)
    return max(band, USUAL * usual), max(facts.number("min_unit"), lot)


def _kind(facts: Facts, row: int, after: int, twice: tuple[float, float], needed: tuple[float, float]) -> str | None:
    """The code of a month if so many units before it, and until a month later, never were."""
    columns = ("current", "target_units")
    values = [facts.column("monthly", key)[index] for index in (row, after) for key in columns]
    if not all(is_number(value) for value in values):
        return None
    held, target, later, next_target = (n(value) for value in values)
    held, later = held - twice[0], later - twice[1]
    trade, again = (REBALANCE(*pair, facts.number("rebalance_band")) for pair in ((held, target), (later, next_target)))
    side = 1 if trade > 0 else -1
    missing = side * (target - later)
    if not trade or missing <= needed[0] * abs(target) + NOISE or missing < needed[1] or side * again <= 0:
        return None
    return _OVER_CODE if side < 0 and later >= held else _LEFT_CODE


def _finding(facts: Facts, code: str, run: list[int]) -> Finding:
    row = run[-1]
    current = [n(value) for value in facts.column("monthly", "current")]
    text = filled(
        _OVER if code == _OVER_CODE else _LEFT,
        month=f"{from_serial(n(facts.months[row])):%Y-%m}",
        instruction=str(facts.column("monthly", "instruction")[row]),
        moved=f"{current[row + 1] - current[row]:+,.0f}",
        current=f"{current[row + 1]:,.0f}",
        target=f"{n(facts.column('monthly', 'target_units')[row]):,.0f}",
        more=_IN_A_ROW.format(count=len(run)) if len(run) > 1 else "",
    )
    return facts.finding(code, "monthly", row, "instruction", text)
