"""Fixtures shared by all tests."""

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from workbook.package import pack
from workbook.recalc import LibreOffice, find_soffice

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"

PackageMaker = Callable[..., bytes]


@pytest.fixture(scope="session", autouse=True)
def _default_language() -> Iterator[None]:
    """The tests expect what a new user sees, whatever language is set where they run."""
    with pytest.MonkeyPatch.context() as environment:
        environment.delenv("HEDGE_XL_LANG", raising=False)
        yield


def _relationships(**targets: tuple[str, str]) -> bytes:
    items = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for key, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="{RELATIONSHIPS}">{items}</Relationships>'.encode()


def small_parts(sheet_data: str = "", after: str = "", strings: str = "", book: str = "") -> dict[str, bytes]:
    """The parts of the smallest workbook: one sheet with the given XML inside sheetData and after it."""
    return {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{MAIN_TYPE}"/></Types>'
        ).encode(),
        "_rels/.rels": _relationships(rId1=("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": (
            f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{book}'
            '<sheets><sheet name="シート" sheetId="1" r:id="rId1"/></sheets></workbook>'
        ).encode(),
        "xl/_rels/workbook.xml.rels": _relationships(
            rId1=("worksheet", "worksheets/sheet1.xml"), rId2=("sharedStrings", "/xl/sharedStrings.xml")
        ),
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{strings}</sst>'.encode(),
        "xl/worksheets/sheet1.xml": (
            f'<worksheet xmlns="{MAIN}"><sheetData>{sheet_data}</sheetData>{after}</worksheet>'
        ).encode(),
    }


@pytest.fixture(scope="session")
def parts() -> Callable[..., dict[str, bytes]]:
    """Makes the parts of a small workbook from raw sheet XML."""
    return small_parts


@pytest.fixture(scope="session")
def make_package() -> PackageMaker:
    """Makes the bytes of a small workbook from raw sheet XML, with parts replaced, or dropped when None."""

    def make(changes: Mapping[str, bytes | None] | None = None, **xml: str) -> bytes:
        changed = {**small_parts(**xml), **(changes or {})}
        return pack({name: data for name, data in changed.items() if data is not None})

    return make


@pytest.fixture(scope="session")
def libreoffice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LibreOffice]:
    """A LibreOffice that always recalculates. Without the program: skip at home, fail in CI."""
    if find_soffice() is None:
        reason = "LibreOffice (soffice) is not installed"
        if os.environ.get("CI"):
            pytest.fail(f"{reason}, and CI must run this test")
        pytest.skip(reason)
    with LibreOffice(
        Path(tmp_path_factory.mktemp("libreoffice")), timeout=900
    ) as office:  # dozens of books in one start
        yield office
