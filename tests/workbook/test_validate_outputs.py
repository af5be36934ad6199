"""What `hedge-xl validate` gives out: the table, JSON, SARIF, JUnit, a chosen part of it, the statement, the sheet."""

import json
from datetime import datetime
from pathlib import Path

import pytest
from command import Run
from ledgers import cell, edited, number, place, small, small_file, write
from lxml import etree
from openpyxl import load_workbook
from planted_file import OWN, own_sheet
from scenarios import put, true_statement

import hedge_xl
from hedge_xl import __version__
from workbook.check_report import NAME
from workbook.finding import Finding
from workbook.findings.registry import CHECKS
from workbook.machine_reports import SARIF_SCHEMA, junit, sarif
from workbook.ooxml import main, to_xml
from workbook.package import Package
from workbook.proof import differing_parts
from workbook.read import open_workbook
from workbook.validate import validate

DOCS = Path(hedge_xl.__file__).parent / "docs"


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """A ledger with an odd lot, a number as text and a quote left out."""
    inputs = small(
        "ja", put("log", 1, "qty", 1500.0), put("log", 2, "quote", "１０８.５"), put("log", 4, "quote", None)
    )
    return write(tmp_path / "a.xlsx", inputs)


# --- the table ----------------------------------------------------------------------------------


def test_the_table_is_grouped_aligned_and_says_what_to_do(run: Run, faulty: Path) -> None:
    result = run("validate", "a.xlsx")
    assert (result.code, result.err) == (1, "")
    assert result.out.splitlines() == [
        "執行ログ  ×1 △2",
        "× 執行ログ!E10: '１０８.５' は数値でなく文字です(全角の文字)。書式を数値にして 108.5 と入れ直してください。 "
        "[text-number]",
        "△ 執行ログ!E12: 気配なし(値: 空欄)。発注時の気配を入れる。無いと滑りを測れない(A §12、§17) [log-quote]",
        "△ 執行ログ!C9:  最小単位の端数(値: 1500)。数量か、設定の最小単位を確かめる [log-unit]",
        "点検: 1件の×、2件の△ (a.xlsx)",
        "次にすること: ×を上から直して保存し、もう一度 hedge-xl validate a.xlsx",
        f"コードの意味と直し方: {DOCS / 'checks.ja.md'}",
    ]


def test_without_errors_the_next_step_is_to_look(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "my ledger.xlsx", small("en", put("log", 1, "quote", None)), "en")
    lines = run("validate", "my ledger.xlsx", "--lang", "en").out.splitlines()
    assert lines[0] == "Execution log  △1"
    assert lines[2:] == [
        "Checked: 0 × and 1 △ (my ledger.xlsx)",
        "Next: look at each and correct what is wrong; --ignore CODE leaves out what is right as it is.",
        f"What each code means: {DOCS / 'checks.md'}",
    ]


def test_many_old_values_are_few_lines(run: Run, tmp_path: Path) -> None:
    """They have one cause; the JSON names every one of them."""
    edited(tmp_path / "a.xlsx", cell(place("log", 0, "qty"), number(21_000)))
    lines = run("validate", "a.xlsx").out.splitlines()
    everything = json.loads(run("validate", "a.xlsx", "--json").out)["findings"]
    assert sum(line.endswith("[monthly-value]") for line in lines) == 3
    assert sum(item["code"] == "monthly-value" for item in everything) > 3
    assert f"点検: {len(everything)}件の×、0件の△ (a.xlsx)" in lines
    assert any("ほかにも値の古いセルが" in line for line in lines)


# --- a chosen part ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "codes"),
    [
        (("--only", "log-*"), ["log-quote", "log-unit"]),
        (("--only", "text-number,log-unit"), ["text-number", "log-unit"]),
        (("--ignore", "log-*"), ["text-number"]),
        (("--only", "log-*", "--ignore", "log-unit"), ["log-quote"]),
        (("--ignore", "log-*,text-number"), []),
    ],
)
def test_codes_can_be_chosen(run: Run, faulty: Path, options: tuple[str, ...], codes: list[str]) -> None:
    result = run("validate", "a.xlsx", "--json", *options)
    assert [item["code"] for item in json.loads(result.out)["findings"]] == codes
    assert result.code == (1 if codes else 0)


