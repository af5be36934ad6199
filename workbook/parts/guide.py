"""What every guide sheet says: colours, edition and version, and what every column is."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from hedge_xl import __version__
from hedge_xl import functions as hx
from hedge_xl.core.language import Text, same
from workbook.finding import filled
from workbook.parts.marks import status_cell
from workbook.parts.numbers import Number
from workbook.spec import Block, Cell, Item, Kind, Sheet, Styled, Value
from workbook.twin import Scope

TITLE: Final = Text("はじめに", "Guide")
WIDTHS: Final = (16, 24, 10, 14, 84, 14)

_KINDS: Final[dict[Kind, Text]] = {
    "input": Text("入力", "input"),
    "formula": Text("計算", "computed"),
    "check": Text("点検", "check"),
}
_Explanation = tuple[Text, Text, Text, Text, Text, Text]


_SOURCE: Final = Text(
    "『{name}』(以下{article})。§はその節番号。数式の直し方は製品の文書「記事との違い」を参照",
    "The article on {name} ({article}); § is its section. "
    "Where we differ: the documentation's 'Differences from the articles'",
)
ABOUT_BOOK: Final = Text("このブックについて", "About this workbook")
BEYOND_MARGIN: Final = Text(
    "一般的な情報であり、投資助言ではありません。レバレッジ取引では証拠金を超える損失もあり得ます。",
    "General information, not investment advice. Leveraged trading can lose more than the margin.",
)


def guide(
    heading: Text, intro: Text, own: tuple[Block, ...], others: Sequence[Sheet], numbers: Sequence[Number]
) -> Sheet:
    """The first sheet of a book: its ``own`` blocks, the steps first, and what the other sheets hold."""
    first, *more = own
    return Sheet(
        "guide",
        TITLE,
        heading,
        intro,
        (first, sheet_list(others), *more, column_guide(others), number_guide(others, numbers)),
        status=status_cell("guide"),
        widths=WIDTHS,
    )


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


def about(title: Text, article: str, name: Text, note: Text) -> Block:
    """Edition and what it needs, version, which article the arithmetic comes from, and what this is not."""
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
            (Text("考え方", "Source"), filled(_SOURCE, article=same(article), name=name)),
            (Text("注意", "Please note"), note),
        ),
    )


def sheet_list(sheets: Iterable[Sheet]) -> Block:
    """What every sheet is for, in the words of its own heading."""
    return Block(
        Text("シートの案内", "The sheets"),
        styles=("label", "wide"),
        rows=tuple((sheet.title, _purpose(sheet)) for sheet in sheets),
    )


def _purpose(sheet: Sheet) -> Text:
    """A heading is the sheet's name and what it is for."""
    ja, en = sheet.heading.ja.partition(" — "), sheet.heading.en.partition(": ")
    return Text(ja[2] or ja[0], en[2] or en[0])


def column_guide(sheets: Iterable[Sheet]) -> Block:
    """What every column of every table is."""
    return _explanations(Text("列の説明", "What every column is"), _columns(sheets))


def number_guide(sheets: Iterable[Sheet], numbers: Iterable[Number]) -> Block:
    """What every number beside the tables is that its own row does not explain, in the order of the sheets."""
    found = {sheet.key: sheet for sheet in sheets}
    order = list(found)
    rows = (
        _number(found[number.sheet], number) for number in sorted(numbers, key=lambda item: order.index(item.sheet))
    )
    return _explanations(Text("表のほかの数字の説明", "What the numbers beside the tables are"), rows)


def _explanations(title: Text, rows: Iterable[_Explanation]) -> Block:
    return Block(
        title,
        header=(
            Text("シート", "Sheet"),
            Text("列", "Column"),
            Text("種類", "Kind"),
            Text("単位", "Unit"),
            Text("意味", "Meaning"),
            Text("出典", "Source"),
        ),
        styles=("label", "note", "unit", "unit", "note", "source"),
        rows=tuple(_by_sheet(rows)),
        repeated=True,
    )


def _by_sheet(rows: Iterable[_Explanation]) -> Iterator[tuple[Item, ...]]:
    """Rows that begin with their sheet, whose first stands out."""
    last: Text | None = None
    for sheet, *rest in rows:
        yield (sheet if sheet != last else Styled(sheet, "note"), *rest)
        last = sheet


def _columns(sheets: Iterable[Sheet]) -> Iterator[_Explanation]:
    for sheet in sheets:
        for column in sheet.table.columns if sheet.table is not None else ():
            yield (sheet.title, column.header, _KINDS[column.kind], column.unit, column.help, same(column.source))


def _number(sheet: Sheet, number: Number) -> _Explanation:
    cells = [cell for cell in sheet.cells if number.covers(sheet, cell)]
    kind: Kind = "input" if cells and all(cell.kind == "input" for cell in cells) else "formula"
    return (sheet.title, number.name, _KINDS[kind], number.unit, number.meaning, same(number.source))
