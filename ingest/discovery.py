"""From the address that a person knows, a feed or a page that names its feed, to a feed that was read once."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, replace
from urllib.parse import urljoin

from data.errors import ParseError
from data.languages import identify_language
from data.model import Feed
from data.outlets import check_url
from data.settings import ROOT
from ingest.charset import decode_feed, load_encodings
from ingest.fetch import FetchedFeed, fetch_feed
from ingest.net import GuardedClient
from ingest.parse import ParsedFeed
from ingest.polling import refusal_of
from ingest.run import utc_now
from ingest.sandbox import FeedParser

MOST_NAMED = 20
PAGE = 400_000
KINDS = frozenset({"application/rss+xml", "application/atom+xml", "application/feed+json"})
_LINK = re.compile(r"<link\b([^<>]{0,4000})>", re.IGNORECASE)
_PAIR = re.compile(
    r"""\b(rel|type|href)\s*=\s*(?:"([^"]{0,2048})"|'([^']{0,2048})'|([^\s"']{1,2048}))""", re.IGNORECASE
)
_CODE = re.compile(r"[a-z]{2}")


@dataclass(frozen=True, slots=True)
class FoundFeed:
    """A feed that could be read: where it is, how many entries, its language if it can be told, others of its page."""

    url: str
    entries: int
    language: str | None
    others: tuple[str, ...] = ()


def linked_feeds(page: str, base: str) -> list[str]:
    """Give the absolute addresses of the feeds that a page names in its links, in its order."""
    found: dict[str, None] = {}
    for link in _LINK.findall(page[:PAGE]):
        pairs = {name.lower(): html.unescape(a or b or c).strip() for name, a, b, c in _PAIR.findall(link)}
        if "alternate" in pairs.get("rel", "").lower().split() and pairs.get("type", "").lower() in KINDS:
            try:
                found.setdefault(urljoin(base, pairs["href"]))
            except (KeyError, ValueError):
                continue
    return list(found)[:MOST_NAMED]


def find_feed(client: GuardedClient, feed: Feed) -> FoundFeed:
    """Read a feed, or the first feed that its page names. Raises FeedError; a page without one is the error it was."""
    with FeedParser(1) as parser:
        fetched = _fetch(client, feed)
        try:
            return _found(feed, _parse(parser, feed, fetched))
        except ParseError as error:
            named = _named(client, fetched) if error.reason == "html_page" else []
            if not named:
                raise
        first = replace(feed, url=named[0])
        found = _found(first, _parse(parser, first, _fetch(client, first)))
        return replace(found, others=tuple(named[1:]))


def _fetch(client: GuardedClient, feed: Feed) -> FetchedFeed:
    fetched = fetch_feed(client, feed, None, utc_now())
    refusal = refusal_of(fetched)
    if refusal is not None:
        raise refusal
    return fetched


def _parse(parser: FeedParser, feed: Feed, fetched: FetchedFeed) -> ParsedFeed:
    kind = fetched.headers.get("Content-Type")
    return parser.parse(fetched.body, content_type=kind, language=feed.language, url=fetched.url)


def _named(client: GuardedClient, fetched: FetchedFeed) -> list[str]:
    """Give the feeds of a page that may be asked: a page of the web leads to no private host."""
    kind = fetched.headers.get("Content-Type")
    page = decode_feed(fetched.body, kind, None, load_encodings(ROOT / "data" / "catalog")).text
    return [url for url in linked_feeds(page, fetched.url) if check_url(url, client.allow_private_hosts) is None]


def _found(feed: Feed, parsed: ParsedFeed) -> FoundFeed:
    declared = _CODE.match((parsed.feed.language or "").lower())
    titles = "\n".join(entry.title for entry in parsed.feed.entries)
    language = identify_language(titles, declared.group() if declared else None)
    return FoundFeed(feed.url, parsed.feed.listed, language)
