"""Workbooks of release 0.2.0 as users have them: filled in, customised, worded otherwise; then brought up to date."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random

import pytest
from customise import EDITS, ZIPS, customised
from customise_values import differences
from released import RELEASED, home, placed, put, released, words
from upgrading import after, kept, nothing_of_the_users_is_lost, opened

from hedge_xl.core.language import Language
from workbook.books import BOOKS
from workbook.ledger import LEDGER
from workbook.read import Opened
from workbook.recalc import LibreOffice

# These edits look for a table of the ledger.
OF_THE_LEDGER = (
    "column inserted", "notes under the policy", "totals row", "totals row under inputs", "chart over our table",
    "pivot cache",
)  # fmt: skip
GROUPS = 4
CASES = [(book, number) for book in BOOKS for number in range(GROUPS)]


def names(book: str, number: int) -> list[str]:
    """Every fourth of the edits that can be done to a workbook, and a way to pack it."""
    possible = [name for name in EDITS if book == LEDGER.key or name not in OF_THE_LEDGER]
    return possible[number::GROUPS] + list(ZIPS)[number : number + 1]


@cache
def filled(book: str, language: Language) -> bytes:
    """Other numbers in every table and among the parameters, as a user would type them."""
    data = released(book, language)
    found = opened(data)
    typed: dict[str, dict[tuple[int, int], str | float]] = {}
    for title, place, value in _numbers(found, Random(book)):
        typed.setdefault(title, {})[place] = value
    assert sum(map(len, typed.values())) > 5
    return put(data, typed)


def _numbers(found: Opened, chance: Random) -> Iterator[tuple[str, tuple[int, int], float]]:
    """Prices and amounts a little higher: not so much that another row or month would be meant."""
    for cell in found.cells.values():
        value = None if cell.cell is None else cell.cell.value
        if cell.spec.kind == "input" and isinstance(value, float) and "y" not in cell.spec.format:
            if value > 1000 and not value % 1:
                yield cell.sheet.name, (cell.row, cell.column), value + chance.randrange(1, 9)
            elif 0 < value % 1 < 0.9:
                yield cell.sheet.name, (cell.row, cell.column), value * (1 + chance.random() / 100)
    for table in found.tables.values():
        for column in table.spec.inputs:
            for index, value in enumerate(table.values(column.key)):
                if isinstance(value, float) and value % 1 and index % 7 == 0:
                    yield table.sheet.name, table.at(index, column.key), value * (1 + chance.random() / 1000)


@pytest.mark.parametrize(("book", "language"), RELEASED)
def test_what_the_user_typed_is_kept(book: str, language: Language) -> None:
    data = filled(book, language)
    made, new = after(data)
    kept(opened(data), new)
    assert opened(data).inputs.cells != opened(released(book, language)).inputs.cells or (
        opened(data).inputs.tables != opened(released(book, language)).inputs.tables
    )
    assert made.kept == ()


@pytest.mark.parametrize(("book", "number"), CASES)
def test_what_the_user_made_of_it_is_kept(book: str, number: int) -> None:
    data = customised(filled(book, "ja"), names(book, number), number)
    before = opened(data)
    made, new = after(data)
    kept(before, new)
    assert made.kept == ()
    nothing_of_the_users_is_lost(data, made.data, {table.table.part for table in before.tables.values()})
    for sheet in BOOKS[book].sheets:
        if sheet.status.key in before.cells:
            then, now = home(before, sheet).cells, home(new, sheet).cells
            assert {place: cell.style for place, cell in then.items()}.items() <= {
                place: cell.style for place, cell in now.items()
            }.items()


def test_libreoffice_computes_the_same_values(libreoffice: LibreOffice, tmp_path: Path) -> None:
    written = []
    for number, (book, language) in enumerate(RELEASED):
        data = filled(book, language)
        if language == "en":
            data = customised(data, ["own sheet", "own names", "renamed sheet", "columns beside the tables"], number)
        written.append(tmp_path / f"{book}-{language}.xlsx")
        written[-1].write_bytes(after(data)[0].data)
    for ours, theirs in zip(written, libreoffice.recalculate(written, tmp_path / "saved"), strict=True):
        assert not list(differences(opened(ours.read_bytes()), opened(theirs.read_bytes()))), ours.name


# --- words ------------------------------------------------------------------------------------------


def _place(found: Opened, sheet: str, text: str) -> tuple[str, tuple[int, int]]:
    """Where the sheet with that key shows a text, the first time."""
    spec = next(item for item in found.book.sheets if item.key == sheet)
    return home(found, spec).name, next(place for place, shown in placed(found, spec) if shown == text)


def test_a_word_of_the_users_that_an_earlier_version_used_too_stays() -> None:
    data = released("index-hedge", "en")
    found = opened(data)
    mine = {
        "settings": (40, 3),
        "position": (found.tables["position"].table.ref[0] - 1, found.tables["position"].table.ref[3] + 2),
        "guide": (200, 2),
    }
    sheets = {sheet.key: home(found, sheet).name for sheet in found.book.sheets if sheet.key in mine}
    _, new = after(put(data, {sheets[key]: {place: "account"} for key, place in mine.items()}))
    for key, place in mine.items():
        spec = next(item for item in new.book.sheets if item.key == key)
        assert [text for where, text in placed(new, spec) if where == place] == ["account"]
        assert words(new, spec)["account"] == 1


def test_our_words_as_the_user_words_them_stay_and_no_line_is_added_for_them() -> None:
    data = released("leverage", "ja")
    old = "表面レバ×CLM。上限1.8〜2.2と比べる値"
    title, place = _place(opened(data), "guide", old)
    made, new = after(put(data, {title: {place: "実際のレバ"}}))
    guide = words(new, BOOKS["leverage"].sheets[0])
    assert guide["実際のレバ"] == 1
    assert guide["実効レバ"] == words(opened(data), BOOKS["leverage"].sheets[0])["実効レバ"]
    plain, _ = after(data)
    lines = [[step for step in steps if "行を足す" in step.ja] for steps in (made.steps, plain.steps)]
    assert lines[0] == lines[1], "no line more than in a file in which nothing was reworded"


def test_a_word_that_changes_in_one_row_alone_stays_in_the_others() -> None:
    data = released("leverage", "en")
    before, (_, new) = opened(data), after(data)
    checks = next(sheet for sheet in new.book.sheets if sheet.key == "checks")
    then, now = words(before, checks), words(new, checks)
    assert now["Settings, Correlation"] == 1
    assert now["Settings"] == then["Settings"] - 1 > 0


def test_new_words_have_the_room_that_they_need() -> None:
    title, place = _place(
        opened(released("leverage", "en")), "guide", "Fine up to the band, reduce within it, stop above it"
    )
    _, new = after(released("leverage", "en"))
    root = new.package.xml(home(new, new.book.sheets[0]).part)
    assert home(new, new.book.sheets[0]).name == title
    row = next(item for item in root.iter("{*}row") if item.get("r") == str(place[0]))
    assert float(row.get("ht") or 0) > 20
