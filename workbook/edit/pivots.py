"""Pivot tables over the range of a table: their source grows with it. Those over the table's name need nothing."""

from collections.abc import Iterator

from workbook.edit.references import References
from workbook.edit.whole_part import to_part
from workbook.ooxml import main
from workbook.package import Package


def grown_pivots(package: Package, references: References) -> Iterator[tuple[str, bytes]]:
    """The pivot caches whose source grows."""
    for part in package.related(package.workbook_part, "pivotCacheDefinition"):
        root = package.xml(part)
        changed = False
        for source in root.iter(main("worksheetSource")):
            ref = source.get("ref", "")
            new = references.ranges(ref, source.get("sheet", ""))
            if new != ref:
                source.set("ref", new)
                changed = True
        if changed:
            yield part, to_part(root)
