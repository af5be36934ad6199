"""The pages that explain every check, made from the register.

``python -m workbook.findings.documentation --write`` refreshes what stands between the markers, in the project's
folder. Everything outside the markers is written by hand and stays as it is.
"""

import sys
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import Final

from hedge_xl.core.language import LANGUAGES, Language, Text
from workbook.finding import MARKS
from workbook.findings.check import Check, Group
from workbook.findings.registry import CHECKS

BEGIN: Final = "<!-- checks:begin -->"
END: Final = "<!-- checks:end -->"
PAGES: Final[dict[Language, Path]] = {
    "ja": Path("hedge_xl/docs/checks.ja.md"),
    "en": Path("hedge_xl/docs/checks.md"),
}
_USAGE: Final = "usage: python -m workbook.findings.documentation --write  (in the project's folder)"
_GROUPS: Final[dict[Group, Text]] = {
    "structure": Text("構造", "Structure"),
    "formulas": Text("式と数字", "Formulas and numbers"),
    "inputs": Text("入力", "Inputs"),
    "rows": Text("シートの点検と同じもの", "The sheets' own checks"),
    "conduct": Text("運用", "Conduct over time"),
    "costs": Text("費用", "Costs"),
    "file": Text("ファイルの設定と中身", "Settings and contents of the file"),
}
_HEADER: Final = Text(
    "| コード | 重さ | 内容 | なぜ大切か | 直し方 | 記事の節 |",
    "| Code | Severity | Finding | Why it matters | Fix | Article |",
)
_RULE: Final = "| --- | --- | --- | --- | --- | --- |"
_STANDS: Final = Text("`{family}` のコード: ", "The codes of `{family}`: ")


def generated(language: Language) -> str:
    """What stands between the markers of a page."""
    parts = []
    for group, title in _GROUPS.items():
        checks = [check for check in CHECKS.values() if check.group == group]
        parts.append(
            f"### {title.of(language)}\n\n" + "\n".join(_table(checks, language)) + _families(checks, language)
        )
    return "\n\n".join(parts)


def _table(checks: Iterable[Check], language: Language) -> list[str]:
    """A row for every check; one for all of a family."""
    shown = [_HEADER.of(language), _RULE]
    told: set[str] = set()
    for check in checks:
        if check.family and check.family in told:
            continue
        told.add(check.family)
        mark = MARKS[check.severity].of(language)
        title, why, fix = (text.of(language).replace("|", "\\|") for text in (check.title, check.why, check.fix))
        if check.family in ("parameter-*", "*-range"):
            title, fix = _COMMON[check.family][0].of(language), _COMMON[check.family][1].of(language)
        cells = (f"`{check.family or check.code}`", mark, title, why, fix, check.source)
        shown.append(f"| {' | '.join(cells)} |".replace("h*", "h\\*"))
    return shown


_COMMON: Final = {
    "parameter-*": (
        Text("使えない設定値", "unusable parameter"),
        Text("値を示された範囲か選択肢の中にする", "Bring the value within the limits or choices shown"),
    ),
    "*-range": (
        Text("入力が列の範囲外", "input out of its column's range"),
        Text("値を示された範囲の中にする", "Bring the value within the limits shown"),
    ),
}


def _families(checks: Sequence[Check], language: Language) -> str:
    """Every code of a family."""
    lines = []
    ordered = sorted((check for check in checks if check.family), key=lambda check: check.family)
    for family, members in groupby(ordered, key=lambda check: check.family):
        codes = ", ".join(f"`{check.code}`" for check in members)
        lines.append(f"\n\n{_STANDS.of(language).format(family=family)}{codes}")
    return "".join(lines)


def refreshed(page: str, made: str) -> str:
    """The page with new text between its markers; a ValueError unless it has both, once, in order."""
    head, found, rest = page.partition(BEGIN)
    _, closed, tail = rest.partition(END)
    if not found or not closed or BEGIN in rest or END in head + tail:
        raise ValueError(f"the page needs {BEGIN} and, below it, {END}, once each")
    return f"{head}{BEGIN}\n{made}\n{END}{tail}"


def main(arguments: Sequence[str]) -> int:
    """Rewrite the pages. Exit code 2 for anything but ``--write`` in a folder that has them."""
    if list(arguments) != ["--write"] or not all(path.is_file() for path in PAGES.values()):
        print(_USAGE, file=sys.stderr)
        return 2
    new = {PAGES[language]: refreshed(_read(language), generated(language)) for language in LANGUAGES}
    for path, page in new.items():
        path.write_text(page, encoding="utf-8", newline="\n")
    return 0


def _read(language: Language) -> str:
    return PAGES[language].read_text(encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
