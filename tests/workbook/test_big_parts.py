"""Parts are unpacked once: their checksums hold all the same, and what is stored alike need not be read again."""

import gc
import struct
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import IO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ledgers import cell, edited, found, number, place, sheet_part, small_file

from workbook import cells, sheet_xml
from workbook.cells import XlsxSheet, read_book
from workbook.errors import FileError
from workbook.ledger import LEDGER
from workbook.package import Package
from workbook.read import open_package, open_workbook, require_current

FILES = Path(__file__).parent / "files"
PackageMaker = Callable[..., bytes]
PICTURE = "xl/media/image1.png"


def damaged(data: bytes, part: str) -> bytes:
    """The file with another checksum stated for a part, in its directory."""
    changed = bytearray(data)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        crc = archive.getinfo(part).CRC
    at = data.index(struct.pack("<L", crc), data.index(b"PK\x01\x02"))
    changed[at] ^= 1
    return bytes(changed)


@pytest.mark.parametrize("part", [PICTURE, "xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"])
def test_no_part_is_trusted_with_a_wrong_checksum(part: str, make_package: PackageMaker) -> None:
    data = make_package({PICTURE: b"\x89PNG" + bytes(5000)}, sheet_data="<row r='1'><c r='A1'><v>1</v></c></row>")
    assert read_book(Package(data, "x.xlsx")).sheets[0].cells[1, 1].value == 1
    with pytest.raises(FileError) as caught:
        read_book(Package(damaged(data, part), "x.xlsx"))
    assert "corrupt" in caught.value.message("en")


def test_damage_is_told_from_xml_that_is_broken(make_package: PackageMaker) -> None:
    """The parser stops at the damage long before the checksum could be compared."""
    data = make_package(sheet_data="<row r='1'/>" * 9)
    stored = BytesIO()
    with zipfile.ZipFile(stored, "w", zipfile.ZIP_STORED) as archive:
        for name, text in parts_of(data).items():
            archive.writestr(name, text)
    flipped = stored.getvalue().replace(b"<sheetData>", b"<sheetData\xff", 1)
    with pytest.raises(FileError) as caught:
        read_book(Package(flipped, "x.xlsx"))
    assert "corrupt" in caught.value.message("en")


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_nothing_damaged_is_copied(make_package: PackageMaker) -> None:
    data = damaged(make_package({PICTURE: bytes(5000)}), PICTURE)
    with pytest.raises(FileError) as caught:
        Package(data, "x.xlsx").to_bytes()
    assert "corrupt" in caught.value.message("en")


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@settings(max_examples=25, deadline=None)
@given(content=st.binary(max_size=300), repeat=st.sampled_from([1, 1000]), step=st.sampled_from([1, 7, 4096, -1]))
def test_a_part_is_read_in_any_steps(method: int, content: bytes, repeat: int, step: int) -> None:
    content *= repeat if step > 1 or step < 0 else 1
    out = BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in parts_of(small_file()).items():
            if name in ("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml"):
                archive.writestr(name, data)
        archive.writestr(PICTURE, content)
    with Package(out.getvalue(), "x.xlsx").stream(PICTURE) as source:
        assert b"".join(pieces(source, step)) == content
        assert source.read(5) == b""


def pieces(source: IO[bytes], step: int) -> list[bytes]:
    read = [source.read(step)]
    while read[-1]:
        assert step < 0 or len(read[-1]) <= step
        read.append(source.read(step))
    return read


def test_a_stated_size_that_is_too_small_is_damage() -> None:
    data = bytearray(small_file())
    with zipfile.ZipFile(BytesIO(bytes(data))) as archive:
        info = archive.getinfo("xl/styles.xml")
    at = bytes(data).index(struct.pack("<3L", info.CRC, info.compress_size, info.file_size), data.index(b"PK\x01\x02"))
    struct.pack_into("<L", data, at + 8, info.file_size - 1)
    with pytest.raises(FileError) as caught:
        read_book(Package(bytes(data), "x.xlsx"))
    assert "corrupt" in caught.value.message("en")


# --- an earlier state of the same file -----------------------------------------------------------


