"""Thousands of mutants of real files: each is read, or refused in one line; nothing else happens, and nothing long.

A failure names its number: ``python -m pytest tests/workbook/test_fuzz.py --tb=short`` runs it again, and
`examined(number)` runs it alone. HEDGE_XL_FUZZ sets how many are made.
"""

import json
import multiprocessing
import os
import sys
import time
import traceback
import warnings
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from command import Run
from mutants import mutant

from hedge_xl import HedgeError
from hedge_xl.core.language import LANGUAGES
from workbook.change import changed
from workbook.commands.common import CLEAN, FINDINGS, UNUSABLE
from workbook.edit import edited
from workbook.ledger.month_update import MonthEntry, MonthOptions, plan_months
from workbook.package import Package
from workbook.proof import prove
from workbook.read import open_package
from workbook.transaction import own_parts, refuse_unsafe
from workbook.validate import findings_of

MUTANTS = int(os.environ.get("HEDGE_XL_FUZZ", "10000" if os.environ.get("CI") else "2000"))
SECONDS = 5.0  # of processor time, for any one
ENTRY = MonthEntry(date(2023, 1, 31), a_usd=76200.0, spot=131.0, swap=-100.0)
OPTIONS = MonthOptions(gap=True, correct=False, freeze=True)
PROCESSES = 2


def examined(number: int, write: bool = True) -> str:
    """What came of a mutant: refused, read or written; a fault if it is anything else."""
    data = mutant(number)
    started = time.process_time()
    try:
        came = _used(data, write)
    except HedgeError as error:
        came = _fault_of_message(error) or "refused"
    except Exception as error:
        where = " < ".join(
            f"{step.filename.rpartition('/')[2]}:{step.lineno}"
            for step in traceback.extract_tb(error.__traceback__)[:-5:-1]
        )
        came = f"fault: {type(error).__name__}: {error} at {where}"
    taken = time.process_time() - started
    return came if taken < SECONDS else f"fault: {taken:.1f} seconds ({came})"


def _used(data: bytes, write: bool) -> str:
    opened = open_package(Package(data, "mutant.xlsx"))
    for finding in findings_of(opened):
        assert all(len(finding.line(language).splitlines()) == 1 for language in LANGUAGES)
        json.dumps(finding.as_json(), ensure_ascii=False).encode()
    if not opened.whole or not write:
        return "read"
    plan = plan_months(opened.inputs, opened.language, [ENTRY], OPTIONS, lambda table, row: None)
    expected = changed(opened.inputs, plan.change)
    refuse_unsafe(opened, expected)
    new = edited(opened, plan.change)
    prove(data, new, "mutant.xlsx", command="update", expected=expected, touched=own_parts(opened, expected))
    return "written"


def _fault_of_message(error: HedgeError) -> str:
    lines = [error.message(language) for language in LANGUAGES]
    sound = all(len(line.splitlines()) == 1 and line.encode() for line in lines)
    return "" if sound else f"fault: message {lines}"


def _examined_all(numbers: range) -> list[tuple[int, str]]:
    return [(number, examined(number, write=number % 4 == 0)) for number in numbers]


def test_no_mutant_does_anything_but_be_read_or_refused() -> None:
    numbers = [range(start, min(start + 100, MUTANTS)) for start in range(0, MUTANTS, 100)]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the children start no threads
        with multiprocessing.get_context("fork").Pool(PROCESSES) as pool:
            came = [item for chunk in pool.imap_unordered(_examined_all, numbers) for item in chunk]
    faults = sorted((number, what) for number, what in came if what.startswith("fault"))
    assert not faults, f"{len(faults)} of {len(came)}, first: {faults[:5]}"
    counted = Counter(what for _, what in came)
    assert min(counted[what] for what in ("refused", "read", "written")) > MUTANTS // 100, counted


def test_a_mutant_is_the_same_every_time() -> None:
    assert [mutant(number) for number in range(40)] == [mutant(number) for number in range(40)]
    assert len({mutant(number) for number in range(40)}) > 35


def test_a_fault_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is raised that is not ours, or takes too long, is told with the place it came from."""

    def broken(data: bytes, write: bool) -> str:
        raise KeyError("x")

    monkeypatch.setattr(sys.modules[__name__], "_used", broken)
    assert examined(0).startswith("fault: KeyError: 'x' at test_fuzz.py:")
    monkeypatch.setattr(sys.modules[__name__], "SECONDS", -1.0)
    assert "seconds" in examined(0)


@pytest.mark.parametrize("number", range(0, 60, 2))
def test_a_command_leaves_a_mutant_alone(number: int, run: Run, tmp_path: Path) -> None:
    """A dry run through the command line: the file's bytes and the folder are as before."""
    data = mutant(number)
    path = tmp_path / "mutant.xlsx"
    path.write_bytes(data)
    for arguments in (
        ("validate", path),
        ("update", path, "--month", "2023-01", "--a-usd", "1", "--spot", "131", "--dry-run"),
    ):
        result = run(*arguments)
        assert result.code in (CLEAN, FINDINGS, UNUSABLE)
        assert result.code != UNUSABLE or result.error
    assert path.read_bytes() == data
    assert [item.name for item in tmp_path.iterdir()] == ["mutant.xlsx"]
