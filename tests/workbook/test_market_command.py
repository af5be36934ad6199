"""``hedge-xl market``: monthly and daily files, the ECB's rates, months in their order, and what is in the way."""

import builtins
import csv
import io
import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from command import Run
from customise_parts import OFFICE_2017, THREADED
from customise_xml import add_part, relate
from ledgers import cell, edited, number, place, sheet_part, small, small_file, title, typed, words, write
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from scenarios import keep_last

from hedge_xl.core.errors import HedgeError
from hedge_xl.data import load_market
from hedge_xl.data.build import usdjpy_rates
from workbook.change import changed
from workbook.commands import market as command
from workbook.imports.price_files import read_prices
from workbook.ledger import LEDGER
from workbook.ledger.daily_prices import last_business_day, reduced
from workbook.ledger.market_update import MarketEntry, plan_market
from workbook.ledger.month_values import MARKET, apart
from workbook.ledger.months import month_of, serial_of
from workbook.package import Package
from workbook.read import open_workbook
from workbook.spec import Value
from workbook.twin import Model
from workbook.validate import validate

JANUARY, FEBRUARY, MARCH = date(2023, 1, 31), date(2023, 2, 28), date(2023, 3, 31)
LATER = date(2023, 12, 1)
MONTHLY = "month,spx,usdjpy,average\n2023-01,4076.60,130.15,136.3\n2023-02,3970.15,136.2,137.0\n"


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "a.xlsx"
    path.write_bytes(small_file())
    return path


def market(path: Path) -> list[dict[str, Value]]:
    return open_workbook(path).inputs.tables["market"]


def months(path: Path) -> list[date]:
    return [month_of(row["month"]) for row in market(path)]


# --- monthly files ------------------------------------------------------------------------------


