"""Files written again: what nobody changed keeps the very bytes it was stored in, however the zip was made."""

import struct
import zipfile
from io import BytesIO

import customise
import pytest
from edit_checks import contents, stored
from hypothesis import given
from hypothesis import strategies as st
from ledgers import small_file

from workbook import container
from workbook.edit import repack
from workbook.edit.repack import Deflated, deflated, repacked
from workbook.errors import FileError
from workbook.package import Package

THEME = "xl/theme/theme1.xml"


def package(*rezips: str) -> Package:
    return Package(customise.customised(small_file("ja"), rezips), "ledger.xlsx")


def test_a_file_we_built_comes_back_to_the_byte() -> None:
    assert package().to_bytes() == small_file("ja")


@pytest.mark.parametrize("rezip", customise.ZIPS)
def test_members_keep_their_stored_bytes(rezip: str) -> None:
    source = package(rezip)
    old = source.to_bytes()
    source.put(THEME, b"<new/>")
    new = source.to_bytes()
    assert list(contents(new)) == list(contents(old))
    assert contents(new) == contents(old) | {THEME: b"<new/>"}
    before, after = stored(old), stored(new)
    assert {name for name in before if before[name] != after[name]} == {THEME}


@pytest.mark.parametrize("rezip", customise.ZIPS)
def test_times_attributes_and_methods_stay(rezip: str) -> None:
    source = package(rezip)
    again = Package(source.to_bytes(), "x.xlsx")

    def header(info: zipfile.ZipInfo) -> tuple[object, ...]:
        return info.orig_filename, info.date_time, info.compress_type, info.external_attr, info.create_system, info.CRC

    assert [header(info) for info, _ in again.members()] == [header(info) for info, _ in source.members()]


def test_new_parts_come_last_and_removed_ones_go() -> None:
    source = package()
    source.put("xl/日本.bin", b"\0" * 9)
    source.put("custom.xml", b"<x/>")
    source.remove(THEME)
    names = list(contents(source.to_bytes()))
    assert names[-2:] == ["xl/日本.bin", "custom.xml"]
    assert THEME not in names
    assert Package(source.to_bytes(), "x.xlsx").read("xl/日本.bin") == b"\0" * 9


def test_changes_may_be_given_without_changing_the_package() -> None:
    source = package()
    new = repacked(source, {THEME: b"<a/>", "new.xml": deflated([b"<b>", b"</b>"])})
    assert contents(new)[THEME] == b"<a/>"
    assert contents(new)["new.xml"] == b"<b></b>"
    assert source.to_bytes() == small_file("ja")


def test_a_comment_of_the_zip_and_folders_stay() -> None:
    stream = BytesIO(small_file("ja"))
    with zipfile.ZipFile(stream, "a") as archive:
        archive.comment = "自分のメモ".encode()
        archive.writestr("xl/media/", b"")
    source = Package(stream.getvalue(), "x.xlsx")
    source.put(THEME, b"<new/>")
    with zipfile.ZipFile(BytesIO(source.to_bytes())) as archive:
        assert archive.comment.decode() == "自分のメモ"
        assert "xl/media/" in archive.namelist()
        assert archive.testzip() is None


def test_names_in_the_old_code_page_stay() -> None:
    stream = BytesIO(small_file("ja"))
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr(zipfile.ZipInfo("xl/qqq.bin"), b"1")
    odd = stream.getvalue().replace(b"xl/qqq.bin", b"xl/\x82\x83\x84.bin")
    again = Package(odd, "x.xlsx").to_bytes()
    assert b"xl/\x82\x83\x84.bin" in again
    assert contents(again) == contents(odd)


@given(st.lists(st.binary(max_size=2000)))
def test_deflated_in_pieces_is_the_whole(pieces: list[bytes]) -> None:
    made = deflated(pieces)
    assert made.size == sum(map(len, pieces))
    assert contents(repacked(package(), {"x.bin": made}))["x.bin"] == b"".join(pieces)


def test_a_large_part_is_packed_fast_and_reads_back() -> None:
    piece = b"<row/>" * 100_000
    made = deflated([piece] * 10)
    assert len(made.data) < made.size // 50
    assert contents(repacked(package(), {"x.bin": made}))["x.bin"] == piece * 10


def test_a_file_that_could_not_be_opened_again_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    source = package()
    monkeypatch.setattr(repack, "MAX_UNPACKED", 1000)
    with pytest.raises(FileError, match=str(container.MAX_UNPACKED // 2**20)):
        source.to_bytes()


def test_extra_fields_but_for_sizes_stay() -> None:
    extra = struct.pack("<HHL", 0x9999, 4, 7)
    stream = BytesIO(small_file("ja"))
    with zipfile.ZipFile(stream, "a") as archive:
        info = zipfile.ZipInfo("extra.bin")
        info.extra = extra
        archive.writestr(info, b"1")
    again = Package(Package(stream.getvalue(), "x.xlsx").to_bytes(), "x.xlsx")
    assert next(info.extra for info, _ in again.members() if info.filename == "extra.bin") == extra


def test_a_part_states_its_checksum() -> None:
    made = deflated([b"abc"])
    wrong = repacked(package(), {"x.bin": Deflated(made.data, made.crc ^ 1, made.size)})
    with zipfile.ZipFile(BytesIO(repacked(package(), {"x.bin": made}))) as archive:
        assert archive.testzip() is None
    with zipfile.ZipFile(BytesIO(wrong)) as archive:
        assert archive.testzip() == "x.bin"
