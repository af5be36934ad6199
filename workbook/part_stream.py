"""One part of a zip, unpacked once: its checksum is verified by whoever reads it to its end."""

import struct
import zipfile
import zlib
from collections.abc import Callable
from io import BufferedIOBase, BytesIO
from typing import Final

from workbook import refusals
from workbook.errors import FileError

# zipfile raises all of these for damaged archives: a bad offset, an encrypted member, an unknown method.
DAMAGE: Final = (
    *(zipfile.BadZipFile, zlib.error, struct.error),
    *(EOFError, OSError, RuntimeError, ValueError, IndexError),  # the last for a member without a name
)
_LENGTHS_AT: Final = 26  # where a member's local header states the lengths of its name and its extra field
_LENGTHS: Final = struct.Struct("<HH")
_SLICE: Final = 2**16
_WHOLE: Final = 2**20  # how much is unpacked at a time by one who wants it all


def open_part(
    archive: zipfile.ZipFile, data: bytes, info: zipfile.ZipInfo, file: str, sound: Callable[[], object]
) -> "PartStream":
    """A member, deflated or stored, to read from; `data` is the archive's bytes, `file` its name in messages.

    `sound` is called when the member has been read to its end and was as it should be.
    """
    try:
        archive.open(info).close()  # checks the local header, and that nothing is encrypted
    except DAMAGE as error:
        raise FileError(refusals.CORRUPT, file) from error
    start = info.header_offset + _LENGTHS_AT
    start += _LENGTHS.size + sum(_LENGTHS.unpack_from(data, start))
    packed = memoryview(data)[start : start + info.compress_size]
    source = _Inflated(packed) if info.compress_type == zipfile.ZIP_DEFLATED else _Stored(packed)
    return PartStream(source, info, file, sound)


class _Stored:
    """Data kept as it is."""

    def __init__(self, packed: memoryview) -> None:
        self._packed = packed

    def read(self, size: int) -> bytes:
        taken, self._packed = bytes(self._packed[:size]), self._packed[size:]
        return taken


class _Inflated:
    """A deflate stream, several times as fast as zipfile reads it."""

    def __init__(self, packed: memoryview) -> None:
        self._packed = packed
        self._inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        self._waiting = b""

    def read(self, size: int) -> bytes:
        """The next bytes, at most so many; none at the end."""
        while not self._inflater.eof:
            if not self._waiting:
                self._waiting, self._packed = bytes(self._packed[:_SLICE]), self._packed[_SLICE:]
            more = bool(self._waiting)
            unpacked = self._inflater.decompress(self._waiting, size)
            self._waiting = self._inflater.unconsumed_tail
            if unpacked or not more:
                return unpacked
        return b""


class PartStream(BufferedIOBase):
    """A part as a file to read from, whose size and checksum are verified when its end is reached."""

    def __init__(
        self,
        source: "_Inflated | _Stored",
        info: zipfile.ZipInfo,
        file: str,
        sound: Callable[[], object],
    ) -> None:
        self._source, self._info, self._file, self._sound = source, info, file, sound
        self._crc = self._size = 0
        self._ended = False

    def readable(self) -> bool:
        """Whether it can be read: always."""
        return True

    def read(self, size: int | None = -1) -> bytes:
        """The next bytes, fewer than asked for now and then; none at the end. FileError when they are damaged."""
        if size is None or size < 0:
            return self._rest()
        if size == 0 or self._ended:
            return b""
        try:
            data = self._source.read(size)
        except DAMAGE as error:
            raise FileError(refusals.CORRUPT, self._file) from error
        self._crc = zlib.crc32(data, self._crc)
        self._size += len(data)
        if self._size > self._info.file_size:
            raise FileError(refusals.CORRUPT, self._file)
        if not data:
            self._finish()
        return data

    def _rest(self) -> bytes:
        """All that is left, never held twice."""
        whole = BytesIO()
        while data := self.read(_WHOLE):
            whole.write(data)
        return whole.getvalue()

    def _finish(self) -> None:
        if self._size != self._info.file_size or self._crc != self._info.CRC:
            raise FileError(refusals.CORRUPT, self._file)
        self._ended = True
        self._sound()

    def verify(self) -> None:
        """Read what is left, to know that it is sound."""
        while self.read(_WHOLE):
            pass
