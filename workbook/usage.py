"""A mistake in how a command was typed, as one line in Japanese and English."""

from typing import Any, Final

import typer

from hedge_xl.core.errors import HedgeError
from hedge_xl.core.language import Text
from workbook.finding import filled

PROGRAM: Final = "hedge-xl"
# Typer names only the subclass; every mistake in the arguments derives from its base.
USAGE_ERROR: Final[type[Any]] = typer.BadParameter.__mro__[1]

_JAPANESE: Final = {
    "NoSuchOption": "{name} という指定はありません。",
    "BadOptionUsage": "{name} の書き方が違います。",
    "MissingParameter": "{name} がありません。",
    "BadParameter": "{name} の値が使えません({detail})。",
}
_OTHER: Final = "コマンドの書き方が違います({detail})。"
_HELP: Final = Text("{words} `{command} --help` で使い方を見られます。", "{words} `{command} --help` shows the usage.")


def usage_error(error: Any) -> HedgeError:
    """The same mistake with what to do about it."""
    detail = " ".join(str(error.format_message()).split())
    pattern = _JAPANESE.get(type(error).__name__, _OTHER)
    japanese = pattern.format(name=_name(error), detail=detail)
    command = error.ctx.command_path if error.ctx else PROGRAM
    return HedgeError(filled(_HELP, words=Text(japanese, detail), command=command))


def _name(error: Any) -> str:
    """The option or argument at fault, as it is typed or shown in the help."""
    option = getattr(error, "option_name", None)
    parameter = getattr(error, "param", None)
    if option is None and parameter is not None:
        option = parameter.opts[0] if parameter.opts[0].startswith("-") else parameter.metavar
    return str(option)
