"""What ails a file where it is used; repaired, nothing that was typed is another."""

import json
import os
import shutil
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from command import Run
from customise import EDITS
from ledgers import (
    BLANK,
    Edit,
    book,
    cached,
    cell,
    constant,
    edited,
    formula,
    keep_value_only,
    named_place,
    number,
    part,
    place,
    small,
    small_file,
    table,
    title,
    typed,
    words,
    write,
)
from lxml import etree
from same_bytes import contents, same
from scenarios import MODIFIED, delete, put

from hedge_xl.core.language import LANGUAGES
from workbook import locks
from workbook.backups import folder_of, list_backups
from workbook.build import build
from workbook.digest import digest
from workbook.doctor import examine, repair, rows_below, surroundings
from workbook.ledger import LEDGER
from workbook.ooxml import main
from workbook.package import Package
from workbook.read import Opened, open_workbook
from workbook.recalc import LibreOffice
from workbook.validate import validate

NOON = datetime(2026, 11, 22, 12)
posix = pytest.mark.skipif(sys.platform == "win32", reason="permissions are POSIX's")
linux = pytest.mark.skipif(sys.platform != "linux", reason="extended attributes and mounts are Linux's")


@pytest.fixture(autouse=True)
def own_locks(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = str(tmp_path_factory.mktemp("locks"))
    monkeypatch.setattr(locks.tempfile, "gettempdir", lambda: folder)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "台帳.xlsx"
    path.write_bytes(small_file())
    return path


def codes(path: Path) -> list[str]:
    """What ails a file, but for the notes on backups and on what was typed; the words are checked in passing."""
    found = examine(path)
    for ailment in found:
        for language in LANGUAGES:
            line = ailment.line(language)
            assert len(line.splitlines()) == 1
            assert "{" not in line.partition("=")[0]
            assert (ailment.cure is not None) == ("--fix" in line)
        assert json.loads(json.dumps(ailment.as_json()))["code"] == ailment.code
    return [ailment.code for ailment in found if ailment.code not in ("backups", "no-backups", "inputs")]


def no_values(item: etree._Element) -> None:
    """What a program that does not calculate leaves of a cell with a formula."""
    for value in item.findall(main("v")):
        item.remove(value)
    item.attrib.pop("t", None)


def all_values(package: Package) -> None:
    for name in package.names:
        if name.startswith("xl/worksheets/sheet"):
            root = package.xml(name)
            for item in root.iter(main("c")):
                if item.find(main("f")) is not None:
                    no_values(item)
            package.put(name, etree.tostring(root))


def no_column_formulas(root: etree._Element) -> None:
    for item in list(root.iter(main("calculatedColumnFormula"))):
        parent = item.getparent()
        assert parent is not None
        parent.remove(item)


def other_column_formula(root: etree._Element) -> None:
    item = next(root.iter(main("calculatedColumnFormula")))
    item.text = "1+1"


Y = place("monthly", 1, "y")
FAULTS: dict[str, tuple[tuple[Edit, ...], list[str]]] = {
    "manual": ((book("<calcPr", '<calcPr calcMode="manual"'),), ["manual-calculation"]),
    "digits shown": ((book("<calcPr", '<calcPr fullPrecision="0"'),), ["precision-as-displayed"]),
    "not recalculated": ((book(' fullCalcOnLoad="1"', ""),), ["no-recalculation"]),
    "no values": ((all_values,), ["no-values"]),
    "one value missing": ((cell(Y, no_values),), ["monthly-value"]),
    "old value": ((cell(Y, cached("n", "5")),), ["monthly-value"]),
    "old values": ((cell(Y, cached("n", "5")), cell(place("monthly", 2, "y"), cached("n", "5"))), ["monthly-value"]),
    "#NAME?": ((cell(Y, cached("e", "#NAME?")),), ["name-error"]),
    "saved by LibreOffice": ((table("Monthly", no_column_formulas),), ["monthly-not-extended"]),
    "another column formula": ((table("ExecutionLog", other_column_formula),), ["log-calculated-column"]),
    "all at once": (
        (
            book("<calcPr", '<calcPr calcMode="manual"'),
            table("Market", no_column_formulas),
            cell(Y, cached("n", "5")),
        ),
        ["manual-calculation", "market-not-extended", "monthly-value"],
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_can_be_repaired_is_and_nothing_typed_changes(path: Path, fault: str) -> None:
    edits, expected = FAULTS[fault]
    edited(path, *edits)
    assert sorted(codes(path)) == sorted(expected)
    before = path.read_bytes()
    inputs = digest(open_workbook(path).inputs)
    done = repair(path, now=lambda: NOON)
    assert sorted({ailment.code for ailment in done.fixed}) == sorted(expected)
    assert codes(path) == [], "what is said to be repaired is gone"
    assert digest(open_workbook(path).inputs) == inputs
    assert done.backup is not None
    assert same(done.backup, before)
    assert not [item for item in validate(path)[1] if item.severity == "error"]
    again = path.read_bytes()
    assert not repair(path).fixed
    assert same(path, again)


def test_formulas_put_back_are_only_those_that_say_something_else(path: Path) -> None:
    below, trade = named_place("n_below_market"), place("monthly", 1, "trade")
    unquoted = formula(lambda text: text.replace("'市場'!", "市場!"))
    edited(path, cell(below, unquoted), cell(trade, formula(lambda text: f"{text}+0")))
    assert repair(path, formulas=True).fixed
    opened = open_workbook(path)
    assert not any((text or "").endswith("+0") for text in opened.tables["monthly"].formulas("trade"))
    kept = opened.cells["n_below_market"].cell
    assert kept is not None
    assert "(市場!$" in str(kept.formula), "Excel quotes no name that needs no quotes"


def test_a_repair_is_in_the_journal(path: Path) -> None:
    edited(path, cell(Y, cached("n", "5")))
    repair(path, now=lambda: NOON)
    row = open_workbook(path).inputs.tables["journal"][0]
    assert row["command"] == "doctor"
    assert row["summary"] == "修復: monthly-value"
    assert row["before"] == row["after"]


FORMULAS: dict[str, tuple[Edit, str]] = {
    "value pasted": (cell(Y, keep_value_only), "monthly-formula-lost"),
    "number typed": (cell(Y, constant("n", "5")), "monthly-formula-lost"),
    "cleared": (cell(Y, BLANK), "monthly-formula-lost"),
    "changed": (cell(Y, formula(lambda text: f"{text}+1")), "monthly-formula-changed"),
    "first row": (cell(place("log", 0, "signed"), BLANK), "log-formula-lost"),
    "named cell": (cell(f"{title('monthly')}!C3", constant("inlineStr", "x")), "cell-formula-lost"),
}


@pytest.mark.parametrize("fault", FORMULAS)
def test_formulas_are_put_back_only_when_asked(path: Path, fault: str) -> None:
    """A user may have meant it: they are listed first."""
    edit, code = FORMULAS[fault]
    edited(path, edit)
    before = path.read_bytes()
    inputs = digest(open_workbook(path).inputs)
    found = [ailment for ailment in examine(path) if ailment.code == code]
    assert "--fix-formulas" in found[0].line("en")
    assert not repair(path).fixed
    assert same(path, before)
    done = repair(path, formulas=True)
    assert code in {ailment.code for ailment in done.fixed}
    assert codes(path) == []
    assert digest(open_workbook(path).inputs) == inputs
    assert not [item for item in validate(path)[1] if item.severity == "error"]


def test_nothing_is_computed_by_formulas_that_are_not_there(path: Path) -> None:
    """A setting is repaired; values would be those of other formulas than the file's."""
    edited(path, book("<calcPr", '<calcPr calcMode="manual"'), cell(Y, constant("n", "5")))
    done = repair(path)
    assert [ailment.code for ailment in done.fixed] == ["manual-calculation"]
    assert codes(path) == ["monthly-formula-lost"]
    value = open_workbook(path).tables["monthly"].cell(1, "y")
    assert value is not None
    assert value.value == 5


def test_formulas_that_share_one_text_stay_right(path: Path) -> None:
    """Excel stores a filled column once: its first cell is replaced, the others must not follow."""
    addresses = [place("monthly", row, "no").partition("!")[2] for row in range(4)]

    def share(root_package: Package) -> None:
        from ledgers import sheet_part

        name = sheet_part(root_package, title("monthly"))
        root = root_package.xml(name)
        for item in root.iter(main("c")):
            if item.get("r") in addresses:
                found = item.find(main("f"))
                assert found is not None
                found.set("t", "shared")
                found.set("si", "0")
                if item.get("r") == addresses[0]:
                    found.set("ref", f"{addresses[0]}:{addresses[-1]}")
                    found.text = f"{found.text}+0"
                else:
                    found.text = None
        root_package.put(name, etree.tostring(root))

    edited(path, share)
    assert codes(path) == ["monthly-formula-changed"]
    repair(path, formulas=True)
    assert codes(path) == []


ROW = {"month": number(44957.0), "a_usd": number(90_000.0), "spot": number(130.0)}
FILL = {"id": words("X"), "side": words("売"), "qty": number(1000.0), "price": number(130.0), "time": number(44940.5)}


def under(name: str, row: int, values: dict[str, Callable[[etree._Element], None]]) -> list[Edit]:
    return [typed(place(name, row, key), value) for key, value in values.items()]


def test_rows_typed_under_a_table_join_it(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edited(path, *under("monthly", 4, ROW), *under("log", 6, FILL), *under("log", 7, {**FILL, "id": words("Y")}))
    with monkeypatch.context() as counting:
        asked: list[Opened] = []
        look = rows_below.rows_below
        module = sys.modules["workbook.doctor.examine"]  # the package exports a function of that name
        counting.setattr(module, "rows_below", lambda opened: asked.append(opened) or look(opened))
        assert {"monthly-below-table", "log-below-table"} <= set(codes(path))
        assert len(asked) == 1, "all tables are looked at together"
    before = open_workbook(path).inputs
    done = repair(path)
    opened = open_workbook(path)
    assert opened.inputs.tables["monthly"][:4] == before.tables["monthly"]
    assert opened.inputs.tables["log"][:6] == before.tables["log"]
    assert opened.inputs.tables["monthly"][4]["a_usd"] == 90_000
    assert [row["id"] for row in opened.inputs.tables["log"][6:]] == ["X", "Y"]
    assert len(opened.inputs.tables["pnl"]) == 5, "the P&L has as many rows as Monthly"
    assert not any("below-table" in code or code.endswith("-value") for code in codes(path))
    assert {change.line("en").partition(":")[0] for change in done.taken} == {
        "Monthly 2023-01",
        "P&L",
        "Execution log X",
        "Execution log Y",
    }


NO_ROWS: dict[str, list[Edit]] = {
    "a remark": under("monthly", 4, {"month": words("ここまで")}),
    "a remark of two cells": under("monthly", 4, {"month": words("合計"), "a_usd": number(1.0)}),
    "a number alone": under("log", 6, {"qty": number(5.0)}),
    "a total": under("log", 6, {"id": words("Total"), "qty": number(123_000.0), "price": number(120.5)}),
    "a fill without its price": under("log", 6, {key: value for key, value in FILL.items() if key != "price"}),
    "a fill that is in the log": [*under("log", 6, {**FILL, "id": words("D202002-1")})],
    "a month without its amount": under("monthly", 4, {key: ROW[key] for key in ("month", "spot")}),
    "the middle of a month": under("monthly", 4, {**ROW, "month": number(44950.0)}),
    "an average of the market": under("market", 8, {"month": number(44957.5), "spx": number(4000.0)}),
    "a statement's total": under("statement", 1, {"date": number(44957.0), "swap": number(5.0)}),
    "a blank line first": under("monthly", 5, ROW),
    "a number where a formula goes": under("monthly", 4, {**ROW, "y": number(5.0)}),
    "a formula where an input goes": [
        *under("monthly", 4, {key: value for key, value in ROW.items() if key != "spot"}),
        typed(place("monthly", 4, "spot"), lambda item: etree.SubElement(item, main("f")).__setattr__("text", "1+1")),
    ],
    "an error": under("monthly", 4, {**ROW, "spot": constant("e", "#N/A")}),
}


@pytest.mark.parametrize("case", NO_ROWS)
def test_what_may_be_no_row_stays_where_it_is(path: Path, case: str) -> None:
    edited(path, *NO_ROWS[case])
    before = open_workbook(path)
    repair(path)
    after = open_workbook(path)
    assert len(after.inputs.tables["monthly"]) == 4
    assert len(after.inputs.tables["log"]) == 6
    assert not after.inputs.tables["statement"][0].get("date")
    for key in ("market", "monthly", "log", "statement"):
        assert after.tables[key].below == before.tables[key].below


def test_sound_rows_above_a_total_are_taken_in(path: Path) -> None:
    """The total stays under the table, where it is reported."""
    total = {"id": words("Total"), "qty": number(123_000.0), "price": number(120.5)}
    edited(path, *under("log", 6, FILL), *under("log", 7, total))
    assert "log-below-table" in {ailment.code for ailment in examine(path) if ailment.cure == "rows"}
    repair(path)
    opened = open_workbook(path)
    assert [row["id"] for row in opened.inputs.tables["log"][6:]] == ["X"]
    assert len(opened.tables["log"].below) == 3
    left = [ailment for ailment in examine(path) if ailment.code == "log-below-table"]
    assert [(item.level, item.cure) for item in left] == [("error", None)]


def test_a_short_profit_and_loss_grows(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", small("ja", delete("pnl", 0)))
    assert codes(path) == ["rows"]
    repair(path)
    assert codes(path) == []
    assert len(open_workbook(path).inputs.tables["pnl"]) == 4


def test_what_was_typed_wrong_is_validates_business(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", small("ja", put("log", 0, "side", "?")))
    assert codes(path) == []
    note = next(ailment for ailment in examine(path) if ailment.code == "inputs")
    assert "hedge-xl validate a.xlsx" in note.line("en")


def test_other_parts_survive_a_repair(path: Path) -> None:
    extra = {"xl/vbaProject.bin": b"code", "xl/charts/chart1.xml": b"<c/>", "customXml/item1.xml": b"<x/>"}

    def add(package: Package) -> None:
        for name, data in extra.items():
            package.put(name, data)

    edited(path, add, *under("monthly", 4, ROW), cell(Y, formula(lambda text: "1")))
    repair(path, formulas=True)
    package = Package.open(path)
    for name, data in extra.items():
        assert package.read(name) == data


# --- programs and editions ----------------------------------------------------------------------


def test_saved_by_a_real_libreoffice_and_repaired(libreoffice: LibreOffice, path: Path, tmp_path: Path) -> None:
    saved = libreoffice.recalculate([path], tmp_path / "out")[0]
    shutil.copyfile(saved, path)
    found = set(codes(path))
    assert "saved-by-libreoffice" in found
    assert any(code.endswith("-not-extended") for code in found)
    inputs = digest(open_workbook(path).inputs)
    repair(path)
    assert set(codes(path)) <= {"saved-by-libreoffice"}
    assert digest(open_workbook(path).inputs) == inputs == digest(small("ja"))
    saved = libreoffice.recalculate([path], tmp_path / "again")[0]
    assert digest(open_workbook(saved).inputs) == inputs, "LibreOffice reads the repaired file"


def by_libreoffice(package: Package) -> None:
    name = "docProps/app.xml"
    root = package.xml(name)
    next(root.iter("{*}Application")).text = "LibreOffice/7.4.7.2$Linux_X86_64"
    package.put(name, etree.tostring(root))


def own_formulas(package: Package) -> None:
    """On a sheet of the user's, beside the tables, and as an input."""
    for name in ("own sheet", "columns beside the tables"):
        (EDITS[name])(0)(package)


def test_values_that_libreoffice_will_not_compute(run: Run, path: Path) -> None:
    """Formulas of the user's: each change says how many and what to press; nothing where another program saved it."""
    edited(path, by_libreoffice)
    assert codes(path) == ["saved-by-libreoffice"], "all formulas are ours"
    edited(path, own_formulas)
    assert "own-formulas" not in codes(path)
    edited(path, own_formulas, by_libreoffice)
    opened = open_workbook(path)
    ours = sum(len(table.rows) for table in opened.tables.values() for column in table.spec.columns if column.twin)
    ours += sum(cell.spec.kind != "input" for cell in opened.cells.values())
    every = sum(item.formula is not None for sheet in opened.file.sheets for _, item in sheet.cells.items())
    assert every > ours
    (found,) = [item for item in examine(path) if item.code == "own-formulas"]
    assert found.level == "info"
    assert found.text.en.startswith(f"{every - ours} formulas of your own")
    before = path.read_bytes()
    month = ("update", path.name, "--month", "2023-01", "--a-usd", "80000", "--spot", "130")
    fill = (
        "log",
        path.name,
        "--id",
        "X",
        "--side",
        "SELL",
        "--qty",
        "1000",
        "--price",
        "130",
        "--time",
        "2022-12-09T10:00",
    )
    for command in (month, fill):
        path.write_bytes(before)
        lines = run(*command, "--lang", "en").out.splitlines()
        assert [line for line in lines if "Ctrl+Shift+F9" in line] == [f"△ {found.text.en}"]
    path.write_bytes(before)
    assert "Ctrl+Shift+F9" in run(*fill, "--json").out
    assert "Ctrl+Shift+F9" not in run(*fill).out, "nothing was changed"


def as_excel_edition(package: Package) -> None:
    part("docProps/custom.xml", b">native<", b">excel<")(package)


def test_an_edition_of_functions_in_a_program_without_them(path: Path) -> None:
    edited(path, as_excel_edition)
    assert "wrong-edition" not in codes(path)
    edited(path, as_excel_edition, by_libreoffice)
    assert "wrong-edition" in codes(path)
    found = next(ailment for ailment in examine(path) if ailment.code == "wrong-edition")
    assert "--to native" in found.line("ja")


@pytest.mark.parametrize(
    "text", ["_xldudf_HSTAR(1)", "ORG.HEDGEXL.HEDGEIMPL.HSTAR(1)", "org.hedgexl.hedgeimpl.hstar(1)", "[1]!HSTAR(1)"]
)
def test_the_spelling_of_another_edition(path: Path, text: str) -> None:
    edited(path, cell(Y, formula(lambda _: text)))
    assert "foreign-function" in codes(path)
    found = next(ailment for ailment in examine(path) if ailment.code == "foreign-function")
    assert found.where == Y


def test_a_name_that_belies_the_contents(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "a.xlsm"
    shutil.copyfile(path, other)
    assert codes(other) == ["wrong-ending"]
    shutil.copyfile(path, tmp_path / "B.XLSX")
    assert codes(tmp_path / "B.XLSX") == []


def test_protected_sheets_are_noted(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(build(LEDGER, small("ja"), "ja", modified=MODIFIED, protect=True))
    assert set(codes(path)) == {"protected"}


def test_dates_from_1904_need_the_user(path: Path) -> None:
    edited(path, book("<workbookPr/>", '<workbookPr date1904="1"/>'))
    assert codes(path) == ["date-1904"]
    before = path.read_bytes()
    assert not repair(path, formulas=True).fixed
    assert same(path, before)


def test_an_older_structure_needs_an_upgrade(path: Path) -> None:
    path.write_bytes((Path(__file__).parent / "files/ledger-1-ja.xlsx").read_bytes())
    assert "outdated" in codes(path)
    assert not repair(path).fixed


# --- surroundings -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["~$台帳.xlsx", ".~lock.台帳.xlsx#"])
def test_marks_of_programs(path: Path, name: str) -> None:
    path.with_name(name).touch()
    assert codes(path) == ["locked"]


@posix
def test_a_read_only_file(path: Path) -> None:
    path.chmod(0o444)
    assert codes(path) == ["read-only"]


@linux
def test_a_downloaded_file(path: Path) -> None:
    try:
        os.setxattr(path, "user.xdg.origin.url", b"https://example.com/a.xlsx")
    except OSError:
        pytest.skip("this disk keeps no extended attributes")
    assert codes(path) == ["downloaded"]
    edited(path, cell(Y, cached("n", "5")))
    repair(path)
    assert "downloaded" in codes(path), "a repair does not make it trusted"


@pytest.mark.parametrize("folder", ["OneDrive - 個人用", "Dropbox", "Google Drive", "Mobile Documents"])
def test_folders_that_are_synced(path: Path, tmp_path: Path, folder: str) -> None:
    (tmp_path / folder).mkdir()
    shutil.copyfile(path, tmp_path / folder / "a.xlsx")
    assert codes(tmp_path / folder / "a.xlsx") == ["cloud-folder"]


@linux
def test_folders_on_the_network(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = f"/dev/sda / ext4 rw 0 0\nserver:/x {path.parent} nfs4 rw 0 0\nnone /proc proc rw 0 0\n"
    monkeypatch.setattr(surroundings.Path, "read_text", lambda *_: mounts)
    assert surroundings.on_network(path)
    assert not surroundings.on_network(Path("/home/a.xlsx"))
    assert surroundings.on_network(Path("//server/share/a.xlsx"))


@posix
def test_a_path_too_long_for_excel(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / ("x" * 200)
    folder.mkdir()
    shutil.copyfile(path, folder / "a.xlsx")
    assert codes(folder / "a.xlsx") == ["path-too-long"]


def test_the_state_of_the_backups(path: Path) -> None:
    assert [item.code for item in examine(path)] == ["no-backups"]
    folder_of(path).mkdir()
    (folder_of(path) / "台帳-20261122-120000.xlsx").write_bytes(b"x")
    assert "2026-11-22 12:00" in examine(path)[0].line("en")
    shutil.rmtree(folder_of(path))
    folder_of(path).touch()
    assert codes(path) == ["backup-folder"]


# --- the command --------------------------------------------------------------------------------


def test_exit_codes(run: Run, path: Path) -> None:
    healthy = run("doctor", path.name)
    assert healthy.code == 0
    assert healthy.out.endswith("不調は見つかりませんでした (台帳.xlsx)\n")
    edited(path, cell(Y, cached("n", "5")))
    found = run("doctor", path.name, "--lang", "en")
    assert found.code == 1
    assert "[monthly-value] → --fix repairs it" in found.out
    assert found.out.endswith("Found: 1 (台帳.xlsx)\n")
    path.write_bytes(b"junk")
    assert run("doctor", path.name).code == 2
    assert run("doctor", "none.xlsx").code == 2


def test_a_dry_run_says_what_it_would_do(run: Run, path: Path) -> None:
    edited(path, cell(Y, cached("n", "5")), *under("monthly", 4, ROW))
    before = contents(path.parent)
    dry = run("doctor", path.name, "--fix", "--dry-run", "--lang", "en")
    assert dry.code == 0
    assert "Would repair: " in dry.out
    assert "Row taken in: Monthly 2023-01: added" in dry.out
    assert contents(path.parent) == before


def test_a_repair_says_what_it_did(run: Run, path: Path) -> None:
    edited(path, cell(Y, cached("n", "5")), cell(place("log", 0, "signed"), BLANK))
    assert run("doctor", path.name, "--fix").code == 1, "formulas are left"
    done = run("doctor", path.name, "--fix-formulas", "--lang", "en")
    assert done.code == 0
    assert "Repaired: " in done.out
    assert str(list_backups(path)[0].path) in done.out


def test_as_json(run: Run, path: Path) -> None:
    edited(path, cell(Y, cached("n", "5")))
    data = json.loads(run("doctor", path.name, "--json").out)
    assert data["healthy"] is False
    assert data["found"][0]["code"] == "monthly-value"
    data = json.loads(run("doctor", path.name, "--fix", "--json").out)
    assert data["healthy"] is True
    assert [item["code"] for item in data["fixed"]] == ["monthly-value"]
    assert Path(data["backup"]).exists()


def test_a_broken_file_with_backups_names_them(run: Run, path: Path) -> None:
    run("backup", path.name)
    path.write_bytes(b"junk")
    line = run("doctor", path.name, "--lang", "en").error
    assert "There are 1 backups: `hedge-xl restore 台帳.xlsx`" in line


def test_a_repair_is_refused_while_excel_has_the_file_open(run: Run, path: Path) -> None:
    edited(path, cell(Y, cached("n", "5")))
    path.with_name("~$台帳.xlsx").touch()
    assert run("doctor", path.name).code == 1
    assert "開かれています" in run("doctor", path.name, "--fix").error
