"""Commands on a workbook of an earlier structure: one line says what to do, and nothing is changed."""

from pathlib import Path

import pytest
from command import Run
from released import released

from workbook.books import BOOKS

MONTH = ("--month", "2026-10", "--a-usd", "10000", "--spot", "150")
FILL = (
    *("--id", "1", "--side", "BUY", "--qty", "1", "--price", "150", "--quote", "150"),
    *("--time", "2026-10-01T10:00"),
)
LEDGER_COMMANDS = {"status": (), "update": MONTH, "log": FILL, "market": ("--from", "prices.csv")}
OPENING = {"doctor": (), "doctor --fix": ("--fix",), "doctor --fix-formulas": ("--fix-formulas",), "validate": ()}


def _unchanged(path: Path, data: bytes) -> None:
    assert path.read_bytes() == data
    assert [item.name for item in path.parent.iterdir() if item.suffix != ".csv"] == [path.name]


@pytest.mark.parametrize("command", LEDGER_COMMANDS)
def test_what_needs_todays_structure_says_to_upgrade(run: Run, tmp_path: Path, command: str) -> None:
    path = tmp_path / "my.xlsx"
    path.write_bytes(released("ledger"))
    (tmp_path / "prices.csv").write_text("month,spx,usdjpy\n2026-10,6000,150\n")
    done = run(command, "my.xlsx", *LEDGER_COMMANDS[command])
    assert done.code == 2
    assert done.error.strip().count("\n") == 0
    assert "`hedge-xl upgrade my.xlsx`" in done.error
    _unchanged(path, released("ledger"))


@pytest.mark.parametrize("book", BOOKS)
@pytest.mark.parametrize("command", OPENING)
def test_what_looks_at_any_workbook_finds_that_alone(run: Run, tmp_path: Path, command: str, book: str) -> None:
    path = tmp_path / "my.xlsx"
    path.write_bytes(released(book))
    done = run(command.split()[0], "my.xlsx", *OPENING[command], "--json")
    assert done.code == 1
    assert done.out.count("hedge-xl upgrade my.xlsx") == 2  # in both languages, once
    assert '"error"' in done.out
    _unchanged(path, released(book))
