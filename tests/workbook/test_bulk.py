"""What is done to very many rows at once is what was done to them one by one."""

import hashlib
import math
from datetime import datetime, timedelta
from io import BytesIO

import pytest
from edit_checks import contents, opened, sheet
from hypothesis import example, given, settings
from hypothesis import strategies as st
from ledgers import sheet_part, small, small_file
from test_edit_odd_sheets import ODD

from workbook.digest import LENGTH, canonical, canonical_cells, digest, digests, filled_rows
from workbook.edit import sheet_rows
from workbook.edit.cell_columns import CellWriter, rows_of
from workbook.edit.sheet_rows import OddSheetError, ends
from workbook.errors import FileError
from workbook.findings import frame
from workbook.imports.times import TimeReader
from workbook.imports.zones import zone_of
from workbook.ledger import LEDGER
from workbook.ooxml import MAIN
from workbook.package import Package
from workbook.proof import first_difference
from workbook.row_columns import column_of
from workbook.spec import Inputs, Value

VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.sampled_from([0.0, -0.0, 1, 1.0, "", "売", "SELL", "a\x1fb", "\ud800"]),
    st.integers(-(10**9), 10**9),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=5),
)


def spelled(value: Value) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    return f'"{value}"' if isinstance(value, str) else f"{value + 0.0:.15g}"


def defined(inputs: Inputs) -> str:
    """The fingerprint by its definition, value by value: those in the journals of files must be found again."""
    whole = [f"{key}={spelled(value)}\n" for key, value in sorted(canonical_cells(inputs, LEDGER).items())]
    for table in sorted(LEDGER.tables, key=lambda item: item.key):
        rows = filled_rows(inputs.tables.get(table.key, []))
        if table.key != "journal" and rows:
            whole.append(f"[{table.key} {len(rows)}]\n")
            for column in sorted(table.inputs, key=lambda item: item.key):
                if table.key == "holidays" and column.key in ("country", "name"):  # words for the date, in any language
                    continue
                values = "\x1f".join(spelled(canonical(column, row.get(column.key))) for row in rows)
                whole.append(f"{column.key}:{values}\n")
    return hashlib.sha256("".join(whole).encode("utf-8", "surrogatepass")).hexdigest()[:LENGTH]


@given(st.lists(st.fixed_dictionaries({}, optional={"id": VALUES, "side": VALUES, "qty": VALUES, "price": VALUES})))
@example([{"qty": -0.0}, {"qty": 1.5}])
@example([{"qty": True}, {"qty": 1.0}])
@settings(deadline=None, max_examples=50)
def test_the_digest_is_what_it_is_defined_to_be(log: list[dict[str, Value]]) -> None:
    inputs = small("ja")
    other = Inputs(inputs.cells, inputs.tables | {"log": log})
    assert digest(other) == defined(other)
    assert digests([inputs, other, inputs]) == [digest(inputs), digest(other), digest(inputs)]


def test_the_digest_of_these_inputs_never_changes() -> None:
    """Journals of files that are in use hold it."""
    inputs = Inputs({"min_unit": 1000}, {"log": [{"id": "A1", "side": "売", "qty": 1000.0, "price": 150.1}]})
    assert digest(inputs) == defined(inputs)
    assert digest(inputs) != digest(Inputs(inputs.cells, {"log": [inputs.tables["log"][0] | {"qty": True}]}))


@given(st.lists(st.dictionaries(st.sampled_from("ab"), VALUES)))
def test_a_column_has_a_value_for_every_row(rows: list[dict[str, Value]]) -> None:
    assert column_of(rows, "a") == [row.get("a") for row in rows]


@pytest.mark.parametrize(("one", "other"), [(1.0, True), (True, 1), (0, False), (1.0, 2.0), ("a", None)])
def test_inputs_that_differ_do_so_for_the_proof(one: Value, other: Value) -> None:
    before, after = (Inputs({}, {"log": [{"qty": 5.0}, {"qty": value}]}) for value in (one, other))
    assert first_difference(before, after) == "log.qty"
    assert first_difference(before, before) is None


@given(st.lists(VALUES, min_size=1, max_size=8), st.sampled_from(["", "x"]))
@example([1.0, True, "100%", None], "")
@settings(deadline=None)
def test_rows_made_together_are_those_made_alone(values: list[Value], prefix: str) -> None:
    writer, formula = CellWriter(prefix), "A1%2<3"

    def made(first: int, part: list[Value]) -> list[bytes]:
        columns = [
            writer.inputs("A", 1, part),
            writer.blanks("B", 0),
            writer.formulas("C", 2, formula, part),
            writer.uncalculated("D", 3, [formula] * len(part)),
        ]
        return rows_of(range(first, first + len(part)), columns)

    values = [value for value in values if value != "\ud800" and not (isinstance(value, float) and math.isnan(value))]
    assert made(5, values) == [made(5 + place, [value])[0] for place, value in enumerate(values)]


