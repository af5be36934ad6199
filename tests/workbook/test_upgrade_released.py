"""Every workbook of release 0.2.0 brought up to date: today's sheets, formulas and words, and every input as it was."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from itertools import groupby
from pathlib import Path

import pytest
from customise_values import differences
from released import RELEASED, placed, released, rules, words
from upgrading import after, kept, nothing_of_the_users_is_lost, opened

from hedge_xl import __version__
from hedge_xl.core.language import Language, Text
from workbook import stamp
from workbook.books import BOOKS
from workbook.build import build
from workbook.commands.upgrade import run_upgrade
from workbook.read import Opened
from workbook.recalc import LibreOffice
from workbook.spec import Inputs, Item, Sheet
from workbook.upgrade.gaps import gaps
from workbook.upgrade.structure import Structure, word_of
from workbook.upgrade.upgraded import Upgrade
from workbook.upgrade.words import REWORDED, earlier_words
from workbook.validate import findings_of

MADE = datetime(2026, 1, 1)
# Lines that have moved to a new block, by the cells in them: in an older file they stay where they are, as they are.
MOVED = {"positioning": {"now_row", "now_ok"}}


@cache
def brought_up(book: str, language: Language) -> tuple[Upgrade, Opened]:
    return after(released(book, language))


@cache
def fresh(book: str, language: Language) -> Opened:
    return opened(build(BOOKS[book], Inputs(), language, modified=MADE))


@pytest.mark.parametrize(("book", "language"), RELEASED)
def test_everything_is_todays_and_every_input_is_kept(book: str, language: Language) -> None:
    before = opened(released(book, language))
    assert before.outdated
    made, new = brought_up(book, language)
    kept(before, new)
    assert made.kept == ()
    assert [sheet.name for sheet in new.file.sheets] == [sheet.title.of(language) for sheet in BOOKS[book].sheets]
    assert new.file.properties[stamp.SCHEMA] == BOOKS[book].schema
    assert new.file.properties[stamp.VERSION] == __version__
    tables = {table.table.part for table in before.tables.values()}
    nothing_of_the_users_is_lost(released(book, language), made.data, tables)
    assert [finding.code for finding in findings_of(new)] == []


@pytest.mark.parametrize(("book", "language"), RELEASED)
def test_every_formula_is_todays(book: str, language: Language) -> None:
    today, (_, new) = Structure.of(BOOKS[book]), brought_up(book, language)
    stored = {
        key: [found.cell.formula] for key, found in new.cells.items() if found.spec.kind != "input" and found.cell
    }
    for table in new.tables.values():
        for column in table.spec.columns:
            if column.kind != "input":
                calculated = table.table.calculated[table.columns[column.key] - table.table.ref[1]]
                stored[f"{table.spec.key}.{column.key}"] = [*set(table.formulas(column.key)), calculated]
    assert stored.keys() == today.formulas.keys()
    for key, formulas in stored.items():
        for formula in formulas:
            assert formula is not None, key
            assert today.had_formula(key, formula, "native", language), key


# --- words ------------------------------------------------------------------------------------------


def repeated(book: str, language: Language, sheet: Sheet) -> Counter[str]:
    """The titles and headings of blocks that were there: new lines of theirs stand elsewhere, under the same ones."""
    before = opened(released(book, language))
    if sheet.status.key not in before.cells:
        return Counter()
    then = earlier_words(book, before.schema, language)
    shown = {text for _, text in placed(before, sheet)}
    again: Counter[str] = Counter()
    for place, lines in groupby(gaps(before).lines.get(sheet.key, ()), key=lambda line: line.place):
        title = place.block.title.of(language)
        if len(list(lines)) < len(place.block.rows) and ({title} | then.get(title, set())) & shown:
            again.update(text.of(language) for text in (place.block.title, *place.block.header))
    return again


def moved(book: str, language: Language, sheet: Sheet) -> tuple[Counter[str], Counter[str]]:
    """Words of today's blocks that an older file has elsewhere; and those that it has there."""
    today: Counter[str] = Counter()
    then: Counter[str] = Counter()
    before = opened(released(book, language))
    for block in sheet.blocks if sheet.status.key in before.cells else ():
        keys = {cell.key for cell in block.cells} & MOVED.get(book, set())
        rows = [row for row in block.rows if {getattr(item, "key", None) for item in row} & keys]
        texts = [text for row in rows for text in map(word_of, row) if text is not None]
        today.update(text.of(language) for text in (*texts, *((block.title, *block.header) if rows else ())))
        lines = {before.cells[key].row for key in keys}
        then.update(text for (row, _), text in placed(before, sheet) if row in lines)
    return today, then


@pytest.mark.parametrize(("book", "language"), RELEASED)
def test_words_are_a_new_workbooks_with_nothing_stale_and_nothing_twice(book: str, language: Language) -> None:
    _, new = brought_up(book, language)
    for sheet in BOOKS[book].sheets:
        today, then = moved(book, language, sheet)
        wanted = words(fresh(book, language), sheet) - today + then + repeated(book, language, sheet)
        assert words(new, sheet) == wanted, sheet.key
        assert rules(new, sheet) == rules(fresh(book, language), sheet), sheet.key


def test_what_words_have_become_is_what_a_new_workbook_says() -> None:
    for item in REWORDED:
        assert item.new in set(_texts(item.book)), item
        assert item.schema < BOOKS[item.book].schema
        assert item.old != item.new


def _texts(book: str) -> Iterator[Text]:
    for sheet in BOOKS[book].sheets:
        rows: list[tuple[Item, ...]] = [(sheet.heading, sheet.intro)]
        rows += [row for block in sheet.blocks for row in (*block.rows, (block.title, *block.header))]
        yield from (text for row in rows for text in map(word_of, row) if text is not None)
        if sheet.table is not None:
            yield sheet.table.title
            for column in sheet.table.columns:
                yield from (column.help, column.unit)


# --- again, and in another program ------------------------------------------------------------------


@pytest.mark.parametrize("book", BOOKS)
def test_a_second_upgrade_does_nothing(book: str, tmp_path: Path) -> None:
    path = tmp_path / "my.xlsx"
    path.write_bytes(brought_up(book, "ja")[0].data)
    done = run_upgrade(path, dry_run=False)
    assert done.upgrade is None
    assert done.backup is None
    assert path.read_bytes() == brought_up(book, "ja")[0].data


def test_libreoffice_computes_the_same_values(libreoffice: LibreOffice, tmp_path: Path) -> None:
    written = []
    for book, language in RELEASED:
        written.append(tmp_path / f"{book}-{language}.xlsx")
        written[-1].write_bytes(brought_up(book, language)[0].data)
    for ours, theirs in zip(written, libreoffice.recalculate(written, tmp_path / "saved"), strict=True):
        assert not list(differences(opened(ours.read_bytes()), opened(theirs.read_bytes()))), ours.name
