"""Every value of a workbook of ours by what it is, and what differs between two of them, wherever their cells stand."""

from collections.abc import Iterator

from workbook.findings.numbers import TOLERANCE, ZERO, zero_of
from workbook.read import Opened


def values(book: Opened) -> Iterator[tuple[str, object, float]]:
    """Named cells and the cells of tables, and from where on a number is not nothing."""
    for key, item in book.cells.items():
        yield key, item.cell.value if item.cell else None, ZERO
    for key, table in book.tables.items():
        for row in range(len(table.rows)):
            for column in table.spec.columns:
                cell = table.cell(row, column.key)
                yield f"{key} {row} {column.key}", cell.value if cell else None, zero_of(column)


YEN_NOISE = 1e-8  # yen, of sums of large amounts that cancel


def differences(ours: Opened, theirs: Opened) -> Iterator[str]:
    """Values that are not the same: numbers to a relative 1e-9, blanks and empty texts alike."""
    for (key, first, zero), (_, second, _) in zip(values(ours), values(theirs), strict=True):
        if isinstance(first, float) and isinstance(second, float):
            noise = YEN_NOISE if key.startswith(("cost_", "fill_cost")) else zero
            if abs(first - second) > max(noise, TOLERANCE * abs(first)):
                yield f"{key}: {first} {second}"
        elif (first or None) != (second or None):
            yield f"{key}: {first!r} {second!r}"
