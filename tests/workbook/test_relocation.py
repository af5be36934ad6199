"""What a chart of a new sheet looks at is found in the user's workbook, wherever it stands there."""

import pytest
from customise import customised
from ledgers import small_file
from test_graft import fresh

from workbook.package import Package
from workbook.read import Opened, open_package
from workbook.upgrade.relocation import Relocation


def opened(data: bytes) -> Opened:
    return open_package(Package(data, "ledger.xlsx"))


def here(book: Opened, key: str, column: str, first: int | None, last: int | None) -> str:
    """A column's cells from a row to another, None for the heading, as a chart refers to them."""
    table = book.tables[key]
    letter = table.address(0, column).rstrip("0123456789")
    rows = [table.table.ref[0] if row is None else table.rows[row] for row in (first, last)]
    area = f"${letter}${rows[0]}" + (f":${letter}${rows[1]}" if rows[0] != rows[1] or first is not None else "")
    return f"'{table.sheet.name}'!{area}"


@pytest.mark.parametrize("names", [(), ("column inserted",), ("renamed sheet", "column inserted", "totals row")])
@pytest.mark.parametrize("seed", range(3))
def test_columns_and_cells(names: tuple[str, ...], seed: int) -> None:
    new, mine = opened(fresh()), opened(customised(small_file(), names, seed))
    relocate = Relocation(new, mine).formula
    for key in ("monthly", "pnl", "log"):
        for column in mine.tables[key].columns:
            assert relocate(here(new, key, column, 0, 0)) == here(mine, key, column, 0, -1)
            assert relocate(here(new, key, column, None, None)) == here(mine, key, column, None, None)
            assert relocate(here(new, key, column, None, 0)) == here(mine, key, column, None, -1)
    found, cell = new.cells["now_current"], mine.cells["now_current"]
    address = f"${found.address.rstrip('0123456789')}${found.row}"
    moved = f"${cell.address.rstrip('0123456789')}${cell.row}"
    assert relocate(f"'{found.sheet.name}'!{address}") == f"'{cell.sheet.name}'!{moved}"


def test_anything_else_stays() -> None:
    relocate = Relocation(opened(fresh()), opened(small_file())).formula
    for text in ("'絵'!$A$1:$A$4", "Monthly[x]", "h_cap", "'月次'!$A$1", "'月次'!$A:$A"):
        assert relocate(text) == text
