"""``hedge-xl update`` from the command line: what it writes, prints, asks and refuses."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from command import Result, Run
from ledgers import edited, place, small, small_file, typed, words, write
from openpyxl import load_workbook
from scenarios import demo

from hedge_xl.core.errors import HedgeError
from hedge_xl.core.language import LANGUAGES, Language, same
from workbook import asking
from workbook.asking import ask, ask_optional
from workbook.commands import update as command
from workbook.given import parse_amount, parse_signed
from workbook.ledger import LEDGER
from workbook.ledger.months import month_of
from workbook.read import Opened, open_workbook
from workbook.spec import Value
from workbook.twin import Model
from workbook.validate import validate

VALUES = ("--month", "2023-01", "--a-usd", "91,000", "--spot", "130.15", "--swap", "-20000")
MARKET = ("--spx", "4,076.60", "--average", "136.3")


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "a.xlsx"
    path.write_bytes(small_file())
    return path


def rows(path: Path, table: str) -> list[dict[str, Value]]:
    return open_workbook(path).inputs.tables[table]


def backups(path: Path) -> list[Path]:
    return sorted(path.parent.glob("a-backups/*"))


# --- a month from the options -------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_month_into_the_demonstration(run: Run, tmp_path: Path, language: Language) -> None:
    inputs = demo(language)
    side = {"ja": "売", "en": "SELL"}[language]
    fill = {"id": "J1", "side": side, "qty": 17_000, "price": 132.1, "quote": 132.1, "time": 44937.5}
    inputs.tables["log"].append({**fill})
    path = write(tmp_path / "a.xlsx", inputs, language)
    before = path.read_bytes()
    result = run("update", "a.xlsx", *VALUES, *MARKET, "--lang", language)
    assert (result.code, result.err) == (0, "")
    opened, findings = validate(path)
    assert findings == []
    month = opened.inputs.tables["monthly"][-1]
    assert (month["month"], month["a_usd"], month["spot"], month["swap"]) == (44957, 91000, 130.15, -20000)
    assert opened.inputs.tables["monthly"][-2]["h_fixed"] == 0.9
    assert opened.inputs.tables["market"][-1] == {"month": 44957, "spx": 4076.6, "usdjpy": 130.15, "ma200": 136.3}
    assert len(opened.inputs.tables["pnl"]) == 37
    # 91,000 USD at 0.8 + 0.1 (below the 200-day average) is 82,000 in thousands; 80,000 are held, inside the band.
    head = {"ja": "今月の指示 (2023-01): 維持", "en": "This month's instruction (2023-01): HOLD"}
    figures = {"ja": "目標 82,000 USD  現状 80,000 USD", "en": "target 82,000 USD  current 80,000 USD"}
    assert head[language] in result.out
    assert figures[language] in result.out
    assert backups(path)[0].read_bytes() == before
    assert backups(path)[0].name in result.out


def test_nothing_else_of_the_inputs_changes(run: Run, ledger: Path) -> None:
    before = open_workbook(ledger).inputs
    assert run("update", "a.xlsx", *VALUES, *MARKET).code == 0
    after = open_workbook(ledger).inputs
    assert after.cells == before.cells
    for table in ("log", "events"):
        assert after.tables[table] == before.tables[table]
    assert after.tables["monthly"][:3] == before.tables["monthly"][:3]
    assert after.tables["market"][:-1] == before.tables["market"]


def test_the_same_update_again_does_nothing(run: Run, ledger: Path) -> None:
    run("update", "a.xlsx", *VALUES, *MARKET)
    data = ledger.read_bytes()
    result = run("update", "a.xlsx", *VALUES, *MARKET, "--lang", "en")
    assert (result.code, result.err) == (0, "")
    assert result.out.splitlines()[-1] == "nothing to change (a.xlsx)"
    assert "2023-01 is there already with the same values" in result.out
    assert ledger.read_bytes() == data
    assert len(backups(ledger)) == 1


def test_a_swap_that_comes_later(run: Run, ledger: Path) -> None:
    run("update", "a.xlsx", *VALUES[:-2], *MARKET)
    assert "[pnl-swap]" in run("validate", "a.xlsx").out
    assert run("update", "a.xlsx", "--month", "2023-01", "--swap", "-1,234").code == 0
    assert rows(ledger, "monthly")[-1]["swap"] == -1234
    assert len(rows(ledger, "monthly")) == 5


def test_other_values_need_correct(run: Run, ledger: Path) -> None:
    run("update", "a.xlsx", *VALUES, *MARKET)
    data = ledger.read_bytes()
    error = run("update", "a.xlsx", "--month", "2023-01", "--spot", "131.15").error
    assert "130.15 → 131.15" in error
    assert "--correct" in error
    assert ledger.read_bytes() == data
    result = run("update", "a.xlsx", "--month", "2023-01", "--spot", "131.15", "--correct")
    assert "130.15 → 131.15" in result.out
    assert rows(ledger, "monthly")[-1]["spot"] == 131.15
    assert [finding.code for finding in validate(ledger)[1]] == ["monthly-not-carried-out"]


def test_a_dry_run_writes_nothing(run: Run, ledger: Path) -> None:
    result = run("update", "a.xlsx", *VALUES, *MARKET, "--dry-run")
    assert result.code == 0
    assert "今月の指示 (2023-01): 売り" in result.out
    assert "--dry-run" in result.out.splitlines()[-1]
    assert ledger.read_bytes() == small_file()
    assert backups(ledger) == []


def test_a_gap(run: Run, ledger: Path) -> None:
    march = ("--month", "2023-03", *VALUES[2:])
    assert "2023-01〜2023-02" in run("update", "a.xlsx", *march).error
    assert run("update", "a.xlsx", *march, "--gap").code == 0
    assert "[monthly-gap]" in run("validate", "a.xlsx").out


def test_a_gap_is_not_filled_under_a_formula_on_the_same_sheet(run: Run, ledger: Path) -> None:
    assert run("update", "a.xlsx", "--month", "2023-02", "--a-usd", "90000", "--spot", "136", "--gap").code == 0
    january = ("--month", "2023-01", "--a-usd", "90000", "--spot", "130")
    assert run("update", "a.xlsx", *january, "--dry-run").code == 0
    row = place("monthly", 4, "a_usd").rpartition("!")[2].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    book = load_workbook(ledger)
    sheet = book[place("monthly", 0, "a_usd").rpartition("!")[0]]
    sheet["Z2"] = f"=B{row}"
    book.save(ledger)
    data = ledger.read_bytes()
    assert "!Z2" in run("update", "a.xlsx", *january).error
    assert ledger.read_bytes() == data
    sheet["Z2"] = f"=B{int(row) - 1}"  # December does not move
    book.save(ledger)
    assert run("update", "a.xlsx", *january).code == 0


def test_the_past_stays_decided(run: Run, ledger: Path) -> None:
    """The point of 確定h: the policy changes, what was decided under the old one does not."""
    decided = Model(LEDGER, open_workbook(ledger).inputs, "ja").value("monthly", 3, "instruction")
    run("update", "a.xlsx", *VALUES, *MARKET)
    opened = open_workbook(ledger)
    opened.inputs.cells["policy"] = "1:1 全額"
    model = Model(LEDGER, opened.inputs, "ja")
    assert model.value("monthly", 3, "instruction") == decided
    assert model.value("monthly", 4, "h_policy") == 1
    assert model.value("monthly", 2, "h_policy") == 1, "only what was updated was written down"


def test_h_may_be_left_open(run: Run, ledger: Path) -> None:
    run("update", "a.xlsx", *VALUES, *MARKET, "--no-freeze")
    assert rows(ledger, "monthly")[-2]["h_fixed"] is None


def test_json(run: Run, ledger: Path) -> None:
    found = json.loads(run("update", "a.xlsx", *VALUES, "--json").out)
    assert (found["changed"], found["dry_run"], found["file"]) == (True, False, "a.xlsx")
    assert (found["instruction"], found["trade"]) == ("要確認: 市場データ", None)
    assert Path(found["backup"]).read_bytes() == small_file()
    assert {"ja", "en"} == found["lines"][0].keys() == found["warnings"][0].keys()
    again = json.loads(run("update", "a.xlsx", *VALUES, "--json").out)
    assert (again["changed"], again["backup"]) == (False, None)


# --- a month from a file ------------------------------------------------------------------------

CSV = {
    "utf-8": "month,a_usd,spot,swap,spx,average,note\n2023-01,91000,130.15,-20000,4076.6,136.3,x\n",
    "cp932": "月末,A_USD(月末),S_USDJPY(月末),スワップ受払,S&P500,200日平均,メモ\n"
    '2023年1月,"91,000.00",130.15円,△20000,"4,076.60",136.3,x\n',
    "utf-16": "Month end\tA_USD (month end)\tS_USDJPY (month end)\tSwap received/paid\tS&P 500\t200-day average\tNote\n"
    "2023/01/31\t91,000\t130.15\t(20,000)\t4,076.6\t136.3\tx\n",
}


@pytest.mark.parametrize("encoding", CSV)
def test_a_month_from_a_file(run: Run, ledger: Path, tmp_path: Path, encoding: str) -> None:
    (tmp_path / "m.csv").write_text(CSV[encoding], encoding=encoding)
    assert run("update", "a.xlsx", "--from", "m.csv").err == ""
    expected = tmp_path / "b.xlsx"
    expected.write_bytes(small_file())
    run("update", "b.xlsx", *VALUES, *MARKET, "--note", "x")
    for table in ("monthly", "market", "pnl"):
        assert rows(ledger, table) == rows(expected, table)


def test_months_from_a_file_all_or_nothing(run: Run, ledger: Path, tmp_path: Path) -> None:
    lines = ["month,a_usd,spot,spx,average,broker", "2023-03,93000,132.8,4109,136,x", "2023-01,91000,130.15,4076,136,x"]
    (tmp_path / "m.csv").write_text("\n".join(lines))
    assert "2023-02" in run("update", "a.xlsx", "--from", "m.csv").error
    assert ledger.read_bytes() == small_file()
    (tmp_path / "m.csv").write_text("\n".join([*lines, "2023-02,92000,136.2,3970,137,x"]))
    result = run("update", "a.xlsx", "--from", "m.csv", "--lang", "en")
    assert (result.code, result.err) == (0, "")
    assert "columns that were not used: broker" in result.out
    assert [row["a_usd"] for row in rows(ledger, "monthly")[-3:]] == [91000, 92000, 93000]
    assert [row["h_fixed"] is None for row in rows(ledger, "monthly")[-4:]] == [False, False, False, True]
    assert [finding.code for finding in validate(ledger)[1] if finding.severity == "error"] == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("date,close\n2023-01-30,1\n2023-01-31,2\n", "見出しの行がありません"),
        ("date,usdjpy\n2023-01-30,130\n2023-01-31,131\n", "hedge-xl market"),
        ("month,a_usd,spot\n2023-01-15,1,2\n", "2行目: 2023-01-15 は月末日ではありません"),
        ("month,a_usd,spot\n2023-13,1,2\n", "2行目: 「2023-13」"),
        ("month,a_usd,spot\n01/02/2023,1,2\n", "2026-10-31 のように"),
        ("month,a_usd,spot\n2023-01,abc,2\n", "2行目: 「abc」は数値ではありません"),
        ("month,a_usd,spot\n2023-01,91000,0\n", "2行目: spot が 0"),
        ("month,a_usd,spot\n2023-01,-5,1\n", "2行目: a_usd が -5"),
        ("month,spot,USDJPY\n2023-01,1,1\n", "どちらも spot"),
        ("month,a_usd,spot\n", "データの行がありません"),
        ("", "0 バイト"),
    ],
)
def test_files_that_are_refused(run: Run, ledger: Path, tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "m.csv").write_text(text, encoding="utf-8")
    error = run("update", "a.xlsx", "--from", "m.csv").error
    assert words in error
    assert "m.csv" in error
    assert ledger.read_bytes() == small_file()


# --- mistakes -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "--month がありません"),
        (("--month", "2023-1"), "--month: 月 '2023-1'"),
        (("--month", "2023-01"), "--a-usd / --spot"),
        (("--month", "2022-12"), "--swap"),
        (("--month", "2022-01", "--a-usd", "1", "--spot", "130"), "2022-09 より前"),
        (("--month", "2023-01", "--a-usd", "-1", "--spot", "130"), "--a-usd"),
        (("--month", "2023-01", "--a-usd", "1", "--spot", "0"), "--spot"),
        (("--month", "2023-01", "--a-usd", "1", "--spot", "130", "--swap", "12円"), "--swap"),
        (("--month", "2023-01", "--a-usd", "1", "--spot", "130", "--average", "130"), "--spx"),
        (("--from", "none.csv"), "none.csv"),
        (("--from", "m.csv", "--month", "2023-01"), "どちらか"),
        (("--from", "m.csv", "--note", "x"), "どちらか"),
    ],
)
def test_mistakes_in_one_line(run: Run, ledger: Path, arguments: tuple[str, ...], words: str) -> None:
    assert words in run("update", "a.xlsx", *arguments).error
    assert ledger.read_bytes() == small_file()


def test_files_that_are_no_ledgers(run: Run, tmp_path: Path) -> None:
    (tmp_path / "b.xlsx").write_bytes(b"PK no")
    assert "b.xlsx" in run("update", "b.xlsx", *VALUES).error
    assert "none.xlsx" in run("update", "none.xlsx", *VALUES).error


def test_help_has_an_example(run: Run) -> None:
    for language, word in (("ja", "例:"), ("en", "Example:")):
        assert word in run("update", "--help", "--lang", language).out


# --- at a terminal ------------------------------------------------------------------------------


Answer = Callable[..., tuple[Result, list[str]]]


class Terminal:
    """Somebody who answers."""

    def __init__(self, answers: list[str]) -> None:
        self.answers: Iterator[str] = iter(answers)
        self.asked: list[str] = []

    def __call__(self, prompt: str) -> str:
        self.asked.append(prompt)
        answer = next(self.answers)
        if answer == "^D":
            raise EOFError
        return answer


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch, run: Run) -> Answer:
    def at_terminal(answers: list[str], *arguments: str) -> tuple[Result, list[str]]:
        terminal = Terminal(answers)
        monkeypatch.setattr("builtins.input", terminal)
        monkeypatch.setattr(command, "interactive", lambda: True)
        result = run("update", "a.xlsx", *arguments)
        assert next(terminal.answers, None) is None, "every answer was asked for"
        return result, terminal.asked

    return at_terminal


def test_what_is_missing_is_asked_for(answer: Answer, ledger: Path) -> None:
    result, asked = answer(["", "９１，０００", "x", "130.15", "-20000", "4076.6", "136.3", ""])
    assert (result.code, result.err) == (0, "")
    assert "[Enterで 2023-01]" in asked[0]
    assert "前月 89,276.3" in asked[1], "last month's value is shown"
    assert "'x' は数値ではありません" in result.out, "and asked again"
    assert asked[2] == asked[3]
    assert "3,839.5" in asked[5]
    month = rows(ledger, "monthly")[-1]
    assert (month["a_usd"], month["spot"], month["swap"], month["note"]) == (91000, 130.15, -20000, None)
    assert rows(ledger, "market")[-1]["ma200"] == 136.3


def test_optional_ones_may_be_skipped(answer: Answer, ledger: Path) -> None:
    result, asked = answer(["130.15", "", "", "memo"], "--month", "2023-01", "--a-usd", "91000")
    assert result.code == 0
    assert len(asked) == 4, "no average without an index"
    assert rows(ledger, "monthly")[-1]["note"] == "memo"
    assert len(rows(ledger, "market")) == 8


def test_nothing_is_asked_when_all_is_given(answer: Answer, ledger: Path) -> None:
    result, asked = answer([], *VALUES)
    assert (result.code, asked) == (0, [])


def test_a_month_that_is_there_is_asked_for_its_blanks(answer: Answer, ledger: Path, run: Run) -> None:
    run("update", "a.xlsx", *VALUES[:-2], *MARKET)
    result, asked = answer(["-1234"], "--month", "2023-01")
    assert result.code == 0
    assert "スワップ" in asked[0]
    assert rows(ledger, "monthly")[-1]["swap"] == -1234


def test_a_month_that_runs_is_neither_offered_nor_taken(
    answer: Answer, ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Early(date):
        @classmethod
        def today(cls) -> date:
            return date(2023, 1, 30)

    monkeypatch.setattr(command, "date", Early)
    result, asked = answer(["2023-01", "2022-12"])
    assert "2023-01 はまだ終わっていません。2023-01-31 から" in result.out
    assert "Enter" not in asked[0]
    assert asked[0] == asked[1], "asked again"
    assert "--swap" in result.err, "the month that is there may be completed"
    assert ledger.read_bytes() == small_file()


def test_a_month_that_runs_is_refused_in_one_line(run: Run, ledger: Path) -> None:
    error = run("update", "a.xlsx", "--month", "2199-01", *VALUES[2:], "--gap", "--lang", "en").error
    assert "2199-01 has not ended; it can be entered from 2199-01-31 on" in error
    assert ledger.read_bytes() == small_file()


def test_a_japanese_ledger_speaks_english_when_told_to(run: Run, ledger: Path) -> None:
    out = run("update", "a.xlsx", *VALUES, *MARKET, "--lang", "en").out
    assert "This month's instruction (2023-01): SELL" in out
    arguments = ("--id", "N1", "--side", "SELL", "--qty", "9000", "--price", "131", "--quote", "131")
    out = run("log", "a.xlsx", *arguments, "--time", "2023-01-20T10:00", "--lang", "en").out
    assert "This month's instruction: SELL" in out
    assert "売り" not in out


def test_stopping_changes_nothing(answer: Answer, ledger: Path) -> None:
    result, _ = answer(["", "91000", "^D"])
    assert result.code == 2
    assert "中止しました" in result.err
    assert ledger.read_bytes() == small_file()


def test_a_program_is_never_asked(run: Run, ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builtins.input", lambda _: pytest.fail("asked"))
    assert not asking.interactive()
    assert "--month" in run("update", "a.xlsx").error
    monkeypatch.setattr(command, "interactive", lambda: True)
    assert "--month" in json.loads(run("update", "a.xlsx", "--json").out)["error"]["en"]


def test_asking_takes_defaults_and_insists(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("builtins.input", Terminal(["", "150", "", "0", "", "^D"]))

    def spot(given: str) -> float:
        return parse_amount(given, "--spot")

    assert ask(same("spot"), spot, language="en") == 150
    assert "a value is needed" in capsys.readouterr().out
    assert ask(same("spot"), spot, "151.5", "en") == 151.5
    assert ask_optional(same("spot"), spot, "en") is None, "after an answer that was refused"
    assert "--spot: 0 cannot be used" in capsys.readouterr().out
    with pytest.raises(HedgeError, match="中止"):
        ask(same("spot"), spot)


@pytest.mark.parametrize(
    ("given", "value"), [("-1,234", -1234), ("−500", -500), ("－５００", -500), ("0", 0), ("+12.5", 12.5)]
)
def test_signed_amounts(given: str, value: float) -> None:
    assert parse_signed(given, "--swap") == value


@pytest.mark.parametrize("given", ["", "--5", "1-", "△5", "5円", "1e3", "-9999999999999"])
def test_what_is_no_signed_amount(given: str) -> None:
    with pytest.raises(HedgeError) as caught:
        parse_signed(given, "--swap")
    assert caught.value.argument == "--swap"


# --- a ledger with faults -----------------------------------------------------------------------


def test_a_row_typed_under_the_table_is_not_overwritten(run: Run, tmp_path: Path) -> None:
    sheet, _, address = place("monthly", 3, "note").partition("!")
    below = f"{sheet}!{address.rstrip('0123456789')}{int(address.lstrip('ABCDEFGHIJKLMNOPQRSTUVWXYZ')) + 1}"
    path = edited(tmp_path / "a.xlsx", typed(below, words("mine")))
    data = path.read_bytes()
    assert below.partition("!")[2] in run("update", "a.xlsx", *VALUES).error
    assert path.read_bytes() == data


def test_old_faults_do_not_stop_an_update(run: Run, tmp_path: Path) -> None:
    inputs = demo("ja")
    inputs.tables["log"][0]["side"] = "?"

    path = write(tmp_path / "a.xlsx", inputs)
    result = run("update", "a.xlsx", *VALUES, *MARKET)
    assert result.code == 0
    assert "要確認: 執行ログ" in result.out
    opened: Opened = open_workbook(path)
    assert len(opened.inputs.tables["monthly"]) == 37


def test_file_by_file_equals_all_at_once(run: Run, tmp_path: Path) -> None:
    """Two months brought in by commands give the very inputs of the ledger that was built with them."""
    whole, begun = small("ja"), small("ja")
    begun.tables["market"] = begun.tables["market"][:-2]
    begun.tables["monthly"], begun.tables["pnl"] = begun.tables["monthly"][:-2], begun.tables["pnl"][:-2]
    path = write(tmp_path / "a.xlsx", begun)
    lines = ["month,spx,usdjpy,average"]
    for row in whole.tables["market"][-2:]:
        lines.append(f"{month_of(row['month']):%Y-%m},{row['spx']},{row['usdjpy']},{row['ma200']}")
    (tmp_path / "p.csv").write_text("\n".join(lines))
    assert run("market", "a.xlsx", "--from", "p.csv").code == 0
    for row in whole.tables["monthly"][-2:]:
        month = f"{month_of(row['month']):%Y-%m}"
        values = ("--a-usd", row["a_usd"], "--spot", row["spot"], "--swap", row["swap"], "--note", row["note"])
        assert run("update", "a.xlsx", "--month", month, *values, "--no-freeze").code == 0
    opened, findings = validate(path)
    assert findings == []
    built = open_workbook(write(tmp_path / "b.xlsx", whole)).inputs
    one, other = Model(LEDGER, opened.inputs, "ja"), Model(LEDGER, built, "ja")
    for key in ("market", "monthly", "pnl", "log", "events"):
        for column in LEDGER.table(key).columns:
            assert one.column(key, column.key) == other.column(key, column.key), column.key


@pytest.mark.parametrize(
    ("figures", "named"),
    [
        (("--spot", "0.0077"), "USDJPY"),
        (("--spot", "13010"), "USDJPY"),
        (("--spot", "130.1", "--spx", "130.1"), "S&P500"),
        (("--spot", "130.1", "--spx", "4076", "--average", "0.0075"), "200日平均"),
    ],
)
def test_no_market_moves_that_far(run: Run, figures: tuple[str, ...], named: str) -> None:
    run("demo", ".")
    before = Path("ledger.xlsx").read_bytes()
    error = run("update", "ledger.xlsx", "--month", "2023-01", "--a-usd", "76200", *figures).error
    assert "2023-01" in error
    assert named in error
    assert "3倍以上" in error
    assert Path("ledger.xlsx").read_bytes() == before
