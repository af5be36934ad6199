"""The command line: what it makes, what it prints, how it fails; in process but for one real start."""

import json
import os
import subprocess
import sys
from datetime import date
from math import log
from pathlib import Path

import pytest
from command import Run
from ledgers import cell, demo_file, edited, number, place, small_file, title
from openpyxl import load_workbook
from scenarios import demo

from hedge_xl import __version__
from hedge_xl.core.language import LANGUAGES, Language
from hedge_xl.data import load_market
from workbook import report
from workbook.commands import making
from workbook.commands.common import FINDINGS
from workbook.ledger import start
from workbook.read import open_workbook
from workbook.twin import Model
from workbook.validate import validate

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def short_history(monkeypatch: pytest.MonkeyPatch) -> None:
    """A year of market data in new ledgers: quicker to write."""
    history = load_market()[-12:]
    monkeypatch.setattr(start, "load_market", lambda: history)


# --- demo ---------------------------------------------------------------------------------------

KPI_LABELS = {
    "ja": ("年率平均", "年率ボラ", "最大DD", "シャープ", "Calmar"),
    "en": ("Annual mean", "Annual vol", "Max drawdown", "Sharpe", "Calmar"),
}
STRATEGIES = {"ja": ("未ヘッジ", "1:1", "方針"), "en": ("Unhedged", "1:1", "Policy")}


def unhedged_mean() -> float:
    """The first KPI by hand: the mean of log returns telescopes to the first and last price in JPY."""
    first, *_, last = load_market()[-36:]
    return 12 / 35 * log(last.spx * last.usdjpy / (first.spx * first.usdjpy))


@pytest.mark.parametrize("language", LANGUAGES)
def test_demo(run: Run, tmp_path: Path, language: Language) -> None:
    result = run("demo", "--lang", language)
    assert (result.code, result.err) == (0, "")
    path = tmp_path / "hedge-demo" / "ledger.xlsx"
    assert path.read_bytes() == demo_file(language), "the same inputs give the same bytes"
    assert [item.name for item in path.parent.iterdir()] == ["ledger.xlsx"]
    opened, findings = validate(path)
    assert (opened.language, findings) == (language, [])

    model = Model(opened.book, demo(language), language)
    lines = result.out.splitlines()
    assert f"{Path('hedge-demo') / 'ledger.xlsx'}" in lines[0]
    instruction = next(line for line in lines if "2022-12" in line)
    assert instruction.endswith(str(model.cell("now_instruction")))
    assert next(line.split() for line in lines if set(STRATEGIES[language]) <= set(line.split()))
    for label, key, form in zip(
        KPI_LABELS[language], ("mean", "vol", "dd", "sharpe", "calmar"), ("{:.2%}",) * 3 + ("{:.2f}",) * 2, strict=True
    ):
        numbers = [form.format(model.cell(f"kpi_{key}_{strategy}")) for strategy in ("none", "full", "policy")]
        assert next(line.split()[-3:] for line in lines if line.strip().startswith(label)) == numbers
    assert f"{unhedged_mean():.2%}" in next(line for line in lines if KPI_LABELS[language][0] in line)
    assert {"ja": "問題は見つかりませんでした", "en": "nothing found"}[language] in result.out
    assert {"ja": "次にすること", "en": "Next: open"}[language] in result.out
    assert lines[-1].split("hedge-xl ")[1].startswith("new ledger my.xlsx")


@pytest.mark.usefixtures("short_history")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_command_that_demo_suggests_works(run: Run, language: Language) -> None:
    words = report.after_demo(Path("a.xlsx"), language).splitlines()[-1].split("hedge-xl ")[1]
    assert run(*words.split()).code == 0
    assert open_workbook(Path("my.xlsx")).language == language


