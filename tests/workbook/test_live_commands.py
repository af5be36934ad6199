"""``--live``: the commands in a workbook that Excel holds open, and what they say when they cannot."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from command import Run
from edit_checks import opened
from excel_stand_in import Book, xlwings_with
from ledgers import small_file

from workbook import backups
from workbook.live import excel
from workbook.proof import first_difference
from workbook.read import open_workbook

UPDATE = ("--month", "2023-01", "--a-usd", "60000", "--spot", "130.1", "--spx", "4000", "--average", "134")
FILL = ("--id", "N1", "--side", "SELL", "--qty", "1000", "--price", "131", "--quote", "131.01")
TIME = ("--time", "2022-12-28T10:00")
Open = Callable[..., Book]


@pytest.fixture
def open_in_excel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    def show(data: bytes | None = None, name: str = "my.xlsx", running: bool = True) -> Book:
        path = tmp_path / name
        path.write_bytes(small_file() if data is None else data)
        book = Book(path.read_bytes(), path)
        xlwings = xlwings_with(book)
        xlwings.apps = xlwings.apps if running else []
        monkeypatch.setattr(excel, "load_xlwings", lambda file: xlwings)
        (tmp_path / f"~${name}").write_bytes(b"\x04User")
        return book

    return show


def test_a_month(run: Run, open_in_excel: Open, tmp_path: Path) -> None:
    book = open_in_excel()
    done = run("update", "my.xlsx", *UPDATE, "--live")
    assert done.code == 0, done.err
    assert "まだ保存していません" in done.out
    assert book.inputs().tables["monthly"][-1]["a_usd"] == 60000
    assert (tmp_path / "my.xlsx").read_bytes() == small_file()
    assert len(backups.list_backups(tmp_path / "my.xlsx")) == 1
    closed = tmp_path / "closed.xlsx"
    closed.write_bytes(small_file())
    assert run("update", "closed.xlsx", *UPDATE).code == 0
    live, file = book.inputs(), open_workbook(closed).inputs
    for inputs in (live, file):
        del inputs.tables["journal"]
    assert first_difference(file, live) is None


def test_a_fill(run: Run, open_in_excel: Open) -> None:
    book = open_in_excel()
    done = run("log", "my.xlsx", *FILL, *TIME, "--live", "--json")
    assert (done.code, json.loads(done.out)["live"]) == (0, True)
    assert book.inputs().tables["log"][-1]["id"] == "N1"
    again = run("log", "my.xlsx", *FILL, *TIME, "--live", "--lang", "en")
    assert "already recorded and skipped: 1" in again.out


def test_a_file_of_fills(run: Run, open_in_excel: Open, tmp_path: Path) -> None:
    book = open_in_excel()
    lines = ["id,side,qty,price,quote,time", *(f"F{n},SELL,1000,131,131.01,2022-12-28 1{n}:00" for n in range(3))]
    (tmp_path / "fills.csv").write_text("\n".join(lines), encoding="utf-8")
    done = run("log", "my.xlsx", "--import", "fills.csv", "--live", "--lang", "en")
    assert done.code == 0, done.out + done.err
    assert "not saved yet" in done.out
    assert [row["id"] for row in book.inputs().tables["log"][-3:]] == ["F0", "F1", "F2"]


def test_market_months(run: Run, open_in_excel: Open, tmp_path: Path) -> None:
    book = open_in_excel()
    (tmp_path / "prices.csv").write_text("month,spx,usdjpy,average\n2023-01,4000,130.1,134\n", encoding="utf-8")
    done = run("market", "my.xlsx", "--from", "prices.csv", "--live", "--dry-run")
    assert (done.code, "書き込んでいません" in done.out) == (0, True)
    assert run("market", "my.xlsx", "--from", "prices.csv", "--live").code == 0
    assert book.inputs().tables["market"][-1]["spx"] == 4000


def test_a_month_in_the_middle_is_refused(run: Run, open_in_excel: Open, tmp_path: Path) -> None:
    open_in_excel()
    (tmp_path / "prices.csv").write_text("month,spx,usdjpy,average\n2020-01,4000,130.1,134\n", encoding="utf-8")
    assert "開いたままではできません" in run("market", "my.xlsx", "--from", "prices.csv", "--live").error


def test_status_tells_what_is_open_and_not_what_was_saved(run: Run, open_in_excel: Open) -> None:
    book = open_in_excel()
    saved = json.loads(run("status", "my.xlsx", "--json", "--today", "2023-01-10").out)
    assert json.loads(run("status", "my.xlsx", "--json", "--live", "--today", "2023-01-10").out) == saved
    log = opened(small_file()).tables["log"]
    sheet = book.sheets[log.sheet.name]
    sheet._cell(log.rows[-1], log.columns["qty"]).value = 5000.0  # typed, and not saved
    assert json.loads(run("status", "my.xlsx", "--json", "--live", "--today", "2023-01-10").out) != saved


def test_a_closed_file_command_that_finds_excel_suggests_live(run: Run, open_in_excel: Open) -> None:
    open_in_excel()
    for command in (("update", "my.xlsx", *UPDATE), ("log", "my.xlsx", *FILL, *TIME)):
        assert "--live" in run(*command).error
        assert "--live" in run(*command, "--lang", "en").error


def test_libreoffice_is_no_reason_to_suggest_it(run: Run, open_in_excel: Open, tmp_path: Path) -> None:
    open_in_excel()
    (tmp_path / "~$my.xlsx").unlink()
    (tmp_path / ".~lock.my.xlsx#").write_bytes(b",user,host,,;")
    assert "--live" not in run("update", "my.xlsx", *UPDATE).error


def test_what_is_not_there(run: Run, open_in_excel: Open) -> None:
    open_in_excel()
    assert "Excelで開かれていません" in run("status", "other.xlsx", "--live").error
    open_in_excel(running=False)
    assert "Excelが動いていません" in run("status", "my.xlsx", "--live").error


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has what is missed here")
def test_off_windows(run: Run) -> None:
    for command in (("status", "my.xlsx"), ("update", "my.xlsx", *UPDATE)):
        assert "WindowsのExcelだけ" in run(*command, "--live").error
        assert "Windows only" in run(*command, "--live", "--lang", "en").error


def test_windows_without_xlwings(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(excel.sys, "platform", "win32")
    monkeypatch.setitem(sys.modules, "xlwings", None)
    assert 'pip install "hedge-xl[excel]"' in run("status", "my.xlsx", "--live").error


def test_which_book_is_meant(tmp_path: Path) -> None:
    here = tmp_path / "OneDrive" / "帳簿" / "my.xlsx"
    assert excel.is_at(str(here), here, {})
    assert excel.is_at(str(here).upper().replace("/", "\\"), here, {})
    assert not excel.is_at(str(tmp_path / "my.xlsx"), here, {"OneDrive": str(tmp_path / "OneDrive")})


OWN = "https://d.docs.live.net/1A2B/"
WORK = "https://example-my.sharepoint.com/personal/me_example_com/Documents/"


@pytest.mark.parametrize(
    ("address", "variables"),
    [
        (f"{OWN}%E5%B8%B3%E7%B0%BF/my.xlsx", {"OneDrive", "OneDriveConsumer"}),
        (f"{OWN}帳簿/MY.xlsx", {"OneDrive", "OneDriveConsumer"}),
        (f"{WORK}帳簿/my.xlsx", {"OneDrive", "OneDriveCommercial"}),
        (f"{OWN}old/my.xlsx", set()),
        (f"{OWN}Backup/帳簿/my.xlsx", set()),
        (f"{WORK}Backup/帳簿/my.xlsx", set()),
        ("https://example.sharepoint.com/sites/team/Documents/帳簿/my.xlsx", set()),
        ("https://example.com/帳簿/my.xlsx", set()),
        ("https://d.docs.live.net.example.com/1A2B/帳簿/my.xlsx", set()),
    ],
)
def test_which_address_on_the_web_is_meant(address: str, variables: set[str], tmp_path: Path) -> None:
    folder = tmp_path / "OneDrive"
    here = folder / "帳簿" / "my.xlsx"
    assert {name for name in excel.ONEDRIVE if excel.is_at(address, here, {name: str(folder)})} == variables
    assert not excel.is_at(address, here, {"OneDrive": str(tmp_path / "other")})


def test_a_folder_named_twice_is_what_the_telling_variable_says(tmp_path: Path) -> None:
    folder = tmp_path / "OneDrive"
    both = {"OneDrive": str(folder), "OneDriveConsumer": str(folder)}
    assert excel.is_at(f"{OWN}my.xlsx", folder / "my.xlsx", both)
    assert not excel.is_at(f"{WORK}my.xlsx", folder / "my.xlsx", both)
