"""Planning fills: each goes into the log once, nothing recorded is overwritten, and faults stop all of it."""

from dataclasses import replace
from datetime import datetime
from functools import cache
from itertools import count
from time import perf_counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledgers import FILLS, place, small_file
from scenarios import first_month

from hedge_xl.core.errors import DomainError
from hedge_xl.core.language import LANGUAGES, Language
from workbook import cells
from workbook.build import build
from workbook.change import AppendRow, changed
from workbook.edit import edited
from workbook.imports.fill import Fault, Fill, Side
from workbook.ledger import LEDGER, fills
from workbook.ledger.fills import FillPlan, plan_fills
from workbook.package import Package
from workbook.read import Opened, open_package
from workbook.serials import to_serial
from workbook.spec import Value
from workbook.text import WORDS
from workbook.twin import Model

TIME = to_serial(datetime(2022, 12, 20, 10, 0, 3))
NEW = Fill("N1", "SELL", 10_000, 135.5, TIME, quote=135.51, file="fills.csv", line=2)


@cache
def ledger(language: Language = "ja") -> Opened:
    return open_package(Package(small_file(language), "a.xlsx"))


def with_fills(opened: Opened, plan: FillPlan) -> Opened:
    """The ledger after a plan."""
    return replace(opened, inputs=changed(opened.inputs, plan.change))


def with_row(**values: Value) -> Opened:
    """The small ledger with another row in its log."""
    opened = ledger()
    inputs = changed(opened.inputs, fills.Change((AppendRow("log", {"side": "売", "qty": 1000.0, **values}),)))
    inputs.tables["log"][0], inputs.tables["log"][-1] = inputs.tables["log"][-1], inputs.tables["log"][0]
    return replace(opened, inputs=inputs)


def rows(plan: FillPlan) -> list[dict[str, Value]]:
    return [dict(item.values) for item in plan.change.operations if isinstance(item, AppendRow)]


def words(plan: FillPlan) -> list[str]:
    """What went wrong, in English, after a look at both languages."""
    texts = [item.text for item in plan.conflicts] + [item.message for item in plan.faults]
    for text in texts:
        assert all(len(text.of(language).splitlines()) == 1 and "{" not in text.of(language) for language in LANGUAGES)
    return [text.en for text in texts]


# --- adding -------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_fill_is_a_row_in_the_ledgers_own_words(language: Language) -> None:
    plan = plan_fills(ledger(language), [NEW])
    side = WORDS["side_sell"].of(language)
    assert rows(plan) == [
        {"id": "N1", "side": side, "qty": 10_000, "price": 135.5, "time": TIME, "quote": 135.51},
    ]
    assert plan.net == 10_000
    after = changed(ledger(language).inputs, plan.change)
    assert after.tables["log"][:FILLS] == ledger(language).inputs.tables["log"]
    model = Model(LEDGER, after, language)
    assert model.value("log", FILLS, "check") == WORDS["ok"].of(language)


def test_fills_are_added_in_the_order_of_their_times() -> None:
    given = [replace(NEW, id=f"N{day}", time=TIME + day) for day in (3, -200, 1)]
    assert [row["id"] for row in rows(plan_fills(ledger(), given))] == ["N-200", "N1", "N3"]
    assert plan_fills(ledger(), [NEW, replace(NEW, id="N2", side="BUY", qty=4000, price=136)]).net == 6_000


def test_the_first_fill_goes_into_the_blank_row() -> None:
    opened = open_package(Package(build(LEDGER, first_month("ja"), "ja", modified=datetime(2026, 1, 1)), "a.xlsx"))
    plan = plan_fills(opened, [replace(NEW, price=150.0)])
    assert [row["id"] for row in changed(opened.inputs, plan.change).tables["log"]] == ["N1"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("x")', "'x", "001"])
def test_words_that_look_like_formulas_are_text(text: str) -> None:
    (row,) = rows(plan_fills(ledger(), [replace(NEW, id=text, comment=text, order_type=text, roll=text)]))
    assert [row[key] for key in ("id", "comment", "order_type", "roll")] == [text] * 4


def test_notes_of_the_ledgers_check_are_counted() -> None:
    given = [replace(NEW, quote=None), replace(NEW, id="N2", qty=1500.0), replace(NEW, id="N3", qty=10_000_000.0)]
    plan = plan_fills(ledger(), given)
    assert len(plan.added) == 3
    assert {mark.en: count for mark, count in plan.notes.items()} == {
        "△ no quote": 1,
        "△ odd lot": 1,
        "△ large quantity": 1,
    }


# --- twice --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [{}, {"id": " n1 "}, {"id": "Ｎ１"}, {"time": TIME + 0.9 / 1440}, {"quote": None}, {"comment": "later"}],
)
def test_a_fill_that_is_recorded_is_left_alone(change: dict[str, object]) -> None:
    once = with_fills(ledger(), plan_fills(ledger(), [NEW]))
    plan = plan_fills(once, [replace(NEW, **change)])  # type: ignore[arg-type]  # by name
    assert (len(plan.already), plan.change.operations, plan.conflicts, plan.faults) == (1, (), [], [])


