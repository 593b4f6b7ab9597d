"""How every store engine is kept: status, facts, pruning, takedown, checks."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest

from data.errors import StoreError
from data.model import (
    Evidence,
    Run,
)
from data.store import open_store
from data.store.base import EvidenceQuery, Store
from tests.contracts.store_values import DAY, NOW, code, commit, make_article, make_feed_run, make_state, story_of


def test_status_of_an_empty_and_a_full_store(store: Store) -> None:
    empty = store.status()
    assert (empty["articles"], empty["last_run"], empty["last_day"], store.days()) == (0, None, None, None)
    store.start_run(Run("run-1", NOW, None, None, "timer"))
    commit(store, make_article())
    code(store)
    store.replace_stories(DAY, DAY, [story_of(store)])
    status = store.status()
    counted = {name: status[name] for name in ("articles", "versions", "events", "stories", "feeds")}
    assert counted == {"articles": 1, "versions": 1, "events": 1, "stories": 1, "feeds": 1}
    assert status["last_run"]["run_id"] == "run-1"
    assert status["first_day"] == status["last_day"] == DAY.isoformat()
    assert datetime.fromisoformat(status["data_through"]) == NOW


def test_a_later_article_does_not_change_what_an_earlier_day_reaches_through_to(store: Store) -> None:
    assert store.data_through(DAY) is None
    for hours in (0, 5, 48):
        commit(store, make_article(str(hours), first_seen_at=NOW + timedelta(hours=hours)))
    assert store.data_through(DAY) == store.data_through(DAY + timedelta(days=1)) == NOW + timedelta(hours=5)
    assert store.data_through(DAY + timedelta(days=2)) == NOW + timedelta(days=2)
    assert store.data_through(DAY - timedelta(days=1)) is None


def test_facts_are_kept(store: Store) -> None:
    assert store.meta("method") is None
    store.set_meta("method", "1")
    store.set_meta("method", "2")
    assert store.meta("method") == "2"


def test_the_sample_takes_no_live_articles(store: Store) -> None:
    store.set_meta("sample", "1")
    store.add_articles([make_article()])
    with pytest.raises(StoreError, match="sample"):
        commit(store, make_article("two"))
    assert store.status()["articles"] == 1


def test_check_108_what_was_taken_down_is_gone_and_stays_gone(store: Store) -> None:
    commit(store, make_article(), make_article("two"))
    commit(store, make_article(title="Edited", first_seen_at=NOW + timedelta(hours=1)))
    code(store)
    store.replace_stories(DAY, DAY, [story_of(store)])
    assert store.take_down(make_article().key, NOW)
    assert not store.take_down("f" * 32, NOW)
    assert commit(store, make_article()).rejected == {"takedown": 1}
    assert (store.status()["articles"], store.status()["versions"], len(store.reports())) == (1, 1, 1)
    assert store.evidence(EvidenceQuery(words="edited")) == []
    assert len(store.stories()[0].reports) == 1
    assert list(store.exposure()["headlines"]) == [1]
    assert all(finding.ok for finding in store.check())


def test_check_108_pruning_keeps_pair_days_and_coverage(told: Store) -> None:
    last = DAY + timedelta(days=5)
    told.replace_stories(DAY, last, [story_of(told, f"s{n}", DAY + timedelta(days=n)) for n in range(6)])
    pairs, exposure, stories = told.pair_days(), told.exposure(), told.stories()
    assert told.prune(DAY + timedelta(days=3), batch=1) == 3
    assert told.status()["articles"] == 3
    assert len(told.reports()) == len(told.tones(("IRN", "USA"))) == 3
    pd.testing.assert_frame_equal(told.pair_days(), pairs)
    pd.testing.assert_frame_equal(told.exposure(), exposure)
    assert told.stories() == stories
    assert len(told.table("story_reports", DAY, last)) == 6
    assert told.add_articles([make_article("old")]).rejected == {"pruned": 1}
    told.replace_stories(DAY, last, [])
    assert len(told.pair_days()) == 3
    assert all(finding.ok for finding in told.check())


def test_check_101_the_next_run_forgets_history_after_90_days(store: Store) -> None:
    for days in (91, 89, 0):
        store.commit_fetch([], make_state(), make_feed_run(at=NOW - timedelta(days=days)), str(days))
        store.start_run(Run(str(days), NOW - timedelta(days=days), None, None, "timer"))
    assert [run.run_id for run in store.runs()] == ["0", "89"]
    assert len(store.feed_runs()) == 2


def test_check_47_what_breaks_the_rules_is_refused_whole(store: Store) -> None:
    commit(store, make_article())
    for wrong in ({"quad": "friendly"}, {"score": 11.0}):
        with pytest.raises(StoreError):
            code(store, **wrong)
    assert (store.status()["events"], len(list(store.articles_to_analyse("v1")))) == (0, 1)


def test_check_47_nothing_points_nowhere_and_nothing_is_twice(store: Store) -> None:
    commit(store, make_article())
    code(store)
    for table, key in (("event", "article_id"), ("coding", "article_id"), ("article_version", "article_id")):
        columns = store.layouts()[table].columns
        rows = [row for portion in store.portions(table) for row in portion] or [(0, 1, "x", "x", "x", "x")]
        lost = list(rows[0])
        lost[columns.index(key)] = 999_999
        with pytest.raises(StoreError):
            store.put_rows(table, [tuple(lost)])
    for table in ("article", "event", "feed_state"):
        [[row]] = store.portions(table)
        with pytest.raises(StoreError):
            store.put_rows(table, [row])
    assert store.status()["events"] == 1


def test_check_110_a_thousand_articles_take_less_than_five_megabytes(store: Store) -> None:
    empty = store.status()["size"]
    words = "Tehran said no on Friday, and Washington regrets it. "
    for portion in range(10):
        articles = [
            make_article(f"{portion}-{n}", f"Iran rejects proposal {portion}-{n}", body=f"{n} {words * 40}")
            for n in range(100)
        ]
        store.commit_fetch(articles, make_state(), make_feed_run(), str(portion))
    code(store)
    store.compact()
    assert store.status()["articles"] == 1_000
    assert store.status()["size"] - empty < 5 * 1024 * 1024


def test_check_110_compacting_keeps_everything(told: Store) -> None:
    told.prune(DAY + timedelta(days=3))
    before = told.digest()
    told.compact()
    assert told.digest() == before
    assert told.status()["size"] > 0


def test_run_history_is_pruned_by_time(store: Store) -> None:
    store.start_run(Run("old", NOW - timedelta(days=9), None, None, "timer"))
    store.start_run(Run("new", NOW, None, None, "timer"))
    store.commit_fetch([], make_state(), make_feed_run(at=NOW - timedelta(days=9)), "old")
    store.commit_fetch([], make_state(), make_feed_run(), "new")
    assert store.prune_history(NOW - timedelta(days=5)) == 1
    assert [run.run_id for run in store.runs()] == ["new"]
    assert len(store.feed_runs()) == 1


def test_check_57_a_store_can_be_read_while_it_is_written(store: Store, url: str) -> None:
    commit(store, make_article())
    with open_store(url, read_only=True) as reader:
        commit(store, make_article("two"))
        assert reader.status()["articles"] == 2
        with pytest.raises(StoreError):
            reader.set_meta("method", "1")


def test_check_47_wrong_evidence_is_found(store: Store) -> None:
    commit(store, make_article())
    code(store, evidence=Evidence("never written", 0, 13))
    assert [finding.name for finding in store.check() if not finding.ok] == ["evidence"]


def test_the_work_of_a_server_is_told_where_it_can_be(told: Store, url: str) -> None:
    before = told.server_seconds()
    for _ in range(20):
        told.evidence(EvidenceQuery(words="proposal"))
    after = told.server_seconds()
    if url.startswith("postgresql") and Path("/proc/self/schedstat").exists():
        assert 0 < before < after
    else:
        assert before == after == 0
