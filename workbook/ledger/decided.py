"""What was decided at a month end: the h that the month's own update told the user, kept in the journal."""

import re
from datetime import date
from typing import Final

from hedge_xl.core.language import Text
from workbook.digest import JOURNAL, digest
from workbook.finding import filled
from workbook.ledger.decision import MOST_H
from workbook.ledger.months import known_months, named
from workbook.ledger.plan import Plan
from workbook.spec import Inputs
from workbook.twin import is_number, n

_SUMMARY: Final = Text("{summary} [h_policy {month} = {h:.15g}]", "{summary} [h_policy {month} = {h:.15g}]")
_RECORD: Final = re.compile(r"\[h_policy (\d{4}-\d\d) = (\d[\d.e+-]*)\]")
SAME_H: Final = 1e-9  # two h that differ by less are the same decision


def with_decision(summary: Text, plan: Plan) -> Text:
    """The journal's line, with the h of the ledger's latest month where the plan decides it or decides it anew."""
    months = known_months(plan.inputs, "monthly")
    if not months:
        return summary
    month = max(months)
    h, before = plan.model.value("monthly", months[month], "h_policy"), plan.h_before(month)
    if not is_number(h) or (is_number(before) and n(before) == n(h)):
        return summary
    return filled(_SUMMARY, summary=summary, month=named(month), h=float(n(h)))


def recorded_h(inputs: Inputs, month: date) -> float | None:
    """The h that the journal's last line about a month holds; None without one."""
    for row in reversed(inputs.tables.get(JOURNAL, [])):
        for found, h in _RECORD.findall(str(row.get("summary") or "")):
            if found == named(month):
                return _number(h)
    return None


def _number(written: str) -> float | None:
    try:
        h = float(written)
    except ValueError:
        return None
    return h if 0 <= h <= MOST_H else None


def edited_by_hand(inputs: Inputs) -> bool:
    """Whether something was typed since the journal's last line; not known, so no, without any line."""
    rows = [row for row in inputs.tables.get(JOURNAL, []) if row.get("after")]
    return bool(rows) and rows[-1]["after"] != digest(inputs)
