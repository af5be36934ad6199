"""`hedge-xl upgrade`: ledgers of structure 1 brought up to date, plain and as users have changed them."""

import json
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from command import Run
from customise import EDITS, ZIPS, customised, random_customisation
from ledgers import cell, constant, formula, named_place, part, place, table
from lxml import etree
from upgrading import after, kept, nothing_of_the_users_is_lost, opened

from hedge_xl import __version__
from hedge_xl.core.language import LANGUAGES, Language
from workbook import stamp
from workbook.cells import read_book
from workbook.errors import FileError
from workbook.finding import Finding
from workbook.ledger import LEDGER
from workbook.ooxml import main
from workbook.package import Package
from workbook.read import Opened, open_package
from workbook.recalc import LibreOffice
from workbook.upgrade.structure import structure
from workbook.upgrade.upgraded import upgraded
from workbook.validate import findings_of

FILES = Path(__file__).parent / "files"
NEW_SHEETS = {"dashboard", "statement", "quality", "cost", "journal"}
SEEDS = range(4)
GROUPS = [[*list(EDITS)[start::8], *list(ZIPS)[start : start + 1]] for start in range(8)]


@cache
def old(language: Language = "ja") -> bytes:
    return (FILES / f"ledger-1-{language}.xlsx").read_bytes()


# --- a plain ledger ---------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plain_ledger(language: Language) -> None:
    before = opened(old(language))
    made, new = after(old(language))
    kept(before, new)
    assert made.kept == ()
    assert [sheet.name for sheet in new.file.sheets] == [sheet.title.of(language) for sheet in LEDGER.sheets]
    assert new.file.properties[stamp.SCHEMA] == LEDGER.schema
    assert new.file.properties[stamp.VERSION] == __version__
    assert [row["command"] for row in new.inputs.tables["journal"]] == ["upgrade"]
    assert all(value is None for value in new.inputs.tables["statement"][0].values())


