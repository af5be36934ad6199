"""The generated part of the documents: complete, current, and true to the catalogue."""

import re
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from hedge_xl.core.language import LANGUAGES, Text
from hedge_xl.functions import CATALOGUE, documentation, use_language
from hedge_xl.functions.declare import Function
from hedge_xl.functions.documentation import BEGIN, END, PAGES, functions_on, generated, main, refreshed

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "hedge_xl/docs"
DOCUMENTS = generated()
README_OF = {"en": Path("README.md"), "ja": Path("README.ja.md")}
HAND_WRITTEN = "before\n{begin}\n{made}\n{end}\nafter\n"
SPLIT_CELLS = re.compile(r"(?<!\\)\|")


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def entries(page: str) -> dict[str, str]:
    """The entry under each function's heading."""
    _, *parts = re.split(r"^### (\w+)$", page, flags=re.MULTILINE)
    return dict(zip(parts[::2], parts[1::2], strict=True))


def reference(language: str) -> dict[str, str]:
    """Every function's entry, from all pages of a language as they are in the folder."""
    return {name: entry for page in PAGES for name, entry in entries(text(DOCS / page.file(language))).items()}


def plain(words: str) -> str:
    return words.replace("\\*", "*").replace("\\|", "|").replace("<br>", "\n")


def rows(entry: str) -> list[list[str]]:
    """Every table's rows as plain cells, headers included, rules left out."""
    lines = [line for line in entry.splitlines() if line.startswith("|") and not line.startswith("| ---")]
    return [[plain(cell.strip()) for cell in SPLIT_CELLS.split(line)[1:-1]] for line in lines]


# --- every function on one page ---------------------------------------------------------------------


@pytest.mark.parametrize("document", DOCUMENTS, ids=str)
def test_the_document_is_current(document):
    page = text(ROOT / document)
    made = refreshed(page, DOCUMENTS[document])
    assert made == page, "run: python -m hedge_xl.functions.documentation --write"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_function_is_on_one_page_and_no_other_is(language):
    headings = [
        name for page in PAGES for name in re.findall(r"^### (\w+)$", text(DOCS / page.file(language)), re.MULTILINE)
    ]
    assert sorted(headings) == sorted(CATALOGUE)


