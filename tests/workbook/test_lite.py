"""The code of xlwings Lite in a workbook: put in, read, replaced and taken out, and nothing else touched."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from command import Run
from customise_programs import TASKPANES
from customise_programs import lite_code as somebodys_code
from customise_xml import add_part, editing, relate
from ledgers import small_file
from lxml import etree
from package_checks import consistent

from hedge_xl import __version__
from hedge_xl.core.language import LANGUAGES, Language
from workbook.errors import FileError
from workbook.lite import LiteCode, code_in, lite_code, put_code, refreshed, without_functions
from workbook.lite.block import block_of, taken_apart
from workbook.lite.bundle import functions_block
from workbook.package import Package
from workbook.proof import differing_parts
from workbook.read import open_workbook
from workbook.validate import validate

FILES = Path(__file__).parent / "files"
EXTENSION = "xl/webextensions/webextension1.xml"
PANES = "xl/webextensions/taskpanes.xml"
LISTED = {"[Content_Types].xml", "_rels/.rels"}
NEW = {EXTENSION, PANES, "xl/webextensions/_rels/taskpanes.xml.rels"}
HARD = 'x = "\'\\\\ <&> \t\u2028 \x00 \x0b \x7f \uffff 自分 \U0001f600"\r\n# ]]>\n'
MINE = 'from xlwings import func\n\n\n@func\ndef mine():\n    """自分の関数"""\n    return "1\\n2"\n'


def package(data: bytes | None = None) -> Package:
    return Package(data or small_file("ja"), "my.xlsx")


def carrying(code: LiteCode) -> Package:
    found = package()
    put_code(found, code)
    return package(found.to_bytes())


def properties(found: Package) -> dict[str, str]:
    return {item.get("name", ""): item.get("value", "") for item in found.xml(EXTENSION).iter("{*}property")}


def other_add_in(found: Package) -> None:
    """A task pane of somebody else."""
    somebodys_code(1)(found)
    with editing(found, EXTENSION) as root:
        next(root.iter("{*}reference")).set("id", "wa104381504")


# --- the parts ----------------------------------------------------------------------------------


@pytest.mark.parametrize("code", [lite_code("ja"), lite_code("en"), LiteCode(HARD, HARD), LiteCode("", "")])
def test_code_is_read_back_as_it_was_put_in(code: LiteCode) -> None:
    found = carrying(code)
    assert code_in(found) == code
    assert {name: json.loads(value) for name, value in properties(found).items()} == {
        "main.py": code.main,
        "requirements.txt": code.requirements,
    }


def test_the_parts_are_those_of_xlwings_lite() -> None:
    found = carrying(lite_code("ja"))
    consistent(found)
    assert found.related("", "webextensiontaskpanes") == (PANES,)
    assert found.related(PANES, "webextension") == (EXTENSION,)
    types, _ = found.content_types()
    assert types[EXTENSION] == "application/vnd.ms-office.webextension+xml"
    assert types[PANES] == "application/vnd.ms-office.webextensiontaskpanes+xml"
    root = found.xml(EXTENSION)
    assert [etree.QName(item).localname for item in root] == [
        *("reference", "alternateReferences", "properties", "bindings", "snapshot")
    ]
    assert dict(root[0].attrib) == {
        **{"id": "wa200008175", "version": "1.0.0.0", "store": "en-US", "storeType": "OMEX"}
    }
    assert next(found.xml(PANES).iter("{*}taskpane")).get("visibility") == "0"


def test_nothing_else_is_touched_and_the_same_code_gives_the_same_bytes() -> None:
    found = package()
    put_code(found, lite_code("ja"))
    again = package()
    put_code(again, lite_code("ja"))
    assert found.to_bytes() == again.to_bytes()
    assert differing_parts(small_file("ja"), found.to_bytes()) == LISTED | NEW


def test_a_workbook_without_it_has_none() -> None:
    assert code_in(package()) is None
    found = package()
    other_add_in(found)
    assert code_in(found) is None


def test_what_lite_and_other_add_ins_keep_stays() -> None:
    found = package()
    other_add_in(found)
    before = found.read(EXTENSION)
    put_code(found, lite_code("ja"))
    consistent(package(found.to_bytes()))
    assert found.read(EXTENSION) == before
    assert len(list(found.xml(PANES).iter("{*}taskpane"))) == 2
    assert code_in(found) == lite_code("ja")
    without_functions(found)
    assert code_in(found) is None
    assert found.read(EXTENSION) == before
    assert len(list(found.xml(PANES).iter("{*}taskpane"))) == 1
    consistent(package(found.to_bytes()))


def test_other_properties_of_lite_stay() -> None:
    found = package()
    somebodys_code(1)(found)
    with editing(found, EXTENSION) as root:
        listed = next(root.iter("{*}properties"))
        etree.SubElement(listed, listed[0].tag, name="xlwingsWorkbookId", value='"a0403022"')
    put_code(found, lite_code("ja"))
    assert properties(found)["xlwingsWorkbookId"] == '"a0403022"'
    assert list(properties(found)) == ["main.py", "requirements.txt", "xlwingsWorkbookId"]


def test_an_extension_without_properties_gets_them_in_their_place() -> None:
    found = package()
    somebodys_code(1)(found)
    with editing(found, EXTENSION) as root:
        root.remove(next(root.iter("{*}properties")))
    assert code_in(found) == LiteCode("", "")
    put_code(found, lite_code("ja"))
    assert [etree.QName(item).localname for item in found.xml(EXTENSION)][1:3] == ["alternateReferences", "properties"]
    assert code_in(found) == lite_code("ja")


@pytest.mark.parametrize("value", ["import xlwings", "5", '"\\ud800"', '["a"]', '"a'])
def test_code_in_another_form_is_refused(value: str) -> None:
    found = carrying(lite_code("ja"))
    with editing(found, EXTENSION) as root:
        next(root.iter("{*}property")).set("value", value)
    with pytest.raises(FileError, match=r"main\.py"):
        code_in(found)


@pytest.mark.parametrize("mine", ["", MINE])
def test_taken_out_again_nothing_of_ours_is_left(mine: str) -> None:
    found = package()
    names = set(found.names)
    code = lite_code("ja")
    put_code(found, LiteCode(mine + functions_block("ja") if mine else code.main, code.requirements))
    without_functions(found)
    if mine:
        assert code_in(found) == LiteCode(mine, code.requirements)
    else:
        assert set(found.names) == names
        consistent(package(found.to_bytes()))
        assert differing_parts(small_file("ja"), found.to_bytes()) <= LISTED
    without_functions(package())  # nothing there, nothing done


# --- the user's code around ours ----------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_our_part_is_found_and_known_to_be_untouched(language: Language) -> None:
    main = taken_apart(MINE + functions_block(language) + MINE)
    assert (main.before, main.after, main.version, main.touched) == (MINE, MINE, __version__, False)
    assert main.block == functions_block(language)
    assert taken_apart(MINE) == taken_apart("").__class__(MINE)
    touched = taken_apart(functions_block(language).replace("carry({", "carry({ "))
    assert touched.touched


def test_a_new_version_takes_the_place_of_the_old() -> None:
    old = LiteCode(MINE + block_of("print('old')\n", "ja") + "# after\n", "pandas\nxlwings==0.36.1\n")
    new = refreshed(old, "ja", "my.xlsx")
    assert new.main == MINE + functions_block("ja") + "# after\n"
    assert new.requirements == "pandas\nxlwings==0.36.1\nnumpy\n"
    assert refreshed(new, "ja", "my.xlsx") == new


@pytest.mark.parametrize("mine", [MINE, MINE.rstrip("\n"), '"""自分"""\nfrom __future__ import annotations\n'])
def test_ours_comes_after_the_users_own(mine: str) -> None:
    new = refreshed(LiteCode(mine, ""), "en", "my.xlsx")
    assert new.main.startswith(mine)
    assert new.main.endswith("\n\n" + functions_block("en"))
    compile(new.main, "main.py", "exec")
    assert new.requirements == lite_code("en").requirements


@pytest.mark.parametrize(
    ("main", "words"),
    [
        (lambda: "def hstar(a):\n    return 1\n", "hstar"),
        (lambda: "async def HSTAR(a):\n    return 1\n" + functions_block("ja"), "HSTAR"),
        (lambda: "x = 1\ndef (:\n", "line 2"),
        (lambda: "x = 1\x00", "line 1"),
        (lambda: "x = " + "-" * 100_000 + "1", "line 1"),
        (lambda: functions_block("ja").replace("carry({", "carry({ "), "edited by hand"),
    ],
)
def test_what_would_be_lost_or_doubled_is_refused(main: Callable[[], str], words: str) -> None:
    with pytest.raises(FileError) as caught:
        refreshed(LiteCode(main(), ""), "ja", "my.xlsx")
    assert words in caught.value.message("en")
    assert "--force" in caught.value.message("ja")
    assert functions_block("ja") in refreshed(LiteCode(main(), ""), "ja", "my.xlsx", force=True).main


# --- the commands -------------------------------------------------------------------------------


@pytest.fixture
def book(run: Run) -> Path:
    path = Path("my.xlsx").resolve()
    path.write_bytes(small_file("ja"))
    return path


def history(path: Path) -> list[object]:
    return [row["command"] for row in open_workbook(path).inputs.tables["journal"]]


def test_inject_and_extract(run: Run, book: Path) -> None:
    old = book.read_bytes()
    dry = run("lite", "inject", book, "--dry-run")
    assert dry.code == 0
    assert "まだ書き込んでいません" in dry.out
    assert book.read_bytes() == old
    done = run("lite", "inject", book)
    assert (done.code, done.err) == (0, "")
    assert f"=HX_VERSION() が {__version__}" in done.out
    (backup,) = Path("my-backups").iterdir()
    assert backup.read_bytes() == old
    assert history(book)[-1] == "lite inject"
    assert code_in(Package.open(book)) == lite_code("ja")
    consistent(Package.open(book))
    assert not [item for item in validate(book)[1] if item.severity == "error"]
    new = book.read_bytes()
    assert "すでに同じコード" in run("lite", "inject", book).out
    assert book.read_bytes() == new
    assert run("lite", "extract", book).out.count("my-lite") == 2
    assert Path("my-lite/main.py").read_text(encoding="utf-8") == lite_code("ja").main
    assert Path("my-lite/requirements.txt").read_text(encoding="utf-8") == lite_code("ja").requirements
    assert "--force" in run("lite", "extract", book).error
    assert run("lite", "extract", book, "--force").code == 0


def test_json(run: Run, book: Path) -> None:
    shown = json.loads(run("lite", "inject", book, "--json").out)
    assert (shown["changed"], shown["version"], shown["dry_run"]) == (True, __version__, False)
    assert Path(shown["backup"]).exists()
    written = json.loads(run("lite", "extract", book, "code", "--json").out)["written"]
    assert written == [str(Path("code/main.py")), str(Path("code/requirements.txt"))]


def test_code_of_ones_own_is_put_in_whole_and_kept(run: Run, book: Path) -> None:
    Path("mine.py").write_text(MINE, encoding="utf-8")
    Path("needs.txt").write_text("xlwings==0.36.1\npandas\n", encoding="utf-8")
    assert run("lite", "inject", book, "--code", "mine.py", "--requirements", "needs.txt").code == 0
    assert code_in(Package.open(book)) == LiteCode(MINE, "xlwings==0.36.1\npandas\n")
    Path("other.py").write_text("# other\n", encoding="utf-8")
    kept = book.read_bytes()
    assert "--force" in run("lite", "inject", book, "--code", "other.py").error
    assert book.read_bytes() == kept
    assert run("lite", "inject", book).code == 0  # adds our functions to the user's own
    found = code_in(Package.open(book))
    assert found is not None
    assert found.main.startswith(MINE)
    assert found.requirements == "xlwings==0.36.1\npandas\nnumpy\n"
    assert run("lite", "inject", book, "--code", "other.py", "--force").code == 0
    assert code_in(Package.open(book)) == LiteCode("# other\n", "xlwings==0.36.1\npandas\nnumpy\n")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("extract", "my.xlsx"), "hedge-xl lite inject"),
        (("extract", "nothing.xlsx"), "nothing.xlsx"),
        (("inject", "nothing.xlsx"), "nothing.xlsx"),
        (("inject", "my.xlsx", "--code", "nothing.py"), "nothing.py"),
        (("inject", "my.xlsx", "--code", "my.xlsx"), "UTF-8"),
        (("inject", "my.xlsx", "--requirements", "my.xlsx"), "--code"),
        ((), "--help"),
        (("nonsense",), "nonsense"),
    ],
)
def test_what_cannot_be_done_is_one_line(run: Run, book: Path, arguments: tuple[str, ...], words: str) -> None:
    assert words in run("lite", *arguments).error
    assert book.read_bytes() == small_file("ja")


@pytest.mark.parametrize("command", ["extract", "inject"])
def test_help_in_both_languages_with_an_example(run: Run, command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    ja = run("lite", command, "--help").out
    monkeypatch.setenv("HEDGE_XL_LANG", "en")
    en = run("lite", command, "--help").out
    assert f"例: hedge-xl lite {command}" in " ".join(ja.split())
    assert f"Example: hedge-xl lite {command}" in " ".join(en.split())
    assert not [letter for letter in en if letter > "\u2fff"]


def test_other_commands_leave_the_code_as_it_is(run: Run, book: Path) -> None:
    run("lite", "inject", book)
    before = Package.open(book)
    fill = ("--id", "Z1", "--side", "SELL", "--qty", "10000", "--price", "132.5", "--quote", "132.51")
    assert run("log", book, *fill, "--time", "2022-12-20T10:00").code == 0
    assert run("update", book, "--month", "2023-01", "--a-usd", "76000", "--spot", "130.1").code in (0, 3)
    assert run("doctor", book, "--fix").code == 0
    after = Package.open(book)
    for name in NEW | LISTED:
        assert after.read(name) == before.read(name)
    assert code_in(after) == lite_code("ja")


def test_upgrade_leaves_the_code_as_it_is(run: Run, book: Path) -> None:
    before = package((FILES / "ledger-1-ja.xlsx").read_bytes())
    put_code(before, LiteCode(HARD, "pandas\n"))
    book.write_bytes(before.to_bytes())
    assert "xlwings Lite" not in run("lite", "inject", book).error  # the old structure is refused first
    assert run("upgrade", book).code == 0
    after = Package.open(book)
    for name in NEW:
        assert after.read(name) == before.read(name)


def test_upgrade_renews_the_functions(run: Run, book: Path) -> None:
    """In a file of an earlier structure and in one of today's; what the user has edited stays and is told."""
    older, edited = block_of("print()\n", "ja"), functions_block("ja").replace("carry({", "carry({ ")
    for data in ((FILES / "ledger-1-ja.xlsx").read_bytes(), small_file("ja")):
        for block, wanted in ((older, MINE + functions_block("ja")), (edited, MINE + edited)):
            found = package(data)
            put_code(found, LiteCode(MINE + block, "pandas\n"))
            book.write_bytes(found.to_bytes())
            assert __version__ in run("upgrade", book, "--dry-run").out
            assert code_in(Package.open(book)) == LiteCode(MINE + block, "pandas\n")
            said = run("upgrade", book)
            assert said.code == 0
            assert ("lite inject" in said.out) == (block == edited)
            now = code_in(Package.open(book))
            assert now is not None
            assert now.main == wanted
    assert "△" in run("upgrade", book).out
    assert "functions-outdated" in {finding.code for finding in validate(book)[1]}


def test_the_relationship_may_be_to_a_part_in_another_folder() -> None:
    found = package()
    add_part(found, "custom/panes.xml", '<wetp:taskpanes xmlns:wetp="urn:x"/>', "application/xml")
    relate(found, "", f"{TASKPANES}/webextensiontaskpanes", "custom/panes.xml")
    put_code(found, lite_code("ja"))
    assert code_in(package(found.to_bytes())) == lite_code("ja")
