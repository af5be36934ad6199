"""The records of structures: today's is current, the first is that of its files, and nothing is ever taken away."""

from itertools import pairwise
from pathlib import Path

import pytest

from hedge_xl.core.language import LANGUAGES
from workbook.books import BOOKS
from workbook.ledger import LEDGER
from workbook.read import open_workbook
from workbook.spec import Book
from workbook.upgrade.structure import FOLDER, Structure, formula_digest, structure


@pytest.mark.parametrize("book", BOOKS.values(), ids=BOOKS)
def test_the_record_of_todays_structure_is_current(book: Book) -> None:
    kept = (FOLDER / f"{book.key}.{book.schema}.json").read_text(encoding="utf-8")
    fresh = Structure.of(book).as_json()
    assert kept == fresh, "give a structure that users have a new number, then: python -m workbook.upgrade.structure"


def test_there_is_a_record_of_every_structure_and_of_no_other() -> None:
    names = {f"{book.key}.{number}.json" for book in BOOKS.values() for number in range(1, book.schema + 1)}
    assert {path.name for path in FOLDER.iterdir()} == names
    assert structure(LEDGER.key, LEDGER.schema + 1) is None


@pytest.mark.parametrize("book", BOOKS.values(), ids=BOOKS)
def test_what_a_structure_had_every_later_one_has_under_the_same_headings(book: Book) -> None:
    records = [structure(book.key, number) for number in range(1, book.schema + 1)]
    for before, later in pairwise(records):
        assert before is not None
        assert later is not None
        assert set(before.cells) <= set(later.cells)
        for key, columns in before.tables.items():
            assert columns.items() <= later.tables[key].items()
        for sheet in book.sheets:  # a table can be given to a new sheet only
            new = sheet.table is not None and sheet.table.key not in before.tables
            assert not new or sheet.status.key not in before.cells


def test_the_record_of_the_first_structure_is_that_of_its_files() -> None:
    record = structure(LEDGER.key, 1)
    assert record is not None
    for language in LANGUAGES:
        old = open_workbook(Path(__file__).parent / f"files/ledger-1-{language}.xlsx")
        assert {name for name in old.file.names if "!" not in name} == set(record.cells)
        for key, columns in record.tables.items():
            table = old.tables[key]
            headings = [heading[LANGUAGES.index(language)] for heading in columns.values()]
            assert list(table.table.columns) == headings
            for column in (item for item in table.spec.columns if item.key in columns):
                stored = table.cell(0, column.key)
                if column.kind != "input":
                    assert stored is not None
                    assert record.had_formula(f"{key}.{column.key}", stored.formula or "", "native", language)
        for key in record.cells:
            stored = old.cells[key].cell
            if stored is not None and stored.formula is not None:
                assert record.had_formula(key, stored.formula, "native", language)


def test_a_formula_is_known_however_it_is_spelled_and_whatever_the_sheets_are_called() -> None:
    made = formula_digest("IF(COUNTA(INDEX('執行ログ'!$A:$A,2))>0.5E0,TRUE,1E-12)")
    assert made == formula_digest("IF( COUNTA(INDEX('my log'!$C:$C, 2))>0.5, TRUE(), 0.000000000001 )")
    assert made == formula_digest("IF(COUNTA(INDEX(Log!$A:$A,2))>0.5,TRUE,1E-12)")
    assert made != formula_digest("IF(COUNTA(INDEX('執行ログ'!$A:$A,3))>0.5,TRUE,1E-12)")
