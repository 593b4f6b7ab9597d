"""Makes a store of any size with the shape of real news: few pairs, outlets and words are frequent, most are rare.

python tests/scale/generate.py PATH [--articles N] [--events N] [--days N] [--seed N]
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from typing import TypeVar

import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from data.model import (
    QUADS,
    Article,
    CodedArticle,
    Event,
    Evidence,
    Outlet,
    Report,
    Story,
    StoryReport,
    ToneReading,
)
from data.store import open_store
from data.store.base import INDEX_COLUMNS, Store

FIRST = date(2023, 1, 1)
ACTORS = [f"X{a}{b}" for a in "ABCDEFGHIJKLMNO" for b in "ABCDEFGHIJKL"]
OUTLETS = [f"outlet-{number:02d}" for number in range(80)]
LANGUAGES = ["l1", "l2", "l3", "l4", "l5"]
TYPES = [(f"TYPE{number:02d}", QUADS[number % 4]) for number in range(20)]
STATUSES = ["actual", "actual", "actual", "planned", "historical"]
T = TypeVar("T")


class Choice:
    """Draws items so that the n-th is n times rarer than the first."""

    def __init__(self, items: Sequence[T], chance: random.Random) -> None:
        self.items, self.chance = items, chance
        self.weights = list(accumulate(1 / (rank + 1) for rank in range(len(items))))

    def draw(self, count: int) -> list[T]:
        return self.chance.choices(self.items, cum_weights=self.weights, k=count)


class World:
    """What the made-up news is about."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - chance, not a secret
        pairs = [(a, b) for a in ACTORS for b in ACTORS if a != b]
        self.chance.shuffle(pairs)
        self.pairs = Choice(pairs, self.chance)
        self.outlets = Choice(OUTLETS, self.chance)
        self.words = Choice([f"word{number}" for number in range(60_000)], self.chance)

    def article(self, number: int, day: date) -> Article:
        words = self.words.draw(80)
        seen = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(seconds=self.chance.randrange(86_400))
        key = hashlib.sha256(str(number).encode()).hexdigest()[:32]
        title, body = " ".join(words[:9]), " ".join(words[9:])
        outlet = self.outlets.draw(1)[0]
        language = LANGUAGES[OUTLETS.index(outlet) % len(LANGUAGES)]
        url = f"https://{outlet}.example/{number}"
        return Article(key, f"{outlet}.main", outlet, str(number), url, language, title, body, seen, None, None, seen)

    def coded(self, article: Article, events: int) -> CodedArticle:
        pairs = self.pairs.draw(events)
        text = article.text
        found = []
        for at, (actor, recipient) in enumerate(pairs):
            event_type, quad = self.chance.choice(TYPES)
            span = (at * 100, min(len(text), at * 100 + 120))
            evidence = Evidence(text[slice(*span)], *span)
            status, score = self.chance.choice(STATUSES), round(self.chance.uniform(-10, 10), 1)
            found.append(
                Event((actor,), (recipient,), event_type, None, quad, status, score, None, evidence, 0.8, ("r",))
            )
        tones = tuple(ToneReading(0, 50, round(self.chance.uniform(-1, 1), 2), pair) for pair in pairs[:2])
        return CodedArticle(article.language, tuple(found), 0.0, tones)


def sizes(total: int, parts: int) -> Iterator[int]:
    """Deal a total into whole parts that differ by one at most."""
    for part in range(parts):
        yield total * (part + 1) // parts - total * part // parts


def stories_of(reports: Sequence[Report]) -> list[Story]:
    """One story a pair, type family and day."""
    groups: dict[tuple[str, str, str], list[Report]] = defaultdict(list)
    for report in reports:
        first, second = sorted((report.event.actor[0], report.event.recipient[0]))
        groups[first, second, report.event.quad].append(report)
    return [
        Story(
            f"{group[0].day}-{'-'.join(names)}",
            names[0],
            names[1],
            group[0].event.event_type,
            None,
            names[2],
            group[0].event.status,
            group[0].event.score,
            group[0].day,
            None,
            tuple(
                StoryReport(
                    r.article_id, r.seq, r.event.actor[0], r.event.recipient[0], False, r.day, r.outlet_id, True, 0.5
                )
                for r in group
            ),
        )
        for names, group in groups.items()
    ]


def fill_day(store: Store, world: World, day: date, first_number: int, articles: int, events: int) -> None:
    """Import, code and cluster one day."""
    store.add_articles([world.article(first_number + at, day) for at in range(articles)])
    for batch in store.articles_to_analyse("scale", batch=5000):
        counts = sizes(events, len(batch))
        coded = [(stored, world.coded(stored.article, count)) for stored, count in zip(batch, counts, strict=True)]
        store.save_coded(coded, "scale")
    store.replace_stories(day, day, stories_of(store.reports(day, day)))


def fill_index(store: Store, world: World, days: int, pairs: int = 1500) -> None:
    """Store a daily index of the most frequent pairs."""
    column = [FIRST + timedelta(days=at) for at in range(days)]
    for pair in dict.fromkeys("-".join(sorted(names)) for names in world.pairs.items[:pairs]):
        frame = pd.DataFrame(dict.fromkeys(INDEX_COLUMNS, 0.5), index=range(days))
        frame["day"], frame["state"] = column, "steady"
        store.replace_index(pair, frame, "scale", FIRST)


def fill(url: str, articles: int, events: int, days: int, seed: int) -> None:
    """Fill a store."""
    world = World(seed)
    with open_store(url) as store:
        store.save_outlets(
            [Outlet(name, name, None, (), None, name, f"camp-{at % 8}", None, ()) for at, name in enumerate(OUTLETS)]
        )
        number, start = 0, time.monotonic()
        for at, (count, coded) in enumerate(zip(sizes(articles, days), sizes(events, days), strict=True)):
            fill_day(store, world, FIRST + timedelta(days=at), number, count, coded)
            number += count
            if at % 100 == 99:
                print(f"{number} articles in {time.monotonic() - start:.0f} s", file=sys.stderr)
        fill_index(store, world, days)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("path", type=Path)
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--events", type=int, default=5_000_000)
    parser.add_argument("--days", type=int, default=1095)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    fill(f"sqlite:///{options.path.resolve()}", options.articles, options.events, options.days, options.seed)
