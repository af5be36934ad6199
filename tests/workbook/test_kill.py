"""Killed at any moment, a ledger is the old file or the new one, whole, and the next command works as ever."""

import os
import random
import signal
import stat
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from ledgers import small_file
from same_bytes import same

from hedge_xl.core.language import Text
from workbook import files, locks
from workbook.backups import folder_of, list_backups, make_backup
from workbook.change import AppendRow, Change, SetParameter
from workbook.package import Package
from workbook.read import Opened, open_package
from workbook.transaction import Transaction, change_file
from workbook.twin import n

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")

KILLS = 100
SEED = 20261122
LONGEST = 3  # changes that a child may finish before it is killed
FIRST, STEP = 0.3, 0.001
NOON = datetime(2026, 11, 22, 12)


@pytest.fixture(autouse=True)
def own_locks(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Locks in a folder of the test's own, and no waiting for one that should be free."""
    folder = str(tmp_path_factory.mktemp("locks"))
    monkeypatch.setattr(locks.tempfile, "gettempdir", lambda: folder)
    monkeypatch.setattr(locks, "WAIT", 0)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A small ledger with a backup to lose."""
    path = tmp_path / "台 帳.xlsx"
    path.write_bytes(small_file())
    make_backup(path, small_file(), NOON)
    return path


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    """The file after none, one, two ... changes, made without being killed."""
    path = tmp_path_factory.mktemp("known") / "a.xlsx"
    path.write_bytes(small_file())
    found = [small_file()]
    for _ in range(LONGEST):
        change(path)
        found.append(path.read_bytes())
    for data in found:
        assert open_package(Package(data, "a")).whole
    assert len(set(found)) == len(found)
    return found


def plan(opened: Opened) -> Change:
    """The next of a row of changes: a parameter one step up and one fill more."""
    number = round((n(opened.inputs.cells["rebalance_band"]) - FIRST) / STEP) + 1
    fill = {"id": f"K{number}", "side": "売", "qty": 1000.0, "price": 130.0, "quote": 130.0, "time": 44960.5 + number}
    return Change((SetParameter("rebalance_band", round(FIRST + number * STEP, 6)), AppendRow("log", fill)))


def change(path: Path) -> None:
    change_file(path, plan, command="test", summary=Text("試", "try"), now=lambda: NOON)


def child(work: Callable[[], None]) -> int:
    """A process of its own that does the work, then ends without cleaning up; its number."""
    number = os.fork()
    if number == 0:
        code = 1
        try:
            work()
            code = 0
        finally:
            os._exit(code)
    return number


def killed(number: int) -> bool:
    """Whether the process that has ended was killed, and not done or broken."""
    code = os.waitstatus_to_exitcode(os.waitpid(number, 0)[1])
    assert code in (0, -signal.SIGKILL), "the child failed on its own"
    return code != 0


def check(path: Path, known: list[bytes]) -> None:
    """The file is one of the known ones; the lock is free; the next command leaves nothing of the killed one's."""
    whole = path.read_bytes() in known
    assert whole
    with Transaction(path):
        pass
    assert [item.name for item in path.parent.iterdir() if item.is_file()] == [path.name]
    backups = [item.path for item in list_backups(path)]
    assert sorted(folder_of(path).iterdir()) == sorted(backups), "a temporary file among the backups"
    for backup in backups:
        whole = backup.read_bytes() in known
        assert whole, f"{backup.name} is no whole file"


def test_killed_at_random_moments(path: Path, known: list[bytes]) -> None:
    chance = random.Random(SEED)
    started = time.perf_counter()
    change(path)
    usual = time.perf_counter() - started

    def work() -> None:
        for _ in range(LONGEST):
            change(path)

    kills = 0
    for _ in range(KILLS):
        path.write_bytes(known[0])
        number = child(work)
        time.sleep(chance.uniform(0, 1.5 * usual))
        os.kill(number, signal.SIGKILL)
        kills += killed(number)
        check(path, known)
    assert kills > KILLS * 0.9, "the children were too quick to be killed"


POINTS = ("mkstemp", "fdopen", "fsync", "chmod", "chown", "link", "unlink", "replace", "close")


def planted(point: str, call: int, after: bool) -> None:
    """From here on this process dies at that call of a function of the system, before or after its effect."""
    owner = files.tempfile if point == "mkstemp" else os
    real = getattr(owner, point)
    calls = iter(range(call))

    def deadly(*given: object, **named: object) -> object:
        last = next(calls, None) == call - 1
        if last and not after:
            os.kill(os.getpid(), signal.SIGKILL)
        try:
            return real(*given, **named)
        finally:
            if last:
                os.kill(os.getpid(), signal.SIGKILL)

    setattr(owner, point, deadly)


def moments() -> Iterator[tuple[str, int, bool]]:
    for point in POINTS:
        for call in (1, 2):
            yield point, call, False
            yield point, call, True


@pytest.mark.parametrize(("point", "call", "after"), list(moments()))
def test_killed_at_a_planted_moment(path: Path, known: list[bytes], point: str, call: int, after: bool) -> None:
    """Before and after each step of writing the backup (the first call) and the file (the second)."""

    def work() -> None:
        planted(point, call, after)
        change(path)

    died = killed(child(work))
    replaced = path.read_bytes() == known[1]
    check(path, known)
    if not died:
        assert (point, call) in {("link", 2), ("replace", 2)}, "this moment does not exist"
    elif point != "replace" or not after:
        assert not replaced or (point, call) in {("unlink", 2), ("close", 2)}
    else:
        assert replaced
    if died and replaced:
        assert same(list_backups(path)[-1].path, known[0]), "the backup was there first"
    path.write_bytes(known[0])
    change(path)
    assert same(path, known[1])


def test_half_written_bytes_reach_neither_the_file_nor_the_backups(path: Path, known: list[bytes]) -> None:
    """Killed in the middle of writing: a temporary file of half the bytes is all that is left, and not for long."""

    def work() -> None:
        real = os.fdopen

        def half(handle: int, mode: str) -> object:
            stream = real(handle, mode)

            class Half:
                def __enter__(self) -> "Half":
                    return self

                def __exit__(self, *_: object) -> None: ...

                def write(self, data: bytes) -> None:
                    stream.write(data[: len(data) // 2])
                    stream.flush()
                    if stat.S_ISREG(os.fstat(handle).st_mode):
                        os.kill(os.getpid(), signal.SIGKILL)

            return Half()

        os.fdopen = half  # type: ignore[assignment]  # this process ends inside it
        change(path)

    assert killed(child(work))
    left = [item for item in folder_of(path).iterdir() if item.name.startswith(".hedge-xl-")]
    assert [item.stat().st_size for item in left] == [len(known[0]) // 2]
    check(path, known)
