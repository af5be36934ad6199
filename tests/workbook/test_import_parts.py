"""Orders filled in parts: no part is lost, none is counted twice, whatever files they come in."""

from dataclasses import replace
from pathlib import Path

import pytest
from brokers import Read, lines, reader
from command import Run
from hypothesis import given, settings
from hypothesis import strategies as st
from ledgers import FILLS, small_file
from openpyxl import Workbook

from workbook.errors import FileError
from workbook.imports.fill import Fill
from workbook.imports.fills import read_fills
from workbook.imports.mapping import Mapping
from workbook.imports.parts import numbered
from workbook.read import open_workbook
from workbook.spec import Value

HEADER = "注文番号,通貨ペア,売買,約定数量,約定価格,約定日時\n"
FIRST = "5001,USD/JPY,売,5000,132.20,2022/12/20 10:00:01\n"
SECOND = "5001,USD/JPY,売,5000,132.20,2022/12/20 10:00:03\n"
THIRD = "5001,USD/JPY,売,3000,132.25,2022/12/20 23:00:03\n"
OTHER = "5002,USD/JPY,買,1000,132.30,2022/12/20 11:00:00\n"


@pytest.fixture
def read(tmp_path: Path) -> Read:
    return reader(tmp_path)


@pytest.fixture
def book(run: Run) -> Path:
    """A small ledger in the folder in which commands run."""
    path = Path("my.xlsx").resolve()
    path.write_bytes(small_file("ja"))
    return path


def log(path: Path) -> list[tuple[Value, Value]]:
    return [(row["id"], row["qty"]) for row in open_workbook(path).inputs.tables["log"][FILLS:]]


def broker(*rows: str) -> Path:
    Path("fills.csv").write_text(HEADER + "".join(rows), encoding="cp932")
    return Path("fills.csv")


# --- the same order number in several rows ------------------------------------------------------


def test_without_a_word_nothing_is_added_and_the_way_out_is_named(run: Run, book: Path) -> None:
    data = book.read_bytes()
    result = run("log", book, "--import", broker(FIRST, SECOND, OTHER), "--lang", "en")
    assert result.code == 1
    assert "order ID 5001 stands in 2 rows (2, 3)" in result.out
    assert "already" not in result.out
    assert book.read_bytes() == data
    assert run("log", book, "--import", "fills.csv", "--skip-faulty").code == 1
    assert log(book) == [("5002", 1000)], "none of an order that is unclear"


def test_parts_are_numbered_and_later_ones_join_them(run: Run, book: Path) -> None:
    options = ("--same-id", "number")
    assert run("log", book, "--import", broker(SECOND, FIRST, OTHER), *options).code == 0
    assert log(book) == [("5001", 5000), ("5001/2", 5000), ("5002", 1000)]
    assert run("log", book, "--import", "fills.csv", *options).code == 0
    assert run("log", book, "--import", broker(THIRD, OTHER, FIRST, SECOND), *options).code == 0
    assert log(book) == [("5001", 5000), ("5001/2", 5000), ("5002", 1000), ("5001/3", 3000)]


def test_an_order_imported_before_it_was_whole(run: Run, book: Path) -> None:
    assert run("log", book, "--import", broker(FIRST)).code == 0
    assert run("log", book, "--import", broker(FIRST, SECOND), "--same-id", "number").code == 0
    assert log(book) == [("5001", 5000), ("5001/2", 5000)]


@pytest.mark.parametrize("rows", [(SECOND,), (THIRD,), (SECOND, THIRD)])
def test_a_file_without_an_orders_first_part_is_refused(run: Run, book: Path, rows: tuple[str, ...]) -> None:
    assert run("log", book, "--import", broker(FIRST)).code == 0
    result = run("log", book, "--import", broker(*rows), "--same-id", "number", "--lang", "en", "--json")
    assert result.code == 1
    assert "use a file that holds all of them" in result.out
    assert log(book) == [("5001", 5000)]


