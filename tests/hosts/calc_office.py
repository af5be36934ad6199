"""A real LibreOffice with the add-in, run by an ordinary user: as root the programs run as nobody."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from workbook.addin import programs
from workbook.addin.programs import Office, find_office
from workbook.errors import FileError
from workbook.recalc import ALWAYS_RECALCULATE

DRIVER = Path(__file__).with_name("calc_driver.py")
NOBODY = 65534
ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


def start(home: Path, command: Sequence[str | Path], **options: Any) -> "subprocess.Popen[bytes]":
    """Start a program; as root it runs as nobody, who is given the files within the home that the command names."""
    if ROOT:
        for name in map(Path, command):
            if name.exists() and home in name.parents:
                give_away(name, home)
        environment = {**(options.pop("env", None) or os.environ), "HOME": str(home)}
        options |= {"user": NOBODY, "group": NOBODY, "extra_groups": [], "env": environment, "cwd": home}
    return subprocess.Popen(list(map(str, command)), **options)


def give_away(path: Path, home: Path) -> None:
    """The file or folder, and the folders above it within the home, to nobody."""
    for item in (path, *path.parents):
        if item == home:
            return
        os.chown(item, NOBODY, NOBODY)


@contextmanager
def new_home() -> Iterator[Path]:
    """A folder that the ordinary user may use."""
    home = Path(tempfile.mkdtemp(prefix="hedge-xl-calc-"))
    try:
        if ROOT:
            home.chmod(0o755)
            os.chown(home, NOBODY, NOBODY)
        yield home
    finally:
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def ordinary_user(home: Path) -> Iterator[pytest.MonkeyPatch]:
    """Inside, our own code starts LibreOffice's programs as an ordinary user."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tempfile, "tempdir", str(home))
        patch.setattr(programs, "Popen", partial(start, home))
        if ROOT:
            patch.setattr(os, "geteuid", lambda: NOBODY)
        yield patch


class Calc:
    """A listening LibreOffice: started once for all tests, in a private profile."""

    def __init__(self, office: Office, home: Path, pipe: str) -> None:
        self.office, self.home, self.pipe = office, home, pipe
        self._jobs = 0
        command = [str(office.soffice), *office.options, "--headless", "--norestore", "--nologo", "--nodefault"]
        self._process = start(
            home,
            [*command, f"--accept=pipe,name={pipe};urp"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=plain(),
            start_new_session=True,
        )

    def ask(self, **job: Any) -> dict[str, Any]:
        """A job for the driver."""
        self._jobs += 1
        question, answer = (self.home / f"{self.pipe}-{self._jobs}.{kind}.json" for kind in ("job", "answer"))
        question.write_text(json.dumps(job), encoding="utf-8")
        question.chmod(0o644)
        driver = self.home / DRIVER.name
        shutil.copyfile(DRIVER, driver)
        python = self.office.python
        assert python is not None
        log = self.home / "driver.log"
        with log.open("wb") as stream:
            command = [python, driver, self.pipe, question, answer]
            driven = start(self.home, command, env=plain(), stdout=stream, stderr=stream)
            assert driven.wait(120) == 0, log.read_text(encoding="utf-8")
        found: dict[str, Any] = json.loads(answer.read_text(encoding="utf-8"))
        return found

    def close(self) -> None:
        """End it: it was started here, with all it has started."""
        try:
            self.ask(terminate=True)
            self._process.wait(10)
        finally:
            programs.end_session(self._process)


def private_profile(home: Path, language: str) -> Path:
    """A profile that recalculates every file on load, with menus in a language."""
    profile = home / f"profile-{language}"
    user = profile / "user"
    user.mkdir(parents=True)
    item = (
        '<item oor:path="/org.openoffice.Office.Linguistic/General"><prop oor:name="UILocale" oor:op="fuse">'
        f"<value>{language}</value></prop></item>"
        '<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse">'
        f"<value>{language}</value></prop></item>"
    )
    text = ALWAYS_RECALCULATE.replace("</oor:items>", f"{item}</oor:items>")
    (user / "registrymodifications.xcu").write_text(text, encoding="utf-8")
    if ROOT:
        for path in (profile, user, user / "registrymodifications.xcu"):
            os.chown(path, NOBODY, NOBODY)
    return profile


def copied(office: Office, home: Path, name: str, language: str = "en-US") -> Office:
    """The same with a copy of its profile, with menus in a language."""
    assert office.profile is not None
    profile = home / name
    shutil.copytree(office.profile, profile, ignore=shutil.ignore_patterns(".lock"))
    settings = profile / "user" / "registrymodifications.xcu"
    text = settings.read_text(encoding="utf-8")
    assert "en-US" in text
    settings.write_text(text.replace("en-US", language), encoding="utf-8")
    if ROOT:
        for path in (profile, *profile.rglob("*")):
            os.chown(path, NOBODY, NOBODY)
    return replace(office, profile=profile)


def plain() -> dict[str, str]:
    """The environment of a start from the desktop, without a language for hedge_xl."""
    return {name: value for name, value in programs.plain_environment().items() if name != "HEDGE_XL_LANG"}


def needed() -> str | None:
    """What is missing on this computer, or None."""
    if sys.platform == "win32":
        return "the tests reach LibreOffice by a pipe of Unix"
    try:
        office = find_office()
    except FileError:
        return "LibreOffice is not installed"
    if office.python is None:
        return "LibreOffice's Python was not found"
    for module in ("uno", "numpy"):
        command = [str(office.python), "-c", f"import {module}"]
        if subprocess.run(command, capture_output=True, check=False, env=programs.plain_environment()).returncode:
            return f"LibreOffice's Python cannot import {module} (python3-{module})"
    return None
