"""The h that the user fixed: within the policy, and changed only when the change is worth its cost.

What the policy allows is today's Policy sheet, so only the latest month is held against it: earlier months were
decided under the rules of their day.
"""

from collections.abc import Iterator
from typing import Final

from hedge_xl.core.checks import NOISE
from hedge_xl.core.language import Text
from workbook.finding import Finding, filled
from workbook.findings.facts import Facts
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
    """At most one finding for a fixed h."""
    fixed, before = facts.column("monthly", "h_fixed"), facts.column("monthly", "h_prev")
    for row, month in enumerate(facts.months):
        if month is None or month < facts.recent or not is_number(fixed[row]):
            continue
        h = n(fixed[row])
        found = _beyond(facts, h) if month == facts.last_month else None
        if found is None and is_number(before[row]):
            found = _too_small(facts, h, n(before[row]))
        if found is not None:
            yield facts.finding(found[0], "monthly", row, "h_fixed", found[1])


def _beyond(facts: Facts, h: float) -> tuple[str, Text] | None:
    """What today's policy says against an h."""
    policy, structural, step = facts.model.cell("policy"), facts.number("structural_h"), facts.number("trend_step")
    floor, cap = facts.number("h_floor"), facts.number("h_cap")
    word = next(key for key in _ALLOWED if WORDS[key].of(facts.opened.language) == policy)
    if word in ("pol_trend", "pol_hstar") and not floor - ROUNDING < h < cap + ROUNDING:
        return "monthly-h-outside", filled(_OUTSIDE, h=h, low=floor, high=cap)
    low, high = {
        "pol_none": (0.0, 0.0),
        "pol_full": (1.0, 1.0),
        "pol_struct": (structural, structural),
        "pol_trend": (structural - step, structural + step),
        "pol_hstar": (floor, cap),
    }[word]
    if low - ROUNDING < h < high + ROUNDING:
        return None
    return "monthly-h-step", filled(_STEP, h=h, low=low, high=high, policy=str(policy))


_ALLOWED: Final = ("pol_none", "pol_full", "pol_struct", "pol_trend", "pol_hstar")


def _too_small(facts: Facts, h: float, before: float) -> tuple[str, Text] | None:
    threshold = facts.number("policy_threshold")
    if not ROUNDING <= abs(h - before) < threshold - NOISE:
        return None
    return "monthly-h-threshold", filled(_THRESHOLD, h=h, before=before, threshold=threshold)
