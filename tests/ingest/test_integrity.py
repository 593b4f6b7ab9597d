"""Scorecard C: what is kept, under which name, and how edits and repeats are told apart."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.model import Article, Entry, Feed
from data.settings import Settings
from data.store import open_store
from data.store.base import Store
from ingest.extract import is_correction
from ingest.identity import canonical_link, identify_entries
from ingest.run import ingest_feeds
from tests.ingest.serving import Answer, FeedServer, feed, item, rss

NOW = datetime(2026, 2, 6, 12, tzinfo=UTC)
DATE = "Fri, 06 Feb 2026 09:00:00 GMT"


def poll(store: Store, feeds: Sequence[Feed], settings: Settings, at: datetime = NOW) -> tuple[int, int, int, int]:
    totals = ingest_feeds(store, feeds, settings, force=True, clock=lambda: at).totals
    return totals.new, totals.changed, totals.unchanged, totals.duplicate


def articles(store: Store) -> list[Article]:
    return [stored.article for batch in store.articles_to_analyse("none") for stored in batch]


def entry(title: str, guid: str | None = None, link: str | None = None, day: int = 6) -> Entry:
    return Entry("echo", guid, link, title, "", None, datetime(2026, 2, day, tzinfo=UTC), None)


def keys(*entries: Entry, known: dict[str, str] | None = None) -> list[str]:
    return [one.key for one in identify_entries("echo", entries, lambda _aliases: known or {})]


def test_check_38_identity_is_guid_else_link_else_title_and_day() -> None:
    assert len(set(keys(entry("A", "g1"), entry("A", "g2")))) == 2
    assert len(set(keys(entry("A", None, "http://e.example/1"), entry("B", None, "http://e.example/2")))) == 2
    assert len(set(keys(entry("A", day=6), entry("A", day=5)))) == 2
    one, other = (identify_entries(name, [entry("A", "g")], lambda _a: {})[0].key for name in ("echo", "other"))
    assert one != other, "identity is scoped by feed"


def test_check_38_one_guid_for_different_items_tells_nothing(
    server: FeedServer, settings: Settings, store: Store
) -> None:
    rows = [item(f"Title {n}", guid="same", link=f"http://e.example/{n}", date=DATE) for n in range(3)]
    url = server.put("/f", Answer(body=rss(*rows)), Answer(body=rss(*rows[:1])))
    assert poll(store, [feed(url)], settings) == (3, 0, 0, 0)
    assert poll(store, [feed(url)], settings) == (0, 0, 1, 0)


def test_check_38_one_link_for_all_items_tells_nothing() -> None:
    rows = [entry(f"Title {n}", f"g{n}", "http://e.example/") for n in range(3)]
    assert len(set(keys(*rows))) == 3


def test_check_38_repeats_in_one_fetch_are_duplicates(server: FeedServer, settings: Settings, store: Store) -> None:
    row = item("A", guid="g", link="http://e.example/1", date=DATE)
    moved = item("A", guid="other", link="http://e.example/1?utm_source=rss", date=DATE)
    url = server.put("/f", Answer(body=rss(row, row, moved)))
    assert poll(store, [feed(url)], settings) == (1, 0, 0, 2)


@pytest.mark.parametrize(
    "second",
    [
        item("A changed", guid="new", link="https://www.e.example/1/?utm_campaign=x#top", date=DATE),
        item("A", guid="new", link="http://e.example/another-slug", date=DATE),
        item("A changed", guid="old", link="http://e.example/another-slug", date=DATE),
    ],
)
def test_check_39_an_item_that_comes_back_otherwise_is_an_update(
    second: str, server: FeedServer, settings: Settings, store: Store
) -> None:
    first = item("A", guid="old", link="http://e.example/1", summary="x", date=DATE)
    url = server.put("/f", Answer(body=rss(first)), Answer(body=rss(second)))
    poll(store, [feed(url)], settings)
    assert poll(store, [feed(url)], settings, NOW + timedelta(hours=2)) == (0, 1, 0, 0)
    assert store.status()["articles"] == 1


SAME = [
    "http://e.example/a/1",
    "https://e.example/a/1",
    "https://www.e.example/a/1/",
    "https://m.e.example/a/1",
    "https://amp.e.example/a/1",
    "https://e.example/a/1/amp",
    "https://e.example/a/1?utm_source=x&utm_medium=y",
    "https://e.example/a/1?fbclid=1&at_medium=RSS#comments",
    "https://E.EXAMPLE/a/1?xtor=RSS-1",
]


def test_check_39_spellings_of_a_page_are_one() -> None:
    assert {canonical_link(link) for link in SAME} == {"e.example/a/1"}
    assert canonical_link("http://e.example/a?id=1") != canonical_link("http://e.example/a?id=2")


def test_check_40_edits_are_versions_and_counted_once(server: FeedServer, settings: Settings, store: Store) -> None:
    bodies = [rss(item("Strikes", guid="g", summary="first", date=DATE))]
    bodies.append(rss(item("Threatens to strike", guid="g", summary="second", date=DATE)))
    url = server.put("/f", *(Answer(body=body) for body in bodies))
    assert poll(store, [feed(url)], settings) == (1, 0, 0, 0)
    assert poll(store, [feed(url)], settings, NOW + timedelta(days=1)) == (0, 1, 0, 0)
    status = store.status()
    assert (status["articles"], status["versions"]) == (1, 2)
    (article,) = articles(store)
    assert (article.title, article.first_seen_at) == ("Threatens to strike", NOW)


def test_check_40_a_page_that_prints_the_time_stops_making_versions(
    server: FeedServer, settings: Settings, store: Store
) -> None:
    answers = [Answer(body=rss(item("A", guid="g", summary=f"It is {n}", date=DATE))) for n in range(30)]
    url = server.put("/f", *answers)
    for n in range(30):
        poll(store, [feed(url)], settings, NOW + timedelta(hours=n))
    assert store.status()["versions"] <= 25


def test_check_41_what_leaves_the_feed_stays_in_the_store(server: FeedServer, settings: Settings, store: Store) -> None:
    rows = [item(f"T{n}", guid=str(n)) for n in range(3)]
    url = server.put("/f", Answer(body=rss(*rows)), Answer(body=rss(rows[2])))
    poll(store, [feed(url)], settings)
    poll(store, [feed(url)], settings)
    assert store.status()["articles"] == 3


def test_check_42_two_times_and_the_raw_words(server: FeedServer, settings: Settings, store: Store) -> None:
    url = server.put("/f", Answer(body=rss(item("A", guid="1", date=DATE), item("B", guid="2", date="soon"))))
    poll(store, [feed(url)], settings)
    dated, undated = articles(store)
    assert (dated.published_at, dated.first_seen_at) == (datetime(2026, 2, 6, 9, tzinfo=UTC), NOW)
    assert (undated.published_at, undated.published_raw, undated.date_reason) == (None, "soon", "unreadable_date")
    assert undated.first_seen_at == NOW


def test_nearest_42_the_day_that_counts_is_that_of_first_sight(
    server: FeedServer, settings: Settings, store: Store
) -> None:
    """The index counts by first sight even where a good date is given, or what a day showed would change later on."""
    backdated = item("B", guid="2", date="Wed, 28 Jan 2026 09:00:00 GMT")
    poll(store, [feed(server.put("/f", Answer(body=rss(item("A", guid="1", date=DATE), backdated))))], settings)
    assert {article.day for article in articles(store)} == {NOW.date()}
    assert {article.published_at.date().isoformat() for article in articles(store) if article.published_at} == {
        "2026-02-06", "2026-01-28",
    }  # fmt: skip


FIXTURES = {
    "a": [item(f"A{n}", guid=str(n), summary=f"Text {n}. Follow our news every day!", date=DATE) for n in range(5)],
    "b": [item(f"B{n}", link=f"http://b.example/{n}", summary="Shared words here. And more.") for n in range(4)],
    "c": [item("A1", guid="1", summary="Text 1. Follow our news every day!", date=DATE), item("C", guid="1")],
}


def ingest_groups(groups: Iterable[Sequence[Feed]], home: Path, settings: Settings) -> list[tuple[object, ...]]:
    with open_store(f"sqlite:///{home}") as store:
        for group in groups:
            poll(store, group, settings)
        rows = [(a.key, a.feed_id, a.title, a.body, a.published_at, a.first_seen_at) for a in articles(store)]
    return sorted(rows, key=str)


def test_check_46_order_and_shards_do_not_matter(server: FeedServer, settings: Settings, tmp_path: Path) -> None:
    feeds = [feed(server.put(f"/{name}", Answer(body=rss(*rows))), name) for name, rows in FIXTURES.items()]
    orders = list(itertools.permutations(feeds))
    contents = [ingest_groups([order], tmp_path / f"o{n}.sqlite", settings) for n, order in enumerate(orders)]
    contents.append(ingest_groups([[one] for one in feeds], tmp_path / "shards.sqlite", settings))
    contents.append(ingest_groups([feeds, feeds], tmp_path / "twice.sqlite", settings))
    assert all(content == contents[0] for content in contents)
    assert len(contents[0]) == 11


def test_check_46_a_shuffled_feed_is_the_same_feed(server: FeedServer, settings: Settings, tmp_path: Path) -> None:
    rows = [*FIXTURES["a"], *FIXTURES["b"]]
    contents = []
    for seed in range(3):
        shuffled = random.Random(seed).sample(rows, len(rows))  # noqa: S311 - an order, not a secret
        url = server.put("/f", Answer(body=rss(*shuffled)))
        contents.append(ingest_groups([[feed(url)]], tmp_path / f"{seed}.sqlite", settings))
    assert contents[0] == contents[1] == contents[2]


@given(
    st.lists(st.tuples(st.sampled_from("ABC"), st.sampled_from([None, "1", "2"]), st.sampled_from([None, "x", "y"])))
)
def test_every_entry_gets_one_identity(rows: list[tuple[str, str | None, str | None]]) -> None:
    entries = [entry(t, g, f"http://e.example/{x}" if x else None) for t, g, x in dict.fromkeys(rows)]
    forward = identify_entries("echo", entries, lambda _a: {})
    assert len(forward) == len(entries)
    assert all(one.aliases for one in forward)


def test_check_41_a_correction_is_the_same_article_flagged(
    server: FeedServer, settings: Settings, store: Store
) -> None:
    rows = [item("Strikes resume", guid="g", date=DATE), item("Rectificatif : talks resume", guid="g", date=DATE)]
    url = server.put("/f", *(Answer(body=rss(row)) for row in rows))
    poll(store, [feed(url)], settings)
    assert articles(store)[0].flags == ()
    assert poll(store, [feed(url)], settings, NOW + timedelta(hours=1)) == (0, 1, 0, 0)
    assert articles(store)[0].flags == ("correction",)


@pytest.mark.parametrize("title", ["Correctional officers on strike", "Correction in the markets continues"])
def test_check_41_other_titles_are_no_corrections(title: str) -> None:
    assert not is_correction(title)
