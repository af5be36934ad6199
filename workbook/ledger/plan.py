"""A change in the making: what it does so far, in operations and in words, and what the ledger's checks say of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Final

from hedge_xl.core.language import Language, Text
from workbook.change import Change, GrowTable, changed
from workbook.finding import filled
from workbook.following import growth
from workbook.ledger import LEDGER
from workbook.ledger.months import known_months
from workbook.ledger.new_marks import Mark, new_marks, refuse_faults
from workbook.spec import Inputs, Value
from workbook.twin import Model

_GROWN: Final = Text("「{sheet}」の表を {rows} 行に", "{sheet} table grown to {rows} rows")
Movable = Callable[[str, int], None]
"""Raises when the rows of a table cannot move down from that row on."""


@dataclass
class Plan:
    """``lines`` say what changes, ``notes`` what does not or is worth knowing, ``marks`` what the checks newly find."""

    before: Inputs
    language: Language
    inputs: Inputs
    change: Change = field(default_factory=Change)
    lines: list[Text] = field(default_factory=list)
    notes: list[Text] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)

    @classmethod
    def of(cls, inputs: Inputs, language: Language) -> "Plan":
        """Nothing planned yet."""
        return cls(inputs, language, inputs)

    @cached_property
    def model(self) -> Model:
        """The ledger as it would be."""
        return Model(LEDGER, self.inputs, self.language)

    @cached_property
    def model_before(self) -> Model:
        """The ledger as it is."""
        return Model(LEDGER, self.before, self.language)

    @cached_property
    def months_before(self) -> dict[date, int]:
        """The months that the ledger holds, and their rows."""
        return known_months(self.before, "monthly")

    def h_before(self, month: date) -> Value:
        """The h of a month as the ledger is; None for one that it does not hold."""
        row = self.months_before.get(month)
        return None if row is None else self.model_before.value("monthly", row, "h_policy")

    def do(self, change: Change, *lines: Text) -> None:
        """Add to the plan, and look at the ledger as it will be from here on."""
        self.inputs = changed(self.inputs, change)
        self.__dict__.pop("model", None)  # it is of the inputs until now
        self.change += change
        self.lines += lines

    def lengthen(self) -> None:
        """Make the tables that follow another one as long as it is, where anything changes at all."""
        lengths = {key: len(rows) for key, rows in self.inputs.tables.items()}
        for operation in growth(LEDGER, lengths).operations if self.change else ():
            assert isinstance(operation, GrowTable)
            sheet = LEDGER.sheet_of(operation.table).title
            self.do(Change((operation,)), filled(_GROWN, sheet=sheet, rows=operation.rows))

    def judge(self) -> None:
        """Ask the ledger's own checks. HedgeError when they find a fault that was not there before."""
        if self.change:
            self.marks = new_marks(self.model_before, self.model)
            refuse_faults(self.marks)
