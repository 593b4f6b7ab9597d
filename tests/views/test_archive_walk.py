"""The five questions of docs/dashboard.md, in French, on a real archive of four months: six clicks each at most.

Nothing but the dashboard is used, from its front page; the store is imported and analysed as a user would.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.views.browsing import WAIT, Visit
from tests.views.serving import ROOT, served
from tests.views.test_browser_walk import Hand
from views.words import load_words

pytestmark = [pytest.mark.browser, pytest.mark.scale]
FR = load_words("fr")
ARCHIVE = "world-headlines-en"
PERCENT = re.compile(r"\d+\u00a0%")


@pytest.fixture(scope="module")
def archive_port(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    home = tmp_path_factory.mktemp("archive")
    files = sorted(str(path) for path in (shared / "archive" / ARCHIVE).glob("*.jsonl.gz"))
    settings = {**os.environ, "DETENTE_HOME": str(home)}
    for command in (["ingest", "import", *files], ["analysis", "run", "--jobs", "2"]):
        subprocess.run([sys.executable, "-m", *command], cwd=ROOT, env=settings, check=True, capture_output=True)
    with served(home) as port:
        yield port


@pytest.fixture
def front(browser: Browser, archive_port: int) -> Iterator[Visit]:
    context = browser.new_context(locale="fr-FR", viewport={"width": 1280, "height": 1600})
    visit = Visit(context.new_page(), archive_port)
    visit.open("/")
    visit.settle()
    yield visit
    visit.check()
    context.close()


def open_pair(visit: Visit, hand: Hand) -> Page:
    """Go from the front page to the United States and Iran, as known on 30 January: four clicks."""
    page = visit.page
    card = page.locator(".dt-card", has=page.get_by_text("Iran – États-Unis", exact=True)).first
    hand.click(card.locator("xpath=following::a[1]"))
    expect(page.locator("h1")).to_have_text(FR("page.pair"), timeout=WAIT)
    visit.settle()
    hand.click(page.get_by_role("group", name=FR("pair.asof")).get_by_role("spinbutton").first)
    calendar = page.locator("[data-testid=stDateInputCalendar]")
    hand.click(calendar.locator("button[slot=previous]"))
    hand.click(calendar.get_by_role("button", name=re.compile("30 janvier 2026")))
    page.wait_for_url("**asof=2026-01-30**", timeout=WAIT)
    visit.settle()
    return page


def test_which_pair_escalated_most_this_week_and_why(front: Visit) -> None:
    hand, page = Hand(), front.page
    column = page.locator(".stColumn").filter(has=page.locator(".dt-column .dt-escalation")).first
    card = column.locator(".dt-card").first
    assert " – " in card.locator("h3").inner_text()
    expect(card.locator(".dt-quote")).to_be_visible()
    hand.click(column.get_by_text(FR("today.open"), exact=True).first)
    expect(page.locator(".dt-finding").first).to_contain_text(FR("state.escalation"), timeout=WAIT)
    expect(page.locator(".dt-evidence .dt-quote").nth(3)).to_be_visible(timeout=WAIT)


def test_is_a_pair_escalating_how_sure_and_by_which_sentences(front: Visit) -> None:
    hand = Hand()
    page = open_pair(front, hand)
    expect(page.locator(".dt-finding").first).to_contain_text("30 janvier 2026", timeout=WAIT)
    verdict = page.locator(".dt-facts", has=page.locator(".dt-state")).first
    expect(verdict).to_contain_text(FR("measure.direction"))
    assert PERCENT.search(verdict.inner_text())
    told = page.locator(".dt-evidence", has_text="30 janvier 2026")
    assert told.count() >= 3
    assert all(item.locator(".dt-quote").inner_text() for item in told.all())


def test_which_outlets_drive_it(front: Visit) -> None:
    page = open_pair(front, Hand())
    expect(page.get_by_role("heading", name=FR("drivers.title", day="30 janvier 2026"))).to_be_visible(timeout=WAIT)
    rows = page.locator(".dt-outlets .dt-row")
    assert rows.count() >= 3
    assert PERCENT.search(rows.first.inner_text())
    begin = FR("drivers.range", outlet="|", low="|", high="|").partition("|")[0]
    expect(page.get_by_text(begin).first).to_be_visible()


def test_what_is_scheduled(front: Visit) -> None:
    hand, page = Hand(), front.page
    hand.click(page.get_by_role("link", name=FR("page.agenda")).first)
    expect(page.get_by_role("heading", name=FR("agenda.ahead"))).to_be_visible(timeout=WAIT)
    ahead = page.locator(".stColumn").first.locator(".dt-evidence")
    assert ahead.count() >= 1
    expect(ahead.first.locator(".dt-quote")).to_be_visible()


def test_take_this_to_a_briefing(front: Visit, tmp_path: Path) -> None:
    hand, page = Hand(), front.page
    hand.click(page.get_by_text(FR("today.open"), exact=True).first)
    expect(page.locator("h1")).to_have_text(FR("page.pair"), timeout=WAIT)
    front.settle()
    hand.click(page.get_by_text(FR("pair.download"), exact=True))
    with page.expect_download(timeout=WAIT) as waiting:
        hand.click(page.get_by_role("button", name=FR("export.pdf")))
    waiting.value.save_as(tmp_path / "note.pdf")
    assert (tmp_path / "note.pdf").read_bytes().startswith(b"%PDF")
