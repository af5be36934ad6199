"""関数一覧 / Functions: every function of the catalogue, so that a formula can be looked up inside the workbook."""

from collections.abc import Iterator
from typing import Final

from hedge_xl.core.language import Language, Text, same
from hedge_xl.functions.catalogue import GROUPS, Group
from hedge_xl.functions.declare import Arg, Function
from workbook.parts.marks import status_cell
from workbook.spec import Block, Item, Sheet, Styled

_WIDTHS: Final = (24, 54, 58, 44, 13, 17)
_HEADER_ROW: Final = 6
_MOST: Final = 0.5
_OPTIONAL: Final = Text("省略可", "optional")
_NO_ARGUMENTS: Final = Text("引数なし", "no arguments")


def functions_sheet(article: str) -> Sheet:
    """The sheet; the groups that are mostly of the template's article come first."""
    groups = sorted(GROUPS, key=lambda group: _share(group, article) < _MOST)
    return Sheet(
        "functions",
        Text("関数一覧", "Functions"),
        Text("関数一覧 — hedge_xlのすべての関数", "Functions: everything hedge_xl can compute"),
        Text(
            "native版のセルは同じ計算をExcelの標準関数で書いています。式は中身を確かめるための説明です。"
            "A〜Dは記事、§はその節。",
            "The native edition writes the same arithmetic with built-in functions. "
            "A to D are the articles, § their sections.",
        ),
        (
            Block(
                Text("関数(目的別)", "Functions, by purpose"),
                header=(
                    Text("関数", "Function"),
                    Text("内容", "What it gives"),
                    Text("引数(単位)", "Arguments [unit]"),
                    Text("計算式", "Formula"),
                    Text("結果の単位", "Unit"),
                    Text("出典", "Source"),
                ),
                styles=("name", "note", "note", "note", "unit", "source"),
                rows=tuple(row for group in groups for row in _rows(group)),
            ),
        ),
        status=status_cell("functions"),
        widths=_WIDTHS,
        freeze=(_HEADER_ROW, 1),
        colour="7F7F7F",
    )


def _share(group: Group, article: str) -> float:
    """How much of a group the article asks for."""
    return sum(f"{article} §" in function.source for function in group.functions) / len(group.functions)


def _rows(group: Group) -> Iterator[tuple[Item, ...]]:
    yield (Styled(group.title, "title"),)
    for function in group.functions:
        yield (
            same(function.name),
            function.description,
            Text(_arguments(function, "ja"), _arguments(function, "en")),
            same(function.formula),
            function.unit,
            same(function.source),
        )


def _arguments(function: Function, language: Language) -> str:
    texts = [_argument(arg) for arg in function.args] or [_NO_ARGUMENTS]
    return "\n".join(text.of(language) for text in texts)


def _argument(arg: Arg) -> Text:
    """Its name, default and meaning, as the function wizard shows them."""
    if arg.required:
        name = same(arg.name)
    elif arg.default is None:
        name = Text(f"{arg.name}({_OPTIONAL.ja})", f"{arg.name} ({_OPTIONAL.en})")
    else:
        default = arg.default if isinstance(arg.default, str) else f"{arg.default:.12g}"
        name = same(f"{arg.name}={default}")
    return Text(f"{name.ja}: {arg.description('ja')}", f"{name.en}: {arg.description('en')}")
