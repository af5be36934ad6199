"""Our files part by part against XlsxWriter's, whose own tests compare with files that Excel saved.

What differs is either the same thing said with an attribute's default, or named below with the reason why it may.
"""

import math
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter
from by_xlsxwriter import by_xlsxwriter
from lxml import etree

from workbook import dynamic_arrays
from workbook.ooxml import OFFICE, main
from workbook.package import CONTENT_TYPES_PART, Package

Said = tuple[str, dict[str, str], str]
"""An element: its name, its attributes, its text."""

TEMPLATES = sorted((Path(__file__).parents[2] / "templates").glob("*.ja.native.xlsx"))
STYLES = {"s", "style", "dxfId", "customFormat"}
"""Numbers of formats: each program counts its own."""
DEFAULTS = {
    "table": {"headerRowCount": "1"},
    "dataValidation": {"errorStyle": "stop", "operator": "between", "showDropDown": "0"},
    "pageSetUpPr": {"fitToPage": "0"},
    "pageSetup": {"fitToWidth": "1", "fitToHeight": "1", "orientation": "default"},
    "sheetFormatPr": {"baseColWidth": "8"},
    "sheet": {"state": "visible"},
    "selection": {"activeCell": "A1", "sqref": "A1", "pane": "topLeft"},
    "tableStyleInfo": {"showFirstColumn": "0", "showLastColumn": "0", "showRowStripes": "0", "showColumnStripes": "0"},
    "outlinePr": {"summaryBelow": "1", "summaryRight": "1"},
    "c": {"t": "n"},
    "brk": {"min": "0"},
}
"""What the schema means where nothing is said."""
IGNORED = {
    (
        "table",
        "totalsRowShown",
    ): "whether a totals row was ever shown; of no effect without one",
    ("tabColor", "rgb"): "the first two digits are a transparency that Excel does not know; the colour is compared",
    ("sheetView", "tabSelected"): "Excel selects the tab that is active",
    ("sheetView", "zoomScaleNormal"): "where it is missing Excel takes zoomScale",
    ("selection", "activeCell"): "which cell the cursor is on when the file opens",
    ("selection", "sqref"): "which cell the cursor is on when the file opens",
    ("pageMargins", "header"): "the margin of a header that no sheet has",
    ("definedName", "hidden"): "XlsxWriter cannot hide a name",
    ("tablePart", f"{{{OFFICE}}}id"): "each program numbers relationships; what they point to is compared",
    ("row", "spans"): "a hint for reading faster",
}
LEFT_OUT = {
    "oddHeader": "empty",
    "evenHeader": "empty",
    "evenFooter": "empty",
    "firstHeader": "empty",
    "firstFooter": "empty",
    "outlinePr": "says only its defaults",
    "selection": "where the cursor is",
    "workbookProtection": "empty",
    "fileVersion": "XlsxWriter says that it is Excel",
    "workbookPr": "which version's theme is the default",
    "drawing": "charts are not written again",
    "bookViews": "size and place of the window",
    "calcPr": "XlsxWriter names the version of Excel that computed the values; nobody has computed ours but us",
}
"""Elements that do not count, and why."""
USUAL_HEIGHT = 15
MISTAKEN = ("_xlfn.NORM.DIST(", "NORMSDIST(")
"""In a table's formulas XlsxWriter takes the old function for the new one, as its point stands for any letter."""


@pytest.fixture(scope="module", params=TEMPLATES, ids=lambda path: path.name)
def pair(request: pytest.FixtureRequest) -> tuple[Package, Package]:
    """A template and the same by XlsxWriter."""
    data = request.param.read_bytes()
    return Package(data, "ours.xlsx"), Package(by_xlsxwriter(data), "theirs.xlsx")


def said(element: etree._Element) -> Iterator[Said]:
    """What an element and those inside it say, without what goes without saying."""
    name = etree.QName(element).localname
    if name in LEFT_OUT:
        return
    attributes = {
        key: value
        for key, value in element.attrib.items()
        if key not in STYLES and (name, key) not in IGNORED and DEFAULTS.get(name, {}).get(key) != value
    }
    if name == "tabColor":
        attributes["colour"] = element.get("rgb", "")[2:]
    if name == "pageSetUpPr" and not attributes:
        return
    yield name, attributes, (element.text or "").replace(*MISTAKEN)
    for item in element:
        if isinstance(item.tag, str):
            yield from said(item)


