"""Reading a ledger: found by identity wherever the user moved it, inputs as typed, what is missing said plainly."""

from collections.abc import Callable
from pathlib import Path

import pytest
from ledgers import (
    MONTHS,
    Edit,
    book,
    cell,
    constant,
    demo_file,
    edited,
    found,
    made,
    number,
    place,
    sheet_part,
    small,
    small_file,
    table,
    words,
)
from lxml import etree
from scenarios import put

from hedge_xl.core.language import LANGUAGES, Language
from workbook import stamp
from workbook.build import complete
from workbook.errors import FileError
from workbook.ledger import LEDGER
from workbook.ledger.start import demo_ledger
from workbook.ooxml import main, to_xml
from workbook.package import Package
from workbook.read import open_workbook
from workbook.spec import Value
from workbook.text import WORDS

CUSTOM = "docProps/custom.xml"
LAST = MONTHS - 1
Change = Callable[[etree._Element], None]


# --- what was typed -----------------------------------------------------------------------------


def digits(row: dict[str, Value]) -> dict[str, Value]:
    """A row with its numbers to 15 digits: openpyxl writes 16, and a float may need 17."""
    return {key: float(f"{value:.15g}") if isinstance(value, float) else value for key, value in row.items()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_built_is_what_is_read(tmp_path: Path, language: Language) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(demo_file(language))
    opened = open_workbook(path)
    assert (opened.book, opened.language, opened.host) == (LEDGER, language, "native")
    assert opened.whole
    assert opened.findings == []
    given = complete(LEDGER, demo_ledger(language))
    for item in LEDGER.tables:
        keys = [column.key for column in item.inputs]
        expected = [{key: row.get(key) for key in keys} for row in given.tables[item.key]]
        assert [digits(row) for row in opened.inputs.tables[item.key]] == [digits(row) for row in expected]
    assert opened.inputs.cells["policy"] == WORDS["pol_trend"].of(language)
    assert opened.inputs.cells["structural_h"] == 0.8
    assert opened.inputs.cells.keys() == {item.key for item in LEDGER.cells if item.kind == "input"}


@pytest.mark.parametrize(
    "value",
    ["=SUM(A1)", "一行目\n二行目", " 空白 ", "７５０００", "'引用", "<b>&amp;", "#N/A", "🙂", True, 0, -0.1, 1e-9],
)
def test_odd_inputs_are_read_as_typed(tmp_path: Path, value: Value) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(_with_note(value))
    read = open_workbook(path).inputs.tables["monthly"][LAST]["note"]
    assert (read, type(read) is bool) == (value, type(value) is bool)


def _with_note(value: Value) -> bytes:
    package = Package(small_file(), "a.xlsx")
    where = place("monthly", LAST, "note")
    if isinstance(value, str):
        return made(small("ja", put("monthly", LAST, "note", value)))
    cell(where, constant("b", "1") if value is True else number(float(value or 0)))(package)
    return package.to_bytes()


def test_empty_text_is_a_blank(tmp_path: Path) -> None:
    path = edited(tmp_path / "a.xlsx", cell(place("monthly", LAST, "note"), words("")))
    assert open_workbook(path).inputs.tables["monthly"][LAST]["note"] is None


# --- what must be there -------------------------------------------------------------------------


def rename_column(old: str, new: str) -> Change:
    def change(root: etree._Element) -> None:
        next(item for item in root.iter(main("tableColumn")) if item.get("name") == old).set("name", new)

    return change


def set_name(root: etree._Element) -> None:
    root.set("displayName", "月次")


def drop_tables(name: str) -> Edit:
    def edit(package: Package) -> None:
        path = sheet_part(package, name)
        root = package.xml(path)
        parts = root.find(main("tableParts"))
        assert parts is not None
        root.remove(parts)
        package.put(path, to_xml(root))
        folder, _, file = path.rpartition("/")
        package.remove(f"{folder}/_rels/{file}.rels")

    return edit


def drop_name(name: str) -> Edit:
    def edit(package: Package) -> None:
        root = package.xml(package.workbook_part)
        names = root.find(main("definedNames"))
        assert names is not None
        names.remove(next(item for item in names if item.get("name") == name))
        package.put(package.workbook_part, to_xml(root))

    return edit


def point_name(name: str, target: str) -> Edit:
    def edit(package: Package) -> None:
        root = package.xml(package.workbook_part)
        next(item for item in root.iter(main("definedName")) if item.get("name") == name).text = target
        package.put(package.workbook_part, to_xml(root))

    return edit


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        pytest.param((cell("月次!C11", words("A_USD")),), ("×missing-column", "月次!C11"), id="heading overwritten"),
        pytest.param(
            (table("Monthly", rename_column("A_USD(月末)", "A_USD")),), ("×missing-column", "月次"), id="column renamed"
        ),
        pytest.param(
            (cell("月次!C11", words("A_USD")), table("Monthly", rename_column("A_USD(月末)", "A_USD"))),
            ("×missing-column", "月次"),
            id="heading renamed in Excel",
        ),
        pytest.param((table("Monthly", set_name),), ("×missing-table", "月次"), id="table renamed"),
        pytest.param((drop_tables("損益"),), ("×missing-table", "損益"), id="table converted to a range"),
        pytest.param((drop_name("min_unit"),), ("×missing-name", "設定"), id="name deleted"),
        pytest.param((point_name("min_unit", "#REF!"),), ("×missing-name", "設定"), id="name broken"),
        pytest.param((point_name("min_unit", "'設定'!$B$9:$B$10"),), ("×missing-name", "設定"), id="name of a range"),
        pytest.param((point_name("min_unit", "'無い'!$B$9"),), ("×missing-name", "設定"), id="name of no sheet"),
        pytest.param((drop_name("checks_total"),), ("×missing-name", "点検"), id="name of a formula deleted"),
    ],
)
def test_what_is_missing_is_alone(tmp_path: Path, edits: tuple[Edit, ...], expected: tuple[str, str]) -> None:
    """Nothing else can be judged: the numbers may be anything, and are not compared."""
    path = edited(tmp_path / "a.xlsx", *edits, cell(place("market", 1, "spx"), number(-1)))
    assert not open_workbook(path).whole
    assert found(path) == [expected]


