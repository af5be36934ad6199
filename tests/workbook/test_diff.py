"""What changed between two ledgers, by meaning."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from command import Run
from ledgers import (
    cell,
    constant,
    edited,
    formula,
    keep_value_only,
    made,
    place,
    small,
    small_file,
    table,
    title,
    typed,
    words,
)
from lxml import etree
from scenarios import Change as Edit
from scenarios import clear, delete, parameter, policy, put

from hedge_xl.core.language import LANGUAGES, Language
from workbook.change import AppendRow, Change, GrowTable, SetParameter, SetValue
from workbook.change import changed as inputs_after
from workbook.diff import differences
from workbook.digest import digest
from workbook.errors import FileError
from workbook.input_differences import input_differences
from workbook.ledger import LEDGER
from workbook.ooxml import main
from workbook.package import Package
from workbook.read import Opened, open_package
from workbook.spec import Inputs, Value

OLD = Path(__file__).parent / "files"


def opened(data: bytes, name: str = "a.xlsx") -> Opened:
    return open_package(Package(data, name))


def told(*edits: Edit, language: Language = "en") -> list[str]:
    """What is said of some edits of the small ledger's inputs."""
    return [item.line(language) for item in input_differences(LEDGER, small("ja"), small("ja", *edits))]


def lines(old: bytes, new: bytes, language: Language = "en") -> list[str]:
    return [item.line(language) for item in differences(opened(old), opened(new))]


# --- inputs -------------------------------------------------------------------------------------


def test_the_same_is_the_same() -> None:
    assert told() == []
    assert lines(small_file(), small_file()) == []


def insert(name: str, row: int, **values: Value) -> Edit:
    return lambda inputs, language: inputs.tables[name].insert(row, dict(values))


def swap(inputs: Inputs, language: Language) -> None:
    rows = inputs.tables["log"]
    rows[0], rows[1] = rows[1], rows[0]


