"""Our part of a main.py: told from the user's by the lines around it, and known to be untouched by its fingerprint."""

import hashlib
import re
from dataclasses import dataclass
from typing import Final

from hedge_xl import __version__
from hedge_xl.core.language import Language

_BEGIN: Final = "# >>> hedge_xl {version} ({language}) sha256:{digest} >>>\n"
_END: Final = "# <<< hedge_xl <<<\n"
_BLOCK: Final = re.compile(
    r"^# >>> hedge_xl (?P<version>\S+) \((?P<language>\w+)\) sha256:(?P<digest>[0-9a-f]{64}) >>>[ \t]*\n"
    r"(?P<body>.*?)"
    r"^# <<< hedge_xl <<<[ \t]*(?:\n|\Z)",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class MainFile:
    """A main.py taken apart: the user's code before and after our block, and the block, empty when there is none."""

    before: str
    block: str = ""
    after: str = ""
    version: str = ""
    language: str = ""
    touched: bool = False
    """Whether somebody has written inside the block."""

    @property
    def own(self) -> str:
        """The user's code."""
        return self.before + self.after

    def with_block(self, block: str) -> str:
        """The same file with another block: in place of the old one, or at the end, where the user's own
        `from __future__` lines do not come after it."""
        gap = "" if not self.before or self.block else "\n" * (2 if self.before.endswith("\n") else 3)
        return f"{self.before}{gap}{block}{self.after}"


def block_of(body: str, language: Language) -> str:
    """A text between the lines that mark it as ours."""
    return _BEGIN.format(version=__version__, language=language, digest=_digest(body)) + body + _END


def taken_apart(text: str) -> MainFile:
    """Where our block is in a main.py, and what is around it."""
    text = text.replace("\r\n", "\n")
    found = _BLOCK.search(text)
    if found is None:
        return MainFile(text)
    return MainFile(
        before=text[: found.start()],
        block=found[0],
        after=text[found.end() :],
        version=found["version"],
        language=found["language"],
        touched=_digest(found["body"]) != found["digest"],
    )


def _digest(body: str) -> str:
    return hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()
