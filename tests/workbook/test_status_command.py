"""``hedge-xl status``: what is to be done today, what has been done, and who is told."""

import builtins
import json
import sys
import threading
from collections.abc import Iterator
from datetime import date, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from command import Run
from ledgers import cached, cell, demo_file, edited, named_place, small, small_file, write
from scenarios import SCENARIOS, Change, changed, clear, demo, fill, parameter, policy, put

from hedge_xl import functions as hx
from hedge_xl.core.language import LANGUAGES, Language
from workbook.commands.common import ACT, CLEAN, FINDINGS, UNUSABLE
from workbook.ledger import LEDGER
from workbook.ledger.status import GRACE_DAYS, Status, status_of
from workbook.ledger.status_text import as_json, headline, screen
from workbook.serials import to_serial
from workbook.spec import Inputs, Value
from workbook.text import WORDS
from workbook.twin import Model, n

TODAY = date(2023, 1, 16)


def state(inputs: Inputs, today: date = TODAY, language: Language = "ja") -> Status:
    found = status_of(Model(LEDGER, inputs, language), today)
    assert found is not None
    return found


# --- what is left to trade ----------------------------------------------------------------------

# The demonstration ends at 2022-12 with 63,000 USD held, a target of 80,000 and a band of 5%.


@pytest.mark.parametrize(
    ("fills", "remaining", "words", "code"),
    [
        ((), 17_000, "売り 17,000 USD", ACT),
        ((5_000,), 12_000, "残り 売り 12,000 USD", ACT),
        ((17_000,), 0, "実行済み: 売り 17,000 USD", CLEAN),
        ((6_000, 6_000, 5_000), 0, "実行済み: 売り 17,000 USD", CLEAN),
        ((1_000,), 16_000, "残り 売り 16,000 USD", ACT),
        ((13_000,), 4_000, "残り 売り 4,000 USD", ACT),  # inside the band, but the order is not done
        ((16_000,), 1_000, "残り 売り 1,000 USD", ACT),
        ((16_001,), 0, "実行済み: 売り 17,000 USD", CLEAN),  # less than the smallest unit
        ((17_999,), 0, "実行済み: 売り 17,000 USD", CLEAN),
        ((18_000,), -1_000, "残り 買い 1,000 USD", ACT),
        ((5_000, -5_000), 17_000, "売り 17,000 USD", ACT),
        ((-3_000,), 20_000, "残り 売り 20,000 USD", ACT),
        ((22_000,), -5_000, "残り 買い 5,000 USD", ACT),
    ],
)
def test_what_is_left(fills: tuple[float, ...], remaining: float, words: str, code: int) -> None:
    inputs = changed("ja", *[fill(units) for units in fills])
    found = state(inputs)
    assert (found.trade, found.target, found.current) == (17_000, 80_000, 63_000)
    assert (found.fills, found.traded, found.held) == (len(fills), sum(fills), 63_000 + sum(fills))
    assert found.remaining == remaining
    assert headline(found, "ja") == words
    assert found.act is (code == ACT)


def test_only_fills_after_the_month_end_count() -> None:
    found = state(changed("ja", fill(17_000, date(2022, 12, 31))))
    assert (found.fills, found.current) == (0, 80_000)
    assert state(changed("ja", fill(17_000, date(2023, 1, 1)))).fills == 1


def test_a_month_to_hold() -> None:
    inputs = changed("ja", fill(17_000, date(2022, 12, 30)))
    assert headline(state(inputs), "ja") == "維持(取引なし)"
    assert not state(inputs).act
    fill(-4_000)(inputs, "ja")
    assert headline(state(inputs), "ja") == "維持(取引なし)", "without an order the band judges"
    fill(-5_000)(inputs, "ja")
    assert headline(state(inputs), "en") == "still to trade: SELL 9,000 USD", "a trade that nobody asked for"


