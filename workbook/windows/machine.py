"""What the examination asks of a Windows computer: few and plain questions, so that anything can answer them."""

import importlib
import os
import shutil
import struct
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, Literal, Protocol

Hive = Literal["HKEY_CURRENT_USER", "HKEY_LOCAL_MACHINE", "HKEY_CLASSES_ROOT"]
_PATIENCE: Final = 60.0  # seconds for a Python to start and import
_PE_HEADER_AT: Final = 0x3C  # where a program states the place of its header
_BITS: Final = {0x14C: 32, 0x8664: 64, 0xAA64: 64}


class Machine(Protocol):
    """A computer with Windows."""

    @property
    def windows(self) -> bool:
        """Whether it has Windows at all."""

    @property
    def interpreter(self) -> str:
        """The Python that runs this program."""

    def registry(self, hive: Hive, key: str, name: str) -> str | int | None:
        """A value of the registry; None where there is none."""

    def variable(self, name: str) -> str:
        """A variable of the environment; empty where it is not set."""

    def which(self, program: str) -> str | None:
        """Where a program on the path is."""

    def exists(self, path: str) -> bool:
        """Whether there is such a file."""

    def stream(self, path: str, name: str) -> str | None:
        """What Windows notes beside a file's contents, by the note's name; None without such a note."""

    def bits(self, program: str) -> int | None:
        """Whether a program is of 32 or 64 bits; None where that cannot be told."""

    def run(self, arguments: Sequence[str]) -> tuple[int, str]:
        """Run a program: its exit code and what it printed."""


class ThisMachine:
    """The computer that this program runs on."""

    windows: Final = sys.platform == "win32"
    interpreter: Final = sys.executable

    def registry(self, hive: Hive, key: str, name: str) -> str | int | None:
        """A value of the registry."""
        winreg: Any = importlib.import_module("winreg")
        try:
            with winreg.OpenKey(getattr(winreg, hive), key) as opened:
                value = winreg.QueryValueEx(opened, name)[0]
        except OSError:
            return None
        return value if isinstance(value, str | int) else None

    def variable(self, name: str) -> str:
        """A variable of the environment."""
        return os.environ.get(name, "")

    def which(self, program: str) -> str | None:
        """Where a program on the path is."""
        return shutil.which(program)

    def exists(self, path: str) -> bool:
        """Whether there is such a file."""
        return Path(path).is_file()

    def stream(self, path: str, name: str) -> str | None:
        """What Windows notes beside a file's contents."""
        try:
            return Path(f"{path}:{name}").read_text("utf-8", "replace")
        except OSError:
            return None

    def bits(self, program: str) -> int | None:
        """Whether a program is of 32 or 64 bits, as its header says."""
        try:
            with open(program, "rb") as stream:
                head = stream.read(4096)
        except OSError:
            return None
        return bits_of(head)

    def run(self, arguments: Sequence[str]) -> tuple[int, str]:
        """Run a program; one that cannot be started or does not end has failed."""
        try:
            done = subprocess.run(
                list(arguments), capture_output=True, timeout=_PATIENCE, check=False, stdin=subprocess.DEVNULL
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            return -1, str(error)
        return done.returncode, done.stdout.decode("utf-8", "replace")


def bits_of(head: bytes) -> int | None:
    """The bits of a program by its first bytes."""
    if len(head) < _PE_HEADER_AT + 4 or not head.startswith(b"MZ"):
        return None
    (place,) = struct.unpack_from("<I", head, _PE_HEADER_AT)
    if head[place : place + 4] != b"PE\0\0" or len(head) < place + 6:
        return None
    (machine,) = struct.unpack_from("<H", head, place + 4)
    return _BITS.get(machine)
