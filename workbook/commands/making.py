"""Writing a workbook that did not exist before."""

from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from hedge_xl.core.language import Language
from workbook import report
from workbook.backups import keep_count, make_backup, prune
from workbook.build import build
from workbook.container import read_file
from workbook.files import write_whole
from workbook.journal import Clock
from workbook.ledger import LEDGER
from workbook.spec import Book, Host, Inputs


@dataclass(frozen=True, slots=True)
class Making:
    """The edition to make, and whether every cell but the inputs is locked."""

    host: Host = "native"
    protect: bool = False


def made_file(book: Book, inputs: Inputs, language: Language, making: Making) -> bytes:
    """A new workbook. The day that the file gives as its own is the ledger's last month end, else today."""
    monthly = inputs.tables["monthly"] if book.key == LEDGER.key else None
    made = report.day(monthly[-1]["month"]) if monthly else date.today()
    moment = datetime.combine(made, time())
    return build(book, inputs, language, host=making.host, modified=moment, protect=making.protect)


def write_book(path: Path, book: Book, inputs: Inputs, language: Language, making: Making) -> None:
    """Build a workbook and put it in place."""
    write_over(path, made_file(book, inputs, language, making))


def write_over(path: Path, data: bytes, now: Clock = datetime.now) -> Path | None:
    """Write a file that may be there already: overwritten on purpose, and still not lost. The backup, if any."""
    backup = None
    if path.exists():
        target = path.resolve()
        backup = make_backup(target, read_file(target), now())
        prune(target, keep_count())
    write_whole(path, data)
    return backup
