"""Delta and gamma of Garman and Kohlhagen in built-in functions, and what their twins need."""

import math
from typing import Final

from workbook.spec import Value
from workbook.twin import Scope

DAYS_A_YEAR: Final = 365


def kind_of(s: Scope, word: Value) -> str:
    """The kind as the catalogue's functions take it."""
    return "call" if word == s.word("leg_call") else "put"


def d1(spot: float, strike: float, years: float, vol: float, drift: float) -> float:
    """What both Greeks need."""
    deviation = vol * math.sqrt(years)
    return (math.log(spot / strike) + drift * years) / deviation + deviation / 2


def d1_formula(strike: str, days: str, vol: str) -> str:
    """d1 of Garman and Kohlhagen."""
    years = f"({days}/{DAYS_A_YEAR})"
    return f"(LN({{opt_spot}}/{strike})+({{r_domestic}}-{{r_foreign}})*{years})/({vol}*SQRT{years})+{vol}*SQRT{years}/2"


def delta_formula(kind: str, days: str, d1_cell: str) -> str:
    """Spot delta of a call or a put."""
    discount = f"EXP(-{{r_foreign}}*{days}/{DAYS_A_YEAR})"
    return f"{discount}*IF(EXACT({kind},`leg_call`),NORMSDIST({d1_cell}),-NORMSDIST(-{d1_cell}))"


def gamma_formula(days: str, vol: str, d1_cell: str) -> str:
    """Gamma, the same for both."""
    years = f"({days}/{DAYS_A_YEAR})"
    density = f"EXP(-({d1_cell}^2)/2)/SQRT(2*PI())"
    return f"EXP(-{{r_foreign}}*{years})*{density}/({{opt_spot}}*{vol}*SQRT{years})"


def udf(name: str, kind: str, strike: str, days: str, vol: str) -> str:
    """The catalogue's own function of an option."""
    word = f'IF(EXACT({kind},`leg_call`),"call","put")'
    return f"{name}({word},{{opt_spot}},{strike},{days}/{DAYS_A_YEAR},{vol},{{r_domestic}},{{r_foreign}})"
