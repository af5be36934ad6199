"""``hedge-xl lite``: the code that xlwings Lite keeps in a workbook, taken out to files and put in."""

import json
from pathlib import Path
from typing import Annotated, Final

import typer

from hedge_xl.core.language import Language, Text
from workbook.commands.common import Help, add_group
from workbook.container import read_file
from workbook.disk_errors import write_error
from workbook.errors import FileError
from workbook.files import check_target, write_whole
from workbook.lite.extension import MAIN_FILE, REQUIREMENTS_FILE, LiteCode, code_in
from workbook.lite.inject import Injected, Plan, inject
from workbook.lite.merge import refreshed, replaced
from workbook.package import Package
from workbook.read import Opened

_GROUP: Final = {
    "command": Text(
        "xlwings Lite(Excel の中の Python)のコードをブックから取り出す、または入れる。例: hedge-xl lite inject my.xlsx",
        "Take the code of xlwings Lite (Python inside Excel) out of a workbook, or put it in. "
        "Example: hedge-xl lite inject my.xlsx",
    ),
}
_EXTRACT: Final = {
    "command": Text(
        "ブックの main.py と requirements.txt をフォルダに取り出す。例: hedge-xl lite extract my.xlsx code",
        "Write main.py and requirements.txt to a folder. Example: hedge-xl lite extract my.xlsx code",
    ),
    "out": Text("フォルダ (省略時は my.xlsx なら my-lite)", "the folder (my-lite for my.xlsx, unless given)"),
    "force": Text("フォルダにあるファイルを上書きする", "overwrite the files in the folder"),
}
_INJECT: Final = {
    "command": Text(
        "hedge_xl の関数(または --code のコード)をブックに入れる。自分のコードはそのまま残る。"
        "例: hedge-xl lite inject my.xlsx",
        "Put the functions of hedge_xl (or the code of --code) into a workbook; your own code stays. "
        "Example: hedge-xl lite inject my.xlsx",
    ),
    "code": Text("main.py として丸ごと入れるファイル", "a file to put in whole, as main.py"),
    "requirements": Text(
        "requirements.txt として入れるファイル (--code と一緒に)", "a file to put in as requirements.txt (with --code)"
    ),
    "force": Text(
        "自分のコードや手で変えた部分が消えても入れる(元のファイルはバックアップに残る)",
        "put it in even if code of yours is lost (a backup of the file is kept)",
    ),
}
_NOTHING: Final = Text(
    "xlwings Lite のコードが入っていません。`hedge-xl lite inject {file}` で入れられます。",
    "holds no code of xlwings Lite; `hedge-xl lite inject {file}` puts it in.",
)
_NOT_TEXT: Final = Text("UTF-8の文字のファイルではありません。", "not a text file in UTF-8.")
_ALONE: Final = Text("--requirements は --code と一緒に使います。", "--requirements goes with --code.")
_SAVED: Final = Text("取り出しました: {path}", "Written: {path}")
_SAME: Final = Text("すでに同じコードが入っています: {file}", "The same code is in it already: {file}")
_DONE: Final = Text("xlwings Lite のコードを入れました: {file}", "Code for xlwings Lite put into {file}")
_WOULD: Final = Text(
    "xlwings Lite のコードを入れます(まだ書き込んでいません): {file}",
    "Would put code for xlwings Lite into {file} (nothing written yet)",
)
_SIZES: Final = Text("  {name}: {before}行 → {after}行", "  {name}: {before} -> {after} lines")
_NEXT: Final = Text(
    "  Excelで開き、ホームタブの xlwings Lite を押します。=HX_VERSION() が {version} になれば関数が動いています。",
    "  Open it in Excel and click xlwings Lite on the Home tab; the functions work when =HX_VERSION() shows {version}.",
)
_BACKUP: Final = Text("元のファイル: {path}", "The file until now: {path}")


def add(app: typer.Typer, language: Language) -> None:
    """Declare the commands."""
    add_group(app, "lite", Help(_GROUP, language), _add_extract, _add_inject)