def changed_tables(package: Package) -> set[str]:
    found = open_package(package).tables
    return {found[key].table.part for key in ("monthly", "pnl", "log")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_validator_has_nothing_new_to_say(language: Language) -> None:
    found: list[Finding] = list(findings_of(after(old(language))[1]))
    # What the ledgers of that time are found to be today whatever their structure.
    assert {finding.code for finding in found} <= {"monthly-not-carried-out"}


def test_cells_of_a_sheet_stay_where_and_as_they_are() -> None:
    before, new = opened(old()).file, after(old())[1].file
    for sheet in before.sheets:
        found = next(other for other in new.sheets if other.name == sheet.name)
        for position, then in sheet.cells.items():
            now = found.cells[position]
            assert now.style == then.style
            assert (now.formula is None) == (then.formula is None)
            if then.formula is None and now.value != then.value:  # words of ours, which other tests compare
                assert isinstance(then.value, str)
                assert isinstance(now.value, str)


def test_formulas_that_the_version_leaves_alone_stay_as_they_are() -> None:
    today, then = structure(LEDGER.key, LEDGER.schema), structure(LEDGER.key, 1)
    assert today is not None
    assert then is not None
    same = [key for key, digests in then.formulas.items() if today.formulas[key] == digests]
    before, new = opened(old()), after(old())[1]
    for key in same:
        if key in before.cells:
            assert _formulas(before, key) == _formulas(new, key) != []
    assert len([key for key in same if key in before.cells]) > 20


def _formulas(book: Opened, key: str) -> list[str]:
    cell = book.cells[key].cell
    return [cell.formula] if cell is not None and cell.formula is not None else []


def test_parts_that_need_not_change_do_not() -> None:
    before, new = Package(old(), "a.xlsx"), Package(after(old())[0].data, "b.xlsx")
    touched = {name for name in before.names if before.read(name) != new.read(name)}
    sheets = {f"xl/worksheets/sheet{number}.xml" for number in (1, 2, 3, 4, 5, 6, 7)}
    assert touched <= sheets | {
        "[Content_Types].xml", "docProps/custom.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml",
        *changed_tables(before),
    }  # fmt: skip
    assert {name for name in new.names if name.startswith("xl/tables/")} > {
        name for name in before.names if name.startswith("xl/tables/")
    }


def test_every_word_of_the_old_sheets_is_todays_or_in_the_list_of_changed_ones() -> None:
    for language in LANGUAGES:
        new = after(old(language))[1]
        for sheet in LEDGER.sheets:
            if sheet.key in NEW_SHEETS or sheet.table is not None:
                continue
            fresh = {
                text for block in sheet.blocks for row in block.rows for item in row for text in _texts(item, language)
            }
            fresh |= {text.of(language) for block in sheet.blocks for text in (block.title, *block.header)}
            fresh |= {sheet.heading.of(language), sheet.intro.of(language)}
            shown = {
                item.value
                for position, item in new.cells[sheet.status.key].sheet.cells.items()
                if isinstance(item.value, str) and item.formula is None and item.value
            }
            inputs = {value for value in new.inputs.cells.values() if isinstance(value, str)}
            assert shown - inputs <= fresh


def _texts(item: object, language: Language) -> list[str]:
    text = getattr(item, "text", item)
    return [text.of(language)] if hasattr(text, "of") else []


# --- what users have made of it ---------------------------------------------------------------------


@pytest.mark.parametrize("names", GROUPS, ids=" + ".join)
def test_a_customised_ledger(names: list[str]) -> None:
    data = customised(old(), names)
    made, new = after(data)
    kept(opened(data), new)
    assert made.kept == ()
    nothing_of_the_users_is_lost(data, made.data, changed_tables(Package(data, "a.xlsx")))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_ledger_customised_in_many_ways(seed: int) -> None:
    language = LANGUAGES[seed % 2]
    data = customised(old(language), random_customisation(seed), seed)
    made, new = after(data)
    kept(opened(data), new)
    nothing_of_the_users_is_lost(data, made.data, changed_tables(Package(data, "a.xlsx")))


def test_a_sheet_of_the_users_with_our_title_stays_and_ours_takes_a_number(tmp_path: Path) -> None:
    def rename(package: Package) -> None:
        root = package.xml(package.workbook_part)
        sheets = root.find(main("sheets"))
        assert sheets is not None
        sheets[-1].set("name", "照合")
        for name in root.iter(main("definedName")):
            name.text = (name.text or "").replace("点検!", "照合!").replace("'点検'!", "'照合'!")
        package.put(package.workbook_part, etree.tostring(root))

    package = Package(old(), "a.xlsx")
    rename(package)
    _, new = after(package.to_bytes())
    order = [sheet.name for sheet in new.file.sheets if sheet.name in ("照合 (2)", "照合", "履歴")]
    assert order == ["照合 (2)", "照合", "履歴"]
    assert new.tables["statement"].sheet.name == "照合 (2)"
    shown = [cell.value for cell in new.cells["checks_total"].sheet.cells.values()]
    assert "照合 (2)" in shown, "the new rows of the checks name the sheet as it is called here"
    assert "照合" not in shown
    assert not [finding for finding in findings_of(new) if finding.code.endswith("-changed")]


def test_protected_ledgers_get_protected_sheets() -> None:
    package = Package(old(), "a.xlsx")
    for name in package.related(package.workbook_part, "worksheet"):
        root = package.xml(name)
        data = root.find(main("sheetData"))
        assert data is not None
        data.addnext(etree.Element(main("sheetProtection"), sheet="1"))
        package.put(name, etree.tostring(root))
    _, new = after(package.to_bytes())
    assert all(sheet.protected for sheet in new.file.sheets)


# --- formulas that the user has changed -------------------------------------------------------------


@pytest.mark.parametrize("change", [constant("n", "0"), formula(lambda text: f"{text}+0")])
def test_a_changed_cell_that_the_version_changes_too_is_kept_and_named(
    change: Callable[[etree._Element], None],
) -> None:
    where = named_place("log_faults")
    package = Package(old(), "a.xlsx")
    then = _old_place("log_faults")
    cell(then, change)(package)
    data = package.to_bytes()
    before = opened(data).cells["log_faults"].cell
    made, new = after(data)
    assert made.kept == (then,)
    now = new.cells["log_faults"].cell
    assert now is not None
    assert before is not None
    assert now.formula == before.formula
    assert where.split("!")[0] == then.split("!")[0]
    assert any(finding.where == then for finding in findings_of(new))


def _old_place(name: str) -> str:
    found = opened(old()).cells[name]
    return f"{found.sheet.name}!{found.address}"


def test_a_changed_cell_that_the_version_leaves_alone_is_kept_and_named_as_well() -> None:
    """What builds on it shows what our formulas would not."""
    package = Package(old(), "a.xlsx")
    where = place("monthly", 0, "trade")
    cell(where, formula(lambda text: f"{text}+0"))(package)
    made, new = after(package.to_bytes())
    assert made.kept == (where,)
    assert str(new.tables["monthly"].cell(0, "trade")).count("+0") == 1


def test_formulas_as_libreoffice_writes_them_are_known_as_ours(libreoffice: LibreOffice, tmp_path: Path) -> None:
    path = tmp_path / "old.xlsx"
    path.write_bytes(old())
    (saved,) = libreoffice.recalculate([path], tmp_path / "saved")
    made, new = after(saved.read_bytes())
    assert made.kept == ()
    kept(opened(saved.read_bytes()), new)
    found = {finding.code for finding in findings_of(new) if finding.severity == "error"}
    assert not found


# --- what is refused --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (table("Market", lambda root: root.set("displayName", "Markt")), "Market"),
        (part("xl/workbook.xml", b'name="h_cap"', b'name="hcap"'), "h_cap"),
        (part("xl/workbook.xml", b'name="h_cap"', b'name="status_journal"'), "h_cap"),
        (table("Events", lambda root: root.set("displayName", "Journal")), "Events"),
    ],
)
def test_a_file_that_has_lost_something_is_refused(edit: Callable[[Package], None], words: str) -> None:
    package = Package(old(), "a.xlsx")
    edit(package)
    data = package.to_bytes()
    with pytest.raises(FileError, match=words):
        upgraded(opened(data), data)


