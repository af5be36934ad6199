"""The page without a browser: what it offers, what it makes of a form, and what it refuses in place."""

import re
from dataclasses import replace
from datetime import date

import pytest
from lxml import html
from office_client import ROOT

from hedge_xl.core.language import LANGUAGES
from workbook.books import BOOKS
from workbook.ledger import LEDGER
from workbook.package import Package
from workbook.read import open_package
from workbook.serials import to_serial
from workbook.spec import HOSTS
from workbook.text import WORDS
from workbook.validate import findings_of
from workbook.web.fields import fields
from workbook.web.order import FILLINGS, Reading
from workbook.web.pictures import FOLDER, pictures, shown
from workbook.web.words import PAGE

FIRST = {"start": "2026-10", "a_usd": "75,000", "spot": "150"}


def form(template, **changes):
    return {"template": template, "host": "native", "filling": "empty", "language": "en", **FIRST, **changes}


def made(client, template, **changes):
    answer = client.post("/make", params={"lang": "en"}, data=form(template, **changes))
    assert answer.status_code == 200, html.fromstring(answer.text).xpath("string(//div[@class='summary'])")
    return open_package(Package(answer.content, "made.xlsx"))


def faults(client, template, **changes):
    """The faults that the page shows, by field."""
    answer = client.post("/make", params={"lang": "en"}, data=form(template, **changes))
    assert answer.status_code == 422
    page = html.fromstring(answer.text)
    shown = page.xpath("//div[@class='summary']//li")
    assert len(shown) > 0
    for item in page.xpath("//*[@aria-invalid]"):  # each fault is tied to its field
        for part in item.get("aria-describedby").split():
            assert page.get_element_by_id(part) is not None
    return {
        item.get("name"): page.get_element_by_id(f"{item.get('name')}-fault").text_content()
        for item in page.xpath("//*[@aria-invalid]")
    } | {"": [item.text_content() for item in shown]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_offers_what_is_declared(client, language):
    page = html.fromstring(client.get("/", params={"lang": language}).text)
    values = {name: set(page.xpath(f"//input[@name='{name}']/@value")) for name in ("template", "host", "filling")}
    assert values == {"template": set(BOOKS), "host": set(HOSTS), "filling": set(FILLINGS)}
    offered = {item.get("name") for item in page.xpath("//input | //select")}
    for book in BOOKS.values():
        assert {item.name for item in fields(book)} <= offered
    assert page.get("lang") == language
    text = page.text_content()
    for key in ("lead", "private", "step_template", "make", "foot"):
        assert PAGE[key].of(language) in text


def test_every_parameter_of_the_settings_sheets_is_offered():
    for book in BOOKS.values():
        declared = {
            cell.key
            for sheet in book.sheets
            if sheet.key in ("policy", "settings")
            for cell in sheet.cells
            if cell.kind == "input"
        }
        assert {item.cell.key for item in fields(book)} == declared
        assert len(declared) > 10


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_control_has_a_label_and_every_id_is_its_own(client, language):
    page = html.fromstring(client.get("/", params={"lang": language}).text)
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    for item in page.xpath("//input | //select"):
        label = page.xpath(f"//label[@for='{item.get('id')}']") or item.xpath("ancestor::label")
        assert label, item.get("name")
        assert label[0].text_content().strip()
    for image in page.xpath("//img"):
        assert image.get("alt") is not None
        assert client.get(image.get("src")).status_code == 200
    assert len(page.xpath("//figure")) == 3 * len(BOOKS)
    outside = [link for link in page.xpath("//@href | //@src | //@action") if not re.match(r"[/#]", link)]
    assert outside == []


def test_the_defaults_of_the_page_are_the_workbooks_own(client):
    """Sending every field as it stands gives the workbook that sends none."""
    for key, book in BOOKS.items():
        sent = {item.name: item.default("en") for item in fields(book)}
        plain, whole = made(client, key).inputs.cells, made(client, key, **sent).inputs.cells
        assert plain == whole


def test_what_is_typed_stands_in_the_cells(client):
    typed = {
        "ledger.structural_h": "0.85",
        "ledger.rebalance_band": "7",
        "ledger.rate_differential": "−1.5%",
        "ledger.min_unit": "１０,０００",
        "ledger.policy": "pol_trend",
        "ledger.shrinkage": "0.25",
    }
    opened = made(client, "ledger", a_usd="123,456.78", spot="151.25", start="2026-11", **typed)
    cells = opened.inputs.cells
    assert cells["structural_h"] == 0.85
    assert (cells["rebalance_band"], cells["rate_differential"]) == (0.07, -0.015)
    assert cells["min_unit"] == 10_000
    assert cells["policy"] == WORDS["pol_trend"].en
    assert cells["shrinkage"] == 0.25
    (row,) = opened.inputs.tables["monthly"]
    assert (row["month"], row["a_usd"], row["spot"]) == (to_serial(date(2026, 11, 30)), 123456.78, 151.25)


def test_the_instruction_of_article_a(client):
    """§15: 75,000 USD at h 0.8 want 60,000 USD short."""
    opened = made(client, "ledger")
    assert opened.tables["monthly"].values("target")[0] == pytest.approx(60_000)


def test_dates_and_texts(client):
    opened = made(client, "index-hedge", **{"index-hedge.as_of": "2026-10-31"})
    assert opened.inputs.cells["as_of"] == to_serial(date(2026, 10, 31))
    opened = made(client, "positioning", **{"positioning.instrument": "日経225 <先物> & 'x'"})
    assert opened.inputs.cells["instrument"] == "日経225 <先物> & 'x'"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", BOOKS)
def test_an_example_is_sound(client, template, language):
    opened = made(client, template, filling="demo", language=language)
    assert [finding.line("en") for finding in findings_of(opened) if finding.severity == "error"] == []
    assert opened.language == language


BAD = {
    ("ledger", "start"): ("2026-13", "2026/10", "1998-12", "x"),
    ("ledger", "a_usd"): ("", "-1", "abc", "1e5"),
    ("ledger", "spot"): ("0", "", "1.5.0"),
    ("ledger", "ledger.structural_h"): ("3", "-0.1", "", "80%", "x"),
    ("ledger", "ledger.rebalance_band"): ("101", "-1", ""),
    ("ledger", "ledger.window"): ("2", "36.5", ""),
    ("ledger", "ledger.policy"): ("pol_nothing", "構造"),
    ("index-hedge", "index-hedge.as_of"): ("31/10/2026", "2026-02-30", "45000"),
    ("positioning", "positioning.instrument"): ("=1+1", "x" * 101, "a\nb", "a\x00b"),
}


@pytest.mark.parametrize(("field", "value"), [(field, value) for field, values in BAD.items() for value in values])
def test_a_fault_is_said_beside_its_field(client, field, value):
    template, name = field
    said = faults(client, template, **{name: value})
    assert list(said) == [name, ""]
    assert 5 < len(said[name]) < 200
    assert len(said[""]) == 1


def test_every_fault_is_said_at_once_and_nothing_typed_is_lost(client):
    bad = {"a_usd": "abc", "ledger.h_cap": "9", "ledger.fill_window": "0", "ledger.structural_h": "0.66"}
    answer = client.post("/make", params={"lang": "en"}, data=form("ledger", **bad))
    page = html.fromstring(answer.text)
    assert len(page.xpath("//*[@aria-invalid]")) == 3
    for name, value in bad.items():
        assert page.get_element_by_id(name).get("value") == value
    assert page.get_element_by_id("ledger.fill_window").xpath("ancestor::details/@open") == [""]
    assert "Please correct 3" in page.xpath("string(//title)")


def test_values_that_do_not_go_together_are_refused(client):
    said = faults_of_all(client, {"ledger.h_floor": "0.9", "ledger.h_cap": "0.8"})
    assert len(said) == 1
    assert "floor" in said[0].lower()


def faults_of_all(client, values):
    answer = client.post("/make", params={"lang": "en"}, data=form("ledger", **values))
    assert answer.status_code == 422
    return [item.text_content() for item in html.fromstring(answer.text).xpath("//div[@class='summary']//li")]


def test_a_reload_after_a_fault_shows_the_form(client):
    answer = client.get("/make", params={"lang": "en"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/?lang=en")


def test_the_name_and_type_of_the_file(client):
    answer = client.post("/make", data=form("leverage", host="excel", filling="demo"))
    assert answer.headers["content-disposition"] == 'attachment; filename="hedge-xl-leverage.en.excel.xlsm"'
    assert answer.headers["content-type"] == "application/vnd.ms-excel.sheet.macroEnabled.12"
    assert answer.headers["cache-control"] == "no-store"


def test_an_example_keeps_its_own_settings():
    """The page hides the settings then, and the form sends them nevertheless."""
    given = form("ledger", filling="demo") | {"ledger.structural_h": "not a number", "start": ""}
    order = Reading(given, "en").order()
    assert order is not None
    assert (order.cells, order.first) == ({}, None)


def test_a_template_is_on_the_page_by_being_declared(client):
    style = client.get("/page/books.css")
    assert style.headers["content-type"].startswith("text/css")
    for key, book in BOOKS.items():
        assert f"form:not(:has(#t-{key}:checked)) .only-{key} {{ display: none; }}" in style.text
        assert len(pictures(book, "ja")) == len(book.telling) == 3
    new = replace(LEDGER, key="new", telling=())
    assert [sheet.key for sheet in shown(new)] == ["guide", "dashboard", "policy"]


def test_the_pictures_are_those_of_the_templates():
    """Drawn once, carried twice: `python -m workbook.web.pictures templates` takes them over."""
    drawn = ROOT / "templates/previews"
    carried = {path.name: path.read_bytes() for path in FOLDER.glob("*.png")}
    assert set(carried) == {item.file for book in BOOKS.values() for lang in LANGUAGES for item in pictures(book, lang)}
    if drawn.is_dir():
        assert carried == {name: (drawn / name).read_bytes() for name in carried}
