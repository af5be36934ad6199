"""LibreOffice really recalculates, says clearly when it cannot, and leaves nothing running."""

import os
import subprocess
import sys
import time
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.table import Table

from workbook import recalc
from workbook.cells import read_book
from workbook.errors import FileError
from workbook.finish import finish
from workbook.package import Package
from workbook.recalc import LibreOffice, find_soffice

needs_libreoffice = pytest.mark.usefixtures("libreoffice")


def wrong_book(path: Path, amount: float, claims_excel: bool) -> Path:
    """A workbook whose cached value, 999, is not what its formulas give: twice the amount."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "月次"
    sheet.append(["ドル残高", "二倍", "文字"])
    sheet.append([amount, "=月次表[[#This Row],[ドル残高]]*2", '=A2&"ドル"'])
    sheet.add_table(Table(displayName="月次表", ref="A1:C2"))
    out = BytesIO()
    book.save(out)
    package = Package(
        finish(out.getvalue(), {"月次": {(2, 2): 999.0, (2, 3): "wrong"}}, modified=datetime(2026, 1, 1)), "x"
    )
    if claims_excel:
        package.put("docProps/app.xml", package.read("docProps/app.xml").replace(b"openpyxl", b"Microsoft Excel"))
    # Without the request to recalculate, only the profile's setting can bring the right value back.
    main = package.read(package.workbook_part)
    package.put(package.workbook_part, main.replace(b' fullCalcOnLoad="1"', b""))
    package.write(path)
    return path


def test_wrong_cached_values_come_back_right(libreoffice: LibreOffice, tmp_path: Path) -> None:
    paths = [wrong_book(tmp_path / f"{n}冊目.xlsx", amount=n + 0.25, claims_excel=n == 1) for n in range(3)]
    assert all(read_book(path).sheets[0].cells[2, 2].value == 999.0 for path in paths)
    results = libreoffice.recalculate(paths, tmp_path / "out")
    assert [path.name for path in results] == [path.name for path in paths]
    for n, result in enumerate(results):
        cells = read_book(result).sheets[0].cells
        assert cells[2, 2].value == 2 * (n + 0.25)
        assert cells[2, 3].value == f"{n + 0.25:g}ドル"
    assert {p.name for p in (tmp_path / "out").iterdir()} == {p.name for p in results}


def test_prints_to_pdf(libreoffice: LibreOffice, tmp_path: Path) -> None:
    path = wrong_book(tmp_path / "月次.xlsx", 1.0, claims_excel=False)
    (pdf,) = libreoffice.to_pdf([path], tmp_path / "out")
    assert pdf.name == "月次.pdf"
    assert pdf.read_bytes().startswith(b"%PDF-")


def test_old_output_is_not_taken_for_new(libreoffice: LibreOffice, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "broken.xlsx").write_bytes(b"an earlier result")
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 not a workbook")
    with pytest.raises(FileError, match=r"^broken\.xlsx: .*変換できません"):
        libreoffice.recalculate([broken], out)
    assert (out / "broken.xlsx").read_bytes() == b"an earlier result"
    assert len(list(out.iterdir())) == 1


def test_nothing_to_do_starts_nothing(
    libreoffice: LibreOffice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subprocess, "Popen", lambda *a, **k: pytest.fail("started"))
    assert libreoffice.recalculate([], tmp_path / "out") == []


def test_bad_requests_are_refused_before_anything_starts(
    libreoffice: LibreOffice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subprocess, "Popen", lambda *a, **k: pytest.fail("started"))
    book = wrong_book(tmp_path / "a.xlsx", 1.0, claims_excel=False)
    (tmp_path / "sub").mkdir()
    twin = wrong_book(tmp_path / "sub" / "A.xlsx", 1.0, claims_excel=False)
    with pytest.raises(FileError, match=r"none\.xlsx"):
        libreoffice.recalculate([book, tmp_path / "none.xlsx"], tmp_path / "out")
    with pytest.raises(FileError, match="同じ名前"):
        libreoffice.recalculate([book, twin], tmp_path / "out")
    before = book.read_bytes()
    with pytest.raises(FileError, match="上書き"):
        libreoffice.recalculate([book], tmp_path)
    assert book.read_bytes() == before


@needs_libreoffice
def test_timeout_leaves_nothing_running(tmp_path: Path) -> None:
    book = wrong_book(tmp_path / "a.xlsx", 1.0, claims_excel=False)
    profile = tmp_path / "profile"
    with LibreOffice(profile, timeout=0.3) as office, pytest.raises(FileError, match=r"0\.3 秒"):
        office.recalculate([book], tmp_path / "out")
    if sys.platform == "linux":
        deadline = time.monotonic() + 5
        while (left := _processes_with(str(profile))) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert left == []
    assert list((tmp_path / "out").iterdir()) == []


def _processes_with(word: str) -> list[str]:
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            try:
                command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
            except OSError:
                continue
            if word in command:
                found.append(command)
    return found


@needs_libreoffice
def test_temporary_profile_is_removed_and_a_given_one_kept(tmp_path: Path) -> None:
    with LibreOffice() as office:
        temporary = office.profile
        assert (temporary / "user" / "registrymodifications.xcu").exists()
    assert not temporary.exists()
    with LibreOffice(tmp_path / "profile") as office:
        assert office.profile == (tmp_path / "profile").resolve()
    assert (tmp_path / "profile").exists()


@needs_libreoffice
def test_profile_that_does_not_recalculate_is_refused(libreoffice: LibreOffice, tmp_path: Path) -> None:
    """A profile in use keeps the setting when LibreOffice rewrites the file; one without it would prove nothing."""
    libreoffice.recalculate([wrong_book(tmp_path / "a.xlsx", 1.0, claims_excel=True)], tmp_path / "out")
    again = LibreOffice(libreoffice.profile)
    assert again.profile == libreoffice.profile
    settings = tmp_path / "profile" / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text("<items/>")
    with pytest.raises(ValueError, match="does not recalculate"):
        LibreOffice(tmp_path / "profile")


def test_without_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recalc.shutil, "which", lambda name: None)
    monkeypatch.setattr(recalc, "_USUAL_PLACES", ())
    assert find_soffice() is None
    with pytest.raises(FileError) as caught:
        LibreOffice()
    assert "LibreOffice が見つかりません" in caught.value.message("ja")
    assert "was not found" in caught.value.message("en")


def test_found_where_installers_put_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.setattr(recalc.shutil, "which", lambda name: None)
    monkeypatch.setattr(recalc, "_USUAL_PLACES", (str(tmp_path / "none"), str(program)))
    assert find_soffice() == program
