"""Prints the ratios for a large ledger as Markdown: ``python tests/benchmarks/ledger_ratios.py [--fills N] [--write]``.

Each side is a process of its own on a fresh copy of the same file of 120 months and 100,000 fills, timed from where
its modules are imported. Both take turns, and medians are compared. ``--write`` puts the table into the READMEs.
"""

import csv
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from big_ledger import FILLS, MONTHS, big_inputs, big_ledger
from table import LEDGER_MARKS, READMES, ROOT, Measured, header, placed, row

from hedge_xl.core.language import Text
from workbook.serials import from_serial
from workbook.spec import Inputs
from workbook.twin import n

RUNS = 3
REPORT = "used.txt"
OPENPYXL = "import csv\nfrom openpyxl import Workbook, load_workbook"
COMPARED = ("openpyxl", "python-calamine", "XlsxWriter")
UPDATE = ("--month", "2023-01", "--a-usd", "75010", "--spot", "130.5", "--spx", "4076", "--swap", "-15000")
TIMED = """
import sys, time
{imports}
*arguments, report = sys.argv[1:]
start = time.perf_counter()
{work}
seconds = time.perf_counter() - start
with open("/proc/self/status") as status, open(report, "w") as file:
    peak = next(line.split()[1] for line in status if line.startswith("VmHWM"))  # kB
    file.write(f"{{seconds}} {{peak}}")
"""
"""One side: what it imports is not timed."""

COMMAND = """
try:
    cli.main(arguments)
except SystemExit as ended:
    code = ended.code or 0
    assert code in (0, 1, 3), code
"""
CALAMINE = """
book = CalamineWorkbook.from_path(arguments[0])
values = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
"""
ITERATE = """
cells = sum(1 for sheet in load_workbook(arguments[0], read_only=True) for row in sheet.iter_rows() for cell in row)
"""
LOAD_SAVE = """
load_workbook(arguments[0]).save(arguments[0])
"""
# The same log as a new file: every fill with the formulas of its row.
WRITE = """
ledger = load_workbook(arguments[0])
log = next(sheet for sheet in ledger if "ExecutionLog" in sheet.tables)
top = int(log.tables["ExecutionLog"].ref.split(":")[0].strip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
formulas = [cell.value for cell in log[top + 1]]
heads = [cell.value for cell in log[top]]
book = Workbook()
sheet = book.active
with open(arguments[1], encoding="utf-8") as source:
    for fill in csv.DictReader(source):
        values = [fill.get(head) for head in heads]
        sheet.append([float(v) if k in (2, 3, 4) else v or f for k, (v, f) in enumerate(zip(values, formulas))])
book.save(arguments[0])
"""

BUILDING = """
import sys
sys.path.insert(0, {folder!r})
from datetime import datetime
from big_ledger import big_inputs
from workbook.build import build
from workbook.ledger import LEDGER
inputs = big_inputs(fills={fills})
"""
BUILD = """
data = build(LEDGER, inputs, "ja", modified=datetime(2023, 1, 1))
open(arguments[0], "wb").write(data)
"""
# As many cells as the ledger has, each with a font, a border, a fill and a format, and nothing else.
STYLES = """
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Border, Font, PatternFill, Side
book = load_workbook(sys.argv[1])
cells = sum(1 for sheet in book for row in sheet.iter_rows() for cell in row if cell.has_style)
line = Side(style="thin")
font, border, fill = Font(name="Yu Gothic", size=10), Border(line, line, line, line), PatternFill("solid", "FFF7D6")
"""
STYLED = """
book = Workbook()
sheet = book.active
for number in range(cells):
    cell = sheet.cell(number // 20 + 1, number % 20 + 1, number / 7)
    cell.font, cell.border, cell.fill, cell.number_format = font, border, fill, "#,##0.00"
book.save(arguments[0])
"""
XLSXWRITER = """
import csv
from openpyxl import load_workbook
from xlsxwriter import Workbook
ledger = load_workbook(sys.argv[1])
log = next(sheet for sheet in ledger if "ExecutionLog" in sheet.tables)
top = int(log.tables["ExecutionLog"].ref.split(":")[0].strip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
formulas = [cell.value for cell in log[top + 1]]
heads = [cell.value for cell in log[top]]
"""
WRITE_XLSXWRITER = """
book = Workbook(arguments[0])
sheet = book.add_worksheet()
with open(arguments[1], encoding="utf-8") as source:
    for number, fill in enumerate(csv.DictReader(source)):
        values = [fill.get(head) for head in heads]
        row = [float(v) if k in (2, 3, 4) else v or f for k, (v, f) in enumerate(zip(values, formulas))]
        sheet.write_row(number, 0, row)
book.close()
"""


