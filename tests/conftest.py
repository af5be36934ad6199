"""Fixtures shared by all tests."""

import os
from collections.abc import Callable, Generator, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

import pytest

from workbook.package import pack
from workbook.recalc import LibreOffice, find_soffice

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"

PackageMaker = Callable[..., bytes]
Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A test for which a program or a package is missing is skipped at home and fails in CI."""
    return _run_in_ci((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """The same of a whole file."""
    return _run_in_ci((yield))


def _run_in_ci(report: Report) -> Report:
    if os.environ.get("CI") and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"CI must run this test: {report.longrepr}"
    return report


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
    """A LibreOffice that always recalculates."""
    if find_soffice() is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    folder = Path(tmp_path_factory.mktemp("libreoffice"))
    with LibreOffice(folder, timeout=900) as office:  # dozens of books in one start
        yield office
