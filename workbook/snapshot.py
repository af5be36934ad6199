"""A file as it was at one moment, and whether it still is."""

import os
import stat
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hedge_xl.core.language import Text
from workbook import refusals
from workbook.container import read_file
from workbook.disk_errors import LOOP, write_error
from workbook.errors import FileError

_NO_FILE: Final = Text(
    "ふつうのファイルではありません。ブック (.xlsx) を指定してください。",
    "not an ordinary file; name a workbook (.xlsx).",
)
_READ_ONLY: Final = Text(
    "読み取り専用です。ファイルの「読み取り専用」を外すか、書き込める場所にコピーしてください。",
    "is read-only; clear the file's read-only setting, or copy it to where it can be changed.",
)
_READ_ONLY_FOLDER: Final = Text(
    "フォルダ {folder} に書き込む権限がありません。書き込める場所にコピーしてください。",
    "there is no permission to write to the folder {folder}; copy the file to where it can be changed.",
)
_CHANGED: Final = Text(
    "作業中に他のプログラムがこのファイルを変更したので、何も書き込んでいません。もう一度実行してください。",
    "another program changed the file meanwhile, so nothing was written; run the command again.",
)
_SAVING: Final = Text(
    "他のプログラムが今このファイルを保存しています。少し待ってやり直してください。",
    "another program is saving the file right now; try again in a moment.",
)
_TRIES: Final = 3
_PAUSE: Final = 0.2  # seconds


def found_file(path: Path) -> Path:
    """The file that a path leads to, links followed; a `FileError` when it is none."""
    try:
        target = path.resolve(strict=True)
        mode = target.stat().st_mode
    except FileNotFoundError as error:
        raise FileError(refusals.MISSING, path.name) from error
    except PermissionError as error:
        raise FileError(refusals.NO_PERMISSION, path.name) from error
    except RuntimeError as error:  # how Python before 3.13 tells of a loop
        raise FileError(LOOP, path.name) from error
    except OSError as error:
        raise write_error(path, error) from error
    if stat.S_ISDIR(mode):
        raise FileError(refusals.DIRECTORY, path.name)
    if not stat.S_ISREG(mode):
        raise FileError(_NO_FILE, path.name)
    return target


def writable(path: Path) -> Path:
    """The same of a file that may be changed: neither it nor its folder is read-only."""
    target = found_file(path)
    if read_only(target):
        raise FileError(_READ_ONLY, path.name)
    if read_only_folder(target.parent):
        raise FileError(_READ_ONLY_FOLDER.format(folder=target.parent), path.name)
    return target


def read_only(file: Path) -> bool:
    """Whether a file may not be changed: nobody may, or we may not."""
    return not file.stat().st_mode & 0o222 or not os.access(file, os.W_OK)


def read_only_folder(folder: Path) -> bool:
    """Whether nothing can be put into a folder; Windows tells only when it is tried."""
    return sys.platform != "win32" and not os.access(folder, os.W_OK | os.X_OK)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The bytes of a file and the marks by which a later change shows."""

    path: Path
    name: str
    data: bytes
    marks: tuple[int, ...]

    def refuse_touched(self) -> None:
        """Refuse when the file was written or replaced since, going by its marks."""
        if _marks(self.path) != self.marks:
            raise FileError(_CHANGED, self.name)

    def refuse_changed(self) -> None:
        """The same, going by its contents as well: not every disk keeps the marks well."""
        self.refuse_touched()
        if read_file(self.path) != self.data:
            raise FileError(_CHANGED, self.name)


def take(path: Path, name: str = "") -> Snapshot:
    """Read a file that nobody changes while it is read; messages call it ``name``."""
    for _ in range(_TRIES):
        before = _marks(path)
        data = read_file(path)
        if before is not None and before == _marks(path):
            return Snapshot(path, name or path.name, data, before)
        time.sleep(_PAUSE)
    raise FileError(_SAVING, name or path.name)


def _marks(path: Path) -> tuple[int, ...] | None:
    """Where the file is on the disk, its size and when it was last written; None when it is gone."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise write_error(path, error) from error
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns
