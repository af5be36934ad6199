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
from workbook.ledger import plan_text
from workbook.ledger.decided import with_decision
from workbook.ledger.insertion import refuse_move
from workbook.ledger.plan import Movable, Plan
from workbook.ledger.require import require_ledger
from workbook.live.route import change_book
from workbook.read import Opened
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


def carry_out(file: Path, make: Make, command: str, summary: Text, wish: Wish, notes: Sequence[Text] = ()) -> None:
    """Ask for a plan of the ledger as it is, do it, and print it with some more notes."""
    plans: list[Plan] = []

    def plan(opened: Opened) -> Change:
        def movable(table: str, row: int) -> None:
            if wish.live:  # nobody tells what of the user's stands beside the rows
                raise FileError(_NO_MIDDLE, opened.package.file)
            refuse_move(opened, table, row)

        require_ledger(opened)
        plans.append(make(opened, movable))
        return plans[-1].change

    def told(_: Change) -> Text:
        return with_decision(summary, plans[-1])

    outcome = change_book(file, plan, live=wish.live, command=command, summary=told, dry_run=wish.dry_run)
    done = plans[-1]
    done.notes += [*notes, *(stale_note(outcome.before) if outcome.change else ())]
    if wish.as_json:
        shown = plan_text.as_json(done, outcome, file, dry_run=wish.dry_run)
        typer.echo(json.dumps(shown, ensure_ascii=False, indent=2))
    else:
        typer.echo(plan_text.screen(done, outcome, file, wish.language, dry_run=wish.dry_run))
