"""The network half of a run: asks servers in threads, one request a host at a time, and parses in children.

Touches no store: harvests come out one by one for the run to keep. Oldest-checked feeds go first.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from data.addresses import host_and_port, is_exempt
from data.errors import FeedError, FetchError
from data.model import Feed, FeedState
from ingest.fetch import FetchedFeed, fetch_feed, polled_url
from ingest.net import GuardedClient
from ingest.parse import ParsedFeed
from ingest.polling import RATE_LIMITED, refusal_of
from ingest.sandbox import FeedParser
from ingest.scheduling import retry_after

THREADS = 4
PAUSE_SECONDS = 1.0
GRACE_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Harvest:
    """What one poll brought: a parsed feed, nothing new (neither field), or an error."""

    feed: Feed
    started_at: datetime
    milliseconds: int
    fetched: FetchedFeed | None
    parsed: ParsedFeed | None
    error: FeedError | None


@dataclass(frozen=True, slots=True)
class Tools:
    """What the threads work with; all of it may be used by several at once."""

    client: GuardedClient
    parser: FeedParser
    clock: Callable[[], datetime]


class Stop:
    """When to start nothing more: a deadline, or somebody who asks."""

    def __init__(self, seconds: float) -> None:
        self._ends = time.monotonic() + seconds
        self._asked = threading.Event()
        self._offline = False

    def go_offline(self) -> None:
        """Start no further feed: there is no network."""
        self._offline = True
        self._asked.set()

    def is_offline(self) -> bool:
        """Whether the network was found missing."""
        return self._offline

    def ask(self) -> None:
        """Start no further feed."""
        self._asked.set()

    def is_asked(self) -> bool:
        """Whether somebody asked."""
        return self._asked.is_set()

    def is_reached(self) -> bool:
        """Whether nothing more is to be started."""
        return self._asked.is_set() or time.monotonic() >= self._ends

    def pause(self, seconds: float) -> None:
        """Wait, but not longer than allowed."""
        self._asked.wait(max(0.0, min(seconds, self._ends - time.monotonic())))


def poll(tools: Tools, feed: Feed, state: FeedState | None) -> Harvest:
    """Ask one feed and parse its answer; every fault becomes the harvest's error."""
    now, began = tools.clock(), time.monotonic()
    fetched: FetchedFeed | None = None
    parsed: ParsedFeed | None = None
    error: FeedError | None = None
    try:
        fetched = fetch_feed(tools.client, feed, state, now)
        error = refusal_of(fetched)
        known = state is not None and state.url == feed.url and state.body_hash == fetched.body_hash
        if error is None and fetched.status == 200 and not known:
            parsed = tools.parser.parse(
                fetched.body,
                content_type=fetched.headers.get("Content-Type"),
                language=feed.language,
                url=fetched.url,
            )
            if not fetched.framed and not parsed.feed.complete:
                error = FetchError("truncated", "the connection ended before the feed did")
    except FeedError as fault:
        error = fault
    except Exception as fault:  # noqa: BLE001 - a fault of ours in one feed must not cost the others
        error = FeedError("internal", f"the feed could not be handled ({type(fault).__name__}); please report this")
    elapsed = int((time.monotonic() - began) * 1000)
    return Harvest(feed, now, elapsed, fetched, None if error else parsed, error)


def _host_of(feed: Feed, state: FeedState | None, now: datetime) -> str:
    return host_and_port(polled_url(feed, state, now))[0]


def group_by_host(
    feeds: Sequence[Feed], states: Mapping[str, FeedState], now: datetime
) -> Mapping[str, Sequence[Feed]]:
    """Group feeds by host, oldest-checked first in and across groups; never-checked ones lead."""

    def age(feed: Feed) -> tuple[str, str]:
        checked = states[feed.id].checked_at if feed.id in states else None
        return (checked.isoformat() if checked else "", feed.id)

    groups: dict[str, list[Feed]] = {}
    for feed in sorted(feeds, key=age):
        groups.setdefault(_host_of(feed, states.get(feed.id), now), []).append(feed)
    return groups


def _work(
    hosts: queue.SimpleQueue[Sequence[Feed]],
    results: queue.SimpleQueue[Harvest | None],
    tools: Tools,
    states: Mapping[str, FeedState],
    stop: Stop,
) -> None:
    while not stop.is_reached():
        try:
            feeds = hosts.get_nowait()
        except queue.Empty:
            break
        for number, feed in enumerate(feeds):
            if number and not is_exempt(feed.url, tools.client.allow_private_hosts):
                stop.pause(PAUSE_SECONDS)
            if stop.is_reached():
                break
            harvest = poll(tools, feed, states.get(feed.id))
            results.put(harvest)
            if _asks_for_peace(harvest):
                break
    results.put(None)


def _asks_for_peace(harvest: Harvest) -> bool:
    """Say whether the host asked all of us to come back later."""
    if harvest.error is None or harvest.error.reason != RATE_LIMITED or harvest.fetched is None:
        return False
    return retry_after(harvest.fetched.headers, harvest.started_at) is not None


def harvest_feeds(
    tools: Tools, feeds: Sequence[Feed], states: Mapping[str, FeedState], stop: Stop
) -> Iterator[Harvest]:
    """Poll feeds and give what comes, as it comes. When `stop` is asked, give up what takes longer than a grace."""
    hosts: queue.SimpleQueue[Sequence[Feed]] = queue.SimpleQueue()
    results: queue.SimpleQueue[Harvest | None] = queue.SimpleQueue()
    for group in group_by_host(feeds, states, tools.clock()).values():
        hosts.put(group)
    for _ in range(THREADS):
        threading.Thread(target=_work, args=(hosts, results, tools, states, stop), daemon=True).start()
    working, patience = THREADS, GRACE_SECONDS
    while working:
        try:
            harvest = results.get(timeout=0.2)
        except queue.Empty:
            patience -= 0.2 if stop.is_asked() else 0.0
            if patience <= 0:
                return
            continue
        if harvest is None:
            working -= 1
        else:
            yield harvest
