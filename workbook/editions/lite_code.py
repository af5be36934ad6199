"""The functions that the officejs edition carries for xlwings Lite."""

from typing import Final

from hedge_xl.core.language import LANGUAGES, Language, Text
from workbook.errors import FileError
from workbook.lite import LiteCode, code_in, put_code, refreshed, without_functions
from workbook.lite.block import MainFile, taken_apart
from workbook.lite.bundle import functions_block
from workbook.package import Package

_STAY: Final = Text(
    "xlwings Lite の関数は新しくできませんでした(hedge_xl {version} のまま)。"
    "`hedge-xl lite inject {file}` で理由が分かります。",
    "the functions for xlwings Lite stay those of hedge_xl {version}; `hedge-xl lite inject {file}` says why.",
)


def carried(package: Package) -> MainFile | None:
    """The code with our functions; None where there are none of ours, or code in a form that nobody knows."""
    try:
        code = code_in(package)
    except FileError:
        return None
    main = None if code is None else taken_apart(code.main)
    return main if main is not None and main.block else None


def has_functions(package: Package) -> bool:
    """Whether the file carries our functions."""
    return carried(package) is not None


def are_todays(main: MainFile) -> bool:
    """Whether they are those of this version, letter for letter."""
    known = next((language for language in LANGUAGES if language == main.language), None)
    return known is not None and main.block.rstrip() == functions_block(known).rstrip()


def renewed(package: Package, language: Language, *, force: bool = False) -> tuple[LiteCode | None, Text | None]:
    """The code with today's functions in place of older ones, and what to tell where that would lose something.

    Neither where the file carries no functions, or today's.
    """
    main = carried(package)
    if main is None or are_todays(main):
        return None, None
    spoken = next((known for known in LANGUAGES if known == main.language), language)
    try:
        return refreshed(code_in(package), spoken, package.file, force=force), None
    except FileError:
        return None, _STAY.format(version=main.version, file=package.file)


def put_functions(package: Package, language: Language, *, force: bool = False) -> Text | None:
    """Put today's functions in; code of the user's around them stays. What to tell where older ones stay as well."""
    if not has_functions(package):
        put_code(package, refreshed(code_in(package), language, package.file, force=force))
        return None
    code, note = renewed(package, language, force=force)
    if code is not None:
        put_code(package, code)
    return note


def drop_functions(package: Package) -> bool:
    """Take them out, unless somebody has written among them; whether they are gone."""
    main = carried(package)
    if main is not None and main.touched:
        return False
    without_functions(package)
    return True
