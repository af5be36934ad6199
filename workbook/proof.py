"""Proof, before anything is written, that new bytes are the file that was meant."""

import zipfile
from collections.abc import Collection, Mapping, Sequence
from io import BytesIO
from typing import Final

from hedge_xl.core.language import Text
from workbook.errors import FileError
from workbook.package import Package
from workbook.read import Opened, open_package
from workbook.row_columns import column_of
from workbook.spec import Inputs, Value

_WRONG: Final = Text(
    "`{command}` が作ったファイルが意図と違うので({what})、何も書き込んでいません。"
    "hedge_xlの不具合です。お知らせください。",
    "`{command}` made a file that is not what was meant ({what}), so nothing was written; this is a fault of hedge_xl, "
    "please report it.",
)


def prove(
    old: bytes,
    new: bytes,
    file: str,
    *,
    command: str,
    expected: Inputs | None = None,
    touched: Collection[str] | None = None,
    earlier: Opened | None = None,
) -> Opened:
    """The new file, read. A `FileError` when it is none, differs where it must not, or holds other inputs.

    Sheets stored as in ``earlier``, the old file as it was read, are not read again.
    """

    def wrong(what: str) -> FileError:
        return FileError(_WRONG.format(command=command, what=what), file)

    try:
        opened = open_package(Package(new, file), earlier)
    except FileError as error:
        raise wrong(error.message("en")) from error
    if touched is not None:
        strange = sorted(differing_parts(old, new) - set(touched))
        if strange:
            raise wrong(f"parts {', '.join(strange[:3])}")
    if expected is not None:
        if not opened.whole:
            raise wrong(opened.findings[0].text.en)
        place = first_difference(expected, opened.inputs)
        if place is not None:
            raise wrong(f"inputs {place}")
    return opened


def differing_parts(old: bytes, new: bytes) -> set[str]:
    """The parts that two files do not have alike, by the sizes and checksums in their directories."""
    before, after = _directory(old), _directory(new)
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def _directory(data: bytes) -> dict[str, tuple[int, int]]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {item.filename: (item.CRC, item.file_size) for item in archive.infolist() if not item.is_dir()}


def same_inputs(one: Inputs, other: Inputs) -> bool:
    """Whether the same was typed in the same places."""
    return first_difference(one, other) is None


def first_difference(one: Inputs, other: Inputs) -> str | None:
    """Where two sets of inputs differ, by keys; a blank, an empty text and a missing value are alike."""
    for key in one.cells.keys() | other.cells.keys():
        if not _same([one.cells.get(key)], [other.cells.get(key)]):
            return key
    for key in one.tables.keys() | other.tables.keys():
        before, after = one.tables.get(key, []), other.tables.get(key, [])
        if before is after:
            continue
        if len(before) != len(after):
            return f"{key}: {len(before)} / {len(after)}"
        for column in _columns(before) | _columns(after):
            if not _same(column_of(before, column), column_of(after, column)):
                return f"{key}.{column}"
    return None


def _columns(rows: Sequence[Mapping[str, Value]]) -> set[str]:
    return set().union(*set(map(tuple, rows)))


def _same(one: list[Value], other: list[Value]) -> bool:
    if one == other:
        if bool not in set(map(type, one)) | set(map(type, other)):
            return True
        return [type(value) is bool for value in one] == [type(value) is bool for value in other]
    return all(
        (a or None if isinstance(a, str) else a) == (b or None if isinstance(b, str) else b)
        and (type(a) is bool) == (type(b) is bool)
        for a, b in zip(one, other, strict=True)
    )
