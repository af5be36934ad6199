"""``hedge-xl status``: where the ledger stands today, and a message when there is something to do."""

import json
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from hedge_xl.core.errors import HedgeError
from hedge_xl.core.language import Language, Text
from workbook import report
from workbook.cells import ErrorValue
from workbook.check_findings import UNCOMPUTABLE
from workbook.commands.common import ACT, CLEAN, FINDINGS, UNUSABLE, Help
from workbook.edit import model_of
from workbook.errors import FileError
from workbook.findings.settings import about_book
from workbook.ledger import status_text
from workbook.ledger.require import require_ledger
from workbook.ledger.status import Status, status_of
from workbook.live.route import open_book
from workbook.notify import Notifier
from workbook.read import Opened
from workbook.spec import Value
from workbook.trusted import typed_over

_HELP: Final = {
    "command": Text(
        "今月の指示と、残りの売買・費用・次の予定を表示する。例: hedge-xl status my.xlsx "
        "(終了コード 0 維持・実行済み、3 売買か月次の更新が残っている、1 台帳から判断できない・今日より後の約定がある、"
        "2 読めない)",
        "Show this month's instruction, what is left of it, costs and what comes next. "
        "Example: hedge-xl status my.xlsx (exit code 0 hold or done, 3 something to trade or a month to enter, "
        "1 the ledger cannot say or holds fills dated after today, 2 unreadable)",
    ),
    "notify": Text(
        "することがあるとき(終了コード 1・3)に送る先。apprise のURL(例 mailto://…、slack://…)",
        "where to send it when there is something to do (exit code 1 or 3): an apprise URL (mailto://, slack:// ...)",
    ),
    "always": Text("することがなくても送る", "send it when there is nothing to do, too"),
    "today": Text("今日とみなす日付 YYYY-MM-DD", "the day to take for today, YYYY-MM-DD"),
}
_BAD_DAY: Final = Text(
    "{given!r} は日付ではありません。2026-11-05 のように書いてください。",
    "{given!r} is not a date; write it like 2026-11-05.",
)
_NO_MONTH: Final = Text(
    "「月次」に使える月がありません。`hedge-xl validate` で確かめてください。",
    "Monthly holds no usable month; `hedge-xl validate` shows why.",
)
_NOT_COMPUTED: Final = Text(
    "計算できません。`hedge-xl validate` で確かめてください。", "cannot be computed; `hedge-xl validate` shows why."
)
_TITLE: Final = Text("hedge-xl {file}: {headline}", "hedge-xl {file}: {headline}")


def add(app: typer.Typer, language: Language) -> None:
    """Declare the command."""
    words = Help(_HELP, language)

    @app.command("status", help=words["command"], short_help=words.short)
    def status(
        file: Annotated[Path, typer.Argument(metavar="FILE", help=words["file"])],
        as_json: Annotated[bool, typer.Option("--json", help=words["json"])] = False,
        notify: Annotated[str | None, typer.Option("--notify", metavar="URL", help=words["notify"])] = None,
        always: Annotated[bool, typer.Option("--notify-always", help=words["always"])] = False,
        live: Annotated[bool, typer.Option("--live", help=words["live"])] = False,
        today: Annotated[str | None, typer.Option("--today", metavar="YYYY-MM-DD", help=words["today"])] = None,
        chosen: Annotated[Language, words.lang] = language,
    ) -> None:
        now = _day(today) if today is not None else date.today()
        notifier = Notifier(notify) if notify is not None else None
        raise typer.Exit(run_status(file, now, chosen, notifier, always=always, as_json=as_json, live=live))


def run_status(
    file: Path,
    today: date,
    language: Language,
    notifier: Notifier | None,
    *,
    always: bool,
    as_json: bool,
    live: bool = False,
) -> int:
    """Print where the ledger stands and send it if asked; the exit code says what is to be done."""
    opened = open_book(file, live=live)
    require_ledger(opened)
    cached = _cached(opened)
    status, why = _computed(opened, today, live=live)
    code = _code(status)
    if status is None:
        title, body = why.of(language), report.failure(HedgeError(why, file.name), language)
        shown: Any = {"file": str(file), "act": False, "headline": why.as_json()}
    else:
        title = " ".join([status_text.headline(status, language), *status_text.alerts(status, language)])
        body = status_text.screen(status, file, cached, language)
        shown = status_text.as_json(status, file, cached)
    typer.echo(json.dumps(shown, ensure_ascii=False, indent=2) if as_json else body)
    if notifier is not None and (always or code != CLEAN):
        lines = status_text.lines(status, file, cached, language) if status is not None else [body]
        return _send(notifier, _TITLE.of(language).format(file=file.name, headline=title), lines, language, code)
    return code


def _send(notifier: Notifier, title: str, lines: list[str], language: Language, code: int) -> int:
    try:
        notifier.send(title, "\n".join(lines))
    except HedgeError as error:
        typer.echo(report.failure(error, language), err=True)
        return UNUSABLE
    return code


def _code(status: Status | None) -> int:
    if status is None or not status.known:
        return FINDINGS
    return ACT if status.act else FINDINGS if status.later else CLEAN


def _computed(opened: Opened, today: date, *, live: bool) -> tuple[Status | None, Text]:
    """The state, or why there is none."""
    if opened.file.date1904:
        raise FileError(about_book(opened, "date-1904").text, opened.package.file)
    other = None if live else typed_over(opened)  # an open one has been compared value by value
    if other is not None:
        return None, other
    try:
        return status_of(model_of(opened, opened.inputs), today), _NO_MONTH
    except HedgeError as error:
        return None, Text(error.message("ja"), error.message("en"))
    except UNCOMPUTABLE:
        return None, _NOT_COMPUTED


def _cached(opened: Opened) -> Value:
    """The instruction that the file shows."""
    cell = opened.cells["now_instruction"].cell
    value = cell.value if cell is not None else None
    return value.text if isinstance(value, ErrorValue) else value


def _day(given: str) -> date:
    try:
        return date.fromisoformat(given.strip())
    except ValueError as error:
        raise HedgeError(_BAD_DAY.format(given=given), "--today") from error
