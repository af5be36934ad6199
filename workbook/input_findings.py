"""Faults in what the user typed that the ledger's own checks do not see, or not at the cell to put right."""

from collections.abc import Iterator
from typing import Final
from unicodedata import normalize

from hedge_xl.core.language import Language, Text
from workbook.check_findings import shown_in
from workbook.finding import Finding, filled, shown
from workbook.findings.typed_text import stored_as_text
from workbook.ledger.fill_words import row_side
from workbook.read import FoundTable, Opened
from workbook.rules import accepted
from workbook.spec import Validation, Value
from workbook.text import WORDS
from workbook.twin import is_number, n

_PARAMETER: Final = Text("設定値 {value} は使えません。{need}", "{value} cannot be used here. {need}")
_RANGE: Final = Text("値 {value} は使えません。{need}", "{value} cannot be used here. {need}")
_CHOICES: Final = Text("{text}選べる値: {choices}", "{text}Choose one of: {choices}")
_BELOW: Final = Text(
    "表に入っていないため計算されません{more}。表の右下の角をここまで引くか、表に行を挿入してください。",
    "not part of the table{more}: drag the table's corner down (or insert a table row) so that it is counted.",
)
_MORE_CELLS: Final = Text("(ほか{count}セル)", " ({count} more cells)")
_SAME_FILL: Final = Text(
    "{first} と同じ約定のようです。二重に記録したのなら、どちらかを消してください。",
    "looks like the same fill as {first}; if it was recorded twice, delete one of them.",
)
_SPLIT_FILL: Final = Text(
    "{first} と時刻・価格・数量が同じで注文IDの違う約定です{more}。"
    "分割約定ならそのままで、二重の記録ならどちらかを消してください。",
    "same time, price and quantity as {first} under another order ID{more}: leave it if the order was filled in parts, "
    "delete one of them if it was recorded twice.",
)
_MORE_FILLS: Final = Text("(ほか{count}件)", " ({count} more)")
_SECOND: Final = 5  # decimals of a day that tell seconds apart


def parameter_findings(opened: Opened) -> Iterator[Finding]:
    """Parameters that break their own rule."""
    for key, found in opened.cells.items():
        rule = found.spec.validation
        value = opened.inputs.cells.get(key)
        if found.spec.style == "tick" and value is None:
            continue  # a box that was emptied is not ticked
        if found.spec.kind == "input" and rule is not None and not accepted(rule, value, opened.language):
            plain = f"parameter-{key}", _refused(_PARAMETER, rule, shown(value), opened.language)
            code, text = stored_as_text(found.spec, value) or plain
            yield Finding(code, "error", found.sheet.name, found.address, text)


def range_findings(opened: Opened) -> Iterator[Finding]:
    """Inputs of tables that break their column's own rule; a rule that only advises is none."""
    for key, table in opened.tables.items():
        for column in table.spec.inputs:
            rule = column.validation
            if rule is None or not rule.strict or (key, column.key) in opened.book.judged:
                continue
            for index, row in enumerate(opened.inputs.tables[key]):
                value = row.get(column.key)
                if value is None or accepted(rule, value, opened.language):
                    continue
                plain = f"{key}-{column.key}-range", _refused(_RANGE, rule, shown_in(column, value), opened.language)
                code, text = stored_as_text(column, value) or plain
                yield Finding(code, "error", table.sheet.name, table.address(index, column.key), text)


def _refused(text: Text, rule: Validation, value: Text, language: Language) -> Text:
    plain = filled(text, value=value, need=rule.message)
    if rule.kind != "list":
        return plain
    return filled(_CHOICES, text=plain, choices=" / ".join(WORDS[key].of(language) for key in rule.choices))


def below_findings(opened: Opened) -> Iterator[Finding]:
    """Tables that did not grow over what was typed under them."""
    for key, table in opened.tables.items():
        places = table.below
        if places:
            more = _MORE_CELLS.format(count=len(places) - 1) if len(places) > 1 else ""
            yield Finding(f"{key}-below-table", "error", table.sheet.name, places[0], filled(_BELOW, more=more))


def same_fill_findings(opened: Opened) -> Iterator[Finding]:
    """Fills recorded again: under another spelling of the order ID, or as the same fill without two order numbers.

    A broker numbers the parts of an order that it fills at once: those are named once, and nothing more.
    """
    table = opened.tables.get("log")
    ids: dict[object, int] = {}
    fills: dict[object, tuple[int, str | None]] = {}
    parts: list[tuple[int, int]] = []
    for index, row in enumerate(opened.inputs.tables["log"] if table is not None else []):
        order, fill = order_key(row.get("id")), _fill(row)
        first = index if order is None else ids.setdefault(order, index)
        other, other_order = (index, order) if fill is None else fills.setdefault(fill, (index, order))
        if first == index and other < index and _is_number_of(order) and _is_number_of(other_order):
            parts.append((index, other))
        elif table is not None and min(first, other) < index:
            yield _same_fill(table, index, min(first, other))
    if table is not None and parts:
        yield _split_fill(table, parts)


def _is_number_of(order: str | None) -> bool:
    """Whether an order ID looks like a broker's: such have digits."""
    return order is not None and any(character.isdigit() for character in order)


def _split_fill(table: FoundTable, parts: list[tuple[int, int]]) -> Finding:
    index, first = parts[0]
    more = _MORE_FILLS.format(count=len(parts) - 1) if len(parts) > 1 else ""
    text = filled(_SPLIT_FILL, first=table.address(first, "id"), more=more)
    return Finding("log-split-fill", "info", table.sheet.name, table.address(index, "id"), text)


def _same_fill(table: FoundTable, index: int, first: int) -> Finding:
    text = _SAME_FILL.format(first=table.address(first, "id"))
    return Finding("log-same-fill", "warning", table.sheet.name, table.address(index, "id"), text)


def order_key(value: Value) -> str | None:
    """An order ID without what people and brokers spell differently: width, capitals, blanks, number or text."""
    words = f"{n(value):.15g}" if is_number(value) else str(value or "")
    return (words if words.isascii() else normalize("NFKC", words)).strip().casefold() or None


def _fill(row: dict[str, Value]) -> tuple[str, float, float, float] | None:
    """What makes two fills the same whatever their IDs; None when any of it is missing."""
    side = row_side(row)
    numbers = [row.get(key) for key in ("time", "qty", "price")]
    if side is None or not all(is_number(number) for number in numbers):
        return None
    time, quantity, price = (n(number) for number in numbers)
    return side, round(time, _SECOND), quantity, price
