"""The task pane's actions over HTTP, on a book as Excel sends it; what they tell Excel to do is carried out here."""

import json
from pathlib import Path

import httpx
import pytest
from edit_checks import opened
from ledgers import small_file
from test_live_server import carried_out, request

from workbook.package import Package
from workbook.read import open_package
from workbook.serials import from_serial

NOW = "2026-12-01T08:30:05"
MONTH = {"month": "2026-12", "a_usd": "81,000", "spot": "151.5", "swap": "−1,200", "spx": "", "average": ""}


@pytest.fixture(scope="module")
def ledger() -> bytes:
    return small_file()


def run(client: httpx.Client, script: str, data: bytes, *args):
    body = {**request(data), "args": list(args)}
    return client.post(f"/xlwings/custom-scripts-call/{script}", json=body)


def parts(answer: httpx.Response):
    """What Excel is to do, and what the pane is told at the end."""
    assert answer.status_code == 200, answer.text
    *actions, last = answer.json()["actions"]
    assert (last["func"], last["args"][0]) == ("runMacro", "told")
    return actions, json.loads(last["args"][1])


def next_month(data: bytes) -> str:
    last = opened(data).inputs.tables["monthly"][-1]["month"]
    day = from_serial(float(last))
    return f"{day.year + day.month // 12}-{day.month % 12 + 1:02}"


def test_the_instruction_is_read_and_nothing_is_touched(client, ledger):
    actions, told = parts(run(client, "show_month", ledger, NOW))
    assert actions == []
    assert told["heading"]
    assert len(told["lines"]) > 4


def test_a_month_goes_into_the_open_ledger_with_its_line_in_the_journal(client, ledger, tmp_path: Path):
    month = next_month(ledger)
    actions, told = parts(run(client, "update_month", ledger, NOW, {**MONTH, "month": month}, False))
    after = carried_out(actions, ledger, tmp_path / "open.xlsx")
    before = opened(ledger).inputs
    assert len(after.tables["monthly"]) == len(before.tables["monthly"]) + 1
    row = after.tables["monthly"][-1]
    assert (row["a_usd"], row["spot"], row["swap"]) == (81000, 151.5, -1200)
    done = after.tables["journal"][-1]
    assert (done["command"], done["who"], from_serial(done["when"]).isoformat()) == ("update", None, NOW)
    assert any("保存" in line for line in told["lines"])


def test_a_fill_goes_into_the_open_log(client, ledger, tmp_path: Path):
    fill = {"id": "WEB-1", "side": "SELL", "qty": "10,000", "price": "150.12", "quote": "150.125"}
    actions, told = parts(run(client, "record_fill", ledger, NOW, {**fill, "time": "2026-11-02T10:00"}))
    row = carried_out(actions, ledger, tmp_path / "open.xlsx").tables["log"][-1]
    assert (row["id"], row["qty"], row["price"]) == ("WEB-1", 10000, 150.12)
    assert told["heading"] == "追加: WEB-1 2026-11-02 10:00 売 10,000 @150.12"
    assert not any("None" in line for line in told["lines"])
    assert told["lines"][-1] == "開いているブックに書きました。確かめて保存してください。"


def test_the_check_says_what_it_found(client, ledger):
    actions, told = parts(run(client, "check_book", ledger))
    assert actions == []
    assert told["lines"]


@pytest.mark.parametrize(
    ("script", "args", "words"),
    [
        ("update_month", [NOW, {**MONTH, "month": "2026-13"}, False], "2026-13"),
        ("update_month", [NOW, {**MONTH, "month": ""}, False], "month"),
        ("update_month", [NOW, {**MONTH, "spot": "abc"}, False], "abc"),
        ("update_month", [NOW, "x", False], "month"),
        ("update_month", [NOW, {}, False, 1, 2], "extra argument"),
        ("update_month", ["soon", MONTH, False], "time of your computer"),
        ("record_fill", [5, {}], "time of your computer"),
        ("show_month", [None], "time of your computer"),
        ("update_month", [], "missing required argument"),
        ("record_fill", [NOW, {"month": "2026-11"}], "--side"),
        ("record_fill", [NOW, {"id": "1"}], "--side"),
        ("record_fill", [NOW, {"id": "1", "side": "UP", "qty": "1", "price": "1", "time": "2026-11-02"}], "UP"),
    ],
)
def test_what_cannot_be_used_is_refused_in_one_line(client, ledger, script, args, words):
    answer = run(client, script, ledger, *args)
    assert answer.status_code == 400
    assert words in answer.text
    assert "Traceback" not in answer.text


def test_another_workbook_is_refused(client, ledger):
    body = {**request(ledger), "args": [NOW]}
    body["sheets"], body["names"] = body["sheets"][:1], []
    answer = client.post("/xlwings/custom-scripts-call/show_month", json=body)
    assert answer.status_code == 400
    assert "hedge_xl" in answer.text


@pytest.mark.parametrize("body", ["{", "[]", "{}", '{"book": 1}', '{"book": {}, "names": [], "sheets": 1}'])
def test_a_body_that_is_no_book_is_refused(client, body):
    answer = client.post("/xlwings/custom-scripts-call/show_month", content=body)
    assert answer.status_code == 400


@pytest.mark.parametrize(
    "body", ['{"book": {}, "names": [], "sheets": []}', '{"book": {}, "names": [1], "sheets": [1]}']
)
def test_a_book_of_another_shape_harms_nobody(client, ledger, body):
    answer = client.post("/xlwings/custom-scripts-call/show_month", content=body)
    assert answer.status_code == 400
    assert run(client, "show_month", ledger, NOW).status_code == 200


def test_a_template_as_the_pane_asks_for_it(client):
    form = {"template": "leverage", "language": "ja", "host": "officejs", "filling": "demo"}
    answer = client.post("/make?lang=ja", data=form)
    assert open_package(Package(answer.content, "new.xlsx")).host == "officejs"


def test_the_check_of_a_sound_ledger_and_of_a_faulty_one(client, ledger):
    _, told = parts(run(client, "check_book", ledger))
    assert [line for line in told["lines"] if line.startswith("×")] == []
    assert "点検です" in told["lines"][-1]
