"""``hedge-xl rehost``: a workbook for another program, with everything that the user has put into it."""

import json
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Final

import typer

from hedge_xl.core.language import Language, Text
from workbook.change import Change, changed
from workbook.commands.common import CLEAN, FINDINGS, Help
from workbook.commands.hosts import EDITIONS, known_host, needs
from workbook.commands.kept import kept_lines, listed
from workbook.commands.making import write_over
from workbook.files import check_target
from workbook.garbage import no_collections
from workbook.journal import Act, Clock, line
from workbook.package import Package
from workbook.proof import prove
from workbook.read import open_package
from workbook.rehost import Rehosted, rehosted
from workbook.snapshot import found_file, take
from workbook.spec import HOSTS, Host
from workbook.transaction import Transaction

COMMAND: Final = "rehost"
_HELP: Final = {
    "command": Text(
        "ブックを別の版(使うプログラム)に作り替える。入力、自分のシート、書式、グラフはそのまま残る。"
        "例: hedge-xl rehost my.xlsx --to officejs "
        "(終了コード 0 完了、1 確かめるべき自分の式や値がある、2 使えない)",
        "Make the edition for another program; inputs, your own sheets, formats and charts stay. "
        "Example: hedge-xl rehost my.xlsx --to officejs "
        "(exit code 0 done, 1 formulas or values of yours to look at, 2 unusable)",
    ),
    "to": EDITIONS,
    "out": Text(
        "書き込むファイル。省略時は同じファイル。名前の終わりが変わるときは隣に作り、元のファイルは残す",
        "file to write; default: the same file. When its ending must change, a file beside it, and FILE stays",
    ),
    "force": Text(
        "OUTがあれば上書きする(バックアップに残る)。xlwings Lite に自分のコードがあっても関数を入れる",
        "overwrite OUT (a backup is kept); put the functions beside code of yours for xlwings Lite that clashes",
    ),
    "drop_macros": Text("自分で変えたか足したマクロも外す", "also take away macros that you have changed or added"),
}
_DONE: Final = Text("{host}版にしました: {file} (式 {count}個)", "made the {host} edition: {file} ({count} formulas)")
_WOULD: Final = Text(
    "{host}版にします(まだ書き込んでいません): {file} (式 {count}個)",
    "would make the {host} edition (nothing written yet): {file} ({count} formulas)",
)
_ALREADY: Final = Text("すでに{host}版です: {file}", "already the {host} edition: {file}")
_STAYS: Final = Text(
    "元のファイルはそのままです: {file} これからは新しいほうだけに記入してください。",
    "{file} stays as it was; from now on write into the new file only.",
)
_BACKUP: Final = Text("元のファイル: {path}", "The file until now: {path}")
_TRANSLATED: Final = Text("自分の式も{count}個、書き換えました。", "formulas of yours respelled: {count}")
_STUCK: Final = Text(
    "△ {where}: この版では計算できないhedge_xlの関数を呼ぶので、そのまま残しました。",
    "△ {where}: calls a hedge_xl function that this edition cannot compute; left as it is.",
)
_SUMMARY: Final = Text("{old}版から{new}版へ", "from the {old} edition to {new}")


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wanted: the edition, where to, and how."""

    target: Host
    out: Path | None = None
    drop_macros: bool = False
    force: bool = False
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it; without ``made`` nothing had to be done."""

    made: Rehosted
    file: Path
    done: bool
    backup: Path | None


