"""Putting the functions into a workbook of the excel edition: Excel writes their wrappers into its VBA project.

Only Excel can change a VBA project, so it is started for that, unseen. What it saves must show that the functions
run and hold the same inputs; else the file is put back as it was.
"""

import importlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from hedge_xl import __version__
from hedge_xl.core.errors import HedgeError
from hedge_xl.core.language import Text
from workbook import backups
from workbook.editions.conf_sheet import UDF_MODULES
from workbook.errors import FileError
from workbook.files import write_whole
from workbook.finding import filled
from workbook.journal import Clock
from workbook.live.cells_read import cell_value
from workbook.live.excel import excel_errors, load_xlwings
from workbook.proof import first_difference
from workbook.read import FoundCell, Opened, open_workbook, require_current
from workbook.transaction import Transaction
from workbook.windows.examination import require_windows
from workbook.windows.excel_probes import excel_verdicts
from workbook.windows.file_probes import blocked, edition
from workbook.windows.machine import Machine
from workbook.windows.verdict import Verdict

_STATUS: Final = "host_status"  # the cell that shows the version once the functions run
_STOP: Final = Text("{text} {fix}", "{text} {fix}")
_EXCEL: Final = Text(
    "Excelでの取り込みに失敗し、ファイルは元のままです({why})。`hedge-xl excel doctor {file}` で原因を調べてください。",
    "Excel could not import the functions, and the file is as it was ({why}); `hedge-xl excel doctor {file}` finds out "
    "why.",
)
_SILENT: Final = Text(
    "関数を取り込みましたが動いていません(動作環境: {shown})。ファイルは元のままです。"
    "`hedge-xl excel doctor {file}` で原因を調べてください。",
    "the functions were imported and do not run (Host shows {shown}); the file is as it was. "
    "`hedge-xl excel doctor {file}` finds out why.",
)
_CHANGED: Final = Text(
    "Excelが保存したファイルの入力が変わったので({place})、元に戻しました。",
    "Excel saved other inputs ({place}), so the file was put back as it was.",
)
_SECOND: Final = Text(
    "Excelで開き直せるようにしてから、やり直してください。", "see that Excel can open it, and try again."
)


@dataclass(frozen=True, slots=True)
class Excel:
    """How Excel is started and how functions are imported; ``errors`` are what calls of it fail with."""

    start: Callable[[], Any]
    import_functions: Callable[[str, Any], None]
    errors: tuple[type[Exception], ...]


@dataclass(frozen=True, slots=True)
class Attached:
    """What was done: what Excel shows for the version, and where the file as it was is kept; nothing in a dry run."""

    shown: str = ""
    backup: Path | None = None


def this_excel(file: str) -> Excel:
    """Excel on this computer, through xlwings."""
    xlwings = load_xlwings(file)
    udfs = importlib.import_module("xlwings.udfs")
    errors = *excel_errors(xlwings), xlwings.XlwingsError
    return Excel(lambda: xlwings.App(visible=False, add_book=False), udfs.import_udfs, errors)


def attach(
    path: Path,
    machine: Machine,
    excel: Callable[[str], Excel] = this_excel,
    *,
    dry_run: bool = False,
    now: Clock = datetime.now,
) -> Attached:
    """Import the functions into a workbook, recalculate and save it. A `HedgeError` leaves the file as it was.

    A dry run goes as far as knowing that nothing stands in the way.
    """
    require_windows(machine)
    with Transaction(path, now=now) as transaction:
        opened = transaction.opened
        require_current(opened)
        _refuse(machine, transaction.path, opened)
        program = excel(path.name)
        if dry_run:
            return Attached()
        backup = backups.make_backup(transaction.path, transaction.data, now())
        try:
            shown = _imported(transaction.path, opened, program)
            _same_inputs(transaction.path, opened)
        except BaseException:
            if transaction.path.read_bytes() != transaction.data:
                write_whole(transaction.path, transaction.data)
            raise
        backups.prune(transaction.path, transaction.keep)
        return Attached(shown, backup)


def _refuse(machine: Machine, path: Path, opened: Opened) -> None:
    """What would make it fail, told before Excel is started."""
    kind = edition(path, opened)
    found: list[Verdict] = [kind, blocked(machine, path), *excel_verdicts(machine, None)]
    bad = next((verdict for verdict in found if verdict.level == "error" or (verdict is kind and kind.bad)), None)
    if bad is not None:
        raise FileError(filled(_STOP, text=bad.text, fix=bad.fix or _SECOND), path.name)


def _imported(path: Path, opened: Opened, program: Excel) -> str:
    """Have Excel do it; the text that the workbook then shows for the version."""
    with _running(path, program) as app:
        book = app.books.open(str(path))
        try:
            program.import_functions(UDF_MODULES, book.api)
            app.api.CalculateFull()
            shown = _status(book, opened.cells[_STATUS])
            if shown != __version__:
                raise FileError(_SILENT.format(shown=shown or "-", file=path.name), path.name)
            book.save()
            return shown
        finally:
            book.close()


@contextmanager
def _running(path: Path, program: Excel) -> Iterator[Any]:
    """Excel, ended whatever happens."""
    app = None
    try:
        app = program.start()
        app.display_alerts = False
        yield app
    except program.errors as error:
        why = " ".join(str(error).split())
        raise FileError(_EXCEL.format(why=why, file=path.name), path.name) from error
    finally:
        if app is not None:
            app.quit()


def _status(book: Any, found: FoundCell) -> str:
    place = found.row, found.column
    value = cell_value(book.sheets[found.sheet.name].range(place, place).api.Value2)
    return "" if value is None else str(getattr(value, "text", value))


def _same_inputs(path: Path, before: Opened) -> None:
    try:
        after = open_workbook(path)
        require_current(after)
        place = first_difference(before.inputs, after.inputs)
    except HedgeError as error:
        place = error.message("en")
    if place is not None:
        raise FileError(_CHANGED.format(place=place), path.name)
