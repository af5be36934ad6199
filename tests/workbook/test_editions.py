"""The four editions of every template: what each spells, what each carries, and that nothing of another is in it."""

import io
import math
import re
import zipfile
from collections.abc import Callable

import pytest
import xlsxwriter
from editions import EVERY, OTHERS, SPELLED, calls, canonical, edition, formulas, opened, package
from lxml import etree
from openpyxl.utils import coordinate_to_tuple
from package_checks import consistent

from hedge_xl.core.errors import ChoiceError
from hedge_xl.core.language import LANGUAGES, Language
from hedge_xl.functions import CATALOGUE
from workbook.books import BOOKS
from workbook.dynamic_arrays import CONTENT_TYPE, METADATA, PART, RELATIONSHIP
from workbook.editions import macros
from workbook.editions.conf_sheet import MADE_WITH, TITLE, conf_values
from workbook.editions.main_type import suffix_of
from workbook.hosts import SUFFIXES
from workbook.lite import code_in, lite_code
from workbook.ooxml import main
from workbook.package import Package
from workbook.spec import HOSTS, Host
from workbook.text import WORDS
from workbook.validate import findings_of

each = pytest.mark.parametrize(("key", "language", "host"), EVERY)
each_book = pytest.mark.parametrize("key", BOOKS)


# --- formulas ---------------------------------------------------------------------------------------


@each
def test_no_edition_holds_the_names_of_another(key: str, language: Language, host: Host) -> None:
    written = {name for formula in formulas(edition(key, language, host)) for name in calls(formula)}
    ours = {name for name in written if name.upper().rpartition(".")[2].removeprefix("_XLDUDF_") in CATALOGUE}
    if host == "native":
        assert ours == set()
    else:
        assert "HX_VERSION" in {name.removeprefix(SPELLED[host]) for name in ours}
        assert all(name.removeprefix(SPELLED[host]) in CATALOGUE for name in ours), ours
    foreign = [prefix for other, prefix in SPELLED.items() if prefix and other != host]
    assert not any(prefix in formula for formula in formulas(edition(key, language, host)) for prefix in foreign)


@each
def test_every_formula_fits_excel(key: str, language: Language, host: Host) -> None:
    assert max(map(len, formulas(edition(key, language, host)))) <= 8192


@pytest.mark.parametrize("key", [key for key in WORDS if key.rpartition("_")[2] in HOSTS])
def test_words_that_stand_in_a_formula_fit_into_it(key: str) -> None:
    assert all(0 < len(WORDS[key].of(language)) <= 255 for language in LANGUAGES)


@each_book
@pytest.mark.parametrize("host", OTHERS)
def test_an_edition_computes_what_the_native_one_does(key: str, host: Host) -> None:
    """The values in the files: only the guide, which says what the edition is, differs."""
    native, other = opened(edition(key, "ja", "native")), opened(edition(key, "ja", host))
    about = {"host_status", "host_needs", "host_first", "host_works"}
    for name, cell in native.cells.items():
        theirs = other.cells[name].cell
        assert cell.cell is not None
        assert theirs is not None
        assert alike(cell.cell.value, theirs.value) == (name not in about), name
    for name, table in native.tables.items():
        for column in table.spec.columns:
            values = zip(table.values(column.key), other.tables[name].values(column.key), strict=True)
            assert all(alike(*pair) for pair in values), f"{name}.{column.key}"


def alike(one: object, other: object) -> bool:
    """Equal, or numbers that differ by rounding alone: ADX is worked out on other units."""
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=1e-12)
    return one == other


# --- the file ---------------------------------------------------------------------------------------


@each
def test_a_file_is_one_that_excel_opens_and_the_validator_passes(key: str, language: Language, host: Host) -> None:
    parts = package(edition(key, language, host))
    consistent(parts)
    assert suffix_of(parts) == SUFFIXES[host]
    found = opened(edition(key, language, host))
    assert (found.book.key, found.language, found.host) == (key, language, host)
    assert list(findings_of(found)) == []


@each_book
def test_office_js_calls_outside_tables_are_dynamic_arrays_and_those_in_tables_plain(key: str) -> None:
    book = opened(edition(key, "ja", "officejs"))
    named = {(cell.sheet.part, cell.row, cell.column) for cell in book.cells.values()}
    seen = set()
    for part in book.package.related(book.package.workbook_part, "worksheet"):
        for item in book.package.xml(part).iter(main("c")):
            formula = item.find(main("f"))
            address = item.get("r", "")
            calling = formula is not None and SPELLED["officejs"] in (formula.text or "")
            outside = (part, *coordinate_to_tuple(address)) in named
            if formula is not None:
                wanted = ("array", address, "1") if calling and outside else (None, None, None)
                assert (formula.get("t"), formula.get("ref"), item.get("cm")) == wanted, address
                seen.add(wanted)
    assert ("array", next(w[1] for w in seen if w[0]), "1") in seen