def _add_extract(group: typer.Typer, language: Language) -> None:
    words = Help(_EXTRACT, language)

    @group.command("extract", help=words["command"], short_help=words.short)
    def extract(
        file: Annotated[Path, typer.Argument(metavar="FILE", help=words["file"])],
        out: Annotated[Path | None, typer.Argument(metavar="OUT", help=words["out"])] = None,
        force: Annotated[bool, typer.Option("--force", help=words["force"])] = False,
        chosen: Annotated[Language, words.lang] = language,
        as_json: Annotated[bool, typer.Option("--json", help=words["json"])] = False,
    ) -> None:
        written = take_out(file, out or file.with_name(f"{file.stem}-lite"), force=force)
        if as_json:
            shown = {"file": str(file), "written": [str(path) for path in written]}
            typer.echo(json.dumps(shown, ensure_ascii=False, indent=2))
        else:
            typer.echo("\n".join(_SAVED.of(chosen).format(path=path) for path in written))


def _add_inject(group: typer.Typer, language: Language) -> None:
    words = Help(_INJECT, language)

    @group.command("inject", help=words["command"], short_help=words.short)
    def put_in(
        file: Annotated[Path, typer.Argument(metavar="FILE", help=words["file"])],
        code: Annotated[Path | None, typer.Option("--code", metavar=MAIN_FILE, help=words["code"])] = None,
        requirements: Annotated[
            Path | None, typer.Option("--requirements", metavar=REQUIREMENTS_FILE, help=words["requirements"])
        ] = None,
        force: Annotated[bool, typer.Option("--force", help=words["force"])] = False,
        dry_run: Annotated[bool, typer.Option("--dry-run", help=words["dry_run"])] = False,
        chosen: Annotated[Language, words.lang] = language,
        as_json: Annotated[bool, typer.Option("--json", help=words["json"])] = False,
    ) -> None:
        done = inject(file, plan_for(code, requirements, force=force), dry_run=dry_run)
        typer.echo(_as_json(file, done, dry_run) if as_json else _in_words(file, done, chosen, dry_run))


def take_out(file: Path, folder: Path, *, force: bool) -> list[Path]:
    """Write a workbook's code to files; any workbook will do."""
    found = code_in(Package.open(file))
    if found is None:
        raise FileError(_NOTHING.format(file=file), file.name)
    targets = {folder / MAIN_FILE: found.main, folder / REQUIREMENTS_FILE: found.requirements}
    _make_folder(folder)
    for path in targets:
        check_target(path, path.suffix, force)
    for path, text in targets.items():
        write_whole(path, text.encode("utf-8"))
    return list(targets)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise write_error(folder, error) from error


def plan_for(code: Path | None, requirements: Path | None, *, force: bool) -> Plan:
    """What to put in: our functions, or the files given."""
    if code is None:
        if requirements is not None:
            raise FileError(_ALONE, requirements.name)
        return lambda before, opened: refreshed(before, opened.language, opened.package.file, force=force)
    main = _text_of(code)
    needed = None if requirements is None else _text_of(requirements)

    def plan(before: LiteCode | None, opened: Opened) -> LiteCode:
        kept = before.requirements if before else refreshed(None, opened.language, opened.package.file).requirements
        return replaced(before, LiteCode(main, kept if needed is None else needed), opened.package.file, force=force)

    return plan


def _text_of(path: Path) -> str:
    try:
        return read_file(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileError(_NOT_TEXT, path.name) from error


def _in_words(file: Path, done: Injected, language: Language, dry_run: bool) -> str:
    if not done.changed:
        return _SAME.of(language).format(file=file)
    before = done.before or LiteCode("", "")
    sizes = (
        (MAIN_FILE, before.main, done.after.main),
        (REQUIREMENTS_FILE, before.requirements, done.after.requirements),
    )
    lines = [(_WOULD if dry_run else _DONE).of(language).format(file=file)]
    lines += [
        _SIZES.of(language).format(name=name, before=len(old.splitlines()), after=len(new.splitlines()))
        for name, old, new in sizes
        if old != new
    ]
    if done.version and not dry_run:
        lines.append(_NEXT.of(language).format(version=done.version))
    if done.backup is not None:
        lines.append(_BACKUP.of(language).format(path=done.backup))
    return "\n".join(lines)


def _as_json(file: Path, done: Injected, dry_run: bool) -> str:
    data = {
        "file": str(file),
        "changed": done.changed,
        "version": done.version or None,
        "dry_run": dry_run,
        "backup": str(done.backup) if done.backup else None,
    }
    return json.dumps(data, ensure_ascii=False, indent=2)
