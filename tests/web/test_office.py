"""The page that Office loads, with a stand-in for Excel: xlwings' own scripts call every function of the server."""

import re
from base64 import b64decode
from datetime import datetime

import httpx
import pytest
from browsing import chromium, in_office, watched
from lxml import etree
from office_client import DIV0, NOT_AVAILABLE, example, expected
from playwright.sync_api import expect

from hedge_xl.functions import CATALOGUE, use_language
from workbook.package import Package
from workbook.read import open_package

CALL = """async ([name, args]) => {
  try {
    const result = await standIn.functions[name](...args, { address: "月次!B9", parameterAddresses: [] });
    return { result };
  } catch (error) {
    return { code: error.code, message: error.message };
  }
}"""


@pytest.fixture(scope="module")
def excel(server):
    """The task pane's page, loaded as Office loads it; the test's calls are Excel's."""
    with chromium() as browser:
        page = browser.new_context(base_url=server, viewport={"width": 350, "height": 800}).new_page()
        in_office(page)
        wrong = watched(page)
        page.goto("/taskpane.html")
        page.wait_for_function("globalThis.standIn && Object.keys(standIn.functions).length > 0 && globalThis.xlwings")
        assert wrong == []
        page.wrong = wrong
        yield page


def call(excel, name, *args):
    return excel.evaluate(CALL, [name, list(args)])


def test_excel_gets_every_function_of_the_catalogue(excel):
    assert set(excel.evaluate("Object.keys(standIn.functions)")) == set(CATALOGUE)


def test_every_function_gives_its_example(excel):
    for name in CATALOGUE:
        with use_language("en"):
            wanted = expected(name)
        answer = call(excel, name, *example(name))
        assert answer == {"result": wanted}, name


def test_a_dynamic_array_spills_with_error_values_where_nothing_is_known(excel):
    series = [[0.01 * (n % 7 - 3)] for n in range(50)]
    rows = call(excel, "HSTAR_ROLLING", series, [[row[0] / 2] for row in series], [[36]])["result"]
    assert len(rows) == 50
    assert rows[:35] == [[NOT_AVAILABLE]] * 35
    assert rows[-1] == [pytest.approx(2)]


def test_blanks_and_texts_in_a_range_drop_out_in_pairs(excel):
    plain = call(excel, "HSTAR", [[0.03], [-0.02], [0.01]], [[0.01], [-0.02], [0.03]], [[3]])
    odd = call(excel, "HSTAR", [["a"], [0.03], [-0.02], [""], [0.01]], [["b"], [0.01], [-0.02], [0.5], [0.03]], [[3]])
    assert plain == odd
    assert plain["result"] == [[CATALOGUE["HSTAR"].call([0.03, -0.02, 0.01], [0.01, -0.02, 0.03], 3)]]


def test_an_error_is_value_with_the_message_beside_it_and_is_sent_once(excel):
    seen = []
    excel.on("request", lambda request: seen.append(request.url) if "functions-call" in request.url else None)
    answer = call(excel, "HSTAR", [[0.03], [DIV0]], [[0.01], [0.02]])
    assert answer["code"] == "#VALUE!"
    assert answer["message"].startswith("HSTAR ")
    assert "#DIV/0!" in answer["message"]
    assert len(seen) == 1


def test_a_range_that_is_too_large_is_refused_and_the_next_call_works(excel):
    code = """async () => {
      const range = Array.from({ length: 2000000 }, () => [1.5]);
      try { return await standIn.functions.HX_CHECK(range, { address: "S!A1" }); }
      catch (error) { return error.message; }
    }"""
    assert "too large" in excel.evaluate(code)
    assert call(excel, "HEDGE_UNITS", [[75000]], [[0.8]]) == {"result": [[60000]]}


def test_the_pane_shows_what_an_action_tells(excel):
    text = '{"heading": "売り 10,000", "lines": ["目標 60,000", "<b>見出し</b>"]}'
    excel.evaluate("text => callbacks.told(null, text)", text)
    answer = excel.locator("#answer")
    assert answer.locator("h2").inner_text() == "売り 10,000"
    assert answer.locator("li").all_inner_texts() == ["目標 60,000", "<b>見出し</b>"]


def test_every_action_is_sent_what_it_asks_for_and_the_users_own_time(excel):
    sent = """async () => {
      const real = xlwings.runPython, told = {};
      xlwings.runPython = async ({ scriptName, args }) => { told[scriptName] = args; };
      for (const form of document.querySelectorAll("form[data-script]")) {
        form.dispatchEvent(new SubmitEvent("submit", { cancelable: true }));
      }
      await new Promise((done) => setTimeout(done, 100));
      xlwings.runPython = real;
      return told;
    }"""
    told = excel.evaluate(sent)
    (now,) = told["show_month"]
    assert abs((datetime.now() - datetime.fromisoformat(now)).total_seconds()) < 60
    month = dict.fromkeys(("month", "a_usd", "spot", "swap", "spx", "average"), "")
    assert told["update_month"][1:] == [month, False]
    assert told["record_fill"][1:] == [{**dict.fromkeys(("id", "qty", "price", "quote", "time"), ""), "side": "SELL"}]
    assert told["check_book"] == []


def test_the_pane_opens_a_template_in_excel(excel):
    excel.locator("summary", has_text="New workbook").click()
    excel.locator("select[name=template]").select_option("leverage")
    excel.get_by_role("button", name="Open it as a new workbook").click()
    expect(excel.locator("#answer h2")).to_have_text("The new workbook is open", timeout=30_000)
    data = b64decode(excel.evaluate("standIn.made[0]"))
    opened = open_package(Package(data, "new.xlsx"))
    assert (opened.book.key, opened.host, opened.language) == ("leverage", "officejs", "en")


def test_the_pane_has_a_label_for_every_field_and_fits_its_width(excel):
    for place in excel.locator("main summary").all():
        if place.locator("..").get_attribute("open") is None:
            place.click()
    fields = excel.locator("main input:not([type=hidden]), main select")
    assert fields.count() == 14
    assert fields.evaluate_all("all => all.every(one => one.labels.length === 1 && one.labels[0].innerText.trim())")
    assert excel.evaluate("document.documentElement.scrollWidth") <= 350
    assert "built-in" not in excel.locator("main").inner_text()


def test_the_manifest_names_addresses_that_answer(excel, server):
    answer = httpx.get(f"{server}/manifest.xml", trust_env=False)
    root = etree.fromstring(answer.content)
    addresses = set(re.findall(r'DefaultValue="(http[^"]+)"', answer.text))
    assert len(addresses) > 6
    for address in addresses:
        assert address.startswith(server)
        assert httpx.get(address, trust_env=False).status_code == 200, address
    used = set(root.xpath("//@resid"))
    assert used == set(root.xpath("//@id")) - {"HedgeXl", "HedgeXlPane", "TabHome"}


@pytest.mark.parametrize("host", ['evil.example"><x', "a b", "x/../y", ""])
def test_a_forged_host_does_not_reach_the_manifest(server, host):
    answer = httpx.get(f"{server}/manifest.xml", headers={"host": host}, trust_env=False)
    assert answer.status_code in (400, 403)
    assert host == "" or host not in answer.text
