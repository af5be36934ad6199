"""What the documents say: examples run; commands, functions, links and facts exist."""

import doctest
import re
import shlex
import tomllib
from importlib.util import find_spec
from pathlib import Path

import pytest
import typer

from hedge_xl import __version__
from hedge_xl.functions import CATALOGUE
from hedge_xl.functions.documentation import BEGIN, END
from hedge_xl.functions.documentation import PAGES as REFERENCE
from workbook.books import BOOKS
from workbook.cli import make_app
from workbook.commands.common import ACT, CLEAN, FINDINGS, UNUSABLE
from workbook.ledger import LEDGER
from workbook.ledger.other_checks import OTHER_CHECKS
from workbook.ledger.policy import POLICIES
from workbook.ledger.row_checks import ROW_CHECKS
from workbook.text import WORDS

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "hedge_xl/docs"
READMES = [ROOT / "README.md", ROOT / "README.ja.md"]
ENGLISH = [
    ROOT / "README.md",
    *(
        DOCS / f"{name}.md"
        for name in ("differences", "ledger", "hosts", "import", "commands", "checks", "backtest", "libreoffice")
    ),
    *(DOCS / page.file("en") for page in REFERENCE),
]
PAIRS = [(page, page.with_suffix(".ja.md")) for page in ENGLISH]
PAGES = [*(page for pair in PAIRS for page in pair), ROOT / "CHANGELOG.md"]
LEDGER_PAGES = [("en", DOCS / "ledger.md"), ("ja", DOCS / "ledger.ja.md")]

FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
INLINE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
CAPITALS = re.compile(r"(?<![\w.&])([A-Z][A-Z0-9_.]*)\(")
DECIMAL = re.compile(r"(?<![\d.,])\d+\.\d+")

BUILT_IN = {"IF", "MAXIFS"}
NO_FUNCTIONS = {
    "A_USD",
    "BUY",
    "HEDGE_XL_BACKUPS",
    "HEDGE_XL_INSTRUMENTS",
    "HEDGE_XL_LANG",
    "LONG",
    "SELL",
    "SHORT",
    "S_USDJPY",
}
WHAT_THE_ARTICLES_PRINT = {"0.62", "0.7", "1.8", "2.0", "2.7"}


def text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def name(page: Path) -> str:
    return page.name


def blocks(page: Path, kind: str) -> list[str]:
    return [code for language, code in FENCE.findall(text(page)) if language == kind]


def prose(page: Path) -> str:
    return FENCE.sub("", text(page))


def plain(words: str) -> str:
    return words.replace("\\*", "*")


# --- examples and numbers -------------------------------------------------------------------------


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page, "python")], ids=name)
def test_examples_run(page):
    examples = doctest.DocTestParser().get_doctest("".join(blocks(page, "python")), {}, page.name, str(page), 0)
    outcome = doctest.DocTestRunner().run(examples)
    assert outcome.attempted > 3
    assert outcome.failed == 0


@pytest.mark.parametrize(("english", "japanese"), PAIRS, ids=lambda page: page.name)
def test_both_languages_have_the_same_code_and_sections(english, japanese):
    assert blocks(english, "python") == blocks(japanese, "python")
    levels = [re.findall(r"^#+", prose(page), re.MULTILINE) for page in (english, japanese)]
    assert levels[0] == levels[1]
    rows = [sum(line.startswith("|") for line in prose(page).splitlines()) for page in (english, japanese)]
    assert rows[0] == rows[1]


@pytest.mark.parametrize("page", [DOCS / "differences.md", DOCS / "differences.ja.md"], ids=name)
def test_every_decimal_in_the_words_stands_in_code_that_runs(page):
    shown = DECIMAL.findall("".join(blocks(page, "python")))
    said = set(DECIMAL.findall(prose(page)))
    assert len(said) > 30
    assert said - set(shown) - WHAT_THE_ARTICLES_PRINT == set()


# --- commands, functions, links -------------------------------------------------------------------


def commands(page: Path) -> list[list[str]]:
    """The command lines in a page's blocks, comments taken off."""
    lines = [part.strip() for block in blocks(page, "") for line in block.splitlines() for part in line.split("&&")]
    return [shlex.split(line, comments=True) for line in lines if line]


def check_command(words: list[str]) -> None:
    if words[0] == "hedge-xl":
        known = typer.main.get_command(make_app("en")).commands
        known[words[1]].make_context(words[1], words[2:])
        assert words[1] != "new" or words[2] in BOOKS
    else:
        assert words[:2] == ["python", "-m"], words
        assert find_spec(words[2]), words


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_commands_in_blocks_are_understood(page):
    for words in commands(page):
        check_command(words)


