"""Copies of a file as it was before each change, in a folder beside it: ``台帳-backups/台帳-20261122-093000.xlsx``.

The names alone tell the order in which they were made. Whenever the clock has gone back behind the last one (a summer
time that ends, a journey, a clock put right) the time is followed by ``+1``, then ``+2``: later than all without it.
"""

import hashlib
import os
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Final

from hedge_xl.core.errors import DomainError
from hedge_xl.core.language import Text
from workbook import locks
from workbook.disk_errors import write_error
from workbook.errors import FileError
from workbook.files import sweep, write_new
from workbook.finding import filled

VARIABLE: Final = "HEDGE_XL_BACKUPS"
DEFAULT_COUNT: Final = 20
MOST: Final = 10_000
NEWEST: Final = 5  # never deleted while so many are kept at all
_FORM: Final = "%Y%m%d-%H%M%S"
_LONGEST: Final = 180  # bytes of a name's stem; with the time it must fit the 255 that a folder takes

_NO_BACKUP: Final = Text(
    "バックアップを作れないので、何も変更していません({folder})。{reason}",
    "nothing was changed, because no backup could be made in {folder}: {reason}",
)
_EXISTS: Final = Text("すでにあります。別の名前を指定してください。", "already exists; give another name.")
_COUNT: Final = Text(
    "{given!r} は使えません。残すバックアップの数を1〜{most}の整数で指定してください。",
    "{given!r} cannot be used; give the number of backups to keep as a whole number from 1 to {most}.",
)


@dataclass(frozen=True, slots=True)
class Backup:
    """One copy: when it was made, the how-manieth of that second, where it is, how often the clock had gone back."""

    made: datetime
    number: int
    path: Path
    turn: int = 0

    @property
    def stamp(self) -> str:
        """What names it among the copies of its file."""
        number = f"-{self.number}" if self.number > 1 else ""
        return f"{self.made:{_FORM}}{number}" + (f"+{self.turn}" if self.turn else "")

    @property
    def order(self) -> tuple[int, datetime, int]:
        """What comes later was made later."""
        return self.turn, self.made, self.number


def folder_of(path: Path) -> Path:
    """The folder of a file's backups; the path has no links left in it."""
    return path.with_name(f"{_stem(path)}-backups")


def keep_count(given: str | None = None) -> int:
    """How many backups to keep: as given, else by the variable HEDGE_XL_BACKUPS, else 20."""
    text = (os.environ.get(VARIABLE, "") if given is None else given).strip()
    if not text:
        return DEFAULT_COUNT
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= MOST):
        raise DomainError(_COUNT.format(given=text, most=MOST), VARIABLE if given is None else "--keep")
    return int(text)


def list_backups(path: Path) -> list[Backup]:
    """The backups of a file in the order in which they were made; nothing else that stands in the folder."""
    name = re.compile(rf"{re.escape(_stem(path))}-(\d{{8}}-\d{{6}})(?:-(\d+))?(?:\+(\d+))?{re.escape(path.suffix)}")
    found = []
    try:
        items = list(folder_of(path).iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise write_error(folder_of(path), error) from error
    for item in items:
        match = name.fullmatch(item.name)
        made = _moment(match[1]) if match else None
        if match and made is not None and item.is_file() and not item.is_symlink():
            found.append(Backup(made, int(match[2] or 1), item, int(match[3] or 0)))
    return sorted(found, key=lambda backup: backup.order)


def make_backup(path: Path, data: bytes, now: datetime) -> Path:
    """Keep the bytes that a file held; a `FileError` when they cannot be kept."""
    folder = folder_of(path)
    try:
        folder.mkdir(exist_ok=True)
        sweep(folder, locks.key(path))
        number, turn = 1, _turn(path, now)
        while not write_new(target := _target(path, now, number, turn), data, like=path, owner=locks.key(path)):
            number += 1
    except OSError as error:
        reason = write_error(folder, error).text
        raise FileError(filled(_NO_BACKUP, folder=folder, reason=reason), path.name) from error
    return target


def copy_to(place: Path, path: Path, data: bytes, now: datetime) -> Path:
    """A copy where the user wants it: under a name that is free, or in a folder under a name with the time."""
    target = place / f"{_stem(path)}-{Backup(now, 1, path).stamp}{path.suffix}" if place.is_dir() else place
    try:
        if not write_new(target, data, like=path):
            raise FileError(_EXISTS, str(target))
    except OSError as error:
        raise write_error(target, error) from error
    return target


def prune(path: Path, count: int) -> list[Path]:
    """Delete backups beyond the count. Of one day the first goes last: it is the state the day began with."""
    gone: list[Path] = []
    with suppress(OSError, FileError):  # what cannot be deleted stays
        kept = list_backups(path)
        while len(kept) > count:
            backup = _dispensable(kept, count)
            kept.remove(backup)
            backup.path.unlink()
            gone.append(backup.path)
    return gone


def discard(backup: Path) -> None:
    """Take back a backup of a change that did not come about, and the folder if it was made for it."""
    with suppress(OSError):
        backup.unlink()
        backup.parent.rmdir()  # refuses a folder that holds anything


def _dispensable(kept: list[Backup], count: int) -> Backup:
    """The one to miss least: the oldest that is not the first of its day, else the oldest."""
    old = kept[: len(kept) - min(NEWEST, count)]
    later = [backup for earlier, backup in pairwise(old) if earlier.made.date() == backup.made.date()]
    return (later or old)[0]


def _turn(path: Path, now: datetime) -> int:
    """How often the clock has gone back by now, as far as the backups tell."""
    last = max(list_backups(path), key=lambda backup: backup.order, default=None)
    if last is None:
        return 0
    return last.turn + (f"{now:{_FORM}}" < f"{last.made:{_FORM}}")


def _target(path: Path, now: datetime, number: int, turn: int) -> Path:
    return folder_of(path) / f"{_stem(path)}-{Backup(now, number, path, turn).stamp}{path.suffix}"


def _stem(path: Path) -> str:
    """The name without its ending, cut where the time would not fit behind it."""
    if len(os.fsencode(path.name)) <= _LONGEST:
        return path.stem
    cut = os.fsencode(path.stem)[:_LONGEST].decode("utf-8", "ignore")
    return f"{cut}-{hashlib.sha256(os.fsencode(path.stem)).hexdigest()[:8]}"


def _moment(stamp: str) -> datetime | None:
    try:
        return datetime.strptime(stamp, _FORM)
    except ValueError:
        return None
