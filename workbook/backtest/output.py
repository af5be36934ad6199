"""The files of a report: checked before the work, written whole after it."""

from datetime import datetime
from pathlib import Path
from typing import Final

from hedge_xl.core.language import Language, Text
from workbook.backtest.book import report_book
from workbook.backtest.page import report_page
from workbook.backtest.run import Backtest
from workbook.backtest.sweep import Sweep
from workbook.backups import keep_count, make_backup, prune
from workbook.container import read_file
from workbook.disk_errors import write_error
from workbook.errors import FileError
from workbook.files import check_target, write_whole

PAGE: Final = "backtest.html"
BOOK: Final = "backtest.xlsx"
_NO_FOLDER: Final = Text("フォルダではありません。別の名前にしてください。", "is not a folder; give another name.")


def check_folder(folder: Path, *, force: bool) -> None:
    """Make the folder if need be, and refuse what must not be overwritten, before any work is done."""
    try:
        if folder.exists() and not folder.is_dir():
            raise FileError(_NO_FOLDER, folder.name)
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise write_error(folder, error) from error
    for name in (PAGE, BOOK):
        check_target(folder / name, Path(name).suffix, force)


def write_report(folder: Path, found: Backtest, sweep: Sweep | None, language: Language, now: datetime) -> list[Path]:
    """Both files, built before either is written."""
    made = {
        PAGE: report_page(found, sweep, language, now).encode("utf-8"),
        BOOK: report_book(found, sweep, language, now),
    }
    for name in made:
        _keep((folder / name).resolve(), now)
    for name, data in made.items():
        write_whole(folder / name, data)
    return [folder / name for name in made]


def _keep(target: Path, now: datetime) -> None:
    """A backup of what is overwritten on purpose: it may hold somebody's notes."""
    if target.exists():
        make_backup(target, read_file(target), now)
        prune(target, keep_count())
