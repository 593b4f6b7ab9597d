"""Scorecard A, when: how often a feed is asked, and what is remembered between two requests."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise

import pytest

from data.model import Feed, FeedRun, FeedState
from data.settings import Settings
from data.store import open_store
from data.store.base import Store
from ingest.run import due_feeds, ingest_feeds
from ingest.sandbox import FeedParser
from ingest.scheduling import (
    MINIMUM,
    FeedWishes,
    is_due,
    next_after_failure,
    next_after_success,
    retry_after,
)
from tests.ingest.serving import Answer, FeedServer, feed, item, rss

NOW = datetime(2026, 2, 6, 12, tzinfo=UTC)


ONE = rss(item("One", guid="1"))


VALIDATORS = {"ETag": 'W/"a b\\"', "Last-Modified": "Fri, 06 Feb 2026 09:00:00 GMT"}


def poll(
    store: Store, feeds: list[Feed], settings: Settings, at: datetime = NOW, *, force: bool = True
) -> tuple[FeedRun, ...]:
    return ingest_feeds(store, feeds, settings, force=force, clock=lambda: at).feed_runs


def state_of(store: Store, feed_id: str = "echo") -> FeedState:
    return store.feed_states()[feed_id]


def test_check_01_validators_go_back_byte_exact(
    server: FeedServer, settings: Settings, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    feeds = [feed(server.put("/f", Answer(body=ONE, headers=VALIDATORS), Answer(304)))]
    first, *_ = poll(store, feeds, settings)
    before = store.digest()
    monkeypatch.setattr(FeedParser, "parse", lambda *_given, **_named: pytest.fail("a 304 is not parsed"))
    second, *_ = poll(store, feeds, settings)
    assert store.digest() == before
    _, headers = server.requests[1]
    assert headers["If-None-Match"] == VALIDATORS["ETag"]
    assert headers["If-Modified-Since"] == VALIDATORS["Last-Modified"]
    assert (first.outcome, second.outcome, second.counts.seen) == ("ok", "unchanged", 0)
    assert store.status()["versions"] == 1


def test_check_02_validators_wait_for_the_commit(
    server: FeedServer, settings: Settings, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    feeds = [feed(server.put("/f", Answer(body=ONE, headers=VALIDATORS)))]

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(store, "commit_fetch", die)
        with pytest.raises(KeyboardInterrupt):
            poll(store, feeds, settings)
    assert poll(store, feeds, settings)[0].counts.new == 1
    assert "If-None-Match" not in server.requests[1][1]


def test_check_03_validators_belong_to_an_address(server: FeedServer, settings: Settings, store: Store) -> None:
    fresh = {"ETag": '"new"', "Last-Modified": VALIDATORS["Last-Modified"]}
    first = feed(server.put("/f", Answer(body=ONE, headers=VALIDATORS), Answer(304), Answer(304, headers=fresh)))
    for expected in (VALIDATORS["ETag"], VALIDATORS["ETag"], '"new"'):
        poll(store, [first], settings)
        assert state_of(store).etag == expected
    poll(store, [feed(server.put("/g", Answer(body=ONE)))], settings)
    assert "If-None-Match" not in server.requests[-1][1]
    assert state_of(store).etag is None


def test_check_04_the_same_bytes_are_no_news(server: FeedServer, settings: Settings, store: Store) -> None:
    feeds = [feed(server.put("/f", Answer(body=ONE)))]
    poll(store, feeds, settings)
    line, *_ = poll(store, feeds, settings, NOW + timedelta(hours=30))
    assert (line.outcome, line.http_status, line.counts.seen) == ("unchanged", 200, 0)
    assert state_of(store).checked_at == NOW + timedelta(hours=30)


RETRIES = [
    ("120", timedelta(minutes=2)),
    (" 7200 ", timedelta(hours=2)),
    ("Fri, 06 Feb 2026 15:00:00 GMT", timedelta(hours=3)),
    ("Fri, 06 Feb 2026 15:00:00", timedelta(hours=3)),
    ("Fri, 06 Feb 2026 16:00:00 +0100", timedelta(hours=3)),
    ("Fri, 06 Feb 2026 09:00:00 GMT", timedelta(0)),
    ("Sat, 06 Feb 2036 09:00:00 GMT", timedelta(days=31)),
    ("315360000", timedelta(days=31)),
    ("99999999999999999999", None),
    ("-5", None),
    ("1.5", None),
    ("soon", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "expected"), RETRIES)
def test_check_05_retry_after_is_read_as_meant(text: str, expected: timedelta | None) -> None:
    assert retry_after({"Retry-After": text}, NOW) == expected


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    ("headers", "least", "most"),
    [
        ({"Retry-After": "86400"}, timedelta(hours=24), timedelta(hours=24)),
        ({"Retry-After": "5"}, MINIMUM, MINIMUM),
        ({}, MINIMUM, MINIMUM * 1.1),
    ],
)
def test_check_05_busy_servers_are_left_alone(
    server: FeedServer,
    settings: Settings,
    store: Store,
    status: int,
    headers: dict[str, str],
    least: timedelta,
    most: timedelta,
) -> None:
    feeds = [feed(server.put("/f", Answer(status, headers=headers)))]
    line, *_ = poll(store, feeds, settings)
    state = state_of(store)
    assert (line.outcome, line.reason, state.failures) == ("failed", "rate_limited", 1)
    assert state.next_check_at is not None
    assert least <= state.next_check_at - NOW <= most
    assert poll(store, feeds, settings, NOW + timedelta(minutes=30), force=False) == ()


def test_check_06_retry_after_holds_for_the_host(server: FeedServer, settings: Settings, store: Store) -> None:
    busy = feed(server.put("/busy", Answer(429, headers={"Retry-After": "90000"})), "busy")
    other = feed(server.put("/other", Answer(body=ONE)), "other")
    assert [line.feed_id for line in poll(store, [busy, other], settings, force=False)] == ["busy"]
    later = NOW + timedelta(hours=2)
    assert poll(store, [other], settings, later, force=False) == ()
    neighbour = Feed("n", "n", "http://blog.127.0.0.1.example/f")
    assert due_feeds([neighbour], store.feed_states(), later, force=False) == [neighbour]
    assert len(poll(store, [other], settings, NOW + timedelta(hours=26), force=False)) == 1


@pytest.mark.parametrize(("headers", "hours"), [(VALIDATORS, 1), ({}, 24)])
def test_check_07_minimum_interval_survives_restarts(
    server: FeedServer, settings: Settings, headers: dict[str, str], hours: int
) -> None:
    feeds = [feed(server.put("/f", Answer(body=ONE, headers=headers)))]
    asked = []
    for after in (timedelta(0), timedelta(hours=hours, minutes=-1), timedelta(hours=hours * 1.1 + 0.1)):
        with open_store(settings.store_url) as opened:  # a program of its own each time
            asked.append(len(poll(opened, feeds, settings, NOW + after, force=False)))
    assert asked == [1, 0, 1]


def test_check_07_force_is_noted(server: FeedServer, settings: Settings, store: Store) -> None:
    feeds = [feed(server.put("/f", Answer(body=ONE)))]
    poll(store, feeds, settings, force=False)
    poll(store, feeds, settings, NOW + timedelta(minutes=1), force=True)
    assert [run.note for run in store.runs()] == ["force", None]


class NoDice(random.Random):
    def random(self) -> float:
        return 0.0


def interval(headers: dict[str, str], wishes: FeedWishes | None = None, *, validators: bool = True) -> timedelta:
    return next_after_success(headers, wishes or FeedWishes(), NOW, NoDice(), validators=validators) - NOW


@pytest.mark.parametrize(
    ("headers", "ttl", "hours"),
    [
        ({}, None, 1),
        ({"Cache-Control": "max-age=7200"}, None, 2),
        ({"Cache-Control": "public, Max-Age=7200"}, 180, 3),
        ({"Cache-Control": "max-age=60"}, None, 1),
        ({"Cache-Control": "no-cache, max-age=7200"}, None, 1),
        ({"Cache-Control": "s-maxage=7200"}, None, 1),
        ({"Cache-Control": "max-age=7200", "Expires": "Fri, 06 Feb 2026 17:00:00 GMT"}, None, 2),
        ({"Expires": "Fri, 06 Feb 2026 17:00:00 GMT"}, None, 5),
        ({"Expires": "0"}, None, 1),
        ({"Cache-Control": "max-age=9999999"}, None, 24),
        ({}, 5, 1),
    ],
)
def test_check_08_the_longest_wish_counts(headers: dict[str, str], ttl: int | None, hours: int) -> None:
    assert interval(headers, FeedWishes(timedelta(minutes=ttl) if ttl else None)) == timedelta(hours=hours)


def test_check_08_skipped_hours_and_days_are_obeyed(server: FeedServer, settings: Settings, store: Store) -> None:
    assert interval({}, FeedWishes(skip_hours=frozenset({13, 14}))) == timedelta(hours=3)
    assert interval({}, FeedWishes(skip_days=frozenset({4}))) == timedelta(hours=12)
    channel = "<skipHours><hour>13</hour><hour>14</hour></skipHours><skipDays><day>Saturday</day></skipDays>"
    body = rss(item("One", guid="1"), channel=channel)
    poll(store, [feed(server.put("/f", Answer(body=body, headers=VALIDATORS)))], settings)
    following = state_of(store).next_check_at
    assert following is not None
    assert following.hour not in {13, 14}


def test_check_09_a_wrong_clock_neither_hammers_nor_starves() -> None:
    for error in (timedelta(hours=6), timedelta(hours=-6)):
        there = {"Date": format_datetime(NOW + error, usegmt=True)}
        expires = there | {"Expires": format_datetime(NOW + error + timedelta(hours=3), usegmt=True)}
        assert interval(expires) == timedelta(hours=3)
        again = there | {"Retry-After": format_datetime(NOW + error + timedelta(hours=2), usegmt=True)}
        assert retry_after(again, NOW) == timedelta(hours=2)


def test_check_10_gone_stops_and_one_command_undoes_it(server: FeedServer, settings: Settings, store: Store) -> None:
    feeds = [feed(server.put("/f", Answer(410), Answer(body=ONE)))]
    line, *_ = poll(store, feeds, settings, force=False)
    assert (line.reason, state_of(store).state) == ("gone", "gone")
    assert poll(store, feeds, settings, NOW + timedelta(days=90), force=False) == ()
    assert poll(store, feeds, settings)[0].outcome == "ok"
    assert state_of(store).state == "active"


def test_check_10_not_found_backs_off_and_dies(server: FeedServer, settings: Settings, store: Store) -> None:
    feeds, at, polls = [feed(server.put("/f", Answer(404)))], NOW, 0
    while state_of(store).state == "active" if polls else True:
        assert len(poll(store, feeds, settings, at, force=False)) == 1
        following = state_of(store).next_check_at
        assert following is not None
        at, polls = following, polls + 1
    assert state_of(store).state == "dead"
    assert timedelta(days=5) < at - NOW < timedelta(days=14)
    assert poll(store, feeds, settings, at + timedelta(days=365), force=False) == ()


def test_check_13_backing_off_grows_with_jitter_up_to_a_day() -> None:
    delays = [next_after_failure(n, None, NOW, NoDice()) - NOW for n in range(1, 12)]
    assert all(a <= b for a, b in pairwise(delays))
    assert delays[0] == MINIMUM
    assert delays[-1] == timedelta(hours=24)
    assert len({next_after_failure(2, None, NOW, random.Random(seed)) for seed in range(20)}) > 10  # noqa: S311


def test_check_13_success_resets(server: FeedServer, settings: Settings, store: Store) -> None:
    feeds = [feed(server.put("/f", Answer(500), Answer(500), Answer(body=ONE)))]
    poll(store, feeds, settings)
    poll(store, feeds, settings)
    assert state_of(store).failures == 2
    poll(store, feeds, settings)
    assert (state_of(store).failures, state_of(store).reason) == (0, None)


def test_a_feed_in_state_from_the_future_is_due_once() -> None:
    state = FeedState("e", "u", checked_at=NOW + timedelta(days=400), next_check_at=NOW + timedelta(days=401))
    assert is_due(state, NOW)
