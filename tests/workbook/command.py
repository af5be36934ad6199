"""What came of a command of the command line."""

from collections.abc import Callable
from typing import NamedTuple

from workbook.commands.common import UNUSABLE

LANGUAGE_VARIABLES = ("HEDGE_XL_LANG", "LC_ALL", "LC_MESSAGES", "LANG")


class Result(NamedTuple):
    """Exit code and output."""

    code: object
    out: str
    err: str

    @property
    def error(self) -> str:
        """The one line on standard error; nothing else was printed."""
        assert self.code == UNUSABLE
        assert self.out == ""
        assert len(self.err.splitlines()) == 1
        assert self.err.endswith("\n")
        assert "Traceback" not in self.err
        return self.err.rstrip("\n")


Run = Callable[..., Result]
