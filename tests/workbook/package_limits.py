"""Limits of Excel that a package must keep: longer or deeper than this, Excel repairs the file or drops what is in it.

Part of `package_checks.problems`. Lengths count as Excel counts them, in UTF-16 units.
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from lxml import etree
from openpyxl.utils import range_boundaries

from workbook.cells import read_book
from workbook.ooxml import main
from workbook.package import Package

LONGEST_FORMULA = 8192
DEEPEST_NESTING = 64
MOST_ARGUMENTS = 255
LONGEST_TEXT = 32_767
LONGEST_NAME = 255
LONGEST_LIST = 255
PROMPTS = {"prompt": 255, "promptTitle": 32, "error": 255, "errorTitle": 32}
MOST_STYLES = 65_490
WIDEST, HIGHEST = 255.0, 409.5
_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?[0-9]+", re.IGNORECASE)
_ROW_COLUMN = re.compile(r"R[0-9]*C[0-9]*|R[0-9]*|C[0-9]*", re.IGNORECASE)
_LEGAL_NAME = re.compile(r"[^\W\d][\w.\\?]*|\\[\w.\\?]*|_xlnm\.[\w.]+")
# Texts and quoted titles, then what stands in square brackets, then calls and brackets: nothing inside another counts.
_TOKEN = re.compile(
    r"\"(?:[^\"]|\"\")*\"|'(?:[^']|'')*'|(?P<reference>\[)|(?P<call>[\w.]+)?(?P<open>\()|(?P<array>\{)|(?P<close>[)}])|(?P<comma>,)"
)
_LAST_COLUMN = 16_384
_DATES = "{http://purl.org/dc/terms/}"


def limits(package: Package) -> Iterator[str]:
    """Every limit that the package breaks, one line each."""
    yield from _names(package)
    for part in package.related(package.workbook_part, "worksheet"):
        root = package.xml(part)
        yield from _formulas(part, root)
        yield from _validations(part, root)
        yield from _sizes(part, root)
        yield from _merged(package, part, root)
        for table in package.related(part, "table"):
            yield from _table(table, package.xml(table))
    yield from _texts(package)
    yield from _styles(package)
    yield from _properties(package)


def length(text: str) -> int:
    """How long Excel finds a text."""
    return len(text.encode("utf-16-le")) // 2


# --- formulas ---------------------------------------------------------------------------------------


def _formulas(part: str, root: etree._Element) -> Iterator[str]:
    for cell in root.iter(main("c")):
        yield from formula_limits(f"{part}: {cell.get('r')}", cell.findtext(main("f")) or "")
    for tag in ("cfRule", "dataValidation"):
        for item in root.iter(main(tag)):
            for child in item:
                if etree.QName(child).localname.startswith("formula"):
                    yield from formula_limits(f"{part}: {tag}", child.text or "")


def formula_limits(where: str, formula: str) -> Iterator[str]:
    """What is too much in one formula."""
    if formula.startswith("="):
        yield f"{where}: a formula that begins with ="
    if length(formula) > LONGEST_FORMULA:
        yield f"{where}: a formula of {length(formula)} characters"
    depth, arguments = nesting(formula)
    if depth > DEEPEST_NESTING:
        yield f"{where}: functions nested {depth} deep"
    if arguments > MOST_ARGUMENTS:
        yield f"{where}: a function of {arguments} arguments"


def nesting(formula: str) -> tuple[int, int]:
    """How deep functions are nested in a formula, and the most arguments that one of them has."""
    open_calls: list[list[int]] = []  # for every bracket: whether it is a call, and its commas
    deepest = most = place = 0
    while (found := _TOKEN.search(formula, place)) is not None:
        place = _after_reference(formula, found.start()) if found["reference"] else found.end()
        if found["open"] or found["array"]:
            open_calls.append([int(found["call"] is not None), 0])
            deepest = max(deepest, sum(call for call, _ in open_calls))
        elif found["close"] and open_calls:
            call, commas = open_calls.pop()
            most = max(most, commas + 1 if call else 0)
        elif found["comma"] and open_calls:
            open_calls[-1][1] += 1
    return deepest, most


def _after_reference(formula: str, start: int) -> int:
    """The end of a reference into a table, in which brackets and quotes are escaped by an apostrophe."""
    depth, place = 0, start
    while place < len(formula):
        letter = formula[place]
        place += 2 if letter == "'" else 1
        depth += {"[": 1, "]": -1}.get(letter, 0)
        if depth == 0:
            return place
    return place


# --- names ------------------------------------------------------------------------------------------


def _names(package: Package) -> Iterator[str]:
    root = package.xml(package.workbook_part)
    for item in root.iterfind(f"{main('definedNames')}/{main('definedName')}"):
        name = item.get("name", "")
        yield from name_limits(f"name {name}", name)
        yield from formula_limits(f"name {name}", item.text or "")


def name_limits(where: str, name: str) -> Iterator[str]:
    """What is wrong with the name of a cell or a table."""
    if not _LEGAL_NAME.fullmatch(name) or length(name) > LONGEST_NAME:
        yield f"{where}: {name[:40]!r} is no name"
    if looks_like_a_cell(name):
        yield f"{where}: {name} reads as a cell"


def looks_like_a_cell(name: str) -> bool:
    """Whether Excel reads a name as an address, in either of its two ways of writing one."""
    found = _ADDRESS.fullmatch(name)
    if found is None:
        return _ROW_COLUMN.fullmatch(name) is not None
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return column <= _LAST_COLUMN


# --- what a sheet holds -----------------------------------------------------------------------------


def _validations(part: str, root: etree._Element) -> Iterator[str]:
    for item in root.iter(main("dataValidation")):
        where = f"{part}: validation of {item.get('sqref')}"
        for name, limit in PROMPTS.items():
            if length(item.get(name, "")) > limit:
                yield f"{where}: {name} of {length(item.get(name, ''))} characters"
        formula = item.findtext(main("formula1")) or ""
        if item.get("type") == "list" and formula.startswith('"') and length(formula) - 2 > LONGEST_LIST:
            yield f"{where}: a list of {length(formula) - 2} characters"
        if item.get("type", "none") != "none" and not formula:
            yield f"{where}: no formula"


def _sizes(part: str, root: etree._Element) -> Iterator[str]:
    for column in root.iter(main("col")):
        if not 0 <= float(column.get("width", "0")) <= WIDEST:
            yield f"{part}: a column {column.get('width')} wide"
    for row in root.iter(main("row")):
        if not 0 <= float(row.get("ht", "0")) <= HIGHEST:
            yield f"{part}: a row {row.get('ht')} high"


def _merged(package: Package, part: str, root: etree._Element) -> Iterator[str]:
    merged = [item.get("ref", "") for item in root.iter(main("mergeCell"))]
    tables = [package.xml(table).get("ref", "") for table in package.related(part, "table")]
    for number, ref in enumerate(merged):
        for other in (*merged[:number], *tables):
            if _overlap(ref, other):
                yield f"{part}: merged cells {ref} overlap {other}"


def _overlap(one: str, other: str) -> bool:
    left, top, right, bottom = range_boundaries(one)
    x1, y1, x2, y2 = range_boundaries(other)
    return bool(left <= x2 and x1 <= right and top <= y2 and y1 <= bottom)


def _table(part: str, root: etree._Element) -> Iterator[str]:
    for key in ("name", "displayName"):
        yield from name_limits(f"{part} {key}", root.get(key, ""))
    if root.get("name") != root.get("displayName"):
        yield f"{part}: name {root.get('name')} and displayName {root.get('displayName')}"
    for item in root.iter(main("calculatedColumnFormula")):
        yield from formula_limits(f"{part}: column formula", item.text or "")
    for item in root.iter(main("tableColumn")):
        if not 1 <= length(item.get("name", "")) <= LONGEST_NAME:
            yield f"{part}: a column's name of {length(item.get('name', ''))} characters"
    box = range_boundaries(root.get("ref", ""))
    bottom = box[3] - int(root.get("totalsRowCount", "0"))
    for item in root.iterfind(main("autoFilter")):
        if range_boundaries(item.get("ref", "")) != (*box[:3], bottom):
            yield f"{part}: a filter over {item.get('ref')} in {root.get('ref')}"


def _texts(package: Package) -> Iterator[str]:
    for sheet in read_book(package).sheets:
        for position, cell in sheet.cells.items():
            if isinstance(cell.value, str) and length(cell.value) > LONGEST_TEXT:
                yield f"{sheet.name} {position}: a text of {length(cell.value)} characters"
        for table in sheet.tables:
            top, left = table.ref[:2]
            for column in range(len(table.columns) if table.header_rows else 0):
                heading = sheet.cells.get((top, left + column))
                if heading is not None and (heading.formula is not None or not isinstance(heading.value, str)):
                    yield f"table {table.name}: heading {heading.value!r} is no text"


# --- styles and properties --------------------------------------------------------------------------


def _styles(package: Package) -> Iterator[str]:
    for part in package.related(package.workbook_part, "styles"):
        formats = package.xml(part).find(main("cellXfs"))
        if formats is not None and len(formats) > MOST_STYLES:
            yield f"styles: {len(formats)} cell formats"


def _properties(package: Package) -> Iterator[str]:
    """What the file says of itself: dates that are dates, own properties told apart, titles that add up."""
    for part in package.related("", "core-properties"):
        for name in ("created", "modified"):
            for item in package.xml(part).iterfind(f"{_DATES}{name}"):
                if not _is_date(item.text or ""):
                    yield f"{part}: {name} {item.text}"
    for part in package.related("", "custom-properties"):
        items = list(package.xml(part))
        if sorted(int(item.get("pid", "0")) for item in items) != list(range(2, len(items) + 2)):
            yield f"{part}: numbers {[item.get('pid') for item in items]}"
        counted = Counter(item.get("name", "").casefold() for item in items)
        yield from (f"{part}: property {name} {count} times" for name, count in counted.items() if count > 1)
    for part in package.related("", "extended-properties"):
        root = package.xml(part)
        titles = list(root.iterfind("{*}TitlesOfParts/{*}vector"))
        counts = [int(item.text or "0") for item in root.iterfind("{*}HeadingPairs/{*}vector/{*}variant/{*}i4")]
        if titles and counts and not len(titles[0]) == sum(counts) == int(titles[0].get("size", "0")):
            yield f"{part}: {len(titles[0])} titles for {sum(counts)}"


def _is_date(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
