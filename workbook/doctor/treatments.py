"""What puts a file right before it is computed anew: formulas, what new rows get, and how the workbook calculates.

Each treatment changes parts of the package in memory, and none of them an input.
"""

from collections import defaultdict
from typing import Final

from lxml import etree

from workbook.cells import XlsxSheet
from workbook.dialect import Dialect
from workbook.doctor.cell_xml import NewFormula, Place, put_formulas
from workbook.edit.cell_changes import style_beside
from workbook.edit.whole_part import to_part
from workbook.formulas import same_formula
from workbook.ooxml import escape, main
from workbook.read import Opened
from workbook.wanted import wanted_formula

_SETTINGS: Final = ("calcMode", "fullPrecision")  # automatic and exact are what holds without them


def original_formulas(opened: Opened) -> None:
    """The original formula into every cell that has another one or none."""
    dialect = Dialect(opened.book, opened.host, opened.language)
    sheets: dict[str, XlsxSheet] = {sheet.part: sheet for sheet in opened.file.sheets}
    wanted: defaultdict[str, dict[Place, NewFormula]] = defaultdict(dict)
    for table in opened.tables.values():
        for column in table.spec.columns:
            if column.kind == "input":
                continue
            formula = wanted_formula(opened, dialect, column, table.spec)
            for index, stored in enumerate(table.formulas(column.key)):
                if stored is None or not same_formula(stored, formula):
                    new = NewFormula(formula, style_beside(table, index, column.key))
                    wanted[table.sheet.part][table.at(index, column.key)] = new
    for found in opened.cells.values():
        if found.spec.kind != "input":
            formula, cell = wanted_formula(opened, dialect, found.spec), found.cell
            if cell is None or cell.formula is None or not same_formula(cell.formula, formula):
                wanted[found.sheet.part][found.row, found.column] = NewFormula(formula, cell.style if cell else 0)
    for part, formulas in wanted.items():
        put_formulas(opened.package, sheets[part], formulas)


def column_formulas(opened: Opened) -> None:
    """The formulas that new rows get, where a program has dropped or changed them."""
    dialect = Dialect(opened.book, opened.host, opened.language)
    for table in opened.tables.values():
        root = opened.package.xml(table.table.part)
        columns = list(root.iterfind(f"{main('tableColumns')}/{main('tableColumn')}"))
        changed = False
        for column in table.spec.columns:
            if column.kind != "input":
                place = table.columns[column.key] - table.table.ref[1]
                formula = wanted_formula(opened, dialect, column, table.spec)
                stored = table.table.calculated[place]
                if stored is None or not same_formula(stored, formula):
                    _set_column(columns[place], formula)
                    changed = True
        if changed:
            opened.package.put(table.table.part, to_part(root))


def _set_column(column: etree._Element, formula: str) -> None:
    element = column.find(main("calculatedColumnFormula"))
    if element is None:
        element = etree.Element(main("calculatedColumnFormula"))
        column.insert(0, element)
    element.text = escape(formula)


def settings(opened: Opened) -> None:
    """Automatic calculation with all digits, and everything computed when the file is opened."""
    package = opened.package
    root = package.xml(package.workbook_part)
    element = root.find(main("calcPr"))
    if element is None:
        return  # Excel's own defaults hold
    for name in _SETTINGS:
        if name in element.attrib:
            del element.attrib[name]
    element.set("fullCalcOnLoad", "1")
    package.put(package.workbook_part, to_part(root))