def add(app: typer.Typer, language: Language) -> None:
    """Declare the command."""
    words = Help(_HELP, language)

    @app.command(COMMAND, help=words["command"], short_help=words.short)
    def rehost(
        file: Annotated[Path, typer.Argument(metavar="FILE", help=words["file"])],
        to: Annotated[str, typer.Option("--to", metavar="|".join(HOSTS), help=words["to"])],
        out: Annotated[Path | None, typer.Argument(metavar="[OUT]", help=words["out"])] = None,
        drop_macros: Annotated[bool, typer.Option("--drop-macros", help=words["drop_macros"])] = False,
        force: Annotated[bool, typer.Option("--force", help=words["force"])] = False,
        dry_run: Annotated[bool, typer.Option("--dry-run", help=words["dry_run"])] = False,
        as_json: Annotated[bool, typer.Option("--json", help=words["json"])] = False,
        chosen: Annotated[Language, words.lang] = language,
    ) -> None:
        wish = Wish(known_host(to, "--to"), out, drop_macros, force, dry_run)
        done = run_rehost(file, wish)
        typer.echo(_as_json(file, wish, done) if as_json else _in_words(file, wish, done, chosen))
        raise typer.Exit(FINDINGS if done.made.stuck or done.made.kept else CLEAN)


def run_rehost(file: Path, wish: Wish, now: Clock = datetime.now) -> Outcome:
    """Make the edition and write it; a file that is the edition already is not written again."""
    with no_collections(), ExitStack() as stack:
        transaction = stack.enter_context(Transaction(file, now=now)) if wish.out is None else None
        data = transaction.data if transaction else take(found_file(file), file.name).data
        opened = transaction.opened if transaction else open_package(Package(data, file.name))
        summary = _SUMMARY.format(old=opened.host, new=wish.target)
        journal = Change((line(opened, opened.inputs, Act(COMMAND, summary, now)),))
        made = rehosted(opened, data, wish.target, change=journal, drop_macros=wish.drop_macros, force=wish.force)
        target = wish.out or (file if file.suffix.lower() == made.suffix else file.with_suffix(made.suffix))
        if opened.host == wish.target and wish.out is None and target == file and not _worth_writing(made, wish):
            return Outcome(made, file, False, None)
        in_place = transaction if target == file else None
        if in_place is None:
            check_target(target, made.suffix, wish.force)
        if wish.dry_run:
            return Outcome(made, target, True, None)
        if in_place is not None:
            backup = in_place.commit(made.data, command=COMMAND, expected=made.inputs)
            return Outcome(made, target, True, backup)
        prove(data, made.data, file.name, command=COMMAND, expected=changed(opened.inputs, journal))
        return Outcome(made, target, True, write_over(target, made.data, now))


def _worth_writing(made: Rehosted, wish: Wish) -> bool:
    return bool(made.formulas or made.translated or made.parts or wish.drop_macros)


def _in_words(file: Path, wish: Wish, done: Outcome, language: Language) -> str:
    if not done.done:
        lines = [_ALREADY.of(language).format(host=wish.target, file=file)]
    else:
        words = (_WOULD if wish.dry_run else _DONE).of(language)
        lines = [words.format(host=wish.target, file=done.file, count=done.made.formulas)]
    if done.made.translated:
        lines.append(_TRANSLATED.of(language).format(count=len(done.made.translated)))
    lines += listed(_STUCK, done.made.stuck, language)
    lines += kept_lines(done.made.kept, language)
    lines += [f"△ {note.of(language)}" for note in done.made.notes]
    if done.backup is not None:
        lines.append(_BACKUP.of(language).format(path=done.backup))
    if done.done and done.file != file and not wish.dry_run:
        lines.append(_STAYS.of(language).format(file=file))
    if done.done:
        lines.append(needs(wish.target, language))
    return "\n".join(lines)


def _as_json(file: Path, wish: Wish, done: Outcome) -> str:
    data = {
        "file": str(file),
        "to": wish.target,
        "out": str(done.file),
        "done": done.done,
        "dry_run": wish.dry_run,
        "formulas": done.made.formulas,
        "translated": list(done.made.translated),
        "stuck": list(done.made.stuck),
        "kept": list(done.made.kept),
        "notes": [note.as_json() for note in done.made.notes],
        "backup": str(done.backup) if done.backup else None,
    }
    return json.dumps(data, ensure_ascii=False, indent=2)
