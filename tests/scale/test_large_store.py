"""A store of the size that years of use give: healthy, found by index, small, forgetting in batches, moved whole.

A fiftieth of a million articles in every run; all of them with --scale.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from data.bench import measure, reads, subjects
from data.bench_frames import measure_frames
from data.bench_upkeep import measure_upkeep
from data.store import open_store
from data.store.base import EvidenceQuery
from data.store.copying import copy_store
from tests.contracts.conftest import make_database
from tests.scale.bulk import fill_file
from tests.scale.generate import FIRST
from tests.scale.older import put_back

pytestmark = pytest.mark.slow
WHOLE = (1_000_000, 5_000_000, 1095)
SIZES = [
    pytest.param(tuple(size // 50 for size in WHOLE), id="fiftieth"),
    pytest.param(WHOLE, id="million", marks=pytest.mark.scale),
]


@dataclass(frozen=True, slots=True)
class Made:
    """A store that was made, and how much is in it."""

    url: str
    path: Path
    articles: int
    events: int
    days: int


@pytest.fixture(scope="module", params=SIZES)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    path = tmp_path_factory.mktemp("large") / "detente.sqlite"
    fill_file(path, *request.param, seed=2)
    yield Made(f"sqlite:///{path}", path, *request.param)
    path.unlink()


def test_it_is_healthy_and_small_enough(made: Made) -> None:
    with open_store(made.url, read_only=True) as store:
        assert [finding for finding in store.check() if not finding.ok] == []
        status = store.status()
    assert (status["articles"], status["events"]) == (made.articles, made.events)
    index = 1600 * made.days * 160
    assert status["size"] < 8_000 * made.articles + index


def test_a_page_of_evidence_reads_no_more_than_it_shows(made: Made) -> None:
    with open_store(made.url, read_only=True) as store:
        for subject in subjects(store, 5, 1):
            for name, read in reads(subject).items():
                if name.startswith(("evidence", "search")):
                    assert len(read(store)) <= EvidenceQuery().limit
        assert all(timing.plan for timing in measure(store, rounds=3))


def test_forgetting_most_of_it_leaves_the_rest_whole(made: Made, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite"
    with open_store(made.url, read_only=True) as store:
        store.backup(copy)
        pair_days = len(store.pair_days())
    with open_store(f"sqlite:///{copy}") as store:
        gone = store.prune(FIRST + timedelta(days=made.days * 4 // 5))
        assert gone + store.status()["articles"] == made.articles
        assert len(store.pair_days()) == pair_days
        before = store.status()["size"]
        store.compact()
        assert store.status()["size"] < before
        assert [finding for finding in store.check() if not finding.ok] == []
    copy.unlink()


def test_an_older_one_is_migrated_whole(made: Made, tmp_path: Path) -> None:
    copy = tmp_path / "older.sqlite"
    with open_store(made.url, read_only=True) as store:
        store.backup(copy)
        digest = store.digest()
    put_back(copy)
    with open_store(f"sqlite:///{copy}") as store:
        assert store.digest() == digest
        assert [finding for finding in store.check() if not finding.ok] == []
    copy.unlink()


def test_its_upkeep_and_the_same_questions_to_pandas_are_measured(made: Made, tmp_path: Path) -> None:
    with open_store(made.url, read_only=True) as store:
        costs = list(measure_upkeep(store, tmp_path))
        frames = measure_frames(store, subjects(store, 1, 1), tmp_path, times=1)
    assert all(cost.amount > 0 for cost in costs)
    assert frames.rows == made.events
    assert len(frames.ratios) == 3


def test_it_moves_to_a_server_is_read_there_and_moves_back(made: Made, postgres_server: str, tmp_path: Path) -> None:
    """Each copy compares both row by row; every read gives as many rows as before."""
    there, back = make_database(postgres_server, f"large_{made.articles}"), tmp_path / "back.sqlite"
    with open_store(made.url, read_only=True) as one, open_store(there) as other:
        counts = copy_store(one, other, lambda _what, _rows: None)
        assert (counts["article"], counts["event"]) == (made.articles, made.events)
        rows = {timing.name: timing.rows for timing in measure(one, rounds=2)}
        assert {timing.name: timing.rows for timing in measure(other, rounds=2)} == rows
        with open_store(f"sqlite:///{back}") as again:
            assert copy_store(other, again, lambda _what, _rows: None) == counts
            assert again.digest() == one.digest()
    back.unlink()
