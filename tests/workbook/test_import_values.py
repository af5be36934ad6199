"""Numbers, times and words as brokers write them: read where they mean one thing, refused where they could mean two."""

from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hedge_xl.core.errors import HedgeError
from hedge_xl.core.language import LANGUAGES
from workbook.imports.numbers import parse_number
from workbook.imports.times import TimeReader
from workbook.imports.words import is_metatrader_usdjpy, is_usdjpy, side_of
from workbook.imports.zones import zone_of
from workbook.serials import from_serial, to_serial


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("150.125", 150.125),
        ("10,000", 10000),
        ("1,234,567.5", 1234567.5),
        ("１０，０００．５", 10000.5),
        ("¥1,234", 1234),
        ("￥1,234円", 1234),
        ("USD 10,000", 10000),
        ("US$5", 5),
        ("10,000 通貨", 10000),
        ("(1,234)", -1234),
        ("（1,234）", -1234),
        ("▲500", -500),
        ("△ 500", -500),
        ("−3.5", -3.5),
        ("12-", -12),
        ("$-5", -5),
        ("+7", 7),
        (".5", 0.5),
        ("1 380", 1380),
        ("-1\u00a0880.50", -1880.5),
        ("", None),
        ("  ", None),
        ("-", None),
        ("--", None),
    ],
)
def test_numbers(text: str, value: float | None) -> None:
    assert parse_number(text) == value


@pytest.mark.parametrize(
    "text",
    [
        *("abc", "1,23", "0,100", "12,34,567", "1.234.5", "1e5", "=1+1", "--5", "(-5)", "-(5)", "٣", "1/2", "5 5"),
        *("1e13", "9" * 400, "10000000000000", "150.1円20", "10$5", "円", "NaN", "inf", "0x10", "(5", "5)"),
    ],
)
def test_what_is_not_clearly_one_number_is_refused(text: str) -> None:
    with pytest.raises(HedgeError) as caught:
        parse_number(text)
    assert all(text[:20] in caught.value.message(language) for language in LANGUAGES)


def test_the_decimal_sign_is_never_guessed() -> None:
    assert parse_number("1.234,5", ",") == 1234.5
    assert parse_number("150,12", ",") == 150.12
    assert parse_number("150.12", "") == 150.12
    for text, sign in (("150,123", ""), ("1,234.5", ",")):
        with pytest.raises(HedgeError):
            parse_number(text, sign)  # type: ignore[arg-type]  # parametrised by hand


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=3), st.booleans())
def test_numbers_come_back_however_they_are_written(value: object, brackets: bool) -> None:
    plain = f"{value:.3f}"
    written = f"{value:,.3f}"
    if brackets and plain.startswith("-"):
        written = f"({written[1:]})"
    wide = written.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})
    assert parse_number(written) == parse_number(wide) == float(plain)


def read(text: str, zone: str = "+9", form: str | None = None) -> str | None:
    value = TimeReader(zone_of(zone), form).read(text)
    return None if value is None else from_serial(value).isoformat(" ")


@pytest.mark.parametrize(
    "text",
    [
        *("2026-11-02 10:05", "2026-11-02T10:05:00", "2026/11/2 10:05", "2026.11.02 10:05:00", "2026年11月2日 10:05"),
        *("2026年11月2日10時5分", "2026/11/02(月) 10:05", "２０２６／１１／０２ １０：０５", "2026-11-02T01:05:00Z"),
        *("2026-11-02 10:05:00+09:00", "2026-11-01T20:05-05:00", " 2026/11/02 10:05:00.000 "),
    ],
)
def test_times(text: str) -> None:
    assert read(text) == "2026-11-02 10:05:00"


def test_blank_times_days_and_milliseconds() -> None:
    reader = TimeReader()
    assert reader.read("") is reader.read(" - ") is None
    assert reader.read("2026/11/02") == to_serial(date(2026, 11, 2))
    assert reader.days_only == 1
    assert read("2026-11-02 10:05:07.123") == "2026-11-02 10:05:07.123000"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("11/02/2026 10:00", "which is the month"),
        ("02.11.2026", "which is the month"),
        ("26/11/02 10:00", "which is the month"),
        ("45000.5", "Excel serial"),
        ("20261102", "Excel serial"),
        ("2026-02-30 10:00", "no such time"),
        ("2026-11-02 24:00", "no such time"),
        ("2026-11-02 10:60", "no such time"),
        ("2026-11/02", "not read as a date"),
        ("10:00", "not read as a date"),
        ("2026-11-02 10:0", "not read as a date"),
        ("2026-11-02 10:00:0", "not read as a date"),
        ("tomorrow", "not read as a date"),
        ("2026-11-02 10:00 EST", "not read as a date"),
    ],
)
def test_what_could_mean_two_moments_is_refused(text: str, words: str) -> None:
    with pytest.raises(HedgeError) as caught:
        TimeReader().read(text)
    assert words in caught.value.message("en")
    assert text in caught.value.message("ja")


