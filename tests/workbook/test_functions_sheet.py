"""関数一覧 / Functions: every workbook lists every function of the catalogue, in its own language, and nothing else."""

import pytest

from hedge_xl.core.language import LANGUAGES, Language, Text
from hedge_xl.functions.catalogue import CATALOGUE, GROUPS
from workbook.books import BOOKS
from workbook.parts.functions_sheet import functions_sheet
from workbook.spec import Book, Sheet


def entries(sheet: Sheet, language: Language) -> dict[str, list[str]]:
    """The rows of functions, by name."""
    (block,) = sheet.blocks
    rows = [[item.of(language) for item in row if isinstance(item, Text)] for row in block.rows if len(row) > 1]
    return {row[0]: row[1:] for row in rows}


def test_every_function_is_in_one_group() -> None:
    assert [function for group in GROUPS for function in group.functions] == list(CATALOGUE.values())


@pytest.mark.parametrize("book", BOOKS.values(), ids=BOOKS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_workbook_explains_every_function(book: Book, language: Language) -> None:
    shown = entries(next(sheet for sheet in book.sheets if sheet.key == "functions"), language)
    assert shown.keys() == CATALOGUE.keys()
    for name, (description, arguments, formula, unit, source) in shown.items():
        function = CATALOGUE[name]
        assert (description, formula, unit, source) == (
            function.description.of(language),
            function.formula,
            function.unit.of(language),
            function.source,
        )
        lines = arguments.split("\n")
        assert len(lines) == max(1, len(function.args))
        for line, arg in zip(lines, function.args, strict=False):
            assert line.startswith(arg.name)
            assert line.endswith(arg.description(language))


@pytest.mark.parametrize(
    ("article", "first"), [("A", "HSTAR"), ("B", "HEDGE_RATIO"), ("C", "CORR_MATRIX"), ("D", "ATR")]
)
def test_what_the_article_is_about_comes_first(article: str, first: str) -> None:
    group = next(group for group in GROUPS if CATALOGUE[first] in group.functions)
    rows = list(entries(functions_sheet(article), "en"))
    assert rows[: len(group.functions)] == [function.name for function in group.functions]
    assert rows[-1] == "HX_CHECK"
