"""A store of the size that years of use give: healthy, found by index, small enough, and forgetting in batches."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from data.bench import measure, reads, subjects
from data.store import open_store
from data.store.base import EvidenceQuery
from tests.scale.generate import FIRST, fill

ARTICLES, EVENTS, DAYS = 100_000, 300_000, 365

pytestmark = pytest.mark.scale


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    url = f"sqlite:///{tmp_path_factory.mktemp('large') / 'detente.sqlite'}"
    fill(url, ARTICLES, EVENTS, DAYS, seed=2)
    return url


def test_it_is_healthy_and_small_enough(url: str) -> None:
    with open_store(url, read_only=True) as store:
        assert [finding for finding in store.check() if not finding.ok] == []
        status = store.status()
    assert (status["articles"], status["events"]) == (ARTICLES, EVENTS)
    assert status["size"] / (ARTICLES / 1000) < 8_000_000


def test_a_page_of_evidence_reads_no_more_than_it_shows(url: str) -> None:
    with open_store(url, read_only=True) as store:
        for subject in subjects(store, 5, 1):
            for name, read in reads(subject).items():
                if name.startswith(("evidence", "search")):
                    assert len(read(store)) <= EvidenceQuery().limit
        assert all(timing.plan for timing in measure(store, rounds=3))


def test_forgetting_most_of_it_leaves_the_rest_whole(url: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite"
    with open_store(url, read_only=True) as store:
        store.backup(copy)
        pair_days = len(store.pair_days())
    with open_store(f"sqlite:///{copy}") as store:
        gone = store.prune(FIRST + timedelta(days=300))
        assert gone + store.status()["articles"] == ARTICLES
        assert len(store.pair_days()) == pair_days
        before = store.status()["size"]
        store.compact()
        assert store.status()["size"] < before
        assert [finding for finding in store.check() if not finding.ok] == []
