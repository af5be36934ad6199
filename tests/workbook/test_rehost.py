"""One edition made into another: nothing of the user's is lost, and the way back leads to where it began."""

import math
import re
from functools import cache
from xml.sax.saxutils import escape

import pytest
from customise import EDITS, FOUND, customised
from customise_sheets import insert_sheet
from customise_values import differences as value_differences
from customise_xml import editing, put_cell, worksheets
from editions import EVERY, OTHERS, canonical, edition, opened, package
from ledgers import small_file
from lxml import etree
from package_checks import consistent

from hedge_xl.core.language import LANGUAGES, Language
from workbook.books import BOOKS
from workbook.change import AppendRow, Change
from workbook.doctor.examine import inside
from workbook.doctor.treatments import original_formulas
from workbook.edit import edited
from workbook.editions.conf_sheet import TITLE
from workbook.editions.lite_code import has_functions
from workbook.editions.macros import has_macros
from workbook.editions.marks import mark_ours
from workbook.errors import FileError
from workbook.hosts import SUFFIXES
from workbook.lite import LiteCode, code_in, put_code
from workbook.lite.block import block_of
from workbook.lite.bundle import functions_block
from workbook.ooxml import main
from workbook.package import Package
from workbook.proof import same_inputs
from workbook.read import open_package
from workbook.rehost import Rehosted, rehosted
from workbook.spec import HOSTS, Host
from workbook.validate import findings_of

WAYS = [(start, end) for start in HOSTS for end in HOSTS if start != end]
# What a customisation may lose on the way there and back: Excel's own list of formula cells, which it makes anew.
ANEW = {"xl/calcChain.xml"}
ABOUT = {"host_status", "host_needs", "host_first", "host_works"}


def unlike(one: bytes, other: bytes) -> list[str]:
    """The parts that do not say the same in both files."""
    first, second = canonical(one), canonical(other)
    return sorted(name for name in first.keys() | second.keys() if first.get(name) != second.get(name))


def same_but_for_noise(one: bytes, other: bytes) -> bool:
    """Whether two parts say the same, where a value may differ by binary noise.

    Editions compute some values in their own way; a value that agrees with the one in the file is left as it is.
    """
    first, second = (list(etree.fromstring(content).iter(etree.Element)) for content in (one, other))
    return len(first) == len(second) and all(
        a.tag == b.tag
        and a.attrib == b.attrib
        and (a.text == b.text or (a.tag == main("v") and _close(a.text, b.text)))
        for a, b in zip(first, second, strict=True)
    )


def _close(one: str | None, other: str | None) -> bool:
    return math.isclose(float(one or "nan"), float(other or "nan"), rel_tol=1e-12)


def to(data: bytes, host: Host, **options: bool) -> Rehosted:
    """The file in another edition, looked at from all sides."""
    before = opened(data)
    made = rehosted(before, data, host, **options)  # type: ignore[arg-type]  # no option is a change
    consistent(package(made.data))
    after = opened(made.data)
    assert after.host == host
    assert after.whole
    assert same_inputs(before.inputs, after.inputs)
    return made


# --- ready-made files -------------------------------------------------------------------------------


@pytest.mark.parametrize(("start", "end"), WAYS)
@pytest.mark.parametrize(("key", "language"), [(key, LANGUAGES[n % 2]) for n, key in enumerate(BOOKS)])
def test_an_edition_made_from_another_is_the_one_that_is_built(
    key: str, language: Language, start: Host, end: Host
) -> None:
    built = edition(key, language, end)
    made = to(edition(key, language, start), end)
    one, other = canonical(made.data), canonical(built)
    assert one.keys() == other.keys()
    assert [name for name in unlike(made.data, built) if not same_but_for_noise(one[name], other[name])] == []
    assert (made.stuck, made.notes, made.translated) == ((), (), ())
    assert made.suffix == SUFFIXES[end]
    assert made.formulas > 0


@pytest.mark.parametrize("key", BOOKS)
@pytest.mark.parametrize("host", OTHERS)
def test_there_and_back_every_byte_but_of_touched_parts(key: str, host: Host) -> None:
    native = edition(key, "ja", "native")
    back = to(to(native, host).data, "native").data
    assert unlike(back, native) == []
    one, other = package(native), package(back)
    assert one.names == other.names
    charts = [name for name in one.names if name.startswith(("xl/charts/", "xl/theme/", "xl/drawings/", "xl/styles"))]
    assert all(one.read(name) == other.read(name) for name in charts)


