"""The same parts in zips as other programs pack them."""

import random
import struct
import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import IO, cast

from workbook.package import CONTENT_TYPES_PART

Rezip = Callable[[bytes], bytes]


class _OneWay(BytesIO):
    """A stream that cannot go back, so that sizes must follow the data of each member."""

    def seekable(self) -> bool:
        return False

    def seek(self, *arguments: int) -> int:
        raise OSError("one way only")


def _members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _packed(members: dict[str, bytes], compression: int, stream: BytesIO | None = None) -> bytes:
    out = stream if stream is not None else BytesIO()
    with zipfile.ZipFile(cast(IO[bytes], out), "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 10, 31, 12, 0, 0)), content, compression)
    return out.getvalue()


def stored(seed: int) -> Rezip:
    """Nothing compressed."""
    return lambda data: _packed(_members(data), zipfile.ZIP_STORED)


def data_descriptors(seed: int) -> Rezip:
    """Sizes and checksums behind the data, as programs that stream write them."""
    return lambda data: _packed(_members(data), zipfile.ZIP_DEFLATED, _OneWay())


def any_order(seed: int) -> Rezip:
    """The members in another order; the content types need not come first."""

    def rezip(data: bytes) -> bytes:
        members = list(_members(data).items())
        random.Random(seed).shuffle(members)
        return _packed(dict(members), zipfile.ZIP_DEFLATED)

    return rezip


def zip64(seed: int) -> Rezip:
    """Sizes in the extra fields for large archives, though nothing is large."""

    def rezip(data: bytes) -> bytes:
        out = BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in _members(data).items():
                with archive.open(zipfile.ZipInfo(name), "w", force_zip64=True) as member:
                    member.write(content)
        return out.getvalue()

    return rezip


def stamped(seed: int) -> Rezip:
    """Times, permissions, an extra field, comments and directory entries, as an archiver adds them."""

    def rezip(data: bytes) -> bytes:
        out = BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            members = _members(data)
            for name in (CONTENT_TYPES_PART, *(name for name in members if name != CONTENT_TYPES_PART)):
                info = zipfile.ZipInfo(name, (2026, 10, 31, 12, 30, 2))
                info.external_attr, info.create_system = 0o644 << 16, 3
                info.extra = struct.pack("<HHBI", 0x5455, 5, 1, 1_790_000_000 + seed)
                info.comment = "メモ".encode()
                archive.writestr(info, members[name], zipfile.ZIP_DEFLATED)
            archive.writestr(zipfile.ZipInfo("xl/"), b"")
            archive.comment = b"made by an archiver"
        return out.getvalue()

    return rezip
