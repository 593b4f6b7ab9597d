"""A browser for the tests, and a visit that notes what its page asked for and complained of."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.views.serving import served

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]
WAIT = 60_000
DRAWN = ".stApp[data-test-script-state=notRunning]"  # how Streamlit tells that a page is drawn to its end
# Streamlit looks for its server below the page's path first; the browser reports the misses.
EXPECTED_MISSES = "Failed to load resource: the server responded with a status of 404"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        if os.environ.get("CI") == "true":
            pytest.fail("chromium is not installed")
        pytest.skip("chromium is not installed")
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def port(demo_path: Path) -> Iterator[int]:
    with served(demo_path.parent) as found:
        yield found


class Visit:
    """A page with all that it asked for and complained of."""

    def __init__(self, page: Page, port: int) -> None:
        self.page, self.base = page, f"http://localhost:{port}"
        self.requests: list[str] = []
        self.errors: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self.errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def open(self, path: str) -> Page:
        self.page.goto(self.base + path)
        expect(self.page.locator(".dt-standing")).to_be_visible(timeout=WAIT)
        return self.page

    def settle(self) -> None:
        """Wait until the page has nothing more to draw: a click on a chart that is drawn again is lost."""
        self.page.wait_for_timeout(500)
        expect(self.page.locator(DRAWN)).to_have_count(1, timeout=WAIT)
        self.page.wait_for_timeout(500)

    def check(self) -> None:
        foreign = [url for url in self.requests if not url.startswith((self.base, "data:", "blob:", "ws://localhost"))]
        assert foreign == []
        assert [text for text in self.errors if not text.startswith(EXPECTED_MISSES)] == []


@pytest.fixture
def visit(browser: Browser, port: int) -> Iterator[Visit]:
    context = browser.new_context(locale="fr-FR", viewport={"width": 1280, "height": 1600})
    opened = Visit(context.new_page(), port)
    yield opened
    opened.check()
    context.close()
