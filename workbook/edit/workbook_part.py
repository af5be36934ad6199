"""The workbook part: names over a whole table grow with it, and a spreadsheet is asked to recalculate on opening."""

from typing import Final

from lxml import etree

from workbook.edit.references import References
from workbook.edit.whole_part import to_part
from workbook.ooxml import escape, is_true, main, unescape
from workbook.package import Package

# The schema fixes the order of the workbook's children: these come before calcPr.
_BEFORE_CALCULATION: Final = ("definedNames", "externalReferences", "functionGroups", "sheets")


def edited_workbook(package: Package, references: References) -> bytes | None:
    """The part's new bytes; None when it need not change."""
    root = package.xml(package.workbook_part)
    changed = _recalculate(root)
    for item in root.iterfind(f"{main('definedNames')}/{main('definedName')}"):
        text = unescape(item.text or "")
        new = references.formula(text)
        if new != text:
            item.text = escape(new)
            changed = True
    return to_part(root) if changed else None


def _recalculate(root: etree._Element) -> bool:
    """The user's own formulas may depend on ours, and nobody but a spreadsheet can compute them."""
    element = root.find(main("calcPr"))
    if element is None:
        element = etree.Element(main("calcPr"))
        before = next(found for tag in _BEFORE_CALCULATION if (found := root.find(main(tag))) is not None)
        before.addnext(element)
    if is_true(element.get("fullCalcOnLoad")):
        return False
    element.set("fullCalcOnLoad", "1")
    return True
