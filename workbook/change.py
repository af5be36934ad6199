"""What a command changes in a workbook, by meaning: the same plan edits a closed file and can edit an open one.

A plan knows tables and named cells by their keys, never addresses. `changed` is the one definition of what a plan
does to the inputs; whoever edits a file must arrive at a file with exactly these inputs.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from workbook.spec import Inputs, Value


@dataclass(frozen=True, slots=True)
class SetParameter:
    """Type a value into a named input cell."""

    key: str
    value: Value


@dataclass(frozen=True, slots=True)
class SetValue:
    """Type a value into the input column of an existing row, counted from 0; None clears it."""

    table: str
    row: int
    column: str
    value: Value


@dataclass(frozen=True, slots=True)
class AppendRow:
    """Add a row: into the first of the blank rows that a table ends with, or below the last row."""

    table: str
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GrowTable:
    """Make a table at least so many rows long; new rows have blank inputs."""

    table: str
    rows: int


Operation = SetParameter | SetValue | AppendRow | GrowTable


@dataclass(frozen=True, slots=True)
class Change:
    """Operations in the order in which they are done."""

    operations: tuple[Operation, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.operations)

    def __add__(self, other: "Change") -> "Change":
        return Change(self.operations + other.operations)


def changed(inputs: Inputs, change: Change) -> Inputs:
    """The inputs after a change; the given ones stay as they are."""
    touched = {op.table for op in change.operations if not isinstance(op, SetParameter)}
    tables = {key: [dict(row) for row in rows] if key in touched else rows for key, rows in inputs.tables.items()}
    after = Inputs(dict(inputs.cells), tables, set(inputs.below))
    free: dict[str, int] = {}
    for operation in change.operations:
        _apply(after, operation, free)
    return after


def _apply(inputs: Inputs, operation: Operation, free: dict[str, int]) -> None:
    """One operation; ``free`` remembers where each table's next appended row goes."""
    if isinstance(operation, SetParameter):
        inputs.cells[operation.key] = operation.value
        return
    rows = inputs.tables[operation.table]
    if isinstance(operation, SetValue):
        rows[operation.row][operation.column] = operation.value
        free.pop(operation.table, None)
    elif isinstance(operation, GrowTable):
        rows.extend({} for _ in range(operation.rows - len(rows)))
    else:
        place = free[operation.table] if operation.table in free else first_free(rows)
        if place == len(rows):
            rows.append({})
        rows[place].update(operation.values)
        free[operation.table] = place + 1


def first_free(rows: list[dict[str, Value]]) -> int:
    """Index of the first of the blank rows at the end; the number of rows when the last one is filled."""
    place = len(rows)
    while place and all(value is None for value in rows[place - 1].values()):
        place -= 1
    return place
