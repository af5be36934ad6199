"""Writing a workbook that did not exist before."""

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


def write_ledger(path: Path, inputs: Inputs, language: Language, *, protect: bool) -> None:
    """Build the ledger and put it in place."""
    made = report.day(inputs.tables["monthly"][-1]["month"])
    write_book(path, BOOKS["ledger"], inputs, language, made=made, protect=protect)


def write_book(path: Path, book: Book, inputs: Inputs, language: Language, *, made: date, protect: bool) -> None:
    """Build a workbook and put it in place; ``made`` is the day that the file gives as its own."""
    host: Host = "native"
    moment = datetime.combine(made, time())
    data = build(book, inputs, language, host=host, modified=moment, protect=protect)
    if path.exists():  # overwritten on purpose, and still not lost
        target = path.resolve()
        make_backup(target, read_file(target), datetime.now())
        prune(target, keep_count())
    write_whole(path, data)
