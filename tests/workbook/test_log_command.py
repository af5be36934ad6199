"""``hedge-xl log`` from the command line: one fill, a broker's file, and questions at a terminal."""

import builtins
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from command import Run
from ledgers import FILLS, place, small_file

from hedge_xl.core.language import LANGUAGES, Language
from workbook.commands import log as command
from workbook.read import open_workbook
from workbook.recalc import LibreOffice
from workbook.spec import Value
from workbook.validate import validate

FILES = Path(__file__).parent / "files"
ONE = ("--id", "Z1", "--side", "SELL", "--qty", "１０,０００", "--price", "132.5", "--quote", "132.51")
FILL = (*ONE, "--time", "2022-12-20T10:00")
HEADER = "約定番号,売買,約定数量,約定価格,約定日時\n"


@pytest.fixture
def book(run: Run) -> Path:
    """A small ledger in the folder in which commands run."""
    path = Path("my.xlsx").resolve()
    path.write_bytes(small_file("ja"))
    return path


def log(path: Path) -> list[dict[str, Value]]:
    return open_workbook(path).inputs.tables["log"]


def broker(rows: str) -> Path:
    path = Path("fills.csv")
    path.write_text(HEADER + rows, encoding="cp932")
    return path


# --- one fill -----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_fill(run: Run, book: Path, language: Language) -> None:
    book.write_bytes(small_file(language))
    more = ("--comment", "=1+1", "--order-type", "TWAP", "--order-time", "2022-12-20 09:59:58", "--roll", "2022-12 1/3")
    result = run("log", book, *FILL, *more, "--lang", language)
    assert (result.code, result.err) == (0, "")
    assert {"ja": "追加: Z1 2022-12-20 10:00 売 10,000 @132.5", "en": "Added: Z1 2022-12-20 10:00 SELL 10,000 @132.5"}[
        language
    ] in result.out
    row = log(book)[FILLS]
    assert [row[key] for key in ("id", "qty", "price", "quote", "comment", "order_type", "roll")] == [
        *("Z1", 10_000, 132.5, 132.51, "=1+1", "TWAP", "2022-12 1/3")
    ]
    assert not [item for item in validate(book)[1] if item.severity == "error"]
    after = run("log", book, *FILL, "--lang", language)
    assert (after.code, len(log(book))) == (0, FILLS + 1)
    assert {"ja": "追加する約定はありません", "en": "Nothing to add"}[language] in after.out


def test_the_report_says_what_the_fill_does(run: Run, book: Path) -> None:
    out = run("log", book, *FILL, "--lang", "en").out
    hedge = [line for line in out.splitlines() if "edge" in line]
    assert hedge[0].startswith("Current hedge (to the end of 2022-12): ")
    before, after = (
        float(part.replace(",", "")) for part in hedge[0].split(": ")[1].removesuffix(" USD").split(" -> ")
    )
    assert after - before == 10_000
    assert "This month's instruction" in out
    assert "The file before: " in out


def test_a_dry_run_writes_nothing(run: Run, book: Path) -> None:
    data = book.read_bytes()
    result = run("log", book, *FILL, "--dry-run")
    assert "(まだ書き込んでいません)" in result.out
    assert book.read_bytes() == data
    assert list(book.parent.iterdir()) == [book]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (ONE, "--time がありません"),
        ((), "--id --side --qty --price --time がありません"),
        ((*FILL[:-1], "11/02/2026"), "--time: '11/02/2026'"),
        ((*FILL, "--qty", "-5"), "--qty: -5"),
        ((*FILL, "--price", "abc"), "--price: 'abc'"),
        ((*FILL, "--side", "決済売"), "--side: '決済売'"),
        ((*FILL, "--side", "hold"), "--side: 'hold'"),
        ((*FILL, "--id", " "), "--id: 空です"),
        ((*FILL, "--id", "9" * 101), "--id: 100文字まで"),
        ((*FILL, "--comment", "x" * 40_000), "--comment: 32767文字まで"),
        ((*FILL, "--order-time", "soon"), "--order-time: 'soon'"),
        ((*FILL, "--lot", "1000"), "--lot は --import と"),
        ((*FILL, "--import", "fills.csv"), "一緒に使えません"),
        (("--import", "none.csv"), "none.csv: ファイルが見つかりません"),
        (("--import", "none.csv", "--lot", "x"), "--lot: 'x'"),
        (("--import", "none.csv", "--close-side", "mine"), "--close-side: 'mine'"),
        (("--import", "none.csv", "--server-utc-offset", "Mars"), "時差 'Mars'"),
        (("--import", "none.csv", "--mapping", "none.toml"), "none.toml: 読めません"),
    ],
)
def test_what_cannot_be_used_is_one_line(run: Run, book: Path, arguments: tuple[str, ...], words: str) -> None:
    data = book.read_bytes()
    assert words in run("log", book, *arguments).error
    assert book.read_bytes() == data


