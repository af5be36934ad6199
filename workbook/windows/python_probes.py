"""The Python that Excel would start: whether it is there, and has what the functions need."""

import json
import ntpath
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from hedge_xl import __version__
from hedge_xl.core.language import Text
from workbook.windows.machine import Machine
from workbook.windows.verdict import Verdict

OLDEST: Final = (3, 11)
DEFAULT: Final = "pythonw"  # what xlwings starts where the workbook names no Python
# Asked of that Python: who it is, what is installed, and whether what Excel would load can be loaded.
ASK: Final = """
import json, struct, sys
from importlib.metadata import PackageNotFoundError, version
told = {"version": list(sys.version_info[:3]), "bits": struct.calcsize("P") * 8, "error": ""}
for name in ("xlwings", "pywin32", "hedge-xl"):
    try:
        told[name] = version(name)
    except PackageNotFoundError:
        told[name] = ""
try:
    import xlwings.com_server, xlwings.udfs, hedge_xl.hosts.classic
except Exception as error:
    told["error"] = type(error).__name__ + ": " + str(error)
print(json.dumps(told))
"""

_FOUND: Final = Text("Python {version} ({bits}ビット): {path}", "Python {version} ({bits} bits): {path}")
_MISSING: Final = Text("Python({wanted})が見つかりません。", "Python ({wanted}) is not found.")
_NAME_IT: Final = Text(
    "ブックの xlwings.conf シートの Interpreter_Win に {path} と書いてください。",
    "write {path} as Interpreter_Win on the workbook's sheet xlwings.conf.",
)
_SILENT: Final = Text("Python({path})が動きません: {told}", "Python ({path}) does not run: {told}")
_STORE: Final = Text(
    "Microsoft StoreのPythonです。xlwingsのDLLが見つからず、関数が動かないことがあります。",
    "this Python is from the Microsoft Store, where Excel may not find xlwings' DLL.",
)
_ORG: Final = Text(
    "python.org のPythonを入れ、Interpreter_Win にその pythonw.exe を書いてください。",
    "install Python from python.org and name its pythonw.exe as Interpreter_Win.",
)
_OLD: Final = Text("Python {version} は古すぎます。", "Python {version} is too old.")
_NEWER: Final = Text("Python 3.11以降を入れてください。", "install Python 3.11 or later.")
_NO_PACKAGE: Final = Text("{name} が入っていません。", "{name} is not installed.")
_INSTALL: Final = Text(
    '`"{path}" -m pip install "hedge-xl[excel]"` を実行してください。',
    'run `"{path}" -m pip install "hedge-xl[excel]"`.',
)
_PACKAGE: Final = Text("{name} {version}", "{name} {version}")
_OTHER_VERSION: Final = Text(
    "そのPythonのhedge_xlは {found} で、このコマンドの {ours} と違います。",
    "that Python has hedge_xl {found}, this command is {ours}.",
)
_UPGRADE: Final = Text(
    '`"{path}" -m pip install -U "hedge-xl[excel]"` を実行してください。',
    'run `"{path}" -m pip install -U "hedge-xl[excel]"`.',
)
_LOADS: Final = Text("関数とCOMサーバーを読み込めます。", "the functions and the COM server load.")
_BROKEN: Final = Text("関数を読み込めません: {error}", "the functions cannot be loaded: {error}")
_AGAIN: Final = Text(
    '`"{path}" -m pip install --force-reinstall "hedge-xl[excel]"` を実行してください。',
    'run `"{path}" -m pip install --force-reinstall "hedge-xl[excel]"`.',
)
_SHOWN: Final = 200


@dataclass(frozen=True, slots=True)
class Python:
    """A Python, and what it told of itself."""

    path: str
    version: tuple[int, ...]
    bits: int
    xlwings: str
    pywin32: str
    hedge_xl: str
    error: str


def located(machine: Machine, wanted: str) -> str | None:
    """Where the Python is that a workbook names; without a name, the one on the path."""
    name = wanted or DEFAULT
    return name if ntpath.isabs(name) and machine.exists(name) else machine.which(name)


def ask(machine: Machine, path: str) -> Python | str:
    """What that Python tells; when it does not, what it printed."""
    shown = talking(path)
    code, told = machine.run([shown if machine.exists(shown) else path, "-c", ASK])
    try:
        data = json.loads(told) if code == 0 else None
    except ValueError:
        data = None
    if not isinstance(data, dict):
        return f"{code} {told}".strip()[:_SHOWN]
    return Python(
        path,
        tuple(data["version"]),
        data["bits"],
        data["xlwings"],
        data["pywin32"],
        data["hedge-xl"],
        data["error"],
    )


def python_verdicts(machine: Machine, wanted: str) -> tuple[Python | None, list[Verdict]]:
    """The Python that Excel would start, if it runs, and what there is to say of it."""
    path = located(machine, wanted)
    if path is None:
        fix = _NAME_IT.format(path=_windowless(machine.interpreter))
        return None, [Verdict("python-missing", "error", _MISSING.format(wanted=wanted or DEFAULT), fix)]
    found = ask(machine, path)
    if isinstance(found, str):
        fix = _NAME_IT.format(path=_windowless(machine.interpreter))
        return None, [Verdict("python-fails", "error", _SILENT.format(path=path, told=found), fix)]
    return found, [*_itself(found), *_packages(found)]


def talking(python: str) -> str:
    """The same Python as a program that prints: ``pythonw`` may not."""
    return python[: -len("pythonw.exe")] + "python.exe" if python.lower().endswith("pythonw.exe") else python


def _windowless(python: str) -> str:
    return python[: -len("python.exe")] + "pythonw.exe" if python.lower().endswith("\\python.exe") else python


def _itself(found: Python) -> Iterator[Verdict]:
    version = ".".join(map(str, found.version))
    if found.version < OLDEST:
        yield Verdict("python-old", "error", _OLD.format(version=version), _NEWER)
    else:
        yield Verdict("python", "ok", _FOUND.format(version=version, bits=found.bits, path=found.path))
    if "\\windowsapps\\" in found.path.lower():
        yield Verdict("python-store", "warning", _STORE, _ORG)


def _packages(found: Python) -> Iterator[Verdict]:
    missing = [name for name in ("xlwings", "pywin32", "hedge_xl") if not getattr(found, name)]
    for name in missing:
        yield Verdict(
            f"{name}-missing", "error", _NO_PACKAGE.format(name=name), _INSTALL.format(path=talking(found.path))
        )
    if found.xlwings:
        yield Verdict("xlwings", "ok", _PACKAGE.format(name="xlwings", version=found.xlwings))
    if found.hedge_xl and found.hedge_xl != __version__:
        text = _OTHER_VERSION.format(found=found.hedge_xl, ours=__version__)
        yield Verdict("hedge_xl-version", "warning", text, _UPGRADE.format(path=talking(found.path)))
    if missing:
        return
    if found.error:
        text = _BROKEN.format(error=found.error[:_SHOWN])
        yield Verdict("functions-broken", "error", text, _AGAIN.format(path=talking(found.path)))
    else:
        yield Verdict("functions", "ok", _LOADS)
