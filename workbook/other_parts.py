"""The parts of a file that hedge-xl never makes or reads: charts, macros, comments, pictures, add-ins."""

import hashlib
import re
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from typing import Final

from lxml import etree

from hedge_xl.core.language import Text
from workbook.errors import FileError
from workbook.package import Package

KINDS: Final[Mapping[str, Text]] = {
    "charts": Text("グラフ", "Charts"),
    "macros": Text("マクロ", "Macros"),
    "comments": Text("コメント", "Comments"),
    "pictures": Text("画像", "Pictures"),
    "pivots": Text("ピボットテーブル", "Pivot tables"),
    "links": Text("外部へのリンク", "Links to other files"),
    "addins": Text("アドインのコード", "Add-in code"),
    "custom": Text("カスタムXML", "Custom XML"),
}
_PATTERNS: Final = (
    ("charts", re.compile(r"xl/(charts|chartsheets)/[^/]+\.xml", re.I)),
    ("macros", re.compile(r"xl/vba[^/]*\.bin", re.I)),
    ("comments", re.compile(r"xl/(threadedComments/|comments)[^/]*\.xml|xl/comments/[^/]+\.xml", re.I)),
    ("pictures", re.compile(r"xl/media/.+", re.I)),
    ("pivots", re.compile(r"xl/pivot(Tables|Cache)/[^/]+\.xml", re.I)),
    ("links", re.compile(r"xl/externalLinks/[^/]+\.xml", re.I)),
    ("addins", re.compile(r"xl/webextensions/[^/]+\.xml", re.I)),
    ("custom", re.compile(r"customXml/item\d+\.xml", re.I)),
)
_CACHES: Final = frozenset({"numCache", "strCache", "multiLvlStrCache"})  # what a chart last showed


def other_parts(package: Package) -> dict[str, Counter[str]]:
    """Fingerprints of such parts by kind."""
    found: dict[str, Counter[str]] = {}
    for name in package.names:
        kind = next((kind for kind, pattern in _PATTERNS if pattern.fullmatch(name)), None)
        if kind is not None:
            found.setdefault(kind, Counter())[_fingerprint(package, name)] += 1
    return found


def _fingerprint(package: Package, name: str) -> str:
    """Of the contents: XML that says the same in other letters counts as the same, and so does a chart redrawn."""
    data = package.read(name)
    if name.lower().endswith(".xml"):
        try:
            root = package.xml(name)
        except FileError:
            return hashlib.sha256(data).hexdigest()
        for item in [item for item in root.iter("{*}*") if etree.QName(item).localname in _CACHES]:
            parent = item.getparent()
            if parent is not None:
                parent.remove(item)
        with suppress(etree.C14NError):  # names that no standard allows
            data = etree.tostring(root, method="c14n")
    return hashlib.sha256(data).hexdigest()
