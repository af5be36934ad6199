"""Archives made to harm or to deceive, each from the parts of a sound ledger."""

import random
import struct
import warnings
import zipfile
import zlib
from io import BytesIO
from typing import NamedTuple

from ledgers import small_file

from workbook.package import EPOCH

SHEET = "xl/worksheets/sheet3.xml"
CENTRAL, LOCAL, END = b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06"


def parts() -> dict[str, bytes]:
    """The parts of the sound ledger."""
    with zipfile.ZipFile(BytesIO(small_file())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(*members: tuple[str | zipfile.ZipInfo, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these members, in this order, whatever their names."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # zipfile warns of duplicate names
        for name, data in members:
            info = name if isinstance(name, zipfile.ZipInfo) else zipfile.ZipInfo(name, EPOCH)
            archive.writestr(info, data, compression)
    return out.getvalue()


def also(*members: tuple[str, bytes]) -> bytes:
    """The ledger with further members, also of names that it has."""
    return zipped(*parts().items(), *members)


class Entry(NamedTuple):
    """What the central directory says of a member."""

    name: bytes
    offset: int
    crc: int
    packed: int
    unpacked: int
    method: int = 0


def by_hand(body: bytes, entries: list[Entry]) -> bytes:
    """An archive whose directory says whatever it likes about the body."""
    directory = b"".join(
        struct.pack(
            "<4s6H3I5H2I", CENTRAL, 20, 20, 0, entry.method, 0, 33, entry.crc, entry.packed, entry.unpacked,
            len(entry.name), 0, 0, 0, 0, 0, entry.offset,
        )
        + entry.name
        for entry in entries
    )  # fmt: skip
    end = struct.pack("<4s4H2IH", END, 0, 0, len(entries), len(entries), len(directory), len(body), 0)
    return body + directory + end


def local(name: bytes, data: bytes, crc: int, method: int = 0, unpacked: int | None = None) -> bytes:
    size = len(data) if unpacked is None else unpacked
    return struct.pack("<4s5H3I2H", LOCAL, 20, 0, method, 0, 33, crc, len(data), size, len(name), 0) + name + data


def overlapping() -> bytes:
    """Members inside members: the data of each holds the next one whole, and all are in the directory."""
    body, entries = b"", []
    inner = bytes(1000)
    for number in range(30):
        name = f"xl/media/image{number}.png".encode()
        entries.append((name, len(inner), zlib.crc32(inner)))
        inner = local(name, inner, zlib.crc32(inner))
    body = inner
    starts = [len(body) - size - 30 - len(name) for name, size, _ in entries]
    made = [Entry(name, start, crc, size, size) for (name, size, crc), start in zip(entries, starts, strict=True)]
    for name, data in parts().items():
        entry = Entry(name.encode(), len(body), zlib.crc32(data), len(data), len(data))
        made.append(entry)
        body += local(entry.name, data, entry.crc)
    return by_hand(body, made)


def into_the_directory() -> bytes:
    """A stored member that says it is long enough to reach into the directory behind it."""
    data = bytearray(zipped(*parts().items(), ("xl/media/a.bin", b"x" * 50), compression=zipfile.ZIP_STORED))
    at = data.rindex(CENTRAL)
    start, size = data.rindex(LOCAL), 50 + 40
    held = bytes(data[data.index(b"x" * 50) :][:size])
    for place in (at + 16, start + 14):
        struct.pack_into("<3I", data, place, zlib.crc32(held), size, size)
    return bytes(data)


def declared(unpacked: int) -> bytes:
    """A member that declares a size other than its own."""
    data = bytearray(zipped(*parts().items()))
    at = data.rindex(CENTRAL)
    struct.pack_into("<I", data, at + 24, unpacked)
    return bytes(data)


def zip64_lie(unpacked: int) -> bytes:
    """A size kept in the extra field for large archives, and false."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts().items():
            archive.writestr(name, content)
        info = zipfile.ZipInfo("xl/media/a.bin")
        with archive.open(info, "w", force_zip64=True) as member:
            member.write(b"x" * 50)
        info.file_size = unpacked  # what the directory will say
    return out.getvalue()


def many(count: int) -> bytes:
    """Thousands of empty members."""
    return zipped(*parts().items(), *((f"xl/media/{number}.png", b"") for number in range(count)))


def bomb_by_ratio() -> bytes:
    """Megabytes of nothing."""
    return also(("xl/media/image1.png", bytes(8 * 2**20)))


def bomb_by_number() -> bytes:
    """Thousands of members that each stay under the ratio and sum up to gigabytes."""
    block = random.Random(1).randbytes(6000) + bytes(2**20 - 6000)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed, crc = packer.compress(block) + packer.flush(), zlib.crc32(block)
    pieces: list[bytes] = []
    entries: list[Entry] = []
    at = 0
    for number in range(2200):
        name = f"xl/media/{number:04d}.png".encode()
        entries.append(Entry(name, at, crc, len(packed), len(block), 8))
        pieces.append(local(name, packed, crc, 8, len(block)))
        at += len(pieces[-1])
    return by_hand(b"".join(pieces), entries)


def flipped(in_part: str) -> bytes:
    """One bit of a stored part's data turned over."""
    data = bytearray(zipped(*parts().items(), compression=zipfile.ZIP_STORED))
    content = parts()[in_part]
    data[data.index(content) + len(content) // 2] ^= 1
    return bytes(data)


def encrypted() -> bytes:
    """A member that says it is encrypted."""
    data = bytearray(small_file())
    for place in (data.index(CENTRAL) + 8, 6):
        data[place] |= 1
    return bytes(data)


def polyglot(before: bytes, behind: bytes) -> bytes:
    """Something else before the archive, or behind it."""
    return before + small_file() + behind


def commented() -> bytes:
    """Trailing data declared as the archive's comment: what other archivers may write, and harmless."""
    data = small_file()
    assert data.endswith(b"\0\0")
    return data[:-2] + struct.pack("<H", 5) + b"hello"


def truncated(length: int) -> bytes:
    """The first bytes of the file."""
    return small_file()[:length]


def loosely(data: bytes) -> bytes:
    """The same parts, none compressed."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return zipped(*((name, archive.read(name)) for name in archive.namelist()), compression=zipfile.ZIP_STORED)
