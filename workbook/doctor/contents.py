"""What ails a file from inside: the program that saved it, the edition, the settings that keep it computing."""

from collections.abc import Iterator
from typing import Final

from hedge_xl.core.language import Text
from workbook.doctor.ailment import Ailment
from workbook.doctor.edition import edition
from workbook.editions.main_type import suffix_of
from workbook.ooxml import is_true, main
from workbook.package import Package
from workbook.read import Opened
from workbook.spec import Host
from workbook.user_values import LIBREOFFICE, saved_by, stale_values

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


def contents(opened: Opened, host: Host | None = None) -> Iterator[Ailment]:
    """Everything of that kind; ``host`` is where the user wants to use the file, if he says so."""
    program = saved_by(opened.package)
    yield from edition(opened, program, host)
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


def _recalculates(package: Package) -> bool:
    """Whether opening computes the file anew, or Excel, which says so by its number, has computed it already."""
    element = package.xml(package.workbook_part).find(main("calcPr"))
    return element is not None and (is_true(element.get("fullCalcOnLoad")) or element.get("calcId") is not None)


def _ending(package: Package) -> Iterator[Ailment]:
    """Excel opens no file whose name says that it has macros when it has none, or the other way round."""
    parts, extensions = package.content_types()
    kind = parts.get(package.workbook_part, extensions.get("xml", ""))
    suffix = suffix_of(package)
    if "template" not in kind and not package.file.lower().endswith(suffix):
        yield Ailment("wrong-ending", "error", "", _ENDING.format(suffix=suffix))
