"""The findings for people: grouped by sheet, places aligned, with counts and the next step."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Final

import hedge_xl
from hedge_xl.core.language import Language, Text
from workbook.finding import MARKS, SEVERITIES, Finding
from workbook.findings.registry import CHECKS
from workbook.read import Opened
from workbook.text import display_width

_CLEAN: Final = Text("点検: 問題は見つかりませんでした ({path})", "Checked: nothing found ({path})")
_FOUND: Final = Text("点検: {errors}件の×、{warnings}件の△ ({path})", "Checked: {errors} × and {warnings} △ ({path})")
_FIX: Final = Text(
    "次にすること: ×を上から直して保存し、もう一度 hedge-xl validate {path}",
    "Next: put the × right from the top, save, and run again: hedge-xl validate {path}",
)
_LOOK: Final = Text(
    "次にすること: 1つずつ確かめ、直すものを直してください。正しいものは --ignore コード で外せます。",
    "Next: look at each and correct what is wrong; --ignore CODE leaves out what is right as it is.",
)
_PAGES: Final = Path(hedge_xl.__file__).parent / "docs"
_MEANING: Final = Text(
    f"コードの意味と直し方: {_PAGES / 'checks.ja.md'}", f"What each code means: {_PAGES / 'checks.md'}"
)
_ALSO: Final = Text(
    "  ほかにも値の古いセルが{count}か所あります [*-value]", "  {count} more with an old value [*-value]"
)
_NAMED: Final = 3  # old values of a sheet that are named: they have one cause and one remedy
_WIDEST: Final = 28  # half-width characters of a place that others are aligned with


def findings(path: Path, opened: Opened, found: Sequence[Finding], language: Language) -> str:
    """Every finding on a line of its own, and what to do next."""
    if not found:
        return _CLEAN.of(language).format(path=path)
    count = Counter(finding.severity for finding in found)
    total = _FOUND.of(language).format(path=path, errors=count["error"], warnings=count["warning"])
    quoted = f'"{path}"' if " " in str(path) else str(path)
    step = (_FIX if count["error"] else _LOOK).of(language).format(path=quoted)
    return "\n".join([*_groups(opened, found, language), total, step, _MEANING.of(language)])


def _groups(opened: Opened, found: Sequence[Finding], language: Language) -> Iterator[str]:
    """The lines sheet by sheet, in the order of the workbook; what is of no sheet comes first."""
    order = {sheet.name: number for number, sheet in enumerate(opened.file.sheets)}
    by_sheet = sorted(found, key=lambda finding: (order.get(finding.sheet, -1), finding.sheet))
    for sheet, group in groupby(by_sheet, key=lambda finding: finding.sheet):
        items = list(group)
        old = [item for item in items if CHECKS[item.code].family == "*-value"]
        yield f"{sheet}  {_counts(items, language)}"
        items = [item for item in items if item not in old[_NAMED:]]
        width = max((w for w in (display_width(item.where) for item in items) if w <= _WIDEST), default=0)
        for item in items:
            yield _line(item, width, language)
        if len(old) > _NAMED:
            yield _ALSO.of(language).format(count=len(old) - _NAMED)


def _counts(items: Sequence[Finding], language: Language) -> str:
    count = Counter(item.severity for item in items)
    return " ".join(f"{MARKS[severity].of(language)}{count[severity]}" for severity in SEVERITIES if count[severity])


def _line(finding: Finding, width: int, language: Language) -> str:
    """The finding's own line, its words moved to where those of the others begin."""
    place = f"{finding.where}: "
    space = " " * max(0, width - display_width(finding.where))
    return finding.line(language).replace(place, place + space, 1)