def parts(package: Package, kind: str) -> list[str]:
    sheets = package.related(package.workbook_part, "worksheet")
    return list(sheets) if kind == "worksheet" else [part for sheet in sheets for part in package.related(sheet, kind)]


def both(pair: tuple[Package, Package], kind: str) -> Iterator[tuple[etree._Element, etree._Element]]:
    """The parts of a kind, in order."""
    ours, theirs = (parts(package, kind) for package in pair)
    assert len(ours) == len(theirs) >= 3
    for one, other in zip(ours, theirs, strict=True):
        yield pair[0].xml(one), pair[1].xml(other)


# --- parts ------------------------------------------------------------------------------------------


def test_tables_are_the_same(pair: tuple[Package, Package]) -> None:
    for ours, theirs in both(pair, "table"):
        assert list(said(ours)) == list(said(theirs))


def test_sheets_are_the_same_but_for_their_cells(pair: tuple[Package, Package]) -> None:
    for ours, theirs in both(pair, "worksheet"):
        mine, his = ([item for item in root if etree.QName(item).localname not in LEFT_OUT] for root in (ours, theirs))
        assert [item.tag for item in mine] == [item.tag for item in his]
        for one, other in zip(mine, his, strict=True):
            if etree.QName(one).localname == "mergeCells":
                assert set(map(str, said_in(one))) == set(map(str, said_in(other)))
            elif etree.QName(one).localname not in ("sheetData", "cols"):
                assert list(said(one)) == list(said(other))


def said_in(element: etree._Element) -> Iterator[Said]:
    """What those inside an element say, in whatever order."""
    for item in element:
        yield from said(item)


def test_columns_are_as_wide(pair: tuple[Package, Package]) -> None:
    for ours, theirs in both(pair, "worksheet"):
        # XlsxWriter writes whole pixels, of which a character has seven.
        assert widths(ours) == pytest.approx(widths(theirs), abs=0.5 / 7)


def widths(root: etree._Element) -> dict[int, float]:
    """Every column's width: XlsxWriter says once what several columns have in common."""
    return {
        number: float(item.get("width", "0"))
        for item in root.iter(main("col"))
        for number in range(int(item.get("min", "0")), int(item.get("max", "0")) + 1)
    }


def test_every_cell_is_the_same(pair: tuple[Package, Package]) -> None:
    count = 0
    texts = shared(pair[1])
    for ours, theirs in both(pair, "worksheet"):
        rows = zip(ours.iter(main("row")), theirs.iter(main("row")), strict=True)
        for one, other in rows:
            # XlsxWriter rounds heights to whole pixels
            assert row(one) == pytest.approx(row(other), abs=0.75)
            mine, his = (list(filled(found, texts)) for found in (one, other))
            assert [item[:2] for item in mine] == [item[:2] for item in his]
            assert [values for values in zip(mine, his, strict=True) if not alike(values[0][2], values[1][2])] == []
            count += len(mine)
    assert count > 300


def filled(row: etree._Element, texts: list[str]) -> Iterator[tuple[str, str | None, float | str]]:
    """The cells of a row that hold something; a blank one has nothing but a format."""
    found = (cell(item, texts) for item in row)
    return (item for item in found if item[1:] != (None, ""))


def alike(one: float | str, other: float | str) -> bool:
    """XlsxWriter writes 16 digits, we as many as it takes."""
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=1e-15)
    return one == other


def row(item: etree._Element) -> dict[str, float]:
    """Its number and height; of the usual height XlsxWriter says nothing."""
    found = {key: float(value) for key, value in next(said(item))[1].items()}
    return {"r": found["r"]} if found.get("ht") == USUAL_HEIGHT else found


def shared(package: Package) -> list[str]:
    (part,) = package.related(package.workbook_part, "sharedStrings")
    return ["".join(item.itertext()) for item in package.xml(part)]


