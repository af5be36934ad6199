"""What the task pane does to the open workbook: the plans of the command line, carried out in Excel.

Each action answers with a heading and lines for the pane, in the workbook's language. Nothing is saved.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from pathlib import Path
from typing import Final

from hedge_xl.core.errors import HedgeError
from hedge_xl.core.language import Language, Text
from workbook import log_report, report
from workbook.cells import ErrorValue
from workbook.change import Change
from workbook.commands.log_fill import GivenFill
from workbook.commands.month_given import READERS
from workbook.commands.planned import carry_out_open
from workbook.edit import model_of
from workbook.errors import FileError
from workbook.finding import filled
from workbook.given import parse_month
from workbook.imports.fill import FillsFile
from workbook.ledger import status_text
from workbook.ledger.fills import FillPlan, plan_fills
from workbook.ledger.month_update import MonthEntry, MonthOptions, plan_months
from workbook.ledger.months import named
from workbook.ledger.plan import Movable, Plan
from workbook.ledger.require import require_ledger
from workbook.ledger.status import status_of
from workbook.live import LiveBook, change_live, read_live
from workbook.live.trust import require_agreeing
from workbook.read import Opened
from workbook.validate import judged, sorted_findings

_SUMMARY: Final = Text("月次の更新: {month}", "monthly update: {month}")
_ONE: Final = Text("約定 {id} を記録", "fill {id}")
_WRITTEN: Final = Text(
    "開いているブックに書きました。確かめて保存してください。", "Written to the open workbook; look at it and save it."
)
_SAME: Final = Text("変わったところはありません。", "Nothing has changed.")
_NO_MONTH: Final = Text("「月次」に使える月がありません。", "Monthly holds no usable month.")
_NO_MONTH_GIVEN: Final = Text("月を入れてください。", "enter the month.")
_CLEAN: Final = Text("問題は見つかりませんでした。", "Nothing is wrong.")
_FOUND: Final = Text("指摘が{count}件あります。", "{count} findings.")
_CHECKED: Final = Text(
    "値と入力の点検です。式と書式まで調べるには、保存して `hedge-xl validate` を使います。",
    "Values and inputs were checked; for formulas and formats too, save and run `hedge-xl validate`.",
)
_NO_CLOCK: Final = Text(
    "パソコンの時刻が届いていません。作業ウィンドウを開き直してください。",
    "the time of your computer is missing; close the task pane and open it again.",
)
_MOST: Final = 30


@dataclass(frozen=True, slots=True)
class Told:
    """What the pane shows."""

    heading: str
    lines: tuple[str, ...]


def clock(told: str) -> datetime:
    """The time on the user's own computer, as the pane tells it: the server's may be another day."""
    try:
        return datetime.fromisoformat(told).replace(tzinfo=None)
    except ValueError as error:
        raise HedgeError(_NO_CLOCK, "now") from error


def month_now(book: LiveBook, today: date) -> Told:
    """This month's instruction, and where the ledger stands."""
    opened = _ledger(book)
    status = status_of(model_of(opened, opened.inputs), today)
    if status is None:
        raise FileError(_NO_MONTH, book.file)
    cell = opened.cells["now_instruction"].cell
    cached = cell.value if cell is not None and not isinstance(cell.value, ErrorValue) else None
    language = opened.language
    lines = status_text.lines(status, Path(book.file), cached, language)
    alerts = status_text.alerts(status, language)
    return Told(status_text.headline(status, language), (*alerts, *(line.strip() for line in lines)))


def enter_month(book: LiveBook, given: Mapping[str, str], now: datetime, *, correct: bool) -> Told:
    """A month end into the ledger, and the instruction that follows."""
    entry, options = _entry(given), MonthOptions(correct=correct, today=now.date())

    def make(opened: Opened, movable: Movable) -> Plan:
        return plan_months(opened.inputs, opened.language, [entry], options, movable)

    done, outcome = carry_out_open(book, make, "update", _SUMMARY.format(month=named(entry.month)), lambda: now)
    language = outcome.before.language
    lines = [text.of(language) for text in (*done.lines, *done.notes)]
    lines += [mark.line(language) for mark in done.marks]
    if not outcome.change:
        return Told(_SAME.of(language), tuple(lines))
    return Told(report.instruction(outcome.after, language), (*lines, _WRITTEN.of(language)))


def enter_fill(book: LiveBook, given: Mapping[str, str], now: datetime) -> Told:
    """One fill into the execution log."""
    typed = _typed(given)
    fill = GivenFill(**{item.name: typed.get(item.name) for item in fields(GivenFill)}).fill()
    plans: list[FillPlan] = []

    def plan(opened: Opened) -> Change:
        require_ledger(opened)
        plans.append(plan_fills(opened, [fill]))
        return plans[-1].change

    outcome = change_live(book, plan, command="log", summary=_ONE.format(id=fill.id), now=lambda: now)
    found = FillsFile("", Text("", ""), [fill])
    language = outcome.before.language
    result = log_report.Result(Path(book.file), found, plans[-1], outcome, dry_run=False)
    heading, *lines = log_report.text(result, language).splitlines()
    return Told(heading, (*lines, *([_WRITTEN.of(language)] if outcome.change else [])))


def check(book: LiveBook) -> Told:
    """What is wrong with the open workbook, as far as its values tell."""
    opened = read_live(book)
    require_agreeing(opened, formulas_known=book.answers)
    found = [item for item in sorted_findings([*opened.findings, *judged(opened)]) if item.severity != "info"]
    language: Language = opened.language
    lines = [item.line(language) for item in found[:_MOST]]
    heading = filled(_FOUND, count=len(found)) if found else _CLEAN
    return Told(heading.of(language), (*lines, _CHECKED.of(language)))


def _ledger(book: LiveBook) -> Opened:
    opened = read_live(book)
    require_ledger(opened)
    require_agreeing(opened, formulas_known=book.answers)
    return opened


def _entry(given: Mapping[str, str]) -> MonthEntry:
    typed = _typed(given)
    if "month" not in typed:
        raise HedgeError(_NO_MONTH_GIVEN, "month")
    values = {key: read(typed[key], key) for key, read in READERS.items() if key in typed}
    return MonthEntry(parse_month(typed["month"], "month"), **values, note=None)


def _typed(given: Mapping[str, str]) -> dict[str, str]:
    """What is not blank."""
    return {key: value.strip() for key, value in given.items() if value.strip()}
