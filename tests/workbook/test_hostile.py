"""Hostile files: each ends in one clear line or in a normal result, in seconds, in bounded memory, and in safety."""

import csv
import os
import sys
import time
from pathlib import Path

import pytest
from confined import SUPPORTED, command, confined
from hostile_cases import CASES, LINKED, READ, XML
from hostile_zips import truncated
from ledgers import small_file

from workbook.commands.common import CLEAN, FINDINGS, UNUSABLE
from workbook.ooxml import unescape
from workbook.package import Package
from workbook.read import open_workbook

SECONDS, MEBIBYTES = 20, 900
MONTH = ("--month", "2023-01", "--a-usd", "76200", "--spot", "131", "--swap", "-100")
confining = pytest.mark.skipif(not SUPPORTED, reason="limits of memory and time are Linux's")


def listing(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


Result = tuple[object, str, str]
SLOW = 1.0


def tried(path: Path) -> list[Result]:
    """The file validated, a month entered, and validated again: as far as it is worth the time."""
    started = time.monotonic()
    done = [command("validate", path)]
    if done[0][0] != UNUSABLE or time.monotonic() - started < SLOW:
        done.append(command("update", path, *MONTH))
        if done[1][0] == CLEAN:
            done.append(command("validate", path))
    return done


@confining
@pytest.mark.parametrize("case", CASES)
def test_hostile_file(case: str, tmp_path: Path) -> None:
    make, word = CASES[case]
    path = tmp_path / "ledger.xlsx"
    path.write_bytes(make())
    before = listing(tmp_path)
    ended = confined(lambda: tried(path), seconds=SECONDS, mebibytes=MEBIBYTES)
    assert ended.stopped == ""
    for code, out, err in ended.result if word != READ else [one for one in ended.result if one[0] == UNUSABLE]:
        assert (code, out) == (UNUSABLE, "")
        assert err.startswith("Error: ledger.xlsx: ")
        assert err.removesuffix("\n").isprintable()
        assert word in err
    if len(ended.result) < 3:
        assert listing(tmp_path) == before
    else:
        assert [one[0] for one in ended.result][2] in (CLEAN, FINDINGS)
        assert_only_ours_changed(before["ledger.xlsx"], path.read_bytes())


def assert_only_ours_changed(before: bytes, after: bytes) -> None:
    """Parts that no month can be in are as they were, byte for byte."""
    old, new = Package(before, "old"), Package(after, "new")
    changed = {name for name in old.names if name not in new or old.read(name) != new.read(name)}
    assert set(new.names) >= set(old.names)
    assert {name.split("/")[1] for name in changed if name.startswith("xl/") and name.count("/") > 1} <= {
        "worksheets",
        "tables",
        "charts",  # the values that they show are kept in them
        "_rels",
    }
    assert not {name for name in changed if name.startswith("docProps/")}


@pytest.mark.parametrize("case", [*(name for name in XML if "entity" in name), *LINKED])
def test_nothing_is_fetched(case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither a socket nor a file of the system is opened for a file that asks for it."""
    opened: list[str] = []

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if event == "socket.connect" or (event == "open" and "hostname" in str(arguments[0])):
            opened.append(f"{event} {arguments}")

    path = tmp_path / "ledger.xlsx"
    path.write_bytes(CASES[case][0]())
    sys.addaudithook(watch)
    result = command("validate", path)
    assert opened == []
    assert "127.0.0.1" not in result[2] or "missing" in result[2]
    for secret in (Path("/etc/hostname"),):
        if secret.is_file() and len(secret.read_text().strip()) > 3:
            assert secret.read_text().strip() not in result[1] + result[2]


def test_cut_short_anywhere(tmp_path: Path) -> None:
    path = tmp_path / "ledger.xlsx"
    for length in range(0, len(small_file()), 397):
        path.write_bytes(truncated(length))
        code, out, err = command("validate", path)
        assert (code, out, err.count("\n")) == (UNUSABLE, "", 1), length


INJECTIONS = ("=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "\r=1+1", "=cmd|' /c calc'!A0", '=HYPERLINK("http://x","y")')


def texts(path: Path) -> tuple[list[object], list[object]]:
    """The IDs and comments of the log, and the notes of the months, each of which must be no formula."""
    opened = open_workbook(path)
    found: list[list[object]] = []
    for key, columns in (("log", ("id", "comment")), ("monthly", ("note",))):
        table = opened.tables[key]
        cells = [table.cell(row, column) for row in range(len(table.rows)) for column in columns]
        assert all(cell is None or cell.formula is None for cell in cells)
        found.append([cell.value for cell in cells if cell is not None])
    return found[0], found[1]


def test_imported_text_never_becomes_a_formula(tmp_path: Path) -> None:
    path, fills = tmp_path / "ledger.xlsx", tmp_path / "fills.csv"
    path.write_bytes(small_file())
    with fills.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(["注文ID", "売買", "数量", "価格", "気配", "約定時刻", "コメント"])
        for number, text in enumerate(INJECTIONS):
            writer.writerow(
                [f"{text} {number}", "買", 1000, 131 + number / 100, 131, f"2022-12-{number + 1:02d} 10:00", text]
            )
    code, _, err = command("log", path, "--import", fills)
    assert (code, err) == (CLEAN, "")
    stored = texts(path)[0]
    assert [text.strip() for text in INJECTIONS] == [
        str(item).strip() for item in stored[-1 : -2 * len(INJECTIONS) : -2]
    ][::-1]


@pytest.mark.parametrize("text", INJECTIONS)
def test_typed_text_never_becomes_a_formula(text: str, tmp_path: Path) -> None:
    path = tmp_path / "ledger.xlsx"
    path.write_bytes(small_file())
    code, _, err = command("update", path, *MONTH, f"--note={text}")
    assert (code, err) == (CLEAN, "")
    assert str(texts(path)[1][-1]).strip() == text.strip()


def test_half_a_character_is_none() -> None:
    """Cells may escape characters by halves; a half alone could never be printed or written again."""
    assert unescape("_xD83D__xDE00_ _x005F_x000D_") == "\U0001f600 _x000D_"
    assert unescape("a_xD800_b") == "a\ufffdb"
    assert unescape("_xDE00__xD83D_").encode() == "\ufffd\ufffd".encode()


def test_the_limits_hold() -> None:
    """Without this, a test of a bomb could pass because nothing is limited."""
    if not SUPPORTED:
        pytest.skip("limits of memory and time are Linux's")
    assert "MemoryError" in confined(lambda: len(bytearray(2**31)), mebibytes=200).stopped
    assert confined(_for_ever, seconds=1).stopped in ("SIGKILL", "SIGXCPU")
    assert confined(lambda: [1, "あ"]).result == [1, "あ"]
    assert "ValueError" in confined(lambda: int("x")).stopped


def _for_ever() -> None:
    while True:
        os.getpid()
