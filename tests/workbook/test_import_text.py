"""Text tables: encodings, separators, the header among other lines, and what is refused with its line."""

import codecs
from pathlib import Path

import pytest

from hedge_xl.core.language import LANGUAGES
from workbook.errors import FileError
from workbook.imports import csv_text, text_file
from workbook.imports.csv_text import TextTable, read_table
from workbook.imports.grids import read_grid

HEADERS = ("注文番号", "売買", "約定価格", "備考")
ROWS = [["001", "売", "150.12", "－1円ずれ"], ["002", "買", "151", "髙橋さんの分"]]
TABLE = "\r\n".join(",".join(row) for row in [list(HEADERS), *ROWS]) + "\r\n"


def table(folder: Path, data: bytes | str, **options: str) -> TextTable:
    path = folder / "fills.csv"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return read_table(path, **options)  # type: ignore[arg-type]  # the options are all words


def refused(folder: Path, data: bytes | str, name: str = "fills.csv") -> FileError:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    with pytest.raises(FileError) as caught:
        read_table(path)
    for language in LANGUAGES:
        message = caught.value.message(language)
        assert message.startswith(f"{name}: ")
        assert len(message.splitlines()) == 1
        assert "{" not in message
    return caught.value


@pytest.mark.parametrize(
    ("encoding", "mark", "told"),
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8", codecs.BOM_UTF8, "utf-8"),
        ("cp932", b"", "cp932"),
        ("utf-16-le", codecs.BOM_UTF16_LE, "utf-16"),
        ("utf-16-be", codecs.BOM_UTF16_BE, "utf-16"),
        ("utf-32-le", codecs.BOM_UTF32_LE, "utf-32"),
    ],
)
def test_encodings(tmp_path: Path, encoding: str, mark: bytes, told: str) -> None:
    found = table(tmp_path, mark + TABLE.encode(encoding))
    assert (found.headers, found.rows, found.encoding) == (HEADERS, ROWS, told)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark(tmp_path: Path, encoding: str) -> None:
    found = table(tmp_path, "Ticket,Side,Price\n1,SELL,150.25\n2,BUY,151.50\n".encode(encoding))
    assert (found.rows[0], found.encoding) == (["1", "SELL", "150.25"], encoding)


def test_what_could_be_two_encodings_is_refused(tmp_path: Path) -> None:
    """EUC-JP reads as half-width kana in Shift JIS: a wrong guess would be silent."""
    assert "EUC" in refused(tmp_path, "かな,あい\nうえ,1\n".encode("euc_jp")).text.en
    assert table(tmp_path, "かな,あい\nうえ,1\n".encode("euc_jp"), encoding="euc_jp").rows == [["うえ", "1"]]
    assert table(tmp_path, "注文,ｽﾌﾟﾚｯﾄﾞ\n売り,1\n".encode("cp932")).headers == ("注文", "ｽﾌﾟﾚｯﾄﾞ")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"PK\x03\x04rest", "workbook"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"x", "old-format"),
        (b"id,side\n1,\x00SELL\n", "U+0000 in line 2"),
        (b"id,side\n1,SELL\x07\n", "U+0007 in line 2"),
        (b"%PDF-1.7\n\xff\xfe\x80\x81", "neither UTF-8 nor Shift JIS"),
        ('id,side\n1,"SELL\n2,BUY\n', "line 2: a quotation mark"),
        ("id,side\n1,SELL\n2,SELL,3,4\n", "line 3: 4 cells under 2 headers"),
        ("no table here\n", "no table found"),
        ("\n\n,,\n", "no table found"),
        ("1,2,3\n4,5,6\n", "no table found"),
    ],
)
def test_unusable_files_are_refused_in_one_line(tmp_path: Path, data: bytes | str, words: str) -> None:
    assert words in refused(tmp_path, data).message("en")


def test_a_named_encoding_is_held_to(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="2行目"):
        table(tmp_path, "a,b\n売,1\n".encode(), encoding="ascii")
    with pytest.raises(FileError, match="nonsense"):
        table(tmp_path, "a,b\n", encoding="nonsense")


def test_sizes_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_text, "MAX_ROWS", 3)
    assert "3 rows" in refused(tmp_path, "a,b\n" + "1,2\n" * 5).text.en
    monkeypatch.setattr(text_file, "MAX_BYTES", 2**20)
    assert "1 MB" in refused(tmp_path, b"a,b\n" + b"1,2\n" * 300_000).text.en
    with pytest.raises(FileError, match="見つかりません"):
        read_table(tmp_path / "none.csv")


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_separators(tmp_path: Path, mark: str) -> None:
    text = f'id{mark}side{mark}qty{mark}note\n1{mark}SELL{mark}"10,000"{mark}"a;b,c\td"\n2{mark}BUY{mark}5{mark}\n'
    found = table(tmp_path, text)
    assert found.separator == mark
    assert found.rows == [["1", "SELL", "10,000", "a;b,c\td"], ["2", "BUY", "5", ""]]


def test_lines_above_blank_lines_and_newlines_in_cells(tmp_path: Path) -> None:
    text = '取引履歴,,\n口座,0012345,\n\n番号,売買,メモ\n1,売,"二行\nのメモ"\n\n,,\n2,買,\n'
    found = table(tmp_path, text)
    assert (found.headers, found.header_line) == (("番号", "売買", "メモ"), 4)
    assert found.rows == [["1", "売", "二行\nのメモ"], ["2", "買", ""]]
    assert found.lines == [5, 9]


def test_columns_by_header_however_it_is_spelled(tmp_path: Path) -> None:
    found = table(tmp_path, "Order ID,ＵＳＤ／ＪＰＹ,Price,Price\n1,x,2,3\n")
    assert (found.column("ORDER id"), found.column("usd/jpy"), found.column("none")) == (0, 1, None)
    with pytest.raises(FileError, match="「price」が2つ"):
        found.column("price")


def test_cells_that_look_like_formulas_stay_text(tmp_path: Path) -> None:
    cells = ["=1+1", "+2", "-3", "@SUM(A1)", "=cmd|'/c calc'!A0"]
    assert table(tmp_path, "a,b,c,d,e\n" + ",".join(cells) + "\n").rows == [cells]


def test_pages_are_read_as_rows(tmp_path: Path) -> None:
    page = (
        "<html><body><!-- x --><table><tr><th colspan=2><b>Title</b></th></tr>\n<tr></tr>"
        "<tr title='no'><td title='hint'> a&nbsp; b</td><td class='hidden'>secret</td>"
        "<td style='display: none'>no</td><td>1&nbsp;380</td></table>"
    )
    path = tmp_path / "page.htm"
    path.write_bytes(page.encode())
    found = read_grid(path)
    assert found.rows == [["Title", ""], ["a b", "1 380"]]
    assert (found.lines, found.titles) == ([1, 2], ["", "hint"])


@pytest.mark.parametrize("text", ["<html></html>", "<html><body>no table</body></html>"])
def test_pages_without_a_table_are_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "page.html"
    path.write_text(text)
    with pytest.raises(FileError, match="表がありません"):
        read_grid(path)
