"""One thing that ails a file, and what cures it."""

from dataclasses import dataclass
from typing import Final, Literal

from hedge_xl.core.language import Language, Text
from workbook.finding import MARKS, Finding, Severity

# What cures it: computing the file anew, restoring formulas (on request, as the user may have replaced them), taking
# rows into a table, a setting of the workbook; None for what only the user can do.
Cure = Literal["values", "formulas", "rows", "setting", "columns"]

_FIX: Final = Text(" → --fix で直せます", " → --fix repairs it")
_FIX_FORMULAS: Final = Text(" → --fix-formulas で元の式に戻せます", " → --fix-formulas puts the original formula back")


@dataclass(frozen=True, slots=True)
class Ailment:
    """A stable code, how bad it is, where it is (empty: the file as a whole), what to do, and what cures it."""

    code: str
    level: Severity
    where: str
    text: Text
    cure: Cure | None = None

    @classmethod
    def of(cls, finding: Finding, cure: Cure | None) -> "Ailment":
        """The same fault as a check found it."""
        return cls(finding.code, finding.severity, finding.where, finding.text, cure)

    def line(self, language: Language) -> str:
        """One line for a person."""
        where = f"{self.where}: " if self.where else ""
        fix = "" if self.cure is None else (_FIX_FORMULAS if self.cure == "formulas" else _FIX).of(language)
        return f"{MARKS[self.level].of(language)} {where}{self.text.of(language)} [{self.code}]{fix}"

    def as_json(self) -> dict[str, object]:
        """The same for a program."""
        return {
            "code": self.code,
            "level": self.level,
            "where": self.where,
            "message": self.text.as_json(),
            "cure": self.cure,
        }