@pytest.mark.parametrize(("key", "language", "host"), [item for item in EVERY if item[1] == "en"])
def test_the_same_edition_again_changes_nothing(key: str, language: Language, host: Host) -> None:
    made = to(edition(key, language, host), host)
    assert unlike(made.data, edition(key, language, host)) == []
    assert (made.formulas, made.parts, made.translated, made.stuck) == (0, False, (), ())


# --- files that people have worked on ---------------------------------------------------------------


@cache
def customised_file(name: str) -> bytes:
    return customised(small_file(LANGUAGES[len(name) % 2]), [name], len(name))


@pytest.mark.parametrize("name", [*EDITS, *FOUND])
def test_a_customised_ledger_by_way_of_every_edition_and_back(name: str) -> None:
    data = customised_file(name)
    now = data
    for host in OTHERS:
        now = to(now, host).data
        changed = {line.partition(":")[0] for line in value_differences(opened(data), opened(now))}
        assert changed == ABOUT
    back = to(now, "native").data
    before, after = canonical(data), canonical(back)
    gone = before.keys() - after.keys()
    anew = ANEW | ({"[Content_Types].xml", "xl/_rels/workbook.xml.rels"} if gone else set())
    if name == "xlwings Lite code":  # what Lite needs was added to the user's requirements, and its code is his again
        anew |= {part for part in before if "webextension" in part}
        was, code = code_in(package(data)), code_in(package(back))
        assert was is not None
        assert code is not None
        assert code.main.rstrip() == was.main.rstrip()
        assert set(was.requirements.split()) <= set(code.requirements.split())
    assert gone <= anew
    assert after.keys() <= before.keys()
    assert [part for part in after if part not in anew and _meaning(before[part]) != _meaning(after[part])] == []


def _meaning(content: bytes) -> bytes:
    """Without what an edit may settle: values of formulas, and the spelling of prefixes."""
    plain = re.sub(rb"\s*xmlns:?\w*=\"[^\"]*\"|(?<=[</])\w+:", b"", content)
    settled = re.sub(rb"<v\s*>[^<]*</v>", b"", plain)
    return re.sub(rb"\s+(?=[\s>])|<!--.*?-->\s*", b"", settled)


@pytest.mark.parametrize("seed", range(4))
def test_many_customisations_by_way_of_every_edition(seed: int) -> None:
    names = [name for name in EDITS if name != "macros"][seed::4]
    data = customised(small_file("ja"), names, seed)
    now = data
    for host in (*OTHERS, "native"):
        now = to(now, host).data
        assert errors(now) == errors(data)
    assert canonical(data).keys() - canonical(now).keys() <= ANEW


def errors(data: bytes) -> set[str]:
    """What ails the file itself; its name here is always the same."""
    return {ailment.code for ailment in inside(opened(data)) if ailment.level == "error"} - {"wrong-ending"}


# --- formulas of the user's -------------------------------------------------------------------------


def with_cells(data: bytes, *texts: str, title: str = "自分") -> bytes:
    """A ledger with a sheet of the user's that holds formulas."""
    parts = package(data)
    cells = "".join(
        f'<row r="{row}"><c r="A{row}"><f>{escape(text)}</f><v>0</v></c></row>'
        for row, text in enumerate(texts, start=1)
    )
    insert_sheet(parts, title, cells, 0)
    return parts.to_bytes()


def texts(data: bytes, title: str = "自分") -> list[str]:
    cells = next(sheet.cells for sheet in opened(data).file.sheets if sheet.name == title)
    return [cell.formula or "" for _, cell in sorted(cells.items())]


