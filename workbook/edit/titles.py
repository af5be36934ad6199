"""Sheet titles: whose one is, one that is free, and formulas in which a sheet goes by another title."""

import re
from collections.abc import Callable, Mapping
from typing import Final

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token, TokenizerError
from openpyxl.utils import quote_sheetname

from workbook.ooxml import OFFICE, main, unescape
from workbook.package import Package

LONGEST: Final = 31  # letters of a sheet's title
_SHEET: Final = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!")


def titles(package: Package) -> list[str]:
    """The sheets' titles in the order of the tabs."""
    items = package.xml(package.workbook_part).iterfind(f"{main('sheets')}/{main('sheet')}")
    return [unescape(item.get("name", "")) for item in items]


def sheet_by_title(package: Package, title: str) -> tuple[int, str]:
    """A sheet's place among the tabs, from 0, and its part; a KeyError without one of that title."""
    links = package.rels(package.workbook_part)
    for number, item in enumerate(package.xml(package.workbook_part).iterfind(f"{main('sheets')}/{main('sheet')}")):
        if unescape(item.get("name", "")) == title:
            return number, links[item.get(f"{{{OFFICE}}}id", "")].target
    raise KeyError(title)


def worksheet_parts(package: Package) -> list[str]:
    """The parts of the worksheets in the order of the tabs."""
    links = package.rels(package.workbook_part)
    items = package.xml(package.workbook_part).iterfind(f"{main('sheets')}/{main('sheet')}")
    found = [links.get(item.get(f"{{{OFFICE}}}id", "")) for item in items]
    return [link.target for link in found if link is not None and link.type.endswith("/worksheet")]


def unused_title(package: Package, title: str) -> str:
    """The title, or with a number if a sheet has it already, whatever its capitals."""
    taken = {known.casefold() for known in titles(package)}
    numbered = (f"{title[: LONGEST - len(end)]}{end}" for n in range(2, len(taken) + 3) for end in (f" ({n})",))
    return title if title.casefold() not in taken else next(new for new in numbered if new.casefold() not in taken)


def retitled(formula: str, new: Mapping[str, str]) -> str:
    """The formula with sheets by their new titles; areas of a print title count as a formula."""
    return references_mapped(
        formula, lambda title, place: f"{quote_sheetname(new[title])}!{place}" if title in new else None
    )


def references_mapped(formula: str, change: Callable[[str, str], str | None]) -> str:
    """The formula with every reference to another sheet, by title and place, replaced; None leaves one as it is."""
    lead = "=" if formula.startswith("=") else ""
    return lead + "".join(_operand(text, change) if is_range else text for text, is_range in _tokens(formula))


def sheets_in(formula: str) -> set[str]:
    """The titles of the sheets that a formula looks at."""
    return {title for text, is_range in _tokens(formula) if is_range for title, _ in [_split(text)] if title}


def _tokens(formula: str) -> list[tuple[str, bool]]:
    """A formula's words, and which of them are references or names."""
    try:
        items = Tokenizer(f"={formula.removeprefix('=')}").items
    except (TokenizerError, IndexError):
        return [(formula.removeprefix("="), False)]  # nothing that a spreadsheet could read
    return [(str(item.value), item.type == Token.OPERAND and item.subtype == Token.RANGE) for item in items]


def _operand(text: str, change: Callable[[str, str], str | None]) -> str:
    title, place = _split(text)
    return (change(title, place) if title else None) or text


def _split(text: str) -> tuple[str, str]:
    """A reference's sheet, "" without one, and what follows it."""
    match = _SHEET.match(text)
    if match is None:
        return "", text
    return match[1].replace("''", "'") if match[1] else match[2], text[match.end() :]