def test_a_format_is_held_to() -> None:
    assert read("11/02/2026 9:05", form="%m/%d/%Y %H:%M") == "2026-11-02 09:05:00"
    assert read("02.11.26", form="%d.%m.%y") == "2026-11-02 00:00:00"
    assert read("20261102 100501", form="%Y%m%d %H%M%S") == "2026-11-02 10:05:01"
    assert read("45000.5", form="excel") == "2023-03-15 12:00:00"
    for form in ("%m/%d", "%Y %m %d %d", "%Y-%m-%d %Q", "nonsense"):
        with pytest.raises(HedgeError, match="time_format"):
            TimeReader(None, form)
    for text, form in (("2026-11-02", "%d/%m/%Y"), ("abc", "excel"), ("60", "excel")):
        with pytest.raises(HedgeError):
            read(text, form=form)


@pytest.mark.parametrize(
    ("zone", "text", "japan"),
    [
        ("+2", "2026.11.02 10:00", "2026-11-02 17:00:00"),
        ("UTC", "2026.11.02 10:00", "2026-11-02 19:00:00"),
        ("-05:30", "2026-11-02 10:00", "2026-11-03 00:30:00"),
        ("JST", "2026-11-02 10:00", "2026-11-02 10:00:00"),
        ("Europe/Athens", "2026.07.02 10:00", "2026-07-02 16:00:00"),
        ("ny", "2026.07.02 10:00", "2026-07-02 16:00:00"),
        ("ny", "2026.12.02 10:00", "2026-12-02 17:00:00"),
        ("ny", "2026.12.31 23:59", "2027-01-01 06:59:00"),
    ],
)
def test_other_clocks(zone: str, text: str, japan: str) -> None:
    assert read(text, zone) == japan


@given(st.datetimes(datetime(2000, 1, 1), datetime(2040, 1, 1)))
def test_the_trading_server_is_seven_hours_ahead_of_new_york(moment: datetime) -> None:
    moment = moment.replace(microsecond=0, second=0)
    new_york = (moment - timedelta(hours=7)).replace(tzinfo=ZoneInfo("America/New_York"))
    folds = {new_york.replace(fold=fold).utcoffset() for fold in (0, 1)}
    if len(folds) == 1:  # on any other clock there are two such moments, or none, while markets are closed
        japan = new_york.astimezone(timezone(timedelta(hours=9))).replace(tzinfo=None)
        assert TimeReader(zone_of("ny")).read(f"{moment:%Y.%m.%d %H:%M}") == to_serial(japan)


def test_a_clock_change_and_a_day_without_time_are_refused() -> None:
    with pytest.raises(HedgeError, match="Europe/Athens"):
        read("2026.10.25 03:30", "Europe/Athens")
    with pytest.raises(HedgeError, match="時刻がない"):
        read("2026.11.02", "+2")
    for zone in ("Mars/Olympus", "+15", "", "../etc/passwd"):
        with pytest.raises(HedgeError, match="時差"):
            zone_of(zone)


SIDES = {
    ("SELL", False): "売 売り SELL sell Short 新規売 新規(売) 売建 転売 S",
    ("BUY", False): "買 買い ＢＵＹ long 新規買い 買建 買戻 買い戻し",
    ("SELL", True): "決済売 売決済 売り返済 決済(売)",
    ("BUY", True): "決済買 買い決済 返済・買",
    None: "? 両建 決済 balance 売買",
}
SYMBOLS = {
    (True, True): "USDJPY usdjpy",
    (True, False): "USD/JPY ＵＳＤ／ＪＰＹ ドル/円 米ドル/円 米ドル／日本円 ドル円",
    (False, True): "USDJPYm USDJPY-cd USDJPY.raw USDJPYmicro USDJPY#",
    (False, False): "EURUSD JPYUSD 米ドル/円ラージ EUR/JPY USDJPY_SEP26 豪ドル/円",
}


@pytest.mark.parametrize(("word", "side"), [(word, side) for side, words in SIDES.items() for word in words.split()])
def test_sides(word: str, side: tuple[str, bool] | None) -> None:
    assert side_of(word) == side


@pytest.mark.parametrize(
    ("symbol", "is_it"), [(word, told) for told, words in SYMBOLS.items() for word in words.split()]
)
def test_symbols(symbol: str, is_it: tuple[bool, bool]) -> None:
    assert (is_usdjpy(symbol), is_metatrader_usdjpy(symbol)) == is_it