@pytest.mark.parametrize("zone", ["+9", "ny", "Europe/Athens"])
@given(
    st.lists(st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)), min_size=2, max_size=6),
    st.sampled_from("-/."),
    st.sampled_from(" T"),
)
@settings(deadline=None)
def test_a_time_is_the_same_however_many_were_read_before(
    zone: str, moments: list[datetime], mark: str, joint: str
) -> None:
    """The days and the clocks of all, put together anew."""
    texts = [f"{day:%Y{mark}%m{mark}%d}{joint}{clock:%H:%M:%S}" for day in moments for clock in moments]
    reader = TimeReader(zone_of(zone))

    def read(reader: TimeReader, text: str) -> object:
        try:
            return reader.read(text)
        except Exception as error:  # a clock change refuses both times, or neither
            return str(error)

    assert [read(reader, text) for text in texts] == [read(TimeReader(zone_of(zone)), text) for text in texts]


def test_a_time_that_is_none_stays_none() -> None:
    reader = TimeReader()
    good = reader.read("2026-11-02 10:00:00")
    assert good is not None
    assert reader.read("2026-11-03 10:00:00") == good + timedelta(days=1).days
    for wrong in ("2026-02-30 10:00:00", "2026-11-02 24:00:00", "2026-11-02-10:00:00", "2026-11-02 10:00:00 x"):
        with pytest.raises(Exception, match=wrong.split()[0]):
            reader.read(wrong)


@pytest.mark.parametrize("name", [*ODD, "the closing tag in a comment", "and behind the rows"])
@pytest.mark.parametrize("size", [64, 1 << 20])
def test_what_follows_the_rows_is_found_without_reading_them(name: str, size: int) -> None:
    text = contents(small_file("ja"))[sheet(small_file("ja"), "events")].decode()
    more = {
        "the closing tag in a comment": lambda text: text.replace("</row>", "</row><!-- </sheetData> -->", 1),
        "and behind the rows": lambda text: text.replace("</sheetData>", "</sheetData><!-- </sheetData> -->"),
    }
    odd = (ODD | more)[name](text)
    data = odd if isinstance(odd, bytes) else odd.encode()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sheet_rows, "CHUNK", size)
        try:
            _, tail = ends(BytesIO(data))
        except OddSheetError:
            assert name not in ("lines", "blanks in tags", "no row numbers")
            return
    _, _, wanted = data.rpartition(b"sheetData")
    assert tail == wanted.partition(b">")[2]
    assert name not in more


@pytest.mark.parametrize("size", [16, 1000, 1 << 20])
def test_hidden_rows_are_found_in_pieces_of_any_size(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    package = Package(small_file(), "a.xlsx")
    part = sheet_part(package, "月次")
    text = package.read(part)
    wanted = frame.frame_of(package, part)
    monkeypatch.setattr(frame, "_CHUNK", size)
    assert frame.frame_of(package, part) == wanted
    package.put(
        part,
        text.replace(b'<row r="11"', b'<row hidden="1" r="11"').replace(b'<row r="10"', b'<row r="10" hidden="true"'),
    )
    found = frame.frame_of(package, part)
    assert found.hidden_rows == {10, 11}
    assert found.coloured == wanted.coloured
    package.put(part, f'<worksheet xmlns="{MAIN}"><sheetData><row/><row hidden="1"/></sheetData></worksheet>'.encode())
    assert frame.frame_of(package, part).hidden_rows == {2}
    package.put(part, f'<worksheet xmlns="{MAIN}"><sheetData/><sheetProtection sheet="1"/></worksheet>'.encode())
    assert frame.frame_of(package, part).protection == {"sheet": "1"}
    package.put(part, f'<worksheet xmlns="{MAIN}"><sheetData><row/>'.encode())
    with pytest.raises(FileError):
        frame.frame_of(package, part)


def test_a_sheet_kept_without_its_rows_says_the_same_of_what_follows() -> None:
    """A small sheet keeps nothing; the large one is read in plain form."""
    book = opened(small_file("ja"))
    assert all(not item.cells.around for item in book.file.sheets if book.package.size(item.part) < 100_000)