@pytest.mark.parametrize("option", ["--only", "--ignore"])
def test_an_unknown_code_is_a_mistake(run: Run, faulty: Path, option: str) -> None:
    assert "コード 'log-quotes' はありません" in run("validate", "a.xlsx", option, "log-quotes").error


# --- for programs -------------------------------------------------------------------------------


def test_sarif(run: Run, faulty: Path) -> None:
    log = json.loads(run("validate", "a.xlsx", "--sarif", "-", "--lang", "en").out)
    assert (log["version"], log["$schema"]) == ("2.1.0", SARIF_SCHEMA)
    (only,) = log["runs"]
    driver = only["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("hedge-xl", __version__)
    rules = driver["rules"]
    assert [rule["id"] for rule in rules] == list(CHECKS)
    for rule in rules:
        assert all(rule[key]["text"] for key in ("shortDescription", "fullDescription", "help"))
        assert rule["defaultConfiguration"]["level"] in ("error", "warning", "note")
    assert [item["ruleId"] for item in only["results"]] == ["text-number", "log-quote", "log-unit"]
    for item in only["results"]:
        assert item["ruleId"] == rules[item["ruleIndex"]]["id"]
        assert item["level"] == rules[item["ruleIndex"]]["defaultConfiguration"]["level"]
        assert item["message"]["text"]
        (location,) = item["locations"]
        assert location["physicalLocation"]["artifactLocation"]["uri"] == "a.xlsx"
        (logical,) = location["logicalLocations"]
        assert logical["fullyQualifiedName"] == f"執行ログ!{logical['name']}"


def test_a_sarif_path_is_a_uri(tmp_path: Path) -> None:
    finding = Finding("macros", "info", "台帳", "", CHECKS["macros"].fix)
    (result,) = sarif(Path("月次 #1/a.xlsx"), [finding], "ja")["runs"][0]["results"]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "%E6%9C%88%E6%AC%A1%20%231/a.xlsx"
    assert result["level"] == "note"
    (whole,) = sarif(tmp_path / "a.xlsx", [finding], "ja")["runs"][0]["results"]
    assert whole["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == (tmp_path / "a.xlsx").as_uri()


def test_junit(run: Run, faulty: Path, tmp_path: Path) -> None:
    result = run("validate", "a.xlsx", "--junit", "out.xml")
    assert result.code == 1
    assert "[text-number]" in result.out
    suite = etree.fromstring((tmp_path / "out.xml").read_bytes()).find("testsuite")
    assert suite is not None
    assert (suite.get("name"), suite.get("tests"), suite.get("failures")) == ("a.xlsx", str(len(CHECKS)), "3")
    assert [case.get("name") for case in suite] == list(CHECKS)
    failures = {case.get("name"): [item.get("type") for item in case] for case in suite if len(case)}
    assert failures == {"text-number": ["error"], "log-quote": ["warning"], "log-unit": ["warning"]}


def test_junit_holds_any_words(tmp_path: Path) -> None:
    finding = Finding("macros", "info", "a\x01b<&>", "A1", CHECKS["macros"].fix)
    suite = etree.fromstring(junit(tmp_path / "a\x02.xlsx", [finding, finding], "en"))[0]
    (case,) = [item for item in suite if len(item)]
    assert [item.text for item in case] == [f"・ a\ufffdb<&>!A1: {CHECKS['macros'].fix.en} [macros]"] * 2
    assert suite.get("failures") == "1"


@pytest.mark.parametrize(
    "options", [("--json", "--sarif", "-"), ("--sarif", "-", "--junit", "-"), ("--json", "--junit", "-")]
)
def test_one_thing_is_printed(run: Run, faulty: Path, options: tuple[str, ...]) -> None:
    assert run("validate", "a.xlsx", *options).code == 2


def test_what_is_checked_is_not_overwritten(run: Run, faulty: Path) -> None:
    before = faulty.read_bytes()
    assert "上には書けません" in run("validate", "a.xlsx", "--sarif", "./a.xlsx").error
    assert faulty.read_bytes() == before


# --- the statement ------------------------------------------------------------------------------


def statement(path: Path, text: str) -> str:
    path.write_text(text, encoding="utf-8")
    return str(path)


def truth(day: float) -> tuple[float, float]:
    row = true_statement(small("ja"), day)
    return float(row["position"] or 0), float(row["swap"] or 0)


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("date,position", "2022-12-31,{units:.0f}"),
        ("日付,残高,スワップ", '2022/12/31,"{units:,.0f}",{swap:.0f}'),
        ("明細の日付,ロット", "2022-12-31 17:00,{lots}"),
        ("日付,売買,建玉", "2022年12月31日,売,{units:.0f}"),
        ("memo,Date,Lots,Side", "x,2022-12-31,{lots},Short"),
        ("date,side,position", "2022-12-31,売建,{units:.0f}"),
        ("date,side,position", "2022-12-31,S,{units:.0f}"),
        ("date,side,position", "2022-12-31,買建,-{units:.0f}"),
    ],
)
def test_a_statement_that_agrees(run: Run, tmp_path: Path, header: str, row: str) -> None:
    (tmp_path / "a.xlsx").write_bytes(small_file())
    units, swap = truth(44926.0)
    csv = f"{header}\n{row.format(units=units, lots=units / 10_000, swap=swap)}\n"
    statement(tmp_path / "s.csv", csv)
    assert run("validate", "a.xlsx", "--statement", "s.csv", "--lot", "10000").code == 0


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("2022-12-31,{off:.0f},{swap:.0f}", "statement-balance"),
        ("2022-12-31,-{units:.0f},{swap:.0f}", "statement-balance"),
        ("2022-12-31,{units:.0f},{more:.0f}", "statement-swap-gap"),
        ("2022-01-31,{units:.0f},-1", "statement-swap"),
    ],
)
def test_a_statement_that_does_not(run: Run, tmp_path: Path, row: str, code: str) -> None:
    (tmp_path / "a.xlsx").write_bytes(small_file())
    units, swap = truth(44926.0)
    right = f"2022-12-31,{units:.0f},{swap:.0f}"
    wrong = row.format(units=units, swap=swap, off=units + 1000, more=swap - 500)
    statement(tmp_path / "s.csv", f"date,position,swap\n{right}\n\n{wrong}\n")
    result = run("validate", "a.xlsx", "--statement", "s.csv", "--json")
    (finding,) = json.loads(result.out)["findings"]
    assert (result.code, finding["code"], finding["sheet"], finding["cell"]) == (1, code, "s.csv", "L4")


