"""Who else is at work on a file: another hedge-xl, Excel or LibreOffice."""

import hashlib
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from hedge_xl.core.language import Text
from workbook.errors import FileError

WAIT: Final = 5.0  # seconds for another hedge-xl to finish
_OPEN: Final = Text(
    "他のプログラムで開かれています({who})。閉じてからやり直してください。"
    "どこでも開いていなければ、残った印 {lock} を消してください。",
    "is open in another program ({who}); close it and try again. If nothing has it open, delete the mark left behind, "
    "{lock}.",
)
_BUSY: Final = Text(
    "別のhedge-xlがこのファイルを変更しています。終わってからやり直してください。",
    "another hedge-xl is changing this file; try again when it has finished.",
)
_NO_LOCK: Final = Text(
    "作業用フォルダ {folder} に印を置けません({reason})。その権限と空き容量を確かめてください。",
    "no lock can be put in the folder {folder} ({reason}); check its permissions and the free space.",
)
_MOST: Final = 40  # characters of a name in a lock file that a message quotes


class OpenElsewhereError(FileError):
    """A file that another program holds open; ``program`` is which."""

    program = ""


def refuse_open(path: Path) -> None:
    """Refuse a file that Excel or LibreOffice holds open, by the mark either leaves beside it."""
    for lock, program in program_locks(path):
        if os.path.lexists(lock):
            who = " / ".join(part for part in (program, _user(lock, program)) if part)
            refusal = OpenElsewhereError(_OPEN.format(who=who, lock=lock.name), path.name)
            refusal.program = program
            raise refusal


def program_locks(path: Path) -> tuple[tuple[Path, str], ...]:
    """Where the marks stand, and whose they are."""
    return (path.with_name(f"~${path.name}"), "Excel"), (path.with_name(f".~lock.{path.name}#"), "LibreOffice")


def _user(lock: Path, program: str) -> str:
    """Who has the file open, as the mark says; nothing when it does not say."""
    try:
        with lock.open("rb") as stream:
            data = stream.read(400)
    except OSError:
        return ""
    if program == "LibreOffice":  # user,login,host,time,profile;
        fields = data.decode("utf-8", "replace").split(",")
        words = " ".join(dict.fromkeys(field.strip() for field in fields[:3] if field.strip()))
    else:  # a length, the name in the system's letters, at 55 a length again and the name in UTF-16
        words = data[57 : 57 + 2 * data[55]].decode("utf-16-le", "replace") if len(data) > 57 else ""
    return "".join(letter for letter in words if letter.isprintable())[:_MOST].strip()


def key(path: Path) -> str:
    """What a resolved path is called in names of our own files."""
    return hashlib.sha256(os.path.normcase(path).encode("utf-8", "surrogatepass")).hexdigest()[:16]


@contextmanager
def held(path: Path, name: str = "") -> Iterator[None]:
    """Keep other runs of hedge-xl away from a resolved path, for which messages say ``name``.

    The system drops the lock when this process dies.
    """
    folder = _folder()
    lock = FileLock(folder / f"{key(path)}.lock", timeout=WAIT)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as error:
        raise FileError(_BUSY, name or path.name) from error
    except (OSError, NotImplementedError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise FileError(_NO_LOCK.format(folder=folder, reason=reason), name or path.name) from error
    try:
        yield
    finally:
        lock.release()


def _folder() -> Path:
    """The user's own folder for temporary files: the same from a terminal, a desktop and a timer."""
    user = "" if sys.platform == "win32" else f"-{os.getuid()}"
    return Path(tempfile.gettempdir(), f"hedge-xl{user}")
