"""Requests of Excel, judged before xlwings Server sees them: whatever is wrong with one is the sender's fault, said in
one line, and never an error of the server, which Excel would send again three times.
"""

import json
from collections.abc import Callable, Mapping
from itertools import chain
from typing import Any, Final

from hedge_xl.core.cells import shortened
from hedge_xl.core.language import Text
from hedge_xl.functions import CATALOGUE
from hedge_xl.functions.kinds import MATRIX, RETURNS_BLOCK
from workbook.web.words import REFUSALS

CALL: Final = "/xlwings/custom-functions-call"
SCRIPT: Final = "/xlwings/custom-scripts-call/"
WIDEST: Final = 100
"""The most columns of a range whose work grows with their square or cube: one call must not hold up all others."""
_SQUARE: Final = (MATRIX, RETURNS_BLOCK)
_TEXTS: Final = ("version", "client", "runtime")
_OPTIONAL_TEXTS: Final = ("caller_address", "session_id", "culture_info_name", "date_format")


def refusal(path: str, body: bytes, scripts: frozenset[str]) -> Text | None:
    """Why a request of Excel cannot be carried out; None when it can, or is none of Excel's."""
    if path == CALL:
        return _judged(body, _call)
    if path.startswith(SCRIPT):
        name = path.removeprefix(SCRIPT)
        if name not in scripts:
            return REFUSALS["no_script"].format(name=shortened(name))
        return _judged(body, _script)
    return None


def _judged(body: bytes, judge: Callable[[Mapping[str, Any]], Text | None]) -> Text | None:
    try:
        data = json.loads(body, parse_constant=_refuse)
    except (ValueError, RecursionError):  # ValueError: also bytes that are no UTF-8, and endless digits
        return REFUSALS["no_json"]
    return judge(data) if isinstance(data, dict) else REFUSALS["no_json"]


def _refuse(constant: str) -> None:
    raise ValueError(constant)  # NaN and Infinity, which JSON does not know


def _call(data: Mapping[str, Any]) -> Text | None:
    name, args = data.get("func_name"), data.get("args")
    if not isinstance(name, str) or name not in CATALOGUE:
        return REFUSALS["no_function"].format(name=shortened(str(name)))
    if not isinstance(args, list):
        return REFUSALS["bad_field"].format(name="args")
    declared = CATALOGUE[name].args
    least, most = sum(arg.required for arg in declared), len(declared)
    if not least <= len(args) <= most:
        return REFUSALS["arguments"].format(given=len(args), least=least, most=most)
    for number, (arg, means) in enumerate(zip(args, declared, strict=False), start=1):
        if not isinstance(arg, list):
            continue
        if not _rectangular(arg):
            return REFUSALS["matrix"].format(number=number)
        if means.kind in _SQUARE and len(arg[0]) > WIDEST:
            return REFUSALS["too_wide"].format(name=means.name, columns=len(arg[0]), most=WIDEST)
    return _texts(data)


def _rectangular(rows: list[Any]) -> bool:
    """Whether a range is one; of every cell but by way of C, since this stands before every call."""
    if set(map(type, rows)) != {list}:
        return False
    widths = set(map(len, rows))
    return len(widths) == 1 and 0 not in widths and list not in set(map(type, chain.from_iterable(rows)))


def _texts(data: Mapping[str, Any]) -> Text | None:
    """What xlwings reads beside the function and its arguments."""
    bad = [key for key in _TEXTS if not isinstance(data.get(key), str)]
    bad += [key for key in _OPTIONAL_TEXTS if not isinstance(data.get(key), str | None)]
    return REFUSALS["bad_field"].format(name=bad[0]) if bad else None


def _script(data: Mapping[str, Any]) -> Text | None:
    """A workbook as xlwings' own script sends it."""
    bad = next((key for key, fits in _BOOK.items() if not fits(data.get(key))), None)
    return None if bad is None else REFUSALS["bad_field"].format(name=bad)


def _is_book(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("name"), str)


def _are_sheets(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_is_sheet, value))


def _is_sheet(value: Any) -> bool:
    if not isinstance(value, dict) or not isinstance(value.get("name"), str):
        return False
    rows, tables = value.get("values"), value.get("tables")
    return (
        isinstance(rows, list)
        and (rows in ([], [[]]) or _rectangular(rows))
        and isinstance(tables, list)
        and all(_holds_texts(table, "name", "range_address") for table in tables)
    )


def _are_names(value: Any) -> bool:
    return isinstance(value, list) and all(_holds_texts(name, "name", "refers_to") for name in value)


def _holds_texts(value: Any, *keys: str) -> bool:
    return isinstance(value, dict) and all(isinstance(value.get(key), str) for key in keys)


_BOOK: Final[Mapping[str, Callable[[Any], bool]]] = {
    "book": _is_book,
    "sheets": _are_sheets,
    "names": _are_names,
    "args": lambda value: isinstance(value, list | None),
}
