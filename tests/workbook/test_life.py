"""The life of a ledger: whatever its user has added and whatever commands run, killed or not, nothing is lost."""

import os
import random
import signal
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from belongings import belongings, littered, lost
from confined import SUPPORTED, command
from customise import EDITS
from customise_values import differences
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from life import KINDS, Life, Step, born, typed_below

from hedge_xl.core.language import LANGUAGES, Language
from workbook.commands.common import CLEAN, FINDINGS
from workbook.read import open_workbook
from workbook.recalc import LibreOffice
from workbook.spec import Inputs
from workbook.validate import findings_of

EXAMPLES = 25
# Of warnings, those that speak of the file; the others speak of what these months and prices happen to be.
ABOUT_FILE = ("formula", "value", "extended", "below", "missing", "range", "calculated", "format", "hidden", "guard")

GROWING = ("month", "fill", "import", "market")
# What touches the cells around our tables comes up more often than what only adds parts.
AROUND = (
    *("column inserted", "own column at the end of a table", "columns beside the tables", "notes under the policy"),
    *("totals row", "filtered table", "hidden rows and columns", "own sheet", "own rules", "chart over our table"),
)
steps = st.lists(
    st.builds(Step, st.sampled_from((*KINDS, *GROWING, *GROWING)), st.integers(0, 30), st.integers(0, 30)),
    min_size=2,
    max_size=6,
)
customisations = st.tuples(
    st.lists(st.sampled_from(AROUND), unique=True, min_size=2, max_size=5),
    st.lists(st.sampled_from([name for name in EDITS if name not in AROUND]), unique=True, max_size=3),
).map(lambda chosen: [name for name in EDITS if name in (*chosen[0], *chosen[1])])


def do(life: Life, step: Step) -> None:
    """A step through the command line, and everything that must hold after it."""
    before, arguments, expected, changes = life.path.read_bytes(), *KINDS[step.kind](life, step)
    code, out, err = command(*arguments)
    assert code in (CLEAN, FINDINGS, 3), (arguments, out, err)
    assert changes or life.path.read_bytes() == before, arguments
    life.inputs = expected
    check(life, life.path.read_bytes() if step.kind == "restore" else before)  # what came later is gone, as asked


def check(life: Life, before: bytes) -> None:
    after = life.path.read_bytes()
    opened = open_workbook(life.path)
    assert without_journal(opened.inputs) == without_journal(life.inputs)
    assert file_codes(life.path) <= life.codes, [item.line("en") for item in findings_of(opened)]
    if after != before:
        was, now = belongings(before), belongings(after)
        assert lost(was, now) == []
        assert littered(was, now) == []
    life.remember()


def without_journal(inputs: Inputs) -> tuple[object, ...]:
    tables = {key: rows for key, rows in inputs.tables.items() if key != "journal"}
    return inputs.cells, tables, inputs.below


def file_codes(path: Path) -> set[str]:
    """What the validator says about the file itself, not about what its months hold."""
    found = findings_of(open_workbook(path))
    return {item.code for item in found if item.severity == "error" or any(word in item.code for word in ABOUT_FILE)}


def begun(folder: Path, language: Language, months: int, fills: int, names: list[str], seed: int) -> Life:
    life = born(folder / "台帳.xlsx", language, months, fills, names, seed)
    life.codes = file_codes(life.path)
    return life


@given(
    language=st.sampled_from(LANGUAGES),
    months=st.integers(1, 4),
    fills=st.integers(0, 6),
    names=customisations,
    seed=st.integers(0, 5),
    life_of=steps,
)
@settings(
    phases=(Phase.explicit, Phase.generate),  # a life takes a second: to make a failure smaller takes minutes
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=bool(os.environ.get("CI")),
)
def test_nothing_is_lost(
    language: Language, months: int, fills: int, names: list[str], seed: int, life_of: list[Step]
) -> None:
    with TemporaryDirectory() as folder:
        life = begun(Path(folder), language, months, fills, names, seed)
        for step in life_of:
            do(life, step)


@pytest.mark.parametrize("seed", range(3))
def test_a_fault_is_found_and_mended(seed: int, tmp_path: Path) -> None:
    """A fill typed under the log: exactly that is found, and `doctor --fix` takes it into the table."""
    life = begun(tmp_path, "ja", 4, 3, ["own sheet", "columns beside the tables", "comments"], seed)
    do(life, Step("fill", seed, 7))
    clean = file_codes(life.path)
    assert typed_below(life)
    assert "log-below-table" in file_codes(life.path) - clean
    assert command("doctor", life.path, "--fix")[0] in (CLEAN, FINDINGS)
    before = life.path.read_bytes()
    check(life, before)
    assert file_codes(life.path) == clean
    do(life, Step("month", seed, 3))


@pytest.mark.skipif(not SUPPORTED, reason="a child is forked and killed")
@pytest.mark.parametrize("seed", range(12))
def test_killed_at_any_moment(seed: int, tmp_path: Path) -> None:
    """The file is the old one or the new one, and the next command works as if nothing had happened."""
    chance = random.Random(seed)
    life = begun(tmp_path, "ja", 3, 4, [*AROUND[2:6], "own sheet", "shared strings", "calculation chain"], seed)
    old, before = life.inputs, life.path.read_bytes()
    arguments, new, _ = KINDS[chance.choice(("month", "fill", "import", "market"))](life, Step("", seed, seed))
    killed(lambda: command(*arguments), chance.random() * 0.12)
    life.inputs = old if life.path.read_bytes() == before else new
    check(life, before)
    do(life, Step("doctor", 0, 0))
    do(life, Step("month", seed, seed))


def killed(work: Callable[[], object], after: float) -> None:
    """The work in a forked child that is killed after so many seconds."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def test_at_the_end_libreoffice_agrees(libreoffice: LibreOffice, tmp_path: Path) -> None:
    """After a life of commands, every value that the files hold is what LibreOffice computes."""
    paths = []
    for seed in range(4):
        folder = tmp_path / str(seed)
        folder.mkdir()
        names = [name for name in EDITS if random.Random(f"{seed}{name}").random() < 0.4]
        life = begun(folder, LANGUAGES[seed % 2], 1 + seed, 2 * seed, names, seed)
        for kind in ("fill", "month", "import", "market", "month", "fill"):
            do(life, Step(kind, 7 * seed + len(kind), 5 * seed))
        paths.append(life.path.rename(tmp_path / f"{seed}.xlsx"))
    for ours, theirs in zip(paths, libreoffice.recalculate(paths, tmp_path / "out"), strict=True):
        assert list(differences(open_workbook(ours), open_workbook(theirs))) == []
