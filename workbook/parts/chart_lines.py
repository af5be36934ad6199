"""Columns that only charts stand on: a number, or #N/A where there is none, which no program draws."""

from collections.abc import Callable
from typing import Final

from hedge_xl.core.language import Text
from workbook.spec import Column, Value
from workbook.twin import Row, Scope, is_number

GAP: Final = "#N/A"
_ABOUT: Final = Text(
    "{meaning}。グラフの線用で、値の無い月は#N/A(線を引かない)", "{meaning}; for the chart, #N/A draws no line"
)
_HEADER: Final = Text("線 {name}", "Line: {name}")


def gap(value: Value) -> Value:
    """What a line stands on: the number, or the gap."""
    return value if is_number(value) else GAP


def line_column(
    key: str,
    name: Text,
    meaning: Text,
    source: str,
    unit: Text,
    form: str,
    value: str,
    twin: Callable[[Row], Value],
    *,
    bulk: Callable[[Scope], list[Value]] | None = None,
) -> Column:
    """The column of a line: ``value`` wherever it is a number."""

    def whole(s: Scope) -> list[Value]:
        return [gap(item) for item in bulk(s)] if bulk else []

    return Column(
        key,
        Text(_HEADER.ja.format(name=name.ja), _HEADER.en.format(name=name.en)),
        "formula",
        Text(_ABOUT.ja.format(meaning=meaning.ja), _ABOUT.en.format(meaning=meaning.en)),
        source,
        unit,
        form,
        11,
        f"IF(ISNUMBER({value}),{value},NA())",
        twin=lambda r: gap(twin(r)),
        bulk=whole if bulk else None,
        working=True,
        line=True,
    )
