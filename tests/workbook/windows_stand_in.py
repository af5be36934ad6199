"""A Windows computer that answers as it is told to: registry, files, notes beside files, programs."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from hedge_xl import __version__
from workbook.windows.machine import Hive

PYTHON = r"C:\Python312\pythonw.exe"
EXCEL = r"C:\Program Files\Microsoft Office\root\Office16\EXCEL.EXE"
SECURITY = r"HKEY_CURRENT_USER\Software\Microsoft\Office\16.0\Excel\Security"
POLICY = r"HKEY_CURRENT_USER\Software\Policies\Microsoft\Office\16.0\Excel\Security"
CLICK_TO_RUN = r"HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Office\ClickToRun\Configuration"
APP_PATH = r"HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
COM = r"HKEY_CLASSES_ROOT\Excel.Application\CLSID"


def told(**changes: Any) -> str:
    """What a sound Python says of itself, with changes."""
    sound = {"version": [3, 12, 4], "bits": 64, "error": "", "xlwings": "0.37.8", "pywin32": "308"}
    return json.dumps(sound | {"hedge-xl": __version__} | changes)


def _registry() -> dict[str, dict[str, str | int]]:
    return {
        SECURITY: {"AccessVBOM": 1, "VBAWarnings": 2},
        CLICK_TO_RUN: {"VersionToReport": "16.0.18526.20168", "Platform": "x64"},
        APP_PATH: {"": EXCEL},
        COM: {"": "{00024500-0000-0000-C000-000000000046}"},
    }


@dataclass
class StandIn:
    """All is well, unless a test says otherwise."""

    windows: bool = True
    interpreter: str = r"C:\venv\Scripts\python.exe"
    keys: dict[str, dict[str, str | int]] = field(default_factory=_registry)
    variables: dict[str, str] = field(default_factory=lambda: {"APPDATA": r"C:\Users\me\AppData\Roaming"})
    paths: dict[str, str] = field(default_factory=lambda: {"pythonw": PYTHON})
    files: set[str] = field(
        default_factory=lambda: {PYTHON, EXCEL, r"C:\Python312\python.exe", r"C:\Python312\xlwings64-0.37.8.dll"}
    )
    notes: dict[str, str] = field(default_factory=dict)
    excel_bits: int | None = 64
    answer: tuple[int, str] = field(default_factory=lambda: (0, told()))
    ran: list[list[str]] = field(default_factory=list)

    def registry(self, hive: Hive, key: str, name: str) -> str | int | None:
        return self.keys.get(f"{hive}\\{key}", {}).get(name)

    def variable(self, name: str) -> str:
        return self.variables.get(name, "")

    def which(self, program: str) -> str | None:
        return self.paths.get(program)

    def exists(self, path: str) -> bool:
        return path in self.files

    def stream(self, path: str, name: str) -> str | None:
        assert name == "Zone.Identifier"
        return self.notes.get(path)

    def bits(self, program: str) -> int | None:
        assert program == EXCEL
        return self.excel_bits

    def run(self, arguments: Sequence[str]) -> tuple[int, str]:
        self.ran.append(list(arguments))
        return self.answer
