"""Calls of every function, laid out in a workbook: arguments in cells, the formula beside them, what it must give."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.worksheet import Worksheet

from hedge_xl import HedgeError
from hedge_xl.core.language import Language
from hedge_xl.functions import CATALOGUE, use_language
from hedge_xl.functions.boundary import date_serial, to_cells
from hedge_xl.functions.declare import Arg, Function
from hedge_xl.hosts.libreoffice import SERVICE

REFUSED, IN_A_RANGE, DIVISION, NOT_AVAILABLE, UNKNOWN = 502, 504, 532, 32767, 525
OMITTED = object()
DIV0 = "=1/0"
DATED = {"date", "dates", "time", "times with gaps"}
GAPPY = {"series with gaps"}


@dataclass(frozen=True)
class Case:
    """A call, and its result as rows of cells; one number stands for the error that Calc must show."""

    name: str
    what: str
    args: tuple[Any, ...]
    wanted: list[list[Any]] | int

    @property
    def label(self) -> str:
        return f"{self.name}: {self.what}"


def all_cases(language: Language) -> list[Case]:
    """The worked examples, and what becomes of each argument when it is bad."""
    return [case for function in CATALOGUE.values() for case in _cases(function, language)]


def _cases(function: Function, language: Language) -> Iterator[Case]:
    example = function.example.args
    rest = (OMITTED,) * (len(function.args) - len(example))
    whole = (*example, *rest)

    def case(what: str, args: tuple[Any, ...], error: int | None = None) -> Case:
        return Case(function.name, what, args, wanted(function, args, language) if error is None else error)

    yield case("example", example)
    if rest:
        yield case("example with the rest left empty", whole)
    given = list(zip(function.args, example, strict=False))
    if any(arg.kind.name in DATED for arg, _ in given):
        yield case("dates in cells", tuple(_as_date(arg, value) for arg, value in given))
    if any(_in_column(value) and arg.kind.name in GAPPY for arg, value in given):
        yield case("blanks", tuple(_with_blank(arg, value) for arg, value in given))
    for place, arg in enumerate(function.args):
        yield case(f"words for {arg.name}", (*whole[:place], "nonsense", *whole[place + 1 :]))
        yield case(f"nothing for {arg.name}", (*whole[:place], OMITTED, *whole[place + 1 :]))
        yield case(f"blanks for {arg.name}", (*whole[:place], [None, None], *whole[place + 1 :]))
        yield case(f"#DIV/0! for {arg.name}", (*whole[:place], DIV0, *whole[place + 1 :]), DIVISION)
        if _in_column(whole[place]):
            spoiled = [*whole[place][:-1], DIV0]
            yield case(f"#DIV/0! in {arg.name}", (*whole[:place], spoiled, *whole[place + 1 :]), IN_A_RANGE)


def wanted(function: Function, args: tuple[Any, ...], language: Language) -> list[list[Any]] | int:
    """What the functions themselves say in Python, a gap as #N/A."""
    with use_language(language):
        try:
            result = function.call(*(None if value is OMITTED else value for value in args))
        except HedgeError:
            return REFUSED
        return to_cells(result, ["error", NOT_AVAILABLE])


def workbook_of(cases: list[Case]) -> tuple[Workbook, list[tuple[str, str]]]:
    """A workbook with all cases one below the other, and where each result stands."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    places, row = [], 1
    for case in cases:
        width, height = _write(sheet, row, case)
        places.append((sheet.title, width))
        row += height + 1
    return book, places


def _write(sheet: Worksheet, row: int, case: Case) -> tuple[str, int]:
    """Arguments, then the formula; the range of the result, and how many rows all of it takes."""
    column, height, words = 1, 1, []
    for value in case.args:
        if value is OMITTED:
            words.append("")
            continue
        block = _block(value)
        for i, line in enumerate(block):
            for j, cell in enumerate(line):
                sheet.cell(row + i, column + j, cell)
        words.append(_range(row, column, block) if isinstance(value, (list, tuple)) else f"${_cell(row, column)}")
        column += len(block[0]) + 1
        height = max(height, len(block))
    formula = f"={SERVICE.upper()}.{case.name}({','.join(words)})"
    if isinstance(case.wanted, int) or not CATALOGUE[case.name].result.spills:
        sheet.cell(row, column, formula)
        return _cell(row, column), height
    place = _range(row, column, case.wanted)
    sheet.cell(row, column, ArrayFormula(place, formula))  # type: ignore[arg-type]  # openpyxl takes it
    return place, max(height, len(case.wanted))


def _block(value: Any) -> list[list[Any]]:
    rows = list(value) if isinstance(value, (list, tuple)) else [value]
    return [list(row) if isinstance(row, (list, tuple)) else [row] for row in rows]


def _cell(row: int, column: int) -> str:
    return f"{get_column_letter(column)}{row}"


def _range(row: int, column: int, block: list[list[Any]]) -> str:
    return f"{_cell(row, column)}:{_cell(row + len(block) - 1, column + len(block[0]) - 1)}"


def _in_column(value: Any) -> bool:
    return isinstance(value, (list, tuple)) and not isinstance(value[0], (list, tuple))


def _with_blank(arg: Arg, value: Any) -> Any:
    """A series of returns with a blank in the middle."""
    if arg.kind.name not in GAPPY or not _in_column(value):
        return value
    return [*value[:2], None, *value[2:]] if len(value) > 2 else value


def _as_date(arg: Arg, value: Any) -> Any:
    """A date as the number that a cell holds."""
    if arg.kind.name not in DATED or isinstance(value, float):
        return value
    if isinstance(value, (list, tuple)):
        return [_as_date(arg, cell) for cell in value]
    if isinstance(value, str) and value:
        return date_serial(datetime.fromisoformat(value))
    return date_serial(value) if isinstance(value, date) else value