def test_the_readmes_name_every_command():
    for readme in READMES:
        assert {words[1] for words in commands(readme) if words[0] == "hedge-xl"} == set(
            typer.main.get_command(make_app("en")).commands
        )


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_commands_and_extras_in_sentences_exist(page):
    extras = tomllib.loads(text(ROOT / "pyproject.toml"))["project"]["optional-dependencies"]
    assert set(re.findall(r"\.\[(\w+)\]", text(page))) <= set(extras)
    known = typer.main.get_command(make_app("en")).commands
    for code in INLINE.findall(prose(page)):
        if code.startswith("hedge-xl "):
            words = shlex.split(code)
            assert words[1] in known, code
            options = {option for parameter in known[words[1]].params for option in parameter.opts}
            assert {word for word in words if word.startswith("--")} <= options, code


@pytest.mark.parametrize("readme", READMES, ids=name)
def test_the_exit_codes_are_those_of_the_command_line(readme):
    assert re.findall(r"^\| (\d) \|", text(readme), re.MULTILINE) == [
        str(code) for code in (CLEAN, FINDINGS, UNUSABLE, ACT)
    ]


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_function_named_is_in_the_catalogue(page):
    by_hand = re.sub(f"{BEGIN}.*{END}", "", text(page), flags=re.DOTALL)
    quoted = set(re.findall(r"`([A-Z][A-Z0-9]*_[A-Z0-9_]+)`", FENCE.sub("", by_hand)))
    called = set(CAPITALS.findall(by_hand))
    assert (quoted | called) - NO_FUNCTIONS - BUILT_IN <= set(CATALOGUE)


def anchors(page: Path) -> set[str]:
    """The anchors that a Markdown viewer gives a page's headings."""
    headings = [plain(line.lstrip("#").strip()) for line in prose(page).splitlines() if line.startswith("#")]
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", [*PAGES, ROOT / "hedge_xl/data/SOURCES.md"], ids=name)
def test_relative_links_resolve(page):
    for link in LINK.findall(prose(page)):
        if not link.startswith("https://"):
            path, _, anchor = link.partition("#")
            target = page.parent / path if path else page
            assert target.is_file(), link
            assert not anchor or anchor in anchors(target), link


# --- the ledger and the version -------------------------------------------------------------------


@pytest.mark.parametrize(("language", "page"), LEDGER_PAGES)
def test_the_ledger_page_names_sheets_policies_and_instructions(language, page):
    words = plain(text(page))
    for sheet in LEDGER.sheets:
        assert f"| {sheet.title.of(language)} |" in words
    for key in POLICIES:
        assert f"**{WORDS[key].of(language)}**" in words
    for key in ("ins_hold", "ins_fix", "ins_policy", "ins_market", "ins_log"):
        assert f"| {WORDS[key].of(language)} |" in words


@pytest.mark.parametrize(("language", "page"), LEDGER_PAGES)
def test_the_ledger_page_explains_every_check_as_the_sheet_does(language, page):
    rows = [line for line in plain(text(page)).splitlines() if line.startswith("|")]
    checks = [(WORDS[check.word], check.sheet.title, check.fix) for check in ROW_CHECKS]
    for word, sheet, fix in checks:
        assert any(
            row.startswith(f"| {word.of(language)} |")
            and sheet.of(language) in row
            and row.endswith(f"| {fix.of(language)} |")
            for row in rows
        ), word
    for word, fix in OTHER_CHECKS.values():
        assert any(row.startswith(f"| {word.of(language)} |") and fix.of(language) in row for row in rows), word


@pytest.mark.parametrize(("language", "page"), LEDGER_PAGES)
def test_the_ledger_page_gives_the_defaults_of_the_policy_sheet(language, page):
    defaults = {cell.key: cell.default for cell in LEDGER.cells}
    clamp = {"en": "({h_floor} and {h_cap})", "ja": "({h_floor} と {h_cap})"}[language]
    for said in (clamp, "{structural_h}", "({trend_step})", "({policy_threshold})", "({rebalance_band:.0%})"):
        assert said.format_map(defaults) in text(page)
    assert re.search(rf"\b{defaults['window']} pairs|{defaults['window']}組", text(page))
    assert f"{defaults['rate_differential']:.0%}" in text(page)


def test_the_changelog_begins_with_this_version_and_names_every_reference_page():
    page = text(ROOT / "CHANGELOG.md")
    assert re.search(r"^## (.+)$", page, re.MULTILINE).group(1) == __version__
    assert all(f"(hedge_xl/docs/{each.file('en')})" in page for each in REFERENCE)
