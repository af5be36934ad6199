"""Ledger files with one fault planted in each: through the inputs, or in the XML of a finished file."""

import copy
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path

from lxml import etree
from openpyxl.utils import get_column_letter
from scenarios import MODIFIED, Change, demo, keep_last, parameter

from hedge_xl.core.language import LANGUAGES, Language
from workbook.build import build
from workbook.finding import Finding
from workbook.layout import cell_places, table_address
from workbook.ledger import LEDGER
from workbook.ledger.start import demo_ledger
from workbook.ooxml import OFFICE, main, to_xml
from workbook.package import Package
from workbook.spec import Inputs
from workbook.validate import validate

WINDOW = 3
MARKET_MONTHS, MONTHS, FILLS = 8, 4, 6  # the months are the last ones of the market history
Edit = Callable[[Package], None]
CellEdit = Callable[[etree._Element], None]


def small(language: Language, *changes: Change) -> Inputs:
    """A clean ledger of a few rows, then changed."""
    inputs = copy.deepcopy(_small(language))
    for change in changes:
        change(inputs, language)
    return inputs


@cache
def _small(language: Language) -> Inputs:
    inputs = demo(language)
    for change in (
        keep_last("market", MARKET_MONTHS),
        keep_last("monthly", MONTHS),
        keep_last("pnl", MONTHS),
        parameter("window", WINDOW),
        parameter("rebalance_band", 0.3),  # so that only the last month asks for a trade
    ):
        change(inputs, language)
    inputs.tables["log"] = inputs.tables["log"][:FILLS]
    return inputs


def made(inputs: Inputs, language: Language = "ja") -> bytes:
    """The file of some inputs."""
    return build(LEDGER, inputs, language, modified=MODIFIED)


@cache
def small_file(language: Language = "ja") -> bytes:
    """The clean ledger of a few rows."""
    return made(small(language), language)


@cache
def demo_file(language: Language = "ja") -> bytes:
    """The demonstration ledger."""
    return made(demo_ledger(language), language)


def edited(path: Path, *edits: Edit, data: bytes | None = None) -> Path:
    """A file with edits to its parts."""
    package = Package(data or small_file(), path.name)
    for edit in edits:
        edit(package)
    package.write(path)
    return path


def title(sheet: str, language: Language = "ja") -> str:
    """The title of a sheet by its key."""
    return next(item.title.of(language) for item in LEDGER.sheets if item.key == sheet)


def place(table: str, row: int, column: str, language: Language = "ja") -> str:
    """Where a cell of a table stands, as findings name it."""
    return f"{LEDGER.sheet_of(table).title.of(language)}!{table_address(LEDGER, table, row, column)}"


def named_place(name: str, language: Language = "ja") -> str:
    """Where a named cell stands."""
    for sheet in LEDGER.sheets:
        for cell, row, column in cell_places(sheet):
            if cell.key == name:
                return f"{sheet.title.of(language)}!{get_column_letter(column)}{row}"
    raise KeyError(name)


def sheet_part(package: Package, name: str) -> str:
    """The part of a sheet by its title."""
    links = package.rels(package.workbook_part)
    for item in package.xml(package.workbook_part).iter(main("sheet")):
        if item.get("name") == name:
            return links[item.get(f"{{{OFFICE}}}id", "")].target
    raise KeyError(name)


def cell(where: str, change: CellEdit) -> Edit:
    """An edit of one cell's XML."""
    name, _, address = where.partition("!")

    def edit(package: Package) -> None:
        part = sheet_part(package, name)
        root = package.xml(part)
        change(next(item for item in root.iter(main("c")) if item.get("r") == address))
        package.put(part, to_xml(root))

    return edit


def constant(kind: str, text: str) -> CellEdit:
    """The cell holds a constant of that type, and no formula."""

    def change(item: etree._Element) -> None:
        for child in list(item):
            item.remove(child)
        item.attrib.pop("t", None)
        if kind == "inlineStr":
            etree.SubElement(etree.SubElement(item, main("is")), main("t")).text = text
        elif kind:
            etree.SubElement(item, main("v")).text = text
        if kind:
            item.set("t", kind)

    return change


