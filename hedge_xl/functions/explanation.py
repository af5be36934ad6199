"""One function of the catalogue explained in words, for a cell or a terminal."""

from typing import Final

from hedge_xl.core.cells import shortened
from hedge_xl.core.errors import ChoiceError
from hedge_xl.core.language import Language, Text
from hedge_xl.functions.declare import Arg, Function, declared

_FORMULA: Final = Text("式", "Formula")
_UNIT: Final = Text("結果の単位", "Unit of the result")
_ARGUMENTS: Final = Text("引数", "Arguments")
_EXAMPLE: Final = Text("例", "Example")
_SOURCE: Final = Text("出典", "Source")
_OPTIONAL: Final = Text(" (省略可)", " (optional)")
_DEFAULT: Final = Text(" (省略可、既定値 {default})", " (optional, default {default})")


def named(name: str) -> Function | None:
    """The function of a name as people write it.

    >>> [named(words).name for words in ("beta", "=BETA", " Beta(returns, market)")]
    ['BETA', 'BETA', 'BETA']
    """
    plain = _plain(name)
    return next((function for function in declared() if function.name == plain), None)


def explained(name: str, language: Language) -> str:
    """The explanation of the function of that name; a ChoiceError naming the nearest ones when there is none."""
    found = named(name)
    if found is not None:
        return explanation(found, language)
    from difflib import get_close_matches  # loads slowly, and only a mistyped name needs it

    names = [function.name for function in declared()]
    near = ", ".join(get_close_matches(_plain(name), names)) or "HSTAR, HEDGE_UNITS, KPI_TABLE"
    short = shortened(name)
    raise ChoiceError(
        Text(f"「{short}」という関数はありません。例: {near}", f'there is no function "{short}"; try {near}'),
        "function_name",
    )


def explanation(function: Function, language: Language) -> str:
    """Usage, description, formula, unit, arguments, example and source, a line each.

    >>> from hedge_xl.functions.hedge import TREND_ADJUSTMENT
    >>> print(explained("trend_adjustment", "en"))
    TREND_ADJUSTMENT(spot, average, [adjustment=0.1])
    Trend adjustment of the hedge ratio: + when spot is below its average, - above, 0 on it.
    Formula: +a if S < average, −a if S > average, 0 if equal
    Unit of the result: fraction
    Arguments:
      spot: Spot rate, above 0 [e.g. JPY per USD]
      average: Its moving average (e.g. 200 days) [e.g. JPY per USD]
      adjustment: Size of the adjustment, 0 or above [fraction] (optional, default 0.1)
    Example: =TREND_ADJUSTMENT(145,150) → 0.1
    Source: A §6, §9
    """
    lines = [function.usage, function.description.of(language)]
    lines += [
        f"{label.of(language)}: {words}"
        for label, words in ((_FORMULA, function.formula), (_UNIT, function.unit.of(language)))
        if words
    ]
    if function.args:
        lines += [f"{_ARGUMENTS.of(language)}:", *(_argument(arg, language) for arg in function.args)]
    result = "" if function.result.spills else f" → {function.example.expected}"
    lines.append(f"{_EXAMPLE.of(language)}: {function.example_formula}{result}")
    return "\n".join([*lines, f"{_SOURCE.of(language)}: {function.source}"])


def _plain(name: str) -> str:
    return name.strip().lstrip("=").split("(")[0].strip().upper()


def _argument(arg: Arg, language: Language) -> str:
    note = Text("", "")
    if not arg.required:
        shown = arg.default if isinstance(arg.default, str) else f"{arg.default or 0:.12g}"
        note = _OPTIONAL if arg.default is None else _DEFAULT.format(default=shown)
    return f"  {arg.name}: {arg.description(language)}{note.of(language)}"
