"""``hedge-xl libreoffice`` with stand-ins for LibreOffice's programs: what it does, says and refuses."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from command import Run

from hedge_xl import __version__
from workbook.addin import install as installing
from workbook.addin import lacking, probe, programs
from workbook.addin.extension import COMPONENTS, IDENTIFIER, extension
from workbook.addin.lacking import environment
from workbook.addin.probe import Answer
from workbook.addin.programs import Office, Output, find_office, run_program
from workbook.commands import libreoffice
from workbook.errors import FileError

WORKS = Answer(__version__, "60000", "")
UNKNOWN = Answer("#NAME?", "#NAME?", "said")
NO_NUMPY = Answer("No module named 'numpy' (Python 3.11.2, /usr)", "Err:502", "")
TOO_OLD = Answer("Python 3.11 or newer is needed (Python 3.8.10, /opt)", "Err:502", "")
OTHER = Answer("another hedge_xl was loaded before: /x (Python 3.11.2, /usr)", "Err:502", "")
ANSWERS = [WORKS, UNKNOWN, NO_NUMPY, TOO_OLD, OTHER]


@dataclass
class Programs:
    """What LibreOffice's programs answer, and what they were asked."""

    office: Office
    version: str = ""
    answers: list[Answer] = field(default_factory=lambda: [WORKS])
    codes: dict[str, int] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def run(self, program: Path, action: str, *rest: Any) -> Output:
        self.asked.append(action)
        code = self.codes.get(action, 0)
        if action == "list":
            listed = f"Identifier: {IDENTIFIER}\n  Version: {self.version}\n" if self.version else "<none>"
            return Output(code, f"All deployed user extensions:\n\n{listed}")
        if action == "add":
            assert rest[-1].read_bytes() == extension()
        if code == 0:
            self.version = {"add": __version__, "remove": ""}[action]
        return Output(code, f"ERROR: {action} failed" if code else "")

    def ask(self, office: Office) -> Answer:
        assert office == self.office
        self.asked.append("ask")
        return self.answers.pop(0)


