"""A long table is written by other code than a short one; nobody can tell from the file."""

from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet
from package_checks import consistent
from scenarios import MODIFIED, demo

from hedge_xl.core.language import LANGUAGES, Language
from workbook import build as building
from workbook.ledger import LEDGER
from workbook.package import Package
from workbook.read import open_package
from workbook.validate import findings_of

MOST = 20


@pytest.fixture(scope="module", params=[(language, protect) for language in LANGUAGES for protect in (False, True)])
def both(request: pytest.FixtureRequest) -> tuple[bytes, bytes]:
    """The same ledger, every table written at once, and its longer tables row by row as they grow."""
    language: Language
    language, protect = request.param
    inputs = demo(language)
    assert sum(len(rows) > MOST for rows in inputs.tables.values()) >= 3
    with pytest.MonkeyPatch.context() as patch:
        made = []
        for most in (10**6, MOST):
            patch.setattr(building, "MOST_ROWS", most)
            made.append(building.build(LEDGER, inputs, language, modified=MODIFIED, protect=protect))
    return made[0], made[1]


def style(cell: Cell) -> str:
    """How a cell looks, by what its style consists of: two files number their styles as they come."""
    known: dict[int, str] = cell.parent.parent.__dict__.setdefault("styles_seen", {})
    if cell.style_id not in known:
        parts = (cell.number_format, cell.font, cell.fill, cell.border, cell.protection, cell.alignment)
        known[cell.style_id] = "".join(map(repr, parts))
    return known[cell.style_id]


def rounded(value: object) -> object:
    """A number but for its last digits: long columns are added up in another order."""
    return f"{value:.12g}" if isinstance(value, float) else value


def looks(sheet: Worksheet) -> dict[str, object]:
    """Everything that a spreadsheet shows of a sheet."""
    return {
        "cells": {
            cell.coordinate: (rounded(cell.value), style(cell))
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None or cell.has_style
        },
        "tables": dict(sheet.tables.items()),
        "validations": sorted((str(item.sqref), item.formula1 or "") for item in sheet.data_validations.dataValidation),
        "formats": sorted(str(item.sqref) for item in sheet.conditional_formatting),
        "print": (sheet.print_area, sheet.print_title_rows, sheet.dimensions),
        "heights": {number: row.height for number, row in sheet.row_dimensions.items() if row.height},
    }


def same(one: object, other: object) -> bool:
    """Apart, so that a failure does not print two whole sheets."""
    return one == other


def test_long_tables_look_as_short_ones_do(both: tuple[bytes, bytes]) -> None:
    for values in (False, True):
        plain, grown = (load_workbook(BytesIO(data), data_only=values) for data in both)
        assert plain.sheetnames == grown.sheetnames
        for one, other in zip(plain, grown, strict=True):
            before, after = looks(one), looks(other)
            assert before.keys() == after.keys()
            for key, value in before.items():
                assert same(value, after[key]), (one.title, key)


def test_a_ledger_with_long_tables_is_sound(both: tuple[bytes, bytes]) -> None:
    opened = open_package(Package(both[1], "long.xlsx"))
    assert not list(findings_of(opened))
    consistent(Package(both[1], "long.xlsx"))


def test_only_long_tables_are_written_so(both: tuple[bytes, bytes]) -> None:
    plain, grown = (Package(data, "long.xlsx") for data in both)
    log = open_package(grown).tables["log"].sheet.part
    policy = open_package(grown).cells["status_policy"].sheet.part
    assert plain.read(log) != grown.read(log)
    assert b"inlineStr" in grown.read(log)
    assert plain.read(policy) == grown.read(policy)
