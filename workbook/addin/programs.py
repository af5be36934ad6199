"""LibreOffice's programs on this computer: where they are, and running one until it ends."""

import os
import shutil
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from subprocess import DEVNULL, Popen, TimeoutExpired
from typing import Final

from hedge_xl.core.language import Text
from workbook.errors import FileError
from workbook.recalc import NO_LIBREOFFICE, end_session, find_soffice

_TIMEOUT: Final = 120.0
_SHOWN: Final = 300  # characters of what a program said that a message repeats
_NO_UNOPKG: Final = Text(
    "LibreOffice の unopkg が見つかりません。LibreOffice を入れ直してください。",
    "LibreOffice's unopkg was not found; install LibreOffice anew.",
)
_TIMED_OUT: Final = Text(
    "{seconds:g} 秒以内に終わりませんでした。LibreOffice の窓が何か尋ねていないか確かめてください。",
    "did not finish within {seconds:g} seconds; see whether a window of LibreOffice asks something.",
)


@dataclass(frozen=True, slots=True)
class Output:
    """How a program ended and what it said."""

    code: int
    text: str


@dataclass(frozen=True, slots=True)
class Office:
    """An installed LibreOffice with one profile: the user's own when `profile` is None."""

    soffice: Path
    unopkg: Path
    profile: Path | None

    @property
    def options(self) -> list[str]:
        """How its programs are told the profile."""
        return [f"-env:UserInstallation={self.profile.resolve().as_uri()}"] if self.profile else []

    @property
    def folder(self) -> Path:
        """The folder of its programs."""
        return self.soffice.resolve().parent

    @property
    def python(self) -> Path | None:
        """The Python that runs its extensions: its own, or else that of the system."""
        own = (self.folder / "python.exe", self.folder / "python", self.folder.parent / "Resources" / "python")
        system = () if sys.platform in ("win32", "darwin") else (Path("/usr/bin/python3"),)
        return next((path for path in (*own, *system) if os.access(path, os.X_OK) and path.is_file()), None)

    @property
    def profile_folder(self) -> Path | None:
        """Where the profile is, as far as that is known."""
        return self.profile or _usual_profile()

    @property
    def lock(self) -> Path | None:
        """The file that is there while LibreOffice uses the profile."""
        return self.profile_folder / ".lock" if self.profile_folder else None


def find_office(profile: Path | None = None) -> Office:
    """The LibreOffice of this computer, or a FileError that says what is missing."""
    soffice = find_soffice()
    if soffice is None:
        raise FileError(NO_LIBREOFFICE)
    name = "unopkg.com" if sys.platform == "win32" else "unopkg"
    beside = soffice.resolve().parent / name
    unopkg = str(beside) if os.access(beside, os.X_OK) else shutil.which(name)
    if unopkg is None:
        raise FileError(_NO_UNOPKG)
    return Office(soffice, Path(unopkg), profile)


def plain_environment() -> dict[str, str]:
    """The environment as a start from the desktop has it: without the paths of the Python that runs this."""
    return {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME")}


def run_program(*command: str | Path, environment: Mapping[str, str] | None = None) -> Output:
    """Run a program to its end. A FileError when it takes too long: then it and all that it started are stopped."""
    with tempfile.TemporaryFile() as log:
        process = Popen(
            list(map(str, command)),
            stdin=DEVNULL,
            stdout=log,
            stderr=log,
            env=plain_environment() if environment is None else environment,
            start_new_session=sys.platform != "win32",
        )
        try:
            process.wait(_TIMEOUT)
        except TimeoutExpired as error:
            raise FileError(_TIMED_OUT.format(seconds=_TIMEOUT), Path(command[0]).name) from error
        finally:
            end_session(process)
        log.seek(0)
        return Output(process.returncode, log.read().decode("utf-8", "replace"))


def shortened(text: str) -> str:
    """The end of what a program said, on one line."""
    return " ".join(text.split())[-_SHOWN:]


def _usual_profile() -> Path | None:
    """Where LibreOffice keeps the profile of the user."""
    home = Path.home()
    if sys.platform == "win32":
        roaming = os.environ.get("APPDATA")
        return Path(roaming) / "LibreOffice" / "4" if roaming else None
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / "LibreOffice" / "4"
    return Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config") / "libreoffice" / "4"
