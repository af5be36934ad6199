"""All questions about Excel with Python on this computer, in the order in which they are best put right."""

from pathlib import Path
from typing import Final

from hedge_xl.core.errors import HedgeError
from hedge_xl.core.language import Text
from workbook.read import Opened, open_workbook
from workbook.windows.excel_probes import excel_verdicts
from workbook.windows.file_probes import file_verdicts, interpreter
from workbook.windows.machine import Machine
from workbook.windows.python_probes import python_verdicts
from workbook.windows.verdict import Verdict

_WINDOWS_ONLY: Final = Text(
    "このコマンドはWindowsだけで動きます。ほかではnative版、officejs版、libreoffice版を使ってください。",
    "this command runs on Windows only; elsewhere use the native, officejs or libreoffice edition.",
)


def require_windows(machine: Machine) -> None:
    """Refuse any other system, in one line."""
    if not machine.windows:
        raise HedgeError(_WINDOWS_ONLY)


def examined(machine: Machine, path: Path | None) -> list[Verdict]:
    """What was found, of a workbook as well where one is given."""
    require_windows(machine)
    opened: Opened | None = open_workbook(path) if path is not None else None
    python, verdicts = python_verdicts(machine, interpreter(opened) if opened is not None else "")
    verdicts += excel_verdicts(machine, python)
    if path is not None and opened is not None:
        verdicts += file_verdicts(machine, path.resolve(), opened, python)
    return verdicts
