"""The h that the user fixed: within the policy, and changed only when the change is worth its cost.

Policy and threshold are those of today's Policy sheet, so only the latest month is held against them: earlier
months were decided under the rules of their day.
"""

from collections.abc import Iterator
from typing import Final

from hedge_xl.core.checks import NOISE
from hedge_xl.core.language import Text
from hedge_xl.functions import HEDGE_POLICY
from workbook.finding import Finding, filled
from workbook.findings.facts import Facts
from workbook.ledger.policy import POLICIES
from workbook.text import WORDS
from workbook.twin import is_number, n

ROUNDING: Final = 0.005
"""h is shown with two decimals: who types what is shown changes nothing."""

_OUTSIDE: Final = Text(
    "確定h {h:.2f} が設定の下限{low:g}〜上限{high:g}の外です。hか設定を直してください。",
    "h fixed at {h:.2f} is outside floor {low:g} and cap {high:g}; correct it or the Policy sheet.",
)
_STEP: Final = Text(
    "確定h {h:.2f} は方針「{policy}」で取れる{low:g}〜{high:g}の外です。hか設定の方針を直してください。",
    'h fixed at {h:.2f} is beyond the {low:g} to {high:g} of the policy "{policy}"; correct it or the Policy sheet.',
)
_THRESHOLD: Final = Text(
    "hを前月の{before:.2f}から{h:.2f}に変えていますが、差が変更しきい値{threshold:g}未満です。前月のhのままにしてください。",
    "h was changed from {before:.2f} to {h:.2f}, by less than the threshold of {threshold:g}; keep the one before.",
)


def ratio_findings(facts: Facts) -> Iterator[Finding]:
    """At most one finding, for an h fixed in the latest month that is not what the policy itself gives."""
    row = next((row for row, month in enumerate(facts.months) if month == facts.last_month), None)
    if row is None or any(later > row for later in facts.faulty("monthly")):
        return  # the latest month is not known
    fixed, before = (facts.column("monthly", key)[row] for key in ("h_fixed", "h_prev"))
    if not is_number(fixed):
        return
    h, given = n(fixed), _given(facts, row)
    if given is not None and _within(h, given, given):
        return
    found = _beyond(facts, h)
    if found is None and is_number(before) and _word(facts) in _ADAPTIVE:
        found = _too_small(facts, h, n(before))
    if found is not None:
        yield facts.finding(found[0], "monthly", row, "h_fixed", found[1])


def _word(facts: Facts) -> str:
    """The policy's word key."""
    policy = facts.model.cell("policy")
    return next(key for key in POLICIES if WORDS[key].of(facts.opened.language) == policy)


def _given(facts: Facts, row: int) -> float | None:
    """The h that an adaptive policy gives for a month, had none been fixed."""
    bases = {"pol_trend": ("trend", facts.number("structural_h")), "pol_hstar": ("h_shrunk", 0.0)}
    if _word(facts) not in bases:
        return None
    column, base = bases[_word(facts)]
    measured, before = (facts.column("monthly", key)[row] for key in (column, "h_prev"))
    if not is_number(measured):
        return None
    limits = (facts.number(key) for key in ("policy_threshold", "h_floor", "h_cap"))
    return float(HEDGE_POLICY(base, n(measured), n(before) if is_number(before) else None, *limits))


def _within(h: float, low: float, high: float) -> bool:
    """Whether h lies between two limits, as far as two decimals tell."""
    return low - ROUNDING - NOISE <= h <= high + ROUNDING + NOISE


def _beyond(facts: Facts, h: float) -> tuple[str, Text] | None:
    """What today's policy says against an h."""
    structural, step = facts.number("structural_h"), facts.number("trend_step")
    floor, cap, word = facts.number("h_floor"), facts.number("h_cap"), _word(facts)
    if word in _ADAPTIVE and not _within(h, floor, cap):
        return "monthly-h-outside", filled(_OUTSIDE, h=h, low=floor, high=cap)
    low, high = {
        "pol_none": (0.0, 0.0),
        "pol_full": (1.0, 1.0),
        "pol_struct": (structural, structural),
        "pol_trend": (structural - step, structural + step),
        "pol_hstar": (floor, cap),
    }[word]
    if _within(h, low, high):
        return None
    return "monthly-h-step", filled(_STEP, h=h, low=low, high=high, policy=str(facts.model.cell("policy")))


_ADAPTIVE: Final = ("pol_trend", "pol_hstar")
"""Policies whose h changes from month to month, and by the threshold at least."""


def _too_small(facts: Facts, h: float, before: float) -> tuple[str, Text] | None:
    threshold = facts.number("policy_threshold")
    if not ROUNDING <= abs(h - before) < threshold - NOISE:
        return None
    return "monthly-h-threshold", filled(_THRESHOLD, h=h, before=before, threshold=threshold)
