"""A page leads to its feed, what can be guessed is, and nothing that a page says leads where we do not go."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.actors import countries_by_domain
from data.outlets import default_outlets, feeds_of
from data.settings import read_settings
from ingest.discovery import MOST_NAMED, linked_feeds
from tests.ingest.serving import Answer, FeedServer, item, rss
from tests.ingest.test_commands import Run, call

__all__ = ["call"]
TITLES = (
    "Les pourparlers reprennent vendredi à Mascate",
    "Le ministre annonce une nouvelle rencontre la semaine prochaine",
    "La hausse des prix inquiète les commerçants de la capitale",
)
FEED = Answer(body=rss(*(item(title, guid=title) for title in TITLES)))


def page(*links: str) -> Answer:
    return Answer(body=f"<!doctype html><html><head>{''.join(links)}</head><body>News</body></html>".encode())


def link(href: str, kind: str = "application/rss+xml") -> str:
    return f'<link rel="alternate" type="{kind}" title="x" href="{href}">'


@pytest.fixture
def allowed(server: FeedServer, home: Path, monkeypatch: pytest.MonkeyPatch) -> FeedServer:
    monkeypatch.setenv("DETENTE_ALLOW_PRIVATE_HOSTS", f"127.0.0.1:{server.port}")
    return server


def test_a_page_leads_to_its_feed_and_language_is_guessed(allowed: FeedServer, call: Run) -> None:
    url = allowed.put("/", page("<link rel=stylesheet href=x.css>", link("/feed"), link("/comments/feed")))
    allowed.put("/feed", FEED)
    code, told, _ = call("add", url, "--name", "Courrier")
    assert code == 0
    assert f"the page also names {allowed.base}/comments/feed" in told
    assert f"feed courrier ({allowed.base}/feed, 3 entries); language fr (guessed), country unknown (--country)" in told
    outlet = default_outlets(read_settings())["courrier"]
    assert (outlet.feeds[0].url, outlet.feeds[0].language, outlet.languages) == (f"{allowed.base}/feed", "fr", ("fr",))
    assert allowed.paths() == ["/", "/feed"]
    assert call("add", url)[0] == 3, "its feed is known already"


def test_what_is_given_stands(allowed: FeedServer, call: Run) -> None:
    options = ("--name", "C", "--language", "en", "--country", "TUN", "--ownership", "private")
    told = call("add", allowed.put("/feed", FEED), *options)[1]
    assert "guessed" not in told
    assert "unknown" not in told
    outlet = default_outlets(read_settings())["c"]
    assert (outlet.feeds[0].language, outlet.country, outlet.ownership) == ("en", "TUN", "private")
    assert call("add", allowed.base + "/x", "--ownership", "mine")[0] == 3


def test_the_country_is_guessed_by_the_address(call: Run) -> None:
    told = call("add", "https://courrier.tn/feed", "--no-check")[1]
    assert "country TUN (guessed)" in told
    assert default_outlets(read_settings())["courrier-tn"].country == "TUN"
    assert "com" not in countries_by_domain(read_settings().catalog_dirs)


@pytest.mark.parametrize(
    "href", ["http://169.254.169.254/feed", "file:///etc/hostname", "http://localhost/feed", "data:text/xml,x"]
)
def test_a_page_leads_to_no_private_host(href: str, allowed: FeedServer, call: Run) -> None:
    code, told, error = call("add", allowed.put("/", page(link(href))))
    assert (code, told) == (2, "")
    assert "HTML page" in error
    assert allowed.paths() == ["/"]


def test_a_page_that_names_a_page_is_an_error(allowed: FeedServer, call: Run) -> None:
    url = allowed.put("/", page(link("/other")))
    allowed.put("/other", page(link("/feed")))
    assert call("add", url)[0] == 2
    assert allowed.paths() == ["/", "/other"], "one step and no further"
    assert "tn" not in feeds_of(default_outlets(read_settings()))


def test_links_of_any_spelling_are_read_and_others_are_not() -> None:
    base = "https://e.example/a/"
    assert linked_feeds("<LINK href='f?a=1&amp;b=2' TYPE=application/atom+xml REL='alternate home'>", base) == [
        "https://e.example/a/f?a=1&b=2"
    ]
    others = ('<link rel="alternate" hreflang="ar" href="/ar">', '<link rel="alternate" type="application/rss+xml">')
    assert linked_feeds("".join(others), base) == []
    assert linked_feeds(link("http://[::1"), base) == []
    assert len(linked_feeds("".join(link(str(n)) for n in range(100)), base)) == MOST_NAMED
    assert linked_feeds("<link " * 100_000, base) == []