def test_a_lost_column_is_not_made_anew() -> None:
    package = Package(old(), "a.xlsx")

    def rename(root: etree._Element) -> None:
        next(item for item in root.iter(main("tableColumn")) if item.get("name") == "数量").set("name", "通貨数")

    table("ExecutionLog", rename)(package)
    with pytest.raises(FileError, match="数量"):
        upgraded(opened(package.to_bytes()), package.to_bytes())


def test_a_name_of_the_users_that_the_version_needs_is_refused() -> None:
    package = Package(old(), "a.xlsx")
    name = '<definedName name="{}">1</definedName></definedNames>'
    part("xl/workbook.xml", b"</definedNames>", name.format("STATEMENT").encode())(package)
    with pytest.raises(FileError, match="Statement"):
        upgraded(opened(package.to_bytes()), package.to_bytes())


def of_structure(number: str) -> bytes:
    """A ledger that says it is of that structure."""
    package = Package(old(), "my.xlsx")
    root = package.xml("docProps/custom.xml")
    stated = next(item for item in root if item.get("name") == stamp.SCHEMA)
    value = etree.SubElement(stated, stated[0].tag.replace("i4", "r8"))
    value.text = number
    stated.remove(stated[0])
    package.put("docProps/custom.xml", etree.tostring(root))
    return package.to_bytes()


