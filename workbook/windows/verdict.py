"""What one question about the computer came to."""

from dataclasses import dataclass
from typing import Final, Literal

from hedge_xl.core.language import Language, Text
from workbook.finding import MARKS, Severity

Level = Literal["ok"] | Severity
_FINE: Final = "○"
_FIX: Final = Text("   → {fix}", "   -> {fix}")


@dataclass(frozen=True, slots=True)
class Verdict:
    """A stable code, how bad it is, what was found, and what to do about it."""

    code: str
    level: Level
    text: Text
    fix: Text | None = None

    @property
    def bad(self) -> bool:
        """Whether it stands in the way, or may."""
        return self.level in ("error", "warning")

    def lines(self, language: Language) -> list[str]:
        """One line for a person, and one with what to do."""
        mark = _FINE if self.level == "ok" else MARKS[self.level].of(language)
        lines = [f"{mark} {self.text.of(language)} [{self.code}]"]
        return lines if self.fix is None else [*lines, _FIX.of(language).format(fix=self.fix.of(language))]

    def as_json(self) -> dict[str, object]:
        """The same for a program."""
        fix = None if self.fix is None else self.fix.as_json()
        return {"code": self.code, "level": self.level, "message": self.text.as_json(), "fix": fix}
