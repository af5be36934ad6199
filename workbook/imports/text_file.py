"""The text of a file whose encoding nobody states: what can be told for certain is read, the rest is refused."""

import codecs
import re
from pathlib import Path
from typing import Final

from hedge_xl.core.language import Text
from workbook import refusals
from workbook.container import OLE_SIGNATURE, ZIP_SIGNATURE, read_file
from workbook.errors import FileError

MAX_BYTES: Final = 200 * 2**20
# Long byte order marks first: that of UTF-32 begins like that of UTF-16.
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_UNMARKED: Final = ("utf-8", "cp932")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f]")
_HALF_WIDTH_KANA: Final = re.compile(r"[\uff61-\uff9f]")
_END_OF_FILE: Final = "\x1a"  # what programs of the DOS age close a text with

_TOO_LARGE: Final = Text(
    "{limit}MBより大きいため読みません。期間を分けて保存し直してください。",
    "larger than {limit} MB, so it is not read; save it again in shorter periods.",
)
_WORKBOOK: Final = Text(
    "中身はExcelブックです。拡張子を .xlsx にするか、CSVで保存し直してください。",
    "it holds an Excel workbook; name it .xlsx, or save it again as CSV.",
)
_BINARY: Final = Text(
    "文字のファイルではありません({line}行目に制御文字 {code})。CSVで保存し直してください。",
    "not a text file (control character {code} in line {line}); save it again as CSV.",
)
_UNDECODED: Final = Text(
    "文字コードが分かりません(UTF-8でもシフトJISでもありません)。「CSV UTF-8」で保存し直してください。",
    'its encoding is unclear (neither UTF-8 nor Shift JIS); save it again as "CSV UTF-8".',
)
_TWO_WAYS: Final = Text(
    "文字コードを決められません(シフトJISともEUCとも読めます)。「CSV UTF-8」で保存し直してください。",
    'its encoding is unclear (Shift JIS or EUC); save it again as "CSV UTF-8".',
)
_NOT_ENCODED: Final = Text(
    "文字コード {encoding} では読めません({line}行目)。「CSV UTF-8」で保存し直してください。",
    'line {line} is not {encoding}; save it again as "CSV UTF-8".',
)
_NO_ENCODING: Final = Text(
    "文字コード {encoding} はありません。utf-8、cp932、utf-16 などを指定してください。",
    "there is no encoding {encoding}; name utf-8, cp932, utf-16 or another.",
)


def read_text(path: Path, encoding: str | None = None) -> tuple[str, str]:
    """The text of a file, and the encoding it was in; line ends become ``\\n``."""
    data = _bytes(path)
    text, found = _named(data, encoding, path.name) if encoding else _told(data, path.name)
    text = text.rstrip(_END_OF_FILE).replace("\r\n", "\n").replace("\r", "\n")
    control = _CONTROL.search(text)
    if control:
        line = text.count("\n", 0, control.start()) + 1
        raise FileError(_BINARY.format(line=line, code=f"U+{ord(control[0]):04X}"), path.name)
    return text, found


def _bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size if path.is_file() else 0
    except OSError:
        size = 0  # what is wrong is said by the reading
    if size > MAX_BYTES:
        raise FileError(_TOO_LARGE.format(limit=MAX_BYTES // 2**20), path.name)
    data = read_file(path)
    if not data:
        raise FileError(refusals.EMPTY, path.name)
    if data.startswith(ZIP_SIGNATURE):
        raise FileError(_WORKBOOK, path.name)
    if data.startswith(OLE_SIGNATURE):
        raise FileError(refusals.OLE, path.name)
    return data


def _told(data: bytes, file: str) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _named(data, encoding, file)
    for encoding in (*_UNMARKED, *_sixteen_bits(data)):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8" and "\0" in text:
            continue  # UTF-16 of plain letters is also valid UTF-8
        if encoding == "cp932" and "\0" in text:
            continue
        if encoding == "cp932" and _perhaps_unix(data, text):
            raise FileError(_TWO_WAYS, file)
        return text, encoding
    if b"\0" in data:
        line = data.count(b"\n", 0, data.index(b"\0")) + 1
        raise FileError(_BINARY.format(line=line, code="U+0000"), file)
    raise FileError(_UNDECODED, file)


def _sixteen_bits(data: bytes) -> tuple[str, ...]:
    """UTF-16 without its mark: in a table every other byte of separators, digits and line ends is 0."""
    if len(data) % 2 or b"\0" not in data:
        return ()
    little, big = data[1::2].count(0), data[0::2].count(0)
    if max(little, big) * 5 < len(data):  # fewer than two fifths of the letters
        return ()
    return ("utf-16-le",) if little > big else ("utf-16-be",)


def _perhaps_unix(data: bytes, text: str) -> bool:
    """EUC-JP reads as half-width kana in Shift JIS: where both are possible, neither is taken."""
    if not _HALF_WIDTH_KANA.search(text):
        return False
    try:
        data.decode("euc_jp")
    except UnicodeDecodeError:
        return False
    return True


def _named(data: bytes, encoding: str, file: str) -> tuple[str, str]:
    try:
        return data.decode(encoding), encoding.removesuffix("-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise FileError(_NOT_ENCODED.format(encoding=encoding, line=line), file) from error
    except (LookupError, ValueError) as error:
        raise FileError(_NO_ENCODING.format(encoding=encoding), file) from error
