"""Excel's limits: every one that a package breaks is found, and what is just within one is not."""

from collections.abc import Callable

import pytest
from customise_xml import WORKSHEET_ORDER as ORDER
from customise_xml import editing, placed
from ledgers import Edit, book, part, small_file, table
from lxml import etree
from package_checks import problems
from package_limits import formula_limits, length, limits, looks_like_a_cell, name_limits, nesting

from workbook.ooxml import main
from workbook.package import Package

SHEET = "xl/worksheets/sheet4.xml"
APP = "docProps/app.xml"


def first(name: str, tag: str, change: Callable[[etree._Element], None]) -> Edit:
    """A change to the first element of that tag in a part."""

    def edit(package: Package) -> None:
        with editing(package, name) as root:
            change(next(root.iter(main(tag))))

    return edit


def formula(text: str) -> Edit:
    return first(SHEET, "f", lambda item: setattr(item, "text", text))


def validation(**attributes: str) -> Edit:
    return first(SHEET, "dataValidation", lambda item: item.attrib.update(attributes))


def listed(text: str) -> Edit:
    """A list to choose from."""

    def change(item: etree._Element) -> None:
        item.set("type", "list")
        for old in list(item):
            item.remove(old)
        etree.SubElement(item, main("formula1")).text = text

    return first(SHEET, "dataValidation", change)


def rule(text: str) -> Edit:
    return first(SHEET, "cfRule", lambda item: setattr(item[0], "text", text))


def named(name: str, text: str = "1") -> Edit:
    def change(root: etree._Element) -> None:
        etree.SubElement(root, main("definedName"), name=name).text = text

    return first("xl/workbook.xml", "definedNames", change)


def merged(*refs: str) -> Edit:
    def edit(package: Package) -> None:
        with editing(package, SHEET) as root:
            listed = placed(root, etree.Element(main("mergeCells"), count=str(len(refs))), ORDER)
            for ref in refs:
                etree.SubElement(listed, main("mergeCell"), ref=ref)

    return edit


def heading(change: Callable[[etree._Element], None]) -> Edit:
    """A change to the cell that heads the first column of a table."""

    def edit(package: Package) -> None:
        (name,) = package.related(SHEET, "table")
        corner = package.xml(name).get("ref", "").partition(":")[0]
        with editing(package, SHEET) as root:
            change(next(cell for cell in root.iter(main("c")) if cell.get("r") == corner))

    return edit


def number(cell: etree._Element) -> None:
    for old in list(cell):
        cell.remove(old)
    cell.set("t", "n")
    etree.SubElement(cell, main("v")).text = "1"


def computed(cell: etree._Element) -> None:
    text = "".join(cell.itertext())
    for old in list(cell):
        cell.remove(old)
    cell.set("t", "str")
    etree.SubElement(cell, main("f")).text = '"x"'
    etree.SubElement(cell, main("v")).text = text


def titles(package: Package) -> None:
    """As Excel writes them, and one too few."""
    space = "http://schemas.openxmlformats.org/officeDocument/2006/"
    with editing(package, APP) as root:
        made = etree.fromstring(
            f'<x xmlns="{space}extended-properties" xmlns:vt="{space}docPropsVTypes"><HeadingPairs><vt:vector>'
            "<vt:variant><vt:lpstr>Worksheets</vt:lpstr></vt:variant><vt:variant><vt:i4>2</vt:i4></vt:variant>"
            '</vt:vector></HeadingPairs><TitlesOfParts><vt:vector size="1"><vt:lpstr>月次</vt:lpstr></vt:vector>'
            "</TitlesOfParts></x>"
        )
        root.extend(list(made))


