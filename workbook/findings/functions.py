"""The functions that a workbook carries for xlwings Lite: those of this version, or others."""

from collections.abc import Iterator
from typing import Final

from hedge_xl import __version__
from hedge_xl.core.language import Text
from workbook.editions.lite_code import are_todays, carried
from workbook.finding import Finding, filled
from workbook.read import Opened

OUTDATED: Final = "functions-outdated"
_OUTDATED: Final = Text(
    "xlwings Lite の関数が hedge_xl {made} のもので、{here} のものではありません。"
    "`hedge-xl lite inject {file}` で新しくしてください。",
    "the functions for xlwings Lite are those of hedge_xl {made}, not of {here}; run `hedge-xl lite inject {file}`.",
)
_TOUCHED: Final = Text(
    "xlwings Lite の hedge_xl の部分(hedge_xl {made})が書き換えられています。"
    "`hedge-xl lite inject {file} --force` で {here} のものに戻せます。",
    "the part of hedge_xl {made} in the code for xlwings Lite has been edited by hand; "
    "`hedge-xl lite inject {file} --force` puts that of {here} in its place.",
)


def function_findings(opened: Opened) -> Iterator[Finding]:
    """Code that computes otherwise than the values in the cells were computed."""
    main = carried(opened.package)
    if main is not None and not are_todays(main):
        words = _TOUCHED if main.touched else _OUTDATED
        text = filled(words, made=main.version, here=__version__, file=opened.package.file)
        yield Finding(OUTDATED, "warning", opened.book.title.of(opened.language), "", text)
