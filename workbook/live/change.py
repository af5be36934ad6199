"""Carrying out a plan in an open workbook: understood first, then changed, then read again and compared."""

import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final

from hedge_xl.core.language import Text
from workbook import backups
from workbook.change import Change, changed
from workbook.edit import model_of
from workbook.errors import FileError
from workbook.finding import filled
from workbook.garbage import no_collections
from workbook.journal import Act, Clock, line, user_name
from workbook.live.book import LiveBook
from workbook.live.reading import read_live
from workbook.live.steps import Steps, steps, touched_tables
from workbook.live.trust import computed, disagreement, require_agreeing
from workbook.proof import first_difference, same_inputs
from workbook.read import Opened
from workbook.spec import Host, Inputs
from workbook.transaction import Outcome, refuse_unsafe

_TRIES: Final = 30
_PAUSE: Final = 1.0  # seconds
_STOPPED: Final = Text("途中で止まりました({why})。{undo}", "stopped half-way ({why}). {undo}")
_WRONG: Final = Text(
    "書き込んだあとのブックが意図と違います({what})。{undo}",
    "after writing, the workbook is not what was meant ({what}). {undo}",
)
_UNDO: Final = Text(
    "保存せずに閉じてください。変更前の状態は {backup} にあります。",
    "Close it without saving; as it was before, it is kept in {backup}.",
)
_UNDO_UNSAVED: Final = Text("保存せずに閉じてください。", "Close it without saving.")


def change_live(
    book: LiveBook,
    plan: Callable[[Opened], Change],
    *,
    command: str,
    summary: Text | Callable[[Change], Text],
    dry_run: bool = False,
    now: Clock = datetime.now,
    path: Path | None = None,
) -> Outcome:
    """Ask ``plan`` what to change in an open workbook and do it there, with a line in its journal.

    The same plan changes the same inputs as in a closed file. Nothing is touched in a book that is not understood or
    computes otherwise than hedge-xl, and nothing is saved: that is the user's. ``path`` is the book's file, beside
    which a copy of what is open goes first. Of a book that does not answer the user is elsewhere: who it is is not
    known here, and ``now`` is to be their clock.
    """
    with no_collections():
        opened = read_live(book)
        require_agreeing(opened, formulas_known=book.answers)
        change = plan(opened)
        after = changed(opened.inputs, change)
        if same_inputs(opened.inputs, after):
            return Outcome(Change(), opened, model_of(opened, opened.inputs), None, live=True)
        refuse_unsafe(opened, after)
        words = summary if isinstance(summary, Text) else summary(change)
        who = user_name() if book.answers else None
        expected = changed(after, Change((line(opened, after, Act(command, words, now, who)),)))
        model = computed(opened, model_of(opened, expected))
        todo = steps(opened, expected)
        book.refuse_hindered(todo.sheets, touched_tables(opened, todo))
        if dry_run:
            return Outcome(change, opened, model_of(opened, after), None, live=True)
        backup = _backup(book, path, now)
        _perform(book, todo, opened, backup)
        if book.answers:
            _prove(book, opened.host, expected, backup)
        return Outcome(change, opened, model, backup, live=True)


def _backup(book: LiveBook, path: Path | None, now: Clock) -> Path | None:
    data = book.copy() if path is not None else None
    if path is None or data is None:
        return None
    where = path.resolve()
    backup = backups.make_backup(where, data, now())
    backups.prune(where, backups.keep_count())
    return backup


def _perform(book: LiveBook, todo: Steps, before: Opened, backup: Path | None) -> None:
    try:
        for table in todo.lengthenings:
            book.lengthen(table)
        for area in todo.areas:
            book.put(area)
        book.calculate()
    except FileError as error:
        if _untouched(book, before):
            raise
        raise FileError(filled(_STOPPED, why=error.text, undo=_undo(backup)), book.file) from error


def _untouched(book: LiveBook, before: Opened) -> bool:
    """Whether a book that refused a step is as it was: a refused step may be done in part."""
    if not book.answers:  # it does nothing until it was told everything
        return True
    try:
        now = read_live(book)
    except FileError:
        return False
    longer = any(found.table.ref != before.tables[key].table.ref for key, found in now.tables.items())
    return not longer and same_inputs(before.inputs, now.inputs)


def _prove(book: LiveBook, host: Host, expected: Inputs, backup: Path | None) -> None:
    """Read the workbook again: it must hold the inputs that were meant, and show what they make.

    Functions of an Office add-in answer later than Excel is done calculating, so those are waited for.
    """
    what = _fault(book, expected)
    for _ in range(_TRIES if host == "officejs" else 0):
        if what is None:
            break
        time.sleep(_PAUSE)
        what = _fault(book, expected)
    if what is not None:
        raise FileError(filled(_WRONG, what=what, undo=_undo(backup)), book.file)


def _fault(book: LiveBook, expected: Inputs) -> Text | str | None:
    try:
        opened = read_live(book)
        place = first_difference(expected, opened.inputs)
        return place or disagreement(opened, model_of(opened, expected), formulas_known=True)
    except FileError as error:
        return error.text


def _undo(backup: Path | None) -> Text:
    return _UNDO_UNSAVED if backup is None else _UNDO.format(backup=backup)
