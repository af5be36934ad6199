"""Settings of the workbook that change what its formulas compute, and names that stand in the way of the ledger's."""

from collections.abc import Iterator

from hedge_xl.core.language import Text
from workbook.finding import Finding
from workbook.findings.registry import CHECKS
from workbook.ooxml import is_true, main
from workbook.read import Opened

_TEXTS = {
    "date-1904": Text(
        "1904年から数える日付の設定です。Excelのオプションの詳細設定で「1904年から計算する」を外してください。",
        "dates count from 1904; switch that off in Excel's advanced options.",
    ),
    "manual-calculation": Text(
        "計算方法が「手動」です。数式タブの計算方法の設定を「自動」にしてください。",
        "calculation is set to manual; set it to automatic on the Formulas tab.",
    ),
    "precision-as-displayed": Text(
        "表示桁数で計算する設定で、入力した値まで切り捨てられます。"
        "Excelのオプションの詳細設定で「表示桁数で計算する」を外し、値を確かめてください。",
        "numbers are cut to the digits shown, inputs too; switch off precision as displayed in Excel's advanced "
        "options and check the inputs.",
    ),
    "iterative-calculation": Text(
        "反復計算がオンです。Excelのオプションの数式で「反復計算を行う」を外してください。",
        "iterative calculation is on; switch it off in Excel's formula options.",
    ),
}
_SHADOW = Text(
    "このシートだけの名前「{name}」が台帳の同じ名前を隠しています。「名前の管理」で消してください。",
    'the sheet has a name "{name}" of its own that hides the ledger\'s; delete it in the Name Manager.',
)


def about_book(opened: Opened, code: str) -> Finding:
    """A setting of the whole workbook."""
    return Finding(code, CHECKS[code].severity, opened.book.title.of(opened.language), "", _TEXTS[code])


def setting_findings(opened: Opened) -> Iterator[Finding]:
    """How the workbook calculates."""
    if opened.file.calc_mode == "manual":
        yield about_book(opened, "manual-calculation")
    calculation = opened.package.xml(opened.package.workbook_part).find(main("calcPr"))
    if calculation is not None and calculation.get("fullPrecision") in ("0", "false"):
        yield about_book(opened, "precision-as-displayed")
    if calculation is not None and is_true(calculation.get("iterate")):
        yield about_book(opened, "iterative-calculation")


def name_findings(opened: Opened) -> Iterator[Finding]:
    """Names of a sheet that its formulas find before the ledger's."""
    ours = {cell.key.casefold() for cell in opened.book.cells}
    for full in opened.file.names:
        sheet, mark, name = full.rpartition("!")
        if mark and name.casefold() in ours:
            yield Finding("shadow-name", CHECKS["shadow-name"].severity, sheet, "", _SHADOW.format(name=name))
