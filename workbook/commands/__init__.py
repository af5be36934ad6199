"""The commands of ``hedge-xl``, in the order of the help: one module each."""

from collections.abc import Callable
from typing import Final

import typer

from hedge_xl.core.language import Language
from workbook.commands import (
    backtest,
    backup,
    demo,
    diff,
    doctor,
    excel,
    functions,
    libreoffice,
    lite,
    log,
    market,
    new,
    rehost,
    restore,
    serve,
    status,
    update,
    upgrade,
    validate,
)

COMMANDS: Final[tuple[Callable[[typer.Typer, Language], None], ...]] = (
    demo.add,
    new.add,
    update.add,
    log.add,
    market.add,
    status.add,
    validate.add,
    diff.add,
    backup.add,
    restore.add,
    doctor.add,
    upgrade.add,
    rehost.add,
    backtest.add,
    excel.add,
    lite.add,
    serve.add,
    functions.add,
    libreoffice.add,
)
