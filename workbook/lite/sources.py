"""What has to travel: the sources of our package that a module needs, directly or through others."""

import ast
from collections.abc import Iterator
from pathlib import Path
from pprint import pformat
from typing import Final

import hedge_xl
from hedge_xl.functions import calendars, closed_days

TOP: Final = hedge_xl.__name__
_ROOT: Final = Path(hedge_xl.__file__).parent.parent
_DAYS: Final = closed_days.__name__
_DAYS_SOURCE: Final = '''\
"""The days on which Tokyo or New York is closed, month and day, as the library holidays told them."""

from datetime import date

_DAYS = {days}


def closed_days(year: int) -> frozenset[date]:
    """Public and bank holidays of Japan and the USA, and New York's exchange holidays."""
    found = _DAYS[year].split()
    return frozenset(date(year, int(day[:2]), int(day[2:])) for day in found)
'''


def sources_for(module: str) -> dict[str, str]:
    """The source of every module of ours that must be importable before `module` is, by name.

    The holidays are carried as a table, so that nothing has to be downloaded for them.
    """
    found: dict[str, str] = {}
    waiting = [module]
    while waiting:
        name = waiting.pop()
        if name not in found and (path := _path(name)) is not None:
            found[name] = _days_source() if name == _DAYS else path.read_text(encoding="utf-8")
            waiting += [*_parents(name), *_imported(found[name])]
    return dict(sorted(found.items()))


def _path(name: str) -> Path | None:
    """The file of a module of ours; None for a name inside a module, and for other people's modules."""
    if name.partition(".")[0] != TOP:
        return None
    path = _ROOT.joinpath(*name.split("."))
    return next((file for file in (path / "__init__.py", path.with_suffix(".py")) if file.is_file()), None)


def _parents(name: str) -> Iterator[str]:
    while name := name.rpartition(".")[0]:
        yield name


def _imported(source: str) -> Iterator[str]:
    """What a module imports, at any depth of its code; the names imported from a module may be modules themselves."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _days_source() -> str:
    """The holidays as a module that needs no library."""
    years = range(calendars.FIRST_YEAR, calendars.LAST_YEAR + 1)
    days = {year: " ".join(f"{day:%m%d}" for day in sorted(closed_days.closed_days(year))) for year in years}
    return _DAYS_SOURCE.format(days=pformat(days, width=1_000))
