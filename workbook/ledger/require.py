"""Commands of the ledger alone say so when they are given another workbook."""

from typing import Final

from hedge_xl.core.language import Text
from workbook.errors import FileError
from workbook.finding import filled
from workbook.ledger import LEDGER
from workbook.read import Opened, require_current

_OTHER: Final = Text(
    "「{title}」のブックです。このコマンドは為替ヘッジ台帳だけに使えます。",
    'this workbook is of the template "{title}"; the command is for a ledger.',
)


def require_ledger(opened: Opened) -> None:
    """Refuse, in one line, a workbook of another template, or a ledger that lacks something or is out of date."""
    if opened.book.key != LEDGER.key:
        raise FileError(filled(_OTHER, title=opened.book.title), opened.package.file)
    require_current(opened)