@pytest.mark.parametrize(
    ("recorded", "order_id"), [(1001.0, "1001"), ("１００１", "1001"), (" ab ", "AB"), ("1001", "1001")]
)
def test_order_ids_are_told_apart_as_the_validator_does(recorded: Value, order_id: str) -> None:
    opened = with_row(id=recorded, price=135.5, time=TIME)
    assert len(plan_fills(opened, [replace(NEW, id=order_id, qty=1000.0)]).already) == 1
    assert len(plan_fills(opened, [replace(NEW, id="other", price=136.0)]).added) == 1


def test_numbers_with_leading_zeros_are_other_numbers() -> None:
    opened = with_row(id=1001.0, price=135.5, time=TIME)
    assert len(plan_fills(opened, [replace(NEW, id="01001", qty=1000.0, price=135.7)]).added) == 1


@pytest.mark.parametrize("change", [{"side": "BUY"}, {"qty": 9_000.0}, {"price": 135.501}, {"time": TIME + 1 / 24}])
def test_another_fill_under_a_recorded_id_is_a_conflict(change: dict[str, object]) -> None:
    recorded = ledger().inputs.tables["log"][0]
    side: Side = "SELL" if recorded["side"] == "売" else "BUY"
    same = Fill(str(recorded["id"]), side, recorded["qty"], recorded["price"], recorded["time"], file="f.csv", line=9)  # type: ignore[arg-type]  # numbers
    assert plan_fills(ledger(), [same]).already == [same]
    values = {"side": "BUY" if side == "SELL" else "SELL"} if "side" in change else change
    plan = plan_fills(ledger(), [replace(same, **values), NEW])  # type: ignore[arg-type]  # by name
    assert (plan.change.operations, plan.added, plan.stopped) == ((), [], True)
    (line,) = words(plan)
    assert line.startswith(
        f"f.csv line 9: order ID {recorded['id']} stands at {place('log', 0, 'id')} with another fill."
    )
    assert "File: " in line
    assert "Recorded: " in line
    partial = plan_fills(ledger(), [replace(same, **values), NEW], skip_faulty=True)  # type: ignore[arg-type]  # by name
    assert partial.added == [NEW]
    assert partial.conflicts == plan.conflicts


@pytest.mark.parametrize("change", [{}, {"time": TIME + 2 / 86_400}, {"qty": 2_000.0}, {"id": " n1"}])
@pytest.mark.parametrize("recorded", [False, True])
def test_two_rows_with_one_id_are_never_taken_for_one_fill(change: dict[str, object], recorded: bool) -> None:
    opened = with_fills(ledger(), plan_fills(ledger(), [NEW])) if recorded else ledger()
    again = replace(NEW, line=3, **change)  # type: ignore[arg-type]  # by name
    plan = plan_fills(opened, [again, NEW, replace(NEW, id="N2", line=4, price=135.7)])
    assert (plan.stopped, plan.sound, plan.already, plan.added) == (True, 1, [], [])
    (line,) = words(plan)
    assert line.startswith("fills.csv line 2: order ID N1 stands in 2 rows (2, 3)")
    assert "--same-id number" in line
    assert [item.code for item in plan.conflicts] == ["log-repeated-id"]


def test_the_same_fill_under_another_id_is_not_added_unseen() -> None:
    once = with_fills(ledger(), plan_fills(ledger(), [replace(NEW, time=TIME - 3 / 86_400)]))
    once.tables["log"] = ledger().tables["log"]
    once.inputs.tables["log"].insert(0, once.inputs.tables["log"].pop())  # where the file has an address for it
    twin = replace(NEW, id="D7")
    plan = plan_fills(once, [twin, replace(twin, id="D8", line=3)])
    assert [item.fill.id for item in plan.conflicts] == ["D7"], "one row is one fill's twin"
    assert "(D7, N1)" in words(plan)[0]
    assert len(plan_fills(once, [twin], same_fill_ok=True).added) == 1
    assert len(plan_fills(once, [NEW, twin]).added) == 1, "the recorded fill has come under its own ID too"
    assert len(plan_fills(once, [replace(twin, side="BUY")]).added) == 1


