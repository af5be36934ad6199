"""A ledger as large as one gets: ten years of months and many fills, clean, made in seconds.

A ledger of one fill is built; its log row then serves as the template of all others. Every cached value is the
model's over all fills, so that the file passes `validate`.
"""

import random
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from xml.sax.saxutils import escape

from hedge_xl.core.language import Language
from hedge_xl.data import MarketMonth, load_market
from workbook.build import build, complete
from workbook.finish import finish
from workbook.layout import cell_places, table_cell, table_place
from workbook.ledger import LEDGER
from workbook.ledger.start import market_rows
from workbook.ooxml import OFFICE, main
from workbook.package import Package
from workbook.serials import from_serial, to_serial
from workbook.spec import Inputs, Value
from workbook.text import WORDS
from workbook.twin import Model, n

MONTHS, FILLS = 120, 100_000
HELD = 60_000.0  # USD sold forward in the first month and kept
_UNIT, _LARGEST = 1000, 3
_A_USD = 75_000.0
_SWAP_RATE = 0.027
_SEED = 20221231
_SATURDAY = 5
_OPEN = 6 * 3600  # seconds of a day in which there are fills
Rows = list[dict[str, Value]]


def big_inputs(language: Language = "ja", fills: int = FILLS, months: int = MONTHS) -> Inputs:
    """Months of real prices, shares kept at the same value, and fills that buy back what they sell.

    But for the hedge of the first month, which every later instruction says to hold.
    """
    history = load_market()
    period = history[-months:]
    log = _log(period, fills, language)
    return Inputs(
        cells={"policy": WORDS["pol_struct"].of(language)},
        tables={
            "market": market_rows(history),
            "monthly": [_month(item) for item in period],
            "pnl": [{} for _ in period],
            "backtest": [{} for _ in history],
            "log": log,
            "events": [{}],
        },
    )


def _month(item: MarketMonth) -> dict[str, Value]:
    swap = float(-round(HELD * item.usdjpy * _SWAP_RATE / 365 * item.month.day))
    return {
        "month": to_serial(item.month),
        "a_usd": _A_USD + item.month.day,
        "spot": round(item.usdjpy, 3),
        "swap": swap,
    }


