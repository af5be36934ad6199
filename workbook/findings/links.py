"""What reaches outside the file: other workbooks, programs, the web, connections, embedded objects, macros."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Final

from hedge_xl.core.language import Text
from workbook.cell_types import XlsxSheet
from workbook.finding import Finding, filled
from workbook.findings.registry import CHECKS
from workbook.findings.strangers import foreign_cells, typed_formulas
from workbook.read import Opened

_OTHER_FILE: Final = Text(
    "別のファイル {target} を参照しています。値を貼り付けるか、データタブの「リンクの編集」で解除してください。",
    "refers to another file, {target}; paste the values, or break the link under Edit Links on the Data tab.",
)
_WEB: Final = Text(
    "外と通信する式があります: {formula} 値を入れてください。", "a formula reaches outside: {formula} Enter the value."
)
_CONNECTION: Final = Text(
    "データ接続があり、更新すると値が変わります。データタブの「クエリと接続」で消してください。",
    "a data connection can change values on refresh; delete it under Queries & Connections on the Data tab.",
)
_OBJECT: Final = Text(
    "埋め込みオブジェクトがあり、中身を点検できません。不要なら消してください。",
    "an embedded object cannot be checked; delete it unless you need it.",
)
_MACROS: Final = Text(
    "マクロがあります。この版の台帳は使いません。自分で足したのでなければ、開かずにバックアップを使ってください。",
    "holds macros, which this edition does not use; unless you put them there, do not open it and use a backup.",
)
_LONGEST: Final = 60
_REFERENCE: Final = re.compile(r"\[\d+\]")
_WEB_CALL: Final = re.compile(r"\b(?:WEBSERVICE|RTD|IMPORTDATA|IMPORTXML|IMPORTRANGE|IMAGE)\(", re.IGNORECASE)
_HYPERLINK: Final = re.compile(r'\bHYPERLINK\(\s*"https?:', re.IGNORECASE)


def link_findings(opened: Opened) -> Iterator[Finding]:
    """At most one finding for every link, and for every sheet with formulas that reach outside."""
    yield from _other_files(opened)
    ours = {item.sheet.name for item in opened.tables.values()} | {item.sheet.name for item in opened.cells.values()}
    for sheet in opened.file.sheets:
        found = _reaching_out(opened, sheet, own=sheet.name in ours)
        if found is not None:
            cell, formula = found
            text = filled(_WEB, formula=f"={formula if len(formula) <= _LONGEST else formula[:_LONGEST] + '…'}")
            yield _finding("web-formula", sheet.name, cell, text)
        if opened.package.related(sheet.part, "oleObject") or opened.package.related(sheet.part, "package"):
            yield _finding("ole-object", sheet.name, "", _OBJECT)
    title = opened.book.title.of(opened.language)
    if opened.package.related(opened.package.workbook_part, "connections"):
        yield _finding("data-connection", title, "", _CONNECTION)
    if opened.host == "native" and opened.package.related(opened.package.workbook_part, "vbaProject"):
        yield _finding("macros", title, "", _MACROS)


def _other_files(opened: Opened) -> Iterator[Finding]:
    """The first cell that refers to another file; the workbook when only a name or a chart does."""
    links = opened.package.related(opened.package.workbook_part, "externalLink")
    if not links:
        return
    targets = [link.target for part in links for link in opened.package.rels(part).values() if link.external]
    target = unescape(targets[0]) if targets else "DDE"
    text = filled(_OTHER_FILE, target=target if len(target) <= _LONGEST else f"…{target[-_LONGEST:]}")
    for sheet in opened.file.sheets:
        for cell, formula in _formulas(opened, sheet):
            if _REFERENCE.search(formula):
                yield _finding("external-link", sheet.name, cell, text)
                return
    yield _finding("external-link", opened.book.title.of(opened.language), "", text)


def _reaching_out(opened: Opened, sheet: XlsxSheet, own: bool) -> tuple[str, str] | None:
    """The first formula that fetches something; on a sheet of the ledger, also one that opens a web page."""
    for cell, formula in _formulas(opened, sheet):
        if _WEB_CALL.search(formula) or (own and _HYPERLINK.search(formula)):
            return cell, formula
    return None


def _formulas(opened: Opened, sheet: XlsxSheet) -> Iterator[tuple[str, str]]:
    """Every formula of a sheet that is not the ledger's: those are compared with their declarations."""
    yield from typed_formulas(opened, sheet)
    yield from ((where, cell.formula) for where, cell in foreign_cells(opened, sheet) if cell.formula)


def _finding(code: str, sheet: str, cell: str, text: Text) -> Finding:
    return Finding(code, CHECKS[code].severity, sheet, cell, text)
