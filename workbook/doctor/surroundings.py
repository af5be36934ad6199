"""What ails a file from outside: where it lies, who may write it, what stands beside it."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from hedge_xl.core.language import Text
from workbook import locks
from workbook.backups import folder_of, list_backups
from workbook.doctor.ailment import Ailment
from workbook.errors import FileError
from workbook.snapshot import read_only, read_only_folder

_LOCK: Final = Text(
    "{program}が開いている印 {lock} があります。開いていなければ、この印を消してください。",
    "the mark {lock} says that {program} has the file open; if it has not, delete the mark.",
)
_READ_ONLY: Final = Text(
    "読み取り専用です。ファイルの「読み取り専用」を外してください。",
    "is read-only; clear the file's read-only setting.",
)
_READ_ONLY_FOLDER: Final = Text(
    "フォルダに書き込む権限がありません。書き込める場所にコピーしてください。",
    "its folder cannot be written to; copy the file to where it can be changed.",
)
_DOWNLOADED: Final = Text(
    "インターネットから入手した印があり、Excelは保護ビューで開きます(マクロ版は動きません)。"
    "信頼できるなら、ファイルのプロパティで「許可する」に印を付けてください。",
    "is marked as downloaded: Excel opens it in Protected View and runs no macros. If you trust it, tick Unblock in "
    "the file's properties.",
)
_CLOUD: Final = Text(
    "{service}のフォルダにあります。変更するときはExcelで閉じ、同期が終わってから実行してください。",
    "lies in a {service} folder: close it in Excel and let it finish syncing before a command changes it.",
)
_NETWORK: Final = Text(
    "ネットワーク上のフォルダにあります。二人が同時に変更しないでください。",
    "lies on a network folder: let no two people change it at a time.",
)
_TOO_LONG: Final = Text(
    "場所と名前が{count}文字あり、Excelで開けません(218文字まで)。短い名前の場所に移してください。",
    "its path has {count} characters and Excel opens no more than 218; move it to a shorter path.",
)
_NO_BACKUPS: Final = Text(
    "バックアップはまだありません(最初の変更のときに作ります)。",
    "there are no backups yet; the first change makes one.",
)
_BACKUPS: Final = Text(
    "バックアップは{count}個、最後は{last:%Y-%m-%d %H:%M}です。", "{count} backups, the last of {last:%Y-%m-%d %H:%M}."
)
_EXCELS_MOST: Final = 218
_CLOUDS: Final = (
    ("onedrive", "OneDrive"),
    ("dropbox", "Dropbox"),
    ("google drive", "Google Drive"),
    ("googledrive", "Google Drive"),
    ("mobile documents", "iCloud"),
    ("box sync", "Box"),
)
_NETWORK_KINDS: Final = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "davfs", "fuse.davfs2"})
_REMOTE_DRIVE: Final = 4  # what Windows calls a drive on the network


def surroundings(path: Path) -> Iterator[Ailment]:
    """Everything of that kind; the path has no links left in it."""
    for lock, program in locks.program_locks(path):
        if lock.exists():
            yield Ailment("locked", "warning", "", _LOCK.format(program=program, lock=lock.name))
    if read_only(path):
        yield Ailment("read-only", "warning", "", _READ_ONLY)
    if read_only_folder(path.parent):
        yield Ailment("read-only-folder", "warning", str(path.parent), _READ_ONLY_FOLDER)
    if downloaded(path):
        yield Ailment("downloaded", "info", "", _DOWNLOADED)
    if len(str(path)) > _EXCELS_MOST:
        yield Ailment("path-too-long", "warning", "", _TOO_LONG.format(count=len(str(path))))
    yield from _place(path)
    yield from _backups(path)


def downloaded(path: Path) -> bool:
    """Whether the system notes that the file came from elsewhere."""
    try:
        if sys.platform == "win32":
            return "ZoneId=3" in Path(f"{path}:Zone.Identifier").read_text("utf-8", "replace")
        if sys.platform == "linux":
            return bool({"user.xdg.origin.url", "user.xdg.referrer.url"} & set(os.listxattr(path)))
    except OSError:
        pass
    return False


def _place(path: Path) -> Iterator[Ailment]:
    """Folders in which somebody else may change the file as well."""
    parts = [part.casefold() for part in path.parts]
    service = next((name for mark, name in _CLOUDS if any(part.startswith(mark) for part in parts)), None)
    if service is not None:
        yield Ailment("cloud-folder", "info", "", _CLOUD.format(service=service))
    if on_network(path):
        yield Ailment("network-folder", "info", "", _NETWORK)


def on_network(path: Path) -> bool:
    """Whether the file lies on another computer."""
    if str(path).startswith(("\\\\", "//")):
        return True
    if sys.platform == "win32":
        import ctypes

        return bool(ctypes.windll.kernel32.GetDriveTypeW(f"{path.drive}\\") == _REMOTE_DRIVE)
    try:
        mounts = [line.split() for line in Path("/proc/mounts").read_text("utf-8", "replace").splitlines()]
    except OSError:
        return False
    found = [(fields[1], fields[2]) for fields in mounts if len(fields) > 2 and path.is_relative_to(fields[1])]
    return max(found, key=lambda item: len(item[0]), default=("", ""))[1] in _NETWORK_KINDS


def _backups(path: Path) -> Iterator[Ailment]:
    folder = folder_of(path)
    try:
        found = list_backups(path)
    except FileError as error:
        yield Ailment("backup-folder", "warning", folder.name, error.text)
        return
    if folder.exists() and not (folder.is_dir() and os.access(folder, os.W_OK)):
        yield Ailment("backup-folder", "warning", folder.name, _READ_ONLY_FOLDER)
    elif found:
        yield Ailment("backups", "info", "", _BACKUPS.format(count=len(found), last=found[-1].made))
    else:
        yield Ailment("no-backups", "info", "", _NO_BACKUPS)