def test_settings_that_change_results(tmp_path: Path) -> None:
    assert found(edited(tmp_path / "a.xlsx", book("<calcPr ", '<calcPr calcMode="manual" '))) == [
        ("△manual-calculation", LEDGER.title.ja)
    ]
    assert found(edited(tmp_path / "b.xlsx", book("<calcPr ", '<calcPr calcMode="autoNoTable" '))) == []
    assert found(edited(tmp_path / "c.xlsx", book("<workbookPr/>", '<workbookPr date1904="1"/>'))) == [
        ("×date-1904", LEDGER.title.ja)
    ]


# --- files that are not ours --------------------------------------------------------------------


def not_stamped(package: Package) -> None:
    package.put("_rels/.rels", package.read("_rels/.rels").replace(b"/custom-properties", b"/something-else"))


def stamped(name: str, old: str, new: str) -> Edit:
    def edit(package: Package) -> None:
        root = package.xml(CUSTOM)
        value = next(item for item in root if item.get("name") == name)[0]
        assert value.text == old
        value.text = new
        package.put(CUSTOM, to_xml(root))

    return edit


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param(not_stamped, id="no stamp"),
        pytest.param(stamped(stamp.TEMPLATE, "ledger", "budget"), id="another template"),
        pytest.param(stamped(stamp.LANGUAGE, "ja", "fr"), id="another language"),
        pytest.param(stamped(stamp.HOST, "native", "sheets"), id="another host"),
    ],
)
def test_not_ours(tmp_path: Path, edit: Edit) -> None:
    with pytest.raises(FileError) as caught:
        open_workbook(edited(tmp_path / "a.xlsx", edit))
    assert caught.value.message("ja").startswith("a.xlsx: hedge_xlのブックではありません。")
    assert "not a hedge_xl workbook" in caught.value.message("en")


def test_newer_structure_is_refused_and_says_so(tmp_path: Path) -> None:
    newer = LEDGER.schema + 1
    path = edited(tmp_path / "a.xlsx", stamped(stamp.SCHEMA, str(LEDGER.schema), str(newer)))
    with pytest.raises(FileError, match="新しい版") as caught:
        open_workbook(path)
    assert f"structure {newer}, this version knows {LEDGER.schema}" in caught.value.message("en")


def as_docx() -> bytes:
    """A Word document, as its declaration says."""
    package = Package(small_file(), "a.docx")
    name = "[Content_Types].xml"
    package.put(name, package.read(name).replace(b"spreadsheetml.sheet.main", b"wordprocessingml.document.main"))
    return package.to_bytes()


UNREADABLE = {
    "old.xls": (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504), "古い形式", "old-format"),
    "prices.xlsx": ("月末,USDJPY\n2022-12-31,131.9\n".encode("cp932"), "文字データ", "text"),
    "half.xlsx": (small_file()[:20000], "途中で切れている", "cut short"),
    "letter.docx": (as_docx(), "Excel ブックではありません", "not an Excel workbook"),
    "empty.xlsx": (b"", "0 バイト", "empty"),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_unreadable_files(tmp_path: Path, name: str) -> None:
    data, ja, en = UNREADABLE[name]
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(FileError) as caught:
        open_workbook(path)
    assert caught.value.message("ja").startswith(f"{name}: ")
    assert ja in caught.value.message("ja")
    assert en in caught.value.message("en")


def test_nothing_or_a_folder(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="見つかりません"):
        open_workbook(tmp_path / "none.xlsx")
    with pytest.raises(FileError, match="フォルダです"):
        open_workbook(tmp_path)
