"""Backups: made before every change, thinned without losing what matters, and put back."""

import json
import os
import shutil
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from command import Run
from ledgers import demo_file, edited, place, small_file, typed, words
from same_bytes import same

from hedge_xl.core.errors import DomainError
from hedge_xl.core.language import LANGUAGES, Text
from workbook import backups, cli, locks
from workbook.backups import Backup, copy_to, folder_of, keep_count, list_backups, make_backup, prune
from workbook.change import Change, SetParameter
from workbook.digest import digest, filled_rows
from workbook.errors import FileError
from workbook.package import Package
from workbook.proof import differing_parts
from workbook.read import open_package, open_workbook
from workbook.spec import Value
from workbook.transaction import Transaction, change_file, own_parts

NOON = datetime(2020, 11, 22, 12)
OLD, NEW = b"old" * 1000, b"new" * 2000
posix = pytest.mark.skipif(sys.platform == "win32", reason="links and permissions are POSIX's")


@pytest.fixture(autouse=True)
def own_locks(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = str(tmp_path_factory.mktemp("locks"))
    monkeypatch.setattr(locks.tempfile, "gettempdir", lambda: folder)
    monkeypatch.setattr(locks, "WAIT", 0.05)
    monkeypatch.delenv(backups.VARIABLE, raising=False)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "台帳.xlsx"
    path.write_bytes(small_file())
    return path


def names(path: Path) -> list[str]:
    return [item.stamp for item in list_backups(path)]


# --- making them --------------------------------------------------------------------------------


def test_a_backup_is_the_bytes_under_the_time(path: Path) -> None:
    made = make_backup(path, OLD, NOON)
    assert made == path.parent / "台帳-backups" / "台帳-20201122-120000.xlsx"
    assert made.read_bytes() == OLD
    assert list_backups(path) == [Backup(NOON, 1, made)]


def test_several_in_one_second_do_not_collide(path: Path) -> None:
    for number in range(12):
        make_backup(path, b"%d" % number, NOON)
    found = list_backups(path)
    assert [item.stamp for item in found[:3]] == ["20201122-120000", "20201122-120000-2", "20201122-120000-3"]
    assert [int(item.path.read_bytes()) for item in found] == list(range(12)), "in the order in which they were made"


@posix
def test_a_backup_is_as_private_as_the_file(path: Path) -> None:
    path.chmod(0o600)
    assert make_backup(path, OLD, NOON).stat().st_mode & 0o777 == 0o600


def test_a_disk_without_links(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(os, "link", no_links)
    assert [make_backup(path, OLD, NOON).name for _ in range(2)] == [
        "台帳-20201122-120000.xlsx",
        "台帳-20201122-120000-2.xlsx",
    ]
    assert len(list(folder_of(path).iterdir())) == 2


def test_something_else_where_the_folder_should_be(path: Path) -> None:
    folder_of(path).touch()
    with pytest.raises(FileError) as caught:
        make_backup(path, OLD, NOON)
    for language in LANGUAGES:
        assert caught.value.message(language).startswith("台帳.xlsx: ")
        assert str(folder_of(path)) in caught.value.message(language)
    assert folder_of(path).read_bytes() == b""


@posix
def test_a_folder_that_is_a_link_to_another_disk(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    folder_of(path).symlink_to(other)
    make_backup(path, OLD, NOON)
    assert [item.name for item in other.iterdir()] == ["台帳-20201122-120000.xlsx"]


def test_long_names_are_cut_and_stay_apart(tmp_path: Path) -> None:
    one, two = (tmp_path / f"{'台' * 80}{end}.xlsx" for end in "ab")
    assert folder_of(one) != folder_of(two)
    for path in (one, two):
        path.write_bytes(OLD)
        make_backup(path, OLD, NOON)
        assert len(list_backups(path)) == 1


def test_files_of_one_stem_keep_their_own(tmp_path: Path) -> None:
    one, two = tmp_path / "a.xlsx", tmp_path / "a.xlsm"
    for path in (one, two):
        path.write_bytes(OLD)
        make_backup(path, OLD, NOON)
    assert names(one) == names(two) == ["20201122-120000"]
    assert prune(one, 1) == []
    assert len(list(folder_of(one).iterdir())) == 2


# --- thinning them ------------------------------------------------------------------------------


def made_at(path: Path, *moments: datetime) -> None:
    for moment in moments:
        make_backup(path, OLD, moment)


def test_the_oldest_go_first(path: Path) -> None:
    days = [NOON + timedelta(days=day) for day in range(10)]
    made_at(path, *days)
    gone = prune(path, 7)
    assert [item.name[3:11] for item in gone] == ["20201122", "20201123", "20201124"]
    assert [item.made for item in list_backups(path)] == days[3:]


def test_of_a_busy_day_the_first_outlives_the_rest(path: Path) -> None:
    """A broker's file of many fills must not push the months before out of the folder."""
    months = [NOON.replace(month=month) for month in range(1, 11)]
    busy = [NOON + timedelta(minutes=minute) for minute in range(50)]
    made_at(path, *months, *busy)
    prune(path, 20)
    kept = [item.made for item in list_backups(path)]
    assert len(kept) == 20
    assert set(months) <= set(kept)
    assert busy[0] in kept
    assert kept[-9:] == busy[-9:]


def test_the_newest_always_stay(path: Path) -> None:
    made_at(path, *(NOON + timedelta(seconds=second) for second in range(9)))
    prune(path, 5)
    assert names(path) == [f"20201122-1200{second:02}" for second in range(4, 9)]
    prune(path, 1)
    assert names(path) == ["20201122-120008"]


FOREIGN = (
    "台帳-20201122-120000 大事.xlsx",
    "台帳-20201122-120000.xlsx.bak",
    "台帳.xlsx",
    "台帳2-20201122-120000.xlsx",
    "台帳-20209922-120000.xlsx",
    "x.txt",
)


AHEAD = datetime(2027, 1, 1)


def test_after_a_clock_that_was_ahead_the_newest_stay(path: Path) -> None:
    """What was made last is never the first to go, whatever the clock says."""
    made_at(path, *(AHEAD for _ in range(21)))
    prune(path, 20)
    for minute in (0, 5, 6):
        made = make_backup(path, OLD, datetime(2026, 9, 5, 9, minute))
        assert made not in prune(path, 20)
        assert list_backups(path)[-1].path == made
    assert names(path)[-3:] == ["20260905-090000+1", "20260905-090500+1", "20260905-090600+1"]
    assert len(names(path)) == 20


def test_the_order_is_that_of_making(path: Path) -> None:
    """The hour that a summer time's end repeats, twice over, and several in one second."""
    hour = timedelta(hours=1)
    moments = [NOON, NOON + hour, NOON, NOON, NOON + hour, NOON + hour / 2, AHEAD, AHEAD]
    for number, moment in enumerate(moments):
        make_backup(path, b"%d" % number, moment)
    found = list_backups(path)
    assert [int(item.path.read_bytes()) for item in found] == list(range(len(moments)))
    assert [item.stamp[15:] for item in found] == ["", "", "+1", "-2+1", "+1", "+2", "+2", "-2+2"]
    copied = path.with_name("copy")
    shutil.copytree(folder_of(path), copied)
    for item in sorted(copied.iterdir(), reverse=True):
        os.utime(item, (0, 0))  # a copy may have lost the times of its files, or have them all alike
    shutil.rmtree(folder_of(path))
    copied.rename(folder_of(path))
    assert [int(item.path.read_bytes()) for item in list_backups(path)] == list(range(len(moments)))


def test_fractions_of_a_second_are_no_step_back(path: Path) -> None:
    made_at(path, NOON + timedelta(microseconds=900_000), NOON + timedelta(microseconds=100_000))
    assert names(path) == ["20201122-120000", "20201122-120000-2"]


def test_what_is_not_ours_is_never_deleted(path: Path) -> None:
    made_at(path, *(NOON + timedelta(days=day) for day in range(1, 9)))
    for name in FOREIGN:
        (folder_of(path) / name).write_bytes(OLD)
    (folder_of(path) / "台帳-20201101-120000.xlsx").mkdir()
    if sys.platform != "win32":
        (folder_of(path) / "台帳-20201102-120000.xlsx").symlink_to(path)
    prune(path, 1)
    left = {item.name for item in folder_of(path).iterdir()}
    assert set(FOREIGN) < left
    assert "台帳-20201101-120000.xlsx" in left
    assert path.exists()
    assert len(names(path)) == 1


def test_one_that_cannot_be_deleted_stops_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made_at(path, *(NOON + timedelta(days=day) for day in range(8)))

    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "in use")

    monkeypatch.setattr(Path, "unlink", refused)
    assert prune(path, 1) == []


@pytest.mark.parametrize(("given", "count"), [("", 20), ("1", 1), (" 7 ", 7), ("10000", 10_000)])
def test_how_many_to_keep(monkeypatch: pytest.MonkeyPatch, given: str, count: int) -> None:
    monkeypatch.setenv(backups.VARIABLE, given)
    assert keep_count() == count


@pytest.mark.parametrize("given", ["0", "-1", "1.5", "many", "10001", "７"])
def test_a_number_that_makes_no_sense(path: Path, monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    """Found before anything is changed."""
    monkeypatch.setenv(backups.VARIABLE, given)
    with pytest.raises(DomainError, match="HEDGE_XL_BACKUPS"):
        Transaction(path)


def test_a_change_thins_them(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(backups.VARIABLE, "2")
    for number in range(4):
        change_file(
            path,
            lambda opened, value=0.4 + number / 10: Change((SetParameter("rebalance_band", value),)),
            command="x",
            summary=Text("試", "try"),
            now=lambda day=number: NOON + timedelta(days=day),
        )
    assert names(path) == ["20201124-120000", "20201125-120000"]


# --- the command --------------------------------------------------------------------------------


def test_backup_copies_and_lists(run: Run, path: Path) -> None:
    assert "ありません" in run("backup", path.name, "--list").out
    assert run("backup", path.name).code == 0
    assert same(list_backups(path)[0].path, small_file())
    listed = run("backup", path.name, "--list", "--lang", "en").out
    assert names(path)[0] in listed
    assert f"{len(small_file()):,} bytes" in listed
    data = json.loads(run("backup", path.name, "--list", "--json").out)
    assert [item["stamp"] for item in data["backups"]] == names(path)
    assert json.loads(run("backup", path.name, "--json").out)["backup"] == str(list_backups(path)[-1].path)


def test_backup_to_a_place_of_the_users(run: Run, path: Path, tmp_path: Path) -> None:
    (tmp_path / "usb").mkdir()
    assert run("backup", path.name, "--to", "usb").code == 0
    assert run("backup", path.name, "--to", "copy.xlsx").code == 0
    assert same((tmp_path / "copy.xlsx"), small_file())
    assert [same(item, small_file()) for item in (tmp_path / "usb").iterdir()] == [True]
    assert "already exists" in run("backup", path.name, "--to", "copy.xlsx", "--lang", "en").error
    assert "書き込めません" in run("backup", path.name, "--to", "none/copy.xlsx").error
    assert not folder_of(path).exists()


def test_a_copy_never_replaces_a_file(path: Path, tmp_path: Path) -> None:
    (tmp_path / "there").write_bytes(NEW)
    with pytest.raises(FileError):
        copy_to(tmp_path / "there", path, OLD, NOON)
    assert (tmp_path / "there").read_bytes() == NEW
    assert not [item for item in tmp_path.iterdir() if item.suffix == ".tmp"]


def test_a_broken_file_gets_no_backup_that_pretends_to_be_one(run: Run, path: Path) -> None:
    path.write_bytes(small_file()[:-9])
    assert "壊れています" in run("backup", path.name).error
    assert not folder_of(path).exists()


def test_backup_while_excel_has_it_open_is_fine(run: Run, path: Path) -> None:
    path.with_name(f"~${path.name}").touch()
    assert run("backup", path.name).code == 0


# --- putting them back --------------------------------------------------------------------------


def changed_to(path: Path, value: float, day: int = 0) -> None:
    change_file(
        path,
        lambda opened: Change((SetParameter("rebalance_band", value),)),
        command="x",
        summary=Text("試", "try"),
        now=lambda: NOON + timedelta(days=day),
    )


def band(path: Path) -> object:
    return open_workbook(path).inputs.cells["rebalance_band"]


def told(path: Path, data: bytes) -> dict[str, Value]:
    """The line by which a restored file differs from the backup's bytes: nothing else may."""
    now, then = open_workbook(path), open_package(Package(data, path.name))
    *earlier, line = filled_rows(now.inputs.tables["journal"])
    assert earlier == filled_rows(then.inputs.tables["journal"])
    assert digest(now.inputs) == digest(then.inputs)
    assert differing_parts(data, path.read_bytes()) <= own_parts(then, now.inputs)
    assert line["command"] == "restore"
    assert line["after"] == digest(then.inputs)
    return dict(line)


def test_restore_says_what_it_changes_and_keeps_the_present_file(run: Run, path: Path) -> None:
    changed_to(path, 0.5)
    now = path.read_bytes()
    dry = run("restore", path.name, "--dry-run")
    assert dry.code == 0
    assert "乖離しきい値: 50% → 30%" in dry.out
    assert same(path, now)
    assert len(names(path)) == 1
    done = run("restore", path.name)
    assert "乖離しきい値: 50% → 30%" in done.out
    assert "履歴に行を足せない" not in done.out
    line = told(path, small_file())
    assert line["summary"] == "20201122-120000 のバックアップに戻した"
    assert line["before"] == digest(open_workbook(list_backups(path)[-1].path).inputs) != line["after"]
    assert same(list_backups(path)[-1].path, now)


def test_the_last_is_the_one_made_last(run: Run, path: Path) -> None:
    """Also where the local time has gone back since."""
    for value, day in ((0.5, 5), (0.6, 6), (0.7, 1)):
        changed_to(path, value, day)
    listed = run("backup", path.name, "--list").out.splitlines()
    assert [line.split()[0] for line in listed] == ["20201127-120000", "20201128-120000", "20201123-120000+1"]
    assert run("restore", path.name, "--at", "last").code == 0
    assert band(path) == 0.6
    assert run("restore", path.name, "--at", "20201123-120000+1").code == 0
    assert run("restore", path.name, "--at", "2020-11-23").code == 0
    assert run("restore", path.name, "--at", "20201127").code == 0
    assert band(path) == 0.3


def test_restoring_twice_undoes_it(run: Run, path: Path) -> None:
    changed_to(path, 0.5)
    now = path.read_bytes()
    run("restore", path.name)
    run("restore", path.name)
    told(path, now)
    assert band(path) == 0.5


def test_restore_byte_for_byte(run: Run, path: Path) -> None:
    changed_to(path, 0.5)
    assert run("restore", path.name, "--exact", "--dry-run").code == 0
    assert band(path) == 0.5
    assert "バックアップのまま" not in run("restore", path.name, "--exact").out
    assert same(path, small_file())
    path.unlink()
    assert run("restore", path.name, "--exact", "--at", "20201122").code == 0
    assert same(path, small_file())


def test_a_history_that_takes_no_line_stops_nothing(run: Run, path: Path) -> None:
    """Something typed right under it; the backup is put back as it is, and that is said."""
    changed_to(path, 0.5)
    edited(path, typed(place("journal", 1, "summary"), words("x")), data=path.read_bytes())
    before = path.read_bytes()
    run("backup", path.name)
    path.write_bytes(small_file())
    done = run("restore", path.name, "--lang", "en")
    assert "No line can be added to History" in done.out
    assert same(path, before)


def test_restore_one_of_several(run: Run, path: Path) -> None:
    for day, value in enumerate((0.5, 0.6, 0.7)):
        changed_to(path, value, day)
    assert run("restore", path.name, "--at", "20201123-120000").code == 0
    assert band(path) == 0.5
    assert run("restore", path.name, "--at", "2020-11-24 12").code == 0
    assert band(path) == 0.6
    several = run("restore", path.name, "--at", "202011", "--lang", "en").error
    assert "backups match 202011" in several
    assert "there is no backup 1999" in run("restore", path.name, "--at", "1999", "--lang", "en").error
    assert "there is no backup x" in run("restore", path.name, "--at", "x", "--lang", "en").error
    assert band(path) == 0.6


def test_restore_a_broken_file(run: Run, path: Path) -> None:
    changed_to(path, 0.5)
    for broken in (b"", b"junk", small_file()[:-99]):
        path.write_bytes(broken)
        done = run("restore", path.name, "--lang", "en")
        assert "cannot be read now" in done.out
        assert told(path, small_file())["before"] is None
        assert any(same(item.path, broken) for item in list_backups(path)), "it is kept all the same"
    assert "every backup is the same" not in run("restore", path.name).out


def test_restore_a_file_that_is_gone(run: Run, path: Path) -> None:
    changed_to(path, 0.5)
    path.unlink()
    assert run("restore", path.name, "--dry-run").code == 0
    assert not path.exists()
    assert run("restore", path.name).code == 0
    assert told(path, small_file())["before"] is None


def test_there_is_nothing_to_restore(run: Run, path: Path) -> None:
    assert "バックアップがありません" in run("restore", path.name).error
    run("backup", path.name)
    assert "どのバックアップも今のファイルと同じ" in run("restore", path.name).error
    assert "バックアップがありません" in run("restore", "none.xlsx").error


def test_a_backup_that_does_not_open_is_passed_over_or_refused(run: Run, path: Path) -> None:
    changed_to(path, 0.5)
    (folder_of(path) / "台帳-20201201-000000.xlsx").write_bytes(b"junk")
    assert "台帳-20201201" in run("restore", path.name, "--at", "20201201").error
    assert band(path) == 0.5
    assert run("restore", path.name).code == 0
    assert band(path) == 0.3


def test_restore_is_refused_while_excel_has_the_file_open(run: Run, path: Path) -> None:
    changed_to(path, 0.5)
    path.with_name(f"~${path.name}").touch()
    assert "開かれています" in run("restore", path.name).error
    assert band(path) == 0.5


def test_restore_as_json(run: Run, path: Path) -> None:
    changed_to(path, 0.5)
    data = json.loads(run("restore", path.name, "--json").out)
    assert data["stamp"] == "20201122-120000"
    assert data["history"] is True
    assert {item["code"] for item in data["differences"]} >= {"parameter", "row-removed"}
    assert Path(data["backup"]).read_bytes() != small_file()


def test_an_older_structure_can_be_put_back(run: Run, tmp_path: Path) -> None:
    """An upgrade can be undone."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(demo_file())
    old = (Path(__file__).parent / "files/ledger-1-ja.xlsx").read_bytes()
    make_backup(path, old, NOON)
    done = run("restore", "a.xlsx", "--dry-run", "--lang", "en")
    assert "No line can be added to History" in done.out
    assert json.loads(run("restore", "a.xlsx", "--json").out)["history"] is False
    assert same(path, old)


def test_help_has_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    for command in ("backup", "restore", "doctor", "diff"):
        for language, word in (("ja", "例:"), ("en", "Example:")):
            with pytest.raises(SystemExit):
                cli.main([command, "--help", "--lang", language])
            assert word in capsys.readouterr().out
