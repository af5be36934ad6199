"""Whether a workbook computes what hedge-xl computes: only then does a command change it or say what to do."""

import re
from typing import Final

from hedge_xl.core.language import Text
from workbook.errors import FileError
from workbook.finding import filled
from workbook.findings.formulas import formula_findings
from workbook.read import Opened, require_current

_OTHER: Final = re.compile(r"\w+-(formula-(lost|changed)|calculated-column)")
_NEW_ROWS: Final = "-calculated-column"
_DATE_1904: Final = Text(
    "1904年から数える日付の設定なので変更できません。Excelのオプションの詳細設定で「1904年から計算する」を外してください。",
    "cannot be changed while its dates count from 1904; switch that off in Excel's advanced options.",
)
_CELL: Final = Text(
    "{where} に元の式がないため、シートと別の答えになります。"
    "`hedge-xl doctor {file} --fix-formulas` で元の式に戻してください。",
    "{where} does not hold its original formula, so the sheet and hedge-xl would disagree; "
    "put it back with `hedge-xl doctor {file} --fix-formulas`.",
)
_COLUMN: Final = Text(
    "{where} の列で新しい行に入る式が元と違うため、シートと別の答えになります。"
    "`hedge-xl doctor {file} --fix-formulas` で元の式に戻してください。",
    "new rows of the column of {where} get another formula than the original, so the sheet and hedge-xl would "
    "disagree; put it back with `hedge-xl doctor {file} --fix-formulas`.",
)


def require_trusted(opened: Opened) -> None:
    """Refuse, in one line, a workbook that lacks something, is out of date, or computes otherwise than hedge-xl."""
    require_current(opened)
    require_1900(opened)
    text = typed_over(opened)
    if text is not None:
        raise FileError(text, opened.package.file)


def require_1900(opened: Opened) -> None:
    """Refuse to change a workbook whose dates count from 1904: every date in it means another day."""
    if opened.file.date1904:
        raise FileError(_DATE_1904, opened.package.file)


def typed_over(opened: Opened) -> Text | None:
    """The first cell without its original formula, and the command that puts it back; None when all are there.

    A blank in place of a formula counts, too: whatever looks at it shows another answer. Formulas that merely are not
    handed on to new rows do not, since hedge-xl writes them into the rows that it adds.
    """
    for finding in formula_findings(opened):
        if _OTHER.fullmatch(finding.code):
            text = _COLUMN if finding.code.endswith(_NEW_ROWS) else _CELL
            return filled(text, where=finding.where, file=opened.package.file)
    return None
