"""What one worksheet function is, declared once: the wrapper's signature holds names and defaults, its
`Annotated` types hold each argument's kind, unit and words, and `@udf` holds the rest.

The decorator returns the callable that every host and every Python user calls: it converts the arguments,
calls the wrapper with clean values and shapes the result. Nothing else converts or shapes.
"""

import inspect
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, wraps
from typing import Annotated, Any, Final, TypeVar, get_args, get_origin

from hedge_xl.core.errors import HedgeError, MissingValueError
from hedge_xl.core.language import Language, Text
from hedge_xl.functions.results import Result
from hedge_xl.functions.settings import current_language

LONGEST_TEXT: Final = 255
"""Excel's function wizard cuts descriptions here."""

Converter = Callable[[Any, str], Any]
_R = TypeVar("_R")


@dataclass(frozen=True, slots=True)
class Kind:
    """How an argument is read: its name for the docs and the converter, which answers None for a blank."""

    name: str
    convert: Converter


@dataclass(frozen=True, slots=True)
class Doc:
    """What an `Annotated` alias says of an argument: everything but its name and default."""

    kind: Kind
    text: Text
    unit: Text


@dataclass(frozen=True, slots=True)
class Arg:
    """One argument of a function."""

    name: str
    kind: Kind
    text: Text
    unit: Text
    required: bool
    default: float | int | str | None

    def description(self, language: Language) -> str:
        """One line for a wizard: what it is and in which unit."""
        unit = self.unit.of(language)
        words = self.text.of(language)
        return f"{words} [{unit}]" if unit else words


@dataclass(frozen=True, slots=True)
class Example:
    """A call that runs, with the result it gives."""

    args: tuple[Any, ...]
    expected: Any
    tolerance: float = 1e-9


@dataclass(frozen=True, slots=True)
class Function:
    """One entry of the catalogue."""

    name: str
    args: tuple[Arg, ...]
    description: Text
    formula: str
    source: str
    unit: Text
    result: Result
    example: Example
    call: Callable[..., Any] = field(repr=False, compare=False)

    @property
    def usage(self) -> str:
        """``NAME(required, [optional=default])``."""
        return f"{self.name}({', '.join(map(_usage_of, self.args))})"

    @property
    def example_formula(self) -> str:
        """The worked example as a formula with literal values."""
        return f"={self.name}({','.join(map(_literal, self.example.args))})"


_catalogue: dict[str, Function] = {}


def declared() -> list[Function]:
    """The functions declared so far."""
    return list(_catalogue.values())


def udf(
    *, ja: str, en: str, formula: str, source: str, unit: Text, result: Result, example: Example
) -> Callable[[Callable[..., _R]], Callable[..., Any]]:
    """Declare a worksheet function: put it in the catalogue and convert, call and shape on every call."""

    def declare(wrapper: Callable[..., _R]) -> Callable[..., Any]:
        args = _declared_args(wrapper)
        call = _converting(wrapper, args, result)
        name = wrapper.__name__
        if name in _catalogue:
            raise ValueError(f"{name} is declared twice")
        _catalogue[name] = Function(name, args, Text(ja, en), formula, source, unit, result, example, call)
        return call

    return declare


def _declared_args(wrapper: Callable[..., Any]) -> tuple[Arg, ...]:
    """Read from the function itself: `inspect` would take longer than all the rest of the import."""
    names = wrapper.__code__.co_varnames[: wrapper.__code__.co_argcount]
    defaults = wrapper.__defaults__ or ()
    required = len(names) - len(defaults)
    args = []
    for place, name in enumerate(names):
        hint = wrapper.__annotations__.get(name)
        docs = (
            [extra for extra in get_args(hint)[1:] if isinstance(extra, Doc)] if get_origin(hint) is Annotated else []
        )
        if len(docs) != 1:
            raise TypeError(f"{wrapper.__name__}: {name} needs exactly one Doc")
        default = None if place < required else defaults[place - required]
        args.append(Arg(name, docs[0].kind, docs[0].text, docs[0].unit, place < required, default))
    return tuple(args)


@cache
def _signature(wrapper: Callable[..., Any]) -> inspect.Signature:
    return inspect.signature(wrapper)


def _converting(wrapper: Callable[..., Any], args: tuple[Arg, ...], result: Result) -> Callable[..., Any]:
    """The callable behind the Excel name."""
    plan = [(arg, arg.name, arg.kind.convert) for arg in args]
    count = len(plan)
    defaults: dict[str, Any] = {}

    @wraps(wrapper)
    def call(*given: Any, **named: Any) -> Any:
        if named or len(given) != count:
            bound = _signature(wrapper).bind(*given, **named)
            bound.apply_defaults()
            given = bound.args
        try:
            clean = []
            for raw, (arg, name, convert) in zip(given, plan, strict=True):
                value = convert(raw, name)
                clean.append(_default(arg, defaults) if value is None else value)
            return result.shape(wrapper(*clean))
        except HedgeError as error:
            error.function = wrapper.__name__
            error.language = current_language()
            raise

    return call


def _default(arg: Arg, known: dict[str, Any]) -> Any:
    """The default as the wrapper takes it: converted when it is first needed, not while Excel waits for the import."""
    if arg.required:
        raise _missing(arg.name)
    if arg.name not in known:
        known[arg.name] = None if arg.default is None else arg.kind.convert(arg.default, arg.name)
    return known[arg.name]


def _missing(argument: str) -> HedgeError:
    return MissingValueError(Text("空白です。値が必要です", "it is blank; a value is needed"), argument)


def _usage_of(arg: Arg) -> str:
    if arg.required:
        return arg.name
    return f"[{arg.name}]" if arg.default is None else f"[{arg.name}={_literal(arg.default)}]"


def _literal(value: Any) -> str:
    """A value as it is typed into a formula: an array constant with rows parted by semicolons."""
    if value is None:
        return ""
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, (list, tuple)):
        rows = [row if isinstance(row, (list, tuple)) else [row] for row in value]
        return "{" + ";".join(",".join(map(_literal, row)) for row in rows) + "}"
    return f"{value:.12g}"