def test_a_statement_says_what_the_sheet_says(tmp_path: Path, run: Run) -> None:
    """The same row typed on the reconciliation sheet: the same code and the same words."""
    row = {"date": 44926.0, "position": truth(44926.0)[0] + 500, "swap": None}
    inputs = small("ja")
    inputs.tables["statement"] = [row]
    (typed,) = [item for item in validate(write(tmp_path / "b.xlsx", inputs))[1] if item.code.startswith("statement")]
    (tmp_path / "a.xlsx").write_bytes(small_file())
    statement(tmp_path / "s.csv", f"date,position\n2022-12-31,{row['position']}\n")
    (given,) = json.loads(run("validate", "a.xlsx", "--statement", "s.csv", "--json").out)["findings"]
    assert (given["code"], given["message"]["ja"]) == (typed.code, typed.text.ja)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("date,swap\n2022-12-31,5\n", "残高の列"),
        ("date,position\n", "行がありません"),
        ("date,position,lots\n2022-12-31,5,5\n", "両方あります"),
        ("date,lots\n2022-12-31,5\n", "--lot 10000"),
        ("date,position\n31/12/2022,5\n", "2行目: "),
        ("date,position\n2022-12-31,5\n,6\n", "3行目: 日付がありません"),
        ("date,position\n2022-12-31,\n", "2行目: 残高がありません"),
        ("date,position,side\n2022-12-31,5,?\n", "2行目: 売買「?」"),
        ("date,position,side\n2022-12-31,5,売決済\n", "2行目: 売買「売決済」"),
        ("date,position\n2022-12-31,about 5\n", "2行目: "),
    ],
)
def test_a_statement_that_cannot_be_read(run: Run, tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "a.xlsx").write_bytes(small_file())
    statement(tmp_path / "s.csv", text)
    assert words in run("validate", "a.xlsx", "--statement", "s.csv").error


