"""Fills from any table: headers recognised, what is left out is counted, what is unclear is refused."""

from datetime import datetime
from pathlib import Path

import pytest
from brokers import FILES, HEADER, Read, lines, reader, told
from openpyxl import Workbook

from workbook.errors import FileError
from workbook.imports.fills import read_fills
from workbook.imports.headers import MappingNeededError
from workbook.imports.mapping import Mapping, template
from workbook.imports.zones import zone_of
from workbook.serials import from_serial


@pytest.fixture
def read(tmp_path: Path) -> Read:
    return reader(tmp_path)


# --- a broker's file ----------------------------------------------------------------------------


def test_a_brokers_file_with_titles_and_totals() -> None:
    found = read_fills(FILES / "broker-cp932.csv", Mapping(close_side="order"))
    assert [told(fill) for fill in found.fills] == [
        ("0001001", "SELL", 20000, 135.123, "2022-12-05 10:00:03"),
        ("0001002", "BUY", 5000, 136.001, "2022-12-12 15:30:00"),
    ]
    assert [(fill.order_type, fill.comment, fill.quote) for fill in found.fills] == [
        ("成行", "朝の分\n2行のメモ", None),
        ("指値", "=SUM(A1:A9)", None),
    ]
    assert dict(found.other_symbols) == {"ユーロ/円": 1}
    assert [what.en for what in found.left_out] == ["rows that are no fills (totals and the like)"]
    assert found.swaps == {"2022-12": -1}
    assert not found.faults


def test_whose_side_a_closing_row_has_is_never_guessed() -> None:
    with pytest.raises(FileError, match="--close-side"):
        read_fills(FILES / "broker-cp932.csv")
    found = read_fills(FILES / "broker-cp932.csv", Mapping(close_side="position"))
    assert [fill.side for fill in found.fills] == ["SELL", "SELL"]


@pytest.mark.parametrize(
    "header",
    [
        "注文ID,売買,数量,価格,約定時刻",
        "Order ID,Side,Quantity,Price,Fill time",
        "ＩＤ,Buy/Sell,Units,Rate,Date/Time",
        "注文番号,売買区分,約定数量,約定レート,約定日時",
    ],
)
def test_headers_are_recognised(read: Read, header: str) -> None:
    found = read(f"{header}\n7,SELL,10000,150.25,2022-12-05 10:00\n")
    assert [told(fill) for fill in found.fills] == [("7", "SELL", 10000, 150.25, "2022-12-05 10:00:00")]
    assert "USDJPY" in found.assumed[0].en


def test_the_ledgers_own_columns_come_back(read: Read) -> None:
    text = (
        "注文ID,売買,数量,価格,気配,滑り,約定時刻,コメント,注文種別,発注時刻,ロール\n"
        "A1,売,1000,150.1,150.11,0.01,2022-12-05 10:00:05,メモ,TWAP,2022-12-05 10:00:00,2022-12 1/3\n"
    )
    (fill,) = read(text).fills
    assert (fill.quote, fill.comment, fill.order_type, fill.roll) == (150.11, "メモ", "TWAP", "2022-12 1/3")
    assert from_serial(fill.order_time or 0).isoformat() == "2022-12-05T10:00:00"


def test_a_day_and_a_time_in_two_columns(read: Read) -> None:
    found = read("注文番号,売買,数量,価格,約定日,約定時刻\n1,買い,10000,150,2022/12/05,10:00:03\n")
    assert told(found.fills[0])[4] == "2022-12-05 10:00:03"
    found = read("注文番号,売買,数量,価格,約定日\n1,買い,10000,150,2022/12/05\n")
    assert told(found.fills[0])[4] == "2022-12-05 00:00:00"
    assert "1 fills have a date only" in found.assumed[-1].en


FULL = "2022/10/01 00:10:03"  # of the trading day 2022/09/30


@pytest.mark.parametrize(
    ("header", "times"),
    [
        ("取引日,取引時刻,約定日時", f"2022/09/30,00:10:03,{FULL}"),
        ("約定日時,時刻,取引日", f"{FULL},00:10:03,2022/09/30"),
        ("約定日,時刻,日時", f"2022/09/30,24:10:03,{FULL}"),
        ("取引日,約定時刻", f"2022/09/30,{FULL}"),
        ("約定日,約定時刻", f"2022/09/30,{FULL}"),
        ("取引日,約定日,約定時刻", "2022/09/30,2022/10/01,00:10:03"),
        ("日時,約定日,約定時刻", "2022/09/30 23:59:00,2022/10/01,00:10:03"),
    ],
)
def test_a_column_with_day_and_clock_goes_before_two_columns(read: Read, header: str, times: str) -> None:
    found = read(f"注文番号,売買,数量,価格,{header}\n1,買い,10000,150,{times}\n")
    assert told(found.fills[0])[4] == "2022-10-01 00:10:03"


