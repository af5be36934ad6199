"""The reports of MetaTrader 4 and 5: every fill once, at Japan's time, in units; what is assumed is said."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook

from workbook.errors import FileError
from workbook.imports.fill import Fill, FillsFile
from workbook.imports.fills import read_fills
from workbook.imports.mapping import Mapping
from workbook.imports.zones import zone_of
from workbook.serials import from_serial

FILES = Path(__file__).parent / "files"
STATEMENT, REPORT = FILES / "mt4-statement.htm", FILES / "mt5-report.html"
DEALS = "Time,Deal,Symbol,Type,Direction,Volume,Price,Order,Commission,Fee,Swap,Profit,Balance,Comment"
DEALS_JA = "時間,約定,銘柄,タイプ,新規・決済,数量,価格,注文,手数料,費用,スワップ,損益,残高,コメント"
TICKETS = "Ticket,Open Time,Type,Size,Symbol,Price,S/L,T/P,Close Time,Price,Commission,Swap,Profit,Comment"


def told(fill: Fill) -> tuple[str, str, float, float, str]:
    return fill.id, fill.side, fill.qty, fill.price, f"{from_serial(fill.time):%Y-%m-%d %H:%M}"


def left_out(found: FillsFile) -> dict[str, int]:
    return {what.en: count for what, count in found.left_out.items()}


def csv(folder: Path, *lines: str) -> Path:
    path = folder / "history.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


# --- MetaTrader 5 -------------------------------------------------------------------------------

FILLS = [
    ("101", "SELL", 50_000, 135.1, "2022-12-05 17:00"),
    ("102", "SELL", 50_000, 135.1, "2022-12-05 17:00"),
    ("103", "BUY", 40_000, 136.2, "2022-12-13 06:30"),
]


def test_the_deals_of_a_report() -> None:
    found = read_fills(REPORT)
    assert [told(fill) for fill in found.fills] == FILLS
    assert left_out(found) == {"balance, deposit and similar rows": 1}
    assert dict(found.other_symbols) == {"EURUSD": 1}
    assert (found.currency, found.costs, found.swaps) == ("JPY", -150, {"2022-12": -1234})
    assert not found.faults
    assert "UTC+2, +3 during US summer time" in found.assumed[0].en
    assert "100,000 USD" in found.assumed[1].en
    assert found.fills[2].comment == "tp"


def test_clock_and_lot_are_the_users_to_say() -> None:
    found = read_fills(REPORT, Mapping(zone=zone_of("+9"), qty_factor=10_000))
    assert told(found.fills[0]) == ("101", "SELL", 5_000, 135.1, "2022-12-05 10:00")
    assert [item.en for item in found.assumed] == ["server times converted from UTC+9 to Japan time"]


def workbook_of(path: Path, rows: Sequence[Sequence[object]]) -> Path:
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(list(row))
    book.save(path)
    return path


def test_the_same_report_as_a_workbook(tmp_path: Path) -> None:
    rows: list[Sequence[object]] = [
        ["Trade History Report"],
        ["Account:", None, None, "1000001 (JPY, Example-Server, real, Hedge)"],
        ["Deals"],
        DEALS.split(","),
        ["2022.12.01 00:00:00", 100, None, "balance", None, None, None, None, 0, 0, 0, 1e6, 1e6, "Deposit"],
        ["2022.12.05 10:00:00", 101, "USDJPY.", "sell", "in", "0.5", 135.1, 901, -50, 0, 0, 0, 999_950, None],
        ["2022.12.05 10:00:00", 102, "USDJPY.", "sell", "in", 0.5, 135.1, 901, -50, 0, 0, 0, 999_900, None],
        ["2022.12.12 23:30:00", 103, "USDJPY.", "buy", "out", 0.4, 136.2, 902, -40, -10, -1234, -44_000, 954_616, "tp"],
        [None, None, None, None, None, None, None, None, -140, -10, -1234, -44_000, 954_616, None],
        ["Open Positions"],
        ["2022.12.05 10:00:00", 901, "USDJPY.", "sell", 0.6, 135.1],
    ]
    found = read_fills(workbook_of(tmp_path / "report.xlsx", rows))
    assert [told(fill) for fill in found.fills] == FILLS
    assert (found.currency, found.costs, found.swaps) == ("JPY", -150, {"2022-12": -1234})


@pytest.mark.parametrize("header", [DEALS, DEALS_JA])
def test_a_csv_of_the_deals(tmp_path: Path, header: str) -> None:
    found = read_fills(
        csv(
            tmp_path,
            header,
            "2022.12.05 10:00:00,101,USDJPY+,sell,in,0.50,135.100,901,0,0,0,0,0,",
            ",,,,,,,,-50,0,0,0,0,",
            "2022.12.06 10:00:00,102,USDJPY+,buy canceled,out,0.50,135.100,901,0,0,0,0,0,",
            "2022.12.06 10:00:00,103,USDJPY+,hedge,out,0.50,135.100,901,0,0,0,0,0,",
            "nonsense,104,USDJPY+,sell,in,0.50,135.100,901,0,0,0,0,0,",
        )
    )
    assert [told(fill) for fill in found.fills] == FILLS[:1]
    assert left_out(found) == {"rows that are no deals": 1, "cancelled deals": 1}
    assert [(fault.line, fault.text.en[:20]) for fault in found.faults] == [
        (5, 'the type "hedge" is '),
        (6, '"nonsense" is not re'),
    ]


def test_positions_alone_are_refused(tmp_path: Path) -> None:
    path = csv(
        tmp_path,
        "Time,Position,Symbol,Type,Volume,Price,S / L,T / P,Time,Price,Commission,Swap,Profit",
        "2022.12.05 10:00:00,901,USDJPY,sell,0.4,135.1,,,2022.12.12 23:30:00,136.2,0,0,0",
    )
    with pytest.raises(FileError, match="Deals"):
        read_fills(path)


@pytest.mark.parametrize("symbol", ["USDJPYmicro", "USDJPYc", "USDJPYcm", "USDJPY.c", "USDJPYm", "USDJPY-cd"])
def test_a_lot_whose_size_is_unclear_is_not_taken_for_a_standard_one(tmp_path: Path, symbol: str) -> None:
    path = csv(tmp_path, DEALS, f"2022.12.05 10:00:00,101,{symbol},sell,in,0.5,135.1,901,0,0,0,0,0,")
    with pytest.raises(FileError, match=symbol):
        read_fills(path)
    assert read_fills(path, Mapping(qty_factor=1000)).fills[0].qty == 500


def test_the_lot_of_a_symbol_that_the_user_names_is_unclear_too(tmp_path: Path) -> None:
    path = csv(tmp_path, DEALS, "2022.12.05 10:00:00,101,YEN-cent,sell,in,0.5,135.1,901,0,0,0,0,0,")
    with pytest.raises(FileError, match="YEN-cent"):
        read_fills(path, Mapping(symbols=("YEN-cent",)))


@pytest.mark.parametrize("symbol", ["USDJPY", "USDJPY.", "USDJPY#", "usdjpy.raw", "USDJPY.pro"])
def test_endings_that_say_nothing_of_the_lot(tmp_path: Path, symbol: str) -> None:
    path = csv(tmp_path, DEALS, f"2022.12.05 10:00:00,101,{symbol},sell,in,0.5,135.1,901,0,0,0,0,0,")
    assert read_fills(path).fills[0].qty == 50_000


@pytest.mark.parametrize(
    "mapping", [Mapping(accounts=("1",)), Mapping(skip={"x": ("y",)}), Mapping(sides={"x": "BUY"})]
)
def test_what_a_report_cannot_do_is_said(mapping: Mapping) -> None:
    with pytest.raises(FileError):
        read_fills(REPORT, mapping)


# --- MetaTrader 4 -------------------------------------------------------------------------------


def test_a_statement_opens_and_closes() -> None:
    found = read_fills(STATEMENT)
    assert [told(fill) for fill in found.fills] == [
        ("501", "SELL", 100_000, 135.1, "2022-12-05 17:00"),
        ("501-close", "BUY", 40_000, 136.2, "2022-12-13 06:30"),
    ]
    assert left_out(found) == {"balance, deposit and similar rows": 1, "orders that were not filled": 2}
    assert dict(found.other_symbols) == {"eurusd": 1}
    assert (found.currency, found.costs, found.swaps) == ("JPY", -100, {"2022-12": -1234})
    assert not found.faults


def ticket(
    number: int, size: str, closed: str = "", comment: str = "", kind: str = "sell", price: str = "135.1"
) -> str:
    close = "136.2" if closed else "137.0"
    return f"{number},2022.12.05 10:00:00,{kind},{size},USDJPY,{price},0,0,{closed},{close},0,0,0,{comment}"


def test_a_position_closed_in_parts_was_opened_once(tmp_path: Path) -> None:
    """Whether saved before, between or after its partial closes, the statement tells the same opening fill."""
    day = "2022.12.{} 10:00:00".format
    first, second, third = ticket(1, "0.2", day(12)), ticket(2, "0.3", day(13)), ticket(3, "0.5", day(14))
    rests = ["from #1", "from #2"]
    openings = [
        read_fills(csv(tmp_path, TICKETS, *lines)).fills[0]
        for lines in (
            [ticket(1, "1.0")],
            [first, ticket(2, "0.8", comment=rests[0])],
            [first, second + rests[0], ticket(3, "0.5", comment=rests[1])],
            [third + rests[1], second + rests[0], first],
        )
    ]
    assert [told(fill) for fill in openings] == [("1", "SELL", 100_000, 135.1, "2022-12-05 17:00")] * 4
    found = read_fills(csv(tmp_path, TICKETS, third + rests[1], second + rests[0], first))
    assert [(fill.id, fill.qty) for fill in found.fills] == [
        ("1", 100_000),
        ("1-close", 20_000),
        ("2-close", 30_000),
        ("3-close", 50_000),
    ]


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ([ticket(2, "0.8", comment="from #1")], "rest of ticket 1, which this statement does not hold"),
        ([ticket(1, "0.2"), ticket(2, "0.8", comment="from #1", price="135.2")], "differs from that of ticket 1"),
        ([ticket(1, "0.2", "2022.12.12 10:00:00", "close hedge by #9")], "log it by hand"),
        ([ticket(1, "0.2"), ticket(1, "0.2")], "in a row above too"),
        ([ticket(1, "0.2", comment="from #1")], "rest of ticket 1"),
        ([ticket(1, "0")], "not above 0"),
        ([ticket(1, "0.2", kind="swap")], 'the type "swap"'),
        ([ticket(1, "0.2", "12/13/2022 10:00")], "which is the month"),
    ],
)
def test_what_a_statement_does_not_tell_is_a_fault(tmp_path: Path, lines: list[str], words: str) -> None:
    found = read_fills(csv(tmp_path, TICKETS, *lines))
    (fault,) = found.faults
    assert words in fault.message.en
    assert fault.message.en.startswith("history.csv line ")