def _log(period: list[MarketMonth], fills: int, language: Language) -> Rows:
    """Fills in the order of time, spread evenly over the months."""
    chance = random.Random(_SEED)
    rows: Rows = []
    held = 0.0
    for index, item in enumerate(period):
        count = fills * (index + 1) // len(period) - len(rows)
        trades = _trades(count, held, chance)
        held += sum(trades)
        days = [day for day in range(1, 28) if item.month.replace(day=day).weekday() < _SATURDAY]
        moments = sorted(chance.sample(range(len(days) * _OPEN), len(trades)))
        rows += (
            _fill(item, trade, days[moment // _OPEN], moment % _OPEN, chance, language, len(rows) + number)
            for number, (trade, moment) in enumerate(zip(trades, moments, strict=True))
        )
    return rows


def _trades(count: int, held: float, chance: random.Random) -> list[float]:
    """What a month trades: the hedge itself if it is not held yet, then pairs that cancel out."""
    trades = [HELD] if not held else []
    for _ in range((count - len(trades)) // 2):
        lots = float(_UNIT * chance.randint(1, _LARGEST))
        trades += [lots, -lots]
    if len(trades) < count:
        trades.append(float(_UNIT if held <= HELD else -_UNIT))
    return trades


def _fill(
    item: MarketMonth, trade: float, day: int, second: int, chance: random.Random, language: Language, number: int
) -> dict[str, Value]:
    opened = from_serial(to_serial(item.month.replace(day=day))) + timedelta(hours=9, seconds=second)
    filled = opened + timedelta(seconds=chance.randint(1, 5))
    quote = round(item.usdjpy * chance.uniform(0.998, 1.002), 3)
    slip = round(chance.gauss(0.0005, 0.002), 3)
    return {
        "id": f"B{opened:%Y%m%d}-{number:06d}",
        "side": WORDS["side_sell" if trade > 0 else "side_buy"].of(language),
        "qty": abs(trade),
        "price": round(quote - slip if trade > 0 else quote + slip, 3),
        "quote": quote,
        "time": to_serial(filled),
        "comment": "TWAP 1/3" if number % 3 == 0 else None,
        "order_type": "TWAP" if number % 3 == 0 else "LIMIT",
        "order_time": to_serial(opened),
        "roll": f"{opened:%Y-%m}",
    }


def big_ledger(inputs: Inputs, language: Language = "ja") -> bytes:
    """The file of the inputs, as `build` makes it but for the log's rows."""
    model = Model(LEDGER, complete(LEDGER, inputs), language)
    modified = from_serial(n(inputs.tables["monthly"][-1]["month"]))
    first = Inputs(inputs.cells, inputs.tables | {"log": inputs.tables["log"][:1]})
    skeleton = build(LEDGER, first, language, modified=modified)
    package = Package(finish(skeleton, _values(model, language), modified=modified), "big.xlsx")
    _write_log(package, model, language)
    return package.to_bytes()


def _values(model: Model, language: Language) -> dict[str, dict[tuple[int, int], Value]]:
    """The value of every formula cell, of the log's first row only."""
    values: dict[str, dict[tuple[int, int], Value]] = {}
    for sheet in LEDGER.sheets:
        found = values[sheet.title.of(language)] = {}
        for cell, row, column in cell_places(sheet):
            if cell.kind != "input":
                found[row, column] = model.cell(cell.key)
        for table in [sheet.table] if sheet.table is not None else []:
            for item in table.columns:
                cells = model.column(table.key, item.key) if item.kind != "input" else []
                for index, value in enumerate(cells[:1] if table.key == "log" else cells):
                    found[table_cell(LEDGER, table.key, index, item.key)] = value
    return values


def _write_log(package: Package, model: Model, language: Language) -> None:
    """The log's one row becomes all of them, and what refers to the row's number to all their numbers."""
    first = table_place(LEDGER, "log").header + 1
    last = first + model.rows(LEDGER.table("log")) - 1
    part = _sheet_part(package, LEDGER.sheet_of("log").title.of(language))
    before, row, after = _split(package.read(part).decode(), first)
    rows = "".join(_rows(row, first, model))
    package.put(part, (_stretched(before, first, last) + rows + _stretched(after, first, last)).encode())
    for name in (*package.related(part, "table"), package.workbook_part):
        title = LEDGER.sheet_of("log").title.of(language)
        text = package.read(name).decode()
        text = text.replace(f"'{title}'!$A$1:$P${first}", f"'{title}'!$A$1:$P${last}")
        package.put(name, (_stretched(text, first, last) if "table" in name else text).encode())


def _stretched(text: str, first: int, last: int) -> str:
    """Ranges that end in the first row end in the last one."""
    for letter in "ABCDEFGHIJKLMNOP":
        text = text.replace(f':{letter}{first}"', f':{letter}{last}"')
        text = text.replace(f'sqref="{letter}{first}"', f'sqref="{letter}{first}:{letter}{last}"')
    return text


def _split(sheet: str, first: int) -> tuple[str, str, str]:
    start = sheet.index(f'<row r="{first}"')
    end = sheet.index("</row>", start) + len("</row>")
    return sheet[:start], sheet[start:end], sheet[end:]


def _rows(row: str, first: int, model: Model) -> Iterator[str]:
    """Every row from the text of the first: the same styles and formulas, other numbers and values."""
    start, *cells, end = row.replace("<c ", "\0<c ").replace("</row>", "\0</row>").split("\0")
    heads = [cell.partition(f'{first}"') for cell in cells]
    formulas = [cell[cell.index("<f>") : cell.index("</f>") + 4] if "<f>" in cell else "" for cell in cells]
    styles = [cell.partition(' s="')[2].partition('"')[0] for cell in cells]
    columns = [model.column("log", item.key) for item in LEDGER.table("log").columns]
    for number, values in enumerate(zip(*columns, strict=True), start=first):
        yield start.replace(f'"{first}"', f'"{number}"')
        for (head, _, _), style, formula, value in zip(heads, styles, formulas, values, strict=True):
            yield f'{head}{number}" s="{style}"{_content(formula, value)}'
        yield end


def _content(formula: str, value: Value) -> str:
    if value is None:
        return f' t="str">{formula}<v></v></c>' if formula else "/>"
    if isinstance(value, str):
        text = escape(value)
        return f' t="str">{formula}<v>{text}</v></c>' if formula else f' t="inlineStr"><is><t>{text}</t></is></c>'
    number = float(value)
    return f' t="n">{formula}<v>{int(number) if number.is_integer() else repr(number)}</v></c>'


def _sheet_part(package: Package, title: str) -> str:
    links = package.rels(package.workbook_part)
    sheets = package.xml(package.workbook_part).iter(main("sheet"))
    return next(links[item.get(f"{{{OFFICE}}}id", "")].target for item in sheets if item.get("name") == title)


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(big_ledger(big_inputs(fills=int(sys.argv[2]) if len(sys.argv) > 2 else FILLS)))
