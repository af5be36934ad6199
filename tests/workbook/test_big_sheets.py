"""The fast reader of large sheets against the reader of every form: the same cells, or the same refusal."""

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from scenarios import demo
from test_cells import BAD_CELLS, STRINGS, VALUES

from workbook import sheet_xml
from workbook.build import build
from workbook.cell_types import XlsxBook
from workbook.cells import read_book
from workbook.errors import FileError
from workbook.ledger import LEDGER
from workbook.recalc import LibreOffice

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TEXTS = ["月末", "a b", "", " x ", "a_x000D_b"]
NEVER = 10**9
HEAD = f'<worksheet xmlns="{MAIN}" xmlns:x="urn:x"><sheetPr/><sheetData>'.encode()
TAIL = b'</sheetData><sheetProtection sheet="1"/></worksheet>'


class OnePart:
    """A package of one sheet, as far as reading it asks for one."""

    file = "one.xlsx"

    def __init__(self, data: bytes) -> None:
        self.data = data

    def size(self, name: str) -> int:
        return len(self.data)

    def stream(self, name: str) -> BytesIO:
        return BytesIO(self.data)


def outcome(data: bytes, worth: int) -> object:
    """What reading a part comes to: its cells and whether it is protected, or why it is refused."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sheet_xml, "WORTH", worth)
        try:
            cells, protected = sheet_xml.read_sheet(OnePart(data), "s.xml", TEXTS, False)
        except FileError as error:
            return error.message("en")
    return {place: repr(cell) for place, cell in cells.items()}, len(cells), protected


def assert_alike(data: bytes) -> None:
    assert outcome(data, 0) == outcome(data, NEVER), data


# --- sheets as programs write them, and not ------------------------------------------------------

PLAIN = [
    "/>",
    ' s="3"/>',
    ' s="2"><v>1.5</v></c>',
    ' t="n"><v>-1e-3</v></c>',
    ' t="n"></c>',
    "><v/></c>",
    "><v></v></c>",
    ' t="s"><v>0</v></c>',
    ' t="s"><v>4</v></c>',
    ' t="inlineStr"><is><t>直接</t></is></c>',
    ' t="inlineStr"><is><t>a &amp; b&#10;&#x3042;_x0041_</t></is></c>',
    ' t="inlineStr"><is><t xml:space="preserve"> a </t></is></c>',
    ' t="inlineStr"/>',
    ' t="b"><v>1</v></c>',
    ' t="e"><v>#N/A</v></c>',
    ' s="7" t="n"><f>A1*2</f><v>3</v></c>',
    ' s="7" t="str"><f>T[[#This Row],[x]]&amp;"月"&gt;0</f><v></v></c>',
    ' t="str"><f aca="false">A1</f><v>x</v></c>',
    ' t="str"><f>A1</f></c>',
    "><f>A1</f><v/></c>",
    "><f></f><v>1</v></c>",
    ' cm="1"><v>2</v></c>',
]
ODD = [
    ' t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c>',
    ' t="inlineStr"><v>1</v></c>',
    "><is><t>x</t></is></c>",
    "><v>1</v><v>2</v></c>",
    "><v>1</v><f>A1</f></c>",
    "><f>1<!-- --></f><v>1</v></c>",
    "><v>1<!-- a -->2</v></c>",
    "><v><![CDATA[12]]></v></c>",
    "><v>1</v><extLst/></c>",
    ' t="d"><v>2022-12-31</v></c>',
    '><f t="array" ref="A1:A2">A1*2</f><v>1</v></c>',
    '><f t="shared" ref="A1:A9" si="0">B1</f><v>1</v></c>',
    '><f t="shared" si="0"/><v>1</v></c>',
    "><f/><v>1</v></c>",
    ' x:y="1"><v>1</v></c>',
    ' zz:y="1"><v>1</v></c>',
    ' s="1" s="2"><v>1</v></c>',
    ' xmlns="urn:other"><v>1</v></c>',
    ' t="n"><v> 7 </v></c>',
    ' t="n"><v>1_0</v></c>',
    ' t="n"><v>1e999</v></c>',
    ' t="n"><v>.</v></c>',
    ' t="n"><v>nan</v></c>',
    ' t="s"><v>9</v></c>',
    ' t="s"><v>²</v></c>',
    ' t="b"><v>2</v></c>',
    ' t="e"><v> #N/A </v></c>',
    ' t="str"><v>a\rb]]</v></c>',
    ' t="str"><v>a]]>b</v></c>',
    ' t="str"><v>\x01</v></c>',
    ' t="str"><v>\x010\x02</v></c>',
    ' t="str"><v>\uffff</v></c>',
    ' t="str"><v>&nbsp;</v></c>',
    ' t="str"><v>&#0;</v></c>',
    ' t="str"><v>&#xD800;</v></c>',
    ' t="str"><v>a&b</v></c>',
    ' t="str"><v><b>1</b></v></c>',
    ' t="q"><v>1</v></c>',
    ' s="x"/>',
    ' s="１"/>',
    ">",
    "></c></row>",
]
ROW_TAGS = [
    '<row r="{row}">',
    '<row r="{row}" spans="1:3" ht="12.5" x:dyDescent="0.25">',
    "<row>",
    '<row r="{row}" q:a="1">',
]


@st.composite
def sheets(draw: st.DrawFn) -> bytes:
    """A sheet that is mostly a table: rows with the same columns, some of them odd."""
    plain, odd = st.sampled_from(PLAIN), st.sampled_from(ODD)
    columns = sorted(draw(st.sets(st.integers(1, 28), min_size=1, max_size=4)))
    kinds = {column: draw(st.lists(plain, min_size=1, max_size=3)) for column in columns}
    rows, number = [], draw(st.sampled_from([1, 5, 1_048_570]))
    for _ in range(draw(st.integers(2, 7))):
        tag = draw(st.sampled_from(ROW_TAGS)) if draw(st.integers(0, 15)) == 0 else ROW_TAGS[0]
        cells = []
        for column in columns:
            chance = draw(st.integers(0, 40))
            content = draw(odd) if chance == 0 else draw(st.sampled_from(kinds[column]))
            if chance != 1:
                cells.append(f'<c r="{get_column_letter(column)}{number}"{content}')
        rows.append(tag.format(row=number) + "".join(cells) + "</row>")
        number += 1 if draw(st.integers(0, 9)) else draw(st.integers(-1, 3))
    return HEAD + "".join(rows).encode("utf-8", "surrogatepass") + TAIL


@settings(max_examples=250, deadline=None)
@given(sheets())
def test_tables_are_read_alike(data: bytes) -> None:
    assert_alike(data)


TOKENS = [
    *(b"<", b">", b"&", b"/", b'"', b"'", b" ", b"\n", b"\r", b"\x01", b"\x010\x02", b"\xff", b"\xef\xbf\xbf"),
    *(b"</c>", b"</row>", b"<row>", b"<row/>", b'<row r="3"/>', b"</sheetData>", b"<sheetData>", b"<f>", b"</f>"),
    *(b"<!-- </row> -->", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<?a?>", b"&#10;", b"&lt;", b"&x;", b"<v/>"),
    *(b"<!DOCTYPE x>", b"1", b"e", b"A", b'r="A1"', b' t="str"', b' xmlns="x"', b"<x:row/>", b"<v>", b"</v>"),
]
edits = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 6), st.sampled_from([b"", *TOKENS])), min_size=1, max_size=3)


def mutated(data: bytes, changes: list[tuple[float, int, bytes]]) -> bytes:
    for place, cut, token in changes:
        at = int(place * len(data))
        data = data[:at] + token + data[at + cut :]
    return data


@settings(max_examples=500, deadline=None)
@given(sheets(), edits)
def test_damaged_tables_are_read_alike(data: bytes, changes: list[tuple[float, int, bytes]]) -> None:
    assert_alike(mutated(data, changes))


@pytest.mark.parametrize("xml", [*(xml for xml, _ in VALUES.values()), *BAD_CELLS.values()])
def test_every_known_form_is_read_alike(xml: str) -> None:
    rows = xml if xml.startswith("<row") else f"<row r='1'>{xml}</row>"
    assert STRINGS
    assert_alike(HEAD + rows.encode() + TAIL)


AROUND = {
    "declaration": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n%s',
    "latin": b'<?xml version="1.0" encoding="ISO-8859-1"?>%s',
    "byte order mark": b"\xef\xbb\xbf%s",
    "doctype": b"<!DOCTYPE worksheet>%s",
    "comment before": b"<!-- <sheetData> -->%s",
    "nothing after": b"%s",
    "something after": b"%s<x/>",
    "comment after": b"%s<!-- </row> -->",
}
ROWS = b"".join(b'<row r="%d"><c r="A%d"><v>%d</v></c></row>' % (row, row, row) for row in range(1, 6))


@pytest.mark.parametrize("form", AROUND)
def test_what_stands_around_the_rows(form: str) -> None:
    assert_alike(AROUND[form] % (HEAD + ROWS + TAIL))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"</worksheet>", b""),
        (b'xmlns="', b'xmlns:y="'),
        (MAIN.encode(), b"urn:other"),
        (b"<sheetData>", b"<sheetData><!-- -->"),
        (b"<sheetData>", b'<sheetData a="1">'),
        (b"<sheetData>", b"<sheetData>\n"),
        (b"</sheetData>", b"<row r='9'/></sheetData>"),
        (b"</sheetData>", b"</sheetData><sheetData><row r='9'><c r='A9'><v>9</v></c></row></sheetData>"),
        (b"<sheetPr/>", b"<sheetPr><sheetData></sheetData></sheetPr>"),
        (b"<sheetPr/>", b"<![CDATA[<sheetData>]]>"),
        (b'sheet="1"/>', b'sheet="0"/>'),
        (b'r="A3"', b'r="A2"'),
        (b'row r="3"', b'row r="2"'),
        (b'row r="5"><c r="A5"', b'row r="1"><c r="A1"'),
    ],
)
def test_changes_to_a_plain_sheet_are_read_alike(old: bytes, new: bytes) -> None:
    plain = HEAD + ROWS + TAIL
    assert old in plain
    assert_alike(plain.replace(old, new))


def test_a_long_sheet_is_read_in_pieces() -> None:
    """Rows cross the ends of the pieces in which a part is unpacked, and its end comes at any place."""
    for extra in range(0, 200, 7):
        rows = b"".join(
            b'<row r="%d"><c r="A%d" t="str"><f>%s</f><v>%d</v></c></row>' % (row, row, b"A" * 900, row)
            for row in range(1, 1200)
        )
        assert_alike(HEAD.replace(b"urn:x", b"urn:" + b"x" * extra) + rows + TAIL)


def test_rows_that_are_never_plain_are_given_up(parsed: list[int]) -> None:
    """Wide rows, and rows that are all odd: the parser of the whole part takes over before much is lost."""
    wide = "".join(f'<c r="{get_column_letter(column)}%d"><v>1</v></c>' for column in range(1, 80))
    for row in (wide, '<c r="A%d"><v>1<!-- --></v></c>'):
        rows = "".join(f'<row r="{at}">{row.replace("%d", str(at))}</row>' for at in range(1, 1501))
        parsed.clear()
        cells, _ = sheet_xml.read_sheet(OnePart(HEAD + rows.encode() + TAIL), "s.xml", TEXTS, False)
        assert len(cells) == 1500 * row.count("<c ")
        assert len(parsed) <= 1500 + 500
    long_root = HEAD.replace(b"urn:x", b"urn:" + b"x" * 20_000)
    assert_alike(long_root + ROWS + TAIL)


# --- the fast reader is at work ------------------------------------------------------------------


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The rows that went through the XML parser, every sheet being large enough for the fast reader."""
    rows: list[int] = []
    read_row = sheet_xml._SheetReader.read_row

    def counted(self: sheet_xml._SheetReader, row: etree._Element) -> None:
        read_row(self, row)
        rows.append(self.row)

    monkeypatch.setattr(sheet_xml, "WORTH", 0)
    monkeypatch.setattr(sheet_xml._SheetReader, "read_row", counted)
    return rows


