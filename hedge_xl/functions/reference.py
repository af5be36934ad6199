"""A function's entry on its reference page, and the tables that list functions, as Markdown made from the catalogue."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType
from typing import Final

from hedge_xl.core.language import Language, Text
from hedge_xl.functions.boundary import NOT_AVAILABLE
from hedge_xl.functions.declare import Arg, Function
from hedge_xl.functions.results import TABLE, Block, Cell
from hedge_xl.functions.settings import use_language

_LIST: Final = Text("関数|内容", "Function|What it gives")
_ARGUMENTS: Final = Text("引数|内容|単位|既定値", "Argument|What it is|Unit|Default")
_REQUIRED: Final = Text("必須", "required")
_OPTIONAL: Final = Text("省略可", "optional")
_FORMULA: Final = Text("計算式: `{words}`", "Formula: `{words}`")
_RESULT: Final = Text("結果: {words}", "Result: {words}")
_UNIT: Final = Text("{shape}。単位: {unit}", "{shape}; unit: {unit}")
_SOURCE: Final = Text("出典: {words}", "Source: {words}")
_EXAMPLE: Final = Text("例", "Example")
_SHAPES: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "scalar": Text("1つのセル", "one cell"),
        "column": Text("1列", "a column"),
        "column with gaps": Text("1列。値のない行は #N/A", "a column, with #N/A in rows without a value"),
        "scalar, or column with gaps": Text(
            "1つのセル、または1列。値のない行は #N/A", "one cell, or a column with #N/A in rows without a value"
        ),
        "row": Text("1行", "a row"),
        "matrix": Text("見出しのない表", "a block without headings"),
        "table": Text("見出しのある表", "a table with headings"),
    }
)

_UP_TO_A_STOP: Final = Text("(.+?)(?:。|: )", r"((?:\w+: )?.+?)(?:(?<!e\.g)[.]|[;:])(?: |$)")

_DIGITS: Final = 10
"""As many as a wide cell of the format General shows."""


def list_of(functions: Sequence[Function], language: Language, file: str = "") -> str:
    """A table of functions: the name, linked to the entry in a file, and how the description begins."""
    rows = [[link(each, file), _escape(_brief(each.description.of(language), language))] for each in functions]
    return _table(_LIST.of(language).split("|"), rows)


def link(function: Function, file: str) -> str:
    """The name, linked to the heading of the function's entry in a file."""
    return f"[`{function.name}`]({file}#{function.name.lower()})"


def entry(function: Function, language: Language) -> str:
    """Everything that the catalogue knows of a function, with its example computed anew."""
    parts = [
        f"### {function.name}",
        _escape(function.description.of(language)),
        f"```text\n{function.usage}\n```",
        _facts(function, language),
        _arguments(function.args, language) if function.args else "",
        _example(function, language),
    ]
    return "\n\n".join(part for part in parts if part)


def _facts(function: Function, language: Language) -> str:
    """What is computed, what comes back, and where the articles speak of it."""
    unit, shape = function.unit.of(language), _SHAPES[function.result.name].of(language)
    facts = [(_RESULT, _UNIT.of(language).format(shape=shape, unit=unit) if unit else shape)]
    if function.formula:
        facts.insert(0, (_FORMULA, function.formula))
    if "§" in function.source:
        facts.append((_SOURCE, function.source))
    return "\n".join(f"- {label.of(language).format(words=words)}" for label, words in facts)


def _arguments(arguments: Sequence[Arg], language: Language) -> str:
    rows = [
        [f"`{arg.name}`", _escape(arg.text.of(language)), _escape(arg.unit.of(language)), _default(arg, language)]
        for arg in arguments
    ]
    return _table(_ARGUMENTS.of(language).split("|"), rows)


def _default(arg: Arg, language: Language) -> str:
    if arg.required:
        return _REQUIRED.of(language)
    if arg.default is None:
        return _OPTIONAL.of(language)
    return f'`"{arg.default}"`' if isinstance(arg.default, str) else f"`{_shown(arg.default)}`"


def _example(function: Function, language: Language) -> str:
    """The example's formula, and what it gives in the language of the page."""
    with use_language(language):
        result = function.call(*function.example.args)
    title, formula = f"{_EXAMPLE.of(language)}:", function.example_formula
    if function.result is TABLE:
        header, *rows = [[_escape(_shown(cell)) for cell in row] for row in result]
        return f"{title}\n\n```text\n{formula}\n```\n\n{_table(header, rows)}"
    lines = _aligned(result) if isinstance(result, list) else _shown(result).splitlines()
    return f"{title}\n\n```text\n{formula}\n→ " + "\n  ".join(lines) + "\n```"


def _aligned(block: Block) -> list[str]:
    cells = [[_shown(cell) for cell in row] for row in block]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return ["  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)) for row in cells]


def _shown(cell: Cell) -> str:
    """A value as a cell shows it.

    >>> [_shown(cell) for cell in (16 / 13, 5e-05, 12_500_000.0, True, None, "SELL", date(2026, 3, 5))]
    ['1.230769231', '0.00005', '12500000', 'TRUE', '#N/A', 'SELL', '2026-03-05']
    """
    if cell is None:
        return NOT_AVAILABLE
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "minutes")
    if isinstance(cell, (str, date)):
        return str(cell)
    digits = f"{cell:.{_DIGITS}g}"
    return f"{float(digits):.20f}".rstrip("0").rstrip(".") if "e-" in digits else digits


def _brief(words: str, language: Language) -> str:
    """What comes before the first stop that is not the one of an abbreviation.

    >>> _brief("A table: up to 0.5, e.g. 0.2; more. Much more.", "en"), _brief("短く。長く。", "ja")
    ('A table', '短く')
    """
    found = re.match(_UP_TO_A_STOP.of(language), words)
    return found[1] if found else words


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = (header, ["---"] * len(header), *rows)
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _escape(words: str) -> str:
    """A bar or a line break would end the cell, and the star of h* could begin emphasis."""
    return words.replace("|", "\\|").replace("*", "\\*").replace("\n", "<br>")
