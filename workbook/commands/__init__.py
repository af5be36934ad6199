"""The commands of ``hedge-xl``, in the order of the help: one module each."""

from collections.abc import Callable
from typing import Final

import typer

from hedge_xl.core.language import Language
from workbook.commands import demo, functions, new, validate

COMMANDS: Final[tuple[Callable[[typer.Typer, Language], None], ...]] = (
    demo.add,
    new.add,
    validate.add,
    functions.add,
)