def test_months_from_a_file(run: Run, ledger: Path, tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text(MONTHLY)
    result = run("market", "a.xlsx", "--from", "p.csv")
    assert (result.code, result.err) == (0, "")
    assert "2023-01〜2023-02" in result.out
    assert market(ledger)[-2:] == [
        {"month": 44957, "spx": 4076.6, "usdjpy": 130.15, "ma200": 136.3},
        {"month": 44985, "spx": 3970.15, "usdjpy": 136.2, "ma200": 137.0},
    ]
    assert market(ledger)[:-2] == small("ja").tables["market"]
    assert validate(ledger)[1] == []


def test_the_same_file_again_does_nothing(run: Run, ledger: Path, tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text(MONTHLY)
    run("market", "a.xlsx", "--from", "p.csv")
    data = ledger.read_bytes()
    result = run("market", "a.xlsx", "--from", "p.csv", "--lang", "en")
    assert result.out == "there already with the same values: 2023-01 to 2023-02\nnothing to change (a.xlsx)\n"
    assert ledger.read_bytes() == data


@pytest.mark.parametrize("encoding", ["cp932", "utf-8-sig"])
def test_headings_of_the_sheet_and_numbers_as_people_write_them(
    run: Run, ledger: Path, tmp_path: Path, encoding: str
) -> None:
    text = '市場データ\n月末,S&P500,USDJPY,200日平均,出典\n2023年1月,"4,076.60",１３０．１５,136.3円,x\n'
    (tmp_path / "p.csv").write_text(text, encoding=encoding)
    result = run("market", "a.xlsx", "--from", "p.csv", "--lang", "en")
    assert "columns that were not used: 出典" in result.out
    assert market(ledger)[-1] == {"month": 44957, "spx": 4076.6, "usdjpy": 130.15, "ma200": 136.3}


def test_the_sample_itself_is_what_is_there(run: Run, ledger: Path) -> None:
    source = Path(__file__).parents[2] / "hedge_xl" / "data" / "market.csv"
    result = run("market", "a.xlsx", "--from", source, "--from-month", "2022-05", "--lang", "en")
    assert "same values: 2022-05 to 2022-12" in result.out
    assert "nothing to change" in result.out


def test_blanks_are_filled(run: Run, tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", small("ja", lambda inputs, _: inputs.tables["market"][-1].update(ma200=None)))
    (tmp_path / "p.csv").write_text("month,average\n2022-12,136.1\n")
    assert run("market", "a.xlsx", "--from", "p.csv").code == 0
    assert market(path)[-1]["ma200"] == 136.1


def test_other_values_are_refused_listing_them(run: Run, ledger: Path, tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text("month,spx,usdjpy\n2022-12,3839.5,131.9\n2022-11,4080.11,139\n2023-01,4076,130\n")
    error = run("market", "a.xlsx", "--from", "p.csv", "--lang", "en").error
    assert "2022-11 USDJPY" in error
    assert "-> 139" in error
    assert "2022-12 USDJPY 131.876992 -> 131.9" in error
    assert "--correct" in error
    assert ledger.read_bytes() == small_file()
    assert run("market", "a.xlsx", "--from", "p.csv", "--correct").code == 0
    assert [row["usdjpy"] for row in market(ledger)[-3:]] == [139, 131.9, 130]
    assert run("market", "a.xlsx", "--from", "p.csv", "--from-month", "2023-01").code == 0


@pytest.mark.parametrize(
    ("there", "given", "differ"),
    [(131.876992, 131.88, False), (131.876992, 131.87, True), (131.88, 131.885, False), (131.88, 131.886, True)],
)
def test_the_tolerance_is_half_of_the_last_digit_shown(there: float, given: float, differ: bool) -> None:
    assert apart(MARKET.column("usdjpy"), there, given) is differ


def test_a_dry_run_and_json(run: Run, ledger: Path, tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text(MONTHLY)
    found = json.loads(run("market", "a.xlsx", "--from", "p.csv", "--dry-run", "--json").out)
    assert (found["changed"], found["dry_run"], found["backup"]) == (True, True, None)
    assert ledger.read_bytes() == small_file()


# --- the order of months ------------------------------------------------------------------------


def entry(row: dict[str, Value]) -> MarketEntry:
    return MarketEntry(month_of(row["month"]), *[float(row[key] or 0) for key in ("spx", "usdjpy", "ma200")])


@pytest.mark.parametrize("missing", [[0], [3], [7], [0, 1, 5], [2, 6, 7], [0, 3, 4, 7]])
def test_months_find_their_place(missing: list[int]) -> None:
    """Whatever months a table lacks, adding them gives the whole table."""
    whole = small("ja")
    lacking = small("ja")
    lacking.tables["market"] = [row for index, row in enumerate(whole.tables["market"]) if index not in missing]
    moved: list[int] = []
    entries = [entry(whole.tables["market"][index]) for index in reversed(missing)]
    plan = plan_market(lacking, "ja", entries, lambda _, row: moved.append(row), correct=False)
    assert plan.inputs.tables["market"] == whole.tables["market"]
    assert changed(lacking, plan.change) == plan.inputs
    appended_only = missing == [7]
    assert moved == ([] if appended_only else [missing[0]])


def test_an_earlier_month_and_a_gap_in_a_file(run: Run, tmp_path: Path) -> None:
    whole = small("ja").tables["market"]
    path = write(tmp_path / "a.xlsx", small("ja", lambda inputs, _: inputs.tables["market"].pop(3)))
    rows = [("2022-04", 4131.93, 129.5, 116.0)]
    rows += [(f"{month_of(whole[3]['month']):%Y-%m}", *(whole[3][key] for key in ("spx", "usdjpy", "ma200")))]
    (tmp_path / "p.csv").write_text("month,spx,usdjpy,average\n" + "\n".join(",".join(map(str, row)) for row in rows))
    result = run("market", "a.xlsx", "--from", "p.csv")
    assert (result.code, result.err) == (0, "")
    assert market(path)[1:] == whole
    assert months(path)[0] == date(2022, 4, 30)
    assert validate(path)[1] == []


def test_what_the_market_still_lacks_is_said() -> None:
    plan = plan_market(small("ja"), "ja", [MarketEntry(MARCH, 4109.31, 132.8, 136)], never, correct=False)
    assert plan.notes[0].en.startswith("△ Market lacks 2023-01 to 2023-02; `hedge-xl market")
    assert [mark.found.en for mark in plan.marks] == ["△ month missing"]


def test_decisions_that_would_have_been_different_are_said() -> None:
    inputs = small("ja", lambda inputs, _: inputs.tables["market"][-2].update(ma200=None))
    inputs.tables["monthly"][-2]["h_fixed"] = None
    inputs.tables["market"][-3]["ma200"] = 150.0
    before = Model(LEDGER, inputs, "ja").column("monthly", "h_policy")
    plan = plan_market(
        inputs, "ja", [MarketEntry(month_of(inputs.tables["market"][-3]["month"]), average=140.0)], never, correct=True
    )
    after = Model(LEDGER, plan.inputs, "ja").column("monthly", "h_policy")
    assert before != after
    assert any("h_policy of past months" in note.en for note in plan.notes)


def test_a_new_fault_is_refused() -> None:
    with pytest.raises(HedgeError) as caught:
        plan_market(small("ja"), "ja", [MarketEntry(JANUARY, -1.0, 130.0)], never, correct=False)
    assert "zero or less" in caught.value.message("en")


def never(table: str, row: int) -> None:
    pytest.fail(f"rows of {table} moved from {row} on")


# --- what is in the way of moving rows ------------------------------------------------------------


EARLIER = "month,spx,usdjpy\n2022-04,4131.93,129.5\n"
Obstacle = Callable[[Path], Any]


def comment(path: Path) -> None:
    with_openpyxl(path, lambda book: setattr(book[title("market")]["C12"], "comment", Comment("確かめた", "me")))


def conversation(path: Path) -> None:
    """A comment of the newer kind, without the note that older versions show instead."""

    def edit(package: Package) -> None:
        name = "xl/threadedComments/threadedComment1.xml"
        thread = f'<ThreadedComments xmlns="{THREADED}"><threadedComment ref="C12"/></ThreadedComments>'
        add_part(package, name, thread, "application/vnd.ms-excel.threadedcomments+xml")
        relate(package, sheet_part(package, title("market")), f"{OFFICE_2017}/threadedComment", name)

    edited(path, edit, data=path.read_bytes())


def pointer(path: Path) -> None:
    def change(book: Any) -> None:
        book.create_sheet("mine")["B2"] = f"={title('market')}!D10*2"

    with_openpyxl(path, change)


def pointer_beside(formula: str, sheet: str = "market", cell: str = "V2") -> "Obstacle":
    """A formula of the user's above the rows that move."""
    return lambda path: with_openpyxl(path, lambda book: book[title(sheet)].__setitem__(cell, f"={formula}"))


def name(path: Path) -> None:
    with_openpyxl(
        path,
        lambda book: book.defined_names.add(DefinedName("my_rate", attr_text=f"'{title('market')}'!$D$10")),
    )


def own_column(path: Path) -> None:
    def change(book: Any) -> None:
        sheet = book[title("market")]
        table = sheet.tables["Market"]
        first, last = table.ref.split(":")
        end = sheet.max_column + 1
        sheet.cell(7, end).value = "自分の列"
        letter = sheet.cell(7, end).column_letter
        table.ref = f"{first}:{letter}{last.lstrip('ABCDEFGHIJKLMNOPQRSTUVWXYZ')}"
        column = type(table.tableColumns[0])(id=len(table.tableColumns) + 1, name="自分の列")
        table.tableColumns.append(column)

    with_openpyxl(path, change)


def with_openpyxl(path: Path, change: Callable[[Any], Any]) -> None:
    book = load_workbook(path)
    change(book)
    book.save(path)


def beside(path: Path) -> None:
    edited(path, typed(f"{title('market')}!AZ10", words("確認済み")), data=path.read_bytes())


def own_formula(path: Path) -> None:
    def change(item: Any) -> None:
        number(3000)(item)
        item.insert(0, item.makeelement(item.tag[:-1] + "f", {}))
        item[0].text = "1500*2"

    edited(path, cell(place("market", 4, "spx"), change), data=path.read_bytes())


@pytest.mark.parametrize(
    ("obstacle", "words"),
    [
        (comment, "C12 にコメント"),
        (conversation, "C12 にコメント"),
        (pointer, "mine!B2"),
        (pointer_beside("C12"), "!V2"),
        (pointer_beside("ROUND($D$10,2)+1"), "!V2"),
        (pointer_beside("SUM(D2:D11)"), "!V2"),
        (pointer_beside("AVERAGE(9:12)"), "!V2"),
        (pointer_beside("VLOOKUP(1,B8:E15,2,FALSE)"), "!V2"),
        (pointer_beside("市場!C12", "monthly", "B8"), "!B8"),
        (name, "my_rate"),
        (own_column, "自分の列"),
        (beside, "AZ10"),
        (own_formula, "自分の式"),
    ],
)
def test_what_moving_rows_would_tear_apart(
    run: Run, ledger: Path, tmp_path: Path, obstacle: Obstacle, words: str
) -> None:
    (tmp_path / "p.csv").write_text(EARLIER)
    assert run("market", "a.xlsx", "--from", "p.csv", "--dry-run").code == 0, "nothing is in the way"
    obstacle(ledger)
    data = ledger.read_bytes()
    error = run("market", "a.xlsx", "--from", "p.csv").error
    assert words in error
    assert "Excelで表の行を挿入" in error
    assert ledger.read_bytes() == data


@pytest.mark.parametrize(
    "formula",
    ["C3*2", "SUM(D:D)", "SUM(Market[S&amp;P500])", '"C12"', "月次!C12", "MAX(Market[#All])", "LOG10(5)", "1000"],
)
def test_formulas_that_moving_rows_do_not_touch(run: Run, ledger: Path, tmp_path: Path, formula: str) -> None:
    (tmp_path / "p.csv").write_text(EARLIER)
    pointer_beside(formula.replace("&amp;", "&"))(ledger)
    assert run("market", "a.xlsx", "--from", "p.csv").code == 0


# --- figures that no market reaches -------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("month,spx,usdjpy\n2023-01,4076.6,0.00768\n", "2023-01: USDJPY 0.00768 is 3 times off USDJPY 131.877"),
        ("month,spx,usdjpy\n2023-01,130.15,4076.6\n", "2023-01: USDJPY 4076.6"),
        ("month,spx,usdjpy\n2023-01,4076,0.0077\n2023-02,3970,0.0073\n", "2023-01: USDJPY 0.0077"),
        (
            "month,spx,usdjpy\n2023-01,4076,130\n2023-02,3970,0.0073\n",
            "2023-02: USDJPY 0.0073 is 3 times off USDJPY 130",
        ),
        ("month,spx,usdjpy\n2022-04,4131,0.0077\n", "2022-04: USDJPY 0.0077"),
        ("month,spx,usdjpy,average\n2023-01,4076,130,0.0073\n", "200-day average 0.0073 is 3 times off USDJPY 130"),
        ("month,spx,usdjpy,average\n2023-01,4076,130,4000\n", "200-day average 4000"),
        ("month,average\n2022-12,4000\n", "200-day average 4000 is 3 times off USDJPY 131.877"),
        ("month,spx,usdjpy\n2023-01,130,130\n", "S&P 500 130 is 3 times off"),
    ],
)
@pytest.mark.parametrize("correct", [(), ("--correct",)])
def test_figures_that_no_market_reaches(
    run: Run, ledger: Path, tmp_path: Path, text: str, words: str, correct: tuple[str, ...]
) -> None:
    (tmp_path / "p.csv").write_text(text)
    result = run("market", "a.xlsx", "--from", "p.csv", "--lang", "en", *correct)
    if correct and words.startswith("S&P"):
        assert result.code == 0
        return
    assert words in result.error
    assert ledger.read_bytes() == small_file()


def test_a_wrong_rate_that_is_there_can_be_corrected(run: Run, tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", small("ja", lambda inputs, _: inputs.tables["market"][-1].update(usdjpy=0.0076)))
    (tmp_path / "p.csv").write_text("month,usdjpy\n2022-12,131.9\n")
    assert run("market", "a.xlsx", "--from", "p.csv", "--correct").code == 0
    assert market(path)[-1]["usdjpy"] == 131.9


def test_an_index_after_many_years(run: Run, ledger: Path, tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text("month,spx,usdjpy\n2031-12,13000,150\n")
    assert "2031" not in run("market", "a.xlsx", "--from", "p.csv").err


# --- daily files --------------------------------------------------------------------------------


def daily_frame() -> pd.DataFrame:
    chance = np.random.default_rng(7)
    days = pd.bdate_range("2022-01-03", "2023-02-10")
    steps = chance.normal(0, 0.006, (len(days), 2)).cumsum(axis=0)
    prices = np.round(np.array([4700.0, 115.0]) * np.exp(steps), 2)
    return pd.DataFrame(prices, index=days, columns=["spx", "usdjpy"])


def test_daily_prices_against_pandas(tmp_path: Path) -> None:
    frame = daily_frame()
    frame.to_csv(tmp_path / "d.csv", index_label="date")
    found = reduced(read_prices(tmp_path / "d.csv").daily, LATER)
    ends = frame.resample("ME").last().loc[: pd.Timestamp(JANUARY)]
    averages = frame["usdjpy"].rolling(200).mean()
    last_days = frame.index.to_series().resample("ME").last()
    assert [entry.month for entry in found.entries] == [stamp.date() for stamp in ends.index]
    for entry, (stamp, row) in zip(found.entries, ends.iterrows(), strict=True):
        assert (entry.spx, entry.usdjpy) == (row["spx"], row["usdjpy"])
        average = averages[last_days[stamp]]
        assert entry.average == (None if np.isnan(average) else pytest.approx(average, abs=5.1e-7))
    assert [entry.average is None for entry in found.entries] == [True] * 9 + [False] * 4
    assert [note.en for note in found.notes] == [
        "△ months without prices to their end are left out: 2023-02 (to 2023-02-10)"
    ]


def test_a_daily_file_into_a_ledger(run: Run, tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", small("ja", keep_last("market", 4)))
    frame = daily_frame().loc["2023-01-01":]
    frame.to_csv(tmp_path / "d.csv", index_label="日付")
    result = run("market", "a.xlsx", "--from", "d.csv")
    assert (result.code, result.err) == (0, "")
    assert "2023-02 (2023-02-10まで)" in result.out
    assert "200日平均が空欄の月(トレンド判定をしません): 2023-01" in result.out
    last = frame.loc["2023-01-31"]
    assert market(path)[-1] == {"month": 44957, "spx": last["spx"], "usdjpy": last["usdjpy"], "ma200": None}


def series(*days: str, value: str = "130") -> dict[date, Decimal]:
    return {date.fromisoformat(day): Decimal(value) for day in days}


@pytest.mark.parametrize(
    ("days", "today", "finished"),
    [
        (("2023-01-30", "2023-01-31"), "2023-02-01", ["2023-01"]),
        (("2023-01-30", "2023-01-31"), "2023-01-31", []),  # the day is not over
        (("2023-01-27", "2023-01-30"), "2023-02-05", []),  # the last day has no price yet
        (("2023-01-30", "2023-02-01"), "2023-02-05", ["2023-01"]),  # it never got one
        (("2023-01-20", "2023-02-01"), "2023-02-05", []),  # a hole
        (("2022-12-29", "2022-12-30"), "2023-01-01", ["2022-12"]),  # the 31st is a Saturday
        (("2024-03-27", "2024-03-28"), "2024-04-01", ["2024-03"]),  # Good Friday
    ],
)
def test_which_months_are_finished(days: tuple[str, ...], today: str, finished: list[str]) -> None:
    found = reduced({"usdjpy": series(*days)}, date.fromisoformat(today))
    assert [f"{entry.month:%Y-%m}" for entry in found.entries] == finished


def test_the_last_business_day() -> None:
    assert last_business_day(date(2021, 5, 31)) == date(2021, 5, 28), "Memorial Day"
    assert last_business_day(date(2025, 12, 31)) == date(2025, 12, 30), "banks in Japan"
    assert last_business_day(date(1935, 3, 31)) == date(1935, 3, 29)


@pytest.mark.parametrize(("first", "average"), [(date(2021, 12, 24), 115), (date(2021, 1, 29), None)])
def test_an_average_needs_daily_rates(first: date, average: float | None) -> None:
    """200 rates, one of them from a year before the others, are no 200 days."""
    days = pd.bdate_range(end="2022-09-30", periods=199).date.tolist()
    assert first < days[0]
    found = reduced({"usdjpy": dict.fromkeys([first, *days], Decimal(115))}, LATER)
    assert (found.entries[-1].month, found.entries[-1].average) == (date(2022, 9, 30), average)


def test_weekends_are_no_market_days() -> None:
    """The rates of Saturdays and Sundays neither count among the 200 nor stand for a month."""
    days = pd.date_range("2021-12-01", "2022-12-31").date.tolist()  # ends on a Saturday
    rates = {day: Decimal(100 if day.weekday() < 5 else 200) + len(str(day)) for day in days}
    found = reduced({"usdjpy": rates}, LATER)
    assert (found.entries[-1].usdjpy, found.entries[-1].average) == (110, 110)
    weekdays = {day: rate for day, rate in rates.items() if day.weekday() < 5}
    assert found.entries == reduced({"usdjpy": weekdays}, LATER).entries
    assert next(entry.month for entry in found.entries if entry.average) == date(2022, 9, 30), "200 weekdays, not days"
    assert [note.en for note in found.notes] == [
        "△ usdjpy of Saturdays and Sundays are left out: 113 (the last is 2022-12-31)"
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("date,close\n2023-01-30,1\n2023-01-31,2\n", "spx / usdjpy / average"),
        ("date,usdjpy\n2023-01-03,130\n2023-01-10,131\n2023-01-17,130\n2023-01-31,129\n", "日次でも月次でもありません"),
        ("date,usdjpy\n2023-01-01,130\n2023-02-01,131\n", "2行目: 1か月に1行ですが 2023-01-01"),
        ("date,usdjpy\n2023-01-30,130\n2023-01-30,131\n2023-01-31,131\n", "3行目: 2023-01-30 が前の行にもあり"),
        ("month,usdjpy\n2023-01,130\n2023-01,131\n", "3行目: 2023-01 が前の行にもあり"),
        ("month,spx,usdjpy\n2023-01,-4000,130\n", "2行目: spx が -4000"),
        ("month,spx,usdjpy\n2023-01,4000,#N/A\n", "2行目: 「#N/A」"),
        ("month,spx,sp500\n2023-01,4000,4000\n", "どちらも spx"),
        ("month,spx\nx,4000\n", "2行目: 「x」"),
    ],
)
def test_files_that_are_refused(run: Run, ledger: Path, tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "p.csv").write_text(text, encoding="utf-8")
    assert words in run("market", "a.xlsx", "--from", "p.csv").error
    assert ledger.read_bytes() == small_file()


def test_days_without_a_price_and_equal_rows(tmp_path: Path) -> None:
    (tmp_path / "d.csv").write_text(
        "DATE,DEXJPUS\n2023-01-27,129.9\n2023-01-30,.\n2023-01-31,130.1\n2023-01-31,130.1\n"
    )
    daily = read_prices(tmp_path / "d.csv").daily
    assert daily == {"usdjpy": {date(2023, 1, 27): Decimal("129.9"), date(2023, 1, 31): Decimal("130.1")}}


# --- the ECB's rates ----------------------------------------------------------------------------


def test_the_sample_history_is_what_the_rates_give() -> None:
    """The same days, the same rates, the same 200-day averages, to the last digit."""
    found = reduced({"usdjpy": usdjpy_rates()}, date(2023, 2, 1))
    sample = load_market()
    assert [entry.month for entry in found.entries[: len(sample)]] == [item.month for item in sample]
    for entry, item in zip(found.entries, sample, strict=False):
        assert (entry.usdjpy, entry.average) == (item.usdjpy, item.usdjpy_ma200)


def test_the_rates_joined_with_an_index(run: Run, ledger: Path, tmp_path: Path) -> None:
    (tmp_path / "spx.csv").write_text("month,S&P500\n2022-12,3839.5\n2023-01,4076.6\n2023-02,3970.15\n")
    result = run("market", "a.xlsx", "--ecb", "--from", "spx.csv", "--to-month", "2023-03", "--lang", "en")
    assert (result.code, result.err) == (0, "")
    assert "added to Market: 2023-01 to 2023-02" in result.out
    assert "not added for want of an S&P 500 value: 2023-03" in result.out
    rates = {entry.month: entry for entry in reduced({"usdjpy": usdjpy_rates()}, LATER).entries}
    for row in market(ledger)[-2:]:
        rate = rates[month_of(row["month"])]
        assert (row["usdjpy"], row["ma200"]) == (rate.usdjpy, rate.average)
    assert [row["spx"] for row in market(ledger)[-2:]] == [4076.6, 3970.15]
    assert validate(ledger)[1] == []


def test_the_rates_alone_add_no_month(run: Run, ledger: Path) -> None:
    result = run("market", "a.xlsx", "--ecb", "--to-month", "2023-01", "--lang", "en")
    assert result.code == 0
    assert result.out.splitlines() == [
        "there already with the same values: 2022-05 to 2022-12",
        "△ not added for want of an S&P 500 value: 2023-01; give it with --from.",
        "nothing to change (a.xlsx)",
    ]


def test_the_rates_fill_averages(run: Run, tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", small("ja", lambda inputs, _: inputs.tables["market"][-1].update(ma200=None)))
    assert run("market", "a.xlsx", "--ecb", "--to-month", "2022-12").code == 0
    assert market(path)[-1]["ma200"] == small("ja").tables["market"][-1]["ma200"]


def test_rates_that_end_too_early(run: Run, ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rates = {day: rate for day, rate in usdjpy_rates().items() if day < date(2023, 2, 10)}
    monkeypatch.setattr(command, "ecb_rates", lambda: rates)
    (tmp_path / "spx.csv").write_text("month,spx\n2023-01,4076.6\n2023-02,3970.15\n")
    result = run("market", "a.xlsx", "--ecb", "--from", "spx.csv", "--lang", "en")
    assert months(ledger)[-1] == JANUARY
    assert "not added for want of a USDJPY rate: 2023-02" in result.out
    assert "the ECB rates at hand end in 2023-01" in result.out


def test_two_sources_of_rates(run: Run, ledger: Path, tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text(MONTHLY)
    assert "--ecb を外す" in run("market", "a.xlsx", "--ecb", "--from", "p.csv").error


def test_without_the_package(run: Run, ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load = builtins.__import__

    def refuse(wanted: str, *rest: Any, **more: Any) -> Any:
        if wanted.startswith("currency_converter"):
            raise ImportError(wanted)
        return load(wanted, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", refuse)
    assert 'pip install "hedge-xl[data]"' in run("market", "a.xlsx", "--ecb").error


# --- mistakes -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "--from prices.csv か --ecb"),
        (("--ecb", "--from-month", "2023-02", "--to-month", "2023-01"), "2023-02"),
        (("--ecb", "--from-month", "x"), "--from-month"),
        (("--ecb", "--to-month", "1999-01", "--from-month", "1999-01"), ""),
        (("--from", "none.csv"), "none.csv"),
        (("--from", "p.csv", "--from-month", "2030-01"), "足せる月がありません"),
    ],
)
def test_mistakes_in_one_line(run: Run, ledger: Path, tmp_path: Path, arguments: tuple[str, ...], words: str) -> None:
    (tmp_path / "p.csv").write_text(MONTHLY)
    if words:
        assert words in run("market", "a.xlsx", *arguments).error
    else:
        assert run("market", "a.xlsx", *arguments).out.endswith("変更はありません (a.xlsx)\n")
    assert ledger.read_bytes() == small_file()


def test_the_running_month_of_a_monthly_file_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text(MONTHLY)
    found = command.from_sources(tmp_path / "p.csv", ecb=False, today=date(2023, 2, 20))
    assert [entry.month for entry in found.entries] == [JANUARY]
    assert "2023-02" in found.notes[0].en


def test_a_csv_written_by_the_csv_module(tmp_path: Path) -> None:
    out = io.StringIO()
    rows = [("month", "spx", "usdjpy"), (JANUARY.isoformat(), "4,076.60", 130.15), (FEBRUARY.isoformat(), 3970.15, 136)]
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows(rows)
    (tmp_path / "p.csv").write_text(out.getvalue())
    entries = read_prices(tmp_path / "p.csv").months
    assert entries == [MarketEntry(JANUARY, 4076.6, 130.15), MarketEntry(FEBRUARY, 3970.15, 136)]
    assert serial_of(JANUARY) == 44957
