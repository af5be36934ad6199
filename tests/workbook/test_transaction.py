"""Changing a file: alone, proved, backed up, in one step; refused, in one line, whenever that cannot be."""

import errno
import getpass
import json
import os
import stat
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from customise_tables import totals_row_of
from ledgers import edited as file_with
from ledgers import place, small, small_file, table, typed, words, write
from lxml import etree
from same_bytes import contents, same
from scenarios import put

from hedge_xl.core.language import LANGUAGES, Text
from workbook import files, locks, proof, snapshot, transaction
from workbook.backups import list_backups
from workbook.change import AppendRow, Change, GrowTable, SetParameter, SetValue
from workbook.edit import brought_to, edited
from workbook.errors import FileError
from workbook.ooxml import main
from workbook.package import Package
from workbook.read import Opened, open_package, open_workbook
from workbook.spec import Inputs
from workbook.transaction import Outcome, Transaction, change_file
from workbook.twin import Model
from workbook.validate import validate

NOON = datetime(2026, 11, 22, 12, 0, 0, 999)
OTHER = b"somebody else's file"
posix = pytest.mark.skipif(sys.platform == "win32", reason="permissions, links and forks are POSIX's")


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Short waits, and locks in a folder of the test's own."""
    monkeypatch.setattr(locks, "WAIT", 0.05)
    monkeypatch.setattr(snapshot, "_PAUSE", 0.001)
    folder = str(tmp_path_factory.mktemp("locks"))
    monkeypatch.setattr(locks.tempfile, "gettempdir", lambda: folder)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A small ledger, alone in its folder; blanks, Japanese and an emoji in the names."""
    folder = tmp_path / "株 と 為替 🗾"
    folder.mkdir()
    path = folder / "台帳 2026.xlsx"
    path.write_bytes(small_file())
    return path


def band(value: float) -> Callable[[Opened], Change]:
    return lambda opened: Change((SetParameter("rebalance_band", value),))


BAND = band(0.07)


def change(path: Path, plan: Callable[[Opened], Change] = BAND, *, dry_run: bool = False) -> Outcome:
    summary = Text("帯を変えた", "changed the band")
    return change_file(path, plan, command="policy", summary=summary, dry_run=dry_run, now=lambda: NOON)


def refusal(path: Path, *, match: str, given: Path | None = None, plan: Callable[[Opened], Change] = BAND) -> FileError:
    """The one line of a refusal, after which the folder is as it was."""
    before = contents(path.parent)
    with pytest.raises(FileError) as caught:
        change(given or path, plan)
    for language in LANGUAGES:
        assert caught.value.message(language).startswith(f"{(given or path).name}: ")
        assert "{" not in caught.value.message(language)
    assert match in caught.value.message("en")
    assert contents(path.parent) == before
    return caught.value


# --- what a change does -------------------------------------------------------------------------


def test_the_file_changes_and_the_old_one_is_kept(path: Path) -> None:
    outcome = change(path)
    assert outcome.backup is not None
    assert same(outcome.backup, small_file())
    assert outcome.backup.name == "台帳 2026-20261122-120000.xlsx"
    opened, findings = validate(path)
    assert not [finding for finding in findings if finding.severity == "error"]
    assert opened.inputs.cells["rebalance_band"] == 0.07
    assert set(contents(path.parent)) == {path.name, "台帳 2026-backups"}
    assert outcome.before.inputs.cells["rebalance_band"] == 0.3
    assert outcome.after.cell("rebalance_band") == 0.07


def test_the_journal_says_what_was_done(path: Path) -> None:
    change(path)
    change(path, band(0.08))
    rows = open_workbook(path).inputs.tables["journal"]
    assert [row["command"] for row in rows] == ["policy", "policy"]
    assert rows[0]["summary"] == "帯を変えた"
    assert rows[0]["when"] == 46348.5, "to the second"
    assert rows[0]["who"] == getpass.getuser()
    assert rows[0]["after"] == rows[1]["before"]
    assert rows[0]["before"] != rows[0]["after"]


def test_the_journal_of_an_english_ledger_is_english(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", small("en"), "en")
    change(path)
    assert open_workbook(path).inputs.tables["journal"][0]["summary"] == "changed the band"


def test_no_user_name_is_no_obstacle(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise KeyError("getpwuid(): uid not found: 1234")

    monkeypatch.setattr(getpass, "getuser", nobody)
    change(path)
    assert open_workbook(path).inputs.tables["journal"][0]["who"] is None


def test_a_summary_can_depend_on_the_change(path: Path) -> None:
    change_file(
        path,
        band(0.07),
        command="policy",
        summary=lambda change: Text(f"{len(change.operations)}件", "n"),
        now=lambda: NOON,
    )
    assert open_workbook(path).inputs.tables["journal"][0]["summary"] == "1件"


def test_a_plan_for_nothing_leaves_the_file_alone(path: Path) -> None:
    before = path.stat()
    for plan in (
        lambda opened: Change(),
        band(0.3),
        lambda opened: Change((GrowTable("pnl", 1),)),
        lambda opened: Change((SetValue("log", 0, "qty", opened.inputs.tables["log"][0]["qty"]),)),
    ):
        outcome = change(path, plan)
        assert not outcome.change
        assert outcome.backup is None
    assert path.stat() == before
    assert set(contents(path.parent)) == {path.name}


def test_a_dry_run_computes_and_writes_nothing(path: Path) -> None:
    before = contents(path.parent)
    month = {"month": 44957.0, "a_usd": 50_000.0, "spot": 130.0}
    outcome = change(path, lambda opened: Change((AppendRow("monthly", month), GrowTable("pnl", 5))), dry_run=True)
    assert outcome.change
    assert outcome.after.value("monthly", 4, "y") == 6_500_000
    assert "2023" not in str(outcome.before.inputs.tables["monthly"])
    assert contents(path.parent) == before


def test_a_fault_in_the_inputs_does_not_stop_a_change(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", small("ja", put("log", 0, "side", "?")))
    change(path)
    assert open_workbook(path).inputs.cells["rebalance_band"] == 0.07


# --- who else is at work ------------------------------------------------------------------------


EXCEL = bytes([4]) + b"Taro".ljust(54) + bytes([2, 0]) + "太郎".encode("utf-16-le").ljust(108, b" ")
LIBREOFFICE = ",taro,家のPC,22.11.2026 12:00,file:///home/taro/.config/libreoffice/4;".encode()


@pytest.mark.parametrize(
    ("name", "data", "who"),
    [
        ("~$台帳 2026.xlsx", EXCEL, "Excel / 太郎"),
        ("~$台帳 2026.xlsx", b"", "(Excel)"),
        ("~$台帳 2026.xlsx", b"\x04Taro", "(Excel)"),
        (".~lock.台帳 2026.xlsx#", LIBREOFFICE, "LibreOffice / taro 家のPC"),
        (".~lock.台帳 2026.xlsx#", b"\xff\n\x00,", "LibreOffice"),
    ],
)
def test_a_file_open_in_excel_or_libreoffice_is_left_alone(path: Path, name: str, data: bytes, who: str) -> None:
    path.with_name(name).write_bytes(data)
    line = refusal(path, match="is open in another program").message("ja")
    assert who in line
    assert name in line, "a mark left behind can be found and deleted"


def test_opened_in_excel_while_the_new_file_is_made(path: Path) -> None:
    def plan(opened: Opened) -> Change:
        path.with_name(f"~${path.name}").touch()
        return BAND(opened)

    with pytest.raises(FileError, match="他のプログラムで開かれています"):
        change(path, plan)
    assert same(path, small_file())
    assert not path.with_name("台帳 2026-backups").exists()


@posix
def test_several_processes_wait_for_each_other(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Changes by many at once are all made, one after the other."""
    monkeypatch.setattr(locks, "WAIT", 30)
    children = []
    for number in range(4):
        row = {"id": f"X{number}", "side": "売", "qty": 1000.0, "price": 130.0, "time": 44960.5 + number}
        child = os.fork()
        if child == 0:
            code = 1
            try:
                change(path, lambda opened, row=row: Change((AppendRow("log", row),)))
                code = 0
            finally:
                os._exit(code)
        children.append(child)
    assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children] == [0] * 4
    rows = open_workbook(path).inputs.tables["log"]
    assert sorted(str(row["id"]) for row in rows if str(row["id"]).startswith("X")) == ["X0", "X1", "X2", "X3"]
    assert len(list_backups(path)) == 4


