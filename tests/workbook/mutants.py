"""Mutants of sound workbooks: bytes of the zip changed, or the XML of parts changed and zipped again; by number."""

import copy
import random
import zipfile
from collections.abc import Callable
from functools import cache
from io import BytesIO

from customise import EDITS, customised
from hostile_zips import zipped
from ledgers import small_file
from lxml import etree

JUNK = (
    *(
        "",
        "-1",
        "0",
        "1",
        "2",
        "99",
        "4294967296",
        "99999999999999999999",
        "1e400",
        "1E-400",
        "4.5",
        " 12 ",
        "NaN",
        "２",
    ),
    *("A1", "C12", "A1:C3", "XFD1048576", "A1:XFD1048576", "ZZZZ9", "$A$1", "A:A", "1:1", "B2:A1", "A0", "R1C1"),
    *("true", "s", "str", "inlineStr", "n", "e", "b", "d", "shared", "array", "dataTable", "normal"),
    *(
        "あ",
        "\U0001f600",
        "x" * 3000,
        "rId1",
        "rId99",
        "../../x.xml",
        "/xl/workbook.xml",
        "External",
        "[1]S!A1",
        "'",
        '"',
    ),
    *(
        "_x0000_",
        "_xD800_",
        "_xFFFE_",
        "_x005F_",
        "#REF!",
        "#N/A",
        "=1+1",
        "2022-12-31",
        "2022-13-45",
        "\t",
        "\n",
        "%s {x}",
    ),
    *("Monthly", "policy", "月次", "SUM(", "Monthly[[#This Row],[月末]]", "IF(1,2", "{0}", "worksheet", "&amp;"),
)
# The parts that are read come up more often than the rest.
WEIGHTS = (("workbook.xml", 4), (".rels", 3), ("[Content", 2), ("worksheets/", 2), ("tables/", 4), ("custom.xml", 4))


def mutant(number: int) -> bytes:
    """The mutant of that number: every second one of the zip's bytes, the others of the parts."""
    chance = random.Random(number)
    base = bases()[chance.randrange(len(bases()))]
    return _of_bytes(base, chance) if number % 2 else _of_parts(base, chance)


@cache
def bases() -> tuple[bytes, ...]:
    """What mutants are made of: a ledger as we write it, and two that others have worked on."""
    plain = small_file("en")
    names = ("totals row", "own sheet", "comments", "shared strings", "calculation chain", "rows as Excel writes them")
    return plain, customised(plain, names, 1), customised(small_file("ja"), [*EDITS, "data descriptors"], 2)


def _of_bytes(base: bytes, chance: random.Random) -> bytes:
    data = bytearray(base)
    for _ in range(chance.choice((1, 1, 1, 2, 5))):
        at = chance.randrange(len(data))
        if chance.random() < 0.5:  # the directory, where a byte tells most
            at = chance.randrange(max(0, data.rfind(b"xl/") - 2500), len(data))
        kind = chance.randrange(4)
        if kind == 0:
            data[at] ^= 1 << chance.randrange(8)
        elif kind == 1:
            data[at] = chance.choice((0, 1, 0x50, 0x7F, 0x80, 0xFF))
        elif kind == 2:
            del data[at : at + chance.choice((1, 2, 4, 30, 1000))]
        else:
            data[at:at] = chance.randbytes(chance.choice((1, 2, 4, 30)))
        if not data:
            break
    return bytes(data)


def _of_parts(base: bytes, chance: random.Random) -> bytes:
    parts = dict(_parts(base))
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        if chance.random() < 0.1:
            _whole_part(parts, chance)
        else:
            name = _chosen(parts, chance)
            parts[name] = _text(parts[name], chance) if chance.random() < 0.15 else _tree(parts[name], chance)
    return zipped(*parts.items(), compression=zipfile.ZIP_STORED)


@cache
def _parts(base: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(base)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _chosen(parts: dict[str, bytes], chance: random.Random) -> str:
    names = [name for name in parts if name.endswith((".xml", ".rels"))]
    weights = [next((weight for piece, weight in WEIGHTS if piece in name), 1) for name in names]
    return chance.choices(names, weights)[0]


def _whole_part(parts: dict[str, bytes], chance: random.Random) -> None:
    one, other = chance.sample(sorted(parts), 2)
    kind = chance.randrange(4)
    if kind == 0:
        del parts[one]
    elif kind == 1:
        parts[one], parts[other] = parts[other], parts[one]
    elif kind == 2:
        parts[one] = b""
    else:
        parts[f"xl/{chance.choice(('a.xml', 'worksheets/sheet99.xml', 'x/../y.xml'))}"] = parts[other]


def _text(data: bytes, chance: random.Random) -> bytes:
    """Letters of the XML changed, as no parser would."""
    at = chance.randrange(len(data) + 1)
    piece = chance.choice(
        (b"<", b">", b"&", b'"', b"\0", b"\xff", b"</x>", b"<!--", b"]]>", b"<![CDATA[x]]>", b"<?x?>", b" ")
    )
    return data[:at] + piece + data[at + chance.choice((0, 0, 1, 20)) :]


def _tree(data: bytes, chance: random.Random) -> bytes:
    """An element changed, as a program with a fault would."""
    try:
        root = etree.fromstring(data)
    except etree.XMLSyntaxError:  # an earlier mutation broke it
        return data
    items = [item for item in root.iter() if isinstance(item.tag, str)]
    item, other = chance.choice(items), chance.choice(items)
    chance.choice(_KINDS)(item, other, chance)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


Mutation = Callable[[etree._Element, etree._Element, random.Random], None]


def _attribute(item: etree._Element, other: etree._Element, chance: random.Random) -> None:
    if item.attrib:
        item.set(chance.choice(sorted(map(str, item.attrib))), chance.choice(JUNK))


def _no_attribute(item: etree._Element, other: etree._Element, chance: random.Random) -> None:
    if item.attrib:
        del item.attrib[chance.choice(sorted(map(str, item.attrib)))]


def _borrowed(item: etree._Element, other: etree._Element, chance: random.Random) -> None:
    item.attrib.update(other.attrib)


def _words(item: etree._Element, other: etree._Element, chance: random.Random) -> None:
    item.text = chance.choice((*JUNK, None, other.text))


def _gone(item: etree._Element, other: etree._Element, chance: random.Random) -> None:
    parent = item.getparent()
    if parent is not None:
        parent.remove(item)


def _twice(item: etree._Element, other: etree._Element, chance: random.Random) -> None:
    if item.getparent() is not None:
        item.addnext(copy.deepcopy(item))


def _elsewhere(item: etree._Element, other: etree._Element, chance: random.Random) -> None:
    if item not in other.iterancestors() and item is not other:
        other.append(item)


def _copied(item: etree._Element, other: etree._Element, chance: random.Random) -> None:
    other.append(copy.deepcopy(item))


def _turned(item: etree._Element, other: etree._Element, chance: random.Random) -> None:
    item[:] = list(item)[::-1]


def _called_otherwise(item: etree._Element, other: etree._Element, chance: random.Random) -> None:
    item.tag = other.tag


def _emptied(item: etree._Element, other: etree._Element, chance: random.Random) -> None:
    item[:] = []


_KINDS: tuple[Mutation, ...] = (
    *(_attribute, _attribute, _attribute, _no_attribute, _borrowed, _words, _words),
    *(_gone, _twice, _elsewhere, _copied, _turned, _called_otherwise, _emptied),
)