def by_openpyxl(path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in range(1, 300):
        sheet.append([row, f"text {row}", f'=A{row}*2&"月"', True, 0.1 * row, datetime(2026, 1, 1), "=1/0"])
    book.save(path)


def by_xlsxwriter(path: Path) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for row in range(300):
            sheet.write_row(row, 0, [row, f"text {row % 7}", "<&>", True])
            sheet.write_formula(row, 4, f"=A{row + 1}*2", None, row * 2)
            sheet.write_formula(row, 5, '="a"', None, "a")
            sheet.write_array_formula(0, 6, 0, 6, "{=1+1}", None, 2)


def by_us(path: Path) -> None:
    path.write_bytes(build(LEDGER, demo("ja"), "ja", modified=datetime(2022, 12, 31)))


def assert_mostly_plain(parsed: list[int], book: XlsxBook) -> None:
    """The parser saw the rows from which the forms are learnt and the few that are odd, not one in six of all."""
    assert 0 < len(parsed) < sum(len({row for row, _ in sheet.cells}) for sheet in book.sheets) / 6


@pytest.mark.parametrize("write", [by_openpyxl, by_xlsxwriter, by_us])
def test_the_forms_of_programs_are_plain(write: Callable[[Path], None], tmp_path: Path, parsed: list[int]) -> None:
    write(tmp_path / "a.xlsx")
    parsed.clear()
    fast = read_book(tmp_path / "a.xlsx")
    assert_mostly_plain(parsed, fast)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sheet_xml, "WORTH", NEVER)
        assert read_book(tmp_path / "a.xlsx") == fast


def test_what_libreoffice_writes_is_plain(libreoffice: LibreOffice, tmp_path: Path, parsed: list[int]) -> None:
    by_us(tmp_path / "a.xlsx")
    (saved,) = libreoffice.recalculate([tmp_path / "a.xlsx"], tmp_path / "saved")
    parsed.clear()
    fast = read_book(saved)
    assert_mostly_plain(parsed, fast)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sheet_xml, "WORTH", NEVER)
        assert read_book(saved) == fast
