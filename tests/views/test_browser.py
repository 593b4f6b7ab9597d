"""What only a browser can show: real pages, clicks, direction, requests, hostile headlines."""

from __future__ import annotations

import pytest
from playwright.sync_api import WebSocket, expect

from tests.views.browsing import WAIT, Visit
from tests.views.demo import HOSTILE
from views.words import load_words

pytestmark = pytest.mark.browser


def test_today_speaks_the_language_of_the_browser_and_changes_it(visit: Visit) -> None:
    page = visit.open("/")
    expect(page.locator("h1")).to_have_text(load_words("fr")("today.title"))
    page.get_by_text(load_words("ar").name, exact=True).click()
    expect(page.locator("h1")).to_have_text(load_words("ar")("today.title"), timeout=WAIT)
    assert "lang=ar" in page.url
    title, chooser = page.locator("h1").bounding_box(), page.locator(".st-key-language").bounding_box()
    assert title
    assert chooser
    assert title["x"] + title["width"] > chooser["x"] + chooser["width"], "the title stands at the right"
    page.get_by_text(load_words("fr").name, exact=True).click()
    expect(page.locator("h1")).to_have_text(load_words("fr")("today.title"), timeout=WAIT)


def test_a_click_on_a_point_opens_its_sentences(visit: Visit) -> None:
    page = visit.open("/pair?a=USA&b=IRN&lang=en")
    points = page.locator(".js-plotly-plot").first.locator(".scatterlayer .points path")
    expect(points.first).to_be_visible(timeout=WAIT)
    visit.settle()
    points.nth(20).click(force=True)
    expected = load_words("en")("pair.day_sentences", day="").strip()
    expect(page.get_by_role("heading", name=expected)).to_be_visible(timeout=WAIT)


def test_a_card_leads_to_its_pair(visit: Visit) -> None:
    page = visit.open("/?lang=en")
    page.get_by_text(load_words("en")("today.open"), exact=True).first.click()
    expect(page.locator("h1")).to_have_text(load_words("en")("page.pair"), timeout=WAIT)
    page.wait_for_url("**a=IRN&b=USA**", timeout=WAIT)


def test_check_69_a_hostile_headline_is_shown_as_it_is_written(visit: Visit) -> None:
    page = visit.open("/pair?a=USA&b=IRN&lang=fr")
    sentence = page.locator(".dt-quote", has_text="onerror").first
    expect(sentence).to_have_text(HOSTILE, timeout=WAIT)
    assert page.locator(".dt-quote img, .dt-quote a, .dt-quote .katex").count() == 0
    assert not any("//t/" in url for url in visit.requests)


@pytest.mark.parametrize("path", ["/", "/pair?a=USA&b=IRN", "/coverage", "/matrix", "/briefing", "/method"])
def test_check_67_nothing_is_asked_of_other_machines(visit: Visit, path: str) -> None:
    visit.open(path)
    visit.page.wait_for_timeout(1500)
    visit.check()


def test_charts_have_a_name_for_screen_readers(visit: Visit) -> None:
    page = visit.open("/pair?a=RUS&b=UKR&lang=en")
    expect(page.get_by_label(load_words("en")("state.steady")).first).to_be_attached(timeout=WAIT)


def test_a_change_costs_few_bytes(visit: Visit) -> None:
    received: list[int] = []

    def listen(socket: WebSocket) -> None:
        socket.on("framereceived", lambda payload: received.append(len(payload)))

    visit.page.on("websocket", listen)
    page = visit.open("/pair?a=USA&b=IRN&lang=en")
    expect(page.locator(".js-plotly-plot").first).to_be_visible(timeout=WAIT)
    page.wait_for_timeout(1000)
    before = sum(received)
    page.get_by_role("button", name="\u21c4").click()
    page.wait_for_url("**a=IRN&b=USA**", timeout=WAIT)
    page.wait_for_timeout(1500)
    assert 0 < sum(received) - before <= 300_000


def test_two_pairs_stand_one_above_the_other(visit: Visit) -> None:
    page = visit.open("/compare?lang=en")
    expect(page.locator(".js-plotly-plot")).to_have_count(2, timeout=WAIT)
