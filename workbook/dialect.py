"""From the notation of `workbook.spec` to the text of a formula in each edition.

``native`` writes every hedge_xl function as built-in Excel functions; the other editions call it by the name that
`workbook.hosts` gives it. A further edition is one more entry in ``CALLS``: no template changes.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import Final

from openpyxl.utils import get_column_letter, quote_sheetname

from hedge_xl.core.language import Language
from hedge_xl.functions import CATALOGUE
from workbook.hosts import call_name
from workbook.layout import table_cell
from workbook.spec import HOSTS, Book, Host, Table
from workbook.text import WORDS

# Excel stores functions newer than 2007 under this prefix.
_FUTURE: Final = ("MAXIFS", "MINIFS")
_NEW: Final = re.compile(rf"\b({'|'.join(_FUTURE)})\(")

# Each hedge_xl function that a template calls, as built-in functions of its arguments.
# The tolerance 1E-12 and the inner ROUND keep binary noise from deciding, as the Python functions do.
NATIVE: Final[Mapping[str, str]] = {
    "TREND_ADJUSTMENT": "{2}*SIGN(ROUND({1}-{0},9))",
    "HEDGE_POLICY": (
        "IF(AND(ISNUMBER({2}),ABS(MIN({5},MAX({4},{0}+{1}))-N({2}))<{3}-1E-12),"
        "MIN({5},MAX({4},N({2}))),MIN({5},MAX({4},{0}+{1})))"
    ),
    "HEDGE_UNITS": "ROUND(ROUND({0}*{1}/{2},9),0)*{2}",
    "HEDGE_DEVIATION": "ABS({0}-{1})/ABS({1})",
    "REBALANCE": "IF({1}=0,-{0},IF(ABS({0}-{1})/ABS({1})>{2}+1E-12,{1}-{0},0))",
    "SWAP_COST": "{0}*365/(10000*{1})",
    "HEDGE_COST": "({0}+{1}+{2}+{3})",
    "SLIPPAGE": 'IF(ISNUMBER(FIND("|"&UPPER({0})&"|",`buy_sides`)),{2}-{1},{1}-{2})',
    "HEDGED_RETURNS": "{0}+(1-{2})*{1}-{3}*{2}",
    "ANN_MEAN": "AVERAGE({0})*{1}",
    "ANN_VOL": "STDEV({0})*SQRT({1})",
    "SHARPE": "AVERAGE({0})*{1}/(STDEV({0})*SQRT({1}))",
    "HX_VERSION": "`version`",
    "HEDGE_RATIO": "({0}*{1}*{2}*{3}/({4}*{5}))",
    "HEDGE_SIDE": 'IF(({0}>0)=ISNUMBER(FIND("|"&UPPER({1})&"|",`buy_sides`)),"SELL","BUY")',
    "FX_LOTS": (
        'IF({3}="down",ROUNDDOWN(ROUND({0}*{1}/{2},9),0),IF({3}="up",ROUNDUP(ROUND({0}*{1}/{2},9),0),'
        "ROUND(ROUND({0}*{1}/{2},9),0)))*{2}"
    ),
    "FX_LOT_VALUE": "({0}*{2}/{1})",
    "VALUE_PER_POINT": "({0}*{1})",
    "INDEX_RISK": "({0}*{1}*{2})",
    "INDEX_LEVERAGE": "({0}/({1}*{2}))",
    "FX_LEVERAGE": "({0}*{1}/({2}*{3}))",
}

_QUOTED = r'"[^"]*"|`[^`]*`'
_CALL = re.compile(_QUOTED + r"|(?<![\w.])(?P<name>[A-Z][A-Z0-9_]*)(?=\()")
_MARK = re.compile(_QUOTED + r"|[(){},]")
_SIMPLE = re.compile(r"[\w.]+|\{\w+\}|\[[\w.]+\]|`@?\w+`")
_ONE_CELL = re.compile(r"\[\w+\]|\{\w+\}")  # a cell of the same row, or one with a name
_TOKEN = re.compile(
    r'"(?:[^"]|"")*"|\[#header\]|\[#(\w+)\.(\w+)\]|\[!(\w+)\.(\w+)\]|\[(\w+)\.(\w+)\]|\[(\w+)\]|\{(\w+)\}|`(@?\w+)`'
)
_SPECIAL = re.compile(r"(['\[\]#])")


def _native_call(name: str, arguments: list[str]) -> str:
    pattern = NATIVE.get(name)
    if pattern is None:
        return f"{name}({','.join(arguments)})"
    wrapped = [part if _SIMPLE.fullmatch(part) else f"({part})" for part in arguments]
    return pattern.format(*wrapped)


def _named_call(host: Host, name: str, arguments: list[str]) -> str:
    return f"{call_name(host, name)}({','.join(arguments)})"


def _calc_call(name: str, arguments: list[str]) -> str:
    """A call of the LibreOffice add-in, with each single cell looked at before it is handed over.

    Calc hands an add-in 0 for a blank cell. And a cell that it has not computed yet, as happens in a column whose rows
    build on each other, can make the call fail for good when that cell then turns out to be text.
    """
    if name in CATALOGUE:
        arguments = [f'IF({part}="","",{part})' if _ONE_CELL.fullmatch(part) else part for part in arguments]
    return _named_call("libreoffice", name, arguments)


def _call_for(host: Host) -> Callable[[str, list[str]], str]:
    if host == "native":
        return _native_call
    return _calc_call if host == "libreoffice" else partial(_named_call, host)


CALLS: Final[Mapping[Host, Callable[[str, list[str]], str]]] = {host: _call_for(host) for host in HOSTS}


def _rewrite_calls(formula: str, write: Callable[[str, list[str]], str]) -> str:
    """Pass every function call of a formula, innermost first, through ``write``."""
    out: list[str] = []
    at = 0
    while found := _CALL.search(formula, at):
        out.append(formula[at : found.start()])
        at = found.end()
        if found["name"]:
            arguments, at = _arguments(formula, at)
            out.append(write(found["name"], [_rewrite_calls(part, write) for part in arguments]))
        else:
            out.append(found[0])
    return "".join(out) + formula[at:]


def _arguments(formula: str, opening: int) -> tuple[list[str], int]:
    """The arguments of a call whose parenthesis opens at that place, and where the call ends."""
    parts: list[str] = []
    depth, start = 0, opening + 1
    for found in _MARK.finditer(formula, opening):
        char, at = found[0], found.start()
        if char in "({":
            depth += 1
        elif char in ")}":
            depth -= 1
            if depth == 0:
                last = formula[start:at]
                return ([*parts, last] if parts or last else []), at + 1
        elif char == "," and depth == 1:
            parts.append(formula[start:at])
            start = at + 1
    raise ValueError(f"a parenthesis is open in {formula!r}")


def column_reference(table: Table, key: str, language: Language) -> str:
    """``Table[header]``: the whole column."""
    return f"{table.name}[{_escape(table.column(key).header.of(language))}]"


def _escape(header: str) -> str:
    return _SPECIAL.sub(r"'\1", header)


def refers_to(formula: str, table: Table | None = None) -> Iterator[str]:
    """What a formula in that notation looks at: named cells by their keys, columns as ``table.column``."""
    for match in _TOKEN.finditer(formula):
        header, header_column, below, below_column, other, column, this, name, _ = match.groups()
        for key, part in ((header, header_column), (below, below_column), (other, column)):
            if key:
                yield f"{key}.{part}"
        if this and table is not None:
            yield f"{table.key}.{this}"
        if name:
            yield name


@cache
def _called(formula: str, host: Host) -> str:
    """The calls of a formula as the edition writes them: the same for every file of the edition."""
    return _rewrite_calls(formula, CALLS[host])


@dataclass(frozen=True, slots=True)
class Dialect:
    """How one edition in one language writes formulas."""

    book: Book
    host: Host
    language: Language

    def write(self, formula: str, table: Table | None = None) -> str:
        """Text of a formula as the file stores it, without the leading ``=``."""
        called = _called(formula, self.host)
        resolved = _TOKEN.sub(lambda match: self._resolve(match, table), called)
        return _NEW.sub(r"_xlfn.\1(", resolved)

    def _resolve(self, match: re.Match[str], table: Table | None) -> str:
        header, header_column, below, below_column, other, column, this, name, word = match.groups()
        if header:
            return self._header(self.book.table(header), header_column)
        if below:
            letter = get_column_letter(table_cell(self.book, below, 0, below_column)[1])
            return f"{quote_sheetname(self.book.sheet_of(below).title.of(self.language))}!${letter}:${letter}"
        if other:
            return column_reference(self.book.table(other), column, self.language)
        if this and table is not None:
            return f"{table.name}[[#This Row],[{_escape(table.column(this).header.of(self.language))}]]"
        if match.group() == "[#header]" and table is not None:
            return self._header(table, table.columns[0].key)
        if name:
            return name
        if word:
            key = f"{word[1:]}_{self.host}" if word.startswith("@") else word
            return '"' + WORDS[key].of(self.language).replace('"', '""') + '"'
        return match.group()

    def _header(self, table: Table, key: str) -> str:
        return f"{table.name}[[#Headers],[{_escape(table.column(key).header.of(self.language))}]]"
