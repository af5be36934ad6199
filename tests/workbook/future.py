"""A ledger of tomorrow: today's declaration with new columns, cells, lines, formulas and a sheet, to be upgraded to."""

from dataclasses import replace
from typing import Any, Final

from hedge_xl.core.language import Text, same
from workbook.ledger import LEDGER
from workbook.parts.columns import ABOVE_ZERO, USD, WORDS_UNIT
from workbook.parts.marks import status_cell
from workbook.spec import Block, Book, Cell, Column, Sheet, Table, Validation
from workbook.twin import n

_ANY: Final = Text("何か", "anything")


def _column(key: str, words: Text, **options: Any) -> Column:
    return Column(key, words, "input", words, "A §12", WORDS_UNIT, "@", 15, **options)


VENUE: Final = _column(
    "venue", Text("業者", "Venue"), validation=Validation("list", choices=("box_off", "box_on"), message=_ANY)
)
VALUE: Final = Column(
    "value",
    Text("約定代金", "Consideration"),
    "formula",
    _ANY,
    "A §12",
    USD,
    "#,##0",
    16,
    'IF(AND(ISNUMBER([qty]),ISNUMBER([price])),[qty]*[price],"")',
    twin=lambda r: n(r["qty"]) * n(r["price"]) if r["qty"] is not None and r["price"] is not None else None,
    alert="IF(ISNUMBER({cell}),{cell}>1E7,FALSE)",
)
TAX: Final = Cell("tax_rate", "input", "0.0%", 0.2, validation=ABOVE_ZERO)
FILLS: Final = Cell(
    "fills_total", "formula", "0", formula="COUNT([log.qty])", twin=lambda s: sum(1 for q in s.col("log", "qty") if q)
)
LIMIT: Final = Cell("limit", "input", "0", 7, validation=ABOVE_ZERO)
COUNT: Final = Cell(
    "n_many", "check", "0", formula="IF({fills_total}>{limit},1,0)", style="count",
    twin=lambda s: int(s.number("fills_total") > s.number("limit")),
)  # fmt: skip
PLANS: Final = Sheet(
    "plans",
    Text("計画", "Plans"),
    Text("計画 — 来月", "Plans for next month"),
    _ANY,
    (
        Block(Text("数", "Numbers"), ((Text("約定", "Fills"), FILLS),), styles=("label", "")),
        Table(
            "plans", "Plans", (_column("what", Text("すること", "To do")), VENUE), Text("計画", "Plans"), optional=True
        ),
    ),
    status=status_cell("plans"),
)


def _with_columns(sheet: Sheet) -> Sheet:
    """The log with a column in the middle and one at the end."""
    table = sheet.table
    assert table is not None
    columns = (*table.columns[:3], VENUE, *table.columns[3:], VALUE)
    return replace(sheet, parts=(*sheet.parts[:-1], replace(table, columns=columns)))


def _with_row(sheet: Sheet, block: int, row: tuple[Text | Cell | None, ...]) -> Sheet:
    parts = list(sheet.parts)
    old = parts[block]
    assert isinstance(old, Block)
    parts[block] = replace(old, rows=(*old.rows, row))
    return replace(sheet, parts=tuple(parts))


def _with_formula(sheet: Sheet) -> Sheet:
    """Over and under the target counted otherwise."""
    table = sheet.table
    assert table is not None
    new = 'IF(OR([current]="",[target_units]=""),"",[current]-[target_units])'
    columns = tuple(
        replace(
            column,
            formula=new,
            twin=lambda r: (
                None if None in (r["current"], r["target_units"]) else r.num("current") - r.num("target_units")
            ),
        )
        if column.key == "deviation"
        else column
        for column in table.columns
    )
    return replace(sheet, parts=(*sheet.parts[:-1], replace(table, columns=columns)))


def _tomorrow(sheet: Sheet) -> list[Sheet]:
    if sheet.key == "log":
        return [_with_columns(sheet), PLANS]
    if sheet.key == "policy":
        return [
            _with_row(
                sheet, 0, (Text("税率", "Tax"), TAX, same("%"), Text("譲渡益の税率", "Tax on gains"), same("A §14"))
            )
        ]
    if sheet.key == "monthly":
        return [_with_formula(sheet)]
    if sheet.key == "checks":
        return [
            _with_row(sheet, 1, (Text("計画", "Plans"), Text("多い", "many"), COUNT, LIMIT, Text("減らす", "Fewer")))
        ]
    if sheet.key == "guide":
        return [_with_row(sheet, 0, (same("6"), Text("計画: 来月を決める", "Plans: decide on next month")))]
    return [sheet]


TOMORROW: Final = Book(
    LEDGER.key,
    LEDGER.title,
    LEDGER.schema + 1,
    tuple(new for sheet in LEDGER.sheets for new in _tomorrow(sheet)),
)
