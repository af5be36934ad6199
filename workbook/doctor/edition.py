"""What ails a file as the edition that it is: the program it is used in, formulas of other editions, missing parts."""

import re
from collections.abc import Iterator
from typing import Final

from openpyxl.utils import get_column_letter

from hedge_xl.core.language import Text
from workbook.cells import XlsxSheet
from workbook.digest import JOURNAL
from workbook.doctor.ailment import Ailment
from workbook.editions.conf_sheet import MADE_WITH, conf_values
from workbook.editions.lite_code import has_functions
from workbook.editions.macros import has_macros, xlwings_version
from workbook.finding import filled
from workbook.hosts import SERVICE
from workbook.read import Opened
from workbook.rehost.calls import Callers
from workbook.spec import Host
from workbook.user_values import LIBREOFFICE

_REMNANT: Final = Text(
    "別の版の書き方が式に残っています({found}){more}。{host}版の書き方に直してください。{advice}",
    "a formula is written for another edition ({found}){more}; write it as the {host} edition does.{advice}",
)
_RESPELL: Final = Text(
    "`hedge-xl rehost {file} --to {host}` で直せるものは直ります。",
    " `hedge-xl rehost {file} --to {host}` puts right what can be.",
)
_NO_FUNCTIONS: Final = Text(
    "native版にhedge_xlの関数はありません。", " The native edition has no functions of hedge_xl."
)
_EDITION: Final = Text(
    "このブックは{host}版なので、{program}では #NAME? になります。"
    "`hedge-xl rehost {file} --to {wanted}` で作り替えてください。",
    "this is the {host} edition, which shows #NAME? in {program}; run `hedge-xl rehost {file} --to {wanted}`.",
)
_NO_MACROS: Final = Text(
    "excel版なのにxlwingsのマクロがなく、関数は動きません。`hedge-xl rehost {file} --to excel` で入れ直してください。",
    "the excel edition without xlwings' macros: no function works. `hedge-xl rehost {file} --to excel` puts them in.",
)
_XLWINGS: Final = Text(
    "マクロはxlwings {made}のもので、このPCのxlwingsは{here}です。"
    "`python -m pip install xlwings=={made}` でそろえるか、"
    "関数を取り込む前なら `hedge-xl rehost {file} --to excel` で新しくしてください。",
    "the macros are from xlwings {made} and this computer has {here}: `python -m pip install xlwings=={made}`, "
    "or, before the functions are imported, `hedge-xl rehost {file} --to excel`.",
)
_NO_CODE: Final = Text(
    "xlwings Lite の関数が入っていません。Liteで使うなら `hedge-xl lite inject {file}` で入れてください"
    "(Serverなら不要)。",
    "carries no functions for xlwings Lite; to use it there: `hedge-xl lite inject {file}` (Server has its own).",
)
_MORE: Final = Text("(ほか{count}個)", " ({count} more)")
_PROGRAMS: Final[dict[Host, Text]] = {
    "native": Text("hedge_xlの関数がないところ", "a program without hedge_xl's functions"),
    "excel": Text("Windows版Excel(xlwings)", "Excel for Windows with xlwings"),
    "officejs": Text("xlwings Lite・Server", "xlwings Lite or Server"),
    "libreoffice": Text("LibreOffice", "LibreOffice"),
}
_OTHERS: Final[tuple[tuple[Host | None, re.Pattern[str]], ...]] = (
    ("officejs", re.compile(r"_xldudf_\w+", re.I)),
    ("libreoffice", re.compile(rf"\b{re.escape(SERVICE.rpartition('.')[0])}\.[\w.]+", re.I)),
    (None, re.compile(r"\[\d+\]![A-Z][A-Z0-9_.]*(?=\()", re.I)),  # of another file
    (None, re.compile(r"\b_xlfn_\w+", re.I)),
)
_CALL: Final = re.compile(r"[\w.]+(?=\()")


def edition(opened: Opened, program: str, host: Host | None) -> Iterator[Ailment]:
    """Everything of that kind. ``program`` saved the file; ``host`` is where it is to be used, if that was said."""
    yield from _wrong_edition(opened, program, host)
    callers = Callers.of(opened, opened.host)
    for sheet in opened.file.sheets:
        yield from _remnants(opened, sheet, callers)
    yield from _missing(opened)


def _wrong_edition(opened: Opened, program: str, host: Host | None) -> Iterator[Ailment]:
    """An edition whose functions the program does not have; the native one runs anywhere."""
    where, wanted = None, host or "native"
    if host is not None:
        where = _PROGRAMS[host] if opened.host not in ("native", host) else None
    elif program.startswith(LIBREOFFICE) and opened.host not in ("native", "libreoffice") and not _just_made(opened):
        where = Text(program, program)
    if where is not None:
        text = filled(_EDITION, host=opened.host, program=where, file=opened.package.file, wanted=wanted)
        yield Ailment("wrong-edition", "error", "", text)


def _just_made(opened: Opened) -> bool:
    """Whether the last thing done to it made it this edition: the program that saved it before says nothing then."""
    rows = opened.inputs.tables.get(JOURNAL, [])
    done = [row.get("command") for row in rows if row.get("command")]
    return bool(done) and done[-1] == "rehost"


def _remnants(opened: Opened, sheet: XlsxSheet, callers: Callers) -> Iterator[Ailment]:
    known: dict[str, str] = {}
    for formula in sheet.cells.formulas:
        word = _foreign(opened, formula, callers)
        if word is not None:
            known[formula] = word
    if not known:
        return
    found = {place: known[cell.formula] for place, cell in sheet.cells.items() if cell.formula in known}
    place = min(found)
    native = opened.host == "native"
    advice = _NO_FUNCTIONS if native else filled(_RESPELL, file=opened.package.file, host=opened.host)
    more = _MORE.format(count=len(found) - 1) if len(found) > 1 else Text("", "")
    text = filled(_REMNANT, more=more, found=found[place], host=opened.host, advice=advice)
    yield Ailment("foreign-function", "error", f"{sheet.name}!{get_column_letter(place[1])}{place[0]}", text)


def _foreign(opened: Opened, formula: str, callers: Callers) -> str | None:
    """The word by which a formula is one of another edition."""
    for host, pattern in _OTHERS:
        found = pattern.search(formula) if host != opened.host else None
        if found:
            return found[0]
    new, stuck = callers.respelled(formula)
    if not stuck and new.casefold() == formula.casefold():
        return None
    return next((word for word in _CALL.findall(formula) if callers.ours(word)), formula[:20])


def _missing(opened: Opened) -> Iterator[Ailment]:
    """What the edition works with."""
    file = opened.package.file
    if opened.host == "excel" and not has_macros(opened.package):
        yield Ailment("no-macros", "error", "", _NO_MACROS.format(file=file))
    if opened.host == "excel":
        made, here = conf_values(opened.file).get(MADE_WITH), xlwings_version()
        if made and here and made != here:
            yield Ailment("xlwings-version", "warning", "", _XLWINGS.format(made=made, here=here, file=file))
    if opened.host == "officejs" and not has_functions(opened.package):
        yield Ailment("no-code", "info", "", _NO_CODE.format(file=file))
