"""Sheets written in ways that no usual program writes them: the same result, whatever they look like."""

import re
from collections.abc import Callable
from io import BytesIO

import pytest
from edit_checks import after, contents, everything, fill, found, opened, sheet, with_part
from hypothesis import given, settings
from hypothesis import strategies as st
from ledgers import small_file

from workbook.edit import sheet_rows
from workbook.edit.plain_sheet import plain_sheet
from workbook.edit.sheet_rows import OddSheetError, SheetEdit, rewritten
from workbook.errors import FileError
from workbook.ooxml import MAIN

Rewrite = Callable[[str], str]


def in_utf_16(text: str) -> bytes:
    return re.sub(r"^<\?xml.*?\?>", '<?xml version="1.0" encoding="UTF-16"?>', text).encode("utf-16")


def in_ascii(text: str) -> bytes:
    declared = re.sub(r"^<\?xml.*?\?>", '<?xml version="1.0" encoding="us-ascii"?>', text)
    return declared.encode("ascii", "xmlcharrefreplace")


def prefixed(text: str) -> str:
    tagged = re.sub(r"(</?)(?=[a-zA-Z])", r"\1x:", text.partition("?>")[2])
    return tagged.replace(f'xmlns="{MAIN}"', f'xmlns:x="{MAIN}"')


def prefixed_in_parts(text: str) -> str:
    """Rows with a prefix, the root without one."""
    inner = re.sub(r"(</?)(row|c|f|v|is|t)(?=[\s/>])", r"\1y:\2", text)
    return inner.replace(f'xmlns="{MAIN}"', f'xmlns="{MAIN}" xmlns:y="{MAIN}"', 1)


def without_row_numbers(text: str) -> str:
    """Every row says by its place which it is; blank rows stand for those left out."""
    numbers = [int(number) for number in re.findall(r'<row r="(\d+)"', text)]
    for number in sorted(set(range(1, numbers[-1])) - set(numbers), reverse=True):
        follower = min(item for item in numbers if item > number)
        text = text.replace(f'<row r="{follower}"', f'<row r="{number}"/><row r="{follower}"', 1)
        numbers.append(number)
    return re.sub(r'<row r="\d+"', "<row", text)


ODD: dict[str, Callable[[str], str | bytes]] = {
    "UTF-16": in_utf_16,
    "ASCII": in_ascii,
    "byte order mark": lambda text: "\ufeff" + text,
    "no declaration": lambda text: text.partition("?>")[2],
    "prefix": prefixed,
    "two prefixes": prefixed_in_parts,
    "comment before the root": lambda text: text.replace("<worksheet", "<!-- <sheetData> --><worksheet", 1),
    "comment among the rows": lambda text: text.replace("</row>", '</row><!-- <row r="99"></row> -->', 3),
    "comment in a cell": lambda text: text.replace("<f>", "<f><!-- x -->", 5),
    "instruction": lambda text: text.replace("</row>", "</row><?own <row/>?>", 1),
    "character data": lambda text: re.sub(r"<t>([^<&]*)</t>", r"<t><![CDATA[\1]]></t>", text),
    "comment behind the rows": lambda text: text.replace("</sheetData>", "</sheetData><!-- <row> -->"),
    "comment at the end": lambda text: text + "<!-- </worksheet> -->\n",
    "single quotes": lambda text: re.sub(r'<row r="(\d+)"', r"<row r='\1'", text),
    "blanks in tags": lambda text: text.replace("</row>", "</row >").replace("</sheetData>", "</sheetData\n>"),
    "lines": lambda text: (
        text.replace("<row", "\n  <row").replace("<c ", "\n    <c\n").replace("</sheetData>", "\n</sheetData>")
    ),
    "no row numbers": without_row_numbers,
    "rows in reverse": lambda text: re.sub(
        r"<sheetData>(.*)</sheetData>",
        lambda match: f"<sheetData>{''.join(reversed(re.findall(r'<row.*?</row>', match[1])))}</sheetData>",
        text,
        flags=re.DOTALL,
    ),
    "a row in two pieces": lambda text: re.sub(r'(<c r="E(\d+)")', r'</row><row r="\2">\1', text),
    "declared in a row": lambda text: text.replace("<row ", '<row xmlns:q="urn:q" q:a="1" '),
    "words of XML": lambda text: text.replace("<t>", "<t>xmlns &lt;row r=&quot;8&quot;&gt; ", 1),
}