# --- faults -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"qty": 0.0}, "zero or less"),
        ({"price": -1.0}, "zero or less"),
        ({"quote": 0.0}, "zero or less"),
        ({"time": 60.0}, "fill time"),
        ({"time": 200_000.0}, "fill time"),
        ({"id": "#N/A"}, "error value"),
        ({"price": 1.0853}, "far from the ledger's USDJPY"),
        ({"price": 135_500.0}, "far from the ledger's USDJPY"),
    ],
)
def test_what_the_ledger_would_mark_is_refused(change: dict[str, object], said: str) -> None:
    bad = replace(NEW, **change)  # type: ignore[arg-type]  # by name
    plan = plan_fills(ledger(), [bad, replace(NEW, id="N2", price=135.7)])
    assert (plan.change.operations, plan.stopped, plan.sound) == ((), True, 1)
    (line,) = words(plan)
    assert line.startswith("fills.csv line 2 ")
    assert said in line
    assert [fill.id for fill in plan_fills(ledger(), [bad, replace(NEW, id="N2")], skip_faulty=True).added] == ["N2"]


def test_rows_that_could_not_be_read_stop_the_rest() -> None:
    fault = Fault("fills.csv", 7, NEW.place, "price")
    assert plan_fills(ledger(), [NEW], [fault]).stopped
    assert plan_fills(ledger(), [NEW], [fault], skip_faulty=True).added == [NEW]


def test_a_log_ends_where_a_file_can_still_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    opened = ledger()
    longest = max(found.table.ref[2] - found.table.ref[0] + 1 for found in opened.tables.values()) + 1
    monkeypatch.setattr(cells, "MAX_TABLE_ROWS", longest)
    new = [replace(NEW, id=f"N{number}", time=TIME + number / 24) for number in range(longest - FILLS)]
    full = plan_fills(opened, new[:-1]).change
    written = open_package(Package(edited(opened, full), "a.xlsx"))
    assert len(written.inputs.tables["log"]) == longest - 1, "one row is the headings"
    with pytest.raises(DomainError, match=f"{longest - 1}行まで"):
        plan_fills(opened, new)


# --- any file, in any order ---------------------------------------------------------------------


@st.composite
def files(draw: st.DrawFn) -> tuple[list[Fill], list[list[Fill]]]:
    """Different fills, and files that hold some or all of them, in any order."""
    number = count()
    fills_ = [
        Fill(
            f"T{next(number)}", draw(st.sampled_from(["SELL", "BUY"])), qty * 1000.0, 135.0 + index / 100, TIME + index
        )
        for index, qty in enumerate(draw(st.lists(st.integers(1, 50), min_size=1, max_size=8)))
    ]
    parts = draw(st.lists(st.lists(st.sampled_from(fills_), max_size=8, unique_by=lambda fill: fill.id), max_size=3))
    return fills_, draw(st.permutations([*parts, draw(st.permutations(fills_))]))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(files())
def test_any_split_of_the_fills_in_any_order_gives_the_same_log(case: tuple[list[Fill], list[list[Fill]]]) -> None:
    fills_, parts = case
    opened = ledger()
    for part in parts:
        opened = with_fills(opened, plan_fills(opened, part))
    recorded = opened.inputs.tables["log"]
    assert recorded[:FILLS] == ledger().inputs.tables["log"]
    once = with_fills(ledger(), plan_fills(ledger(), fills_)).inputs.tables["log"]
    assert sorted(map(str, recorded)) == sorted(map(str, once))
    assert not plan_fills(opened, fills_).change.operations


def test_many_fills_are_planned_in_seconds() -> None:
    many = [replace(NEW, id=f"M{index}", time=TIME + index / 86_400) for index in range(20_000)]
    begun = perf_counter()
    plan = plan_fills(ledger(), many)
    assert len(plan.added) == 20_000
    again = plan_fills(with_fills(ledger(), plan), many)
    assert len(again.already) == 20_000
    assert perf_counter() - begun < 10
