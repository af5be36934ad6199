"""Ledgers as their users have made them: every customisation, alone and together, survives every kind of edit."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from customise import EDITS, customised, random_customisation, resaved
from edit_checks import (
    after,
    contents,
    differing,
    everything,
    fill,
    found,
    not_only_values,
    opened,
    root,
    rows,
    sheet,
    untouched_rows,
)
from ledgers import small_file
from proofs import same

from hedge_xl.core.language import LANGUAGES, Language
from workbook.cells import CellValue
from workbook.edit.calc_chain import sheet_ids
from workbook.edit.charts import own_charts
from workbook.ooxml import main
from workbook.package import Package
from workbook.recalc import LibreOffice

# What an edit may change in a file of every kind; each customisation adds at most one part to it.
LOOKING = {"chart over our table": "charts", "calculation chain": "calcChain", "pivot cache": "pivot"}


@pytest.mark.parametrize("name", EDITS)
def test_each_customisation_survives(name: str) -> None:
    language = LANGUAGES[len(name) % 2]
    data = customised(small_file(language), [name], len(name))
    new = after(data, *everything(language).operations)
    extra = [part for part in differing(data, new) if "worksheets" not in part and part not in usually(language)]
    assert all(LOOKING[name] in part for part in extra), extra
    part = sheet(data, "log")
    touched = set(rows(data, part)) - set(untouched_rows(data, new, part))
    assert touched <= {14, 15}, "the rows under the table, if any"


@cache
def usually(language: Language) -> list[str]:
    """The parts that the same edit changes in a ledger without customisations."""
    data = small_file(language)
    return differing(data, after(data, *everything(language).operations))


@pytest.mark.parametrize("seed", range(100, 104))
def test_many_customisations_together(seed: int) -> None:
    language = LANGUAGES[seed % 2]
    data = customised(small_file(language), random_customisation(seed, 14), seed)
    after(data, *everything(language).operations)


@pytest.mark.parametrize("seed", range(3))
def test_the_calculation_chain_lists_every_formula_cell_once(seed: int) -> None:
    """Excel repairs a file whose list names a cell without a formula."""
    data = customised(small_file("ja"), ["totals row", "calculation chain"], seed)
    new = after(data, *everything("ja").operations)
    package = Package(new, "ledger.xlsx")
    listed, sheet = [], ""
    for entry in root(new, "xl/calcChain.xml").iter(main("c")):
        sheet = entry.get("i", sheet)
        listed.append((sheet, entry.get("r")))
    ids = sheet_ids(package)
    formulas = {
        (ids[part], cell.get("r"))
        for part in package.related(package.workbook_part, "worksheet")
        for cell in package.xml(part).iter(main("c"))
        if cell.find(main("f")) is not None
    }
    assert sorted(listed) == sorted(formulas)
    assert len(formulas) > len(list(root(data, "xl/calcChain.xml").iter(main("c"))))


def test_only_what_must_change_of_a_file_with_everything_in_it() -> None:
    names = ["macros", "xlwings Lite code", "comments", "picture", "custom XML", "unknown parts", "own sheet", "theme"]
    data = customised(small_file("en"), names, 5)
    new = after(data, fill("en"))
    log = opened(data).tables["log"]
    assert not_only_values(data, new) == {log.sheet.part, log.table.part, "xl/workbook.xml"}
    book = opened(data)
    ours = {table.sheet.part for table in book.tables.values()} | {place.sheet.part for place in book.cells.values()}
    assert {part for part in differing(data, new) if "worksheets" in part} <= ours
    assert {part for part in differing(data, new) if "charts" in part} <= own_charts(book.package)
    assert len(contents(data)) > 40


def test_macros_lite_code_and_pictures_by_name() -> None:
    data = customised(small_file("ja"), ["macros", "picture"], 0)
    new = after(data, *everything("ja").operations)
    kept = [name for name in contents(data) if name.endswith((".bin", ".png", ".rels")) or "theme" in name]
    assert len(kept) > 8
    assert [contents(new)[name] for name in kept] == [contents(data)[name] for name in kept]


@pytest.fixture(scope="module")
def resaved_ledger(libreoffice: LibreOffice, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return resaved(libreoffice, small_file("ja"), tmp_path_factory.mktemp("resaved"))


def test_a_file_that_libreoffice_saved(resaved_ledger: bytes) -> None:
    new = after(resaved_ledger, *everything("ja").operations)
    grown = ("log", "market", "monthly", "pnl")
    assert not any(None in _formulas(new, key) for key in grown)
    assert set(found(new)) <= set(found(resaved_ledger))


def _formulas(data: bytes, key: str) -> list[str | None]:
    table = opened(data).tables[key]
    columns = [column.key for column in table.spec.columns if column.kind != "input"]
    return [table.table.calculated[table.columns[column] - table.table.ref[1]] for column in columns]


def test_libreoffice_computes_edited_files_as_we_do(libreoffice: LibreOffice, tmp_path: Path) -> None:
    """Every formula cell of ours in edited files, new rows included, in a real spreadsheet."""
    names = ["own column at the end of a table", "renamed sheet", "totals row", "chart over our table"]
    sources = {"ja": small_file("ja"), "en": customised(small_file("en"), names, 2)}
    paths = [tmp_path / f"{language}.xlsx" for language in LANGUAGES]
    for language, path in zip(LANGUAGES, paths, strict=True):
        path.write_bytes(after(sources[language], *everything(language).operations))
    made = libreoffice.recalculate(paths, tmp_path / "recalculated")
    for ours, theirs in zip(paths, made, strict=True):
        computed = list(_computed(ours.read_bytes()))
        assert len(computed) > 400
        for (place, value), (same_place, other) in zip(computed, _computed(theirs.read_bytes()), strict=True):
            assert place == same_place
            assert same(value, other), f"{place}: twin {value!r}, LibreOffice {other!r}"


def _computed(data: bytes) -> Iterator[tuple[tuple[str, int, str], CellValue]]:
    """Every formula cell of ours by its meaning."""
    book = opened(data)
    for key, found_cell in book.cells.items():
        if found_cell.spec.kind != "input" and found_cell.cell is not None:
            yield ("", 0, key), found_cell.cell.value
    for key, table in book.tables.items():
        for column in table.spec.columns:
            if column.kind != "input":
                for index, value in enumerate(table.values(column.key)):
                    yield (key, index, column.key), value
