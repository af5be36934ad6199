"""Our functions in the code of a workbook that may hold the user's own: his stays, letter for letter."""

import ast
import re
from typing import Final

from hedge_xl.core.language import Language, Text
from hedge_xl.functions import CATALOGUE
from workbook.errors import FileError
from workbook.lite.block import taken_apart
from workbook.lite.bundle import GREETING, REQUIREMENTS, functions_block, lite_code
from workbook.lite.extension import LiteCode, code_in, drop_code, holds_other_settings, put_code
from workbook.package import Package

_FORCE: Final = Text("かまわなければ --force を付けてください。", "add --force to do it all the same.")
_TOUCHED: Final = Text(
    "main.py の hedge_xl の部分が書き換えられています。置きかえるとその変更が消えます。",
    "the hedge_xl part of main.py has been edited by hand, and replacing it would lose that;",
)
_BROKEN: Final = Text(
    "main.py の自分のコードに文法の誤りがあり({line}行目)、関数は1つも動きません。直してください。",
    "your own code in main.py has a syntax error (line {line}), so no function would work; correct it, or",
)
_SAME_NAME: Final = Text(
    "main.py の自分の関数 {name} が hedge_xl の関数と同じ名前です。どちらの答えか分からなくなります。",
    "your own function {name} in main.py has the name of one of hedge_xl, and nobody could tell whose answer it is;",
)
_OWN: Final = Text(
    "main.py に自分のコードがあります。置きかえると消えます。`hedge-xl lite extract` で取り出せます。",
    "main.py holds code of your own, which would be lost; `hedge-xl lite extract` saves it;",
)
_PACKAGE: Final = re.compile(r"\s*([A-Za-z0-9][A-Za-z0-9._-]*)")


def refreshed(code: LiteCode | None, language: Language, file: str, *, force: bool = False) -> LiteCode:
    """Code with our functions as they are now; the user's own around them stays.

    A `FileError` when that would lose something or leave two functions of one name; ``force`` does it all the same.
    """
    if code is None or not code.main.strip():
        fresh = lite_code(language)
        return LiteCode(fresh.main, _merged(code.requirements if code else ""))
    main = taken_apart(code.main)
    if not force:
        if main.touched:
            raise _refused(_TOUCHED, file)
        _check_own(main.own, file)
    return LiteCode(main.with_block(functions_block(language)), _merged(code.requirements))


def replaced(code: LiteCode | None, new: LiteCode, file: str, *, force: bool = False) -> LiteCode:
    """Other code in place of what is there, unless that holds anything of the user's that the new code does not."""
    if code is not None and not force:
        old, main = taken_apart(code.main), taken_apart(new.main)
        if old.touched and code.main != new.main:
            raise _refused(_TOUCHED, file)
        own = old.own.replace(GREETING, "").strip()
        if own and own not in main.own:
            raise _refused(_OWN, file)
    return new


def without_functions(package: Package) -> None:
    """Take our functions out of a workbook. What the user wrote stays, and so does what Lite itself keeps there."""
    code = code_in(package)
    if code is None:
        return
    own = taken_apart(code.main).own
    if not own.replace(GREETING, "").strip() and not holds_other_settings(package):
        drop_code(package)
    else:
        put_code(package, LiteCode(own, code.requirements))


def _check_own(own: str, file: str) -> None:
    """The user's code must run, or nothing does, and must not take a name of ours."""
    try:
        tree = ast.parse(own)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:  # each by some text
        line = getattr(error, "lineno", None) or 1
        raise _refused(_BROKEN.format(line=line), file) from error
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.name.upper() in CATALOGUE:
            raise _refused(_SAME_NAME.format(name=node.name), file)


def _refused(reason: Text, file: str) -> FileError:
    return FileError(Text(f"{reason.ja}{_FORCE.ja}", f"{reason.en} {_FORCE.en}"), file)


def _merged(given: str) -> str:
    """The user's requirements, and ours for packages that he does not mention."""
    known = {_name(line) for line in given.splitlines()}
    missing = [line for line in REQUIREMENTS.splitlines() if _name(line) not in known]
    lines = [*([given.rstrip("\n")] if given.strip() else []), *missing]
    return given if given.strip() and not missing else "\n".join(lines) + "\n"


def _name(line: str) -> str | None:
    found = _PACKAGE.match(line)
    return re.sub(r"[-_.]+", "-", found[1]).lower() if found else None
