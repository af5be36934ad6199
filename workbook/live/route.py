"""Where a command works: in the file, or with ``--live`` in the workbook that Excel holds open."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from hedge_xl.core.language import Text
from workbook import locks
from workbook.change import Change
from workbook.errors import FileError
from workbook.finding import filled
from workbook.live.change import change_live
from workbook.live.excel import running_book
from workbook.live.reading import read_live
from workbook.live.trust import require_agreeing
from workbook.locks import OpenElsewhereError
from workbook.read import Opened, open_workbook
from workbook.transaction import Outcome, change_file

_ADVICE: Final = Text(
    "{text} --live を付けると、Excelで開いたまま実行できます(Windows)。",
    "{text} With --live this works in the workbook while Excel has it open (Windows).",
)


def change_book(
    path: Path,
    plan: Callable[[Opened], Change],
    *,
    live: bool,
    command: str,
    summary: Text | Callable[[Change], Text],
    dry_run: bool,
) -> Outcome:
    """Carry out a plan in a file, or in the workbook that Excel holds open."""
    if live:
        with locks.held(path.resolve(), path.name):
            book = running_book(path)
            return change_live(book, plan, command=command, summary=summary, dry_run=dry_run, path=path)
    try:
        return change_file(path, plan, command=command, summary=summary, dry_run=dry_run)
    except OpenElsewhereError as error:
        if error.program != "Excel":
            raise
        raise FileError(filled(_ADVICE, text=error.text), error.argument) from error


def open_book(path: Path, *, live: bool) -> Opened:
    """Read a file, or the workbook that Excel holds open, if it shows what hedge-xl computes."""
    if not live:
        return open_workbook(path)
    book = running_book(path)
    opened = read_live(book)
    require_agreeing(opened, formulas_known=book.answers)
    return opened
