"""はじめに / Guide: it names every sheet, and every number on every sheet is explained, there or in its own row."""

from collections.abc import Sequence

import pytest

from hedge_xl.core.language import LANGUAGES, Language
from workbook.books import BOOKS
from workbook.index_hedge.numbers import NUMBERS as OF_INDEX_HEDGE
from workbook.ledger.numbers import NUMBERS as OF_LEDGER
from workbook.leverage.numbers import NUMBERS as OF_LEVERAGE
from workbook.parts.numbers import Number, unexplained
from workbook.positioning.numbers import NUMBERS as OF_POSITIONING
from workbook.spec import Book
from workbook.upgrade.structure import word_of

EXPLAINED: dict[str, Sequence[Number]] = {
    "ledger": OF_LEDGER,
    "index-hedge": OF_INDEX_HEDGE,
    "leverage": OF_LEVERAGE,
    "positioning": OF_POSITIONING,
}


def guide_rows(book: Book, language: Language) -> list[tuple[str, ...]]:
    return [
        tuple("" if words is None else words.of(language) for words in map(word_of, row))
        for block in book.sheets[0].blocks
        for row in block.rows
    ]


def numbers_in(book: Book, language: Language) -> list[tuple[str, ...]]:
    """Sheet, name, kind, unit, meaning and source."""
    return [row for row in guide_rows(book, language) if len(row) == 6]


@pytest.mark.parametrize("book", BOOKS.values(), ids=lambda book: book.key)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guide_names_every_sheet_and_says_what_it_is_for(book: Book, language: Language) -> None:
    rows = dict(row for row in guide_rows(book, language) if len(row) == 2)
    for sheet in book.sheets[1:]:
        assert len(rows[sheet.title.of(language)]) > 3, sheet.key


@pytest.mark.parametrize("book", BOOKS.values(), ids=lambda book: book.key)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_column_is_in_the_guide_with_unit_meaning_and_section(book: Book, language: Language) -> None:
    rows = {
        (sheet, name, meaning): (unit, source) for sheet, name, _, unit, meaning, source in numbers_in(book, language)
    }
    for sheet in book.sheets:
        for column in sheet.table.columns if sheet.table else ():
            unit, source = rows[tuple(text.of(language) for text in (sheet.title, column.header, column.help))]
            assert unit, column.key
            assert source == "-" or "§" in source, column.key


@pytest.mark.parametrize("book", BOOKS.values(), ids=lambda book: book.key)
def test_every_cell_is_explained_in_its_row_or_in_the_guide(book: Book) -> None:
    numbers = EXPLAINED[book.key]
    missing = [
        f"{sheet.key}.{cell.key}"
        for sheet in book.sheets
        for cell in unexplained(sheet)
        if not any(number.covers(sheet, cell) for number in numbers)
    ]
    assert missing == []


@pytest.mark.parametrize("book", BOOKS.values(), ids=lambda book: book.key)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_explanation_is_of_a_cell_that_is_there_and_is_shown(book: Book, language: Language) -> None:
    rows = {
        (sheet, name, meaning): (unit, source) for sheet, name, _, unit, meaning, source in numbers_in(book, language)
    }
    sheets = {sheet.key: sheet for sheet in book.sheets}
    for number in EXPLAINED[book.key]:
        sheet = sheets[number.sheet]
        assert any(number.covers(sheet, cell) for cell in sheet.cells), number.cells
        meaning = number.meaning.of(language)
        unit, source = rows[sheet.title.of(language), number.name.of(language), meaning]
        assert all((unit, meaning, "§" in source)), number.cells


@pytest.mark.parametrize("book", BOOKS.values(), ids=lambda book: book.key)
def test_no_number_has_two_explanations(book: Book) -> None:
    twice = [
        f"{sheet.key}.{cell.key}"
        for sheet in book.sheets
        for cell in sheet.cells
        if sum(number.covers(sheet, cell) for number in EXPLAINED[book.key]) > 1
    ]
    assert twice == []


@pytest.mark.parametrize("book", BOOKS.values(), ids=lambda book: book.key)
@pytest.mark.parametrize("language", LANGUAGES)
def test_columns_and_numbers_are_in_the_order_of_the_sheets(book: Book, language: Language) -> None:
    titles = [sheet.title.of(language) for sheet in book.sheets]
    for block in book.sheets[0].blocks:
        places = [titles.index(title.of(language)) for row in block.rows if len(row) == 6 if (title := word_of(row[0]))]
        assert places == sorted(places)
