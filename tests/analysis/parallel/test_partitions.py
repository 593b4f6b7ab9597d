"""Partition files: nothing changes on the way through one, and one that is not what it should be is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.coder import code_batch, coder_for
from analysis.parallel.loading import STALE, clear_stale, hand_out, paths_of, take_in
from analysis.parallel.partitions import (
    Receipt,
    analyse_partition,
    article_table,
    coded_table,
    digest_of,
    read_articles,
    read_coded,
)
from analysis.version import analyser_version
from data.errors import WorkerError
from data.model import Article, CodedArticle, Event, Evidence, StoredArticle, ToneReading
from tests.analysis.parallel.conftest import CATALOGS, made_articles

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
TIMES = st.datetimes(timezones=st.just(UTC))
LISTS = st.lists(TEXT, max_size=3).map(tuple)
ARTICLES = st.builds(
    Article,
    *[TEXT] * 3,
    *[st.none() | TEXT] * 3,
    *[TEXT] * 2,
    st.none() | TIMES,
    *[st.none() | TEXT] * 2,
    TIMES,
    LISTS,
    LISTS,
)
STORED = st.builds(StoredArticle, st.integers(1, 2**40), st.integers(1, 99), ARTICLES)
NUMBERS = st.floats(-10, 10)
EVIDENCE = st.builds(Evidence, TEXT, st.integers(0, 99), st.integers(0, 99))
DAYS = st.none() | st.dates(date(1950, 1, 1))
EVENTS = st.builds(
    Event,
    *[LISTS] * 2,
    TEXT,
    st.none() | TEXT,
    *[TEXT] * 2,
    NUMBERS,
    DAYS,
    EVIDENCE,
    NUMBERS,
    LISTS,
    st.none() | TEXT,
)
TONES = st.builds(ToneReading, st.integers(0, 99), st.integers(0, 99), NUMBERS, LISTS)
CODED = st.builds(
    CodedArticle,
    st.none() | TEXT,
    st.lists(EVENTS, max_size=3).map(tuple),
    st.none() | NUMBERS,
    st.lists(TONES, max_size=3).map(tuple),
    st.none() | TEXT,
)


@given(st.lists(STORED, max_size=4))
def test_articles_come_back_as_they_were(batch: list[StoredArticle]) -> None:
    assert read_articles(article_table(batch)) == batch


@given(st.lists(st.tuples(STORED, CODED), max_size=4))
def test_what_was_coded_comes_back_as_it_was(coded: list[tuple[StoredArticle, CodedArticle]]) -> None:
    table = coded_table(coded)
    assert read_coded(table) == [(stored.article_id, found) for stored, found in coded]
    assert digest_of(table) == digest_of(coded_table(coded))


@pytest.fixture
def batch() -> list[StoredArticle]:
    return [StoredArticle(5 + at, 1, article) for at, article in enumerate(made_articles(6))]


@pytest.fixture
def receipt(batch: list[StoredArticle], tmp_path: Path) -> Receipt:
    return analyse_partition(*hand_out(batch, tmp_path, {}, CATALOGS, analyser_version(CATALOGS)))


def test_a_worker_does_what_one_process_does(batch: list[StoredArticle], receipt: Receipt, tmp_path: Path) -> None:
    assert (receipt.partition, receipt.rows) == (5, 6)
    assert take_in(receipt, tmp_path, batch) == code_batch(coder_for(CATALOGS), batch)
    assert list(tmp_path.iterdir()) == []


def test_a_partition_done_twice_is_the_same(batch: list[StoredArticle], receipt: Receipt, tmp_path: Path) -> None:
    again = analyse_partition(*hand_out(batch, tmp_path, {}, CATALOGS, analyser_version(CATALOGS)))
    assert again == receipt
    assert {path.name for path in tmp_path.iterdir()} == {path.name for path in paths_of(tmp_path, 5)}


def test_another_file_than_the_worker_says_is_refused(
    batch: list[StoredArticle], receipt: Receipt, tmp_path: Path
) -> None:
    _, target = paths_of(tmp_path, receipt.partition)
    table = pq.read_table(target)
    pq.write_table(table.slice(0, 5), target)
    with pytest.raises(WorkerError, match="not what the worker says"):
        take_in(receipt, tmp_path, batch)
    pq.write_table(table, target)
    with pytest.raises(WorkerError, match="not what the worker says"):
        take_in(replace(receipt, digest="0" * 64), tmp_path, batch)


def test_a_file_that_is_not_to_be_seen_is_named(batch: list[StoredArticle], tmp_path: Path) -> None:
    with pytest.raises(WorkerError, match="folder that all machines share"):
        take_in(Receipt(5, 6, ""), tmp_path, batch)


def test_a_worker_of_another_version_does_nothing(batch: list[StoredArticle], tmp_path: Path) -> None:
    with pytest.raises(WorkerError, match="update it"):
        analyse_partition(*hand_out(batch, tmp_path, {}, CATALOGS, "another"))
    assert not paths_of(tmp_path, 5)[1].exists()


def test_only_what_was_left_long_ago_is_removed(tmp_path: Path) -> None:
    import os

    for name, age in (("run-old", 2 * STALE), ("run-new", 0), ("other", 2 * STALE)):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "part").write_bytes(b"")
        then = folder.stat().st_mtime - age
        os.utime(folder, (then, then))
    clear_stale(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"run-new", "other"}
