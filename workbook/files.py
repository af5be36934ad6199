"""Writing a file whole or not at all."""

import os
import re
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from hedge_xl.core.language import Text
from workbook.disk_errors import write_error
from workbook.errors import FileError
from workbook.locks import refuse_open

_EXISTS: Final = Text(
    "すでにあります。上書きしてよければ --force を付けてください。", "already exists; add --force to overwrite it."
)
_FOLDER: Final = Text("フォルダです。ファイル名を指定してください。", "is a folder; give the name of a file.")
_NO_FOLDER: Final = Text(
    "フォルダ {folder} がありません。先に作ってください。", "the folder {folder} does not exist; create it first."
)
_SUFFIX: Final = Text("ファイル名は {suffix} で終わらせてください。", "the file name must end in {suffix}.")

_TEMPORARY: Final = re.compile(r"\.hedge-xl-(?:([0-9a-f]{16})-)?[a-z0-9_]{8}\.tmp")
_ABANDONED: Final = 24 * 3600.0  # seconds after which nobody can still be writing a temporary file


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
        refuse_open(path)
    except OSError as error:
        raise write_error(path, error) from error


def write_whole(path: Path, data: bytes, *, owner: str = "", before: Callable[[], None] | None = None) -> None:
    """Put the bytes in place in one step: the file is the old one or the new one, never a part of it.

    ``before`` is called at the last moment and may refuse; ``owner`` marks the temporary file, see `sweep`.
    """
    try:
        target = path.resolve()  # a link stays a link: what it points at is replaced
        temporary = _written(target, data, owner)
        try:
            if before is not None:
                before()
            os.replace(temporary, target)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        _sync_folder(target.parent)
    except OSError as error:
        raise write_error(path, error) from error


def write_new(path: Path, data: bytes, *, like: Path | None = None, owner: str = "") -> bool:
    """The same for a file that must not exist yet; False when it does. ``like`` lends its permissions."""
    temporary = _written(path, data, owner, like or path)
    try:
        if sys.platform == "win32":
            os.rename(temporary, path)  # refuses an existing name there
        else:
            _link(temporary, path)
    except FileExistsError:
        return False
    finally:
        temporary.unlink(missing_ok=True)
    _sync_folder(path.parent)
    return True


def _link(temporary: Path, path: Path) -> None:
    """Give the finished file its name in one step that never overwrites; not every disk knows links."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:
        if path.exists():
            raise FileExistsError(path) from None
        os.replace(temporary, path)


def _written(target: Path, data: bytes, owner: str, like: Path | None = None) -> Path:
    """A temporary file beside the target that holds the bytes, on the disk and not only on the way to it."""
    prefix = f".hedge-xl-{owner}-" if owner else ".hedge-xl-"
    handle, name = tempfile.mkstemp(prefix=prefix, suffix=".tmp", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        _look_like(Path(name), like or target)
    except BaseException:  # whatever stopped it, Ctrl-C included, leaves nothing behind
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


def _look_like(temporary: Path, original: Path) -> None:
    """The permissions, owner and attributes of the file that is replaced, or those any new file gets."""
    if not original.exists():
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(temporary, 0o666 & ~mask)
        return
    known = original.stat()
    if sys.platform != "win32":
        with suppress(OSError):  # only root can give a file away
            os.chown(temporary, known.st_uid, known.st_gid)
    if sys.platform == "linux":
        _copy_attributes(original, temporary)
    os.chmod(temporary, known.st_mode & 0o777)


if sys.platform == "linux":

    def _copy_attributes(source: Path, target: Path) -> None:
        """Extended attributes (access lists, where a download came from), as far as the disk takes them."""
        with suppress(OSError):
            for name in os.listxattr(source):
                with suppress(OSError):
                    os.setxattr(target, name, os.getxattr(source, name))


def _sync_folder(folder: Path) -> None:
    """Make the new name survive a power failure; not every disk can, and the file is in place already."""
    if sys.platform == "win32":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def sweep(folder: Path, owner: str) -> None:
    """Delete temporary files that a killed run left: those of ``owner``, who is here and writes none, and old ones."""
    with suppress(OSError):
        for item in list(folder.iterdir()):
            match = _TEMPORARY.fullmatch(item.name)
            if match is not None and not item.is_symlink() and (match[1] == owner or _abandoned(item)):
                with suppress(OSError):
                    item.unlink()


def _abandoned(item: Path) -> bool:
    return time.time() - item.stat().st_mtime > _ABANDONED
