"""What a cell accepts and when it is highlighted, as openpyxl writes it."""

from typing import Final

from openpyxl.formatting.rule import Rule
from openpyxl.worksheet.datavalidation import DataValidation

from workbook import stamp
from workbook.dialect import Dialect
from workbook.spec import Column, Validation
from workbook.style import alert, unseen
from workbook.text import WORDS

PROMPT_LIMIT: Final = 255
_TITLE_LIMIT: Final = 32
_FIRST_SERIAL: Final = "61"  # 1900-03-01: before it, Excel's calendar is a day off
MARKED: Final = "OR(LEFT({cell},1)=`mark_fault`,LEFT({cell},1)=`mark_note`)"
"""Whether a row's check has something to say."""


def validating(rule: Validation, dialect: Dialect, where: str, column: Column | None = None) -> DataValidation:
    """The rule of a range of cells, with the column's help as its prompt."""
    language = dialect.language
    made = DataValidation(allow_blank=True, errorTitle=stamp.PROGRAM, error=rule.message.of(language) or None)
    made.showErrorMessage, made.showInputMessage = True, True
    made.errorStyle = "stop" if rule.strict else "warning"
    if column is not None:
        made.promptTitle = column.header.of(language)[:_TITLE_LIMIT]
        made.prompt = column.help.of(language)[:PROMPT_LIMIT]
    if rule.kind == "list":
        made.type = "list"
        made.formula1 = '"' + ",".join(WORDS[key].of(language) for key in rule.choices) + '"'
    elif rule.kind == "custom":
        made.type = "custom"
        made.formula1 = dialect.write(rule.custom.replace("{cell}", where.partition(":")[0]))
    elif rule.kind == "date":
        made.type, made.operator, made.formula1 = "date", "greaterThanOrEqual", _FIRST_SERIAL
    else:
        made.type = "decimal"
        made.operator = "between" if rule.maximum is not None else "greaterThanOrEqual"
        made.formula1 = repr(rule.minimum).upper()
        made.formula2 = None if rule.maximum is None else repr(rule.maximum).upper()
    made.add(where)
    return made


def alerting(condition: str, dialect: Dialect, first: str) -> Rule:
    """The highlight of a range that begins at that cell."""
    return Rule(type="expression", formula=[dialect.write(condition.replace("{cell}", first))], dxf=alert())


def hiding_gaps(dialect: Dialect, first: str) -> Rule:
    """What makes the gaps of a line unseen, in the range that begins at that cell."""
    return Rule(type="expression", formula=[dialect.write(f"ISNA({first})")], dxf=unseen())