def test_calls_of_the_users_are_translated_between_editions_of_functions() -> None:
    quoted = 'IF(A1="HSTAR(",hedge_units(1,2),SUM(HEDGE_COST( 1,2)))'
    mine = ("HSTAR(A1:A9,B1:B9)", quoted, "MY.HSTAR(1)", "[1]!HSTAR(1)")
    data = with_cells(edition("ledger", "ja", "excel"), *mine)
    there = to(data, "officejs")
    assert texts(there.data) == [
        "_xldudf_HSTAR(A1:A9,B1:B9)",
        'IF(A1="HSTAR(",_xldudf_HEDGE_UNITS(1,2),SUM(_xldudf_HEDGE_COST( 1,2)))',
        "MY.HSTAR(1)",
        "[1]!HSTAR(1)",
    ]
    assert there.translated == ("自分!A1", "自分!A2")
    office = to(there.data, "libreoffice")
    assert texts(office.data)[0] == "ORG.HEDGEXL.HEDGEIMPL.HSTAR(A1:A9,B1:B9)"
    back = to(office.data, "excel")
    assert texts(back.data) == [mine[0], quoted.replace("hedge_units", "HEDGE_UNITS"), *mine[2:]]


def test_a_respelled_formula_over_the_history_goes_on_covering_it() -> None:
    """Rehosting writes a line there; the formula that is respelled must not lose that it then covers a row more."""
    data = edition("ledger", "ja", "excel")
    table = opened(data).tables["journal"]
    first, last = table.rows[0], table.rows[-1]
    whole = f"{table.sheet.name}!$A${first}:$A${{}}"
    mine = ("HEDGE_UNITS(COUNTA({}),1)", "COUNTA({})")
    data = with_cells(data, *(text.format(whole.format(last)) for text in mine))
    before = opened(data)
    lines = (AppendRow("journal", {"command": "rehost", "summary": text}) for text in "ab")  # the first row was blank
    made = rehosted(before, data, "officejs", change=Change(tuple(lines)))
    grown = opened(made.data).tables["journal"].rows[-1]
    assert texts(made.data) == [text.format(whole.format(grown)).replace("HEDGE", "_xldudf_HEDGE") for text in mine]
    assert grown == last + 1


def test_a_single_cell_is_looked_at_before_libreoffice_hands_it_over() -> None:
    """Calc hands an add-in 0 for a blank cell: a blank rate must be told, not taken for 0."""
    mine = (
        "HEDGE_COST(A1, $B$2,-C3,設定!D4,A1:A9)",
        'HEDGE_COST(window,SUM(A1,A2),IF(A1>0,A1,""),Monthly[[#This Row],[備考]],"A1")',
        "HEDGE_UNITS(HEDGE_COST(A1,2),SUM(B1))",
        "SUM(A1,B1)",
    )
    data = with_cells(edition("ledger", "ja", "excel"), *mine)
    there = to(data, "libreoffice")
    call = "ORG.HEDGEXL.HEDGEIMPL."
    assert texts(there.data) == [
        f'{call}HEDGE_COST(IF(A1="","",A1), IF($B$2="","",$B$2),-C3,IF(設定!D4="","",設定!D4),A1:A9)',
        f'{call}HEDGE_COST(IF(window="","",window),SUM(A1,A2),IF(A1>0,A1,""),'
        'IF(Monthly[[#This Row],[備考]]="","",Monthly[[#This Row],[備考]]),"A1")',
        f'{call}HEDGE_UNITS({call}HEDGE_COST(IF(A1="","",A1),2),SUM(B1))',
        "SUM(A1,B1)",
    ]
    assert texts(to(there.data, "libreoffice").data) == texts(there.data)
    assert texts(to(there.data, "excel").data) == list(mine)
    ours = with_cells(edition("ledger", "ja", "libreoffice"), f"{call}HEDGE_COST(A1,B1)")
    assert to(ours, "libreoffice").translated == (), "typed in LibreOffice it is as its author wants it"


def test_calls_of_the_users_stay_and_are_named_where_there_are_no_functions() -> None:
    data = with_cells(edition("ledger", "ja", "officejs"), "_xldudf_HSTAR(A1:A9,B1:B9)", "SUM(1,2)", "_xldudf_OTHER(1)")
    there = to(data, "native")
    assert there.stuck == ("自分!A1",)
    assert texts(there.data)[0] == "_xldudf_HSTAR(A1:A9,B1:B9)"
    back = to(there.data, "officejs")
    assert unlike(back.data, data) == []


