"""What LibreOffice's Python lacks, the one command that helps, and an environment that lends it numpy."""

import json
import os
import shutil
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from hedge_xl.core.language import Text, same
from workbook.addin.probe import Answer
from workbook.addin.programs import Office, plain_environment, run_program
from workbook.errors import FileError
from workbook.finding import filled

NEEDED: Final = (3, 11)
"""The oldest Python that the functions run in."""

_NUMPY: Final = "numpy"
_BRIDGE: Final = "uno"
# How each distribution installs its packages, and what it calls them.
_MANAGERS: Final = {
    "apt-get": ("sudo apt install {package}", {_NUMPY: "python3-numpy", _BRIDGE: "python3-uno"}),
    "dnf": ("sudo dnf install {package}", {_NUMPY: "python3-numpy", _BRIDGE: "libreoffice-pyuno"}),
    "zypper": ("sudo zypper install {package}", {_NUMPY: "python3-numpy", _BRIDGE: "libreoffice-pyuno"}),
    "pacman": ("sudo pacman -S {package}", {_NUMPY: "python-numpy", _BRIDGE: "libreoffice-fresh"}),
}
_QUESTION: Final = (
    "import importlib.util as u, json, sys; "
    f"print(json.dumps([sys.version_info[:2], u.find_spec('{_NUMPY}') is not None]))"
)
_COMMAND: Final = Text("次で直ります: `{command}`", "This helps: `{command}`")
_OTHER_PYTHON: Final = Text(
    "LibreOffice の Python {version} に numpy を入れるか、Python {version} の環境に hedge-xl を入れて "
    "`hedge-xl libreoffice run FILE` で開いてください。",
    "Install numpy for LibreOffice's Python {version}, or install hedge-xl in an environment of Python {version} and "
    "open files with `hedge-xl libreoffice run FILE`.",
)
_NO_BRIDGE: Final = Text(
    "LibreOffice に Python の部品がありません。{help}", "LibreOffice lacks its Python part. {help}"
)
_NO_NUMPY: Final = Text(
    "LibreOffice の Python {version} に numpy がありません。{help}",
    "LibreOffice's Python {version} has no numpy. {help}",
)
_TOO_OLD: Final = Text(
    "LibreOffice の Python {version} は古すぎます({needed} 以上が必要)。新しい LibreOffice を入れてください。",
    "LibreOffice's Python {version} is too old ({needed} or newer is needed): install a newer LibreOffice.",
)
_ANEW: Final = Text("LibreOffice を終了して、もう一度実行してください。", "Quit LibreOffice and run this once more.")
_REINSTALL: Final = Text("LibreOffice を入れ直してください。", "Install LibreOffice anew.")


@dataclass(frozen=True, slots=True)
class OfficePython:
    """LibreOffice's Python as far as it matters."""

    version: tuple[int, int]
    numpy: bool


def no_python(office: Office) -> Text | None:
    """What helps when LibreOffice cannot run Python at all; None when it can, as far as its files tell."""
    if any((office.folder.parent / place / "pythonloader.py").is_file() for place in ("program", "Resources")):
        return None
    return filled(_NO_BRIDGE, help=_package(_BRIDGE) or _REINSTALL)


def help_for(answer: Answer) -> Text:
    """The one thing to do about an add-in that says why it does not work."""
    version = answer.python or sys.version_info[:2]
    if version < NEEDED:
        return _too_old(version)
    return _help(version) if _NUMPY in answer.version else _ANEW


def environment(office: Office) -> dict[str, str]:
    """The environment to start LibreOffice with: it lends numpy where LibreOffice's Python has none.

    A FileError when that Python is another version than the one that runs this.
    """
    plain = plain_environment()
    python = ask_python(office)
    if python is not None and python.version < NEEDED:
        raise FileError(_too_old(python.version))
    if python is None or python.numpy:
        return plain
    if python.version != sys.version_info[:2]:
        raise FileError(filled(_NO_NUMPY, version=_dotted(python.version), help=_help(python.version)))
    given = os.environ.get("PYTHONPATH")
    return {**plain, "PYTHONPATH": os.pathsep.join([str(own_packages()), *([given] if given else [])])}


def own_packages() -> Path:
    """The folder of packages that numpy was read from."""
    spec = find_spec(_NUMPY)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(_NUMPY)
    return Path(spec.origin).parent.parent


def ask_python(office: Office) -> OfficePython | None:
    """LibreOffice's Python asked by itself; None when it cannot be asked."""
    if office.python is None:
        return None
    done = run_program(office.python, "-c", _QUESTION)
    try:
        version, numpy = json.loads(done.text)
    except ValueError:
        return None
    return OfficePython((version[0], version[1]), bool(numpy))


def _help(version: tuple[int, int]) -> Text:
    if found := _package(_NUMPY):
        return found
    if version == sys.version_info[:2]:
        return filled(_COMMAND, command=same("hedge-xl libreoffice run FILE"))
    return filled(_OTHER_PYTHON, version=_dotted(version))


def _too_old(version: tuple[int, int]) -> Text:
    return filled(_TOO_OLD, version=_dotted(version), needed=_dotted(NEEDED))


def _dotted(version: tuple[int, int]) -> str:
    return ".".join(map(str, version))


def _package(what: str) -> Text | None:
    """The distribution's command for a package; None where no known one manages packages."""
    for program, (command, names) in _MANAGERS.items():
        if sys.platform == "linux" and shutil.which(program):
            return filled(_COMMAND, command=command.format(package=names[what]))
    return None