def cell(item: etree._Element, texts: list[str]) -> tuple[str, str | None, float | str]:
    """Where a cell is, its formula and its value; a text is a text wherever it is kept, and an empty one a blank."""
    kind, value = item.get("t", "n"), item.findtext(main("v")) or ""
    place, formula = item.get("r", ""), item.findtext(main("f"))
    if kind == "inlineStr":
        return place, formula, "".join(item.itertext())
    if kind == "s":
        return place, formula, texts[int(value)]
    if kind == "n":
        return place, formula, float(value) if value else ""
    return place, formula, f"{kind}: {value}" if kind != "str" else value


def test_names_are_the_same(pair: tuple[Package, Package]) -> None:
    ours, theirs = (
        sorted(
            (name, tuple(sorted(attributes.items())), text.replace("'", ""))
            for item in package.xml(package.workbook_part).iter(main("definedName"))
            for name, attributes, text in said(item)
        )
        for package in pair
    )
    assert {item for item in ours if item not in theirs} == {item for item in theirs if item not in ours} == set()
    assert len(ours) == len(theirs) > 20


def test_the_workbook_part_has_the_same_order(pair: tuple[Package, Package]) -> None:
    ours, theirs = (
        [name for item in package.xml(package.workbook_part) if (name := etree.QName(item).localname) not in LEFT_OUT]
        for package in pair
    )
    assert ours == theirs


def test_content_types_and_relationships_are_the_same(pair: tuple[Package, Package]) -> None:
    """But for texts, which we keep in their cells, our own properties, and charts."""
    ours, theirs = (package.content_types()[0] for package in pair)
    ours = {part: kind for part, kind in ours.items() if not part.startswith(("xl/charts/", "xl/drawings/"))}
    assert ours.keys() - theirs.keys() == {"docProps/custom.xml"}
    assert theirs.keys() - ours.keys() == {"xl/sharedStrings.xml"}
    assert all(ours[part] == theirs[part] for part in ours.keys() & theirs.keys())
    for part in ("", "xl/workbook.xml", *parts(pair[0], "worksheet")):
        one, other = ({(link.type, link.target) for link in package.rels(part).values()} for package in pair)
        assert {kind.rpartition("/")[2] for kind, _ in one ^ other} <= {"custom-properties", "sharedStrings", "drawing"}


# --- dynamic arrays ---------------------------------------------------------------------------------


def test_dynamic_arrays_are_marked_as_xlsxwriter_marks_them() -> None:
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.add_worksheet().write_dynamic_array_formula("A1:A1", "=_xldudf_HSTAR(B1:B3)", None, 3)
    theirs = Package(out.getvalue(), "theirs.xlsx")
    assert theirs.read(dynamic_arrays.PART) == dynamic_arrays.METADATA
    assert theirs.content_types()[0][dynamic_arrays.PART] == dynamic_arrays.CONTENT_TYPE
    links = {link.target: link.type for link in theirs.rels(theirs.workbook_part).values()}
    assert links[dynamic_arrays.PART] == dynamic_arrays.RELATIONSHIP
    made = etree.fromstring(f'<c xmlns="{theirs.xml("xl/worksheets/sheet1.xml").nsmap[None]}" r="A1"/>')
    formula = etree.SubElement(made, main("f"))
    formula.text = "_xldudf_HSTAR(B1:B3)"
    etree.SubElement(made, main("v")).text = "3"
    dynamic_arrays.make_dynamic(made, formula, 1)
    assert list(said(made)) == list(said(next(theirs.xml("xl/worksheets/sheet1.xml").iter(main("c")))))
    assert CONTENT_TYPES_PART in theirs


# --- the comparison itself --------------------------------------------------------------------------


def test_every_ignored_difference_has_a_reason_and_no_other_is_passed_over() -> None:
    assert all(IGNORED.values())
    assert all(LEFT_OUT.values())
    table = '<table xmlns="x" id="1" ref="A1:B2" headerRowCount="{}" totalsRowShown="0" s="5"/>'
    one, other, none = (list(said(etree.fromstring(table.format(value)))) for value in ("1", "0", "1"))
    assert one == none == [("table", {"id": "1", "ref": "A1:B2"}, "")]
    assert one != other
