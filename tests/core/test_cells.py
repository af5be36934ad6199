"""What a single cell is, in the writing of every host."""

from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

from hedge_xl.core.cells import Refused, Words, read_cell
from hedge_xl.core.errors import MissingValueError, NotANumberError


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (1.5, 1.5),
        (3, 3.0),
        (np.float32(0.5), 0.5),
        (np.int64(7), 7.0),
        (Decimal("1.25"), 1.25),
        (Fraction(1, 4), 0.25),
        (1e15, 1e15),
        (-2146826246.5, -2146826246.5),
        (-2146826247, -2146826247.0),
        ({"type": "FormattedNumber", "basicValue": 0.0125, "numberFormat": "0.00%"}, 0.0125),
        ({"type": "Double", "basicValue": 2.0}, 2.0),
    ],
)
def test_numbers(cell, value):
    reading = read_cell(cell)
    assert type(reading) is float
    assert reading == value


@pytest.mark.parametrize(
    "cell", [None, "", "  ", "\u3000", "\u00a0", "\ufeff", float("nan"), np.nan, pd.NA, pd.NaT, {"type": "Empty"}]
)
def test_blanks(cell):
    assert read_cell(cell) is None


@pytest.mark.parametrize(
    "cell", ["r_SPX", "n/a", "-", "未定", "S&P500", "月次リターン", "nan", "USDJPY", "200日移動平均", "10Y", "M1"]
)
def test_words(cell):
    assert read_cell(cell) == Words(cell)


@pytest.mark.parametrize(
    "cell",
    [
        "1,234", "１２３", "-0.5", "−0.5", "－０．５", "1e-3", "+3", "5%", "５%", "¥150", "150円", "$75,000",
        "75,000ドル", "(1,234)", "▲5", "△1,000", "1 234", "1_000", "inf", "-Infinity", "∞", "2026-01-31", "2026/1",
        "1月", "2026年1月31日", "12:30", "10万", "USD 100", "100 USD", "3.2倍", "5bp", "½",
    ],
)  # fmt: skip
def test_text_that_looks_like_a_number_is_refused(cell):
    reading = read_cell(cell)
    assert isinstance(reading, Refused)
    assert reading.error is NotANumberError
    assert cell in reading.what.en


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("#N/A", "#N/A"),
        ("#VALUE!", "#VALUE!"),
        ("#REF!", "#REF!"),
        ("#DIV/0!", "#DIV/0!"),
        ("#NUM!", "#NUM!"),
        ("#NAME?", "#NAME?"),
        ("#NULL!", "#NULL!"),
        ("#SPILL!", "#SPILL!"),
        ("#GETTING_DATA", "#GETTING_DATA"),
        ("＃N/A", "#N/A"),
        ("Err:502", "Err:502"),
        (-2146826288, "#NULL!"),
        (-2146826281, "#DIV/0!"),
        (-2146826273, "#VALUE!"),
        (-2146826265, "#REF!"),
        (-2146826259, "#NAME?"),
        (-2146826252, "#NUM!"),
        (-2146826246, "#N/A"),
        (-2146826245, "#GETTING_DATA"),
        (-2146826246.0, "#N/A"),
        (np.float64(-2146826281), "#DIV/0!"),
        (Decimal(-2146826246), "#N/A"),
        ({"type": "Double", "basicValue": -2146826246.0}, "#N/A"),
        ({"type": "Error", "basicValue": "#DIV/0!", "errorType": "Div0"}, "#DIV/0!"),
        ({"type": "Error", "errorType": "NotAvailable"}, "NotAvailable"),
        ("#HEDGE! HSTAR window: 空白です", "#HEDGE! HSTAR window"),
    ],
)
def test_errors_are_named(cell, name):
    reading = read_cell(cell)
    assert isinstance(reading, Refused)
    assert reading.error is MissingValueError
    assert name in reading.what.en
    assert name in reading.what.ja


@pytest.mark.parametrize(
    "cell",
    [
        True, False, np.True_, date(2026, 1, 31), datetime(2026, 1, 31), time(9), pd.Timestamp("2026-01-31"),
        np.datetime64("2026-01-31"), float("inf"), -float("inf"), 1e16, 10**400, Decimal("1e500"), Decimal("sNaN"),
        1 + 2j, b"1", object(), {"type": "Entity", "text": "x"}, {"type": "FormattedNumber", "basicValue": True},
    ],
)  # fmt: skip
def test_what_is_no_number_is_refused(cell):
    reading = read_cell(cell)
    assert isinstance(reading, Refused)
    assert reading.error is NotANumberError


@pytest.mark.parametrize(
    "cell",
    [
        "9" * 100_000,
        "#" + "A" * 100_000 + "!",
        "#HEDGE! " + "x" * 100_000,
        {"type": "Error", "basicValue": "x" * 100_000},
    ],
    ids=["number", "error", "message", "entity"],
)
def test_a_long_text_is_named_by_its_beginning(cell):
    reading = read_cell(cell)
    assert isinstance(reading, Refused)
    assert len(reading.what.en) < 70
    assert "…" in reading.what.ja
