"""What a check of a workbook has to say."""

from dataclasses import dataclass
from typing import Final, Literal

from hedge_xl.core.language import LANGUAGES, Language, Text, same
from workbook.cell_values import CellValue, ErrorValue
from workbook.text import WORDS

Severity = Literal["error", "warning", "info"]
SEVERITIES: Final[tuple[Severity, ...]] = ("error", "warning", "info")  # the worst first
MARKS: Final[dict[Severity, Text]] = {
    "error": WORDS["mark_fault"],
    "warning": WORDS["mark_note"],
    "info": same("・"),
}
_BLANK: Final = Text("空欄", "(blank)")
_MARKED: Final = same("{mark} {text}")
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
        return f"{MARKS[self.severity].of(language)} {self.where}: {self.text.of(language)} [{self.code}]"

    def as_json(self) -> dict[str, str | dict[str, str]]:
        """The same for a program."""
        return {
            "code": self.code,
            "severity": self.severity,
            "sheet": self.sheet,
            "cell": self.cell,
            "message": self.text.as_json(),
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


def marked(severity: Severity, text: Text) -> Text:
    """A line that begins with the mark of its severity."""
    return filled(_MARKED, mark=MARKS[severity], text=text)


def unmarked(name: Text) -> Text:
    """A check's name without the mark that stands for its severity."""
    return Text(name.ja.lstrip("×△－ "), name.en.lstrip("×△－ "))


def row_code(table: str, word: str) -> str:
    """The code of what a table's check column shows."""
    return f"{table}-{word.removeprefix('chk_').replace('_', '-')}"


def other_code(count: str) -> str:
    """The code of a check that has a counting cell only."""
    return count.removeprefix("n_").replace("_", "-")
