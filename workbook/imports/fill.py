"""One fill as a broker's file tells it, and all that was found in such a file."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Final, Literal

from hedge_xl.core.language import Text
from workbook.finding import filled

Side = Literal["SELL", "BUY"]
OTHER_SIDE: Final[dict[Side, Side]] = {"SELL": "BUY", "BUY": "SELL"}

_LINE: Final = Text("{file} {line}行目", "{file} line {line}")
_GIVEN: Final = Text("指定の約定", "the fill given")
_FAULT: Final = Text("{place}: {text}", "{place}: {text}")
_IN_COLUMN: Final = Text("{place} 「{column}」", '{place} "{column}"')


def on_one_line(text: Text) -> Text:
    """A message whose quotations may hold line breaks."""
    return Text(" ".join(text.ja.split()), " ".join(text.en.split()))


def place_of(file: str, line: int) -> Text:
    """A line of a file; one that was typed stands in none."""
    return _LINE.format(file=file, line=line) if file else _GIVEN


@dataclass(slots=True)  # not frozen: there may be very many, and they would take three times as long to make
class Fill:
    """A fill: the ledger's inputs by their keys, the time as a serial number of Japan's clock."""

    id: str
    side: Side
    qty: float
    price: float
    time: float
    quote: float | None = None
    comment: str | None = None
    order_type: str | None = None
    order_time: float | None = None
    roll: str | None = None
    file: str = ""
    line: int = 0
    part: bool = False  # of an order number that may stand in several rows

    @property
    def place(self) -> Text:
        """Where it stands in its file."""
        return place_of(self.file, self.line)


@dataclass(frozen=True, slots=True)
class Fault:
    """A row that cannot be taken, and why."""

    file: str
    line: int
    text: Text
    column: str = ""

    @property
    def message(self) -> Text:
        """One line: file, line, column, what is wrong."""
        place = place_of(self.file, self.line)
        if self.column:
            place = filled(_IN_COLUMN, place=place, column=self.column)
        return on_one_line(filled(_FAULT, place=place, text=self.text))


@dataclass(slots=True)
class FillsFile:
    """What a file holds: fills, rows that cannot be taken, and what was left out or assumed, to be told."""

    file: str
    kind: Text
    fills: list[Fill] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    other_symbols: Counter[str] = field(default_factory=Counter)
    left_out: Counter[Text] = field(default_factory=Counter)
    assumed: list[Text] = field(default_factory=list)
    swaps: dict[str, float] = field(default_factory=dict)
    costs: float = 0.0
    currency: str = ""

    def add_swap(self, month: str, amount: float) -> None:
        """Count a swap to its month."""
        if amount:
            self.swaps[month] = round(self.swaps.get(month, 0.0) + amount, 6)
