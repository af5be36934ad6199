"""A zip written again: members that did not change are copied as they are stored, never unpacked.

Order, times, methods and attributes of the members stay; only a changed part's data is new, and new parts come last.
"""

import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from itertools import chain
from typing import TYPE_CHECKING, Final
from zipfile import ZIP_DEFLATED, ZipInfo

from workbook.container import MAX_UNPACKED, too_large

if TYPE_CHECKING:
    from workbook.package import Package

_LOCAL: Final = struct.Struct("<4s5H3L2H")
_CENTRAL: Final = struct.Struct("<4s4B4H3L5H2L")
_END: Final = struct.Struct("<4s4H2LH")
_DESCRIPTOR: Final = 0x08  # flag: sizes follow the data; here they always stand before it
_UTF8: Final = 0x800
_ZIP64: Final = 1  # an extra field with sizes that are written plainly here
_MOST_MEMBERS: Final = 0xFFFF
_VERSION: Final = 20
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_WRAPPED: Final = -15  # a bare deflate stream, as zip members are
_USUAL_LEVEL: Final = 6
_FAST_LEVEL: Final = 3  # for parts so large that time matters more than the last tenth of the size
_LARGE: Final = 4 * 2**20


@dataclass(frozen=True, slots=True)
class Deflated:
    """A part in compressed form: its deflate stream, its checksum and its size unpacked."""

    data: bytes
    crc: int
    size: int


def deflated(chunks: Iterable[bytes]) -> Deflated:
    """A part compressed as it comes, without ever being held whole."""
    pieces = _gathered(chunks)
    first = next(pieces, b"")
    packer = zlib.compressobj(_FAST_LEVEL if len(first) >= _LARGE else _USUAL_LEVEL, zlib.DEFLATED, _WRAPPED)
    packed: list[bytes] = []
    crc, size = 0, 0
    for piece in chain((first,), pieces):
        crc = zlib.crc32(piece, crc)
        size += len(piece)
        packed.append(packer.compress(piece))
    packed.append(packer.flush())
    return Deflated(b"".join(packed), crc, size)


def _gathered(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in pieces of the size from which on a part counts as large, the last one smaller."""
    waiting: list[bytes] = []
    size = 0
    for chunk in chunks:
        waiting.append(chunk)
        size += len(chunk)
        if size >= _LARGE:
            yield b"".join(waiting)
            waiting, size = [], 0
    yield b"".join(waiting)


def repacked(package: "Package", changes: Mapping[str, bytes | Deflated] | None = None) -> bytes:
    """The package as a file, with some parts replaced or added; every other member keeps its stored bytes."""
    changes = changes or {}
    writer = _Writer()
    written: set[str] = set()
    for info, stored in package.members():
        name = info.filename
        if not info.is_dir() and name not in package:
            continue
        written.add(name)
        new = changes.get(name, package.changed_part(name))
        if new is None:
            writer.add(info, stored, info.CRC, info.file_size, info.compress_type)
        else:
            writer.add_part(info, new)
    for name in [*package.names, *changes]:
        if name not in written:
            written.add(name)
            writer.add_part(_new_member(name), changes[name] if name in changes else package.read(name))
    if writer.unpacked > MAX_UNPACKED or len(writer.members) > _MOST_MEMBERS:
        raise too_large(package.file)
    return writer.finish(package.comment)


class _Writer:
    """Local headers and data one after the other, and the directory that names them at the end."""

    def __init__(self) -> None:
        self.out = BytesIO()
        self.members: list[bytes] = []
        self.unpacked = 0

    def add_part(self, info: ZipInfo, part: bytes | Deflated) -> None:
        """A member with new data."""
        packed = part if isinstance(part, Deflated) else deflated((part,))
        self.add(info, packed.data, packed.crc, packed.size, ZIP_DEFLATED)

    def add(self, info: ZipInfo, data: bytes | memoryview, crc: int, size: int, method: int) -> None:
        """A member whose data is compressed by that method already."""
        self.unpacked += size
        flags = info.flag_bits & ~_DESCRIPTOR
        name = _name(info)
        extra = _plain_extra(info.extra)
        version = max(info.extract_version, _VERSION)
        year, month, day, hour, minute, second = info.date_time
        when = (hour << 11 | minute << 5 | second // 2, (year - 1980) << 9 | month << 5 | day)
        common = (flags, method, *when, crc, len(data), size, len(name), len(extra))
        offset = self.out.tell()
        self.out.write(_LOCAL.pack(b"PK\x03\x04", version, *common))
        self.out.write(name + extra)
        self.out.write(data)
        made_by = (info.create_version, info.create_system, version, info.reserved)
        rest = (len(info.comment), 0, info.internal_attr, info.external_attr, offset)
        self.members.append(_CENTRAL.pack(b"PK\x01\x02", *made_by, *common, *rest) + name + extra + info.comment)

    def finish(self, comment: bytes) -> bytes:
        """The whole archive."""
        start, count = self.out.tell(), len(self.members)
        directory = b"".join(self.members)
        self.out.write(directory)
        self.out.write(_END.pack(b"PK\x05\x06", 0, 0, count, count, len(directory), start, len(comment)) + comment)
        return self.out.getvalue()


def _new_member(name: str) -> ZipInfo:
    """The header of a part that the file did not have."""
    info = ZipInfo(name, _EPOCH)
    info.create_system = 0
    info.flag_bits = 0 if name.isascii() else _UTF8
    return info


def _name(info: ZipInfo) -> bytes:
    """A member's name as it is stored: in the code page of the first zips, or marked as UTF-8."""
    return info.orig_filename.encode("utf-8" if info.flag_bits & _UTF8 else "cp437")


def _plain_extra(extra: bytes) -> bytes:
    """Extra fields but for sizes: those are stated in the headers themselves."""
    kept, at = b"", 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        if kind != _ZIP64:
            kept += extra[at : at + 4 + length]
        at += 4 + length
    return kept
