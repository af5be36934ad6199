"""Carrying out a plan for a ledger and printing what came of it."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import typer

from hedge_xl.core.language import Language, Text
from workbook.change import Change
from workbook.errors import FileError
from workbook.journal import Clock
from workbook.ledger import plan_text
from workbook.ledger.decided import with_decision
from workbook.ledger.insertion import refuse_move
from workbook.ledger.plan import Movable, Plan
from workbook.ledger.require import require_ledger
from workbook.live import LiveBook, change_live
from workbook.live.route import change_book
from workbook.read import Opened
from workbook.transaction import Outcome
from workbook.user_values import stale_note

_NO_MIDDLE: Final = Text(
    "月を表の途中に入れるのは、開いたままではできません。閉じて --live なしで実行するか、Excelで行を挿入してください。",
    "a month cannot be put into the middle of the table while it is open; close it and leave out --live, or insert a "
    "row in Excel.",
)
Make = Callable[[Opened, Movable], Plan]


@dataclass(frozen=True, slots=True)
class Wish:
    """How the user wants a change done and told."""

    language: Language
    dry_run: bool = False
    as_json: bool = False
    live: bool = False


class _Planning:
    """Asks for the plan of a ledger, and remembers it."""

    def __init__(self, make: Make, summary: Text, *, live: bool) -> None:
        self._make, self._summary, self._live = make, summary, live
        self._plans: list[Plan] = []

    @property
    def done(self) -> Plan:
        """The plan that was carried out."""
        return self._plans[-1]

    def plan(self, opened: Opened) -> Change:
        """What to change in the ledger as it is."""

        def movable(table: str, row: int) -> None:
            if self._live:  # nobody tells what of the user's stands beside the rows
                raise FileError(_NO_MIDDLE, opened.package.file)
            refuse_move(opened, table, row)

        require_ledger(opened)
        self._plans.append(self._make(opened, movable))
        return self.done.change

    def told(self, _: Change) -> Text:
        """The line of the journal."""
        return with_decision(self._summary, self.done)


def carry_out(file: Path, make: Make, command: str, summary: Text, wish: Wish, notes: Sequence[Text] = ()) -> None:
    """Ask for a plan of the ledger as it is, do it, and print it with some more notes."""
    asked = _Planning(make, summary, live=wish.live)
    outcome = change_book(file, asked.plan, live=wish.live, command=command, summary=asked.told, dry_run=wish.dry_run)
    done = asked.done
    done.notes += [*notes, *(stale_note(outcome.before) if outcome.change else ())]
    if wish.as_json:
        shown = plan_text.as_json(done, outcome, file, dry_run=wish.dry_run)
        typer.echo(json.dumps(shown, ensure_ascii=False, indent=2))
    else:
        typer.echo(plan_text.screen(done, outcome, file, wish.language, dry_run=wish.dry_run))


def carry_out_open(book: LiveBook, make: Make, command: str, summary: Text, now: Clock) -> tuple[Plan, Outcome]:
    """The same in a workbook that a program holds open."""
    asked = _Planning(make, summary, live=True)
    outcome = change_live(book, asked.plan, command=command, summary=asked.told, now=now)
    return asked.done, outcome