@dataclass(frozen=True)
class Used:
    """What a process took: seconds and bytes at its peak."""

    seconds: float
    memory: int


@dataclass(frozen=True)
class Case:
    """Two command lines on a copy of a file; the limits are the largest ratios of ours to theirs."""

    name: Text
    other: Text
    file: str
    ours: Callable[[Path], Sequence[str]]
    theirs: Callable[[Path], Sequence[str]]
    limit: float
    memory: float | None = None


def cases(folder: Path, fills: int) -> list[Case]:
    """Every comparison."""
    size = Text(f"{MONTHS}か月・{fills:,}約定", f"{MONTHS} months, {fills:,} fills")
    source = str(folder / "fills.csv")

    def python(imports: str, work: str, *more: str) -> Callable[[Path], Sequence[str]]:
        code = TIMED.format(imports=imports, work=work)
        return lambda file: (sys.executable, "-c", code, str(file), *more, str(file.parent / REPORT))

    def ours(command: str, *more: str) -> Callable[[Path], Sequence[str]]:
        code = TIMED.format(imports="from workbook import cli", work=COMMAND)
        options = (*more, "--lang", "en")
        return lambda file: (sys.executable, "-c", code, command, str(file), *options, str(file.parent / REPORT))

    return [
        Case(
            Text(f"`status`({size.ja})", f"`status`, {size.en}"),
            Text("python-calamine で全シートを読む", "python-calamine, all sheets read"),
            "big.xlsx",
            ours("status", "--today", "2023-01-02"),
            python("from python_calamine import CalamineWorkbook", CALAMINE),
            1.5,
        ),
        Case(
            Text(f"`validate`({size.ja})", f"`validate`, {size.en}"),
            Text("openpyxl の read-only で全セルをたどる", "openpyxl read-only, every cell visited"),
            "big.xlsx",
            ours("validate"),
            python(OPENPYXL, ITERATE),
            0.6,
        ),
        Case(
            Text(f"`update`({size.ja})", f"`update`, {size.en}"),
            Text("openpyxl で読み込んで保存", "openpyxl load and save"),
            "big.xlsx",
            ours("update", *UPDATE),
            python(OPENPYXL, LOAD_SAVE),
            0.1,
            0.2,
        ),
        Case(
            Text(f"`log --import`(新しい{fills:,}約定)", f"`log --import`, {fills:,} new fills"),
            Text("openpyxl で同じ行を1度書く", "openpyxl, the same rows written once"),
            "empty.xlsx",
            ours("log", "--import", source, "--server-utc-offset", "+9"),
            python(OPENPYXL, WRITE, source),
            0.2,
        ),
        *building(folder, fills, python),
    ]


def building(folder: Path, fills: int, python: Callable[..., Callable[[Path], Sequence[str]]]) -> list[Case]:
    """New workbooks: a ledger of ten years, and one with a very long log."""
    here, source = str(Path(__file__).parent), str(folder / "fills.csv")
    long = Text(
        f"新しい台帳({MONTHS}か月・{fills:,}約定)を作る", f"a new ledger of {MONTHS} months and {fills:,} fills"
    )
    return [
        Case(
            Text(f"新しい台帳({MONTHS}か月)を作る", f"a new ledger of {MONTHS} months"),
            Text("openpyxl で同じ数の書式付きセルを書く", "openpyxl, as many styled cells written"),
            "short.xlsx",
            python(BUILDING.format(folder=here, fills=MONTHS), BUILD),
            python(STYLES, STYLED),
            1.5,
        ),
        Case(
            long,
            Text("openpyxl でログの行だけを1度書く", "openpyxl, the rows of the log alone"),
            "empty.xlsx",
            python(BUILDING.format(folder=here, fills=fills), BUILD),
            python(OPENPYXL, WRITE, source),
            0.1,
        ),
        Case(
            long,
            Text("XlsxWriter でログの行だけを1度書く", "XlsxWriter, the rows of the log alone"),
            "empty.xlsx",
            python(BUILDING.format(folder=here, fills=fills), BUILD),
            python(XLSXWRITER, WRITE_XLSXWRITER, source),
            1.0,
        ),
    ]