def test_a_function_without_a_page_is_an_error(monkeypatch):
    stray = replace(CATALOGUE["HSTAR"], source="E §1")
    monkeypatch.setattr(documentation, "CATALOGUE", {**CATALOGUE, "HSTAR": stray})
    with pytest.raises(ValueError, match="HSTAR: no page"):
        generated()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_holds_its_articles_functions_in_the_catalogues_order(page):
    names = [function.name for function in functions_on(page)]
    assert names == [name for name, function in CATALOGUE.items() if re.match(rf"{page.key}\b", function.source)]
    assert len(names) >= 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_readme_lists_every_function_under_its_page_and_links_to_its_entry(language):
    listed = re.findall(r"^\| \[`(\w+)`\]\((.+?)#(.+?)\) \|", DOCUMENTS[README_OF[language]], re.MULTILINE)
    assert listed == [
        (function.name, f"hedge_xl/docs/{page.file(language)}", function.name.lower())
        for page in PAGES
        for function in functions_on(page)
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_readme_stays_short(language):
    longest = max(len(row[1]) for row in rows(DOCUMENTS[README_OF[language]]))
    assert longest <= 120


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_names_the_functions_of_its_article_that_are_on_other_pages(page, language):
    head = DOCUMENTS[Path("hedge_xl/docs") / page.file(language)].split("\n### ")[0]
    own = {function.name for function in functions_on(page)}
    spoken_of = {name for name, function in CATALOGUE.items() if f"{page.key} §" in function.source}
    assert set(re.findall(r"\[`(\w+)`\]", head)) == own | spoken_of


# --- what an entry says -----------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_entry_says_what_the_catalogue_says(language):
    written = reference(language)
    for name, function in CATALOGUE.items():
        entry = plain(written[name])
        assert function.description.of(language) in entry
        assert f"```text\n{function.usage}\n```" in entry
        assert f"```text\n{function.example_formula}\n" in entry
        assert f"`{function.formula}`" in entry or not function.formula
        assert f": {function.source}\n" in entry or function.source == "hedge_xl"
        assert function.unit.of(language) in entry


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_entry_has_a_row_of_four_cells_for_every_argument(language):
    required, optional = Text("必須", "required").of(language), Text("省略可", "optional").of(language)
    written = reference(language)
    for name, function in CATALOGUE.items():
        expected = []
        for arg in function.args:
            default = f'`"{arg.default}"`' if isinstance(arg.default, str) else f"`{arg.default or 0:.12g}`"
            said = required if arg.required else optional if arg.default is None else default
            expected.append([f"`{arg.name}`", arg.text.of(language), arg.unit.of(language), said])
        table = [row for row in rows(written[name]) if row[0].startswith("`")]
        assert table == expected


def shown(entry: str, function: Function) -> list[list[str]]:
    """The cells of the example's result, as the entry shows them."""
    if function.result.name == "table":
        return rows(entry)[1 + len(function.args) :]
    block = entry.split(f"{function.example_formula}\n→", 1)[1].split("\n```", 1)[0]
    if function.result.name == "scalar":
        return [["\n".join(line.strip() for line in block.splitlines())]]
    return [line.split() for line in block.splitlines()]


def agrees(cell: object, said: str) -> bool:
    if cell is None:
        return said == "#N/A"
    if isinstance(cell, datetime):
        return said == f"{cell:%Y-%m-%d %H:%M}"
    if isinstance(cell, date):
        return said == f"{cell:%Y-%m-%d}"
    if isinstance(cell, str):
        return said == "\n".join(line.strip() for line in cell.splitlines())
    return "e" not in said and float(said) == pytest.approx(cell, rel=1e-9, abs=1e-15)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_entry_shows_the_examples_result_in_its_language(language):
    written = reference(language)
    for name, function in CATALOGUE.items():
        with use_language(language):
            result = function.call(*function.example.args)
        result = result if isinstance(result, list) else [[result]]
        said = shown(written[name], function)
        assert [len(row) for row in said] == [len(row) for row in result], name
        for row, words in zip(result, said, strict=True):
            assert all(map(agrees, row, words)), (name, row, words)


# --- refreshing -------------------------------------------------------------------------------------


def test_write_refreshes_every_document_and_nothing_else_in_them(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("hedge_xl/docs").mkdir(parents=True)
    for path in DOCUMENTS:
        path.write_text(HAND_WRITTEN.format(begin=BEGIN, made="old", end=END), encoding="utf-8")
    assert main(["--write"]) == 0
    for path, made in DOCUMENTS.items():
        assert text(path) == HAND_WRITTEN.format(begin=BEGIN, made=made, end=END)


def test_write_changes_nothing_when_one_document_lacks_its_markers(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("hedge_xl/docs").mkdir(parents=True)
    for path in DOCUMENTS:
        path.write_text(f"{BEGIN}\nold\n{END}\n", encoding="utf-8")
    last = list(DOCUMENTS)[-1]
    last.write_text("no markers\n", encoding="utf-8")
    with pytest.raises(ValueError, match="once each"):
        main(["--write"])
    assert all("old" in text(path) for path in DOCUMENTS if path != last)


@pytest.mark.parametrize("arguments", [[], ["--help"], ["--write", "--write"]])
def test_write_refuses_other_arguments(arguments, monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    assert main(arguments) == 2
    assert "usage" in capsys.readouterr().err


def test_write_refuses_a_folder_without_the_documents(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["--write"]) == 2
    assert "README.ja.md" in capsys.readouterr().err


@pytest.mark.parametrize("page", ["", BEGIN, END, f"{END}{BEGIN}", f"{BEGIN}{BEGIN}{END}", f"{BEGIN}{END}{END}"])
def test_a_page_without_one_pair_of_markers_is_refused(page):
    with pytest.raises(ValueError, match="once each"):
        refreshed(page, "")
