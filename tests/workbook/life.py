"""A ledger's life as a plain model sees it: each step, the command that does it, and the inputs it must leave.

The model knows nothing of plans, engines or files: rows are dictionaries and appending is appending.
"""

import copy
import csv
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from customise import customised
from customise_xml import editing, put_cell, tables
from ledgers import made, small

from hedge_xl.core.language import Language
from workbook.backups import list_backups
from workbook.ledger import LEDGER
from workbook.package import Package
from workbook.read import Opened, open_workbook
from workbook.serials import from_serial, to_serial
from workbook.spec import Inputs, Value

SIDES = {"ja": ("買", "売"), "en": ("BUY", "SELL")}
Row = dict[str, Value]


class Step(NamedTuple):
    """What a life is made of: the kind, and numbers that say which."""

    kind: str
    one: int
    two: int


class Done(NamedTuple):
    """What a step runs and what must come of it: arguments, the model's inputs after it, whether the file changes."""

    arguments: tuple[str | Path, ...]
    inputs: Inputs
    changes: bool


@dataclass
class Life:
    """One ledger, its language, what it must hold now, and what every version of it held."""

    path: Path
    language: Language
    inputs: Inputs
    past: dict[str, Inputs] = field(default_factory=dict)
    codes: set[str] = field(default_factory=set)
    fills: int = 0

    def remember(self) -> None:
        """This version may come back from a backup."""
        self.past[fingerprint(self.path.read_bytes())] = copy.deepcopy(self.inputs)

    def opened(self) -> Opened:
        return open_workbook(self.path)


