"""From the inputs as they are and as they are to be, to what must be done to an open workbook and nothing more."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from hedge_xl.core.language import Text
from workbook.edit.cell_changes import same_input
from workbook.edit.growth import Growth, growths
from workbook.edit.obstacles import refuse_obstacles
from workbook.edit.row_writers import filled_down
from workbook.errors import FileError
from workbook.live.book import Area, Lengthening
from workbook.read import Opened
from workbook.spec import Inputs, Value

TEXT_FORMAT: Final = "@"
_TOTALS: Final = Text(
    "表「{table}」に集計行があるため、開いたままでは行を足せません。集計行を消すか、閉じてから実行してください。",
    'table "{table}" has a totals row and cannot grow while it is open; remove that row, or close the workbook first.',
)


@dataclass(frozen=True, slots=True)
class Steps:
    """Tables to make longer first, then values to type."""

    lengthenings: tuple[Lengthening, ...]
    areas: tuple[Area, ...]

    @property
    def sheets(self) -> frozenset[str]:
        """The sheets that are written to."""
        return frozenset({table.sheet for table in self.lengthenings} | {area.sheet for area in self.areas})


def steps(opened: Opened, after: Inputs) -> Steps:
    """What brings an open workbook to those inputs; a `FileError` when something stands in the way."""
    growing = [growth for growth in growths(opened, after).values() if growth.added]
    for growth in growing:
        if growth.totals:
            raise FileError(_TOTALS.format(table=growth.found.table.name), opened.package.file)
        refuse_obstacles(opened, growth)
    areas = [*_parameters(opened, after), *_columns(opened, after)]
    return Steps(tuple(map(_lengthening, growing)), tuple(areas))


def touched_tables(opened: Opened, done: Steps) -> frozenset[str]:
    """The names of the tables that are made longer or written into."""
    names = {step.table for step in done.lengthenings}
    for area in done.areas:
        for table in opened.tables.values():
            inside = area.column in table.columns.values() and area.rows.stop > table.rows.start
            if inside and table.sheet.name == area.sheet:
                names.add(table.table.name)
    return frozenset(names)


def _lengthening(growth: Growth) -> Lengthening:
    found = growth.found
    every = range(growth.left, growth.right + 1)
    formulas = {found.columns[column.key] for column in found.spec.columns if column.kind != "input"}
    users = set(every).difference(found.columns.values())
    formulas |= {column for column in users if filled_down(growth, column) is not None}
    return Lengthening(
        sheet=found.sheet.name,
        table=found.table.name,
        ref=found.table.ref,
        bottom=growth.bottom + growth.added,
        computed=tuple(column for column in every if column in formulas),
        typed=tuple(column for column in every if column not in formulas),
    )


def _parameters(opened: Opened, after: Inputs) -> Iterator[Area]:
    for key, found in opened.cells.items():
        value = after.cells.get(key)
        if found.spec.kind == "input" and not same_input(opened.inputs.cells.get(key), value):
            text = found.spec.format == TEXT_FORMAT
            yield Area(found.sheet.name, found.row, found.column, (_plain(value),), text)


def _columns(opened: Opened, after: Inputs) -> Iterator[Area]:
    for key, found in opened.tables.items():
        before, rows = opened.inputs.tables[key], after.tables[key]
        if before is rows:
            continue
        for column in found.spec.inputs:
            values: dict[int, Value] = {}
            for index, row in enumerate(rows):
                old = before[index].get(column.key) if index < len(before) else None
                if not same_input(old, row.get(column.key)):
                    values[found.rows.start + index] = _plain(row.get(column.key))
            for first, run in _runs(values):
                yield Area(found.sheet.name, first, found.columns[column.key], run, column.format == TEXT_FORMAT)


def _runs(values: dict[int, Value]) -> Iterator[tuple[int, tuple[Value, ...]]]:
    """Neighbouring rows together: every call of another program takes its time."""
    first, run = 0, list[Value]()
    for row, value in values.items():
        if run and row != first + len(run):
            yield first, tuple(run)
            run = []
        if not run:
            first = row
        run.append(value)
    if run:
        yield first, tuple(run)


def _plain(value: Value) -> Value:
    return None if value == "" else value
