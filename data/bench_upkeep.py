"""What keeping a store costs: backup, copy, import, coding, index, pruning, on a scratch copy. Figures, not assertions.

The store itself is only read.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from pathlib import Path

import pandas as pd

from data.errors import StoreError
from data.model import Article, CodedArticle, Report, StoredArticle
from data.store import open_store
from data.store.base import Store
from data.store.copying import copy_store

ARTICLES = 5000
BATCH = 500
PAIRS = 50
OLDEST = 10


@dataclass(frozen=True, slots=True)
class Cost:
    """One kind of work: seconds of the clock and of this process, how much was done, bytes of what it left."""

    name: str
    seconds: float
    own_seconds: float
    amount: int
    unit: str
    bytes: int


def timed(name: str, unit: str, work: Callable[[], int], size: Callable[[], int]) -> Cost:
    """Time a piece of work that gives how much it did."""
    start, begun = time.perf_counter(), time.process_time()
    amount = work()
    spent, own = time.perf_counter() - start, time.process_time() - begun
    return Cost(name, round(spent, 3), round(own, 3), amount, unit, size())


def measure_upkeep(store: Store, folder: Path) -> Iterator[Cost]:
    """Give the costs one after the other; the folder must have room for the store twice over.

    The writes are done to the copy, which is a SQLite store whatever the engine of the one in use.
    """
    backup, copy = folder / "backup", folder / "copy.sqlite"

    def back_up() -> int:
        store.backup(backup)
        return int(store.status()["articles"])

    yield timed("backup", "articles", back_up, lambda: backup.stat().st_size)
    with open_store(f"sqlite:///{copy}") as other:

        def copied() -> int:
            return sum(copy_store(store, other, lambda _what, _rows: None).values())

        yield timed("copy to a new store, compared", "rows", copied, lambda: int(other.status()["size"]))
        yield from measure_writes(other)


def measure_writes(store: Store) -> Iterator[Cost]:
    """Import the newest articles again under other keys, save their events and an index, prune the oldest days."""
    span = store.days()
    if span is None:
        raise StoreError("the store is empty: nothing to measure")
    told = newest(store, span)
    coded = {article.key: found for article, found in told}
    after = store.last_key("article") or (0,)

    def size() -> int:
        return int(store.status()["size"])

    yield timed("import", "articles", lambda: imported(store, [article for article, _ in told]), size)
    yield timed("save what was coded", "articles", lambda: saved(store, coded, after), size)
    frames = {name: store.index(name) for name in store.index_on(span[1])["pair"].tolist()[:PAIRS]}
    yield timed("save an index", "pair-days", lambda: indexed(store, frames), size)
    before = span[0] + (span[1] - span[0]) // OLDEST
    yield timed("prune the oldest tenth of the days", "articles", lambda: store.prune(before), size)
    yield timed("give space back", "articles", lambda: compacted(store), size)


def newest(store: Store, span: tuple[date, date]) -> list[tuple[Article, CodedArticle]]:
    """Give the newest articles under keys of their own, with their events."""
    found: list[tuple[Article, CodedArticle]] = []
    day = span[1]
    while len(found) < ARTICLES and day >= span[0]:
        reports = sorted(store.reports(day, day), key=lambda r: (r.article_id, r.seq))
        found += [retold(list(group)) for _, group in groupby(reports, key=lambda r: r.article_id)]
        day -= timedelta(days=1)
    return found[:ARTICLES]


def retold(reports: Sequence[Report]) -> tuple[Article, CodedArticle]:
    """Make an article of the reports of one."""
    first = reports[0]
    key = hashlib.sha256(f"again {first.article_id}".encode()).hexdigest()[:32]
    texts = (first.outlet_id, first.outlet_id, None, None, first.language, first.title, first.lead)
    article = Article(key, *texts, None, None, None, first.seen_at)
    return article, CodedArticle(first.language, tuple(report.event for report in reports), None)


def imported(store: Store, articles: Sequence[Article]) -> int:
    """Import in batches."""
    return sum(store.add_articles(articles[at : at + BATCH]).new for at in range(0, len(articles), BATCH))


def saved(store: Store, coded: Mapping[str, CodedArticle], after: tuple[int, ...]) -> int:
    """Save what was coded of the articles that were added after a number, in batches."""
    names = store.layouts()["article"].columns
    places = names.index("article_id"), names.index("key")
    done = 0
    for rows in store.portions("article", after):
        numbered = [(int(row[places[0]]), str(row[places[1]])) for row in rows]
        for at in range(0, len(numbered), BATCH):
            part = numbered[at : at + BATCH]
            store.save_coded([(stub(number, key), coded[key]) for number, key in part], "bench")
            done += len(part)
    return done


def stub(number: int, key: str) -> StoredArticle:
    """Give an article as `save_coded` needs it: its number and version."""
    empty = Article(key, "", "", None, None, None, "", "", None, None, None, datetime.min.replace(tzinfo=UTC))
    return StoredArticle(number, 1, empty)


def indexed(store: Store, frames: Mapping[str, pd.DataFrame]) -> int:
    """Replace the index of some pairs by itself."""
    store.replace_indexes(frames, "bench", date.min)
    return sum(len(frame) for frame in frames.values())


def compacted(store: Store) -> int:
    """Give space back; the amount is what is left."""
    store.compact()
    return int(store.status()["articles"])
