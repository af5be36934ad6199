"""What ails a file from inside: the program that saved it, the edition, the settings that keep it computing."""

import re
from collections.abc import Iterator
from typing import Final

from openpyxl.utils import get_column_letter

from hedge_xl.core.language import Text
from workbook.cells import XlsxSheet
from workbook.doctor.ailment import Ailment
from workbook.finding import filled
from workbook.ooxml import is_true, main
from workbook.package import Package
from workbook.read import Opened
from workbook.user_values import LIBREOFFICE, saved_by, stale_values

_REMNANT: Final = Text(
    "別の版の書き方が式に残っています({found}){more}。{host}版の書き方に直してください。",
    "a formula is written for another edition ({found}){more}; write it as the {host} edition does.",
)
_EDITION: Final = Text(
    "このブックは{host}版ですが、{program}で使われています。native版を使ってください。",
    "this is the {host} edition, used in {program}; use the native edition.",
)
_LIBREOFFICE: Final = Text(
    "LibreOfficeで保存されています。保存するたびに、新しい行に入る式が表から消えます。",
    "was saved by LibreOffice, which drops the formulas that new rows of a table get whenever it saves.",
)
_NO_RECALCULATION: Final = Text(
    "開いたときに計算し直す設定が消えています。値は正しいので、このままでも使えます。",
    "no longer asks to be recalculated on opening; its values are right, so it can be used as it is.",
)
_PROTECTED: Final = Text(
    "シートが保護されていて、Excelでは表に行が足せません。足すときは「校閲」タブで保護を解除してください。",
    "the sheet is protected, so Excel adds no rows to its table; unprotect it (Review tab) to add some.",
)
_ENDING: Final = Text(
    "名前の終わりが中身と違うため、Excelで開けません。{suffix} に変えてください。",
    "the ending of its name is not that of its contents, so Excel does not open it; change it to {suffix}.",
)
_MORE: Final = Text("(ほか{count}個)", " ({count} more)")
_TRACES: Final = (b"_xldudf_", b"org.hedgexl.", b"_xlfn_", b"]!")  # in small letters, one of them in each of these
_CHUNK, _OVERLAP = 1 << 20, 32
_FOREIGN: Final = {
    "officejs": re.compile(r"_xldudf_\w+", re.I),
    "libreoffice": re.compile(r"\borg\.hedgexl\.[\w.]+", re.I),
    "another file": re.compile(r"\[\d+\]![A-Z][A-Z0-9_.]*(?=\()", re.I),
    "_xlfn_": re.compile(r"\b_xlfn_\w+", re.I),
}


def contents(opened: Opened) -> Iterator[Ailment]:
    """Everything of that kind."""
    program = saved_by(opened.package)
    yield from _edition(opened, program)
    for sheet in opened.file.sheets:
        if _may_be_foreign(opened.package, sheet):
            yield from _remnants(opened, sheet)
    if program.startswith(LIBREOFFICE):
        yield Ailment("saved-by-libreoffice", "info", "", _LIBREOFFICE)
    stale = stale_values(opened)
    if stale is not None:
        yield Ailment("own-formulas", "info", "", stale)
    if opened.whole and not _recalculates(opened.package) and opened.file.calc_mode != "manual":
        yield Ailment("no-recalculation", "info", "", _NO_RECALCULATION, "setting")
    for sheet in {table.sheet.part: table.sheet for table in opened.tables.values()}.values():
        if sheet.protected:
            yield Ailment("protected", "info", sheet.name, _PROTECTED)
    yield from _ending(opened.package)


def _edition(opened: Opened, program: str) -> Iterator[Ailment]:
    """An edition whose functions the program does not have; the native one runs anywhere."""
    if program.startswith(LIBREOFFICE) and opened.host != "native":
        text = _EDITION.format(host=opened.host, program=program)
        yield Ailment("wrong-edition", "error", "", text)


def _may_be_foreign(package: Package, sheet: XlsxSheet) -> bool:
    """A quick look at the bytes: a long table has millions of cells, and hardly ever one to find."""
    if sheet.part not in package:
        return False
    last = b""
    with package.stream(sheet.part) as source:
        while chunk := source.read(_CHUNK):
            text = (last + chunk).lower()
            if any(trace in text for trace in _TRACES):
                return True
            last = chunk[-_OVERLAP:]
    return False


def _remnants(opened: Opened, sheet: XlsxSheet) -> Iterator[Ailment]:
    for kind, pattern in _FOREIGN.items():
        if kind == opened.host:
            continue
        found = {
            place: match[0]
            for place, cell in sheet.cells.items()
            if cell.formula is not None and (match := pattern.search(cell.formula))
        }
        if found:
            place = min(found)
            text = _counted(_REMNANT, len(found), found=found[place], host=opened.host)
            yield Ailment("foreign-function", "error", _where(sheet, place), text)


def _counted(text: Text, count: int, **values: object) -> Text:
    more = _MORE.format(count=count - 1) if count > 1 else Text("", "")
    return filled(text, more=more, **values)


def _where(sheet: XlsxSheet, place: tuple[int, int]) -> str:
    return f"{sheet.name}!{get_column_letter(place[1])}{place[0]}"


def _recalculates(package: Package) -> bool:
    """Whether opening computes the file anew, or Excel, which says so by its number, has computed it already."""
    element = package.xml(package.workbook_part).find(main("calcPr"))
    return element is not None and (is_true(element.get("fullCalcOnLoad")) or element.get("calcId") is not None)


def _ending(package: Package) -> Iterator[Ailment]:
    """Excel opens no file whose name says that it has macros when it has none, or the other way round."""
    parts, extensions = package.content_types()
    kind = parts.get(package.workbook_part, extensions.get("xml", ""))
    suffix = ".xlsm" if "macroEnabled" in kind else ".xlsx"
    if "template" not in kind and not package.file.lower().endswith(suffix):
        yield Ailment("wrong-ending", "error", "", _ENDING.format(suffix=suffix))
