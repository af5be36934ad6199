"""What a check of a workbook has to say."""

from dataclasses import dataclass
from typing import Final, Literal

from hedge_xl.core.language import LANGUAGES, Language, Text, same
from workbook.cell_types import CellValue, ErrorValue
from workbook.text import WORDS

Severity = Literal["error", "warning"]
_BLANK: Final = Text("空欄", "(blank)")
_LONG: Final = 60  # characters of a cell's text that a finding quotes


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
        mark = WORDS["mark_fault" if self.severity == "error" else "mark_note"].of(language)
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


def filled(text: Text, /, **values: object) -> Text:
    """Both languages with ``{name}`` filled in, a `Text` with its words in that language."""
    ja, en = (
        text.of(language).format(
            **{key: value.of(language) if isinstance(value, Text) else value for key, value in values.items()}
        )
        for language in LANGUAGES
    )
    return Text(ja, en)


def shown(value: CellValue) -> Text:
    """A cell's value in a message, on one line."""
    if value is None or value == "":
        return _BLANK
    if isinstance(value, float):
        return same(f"{value:.10g}")
    if isinstance(value, str):
        return same(repr(value if len(value) <= _LONG else f"{value[:_LONG]}…"))
    return same(value.text if isinstance(value, ErrorValue) else str(value))
