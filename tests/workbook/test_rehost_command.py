"""``hedge-xl rehost``, ``new --host`` and ``doctor --host``: what they write, say and refuse."""

import json
from datetime import datetime
from pathlib import Path

import pytest
from command import Run
from customise_xml import editing, put_cell, worksheets
from editions import EVERY, edition
from ledgers import edited, part, small_file
from openpyxl.utils.cell import coordinate_to_tuple
from test_rehost import with_cells

from hedge_xl.core.language import LANGUAGES, Language
from workbook.backups import list_backups
from workbook.books import BOOKS
from workbook.commands.rehost import Wish, run_rehost
from workbook.doctor import examine
from workbook.hosts import SUFFIXES
from workbook.ooxml import main
from workbook.package import Package
from workbook.read import open_workbook
from workbook.spec import HOSTS, Host

NOW = datetime(2026, 11, 22, 9, 30)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "台帳.xlsx"
    file.write_bytes(small_file("ja"))
    return file


def test_in_place_with_a_backup_and_a_line_in_the_journal(path: Path) -> None:
    before = path.read_bytes()
    done = run_rehost(path, Wish("officejs"), lambda: NOW)
    assert done.file == path
    assert done.backup is not None
    assert done.backup.read_bytes() == before
    after = open_workbook(path)
    assert after.host == "officejs"
    line = [row for row in after.inputs.tables["journal"] if row["command"]][-1]
    assert (line["command"], line["summary"]) == ("rehost", "native版からofficejs版へ")


def test_another_ending_makes_another_file_and_leaves_the_first(run: Run, path: Path) -> None:
    before = path.read_bytes()
    result = run("rehost", path.name, "--to", "excel")
    made = path.with_suffix(".xlsm")
    assert (result.code, result.err) == (0, "")
    assert "台帳.xlsm" in result.out
    assert "そのまま" in result.out
    assert "ImportPythonUDFs" in result.out
    assert path.read_bytes() == before
    assert open_workbook(made).host == "excel"
    assert not list_backups(path)
    assert ".xlsm" in run("rehost", path.name, "--to", "excel").error, "it is there already"
    assert run("rehost", path.name, "--to", "excel", "--force", "--lang", "en").code == 0
    assert len(list_backups(made)) == 1


def test_to_a_file_of_a_name_given(run: Run, path: Path) -> None:
    before = path.read_bytes()
    assert run("rehost", path.name, "--to", "libreoffice", "calc.xlsx").code == 0
    assert open_workbook(path.with_name("calc.xlsx")).host == "libreoffice"
    assert path.read_bytes() == before
    assert ".xlsm" in run("rehost", path.name, "--to", "excel", "other.xlsx").error
    path.chmod(0o444)
    assert run("rehost", path.name, "--to", "excel", "from-read-only.xlsm").code == 0


def test_a_dry_run_writes_nothing(run: Run, path: Path) -> None:
    files = {item: item.read_bytes() for item in path.parent.iterdir()}
    for host in HOSTS[1:]:
        assert "まだ書き込んでいません" in run("rehost", path.name, "--to", host, "--dry-run").out
    assert {item: item.read_bytes() for item in path.parent.iterdir()} == files


def test_a_dry_run_promises_nothing_that_the_run_refuses(run: Run, path: Path) -> None:
    path.with_suffix(".xlsm").write_bytes(b"")
    path.with_name("calc.xlsx").write_bytes(b"")
    for arguments in (("excel",), ("libreoffice", "calc.xlsx"), ("excel", "other.xlsx"), ("excel", "no/folder.xlsm")):
        refused = run("rehost", path.name, "--to", *arguments).error
        assert run("rehost", path.name, "--to", *arguments, "--dry-run").error == refused
    assert run("rehost", path.name, "--to", "excel", "--force", "--dry-run").code == 0
    assert path.with_suffix(".xlsm").read_bytes() == b""


def test_an_edition_that_it_is_already_is_left_alone(run: Run, path: Path) -> None:
    before = path.read_bytes()
    result = run("rehost", path.name, "--to", "native")
    assert (result.code, "すでにnative版です" in result.out) == (0, True)
    assert path.read_bytes() == before


def test_formulas_that_cannot_come_along_are_named(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "mine.xlsx"
    file.write_bytes(with_cells(edition("ledger", "en", "officejs"), "_xldudf_HSTAR(A1:A9,B1:B9)", title="Mine"))
    assert run("doctor", file.name).code == 0
    result = run("rehost", file.name, "--to", "native", "native.xlsx", "--lang", "en")
    assert result.code == 1
    assert "Mine!A1" in result.out
    shown = json.loads(run("rehost", file.name, "--to", "native", "--json", "--dry-run").out)
    assert (shown["stuck"], shown["done"], shown["dry_run"], shown["to"]) == (["Mine!A1"], True, True, "native")
    found = {ailment.code for ailment in examine(tmp_path / "native.xlsx")}
    assert "foreign-function" in found


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("nothing.xlsx", "--to", "excel"), "nothing.xlsx"),
        (("台帳.xlsx", "--to", "word"), "--to: 版 'word'"),
        (("台帳.xlsx",), "--to"),
    ],
)
def test_refusals(run: Run, path: Path, arguments: tuple[str, ...], word: str) -> None:
    assert word in run("rehost", *arguments).error


