"""The README's table of functions, made from the catalogue.

``python -m hedge_xl.functions.documentation --write`` refreshes the READMEs of the current folder.
"""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Final

from hedge_xl.core.language import Language, Text
from hedge_xl.functions.catalogue import CATALOGUE

BEGIN: Final = "<!-- functions:begin -->"
END: Final = "<!-- functions:end -->"
READMES: Final[Mapping[str, Language]] = MappingProxyType({"README.md": "en", "README.ja.md": "ja"})

_HEADER: Final = (Text("関数", "Function"), Text("内容", "What it gives"), Text("記事", "Article"))
_USAGE: Final = "usage: python -m hedge_xl.functions.documentation --write"


def function_table(language: Language) -> str:
    """Every function as a row of a Markdown table: its name, what it gives, where the articles speak of it.

    >>> print(*function_table("en").splitlines()[:3], sep="\\n")
    | Function | What it gives | Article |
    |---|---|---|
    | `LOG_RETURNS` | Log returns of a column of prices; the result is one row shorter. | A §10, §16 |
    """
    rows = [[f"`{each.name}`", each.description.of(language), each.source] for each in CATALOGUE.values()]
    return "\n".join([_row([words.of(language) for words in _HEADER]), "|---" * len(_HEADER) + "|", *map(_row, rows)])


def refreshed(page: str, language: Language) -> str:
    """The page with the table between its markers made anew; a ValueError unless it has both markers, once, in order.

    >>> refreshed("no markers", "en")
    Traceback (most recent call last):
    ValueError: the page needs <!-- functions:begin --> and, below it, <!-- functions:end -->, once each
    """
    head, found, rest = page.partition(BEGIN)
    _, closed, tail = rest.partition(END)
    if not found or not closed or BEGIN in rest or END in head + tail:
        raise ValueError(f"the page needs {BEGIN} and, below it, {END}, once each")
    return f"{head}{BEGIN}\n{function_table(language)}\n{END}{tail}"


def main(arguments: Sequence[str]) -> int:
    """Rewrite both READMEs' tables. Exit code 2 for anything but ``--write`` in a folder that has the READMEs."""
    if list(arguments) != ["--write"] or not all(Path(name).is_file() for name in READMES):
        print(f"{_USAGE}  (in the folder that holds {' and '.join(READMES)})", file=sys.stderr)
        return 2
    for name, language in READMES.items():
        path = Path(name)
        path.write_text(refreshed(path.read_text(encoding="utf-8"), language), encoding="utf-8", newline="\n")
    return 0


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(map(_escape, cells)) + " |"


def _escape(words: str) -> str:
    """A bar would end the cell, and the star of h* could begin emphasis."""
    return words.replace("|", "\\|").replace("*", "\\*")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
