"""What the buttons of the task pane run on the open workbook, found here by name.

An action that needs the date or the time is told the user's, ``now``; the server may stand in another time zone.
What an action has to say goes back with what it does: as the last step, a call of the pane's own ``told``.
"""

import json
from collections.abc import Callable
from typing import Any

import xlwings
from xlwings import script

from hedge_xl.core.errors import HedgeError
from hedge_xl.functions.settings import current_language
from workbook.live import ServerBook
from workbook.web import actions


def _run(book: Any, act: Callable[[ServerBook], actions.Told]) -> None:
    try:
        told = act(ServerBook(book))
    except HedgeError as error:
        raise xlwings.XlwingsError(error.message(current_language())) from error
    book.app.macro("told")(json.dumps({"heading": told.heading, "lines": told.lines}, ensure_ascii=False))


@script
def show_month(book: xlwings.Book, now: str) -> None:
    """This month's instruction."""
    _run(book, lambda live: actions.month_now(live, actions.clock(str(now)).date()))


@script
def update_month(book: xlwings.Book, now: str, given: dict, correct: bool = False) -> None:  # type: ignore[type-arg]  # xlwings looks the hint up
    """A month end into the ledger."""
    _run(book, lambda live: actions.enter_month(live, _texts(given), actions.clock(str(now)), correct=correct is True))


@script
def record_fill(book: xlwings.Book, now: str, given: dict) -> None:  # type: ignore[type-arg]  # xlwings looks the hint up
    """One fill into the execution log."""
    _run(book, lambda live: actions.enter_fill(live, _texts(given), actions.clock(str(now))))


@script
def check_book(book: xlwings.Book) -> None:
    """What is wrong with the workbook."""
    _run(book, actions.check)


def _texts(given: Any) -> dict[str, str]:
    fields = given.items() if isinstance(given, dict) else ()
    return {key: value for key, value in fields if isinstance(value, str)}
