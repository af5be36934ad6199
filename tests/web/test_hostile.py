"""Requests that nobody means well: each gets a clear refusal, and the next request is served."""

import json

import httpx
import pytest
from office_client import VERSION, example

from hedge_xl.functions import CATALOGUE

CALL = "/xlwings/custom-functions-call"
JSON = {"content-type": "application/json"}


def body(**changes):
    whole = {**VERSION, "func_name": "HEDGE_UNITS", "args": [[[75000]], [[0.8]]], "caller_address": None}
    return json.dumps({key: value for key, value in {**whole, **changes}.items() if value != "gone"})


BAD = {
    "no JSON": "{",
    "nothing": "",
    "not UTF-8": b'{"func_name": "\xff\xfe"}',
    "a list": "[]",
    "deep": '{"args":' + "[" * 100_000,
    "NaN": body(args=[[[float("nan")]]]),
    "endless digits": '{"args": [[[' + "9" * 5000 + "]]]}",
    "no function": body(func_name="gone"),
    "an unknown function": body(func_name="NOSUCH"),
    "a dunder": body(func_name="__doc__"),
    "a module's name": body(func_name="server"),
    "a function that is a list": body(func_name=["HSTAR"]),
    "no arguments": body(args="gone"),
    "arguments as text": body(args="x"),
    "too many arguments": body(args=[[[1]]] * 40),
    "a flat list": body(args=[[1, 2], [[1]]]),
    "ragged rows": body(args=[[[1, 2], [3]], [[1]]]),
    "an empty range": body(args=[[], [[1]]]),
    "empty rows": body(args=[[[]], [[1]]]),
    "no version": body(version="gone"),
    "a number for a date format": body(date_format=5),
    "a list for an address": body(caller_address=[1]),
    "a number for the runtime": body(runtime=1.4),
    "a text for a number": body(args=[[["75,000"]], [[0.8]]]),
    "a table for a number": body(args=[[[{"a": 1}]], [[0.8]]]),
    "a list in a cell": body(args=[[[[1]]], [[0.8]]]),
    "too few arguments": body(args=[[[75000]]]),
}


@pytest.fixture(autouse=True)
def _serves_on(client):
    yield
    answer = client.post(CALL, content=body(), headers=JSON)
    assert (answer.status_code, answer.json()) == (200, {"result": [[60000.0]]})


@pytest.mark.parametrize("key", BAD)
def test_a_bad_call_is_refused_in_one_line(client, key):
    answer = client.post(CALL, content=BAD[key], headers=JSON)
    assert answer.status_code == 400, answer.text
    assert answer.headers["content-type"].startswith("text/plain")
    assert 5 < len(answer.text) < 300
    assert len(answer.text.splitlines()) == 1
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    ("name", "argument"), [("DELEVER", "cov"), ("CORR_CLUSTERS", "corr"), ("CORR_MATRIX", "returns")]
)
def test_a_range_that_would_hold_up_everybody_is_refused_by_its_name(call, name, argument):
    def wide(columns):
        return [[1.0 if row == column else 0.5 for column in range(columns)] for row in range(columns)]

    place = [arg.name for arg in CATALOGUE[name].args].index(argument)
    args = example(name)
    args[place] = wide(101)
    answer = call(name, args)
    assert (answer.status_code, answer.text) == (400, f"{argument} has 101 columns; the server takes at most 100.")
    args = [
        wide(100) if at == place else [[0.01]] * 100 if arg and len(arg) > 1 else arg for at, arg in enumerate(args)
    ]
    assert "at most 100" not in call(name, args).text


def test_two_million_cells_are_too_many(client):
    rows = "[1]," * 2_000_000
    answer = client.post(CALL, content='{"args":[[' + rows[:-1] + "]]}")
    assert (answer.status_code, answer.text) == (413, "The request is too large (at most 5 MB); use a smaller range.")


def test_a_body_without_a_length_is_cut_off(server):
    def endless():
        for _ in range(200):
            yield b"[1]," * 10_000

    try:
        answer = httpx.post(f"{server}{CALL}", content=endless(), timeout=30, trust_env=False)
        assert answer.status_code == 413
    except httpx.WriteError:  # the connection is closed while we still write
        pass


@pytest.mark.parametrize(
    "path",
    [
        "/page/../words.py",
        "/page/%2e%2e/words.py",
        "/page/..%2fwords.py",
        "/page/....//words.py",
        "/page//etc/passwd",
        "/static/../../config.py",
        "/static/..%2f..%2fconfig.py",
        "/static/%2e%2e/%2e%2e/main.py",
        "/page/..\\words.py",
        "/page/%00",
        "/nowhere",
    ],
)
def test_no_path_leads_to_a_file(client, path):
    answer = client.send(client.build_request("GET", httpx.URL(str(client.base_url)).copy_with(raw_path=path.encode())))
    assert answer.status_code in (400, 404), answer.text[:200]
    assert "import" not in answer.text
    assert "root:" not in answer.text


@pytest.mark.parametrize("script", ["nosuch", "__doc__", "xlwings", "..%2f", "a" * 5000])
def test_an_unknown_action_is_refused(client, script):
    answer = client.post(f"/xlwings/custom-scripts-call/{script}", content="{}")
    assert answer.status_code in (400, 404)


FORM = "template=ledger&host=native&filling=empty&language=en&start=2026-10&a_usd=75000&spot=150"
BAD_FORMS = {
    "huge": (413, FORM + "&note=" + "x" * 100_000),
    "many fields": (400, "&".join(f"f{n}=1" for n in range(3000))),
    "not UTF-8": (400, "template=%ff%fe"),
    "not ASCII": (400, "template=台帳".encode()),
    "empty": (422, ""),
    "an unknown template": (422, FORM.replace("ledger", "..%2F..%2Fetc")),
    "an unknown edition": (422, FORM.replace("native", "vba")),
    "an unknown language": (422, FORM.replace("=en", "=fr")),
    "no month": (422, FORM.replace("2026-10", "2026-13")),
    "no amount": (422, FORM.replace("75000", "abc")),
    "an endless amount": (422, FORM.replace("75000", "9" * 20_000)),
    "markup": (422, FORM + "&ledger.structural_h=%3Cscript%3Ealert(1)%3C/script%3E"),
}


@pytest.mark.parametrize("key", BAD_FORMS)
def test_a_bad_form_is_refused(client, key):
    status, content = BAD_FORMS[key]
    answer = client.post("/make?lang=en", content=content)
    assert answer.status_code == status
    assert "<script" not in answer.text


@pytest.mark.parametrize(
    ("method", "path"), [("GET", CALL), ("PUT", "/make"), ("DELETE", "/"), ("POST", "/health"), ("TRACE", "/")]
)
def test_other_methods(client, method, path):
    assert client.request(method, path).status_code in (400, 404, 405)


@pytest.mark.parametrize("path", ["/", "/health", "/page/page.css", "/nowhere", "/taskpane.html", "/manifest.xml"])
def test_every_answer_has_headers_for_safety(client, path):
    headers = client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    policy = headers["content-security-policy"]
    if path in ("/", "/health", "/page/page.css"):
        assert "frame-ancestors 'none'" in policy
        assert "script-src" not in policy  # default-src 'none'
        assert headers["x-frame-options"] == "DENY"
    else:
        assert "frame-ancestors 'self' https://*.officeapps.live.com" in policy
        assert "x-frame-options" not in headers  # Excel on the web frames the task pane
    assert "server" not in headers
