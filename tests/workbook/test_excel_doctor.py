"""``hedge-xl excel doctor``: every verdict, on a computer that stands in for one with Windows."""

import json
import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from command import Run
from windows_stand_in import APP_PATH, COM, POLICY, PYTHON, SECURITY, StandIn, told

from hedge_xl import __version__
from hedge_xl.core.language import LANGUAGES
from workbook.commands import excel as command
from workbook.windows.examination import examined
from workbook.windows.machine import ThisMachine, bits_of
from workbook.windows.python_probes import ASK, located

ROOT = Path(__file__).parents[2]
EDITION = ROOT / "templates/ledger.ja.excel.xlsm"
Spoil = Callable[[StandIn], object]


def levels(machine: StandIn, path: Path | None = None) -> dict[str, str]:
    return {verdict.code: verdict.level for verdict in examined(machine, path)}


def test_all_is_well() -> None:
    found = levels(StandIn(), EDITION)
    assert set(found.values()) == {"ok", "info"}
    assert {"python", "xlwings", "functions", "excel", "com", "vba-access", "macros", "dll"} <= set(found)
    assert {"edition", "not-blocked", "local"} <= set(found)


def setting(key: str, name: str, value: int) -> Spoil:
    return lambda machine: machine.keys.setdefault(key, {}).update({name: value})


FAULTS: dict[str, tuple[Spoil, str, str, str]] = {
    "python-missing": (lambda m: m.paths.clear(), "error", "見つかりません", r"C:\venv\Scripts\pythonw.exe"),
    "python-fails": (lambda m: setattr(m, "answer", (1, "boom")), "error", "1 boom", "Interpreter_Win"),
    "python-old": (lambda m: setattr(m, "answer", (0, told(version=[3, 10, 1]))), "error", "3.10.1", "3.11"),
    "python-store": (
        lambda m: m.paths.update(pythonw=r"C:\Users\me\AppData\Local\Microsoft\WindowsApps\pythonw.exe"),
        "warning",
        "Microsoft Store",
        "python.org",
    ),
    "xlwings-missing": (lambda m: setattr(m, "answer", (0, told(xlwings=""))), "error", "xlwings が", "pip install"),
    "pywin32-missing": (lambda m: setattr(m, "answer", (0, told(pywin32=""))), "error", "pywin32 が", "pip install"),
    "hedge_xl-missing": (
        lambda m: setattr(m, "answer", (0, told(**{"hedge-xl": ""}))),
        "error",
        "hedge_xl が",
        r'"C:\Python312\python.exe" -m pip install',
    ),
    "hedge_xl-version": (
        lambda m: setattr(m, "answer", (0, told(**{"hedge-xl": "0.1"}))),
        "warning",
        __version__,
        "install -U",
    ),
    "functions-broken": (
        lambda m: setattr(m, "answer", (0, told(error="ImportError: DLL load failed"))),
        "error",
        "DLL load failed",
        "--force-reinstall",
    ),
    "excel-missing": (lambda m: m.keys.pop(APP_PATH), "error", "見つかりません", "rehost FILE --to native"),
    "com-missing": (lambda m: m.keys.pop(COM), "error", "COM", "クイック修復"),
    "vba-access-off": (setting(SECURITY, "AccessVBOM", 0), "error", "取り込めません", "トラスト センター"),
    "macros-off": (setting(SECURITY, "VBAWarnings", 4), "error", "すべてのマクロ", "コンテンツの有効化"),
    "dll-missing": (lambda m: setattr(m, "excel_bits", 32), "error", "xlwings32-0.37.8.dll", "xlwings==0.37.8"),
}


@pytest.mark.parametrize("code", FAULTS)
def test_a_fault_is_named_with_its_cure(code: str) -> None:
    spoil, level, words, cure = FAULTS[code]
    machine = StandIn()
    spoil(machine)
    found = {verdict.code: verdict for verdict in examined(machine, None)}
    assert found[code].level == level
    assert words in found[code].text.ja
    assert cure in (found[code].fix.ja if found[code].fix else "")
    assert found[code].fix is not None
    for language in LANGUAGES:
        assert len(found[code].lines(language)) == 2
        assert "{" not in "".join(found[code].lines(language))


@pytest.mark.parametrize("name", ["AccessVBOM", "VBAWarnings"])
def test_what_a_policy_sets_goes_before_the_users_choice(name: str) -> None:
    machine = StandIn()
    setting(POLICY, name, 4 if name == "VBAWarnings" else 0)(machine)
    (bad,) = (verdict for verdict in examined(machine, None) if verdict.bad)
    assert "グループ ポリシー" in (bad.fix.ja if bad.fix else "")
    setting(SECURITY, name, 4 if name == "VBAWarnings" else 0)(machine)
    setting(POLICY, name, 2 if name == "VBAWarnings" else 1)(machine)
    assert not any(verdict.bad for verdict in examined(machine, None))


def test_signed_macros_only() -> None:
    machine = StandIn()
    setting(SECURITY, "VBAWarnings", 3)(machine)
    (bad,) = (verdict for verdict in examined(machine, None) if verdict.bad)
    assert "署名" in bad.text.ja


def test_an_excel_that_was_never_asked_keeps_vba_shut() -> None:
    machine = StandIn()
    machine.keys.pop(SECURITY)
    assert levels(machine)["vba-access-off"] == "error"
    assert levels(machine)["macros"] == "ok"


