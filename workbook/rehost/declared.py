"""Formulas that stand outside the cells: what new rows of tables get, names, rules."""

import re
from typing import Final

from lxml import etree

from workbook.edit.titles import titles, worksheet_parts
from workbook.edit.whole_part import to_part
from workbook.formulas import same_formula
from workbook.hosts import known_call
from workbook.ooxml import escape, main, unescape
from workbook.package import Package
from workbook.read import FoundTable
from workbook.rehost.plan import Planner

_FORMULAS: Final = ("calculatedColumnFormula", "totalsRowFormula")
_RULE: Final = re.compile(rb"<(?:[\w.-]+:)?formula[12]?>([^<]*)<")
_CALL: Final = re.compile(r"[\w.]+(?=\()")


def respell_tables(package: Package, planner: Planner) -> None:
    """The formulas that new rows and totals rows of every table get."""
    ours = {table.table.part: table for table in planner.opened.tables.values()}
    for sheet in package.related(package.workbook_part, "worksheet"):
        for part in package.related(sheet, "table"):
            root = package.xml(part)
            if _respell_table(root, ours.get(part), planner):
                package.put(part, to_part(root))


def _respell_table(root: etree._Element, table: FoundTable | None, planner: Planner) -> bool:
    changed = False
    ours = {} if table is None else {number - table.table.ref[1]: key for key, number in table.columns.items()}
    for place, column in enumerate(root.iterfind(f"{main('tableColumns')}/{main('tableColumn')}")):
        for item in (found for tag in _FORMULAS for found in column.iterfind(main(tag))):
            text = unescape(item.text or "")
            new = text
            spec = table.spec.column(ours[place]) if table is not None and place in ours else None
            if table is not None and spec is not None and spec.kind != "input" and item.tag == main(_FORMULAS[0]):
                old, wanted = planner.texts(spec, table.spec)
                new = wanted if same_formula(text, old) else text
            if new == text:
                where = f"{root.get('displayName')}[{column.get('name')}]"
                new = planner.respelled(text, where)
            if new != text:
                item.text = escape(new)
                changed = True
    return changed


def respell_names(package: Package, planner: Planner) -> None:
    """Names of the user's that stand for a formula."""
    root = package.xml(package.workbook_part)
    changed = False
    for item in root.iterfind(f"{main('definedNames')}/{main('definedName')}"):
        text = unescape(item.text or "")
        new = planner.respelled(text, item.get("name", ""))
        if new != text:
            item.text = escape(new)
            changed = True
    if changed:
        package.put(package.workbook_part, to_part(root))


def rules_that_call(package: Package) -> list[str]:
    """Sheets with conditional formats or validations that call a function of ours: these are not respelled."""
    found = []
    listed = dict(zip(worksheet_parts(package), titles(package), strict=False))
    for part, title in listed.items():
        data = package.read(part)
        rules = (match[1].decode("utf-8", "replace") for match in _RULE.finditer(data, data.rfind(b"</sheetData")))
        if any(known_call(name) for rule in rules for name in _CALL.findall(rule)):
            found.append(title)
    return found