CASES: dict[str, tuple[Edit, list[str], list[str]]] = {
    "parameter": (parameter("rebalance_band", 0.0712), ["Rebalance band: 30% → 7.12%"], ["乖離しきい値: 30% → 7.12%"]),
    "choice": (
        policy("pol_hstar"),
        ["Policy: Structural ± trend → h*"],
        ["方針: 構造±トレンド → h*"],
    ),
    "tick": (
        parameter("tick_logged", "☑"),
        ["Price difference, time and method of every fill are recorded: ☐ → ☑"],
        ["約定の価格差・時刻・方法をすべて記録した: ☐ → ☑"],
    ),
    "cleared parameter": (parameter("window", None), ["Estimation window: 3 → (blank)"], ["推定窓: 3 → 空欄"]),
    "month": (
        put("monthly", 0, "spot", 1234567.5),
        ["Monthly 2022-09 S_USDJPY (month end): 144.655 → 1,234,567.5"],
        ["月次 2022-09 S_USDJPY(月末): 144.655 → 1,234,567.5"],
    ),
    "fill": (
        put("log", 0, "side", "買"),
        ["Execution log D202002-1 Side: SELL → BUY"],
        ["執行ログ D202002-1 売買: 売 → 買"],
    ),
    "fill time": (
        put("log", 0, "time", 43863.5 + 1 / 86400),
        ["Execution log D202002-1 Fill time: 2020-02-03 10:00:04 → 2020-02-02 12:00:01"],
        ["執行ログ D202002-1 約定時刻: 2020-02-03 10:00:04 → 2020-02-02 12:00:01"],
    ),
    "month inserted": (
        insert("market", 0, month=44651.0, spx=4_000.5),
        ["Market 2022-03: added (S&P 500 4,000.5)"],
        ["市場 2022-03: 追加(S&P500 4,000.5)"],
    ),
    "rows swapped": (swap, ["Execution log: the rows stand in another order"], ["執行ログ: 行の並びが変わっています"]),
    "event": (
        lambda inputs, language: inputs.tables.update(events=[{"date": 44540.0, "name": "FOMC"}]),
        ["Policy 2021-12-10 FOMC: added"],
        ["設定 2021-12-10 FOMC: 追加"],
    ),
    "order ID twice": (
        insert("log", 6, id="D202002-1", qty=1.0),
        ["Execution log D202002-1 (no. 2): added (Quantity 1)"],
        ["執行ログ D202002-1(2つ目): 追加(数量 1)"],
    ),
    "row without a name": (
        insert("log", 6, qty=1.0),
        ["Execution log (unnamed): added (Quantity 1)"],
        ["執行ログ (名前なし): 追加(数量 1)"],
    ),
    "blank row in between": (
        insert("log", 3),
        ["Execution log blank rows in between: 0 rows → 1 rows"],
        ["執行ログ 途中の空の行: 0行 → 1行"],
    ),
    "P&L grown": (insert("pnl", 0), ["P&L: 4 rows → 5 rows"], ["損益: 4行 → 5行"]),
    "no number any more": (
        put("monthly", 1, "a_usd", "７５０００"),
        ["Monthly 2022-10 A_USD (month end): 90,031.53 → '７５０００'"],
        ["月次 2022-10 A_USD(月末): 90,031.53 → '７５０００'"],
    ),
    "true is not one": (
        put("log", 1, "qty", True),
        ["Execution log D202002-2 Quantity: 18,000 → True"],
        ["執行ログ D202002-2 数量: 18,000 → True"],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_change_of_the_inputs_in_words(case: str) -> None:
    edit, english, japanese = CASES[case]
    assert told(edit) == english
    assert told(edit, language="ja") == japanese
    assert (digest(small("ja")) == digest(small("ja", edit))) == (case == "P&L grown"), "the digest sees it too"


def test_a_deleted_month_is_one_line() -> None:
    """And not a change of every row below it."""
    found = told(delete("market", 2))
    assert "removed" in found[0]
    assert found[1:] == ["Backtest: 8 rows → 7 rows"]


SAME: dict[str, Edit] = {
    "a whole number": put("log", 1, "qty", 18000),
    "minus zero": put("monthly", 1, "swap", -0.0),
    "the fifteenth digit": put("log", 0, "price", 108.875 * (1 + 1e-16)),
    "an empty text": put("monthly", 0, "h_fixed", ""),
    "blank rows at the end": insert("log", 6),
    "the other language's word": put("log", 0, "side", "SELL"),
    "the other language's policy": parameter("policy", "Structural ± trend"),
    "a box never ticked": parameter("tick_logged", None),
}


@pytest.mark.parametrize("case", SAME)
def test_what_a_spreadsheet_takes_as_the_same_is_no_difference(case: str) -> None:
    base: tuple[Edit, ...] = (put("monthly", 1, "swap", 0.0),) if case == "minus zero" else ()
    one, other = small("ja", *base), small("ja", *base, SAME[case])
    assert list(input_differences(LEDGER, one, other)) == []
    assert digest(one) == digest(other)


def test_the_digest_knows_no_order_of_keys_and_no_journal() -> None:
    inputs = small("ja")
    other = small("ja")
    other.cells = dict(reversed(other.cells.items()))
    other.tables = {key: [dict(reversed(row.items())) for row in rows] for key, rows in reversed(other.tables.items())}
    other.tables["journal"] = [{"when": 46348.5, "command": "x"}]
    assert digest(inputs) == digest(other)
    assert len(digest(inputs)) == 16
    assert int(digest(inputs), 16) >= 0


def test_the_digest_of_a_parameter_left_alone_is_that_of_its_default() -> None:
    assert "min_unit" not in small("ja").cells
    assert digest(small("ja")) == digest(small("ja", parameter("min_unit", 1000)))
    assert digest(small("ja")) != digest(small("ja", parameter("min_unit", 1001)))


def test_a_plan_reads_as_the_difference_that_it_makes() -> None:
    book = opened(small_file())
    fill = {"id": "X", "side": "売", "qty": 1000.0, "price": 130.0, "quote": 130.0, "time": 44960.5}
    plan = Change(
        (
            SetParameter("h_cap", 0.9),
            SetValue("monthly", 3, "swap", None),
            AppendRow("log", fill),
            GrowTable("pnl", 5),
            GrowTable("log", 9),
        )
    )
    found = input_differences(book.book, book.inputs, inputs_after(book.inputs, plan))
    assert [item.line("en").partition(":")[0] for item in found] == [
        "Cap of h",
        "Monthly 2022-12 Swap received/paid",
        "P&L",
        "Execution log X",
    ]
    assert list(input_differences(book.book, book.inputs, inputs_after(book.inputs, Change()))) == []


# --- files --------------------------------------------------------------------------------------


def test_across_languages_only_the_language_differs() -> None:
    plain = [
        put(key, row, name, "x")
        for key, name, rows in (("log", "comment", 6), ("monthly", "note", 4))
        for row in range(rows)
    ]
    data = [made(small(language, *plain), language) for language in LANGUAGES]
    assert lines(*data) == ["Language: ja → en"]
    one, other = (opened(item).inputs for item in data)
    assert digest(one) == digest(other)
    assert one.tables["holidays"] != other.tables["holidays"], "the names are in the language of the workbook"


def test_a_name_of_a_closed_day_that_is_not_ours_is_told() -> None:
    (found,) = told(put("holidays", 0, "name", "創立記念日"))
    assert found.endswith(" → '創立記念日'")
    first, *others = (str(row["name"]) for row in small("ja").tables["holidays"])
    (found,) = told(put("holidays", 0, "name", next(name for name in others if name != first)))
    assert first in found, "the name of another day is not that of this one"


def test_results_before_and_after() -> None:
    found = lines(small_file(), made(small("ja", put("monthly", 3, "a_usd", 200_000))))
    assert found[0].startswith("Monthly 2022-12 A_USD (month end): ")
    assert found[0].endswith(" → 200,000")
    assert any(line.startswith("Result: This month's instruction: SELL ") for line in found)
    assert any(line.startswith("Result: Target hedge USD: ") for line in found)
    cleared = lines(small_file(), made(small("ja", clear("monthly", 3))), "ja")
    assert any("今月の指示" in line for line in cleared)


def test_results_that_cannot_be_computed(tmp_path: Path) -> None:
    huge = [cell(place("monthly", 3, key), constant("n", "1e300")) for key in ("spot", "a_usd")]
    new = edited(tmp_path / "new.xlsx", *huge).read_bytes()
    assert any("cannot be computed" in line for line in lines(small_file(), new))


def change_of(tmp_path: Path, *edits: Callable[[Package], None]) -> list[str]:
    new = edited(tmp_path / "new.xlsx", *edits).read_bytes()
    back = lines(new, small_file())
    assert len(back) == len(lines(small_file(), new))
    return lines(small_file(), new)


def test_formulas_lost_and_changed(tmp_path: Path) -> None:
    where = place("monthly", 1, "y")
    found = change_of(tmp_path, cell(where, keep_value_only))
    assert len(found) == 1
    assert found[0].startswith(f"Formula {where}: the formula was replaced by")
    found = change_of(tmp_path, cell(where, formula(lambda text: f"{text}+1")))
    assert found[0].startswith(f"Formula {where}: the formula is not the original one")
    data = (tmp_path / "new.xlsx").read_bytes()
    assert lines(data, small_file()) == [f"Formula {where}: the formula is the original one again"]


def test_formulas_that_new_rows_get(tmp_path: Path) -> None:
    def drop(root: etree._Element) -> None:
        for item in list(root.iter(main("calculatedColumnFormula"))):
            parent = item.getparent()
            assert parent is not None
            parent.remove(item)

    found = change_of(tmp_path, table("Monthly", drop))
    assert len(found) == 1
    assert "new rows get no formulas" in found[0]


def test_a_note_of_the_users(tmp_path: Path) -> None:
    sheet, _, address = place("monthly", 0, "month").partition("!")
    found = change_of(tmp_path, typed(f"{sheet}!{address[0]}99", words("メモ")))
    assert found == [f'Sheet "{sheet}": 1 cells differ (the first is {address[0]}99)']


def test_renamed_sheets(tmp_path: Path) -> None:
    def rename(package: Package) -> None:
        part = package.workbook_part
        package.put(part, package.read(part).replace(title("guide").encode(), "表紙".encode()))

    found = change_of(tmp_path, rename)
    assert found == [f"Name of a sheet: {title('guide')} → 表紙"]


def test_charts_macros_comments_and_the_like_by_contents(tmp_path: Path) -> None:
    def add(name: str, data: bytes) -> Callable[[Package], None]:
        return lambda package: package.put(name, data)

    chart = b'<c:chart xmlns:c="urn:x"><c:a/><c:numCache><c:v>1</c:v></c:numCache></c:chart>'
    first = edited(
        tmp_path / "one.xlsx",
        add("xl/charts/chart96.xml", chart),
        add("xl/vbaProject.bin", b"code"),
        add("xl/comments1.xml", b"<comments/>"),
    ).read_bytes()
    second = edited(
        tmp_path / "two.xlsx",
        add("xl/charts/chart97.xml", chart.replace(b"<c:v>1</c:v>", b"<c:v>2</c:v>").replace(b"/>", b" />")),
        add("xl/vbaProject.bin", b"other code"),
        add("xl/comments1.xml", b"<comments/>"),
        add("xl/media/image1.png", b"png"),
    ).read_bytes()
    assert lines(first, second) == ["Macros: the contents differ", "Pictures: 0 → 1"]


def test_settings_and_versions(tmp_path: Path) -> None:
    def old(package: Package) -> None:
        part = package.workbook_part
        package.put(part, package.read(part).replace(b"<calcPr", b'<calcPr calcMode="manual"'))
        custom = "docProps/custom.xml"
        package.put(custom, package.read(custom).replace(b"hedge_xl.version", b"hedge_xl.other"))

    found = change_of(tmp_path, old)
    assert "Calculation: auto → manual" in found
    assert any(line.startswith("Made by hedge_xl: ") for line in found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_older_structure_can_be_compared(language: Language) -> None:
    old = (OLD / f"ledger-1-{language}.xlsx").read_bytes()
    assert lines(old, old) == []
    found = lines(old, small_file(language))
    assert f"Structure of the workbook: 1 → {LEDGER.schema}" in found
    assert not any(line.startswith("Formula ") for line in found)


def test_a_damaged_ledger_says_what_can_be_said(tmp_path: Path) -> None:
    new = edited(
        tmp_path / "new.xlsx", cell(place("monthly", 0, "month").partition("!")[0] + "!B11", constant("", ""))
    ).read_bytes()
    assert not opened(new).whole
    lines(small_file(), new)


def test_another_kind_of_workbook(monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = opened(small_file(), "one.xlsx"), opened(small_file(), "two.xlsx")

    other.book = replace(other.book, key="other")
    with pytest.raises(FileError) as caught:
        differences(one, other)
    assert caught.value.message("en").startswith("two.xlsx: is another kind of workbook than one.xlsx")


# --- the command --------------------------------------------------------------------------------


def test_exit_codes_and_words(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(small_file())
    (tmp_path / "b.xlsx").write_bytes(made(small("ja", parameter("h_cap", 0.9))))
    same = run("diff", "a.xlsx", "a.xlsx")
    assert same.code == 0
    assert same.out == "違いはありません (a.xlsx、a.xlsx)\n"
    other = run("diff", "a.xlsx", "b.xlsx", "--lang", "en")
    assert other.code == 1
    assert other.out.splitlines()[0] == "Cap of h: 0.95 → 0.9"
    assert other.out.splitlines()[-1].startswith("Differences: ")
    assert "no such file" in run("diff", "a.xlsx", "none.xlsx", "--lang", "en").error
    assert run("diff", "none.xlsx", "a.xlsx").code == 2


def test_as_json(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(small_file())
    (tmp_path / "b.xlsx").write_bytes(made(small("ja", parameter("h_cap", 0.9), insert("log", 6, id="X"))))
    assert json.loads(run("diff", "a.xlsx", "a.xlsx", "--json").out)["same"] is True
    data = json.loads(run("diff", "a.xlsx", "b.xlsx", "--json").out)
    assert data["same"] is False
    assert data["differences"][0] == {
        "code": "parameter",
        "what": {"ja": "hの上限", "en": "Cap of h"},
        "before": {"ja": "0.95", "en": "0.95"},
        "after": {"ja": "0.9", "en": "0.9"},
    }
    assert data["differences"][1]["code"] == "row-added"
    assert "before" not in data["differences"][1]
