"""What of the month's order is still to trade: one rule for the dashboard, the roll plan and `hedge-xl status`.

The instruction of Monthly is that of the month end. Fills after it carry it out; no date of today plays a part.
"""

from typing import Final

from hedge_xl import functions as hx
from hedge_xl.core.language import Language
from workbook.ledger.positions import total_between
from workbook.spec import Cell, Value
from workbook.text import WORDS
from workbook.twin import Scope, is_number, n

_NONE: Final = 'OR({now_instruction}="",LEFT({now_instruction},LEN(`ins_check`))=`ins_check`)'
_EVER: Final = float("inf")


def is_given(s: Scope) -> bool:
    """Whether the latest month has an instruction that can be followed."""
    told = s.cell("now_instruction")
    return told is not None and not str(told).startswith(s.word("ins_check"))


def left(s: Scope, held: float, current: float, target: float, order: float) -> float:
    """Units still to trade, of a hedge that was `current` at the month end and is `held` now.

    The band decides whether there is an order; one that is begun goes all the way to the target, but for less than
    the smallest unit.
    """
    if order == 0:
        return float(hx.REBALANCE(held, target, s.number("rebalance_band")))
    if held == current:
        return order
    rest = target - held
    return 0.0 if abs(rest) < s.number("min_unit") else rest


def _since(s: Scope) -> Value:
    return total_between(s, "signed", s.number("now_month") + 1, _EVER) if is_given(s) else None


def _held(s: Scope) -> Value:
    since = s.cell("dash_since")
    return None if since is None else s.number("now_current") + n(since)


def _to_trade(s: Scope) -> Value:
    if s.cell("dash_held") is None:
        return None
    current, target = s.number("now_current"), s.number("now_target")
    return left(s, s.number("dash_held"), current, target, s.number("dash_latest_trade"))


SINCE: Final = Cell(
    "dash_since",
    "formula",
    "+#,##0;-#,##0;0",
    formula=f'IF({_NONE},"",SUMIFS([log.signed],[log.time],">="&({{now_month}}+1)))',
    twin=_since,
    style="value",
    span=2,
)
HELD: Final = Cell(
    "dash_held",
    "formula",
    "#,##0",
    formula='IF({dash_since}="","",{now_current}+{dash_since})',
    twin=_held,
    style="value",
    span=2,
)
TO_TRADE: Final = Cell(
    "dash_trade",
    "formula",
    "+#,##0;-#,##0;0",
    formula=(
        'IF({dash_held}="","",IF({dash_latest_trade}=0,REBALANCE({dash_held},{now_target},{rebalance_band}),'
        "IF({dash_held}={now_current},{dash_latest_trade},"
        "IF(ABS({now_target}-{dash_held})<{min_unit},0,{now_target}-{dash_held}))))"
    ),
    twin=_to_trade,
    style="value",
    span=2,
)

_REST: Final = 'IF({dash_trade}>0,`ins_sell`,`ins_buy`)&" "&TEXT(ABS({dash_trade}),"#,##0")&" USD"'
STANDING: Final = (
    'IF({dash_trade}="",{now_instruction},IF({dash_trade}=0,'
    "IF({dash_latest_trade}=0,{now_instruction},`dash_done`&{now_instruction}),"
    f"IF(AND({{dash_held}}={{now_current}},{{dash_latest_trade}}<>0),{{now_instruction}},`dash_rest`&{_REST})))"
)
"""The month's instruction, and what has become of it."""


def standing(s: Scope) -> Value:
    """Twin of `STANDING`."""
    told, rest = s.cell("now_instruction"), s.cell("dash_trade")
    if told is None or not is_number(rest):
        return told
    begun = s.cell("dash_held") != s.cell("now_current")
    return standing_in_words(s.number("dash_latest_trade"), n(rest), s.model.language, begun=begun)


def standing_in_words(order: float, rest: float, language: Language, *, begun: bool) -> str:
    """An order of which the rest is still to trade; without an order, a trade that nobody asked for."""
    if rest == 0:
        done = WORDS["dash_done"].of(language) if order else ""
        return done + in_words(order, language)
    still = WORDS["dash_rest"].of(language) if begun or not order else ""
    return still + in_words(rest, language)


def in_words(units: float, language: Language) -> str:
    """What to trade."""
    if units == 0:
        return WORDS["ins_hold"].of(language)
    return f"{WORDS['ins_sell' if units > 0 else 'ins_buy'].of(language)} {hx.FX_LOTS(abs(units), 1, 1):,.0f} USD"
