"""What every store engine must do with fetches: counts, versions, aliases, history."""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Callable
from datetime import timedelta

import pytest

from data.model import (
    FetchCounts,
    Run,
)
from data.store import open_store
from data.store.base import EvidenceQuery, Store
from data.store.sql.articles import CHURN_LIMIT
from tests.contracts.store_values import DAY, NOW, code, commit, make_article, make_feed_run, make_state


def test_every_method_of_the_protocol_is_there_with_its_parameters(store: Store) -> None:
    wanted = {name: value for name, value in vars(Store).items() if callable(value) and not name.startswith("_")}
    assert len(wanted) > 30
    for name, method in wanted.items():
        expected = list(inspect.signature(method).parameters.items())[1:]
        found = list(inspect.signature(getattr(store, name)).parameters.items())
        assert [(key, value.kind, value.default) for key, value in found] == [
            (key, value.kind, value.default) for key, value in expected
        ], name


def test_a_fetch_is_counted_entry_by_entry(store: Store) -> None:
    one, two = make_article(), make_article("two")
    assert commit(store, one, one, two, no_title=3) == FetchCounts(2, 0, 0, 1, {"no_title": 3})
    edited = make_article(title="Iran softens its answer")
    counts = commit(store, edited, two)
    assert (counts.new, counts.changed, counts.unchanged, counts.seen) == (0, 1, 1, 2)


def test_an_article_comes_back_as_it_was_given(store: Store) -> None:
    article = make_article(first_seen_at=NOW.replace(microsecond=123456), title="Téhéran rejette — طهران ترفض")
    bare = make_article("bare", guid=None, url=None, language=None, published_at=None, published_raw=None, flags=())
    commit(store, article, bare)
    [[first, second]] = store.articles_to_analyse("v1")
    assert (first.article, second.article) == (article, bare)
    assert (first.version, second.version) == (1, 1)


def test_a_time_without_zone_is_refused(store: Store) -> None:
    with pytest.raises(ValueError, match="zone"):
        store.add_articles([make_article(first_seen_at=NOW.replace(tzinfo=None))])
    assert store.status()["articles"] == 0


def test_check_40_an_edit_is_a_new_version_and_the_old_one_is_kept(store: Store) -> None:
    commit(store, make_article())
    code(store)
    later = NOW + timedelta(days=2)
    commit(store, make_article(title="Iran softens", first_seen_at=later))
    [[stored]] = store.articles_to_analyse("v1")
    assert (stored.version, stored.article.title, stored.article.first_seen_at) == (2, "Iran softens", NOW)
    status = store.status()
    assert (status["articles"], status["versions"]) == (1, 2)
    columns = store.layouts()["article_version"].columns
    [[old]] = store.portions("article_version")
    kept = dict(zip(columns, old, strict=True))
    assert (kept["version"], kept["title"], kept["body"]) == (1, make_article().title, make_article().body)
    assert kept["seen_at"].startswith("2026-02-06T09:00")
    assert list(store.exposure()["headlines"]) == [1], "counted once"
    [row] = store.evidence(EvidenceQuery())
    assert row.version == 1
    assert all(finding.ok for finding in store.check())


def test_an_outlet_may_go_back_to_its_first_words(store: Store) -> None:
    for number, title in enumerate(("first", "second", "first")):
        commit(store, make_article(title=title, first_seen_at=NOW + timedelta(hours=number)))
    [[stored]] = store.articles_to_analyse("v1")
    assert (stored.version, stored.article.title) == (3, "first")


def test_check_40_churn_without_a_new_date_is_capped_and_counted(store: Store) -> None:
    commit(store, make_article())
    outcomes = [
        commit(store, make_article(body=f"It is {n} o'clock.", first_seen_at=NOW + timedelta(hours=n)))
        for n in range(1, CHURN_LIMIT + 4)
    ]
    assert sum(counts.changed for counts in outcomes) == CHURN_LIMIT
    assert [counts.rejected for counts in outcomes[-3:]] == [{"churn": 1}] * 3
    dated = make_article(body="A real edit.", published_raw="later", first_seen_at=NOW + timedelta(days=9))
    assert commit(store, dated).changed == 1


