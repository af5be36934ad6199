"""What every edit of a file is held to, and the plans that the tests carry out."""

import re
import zipfile
from collections.abc import Callable, Collection
from functools import lru_cache
from io import BytesIO

from lxml import etree
from openpyxl.utils import get_column_letter

from hedge_xl.core.language import Language
from workbook.change import AppendRow, Change, GrowTable, Operation, SetParameter, changed
from workbook.edit import edited
from workbook.ooxml import main
from workbook.package import Package
from workbook.proof import first_difference
from workbook.read import Opened, open_package
from workbook.spec import Value
from workbook.transaction import own_parts
from workbook.validate import findings_of

ROW = re.compile(rb"<((?:\w+:)?)row\s[^>]*?\br=\"(\d+)\"[^>]*?(?:/>|(?<!/)>.*?</\1row>)", re.DOTALL)
FILL_TIME, NEXT_MONTH = 44923.5, 44957.0  # a weekday after the last fill; the month after the ledger's last


@lru_cache(maxsize=32)
def opened(data: bytes) -> Opened:
    """A file's bytes, read."""
    return open_package(Package(data, "ledger.xlsx"))


def fill(language: Language, number: int = 1, **values: Value) -> Operation:
    """A new fill."""
    side = {"ja": "売", "en": "SELL"}[language]
    row: dict[str, Value] = {"id": f"N{number}", "side": side, "qty": 1000.0, "price": 131.0, "quote": 131.01}
    return AppendRow("log", row | {"time": FILL_TIME + number / 100} | values)


def month(language: Language) -> tuple[Operation, ...]:
    """The month after the ledger's last, on every sheet that has months."""
    market: dict[str, Value] = {"month": NEXT_MONTH, "spx": 4000.0, "usdjpy": 130.1, "ma200": 134.0}
    monthly: dict[str, Value] = {"month": NEXT_MONTH, "a_usd": 60000.0, "spot": 130.1, "swap": -30000.0}
    return AppendRow("market", market), AppendRow("monthly", monthly), GrowTable("pnl", 5), GrowTable("backtest", 9)


def everything(language: Language) -> Change:
    """Something of every kind."""
    return Change((fill(language), fill(language, 2), *month(language), SetParameter("trend_step", 0.07)))


def after(data: bytes, *operations: Operation, codes: bool = True) -> bytes:
    """The file after a change, once it is sure that nothing else happened to it."""
    before, change = opened(data), Change(operations)
    new = edited(before, change)
    check_file(before, data, new, change)
    if codes:
        assert set(found(new)) <= set(found(data)), found(new)
    return new


def check_file(before: Opened, old: bytes, new: bytes, change: Change) -> None:
    """The inputs are those of the plan, the archive is sound, and only parts that may change have."""
    expected = changed(before.inputs, change)
    assert first_difference(opened(new).inputs, expected) is None
    with zipfile.ZipFile(BytesIO(new)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == zipfile.ZipFile(BytesIO(old)).namelist()
    assert set(differing(old, new)) <= own_parts(before, expected)
    for part in stored(old).keys() - set(differing(old, new)):
        assert stored(old)[part] == stored(new)[part], f"{part} was packed again"


def differing(old: bytes, new: bytes) -> list[str]:
    """The parts that are not byte for byte the same, in order."""
    first, second = contents(old), contents(new)
    return sorted(name for name in first.keys() | second.keys() if first.get(name) != second.get(name))


@lru_cache(maxsize=32)
def contents(data: bytes) -> dict[str, bytes]:
    """Every part, unpacked."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@lru_cache(maxsize=32)
def stored(data: bytes) -> dict[str, bytes]:
    """Every part as it is stored in the zip."""
    return {info.filename: bytes(raw) for info, raw in Package(data, "x.xlsx").members()}


@lru_cache(maxsize=256)
def found(data: bytes) -> list[str]:
    """Codes of what the validator has to say."""
    return [finding.code for finding in findings_of(opened(data))]


def rows(data: bytes, part: str) -> dict[int, bytes]:
    """The rows of a sheet part as they are written."""
    text = contents(data)[part]
    return {int(match[2]): match[0] for match in ROW.finditer(text)}


def untouched_rows(old: bytes, new: bytes, part: str) -> Collection[int]:
    """Numbers of the rows that are byte for byte the same."""
    first, second = rows(old, part), rows(new, part)
    return [number for number in first if first[number] == second.get(number)]


def sheet(data: bytes, table: str) -> str:
    """The part of the sheet that holds a table of ours."""
    return opened(data).tables[table].sheet.part


def root(data: bytes, part: str) -> etree._Element:
    """A part's root element."""
    return Package(data, "x.xlsx").xml(part)


def cell(data: bytes, part: str, address: str) -> etree._Element:
    """The XML of a cell."""
    return next(item for item in root(data, part).iter(main("c")) if item.get("r") == address)


def shape(data: bytes, part: str) -> bytes:
    """A part without the values of its formulas and the points of its charts, which may follow from other cells."""
    tree = root(data, part)
    for item in list(tree.iter("{*}pt", "{*}ptCount", main("c"))):
        if item.tag != main("c"):
            parent = item.getparent()
            assert parent is not None
            parent.remove(item)
        elif item.find(main("f")) is not None:
            item.attrib.pop("t", "")
            for value in item.findall(main("v")):
                item.remove(value)
    return etree.tostring(tree, method="c14n")


def not_only_values(old: bytes, new: bytes) -> set[str]:
    """The parts in which more has changed than the values of formulas and the points of charts."""
    return {part for part in differing(old, new) if shape(old, part) != shape(new, part)}


def right_of(data: bytes, table: str, steps: int = 1) -> str:
    """The letter of a column beside a table of ours; 0 steps is the table's last column."""
    return str(get_column_letter(opened(data).tables[table].table.ref[3] + steps))


def with_part(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The file with one part's bytes changed."""
    package = Package(data, "ledger.xlsx")
    new = change(package.read(part))
    assert new != package.read(part)
    package.put(part, new)
    return package.to_bytes()


def replaced(old: str, new: str) -> Callable[[bytes], bytes]:
    """A change of a part's text, which must be there."""

    def change(data: bytes) -> bytes:
        assert old.encode() in data, old
        return data.replace(old.encode(), new.encode(), 1)

    return change
