"""Writing: the file is the old one or the new one, whatever goes wrong, and nothing is left beside it."""

import errno
import os
import stat
import sys
from pathlib import Path

import pytest

from workbook import files
from workbook.errors import FileError
from workbook.files import check_target, write_whole

OLD, NEW = b"old" * 1000, b"new" * 2000
not_on_windows = pytest.mark.skipif(sys.platform == "win32", reason="permissions and links are POSIX's")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A ledger alone in its folder."""
    path = tmp_path / "台帳.xlsx"
    path.write_bytes(OLD)
    return path


def alone(path: Path) -> bool:
    return [item.name for item in path.parent.iterdir()] == [path.name]


def full(*_: object) -> int:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_replaces_the_file(path: Path) -> None:
    write_whole(path, NEW)
    assert path.read_bytes() == NEW
    assert alone(path)


def test_makes_a_new_file(tmp_path: Path) -> None:
    write_whole(tmp_path / "a.xlsx", NEW)
    assert (tmp_path / "a.xlsx").read_bytes() == NEW
    assert alone(tmp_path / "a.xlsx")


@pytest.mark.parametrize("step", ["fdopen", "fsync", "chmod", "replace"])
def test_failure_at_any_step_leaves_the_old_file_and_nothing_else(
    path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    monkeypatch.setattr(files.os, step, full)
    with pytest.raises(FileError) as caught:
        write_whole(path, NEW)
    monkeypatch.undo()
    assert path.read_bytes() == OLD
    assert alone(path)
    assert caught.value.message("ja") == (
        "台帳.xlsx: ディスクに空きがないため書き込めません。空きを作ってからやり直してください。"
    )
    assert "cannot be written: the disk is full" in caught.value.message("en")


@pytest.mark.parametrize("stop", [KeyboardInterrupt, MemoryError])
def test_being_stopped_leaves_the_old_file_and_nothing_else(
    path: Path, monkeypatch: pytest.MonkeyPatch, stop: type[BaseException]
) -> None:
    def stopped(*_: object) -> None:
        raise stop

    monkeypatch.setattr(files.os, "fsync", stopped)
    with pytest.raises(stop):
        write_whole(path, NEW)
    assert path.read_bytes() == OLD
    assert alone(path)


def test_the_new_file_is_whole_before_it_takes_the_name(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Written, flushed to the disk, then renamed, in the same folder: killed anywhere, one of the two is there."""
    steps: list[str] = []
    real_sync, real_replace = os.fsync, os.replace

    def sync(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            steps.append("sync folder")
            assert path.read_bytes() == NEW
        else:
            steps.append("sync")
            assert os.fstat(handle).st_size == len(NEW)
        real_sync(handle)

    def replace(source: str, target: Path) -> None:
        steps.append("replace")
        assert Path(source).parent == path.parent
        assert Path(source).read_bytes() == NEW
        assert path.read_bytes() == OLD
        real_replace(source, target)

    monkeypatch.setattr(files.os, "fsync", sync)
    monkeypatch.setattr(files.os, "replace", replace)
    write_whole(path, NEW)
    assert steps == ["sync", "replace", *([] if sys.platform == "win32" else ["sync folder"])]


def test_folder_that_is_gone(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="書き込めません"):
        write_whole(tmp_path / "none" / "a.xlsx", NEW)


@not_on_windows
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o444])
def test_permissions_are_kept(path: Path, mode: int) -> None:
    path.chmod(mode)
    write_whole(path, NEW)
    assert path.stat().st_mode & 0o777 == mode


@not_on_windows
def test_a_new_file_gets_the_usual_permissions(tmp_path: Path) -> None:
    """Not the private ones of a temporary file."""
    write_whole(tmp_path / "a.xlsx", NEW)
    (tmp_path / "usual").touch()
    assert (tmp_path / "a.xlsx").stat().st_mode == (tmp_path / "usual").stat().st_mode


@not_on_windows
def test_a_link_stays_a_link(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "desktop"
    folder.mkdir()
    link = folder / "link.xlsx"
    link.symlink_to(path)
    write_whole(link, NEW)
    assert link.is_symlink()
    assert path.read_bytes() == NEW
    assert alone(link)


@not_on_windows
def test_the_longest_name_a_folder_takes(tmp_path: Path) -> None:
    path = tmp_path / f"{'台' * 83}.xlsx"  # 254 bytes
    write_whole(path, NEW)
    assert path.read_bytes() == NEW


# --- refusing before any work -------------------------------------------------------------------


def refusal(path: Path, force: bool = False) -> FileError:
    with pytest.raises(FileError) as caught:
        check_target(path, ".xlsx", force)
    assert caught.value.message("ja").startswith(f"{path.name}: ")
    return caught.value


def test_a_free_name_is_fine(tmp_path: Path) -> None:
    check_target(tmp_path / "a.xlsx", ".xlsx", force=False)
    check_target(tmp_path / "A.XLSX", ".xlsx", force=False)


def test_an_existing_file_needs_force(path: Path) -> None:
    assert "--force" in refusal(path).message("ja")
    assert "--force" in refusal(path).message("en")
    check_target(path, ".xlsx", force=True)


@pytest.mark.parametrize("lock", ["~$台帳.xlsx", ".~lock.台帳.xlsx#"])
@pytest.mark.parametrize("exists", [True, False])
def test_a_file_open_in_excel_or_libreoffice_is_refused(path: Path, lock: str, exists: bool) -> None:
    (path.parent / lock).touch()
    if not exists:
        path.unlink()
    error = refusal(path, force=True)
    assert "他のプログラムで開かれています" in error.message("ja")
    assert "open in another program" in error.message("en")


def test_locks_of_other_files_do_not_matter(path: Path) -> None:
    (path.parent / "~$台帳2.xlsx").touch()
    check_target(path, ".xlsx", force=True)


@pytest.mark.parametrize("name", ["a.xls", "a.csv", "a", "a.xlsx.bak", ".xlsx", "a.xlsm"])
def test_other_endings_are_refused(tmp_path: Path, name: str) -> None:
    assert "must end in .xlsx" in refusal(tmp_path / name).message("en")


def test_a_folder_of_that_name_is_refused_even_with_force(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").mkdir()
    for force in (True, False):
        message = refusal(tmp_path / "a.xlsx", force).message("ja")
        assert "フォルダです" in message
        assert "--force" not in message


def test_a_folder_that_does_not_exist_is_refused(tmp_path: Path, path: Path) -> None:
    assert f"{tmp_path / 'none'}" in refusal(tmp_path / "none" / "a.xlsx").message("ja")
    assert "does not exist" in refusal(path / "a.xlsx").message("en")  # below a file


def test_a_name_too_long_for_any_disk(tmp_path: Path) -> None:
    assert "cannot be written" in refusal(tmp_path / f"{'a' * 300}.xlsx").message("en")
