"""An Excel file as what it is: named parts in a zip, tied together by relationships."""

import posixpath
import struct
import zipfile
from collections.abc import Iterator, Mapping
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import IO, Final, NamedTuple

from lxml import etree

from workbook import ooxml, refusals
from workbook.container import open_zip, read_file
from workbook.errors import FileError
from workbook.part_stream import PartStream, open_part

CONTENT_TYPES_PART: Final = "[Content_Types].xml"
ROOT_RELATIONSHIPS: Final = "_rels/.rels"
EPOCH: Final = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip can state
_MAIN_TYPES: Final = frozenset(
    {
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml",
        "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
        "application/vnd.ms-excel.template.macroEnabled.main+xml",
    }
)
_LENGTHS_AT: Final = 26  # where a member's local header states the lengths of what follows it
_BINARY_TYPE: Final = "application/vnd.ms-excel.sheet.binary.macroEnabled.main"


class Relationship(NamedTuple):
    """Where a part points: the target is a part name, or a link as written when it is external."""

    type: str
    target: str
    external: bool = False


class Package:
    """The parts of a workbook. Reading is lazy; changes stay in memory until `write`."""

    def __init__(self, data: bytes, file: str) -> None:
        """Check the bytes of a file; `file` is its name in messages."""
        self.file = file
        self._changed: dict[str, bytes] = {}
        self._stored = open_zip(data, file)
        self._sound: set[str] = set()
        self._links: dict[str, dict[str, Relationship]] = {}
        self._names = dict.fromkeys(self._stored)
        self._spelled = {name.casefold(): name for name in self._names}
        self._data = data
        self._zip = zipfile.ZipFile(BytesIO(data))
        self.workbook_part = self._find_workbook()

    @classmethod
    def open(cls, path: str | Path) -> "Package":
        """Read and check a file; a `FileError` says what is wrong with it."""
        path = Path(path)
        return cls(read_file(path), path.name)

    def __contains__(self, name: object) -> bool:
        """Whether there is a part of this name."""
        return name in self._names

    @property
    def names(self) -> tuple[str, ...]:
        """All part names, in the file's order."""
        return tuple(self._names)

    def read(self, name: str) -> bytes:
        """A part's bytes."""
        if name in self._changed:
            return self._changed[name]
        with self.stream(name) as source:
            return source.read()

    def stream(self, name: str) -> IO[bytes]:
        """A part as a file to read from, for parts too large to hold."""
        if name in self._changed:
            return BytesIO(self._changed[name])
        if name not in self._names:
            raise FileError(refusals.MISSING_PART.format(part=name), self.file)
        return self._open(name)  # type: ignore[return-value]  # BufferedIOBase is typeshed's IO[bytes] in all but name

    def check(self) -> None:
        """Verify the checksums of the parts that were not read to their end. FileError when one is damaged."""
        for name in self._stored.keys() - self._sound:
            self._open(name).verify()

    def shares(self, other: "Package", name: str) -> bool:
        """Whether a part is stored byte for byte as in another package that has read it and found it sound."""
        if name in self._changed or name in other._changed or name not in other._sound or name not in self._stored:
            return False
        mine, theirs = self._stored[name], other._stored[name]
        if (mine.CRC, mine.file_size, mine.compress_type) != (theirs.CRC, theirs.file_size, theirs.compress_type):
            return False
        self._open(name)  # its header must be sound, too
        same = self._packed(mine) == other._packed(theirs)
        if same:
            self._sound.add(name)
        return same

    def _packed(self, info: zipfile.ZipInfo) -> memoryview:
        """A member's data as stored."""
        start = info.header_offset
        lengths = struct.unpack_from("<2H", self._data, start + _LENGTHS_AT)  # of the name and the extra fields
        start += _LENGTHS_AT + 4 + sum(lengths)
        return memoryview(self._data)[start : start + info.compress_size]

    def _open(self, name: str) -> PartStream:
        sound = partial(self._sound.add, name)
        return open_part(self._zip, self._data, self._stored[name], self.file, sound)

    def xml(self, name: str) -> etree._Element:
        """A part's root element."""
        return ooxml.parse_xml(self.read(name), name, self.file)

    def put(self, name: str, data: bytes) -> None:
        """Replace a part, or add one."""
        if name not in self._names:
            self._names[name] = None
            self._spelled[name.casefold()] = name
            self._links.clear()  # they may point to it
        self._links.pop(name, None)
        self._changed[name] = data

    def remove(self, name: str) -> None:
        """Drop a part."""
        del self._names[name], self._spelled[name.casefold()]
        self._links.clear()
        self._changed.pop(name, None)

    def rels(self, part: str = "") -> dict[str, Relationship]:
        """A part's relationships by id; those of the package itself for ``""``."""
        folder, base = posixpath.split(part)
        name = posixpath.join(folder, "_rels", f"{base}.rels")
        if name not in self._names:
            return {}
        if name in self._links:
            return self._links[name]
        found = list(self.xml(name).iter(f"{{{ooxml.PACKAGE_RELATIONSHIPS}}}Relationship"))
        links = {item.get("Id", ""): self._relationship(item, folder) for item in found}
        if len(links) < len(found):  # two of one id: nothing says which is meant
            raise FileError(refusals.BAD_XML.format(part=name), self.file)
        self._links[name] = links
        return links

    def related(self, part: str, kind: str) -> tuple[str, ...]:
        """The parts that `part` points to by one kind of relationship, such as ``table``."""
        return tuple(r.target for r in self.rels(part).values() if not r.external and r.type.endswith(f"/{kind}"))

    def content_types(self) -> tuple[dict[str, str], dict[str, str]]:
        """Content types by part name, and by file extension for the parts not named."""
        root = self.xml(CONTENT_TYPES_PART)
        space = f"{{{ooxml.CONTENT_TYPES}}}"
        parts = {e.get("PartName", "").lstrip("/"): e.get("ContentType", "") for e in root.iter(f"{space}Override")}
        extensions = {e.get("Extension", "").lower(): e.get("ContentType", "") for e in root.iter(f"{space}Default")}
        return parts, extensions

    def to_bytes(self) -> bytes:
        """The whole file; parts that nobody changed keep the very bytes they were stored in."""
        from workbook.edit.repack import repacked  # the editing engine is built on this module

        return repacked(self)

    def write(self, path: str | Path) -> None:
        """Write the file in place. Callers who need an atomic replacement write `to_bytes` themselves."""
        Path(path).write_bytes(self.to_bytes())

    @property
    def comment(self) -> bytes:
        """What the zip says of itself."""
        return self._zip.comment

    def members(self) -> Iterator[tuple[zipfile.ZipInfo, memoryview]]:
        """What the file was read from: every member in order, its data as stored."""
        self.check()  # no damage is copied into a new file
        for info in self._zip.infolist():
            yield info, self._packed(info)

    def size(self, name: str) -> int:
        """A part's size, unpacked."""
        changed = self._changed.get(name)
        return self._zip.getinfo(name).file_size if changed is None else len(changed)

    def changed_part(self, name: str) -> bytes | None:
        """A part's new bytes; None when it is as it was read."""
        return self._changed.get(name)

    def _relationship(self, item: etree._Element, folder: str) -> Relationship:
        kind, target = item.get("Type", ""), item.get("Target", "")
        if item.get("TargetMode") == "External":
            return Relationship(kind, target, external=True)
        name = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        return Relationship(kind, self._actual(name))

    def _actual(self, name: str) -> str:
        """The spelling in the archive of a name given in any case."""
        return name if name in self._names else self._spelled.get(name.casefold(), name)

    def _find_workbook(self) -> str:
        if CONTENT_TYPES_PART not in self or ROOT_RELATIONSHIPS not in self:
            raise FileError(refusals.NOT_WORKBOOK, self.file)
        parts, extensions = self.content_types()
        for relationship in self.rels().values():
            if not relationship.type.endswith("/officeDocument"):
                continue
            name = relationship.target
            kind = parts.get(name, extensions.get(name.rpartition(".")[2].lower(), ""))
            if kind == _BINARY_TYPE:
                raise FileError(refusals.BINARY_WORKBOOK, self.file)
            if kind in _MAIN_TYPES and relationship.type.startswith(ooxml.STRICT):
                raise FileError(refusals.STRICT_WORKBOOK, self.file)
            if kind in _MAIN_TYPES and name not in self:
                raise FileError(refusals.MISSING_PART.format(part=name), self.file)
            if kind in _MAIN_TYPES:
                return name
        raise FileError(refusals.NOT_WORKBOOK, self.file)


def pack(parts: Mapping[str, bytes]) -> bytes:
    """A zip of the parts that depends on nothing but the parts: no clock, no platform, no insertion order."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in sorted(parts, key=lambda n: (n != CONTENT_TYPES_PART, n != ROOT_RELATIONSHIPS, n)):
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0
            info.external_attr = 0
            archive.writestr(info, parts[name], compresslevel=6)
    return out.getvalue()
