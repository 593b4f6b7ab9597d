"""Every page under axe-core, in a language of each direction, light and dark: no serious and no critical finding."""

from __future__ import annotations

import os
from itertools import product
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page

from tests.views.browsing import Visit
from views.pages.parts.navigation import page_files

pytestmark = pytest.mark.browser
SCRIPT = Path(__file__).resolve().parents[2] / ".ci" / "axe.min.js"
GRAVE = ("serious", "critical")
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
RUN = "() => axe.run(document, {resultTypes: ['violations']})"
# A check that must find something, so that silence means health: a picture without a name, a text that cannot be read.
BROKEN = '<main><h1>x</h1><img src="data:,"><p style="color:#eee;background:#fff">faint</p></main>'


@pytest.fixture(scope="module")
def axe() -> str:
    if not SCRIPT.is_file():
        if os.environ.get("CI") == "true":
            pytest.fail("axe-core is not there: .ci/fetch-axe brings it")
        pytest.skip("axe-core is not there: .ci/fetch-axe brings it")
    return SCRIPT.read_text("utf-8")


def findings(page: Page, axe: str) -> list[str]:
    page.evaluate(axe)
    result: dict[str, Any] = page.evaluate(RUN)
    return [
        f"{found['impact']} {found['id']}: {node['html'][:160]}"
        for found in result["violations"]
        if found["impact"] in GRAVE
        for node in found["nodes"]
    ]


def test_axe_finds_what_is_broken(browser: Browser, axe: str) -> None:
    page = browser.new_page()
    page.set_content(BROKEN)
    assert {text.split()[1] for text in findings(page, axe)} >= {"image-alt:", "color-contrast:"}
    page.close()


@pytest.mark.parametrize(("language", "scheme"), [*product(("fr", "ar"), SCHEMES)])
def test_no_page_has_a_serious_finding(
    browser: Browser, port: int, axe: str, language: str, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 1600}, color_scheme=scheme)
    visit, found = Visit(context.new_page(), port), {}
    for name in page_files():
        path = "" if name == "today" else name
        visit.open(f"/{path}?lang={language}&a=USA&b=IRN")
        visit.settle()
        found[name] = findings(visit.page, axe)
    context.close()
    assert {name: texts for name, texts in found.items() if texts} == {}
