"""``hedge-xl libreoffice``: the functions in LibreOffice Calc, as an add-in."""

import subprocess
import sys
from pathlib import Path
from typing import Annotated, Final, Literal

import typer

from hedge_xl import __version__
from hedge_xl.core.errors import ChoiceError, MissingValueError
from hedge_xl.core.language import Language, Text
from workbook.addin.extension import extension
from workbook.addin.install import install, installed_version, refuse_root, uninstall
from workbook.addin.lacking import environment, help_for
from workbook.addin.programs import find_office
from workbook.commands.common import CLEAN, FINDINGS, Help
from workbook.errors import FileError
from workbook.files import check_target, write_whole

Action = Literal["build", "install", "uninstall", "run"]
_SUFFIX: Final = ".oxt"
_HELP: Final = {
    "command": Text(
        "LibreOffice Calc で関数を使えるようにする。例: hedge-xl libreoffice install "
        "(終了コード 0 動く、1 入ったがまだ動かない、2 入らない)",
        "The functions in LibreOffice Calc. Example: hedge-xl libreoffice install "
        "(exit code 0 at work, 1 in place and not yet at work, 2 not in place)",
    ),
    "action": Text(
        "build: 拡張機能のファイルを作る、install: 入れて動くか確かめる、uninstall: 外す、run: ブックを開く",
        "build: make the extension's file; install: put it in and see whether it works; uninstall: take it out; "
        "run: open a workbook",
    ),
    "file": Text(
        "build で作るファイル (.oxt)、run で開くブック", "the file that build makes (.oxt), the workbook that run opens"
    ),
    "force": Text("既存のファイルを上書きする", "overwrite an existing file"),
    "profile": Text(
        "LibreOffice のプロファイルのフォルダ (省略時は自分のもの)",
        "folder of LibreOffice's profile (default: your own)",
    ),
}
_MADE: Final = Text("作成しました: {path} (hedge_xl {version})", "Made {path} (hedge_xl {version})")
_WORKS: Final = Text(
    "アドインを入れました。LibreOffice が =HX_VERSION() を {version} と計算しました。",
    "The add-in is in place: LibreOffice computed =HX_VERSION() as {version}.",
)
_LACKS: Final = Text(
    "アドインは入りましたが、まだ動きません: {detail}\n{help}",
    "The add-in is in place and does not work yet: {detail}\n{help}",
)
_REMOVED: Final = Text("アドインを外しました。", "The add-in is gone.")
_NONE: Final = Text("アドインは入っていません。", "There is no add-in.")
_OPENED: Final = Text("LibreOffice で開きました: {path}", "Opened in LibreOffice: {path}")
_NO_FILE: Final = Text("開くブックを指定してください。", "name the workbook to open.")
_NOT_TAKEN: Final = Text("{action} にファイルは指定できません。", "{action} takes no file.")
_MISSING: Final = Text("ファイルがありません。", "there is no such file.")
_INSTALL: Final = Text(
    "LibreOffice のアドイン: {found}、必要な版: {version}。先に `hedge-xl libreoffice install` を実行してください。",
    "the add-in in LibreOffice: {found}, needed: {version}; run `hedge-xl libreoffice install` first.",
)
_ABSENT: Final = Text("なし", "none")
_FAILED: Final = Text("LibreOffice を始められません({reason})。", "LibreOffice does not start ({reason}).")


def add(app: typer.Typer, language: Language) -> None:
    """Declare the command."""
    words = Help(_HELP, language)

    @app.command("libreoffice", help=words["command"], short_help=words.short)
    def libreoffice(
        action: Annotated[Action, typer.Argument(metavar="ACTION", help=words["action"])],
        file: Annotated[Path | None, typer.Argument(metavar="FILE", help=words["file"])] = None,
        profile: Annotated[Path | None, typer.Option("--profile", metavar="DIR", help=words["profile"])] = None,
        force: Annotated[bool, typer.Option("--force", help=words["force"])] = False,
        chosen: Annotated[Language, words.lang] = language,
    ) -> None:
        if action == "build":
            typer.echo(_build(file or Path(f"hedge_xl{_SUFFIX}"), force, chosen))
        elif action == "run":
            typer.echo(_run(file, profile, chosen))
        elif file is not None:
            raise ChoiceError(_NOT_TAKEN.format(action=action), "FILE")
        else:
            text, code = (_install if action == "install" else _uninstall)(profile, chosen)
            typer.echo(text)
            raise typer.Exit(code)


def _build(path: Path, force: bool, language: Language) -> str:
    check_target(path, _SUFFIX, force)
    write_whole(path, extension())
    return _MADE.of(language).format(path=path, version=__version__)


def _install(profile: Path | None, language: Language) -> tuple[str, int]:
    office = find_office(profile)
    answer = install(office)
    if answer.works:
        return _WORKS.of(language).format(version=answer.version), CLEAN
    return _LACKS.of(language).format(detail=answer.shown, help=help_for(answer).of(language)), FINDINGS


def _uninstall(profile: Path | None, language: Language) -> tuple[str, int]:
    return (_REMOVED if uninstall(find_office(profile)) else _NONE).of(language), CLEAN


def _run(file: Path | None, profile: Path | None, language: Language) -> str:
    """Open a workbook and leave LibreOffice to the user."""
    if file is None:
        raise MissingValueError(_NO_FILE, "FILE")
    if not file.is_file():
        raise FileError(_MISSING, file.name)
    refuse_root()
    office = find_office(profile)
    found = installed_version(office)
    if found != __version__:
        texts = (
            _INSTALL.of(each).format(found=found or _ABSENT.of(each), version=__version__) for each in ("ja", "en")
        )
        raise FileError(Text(*texts))
    try:
        subprocess.Popen(
            [str(office.soffice), *office.options, "--calc", str(file.resolve())],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment(office),
            start_new_session=sys.platform != "win32",
        )
    except OSError as error:
        raise FileError(_FAILED.format(reason=error.strerror)) from error
    return _OPENED.of(language).format(path=file)
