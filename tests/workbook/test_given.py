"""Months and amounts as people type them: one meaning, or a refusal that says what to write."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hedge_xl.core.errors import DomainError, HedgeError, NotANumberError
from workbook.given import parse_amount, parse_month


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("150", 150.0),
        ("75,000", 75000.0),
        ("75,000.50", 75000.5),
        ("1,234,567.891", 1234567.891),
        (" 150.25 ", 150.25),
        ("+150", 150.0),
        ("１５０．２５", 150.25),
        ("７５，０００", 75000.0),
        ("　１５０　", 150.0),
        ("0.0001", 0.0001),
        ("007", 7.0),
        ("1000000000000", 1e12),
    ],
)
def test_amounts(typed: str, value: float) -> None:
    assert parse_amount(typed, "--spot") == value


@pytest.mark.parametrize(
    "typed",
    [
        *("", " ", "150 000", "150\n0"),
        *[
            "abc",
            "150円",
            "¥150",
            "$150",
            "1,50",
            "1,5000",
            ",150",
            "150,",
            "1.234,56",
            "1.2.3",
            ".5",
            "5.",
            "1e3",
            "0x10",
            "1_000",
            "nan",
            "inf",
        ],
        *["--150", "+-1", "−150", "150%", "一五〇", "٣", "15²", "①50", "½"],
    ],
)
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(NotANumberError) as caught:
        parse_amount(typed, "--spot")
    assert caught.value.argument == "--spot"
    for language in ("ja", "en"):
        message = caught.value.message(language)
        assert message.startswith("--spot: ")
        assert "75,000.50" in message
        assert len(message.splitlines()) == 1


@pytest.mark.parametrize("typed", ["-150", "－１５０", "-0.001"])
@pytest.mark.parametrize("zero_allowed", [True, False])
def test_negative_amounts_are_refused(typed: str, zero_allowed: bool) -> None:
    with pytest.raises(DomainError, match="数値を入れてください"):
        parse_amount(typed, "--a-usd", zero_allowed=zero_allowed)


@pytest.mark.parametrize("typed", ["0", "0.00", "-0", "０"])
def test_zero_only_where_it_is_allowed(typed: str) -> None:
    assert parse_amount(typed, "--a-usd", zero_allowed=True) == 0
    with pytest.raises(DomainError, match="0より大きい") as caught:
        parse_amount(typed, "--spot")
    assert "above 0" in caught.value.message("en")


@pytest.mark.parametrize("typed", ["1000000000001", "9" * 400, "1" + ",000" * 5])
def test_amounts_beyond_reason_are_refused(typed: str) -> None:
    with pytest.raises(DomainError, match="大きすぎます"):
        parse_amount(typed, "--spot")


@given(st.text(max_size=12))
def test_any_text_is_a_plain_number_or_refused(typed: str) -> None:
    try:
        value = parse_amount(typed, "--a-usd", zero_allowed=True)
    except HedgeError:
        return
    assert 0 <= value <= 1e12


@given(st.integers(0, 10**12), st.sampled_from(["{}", "{:,}", " {:,} ", "{}.00", "+{:,}.0"]))
def test_numbers_in_any_dress_are_the_same(number: int, form: str) -> None:
    typed = form.format(number)
    assert parse_amount(typed, "--a-usd", zero_allowed=True) == number
    wide = typed.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})
    assert parse_amount(wide, "--a-usd", zero_allowed=True) == number


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-10", date(2026, 10, 31)),
        ("2024-02", date(2024, 2, 29)),
        ("2100-02", date(2100, 2, 28)),
        ("1999-01", date(1999, 1, 31)),
        ("2199-12", date(2199, 12, 31)),
        (" 2026-04 ", date(2026, 4, 30)),
    ],
)
def test_months(typed: str, day: date) -> None:
    assert parse_month(typed) == day


@pytest.mark.parametrize(
    "typed",
    [
        *("", "2026-10 x"),
        *["2026", "2026-1", "2026-00", "2026-13", "2026/10", "2026-10-31", "26-10", "10-2026", "-2026-10", "99999-01"],
        *["1998-12", "2200-01", "2026年10月", "２０２６-１０", "2026-1O"],
    ],
)
def test_what_is_no_month_is_refused(typed: str) -> None:
    with pytest.raises(DomainError) as caught:
        parse_month(typed)
    assert caught.value.argument == "--start"
    assert "2026-10" in caught.value.message("ja")
    assert "YYYY-MM" in caught.value.message("en")
