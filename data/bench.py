"""The reads that the dashboard makes, timed on a store, with the plan behind each. Figures, not assertions.

Pairs, days and words are drawn by a fixed seed from what the store holds, frequent and rare ones alike. Each read is
done once to warm up, then all are timed in random order, so that a busy moment of the machine falls on all kinds alike.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from data.store.base import EvidenceQuery, Store

Read = Callable[[Store], Any]


@dataclass(frozen=True, slots=True)
class Timing:
    """One kind of read: milliseconds at the median and the 95th percentile, rows given, how it was found.

    `cpu95` counts only the work of this process, and of a server that Linux can tell of: on a busy machine it is what
    the read costs, p95 what it took.
    """

    name: str
    p50: float
    p95: float
    cpu95: float
    rows: int
    plan: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """What one round asks about."""

    pair: tuple[str, str]
    day: date
    word: str
    rare_word: str
    language: str | None
    event_type: str
    story_id: str | None

    @property
    def name(self) -> str:
        """The undirected pair as the index names it."""
        return "-".join(sorted(self.pair))

    def evidence(self, days: int, **filters: Any) -> Read:
        """Give a read of the evidence of the last days."""
        query = EvidenceQuery(since=self.day - timedelta(days=days), until=self.day, **filters)
        return lambda store: store.evidence(query)


def reads(subject: Subject) -> Mapping[str, Read]:
    """Give every kind of read, by name."""
    pair, day = subject.pair, subject.day
    month, year = day - timedelta(days=30), day - timedelta(days=365)
    words = EvidenceQuery(words=subject.word)
    return {
        "index of a pair, a year": lambda store: store.index(subject.name, year, day),
        "index of all pairs, a day": lambda store: store.index_on(day),
        "pair-days of a pair, a year": lambda store: store.pair_days(pair, year, day),
        "evidence of a pair, 30 days": subject.evidence(30, pair=pair),
        "evidence of a pair, a year, filtered": subject.evidence(
            365, pair=pair, language=subject.language, event_type=subject.event_type
        ),
        "evidence of all, 30 days": subject.evidence(30),
        "evidence of a story": lambda store: store.evidence(EvidenceQuery(story_id=subject.story_id or "none")),
        "search, frequent word": lambda store: store.evidence(words),
        "search, rare word": lambda store: store.evidence(EvidenceQuery(words=subject.rare_word)),
        "search, a pair": subject.evidence(365, pair=pair, words=subject.word),
        "search, best first": lambda store: store.evidence(EvidenceQuery(words=subject.word, best_first=True)),
        "search, a pair, best first": subject.evidence(365, pair=pair, words=subject.word, best_first=True),
        "reports of a pair, 30 days": lambda store: store.reports(month, day, pair),
        "reports of all, a day": lambda store: store.reports(day, day),
        "stories of a pair, 30 days": lambda store: store.stories(month, day, pair),
        "plans of all, 60 days": lambda store: store.announced(day - timedelta(days=60), day),
        "outlines of a pair, 60 days": lambda store: store.outlines([subject.name], day - timedelta(days=60), day),
        "tones of a pair, 30 days": lambda store: store.tones(pair, month, day),
        "coverage, 30 days": lambda store: store.coverage(month, day),
        "exposure, a year": lambda store: store.exposure(year, day),
        "alerts, 30 days": lambda store: store.alerts(month, day),
        "all pairs": lambda store: store.pairs(),
        "status": lambda store: store.status(),
    }


def subjects(store: Store, rounds: int, seed: int) -> list[Subject]:
    """Draw what to ask about; empty for a store without events."""
    chance = random.Random(seed)  # noqa: S311 - a fixed draw, not a secret
    span, pairs = store.days(), store.pairs()
    if span is None or pairs.empty:
        return []
    pairs = pairs.sort_values(["stories", "actor", "recipient"], ascending=[False, True, True])
    ranks = [int(len(pairs) ** chance.random()) - 1 for _ in range(rounds)]
    drawn = []
    for rank in ranks:
        row = pairs.iloc[rank]
        pair = (str(row["actor"]), str(row["recipient"]))
        day = min(span[1], row["last_day"]) - timedelta(days=chance.randrange(90))
        drawn.append(subject_of(store, pair, max(span[0], day)))
    return drawn


def subject_of(store: Store, pair: tuple[str, str], day: date) -> Subject:
    """Take words, language and story from the newest evidence of a pair."""
    rows = store.evidence(EvidenceQuery(pair=pair, limit=1))
    if not rows:
        return Subject(pair, day, "-", "-", None, "-", None)
    report = rows[0].report
    words = sorted({word for word in report.title.split() if word.isalnum()}, key=lambda word: (len(word), word))
    first, last = (words[0], words[-1]) if words else ("-", "-")
    return Subject(pair, day, first, last, report.language, report.event.event_type, rows[0].story_id)


def measure(store: Store, rounds: int = 20, seed: int = 1) -> list[Timing]:
    """Time every kind of read on pages that were read before, in random order."""
    drawn = subjects(store, rounds, seed)
    asked = [(name, read) for subject in drawn for name, read in reads(subject).items()]
    rows: dict[str, int] = {}
    for name, read in asked:
        rows[name] = max(rows.get(name, 0), len(read(store)))
    random.Random(seed).shuffle(asked)  # noqa: S311 - a fixed order, not a secret
    times: dict[str, list[float]] = {name: [] for name in rows}
    work: dict[str, list[float]] = {name: [] for name in rows}
    for name, read in asked:
        start, begun = time.perf_counter(), time.process_time() + store.server_seconds()
        read(store)
        times[name].append(1000 * (time.perf_counter() - start))
        work[name].append(1000 * (time.process_time() + store.server_seconds() - begun))
    plans = {name: tuple(store.plans(read)) for name, read in reads(drawn[0]).items()} if drawn else {}
    return [
        Timing(name, quantile(spent, 0.5), quantile(spent, 0.95), quantile(work[name], 0.95), rows[name], plans[name])
        for name, spent in times.items()
    ]


def quantile(values: Sequence[float], share: float) -> float:
    """Give the value that a share of the values do not exceed."""
    ordered = sorted(values)
    return round(ordered[min(len(ordered) - 1, int(share * len(ordered)))], 2)