BLANK = constant("", "")


def typed(where: str, change: CellEdit) -> Edit:
    """Something typed into a cell that the file does not have yet."""
    name, _, address = where.partition("!")
    digits = address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")

    def edit(package: Package) -> None:
        part = sheet_part(package, name)
        root = package.xml(part)
        data = root.find(main("sheetData"))
        assert data is not None
        assert not [item for item in data.iter(main("c")) if item.get("r") == address]
        rows = [item for item in data if item.get("r") == digits]
        row = rows[0] if rows else etree.SubElement(data, main("row"), r=digits)
        change(etree.SubElement(row, main("c"), r=address))
        package.put(part, to_xml(root))

    return edit


def number(value: float) -> CellEdit:
    """The cell holds a number."""
    return constant("n", repr(value))


def words(value: str) -> CellEdit:
    """The cell holds text."""
    return constant("inlineStr", value)


def keep_value_only(item: etree._Element) -> None:
    """Paste as values: the formula goes, what it showed stays."""
    formula = item.find(main("f"))
    assert formula is not None
    item.remove(formula)


def formula(change: Callable[[str], str]) -> CellEdit:
    """The cell's formula reads differently."""

    def edit(item: etree._Element) -> None:
        found = item.find(main("f"))
        assert found is not None
        found.text = change(found.text or "")

    return edit


def cached(kind: str, text: str) -> CellEdit:
    """The value that the cell shows is another one; its formula stays."""

    def edit(item: etree._Element) -> None:
        value = item.find(main("v"))
        assert value is not None
        value.text = text
        item.set("t", kind)

    return edit


def part(name: str, old: bytes, new: bytes) -> Edit:
    """An edit of a part's text, which must be there."""

    def edit(package: Package) -> None:
        data = package.read(name)
        assert old in data, f"{name} does not hold {old!r}"
        package.put(name, data.replace(old, new))

    return edit


def book(old: str, new: str) -> Edit:
    """An edit of the workbook part."""
    return lambda package: part(package.workbook_part, old.encode(), new.encode())(package)


def table(name: str, change: Callable[[etree._Element], None]) -> Edit:
    """An edit of an Excel table's declaration."""

    def edit(package: Package) -> None:
        for path in package.names:
            if path.startswith("xl/tables/"):
                root = package.xml(path)
                if root.get("displayName") == name:
                    change(root)
                    package.put(path, to_xml(root))
                    return
        raise KeyError(name)

    return edit


def found(path: Path) -> list[tuple[str, str]]:
    """Code and place of every finding, the code marked as the finding is; the words are checked in passing."""
    findings = validate(path)[1]
    for finding in findings:
        check_words(finding)
    return [(mark(finding) + finding.code, finding.where) for finding in findings]


def mark(finding: Finding) -> str:
    return {"error": "×", "warning": "△", "info": "・"}[finding.severity]


def check_words(finding: Finding) -> None:
    for language in LANGUAGES:
        line = finding.line(language)
        text = finding.text.of(language)
        assert line.startswith(f"{mark(finding)} {finding.where}: ")
        assert len(line.splitlines()) == 1
        assert text.strip(" .。") not in ("", "None")
        assert "{" not in text.partition("=")[0], "a value was not filled in"
        assert "×" not in text[:1]
    assert json.loads(json.dumps(finding.as_json()))["message"].keys() == {"ja", "en"}


def write(path: Path, inputs: Inputs, language: Language = "ja") -> Path:
    """The file of some inputs, written."""
    path.write_bytes(made(inputs, language))
    return path


def at(code: str, row: int, column: str) -> tuple[str, str]:
    """A finding in a row of the table that the code begins with."""
    return code, place(code[1:].split("-")[0], row, column)


def in_cell(code: str, name: str) -> tuple[str, str]:
    return code, named_place(name)
