"""Formulas of ours that the user has replaced: they and what builds on them are nothing that hedge-xl computes."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from command import Run
from editions import opened
from ledgers import BLANK, cell, constant, formula, small_file
from released import released

from workbook.backups import list_backups
from workbook.books import BOOKS
from workbook.cells import read_book
from workbook.commands.kept import kept_lines
from workbook.dialect import refers_to
from workbook.edit.replaced import NOTHING, building_on, replaced
from workbook.ledger import LEDGER
from workbook.package import Package
from workbook.recalc import LibreOffice
from workbook.rehost import rehosted
from workbook.spec import HOSTS
from workbook.upgrade.upgraded import upgraded

OWN, TYPED, CLEARED = "12345+1", constant("n", "7"), BLANK
MINE = formula(lambda _: OWN)


def put_in(data: bytes, edits: Mapping[str, object]) -> bytes:
    """A file with something else in cells, and the values that were there before."""
    package = Package(data, "my.xlsx")
    for where, edit in edits.items():
        cell(where, edit)(package)  # type: ignore[arg-type]  # an edit of a cell
    return package.to_bytes()


def at(data: bytes, key: str, index: int) -> str:
    """Where a cell of Monthly is, as users call it."""
    table = opened(data).tables["monthly"]
    return f"{table.sheet.name}!{table.address(index, key)}"


def users_files() -> dict[str, bytes]:
    """Ledgers of today and of release 0.2.0 with an own formula, a number or nothing in place of formulas of ours."""
    found = {}
    for name, data in (("today", small_file("ja")), ("released", released("ledger", "ja"))):
        last = len(opened(data).tables["monthly"].rows) - 1
        mine = put_in(data, {at(data, "target_units", last): MINE})
        found[f"{name} formula"] = mine
        found[f"{name} number"] = put_in(data, {at(data, "h_policy", last - 1): TYPED})
        found[f"{name} blank"] = put_in(data, {at(data, "deviation", last): CLEARED})
    return found


def stored(data: bytes) -> dict[tuple[str, int, int], object]:
    """The values of all formulas that have one."""
    return {
        (sheet.name, *place): item.value
        for sheet in read_book(Package(data, "a.xlsx")).sheets
        for place, item in sheet.cells.items()
        if item.formula is not None
    }


def wrong(ours: bytes, theirs: bytes) -> list[str]:
    """Formulas that show a value which a spreadsheet does not compute."""
    one, other = stored(ours), stored(theirs)
    return [
        f"{key}: {value!r}, LibreOffice {other.get(key)!r}"
        for key, value in one.items()
        if value is not None and value != "" and not _same(value, other.get(key))
    ]


def _same(one: object, other: object) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return one == pytest.approx(other, rel=1e-9, abs=1e-9)
    return one == other


def test_no_formula_shows_what_no_spreadsheet_computes(libreoffice: LibreOffice, tmp_path: Path) -> None:
    """A file that a spreadsheet has computed, by way of another edition or brought up to date, and computed again."""
    paths = {}
    for name, data in users_files().items():
        paths[name] = tmp_path / f"{name.replace(' ', '-')}.xlsx"
        paths[name].write_bytes(data)
    saved = dict(zip(paths, libreoffice.recalculate(list(paths.values()), tmp_path / "saved"), strict=True))
    made: dict[str, bytes] = {}
    for name, path in saved.items():
        data = path.read_bytes()
        before = opened(data)
        if before.outdated:
            done = upgraded(before, data)
            made[name] = done.data
        else:
            there = rehosted(before, data, "officejs")
            back = rehosted(opened(there.data), there.data, "native")
            assert there.kept == back.kept == tuple(replaced(before).places.values())
            made[name] = back.data
            assert (
                stored(made[name]).items()
                >= {
                    key: value for key, value in stored(data).items() if key[0] == before.tables["monthly"].sheet.name
                }.items()
            )
        new = opened(made[name])
        own = new.tables["monthly"].cell(len(new.tables["monthly"].rows) - 1, "target_units")
        assert own is not None
        if name.endswith("formula"):
            assert (own.formula, own.value) == (OWN, 12346.0)
    files = []
    for name, data in made.items():
        files.append(tmp_path / f"made-{name.replace(' ', '-')}.xlsx")
        files[-1].write_bytes(data)
    again = libreoffice.recalculate(files, tmp_path / "again")
    for name, path in zip(made, again, strict=True):
        assert wrong(made[name], path.read_bytes()) == [], name
        values = stored(made[name]).values()
        empty = sum(value is None for value in values)
        assert empty == 0 if name.startswith("today") else 0 < empty < len(values) / 2, name


# --- what builds on what ----------------------------------------------------------------------------


def test_what_a_formula_looks_at() -> None:
    text = 'IF([#pnl.c]="[no]",[x]+{h_fixed},SUM([log.signed])+MAX([!market.month]))&`word`&"{no}"'
    assert list(refers_to(text, LEDGER.table("monthly"))) == [
        "pnl.c", "monthly.x", "h_fixed", "log.signed", "market.month",
    ]  # fmt: skip


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize("key", BOOKS)
def test_every_reference_is_to_something_declared(key: str, host: str) -> None:
    book = BOOKS[key]
    declared = {cell.key for cell in book.cells}
    declared |= {f"{table.key}.{column.key}" for table in book.tables for column in table.columns}
    for table in book.tables:
        for column in table.columns:
            assert set(refers_to(column.notation(host), table)) <= declared, column.key  # type: ignore[arg-type]
    for item in book.cells:
        assert set(refers_to(item.notation(host))) <= declared, item.key  # type: ignore[arg-type]


def test_what_builds_on_a_cell() -> None:
    built = building_on(LEDGER, "native", {"monthly.target_units"})
    assert {"monthly.trade", "monthly.instruction", "now_instruction"} <= built
    assert not {"monthly.target_units", "monthly.h_policy", "monthly.spot"} & built
    assert "monthly.target_units" in building_on(LEDGER, "native", {"window"})
    assert replaced(opened(small_file("ja"))) is NOTHING


# --- what is told -----------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["rehost", "upgrade"])
def test_the_cells_are_named(run: Run, tmp_path: Path, command: str) -> None:
    data = released("ledger", "ja") if command == "upgrade" else small_file("ja")
    where = at(data, "target_units", 0)
    path = tmp_path / "my.xlsx"
    path.write_bytes(put_in(data, {where: MINE}))
    arguments = (command, "my.xlsx", *(("--to", "officejs") if command == "rehost" else ()))
    dry = run(*arguments, "--dry-run", "--json")
    assert (dry.code, json.loads(dry.out)["kept"]) == (1, [where])
    assert not list_backups(path)
    said = run(*arguments)
    assert said.code == 1
    assert f"△ {where}: 自分で書き換えた" in said.out
    assert "Ctrl+Shift+F9" in said.out
    assert len(list_backups(path)) == 1
    assert opened(path.read_bytes()).tables["monthly"].formulas("target_units")[0] == OWN


def test_a_whole_column_is_not_told_cell_by_cell() -> None:
    lines = kept_lines([f"Monthly!O{row}" for row in range(6, 31)], "en")
    assert [line for line in lines if "kept as you have changed it" in line] == lines[:20]
    assert lines[20] == "△ and 5 more"
    assert len(lines) == 22
    assert kept_lines([], "en") == []
