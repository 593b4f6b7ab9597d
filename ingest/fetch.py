"""Feed -> answer of its server, with conditional requests. Keeps nothing: what to remember is decided after parsing."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from data.errors import FetchError
from data.model import Feed, FeedState
from ingest.net import GuardedClient, Reply

ACCEPT = "application/rss+xml, application/atom+xml, application/rdf+xml, application/feed+json, application/xml;q=0.9"
MOVE_SETTLES = timedelta(days=7)
PERMANENT = frozenset({301, 308})


@dataclass(frozen=True, slots=True)
class FetchedFeed:
    """An answer with status 200 or 304, or one that says why there is no feed (any other status)."""

    status: int
    body: bytes
    headers: Mapping[str, str]
    framed: bool
    url: str
    permanent_target: str | None
    note: str | None = None

    @property
    def body_hash(self) -> str:
        """Hash of the decoded bytes: the same bytes again are no news."""
        return hashlib.sha256(self.body).hexdigest()[:32]


def polled_url(feed: Feed, state: FeedState | None, now: datetime) -> str:
    """Give the address to ask: the configured one, or where it has permanently moved for long enough."""
    if state is None or state.url != feed.url or not state.moved_to or not state.moved_since:
        return feed.url
    settled = now - state.moved_since >= MOVE_SETTLES or _only_became_secure(feed.url, state.moved_to)
    return state.moved_to if settled else feed.url


def _only_became_secure(old: str, new: str) -> bool:
    before, after = urlsplit(old), urlsplit(new)
    return (before.scheme, after.scheme) == ("http", "https") and before[1:] == after[1:]


def _conditions(feed: Feed, state: FeedState | None) -> dict[str, str]:
    headers = {"Accept": ACCEPT}
    if state is not None and state.url == feed.url:
        if state.etag:
            headers["If-None-Match"] = state.etag
        if state.last_modified:
            headers["If-Modified-Since"] = state.last_modified
    return headers


def fetch_feed(client: GuardedClient, feed: Feed, state: FeedState | None, now: datetime) -> FetchedFeed:
    """Ask a feed's server once. Raises FetchError when no whole answer came.

    Where http is refused, https is tried once and the note proposes it; a settled move that is gone falls back.
    """
    url = polled_url(feed, state, now)
    headers = _conditions(feed, state)
    try:
        reply = client.get(url, headers, configured=feed.url)
    except FetchError as error:
        secure = feed.url.replace("http://", "https://", 1)
        if error.reason != "refused" or secure == feed.url or urlsplit(feed.url).port not in {None, 80}:
            raise
        reply = client.get(secure, headers)
        return replace(_fetched(feed, reply), note=f"answers on https only; change its address to {secure}")
    if url != feed.url and reply.status in {404, 410}:
        reply = client.get(feed.url, headers)
    return _fetched(feed, reply)


def _fetched(feed: Feed, reply: Reply) -> FetchedFeed:
    moved = reply.url if reply.hops and all(status in PERMANENT for status, _ in reply.hops) else None
    if not reply.hops and reply.url != feed.url:
        moved = reply.url
    return FetchedFeed(reply.status, reply.body, reply.headers, reply.framed, reply.url, moved)
