"""The documents that hold text made from the catalogue: the READMEs' lists of functions and the reference pages.

``python -m hedge_xl.functions.documentation --write`` refreshes what stands between the markers, in the project's
folder. Everything outside the markers is written by hand and stays as it is.
"""

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hedge_xl.core.language import LANGUAGES, Language, Text
from hedge_xl.functions.catalogue import CATALOGUE
from hedge_xl.functions.declare import Function
from hedge_xl.functions.reference import entry, link, list_of

BEGIN: Final = "<!-- functions:begin -->"
END: Final = "<!-- functions:end -->"

_DOCS: Final = "hedge_xl/docs/"
_ENDINGS: Final = Text(".ja.md", ".md")
_USAGE: Final = "usage: python -m hedge_xl.functions.documentation --write"
_ELSEWHERE: Final = Text("この記事で使い、別のページで説明している関数: ", "Also for this article, on other pages: ")


@dataclass(frozen=True, slots=True)
class Page:
    """A reference page, for the functions whose source begins with its key."""

    key: str
    name: str
    title: Text

    def file(self, language: Language) -> str:
        """Its file within the folder of documents."""
        return self.name + _ENDINGS.of(language)


PAGES: Final = (
    Page("A", "article-a", Text("A 自作 為替ヘッジ付きS&P500", "A: the do-it-yourself hedged S&P 500")),
    Page("B", "article-b", Text("B 指数CFD × FX のヘッジ", "B: index CFD × FX")),
    Page("C", "article-c", Text("C クロス商品レバレッジ", "C: leverage across products")),
    Page("D", "article-d", Text("D ダイナミックポジション調整", "D: dynamic positioning")),
    Page("hedge_xl", "cell-help", Text("セルの中のヘルプ", "Help in a cell")),
)


def functions_on(page: Page) -> list[Function]:
    """The functions that a page explains.

    >>> [function.name for function in functions_on(PAGES[1])][:2]
    ['ROLLING_CORREL', 'HEDGE_RATIO']
    """
    return [function for function in CATALOGUE.values() if _home(function) == page]


def generated() -> dict[Path, str]:
    """Every document that holds generated text, within the project's folder, and that text."""
    texts = {}
    for language in LANGUAGES:
        texts[Path(f"README{_ENDINGS.of(language)}")] = _lists(language)
        for page in PAGES:
            texts[Path(_DOCS + page.file(language))] = _reference(page, language)
    return texts


def refreshed(document: str, made: str) -> str:
    """The document with new text between its markers; a ValueError unless it has both, once, in order.

    >>> refreshed("no markers", "")
    Traceback (most recent call last):
    ValueError: the page needs <!-- functions:begin --> and, below it, <!-- functions:end -->, once each
    """
    head, found, rest = document.partition(BEGIN)
    _, closed, tail = rest.partition(END)
    if not found or not closed or BEGIN in rest or END in head + tail:
        raise ValueError(f"the page needs {BEGIN} and, below it, {END}, once each")
    return f"{head}{BEGIN}\n{made}\n{END}{tail}"


def main(arguments: Sequence[str]) -> int:
    """Rewrite all documents. Exit code 2 for anything but ``--write`` in a folder that has them."""
    texts = generated()
    if list(arguments) != ["--write"] or not all(path.is_file() for path in texts):
        print(f"{_USAGE}  (in the folder that holds README.md, README.ja.md and {_DOCS})", file=sys.stderr)
        return 2
    new = {path: refreshed(path.read_text(encoding="utf-8"), made) for path, made in texts.items()}
    for path, document in new.items():
        path.write_text(document, encoding="utf-8", newline="\n")
    return 0


def _home(function: Function) -> Page:
    """The page of the article that a function's source names first."""
    key = function.source.split()[0]
    for page in PAGES:
        if page.key == key:
            return page
    raise ValueError(f"{function.name}: no page for the source {function.source!r}")


def _lists(language: Language) -> str:
    """One list for each page, its names linked to the entries on that page."""
    parts = []
    for page in PAGES:
        file = _DOCS + page.file(language)
        parts.append(f"### [{page.title.of(language)}]({file})\n\n{list_of(functions_on(page), language, file)}")
    return "\n\n".join(parts)


def _reference(page: Page, language: Language) -> str:
    """A page's list of functions, those on other pages that its article speaks of, and every function's entry."""
    functions = functions_on(page)
    parts = [list_of(functions, language), _elsewhere(page, language)]
    parts += [entry(function, language) for function in functions]
    return "\n\n".join(part for part in parts if part)


def _elsewhere(page: Page, language: Language) -> str:
    others = [
        link(function, _home(function).file(language))
        for function in CATALOGUE.values()
        if _home(function) != page and re.search(rf"\b{page.key} §", function.source)
    ]
    return _ELSEWHERE.of(language) + ", ".join(others) if others else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
