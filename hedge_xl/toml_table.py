"""A TOML file of facts, read table by table, with one line of complaint for whatever is wrong in it."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from hedge_xl.core.errors import HedgeError
from hedge_xl.core.language import Text
from hedge_xl.functions.settings import current_language

_DAY: Final = Text("調べた日(2026-10-01 の形、引用符なし)", "the day you looked it up (2026-10-01, without quotes)")
_NUMBER: Final = Text("数値(引用符なし)", "a number without quotes")
_TABLE: Final = Text("表([contracts.JP225] の形)", "a table, as [contracts.JP225]")
_TABLES: Final = Text("表の並び([[pairs]] の形)", "an array of tables, as [[pairs]]")
_WORD: Final = Text("引用符で囲んだ言葉", "a text in quotes")


class InstrumentsError(HedgeError):
    """A file of instruments that cannot be read or understood; `argument` names the file and the place in it."""

    def __init__(self, text: Text, where: str) -> None:
        super().__init__(text, where)
        self.language = current_language()


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the file, whose values are asked for by key and checked as they come."""

    file: str
    where: str
    values: dict[str, Any]
    name: str = ""

    def wrong(self, key: str, came: object, needed: Text) -> InstrumentsError:
        """What came and what is needed, at a key or, without one, in the table's own name."""
        text = Text(f"{came!r:.60} です。{needed.ja} が必要です", f"{came!r:.60} came; {needed.en} is needed")
        return InstrumentsError(text, f"{self.where} {key}".strip())

    def only(self, keys: Iterable[str]) -> None:
        """A mistyped key must not be passed over."""
        for key in self.values:
            if key not in keys:
                raise self.wrong("", key, one_of(keys))

    def tables(self, key: str) -> list["Table"]:
        """The named tables of a table."""
        return [self._inner(f"{key}.{name}", name, inner) for name, inner in self._typed(key, dict, _TABLE, {}).items()]

    def list_of(self, key: str) -> list["Table"]:
        """The tables of an array of tables."""
        found = self._typed(key, list, _TABLES, [])
        return [self._inner(f"{key} {number}", "", inner) for number, inner in enumerate(found, start=1)]

    def number(self, key: str, largest: float) -> float:
        """A number above 0."""
        value = self._typed(key, (int, float), _NUMBER)
        if isinstance(value, bool) or not 0 < value <= largest:
            raise self.wrong(key, value, Text(f"0より大きく {largest:g} 以下の数", f"a number above 0, to {largest:g}"))
        return float(value)

    def word(self, key: str, default: str | None = None) -> str:
        """A text that is not blank."""
        value: str = self._typed(key, str, _WORD, default)
        if not value.strip():
            raise self.wrong(key, value, _WORD)
        return value

    def choice(self, key: str, allowed: tuple[Any, ...], default: str | None = None) -> Any:
        """One of a few words."""
        value = self.word(key, default)
        if value not in allowed:
            raise self.wrong(key, value, one_of(allowed))
        return value

    def capitals(self, key: str, value: str) -> str:
        """A symbol: written in small letters it would stand beside the built-in one instead of replacing it."""
        if value != value.upper() or value != value.strip():
            raise self.wrong(key, value, Text("大文字", "capital letters"))
        return value

    def day(self, key: str) -> date:
        """The day on which the fact was looked up."""
        value = self._typed(key, date, _DAY)
        if type(value) is not date:
            raise self.wrong(key, str(value), _DAY)
        return value

    def source(self) -> str:
        """Where the fact comes from: this file, if it does not say."""
        return self.word("source", self.file)

    def _inner(self, place: str, name: str, values: object) -> "Table":
        if not isinstance(values, dict):
            raise self.wrong(place, values, _TABLE)
        return Table(self.file, f"{self.where} [{place}]", values, name)

    def _typed(self, key: str, kind: type | tuple[type, ...], needed: Text, default: Any = None) -> Any:
        """The value of a key, of the type it must have."""
        value = self.values.get(key, default)
        if value is None:
            raise InstrumentsError(
                Text(f"ありません。{needed.ja} が必要です", f"it is missing; {needed.en} is needed"),
                f"{self.where} {key}",
            )
        if not isinstance(value, kind):
            raise self.wrong(key, value, needed)
        return value


def read_table(file: Path) -> Table:
    """The whole file as one table."""
    try:
        return Table(str(file), str(file), tomllib.loads(file.read_text(encoding="utf-8-sig")))
    except OSError as error:
        text = Text("読めません({reason})", "it cannot be read ({reason})").format(reason=error.strerror)
    except (ValueError, RecursionError) as error:
        text = Text("UTF-8のTOMLではありません({reason})", "it is not TOML in UTF-8 ({reason})").format(reason=error)
    raise InstrumentsError(text, str(file))


def one_of(allowed: Iterable[str]) -> Text:
    """What is needed where only a few words are allowed."""
    words = ", ".join(allowed)
    return Text(f"次のどれか: {words}", f"one of {words}")