def test_a_fill_the_ledger_would_mark_is_a_finding(run: Run, book: Path) -> None:
    result = run("log", book, *FILL, "--price", "13.25", "--lang", "en")
    assert result.code == 1
    assert result.out.splitlines() == [
        '× the fill given "Z1": the price 13.25 is far from the ledger\'s USDJPY (131.877 to 148.679); '
        "check the pair and the column.",
        "Nothing was added",
    ]
    assert len(log(book)) == FILLS


# --- a broker's file ----------------------------------------------------------------------------


def test_a_file_is_imported_once(run: Run, book: Path) -> None:
    source = FILES / "mt5-report.html"
    first = run("log", book, "--import", source, "--lang", "en")
    assert (first.code, len(log(book))) == (0, FILLS + 3)
    assert "3 added: 2022-12-05 17:00 to 2022-12-13 06:30, net +60,000 USD (+ sold)" in first.out
    assert "server times taken as UTC+2" in first.out
    assert "1 lot taken as 100,000 USD" in first.out
    assert "swaps in the file (not recorded; for update --swap): 2022-12 -1,234 JPY" in first.out
    assert "commissions -150 JPY" in first.out
    assert [row["id"] for row in log(book)[FILLS:]] == ["101", "102", "103"]
    data = book.read_bytes()
    again = run("log", book, "--import", source)
    assert (again.code, book.read_bytes()) == (0, data)
    assert "記録済みのため飛ばした約定 3件" in again.out


def test_a_spreadsheet_computes_what_we_do(run: Run, book: Path, libreoffice: LibreOffice) -> None:
    assert run("log", book, "--import", FILES / "mt4-statement.htm").code == 0
    (saved,) = libreoffice.recalculate([book], Path("out").resolve())
    left = [item.code for item in validate(saved)[1] if not item.code.endswith("-not-extended")]
    assert left == [item.code for item in validate(book)[1]]
    assert not [code for code in left if code.endswith("-value")]


def test_all_or_nothing(run: Run, book: Path) -> None:
    assert run("log", book, "--import", broker("B1,売,1000,132.1,2022-12-20 10:00\n")).code == 0
    rows = "B1,売,2000,132.1,2022-12-20 10:00\nB2,?,1000,132.2,2022-12-20 11:00\nB3,売,2000,132.3,2022-12-20 10:00\n"
    result = run("log", book, "--import", broker(rows), "--lang", "en")
    assert (result.code, len(log(book))) == (1, FILLS + 1)
    assert result.out.splitlines()[1:4] == [
        f"× fills.csv line 2: order ID B1 stands at {place('log', FILLS, 'id')} with another fill. "
        "File: 2022-12-20 10:00 SELL 2,000 @132.1. Recorded: 2022-12-20 10:00 SELL 1,000 @132.1",
        '× fills.csv line 3 "売買": it is unclear which side "?" is; put it under [sides] in a mapping.',
        "Nothing was added: put it right and try again, or add the other 1 with --skip-faulty",
    ]
    partial = run("log", book, "--import", broker(rows), "--skip-faulty")
    assert (partial.code, [row["id"] for row in log(book)[FILLS:]]) == (1, ["B1", "B3"])


def test_no_more_than_twenty_faults_are_shown(run: Run, book: Path) -> None:
    rows = "".join(f"B{number},?,1000,132.1,2022-12-20 10:00\n" for number in range(25))
    out = run("log", book, "--import", broker(rows)).out.splitlines()
    assert sum(line.startswith("× ") for line in out) == 20
    assert "…ほか5件" in out


def test_an_unknown_table_gets_a_mapping_to_copy(run: Run, book: Path) -> None:
    source = Path("odd.csv")
    source.write_text("No,内容,単位,値段,いつ\n1,売,10000,132.1,2022-12-20 10:00\n", encoding="utf-8")
    result = run("log", book, "--import", source)
    assert (result.code, len(result.err.splitlines())) == (2, 1)
    assert "見出し: No, 内容, 単位, 値段, いつ" in result.err
    made = result.out
    for blank, header in (("id", "No"), ("side", "内容"), ("qty", "単位"), ("price", "値段"), ("time", "いつ")):
        made = made.replace(f'{blank} = ""', f'{blank} = "{header}"')
    Path("map.toml").write_text(made, encoding="utf-8")
    assert run("log", book, "--import", source, "--mapping", "map.toml").code == 0
    assert log(book)[FILLS]["id"] == "1"
    assert "error" in json.loads(run("log", book, "--import", source, "--json").out)


