"""An entry of the register of checks."""

from dataclasses import dataclass
from typing import Literal

from hedge_xl.core.language import Text
from workbook.finding import Severity

Group = Literal["structure", "formulas", "file", "inputs", "rows", "conduct", "costs"]


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that can be wrong: its stable code, how bad it is, why it matters and what to do about it.

    ``family`` is the pattern of codes that are the same check of different cells, such as ``parameter-*``.
    """

    code: str
    severity: Severity
    group: Group
    title: Text
    why: Text
    fix: Text
    source: str
    family: str = ""
