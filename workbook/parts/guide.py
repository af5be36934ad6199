"""What every guide sheet says: colours, edition and version, and what every column is."""

from collections.abc import Iterable
from typing import Final

from hedge_xl import __version__
from hedge_xl import functions as hx
from hedge_xl.core.language import Text, same
from workbook.spec import Block, Cell, Item, Kind, Sheet, Styled, Value
from workbook.twin import Scope

TITLE: Final = Text("はじめに", "Guide")
WIDTHS: Final = (14, 24, 10, 14, 84, 12)

_KINDS: Final[dict[Kind, Text]] = {
    "input": Text("入力", "input"),
    "formula": Text("計算", "computed"),
    "check": Text("点検", "check"),
}


def steps(title: Text, *lines: Text) -> Block:
    """What to do, in numbered lines."""
    return Block(
        title,
        styles=("number", "wide"),
        rows=tuple((same(str(number)), line) for number, line in enumerate(lines, start=1)),
    )


def legend(workings: Text) -> Block:
    """What the colours mean."""
    return Block(
        Text("色の意味", "Colours"),
        styles=("", "wide"),
        rows=(
            (Styled(Text("入力", "input"), "input"), Text("自分で書くセル", "Cells you fill in")),
            (Styled(Text("計算", "computed"), "formula"), Text("式のセル。書き換えない", "Formulas: leave them alone")),
            (Styled(Text("途中計算", "working"), "working"), workings),
            (
                Styled(Text("点検", "check"), "check"),
                Text(
                    "○ 問題なし  △ 見ておく  × 直すまで計算しない",
                    "○ fine   △ worth a look   × not computed until put right",
                ),
            ),
        ),
    )


def _edition(s: Scope) -> Value:
    return s.word("host_native") if s.model.host == "native" else str(hx.HX_VERSION())


def _of_edition(key: str, word: str) -> Cell:
    """A cell that says something else in every edition: a formula, so that it changes with the others."""

    def twin(s: Scope) -> Value:
        return s.word(f"{word}_{s.model.host}")

    return Cell(key, "formula", "@", formula=f"`@{word}`", twin=twin, style="wide")


def about(title: Text, source: Text, note: Text) -> Block:
    """Edition and what it needs, version, where the arithmetic comes from, and what this is not."""
    host = Cell(
        "host_status", "formula", "@", formula="HX_VERSION()", native="`host_native`", twin=_edition, style="wide"
    )
    return Block(
        title,
        styles=("label", "wide"),
        rows=(
            (Text("動作環境", "Host"), host),
            (Text("必要なもの", "It needs"), _of_edition("host_needs", "needs")),
            (Text("最初に一度", "First, once"), _of_edition("host_first", "first")),
            (Text("確かめ方", "It works if"), _of_edition("host_works", "works")),
            (Text("版", "Version"), same(f"hedge_xl {__version__}")),
            (Text("考え方", "Source"), source),
            (Text("注意", "Please note"), note),
        ),
    )


def column_guide(sheets: Iterable[Sheet]) -> Block:
    """What every column of every table is."""
    return Block(
        Text("列の説明", "What every column is"),
        header=(
            Text("シート", "Sheet"),
            Text("列", "Column"),
            Text("種類", "Kind"),
            Text("単位", "Unit"),
            Text("意味", "Meaning"),
            Text("出典", "Source"),
        ),
        styles=("label", "note", "unit", "unit", "note", "source"),
        rows=tuple(_columns(sheets)),
    )


def _columns(sheets: Iterable[Sheet]) -> Iterable[tuple[Item, ...]]:
    for sheet in sheets:
        assert sheet.table is not None
        for column in sheet.table.columns:
            yield (sheet.title, column.header, _KINDS[column.kind], column.unit, column.help, same(column.source))