def test_options_reach_the_reading(run: Run, book: Path) -> None:
    source = Path("lots.csv")
    source.write_text(
        "口座,通貨ペア,約定番号,売買,新規決済,Lot数,約定価格,約定日時\n"
        "A,CAD,1,買,決済,1,132.1,2022-12-20 03:00\nB,CAD,2,買,決済,1,132.1,2022-12-20 03:00\n",
        encoding="utf-16",
    )
    options = ("--account", "B", "--symbol", "CAD", "--lot", "1000", "--close-side", "position", "--id-prefix", "B-")
    result = run("log", book, "--import", source, *options, "--server-utc-offset", "+2", "--encoding", "utf-16")
    assert result.code == 0
    (row,) = log(book)[FILLS:]
    assert (row["id"], row["side"], row["qty"]) == ("B-2", "売", 1000)
    assert "2022-12-20 10:00" in result.out


def test_json(run: Run, book: Path) -> None:
    source = broker("B1,売,1000,132.1,2022-12-20 10:00:00.5\n")
    told = json.loads(run("log", book, "--import", source, "--json").out)
    assert told["added"] == [
        {
            "id": "B1",
            "side": "SELL",
            "qty": 1000,
            "price": 132.1,
            "quote": None,
            "time": "2022-12-20T10:00:00.500",
            "line": 2,
        }
    ]
    assert (told["changed"], told["dry_run"], told["net_usd"]) == (True, False, 1000)
    assert told["current"]["after"] - told["current"]["before"] == 1000
    assert Path(told["backup"]).is_file()
    told = json.loads(run("log", book, "--import", broker("B1,買,1000,132.1,2022-12-20 10:00\n"), "--json").out)
    assert (told["added"], told["changed"]) == ([], False)
    assert [(item["code"], item["id"], item["line"]) for item in told["conflicts"]] == [("log-other-fill", "B1", 2)]
    again = broker("B1,売,1000,132.1,2022-12-20 10:00\n")
    told = json.loads(run("log", book, "--import", again, "--json").out)
    assert (told["added"], told["skipped"]["already"], told["backup"]) == ([], 1, None)


# --- questions ----------------------------------------------------------------------------------


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Somebody at a terminal, who gives these answers."""
    given: list[str] = []
    monkeypatch.setattr(command, "interactive", lambda: True)

    def answer(prompt: str = "") -> str:
        return next(lines)

    def listed() -> Iterator[str]:
        yield from given

    lines = listed()
    monkeypatch.setattr(builtins, "input", answer)
    return given


def test_questions_at_a_terminal(run: Run, book: Path, answers: list[str]) -> None:
    answers += [
        "Q1",
        "sideways",
        "売",
        "10000",
        "abc",
        "132.5",
        "",
        "2022-12-20 10:00",
        "note",
        "",
        "",
        "",
        "perhaps",
        "y",
    ]
    result = run("log", book)
    assert result.code == 0
    row = log(book)[FILLS]
    assert (row["id"], row["side"], row["qty"], row["price"], row["quote"], row["comment"]) == (
        *("Q1", "売", 10_000, 132.5, None, "note"),
    )
    assert "(まだ書き込んでいません)" in result.out


@pytest.mark.parametrize("last", ["n", "いいえ"])
def test_no_means_no(run: Run, book: Path, answers: list[str], last: str) -> None:
    data = book.read_bytes()
    answers += ["2022-12-20 10:00", last]
    result = run("log", book, *ONE)
    assert (result.code, result.err) == (0, "")
    assert "追加(まだ書き込んでいません): Z1" in result.out
    assert book.read_bytes() == data


def test_only_what_is_missing_is_asked(run: Run, book: Path, answers: list[str]) -> None:
    answers += ["2022-12-20 10:00", "y"]
    assert run("log", book, *ONE).code == 0
    assert log(book)[FILLS]["id"] == "Z1"


def test_programs_are_never_asked(run: Run, book: Path, answers: list[str]) -> None:
    result = run("log", book, "--json")
    assert result.code == 2
    assert "--id" in json.loads(result.out)["error"]["ja"]
