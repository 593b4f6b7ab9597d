"""One run from server to store."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from data.model import Feed
from data.settings import Settings
from data.store.base import Store
from ingest.net import GuardedClient
from ingest.run import ingest_feeds
from ingest.summary import summary_line
from tests.ingest.serving import Answer, FeedServer, feed, item, rss

NOW = datetime(2026, 2, 6, 12, tzinfo=UTC)


def test_every_entry_is_accounted_for(server: FeedServer, settings: Settings, store: Store) -> None:
    items = [item("One", guid="1"), item("One", guid="1"), item("Two", guid="2"), "<item><link>x</link></item>"]
    url = server.put("/f", Answer(body=rss(*items)))
    counts = ingest_feeds(store, [feed(url)], settings).totals
    assert (counts.new, counts.duplicate, dict(counts.rejected), counts.seen) == (2, 1, {"no_text": 1}, 4)


def test_exit_codes_tell_some_from_all(server: FeedServer, settings: Settings, store: Store) -> None:
    good = feed(server.put("/good", Answer(body=rss(item("One", guid="1")))), "good")
    bad = feed(server.put("/bad", Answer(500)), "bad")
    assert ingest_feeds(store, [], settings).exit_code == 0
    assert ingest_feeds(store, [bad], settings).exit_code == 2
    assert ingest_feeds(store, [good, bad], settings, force=True).exit_code == 1
    assert ingest_feeds(store, [good, bad], settings).exit_code == 0, "nothing is due"


def test_feeds_without_entries_are_warned_about(server: FeedServer, settings: Settings, store: Store) -> None:
    many = rss(*(item(f"T{n}", guid=str(n)) for n in range(30)))
    answers = [Answer(body=many), Answer(body=rss(item("T1", guid="1"))), *(Answer(body=rss()) for _ in range(3))]
    feeds = [feed(server.put("/f", *answers))]
    moments = [NOW + timedelta(days=n) for n in range(5)]
    lines = [ingest_feeds(store, feeds, settings, force=True, clock=lambda m=m: m).feed_runs[0] for m in moments]
    assert [line.reason for line in lines][:3] == [None, "few_items", "few_items"]
    assert {line.outcome for line in lines} == {"ok", "unchanged"}


def test_progress_tells_the_total_first(server: FeedServer, settings: Settings, store: Store) -> None:
    told: list[tuple[int, str | None]] = []
    url = server.put("/f", Answer(body=rss(item("One", guid="1"))))
    ingest_feeds(
        store, [feed(url)], settings, progress=lambda total, line: told.append((total, line.feed_id if line else None))
    )
    assert told == [(1, None), (1, "echo")]


def test_a_machine_without_network_blames_no_feed(server: FeedServer, settings: Settings, store: Store) -> None:
    feeds = [Feed(f"f{n}", "o", f"http://h{n}.example/") for n in range(30)]
    client = GuardedClient("x", resolve=lambda _host, _port: [])
    report = ingest_feeds(store, feeds, settings, client=client)
    assert (report.offline, report.exit_code, report.deferred, report.feed_runs) == (True, 2, 30, ())
    assert store.feed_states() == {}
    assert store.runs()[0].note == "offline"
    assert "no network" in summary_line(report)


def test_some_names_that_are_gone_are_failures_of_their_feeds(
    server: FeedServer, settings: Settings, store: Store
) -> None:
    lost = [Feed(f"f{n}", "o", f"http://h{n}.example/") for n in range(5)]
    good = feed(server.put("/f", Answer(body=rss(item("One", guid="1")))), "zz")
    client = GuardedClient(
        "x", settings.allow_private_hosts, resolve=lambda host, _port: ["127.0.0.1"] * (host[0] == "1")
    )
    report = ingest_feeds(store, [*lost, good], settings, client=client)
    assert (len(report.failed), report.exit_code, report.offline) == (5, 1, False)
