"""A workbook of ours with a change made to it, and everything else in the file as it was.

What the change touches is worked out from the file as read; then each part is either rewritten or copied as stored.
"""

from collections.abc import Callable
from typing import Final

from hedge_xl.core.language import Text
from workbook.cells import XlsxSheet
from workbook.change import Change, changed
from workbook.check_findings import UNCOMPUTABLE, why_uncomputable
from workbook.dialect import Dialect
from workbook.edit.calc_chain import edited_chain
from workbook.edit.cell_changes import Patches, patches
from workbook.edit.chart_values import ChartValues
from workbook.edit.charts import chart_parts, edited_chart, own_charts
from workbook.edit.formula_cells import formula_cells
from workbook.edit.growth import Growth, growths, locator
from workbook.edit.new_rows import NewRows
from workbook.edit.obstacles import comments, refuse_comments, refuse_merged, refuse_obstacles
from workbook.edit.pivots import grown_pivots
from workbook.edit.references import Area, References
from workbook.edit.repack import Deflated, repacked
from workbook.edit.replaced import NOTHING, Replaced
from workbook.edit.row_writers import writers
from workbook.edit.sheet_parts import SheetPlan
from workbook.edit.table_parts import grown_table, lacks_formulas
from workbook.edit.user_formulas import add_user_formulas
from workbook.edit.workbook_part import edited_workbook
from workbook.errors import FileError
from workbook.finding import filled
from workbook.read import Opened, require_current
from workbook.spec import Inputs
from workbook.trusted import require_1900
from workbook.twin import Model

_NOT_COMPUTED: Final = Text("計算できない入力があります: {error}", "an input makes it impossible to compute: {error}")


def edited(opened: Opened, change: Change, replaced: Replaced = NOTHING) -> bytes:
    """The file with a change made to it; a `FileError` when that cannot be done without harm.

    Afterwards it holds exactly the inputs of `changed`, every formula cell shows the value of its twin, and new rows
    are like those the writer makes. Parts that need not change keep their stored bytes. What is ``replaced``, and what
    builds on it, keeps the value that is stored.
    """
    require_current(opened)
    return brought_to(opened, changed(opened.inputs, change), replaced)[0]


def brought_to(opened: Opened, after: Inputs, replaced: Replaced = NOTHING) -> tuple[bytes, Model]:
    """The file with exactly those inputs, made as `edited` makes it, and all the values in it."""
    require_current(opened)
    require_1900(opened)
    try:
        edit = Edit(opened, after, replaced)
        return edit.data(), edit.model
    except FileError as error:  # a value that no cell can hold knows nothing of files
        raise FileError(error.text, error.argument or opened.package.file) from error


def model_of(opened: Opened, inputs: Inputs) -> Model:
    """Every value for some inputs, cells addressed where they stand in the file, new rows below the old ones."""
    return Model(opened.book, inputs, opened.language, opened.host, locator(growths(opened, inputs)))


class Edit:
    """One file on its way to other inputs."""

    def __init__(self, opened: Opened, after: Inputs, replaced: Replaced = NOTHING) -> None:
        """Work out what is to be done, and refuse what cannot be."""
        self.opened = opened
        self.replaced = replaced
        self.package = opened.package
        self.tables = growths(opened, after)
        for growth in self.tables.values():
            refuse_obstacles(opened, growth)
            if growth.totals and growth.added:
                refuse_comments(opened, growth, comments(opened.package, growth.found.sheet.part))
        self.growing = [growth for growth in self.tables.values() if growth.added]
        self.references = References(self.growing)
        self.model = model_of(opened, after)
        self.dialect = Dialect(opened.book, opened.host, opened.language)
        self.patches = self._patches(after)
        add_user_formulas(opened, list(self.tables.values()), self.references, self.patches)

    def data(self) -> bytes:
        """The new file."""
        parts: dict[str, bytes | Deflated] = {}
        worksheets = set(self.package.related(self.package.workbook_part, "worksheet"))
        for sheet in self.opened.file.sheets:
            new = self._plan(sheet).written(self.package) if sheet.part in worksheets else None
            if new is not None:
                parts[sheet.part] = new
        parts |= self._chains()
        for growth in self.tables.values():
            if growth.added or lacks_formulas(growth.found):
                parts[growth.found.table.part] = grown_table(self.opened, growth, self.references, self.dialect)
        parts |= self._lookers()
        if parts:
            workbook = edited_workbook(self.package, self.references)
            if workbook is not None:
                parts[self.package.workbook_part] = workbook
        return repacked(self.package, parts)

    def _patches(self, after: Inputs) -> Patches:
        try:
            return patches(self.opened, after, self.model, self.replaced)
        except FileError:
            raise
        except UNCOMPUTABLE as error:
            text = filled(_NOT_COMPUTED, error=why_uncomputable(error))
            raise FileError(text, self.package.file) from error

    def _lookers(self) -> dict[str, bytes]:
        """The parts that look at a table from elsewhere: charts and pivot tables."""
        unknown = self.replaced.keys | self.replaced.built
        values = ChartValues(self.tables, self.opened.cells, self.model, unknown)
        own = own_charts(self.package)
        found = {}
        for part in chart_parts(self.package) if self.growing else sorted(own):
            new = edited_chart(self.package, part, self.references, values, own=part in own)
            if new is not None:
                found[part] = new
        return found | dict(grown_pivots(self.package, self.references) if self.growing else ())

    def _chains(self) -> dict[str, bytes]:
        """Excel's list of formula cells, where the file has one."""
        found = {}
        for part in self.package.related(self.package.workbook_part, "calcChain"):
            new = edited_chain(self.package, part, *formula_cells(self.opened, self.growing, self.patches))
            if new is not None:
                found[part] = new
        return found

    def _plan(self, sheet: XlsxSheet) -> SheetPlan:
        here = [growth for growth in self.growing if growth.found.sheet is sheet]

        def check(merged: list[str]) -> None:
            for growth in here:
                refuse_merged(self.opened, growth, merged)

        used = [Area(growth.first, growth.left, growth.taken.stop - 1, growth.right) for growth in here]
        new_rows = [self._new_rows(growth) for growth in here]
        return SheetPlan(sheet, self.references, check, self.patches.sheets.get(sheet.part, {}), new_rows, used)

    def _new_rows(self, growth: Growth) -> Callable[[], NewRows]:
        columns = writers(self.opened, growth, self.model, self.dialect, self.references)
        return lambda: NewRows(growth, columns, self.references)
