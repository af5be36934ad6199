"""``hedge-xl validate``: check a workbook."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Final

import typer

from hedge_xl.core.errors import ChoiceError
from hedge_xl.core.language import Language, Text
from workbook import finding_report, machine_reports
from workbook.check_report import write_report
from workbook.commands.common import CLEAN, FINDINGS, Help
from workbook.errors import FileError
from workbook.files import write_whole
from workbook.finding import Finding
from workbook.findings.registry import chosen as chosen_codes
from workbook.given import parse_amount
from workbook.read import Opened, open_workbook, require_current
from workbook.statement import Statement, read_statement, statement_findings
from workbook.transaction import Transaction
from workbook.validate import findings_of, sorted_findings

_STDOUT: Final = "-"
_HELP: Final = {
    "command": Text(
        "ブックを点検する。例: hedge-xl validate my.xlsx (終了コード 0 問題なし、1 指摘あり、2 読めない)",
        "Check a workbook. Example: hedge-xl validate my.xlsx (exit code 0 clean, 1 findings, 2 unreadable)",
    ),
    "file": Text("点検するファイル", "file to check"),
    "statement": Text(
        "口座の明細CSV(日付、残高またはロット、スワップ)と照合する",
        "compare with a broker's statement, a CSV with date, position or lots, and swap",
    ),
    "lot": Text("明細がロット数のとき、1ロットの通貨数", "units of one lot, for a statement in lots"),
    "only": Text("このコードだけ (例 log-*,text-number)", "these codes only, such as log-*,text-number"),
    "ignore": Text("このコードを除く (例 log-event)", "leave out these codes, such as log-event"),
    "sarif": Text("SARIF 2.1.0 で書き出す (- は画面)", "write SARIF 2.1.0 (- prints it)"),
    "junit": Text("JUnit XML で書き出す (- は画面)", "write JUnit XML (- prints it)"),
    "report": Text("結果をブックに「点検報告」シートとして書く", "write the findings into the workbook as a sheet"),
}
_ONE_OUTPUT: Final = Text(
    "画面に出せるのは1つだけです。--json、--sarif -、--junit - のどれかにしてください。",
    "only one of them can be printed: --json, --sarif - or --junit -.",
)
_WRITTEN: Final = Text(
    "「点検報告」シートを書きました。元のファイル: {backup}",
    'Wrote the sheet "Check report"; the file as it was: {backup}',
)
_WOULD_WRITE: Final = Text(
    "「点検報告」シートを書きます(書き込んでいません)。", 'Would write the sheet "Check report".'
)
_ITSELF: Final = Text(
    "点検するファイルの上には書けません。別の名前にしてください。", "is a file being checked; write to another name."
)


@dataclass(frozen=True, slots=True)
class Options:
    """What to check besides the file, what to leave out (``limits`` as it was typed), and where results go."""

    language: Language
    statement: Path | None = None
    lot: float | None = None
    only: frozenset[str] | None = None
    ignore: frozenset[str] = frozenset()
    as_json: bool = False
    sarif: str | None = None
    junit: str | None = None
    report: bool = False
    dry_run: bool = False
    limits: str = ""

    def wanted(self, finding: Finding) -> bool:
        """Whether a finding's code was asked for."""
        return (self.only is None or finding.code in self.only) and finding.code not in self.ignore


def add(app: typer.Typer, language: Language) -> None:
    """Declare the command."""
    words = Help(_HELP, language)

    @app.command("validate", help=words["command"], short_help=words.short)
    def check(
        file: Annotated[Path, typer.Argument(metavar="FILE", help=words["file"])],
        chosen: Annotated[Language, words.lang] = language,
        statement: Annotated[Path | None, typer.Option("--statement", metavar="CSV", help=words["statement"])] = None,
        lot: Annotated[str | None, typer.Option("--lot", metavar="N", help=words["lot"])] = None,
        only: Annotated[str | None, typer.Option("--only", metavar="CODE,..", help=words["only"])] = None,
        ignore: Annotated[str | None, typer.Option("--ignore", metavar="CODE,..", help=words["ignore"])] = None,
        as_json: Annotated[bool, typer.Option("--json", help=words["json"])] = False,
        sarif: Annotated[str | None, typer.Option("--sarif", metavar="FILE|-", help=words["sarif"])] = None,
        junit: Annotated[str | None, typer.Option("--junit", metavar="FILE|-", help=words["junit"])] = None,
        report: Annotated[bool, typer.Option("--report", help=words["report"])] = False,
        dry_run: Annotated[bool, typer.Option("--dry-run", help=words["dry_run"])] = False,
    ) -> None:
        options = Options(
            chosen,
            statement,
            None if lot is None else parse_amount(lot, "--lot"),
            None if only is None else chosen_codes(only, "--only"),
            frozenset() if ignore is None else chosen_codes(ignore, "--ignore"),
            as_json,
            sarif,
            junit,
            report,
            dry_run,
            " ".join(f"{name} {codes}" for name, codes in (("--only", only), ("--ignore", ignore)) if codes),
        )
        raise typer.Exit(run_validate(file, options))


def run_validate(file: Path, options: Options) -> int:
    """Check a file; the exit code says what came of it."""
    _check_outputs(file, options)
    statement = None if options.statement is None else read_statement(options.statement, options.lot)
    notes: list[str] = []
    if options.report:
        with Transaction(file) as transaction:
            opened = transaction.opened
            require_current(opened)
            found = _found(opened, statement, options)
            if options.dry_run:
                notes.append(_WOULD_WRITE.of(options.language))
            else:
                backup = write_report(transaction, found, datetime.now(), options.limits)
                notes.append(_WRITTEN.of(options.language).format(backup=backup))
    else:
        opened = open_workbook(file)
        found = _found(opened, statement, options)
    _give_out(file, opened, found, options, notes)
    return FINDINGS if any(finding.severity != "info" for finding in found) else CLEAN


def _found(opened: Opened, statement: Statement | None, options: Options) -> list[Finding]:
    """The findings that were asked for, the worst first."""
    found = list(findings_of(opened))
    if statement is not None and opened.whole:
        found += statement_findings(opened, statement)
    return [finding for finding in sorted_findings(found) if options.wanted(finding)]


def _check_outputs(file: Path, options: Options) -> None:
    """Refuse outputs that would mix, or overwrite what is being checked."""
    targets = [target for target in (options.sarif, options.junit) if target is not None]
    if targets.count(_STDOUT) + options.as_json > 1:
        raise ChoiceError(_ONE_OUTPUT)
    read = {path.resolve() for path in (file, options.statement) if path is not None}
    for target in targets:
        if target != _STDOUT and Path(target).resolve() in read:
            raise FileError(_ITSELF, Path(target).name)


def _give_out(file: Path, opened: Opened, found: Sequence[Finding], options: Options, notes: list[str]) -> None:
    """The results in every form asked for; the table for people unless a program reads the output."""
    language = options.language
    forms: tuple[tuple[str | None, Callable[[], bytes]], ...] = (
        (options.sarif, lambda: _dumped(machine_reports.sarif(file, found, language, options.statement))),
        (options.junit, lambda: machine_reports.junit(file, found, language)),
        (_STDOUT if options.as_json else None, lambda: _dumped(machine_reports.as_json(file, opened, found))),
    )
    printed = False
    for target, made in forms:
        if target == _STDOUT:
            typer.echo(made().decode())
            printed = True
        elif target is not None:
            write_whole(Path(target), made())
    if not printed:
        typer.echo("\n".join([finding_report.findings(file, opened, found, language), *notes]))


def _dumped(value: dict[str, object]) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=2).encode("utf-8", "replace")