def _by_xlsxwriter(write: Callable[[xlsxwriter.Workbook], object]) -> dict[str, bytes]:
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream, {"in_memory": True})
    write(workbook)
    workbook.close()
    with zipfile.ZipFile(stream) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_metadata_is_what_xlsxwriter_writes_for_a_dynamic_array() -> None:
    written = _by_xlsxwriter(
        lambda book: book.add_worksheet().write_dynamic_array_formula("A1:A1", "=_xldudf_HX_VERSION()")
    )
    ours = edition("ledger", "ja", "officejs")
    assert canonical(ours)[PART] == etree.tostring(etree.fromstring(written[PART]), method="c14n")
    assert etree.fromstring(METADATA) is not None
    assert CONTENT_TYPE.encode() in written["[Content_Types].xml"]
    assert RELATIONSHIP.encode() in written["xl/_rels/workbook.xml.rels"]
    found = re.search(rb'<c r="A1"[^>]*>', written["xl/worksheets/sheet1.xml"])
    assert found is not None
    assert b'cm="1"' in found[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_office_js_edition_carries_its_functions(language: Language) -> None:
    assert code_in(package(edition("ledger", language, "officejs"))) == lite_code(language)
    others = (host for host in HOSTS if host != "officejs")
    assert all(code_in(package(edition("ledger", language, host))) is None for host in others)


# --- macros -----------------------------------------------------------------------------------------


@each_book
def test_the_excel_edition_holds_xlwings_macros_and_names_its_sheets_for_them(key: str) -> None:
    parts = package(edition(key, "ja", "excel"))
    assert parts.read(macros.PART) == macros.vba_project()
    assert macros.macros_are_ours(parts)
    assert not macros.macros_are_outdated(parts)
    root = parts.xml(parts.workbook_part)
    settings = root.find(main("workbookPr"))
    assert settings is not None
    names = [_code_name(parts, part) for part in parts.related(parts.workbook_part, "worksheet")]

    def oracle(book: xlsxwriter.Workbook) -> None:
        for _ in names:
            book.add_worksheet()
        book.add_vba_project(io.BytesIO(macros.vba_project()), True)

    theirs = _by_xlsxwriter(oracle)
    wanted = [f'codeName="{name}"'.encode() for name in sorted(names)]
    assert all(any(name in theirs[part] for part in theirs if "worksheets/" in part) for name in wanted)
    assert f'codeName="{settings.get("codeName")}"'.encode() in theirs["xl/workbook.xml"]
    documents = re.findall(r"Document=(\w+)/", _stream(macros.vba_project()))
    assert {"ThisWorkbook", *names} >= set(documents) >= {"ThisWorkbook", "Sheet1"}


def _code_name(parts: Package, part: str) -> str:
    found = re.search(rb'<sheetPr[^>]*codeName="(\w+)"', parts.read(part))
    assert found is not None, part
    return found[1].decode()


def _stream(project: bytes) -> str:
    """The PROJECT stream, which is plain text and lists the modules."""
    start = project.index(b'ID="{')
    return project[start : start + 600].decode("cp1252")


def test_the_settings_are_read_as_xlwings_reads_them() -> None:
    """Its VBA goes from A1 down to the first blank and takes the cell beside; keys in any capitals, none twice."""
    book = opened(edition("ledger", "ja", "excel"))
    sheet = next(sheet for sheet in book.file.sheets if sheet.name == TITLE)
    assert book.file.sheets[-1] is sheet
    row, found = 1, {}
    while (cell := sheet.cells.get((row, 1))) is not None and cell.value:
        beside = sheet.cells.get((row, 2))
        assert str(cell.value).upper() not in found
        found[str(cell.value).upper()] = "" if beside is None or beside.value is None else beside.value
        row += 1
    assert found["UDF MODULES"] == "hedge_xl.hosts.classic"
    assert found["INTERPRETER_WIN"] == ""
    assert len(found) == len(conf_values(book.file)) == row - 1
    assert conf_values(book.file)[MADE_WITH] == macros.xlwings_version()


def test_without_xlwings_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(macros, "find_spec", lambda _: None)
    with pytest.raises(ChoiceError, match="hedge-xl\\[excel\\]"):
        macros.vba_project()