def test_a_second_run_gives_up_after_a_while(path: Path) -> None:
    with Transaction(path):
        refusal(path, match="another hedge-xl is changing this file")
    change(path)


def test_the_lock_leaves_nothing_beside_the_file(path: Path) -> None:
    with Transaction(path):
        assert set(contents(path.parent)) == {path.name}


@posix
def test_no_place_for_the_lock(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locks.tempfile, "gettempdir", lambda: str(path))
    refusal(path, match="no lock can be put in the folder")


TOUCHES: dict[str, Callable[[Path], object]] = {
    "touched": lambda path: os.utime(path, ns=(1, 1)),
    "saved": lambda path: path.write_bytes(OTHER),
    "replaced by its like": lambda path: _replace(path, small_file()),
    "moved away": lambda path: path.rename(path.with_name("moved.xlsx")),
}


def _replace(path: Path, data: bytes) -> None:
    new = path.with_name("new")
    new.write_bytes(data)
    known = path.stat()
    os.utime(new, ns=(known.st_atime_ns, known.st_mtime_ns))
    new.replace(path)


@posix
@pytest.mark.parametrize("touch", TOUCHES)
def test_changed_by_somebody_else_meanwhile(path: Path, touch: str) -> None:
    seen = []

    def plan(opened: Opened) -> Change:
        TOUCHES[touch](path)
        seen.append(contents(path.parent))
        return BAND(opened)

    with pytest.raises(FileError, match="他のプログラムがこのファイルを変更した"):
        change(path, plan)
    assert [contents(path.parent)] == seen


