"""Files that are not sound workbooks: each is refused by one FileError that says, in both languages, what to do."""

import struct
import warnings
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from hedge_xl import HedgeError
from workbook import container, refusals
from workbook.cells import read_book
from workbook.errors import FileError
from workbook.package import Package, pack

PackageMaker = Callable[..., bytes]
SHEET = "xl/worksheets/sheet1.xml"
BOMB_DTD = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'


def _sound() -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in range(200):
        sheet.append([row, f"text {row}", f"=A{row + 1}*2"])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


SOUND = _sound()


def _zip_of(*members: tuple[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # zipfile warns of the duplicate names that some cases need
        for name, data in members:
            archive.writestr(name, data)
    return out.getvalue()


def _parts(data: bytes = SOUND) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _with(name: str, data: bytes) -> bytes:
    return _zip_of(*{**_parts(), name: data}.items())


def _without(name: str) -> bytes:
    return pack({known: data for known, data in _parts().items() if known != name})


def _retyped(old: bytes, new: bytes) -> bytes:
    return _with("[Content_Types].xml", _parts()["[Content_Types].xml"].replace(old, new))


def _bad_checksum() -> bytes:
    """One byte of a stored member's data is turned over; everything else is in order."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, data in _parts().items():
            archive.writestr(name, data)
    data = bytearray(out.getvalue())
    data[data.index(b"<sheetData>") + 3] ^= 1
    return bytes(data)


def _encrypted_member() -> bytes:
    data = bytearray(SOUND)
    central = data.index(b"PK\x01\x02")
    data[central + 8] |= 1
    data[6] |= 1
    return bytes(data)


def _unknown_method() -> bytes:
    data = bytearray(SOUND)
    struct.pack_into("<H", data, data.index(b"PK\x01\x02") + 10, 97)
    return bytes(data)


def _docx() -> bytes:
    return _retyped(
        b"spreadsheetml.sheet.main+xml",
        b"wordprocessingml.document.main+xml",
    )


def _strict() -> bytes:
    return _with(
        "_rels/.rels",
        _parts()["_rels/.rels"].replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/", b"http://purl.oclc.org/ooxml/officeDocument/"
        ),
    )


XLSX_TYPE = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
XLSB_TYPE = b"application/vnd.ms-excel.sheet.binary.macroEnabled.main"

# What came, and a word of the English refusal that must name it.
HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty file": (lambda: b"", "0 bytes"),
    "old xls or encrypted": (lambda: container.OLE_SIGNATURE + bytes(600), "password"),
    "csv": (lambda: b"month,spot\r\n2026-01,150.5\r\n", "CSV"),
    "csv in cp932": (lambda: "月末,ドル円\r\n2026-01,150.5\r\n".encode("cp932"), "CSV"),
    "csv in utf-16": (lambda: "月末\t150\r\n".encode("utf-16"), "CSV"),
    "html table": (lambda: b"<html><table><tr><td>1</td></tr></table></html>", "text"),
    "picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "not an Excel workbook"),
    "only the signature": (lambda: b"PK\x03\x04", "cut short"),
    "truncated in the middle": (lambda: SOUND[: len(SOUND) // 2], "cut short"),
    "last byte missing": (lambda: SOUND[:-1], "cut short"),
    "bad checksum": (_bad_checksum, "corrupt"),
    "encrypted member": (_encrypted_member, "corrupt"),
    "unknown compression": (_unknown_method, "corrupt"),
    "zip without content types": (lambda: _without("[Content_Types].xml"), "not an Excel workbook"),
    "zip without relationships": (lambda: _without("_rels/.rels"), "not an Excel workbook"),
    "zip of something else": (lambda: _zip_of(("photo.jpg", b"\xff\xd8")), "not an Excel workbook"),
    "docx": (_docx, "Word"),
    "xlsb": (lambda: _retyped(XLSX_TYPE, XLSB_TYPE), ".xlsb"),
    "strict": (_strict, "Strict"),
    "no workbook part": (lambda: _without("xl/workbook.xml"), "xl/workbook.xml"),
    "no sheet part": (lambda: _without(SHEET), SHEET),
    "duplicate part": (lambda: _zip_of(*_parts().items(), (SHEET, b"<x/>")), "two parts"),
    "duplicate but for case": (lambda: _zip_of(*_parts().items(), (SHEET.upper(), b"<x/>")), "two parts"),
    "path upward": (lambda: _with("../../evil.xml", b"<x/>"), "unsafe"),
    "path upward inside": (lambda: _with("xl/../../evil.xml", b"<x/>"), "unsafe"),
    "absolute path": (lambda: _with("/etc/evil.xml", b"<x/>"), "unsafe"),
    "windows path": (lambda: _with("xl\\evil.xml", b"<x/>"), "unsafe"),
    "drive letter": (lambda: _with("C:evil.xml", b"<x/>"), "unsafe"),
    "zip bomb by ratio": (lambda: _with("xl/media/image1.png", bytes(8 * 2**20)), "unpacks to too much"),
    "entity in the workbook": (lambda: _with("xl/workbook.xml", BOMB_DTD + b"<x>&b;</x>"), "DTD"),
    "entity in a sheet": (
        lambda: _with(SHEET, _parts()[SHEET].replace(b"<worksheet", BOMB_DTD + b"<worksheet", 1)),
        "DTD",
    ),
    "external dtd": (
        lambda: _with(SHEET, _parts()[SHEET].replace(b"<worksheet", b'<!DOCTYPE x SYSTEM "file:///x"><worksheet', 1)),
        "DTD",
    ),
    "broken workbook xml": (lambda: _with("xl/workbook.xml", b"<workbook"), "broken"),
    "broken sheet xml": (lambda: _with(SHEET, _parts()[SHEET][:-40]), "broken"),
    "empty sheet part": (lambda: _with(SHEET, b""), "broken"),
}


def assert_one_line_in_both_languages(error: HedgeError, file: str) -> None:
    for language in ("ja", "en"):
        line = error.message(language)
        assert line.startswith(f"{file}: ")
        assert "\n" not in line
        assert "{" not in line
    assert any(ord(letter) > 0x3000 for letter in error.message("ja"))
    assert error.message("en").isascii()


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_file_is_refused_in_one_line(case: str, tmp_path: Path) -> None:
    make, word = HOSTILE[case]
    path = tmp_path / "ledger.xlsx"
    path.write_bytes(make())
    with pytest.raises(FileError) as caught:
        read_book(path)
    assert_one_line_in_both_languages(caught.value, "ledger.xlsx")
    assert word in caught.value.message("en")


def test_the_sound_file_behind_the_cases_is_read(tmp_path: Path) -> None:
    """Without this the table above could pass because its base is refused for another reason."""
    path = tmp_path / "ledger.xlsx"
    path.write_bytes(_zip_of(*_parts().items()))
    assert len(read_book(path).sheets[0].cells) == 600


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="見つかりません") as caught:
        Package.open(tmp_path / "none.xlsx")
    assert_one_line_in_both_languages(caught.value, "none.xlsx")


def test_directory(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="フォルダ") as caught:
        Package.open(tmp_path)
    assert_one_line_in_both_languages(caught.value, tmp_path.name)


@pytest.mark.parametrize("failure", [PermissionError(13, "Permission denied"), OSError(5, "Input/output error")])
def test_unreadable_file(failure: OSError, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The operating system's refusal is simulated: an administrator may read everything."""
    path = tmp_path / "ledger.xlsx"
    path.write_bytes(SOUND)

    def refuse(self: Path) -> bytes:
        raise failure

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(FileError) as caught:
        Package.open(path)
    assert_one_line_in_both_languages(caught.value, "ledger.xlsx")
    assert caught.value.text == refusals.NO_PERMISSION or "Input/output" in str(caught.value)


def test_total_size_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    unpacked = sum(map(len, _parts().values()))
    monkeypatch.setattr(container, "MAX_UNPACKED", unpacked)
    Package(SOUND, "x.xlsx")
    monkeypatch.setattr(container, "MAX_UNPACKED", unpacked - 1)
    with pytest.raises(FileError, match="大きすぎる"):
        Package(SOUND, "x.xlsx")


def test_size_on_disk_is_bounded_before_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "ledger.xlsx"
    path.write_bytes(SOUND)
    monkeypatch.setattr(container, "MAX_UNPACKED", len(SOUND) - 1)
    monkeypatch.setattr(Path, "read_bytes", lambda self: pytest.fail("read in spite of its size"))
    with pytest.raises(FileError, match="大きすぎる"):
        Package.open(path)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(SOUND) - 1), st.integers(1, 255))
def test_any_damaged_byte_is_read_alike_or_refused(position: int, flip: int) -> None:
    """A flipped byte may sit where it changes nothing; it must never change a cell, or raise anything else."""
    data = bytearray(SOUND)
    data[position] ^= flip
    try:
        book = read_book(Package(bytes(data), "x.xlsx"))
    except FileError:
        return
    assert book.sheets[0].cells == read_book(Package(SOUND, "x.xlsx")).sheets[0].cells


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(SOUND) - 1))
def test_any_truncation_is_refused(length: int) -> None:
    with pytest.raises(FileError):
        Package(SOUND[:length], "x.xlsx")
