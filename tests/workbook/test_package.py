"""Packages: parts, relationships, and writing that changes nothing but what was changed."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook import ooxml
from workbook.errors import FileError
from workbook.package import CONTENT_TYPES_PART, EPOCH, Package, Relationship, pack

PackageMaker = Callable[..., bytes]
SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture
def package(make_package: PackageMaker) -> Package:
    return Package(make_package(), "small.xlsx")


def test_names_are_read_in_order(package: Package) -> None:
    assert package.names[:2] == (CONTENT_TYPES_PART, "_rels/.rels")
    assert SHEET in package
    assert "xl/none.xml" not in package


def test_workbook_part_is_found_by_relationship_not_by_name(
    make_package: PackageMaker, parts: Callable[..., dict[str, bytes]]
) -> None:
    small = parts()
    moved = Package(
        make_package(
            {
                "xl/workbook.xml": None,
                "xl/_rels/workbook.xml.rels": None,
                "book/main.xml": small["xl/workbook.xml"],
                "_rels/.rels": small["_rels/.rels"].replace(b"xl/workbook.xml", b"/Book/main.xml"),
                CONTENT_TYPES_PART: small[CONTENT_TYPES_PART].replace(b"/xl/workbook.xml", b"/book/main.xml"),
            }
        ),
        "moved.xlsx",
    )
    assert moved.workbook_part == "book/main.xml"


def test_relationships_are_resolved_to_part_names(package: Package) -> None:
    rels = package.rels("xl/workbook.xml")
    assert rels["rId1"] == Relationship(f"{ooxml.OFFICE}/worksheet", SHEET)
    assert rels["rId2"].target == "xl/sharedStrings.xml"
    assert package.rels("")["rId1"].target == "xl/workbook.xml"
    assert package.rels(SHEET) == {}
    assert package.related("xl/workbook.xml", "worksheet") == (SHEET,)


def test_upward_and_external_targets(make_package: PackageMaker) -> None:
    links = (
        f'<Relationships xmlns="{ooxml.PACKAGE_RELATIONSHIPS}">'
        '<Relationship Id="a" Type="x/table" Target="../tables/table1.xml"/>'
        '<Relationship Id="b" Type="x/hyperlink" Target="https://example.com/a?b" TargetMode="External"/>'
        '<Relationship Id="c" Type="x/table" Target="../../../../up.xml"/></Relationships>'
    ).encode()
    rels = Package(make_package({"xl/worksheets/_rels/sheet1.xml.rels": links}), "x.xlsx").rels(SHEET)
    assert rels["a"] == ("x/table", "xl/tables/table1.xml", False)
    assert rels["b"] == ("x/hyperlink", "https://example.com/a?b", True)
    assert rels["c"].target == "up.xml", "a target cannot leave the package"


def test_changes_touch_only_their_own_part(package: Package, tmp_path: Path) -> None:
    before = {name: package.read(name) for name in package.names}
    package.put(SHEET, b"<new/>")
    package.put("xl/added.bin", b"\x00\x01")
    package.remove("xl/sharedStrings.xml")
    package.write(tmp_path / "out.xlsx")
    again = Package.open(tmp_path / "out.xlsx")
    after = {name: again.read(name) for name in again.names}
    del before["xl/sharedStrings.xml"]
    assert after == {**before, SHEET: b"<new/>", "xl/added.bin": b"\x00\x01"}


def test_reading_what_is_not_there(package: Package) -> None:
    with pytest.raises(FileError, match=r"xl/none\.xml"):
        package.read("xl/none.xml")
    package.remove(SHEET)
    with pytest.raises(FileError, match="sheet1"):
        package.read(SHEET)


def test_changed_part_is_what_is_read(package: Package) -> None:
    package.put(SHEET, b"<a><b/></a>")
    assert package.read(SHEET) == b"<a><b/></a>"
    assert package.stream(SHEET).read() == b"<a><b/></a>"
    assert package.xml(SHEET).tag == "a"


def test_same_parts_give_the_same_bytes_in_any_order() -> None:
    parts = {"xl/b.xml": b"<b/>", "xl/a.xml": b"<a/>" * 500, "_rels/.rels": b"<r/>", CONTENT_TYPES_PART: b"<t/>"}
    data = pack(parts)
    assert data == pack(dict(reversed(parts.items())))
    with zipfile.ZipFile(BytesIO(data)) as archive:
        infos = archive.infolist()
    assert [info.filename for info in infos] == [CONTENT_TYPES_PART, "_rels/.rels", "xl/a.xml", "xl/b.xml"]
    assert {info.date_time for info in infos} == {EPOCH}
    assert {info.compress_type for info in infos} == {zipfile.ZIP_DEFLATED}


def test_case_of_names_does_not_matter_to_relationships(make_package: PackageMaker) -> None:
    link = '<Relationship Id="a" Type="t" Target="../SharedStrings.XML"/>'
    links = f'<Relationships xmlns="{ooxml.PACKAGE_RELATIONSHIPS}">{link}</Relationships>'
    package = Package(make_package({"xl/worksheets/_rels/sheet1.xml.rels": links.encode()}), "x.xlsx")
    assert package.rels(SHEET)["a"].target == "xl/sharedStrings.xml"


@given(st.text(st.characters(codec="utf-8")))
def test_escaped_text_reads_back(text: str) -> None:
    stored = ooxml.escape(text)
    assert ooxml.unescape(stored) == text
    assert not set(stored) & set(map(chr, [*range(9), 11, 12, *range(14, 32)])), "XML cannot hold these"


def test_escapes_are_those_of_excel() -> None:
    assert ooxml.unescape("a_x000D_\nb_x005F_x000D_") == "a\r\nb_x000D_"
    assert ooxml.escape("a\x01_x000D_") == "a_x0001__x005F_x000D_"
    assert ooxml.escape("max_x") == "max_x"
