"""A workbook on Windows: what stops its macros, and whether it is one that Python can serve."""

import ntpath
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from hedge_xl.core.language import Text
from workbook.editions.conf_sheet import MADE_WITH, conf_values
from workbook.live.excel import ONEDRIVE
from workbook.read import Opened
from workbook.windows.machine import Machine
from workbook.windows.python_probes import Python, talking
from workbook.windows.verdict import Verdict

_ZONE: Final = re.compile(r"ZoneId\s*=\s*([0-9])")
_INTERNET: Final = ("3", "4")

_EDITION: Final = Text("{host}版です。Pythonの関数は使いません。", "it is the {host} edition, which calls no Python.")
_REHOST: Final = Text(
    "`hedge-xl rehost {file} --to excel` でexcel版にできます。", "`hedge-xl rehost {file} --to excel` makes the other."
)
_EXCEL_EDITION: Final = Text("excel版です。", "it is the excel edition.")
_BLOCKED: Final = Text(
    "ダウンロードしたファイルなので、Windowsがマクロを止めます。",
    "it was downloaded, so that Windows blocks its macros.",
)
_UNBLOCK: Final = Text(
    "エクスプローラーで右クリック →「プロパティ」→「許可する」に印を付けるか、"
    'PowerShellで `Unblock-File "{path}"` を実行してください。',
    'right-click it in Explorer > Properties > tick Unblock, or run `Unblock-File "{path}"` in PowerShell.',
)
_NOT_BLOCKED: Final = Text("Windowsに止められていません。", "Windows does not block it.")
_CLOUD: Final = Text(
    "OneDriveのフォルダにあります。Excelは場所をWebの住所で伝えるので、xlwingsがファイルを見つけられないことがあります。",
    "it is in OneDrive: Excel tells its place as a web address, and xlwings may not find the file.",
)
_MOVE: Final = Text(
    "動かないときは、OneDriveの外のフォルダ(例 {home})に移してください。",
    "if it does not work, move it to a folder outside OneDrive, such as {home}.",
)
_LOCAL: Final = Text("OneDriveの外にあります。", "it is outside OneDrive.")
_OTHER_XLWINGS: Final = Text(
    "ブックのマクロはxlwings {theirs} のもので、入っているのは {found} です。",
    "its macros are of xlwings {theirs}, and {found} is installed.",
)
_SAME_XLWINGS: Final = Text(
    '`"{path}" -m pip install xlwings=={theirs}` か、`hedge-xl doctor {file} --host excel` でそろえてください。',
    'run `"{path}" -m pip install xlwings=={theirs}`, or see `hedge-xl doctor {file} --host excel`.',
)


def interpreter(opened: Opened) -> str:
    """The Python that a workbook names; empty for the one on the path."""
    return conf_values(opened.file).get("Interpreter_Win", "").strip()


def file_verdicts(machine: Machine, path: Path, opened: Opened, python: Python | None) -> Iterator[Verdict]:
    """Everything of the file's own."""
    yield edition(path, opened)
    yield blocked(machine, path)
    yield cloud(machine, path)
    theirs = conf_values(opened.file).get(MADE_WITH, "")
    if python is not None and theirs and python.xlwings and theirs != python.xlwings:
        fix = _SAME_XLWINGS.format(path=talking(python.path), theirs=theirs, file=path.name)
        yield Verdict("xlwings-version", "error", _OTHER_XLWINGS.format(theirs=theirs, found=python.xlwings), fix)


def edition(path: Path, opened: Opened) -> Verdict:
    """Whether Python is called from it at all."""
    if opened.host != "excel":
        return Verdict("edition", "warning", _EDITION.format(host=opened.host), _REHOST.format(file=path.name))
    return Verdict("edition", "ok", _EXCEL_EDITION)


def blocked(machine: Machine, path: Path) -> Verdict:
    """Whether Windows has marked it as coming from the internet."""
    zone = _ZONE.search(machine.stream(str(path), "Zone.Identifier") or "")
    if zone is not None and zone[1] in _INTERNET:
        return Verdict("blocked", "error", _BLOCKED, _UNBLOCK.format(path=path))
    return Verdict("not-blocked", "ok", _NOT_BLOCKED)


def cloud(machine: Machine, path: Path) -> Verdict:
    """Whether it is in one of OneDrive's folders."""
    here = ntpath.normcase(str(path))
    folders = [ntpath.normcase(machine.variable(name)).rstrip("\\") for name in ONEDRIVE]
    if any(folder and here.startswith(f"{folder}\\") for folder in folders):
        home = machine.variable("USERPROFILE") or "C:"
        return Verdict("onedrive", "warning", _CLOUD, _MOVE.format(home=ntpath.join(home, "hedge")))
    return Verdict("local", "ok", _LOCAL)