def test_a_function_of_that_name_which_is_the_users_is_left_alone() -> None:
    parts = package(with_cells(edition("ledger", "ja", "native"), "RSI(A1:A9)", "HSTAR(A1:A9,B1:B9)"))
    with editing(parts, parts.workbook_part) as root:
        names = root.find(main("definedNames"))
        assert names is not None
        etree.SubElement(names, main("definedName"), name="RSI").text = "_xlfn.LAMBDA(_xlpm.x,SUM(_xlpm.x))"
    there = to(parts.to_bytes(), "officejs")
    assert texts(there.data) == ["RSI(A1:A9)", "_xldudf_HSTAR(A1:A9,B1:B9)"]


def test_a_name_stuck_in_the_edition_is_put_right_by_the_same_edition() -> None:
    """Typed before the add-in was there, a plain name stays #NAME? for ever."""
    data = with_cells(edition("ledger", "ja", "officejs"), "HSTAR(A1:A9,B1:B9)")
    assert "foreign-function" in {ailment.code for ailment in inside(opened(data))}
    made = to(data, "officejs")
    assert texts(made.data) == ["_xldudf_HSTAR(A1:A9,B1:B9)"]
    assert "foreign-function" not in {ailment.code for ailment in inside(opened(made.data))}


def test_a_formula_that_the_user_has_put_in_place_of_ours_stays_his() -> None:
    data = small_file("ja")
    parts = package(data)
    place = next(table for table in opened(data).tables.values() if table.spec.key == "monthly")
    row, column = place.at(1, "target_units")
    with editing(parts, place.sheet.part) as root:
        put_cell(root, row, column, "=12345+0")
    there = to(parts.to_bytes(), "excel")
    table = opened(there.data).tables["monthly"]
    assert table.formulas("target_units")[1] == "12345+0"
    assert "HEDGE_UNITS" in (table.formulas("target_units")[0] or "")


def test_rules_that_call_are_named() -> None:
    parts = package(edition("ledger", "ja", "excel"))
    part = worksheets(parts)["設定"]
    with editing(parts, part) as root:
        rule = next(root.iter(main("cfRule")))
        item = rule.find(main("formula"))
        assert item is not None
        item.text = "HSTAR(A1:A9,B1:B9)>1"
    assert to(parts.to_bytes(), "native").stuck == ("設定",)


# --- what the file carries --------------------------------------------------------------------------


def own_macros(data: bytes) -> bytes:
    """The file after functions were imported: Excel has written another VBA project."""
    parts = package(data)
    (part,) = parts.related(parts.workbook_part, "vbaProject")
    parts.put(part, parts.read(part) + b"\0" * 512)
    return parts.to_bytes()


def test_macros_that_were_changed_stay_unless_told_otherwise() -> None:
    data = own_macros(edition("ledger", "ja", "excel"))
    kept = to(data, "native")
    assert has_macros(package(kept.data))
    assert kept.suffix == ".xlsm"
    assert len(kept.notes) == 1
    gone = to(data, "native", drop_macros=True)
    assert not has_macros(package(gone.data))
    assert gone.suffix == ".xlsx"
    assert gone.notes == ()
    assert unlike(gone.data, edition("ledger", "ja", "native")) == []


def test_a_file_with_macros_of_the_users_keeps_them_and_is_told() -> None:
    data = customised_file("macros")
    there = to(data, "excel")
    assert len(there.notes) == 1
    (part,) = package(there.data).related(package(there.data).workbook_part, "vbaProject")
    assert package(there.data).read(part) == package(data).read("xl/vbaProject.bin")


def test_settings_that_were_changed_stay() -> None:
    parts = package(edition("ledger", "ja", "excel"))
    with editing(parts, worksheets(parts)[TITLE]) as root:
        put_cell(root, 2, 2, r"C:\python\pythonw.exe")
    there = to(parts.to_bytes(), "native")
    assert TITLE in {sheet.name for sheet in opened(there.data).file.sheets}
    assert len(there.notes) == 1
    back = to(there.data, "excel")
    assert canonical(back.data)[worksheets(parts)[TITLE]] == canonical(parts.to_bytes())[worksheets(parts)[TITLE]]


