"""Every template in every edition, each built once, and what is in them."""

import re
from functools import cache

from lxml import etree
from openpyxl.formula import Tokenizer

from hedge_xl.core.language import LANGUAGES, Language
from workbook.books import BOOKS
from workbook.ooxml import OFFICE, main, unescape
from workbook.package import Package
from workbook.read import Opened, open_package
from workbook.spec import HOSTS, Host
from workbook.templates import template

EVERY = [(key, language, host) for key in BOOKS for language in LANGUAGES for host in HOSTS]
OTHERS: tuple[Host, ...] = ("excel", "officejs", "libreoffice")
# Spelled out here a second time, so that a slip in the product's own constants shows.
SPELLED: dict[Host, str] = {"excel": "", "officejs": "_xldudf_", "libreoffice": "ORG.HEDGEXL.HEDGEIMPL."}
_WHERE = ("f", "calculatedColumnFormula", "totalsRowFormula", "definedName", "formula", "formula1", "formula2")


@cache
def edition(key: str, language: Language, host: Host) -> bytes:
    """A ready-made template."""
    return template(BOOKS[key], language, host)


def package(data: bytes, name: str = "book.xlsx") -> Package:
    """The parts of a file."""
    return Package(data, name)


def opened(data: bytes) -> Opened:
    """The workbook in a file."""
    return open_package(package(data))


@cache
def formulas(data: bytes) -> frozenset[str]:
    """The texts of all formulas anywhere in a file: cells, tables, names, rules."""
    parts = package(data)
    sheets = [name for name in parts.names if re.fullmatch(r"xl/(worksheets/|tables/)?\w+\.xml", name)]
    return frozenset(unescape(item.text or "") for name in sheets for item in parts.xml(name).iter(*map(main, _WHERE)))


def calls(formula: str) -> set[str]:
    """The functions that a formula calls."""
    items = Tokenizer(f"={formula}").items
    return {str(item.value)[:-1] for item in items if item.type == "FUNC" and item.subtype == "OPEN"}


@cache
def canonical(data: bytes) -> dict[str, bytes]:
    """What every part says, however its XML is written; relationships go by their targets, in any order."""
    parts = package(data)
    found = {}
    for name in parts.names:
        content = parts.read(name)
        if name.endswith((".xml", ".rels", ".vml")):
            root = etree.fromstring(content)
            links = parts.rels(name) if not name.endswith(".rels") else {}
            for item in root.iter(etree.Element):
                item.attrib.pop("Id" if name.endswith(".rels") else "none", None)
                for key in (key for key in item.attrib if key.startswith(f"{{{OFFICE}}}")):
                    item.set(key, links[item.get(key, "")].target if item.get(key) in links else item.get(key, ""))
            if name.endswith(".rels") or name == "[Content_Types].xml":
                root[:] = sorted(root, key=etree.tostring)
            content = etree.tostring(root, method="c14n")
        found[name] = content
    return found
