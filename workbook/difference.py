"""One difference between two workbooks, in words and as data."""

from dataclasses import dataclass
from typing import Final, Literal

from hedge_xl.core.language import Language, Text
from workbook.finding import filled

Code = Literal[
    "parameter",
    "row-added",
    "row-removed",
    "row-changed",
    "rows",
    "order",
    "formula",
    "book",
    "sheet",
    "part",
    "result",
]
_CHANGED: Final = Text("{what}: {before} → {after}", "{what}: {before} → {after}")
_SAID: Final = Text("{what}: {after}", "{what}: {after}")


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs, and how it reads before and after; without ``before``, what is said of it."""

    code: Code
    what: Text
    before: Text | None
    after: Text

    @property
    def text(self) -> Text:
        """One line."""
        if self.before is None:
            return filled(_SAID, what=self.what, after=self.after)
        return filled(_CHANGED, what=self.what, before=self.before, after=self.after)

    def line(self, language: Language) -> str:
        """One line for a person."""
        return self.text.of(language)

    def as_json(self) -> dict[str, object]:
        """The same for a program."""
        found: dict[str, object] = {"code": self.code, "what": self.what.as_json(), "after": self.after.as_json()}
        if self.before is not None:
            found["before"] = self.before.as_json()
        return found
