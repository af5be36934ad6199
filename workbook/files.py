"""Writing a file whole or not at all."""

import os
import tempfile
from pathlib import Path
from typing import Final

from hedge_xl.core.language import Text
from workbook.errors import FileError

_EXISTS: Final = Text(
    "すでにあります。上書きしてよければ --force を付けてください。", "already exists; add --force to overwrite it."
)
_FOLDER: Final = Text("フォルダです。ファイル名を指定してください。", "is a folder; give the name of a file.")
_OPEN: Final = Text(
    "他のプログラムで開かれています。閉じてからやり直してください。",
    "is open in another program; close it and try again.",
)
_NO_FOLDER: Final = Text(
    "フォルダ {folder} がありません。先に作ってください。", "the folder {folder} does not exist; create it first."
)
_SUFFIX: Final = Text("ファイル名は {suffix} で終わらせてください。", "the file name must end in {suffix}.")
_CANNOT: Final = Text(
    "書き込めません({reason})。場所・権限・空き容量を確かめてください。",
    "cannot be written ({reason}); check the folder, its permissions and the free space.",
)


def check_target(path: Path, suffix: str, force: bool) -> None:
    """Refuse, before any work is done, a path that must not or cannot be written."""
    if path.suffix.lower() != suffix:
        raise FileError(_SUFFIX.format(suffix=suffix), path.name)
    try:
        if not path.parent.is_dir():
            raise FileError(_NO_FOLDER.format(folder=path.parent), path.name)
        if path.is_dir():
            raise FileError(_FOLDER, path.name)
        if path.exists() and not force:
            raise FileError(_EXISTS, path.name)
        if any(lock.exists() for lock in _locks(path)):
            raise FileError(_OPEN, path.name)
    except OSError as error:
        raise _cannot(path, error) from error


def _cannot(path: Path, error: OSError) -> FileError:
    return FileError(_CANNOT.format(reason=error.strerror or type(error).__name__), path.name)


def _locks(path: Path) -> tuple[Path, Path]:
    """What Excel and LibreOffice leave beside a file that they hold open."""
    return path.with_name(f"~${path.name}"), path.with_name(f".~lock.{path.name}#")


def write_whole(path: Path, data: bytes) -> None:
    """Put the bytes in place in one step: the file is the old one or the new one, never a part of it."""
    try:
        target = path.resolve()  # a link stays a link: what it points at is replaced
        handle, temporary = tempfile.mkstemp(prefix=".hedge-xl-", suffix=".tmp", dir=target.parent)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            os.chmod(temporary, _mode(target))
            os.replace(temporary, target)
        except BaseException:  # whatever stopped it, Ctrl-C included, leaves nothing behind
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise _cannot(path, error) from error


def _mode(path: Path) -> int:
    """Permissions of the file that is replaced, or those any new file gets."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
