"""From a path to a zip archive with sound names and sizes, before anything is read from it.

The checksum of a part is verified where the part is read: `workbook.part_stream`.
"""

import struct
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from workbook import refusals
from workbook.errors import FileError
from workbook.part_stream import DAMAGE

ZIP_SIGNATURE: Final = b"PK\x03\x04"
OLE_SIGNATURE: Final = bytes.fromhex("d0cf11e0a1b11ae1")
MAX_UNPACKED: Final = 2048 * 2**20
MAX_RATIO: Final = 200
RATIO_MATTERS_ABOVE: Final = 2**20  # small parts may compress absurdly well and harm nobody
MAX_PARTS: Final = 20_000
_NEVER_IN_NAMES: Final = frozenset("\\:\x7f") | {chr(code) for code in range(32)}
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # all that a package may use
_MEMBER_SIGNATURE: Final = b"PK\x01\x02"
_END: Final = struct.Struct("<4s4H2LH")
_LOCAL_HEADER: Final = 30  # its fixed part; a name follows
_TEXT_SAMPLE: Final = 4096


def read_file(path: Path) -> bytes:
    """The whole file as one snapshot, so that nothing changes under the reader."""
    try:
        if path.is_dir():
            raise FileError(refusals.DIRECTORY, path.name)
        if path.stat().st_size > MAX_UNPACKED:
            raise too_large(path.name)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise FileError(refusals.MISSING, path.name) from error
    except PermissionError as error:
        raise FileError(refusals.NO_PERMISSION, path.name) from error
    except OSError as error:
        raise FileError(refusals.UNREADABLE.format(reason=error.strerror or type(error).__name__), path.name) from error


def open_zip(data: bytes, file: str) -> dict[str, zipfile.ZipInfo]:
    """The archive's members by name, once names and sizes are known to be sound."""
    _check_signature(data, file)
    if data.count(_MEMBER_SIGNATURE) > MAX_PARTS:  # before zipfile makes an object of each
        raise FileError(refusals.TOO_MANY_PARTS.format(limit=MAX_PARTS), file)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = [info for info in archive.infolist() if not info.is_dir()]
            _check_names(members, file)
            _check_sizes(members, file)
            _check_places(data, archive, file)
    except DAMAGE as error:
        if isinstance(error, FileError):
            raise
        raise FileError(refusals.CORRUPT, file) from error
    return {info.filename: info for info in members}


def too_large(file: str) -> FileError:
    """The refusal of a file that is, or unpacks to, more than the limit."""
    return FileError(refusals.TOO_LARGE.format(limit=MAX_UNPACKED // 2**20), file)


def _check_signature(data: bytes, file: str) -> None:
    if data.startswith(ZIP_SIGNATURE):
        return
    if not data:
        raise FileError(refusals.EMPTY, file)
    if data.startswith(OLE_SIGNATURE):
        raise FileError(refusals.OLE, file)
    raise FileError(refusals.PLAIN_TEXT if _looks_like_text(data[:_TEXT_SAMPLE]) else refusals.NOT_ZIP, file)


def _looks_like_text(sample: bytes) -> bool:
    """True without control characters; UTF-16 by its byte order mark. The encoding itself does not matter."""
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return not any(byte < 32 and byte not in b"\t\r\n\f" for byte in sample)


def _check_names(members: list[zipfile.ZipInfo], file: str) -> None:
    seen: set[str] = set()
    for info in members:
        name = unquote(info.orig_filename)  # ZipInfo.filename is already altered by platform rules
        if set(name) & _NEVER_IN_NAMES or {"..", ".", ""} & set(name.split("/")):
            raise FileError(refusals.UNSAFE_PART.format(part=ascii(name)[1:-1]), file)
        if name.casefold() in seen:  # part names are equal when they differ in case or escapes only
            raise FileError(refusals.DUPLICATE_PART.format(part=name), file)
        seen.add(name.casefold())


def _check_sizes(members: list[zipfile.ZipInfo], file: str) -> None:
    """Declared sizes are enough: zipfile never unpacks more than a member declares."""
    unpacked = sum(info.file_size for info in members)
    bombs = (i for i in members if i.file_size > max(RATIO_MATTERS_ABOVE, MAX_RATIO * i.compress_size))
    if unpacked > MAX_UNPACKED or any(bombs):
        raise too_large(file)


def _check_places(data: bytes, archive: zipfile.ZipFile, file: str) -> None:
    """Nothing before, behind, or twice: every reader must find the same members in the same bytes."""
    at = 0
    for info in sorted(archive.infolist(), key=lambda info: info.header_offset):
        if info.header_offset < at or (at == 0 and info.header_offset > 0) or info.compress_type not in _METHODS:
            raise FileError(refusals.CORRUPT, file)
        at = info.header_offset + _LOCAL_HEADER + len(info.orig_filename) + info.compress_size
    end = len(data) - _END.size - len(archive.comment)
    if at > archive.start_dir or data[end : end + 4] != b"PK\x05\x06":
        raise FileError(refusals.CORRUPT, file)