def test_changed_without_a_mark_of_it(path: Path) -> None:
    """A disk that keeps no fine times: the same size at the same time, and other contents."""

    def plan(opened: Opened) -> Change:
        known = path.stat()
        with path.open("r+b") as stream:
            stream.seek(100)
            stream.write(b"\0\0")
        os.utime(path, ns=(known.st_atime_ns, known.st_mtime_ns))
        return BAND(opened)

    with pytest.raises(FileError, match="他のプログラムがこのファイルを変更した"):
        change(path, plan)


def test_changed_while_the_new_file_is_written(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.fsync

    def sync(handle: int) -> None:
        real(handle)
        path.write_bytes(OTHER)

    monkeypatch.setattr(files.os, "fsync", sync)
    with pytest.raises(FileError, match="他のプログラムがこのファイルを変更した"):
        change(path)
    assert set(contents(path.parent)) == {path.name}, "the backup of a change that did not come about goes too"
    assert path.read_bytes() == OTHER


def test_a_file_that_is_being_saved_all_the_time(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    moments = iter(range(100))
    monkeypatch.setattr(snapshot, "_marks", lambda path: (next(moments),))
    refusal(path, match="is saving the file right now")


# --- files that must not or cannot be changed ---------------------------------------------------


def test_no_such_file(path: Path) -> None:
    refusal(path, given=path.with_name("none.xlsx"), match="no such file")


def test_a_folder(path: Path) -> None:
    refusal(path, given=path.parent, match="this is a folder")


@posix
def test_a_pipe_is_not_waited_for(path: Path) -> None:
    os.mkfifo(path.with_name("pipe.xlsx"))
    with pytest.raises(FileError, match="ふつうのファイルではありません"):
        change(path.with_name("pipe.xlsx"))


@posix
def test_a_link_that_leads_to_itself(path: Path) -> None:
    one, two = path.with_name("one.xlsx"), path.with_name("two.xlsx")
    one.symlink_to(two)
    two.symlink_to(one)
    with pytest.raises(FileError) as caught:
        change(one)
    assert "leads back to itself" in caught.value.message("en")


def test_a_read_only_file(path: Path) -> None:
    path.chmod(stat.S_IREAD)
    refusal(path, match="is read-only")


@posix
def test_a_read_only_folder(path: Path, tmp_path: Path) -> None:
    """As somebody who is not root, to whom no folder is read-only."""
    before = contents(path.parent)
    if os.geteuid() == 0:
        for item in (path, path.parent, Path(locks.tempfile.gettempdir())):
            os.chown(item, 65534, -1)
        for folder in (
            tmp_path,
            *(item for item in tmp_path.parents if "pytest-" in item.name or "gw" in item.name),
        ):  # closed to others
            folder.chmod(0o711)
    path.parent.chmod(0o555)
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.chdir(path.parent)  # the way there is not for everybody
            if os.geteuid() == 0:
                os.setuid(65534)
            change(path)
        except FileError as error:
            code = 0 if "no permission to write to the folder" in error.message("en") else 2
        except PermissionError:
            code = 3
        finally:
            os._exit(code)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    path.parent.chmod(0o755)
    assert code == 0
    assert contents(path.parent) == before


def test_a_file_of_an_older_structure(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes((Path(__file__).parent / "files/ledger-1-ja.xlsx").read_bytes())
    refusal(path, match="hedge-xl upgrade a.xlsx")


def test_a_file_that_lacks_something(path: Path) -> None:
    data = Package(path.read_bytes(), "a")
    name = next(name for name in data.names if b'displayName="Events"' in data.read(name))
    data.put(name, data.read(name).replace(b'displayName="Events"', b'displayName="Other"'))
    path.write_bytes(data.to_bytes())
    refusal(path, match='table "Events" is gone')


def test_no_workbook_of_ours(path: Path) -> None:
    path.write_bytes(OTHER)
    refusal(path, match="the contents are text")


def test_rows_typed_under_a_table_are_not_overwritten(tmp_path: Path) -> None:
    path = file_with(tmp_path / "a.xlsx", typed(place("log", 6, "comment"), words("メモ")))
    before = contents(tmp_path)
    row = {"id": "X", "side": "売", "qty": 1000.0, "price": 130.0, "time": 44960.5}
    with pytest.raises(FileError) as caught:
        change(path, lambda opened: Change((AppendRow("log", row),)))
    assert place("log", 6, "comment") in caught.value.message("ja")
    assert "`hedge-xl doctor a.xlsx --fix`" in caught.value.message("en")
    assert contents(tmp_path) == before
    change(path)  # what does not make that table longer is no danger


FILL = Change((AppendRow("log", {"id": "X", "side": "売", "qty": 1000.0, "price": 130.0, "time": 44960.5}),))


def test_a_totals_row_moves_down_and_what_is_further_below_is_nothing(path: Path) -> None:
    """Only the rows that the table needs must be free."""
    totals_row_of("ExecutionLog")(package := Package(path.read_bytes(), path.name))
    package.write(path)
    file_with(path, typed(place("log", 8, "id"), words("メモ")), data=path.read_bytes())
    assert change(path, lambda opened: FILL).backup is not None
    table = open_workbook(path).tables["log"]
    assert (len(table.rows), table.table.totals_rows, table.below) == (7, 1, [place("log", 8, "id").partition("!")[2]])
    error = refusal(path, match="under the table's totals row", plan=lambda opened: FILL)
    assert place("log", 8, "id") in error.message("ja")
    assert "doctor" not in error.message("ja"), "it would not take anything in there"


def test_formulas_that_new_rows_need_are_put_back(path: Path) -> None:
    """LibreOffice drops them from every table; any change brings them back, also to tables that keep their length."""

    def drop(root: etree._Element) -> None:
        for item in list(root.iter(main("calculatedColumnFormula"))):
            parent = item.getparent()
            assert parent is not None
            parent.remove(item)

    names = ("Market", "Monthly", "PnL", "ExecutionLog")
    before = path.read_bytes()
    file_with(path, *(table(name, drop) for name in names))
    assert any("not-extended" in item.code for item in validate(path)[1])
    change(path)
    assert not [item for item in validate(path)[1] if "extended" in item.code or "calculated" in item.code]
    found, known = open_workbook(path), open_package(Package(before, path.name))
    assert [item.table.calculated for item in found.tables.values()] == [
        item.table.calculated for item in known.tables.values()
    ]


# --- disks --------------------------------------------------------------------------------------


ERRORS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk is full",
    errno.EROFS: "the disk is read-only",
    errno.EACCES: "check the permissions",
    errno.EPERM: "check the permissions",
    errno.EIO: "the disk or the network failed",
    errno.ESTALE: "the disk or the network failed",
    errno.ENAMETOOLONG: "too long",
    errno.EINVAL: "cannot be written (",
}


@pytest.mark.parametrize("number", ERRORS)
@pytest.mark.parametrize("call", [1, 2])
def test_a_disk_that_fails(path: Path, monkeypatch: pytest.MonkeyPatch, number: int, call: int) -> None:
    """With the backup, which is written first, or with the file."""
    real, calls = os.fsync, iter(range(1, 100))

    def sync(handle: int) -> None:
        if not stat.S_ISDIR(os.fstat(handle).st_mode) and next(calls) == call:
            raise OSError(number, os.strerror(number))
        real(handle)

    monkeypatch.setattr(files.os, "fsync", sync)
    with pytest.raises(FileError) as caught:
        change(path)
    line = caught.value.message("en")
    assert ERRORS[number] in line
    assert ("no backup could be made" in line) == (call == 1)
    assert set(contents(path.parent)) <= {path.name, "台帳 2026-backups"}
    assert same(path, small_file())
    assert not list_backups(path)


def test_a_file_that_windows_will_not_replace(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Excel holds it: the replacement is what fails."""

    def refused(*_: object) -> None:
        raise PermissionError(errno.EACCES, "The process cannot access the file")

    monkeypatch.setattr(files.os, "replace", refused)
    with pytest.raises(FileError, match="開いているプログラムを閉じて"):
        change(path)
    assert set(contents(path.parent)) == {path.name}


@posix
def test_a_disk_that_is_really_full(path: Path, tmp_path: Path) -> None:
    """A child may write no file larger than a few pages."""
    child = os.fork()
    if child == 0:
        import resource
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))
        code = 1
        try:
            change(path)
        except FileError as error:
            code = 0 if "the disk is full" in error.message("en") else 2
        finally:
            os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert same(path, small_file())
    assert set(contents(path.parent)) <= {path.name, "台帳 2026-backups"}
    assert not list_backups(path)


# --- names and links ----------------------------------------------------------------------------


@posix
def test_a_link_stays_one_and_its_target_changes(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "近道.xlsx"
    link.symlink_to(path)
    outcome = change(link)
    assert link.is_symlink()
    assert open_workbook(path).inputs.cells["rebalance_band"] == 0.07
    assert outcome.backup is not None
    assert outcome.backup.parent.parent == path.parent


@posix
def test_a_link_and_its_target_are_one_file(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "近道.xlsx"
    link.symlink_to(path)
    with Transaction(path):
        refusal(path, given=link, match="another hedge-xl")
    link.with_name(f".~lock.{link.name}#").touch()
    refusal(path, given=link, match="is open in another program")


@posix
@pytest.mark.parametrize("name", [f"{'台' * 83}.xlsx", f"{'a' * 250}.xlsx", ".xlsx.xlsx", "a.b.c.XLSX", "-x.xlsx"])
def test_odd_names(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(small_file())
    backup = change(path).backup
    assert backup is not None
    assert same(backup, small_file())
    assert [item.path for item in list_backups(path)] == [backup]


def test_a_relative_path(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(path.parent)
    assert change(Path(path.name)).backup is not None


# --- proof --------------------------------------------------------------------------------------


def committed(path: Path, data: bytes, **given: Any) -> FileError:
    before = contents(path.parent)
    with Transaction(path) as transaction, pytest.raises(FileError) as caught:
        transaction.commit(data, command="hedge-xl x", **given)
    assert "this is a fault of hedge_xl" in caught.value.message("en")
    assert "`hedge-xl x`" in caught.value.message("ja")
    assert contents(path.parent) == before
    return caught.value


def test_bytes_that_are_no_workbook_are_never_written(path: Path) -> None:
    committed(path, b"")
    committed(path, OTHER)
    committed(path, small_file()[:-100])


def test_another_input_than_meant_is_never_written(path: Path) -> None:
    opened = open_workbook(path)
    data = edited(opened, BAND(opened))
    expected = opened.inputs
    assert "rebalance_band" in committed(path, data, expected=expected).message("en")
    data = edited(opened, Change((SetValue("log", 2, "qty", 5.0),)))
    assert "log.qty" in committed(path, data, expected=expected).message("en")
    data = edited(opened, Change((GrowTable("events", 9),)))
    assert "events: 1 / 9" in committed(path, data, expected=expected).message("en")


def test_a_part_that_must_not_change_is_never_written_otherwise(path: Path) -> None:
    package = Package(small_file(), "a")
    package.put("docProps/app.xml", package.read("docProps/app.xml") + b" ")
    data = package.to_bytes()
    assert "docProps/app.xml" in committed(path, data, touched=set()).message("en")
    gone = Package(small_file(), "a")
    gone.remove("docProps/app.xml")
    assert "docProps/app.xml" in committed(path, gone.to_bytes(), touched={"xl/workbook.xml"}).message("en")


@pytest.mark.parametrize("fault", [lambda data: data[:-50], lambda data: small_file()])
def test_a_faulty_engine_does_no_harm(
    path: Path, monkeypatch: pytest.MonkeyPatch, fault: Callable[[bytes], bytes]
) -> None:
    def broken(opened: Opened, after: Inputs) -> tuple[bytes, Model]:
        data, model = brought_to(opened, after)
        return fault(data), model

    monkeypatch.setattr(transaction, "brought_to", broken)
    refusal(path, match="this is a fault of hedge_xl")


def test_true_and_one_are_not_the_same_input(path: Path) -> None:
    opened = open_workbook(path)
    one, other = (edited(opened, Change((SetValue("log", 0, "qty", value),))) for value in (1.0, True))
    inputs = [open_package(Package(data, "a")).inputs for data in (one, other)]
    assert proof.first_difference(*inputs) == "log.qty"


def test_leaving_without_a_commit_changes_nothing(path: Path) -> None:
    before = contents(path.parent)
    with Transaction(path) as found:
        found.package.put("xl/workbook.xml", b"")
    assert contents(path.parent) == before


# --- what a killed run left ---------------------------------------------------------------------


def test_leftovers_of_ours_go_and_nothing_else(path: Path) -> None:
    owner = locks.key(path.resolve())
    old = (datetime.now() - timedelta(days=2)).timestamp()
    names = {
        f".hedge-xl-{owner}-abcd1234.tmp": (time.time(), False),
        ".hedge-xl-abcd1234.tmp": (time.time(), True),
        ".hedge-xl-efgh5678.tmp": (old, False),
        f".hedge-xl-{'0' * 16}-abcd1234.tmp": (time.time(), True),
        ".hedge-xl-my notes.tmp": (old, True),
        "hedge-xl-abcd1234.tmp": (old, True),
    }
    for name, (moment, _) in names.items():
        path.with_name(name).touch()
        os.utime(path.with_name(name), (moment, moment))
    with Transaction(path):
        left = set(contents(path.parent))
    assert left == {path.name} | {name for name, (_, stays) in names.items() if stays}


def test_the_command_line_says_it_in_one_line_and_as_json(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from workbook import cli

    path.with_name(f"~${path.name}").touch()
    with pytest.raises(SystemExit) as caught:
        cli.main(["restore", str(path), "--json", "--lang", "en"])
    out, err = capsys.readouterr()
    assert caught.value.code == 2
    assert len(err.splitlines()) == 1
    assert "is open in another program" in json.loads(out)["error"]["en"]