def test_only_the_sheets_that_differ_are_read_again(tmp_path: Path) -> None:
    earlier = open_package(Package(small_file(), "a.xlsx"))
    path = edited(tmp_path / "a.xlsx", cell(place("market", 1, "spx"), number(4321)))
    later = open_package(Package.open(path), earlier)
    assert later.file == read_book(path)
    assert later.inputs.tables["market"][1]["spx"] == 4321
    same = {now.name: now.cells is then.cells for now, then in zip(later.file.sheets, earlier.file.sheets, strict=True)}
    market = LEDGER.sheet_of("market").title.ja
    assert [name for name, shared in same.items() if not shared] == [market]


def test_other_strings_or_dates_make_other_cells(make_package: PackageMaker) -> None:
    """The same part of a sheet means something else beside another table of strings."""
    sheet = "<row r='1'><c r='A1' t='s'><v>0</v></c></row>"

    def book(text: str, settings: str = "") -> Package:
        return Package(make_package(sheet_data=sheet, strings=f"<si><t>{text}</t></si>", book=settings), "a.xlsx")

    def first(package: Package, before: Package) -> XlsxSheet:
        return read_book(package, (before, read_book(before))).sheets[0]

    old = book("a")
    assert first(book("b"), old).cells[1, 1].value == "b"
    assert first(book("a"), old).cells[1, 1].value == "a"
    shared = read_book(old)
    assert read_book(book("a"), (old, shared)).sheets[0].cells is shared.sheets[0].cells
    moved = book("a", "<workbookPr date1904='1'/>")
    assert read_book(moved, (old, shared)).sheets[0].cells is not shared.sheets[0].cells


def test_the_strings_of_an_earlier_state_are_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = Package(small_file(), "a.xlsx"), Package(small_file(), "a.xlsx")
    book = read_book(old)
    read: list[Package] = []
    strings = cells._shared_strings
    monkeypatch.setattr(cells, "_shared_strings", lambda package: read.append(package) or strings(package))
    assert read_book(new, (old, book)) == book
    assert read == [new]


def test_a_part_put_into_either_state_is_read() -> None:
    earlier = Package(small_file(), "a.xlsx")
    book = read_book(earlier)
    later = Package(small_file(), "a.xlsx")
    part = sheet_part(later, LEDGER.sheet_of("market").title.ja)
    assert later.shares(earlier, part)
    later.put(part, earlier.read(part))
    assert not later.shares(earlier, part)
    assert not Package(small_file(), "a.xlsx").shares(Package(small_file(), "a.xlsx"), part), "nobody has read that one"
    assert read_book(later, (earlier, book)) == book


# --- older structures ----------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["ja", "en"])
def test_an_older_structure_is_one_finding(language: str) -> None:
    path = FILES / f"ledger-1-{language}.xlsx"
    opened = open_workbook(path)
    assert opened.outdated
    assert not opened.whole
    assert opened.schema == 1
    assert [finding.code for finding in opened.findings] == ["outdated"]
    assert [code for code, _ in found(path)] == ["×outdated"]
    assert opened.inputs.tables["monthly"], "what it holds is read all the same, for whoever brings it up to date"
    assert opened.inputs.cells["policy"]
    with pytest.raises(FileError) as caught:
        require_current(opened)
    assert f"hedge-xl upgrade {path.name}" in caught.value.message("ja")
    assert caught.value.message("en").startswith(f"{path.name}: made by an older version")


def test_a_current_ledger_is_accepted_and_one_that_lacks_something_is_not(tmp_path: Path) -> None:
    require_current(open_package(Package(small_file(), "a.xlsx")))

    def drop(package: Package) -> None:
        data = package.read(package.workbook_part)
        package.put(package.workbook_part, data.replace(b'name="min_unit"', b'name="no_unit"'))

    with pytest.raises(FileError) as caught:
        require_current(open_workbook(edited(tmp_path / "a.xlsx", drop)))
    assert 'the name "min_unit" is gone' in caught.value.message("en")


def test_the_garbage_collector_is_as_it_was() -> None:
    assert gc.isenabled()
    open_package(Package(small_file(), "a.xlsx"))
    assert gc.isenabled()
    with pytest.raises(FileError):
        open_package(Package(damaged(small_file(), "xl/styles.xml"), "a.xlsx"))
    assert gc.isenabled()
    gc.disable()
    try:
        open_package(Package(small_file(), "a.xlsx"))
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_the_fast_reader_starts_where_it_pays() -> None:
    assert 10_000 < sheet_xml.WORTH < 1_000_000
