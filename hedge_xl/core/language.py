"""Japanese and English text side by side: the one type for everything a person reads."""

from dataclasses import dataclass
from typing import Final, Literal, get_args

Language = Literal["ja", "en"]
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in Japanese and English."""

    ja: str
    en: str

    def of(self, language: Language) -> str:
        """The words in one language."""
        return self.ja if language == "ja" else self.en

    def as_json(self) -> dict[str, str]:
        """Both languages, for a program."""
        return {"ja": self.ja, "en": self.en}

    def format(self, **values: object) -> "Text":
        """Both languages with ``{name}`` filled in."""
        return Text(self.ja.format(**values), self.en.format(**values))


def same(words: str) -> Text:
    """Words that are written alike in both languages (symbols, codes, formulas)."""
    return Text(words, words)
