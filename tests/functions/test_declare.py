"""The decorator converts, translates hedge errors only, and lets bugs be seen as bugs."""

import math
from typing import Annotated

import numpy as np
import pytest

from hedge_xl.core.language import Text, same
from hedge_xl.functions import declare
from hedge_xl.functions.declare import Doc, Example, udf
from hedge_xl.functions.kinds import NUMBER
from hedge_xl.functions.results import COLUMN, COLUMN_WITH_GAPS, SCALAR, TABLE, BrokenResultError

Number = Annotated[float, Doc(NUMBER, Text("数", "number"), same(""))]


@pytest.fixture
def declared(monkeypatch):
    """Declares functions without leaving them in the catalogue."""
    monkeypatch.setattr(declare, "_catalogue", {})

    def make(wrapper, result=SCALAR):
        return udf(ja="試験", en="test", formula="", source="", unit=same(""), result=result, example=Example((1,), 1))(
            wrapper
        )

    return make


def test_a_bug_stays_a_bug(declared):
    def broken(x: Number) -> float:
        raise ZeroDivisionError("bug")

    with pytest.raises(ZeroDivisionError, match="bug"):
        declared(broken)(1)


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, np.float64("nan")])
@pytest.mark.parametrize(
    ("result", "wrap"),
    [(SCALAR, float), (COLUMN, lambda v: np.array([v])), (TABLE, lambda v: [[v]])],
    ids=["scalar", "column", "table"],
)
def test_nan_and_inf_never_reach_a_cell(declared, value, result, wrap):
    def leaks(x: Number) -> object:
        return wrap(value)

    with pytest.raises(BrokenResultError):
        declared(leaks, result)(1)


def test_gaps_are_none_and_inf_is_still_a_bug(declared):
    def gaps(x: Number) -> object:
        return np.array([math.nan, x])

    assert declared(gaps, COLUMN_WITH_GAPS)(1) == [[None], [1.0]]
    with pytest.raises(BrokenResultError):
        COLUMN_WITH_GAPS.shape(np.array([math.inf]))


def test_declaring_twice_or_without_words_is_refused(declared):
    def twice(x: Number) -> float:
        return x

    def wordless(x: float) -> float:
        return x

    declared(twice)
    with pytest.raises(ValueError, match="twice"):
        declared(twice)
    with pytest.raises(TypeError, match="exactly one Doc"):
        declared(wordless)


def test_bare_numpy_results_become_python(declared):
    def bare(x: Number) -> object:
        return np.float64(x)

    assert type(declared(bare)(1)) is float
