"""The formula that belongs in a cell of a given file: the edition's own, columns named where the user has them."""

import re
from typing import Final

from workbook.dialect import Dialect
from workbook.read import Opened
from workbook.spec import Cell, Column, Table

_WHOLE_COLUMN: Final = re.compile(r"\[!(\w+)\.(\w+)\]")
_MARKED: Final = re.compile("\0(\\w+)\\.(\\w+)\0")


def wanted_formula(opened: Opened, dialect: Dialect, spec: Column | Cell, table: Table | None = None) -> str:
    """The formula without its equals sign; a reference to a whole column follows that column to where it now is."""
    formula = dialect.write(_WHOLE_COLUMN.sub("\0\\1.\\2\0", spec.notation(dialect.host)), table)
    return _MARKED.sub(lambda match: opened.tables[match[1]].whole_column(match[2]), formula)