CELL = "IF(" * 64 + "1" + ")" * 64
FAULTS: dict[str, tuple[Edit, str]] = {
    "a formula too long": (formula("1+" * 4096 + "1"), "formula of 8193 characters"),
    "a formula with too deep a nest": (formula("IF(" + CELL + ")"), "nested 65 deep"),
    "a formula with its sign": (formula("=1"), "begins with ="),
    "too many arguments": (formula(f"SUM({','.join('1' * 256)})"), "256 arguments"),
    "a column formula too long": (
        table("Monthly", lambda root: setattr(next(root.iter(main("calculatedColumnFormula"))), "text", "1+" * 4097)),
        "column formula: a formula of 8194",
    ),
    "a rule too long": (rule("1+" * 4097), "cfRule: a formula of 8194"),
    "a validation too deep": (listed("IF(" + CELL + ")"), "dataValidation: functions nested 65"),
    "a name like a cell": (named("FX150"), "FX150 reads as a cell"),
    "a name like the last cell": (named("xfd1"), "xfd1 reads as a cell"),
    "a name like R1C1": (named("r1c1"), "r1c1 reads as a cell"),
    "a name like a whole row": (named("R"), "R reads as a cell"),
    "a name with a space": (named("h cap"), "'h cap' is no name"),
    "a name that begins with a digit": (named("1h"), "'1h' is no name"),
    "a name too long": (named("h" * 256), "is no name"),
    "a name of a formula too long": (named("long", "1+" * 4097), "name long: a formula of 8194"),
    "a table like a cell": (table("Monthly", lambda root: root.set("name", "FX2")), "name: FX2 reads as a cell"),
    "a table of two names": (table("Monthly", lambda root: root.set("name", "Other")), "and displayName Monthly"),
    "a filter beside its table": (
        table("Monthly", lambda root: next(root.iter(main("autoFilter"))).set("ref", "A1:B2")),
        "a filter over A1:B2",
    ),
    "a column's name too long": (
        table("Monthly", lambda root: next(root.iter(main("tableColumn"))).set("name", "月" * 256)),
        "a column's name of 256",
    ),
    "a prompt too long": (validation(prompt="𠮟" * 128), "prompt of 256 characters"),
    "a title too long": (validation(promptTitle="月" * 33), "promptTitle of 33"),
    "an error too long": (validation(error="e" * 256), "error of 256"),
    "an error's title too long": (validation(errorTitle="e" * 33), "errorTitle of 33"),
    "a list too long": (listed('"' + "a," * 128 + '"'), "a list of 256 characters"),
    "a validation of nothing": (listed(""), "no formula"),
    "a column too wide": (first(SHEET, "col", lambda item: item.set("width", "256")), "a column 256 wide"),
    "a row too high": (first(SHEET, "row", lambda item: item.set("ht", "410")), "a row 410 high"),
    "merged cells that overlap": (merged("A1:B1", "B1:C1"), "B1:C1 overlap A1:B1"),
    "merged cells in a table": (merged("A1:Z999"), "merged cells A1:Z999 overlap"),
    "a heading that is a number": (heading(number), "heading 1.0 is no text"),
    "a heading that is computed": (heading(computed), "is no text"),
    "a text too long": (heading(lambda cell: setattr(next(cell.iter(main("t"))), "text", "x" * 32_768)), "of 32768"),
    "a date that is none": (part("docProps/core.xml", b"Z</dcterms:modified>", b"?</dcterms:modified>"), "modified"),
    "properties of one number": (part("docProps/custom.xml", b'pid="3"', b'pid="2"'), "numbers ["),
    "properties of one name": (
        part("docProps/custom.xml", b'name="hedge_xl.schema"', b'name="HEDGE_XL.TEMPLATE"'),
        "hedge_xl.template 2 times",
    ),
    "titles that do not add up": (titles, "1 titles for 2"),
    "a sheet's title with a slash": (book('name="月次"', 'name="月/次"'), "sheet title"),
    "a sheet's title too long": (book('name="月次"', f'name="{"月" * 32}"'), "sheet title"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_found(name: str) -> None:
    package = Package(small_file(), "ledger.xlsx")
    edit, words = FAULTS[name]
    edit(package)
    found = list(problems(package))
    assert any(words in line for line in found), found


def test_too_many_styles(monkeypatch: pytest.MonkeyPatch) -> None:
    package = Package(small_file(), "ledger.xlsx")
    formats = package.xml("xl/styles.xml").find(main("cellXfs"))
    assert formats is not None
    monkeypatch.setattr("package_limits.MOST_STYLES", len(formats))
    assert list(limits(package)) == []
    monkeypatch.setattr("package_limits.MOST_STYLES", len(formats) - 1)
    assert list(limits(package)) == [f"styles: {len(formats)} cell formats"]


@pytest.mark.parametrize(
    "edit",
    [
        formula("1+" * 4095 + "11"),
        formula(CELL),
        formula(f"SUM({','.join('1' * 255)})"),
        named("XFE1"),
        named("RC_1"),
        named("月1"),
        named("h" * 255),
        validation(prompt="𠮟" * 127, promptTitle="月" * 32, error="e" * 255, errorTitle="e" * 32),
        listed('"' + "a," * 127 + 'b"'),
        listed("$A$1:$A$300"),
        merged("A1:B1", "C1:D1"),
        first(SHEET, "col", lambda item: item.set("width", "255")),
        first(SHEET, "row", lambda item: item.set("ht", "409.5")),
    ],
)
def test_what_is_just_within_a_limit_is_not_reported(edit: Edit) -> None:
    package = Package(small_file(), "ledger.xlsx")
    edit(package)
    assert list(limits(package)) == []


@pytest.mark.parametrize(
    ("formula", "depth", "arguments"),
    [
        ("1+2", 0, 0),
        ("SUM(A1,(B1,C1),2)", 1, 3),
        ("(((1)))", 0, 0),
        ('IF(A1="),(",SUM(1,2),"")', 2, 3),
        ("SUM('a,(b''s'!A1,1)", 1, 2),
        ("SUM({1,2;3,4},5)", 1, 2),
        ("SUM(T[[#This Row],[a'[x,(]],1)", 1, 2),
        ("TODAY()", 1, 1),
        ("_xlfn.STDEV.S(A1)", 1, 1),
    ],
)
def test_how_deep_a_formula_goes(formula: str, depth: int, arguments: int) -> None:
    assert nesting(formula) == (depth, arguments)
    assert list(formula_limits("here", formula)) == []


def test_lengths_count_as_excel_counts() -> None:
    assert length("a月𠮟") == 4


@pytest.mark.parametrize("name", ["h_cap", "Monthly", "R1C1x", "A1B", "ABCD1", "_xlnm.Print_Area", "月次", "\\x"])
def test_good_names(name: str) -> None:
    assert list(name_limits("here", name)) == []
    assert not looks_like_a_cell(name)
