"""Everything that ails a file, in one list: from outside, from inside, and what a check finds in its working."""

import re
from collections import Counter
from collections.abc import Container, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from hedge_xl.core.language import Text
from workbook.doctor.ailment import Ailment, Cure
from workbook.doctor.contents import contents
from workbook.doctor.rows_below import rows_below
from workbook.doctor.surroundings import surroundings
from workbook.finding import SEVERITIES, filled
from workbook.findings.registry import CHECKS
from workbook.package import Package
from workbook.read import Opened, open_package
from workbook.snapshot import found_file, take
from workbook.spec import Host
from workbook.validate import findings_of

# Which of the findings about the file are cured by what; the others only the user can put right.
_CURES: Final[tuple[tuple[str, Cure], ...]] = (
    (r"manual-calculation|precision-as-displayed", "setting"),
    (r"\w+-formula-(lost|changed)", "formulas"),
    (r"\w+-(not-extended|calculated-column)", "columns"),
    (r"no-values|(?!error)\w+-value", "values"),
    (r"\w+-below-table|rows|backtest-rows", "rows"),
)
_FOLLOWING: Final = {"rows": "pnl", "backtest-rows": "backtest"}  # a finding, and the table that it says is too short
_BELOW: Final = "-below-table"
_AND_MORE: Final = Text("{text}(ほか{count}件)", "{text} ({count} more)")
_ABOUT_FILE: Final = ("structure", "formulas", "file")
_INPUTS: Final = Text(
    "入力の指摘が{count}件あります。`hedge-xl validate {file}` で見られます。",
    "{count} findings about what was typed: `hedge-xl validate {file}` lists them.",
)


def examine(path: Path, host: Host | None = None) -> list[Ailment]:
    """Everything that ails a file, where it is or in that host, worst first. FileError when it cannot be read."""
    target = found_file(path)
    opened = open_package(Package(take(target).data, path.name))
    found = [*inside(opened, host), *surroundings(target)]
    return sorted(found, key=lambda ailment: SEVERITIES.index(ailment.level))


def inside(opened: Opened, host: Host | None = None) -> Iterator[Ailment]:
    """What ails the file itself, wherever it lies; used in ``host``, if given."""
    findings = list(findings_of(opened))
    about = [finding for finding in findings if _about_file(finding.code)]
    below = rows_below(opened) if any(finding.code.endswith(_BELOW) for finding in about) else {}
    ours = [(finding, _possible(opened, finding.code, below)) for finding in about]
    formulas = any(cure == "formulas" for _, cure in ours)
    # Values are computed by the original formulas: while others stand there, these come first.
    needed = [(item, "formulas" if formulas and cure in ("values", "rows") else cure) for item, cure in ours]
    yield from _joined([Ailment.of(finding, cure) for finding, cure in needed])
    yield from contents(opened, host)
    others = len(findings) - len(ours)
    if others:
        yield Ailment("inputs", "info", "", _INPUTS.format(count=others, file=opened.package.file))


def _joined(ailments: list[Ailment]) -> Iterator[Ailment]:
    """Values that one computation puts right are named once for each kind, with how many there are."""
    count = Counter(ailment.code for ailment in ailments if ailment.code.endswith("-value"))
    for ailment in ailments:
        more = count.pop(ailment.code, 0) if ailment.code.endswith("-value") else 1
        if more > 1:
            yield replace(ailment, text=filled(_AND_MORE, text=ailment.text, count=more - 1))
        elif more:
            yield ailment


def _possible(opened: Opened, code: str, below: Container[str]) -> Cure | None:
    """What cures a finding in this very file; ``below`` are the tables that have rows to take in under them."""
    cure = _cure(code)
    if code == "name-error" and opened.host == "native":
        return "values"  # its formulas call nothing that could be missing
    if code in _FOLLOWING:
        lengths = {key: len(rows) for key, rows in opened.inputs.tables.items()}
        return cure if lengths[_FOLLOWING[code]] < lengths[opened.book.table(_FOLLOWING[code]).follows] else None
    if cure == "rows":
        return cure if code.removesuffix(_BELOW) in below else None
    return cure


def _about_file(code: str) -> bool:
    """Whether a finding is about the file and not about what was typed into it."""
    check = CHECKS.get(code)
    return _cure(code) is not None or (check is not None and check.group in _ABOUT_FILE)


def _cure(code: str) -> Cure | None:
    return next((cure for pattern, cure in _CURES if re.fullmatch(pattern, code)), None)