@pytest.mark.parametrize("schema", ["0", "1.5"])
def test_a_structure_that_never_was_is_refused(schema: str) -> None:
    data = of_structure(schema)
    with pytest.raises(FileError, match=schema):
        upgraded(opened(data), data)


# --- the command ------------------------------------------------------------------------------------


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return Path(shutil.copy(FILES / "ledger-1-ja.xlsx", tmp_path / "my.xlsx"))


def test_the_command_upgrades_once(run: Run, ledger: Path) -> None:
    done = run("upgrade", "my.xlsx")
    assert done.code == 0
    assert "照合" in done.out
    assert ledger.read_bytes() != old()
    (backup,) = ledger.parent.glob("my-backups/*.xlsx")
    assert backup.read_bytes() == old()
    data = ledger.read_bytes()
    again = run("upgrade", "my.xlsx", "--lang", "en")
    assert again.code == 0
    assert "already current" in again.out
    assert ledger.read_bytes() == data
    assert len(list(ledger.parent.glob("my-backups/*.xlsx"))) == 1


def test_a_dry_run_says_the_same_and_writes_nothing(run: Run, ledger: Path) -> None:
    dry = json.loads(run("upgrade", "my.xlsx", "--dry-run", "--json").out)
    assert ledger.read_bytes() == old()
    assert not list(ledger.parent.glob("my-backups"))
    done = json.loads(run("upgrade", "my.xlsx", "--json").out)
    assert dry["steps"] == done["steps"] != []
    assert (done["from"], done["to"], done["current"]) == (1, LEDGER.schema, False)
    assert done["backup"]
    assert json.loads(run("upgrade", "my.xlsx", "--json").out)["current"]


def test_a_newer_ledger_is_refused(run: Run, ledger: Path) -> None:
    data = of_structure("99")
    ledger.write_bytes(data)
    assert "99" in run("upgrade", "my.xlsx").error
    assert ledger.read_bytes() == data


def test_interrupted_the_file_is_the_old_one(run: Run, ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*arguments: object, **options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("workbook.transaction.write_whole", stop)
    assert run("upgrade", "my.xlsx").code != 0
    assert ledger.read_bytes() == old()
    assert [path.name for path in ledger.parent.iterdir() if path.is_file()] == ["my.xlsx"]


def test_an_upgrade_that_would_change_an_input_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(package: Package, before: Opened, fresh: Opened) -> int:
        part("xl/workbook.xml", b'name="h_cap"', b'name="h_cup"')(package)
        part("xl/workbook.xml", b'name="h_floor"', b'name="h_cap"')(package)
        part("xl/workbook.xml", b'name="h_cup"', b'name="h_floor"')(package)
        return 0

    monkeypatch.setattr("workbook.upgrade.upgraded.reword", wrong)
    with pytest.raises(FileError, match="h_"):
        upgraded(opened(old()), old())


# --- a real spreadsheet -----------------------------------------------------------------------------


def test_libreoffice_recalculates_the_same_numbers(libreoffice: LibreOffice, tmp_path: Path) -> None:
    written = []
    for language in LANGUAGES:
        for name, data in (
            ("plain", old(language)),
            ("changed", customised(old(language), ["column inserted", "renamed sheet"])),
        ):
            path = tmp_path / f"{language}-{name}.xlsx"
            path.write_bytes(after(data)[0].data)
            written.append(path)
    for ours, theirs in zip(written, libreoffice.recalculate(written, tmp_path / "saved"), strict=True):
        new, other = opened(ours.read_bytes()), read_book(theirs)
        compared = 0
        for sheet in new.file.sheets:
            cells = next(item.cells for item in other.sheets if item.name == sheet.name)
            for position, item in sheet.cells.items():
                if item.formula is not None:
                    found = cells.get(position)
                    assert (item.value or None) == pytest.approx((found.value if found else None) or None), (
                        sheet.name,
                        position,
                    )
                    compared += 1
        assert compared > 300