def fingerprint(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def born(path: Path, language: Language, months: int, fills: int, names: list[str], seed: int) -> Life:
    """A ledger of so many months and fills, customised, and the inputs that it was made from."""
    inputs = small(language)
    for key in ("monthly", "pnl"):
        inputs.tables[key] = inputs.tables[key][-months:]
    inputs.tables["log"] = inputs.tables["log"][:fills] or [{}]
    path.write_bytes(customised(made(inputs, language), names, seed))
    life = Life(path, language, open_workbook(path).inputs)
    life.remember()
    return life


def _followed(inputs: Inputs) -> None:
    """Tables that follow another are as long as it."""
    for table in LEDGER.tables:
        while table.follows and len(inputs.tables[table.key]) < len(inputs.tables[table.follows]):
            inputs.tables[table.key].append({})


def _appended(inputs: Inputs, key: str, row: Row) -> None:
    rows = inputs.tables[key]
    blank = dict.fromkeys(rows[0])
    if all(value is None for value in rows[-1].values()):
        rows.pop()  # a table that holds nothing has one blank row
    rows.append(blank | row)


def month_after(serial: Value) -> date:
    """The last day of the month after a date."""
    day = from_serial(float(serial or 0)).date()
    first = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    return (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def month(life: Life, step: Step) -> Done:
    """The next month end, with or without market data, a note, and the h of the month before written down."""
    inputs = copy.deepcopy(life.inputs)
    last = inputs.tables["monthly"][-1]
    day = month_after(last["month"])
    a_usd, spot, swap = 70_000.0 + step.one * 100, 128.0 + step.two / 8, float(-step.one * 10)
    arguments = ["--month", f"{day:%Y-%m}", "--a-usd", f"{a_usd}", "--spot", f"{spot}", f"--swap={swap}"]
    if step.one % 2:
        arguments.append("--no-freeze")
    elif last["h_fixed"] is None:
        table = life.opened().tables["monthly"]
        cell = table.cell(len(table.rows) - 1, "h_policy")
        if cell is not None and isinstance(cell.value, float):
            last["h_fixed"] = cell.value
    row: Row = {"month": to_serial(day), "a_usd": a_usd, "spot": spot, "swap": swap}
    if step.two % 3 == 0:
        row["note"] = f"=メモ {step.one} <&> \"'"
        arguments.append(f"--note={row['note']}")
    _appended(inputs, "monthly", row)
    if month_after(inputs.tables["market"][-1]["month"]) == day:
        spx, average = 3900.0 + step.one, 130.0 + step.two / 10
        arguments += ["--spx", f"{spx}", "--average", f"{average}"]
        _appended(inputs, "market", {"month": to_serial(day), "spx": spx, "usdjpy": spot, "ma200": average})
    _followed(inputs)
    return Done(("update", life.path, *arguments), inputs, True)


def _fill(life: Life, step: Step) -> tuple[Row, datetime]:
    """A new fill, each at a time of its own."""
    life.fills += 1
    when = datetime(2022, 12, 1, 9, 0) + timedelta(hours=life.fills)
    price = 130.0 + step.two / 100
    row: Row = {
        "id": f"X{life.fills}",
        "side": SIDES[life.language][step.one % 2],
        "qty": 1000.0 * (1 + step.two % 5),
        "price": price,
        "quote": price - 0.01,
        "time": to_serial(when),
        "comment": f"+{step.one}" if step.one % 3 else None,
    }
    return row, when


def fill(life: Life, step: Step) -> Done:
    """One fill typed at the command line."""
    inputs = copy.deepcopy(life.inputs)
    row, when = _fill(life, step)
    arguments = ["--id", row["id"], "--side", ("BUY", "SELL")[step.one % 2], "--time", f"{when:%Y-%m-%dT%H:%M}"]
    for key in ("qty", "price", "quote", "comment"):
        if row[key] is not None:
            arguments.append(f"--{key}={row[key]}")
    _appended(inputs, "log", row)
    return Done(("log", life.path, *map(str, arguments)), inputs, True)


def imported(life: Life, step: Step) -> Done:
    """A broker's file of some fills."""
    inputs = copy.deepcopy(life.inputs)
    source = life.path.with_name("fills.csv")
    with source.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(["注文ID", "売買", "数量", "価格", "気配", "約定時刻", "コメント"])
        for number in range(1 + step.two % 4):
            row, when = _fill(life, Step(step.kind, step.one + number, step.two + number))
            side = ("買", "売")[(step.one + number) % 2]
            writer.writerow(
                [row["id"], side, row["qty"], row["price"], row["quote"], f"{when:%Y-%m-%d %H:%M}", row["comment"]]
            )
            _appended(inputs, "log", row)
    return Done(("log", life.path, "--import", source), inputs, True)


def market(life: Life, step: Step) -> Done:
    """Market months from a file, behind those that are there."""
    inputs = copy.deepcopy(life.inputs)
    source = life.path.with_name("prices.csv")
    lines = ["month,spx,usdjpy,average"]
    for number in range(1 + step.two % 2):
        day = month_after(inputs.tables["market"][-1]["month"])
        row: Row = {"month": to_serial(day), "spx": 3900.0 + step.one, "usdjpy": 131.0 + number, "ma200": 130.5}
        lines.append(f"{day:%Y-%m},{row['spx']},{row['usdjpy']},{row['ma200']}")
        _appended(inputs, "market", row)
    _followed(inputs)
    source.write_text("\n".join(lines), encoding="utf-8")
    return Done(("market", life.path, "--from", source), inputs, True)


def restored(life: Life, step: Step) -> Done:
    """The newest backup back in place; nothing when there is none."""
    backups = [item.path.read_bytes() for item in list_backups(life.path)]
    now = life.path.read_bytes()
    other = [data for data in backups if data != now]
    if not other:
        return Done(("validate", life.path), life.inputs, False)
    return Done(("restore", life.path), life.past[fingerprint(other[-1])], True)


def typed_below(life: Life) -> bool:
    """A fill typed under the log by hand, where no table takes it in. False where the log has a totals row."""
    package = Package(life.path.read_bytes(), life.path.name)
    home = tables(package)["ExecutionLog"]
    found = life.opened().tables["log"]
    if found.table.totals_rows:
        return False
    row, _ = _fill(life, Step("fill", 1, 1))
    with editing(package, home.sheet) as root:
        for key, value in row.items():
            if value is not None:
                put_cell(root, home.bottom + 1, found.columns[key], value if isinstance(value, str) else float(value))
    life.path.write_bytes(package.to_bytes())
    life.inputs = copy.deepcopy(life.inputs)
    life.inputs.below = {"log"}
    life.remember()
    life.inputs.below = set()
    if all(value is None for value in life.inputs.tables["log"][-1].values()):
        life.inputs.tables["log"].append(dict.fromkeys(life.inputs.tables["log"][0]) | row)
    else:
        _appended(life.inputs, "log", row)
    return True


def looked_at(*words: str) -> Callable[[Life, Step], Done]:
    """A command that changes nothing."""
    return lambda life, step: Done((words[0], life.path, *words[1:]), life.inputs, False)


def dry_run(life: Life, step: Step) -> Done:
    """A month that is only tried."""
    return Done((*month(life, step).arguments, "--dry-run"), life.inputs, False)


KINDS: dict[str, Callable[[Life, Step], Done]] = {
    "month": month,
    "fill": fill,
    "import": imported,
    "market": market,
    "restore": restored,
    "validate": looked_at("validate"),
    "status": looked_at("status"),
    "backup": looked_at("backup"),
    "upgrade": looked_at("upgrade"),
    "doctor": looked_at("doctor", "--fix"),
    "dry run": dry_run,
}
