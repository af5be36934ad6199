"""What a backtest is run with. The defaults and their limits are those of the ledger's Policy sheet."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Final, Literal

from hedge_xl import functions as hx
from hedge_xl.core.backtest import Rules
from hedge_xl.core.covariance import Shrinkage
from hedge_xl.core.errors import ChoiceError, DomainError
from hedge_xl.core.language import Text
from workbook.finding import filled
from workbook.given import parse_signed
from workbook.ledger import policy
from workbook.rules import accepted
from workbook.spec import Cell, Item, Value
from workbook.text import WORDS
from workbook.twin import is_number, n

_FLOOR_ABOVE_CAP: Final = Text(
    "{floor:g} が --cap の {cap:g} を超えています。", "{floor:g} is above --cap, which is {cap:g}."
)
_SHRINKAGE: Final = Text(
    "{given!r} は使えません。none、ledoit-wolf、または 0〜1 の数値にしてください。",
    "{given!r} cannot be used; give none, ledoit-wolf or a number from 0 to 1.",
)
_REFUSED: Final = Text("{given} は使えません({rule})。", "{given} cannot be used ({rule}).")

# option of the command line -> cell of the Policy sheet
OPTIONS: Final[Mapping[str, str]] = {
    "--window": "window",
    "--shrinkage": "shrinkage",
    "--threshold": "policy_threshold",
    "--structural": "structural_h",
    "--floor": "h_floor",
    "--cap": "h_cap",
    "--trend-step": "trend_step",
    "--rate-differential": "rate_differential",
    "--basis": "basis",
    "--spread": "spread_cost",
    "--slippage": "slippage_cost",
    "--quoted-spread": "quoted_spread",
}
_ROWS: Final[Mapping[str, tuple[Item, ...]]] = {
    item.key: row
    for block in (policy.HEDGE, policy.COST, policy.CONVENTIONS)
    for row in block.rows
    for item in row
    if isinstance(item, Cell)
}


@dataclass(frozen=True, slots=True)
class Settings:
    """The parameters, each named as its cell on the Policy sheet."""

    window: int
    shrinkage: Shrinkage
    policy_threshold: float
    structural_h: float
    h_floor: float
    h_cap: float
    trend_step: float
    rate_differential: float
    basis: float
    spread_cost: float
    slippage_cost: float
    quoted_spread: float

    @property
    def annual_cost(self) -> float:
        """C of the article: what the hedge costs a year."""
        return float(hx.HEDGE_COST(self.rate_differential, self.basis, self.spread_cost, self.slippage_cost))

    @property
    def rules(self) -> Rules:
        """The same as the core takes them."""
        return Rules(self.structural_h, self.trend_step, self.h_floor, self.h_cap)

    def values(self) -> dict[str, float | int | str]:
        """Every parameter by its key."""
        return asdict(self)


def settings_of(given: Mapping[str, Value]) -> Settings:
    """Settings from values of the Policy sheet's cells; a cell that is not given keeps its default."""
    values = {key: given.get(key, _default(key)) for key in OPTIONS.values()}
    for option, key in OPTIONS.items():
        _check(key, values[key], option)
    number = {key: n(value) for key, value in values.items() if key not in ("window", "shrinkage")}
    if number["h_floor"] > number["h_cap"]:
        raise DomainError(filled(_FLOOR_ABOVE_CAP, floor=number["h_floor"], cap=number["h_cap"]), "--floor")
    return Settings(window=int(n(values["window"])), shrinkage=_shrinkage(values["shrinkage"]), **number)


def chosen_settings(options: Mapping[str, str | None], known: Mapping[str, Value] | None = None) -> Settings:
    """Settings as typed after the options of the command line; what is not typed is `known`, or the default."""
    typed = {OPTIONS[option]: _typed(option, given) for option, given in options.items() if given is not None}
    return settings_of({**(known or {}), **typed})


def with_cost(settings: Settings, annual_cost: float) -> Settings:
    """The same with another annual total, all of it counted as rate differential."""
    return replace(settings, rate_differential=annual_cost, basis=0.0, spread_cost=0.0, slippage_cost=0.0)


def label_of(key: str) -> Text:
    """What the Policy sheet calls a parameter."""
    return _words(key, 0)


def unit_of(key: str) -> Text:
    """The unit that the Policy sheet gives."""
    return _words(key, 2)


def source_of(key: str) -> str:
    """The sections of the articles that the Policy sheet names."""
    return _words(key, 4).en


def cell_of(key: str) -> Cell:
    """The parameter's cell."""
    return next(item for item in _ROWS[key] if isinstance(item, Cell))


def shown_parameter(key: str, value: float | str) -> str:
    """A parameter as its cell shows it: a rate in per cent."""
    form = cell_of(key).format
    if isinstance(value, str):
        return value
    return f"{value:.{len(form.rstrip('%').partition('.')[2])}%}" if form.endswith("%") else f"{value:g}"


def checked(key: str, value: Value, option: str) -> float:
    """A number that the parameter's cell would accept."""
    _check(key, value, option)
    return n(value)


def _words(key: str, place: int) -> Text:
    item = _ROWS[key][place]
    assert isinstance(item, Text)
    return item


def _default(key: str) -> Value:
    cell = cell_of(key)
    return WORDS[cell.default_word].en if cell.default_word else cell.default


def default_of(key: str) -> float:
    """The number that a new ledger's cell holds."""
    return n(_default(key))


def typed_number(given: str, option: str) -> float:
    """A number as typed, 5% for 0.05 too."""
    bare = given.strip()
    if bare.endswith(("%", "\uff05")):
        return parse_signed(bare[:-1], option) / 100
    return parse_signed(given, option)


def _typed(option: str, given: str) -> Value:
    """What was typed: a number but for the words of shrinkage."""
    words = given.strip().lower()
    if OPTIONS[option] == "shrinkage":
        if words in (WORDS["shrink_none"].en, WORDS["shrink_lw"].en):
            return words
        try:
            return typed_number(given, option)
        except ValueError as error:
            raise ChoiceError(_SHRINKAGE.format(given=given), option) from error
    return typed_number(given, option)


def _check(key: str, value: Value, option: str) -> None:
    rule = cell_of(key).validation
    assert rule is not None
    if not accepted(rule, value, "en"):
        shown = f"{n(value):g}" if is_number(value) else repr(value)
        raise DomainError(filled(_REFUSED, given=shown, rule=rule.message), option)


def _shrinkage(value: Value) -> Shrinkage:
    fixed: dict[Value, Literal["none", "ledoit-wolf"]] = {"none": "none", "ledoit-wolf": "ledoit-wolf"}
    return fixed[value] if value in fixed else n(value)
