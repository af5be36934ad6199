"""A text table: its encoding, its separator, the lines above its header, and its rows, each with its line number."""

import csv
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from io import StringIO
from itertools import islice
from pathlib import Path
from typing import Final
from unicodedata import normalize

from hedge_xl.core.language import Text
from workbook.errors import FileError
from workbook.imports.text_file import read_text

MAX_ROWS: Final = 2_000_000
_SEPARATORS: Final = (",", "\t", ";")
_SAMPLE: Final = 200  # records that tell which separator a file has
HEADER_WITHIN: Final = 100  # records above which a header is looked for

_TOO_MANY: Final = Text(
    "{limit:,}行より多いため読みません。期間を分けて保存し直してください。",
    "more than {limit:,} rows, so it is not read; save it again in shorter periods.",
)
_BROKEN: Final = Text(
    "{line}行目: 引用符の対応が崩れています。元のファイルを保存し直してください。",
    "line {line}: a quotation mark is not closed; save the file again.",
)
_NO_TABLE: Final = Text(
    "表がありません。カンマ・タブ・セミコロンのどれかで区切った、見出しの行のある表にしてください。",
    "no table found; it needs columns separated by commas, tabs or semicolons, and a header row.",
)
_TOO_WIDE: Final = Text(
    "{line}行目: 見出しは{columns}列ですが{cells}個のセルがあります。カンマを含む値を引用符で囲んでください。",
    "line {line}: {cells} cells under {columns} headers; put values with the separator in them in quotation marks.",
)
_TWICE: Final = Text(
    "{line}行目: 見出し「{header}」が2つあります。どちらかの名前を変えてください。",
    'line {line}: the header "{header}" stands there twice; rename one of them.',
)


@dataclass(frozen=True, slots=True)
class TextRows:
    """Every record of a file that is not blank, and the line on which each begins; nothing is interpreted.

    ``titles`` are the hints that the rows of a page carry, one a row; other files have none.
    """

    file: str
    rows: list[list[str]]
    lines: list[int]
    separator: str = ""
    encoding: str = ""
    titles: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class TextTable:
    """A table with named columns. Every row has a cell for every header; `lines` are the rows' line numbers."""

    headers: tuple[str, ...]
    rows: list[list[str]]
    file: str
    lines: list[int]
    separator: str = ""
    encoding: str = ""
    header_line: int = 1

    def column(self, header: str) -> int | None:
        """The place of a header, however it is spelled; FileError when two columns have it."""
        wanted = plain(header)
        places = [place for place, name in enumerate(self.headers) if name and plain(name) == wanted]
        if len(places) > 1:
            raise FileError(_TWICE.format(line=self.header_line, header=header), self.file)
        return places[0] if places else None


@lru_cache(maxsize=4096)  # the words of a column are few
def plain(words: str) -> str:
    """Words without what people spell differently: width, capitals, blanks."""
    return "".join(normalize("NFKC", words).split()).casefold()


def read_table(
    path: Path,
    *,
    is_header: Callable[[Sequence[str]], bool] | None = None,
    encoding: str | None = None,
    separator: str | None = None,
) -> TextTable:
    """The table in a text file. ``is_header`` tells the header row by its cells; without it, its looks do."""
    return table_of(read_rows(path, encoding=encoding, separator=separator), is_header)


def read_rows(path: Path, *, encoding: str | None = None, separator: str | None = None) -> TextRows:
    """Every record of a text file."""
    text, found = read_text(path, encoding)
    mark = separator or _separator(text)
    rows: list[list[str]] = []
    lines: list[int] = []
    for line, row in _records(text, mark, path.name):
        if any(row) and not "".join(row).isspace():
            rows.append(row)
            lines.append(line)
        if len(rows) > MAX_ROWS:
            raise too_many(path.name)
    return TextRows(path.name, rows, lines, mark, found)


def too_many(file: str) -> FileError:
    """The refusal of a file with more rows than the limit."""
    return FileError(_TOO_MANY.format(limit=MAX_ROWS), file)


def table_of(raw: TextRows, is_header: Callable[[Sequence[str]], bool] | None = None) -> TextTable:
    """The table among the records: from its header down."""
    top = _header(raw, is_header)
    if top is None:
        raise FileError(_NO_TABLE, raw.file)
    headers = [cell.strip() for cell in raw.rows[top]]
    while headers and not headers[-1]:
        headers.pop()
    rows = raw.rows[top + 1 :]
    lines = raw.lines[top + 1 :]
    return TextTable(
        tuple(headers),
        [_fitted(row, len(headers), line, raw.file) for row, line in zip(rows, lines, strict=True)],
        raw.file,
        lines,
        raw.separator,
        raw.encoding,
        raw.lines[top],
    )


def _fitted(row: list[str], width: int, line: int, file: str) -> list[str]:
    """A row as wide as the header: separators at its end mean nothing, a cell beyond the header means a broken row."""
    if len(row) == width:
        return row
    if len(row) < width:
        return row + [""] * (width - len(row))
    if any(cell.strip() for cell in row[width:]):
        raise FileError(_TOO_WIDE.format(line=line, columns=width, cells=len(row)), file)
    return row[:width]


def _header(raw: TextRows, is_header: Callable[[Sequence[str]], bool] | None) -> int | None:
    first = raw.rows[:HEADER_WITHIN]
    if is_header is not None:
        return next((place for place, row in enumerate(first) if is_header(row)), None)
    return next((place for place, row in enumerate(first) if _looks_like_header(row, raw.rows[place + 1 :])), None)


def _looks_like_header(row: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Several words, no number among them, and wide enough for most rows below."""
    width = _width(row)
    words = [cell for cell in row[:width] if cell.strip()]
    if len(words) < 2 or any(map(_numeric, words)):
        return False
    sample = below[:_SAMPLE]
    return sum(_width(other) <= width for other in sample) * 2 >= len(sample)


def _width(row: Sequence[str]) -> int:
    """Cells up to the last one that holds something."""
    return next((place for place in range(len(row), 0, -1) if row[place - 1].strip()), 0)


def _numeric(cell: str) -> bool:
    digits = plain(cell).replace(",", "").replace(".", "").lstrip("+-")
    return digits.isdigit()


def _separator(text: str) -> str:
    """The separator that cuts most records into the same number of cells, and the more cells the better."""

    def score(mark: str) -> tuple[int, int]:
        widths: Counter[int] = Counter()
        reader = csv.reader(StringIO(text, newline=""), delimiter=mark)
        try:
            widths.update(len(row) for row in islice(reader, _SAMPLE) if len(row) > 1)
        except csv.Error:
            return 0, 0
        return max(((count, width) for width, count in widths.items()), default=(0, 0))

    return max(_SEPARATORS, key=score)


def _records(text: str, mark: str, file: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=mark, strict=True)
    line = 1
    try:
        for row in reader:
            yield line, row
            line = reader.line_num + 1
    except csv.Error as error:
        raise FileError(_BROKEN.format(line=line), file) from error
