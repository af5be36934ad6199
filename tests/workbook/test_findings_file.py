"""The file itself: settings, links, what is hidden or lost; each fault is found alone, and what is harmless is not."""

from pathlib import Path

import pytest
from ledgers import cell, edited, found, place, sheet_part, small, small_file, words
from lxml import etree
from planted_file import CLEAN, FILE, OWN, PlantedFile, own_sheet, sheet
from scenarios import MODIFIED

from hedge_xl.core.language import LANGUAGES, Language
from workbook.build import build
from workbook.findings.frame import frame_of
from workbook.ledger import LEDGER
from workbook.ooxml import main
from workbook.package import Package
from workbook.validate import validate


@pytest.mark.parametrize("planted", FILE, ids=lambda planted: planted.name)
def test_a_fault_of_the_file_is_found_alone(tmp_path: Path, planted: PlantedFile) -> None:
    path = edited(tmp_path / "a.xlsx", *planted.edits, data=planted.data())
    assert found(path) == list(planted.findings)


@pytest.mark.parametrize("name", CLEAN)
def test_what_is_no_fault(tmp_path: Path, name: str) -> None:
    assert found(edited(tmp_path / "a.xlsx", *CLEAN[name])) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_our_own_protection_is_no_fault(tmp_path: Path, language: Language) -> None:
    """It has no password, and leaves the inputs open."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(build(LEDGER, small(language), language, modified=MODIFIED, protect=True))
    assert found(path) == []


def test_our_own_protection_with_a_password_is(tmp_path: Path) -> None:
    def lock(root: etree._Element) -> None:
        protection = root.find(main("sheetProtection"))
        assert protection is not None
        protection.set("password", "CC1A")

    data = build(LEDGER, small("ja"), "ja", modified=MODIFIED, protect=True)
    assert [code for code, _ in found(edited(tmp_path / "a.xlsx", sheet("月次", lock), data=data))] == ["△locked-table"]


def test_errors_of_ones_own_are_named_and_counted(tmp_path: Path) -> None:
    cells = [(f"A{row}", "1/0", "#DIV/0!") for row in range(1, 6)]
    (finding,) = validate(edited(tmp_path / "a.xlsx", own_sheet(*cells)))[1]
    assert finding.sheet == OWN
    assert finding.text.en.startswith("error values: A1 #DIV/0!, A2 #DIV/0!, A3 #DIV/0! and 2 more;")


@pytest.mark.parametrize(
    ("value", "how", "meant"),
    [
        ("１５０", "full-width characters", "150"),
        ("150 ", "blanks around it", "150"),
        ("150.25", "typed as text", "150.25"),
        ("¥150", "separators or signs of units", "150"),
        ("▲150", "separators or signs of units", "-150"),
        ("1,234.5円", "separators or signs of units", "1234.5"),
    ],
)
def test_a_number_as_text_is_named_by_what_it_means(tmp_path: Path, value: str, how: str, meant: str) -> None:
    path = edited(tmp_path / "a.xlsx", cell(place("monthly", 2, "spot"), words(value)))
    (finding,) = [item for item in validate(path)[1] if item.code == "text-number"]
    assert f"({how})" in finding.text.en
    assert f"type {meant}." in finding.text.en


@pytest.mark.parametrize(
    ("column", "value", "meant"),
    [
        ("time", "2022/11/03 10:00", "2022-11-03 10:00"),
        ("time", "2022年11月3日", "2022-11-03"),
        ("time", "20221103", "2022-11-03"),
    ],
)
def test_a_date_as_text_is_named_by_what_it_means(tmp_path: Path, column: str, value: str, meant: str) -> None:
    path = edited(tmp_path / "a.xlsx", cell(place("log", 2, column), words(value)))
    (finding,) = [item for item in validate(path)[1] if item.code == "text-date"]
    assert f"type {meant}." in finding.text.en


@pytest.mark.parametrize("word", [b"sheetData", b"<sheetData>"])
def test_the_frame_of_a_sheet_is_read_whatever_stands_behind_its_cells(word: bytes) -> None:
    package = Package(small_file(), "a.xlsx")
    part = sheet_part(package, "月次")
    plain = frame_of(package, part)
    package.put(part, package.read(part).replace(b"</worksheet>", b"<!--" + word + b"--></worksheet>"))
    assert frame_of(package, part) == plain
    assert plain.coloured
    assert plain.protection == {}