def test_check_101_state_and_history_come_with_the_articles(store: Store) -> None:
    state = make_state(
        etag='W/"a"',
        next_check_at=NOW + timedelta(hours=1),
        failures=2,
        usual_items=29.5,
        usual_gap=3600.5,
        moved_since=NOW,
    )
    feed_run = make_feed_run(stale=2)
    store.start_run(Run("run-1", NOW, None, None, "timer"))
    store.commit_fetch([make_article()], state, feed_run, "run-1")
    store.end_run("run-1", NOW + timedelta(seconds=9), 0, "fine")
    assert store.feed_states() == {"agency.main": state}
    counts = FetchCounts(1, 0, 0, 0, {"stale": 2})
    assert store.feed_runs("run-1") == [dataclasses.replace(feed_run, counts=counts)]
    assert store.feed_runs(feed_id="other") == []
    assert store.runs() == [Run("run-1", NOW, NOW + timedelta(seconds=9), 0, "timer", "fine")]


def test_check_02_a_fetch_that_fails_half_way_leaves_nothing(store: Store) -> None:
    broken = dataclasses.replace(make_state(), next_check_at=NOW.replace(tzinfo=None))
    with pytest.raises(ValueError, match="zone"):
        store.commit_fetch([make_article()], broken, make_feed_run(), "run-1")
    assert store.feed_states() == {}
    assert store.status()["articles"] == 0


def test_check_46_imports_may_come_twice_in_any_order_and_any_portions(new_url: Callable[[], str]) -> None:
    versions = [
        make_article(title="first", first_seen_at=NOW),
        make_article(title="second", first_seen_at=NOW + timedelta(hours=1)),
        make_article(title="first", first_seen_at=NOW + timedelta(hours=2)),
        make_article("two", first_seen_at=NOW + timedelta(days=1)),
        make_article("two", first_seen_at=NOW),
    ]
    digests = set()
    for portions in (
        [versions], [versions[::-1]], [versions[3:], versions[:3]], [[v] for v in versions] * 2, [versions, versions],
    ):  # fmt: skip
        with open_store(new_url()) as store:
            for portion in portions:
                store.add_articles(portion)
            code(store)
            digests.add(store.digest())
            assert store.status()["versions"] == 3
            assert store.days() == (DAY, DAY)
    assert len(digests) == 1


def test_an_import_counts_repeats_as_duplicates_or_unchanged(store: Store) -> None:
    articles = [make_article(), make_article(), make_article("two")]
    assert store.add_articles(articles) == FetchCounts(2, 0, 0, 1)
    assert store.add_articles(articles) == FetchCounts(0, 0, 2, 1)


def test_sentences_are_counted_once_an_article(store: Store) -> None:
    one, two = "a" * 32, "b" * 32
    assert store.count_sentences("main", {one: ["h1", "h2", "h1"], two: ["h2"]}) == {"h1": 1, "h2": 2}
    assert store.count_sentences("main", {one: ["h1"]}) == {"h1": 1}
    assert store.count_sentences("main", {two: ["h1"]}) == {"h1": 2}
    assert store.count_sentences("other", {one: ["h1"]}) == {"h1": 1}
    assert store.count_sentences("main", {}) == {}
    assert store.count_sentences("main", {f"{number:08x}" * 4: ["h1"] for number in range(40)}) == {"h1": 16}


def test_check_39_the_first_key_of_an_alias_stays(store: Store) -> None:
    one, two = make_article(aliases=("guid", "link")), make_article("two", aliases=("link", "title"))
    commit(store, one)
    store.add_articles([two])
    found = store.known_keys("agency.main", ["guid", "link", "title", "unknown"])
    assert found == {"guid": one.key, "link": one.key, "title": two.key}
    assert store.known_keys("other", ["guid"]) == {}
    store.take_down(one.key, NOW)
    assert store.known_keys("agency.main", ["guid"]) == {"guid": one.key}
