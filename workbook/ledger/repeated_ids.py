"""IDs that stand in several rows of one file: whether those are copies or partial fills, nobody but the user can tell."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from hedge_xl.core.language import Text
from workbook.finding import filled
from workbook.imports.fill import Fill, on_one_line

_LINES_SHOWN: Final = 5
_REPEATED: Final = Text(
    "{place}: 注文ID {id} が{count}行({lines})にあります。約定ごとの番号の列を対応表の id に書くか、"
    "1つの注文の分割約定なら --same-id number を付けてください。",
    "{place}: order ID {id} stands in {count} rows ({lines}); in a mapping name the column with a number per fill as id, "
    "or, if they are one order's partial fills, add --same-id number.",
)
_ALIKE: Final = Text(
    "{place}: 注文ID {id} の{count}行({lines})に見分けのつかない約定があります。写しなら消し、"
    "別の約定ならファイルの注文IDを {id}b のように変えてください。",
    "{place}: among the {count} rows ({lines}) of order ID {id} some fills are alike; delete what is a copy, or give "
    "a fill of its own another ID in the file, such as {id}b.",
)


def repeated(fills: Sequence[Fill], keys: Sequence[str | None]) -> Iterator[tuple[str | None, Fill, Text]]:
    """The key, the first row and what is to be said of every ID that several fills have."""
    rows: dict[str | None, list[Fill]] = {key: [] for key, count in Counter(keys).items() if count > 1}
    if not rows:
        return
    for fill, key in zip(fills, keys, strict=True):
        if key in rows:
            rows[key].append(fill)
    for key, found in rows.items():
        ordered = sorted(found, key=lambda fill: fill.line)
        yield key, ordered[0], _text(ordered)


def _text(found: Sequence[Fill]) -> Text:
    lines = ", ".join(str(fill.line) for fill in found[:_LINES_SHOWN]) + ("…" if len(found) > _LINES_SHOWN else "")
    told = _ALIKE if found[0].part else _REPEATED
    return on_one_line(filled(told, place=found[0].place, id=found[0].id, count=len(found), lines=lines))
