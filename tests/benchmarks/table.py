"""The table of ratios as Markdown, and its place in both READMEs."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from hedge_xl.core.language import Language, Text

ROOT = Path(__file__).parents[2]
READMES: dict[Language, Path] = {"en": ROOT / "README.md", "ja": ROOT / "README.ja.md"}
MARKS = BEGIN, END = "<!-- benchmarks:begin -->", "<!-- benchmarks:end -->"
LEDGER_MARKS = "<!-- ledger-benchmarks:begin -->", "<!-- ledger-benchmarks:end -->"

HEADER = (
    Text("測ったもの", "What"),
    Text("比べた相手", "Against"),
    Text("hedge_xl", "hedge_xl"),
    Text("相手", "Other side"),
    Text("速さの倍率", "Times as fast"),
    Text("目標", "Target"),
    Text("判定", "Kept"),
)
RULE = "| --- | --- | --: | --: | --: | --: | :-: |"
KEPT, MISSED = Text("達成", "yes"), Text("未達", "no")


@dataclass(frozen=True)
class Measured:
    """The figures of one row, as they are shown."""

    ours: str
    theirs: str
    ratio: str
    target: str
    kept: bool


def row(name: Text, other: Text, measured: Measured, language: Language) -> str:
    """One line of the table."""
    verdict = KEPT if measured.kept else MISSED
    figures = (measured.ours, measured.theirs, measured.ratio, measured.target)
    return line([name.of(language), other.of(language), *figures, verdict.of(language)])


def line(cells: Sequence[str]) -> str:
    """Cells between bars."""
    return f"| {' | '.join(cells)} |"


def header(language: Language) -> str:
    """The first two lines of the table."""
    return f"{line([words.of(language) for words in HEADER])}\n{RULE}"


def cells(page: str) -> list[list[str]]:
    """The rows of the table on a page, header and rule first."""
    block = page[page.index(BEGIN) : page.index(END)]
    return [text.strip("| ").split(" | ") for text in block.splitlines() if text.startswith("|")]


def placed(page: str, block: str, marks: tuple[str, str] = MARKS) -> str:
    """The page with the block between its marks."""
    begin, end = marks
    before, _, rest = page.partition(begin)
    _, found, after = rest.partition(end)
    if not found:
        raise ValueError(f"the page lacks {begin} or {end}")
    return f"{before}{begin}\n{block}\n{end}{after}"