def test_an_outdated_file_is_upgraded_first(run: Run, tmp_path: Path) -> None:
    (tmp_path / "old.xlsx").write_bytes((Path(__file__).parent / "files/ledger-1-ja.xlsx").read_bytes())
    assert "hedge-xl upgrade" in run("rehost", "old.xlsx", "--to", "officejs").error


# --- the other commands -----------------------------------------------------------------------------


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize(("key", "language"), [(key, LANGUAGES[n % 2]) for n, key in enumerate(BOOKS)])
def test_new_makes_every_edition(run: Run, tmp_path: Path, key: str, language: Language, host: Host) -> None:
    out = tmp_path / f"new{SUFFIXES[host]}"
    result = run("new", key, out.name, "--host", host, "--lang", language)
    assert (result.code, result.err) == (0, "")
    made = open_workbook(out)
    assert (made.book.key, made.host, made.language) == (key, host, language)
    assert run("doctor", out.name).code == 0
    assert run("validate", out.name).code in (0, 1)


@pytest.mark.parametrize("host", HOSTS)
def test_a_months_work_in_every_edition(run: Run, tmp_path: Path, host: Host) -> None:
    """What is added is spelled as the edition spells it, and everything the edition carries stays as it was."""
    file = tmp_path / f"a{SUFFIXES[host]}"
    assert run("new", "ledger", file.name, "--host", host, "--start", "2026-09").code == 0
    before = file.read_bytes()
    month = ("update", file.name, "--month", "2026-10", "--a-usd", "76000", "--spot", "151")
    assert run(*month).code == 0, run(*month).err
    fill = ("--side", "SELL", "--qty", "10000", "--price", "150.1", "--quote", "150.1", "--time", "2026-10-20T10:00")
    assert run("log", file.name, "--id", "1", *fill).code == 0
    assert run("status", file.name).code in (0, 3)
    after = open_workbook(file)
    table = after.tables["monthly"]
    assert len(set(table.formulas("target_units"))) == 1
    assert len(table.rows) == 2
    for part_name in ("xl/metadata.xml", "xl/vbaProject.bin", "xl/webextensions/webextension1.xml"):
        if part_name in Package(before, "a"):
            assert after.package.read(part_name) == Package(before, "a").read(part_name)
    marked = [_marks(Package(data, "a")) for data in (before, file.read_bytes())]
    assert marked[0] == marked[1]
    assert (len(marked[0]) > 0) == (host == "officejs")
    assert run("doctor", file.name).code == 0


def _marks(package: Package) -> set[tuple[str, str]]:
    parts = package.related(package.workbook_part, "worksheet")
    return {(part, item.get("r", "")) for part in parts for item in package.xml(part).iter(main("c")) if item.get("cm")}


@pytest.mark.parametrize("wanted", HOSTS)
@pytest.mark.parametrize("host", HOSTS)
def test_doctor_says_where_an_edition_cannot_be_used(run: Run, tmp_path: Path, host: Host, wanted: Host) -> None:
    file = tmp_path / f"a{SUFFIXES[host]}"
    file.write_bytes(edition("leverage", "ja", host))
    result = run("doctor", file.name, "--host", wanted)
    fits = host in ("native", wanted)
    assert result.code == (0 if fits else 1)
    assert ("wrong-edition" in result.out) == (not fits)
    if not fits:
        assert f"--to {wanted}" in result.out


def test_doctor_refuses_a_host_that_is_none(run: Run, path: Path) -> None:
    assert "--host: 版 'word'" in run("doctor", path.name, "--host", "word").error


def test_doctor_misses_what_the_edition_works_with(run: Run, path: Path) -> None:
    edited(path, part("docProps/custom.xml", b">native<", b">excel<"))
    assert "no-macros" in {ailment.code for ailment in examine(path)}
    edited(path, part("docProps/custom.xml", b">native<", b">officejs<"), data=small_file("ja"))
    assert "no-code" in {ailment.code for ailment in examine(path)}


def test_doctor_compares_the_macros_with_the_xlwings_that_is_installed(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsm"
    package = Package(edition("ledger", "ja", "excel"), "a.xlsm")
    with editing(package, worksheets(package)["xlwings.conf"]) as root:
        put_cell(root, *coordinate_to_tuple("B5"), "0.1.2")
    file.write_bytes(package.to_bytes())
    found = next(ailment for ailment in examine(file) if ailment.code == "xlwings-version")
    assert "0.1.2" in found.text.en


def test_a_name_that_is_stuck_is_told_with_what_to_do(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(with_cells(edition("ledger", "ja", "officejs"), "HSTAR(A1:A9,B1:B9)"))
    result = run("doctor", file.name)
    assert result.code == 1
    assert "rehost a.xlsx --to officejs" in result.out
    assert run("rehost", file.name, "--to", "officejs").code == 0
    assert run("doctor", file.name).code == 0


def test_every_edition_of_every_template_is_tested() -> None:
    assert len(EVERY) == len(BOOKS) * len(LANGUAGES) * len(HOSTS) == 32