@pytest.mark.parametrize("language", LANGUAGES)
def test_status_on_the_screen(run: Run, tmp_path: Path, language: Language) -> None:
    (tmp_path / "a.xlsx").write_bytes(demo_file(language))
    result = run("status", "a.xlsx", "--today", "2023-01-16", "--lang", language)
    assert (result.code, result.err) == (ACT, "")
    lines = result.out.splitlines()
    order = {"ja": "売り 17,000 USD", "en": "SELL 17,000 USD"}[language]
    assert lines[1] == f"  {order}"
    assert set(lines[0]) == set(lines[2]) == {"━"}
    shown = "\n".join(lines[3:])
    for figure in ("2022-12", "h_policy 0.90", "80,000 USD", "63,000 USD", "21.25%", "5.0%", "-21,169", "01-19"):
        assert figure in shown
    assert {"ja": "過少", "en": "under"}[language] in shown
    assert "△" not in shown


def test_the_other_language_reads_the_same(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(demo_file("ja"))
    (tmp_path / "b.xlsx").write_bytes(demo_file("en"))
    one, other = (
        run("status", name, "--today", "2023-01-16", "--lang", "en").out.replace(name, "x")
        for name in ("a.xlsx", "b.xlsx")
    )
    assert one == other


def test_exit_codes(run: Run, tmp_path: Path) -> None:
    def code(*changes: Change, today: str = "2023-01-16") -> object:
        write(tmp_path / "a.xlsx", small("ja", *changes))
        return run("status", "a.xlsx", "--today", today).code

    held = n(Model(LEDGER, small("ja"), "ja").cell("now_target")) - n(
        Model(LEDGER, small("ja"), "ja").cell("now_current")
    )
    assert code() == ACT
    assert code(fill(held)) == CLEAN
    assert code(fill(held), today="2023-02-20") == ACT, "the month is due"
    assert code(put("log", 0, "side", "?")) == FINDINGS
    assert code(put("monthly", -1, "spot", "x")) == FINDINGS
    assert code(parameter("h_floor", "x")) == FINDINGS
    assert code(put("market", -1, "ma200", None)) == FINDINGS
    assert code(*[clear("monthly", row) for row in range(4)]) == FINDINGS
    (tmp_path / "a.xlsx").write_bytes(b"PK no workbook")
    assert "a.xlsx" in run("status", "a.xlsx").error
    assert run("status", "none.xlsx").code == UNUSABLE


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ((put("log", 0, "side", "?"),), "CHECK: execution log"),
        ((put("monthly", -1, "a_usd", None),), "CHECK: inputs of this row"),
        ((parameter("min_unit", 0),), "CHECK: Policy sheet"),
        ((put("market", -1, "ma200", None),), "CHECK: market data"),
    ],
)
def test_what_the_ledger_cannot_say(changes: tuple[Change, ...], words: str) -> None:
    found = state(changed("ja", *changes))
    assert (found.known, found.remaining, found.act) == (False, None, False)
    assert headline(found, "en") == words