def test_a_part_noted_by_hand_to_the_minute_is_known(run: Run, book: Path) -> None:
    given_ = ("--id", "5001", "--side", "SELL", "--qty", "5000", "--price", "132.2", "--time", "2022-12-20T10:00")
    assert run("log", book, *given_).code == 0
    assert run("log", book, "--import", broker(FIRST, SECOND), "--same-id", "number").code == 0
    assert log(book) == [("5001", 5000), ("5001/2", 5000)]


def test_rows_that_nothing_tells_apart_are_refused(run: Run, book: Path) -> None:
    result = run("log", book, "--import", broker(FIRST, FIRST, THIRD), "--same-id", "number", "--lang", "en")
    assert result.code == 1
    assert "among the 3 rows (2, 3, 4) of order ID 5001 some fills are alike" in result.out
    assert log(book) == []


def test_a_mapping_can_say_it(read: Read) -> None:
    found = read(HEADER + SECOND + FIRST, 'same_id = "number"\nid_prefix = "B-"')
    assert [(fill.id, fill.line) for fill in found.fills] == [("B-5001", 3), ("B-5001/2", 2)]
    with pytest.raises(FileError, match="number"):
        read(HEADER, 'same_id = "sum"')


def test_the_option_knows_one_word_and_goes_with_import(run: Run, book: Path) -> None:
    assert "number" in run("log", book, "--import", broker(FIRST), "--same-id", "sum", "--lang", "en").err
    assert "--import" in run("log", book, "--id", "1", "--same-id", "number", "--lang", "en").err


PARTS = st.lists(
    st.builds(
        Fill,
        id=st.sampled_from(["1", "2"]),
        side=st.sampled_from(["SELL", "BUY"]),
        qty=st.integers(1, 3).map(float),
        price=st.sampled_from([150.0, 151.0]),
        time=st.integers(44_900, 44_905).map(float),
    ),
    max_size=6,
    unique_by=lambda fill: (fill.id, fill.side, fill.qty, fill.price, fill.time),
)


@settings(max_examples=60, deadline=None)
@given(PARTS, st.randoms(use_true_random=False))
def test_numbers_do_not_depend_on_the_order_of_the_rows(parts: list[Fill], random: object) -> None:
    shuffled = list(parts)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis' own class
    made = {replace(fill, line=0).__repr__() for fill in numbered(parts)}
    assert made == {fill.__repr__() for fill in numbered(shuffled)}
    assert len({fill.id for fill in numbered(parts)}) == len(parts)


# --- numbers that a spreadsheet has rounded -----------------------------------------------------


@pytest.mark.parametrize("crushed", ["2.02611E+14", "2.02611e+17", "2E+14", "2026110100000001.0"])
def test_ids_without_their_last_digits_are_refused(read: Read, crushed: str) -> None:
    found = read(HEADER + FIRST.replace("5001", crushed) + OTHER)
    (line,) = lines(found)
    assert line.startswith('2 "注文番号": "')
    assert "lost digits in a spreadsheet" in line
    assert [fill.id for fill in found.fills] == ["5002"]


@pytest.mark.parametrize("whole", ["2026110100000001", "12E3", "5001.0", "A+1", "2.5E-7"])
def test_other_ids_are_kept_as_they_are(read: Read, whole: str) -> None:
    assert [fill.id for fill in read(HEADER + FIRST.replace("5001", whole)).fills] == [whole]


def test_long_numbers_in_a_workbook(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEADER.strip().split(","))
    for given_ in (2026110100000001, 202611010000000123, "2026110100000001", 202611010000001):
        sheet.append([given_, "USD/JPY", "売", 5000, 132.2, "2022/12/20 10:00:01"])
    book.save(tmp_path / "fills.xlsx")
    found = read_fills(tmp_path / "fills.xlsx", Mapping())
    assert [fault.line for fault in found.faults] == [2, 3]
    assert [fill.id for fill in found.fills] == ["2026110100000001", "202611010000001"]
