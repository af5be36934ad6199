"""The register: every code that a validation can report, once. The documentation's pages are made from it."""

from collections.abc import Iterable, Mapping, Sequence
from fnmatch import fnmatchcase
from types import MappingProxyType
from typing import Final

from hedge_xl.core.errors import ChoiceError
from hedge_xl.core.language import Text
from workbook.books import BOOKS
from workbook.findings.check import Check
from workbook.findings.registry_conduct import CONDUCT, COSTS, INPUTS
from workbook.findings.registry_file import FILE
from workbook.findings.registry_formulas import NUMBERS, STRUCTURE, formula_checks
from workbook.findings.registry_rows import other_checks, row_checks, rule_checks
from workbook.spec import Book

_UNKNOWN: Final = Text(
    "コード {given!r} はありません。checks.ja.md のコードか、log-* のような形にしてください。",
    "there is no code {given!r}; use one of checks.md, or a pattern such as log-*.",
)


def _once(checks: Iterable[Check]) -> Iterable[Check]:
    """The first check of each code: templates have sheets and parameters in common."""
    found: dict[str, Check] = {}
    for check in checks:
        found.setdefault(check.code, check)
    return found.values()


def registered(books: Sequence[Book]) -> dict[str, Check]:
    """Everything that can be said of workbooks of some templates."""
    groups = (
        STRUCTURE,
        _once(formula_checks(books)),
        NUMBERS,
        INPUTS,
        _once(rule_checks(books)),
        _once(row_checks(books)),
        _once(other_checks(books)),
        CONDUCT,
        COSTS,
        FILE,
    )
    found: dict[str, Check] = {}
    for check in (check for group in groups for check in group):
        if check.code in found:
            raise ValueError(f"two checks with the code {check.code}")
        found[check.code] = check
    return found


CHECKS: Final[Mapping[str, Check]] = MappingProxyType(registered(tuple(BOOKS.values())))


def chosen(given: str, option: str) -> frozenset[str]:
    """The codes that a list such as ``log-quote,parameter-*`` names; ChoiceError for one that names none."""
    codes: set[str] = set()
    for pattern in [part.strip() for part in given.split(",") if part.strip()] or [given]:
        matching = _matching(pattern)
        if not matching:
            raise ChoiceError(_UNKNOWN.format(given=pattern), option)
        codes.update(matching)
    return frozenset(codes)


def _matching(pattern: str) -> Sequence[str]:
    return [code for code in CHECKS if fnmatchcase(code, pattern)]
