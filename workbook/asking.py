"""Asking for what was not given, at a terminal only: a program or a scheduled task is never kept waiting."""

import sys
from collections.abc import Callable
from typing import Final, TypeVar

from hedge_xl.core.errors import HedgeError
from hedge_xl.core.language import Language, Text

T = TypeVar("T")

_DEFAULT: Final = Text("{question} [Enterで {default}]: ", "{question} [Enter for {default}]: ")
_OPTIONAL: Final = Text("{question} [なければEnter]: ", "{question} [Enter to skip]: ")
_PLAIN: Final = Text("{question}: ", "{question}: ")
_NEEDED: Final = Text("値が必要です。", "a value is needed.")
_STOPPED: Final = Text("中止しました。何も変えていません。", "stopped; nothing was changed.")


def interactive() -> bool:
    """Whether somebody sits at the other end who can answer."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stdout is not None and sys.stdout.isatty()


def ask(question: Text, parse: Callable[[str], T], default: str | None = None, language: Language = "ja") -> T:
    """The answer to a question, asked again until `parse` takes it.

    Enter gives the `default`, written as it would be typed. HedgeError when the user stops with Ctrl-C or Ctrl-D.
    """
    form = _PLAIN if default is None else _DEFAULT
    prompt = form.of(language).format(question=question.of(language), default=default)
    while True:
        typed = _line(prompt) or default or ""
        try:
            if not typed:
                raise HedgeError(_NEEDED)
            return parse(typed)
        except HedgeError as error:
            sys.stdout.write(f"  {error.message(language)}\n")


def ask_optional(question: Text, parse: Callable[[str], T], language: Language = "ja") -> T | None:
    """The same for what may be left out: None for Enter alone."""
    prompt = _OPTIONAL.of(language).format(question=question.of(language))
    while True:
        typed = _line(prompt)
        try:
            return parse(typed) if typed else None
        except HedgeError as error:
            sys.stdout.write(f"  {error.message(language)}\n")


def _line(prompt: str) -> str:
    try:
        return input(prompt).strip()
    except (EOFError, KeyboardInterrupt) as error:
        sys.stdout.write("\n")
        raise HedgeError(_STOPPED) from error
