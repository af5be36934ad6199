"""The register of checks: nothing else is said, everything in it can be said, and the pages are made from it."""

import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from ledgers import (
    Edit,
    cached,
    cell,
    edited,
    formula,
    keep_value_only,
    made,
    named_place,
    number,
    place,
    small,
    table,
    typed,
    words,
)
from lxml import etree
from openpyxl import load_workbook
from planted import PLANTED
from planted_conduct import CONDUCT
from planted_file import FILE

from hedge_xl.core.errors import ChoiceError
from hedge_xl.core.language import LANGUAGES, Language
from workbook.finding import Finding
from workbook.findings import documentation
from workbook.findings.documentation import BEGIN, END, PAGES, generated, main, refreshed
from workbook.findings.registry import CHECKS, chosen, registered
from workbook.layout import cell_places
from workbook.ledger import LEDGER
from workbook.ledger.other_checks import BELOW
from workbook.ooxml import main as tag
from workbook.package import Package
from workbook.validate import validate

ROOT = Path(__file__).parent.parent.parent
FILES = Path(__file__).parent / "files"
COMPUTED = [(item.key, column.key) for item in LEDGER.tables for column in item.columns if column.kind != "input"]
FIRST_COMPUTED = [place(name, 0, next(key for home, key in COMPUTED if home == name)) for name in dict(COMPUTED)]
ONE_CELL = next(named_place(item.key) for item, _, _ in cell_places(LEDGER.sheets[1]) if item.kind != "input")
PARAMETERS = [item.key for item in LEDGER.cells if item.kind == "input" and item.validation]
UNDER = {"market": 8, "monthly": 4, "pnl": 4, "log": 6, "events": 1, "statement": 1, "backtest": 8, "journal": 1}
UNDER["holidays"] = len(small("ja").tables["holidays"])
# A first fault in each row, and further ones that only the rules of their columns see.
TWO_FAULTS: dict[str, list[tuple[int, str, float | str]]] = {
    "market": [(0, "month", 5.0), (0, "spx", "x"), (0, "usdjpy", "x"), (0, "ma200", "x")],
    "monthly": [(0, "month", 5.0), (0, "a_usd", -1.0), (0, "spot", "x"), (0, "swap", 1e13), (0, "h_fixed", 80.0)],
    "log": [(0, "side", "?"), (0, "qty", "x"), (0, "price", 0.0), (0, "quote", "x"), (0, "time", "x")],
    "statement": [(0, "date", "x"), (0, "position", "x"), (0, "swap", 1e13)],
}
ERROR_WORDS = [place("market", 1, "ma200"), place("monthly", 1, "h_fixed"), place("log", 1, "quote")]


def edits(where: Iterable[str], change: Callable[[etree._Element], None]) -> tuple[Edit, ...]:
    return tuple(cell(each, change) for each in where)


def each_calculated(change: Callable[[etree._Element], None]) -> tuple[Edit, ...]:
    def edit(root: etree._Element) -> None:
        for item in list(root.iter(tag("calculatedColumnFormula"))):
            change(item)

    return tuple(table(item.name, edit) for item in LEDGER.tables)


def remove(item: etree._Element) -> None:
    parent = item.getparent()
    assert parent is not None
    parent.remove(item)


def other_text(item: etree._Element) -> None:
    item.text = f"{item.text}+0"


def typed_over(values: dict[str, list[tuple[int, str, float | str]]]) -> tuple[Edit, ...]:
    return tuple(
        cell(place(name, row, key), words(value) if isinstance(value, str) else number(value))
        for name, faults in values.items()
        for row, key, value in faults
    )


def drop_name(package: Package) -> None:
    data = package.read(package.workbook_part)
    package.put(package.workbook_part, data.replace(b'name="min_unit"', b'name="min_units"'))


def totals_row(name: str) -> tuple[Edit, Edit]:
    """A totals row in which an input stands."""
    rows, spec = UNDER[name], LEDGER.table(name)

    def add(root: etree._Element) -> None:
        first, last = (root.get("ref") or "").split(":")
        letters = last.rstrip("0123456789")
        root.set("ref", f"{first}:{letters}{int(last[len(letters) :]) + 1}")
        root.set("totalsRowCount", "1")

    return table(spec.name, add), typed(place(name, rows, spec.inputs[0].key), number(1))


def second_time(root: etree._Element) -> None:
    root.set("displayName", "Monthly2")


def other_heading(root: etree._Element) -> None:
    next(item for item in root.iter(tag("tableColumn")) if item.get("name") == "メモ").set("name", "memo")


