"""The findings written into the workbook itself, as a sheet of its own that every run replaces as a whole.

The sheet is known by a defined name, so it may be renamed, moved or deleted. Nothing else in the file changes.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Final

from openpyxl import Workbook
from openpyxl.utils import quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from hedge_xl import __version__
from hedge_xl.core.language import Language, Text, same
from workbook.edit.graft import grafted
from workbook.edit.sheet_list import drop_name
from workbook.edit.titles import sheet_by_title, titles
from workbook.finding import MARKS, Finding
from workbook.findings.registry import CHECKS
from workbook.finish import finish
from workbook.package import CONTENT_TYPES_PART, Package
from workbook.read import Opened
from workbook.style import HEIGHTS, LOOKS
from workbook.text import display_width
from workbook.transaction import Transaction

NAME: Final = "hx_check_report"
TITLE: Final = Text("点検報告", "Check report")
_HEADING: Final = Text("点検報告 — hedge-xl validate の結果", "Check report: what hedge-xl validate found")
_MADE: Final = Text(
    "{now:%Y-%m-%d %H:%M} hedge_xl {version}  指摘 {count}件。次の --report で丸ごと書き直されます。",
    "{now:%Y-%m-%d %H:%M} hedge_xl {version}, {count} findings. The next --report replaces the whole sheet.",
)
_LIMITED: Final = Text("絞り込み: {limits}", "Limited by {limits}.")
_HEADERS: Final = (
    (Text("重さ", "Severity"), 9),
    (Text("シート", "Sheet"), 16),
    (Text("セル", "Cell"), 9),
    (Text("内容と直し方", "What is wrong, what to do"), 90),
    (Text("コード", "Code"), 26),
    (Text("記事の節", "Article"), 14),
)
_LINE: Final = Text("{line}行目", "line {line}")
_CELL, _WORDS, _HEADER_ROW = 3, 4, 4
_LINE_HEIGHT, _PADDING = 14.5, 3  # programs that only show the file do not measure words that wrap


def write_report(transaction: Transaction, found: Sequence[Finding], now: datetime, limits: str = "") -> Path:
    """Put the report into the file that a transaction holds; the backup of the file as it was.

    ``limits`` are the options that left findings out, if any did: the report says so.
    """
    opened = transaction.opened
    package, touched = _with_report(opened, found, _made(now, len(found), limits, opened.language), now)
    data = package.to_bytes()
    return transaction.commit(data, command="validate", expected=opened.inputs, touched=touched)


def _made(now: datetime, count: int, limits: str, language: Language) -> str:
    """The line under the heading: when, by what, how many, and what was left out."""
    line = _MADE.of(language).format(now=now, version=__version__, count=count)
    return f"{line} {_LIMITED.of(language).format(limits=limits)}" if limits else line


def _with_report(opened: Opened, found: Sequence[Finding], intro: str, now: datetime) -> tuple[Package, set[str]]:
    """The file with the report, and the parts that may differ."""
    package = Package(opened.package.to_bytes(), opened.package.file)
    part = _report_part(package, opened.file.names.get(NAME, ""))
    language, sheets = opened.language, [sheet.name for sheet in opened.file.sheets]
    styles = set(package.related(package.workbook_part, "styles"))
    if part is not None:
        source = Package(_built(found, language, intro, now, sheets, named=False), package.file)
        scratch = Package(opened.package.to_bytes(), package.file)
        title = grafted(scratch, source, TITLE.of(language), len(opened.file.sheets))
        for name in styles:
            package.put(name, scratch.read(name))
        package.put(part, scratch.read(sheet_by_title(scratch, title)[1]))
        return package, {part, *styles}
    drop_name(package, NAME)
    before = set(package.names)
    source = Package(_built(found, language, intro, now, sheets, named=True), package.file)
    grafted(package, source, TITLE.of(language), len(opened.file.sheets))
    folder, _, base = package.workbook_part.rpartition("/")
    lists = {package.workbook_part, f"{folder}/_rels/{base}.rels", CONTENT_TYPES_PART, *styles}
    lists |= set(package.related("", "extended-properties"))
    return package, lists | (set(package.names) - before)


def _report_part(package: Package, target: str) -> str | None:
    """The part of the sheet that the report's name points to; None when it is gone."""
    title = target.rpartition("!")[0].strip("'").replace("''", "'")
    known = "#REF!" not in target and title in titles(package)
    return sheet_by_title(package, title)[1] if known else None


def _built(
    found: Sequence[Finding], language: Language, intro: str, now: datetime, sheets: Collection[str], *, named: bool
) -> bytes:
    """A workbook with the report alone."""
    book = Workbook()
    sheet = book.active
    sheet.title = TITLE.of(language)
    _head(sheet, intro, language)
    for row, finding in enumerate(found, start=_HEADER_ROW + 1):
        _row(sheet, row, finding, language, sheets)
    if named:
        target = f"{quote_sheetname(sheet.title)}!$A$1"
        book.defined_names[NAME] = DefinedName(NAME, attr_text=target, hidden=True)
    stream = BytesIO()
    book.save(stream)
    return finish(stream.getvalue(), {}, modified=now)


def _head(sheet: Worksheet, intro: str, language: Language) -> None:
    _put(sheet, 1, 1, _HEADING.of(language), "heading", language)
    _put(sheet, 2, 1, intro, "intro", language)
    for column, (text, width) in enumerate(_HEADERS, start=1):
        _put(sheet, _HEADER_ROW, column, text.of(language), "header", language)
        sheet.column_dimensions[chr(ord("A") + column - 1)].width = width
    sheet.row_dimensions[1].height = HEIGHTS["heading"]
    sheet.freeze_panes = f"A{_HEADER_ROW + 1}"
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight = 0


def _place(finding: Finding, sheets: Collection[str]) -> Text:
    """The cell; for a finding outside the workbook, the line of its file."""
    line = finding.cell.removeprefix("L")
    outside = finding.sheet not in sheets and line.isdecimal() and line != finding.cell
    return _LINE.format(line=line) if outside else same(finding.cell)


def _row(sheet: Worksheet, row: int, finding: Finding, language: Language, sheets: Collection[str]) -> None:
    check = CHECKS[finding.code]
    words = (
        MARKS[finding.severity].of(language),
        finding.sheet,
        _place(finding, sheets).of(language),
        finding.text.of(language),
        finding.code,
        check.source,
    )
    looks = ("count", "label", "unit", "note", "source", "source")
    for column, (text, look) in enumerate(zip(words, looks, strict=True), start=1):
        _put(sheet, row, column, text, look, language)
    lines = -(-display_width(words[_WORDS - 1]) // _HEADERS[_WORDS - 1][1])
    sheet.row_dimensions[row].height = _LINE_HEIGHT * lines + _PADDING
    if finding.sheet in sheets and finding.cell[:1].isalpha() and finding.cell[-1:].isdigit():
        place = f"{quote_sheetname(finding.sheet)}!{finding.cell}"
        cell = sheet.cell(row, _CELL)
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=place, display=finding.cell)


def _put(sheet: Worksheet, row: int, column: int, text: str, look: str, language: Language) -> None:
    cell = sheet.cell(row, column, text)
    cell.data_type = "s"  # words that begin with = are words
    cell.font, cell.alignment = LOOKS[look].font(language), LOOKS[look].alignment
    if LOOKS[look].pattern:
        cell.fill = LOOKS[look].pattern
    if LOOKS[look].border:
        cell.border = LOOKS[look].border