def test_a_missing_month_and_numbers_beyond_computing(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.xlsx", small("ja", *[clear("monthly", row) for row in range(4)]))
    assert "使える月がありません" in run("status", "a.xlsx").out
    found = json.loads(run("status", "a.xlsx", "--json").out)
    assert found["act"] is False
    assert found["headline"].keys() == {"ja", "en"}


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_scenario_has_a_state(name: str) -> None:
    found = status_of(Model(LEDGER, changed("ja", *SCENARIOS[name]), "ja"), TODAY)
    assert (found is None) == (name == "an error among the months")
    if found is not None:
        for language in LANGUAGES:
            shown = screen(found, Path("a.xlsx"), found.instruction, language)
            assert "None" not in shown
            assert "nan" not in shown
            assert "{" not in shown
        assert json.dumps(as_json(found, Path("a.xlsx"), None), allow_nan=False)


def test_a_limit_logged_as_not_filled_since_the_month_end_is_named() -> None:
    """Its price and time may have been forgotten: the order would be repeated."""

    def sent(inputs: Inputs, language: Language) -> None:
        order: dict[str, Value] = {"id": "L1", "side": "売", "qty": 17_000, "order_type": "指値 "}
        inputs.tables["log"].append(order | {"order_time": to_serial(datetime(2023, 1, 10, 10))})

    found = state(changed("ja", sent))
    assert (found.unfilled, found.remaining, found.checks) == (1, 17_000, 1)
    assert "指値1件が未約定" in screen(found, Path("a.xlsx"), found.instruction, "ja")
    assert as_json(found, Path("a.xlsx"), None)["limits_not_filled"] == 1
    assert state(changed("ja")).unfilled == 0


# --- the rest of the page -----------------------------------------------------------------------


def test_costs_of_the_year_add_up() -> None:
    inputs = changed("ja")
    model = Model(LEDGER, inputs, "ja")
    cost = state(inputs).cost
    december = [
        row
        for row in range(36)
        if date(1899, 12, 30).toordinal() + n(model.value("monthly", row, "month")) >= date(2022, 1, 1).toordinal()
    ]
    assert (cost.year, cost.months, cost.unknown) == (2022, 12, 0)
    assert cost.realised == pytest.approx(sum(n(model.value("pnl", row, "cost_real")) for row in december))
    assert cost.planned == pytest.approx(sum(n(model.value("pnl", row, "cost_plan")) for row in december))


def test_a_month_without_its_swap_is_left_out_of_both_costs() -> None:
    whole, without = changed("ja"), changed("ja", put("monthly", -1, "swap", None))
    cost = state(without).cost
    assert (cost.months, cost.unknown) == (11, 1)
    assert cost.planned < state(whole).cost.planned
    assert state(without).swap is None


def test_a_year_without_a_known_cost_has_none() -> None:
    found = state(changed("ja", put("log", 0, "qty", "x")))
    assert (found.cost.realised, found.cost.planned, found.cost.gap) == (None, None, None)
    assert (found.cost.months, found.cost.unknown) == (0, 12)
    assert "実現 -円 / 計画 -円 (差 -円" in screen(found, Path("a.xlsx"), found.instruction, "ja")
    assert as_json(found, Path("a.xlsx"), None)["cost"]["realised"] is None


def test_roll_days_are_those_of_the_function() -> None:
    days = [row[2] for row in hx.ROLL_SCHEDULE(date(2023, 1, 1), 2, 3)[1:]]
    assert state(changed("ja")).rolls.days == tuple(day for day in days if day >= TODAY)[:3]
    first = state(changed("ja")).rolls.days[0]

    def event(inputs: Inputs, language: Language) -> None:
        inputs.tables["events"] = [{"date": to_serial(first), "name": "FOMC"}, {}]

    avoided = [row[2] for row in hx.ROLL_SCHEDULE(date(2023, 1, 1), 2, 3, [first])[1:]]
    found = state(changed("ja", event)).rolls.days
    assert first not in found
    assert found == tuple(day for day in avoided if day >= TODAY)[:3]


def test_roll_days_are_those_of_the_sheet() -> None:
    """In as many parts, and from the day, that the Roll plan says."""
    inputs = changed("ja", parameter("roll_slices", 5), parameter("roll_from", to_serial(date(2023, 1, 17))))
    days = [row[2] for row in hx.ROLL_SCHEDULE(date(2023, 1, 17), 3, 5)[1:]]
    assert state(inputs).rolls.days == tuple(days[:3])
    model = Model(LEDGER, inputs, "ja")
    assert [to_serial(day) for day in days[:3]] == [model.cell(f"roll_day_1_{part}") for part in (1, 2, 3)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("day", ["2023-01-20", to_serial(datetime(2023, 1, 20, 21))])
def test_no_roll_days_while_an_event_day_cannot_be_read(day: Value, language: Language) -> None:
    def event(inputs: Inputs, language: Language) -> None:
        inputs.tables["events"] = [{"date": day, "name": "FOMC"}]

    rolls = state(changed(language, event), language=language).rolls
    assert (rolls.days, rolls.why_none) == ((), WORDS["roll_events"])


def test_no_roll_days_without_a_hedge() -> None:
    inputs = changed("ja", policy("pol_none"))
    inputs.tables["log"] = [{}]
    assert state(inputs).rolls.days == ()


def test_a_month_full_of_events_says_so() -> None:
    def events(inputs: Inputs, language: Language) -> None:
        inputs.tables["events"] = [{"date": to_serial(date(2023, 1, day)), "name": "x"} for day in range(1, 32)]

    rolls = state(changed("ja", events)).rolls
    assert rolls.days == ()
    assert rolls.why_none is not None


@pytest.mark.parametrize(
    ("today", "overdue"),
    [
        (date(2023, 1, 31), False),
        (date(2023, 2, GRACE_DAYS - 1), False),
        (date(2023, 2, GRACE_DAYS), False),
        (date(2023, 2, GRACE_DAYS + 1), True),
    ],
)
def test_when_the_update_is_overdue(today: date, overdue: bool) -> None:
    found = state(changed("ja", fill(17_000)), today)
    assert (found.due, found.overdue, found.act) == (date(2023, 1, 31), overdue, overdue)


def test_an_overdue_update_names_the_command(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(demo_file("ja"))
    shown = run("status", "a.xlsx", "--today", "2023-02-20").out
    assert "hedge-xl update a.xlsx --month 2023-01" in shown


def test_an_overdue_update_comes_before_the_old_order() -> None:
    late = date(2023, 2, 20)
    assert headline(state(changed("ja", fill(5_000)), late), "ja") == (
        "2023-01 の更新がまだです(2022-12 の指示: 残り 売り 12,000 USD)"
    )
    assert headline(state(changed("ja"), late), "en") == (
        "the update for 2023-01 is due (instruction of 2022-12: SELL 17,000 USD)"
    )
    assert headline(state(changed("ja", fill(17_000)), late), "ja") == "2023-01 の更新がまだです"
    unknown = headline(state(changed("ja", put("log", 0, "side", "?")), late), "en")
    assert unknown == "the update for 2023-01 is due (instruction of 2022-12: CHECK: execution log)"


@pytest.mark.parametrize(("year", "held", "remaining"), [(2032, 63_000, 17_000), (2023, 80_000, 0)])
def test_fills_of_the_future_are_not_counted(year: int, held: float, remaining: float) -> None:
    found = state(changed("ja", fill(17_000, date(year, 1, 10))))
    assert (found.held, found.remaining, found.later) == (held, remaining, int(year > 2023))
    assert (found.fills, found.traded) == (int(year == 2023), held - 63_000)
    assert state(changed("ja", fill(17_000, date(2023, 1, 20))), date(2023, 1, 20)).later == 0


def test_a_fill_of_tomorrow_inside_the_month_is_not_held_yet() -> None:
    inputs = changed("ja", fill(17_000, date(2022, 12, 31)))
    found = state(inputs, date(2022, 12, 30))
    assert (found.current, found.held, found.later, found.remaining) == (80_000, 63_000, 1, 17_000)


# --- a latest month that cannot be used ---------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("month", ["2022-12", "2022-12-31", None])
def test_a_latest_month_that_is_none_leaves_no_instruction(
    run: Run, tmp_path: Path, language: Language, month: Value
) -> None:
    write(tmp_path / "a.xlsx", changed(language, put("monthly", -1, "month", month)), language)
    result = run("status", "a.xlsx", "--today", "2023-01-16", "--lang", "en")
    assert result.code == FINDINGS
    assert result.out.splitlines()[1] == "  CHECK: rows below the latest month"
    assert "the file shows" not in result.out, "the sheet says the same"


def test_a_latest_month_that_is_no_month_end_gives_no_instruction(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.xlsx", changed("ja", put("monthly", -1, "month", 44920.0)))
    result = run("status", "a.xlsx", "--today", "2023-01-16")
    assert result.code == FINDINGS
    assert "売り" not in result.out


def test_a_fault_above_the_latest_month_hides_no_instruction() -> None:
    assert headline(state(changed("ja", put("monthly", 5, "month", "2020-06"))), "ja") == "売り 17,000 USD"
    assert headline(state(changed("ja", clear("monthly", -1))), "ja") != "要確認: 最新の月より下の行"


def test_no_usable_month_at_all() -> None:
    changes = [put("monthly", row, "month", "x") for row in range(4)]
    assert Model(LEDGER, small("ja", *changes), "ja").cell("now_instruction") == "要確認: 最新の月より下の行"


def test_a_file_that_shows_something_else(run: Run, tmp_path: Path) -> None:
    where = named_place("now_instruction")
    edited(tmp_path / "a.xlsx", cell(where, cached("str", "売り 1 USD")))
    result = run("status", "a.xlsx", "--today", "2023-01-16", "--lang", "en")
    assert "SELL" in result.out.splitlines()[1]
    assert "the file shows '売り 1 USD'" in result.out
    found = json.loads(run("status", "a.xlsx", "--today", "2023-01-16", "--json").out)
    assert found["file_is_current"] is False
    (tmp_path / "a.xlsx").write_bytes(small_file())
    assert json.loads(run("status", "a.xlsx", "--json").out)["file_is_current"] is True


def test_json(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.xlsx", changed("en", fill(5_000)), "en")
    result = run("status", "a.xlsx", "--json", "--today", "2023-01-16")
    assert (result.code, result.err) == (ACT, "")
    found = json.loads(result.out)
    expected = {
        "file": "a.xlsx",
        "month": "2022-12",
        "instruction": "SELL 17,000 USD",
        "act": True,
        "h_policy": 0.9,
        "target": 80_000,
        "current": 63_000,
        "trade": 17_000,
        "fills_since": 1,
        "traded_since": 5_000,
        "held": 68_000,
        "remaining": 12_000,
        "swap": -21_169,
        "checks": 0,
        "next_month": "2023-01",
        "update_overdue": False,
        "file_is_current": True,
    }
    assert {key: found[key] for key in expected} == expected
    assert found["headline"] == {"ja": "残り 売り 12,000 USD", "en": "still to trade: SELL 12,000 USD"}
    assert found["rolls"] == ["2023-01-19", "2023-01-27", "2023-02-06"]


@pytest.mark.parametrize("given", ["2023-1-16", "16/01/2023", "", "x"])
def test_a_day_that_is_none(run: Run, tmp_path: Path, given: str) -> None:
    (tmp_path / "a.xlsx").write_bytes(small_file())
    assert "--today" in run("status", "a.xlsx", "--today", given).error


def test_a_long_log_is_read_once() -> None:
    """A hundred thousand fills: seconds, not minutes."""
    inputs = changed("ja", fill(1_000))
    pattern = inputs.tables["log"][0]
    inputs.tables["log"] = [
        pattern | {"id": f"X{number}", "side": "売" if number % 2 else "買", "qty": 1_000} for number in range(20_000)
    ]
    reads = 0
    model = Model(LEDGER, inputs, "ja")
    column = model.column

    def counted(table: str, key: str) -> list[Value]:
        nonlocal reads
        reads += table == "log"
        return column(table, key)

    model.column = counted
    found = status_of(model, TODAY)
    assert found is not None
    assert found.fills == 0
    assert reads < 1_000, "columns are read as a whole, never row by row"


# --- messages -----------------------------------------------------------------------------------


class Inbox:
    """A server on this machine that takes messages."""

    def __init__(self, code: int = 200) -> None:
        self.messages: list[dict[str, Any]] = []
        inbox = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                inbox.messages.append(json.loads(body))
                self.send_response(code)
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"json://user:secret@127.0.0.1:{self.server.server_port}/hush"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True)
        self.thread.start()

    def close(self) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


@pytest.fixture
def inbox() -> Iterator[Inbox]:
    found = Inbox()
    yield found
    found.close()


def test_a_message_when_there_is_something_to_do(run: Run, tmp_path: Path, inbox: Inbox) -> None:
    (tmp_path / "a.xlsx").write_bytes(demo_file("ja"))
    result = run("status", "a.xlsx", "--today", "2023-01-16", "--notify", inbox.url)
    assert (result.code, result.err) == (ACT, "")
    (message,) = inbox.messages
    assert message["title"] == "hedge-xl a.xlsx: 売り 17,000 USD"
    assert "目標" in message["message"]
    assert "80,000 USD" in message["message"]
    assert "━" not in message["message"]
    assert "secret" not in result.out


def test_a_fill_of_the_future_is_said_in_the_headline_and_sent(run: Run, tmp_path: Path, inbox: Inbox) -> None:
    write(tmp_path / "a.xlsx", changed("ja", fill(17_000), fill(1_000, date(2032, 1, 10))))
    result = run("status", "a.xlsx", "--today", "2023-01-16", "--notify", inbox.url)
    assert result.code == FINDINGS
    assert result.out.splitlines()[1:3] == [
        "  実行済み: 売り 17,000 USD",
        "  △ 今日より後の日付の約定1件は数えていません。日付を確かめてください。",
    ]
    assert "△ 今日より後の日付" in inbox.messages[0]["title"]
    write(tmp_path / "a.xlsx", changed("ja", fill(17_000, date(2032, 1, 10))))
    assert run("status", "a.xlsx", "--today", "2023-01-16").code == ACT
    shown = json.loads(run("status", "a.xlsx", "--today", "2023-01-16", "--json").out)
    assert (shown["fills_after_today"], shown["remaining"]) == (1, 17_000)


def test_no_message_when_there_is_nothing_to_do(run: Run, tmp_path: Path, inbox: Inbox) -> None:
    write(tmp_path / "a.xlsx", changed("ja", fill(17_000)))
    arguments = ("status", "a.xlsx", "--today", "2023-01-16", "--notify", inbox.url)
    assert run(*arguments).code == CLEAN
    assert inbox.messages == []
    assert run(*arguments, "--notify-always", "--lang", "en").code == CLEAN
    assert inbox.messages[0]["title"] == "hedge-xl a.xlsx: done: SELL 17,000 USD"


def test_a_message_when_the_ledger_cannot_say(run: Run, tmp_path: Path, inbox: Inbox) -> None:
    write(tmp_path / "a.xlsx", small("ja", put("log", 0, "side", "?")))
    assert run("status", "a.xlsx", "--today", "2023-01-16", "--notify", inbox.url).code == FINDINGS
    assert inbox.messages[0]["title"] == "hedge-xl a.xlsx: 要確認: 執行ログ"


@pytest.mark.parametrize("as_json", [True, False])
def test_a_message_that_cannot_be_sent(run: Run, tmp_path: Path, as_json: bool) -> None:
    refusing = Inbox(500)
    (tmp_path / "a.xlsx").write_bytes(demo_file("ja"))
    arguments = ["status", "a.xlsx", "--notify", refusing.url, "--today", "2023-01-16", *["--json"] * as_json]
    result = run(*arguments)
    refusing.close()
    gone = run(*arguments)
    for outcome in (result, gone):
        assert outcome.code == UNUSABLE
        assert "17,000" in outcome.out, "what there is to say is on the screen all the same"
        assert len(outcome.err.splitlines()) == 1
        assert outcome.err.startswith("エラー: --notify: 通知を送れませんでした")
        assert not {"secret", "hush"} & set(outcome.err.replace("/", " ").split())
    assert as_json is False or json.loads(result.out)["act"]


@pytest.mark.parametrize("url", ["nowhere://secret", "secret", "", "json://"])
def test_an_address_that_is_none(run: Run, tmp_path: Path, url: str) -> None:
    (tmp_path / "a.xlsx").write_bytes(small_file())
    error = run("status", "a.xlsx", "--notify", url).error
    assert error.startswith("エラー: --notify: このURLは使えません")
    assert "secret" not in error


def test_without_the_package(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.xlsx").write_bytes(small_file())
    for name in [name for name in sys.modules if name.partition(".")[0] == "apprise"]:
        monkeypatch.delitem(sys.modules, name)
    load = builtins.__import__

    def refuse(wanted: str, *rest: Any, **more: Any) -> Any:
        if wanted.partition(".")[0] == "apprise":
            raise ImportError(wanted)
        return load(wanted, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", refuse)
    assert 'pip install "hedge-xl[notify]"' in run("status", "a.xlsx", "--notify", "json://127.0.0.1").error


def test_a_demonstration_in_either_language_gives_the_same_state() -> None:
    ja, en = state(demo("ja")), state(demo("en"), language="en")
    assert (ja.remaining, ja.cost, ja.rolls, ja.checks) == (en.remaining, en.cost, en.rolls, en.checks)