WHOLE: dict[str, tuple[Edit, ...]] = {
    "lost": edits([*FIRST_COMPUTED, ONE_CELL], keep_value_only),
    "changed": edits([*FIRST_COMPUTED, ONE_CELL], formula(lambda text: f"{text}+0")),
    "old": edits([*FIRST_COMPUTED, ONE_CELL], cached("n", "12345.678")),
    "another calculated column": each_calculated(other_text),
    "no calculated columns": each_calculated(remove),
    **{f"no calculated columns in table {number}": (edit,) for number, edit in enumerate(each_calculated(remove))},
    "under tables": tuple(
        typed(place(name, row, LEDGER.table(name).columns[1].key), number(1)) for name, row in UNDER.items()
    ),
    "totals rows with inputs": tuple(edit for name in BELOW for edit in totals_row(name)),
    "parameters": tuple(cell(named_place(key), words("?")) for key in PARAMETERS),
    "a roll in too many parts": (cell(named_place("roll_slices"), number(9)),),
    "orders that end too early": (cell(named_place("twap_end"), number(0.1)),),
    "a roll in years unknown": (cell(named_place("roll_from"), number(80000)),),
    "a closed day moved": (cell(place("holidays", 3, "date"), number(44999)),),
    "two faults a row": typed_over(TWO_FAULTS),
    "an order time alone": typed_over({"log": [(1, "side", "?"), (1, "order_time", "x")]}),
    "errors in words": edits(ERROR_WORDS, words("#N/A")),
    "an error in words on a statement": typed_over(
        {"statement": [(0, "position", 1.0), (0, "date", 44926.0), (0, "swap", "#N/A")]}
    ),
    "beyond reason": (cell(place("market", 5, "spx"), number(1e300)), cell(place("market", 6, "spx"), number(1e-300))),
    "no name": (drop_name,),
    "no table": (table("Monthly", second_time),),
    "no column": (table("Monthly", other_heading),),
}


def declared() -> set[str]:
    """The codes of faults planted, and found alone, in the tests of their kinds."""
    return {code[1:] for planted in (*PLANTED, *CONDUCT, *FILE) for code, _ in planted.findings}


@pytest.fixture(scope="module")
def emitted(tmp_path_factory: pytest.TempPathFactory) -> list[Finding]:
    """What is said of files with a fault of every family."""
    folder = tmp_path_factory.mktemp("families")
    paths = [edited(folder / f"{number}.xlsx", *WHOLE[name]) for number, name in enumerate(WHOLE)]
    load_workbook(paths[0]).save(folder / "no values.xlsx")
    same = small("ja")
    same.tables["log"][4] |= {key: same.tables["log"][0][key] for key in ("side", "qty", "price", "time")}
    (folder / "same.xlsx").write_bytes(made(same))
    busy = small("ja")
    busy.tables["events"] = [{"date": 44927.0 + day, "name": "?"} for day in range(28)]  # all of January 2023
    (folder / "busy.xlsx").write_bytes(made(busy))
    paths += [folder / "busy.xlsx", folder / "no values.xlsx", folder / "same.xlsx", FILES / "ledger-1-ja.xlsx"]
    return [finding for path in paths for finding in validate(path)[1]]


def test_everything_that_can_be_said_is_registered_with_its_severity(emitted: list[Finding]) -> None:
    for finding in emitted:
        assert CHECKS[finding.code].severity == finding.severity


def test_everything_registered_can_be_said(emitted: list[Finding]) -> None:
    said = {finding.code for finding in emitted} | declared()
    assert said == registered([LEDGER]).keys()


def test_severities_of_the_planted_faults_are_the_registers() -> None:
    marks = {"×": "error", "△": "warning", "・": "info"}
    for planted in (*PLANTED, *CONDUCT, *FILE):
        for code, _ in planted.findings:
            assert CHECKS[code[1:]].severity == marks[code[0]], code


def test_every_entry_is_complete_in_both_languages() -> None:
    for code, check in CHECKS.items():
        assert check.code == code
        assert re.fullmatch(r"[a-z0-9_]+(-[a-z0-9_]+)*", code)
        assert re.match(r"[A-D] §\S", check.source), code
        for text in (check.title, check.why, check.fix):
            for language in LANGUAGES:
                words = text.of(language)
                assert words.strip(" .。"), code
                assert "\n" not in words, code


# --- choosing codes -----------------------------------------------------------------------------


def test_codes_are_chosen_by_name_or_pattern() -> None:
    assert chosen("log-event, cost-gap", "--only") == {"log-event", "cost-gap"}
    assert chosen("parameter-*", "--only") == {code for code in CHECKS if code.startswith("parameter-")}


@pytest.mark.parametrize("given", ["log-evnt", "", ",", "log-event,nothing-*"])
def test_a_code_that_is_none_is_refused(given: str) -> None:
    with pytest.raises(ChoiceError):
        chosen(given, "--only")


# --- the pages ----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_current(language: Language) -> None:
    page = (ROOT / PAGES[language]).read_text(encoding="utf-8")
    assert refreshed(page, generated(language)) == page, "run: python -m workbook.findings.documentation --write"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_is_on_the_page(language: Language) -> None:
    page = generated(language)
    assert all(f"`{code}`" in page for code in CHECKS)
    assert all(line.count("|") - line.count("\\|") == 7 for line in page.splitlines() if line.startswith("|"))


def test_write_refreshes_both_pages_and_nothing_else_in_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for path in PAGES.values():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n", encoding="utf-8")
    assert main(["--write"]) == 0
    for language, path in PAGES.items():
        assert path.read_text(encoding="utf-8") == f"before\n{BEGIN}\n{generated(language)}\n{END}\nafter\n"


def test_write_refuses_other_arguments_and_folders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([]) == 2
    monkeypatch.chdir(tmp_path)
    assert main(["--write"]) == 2
    assert capsys.readouterr().err.count("usage") == 2
    with pytest.raises(ValueError, match="once each"):
        documentation.refreshed("no markers", "")
