"""One workbook's formats in another: those it lacks are appended to its styles part, all others keep their numbers."""

from collections.abc import Callable
from copy import deepcopy
from typing import Final

from lxml import etree

from workbook.edit.whole_part import to_part
from workbook.ooxml import main
from workbook.package import Package

# The schema fixes the order of the children of a styles part.
_ORDER: Final = tuple(
    main(tag)
    for tag in (
        "numFmts",
        "fonts",
        "fills",
        "borders",
        "cellStyleXfs",
        "cellXfs",
        "cellStyles",
        "dxfs",
        "tableStyles",
        "colors",
        "extLst",
    )
)
_FIRST_OWN_FORMAT: Final = 164  # number formats below are Excel's own and the same everywhere
_PARTS_OF_A_FORMAT: Final = (("fontId", "fonts"), ("fillId", "fills"), ("borderId", "borders"))


class Styles:
    """The formats of a package that takes over formats of another."""

    def __init__(self, package: Package, source: Package) -> None:
        self._package = package
        (self._part,) = package.related(package.workbook_part, "styles")
        self._root = package.xml(self._part)
        (part,) = source.related(source.workbook_part, "styles")
        self._source = source.xml(part)
        self._known: dict[tuple[str, int], int] = {}
        self._spelled: dict[str, dict[bytes, int]] = {}

    def cell_format(self, number: int) -> int:
        """The number here of a cell format there."""
        return self._once("cellXfs", number, self._adopt_cell_format)

    def rule_format(self, number: int) -> int:
        """The number here of the format that a conditional format or a table has there."""
        return self._piece("dxfs", number)

    def save(self) -> None:
        """Put the styles part back, if anything was appended."""
        if self._known:
            self._package.put(self._part, to_part(self._root))

    def _piece(self, kind: str, number: int) -> int:
        return self._once(kind, number, lambda index: self._adopt(kind, self._theirs(kind)[index]))

    def _once(self, kind: str, number: int, adopt: Callable[[int], int]) -> int:
        if (kind, number) not in self._known:
            self._known[kind, number] = adopt(number)
        return self._known[kind, number]

    def _adopt_cell_format(self, number: int) -> int:
        theirs = self._theirs("cellXfs")
        if not theirs:
            return 0
        made = deepcopy(theirs[number])
        for name, kind in _PARTS_OF_A_FORMAT:
            made.set(name, str(self._piece(kind, int(made.get(name, "0")))))
        made.set("numFmtId", str(self._number_format(int(made.get("numFmtId", "0")))))
        made.set("xfId", "0")
        return self._adopt("cellXfs", made)

    def _number_format(self, number: int) -> int:
        if number < _FIRST_OWN_FORMAT:
            return number
        code = next(item.get("formatCode") for item in self._theirs("numFmts") if item.get("numFmtId") == str(number))
        group = self._group("numFmts")
        taken = {int(item.get("numFmtId", "0")): item.get("formatCode") for item in group}
        known = next((key for key, other in taken.items() if other == code), None)
        if known is None:
            known = max(_FIRST_OWN_FORMAT - 1, *taken, 0) + 1
            etree.SubElement(group, main("numFmt"), numFmtId=str(known), formatCode=code or "")
            group.set("count", str(len(group)))
            self._known["numFmts", number] = known
        return known

    def _adopt(self, kind: str, item: etree._Element) -> int:
        """The number of an equal item here, appended if there is none."""
        group = self._group(kind)
        if kind not in self._spelled:
            self._spelled[kind] = {}
            for number, known in enumerate(group.iterchildren(f"{{*}}{etree.QName(item).localname}")):
                self._spelled[kind].setdefault(_spelled(known), number)
        numbers = self._spelled[kind]
        spelling = _spelled(item)
        if spelling not in numbers:
            numbers[spelling] = len(list(group.iterchildren(item.tag)))
            group.append(deepcopy(item))
            group.set("count", str(len(list(group.iterchildren(item.tag)))))
        return numbers[spelling]

    def _group(self, kind: str) -> etree._Element:
        """A group of formats here, made in its place when it is missing."""
        found = self._root.find(main(kind))
        if found is None:
            found = etree.Element(main(kind), count="0")
            later = _ORDER[_ORDER.index(main(kind)) + 1 :]
            follower = next((child for child in self._root if child.tag in later), None)
            if follower is None:
                self._root.append(found)
            else:
                follower.addprevious(found)
        return found

    def _theirs(self, kind: str) -> list[etree._Element]:
        group = self._source.find(main(kind))
        return [] if group is None else [item for item in group if isinstance(item.tag, str)]


def _spelled(item: etree._Element) -> bytes:
    """One spelling for equal items, whatever the order of attributes, prefixes, and blanks between elements."""
    plain = etree.Element(item.tag, {str(name): str(value) for name, value in item.attrib.items()})
    for child in item:
        if isinstance(child.tag, str):
            plain.append(etree.fromstring(_spelled(child)))
    return etree.tostring(plain, method="c14n", exclusive=True)