def test_a_trading_day_with_a_clock_is_for_the_user_to_name(read: Read) -> None:
    text = "注文番号,売買,数量,価格,取引日,取引時刻\n1,買い,10000,150,2022/09/30,00:10:03\n"
    with pytest.raises(MappingNeededError, match='time = \\["取引日", "取引時刻"\\]') as caught:
        read(text)
    made = template(caught.value.headers, caught.value.columns).en
    assert 'time = ["取引日", "取引時刻"]' in made
    found = read(text, made)
    assert told(found.fills[0])[4] == "2022-09-30 00:10:03"


# --- openings and closings in one broker's words ------------------------------------------------

GMO = "注文番号,通貨ペア,取引区分,売買区分,約定数量,約定価格,約定日時\n"
OPENED = "1,USD/JPY,FXネオ新規,売,10000,150,2022/10/03 10:00\n"
CLOSED = "2,USD/JPY,FXネオ決済,買,10000,149,2022/10/04 10:00\n"


def test_words_that_hold_opening_or_closing_are_clear(read: Read) -> None:
    with pytest.raises(FileError, match="--close-side"):
        read(GMO + OPENED + CLOSED)
    assert [fill.side for fill in read(GMO + OPENED + CLOSED, close_side="order").fills] == ["SELL", "BUY"]
    assert [fill.side for fill in read(GMO + OPENED + CLOSED, close_side="position").fills] == ["SELL", "SELL"]
    assert [fill.side for fill in read(GMO + OPENED).fills] == ["SELL"]


@pytest.mark.parametrize("word", ["新規・決済", "FXネオ", "決済(新規)"])
def test_words_that_are_not_clear_can_be_mapped_or_left_out(read: Read, word: str) -> None:
    text = GMO + CLOSED.replace("FXネオ決済", word)
    (line,) = lines(read(text))
    assert "[open_close]" in line
    mapped = f'close_side = "position"\n[open_close]\nCLOSE = ["{word}"]'
    assert [fill.side for fill in read(text, mapped).fills] == ["SELL"]
    assert [fill.side for fill in read(text, mapped.replace("CLOSE", "OPEN")).fills] == ["BUY"]
    assert [fill.side for fill in read(text, '[columns]\nopen_close = ""').fills] == ["BUY"]


def test_a_word_cannot_both_open_and_close(read: Read) -> None:
    with pytest.raises(FileError, match="OPEN / CLOSE"):
        read(GMO + OPENED, '[open_close]\nOPEN = "x"\nCLOSE = ["y", "Ｘ"]')


def test_a_date_without_a_time_of_the_order_is_not_the_fills(read: Read) -> None:
    found = read("注文番号,売買,数量,価格,約定日時,注文日時\n1,買い,10000,150,2022/12/05 10:00,2022/12/05\n")
    assert [item.en for item in found.assumed] == ["no column for the pair: all rows taken as USDJPY"]


def test_a_workbook_with_dates_in_its_cells(tmp_path: Path) -> None:
    """A date in a cell is a serial number: taken for one only when the user says so."""
    book = Workbook()
    first = book.active
    assert first is not None
    second = book.create_sheet("約定")
    for row in (
        ["取引の一覧"],
        HEADER.split(","),
        [12345, "USD/JPY", "売", 10000, 150.25, datetime(2022, 12, 5, 10, 0, 3)],
    ):
        second.append(row)
    path = tmp_path / "fills.xlsx"
    book.save(path)
    refused = read_fills(path)
    assert [(fault.line, fault.column) for fault in refused.faults] == [(3, "約定日時")]
    for mapping in (Mapping(time_format="excel"), Mapping(time_format="excel", sheet="約定")):
        (fill,) = read_fills(path, mapping).fills
        assert told(fill) == ("12345", "SELL", 10000, 150.25, "2022-12-05 10:00:03")
    with pytest.raises(FileError, match="Sheet, 約定"):
        read_fills(path, Mapping(sheet="none"))


def test_the_number_of_the_fill_goes_before_that_of_the_order(read: Read) -> None:
    found = read("注文番号,約定番号,売買,数量,価格,約定日時\n1,100,売,10000,150,2022-12-05 10:00\n")
    assert found.fills[0].id == "100"


# --- what is left out, and what is refused ------------------------------------------------------


