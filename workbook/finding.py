"""What a check of a workbook has to say."""

from dataclasses import dataclass
from typing import Literal

from hedge_xl.core.language import Language, Text

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: a stable code, how bad it is, where it is, and what to do about it."""

    code: str
    severity: Severity
    sheet: str
    cell: str
    text: Text

    @property
    def where(self) -> str:
        """``sheet!cell``, or the sheet alone."""
        return f"{self.sheet}!{self.cell}" if self.cell else self.sheet

    def line(self, language: Language) -> str:
        """One line for a person."""
        mark = "×" if self.severity == "error" else "△"
        return f"{mark} {self.where}: {self.text.of(language)} [{self.code}]"

    def as_json(self) -> dict[str, str | dict[str, str]]:
        """The same for a program."""
        return {
            "code": self.code,
            "severity": self.severity,
            "sheet": self.sheet,
            "cell": self.cell,
            "message": {"ja": self.text.ja, "en": self.text.en},
        }
