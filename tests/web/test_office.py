"""The page that Office loads, with a stand-in for Excel: xlwings' own scripts call every function of the server."""

import pytest
from browsing import chromium, in_office, watched
from office_client import DIV0, NOT_AVAILABLE, example, expected

from hedge_xl.functions import CATALOGUE, use_language

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