def prepare(folder: Path, fills: int) -> None:
    """The ledger, the same ledger without fills, and the fills as a broker's file."""
    inputs = big_inputs(fills=fills)
    (folder / "big.xlsx").write_bytes(big_ledger(inputs))
    (folder / "short.xlsx").write_bytes(big_ledger(big_inputs(fills=MONTHS)))
    (folder / "empty.xlsx").write_bytes(big_ledger(Inputs(inputs.cells, inputs.tables | {"log": [{}]})))
    with (folder / "fills.csv").open("w", newline="", encoding="utf-8") as target:
        lines = csv.writer(target)
        lines.writerow(["注文ID", "売買", "数量", "価格", "気配", "約定時刻", "コメント"])
        for fill in inputs.tables["log"]:
            moment = f"{from_serial(n(fill['time'])):%Y-%m-%d %H:%M:%S}"
            values = [fill[key] for key in ("id", "side", "qty", "price", "quote")]
            lines.writerow([*values, moment, fill["comment"] or ""])


def used(command: Sequence[str]) -> Used:
    """Run a command line to its end; its last argument is where it reports what it took."""
    env = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(command, env=env | {"PYTHONPATH": str(ROOT)}, stdout=subprocess.DEVNULL, check=True)
    seconds, peak = Path(command[-1]).read_text().split()
    return Used(float(seconds), int(peak) * 1024)


def in_turns(case: Case, folder: Path) -> tuple[Used, Used]:
    """The medians of both sides."""
    runs: list[tuple[Used, Used]] = []
    for _ in range(RUNS):
        pair = []
        for command in (case.ours, case.theirs):
            work = folder / "work"
            shutil.rmtree(work, ignore_errors=True)
            work.mkdir()
            shutil.copy(folder / case.file, work)
            pair.append(used(command(work / case.file)))
        runs.append((pair[0], pair[1]))
    ours, theirs = (
        Used(statistics.median(u.seconds for u in side), int(statistics.median(u.memory for u in side)))
        for side in zip(*runs, strict=True)
    )
    return ours, theirs


def times(ratio: float) -> str:
    """A ratio of ours to theirs, as how many times as little it is."""
    return f"{1 / ratio:.2g}×"


def measured(case: Case, ours: Used, theirs: Used) -> list[tuple[Text, Text, Measured]]:
    """The rows of a case: its time and, where that has a limit, its memory."""
    ratio = ours.seconds / theirs.seconds
    figures = (f"{ours.seconds:.3g} s", f"{theirs.seconds:.3g} s", times(ratio), times(case.limit))
    rows = [(case.name, case.other, Measured(*figures, ratio <= case.limit))]
    if case.memory is not None:
        name = Text(f"{case.name.ja}の最大メモリー", f"{case.name.en}: peak memory")
        ratio = ours.memory / theirs.memory
        figures = (f"{ours.memory / 1e6:.0f} MB", f"{theirs.memory / 1e6:.0f} MB", times(ratio), times(case.memory))
        rows.append((name, case.other, Measured(*figures, ratio <= case.memory)))
    return rows


def machine() -> Text:
    """What the table was made on."""
    versions = ", ".join(f"{name} {version(name)}" for name in COMPARED)
    place = f"Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    return Text(f"{place}, {os.cpu_count()}コア: {versions}", f"{place}, {os.cpu_count()} cores: {versions}")


def main() -> None:
    """Measure every case; print the table and, with ``--write``, put it into both READMEs."""
    arguments = sys.argv[1:]
    fills = int(arguments[arguments.index("--fills") + 1]) if "--fills" in arguments else FILLS
    only = arguments[arguments.index("--only") + 1] if "--only" in arguments else ""
    found: list[tuple[Text, Text, Measured]] = []
    print(f"{machine().en}\n\n{header('en')}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder, fills)
        for case in cases(folder, fills):
            if only in case.name.en:
                rows = measured(case, *in_turns(case, folder))
                found += rows
                print("\n".join(row(*cells, "en") for cells in rows), flush=True)
    if "--write" in arguments:
        for language, page in READMES.items():
            lines = "\n".join(row(*cells, language) for cells in found)
            block = f"{machine().of(language)}\n\n{header(language)}\n{lines}"
            page.write_text(placed(page.read_text(encoding="utf-8"), block, LEDGER_MARKS), encoding="utf-8")


if __name__ == "__main__":
    main()
