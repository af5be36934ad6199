"""The functions that the officejs edition carries for xlwings Lite."""

from hedge_xl.core.language import Language
from workbook.lite import code_in, put_code, refreshed, without_functions
from workbook.lite.block import taken_apart
from workbook.package import Package


def has_functions(package: Package) -> bool:
    """Whether the file carries our functions."""
    code = code_in(package)
    return code is not None and bool(taken_apart(code.main).block)


def put_functions(package: Package, language: Language, *, force: bool = False) -> None:
    """Put the functions in, unless they are there; code of the user's around them stays."""
    if not has_functions(package):
        put_code(package, refreshed(code_in(package), language, package.file, force=force))


def drop_functions(package: Package) -> bool:
    """Take them out, unless somebody has written among them; whether they are gone."""
    code = code_in(package)
    if code is not None and taken_apart(code.main).touched:
        return False
    without_functions(package)
    return True