@pytest.fixture
def stand_ins(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Programs:
    """An ordinary user with a LibreOffice that has no add-in yet."""
    folder = tmp_path / "office" / "program"
    folder.mkdir(parents=True)
    (folder / "pythonloader.py").touch()
    profile = tmp_path / "profile"
    profile.mkdir()
    found = Programs(Office(folder / "soffice", folder / "unopkg", profile))
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    monkeypatch.setattr(libreoffice, "find_office", lambda _: found.office)
    monkeypatch.setattr(installing, "run_program", found.run)
    monkeypatch.setattr(installing, "ask", found.ask)
    return found


@pytest.fixture
def managers(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Says which package managers there are."""

    def have(*names: str) -> None:
        monkeypatch.setattr(sys, "platform", "linux")
        monkeypatch.setattr(lacking.shutil, "which", lambda name: f"/usr/bin/{name}" if name in names else None)

    return have


# --- install and uninstall ------------------------------------------------------------------------


def test_install_puts_it_in_and_says_what_libreoffice_computed(run: Run, stand_ins: Programs) -> None:
    result = run("libreoffice", "install")
    assert (result.code, result.err) == (0, "")
    assert result.out == f"アドインを入れました。LibreOffice が =HX_VERSION() を {__version__} と計算しました。\n"
    assert stand_ins.asked == ["list", "add", "ask"]


def test_another_version_goes_first(run: Run, stand_ins: Programs) -> None:
    stand_ins.version = "0.1.0"
    assert run("libreoffice", "install", "--lang", "en").out.startswith("The add-in is in place: LibreOffice computed")
    assert stand_ins.asked == ["list", "remove", "add", "ask"]


def test_a_libreoffice_that_was_never_started_gets_it_twice(run: Run, stand_ins: Programs) -> None:
    stand_ins.answers = [UNKNOWN, WORKS]
    assert run("libreoffice", "install").code == 0
    assert stand_ins.asked == ["list", "add", "ask", "add", "ask"]


def test_functions_that_stay_unknown(run: Run, stand_ins: Programs, managers: Callable[..., None]) -> None:
    managers("apt-get")
    stand_ins.answers = [UNKNOWN] * 2
    assert "関数を知りません(said)" in run("libreoffice", "install").error
    (stand_ins.office.folder / "pythonloader.py").unlink()
    stand_ins.answers = [UNKNOWN] * 2
    assert "`sudo apt install python3-uno`" in run("libreoffice", "install", "--lang", "en").error
    managers()
    stand_ins.answers = [UNKNOWN] * 2
    assert "Install LibreOffice anew." in run("libreoffice", "install", "--lang", "en").error


@pytest.mark.parametrize(
    ("manager", "command"),
    [
        ("apt-get", "sudo apt install python3-numpy"),
        ("dnf", "sudo dnf install python3-numpy"),
        ("zypper", "sudo zypper install python3-numpy"),
        ("pacman", "sudo pacman -S python-numpy"),
    ],
)
def test_numpy_is_missing(
    run: Run, stand_ins: Programs, managers: Callable[..., None], manager: str, command: str
) -> None:
    managers(manager)
    stand_ins.answers = [NO_NUMPY] * 2
    for language, words in (("ja", "まだ動きません"), ("en", "does not work yet")):
        result = run("libreoffice", "install", "--lang", language)
        assert (result.code, result.err) == (1, "")
        assert words in result.out
        assert "No module named 'numpy' (Python 3.11.2, /usr)" in result.out
        assert f"`{command}`" in result.out


def test_numpy_is_missing_where_no_package_manager_has_it(
    run: Run, stand_ins: Programs, managers: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    managers()
    stand_ins.answers = [NO_NUMPY] * 2
    monkeypatch.setattr(sys, "version_info", (3, 11, 9))
    assert "`hedge-xl libreoffice run FILE`" in run("libreoffice", "install").out
    monkeypatch.setattr(sys, "version_info", (3, 13, 1))
    out = run("libreoffice", "install", "--lang", "en").out
    assert "in an environment of Python 3.11 and open files with `hedge-xl libreoffice run FILE`" in out


@pytest.mark.parametrize(
    ("answer", "ja", "en"),
    [
        (TOO_OLD, "Python 3.8 は古すぎます(3.11 以上が必要)", "Python 3.8 is too old (3.11 or newer is needed)"),
        (OTHER, "LibreOffice を終了して", "Quit LibreOffice"),
        (Answer(__version__, "0", ""), "HEDGE_UNITS = 0", "HEDGE_UNITS = 0"),
    ],
)
def test_other_reasons_not_to_work(run: Run, stand_ins: Programs, answer: Answer, ja: str, en: str) -> None:
    stand_ins.answers = [answer] * 2
    for language, words in (("ja", ja), ("en", en)):
        result = run("libreoffice", "install", "--lang", language)
        assert (result.code, words in result.out) == (1, True)


def test_uninstall(run: Run, stand_ins: Programs) -> None:
    assert run("libreoffice", "uninstall") == (0, "アドインは入っていません。\n", "")
    stand_ins.version = __version__
    assert run("libreoffice", "uninstall", "--lang", "en") == (0, "The add-in is gone.\n", "")
    assert stand_ins.asked == ["list", "list", "remove"]


@pytest.mark.parametrize(("action", "failing"), [("install", "add"), ("install", "remove"), ("uninstall", "remove")])
def test_what_unopkg_refuses(run: Run, stand_ins: Programs, action: str, failing: str) -> None:
    stand_ins.version, stand_ins.codes = "0.1.0", {failing: 1}
    assert f"ERROR: {failing} failed" in run("libreoffice", action).error


@pytest.mark.parametrize("action", ["install", "uninstall", "run"])
def test_not_as_root(
    run: Run, stand_ins: Programs, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, action: str
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    (tmp_path / "a.xlsx").touch()
    arguments = ["libreoffice", action, *(["a.xlsx"] if action == "run" else [])]
    assert "root では使えません" in run(*arguments).error
    assert "run this as your own user" in run(*arguments, "--lang", "en").error
    assert stand_ins.asked == []


@pytest.mark.parametrize("action", ["install", "uninstall"])
def test_not_while_libreoffice_is_open(run: Run, stand_ins: Programs, action: str) -> None:
    assert stand_ins.office.lock is not None
    stand_ins.office.lock.touch()
    assert "LibreOffice が開いています" in run("libreoffice", action).error
    assert str(stand_ins.office.lock) in run("libreoffice", action, "--lang", "en").error
    assert stand_ins.asked == []


def test_only_build_and_run_take_a_file(run: Run, stand_ins: Programs) -> None:
    assert "install にファイルは指定できません" in run("libreoffice", "install", "a.oxt").error
    assert "uninstall takes no file" in run("libreoffice", "uninstall", "a.oxt", "--lang", "en").error


# --- build ----------------------------------------------------------------------------------------


def test_build(run: Run, tmp_path: Path) -> None:
    assert run("libreoffice", "build") == (0, f"作成しました: hedge_xl.oxt (hedge_xl {__version__})\n", "")
    assert (tmp_path / "hedge_xl.oxt").read_bytes() == extension()
    assert "--force" in run("libreoffice", "build").error
    assert run("libreoffice", "build", "hedge_xl.oxt", "--force", "--lang", "en").out.startswith("Made hedge_xl.oxt")
    assert ".oxt" in run("libreoffice", "build", "a.zip").error
    assert "フォルダ no がありません" in run("libreoffice", "build", "no/a.oxt").error


# --- run ------------------------------------------------------------------------------------------


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[tuple[list[str], dict[str, str]]]:
    """What was started instead of LibreOffice."""
    found: list[tuple[list[str], dict[str, str]]] = []
    monkeypatch.setattr(subprocess, "Popen", lambda command, env, **_: found.append((command, env)))
    monkeypatch.setattr(libreoffice, "environment", lambda _: {"FOR": "numpy"})
    return found


def test_run_opens_the_workbook_with_the_environment_it_needs(
    run: Run, stand_ins: Programs, opened: list[tuple[list[str], dict[str, str]]], tmp_path: Path
) -> None:
    stand_ins.version = __version__
    (tmp_path / "台帳 a.xlsx").touch()
    assert run("libreoffice", "run", "台帳 a.xlsx") == (0, "LibreOffice で開きました: 台帳 a.xlsx\n", "")
    ((command, variables),) = opened
    assert command[0] == str(stand_ins.office.soffice)
    assert command[1:-1] == [f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--calc"]
    assert command[-1] == str(tmp_path / "台帳 a.xlsx")
    assert variables == {"FOR": "numpy"}


def test_run_refuses_without_the_add_in_of_this_version(
    run: Run, stand_ins: Programs, opened: list[object], tmp_path: Path
) -> None:
    (tmp_path / "a.xlsx").touch()
    assert "なし、必要な版" in run("libreoffice", "run", "a.xlsx").error
    stand_ins.version = "0.1.0"
    error = run("libreoffice", "run", "a.xlsx", "--lang", "en").error
    assert f"0.1.0, needed: {__version__}; run `hedge-xl libreoffice install`" in error
    assert "ファイルがありません" in run("libreoffice", "run", "none.xlsx").error
    assert "name the workbook" in run("libreoffice", "run", "--lang", "en").error
    assert opened == []


def test_the_version_in_use_is_known_while_libreoffice_is_open(run: Run, stand_ins: Programs) -> None:
    profile = stand_ins.office.profile_folder
    assert profile is not None
    (profile / ".lock").touch()
    assert installing.installed_version(stand_ins.office) == ""
    cache = profile / "user/uno_packages/cache"
    register = cache / "registry/com.sun.star.comp.deployment.component.PackageRegistryBackend/unorc"
    about = cache / "uno_packages/lu1.tmp_/a b.oxt/description.xml"
    for path, text in (
        (register, f"UNO_SERVICES=?$UNO_USER_PACKAGES_CACHE/uno_packages/lu1.tmp_/a%20b.oxt/{COMPONENTS}\n"),
        (about, '<description><version value="9.9"/></description>'),
    ):
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    assert installing.installed_version(stand_ins.office) == "9.9"
    about.write_text("<description/>", encoding="utf-8")
    assert installing.installed_version(stand_ins.office) == ""


# --- the environment that lends numpy -------------------------------------------------------------


@pytest.fixture
def python(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str], Office]:
    """An office whose Python answers with a text."""
    folder = tmp_path / "program"
    folder.mkdir()
    path = folder / "python"
    path.touch(mode=0o755)

    def answering(text: str) -> Office:
        monkeypatch.setattr(lacking, "run_program", lambda *_: Output(0, text))
        return Office(folder / "soffice", folder / "unopkg", None)

    return answering


def test_numpy_is_lent_only_where_it_is_missing(
    python: Callable[[str], Office], monkeypatch: pytest.MonkeyPatch, managers: Callable[..., None]
) -> None:
    monkeypatch.setenv("PYTHONPATH", "/mine")
    monkeypatch.setenv("PYTHONHOME", "/home")
    same = list(sys.version_info[:2])
    assert not {"PYTHONPATH", "PYTHONHOME"} & set(environment(python(f"[{same}, true]")))
    assert not {"PYTHONPATH", "PYTHONHOME"} & set(environment(python("no answer")))
    lent = environment(python(f"[{same}, false]"))
    assert lent["PYTHONPATH"].split(os.pathsep) == [str(Path(np.__file__).parent.parent), "/mine"]
    managers("apt-get")
    with pytest.raises(FileError, match=r"Python 3.99 に numpy がありません。.*sudo apt install python3-numpy"):
        environment(python("[[3, 99], false]"))
    with pytest.raises(FileError, match=r"Python 3.8 は古すぎます"):
        environment(python("[[3, 8], true]"))


def test_the_question_is_answered_by_a_real_python() -> None:
    done = run_program(sys.executable, "-c", lacking._QUESTION)
    assert (done.code, done.text.strip()) == (0, f"[[{sys.version_info[0]}, {sys.version_info[1]}], true]")


# --- programs -------------------------------------------------------------------------------------


def test_no_libreoffice_and_no_unopkg(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(programs, "find_soffice", lambda: None)
    with pytest.raises(FileError, match="LibreOffice が見つかりません"):
        find_office()
    monkeypatch.setattr(programs, "find_soffice", lambda: tmp_path / "soffice")
    monkeypatch.setattr(programs.shutil, "which", lambda _: None)
    with pytest.raises(FileError, match="unopkg が見つかりません"):
        find_office()
    (tmp_path / "unopkg").touch(mode=0o755)
    assert find_office(tmp_path / "p") == Office(tmp_path / "soffice", tmp_path / "unopkg", tmp_path / "p")


@pytest.mark.parametrize(
    ("platform", "variables", "place"),
    [
        ("linux", {}, "home/.config/libreoffice/4"),
        ("linux", {"XDG_CONFIG_HOME": "cfg"}, "cfg/libreoffice/4"),
        ("darwin", {}, "home/Library/Application Support/LibreOffice/4"),
        ("win32", {"APPDATA": "roaming"}, "roaming/LibreOffice/4"),
    ],
)
def test_where_the_profile_is(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, platform: str, variables: dict[str, str], place: str
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home")
    for name in ("XDG_CONFIG_HOME", "APPDATA"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, str(tmp_path / value))
    office = Office(tmp_path / "soffice", tmp_path / "unopkg", None)
    assert office.lock == tmp_path / place / ".lock"
    assert office.options == []


def test_a_program_that_does_not_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "_TIMEOUT", 0.3)
    with pytest.raises(FileError, match=r"0\.3 秒以内に終わりませんでした"):
        run_program(sys.executable, "-c", "import time; time.sleep(60)")


def test_the_formulas_of_the_probe_are_those_of_the_catalogue(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, stand_ins: Programs
) -> None:
    def convert(*command: Any) -> Output:
        text = command[-1].read_text(encoding="utf-8")
        assert "of:=ORG.HEDGEXL.HEDGEIMPL.HX_VERSION()" in text
        assert "of:=ORG.HEDGEXL.HEDGEIMPL.HEDGE_UNITS(75000;0.8)" in text
        (command[-1].parent / "probe.csv").write_text(f'"{__version__}",60000\n', encoding="utf-8")
        return Output(0, "")

    monkeypatch.setattr(probe, "run_program", convert)
    assert probe.ask(stand_ins.office).works
    monkeypatch.setattr(probe, "run_program", lambda *_: Output(1, "broken\n down"))
    assert probe.ask(stand_ins.office) == Answer("", "", "broken down")