# --- the sheet ----------------------------------------------------------------------------------


def rows(path: Path) -> list[tuple[object, ...]]:
    book = load_workbook(path)
    sheet = book["点検報告"]
    return [tuple(cell.value for cell in row) for row in sheet.iter_rows(min_row=5)]


def test_the_report_is_a_sheet_and_replaced_as_a_whole(run: Run, faulty: Path) -> None:
    before, opened = faulty.read_bytes(), open_workbook(faulty)
    first = run("validate", "a.xlsx", "--report")
    assert (first.code, first.err) == (1, "")
    assert "「点検報告」シートを書きました" in first.out
    once = faulty.read_bytes()
    assert "絞り込み" not in load_workbook(faulty)["点検報告"]["A2"].value
    assert [row[4] for row in rows(faulty)] == ["text-number", "log-quote", "log-unit"]
    assert [row[1:3] for row in rows(faulty)] == [("執行ログ", "E10"), ("執行ログ", "E12"), ("執行ログ", "C9")]
    assert open_workbook(faulty).inputs == opened.inputs
    untouched = {name for name in Package(before, "a").names if name.startswith(("xl/worksheets", "xl/tables"))}
    assert not untouched & differing_parts(before, once)
    assert run("validate", "a.xlsx", "--report", "--only", "log-unit").code == 1
    assert [row[4] for row in rows(faulty)] == ["log-unit"]
    assert load_workbook(faulty)["点検報告"]["A2"].value.endswith("絞り込み: --only log-unit")
    assert len(differing_parts(once, faulty.read_bytes())) <= 2
    assert load_workbook(faulty).sheetnames.count("点検報告") == 1
    assert len(list(faulty.parent.glob("a-backups/*.xlsx"))) == 2


def test_the_report_follows_its_sheet_when_that_is_renamed_or_deleted(run: Run, faulty: Path) -> None:
    run("validate", "a.xlsx", "--report")
    package = Package(faulty.read_bytes(), "a.xlsx")
    data = package.read(package.workbook_part).decode()
    package.put(package.workbook_part, data.replace("点検報告", "私の点検").encode())
    package.write(faulty)
    run("validate", "a.xlsx", "--report", "--only", "log-unit")
    assert [item.name for item in open_workbook(faulty).file.sheets][-1] == "私の点検"
    assert load_workbook(faulty)["私の点検"]["E5"].value == "log-unit"
    assert load_workbook(faulty)["私の点検"]["E6"].value is None
    gone = Package(faulty.read_bytes(), "a.xlsx")
    root = gone.xml(gone.workbook_part)
    sheets = root.find(main("sheets"))
    assert sheets is not None
    sheets.remove(sheets[-1])
    for item in root.iter(main("definedName")):
        item.text = "#REF!" if item.get("name") == NAME else item.text
    gone.put(gone.workbook_part, to_xml(root))
    gone.write(faulty)
    assert run("validate", "a.xlsx", "--report").code == 1
    assert [row[4] for row in rows(faulty)] == ["text-number", "log-quote", "log-unit"]


def test_a_report_of_a_clean_ledger_and_beside_a_sheet_of_that_title(run: Run, tmp_path: Path) -> None:
    path = edited(tmp_path / "a.xlsx", own_sheet(("A1", "1+1", ""), title="点検報告"))
    assert run("validate", "a.xlsx", "--report").code == 0
    names = load_workbook(path).sheetnames
    assert [name for name in names if name.startswith("点検報告")] == ["点検報告", "点検報告 (2)"]
    assert OWN not in names
    assert validate(path)[1] == []
    assert f"{datetime.now():%Y-%m-%d}" in str(load_workbook(path)["点検報告 (2)"]["A2"].value)


def test_a_dry_run_writes_nothing(run: Run, faulty: Path) -> None:
    before = faulty.read_bytes()
    assert "書き込んでいません" in run("validate", "a.xlsx", "--report", "--dry-run").out
    assert faulty.read_bytes() == before
    assert not list(faulty.parent.glob("a-backups"))
