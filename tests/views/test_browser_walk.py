"""An analyst's morning, in French: the five questions of docs/dashboard.md, each within six clicks."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.views.browsing import WAIT, Visit
from tests.views.demo import LAST
from views.briefing import MOST_PAIRS
from views.words import load_words

pytestmark = pytest.mark.browser
MOST_CLICKS, MOST_TABS = 6, 60
FR = load_words("fr")


class Hand:
    """Clicks, and counts them."""

    def __init__(self) -> None:
        self.clicks = 0

    def click(self, target: Locator) -> None:
        expect(target).to_be_visible(timeout=WAIT)
        target.click()
        self.clicks += 1
        assert self.clicks <= MOST_CLICKS


def test_which_pair_escalated_and_why(visit: Visit) -> None:
    hand, page = Hand(), visit.open("/")
    column = page.locator(".stColumn").filter(has=page.locator(".dt-column .dt-escalation")).first
    card = column.locator(".dt-card").first
    expect(card.locator(".dt-quote")).to_be_visible(timeout=WAIT)
    assert card.locator("h3").inner_text()
    hand.click(column.get_by_text(FR("today.open"), exact=True).first)
    expect(page.locator("h1")).to_have_text(FR("page.pair"), timeout=WAIT)


def test_is_a_pair_escalating_how_sure_and_which_sentences(visit: Visit) -> None:
    page = visit.open(f"/pair?a=USA&b=IRN&asof={LAST}")
    expect(page.get_by_text(FR("measure.direction")).first).to_be_visible(timeout=WAIT)
    hand = Hand()
    points = page.locator(".js-plotly-plot").first.locator(".scatterlayer .points path")
    expect(points.first).to_be_visible(timeout=WAIT)
    visit.settle()
    points.nth(20).click(force=True)
    hand.clicks += 1
    heading = page.get_by_role("heading", name=FR("pair.day_sentences", day="").strip())
    expect(heading).to_be_visible(timeout=WAIT)


def test_what_is_scheduled(visit: Visit) -> None:
    hand, page = Hand(), visit.open("/")
    hand.click(page.get_by_role("link", name=FR("page.agenda")).first)
    expect(page.get_by_role("heading", name=FR("agenda.ahead"))).to_be_visible(timeout=WAIT)


def test_take_it_to_a_briefing(visit: Visit, tmp_path: Path) -> None:
    hand, page = Hand(), visit.open("/pair?a=USA&b=IRN")
    hand.click(page.get_by_text(FR("pair.download"), exact=True))
    button = page.get_by_role("button", name=FR("export.pdf"))
    with page.expect_download(timeout=WAIT) as waiting:
        hand.click(button)
    path = tmp_path / "briefing.pdf"
    waiting.value.save_as(path)
    assert path.read_bytes().startswith(b"%PDF")


def test_a_link_opens_the_same_view_in_another_language(visit: Visit) -> None:
    page = visit.open("/pair?a=RUS&b=UKR&since=2026-01-15&lang=fr")
    page.get_by_text(load_words("ar").name, exact=True).click()
    expect(page.locator("h1")).to_have_text(load_words("ar")("page.pair"), timeout=WAIT)
    link = page.url
    visit.open(link.removeprefix(visit.base))
    for part in ("a=RUS", "b=UKR", "since=2026-01-15", "lang=ar"):
        assert part in page.url


def test_the_keyboard_alone_changes_the_language(visit: Visit) -> None:
    page = visit.open("/")
    page.locator(".st-key-language button").nth(1).focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(load_words("en")("today.title"), timeout=WAIT)


@pytest.mark.parametrize("path", ["/", "/pair?a=USA&b=IRN", "/evidence?a=USA&b=IRN", "/map", "/compare"])
def test_pictures_and_controls_have_names_and_headings_their_order(visit: Visit, path: str) -> None:
    page = visit.open(path)
    page.wait_for_timeout(1500)
    unnamed = page.evaluate(
        """() => [
          ...[...document.querySelectorAll('img')].filter(e => !e.hasAttribute('alt')),
          ...[...document.querySelectorAll('button')].filter(e => e.offsetParent &&
            !(e.textContent.trim() || e.getAttribute('aria-label') || e.title || e.getAttribute('aria-labelledby'))),
        ].map(e => e.outerHTML.slice(0, 120))"""
    )
    assert unnamed == []
    levels = page.evaluate("() => [...document.querySelectorAll('h1,h2,h3,h4')].map(e => Number(e.tagName[1]))")
    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels)), levels


def test_two_pairs_go_into_one_briefing(visit: Visit, tmp_path: Path) -> None:
    hand, page = Hand(), visit.open("/briefing?a=USA&b=IRN")
    hand.click(page.get_by_role("combobox", name=FR("briefing.more", n=FR.number(MOST_PAIRS - 1))))
    hand.click(page.get_by_role("option").first)
    page.wait_for_url("**more=**", timeout=WAIT)
    expect(page.locator("img.dt-picture")).to_have_count(2, timeout=WAIT)
    page.keyboard.press("Escape")
    with page.expect_download(timeout=WAIT) as waiting:
        hand.click(page.get_by_role("button", name=FR("export.pdf")))
    path = tmp_path / "briefing.pdf"
    waiting.value.save_as(path)
    assert b"/Count 2" in path.read_bytes()


def test_a_briefing_is_composed_with_a_note_in_another_language(visit: Visit, tmp_path: Path) -> None:
    hand, page = Hand(), visit.open("/briefing?a=USA&b=IRN")
    note = page.get_by_label(FR("briefing.write_note"))
    hand.click(note)
    note.fill("Suivre $x$ #read(1)")
    hand.click(page.get_by_role("combobox", name=FR("briefing.language")))
    hand.click(page.get_by_role("option", name=load_words("ar").name))
    expect(page.locator(".dt-quote", has_text="#read(1)")).to_have_text("Suivre $x$ #read(1)", timeout=WAIT)
    in_arabic = re.compile(r"[\u0600-\u06ff]")
    expect(page.locator("img.dt-picture")).to_have_attribute("alt", in_arabic, timeout=WAIT)
    button = page.get_by_role("button", name=FR("export.html"))
    with page.expect_download(timeout=WAIT) as waiting:
        hand.click(button)
    assert waiting.value.suggested_filename.endswith("-ar.html")
    path = tmp_path / "briefing.html"
    waiting.value.save_as(path)
    assert "Suivre $x$ #read(1)" in path.read_text("utf-8")


def tab_to(page: Page, name: str, role: str) -> None:
    """Press Tab until the element of that role and name has the focus."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.get_by_role(role, name=name).and_(page.locator(":focus")).count():  # type: ignore[arg-type] - a name of a role
            return
    raise AssertionError(f"{name} cannot be reached with the Tab key")


def test_the_keyboard_alone_takes_a_pair_to_a_briefing(visit: Visit, tmp_path: Path) -> None:
    page = visit.open("/")
    visit.settle()
    tab_to(page, FR("page.pair"), "link")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(FR("page.pair"), timeout=WAIT)
    visit.settle()
    before = page.url
    tab_to(page, "\u21c4", "button")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url != before, timeout=WAIT)
    visit.settle()
    tab_to_summary(page, FR("pair.download"))
    page.keyboard.press("Enter")
    visit.settle()
    tab_to(page, FR("export.pdf"), "button")
    with page.expect_download(timeout=WAIT) as waiting:
        page.keyboard.press("Enter")
    waiting.value.save_as(tmp_path / "note.pdf")
    assert (tmp_path / "note.pdf").read_bytes().startswith(b"%PDF")


def tab_to_summary(page: Page, name: str) -> None:
    """Press Tab until the head of a folded part has the focus."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.locator("summary:focus", has_text=name).count():
            return
    raise AssertionError(f"{name} cannot be reached with the Tab key")