def test_the_library_may_lie_above_a_virtual_environment() -> None:
    machine = StandIn()
    machine.paths["pythonw"] = r"C:\venv\Scripts\pythonw.exe"
    assert levels(machine)["dll-missing"] == "error"
    machine.files.add(r"C:\venv\xlwings64-0.37.8.dll")
    assert levels(machine)["dll"] == "ok"


def test_where_the_bits_are_not_known_nothing_is_said_of_the_library() -> None:
    machine = StandIn(excel_bits=None)
    for values in machine.keys.values():
        values.pop("Platform", None)
    assert not {"dll", "dll-missing"} & set(levels(machine))


def test_the_add_in_is_no_matter() -> None:
    machine = StandIn()
    assert levels(machine)["no-addin"] == "info"
    machine.files.add(r"C:\Users\me\AppData\Roaming\Microsoft\Excel\XLSTART\xlwings.xlam")
    assert levels(machine)["addin"] == "info"


def test_the_python_that_the_workbook_names_is_asked() -> None:
    machine = StandIn()
    assert located(machine, "") == PYTHON
    machine.files.add(r"D:\mine\pythonw.exe")
    assert located(machine, r"D:\mine\pythonw.exe") == r"D:\mine\pythonw.exe"
    assert located(machine, r"D:\gone\pythonw.exe") is None
    examined(machine, None)
    assert machine.ran == [[r"C:\Python312\python.exe", "-c", ASK]]  # pythonw may print nothing


@pytest.mark.parametrize(("zone", "level"), [("3", "error"), ("4", "error"), ("1", "ok"), ("2", "ok")])
def test_what_was_downloaded_is_blocked(zone: str, level: str) -> None:
    machine = StandIn(notes={str(EDITION): f"[ZoneTransfer]\r\nZoneId={zone}\r\nHostUrl=https://example.com/"})
    assert levels(machine, EDITION)["blocked" if level == "error" else "not-blocked"] == level


def test_onedrive() -> None:
    machine = StandIn()
    machine.variables["OneDriveConsumer"] = str(EDITION.parents[1]).replace("/", "\\")
    assert levels(machine, EDITION)["onedrive"] == "warning"
    machine.variables["OneDriveConsumer"] += "-other"
    assert levels(machine, EDITION)["local"] == "ok"


def test_another_edition_and_another_xlwings() -> None:
    assert levels(StandIn(), ROOT / "templates/ledger.ja.native.xlsx")["edition"] == "warning"
    machine = StandIn(answer=(0, told(xlwings="0.36.0")))
    found = {verdict.code: verdict for verdict in examined(machine, EDITION)}
    assert found["xlwings-version"].level == "error"
    assert "0.36.0" in found["xlwings-version"].text.en


# --- the command, and what this computer answers ----------------------------------------------------


def test_the_command(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    machine = StandIn()
    monkeypatch.setattr(command, "ThisMachine", lambda: machine)
    fine = run("excel", "doctor", EDITION)
    assert (fine.code, fine.out.splitlines()[-1]) == (0, "問題は見つかりませんでした")
    machine.paths.clear()
    bad = run("excel", "doctor", EDITION, "--lang", "en")
    assert (bad.code, bad.out.splitlines()[-1]) == (1, "to put right: 1")
    data = json.loads(run("excel", "doctor", "--json").out)
    assert (data["healthy"], data["found"][0]["code"]) == (False, "python-missing")
    assert set(data["found"][0]["fix"]) == {"ja", "en"}


@pytest.mark.skipif(sys.platform == "win32", reason="it runs there")
@pytest.mark.parametrize("what", ["doctor", "attach"])
def test_elsewhere_both_say_that_they_run_on_windows_only(run: Run, what: str, tmp_path: Path) -> None:
    (tmp_path / "my.xlsm").write_bytes(EDITION.read_bytes())
    assert "Windowsだけで" in run("excel", what, "my.xlsm").error
    assert "Windows only" in run("excel", what, "my.xlsm", "--lang", "en").error


def test_a_python_answers_the_question() -> None:
    done = subprocess.run([sys.executable, "-c", ASK], capture_output=True, check=True)
    data = json.loads(done.stdout)
    assert data["version"] == list(sys.version_info[:3])
    assert data["bits"] == struct.calcsize("P") * 8
    assert bool(data["error"]) == (sys.platform != "win32")  # elsewhere there is no COM


def test_this_computer_answers_without_failing(tmp_path: Path) -> None:
    machine = ThisMachine()
    assert machine.run([sys.executable, "-c", "print(1)"]) == (0, f"1{chr(10)}")
    assert machine.run([str(tmp_path / "nothing")])[0] == -1
    assert machine.stream(str(tmp_path / "nothing"), "Zone.Identifier") is None
    assert machine.bits(str(tmp_path / "nothing")) is None
    assert machine.exists(sys.executable)
    assert machine.which("no-such-program") is None


@pytest.mark.parametrize(("kind", "bits"), [(0x14C, 32), (0x8664, 64), (0xAA64, 64), (0x1234, None)])
def test_the_bits_of_a_program(kind: int, bits: int | None) -> None:
    head = b"MZ".ljust(0x3C, b"\0") + struct.pack("<I", 0x80)
    assert bits_of(head.ljust(0x80, b"\0") + b"PE\0\0" + struct.pack("<H", kind)) == bits
    assert bits_of(head) is None
    assert bits_of(b"#!") is None
