"""The parameters that the page offers, read from the books' own declarations: label, unit, meaning, limits, default."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

from hedge_xl.core.language import Language, Text
from workbook.spec import Book, Cell, Value
from workbook.text import WORDS

SETTINGS: Final = frozenset({"policy", "settings"})
"""The sheets that hold a book's parameters."""
FIRST_SHOWN: Final = 6
"""Parameters that stand open on the page; the others wait in a fold."""

Form = Literal["number", "percent", "date", "choice", "text"]


@dataclass(frozen=True)
class Field:
    """One parameter as the page asks for it."""

    book: str
    cell: Cell
    label: Text
    unit: Text
    meaning: Text

    @property
    def name(self) -> str:
        """Its name in the form that is sent."""
        return f"{self.book}.{self.cell.key}"

    @cached_property
    def form(self) -> Form:
        """How it is typed."""
        if self.cell.validation is not None and self.cell.validation.kind == "list":
            return "choice"
        if "yy" in self.cell.format:
            return "date"
        if self.cell.format == "@" or self.cell.default_word:
            return "text"
        return "percent" if "%" in self.cell.format else "number"

    @property
    def required(self) -> bool:
        """Whether it must not be blank: what has a value from the start."""
        return self.cell.default is not None or bool(self.cell.default_word)

    def choices(self, language: Language) -> list[tuple[str, str]]:
        """What it may be, by word key."""
        rule = self.cell.validation
        return [(key, WORDS[key].of(language)) for key in rule.choices] if rule is not None else []

    def default(self, language: Language) -> str:
        """What stands in it from the start: a choice by its word key, a percentage in per cent."""
        if self.form == "choice":
            return self.cell.default_word
        if self.cell.default_word:
            return WORDS[self.cell.default_word].of(language)
        return shown(self.cell.default, self.form)

    def limits(self, language: Language) -> str:
        """What it accepts, in the unit in which it is typed."""
        rule = self.cell.validation
        if rule is None or rule.kind == "list":
            return ""
        if rule.kind != "decimal":
            return rule.message.of(language)
        low, high = (shown(limit, self.form) for limit in (rule.minimum, rule.maximum))
        sign = "%" if self.form == "percent" else ""
        if rule.maximum is None:
            tiny = rule.minimum is not None and 0 < rule.minimum < 1e-3
            above = Text("0より大きい数", "above 0") if tiny else Text(f"{low}{sign}以上", f"{low}{sign} or more")
            return above.of(language)
        return Text(f"{low}〜{high}{sign}", f"{low} to {high}{sign}").of(language)


def shown(value: Value, form: Form) -> str:
    """A value as it is typed into the page."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    return f"{float(value) * 100 if form == 'percent' else float(value):.12g}"


@dataclass(frozen=True)
class Group:
    """The parameters under one heading of the sheet."""

    title: Text
    fields: tuple[Field, ...]


def groups(book: Book) -> tuple[Group, ...]:
    """Every parameter of a book, under the headings of its sheet."""
    return tuple(group for group in _groups(book) if group.fields)


def fields(book: Book) -> Iterator[Field]:
    """Every parameter of a book."""
    return (field for group in groups(book) for field in group.fields)


def _groups(book: Book) -> Iterator[Group]:
    for sheet in book.sheets:
        if sheet.key in SETTINGS:
            for block in sheet.blocks:
                found = (_field(book, row) for row in block.rows)
                yield Group(block.title, tuple(field for field in found if field is not None))


def _field(book: Book, row: tuple[object, ...]) -> Field | None:
    """A row of `workbook.parts.parameters`: label, value, unit, meaning, source."""
    if len(row) != 5:
        return None
    label, cell, unit, meaning, _ = row
    if not isinstance(cell, Cell) or cell.kind != "input":
        return None
    if not (isinstance(label, Text) and isinstance(unit, Text) and isinstance(meaning, Text)):
        return None
    return Field(book.key, cell, label, unit, meaning)