def test_orders_that_were_not_filled_are_left_out(read: Read) -> None:
    found = read(
        f"{HEADER},状態\n1,USD/JPY,売,10000,150,2022-12-05 10:00,約定済\n2,USD/JPY,売,10000,150,2022-12-05 10:00,取消\n"
        "3,USD/JPY,売,10000,,,失効\n4,USD/JPY,売,10000,150,2022-12-05 10:00,一部約定\n"
    )
    assert [fill.id for fill in found.fills] == ["1"]
    assert [(what.en, count) for what, count in found.left_out.items()] == [("orders that were not filled", 2)]
    assert lines(found) == [
        '5 "状態": it is unclear whether "一部約定" is a fill; put it under [skip] in a mapping, or export fills only.'
    ]


def test_accounts_and_symbols_are_chosen(read: Read) -> None:
    text = f"{HEADER},口座\n" + "".join(
        f"{number},{pair},売,10000,150,2022-12-05 10:00,{account}\n"
        for number, (pair, account) in enumerate([("USD/JPY", "A"), ("USD/JPY", "Ｂ"), ("ドル円ラージ", "A")])
    )
    assert [fill.id for fill in read(text).fills] == ["0", "1"]
    assert [fill.id for fill in read(text, accounts=("b",)).fills] == ["1"]
    found = read(text, symbols=("ドル円ラージ",), qty_factor=10)
    assert [(fill.id, fill.qty) for fill in found.fills] == [("2", 100_000)]
    assert dict(found.other_symbols) == {"USD/JPY": 2}
    with pytest.raises(FileError, match="--account"):
        read(f"{HEADER}\n1,USD/JPY,売,10000,150,2022-12-05\n", accounts=("A",))
    with pytest.raises(FileError, match="--symbol"):
        read("注文番号,売買,数量,価格,約定日\n1,買い,10000,150,2022/12/05\n", symbols=("A",))


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (",USD/JPY,売,10000,150,2022-12-05 10:00", '2 "約定番号": it is blank.'),
        ("1,USD/JPY,?,10000,150,2022-12-05 10:00", '2 "売買": it is unclear which side "?" is'),
        ("1,USD/JPY,,10000,150,2022-12-05 10:00", '2 "売買": it is unclear which side "" is'),
        ("1,USD/JPY,売,,150,2022-12-05 10:00", '2 "約定数量": it is blank.'),
        ("1,USD/JPY,売,-10000,150,2022-12-05 10:00", '2 "約定数量": "-10000" is not above 0.'),
        ("1,USD/JPY,売,10000,0,2022-12-05 10:00", '2 "約定価格": "0" is not above 0.'),
        ("1,USD/JPY,売,10000,150.1.2,2022-12-05 10:00", '2 "約定価格": "150.1.2" is not a number'),
        ("1,USD/JPY,売,10000,150,12/05/2022", '2 "約定日時": "12/05/2022" does not say which is the month'),
        ("1,USD/JPY,売,10000,150,44900.5", '2 "約定日時": "44900.5" is a number, no date'),
        ("1,USD/JPY,売,10000,150,", '2 "約定日時": it is blank.'),
        (f"{'9' * 101},USD/JPY,売,10000,150,2022-12-05", '2 "約定番号": 101 characters'),
    ],
)
def test_every_faulty_row_is_named(read: Read, row: str, fault: str) -> None:
    found = read(f"{HEADER}\n{row}\n2,USD/JPY,売,10000,150,2022-12-06 10:00\n")
    assert [fill.id for fill in found.fills] == ["2"]
    (line,) = lines(found)
    assert line.startswith(fault)


def test_lots_are_never_taken_for_units(read: Read) -> None:
    for header, qty in ((HEADER.replace("約定数量", "Lot数"), "10000"), (HEADER, "1.5"), (HEADER, "0.5")):
        text = f"{header}\n1,USD/JPY,売,{qty},150,2022-12-05 10:00\n"
        with pytest.raises(FileError, match="--lot"):
            read(text)
        assert read(text, qty_factor=1000).fills[0].qty == float(qty) * 1000


def test_times_of_a_metatrader_server_are_not_taken_for_japans(read: Read) -> None:
    text = f"{HEADER}\n1,USDJPY,sell,10000,150,2022.12.05 10:00:00\n"
    with pytest.raises(FileError, match="--server-utc-offset"):
        read(text)
    assert told(read(text, zone=zone_of("ny")).fills[0])[4] == "2022-12-05 17:00:00"
    assert told(read(text, "utc_offset = 9").fills[0])[4] == "2022-12-05 10:00:00"


def test_decimal_commas_are_never_guessed(read: Read) -> None:
    text = "id;side;qty;price;time\n1;SELL;10000;150,125;2022-12-05 10:00\n"
    assert 'the comma in "150,125"' in lines(read(text))[0]
    assert read(text, 'decimal = ","').fills[0].price == 150.125
