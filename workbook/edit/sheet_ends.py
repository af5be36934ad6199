"""What stands before and after a sheet's rows and speaks of ranges: where rules apply, links, the used range."""

import re
from collections.abc import Callable, Sequence
from typing import Final

from lxml import etree
from openpyxl.utils import get_column_letter, range_boundaries

from workbook.edit.references import Area, References
from workbook.edit.sheet_rows import EndEditor, Frame, OddSheetError
from workbook.ooxml import MAIN, main

# Elements whose `ref` says where they apply; a merged range is one that never lies within a table.
_PLACED: Final = frozenset(("autoFilter", "sortState", "sortCondition", "hyperlink"))
_FORMULAS: Final = frozenset(("f", "formula", "formula1", "formula2"))
_LOOKS_ONLY: Final = frozenset(("selection", "pane"))
_DIMENSION: Final = re.compile(rb"(<(?:[\w.-]+:)?dimension\s[^>]*?ref\s*=\s*[\"'])([A-Z0-9:]+)")


def tail_editor(references: References, home: str, check: Callable[[list[str]], None]) -> EndEditor:
    """An editor of what follows the rows of sheet ``home``; ``check`` is told of the merged ranges first."""

    def edit(frame: Frame, tail: bytes) -> bytes:
        end = _end(frame, tail)
        root = frame.parse(tail[:end])
        check([cell.get("ref", "") for cell in root.iter(main("mergeCell"))])
        changed = [_edited(element, references, home) for element in root.iter(etree.Element)]
        return frame.unparse(root) + tail[end:] if any(changed) else tail

    return edit


def _end(frame: Frame, tail: bytes) -> int:
    """Where the root is closed; only comments may follow."""
    found = re.search(rb"</" + re.escape(frame.name) + rb"\s*>(?:\s|<!--.*?-->|<\?.*?\?>)*\Z", tail, re.DOTALL)
    if found is None:
        raise OddSheetError
    return found.start()


def _edited(element: etree._Element, references: References, home: str) -> bool:
    """Bring one element up to date; whether it changed."""
    name = etree.QName(element)
    changed = False
    if "sqref" in element.attrib and name.localname not in _LOOKS_ONLY:
        changed = _set(element, "sqref", references.ranges(element.get("sqref", ""), home))
    if "ref" in element.attrib and name.localname in _PLACED:
        changed |= _set(element, "ref", references.ranges(element.get("ref", ""), home))
    text = element.text or ""
    if name.localname == "sqref":
        new = references.ranges(text, home)
    elif name.localname in _FORMULAS:
        # A sparkline over a table of one row names one cell; in a rule such a reference is to that cell alone.
        new = references.formula(text, home, cells=name.namespace != MAIN and _of_sparkline(element))
    else:
        new = text
    if new != text:
        element.text = new
        return True
    return changed


def _of_sparkline(element: etree._Element) -> bool:
    parent = element.getparent()
    return parent is not None and etree.QName(parent).localname == "sparkline"


def _set(element: etree._Element, name: str, value: str) -> bool:
    if element.get(name) == value:
        return False
    element.set(name, value)
    return True


def head_editor(used: Sequence[Area]) -> EndEditor:
    """An editor of what precedes the rows: the sheet's used range takes in the new cells."""

    def edit(frame: Frame, head: bytes) -> bytes:
        return _DIMENSION.sub(lambda match: match[1] + _wider(match[2].decode(), used).encode(), head, count=1)

    return edit


def _wider(ref: str, used: Sequence[Area]) -> str:
    left, top, right, bottom = range_boundaries(ref)
    areas = [Area(top, left, bottom, right), *used]
    first = f"{get_column_letter(min(area.left for area in areas))}{min(area.top for area in areas)}"
    last = f"{get_column_letter(max(area.right for area in areas))}{max(area.bottom for area in areas)}"
    return first if first == last else f"{first}:{last}"
