"""The page as people use it, in Chromium."""

import re

import pytest
from browsing import chromium, watched
from playwright.sync_api import Browser, Page, expect

from hedge_xl.core.language import LANGUAGES
from workbook.books import BOOKS
from workbook.hosts import SUFFIXES
from workbook.package import Package
from workbook.read import open_package
from workbook.spec import HOSTS
from workbook.validate import findings_of
from workbook.web.words import PAGE

WAIT = 30_000


@pytest.fixture(scope="module")
def browser():
    with chromium() as browser:
        yield browser


@pytest.fixture
def page(browser: Browser, server: str):
    context = browser.new_context(base_url=server, viewport={"width": 1280, "height": 900}, accept_downloads=True)
    page = context.new_page()
    page.set_default_timeout(WAIT)
    wrong = watched(page)
    yield page
    context.close()
    assert wrong == []


def drawn(page: Page) -> bool:
    """Whether every picture shown has arrived within ten seconds; the page forbids scripts that would wait in it."""
    for _ in range(100):
        widths = page.locator(".pictures:visible img").evaluate_all("all => all.map(one => one.naturalWidth)")
        if all(widths):
            return len(widths) == 3
        page.wait_for_timeout(100)
    return False


def downloaded(page: Page, language="ja"):
    """The workbook that the button gives, read."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name=PAGE["make"].of(language)).click()
    download = waiting.value
    with open(download.path(), "rb") as stream:
        return download.suggested_filename, open_package(Package(stream.read(), download.suggested_filename))


@pytest.mark.parametrize("template", BOOKS)
def test_every_edition_of_every_template_is_downloaded_and_valid(page, template):
    page.goto("/")
    page.locator(f"#t-{template}").check()
    for host in HOSTS:
        page.locator(f"#h-{host}").check()
        name, opened = downloaded(page)
        assert name == f"hedge-xl-{template}.ja.{host}{SUFFIXES[host]}"
        assert (opened.book.key, opened.host, opened.language) == (template, host, "ja")
        assert [finding.line("en") for finding in findings_of(opened) if finding.severity != "info"] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_what_belongs_to_the_choice_is_shown(page, language):
    page.goto(f"/?lang={language}")
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.get_by_label(PAGE["a_usd"].of(language))).to_be_visible()
    for template, book in BOOKS.items():
        page.get_by_label(book.title.of(language)).check()
        shown = page.locator("fieldset.values:visible")
        assert shown.count() == (2 if template == "ledger" else 1)
        expect(page.locator(".pictures:visible")).to_have_count(1)
        assert drawn(page)
    page.get_by_label(PAGE["filling_demo"].of(language)).check()
    expect(page.locator("fieldset.values:visible")).to_have_count(0)


def test_the_other_language_is_one_click_away(page):
    page.goto("/")
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("button")).to_have_text(PAGE["make"].en)
    assert page.locator("input[name=language]:checked").get_attribute("value") == "en"
    name, opened = downloaded(page, "en")
    assert (name, opened.language) == ("hedge-xl-ledger.en.native.xlsx", "en")


def test_a_fault_is_shown_in_place_and_corrected(page):
    page.goto("/?lang=en")
    page.locator("[name='ledger.structural_h']").fill("3")
    page.get_by_role("button").click()
    field = page.locator("[name='ledger.structural_h']")
    expect(page.get_by_role("alert")).to_contain_text("0 to 2")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_value("3")
    page.get_by_role("alert").get_by_role("link").click()
    assert re.search(r"#ledger.structural_h$", page.url)
    field.fill("0.5")
    _, opened = downloaded(page, "en")
    assert opened.inputs.cells["structural_h"] == 0.5


def test_by_keyboard_alone(page):
    """Every choice is reached and made with Tab, the arrows, Space and Enter, and what has the focus is seen."""
    page.goto("/?lang=en")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    focused = "document.activeElement.getAttribute('name') || document.activeElement.tagName.toLowerCase()"
    reached, typed = [], False
    for _ in range(40):
        page.keyboard.press("Tab")
        name = page.evaluate(focused)
        reached.append(name)
        if name == "template":
            page.keyboard.press("ArrowDown")
            page.keyboard.press("ArrowDown")
        if name == "language":
            page.keyboard.press("ArrowUp")
        if name == "leverage.equity" and not typed:
            page.keyboard.type("5000000")
            typed = True
        seen = page.evaluate(
            "(() => { const at = document.activeElement; return [at, at.closest('.card')].some("
            "one => one && getComputedStyle(one).outlineStyle !== 'none'); })()"
        )
        assert seen, name
        if name == "button":
            break
    assert [
        name for name in ("template", "filling", "host", "language", "leverage.equity", "button") if name not in reached
    ] == []
    with page.expect_download() as waiting:
        page.keyboard.press("Enter")
    with open(waiting.value.path(), "rb") as stream:
        opened = open_package(Package(stream.read(), waiting.value.suggested_filename))
    assert (opened.book.key, opened.language) == ("leverage", "ja")
    assert opened.inputs.cells["equity"] == 5_000_000


def test_on_a_narrow_screen(browser, server):
    context = browser.new_context(base_url=server, viewport={"width": 320, "height": 640})
    page = context.new_page()
    for language in LANGUAGES:
        page.goto(f"/?lang={language}")
        page.locator("details:visible").evaluate_all("all => all.forEach(one => { one.open = true; })")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        small = page.locator("button, select:visible, .entry input:visible").evaluate_all(
            "all => all.filter(one => one.getBoundingClientRect().height < 40).length"
        )
        assert small == 0
    context.close()


def test_text_stands_out_from_its_ground(page):
    """WCAG AA: 4.5 to 1, for every text on the page."""
    page.goto("/?lang=en")
    page.locator("[name='ledger.structural_h']").fill("3")
    page.get_by_role("button").click()
    page.get_by_role("alert").wait_for()
    assert page.evaluate(CONTRAST) == []


CONTRAST = """() => {
  const parts = (colour) => (colour.match(/[\\d.]+/g) || [0, 0, 0, 0]).map(Number);
  const ground = (one) => {
    for (; one; one = one.parentElement) {
      const colour = parts(getComputedStyle(one).backgroundColor);
      if (colour.length < 4 || colour[3] > 0.99) return colour;
    }
    return [255, 255, 255];
  };
  const light = (colour) => {
    const [r, g, b] = colour.slice(0, 3).map((x) => (x /= 255) <= 0.03928 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const low = [];
  for (const one of document.querySelectorAll("body *")) {
    const own = [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (!own || !one.checkVisibility()) continue;
    const [a, b] = [light(parts(getComputedStyle(one).color)), light(ground(one))].sort((x, y) => y - x);
    if ((a + 0.05) / (b + 0.05) < 4.5) low.push(one.textContent.trim().slice(0, 30));
  }
  return low;
}"""
