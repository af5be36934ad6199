"""Writing a workbook that did not exist before."""

from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from hedge_xl.core.language import Language
from workbook import report
from workbook.backups import keep_count, make_backup, prune
from workbook.books import BOOKS
from workbook.build import build
from workbook.container import read_file
from workbook.files import write_whole
from workbook.spec import Book, Host, Inputs


@dataclass(frozen=True, slots=True)
class Making:
    """The edition to make, and whether every cell but the inputs is locked."""

    host: Host = "native"
    protect: bool = False


def write_ledger(path: Path, inputs: Inputs, language: Language, making: Making) -> None:
    """Build the ledger and put it in place."""
    made = report.day(inputs.tables["monthly"][-1]["month"])
    write_book(path, BOOKS["ledger"], inputs, language, made=made, making=making)


def write_book(path: Path, book: Book, inputs: Inputs, language: Language, *, made: date, making: Making) -> None:
    """Build a workbook and put it in place; ``made`` is the day that the file gives as its own."""
    moment = datetime.combine(made, time())
    data = build(book, inputs, language, host=making.host, modified=moment, protect=making.protect)
    if path.exists():  # overwritten on purpose, and still not lost
        target = path.resolve()
        make_backup(target, read_file(target), datetime.now())
        prune(target, keep_count())
    write_whole(path, data)
