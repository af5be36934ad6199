"""``hedge-xl excel attach``: Excel imports the functions and saves, or the file stays as it was."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from command import Run
from excel_stand_in import ComError, refused
from windows_stand_in import SECURITY, StandIn

from hedge_xl import __version__
from hedge_xl.core.errors import HedgeError
from workbook import backups
from workbook.change import Change, SetParameter
from workbook.commands import excel as command
from workbook.edit import edited
from workbook.editions.conf_sheet import UDF_MODULES
from workbook.errors import FileError
from workbook.package import Package
from workbook.read import open_package
from workbook.windows import attach as module
from workbook.windows.attach import Excel, attach

ROOT = Path(__file__).parents[2]
DATA = (ROOT / "templates/ledger.ja.excel.xlsm").read_bytes()


@dataclass
class Program:
    """Excel as `attach` starts it; ``saves`` is what it makes of the file."""

    path: Path
    status: Any = __version__
    saves: Callable[[bytes], bytes] = lambda data: data + b""
    fails_at: str = ""
    done: list[str] = field(default_factory=list)

    def _do(self, what: str) -> None:
        self.done.append(what)
        if what == self.fails_at:
            raise refused(f"{what} failed")

    def excel(self, file: str) -> Excel:
        return Excel(self._start, self._import, (ComError,))

    def _start(self) -> Any:
        self._do("start")
        api = SimpleNamespace(CalculateFull=lambda: self._do("calculate"))
        return SimpleNamespace(
            api=api, books=SimpleNamespace(open=self._open), quit=lambda: self._do("quit"), display_alerts=True
        )

    def _open(self, path: str) -> Any:
        assert Path(path) == self.path
        self._do("open")
        cell = SimpleNamespace(api=SimpleNamespace(Value2=self.status))
        sheet = SimpleNamespace(range=lambda first, last: cell)
        return SimpleNamespace(
            api="the book", sheets={"はじめに": sheet}, save=self._save, close=lambda: self._do("close")
        )

    def _import(self, modules: str, book: Any) -> None:
        assert (modules, book) == (UDF_MODULES, "the book")
        self._do("import")

    def _save(self) -> None:
        self._do("save")
        self.path.write_bytes(self.saves(self.path.read_bytes()))


@pytest.fixture
def program(tmp_path: Path) -> Program:
    path = tmp_path / "my.xlsm"
    path.write_bytes(DATA)
    return Program(path)


def untouched(program: Program) -> bool:
    """Compared here: pytest would spell out the difference of two files for minutes."""
    return program.path.read_bytes() == DATA


def test_functions_are_imported_and_saved(program: Program) -> None:
    done = attach(program.path, StandIn(), program.excel)
    assert program.done == ["start", "open", "import", "calculate", "save", "close", "quit"]
    assert done.shown == __version__
    assert done.backup is not None
    assert (done.backup.read_bytes() == DATA) is True


def test_a_dry_run_starts_nothing(program: Program) -> None:
    assert attach(program.path, StandIn(), program.excel, dry_run=True).backup is None
    assert not program.done


@pytest.mark.parametrize("fails_at", ["start", "open", "import", "calculate", "save"])
def test_excel_failing_leaves_the_file(program: Program, fails_at: str) -> None:
    program.fails_at = fails_at
    with pytest.raises(FileError, match=f"{fails_at} failed") as caught:
        attach(program.path, StandIn(), program.excel)
    assert "hedge-xl excel doctor my.xlsm" in caught.value.message("en")
    assert untouched(program)
    assert ("quit" in program.done) == (fails_at != "start")


@pytest.mark.parametrize("status", [-2146826259, None, "0.0"])
def test_functions_that_do_not_run_are_not_saved(program: Program, status: Any) -> None:
    program.status = status
    with pytest.raises(FileError, match="動いていません"):
        attach(program.path, StandIn(), program.excel)
    assert "save" not in program.done
    assert program.done[-1] == "quit"
    assert untouched(program)


def test_other_inputs_are_put_back(program: Program) -> None:
    def other(data: bytes) -> bytes:
        return edited(open_package(Package(data, "my.xlsm")), Change((SetParameter("trend_step", 0.07),)))

    program.saves = other
    with pytest.raises(FileError, match="trend_step"):
        attach(program.path, StandIn(), program.excel)
    assert untouched(program)


def test_a_file_that_excel_broke_is_put_back(program: Program) -> None:
    program.saves = lambda data: data[:1000]
    with pytest.raises(FileError, match="元に戻しました"):
        attach(program.path, StandIn(), program.excel)
    assert untouched(program)


def refusals() -> dict[str, tuple[Callable[[StandIn, Program], object], str]]:
    native = (ROOT / "templates/ledger.ja.native.xlsx").read_bytes()
    return {
        "elsewhere": (lambda m, p: setattr(m, "windows", False), "Windowsだけ"),
        "not trusted": (lambda m, p: m.keys[SECURITY].update(AccessVBOM=0), "トラスト センター"),
        "no excel": (lambda m, p: m.keys.clear(), "Excelを入れる"),
        "downloaded": (lambda m, p: m.notes.update({str(p.path): "ZoneId=3"}), "Unblock-File"),
        "other edition": (lambda m, p: p.path.write_bytes(native), "rehost my.xlsm --to excel"),
        "no workbook": (lambda m, p: p.path.write_bytes(b"PK"), "my.xlsm"),
        "open": (lambda m, p: p.path.with_name("~$my.xlsm").write_bytes(b"\x02me"), "開かれています"),
    }


@pytest.mark.parametrize("case", refusals())
def test_refused_before_excel_is_started(program: Program, case: str) -> None:
    machine = StandIn()
    spoil, words = refusals()[case]
    spoil(machine, program)
    before = program.path.read_bytes()
    with pytest.raises(HedgeError, match=words):
        attach(program.path, machine, program.excel)
    assert not program.done
    assert (program.path.read_bytes() == before) is True
    assert not backups.list_backups(program.path)


def test_the_command(run: Run, program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "ThisMachine", StandIn)
    monkeypatch.setattr(command, "attach", lambda path, machine, **k: attach(path, machine, program.excel, **k))
    would = run("excel", "attach", program.path, "--dry-run")
    assert "取り込めます" in would.out
    done = run("excel", "attach", program.path, "--json")
    assert json.loads(done.out)["version"] == __version__
    assert "functions imported" in run("excel", "attach", program.path, "--lang", "en").out


def test_windows_without_xlwings(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    from workbook.live import excel

    monkeypatch.setattr(excel.sys, "platform", "win32")
    monkeypatch.setitem(excel.sys.modules, "xlwings", None)
    with pytest.raises(FileError, match="pip install"):
        module.this_excel("my.xlsm")
