"""A column out of rows that are kept one by one, at the speed of a list."""

from collections.abc import Mapping, Sequence
from operator import itemgetter

from workbook.spec import Value


def column_of(rows: Sequence[Mapping[str, Value]], key: str) -> list[Value]:
    """The values of all rows; None where a row does not have it."""
    try:
        return list(map(itemgetter(key), rows))
    except KeyError:
        return [row.get(key) for row in rows]
