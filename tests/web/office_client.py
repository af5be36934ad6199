"""What Excel sends and gets."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

from hedge_xl.functions import CATALOGUE
from hedge_xl.functions.boundary import date_serial, to_cells

ROOT = Path(__file__).parents[2]
VERSION = {"client": "Office.js", "version": "0.37.8", "runtime": "1.4"}
NOT_AVAILABLE = {"type": "Error", "errorType": "NotAvailable"}
DIV0 = {"type": "Error", "errorType": "Div0", "basicValue": "#DIV/0!", "basicType": "Error"}


def sent_cell(value: Any) -> Any:
    return date_serial(value) if isinstance(value, (date, datetime)) else value


def sent(value: Any) -> Any:
    """Every argument is a matrix; an omitted one is null."""
    if value is None:
        return None
    rows = value if isinstance(value, (list, tuple)) else [[value]]
    return [[*map(sent_cell, row)] if isinstance(row, (list, tuple)) else [sent_cell(row)] for row in rows]


def example(name: str) -> list[Any]:
    """The arguments of a function's example."""
    function = CATALOGUE[name]
    given = [sent(value) for value in function.example.args]
    return [*given, *([None] * (len(function.args) - len(given)))]


def expected(name: str) -> list[list[Any]]:
    """What the cells of the example hold."""
    rows = to_cells(CATALOGUE[name].call(*CATALOGUE[name].example.args))
    return [[NOT_AVAILABLE if cell == "#N/A" else cell for cell in row] for row in rows]