def test_demo_does_not_overwrite(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "build", lambda *_, **__: demo_file("ja"))
    (tmp_path / "here").mkdir()
    path = tmp_path / "here" / "ledger.xlsx"
    path.write_bytes(b"mine")
    assert "--force" in run("demo", "here").error
    assert path.read_bytes() == b"mine"
    assert run("demo", "here", "--force").code == 0
    assert path.read_bytes() == demo_file("ja")
    kept = list((tmp_path / "here" / "ledger-backups").iterdir())
    assert [item.read_bytes() for item in kept] == [b"mine"]


def test_demo_with_findings_says_so(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A demonstration that is not clean must not look clean."""
    broken = edited(Path("a.xlsx"), cell(place("monthly", 1, "y"), number(1))).read_bytes()
    monkeypatch.setattr(making, "build", lambda *_, **__: broken)
    result = run("demo")
    assert result.code == FINDINGS
    assert "[monthly-formula-lost]" in result.out


# --- new ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_new(run: Run, tmp_path: Path, language: Language) -> None:
    values = ("--start", "2026-10", "--a-usd", "75,000", "--spot", "１５０")
    result = run("new", "ledger", "自分.xlsx", "--lang", language, *values)
    assert (result.code, result.err) == (0, "")
    path = tmp_path / "自分.xlsx"
    opened, findings = validate(path)
    assert findings == []
    assert opened.language == language
    (month,) = opened.inputs.tables["monthly"]
    assert (month["month"], month["a_usd"], month["spot"]) == (46326, 75000, 150)
    assert "2026-10" in result.out
    assert "75,000.00" in result.out
    assert "2022-12" in result.out, "where the market history ends"
    # Article A §15: 75,000 USD at the structural 0.8 is 60,000 USD to sell.
    shown = load_workbook(path, data_only=True)[title("monthly", language)]
    values = {cell.value for row in shown.iter_rows() for cell in row}
    assert {"ja": "売り 60,000 USD", "en": "SELL 60,000 USD"}[language] in values
    assert 75000 * 150 in values


@pytest.mark.usefixtures("short_history")
def test_new_without_options_starts_this_month(run: Run, tmp_path: Path) -> None:
    assert run("new", "ledger", "a.xlsx").code == 0
    (month,) = open_workbook(tmp_path / "a.xlsx").inputs.tables["monthly"]
    today = date.today()
    assert float(str(month["month"])) >= (today - date(1899, 12, 30)).days
    assert f"{today:%Y-%m}" in run("new", "ledger", "a.xlsx", "--force").out


@pytest.mark.usefixtures("short_history")
def test_new_with_market_values(run: Run, tmp_path: Path) -> None:
    values = ("--start", "2023-01", "--spot", "130.5", "--spx", "4,076.60", "--average", "136.2")
    assert run("new", "ledger", "a.xlsx", *values).code == 0
    opened, findings = validate(tmp_path / "a.xlsx")
    assert findings == []
    assert opened.inputs.tables["market"][-1] == {"month": 44957, "spx": 4076.6, "usdjpy": 130.5, "ma200": 136.2}


@pytest.mark.parametrize("values", [("--average", "140"), ("--start", "2020-03", "--spx", "2500")])
def test_market_values_are_not_dropped_in_silence(run: Run, tmp_path: Path, values: tuple[str, ...]) -> None:
    assert "2022-12" in run("new", "ledger", "a.xlsx", *values).error
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("short_history")
@pytest.mark.parametrize("protect", [True, False])
def test_protection_leaves_the_inputs_open(run: Run, tmp_path: Path, protect: bool) -> None:
    assert run("new", "ledger", "a.xlsx", *["--protect"] * protect).code == 0
    book = load_workbook(tmp_path / "a.xlsx")
    assert {sheet.protection.sheet for sheet in book.worksheets} == {protect}
    inputs = [place("monthly", 0, "a_usd"), place("market", 5, "usdjpy"), place("log", 0, "id"), "設定!B9"]
    formulas = [place("monthly", 0, "y"), place("pnl", 0, "month"), place("log", 0, "check"), "点検!C6"]
    for locked, places in ((not protect, inputs), (True, formulas)):
        for where in places:
            sheet, _, address = where.partition("!")
            assert book[sheet][address].protection.locked is locked, where


@pytest.mark.usefixtures("short_history")
@pytest.mark.parametrize(("language", "word"), [("ja", "保護を解除"), ("en", "unprotect (Review tab, no password)")])
def test_protection_says_that_tables_do_not_grow(run: Run, language: Language, word: str) -> None:
    plain = run("new", "ledger", "a.xlsx", "--lang", language).out.splitlines()
    *same, note = run("new", "ledger", "a.xlsx", "--lang", language, "--protect", "--force").out.splitlines()
    assert same == plain
    assert word in note


@pytest.mark.usefixtures("short_history")
def test_new_does_not_overwrite(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"mine")
    assert run("new", "ledger", "a.xlsx").error.startswith("エラー: a.xlsx: すでにあります。")
    assert (tmp_path / "a.xlsx").read_bytes() == b"mine"
    assert run("new", "ledger", "a.xlsx", "--force").code == 0
    assert validate(tmp_path / "a.xlsx")[1] == []


def test_a_ledger_open_in_excel_is_not_overwritten(run: Run, tmp_path: Path) -> None:
    (tmp_path / "~$a.xlsx").touch()
    assert "閉じてから" in run("new", "ledger", "a.xlsx", "--force").error


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("budget", "a.xlsx"), "'budget'"),
        (("ledger", "a.xlsx", "--host", "excel"), ".xlsm"),
        (("ledger", "a.xlsx", "--host", "word"), "--host: 版 'word'"),
        (("ledger", "a.xlsx", "--host", "sheets"), "'sheets'"),
        (("ledger", "a.xls"), ".xlsx"),
        (("ledger", "none/a.xlsx"), "フォルダ none がありません"),
        (("ledger", "a.xlsx", "--start", "2026-13"), "--start: 月 '2026-13'"),
        (("ledger", "a.xlsx", "--start", "10/2026"), "YYYY-MM"),
        (("ledger", "a.xlsx", "--start", ""), "YYYY-MM"),
        (("ledger", "a.xlsx", "--spot", "-150"), "--spot: -150 は使えません"),
        (("ledger", "a.xlsx", "--spot", "0"), "0より大きい"),
        (("ledger", "a.xlsx", "--spot", "百五十"), "--spot: '百五十' は数値ではありません"),
        (("ledger", "a.xlsx", "--spot", "1,50"), "数値ではありません"),
        (("ledger", "a.xlsx", "--spot", "9" * 400), "大きすぎます"),
        (("ledger", "a.xlsx", "--a-usd", "-1"), "--a-usd"),
        (("ledger", "a.xlsx", "--a-usd", "inf"), "--a-usd"),
        (("ledger", "a.xlsx", "--spx", "x"), "--spx"),
        (("ledger", "a.xlsx", "--spx", "4000", "--average", "0"), "--average"),
    ],
)
def test_new_refuses_in_one_line_and_makes_nothing(
    run: Run, tmp_path: Path, arguments: tuple[str, ...], word: str
) -> None:
    assert word in run("new", *arguments).error
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("short_history")
@pytest.mark.skipif(sys.platform != "linux", reason="needs /proc, where nothing can be made, not even by root")
@pytest.mark.parametrize("arguments", [("new", "ledger", "/proc/a.xlsx"), ("demo", "/proc/demo")])
def test_a_folder_that_cannot_be_written(run: Run, arguments: tuple[str, ...]) -> None:
    assert "ません(" in run(*arguments).error
    assert "cannot be" in run(*arguments, "--lang", "en").error


def test_a_folder_below_a_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert "フォルダを作れません" in run("demo", "file/demo").error
    assert "フォルダを作れません" in run("demo", "file").error
    assert "フォルダ file がありません" in run("new", "ledger", "file/a.xlsx").error


# --- validate -----------------------------------------------------------------------------------


def test_validate_clean(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(small_file())
    assert run("validate", "a.xlsx") == (0, "点検: 問題は見つかりませんでした (a.xlsx)\n", "")
    assert run("validate", "a.xlsx", "--lang", "en") == (0, "Checked: nothing found (a.xlsx)\n", "")


def test_validate_findings(run: Run, tmp_path: Path) -> None:
    edits = (cell(place("monthly", 1, "y"), number(1)), cell(place("market", 1, "ma200"), number(-5)))
    edited(tmp_path / "a.xlsx", *edits)
    result = run("validate", "a.xlsx", "--lang", "en")
    assert (result.code, result.err) == (1, "")
    *lines, total, step, _ = result.out.splitlines()
    (lost,) = [line for line in lines if line.startswith("× 月次!H13: the formula was replaced by 1; ")]
    assert lost.endswith("[monthly-formula-lost]")
    found = validate(tmp_path / "a.xlsx")[1]
    assert total == f"Checked: {len(found)} × and 0 △ (a.xlsx)"
    assert step.endswith("run again: hedge-xl validate a.xlsx")


def test_validate_json(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(small_file())
    edited(tmp_path / "b.xlsx", cell(place("monthly", 1, "y"), number(1)))
    clean, faulty = run("validate", "a.xlsx", "--json"), run("validate", "b.xlsx", "--json", "--lang", "en")
    assert (clean.code, clean.err, faulty.code, faulty.err) == (0, "", 1, "")
    expected = {"file": "a.xlsx", "template": "ledger", "language": "ja", "host": "native", "hedge_xl": __version__}
    assert json.loads(clean.out) == {**expected, "clean": True, "findings": []}
    found = json.loads(faulty.out)
    assert (found["clean"], found["language"]) == (False, "ja")
    (finding,) = found["findings"]
    assert finding.pop("message").keys() == finding.pop("title").keys() == {"ja", "en"}
    expected = {"code": "monthly-formula-lost", "severity": "error", "sheet": "月次", "cell": "H13", "source": "A §15"}
    assert finding == expected


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("none.xlsx", None),
        ("old.xls", bytes.fromhex("d0cf11e0a1b11ae1")),
        ("prices.xlsx", b"month,price\n2022-12,131\n"),
        ("half.xlsx", b"PK\x03\x04 and no more"),
        (".", None),
    ],
)
def test_validate_what_cannot_be_read(run: Run, tmp_path: Path, name: str, data: bytes | None) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    assert run("validate", name).error.startswith(f"エラー: {Path(name).name}".rstrip())
    result = run("validate", name, "--json", "--lang", "en")
    assert result.code == 2
    assert json.loads(result.out)["error"].keys() == {"ja", "en"}
    assert result.err == f"Error: {json.loads(result.out)['error']['en']}\n"


# --- a real start -------------------------------------------------------------------------------


def test_a_real_process_makes_the_same_file(tmp_path: Path) -> None:
    """Another process, hash seed, console encoding and folder; the same bytes, and readable output."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "12345", "PYTHONIOENCODING": "ascii"}
    environment["HEDGE_XL_LANG"] = "ja"
    command = [sys.executable, "-W", "error", "-m", "workbook", "demo", "d"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"12.54%" in done.stdout
    assert (tmp_path / "d" / "ledger.xlsx").read_bytes() == demo_file("ja")


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot interrupt itself alone there")
@pytest.mark.parametrize("start", [["-m", "workbook"], ["-c", "from workbook.__main__ import main; main()"]])
def test_ctrl_c_while_it_starts_says_nothing(tmp_path: Path, start: list[str]) -> None:
    """While the first library is read, which takes longest of all."""
    stop = "import os, signal, time\nos.kill(os.getpid(), signal.SIGINT)\ntime.sleep(30)\n"
    (tmp_path / "typer.py").write_text(stop, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT)])}
    command = [sys.executable, *start, "demo", "d"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")
