"""What every upgrade must do, whatever the file: the new one is sound, and nothing of the user's is lost."""

import re
from collections import Counter
from collections.abc import Set

from package_checks import problems

from workbook.cells import read_book
from workbook.edit.sheet_list import PRINT_AREA
from workbook.package import Package
from workbook.proof import first_difference
from workbook.read import Opened, open_package
from workbook.upgrade.upgraded import Upgrade, upgraded

_SHEET_NUMBER = re.compile(r"'\d+!")
_BOOKKEEPING = ("[Content_Types].xml", "docProps/", "_rels/", "xl/_rels/workbook")


def opened(data: bytes) -> Opened:
    """The workbook in a file."""
    return open_package(Package(data, "my.xlsx"))


def after(data: bytes) -> tuple[Upgrade, Opened]:
    """The upgraded file, sound in every way that can be checked without Excel."""
    made = upgraded(opened(data), data)
    assert _problems(made.data) <= _problems(data)
    new = opened(made.data)
    assert new.whole
    assert first_difference(new.inputs, made.inputs) is None
    return made, new


def _problems(data: bytes) -> Counter[str]:
    """What is wrong with a file, wherever in it the sheet stands: new sheets come before old ones."""
    return Counter(_SHEET_NUMBER.sub("'", problem) for problem in problems(Package(data, "my.xlsx")))


def kept(before: Opened, new: Opened) -> None:
    """Every input is what it was, every row in its place; the history alone has a row more."""
    for key, value in before.inputs.cells.items():
        assert new.inputs.cells[key] == value
    for key, rows in before.inputs.tables.items():
        later = new.inputs.tables[key]
        if key == "journal":
            assert later[-1]["command"] == "upgrade"
            continue
        assert [{name: row[name] for name in was} for was, row in zip(rows, later, strict=True)] == rows


def nothing_of_the_users_is_lost(before: bytes, now: bytes, tables: Set[str]) -> None:
    """Every part but our sheets and those ``tables`` is what it was; every sheet, name and cell is there."""
    old_package, new_package = Package(before, "a.xlsx"), Package(now, "b.xlsx")
    gone = set(old_package.names) - set(new_package.names)
    assert gone <= {"xl/calcChain.xml"}  # Excel makes it anew
    known = opened(before)
    ours = {found.sheet.part for found in (*known.cells.values(), *known.tables.values())} | tables | gone
    for name in set(old_package.names) - ours:
        if not name.startswith((*_BOOKKEEPING, old_package.workbook_part)) and not name.endswith("styles.xml"):
            assert old_package.read(name) == new_package.read(name), name
    then, later = read_book(old_package), read_book(new_package)
    titles = [sheet.name for sheet in later.sheets]
    assert [name for name in titles if name in {sheet.name for sheet in then.sheets}] == [s.name for s in then.sheets]
    for sheet in then.sheets:
        found = next(item for item in later.sheets if item.name == sheet.name)
        assert found.state == sheet.state
        assert set(sheet.cells) <= set(found.cells)
    for name, target in then.names.items():
        if name.endswith(PRINT_AREA):  # a new column is printed too
            assert later.names[name].split(":")[0] == target.split(":")[0]
        else:
            assert later.names[name] == target, name