@pytest.mark.parametrize("name", ODD)
def test_an_odd_sheet_is_edited_all_the_same(name: str) -> None:
    data = small_file("ja")
    wanted = opened(after(data, *everything("ja").operations))
    for table in ("log", "monthly", "events"):
        text = contents(data)[sheet(data, table)].decode()
        odd = ODD[name](text)
        data = with_part(data, sheet(data, table), lambda _, odd=odd: odd if isinstance(odd, bytes) else odd.encode())
    new = after(data, *everything("ja").operations)
    assert found(new) == []
    got = opened(new)
    for key, table in wanted.tables.items():
        assert got.tables[key].table == table.table
        one, other = (dict(item.tables[key].sheet.cells.items()) for item in (wanted, got))
        assert {place: (cell.formula, cell.style) for place, cell in one.items()} == {
            place: (cell.formula, cell.style) for place, cell in other.items()
        }


@pytest.mark.parametrize("name", ODD)
def test_what_is_odd_is_noticed_or_passes_unchanged(name: str) -> None:
    """Read in small pieces, so that everything falls on a border once."""
    text = ODD[name](contents(small_file("ja"))[sheet(small_file("ja"), "events")].decode())
    data = text if isinstance(text, bytes) else text.encode()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sheet_rows, "CHUNK", 777)
        try:
            assert b"".join(rewritten(BytesIO(data), SheetEdit())) == data
        except OddSheetError:
            plain = plain_sheet(data, "part", "file")
            assert b"".join(rewritten(BytesIO(plain), SheetEdit(), plain=True)) == plain


def test_rows_within_rows_are_refused() -> None:
    """Whichever end belongs to which row, a cell could land in the wrong one."""
    data = small_file("ja")
    first = re.compile(rb"(<c [^>]*>)(?=<f)")
    data = with_part(data, sheet(data, "log"), lambda text: first.sub(rb"\1<row/><row></row>", text))
    with pytest.raises(FileError, match="XML"):
        after(data, fill("ja", 1))


@given(st.integers(1, 400))
@settings(max_examples=25, deadline=None)
def test_pieces_of_any_size(size: int) -> None:
    data = f'<worksheet xmlns="{MAIN}"><sheetData>'.encode()
    data += b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row> ' % (number, number) for number in range(1, 40, 2))
    data += b'<row r="41" ht="9"/></sheetData><pageMargins/></worksheet>'
    seen: list[tuple[int, bool]] = []

    def editor(number: int) -> sheet_rows.RowEditor:
        def edit(frame: sheet_rows.Frame, row: bytes | None) -> bytes:
            seen.append((number, row is not None))
            return row or b""

        return edit

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sheet_rows, "CHUNK", size)
        edits = {number: editor(number) for number in (1, 2, 39, 41, 50)}
        assert b"".join(rewritten(BytesIO(data), SheetEdit(edits))) == data
    assert seen == [(1, True), (2, False), (39, True), (41, True), (50, False)]


@pytest.mark.parametrize(
    "empty", ["<sheetData/>", "<sheetData></sheetData>", "<sheetData  />", "<sheetData>\n</sheetData>"]
)
def test_a_sheet_without_rows(empty: str) -> None:
    data = f'<worksheet xmlns="{MAIN}">{empty}<pageMargins/></worksheet>'.encode()
    assert b"".join(rewritten(BytesIO(data), SheetEdit())) == data
    new = b"".join(rewritten(BytesIO(data), SheetEdit({3: lambda frame, row: b'<row r="3"/>'})))
    assert re.fullmatch(rb'<worksheet [^>]*><sheetData>\s*<row r="3"/>\s*</sheetData><pageMargins/></worksheet>', new)


def test_the_rows_of_a_huge_sheet_are_never_held_together() -> None:
    import tracemalloc

    class Endless(BytesIO):
        """A sheet of 60 MB that nobody stores."""

        def __init__(self) -> None:
            super().__init__()
            self.number = 0

        def read(self, size: int | None = -1) -> bytes:
            self.number += 1
            if self.number == 1:
                return f'<worksheet xmlns="{MAIN}"><sheetData>'.encode()
            if self.number < 61:
                return b"".join(
                    b'<row r="%d"><c><v>%s</v></c></row>' % (self.number * 500 + n, b"1" * 2000) for n in range(500)
                )
            return b"</sheetData></worksheet>" if self.number == 61 else b""

    tracemalloc.start()
    total = sum(len(piece) for piece in rewritten(Endless(), SheetEdit({15_000: lambda frame, row: row or b""})))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert total > 59_000_000
    assert peak < 8_000_000


def test_an_edit_of_an_odd_sheet_can_be_repeated() -> None:
    data = small_file("ja")
    part = sheet(data, "log")
    data = with_part(data, part, lambda text: text.replace(b"</row>", b"</row><!-- x -->", 1))
    once = after(data, fill("ja", 1))
    assert b"<!--" not in contents(once)[part]
    twice = after(once, fill("ja", 2))
    assert len(opened(twice).inputs.tables["log"]) == 8
