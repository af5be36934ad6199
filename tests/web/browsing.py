"""Chromium for the tests."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

REFUSED = "status of 4"  # Chromium's own note of a form or call that was refused, as the test wants it
STAND_IN = Path(__file__).with_name("office_stand_in.js")


@contextmanager
def chromium() -> Iterator[Browser]:
    """The system's Chromium."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.skip("Chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()


def watched(page: Page) -> list[str]:
    """What goes wrong on a page from now on: errors of its scripts, and whatever its policy forbids."""
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on(
        "console", lambda line: wrong.append(line.text) if line.type == "error" and REFUSED not in line.text else None
    )
    return wrong


def in_office(page: Page) -> None:
    """Excel stands in: what it would bring is served in place of office.js."""
    page.route("**/office.js", lambda route: route.fulfill(path=STAND_IN, content_type="text/javascript"))