def test_code_for_lite_that_is_the_users_stays() -> None:
    parts = package(edition("ledger", "ja", "native"))
    put_code(parts, LiteCode("def mine():\n    return 1\n", "polars\n"))
    there = to(parts.to_bytes(), "officejs")
    assert has_functions(package(there.data))
    back = code_in(package(to(there.data, "native").data))
    assert back is not None
    assert "def mine()" in back.main
    assert "polars" in back.requirements
    clash = package(edition("ledger", "ja", "native"))
    put_code(clash, LiteCode("def hstar(x):\n    return x\n", ""))
    with pytest.raises(FileError, match="hstar"):
        rehosted(open_package(clash), clash.to_bytes(), "officejs")
    assert to(clash.to_bytes(), "officejs", force=True).stuck == ()


OLDER = "print()\n"


def with_older_functions(data: bytes, language: Language = "ja") -> bytes:
    """A workbook as an earlier version left it, with code of the user's own around the functions."""
    parts = package(data)
    put_code(parts, LiteCode(f"a = 1\n{block_of(OLDER, language)}b = 2\n", "polars\n"))
    return parts.to_bytes()


@pytest.mark.parametrize("language", LANGUAGES)
def test_functions_of_an_earlier_version_are_renewed(language: Language) -> None:
    data = with_older_functions(edition("ledger", "ja", "officejs"), language)
    assert "functions-outdated" in {finding.code for finding in findings_of(opened(data))}
    assert "functions-outdated" in {ailment.code for ailment in inside(opened(data), "officejs")}
    made = to(data, "officejs")
    assert (made.parts, made.notes) == (True, ())
    code = code_in(package(made.data))
    assert code is not None
    assert code.main == f"a = 1\n{functions_block(language)}b = 2\n"
    assert "polars" in code.requirements
    assert list(findings_of(opened(made.data))) == []
    assert to(made.data, "officejs").parts is False


def test_functions_that_were_edited_stay_and_are_told() -> None:
    parts = package(edition("ledger", "ja", "officejs"))
    code = code_in(parts)
    assert code is not None
    mine = code.main.replace("carry({", "carry({ ")
    put_code(parts, LiteCode(mine, code.requirements))
    made = to(parts.to_bytes(), "officejs")
    assert [note.ja.count("hedge-xl lite inject") for note in made.notes] == [1]
    assert code_in(package(made.data)) == LiteCode(mine, code.requirements)
    forced = code_in(package(to(parts.to_bytes(), "officejs", force=True).data))
    assert forced == code


def test_dynamic_arrays_of_the_users_keep_their_metadata() -> None:
    parts = package(edition("ledger", "ja", "officejs"))
    part = worksheets(parts)["設定"]
    with editing(parts, part) as root:
        put_cell(root, 90, 12, "=_xlfn._xlws.SORT(A1:A3)", cached="1")
        item = next(item for item in root.iter(main("c")) if item.get("r") == "L90")
        formula = item.find(main("f"))
        assert formula is not None
        item.set("cm", "1")
        formula.set("t", "array")
        formula.set("ref", "L90:L92")
    there = to(parts.to_bytes(), "native")
    assert package(there.data).related("xl/workbook.xml", "sheetMetadata")
    left = re.findall(rb'<c r="(\w+)"[^>]*\bcm="1"', package(there.data).read(part))
    assert left == [b"L90"]


# --- editing and repairing keep an edition what it is -----------------------------------------------


@pytest.mark.parametrize("host", OTHERS)
def test_a_repaired_formula_is_as_it_was_built(host: Host) -> None:
    data = edition("ledger", "ja", host)
    parts = package(data)
    before = open_package(parts)
    found = before.cells["kpi_mean_none"]
    with editing(parts, found.sheet.part) as root:
        put_cell(root, found.row, found.column, 1)
    broken = open_package(Package(parts.to_bytes(), "a.xlsx"))
    original_formulas(broken)
    mark_ours(broken.package, broken)
    mended = edited(open_package(broken.package), Change())
    assert _cell(mended, found.sheet.part, found.address) == _cell(data, found.sheet.part, found.address)
    assert list(findings_of(opened(mended))) == []


def _cell(data: bytes, part: str, address: str) -> dict[str, object]:
    item = next(item for item in package(data).xml(part).iter(main("c")) if item.get("r") == address)
    formula = item.find(main("f"))
    assert formula is not None
    return {
        **{key: value for key, value in item.attrib.items() if key != "t"},
        "f": dict(formula.attrib),
        "text": formula.text,
    }
