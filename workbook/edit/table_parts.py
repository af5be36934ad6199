"""A table's own part, when the table grows: its range, its filter, and the formulas that new rows get."""

from lxml import etree

from workbook.dialect import Dialect
from workbook.edit.growth import Growth
from workbook.edit.references import References
from workbook.edit.whole_part import to_part
from workbook.ooxml import escape, main
from workbook.read import FoundTable, Opened
from workbook.wanted import wanted_formula


def lacks_formulas(found: FoundTable) -> bool:
    """Whether another program has dropped a formula that new rows get."""
    computed = [column.key for column in found.spec.columns if column.kind != "input"]
    return any(found.table.calculated[found.columns[key] - found.table.ref[1]] is None for key in computed)


def grown_table(opened: Opened, growth: Growth, references: References, dialect: Dialect) -> bytes:
    """The part with every range in it grown, and with column formulas that another program has dropped."""
    found = growth.found
    root = opened.package.xml(found.table.part)
    for element in root.iter(etree.Element):
        if "ref" in element.attrib:
            element.set("ref", references.ranges(element.get("ref", ""), found.sheet.name))
        if element.tag in (main("calculatedColumnFormula"), main("totalsRowFormula")):
            element.text = references.formula(element.text or "", found.sheet.name)
    columns = list(root.iterfind(f"{main('tableColumns')}/{main('tableColumn')}"))
    for column in found.spec.columns:
        element = columns[found.columns[column.key] - growth.left]
        if column.kind != "input" and element.find(main("calculatedColumnFormula")) is None:
            formula = etree.Element(main("calculatedColumnFormula"))
            formula.text = escape(wanted_formula(opened, dialect, column, found.spec))
            element.insert(0, formula)
    return to_part(root)
