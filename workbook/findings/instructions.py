"""Were the instructions carried out? A month's trade belongs into the next month, or the hedge drifts on."""

from collections.abc import Iterator
from typing import Final

from hedge_xl.core.checks import NOISE
from hedge_xl.core.language import Text
from workbook.finding import Finding, filled
from workbook.findings.facts import Facts
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
    values = {key: facts.column("monthly", key) for key in ("trade", "current", "target_units")}
    trade, again = values["trade"][row], values["trade"][after]
    held, later, target = values["current"][row], values["current"][after], values["target_units"][row]
    if not all(is_number(value) for value in (trade, again, held, later, target)) or not n(trade):
        return None
    if facts.doubt < n(facts.months[after]) + 1:
        return None
    side = 1 if n(trade) > 0 else -1
    missing = side * (n(target) - n(later))
    if missing <= facts.number("rebalance_band") * abs(n(target)) + NOISE or side * n(again) <= 0:
        return None
    return _OVER_CODE if side < 0 and n(later) >= n(held) else _LEFT_CODE


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
