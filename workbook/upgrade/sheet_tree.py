"""One sheet's XML as a tree to which cells, rules, widths and heights are added; what is there stays where it is."""

import re
from copy import deepcopy
from typing import Final, Self

from lxml import etree
from openpyxl.utils import column_index_from_string, get_column_letter, range_boundaries

from workbook.edit.plain_sheet import plain_sheet
from workbook.edit.row_patch import drop
from workbook.edit.whole_part import to_part
from workbook.ooxml import escape, main, parse_xml
from workbook.package import Package

_CHILDREN: Final = (
    "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios "
    "autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations "
    "hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches "
    "ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF drawingHF picture oleObjects controls "
    "webPublishItems tableParts extLst"
)
_ORDER: Final = _CHILDREN.split()
Position = tuple[int, int]


class SheetTree:
    """The tree, with its rows and cells found by number."""

    def __init__(self, root: etree._Element, package: Package, part: str) -> None:
        self.root, self._package, self.part = root, package, part
        data = root.find(main("sheetData"))
        assert data is not None
        self._data = data
        self._rows = {int(row.get("r", "0")): row for row in data.iterchildren(main("row"))}
        self._cells = {_position(cell): cell for cell in data.iter(main("c"))}

    @classmethod
    def of(cls, package: Package, part: str) -> Self:
        """The tree of a part; one whose rows or cells carry no numbers is made plain first."""
        root = package.xml(part)
        if any(item.get("r") is None for item in root.iter(main("row"), main("c"))):
            root = parse_xml(plain_sheet(package.read(part), part, package.file), part, package.file)
        return cls(root, package, part)

    def save(self) -> None:
        """Put the part back into its package."""
        self._package.put(self.part, to_part(self.root))

    # --- cells ------------------------------------------------------------------------------------------

    def cell(self, row: int, column: int) -> etree._Element | None:
        """The element of a cell, if there is one."""
        return self._cells.get((row, column))

    @property
    def places(self) -> list[Position]:
        """Where there are cells."""
        return list(self._cells)

    def make(self, row: int, column: int) -> etree._Element:
        """The element of a cell, blank if it is new."""
        found = self._cells.get((row, column))
        if found is not None:
            return found
        line = self._row(row)
        if "spans" in line.attrib:
            del line.attrib["spans"]  # only a hint, and now a wrong one
        made = etree.Element(main("c"), r=f"{get_column_letter(column)}{row}")
        follower = next((cell for cell in line.iterchildren(main("c")) if _position(cell)[1] > column), None)
        if follower is None:
            line.append(made)
        else:
            follower.addprevious(made)
        self._cells[row, column] = made
        self._reach(row, column)
        return made

    def words(self, row: int, column: int, text: str) -> None:
        """Let a cell hold a text; its format stays."""
        cell = self.make(row, column)
        for child in list(cell):
            cell.remove(child)
        cell.set("t", "inlineStr")
        etree.SubElement(etree.SubElement(cell, main("is")), main("t")).text = escape(text)

    def formula(self, row: int, column: int, text: str) -> None:
        """Let a cell hold a formula; its format stays, and its value until it is computed."""
        cell = self.make(row, column)
        for name in ("f", "is"):
            for old in cell.findall(main(name)):
                cell.remove(old)
        made = etree.Element(main("f"))
        made.text = escape(text)
        cell.insert(0, made)

    def forget(self, row: int, column: int) -> None:
        """Let a formula show nothing until a spreadsheet computes it."""
        cell = self.cell(row, column)
        if cell is not None and cell.find(main("f")) is not None:
            for name in ("v", "is"):
                for old in cell.findall(main(name)):
                    cell.remove(old)
            for name in ("t", "vm"):
                drop(cell, name)

    def copy(self, source: etree._Element, row: int, column: int) -> None:
        """A cell like another one, its place apart."""
        cell = self.make(row, column)
        for child in list(cell):
            cell.remove(child)
        for name, value in source.attrib.items():
            if name != "r":
                cell.set(name, value)
        cell.extend(deepcopy(child) for child in source)

    def _row(self, number: int) -> etree._Element:
        if number not in self._rows:
            made = etree.Element(main("row"), r=str(number))
            later = [known for known in self._rows if known > number]
            if later:
                self._rows[min(later)].addprevious(made)
            else:
                self._data.append(made)
            self._rows[number] = made
        return self._rows[number]

    def _reach(self, row: int, column: int) -> None:
        """The area in use, as the sheet states it, takes the cell in."""
        found = self.root.find(main("dimension"))
        if found is not None:
            left, top, right, bottom = range_boundaries(found.get("ref", "A1"))
            first = f"{get_column_letter(min(left, column))}{min(top, row)}"
            found.set("ref", f"{first}:{get_column_letter(max(right, column))}{max(bottom, row)}")

    # --- sizes ------------------------------------------------------------------------------------------

    def height(self, row: int) -> str | None:
        """The height that was given to a row."""
        found = self._rows.get(row)
        return None if found is None else found.get("ht")

    def heighten(self, row: int, height: str | None) -> None:
        """Give a row a height."""
        if height is not None:
            self._row(row).set("ht", height)
            self._row(row).set("customHeight", "1")

    def width(self, column: int) -> str | None:
        """The width that was given to a column."""
        found = self._col(column)
        return None if found is None else found.get("width")

    def widen(self, column: int, width: str | None) -> None:
        """Give a column a width, unless the user has given it one."""
        if width is None or self._col(column) is not None:
            return
        group = self.root.find(main("cols"))
        if group is None:
            group = self.place(etree.Element(main("cols")))
        made = etree.Element(main("col"), min=str(column), max=str(column), width=width, customWidth="1")
        follower = next((item for item in group if int(item.get("min", "0")) > column), None)
        if follower is None:
            group.append(made)
        else:
            follower.addprevious(made)

    def _col(self, column: int) -> etree._Element | None:
        """The entry for a column; one for all columns to the end is nobody's choice for this one."""
        items = self.root.iterfind(f"{main('cols')}/{main('col')}")
        return next((i for i in items if int(i.get("min", "0")) <= column <= int(i.get("max", "0"))), None)

    # --- rules ------------------------------------------------------------------------------------------

    def place(self, element: etree._Element) -> etree._Element:
        """Add a child where the schema has it, behind others of its name."""
        rank = _ORDER.index(etree.QName(element).localname)
        before = [item for item in self.root if isinstance(item.tag, str) and _rank(item) <= rank]
        if before:
            before[-1].addnext(element)
        else:
            self.root.insert(0, element)
        return element

    def copy_rules(self, source: "SheetTree", origin: Position, target: Position, rows: int) -> list[etree._Element]:
        """Add the validations and conditional formats of a cell there to ``rows`` cells here; the latter's rules."""
        old, new = address(*origin), address(*target)
        area = new if rows == 1 else f"{new}:{address(target[0] + rows - 1, target[1])}"
        for item in source.root.iterfind(f"{main('dataValidations')}/{main('dataValidation')}"):
            if _begins(item, old):
                self._add_validation(_moved(item, area, old, new))
        rules = []
        for item in source.root.iterfind(main("conditionalFormatting")):
            if _begins(item, old):
                made = self.place(_moved(item, area, old, new))
                rules += list(made.iterchildren(main("cfRule")))
        last = max(
            (int(rule.get("priority", "0")) for rule in self.root.iter(main("cfRule")) if rule not in rules), default=0
        )
        for number, rule in enumerate(rules, start=last + 1):
            rule.set("priority", str(number))
        return rules

    def _add_validation(self, item: etree._Element) -> None:
        group = self.root.find(main("dataValidations"))
        if group is None:
            group = self.place(etree.Element(main("dataValidations")))
        group.append(item)
        group.set("count", str(len(group.findall(main("dataValidation")))))


def address(row: int, column: int) -> str:
    """Such as ``C12``."""
    return f"{get_column_letter(column)}{row}"


def _position(cell: etree._Element) -> Position:
    letters = (cell.get("r") or "").rstrip("0123456789")
    return int((cell.get("r") or "")[len(letters) :]), int(column_index_from_string(letters))


def _rank(item: etree._Element) -> int:
    name = etree.QName(item).localname
    return _ORDER.index(name) if name in _ORDER else -1


def _begins(item: etree._Element, cell: str) -> bool:
    """Whether the area that a rule is about begins with that cell."""
    return (item.get("sqref") or "").split(" ")[0].split(":")[0] == cell


def _moved(item: etree._Element, area: str, old: str, new: str) -> etree._Element:
    """A rule for another area; its formulas are about the area's first cell and know no other by its place."""
    made = deepcopy(item)
    made.set("sqref", area)
    exact = re.compile(rf"(?<![\w$.]){old}(?![\w(])")
    for formula in made.iter(main("formula"), main("formula1"), main("formula2")):
        formula.text = exact.sub(new, formula.text or "")
    return made
