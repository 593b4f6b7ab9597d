"""The same questions to plain pandas over a CSV file of the store's events, in one run. Figures, not assertions."""

from __future__ import annotations

import csv
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pandas as pd

from data.bench import Subject, quantile
from data.store.base import Store

TABLE = "event_pair"


@dataclass(frozen=True, slots=True)
class Ratio:
    """A question: milliseconds at the median of the store, and of pandas with the whole file in memory already."""

    name: str
    store: float
    pandas: float


@dataclass(frozen=True, slots=True)
class Frames:
    """The file: rows, bytes, seconds to read it, bytes of memory it then takes; and the questions."""

    rows: int
    bytes: int
    read_seconds: float
    memory: int
    ratios: tuple[Ratio, ...]


def write_events(store: Store, path: Path) -> None:
    """Write the events by pair as CSV, some thousands at a time."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(store.layouts()[TABLE].columns)
        for rows in store.portions(TABLE):
            writer.writerows(rows)


def questions(
    subject: Subject, frame: pd.DataFrame
) -> dict[str, tuple[Callable[[Store], object], Callable[[], object]]]:
    """Give what both are asked: a name, the store's read, and the same with pandas."""
    pair, day = subject.pair, subject.day
    month, year = day - timedelta(days=30), day - timedelta(days=365)
    until, since, begin = day.isoformat(), year.isoformat(), month.isoformat()

    def of_pair(first: str) -> pd.DataFrame:
        chosen = (frame["actor"] == pair[0]) & (frame["recipient"] == pair[1])
        return frame[chosen & (frame["day"] >= first) & (frame["day"] <= until)]

    return {
        "pair by day, a year": (
            lambda store: store.pair_days(pair, year, day),
            lambda: of_pair(since).groupby("day")["score"].agg(["size", "sum"]),
        ),
        "newest of a pair, 30 days": (
            subject.evidence(30, pair=pair, directed=True),
            lambda: of_pair(begin).sort_values(["day", "article_id"], ascending=False).head(200),
        ),
        "all pairs, a day": (
            lambda store: store.pair_days(None, day, day),
            lambda: frame[frame["day"] == until].groupby(["actor", "recipient"])["score"].agg(["size", "sum"]),
        ),
    }


def median(work: Callable[[], object], times: int) -> float:
    """Give the median of milliseconds."""
    spent = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        spent.append(1000 * (time.perf_counter() - start))
    return quantile(spent, 0.5)


def measure_frames(store: Store, drawn: list[Subject], folder: Path, times: int = 5) -> Frames:
    """Write the file, read it, and ask both about the first subject."""
    path = folder / "events.csv"
    write_events(store, path)
    start = time.perf_counter()
    frame = pd.read_csv(path, keep_default_na=False)
    seconds = time.perf_counter() - start
    asked = questions(drawn[0], frame)
    ratios = tuple(
        Ratio(name, median(lambda read=read: read(store), times), median(ask, times))  # type: ignore[misc]  # bound at once
        for name, (read, ask) in asked.items()
    )
    return Frames(len(frame), path.stat().st_size, round(seconds, 2), int(frame.memory_usage(deep=True).sum()), ratios)
