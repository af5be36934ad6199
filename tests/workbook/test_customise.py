"""Every customisation is one that spreadsheets accept and that leaves our workbook whole."""

import re
import warnings
from pathlib import Path

import openpyxl
import pytest
from customise import EDITS, FOUND, ZIPS, customised, resaved
from customise_values import differences, values
from ledgers import found, small_file

from workbook.cells import read_book
from workbook.findings.registry import CHECKS
from workbook.package import Package
from workbook.read import Opened, open_workbook
from workbook.recalc import LibreOffice

SEEDS = range(3)


def opened(data: bytes, folder: Path, name: str = "ledger.xlsx") -> Opened:
    path = folder / name
    path.write_bytes(data)
    return open_workbook(path)


def open_elsewhere(path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of what it does not keep
        openpyxl.load_workbook(path)


def faults(path: Path) -> list[tuple[str, str]]:
    """What is wrong with inputs, formulas or numbers; that something is hidden, locked or linked is only true."""
    return [item for item in found(path) if CHECKS[item[0][1:]].group != "file"]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", [*EDITS, *ZIPS])
def test_one_customisation(name: str, seed: int, tmp_path: Path) -> None:
    made = customised(small_file(), [name], seed)
    assert made != small_file()
    inputs = opened(made, tmp_path).inputs
    assert inputs == opened(small_file(), tmp_path, "before.xlsx").inputs
    assert faults(tmp_path / "ledger.xlsx") == []


@pytest.mark.parametrize("seed", SEEDS)
def test_all_customisations_in_one_file(seed: int, tmp_path: Path) -> None:
    made = customised(small_file(), [*EDITS, "stamped"], seed)
    inputs = opened(made, tmp_path).inputs
    assert inputs == opened(small_file(), tmp_path, "before.xlsx").inputs
    assert faults(tmp_path / "ledger.xlsx") == []
    open_elsewhere(tmp_path / "ledger.xlsx")


def test_the_same_seed_makes_the_same_file() -> None:
    assert customised(small_file(), EDITS, 5) == customised(small_file(), EDITS, 5)
    assert customised(small_file(), EDITS, 5) != customised(small_file(), EDITS, 6)


def test_what_the_validator_has_to_say(tmp_path: Path) -> None:
    opened(customised(small_file(), ["external link"], 1), tmp_path)
    assert FOUND.keys() == {"external link"}
    assert [code for code, _ in found(tmp_path / "ledger.xlsx")] == ["△external-link"]


@pytest.fixture(scope="module")
def saved(libreoffice: LibreOffice, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, Path]]:
    """Ledgers customised in every way, and as LibreOffice saves them, in one start of the program."""
    folder = tmp_path_factory.mktemp("customised")
    made = {
        "excel": customised(small_file(), [*EDITS, "zip64"], 0),
        "english": customised(small_file("en"), [*EDITS, "data descriptors"], 1),
        "found": customised(small_file(), [*FOUND, "any order"], 2),
    }
    for name, data in made.items():
        (folder / f"{name}.xlsx").write_bytes(data)
    results = libreoffice.recalculate([folder / f"{name}.xlsx" for name in made], folder / "saved")
    return {name: (folder / f"{name}.xlsx", path) for name, path in zip(made, results, strict=True)}


@pytest.mark.parametrize("name", ["excel", "english", "found"])
def test_other_programs_open_them(saved: dict[str, tuple[Path, Path]], name: str) -> None:
    """LibreOffice opens the file, keeps every sheet, and its recalculated values are ours."""
    ours, theirs = (open_workbook(path) for path in saved[name])
    open_elsewhere(saved[name][0])
    assert [sheet.name for sheet in ours.file.sheets] == [sheet.name for sheet in theirs.file.sheets]
    assert len(list(values(ours))) > 300
    assert list(differences(ours, theirs)) == []


def test_as_libreoffice_saves_it(libreoffice: LibreOffice, tmp_path: Path) -> None:
    """LibreOffice forgets how tables extend, and nothing else of ours."""
    opened(resaved(libreoffice, small_file(), tmp_path / "office"), tmp_path)
    assert {re.sub(r"^\W\w+-", "", code) for code, _ in found(tmp_path / "ledger.xlsx")} == {"not-extended"}
    before = opened(small_file(), tmp_path, "b.xlsx")
    assert list(differences(before, open_workbook(tmp_path / "ledger.xlsx"))) == []


def test_edits_change_what_they_say(tmp_path: Path) -> None:
    """A customisation that did nothing would make every test that uses it a test of nothing."""
    before, after = Package(small_file(), "a"), Package(customised(small_file(), EDITS), "b")
    added = set(after.names) - set(before.names)
    for folder in (
        "comments",
        "threadedComments",
        "media",
        "charts",
        "webextensions",
        "pivotCache",
        "printer",
        "future",
    ):
        assert any(folder in name for name in added), folder
    assert {"xl/sharedStrings.xml", "xl/calcChain.xml", "xl/vbaProject.bin"} <= added
    book = read_book(after)
    assert len({sheet.state for sheet in book.sheets}) > 1
    assert any(sheet.protected for sheet in book.sheets)
    assert any(table.totals_rows for sheet in book.sheets for table in sheet.tables)
    assert any(name.startswith("自分の定数") for name in book.names)
