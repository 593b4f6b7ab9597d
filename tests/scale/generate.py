"""Makes a store of any size with the shape of real news: few pairs, outlets and words are frequent, most are rare.

python tests/scale/generate.py PATH [--articles N] [--events N] [--days N] [--seed N]
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from data.actors import load_actors
from data.model import QUADS, Article, CodedArticle, Event, Evidence, Outlet, StoredArticle, Story, StoryReport
from data.model import ToneReading as Tone
from data.settings import ROOT
from data.store import open_store
from data.store.base import INDEX_COLUMNS, Store

FIRST = date(2023, 1, 1)
MIDNIGHT = datetime(2023, 1, 1, tzinfo=UTC)
VERSION = "scale"
ACTORS = 180
OUTLETS = [f"outlet-{number:02d}" for number in range(80)]
LANGUAGES = ["l1", "l2", "l3", "l4", "l5"]
LANGUAGE_OF = {outlet: LANGUAGES[at % len(LANGUAGES)] for at, outlet in enumerate(OUTLETS)}
TYPES = [(f"TYPE{number:02d}", QUADS[number % 4]) for number in range(20)]
STATUSES = ["actual", "actual", "actual", "planned", "historical"]
DATED, AHEAD = 10, timedelta(days=5)  # one plan in so many names its day
WORDS = 80
TITLE = 9
INDEXED, DIRECTED = 1200, 300
TURNS = ["steady", "steady", "escalation", "steady", "contested", "steady", "detente", "insufficient", "steady"]
T = TypeVar("T")
Fact = tuple[tuple[str, str], str, str, str, float]
Coded = list[tuple[StoredArticle, CodedArticle]]


def weights(count: int) -> np.ndarray:
    """Give bounds by which the n-th of some items is drawn n times more rarely than the first."""
    sums = np.cumsum(1 / np.arange(1, count + 1))
    return sums / sums[-1]


class World:
    """What the made-up news is about: a day at a time, the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self.chance = np.random.default_rng(seed)
        actors = sorted(load_actors([ROOT / "data" / "catalog"]).states)[:ACTORS]
        pairs = [(a, b) for a in actors for b in actors if a != b]
        self.pairs = [pairs[at] for at in self.chance.permutation(len(pairs)).tolist()]
        self.words = [f"word{number}" for number in range(60_000)]
        self.bounds = {count: weights(count) for count in (len(pairs), len(self.words), len(OUTLETS))}

    def draw(self, items: Sequence[T], count: int) -> list[T]:
        """Draw items, the first ones most often."""
        places = np.searchsorted(self.bounds[len(items)], self.chance.random(count), side="right")
        return [items[at] for at in places.tolist()]

    def pick(self, items: Sequence[T], count: int) -> list[T]:
        """Draw items, all as often."""
        return [items[at] for at in self.chance.integers(len(items), size=count).tolist()]

    def articles(self, first: int, at: int, count: int) -> Iterator[StoredArticle]:
        """The articles of a day, numbered from `first` on."""
        words, outlets = self.draw(self.words, count * WORDS), self.draw(OUTLETS, count)
        seconds = self.chance.integers(86_400, size=count).tolist()
        for place, (outlet, second) in enumerate(zip(outlets, seconds, strict=True)):
            number, own = first + place, words[place * WORDS : (place + 1) * WORDS]
            key = hashlib.sha256(str(number).encode()).hexdigest()[:32]
            names = (key, f"{outlet}.main", outlet, str(number), f"https://{outlet}.example/{number}")
            seen = MIDNIGHT + timedelta(days=at, seconds=second)
            texts = (LANGUAGE_OF[outlet], " ".join(own[:TITLE]), " ".join(own[TITLE:]))
            yield StoredArticle(number, 1, Article(*names, *texts, seen, None, None, seen))

    def events(self, count: int) -> Iterator[Fact]:
        """Who and whom, type, quad, status and score of the events of a day."""
        scores = self.chance.uniform(-10, 10, count).round(1).tolist()
        drawn = (self.draw(self.pairs, count), self.pick(TYPES, count), self.pick(STATUSES, count), scores)
        for pair, (event_type, quad), status, score in zip(*drawn, strict=True):
            yield pair, event_type, quad, status, score

    def day(self, first: int, at: int, articles: int, events: int) -> Coded:
        """Articles of a day with what was coded of them."""
        stored, facts = list(self.articles(first, at, articles)), self.events(events)
        tones = iter(self.chance.uniform(-1, 1, 2 * articles).round(2).tolist())
        counts = sizes(events, articles)
        return [(s, coded(s.article, list(islice(facts, n)), tones)) for s, n in zip(stored, counts, strict=True)]


def coded(article: Article, facts: Sequence[Fact], tones: Iterator[float]) -> CodedArticle:
    """Put drawn facts into an article: each quotes a stretch of its text."""
    text, found = article.text, []
    for at, ((actor, recipient), event_type, quad, status, score) in enumerate(facts):
        start, end = at * 100, min(len(text), at * 100 + 120)
        told = Evidence(text[start:end], start, end)
        found.append(Event((actor,), (recipient,), event_type, None, quad, status, score, None, told, 0.8, ("r",)))
    readings = tuple(Tone(0, 50, next(tones), pair) for pair, *_ in facts[:2])
    return CodedArticle(article.language, tuple(found), 0.0, readings)


def sizes(total: int, parts: int) -> Iterator[int]:
    """Deal a total into whole parts that differ by one at most."""
    for part in range(parts):
        yield total * (part + 1) // parts - total * part // parts


def stories_of(told: Coded) -> list[Story]:
    """One story a pair, type family and day, in the order of their ids."""
    groups: dict[str, list[tuple[StoredArticle, int, Event]]] = defaultdict(list)
    for stored, found in told:
        for seq, event in enumerate(found.events):
            pair = sorted((event.actor[0], event.recipient[0]))
            groups[f"{stored.article.day}-{'-'.join(pair)}-{event.quad}"].append((stored, seq, event))
    return [story_of(name, groups[name]) for name in sorted(groups)]


def story_of(name: str, told: Sequence[tuple[StoredArticle, int, Event]]) -> Story:
    """Make a story of its reports."""
    stored, _, first = told[0]
    day = stored.article.day
    names = sorted((first.actor[0], first.recipient[0]))
    reports = tuple(
        StoryReport(s.article_id, seq, e.actor[0], e.recipient[0], False, day, s.article.outlet_id, True, 0.5)
        for s, seq, e in told
    )
    facts = (first.event_type, None, first.quad, first.status, first.score)
    dated = first.status == "planned" and stored.article_id % DATED == 0
    return Story(name, *names, *facts, day, day + AHEAD if dated else None, reports)


def outlets() -> list[Outlet]:
    """The outlets, in eight camps."""
    return [Outlet(name, name, None, (), None, name, f"camp-{at % 8}", None, ()) for at, name in enumerate(OUTLETS)]


def indexed_pairs(world: World) -> list[str]:
    """Name the most frequent pairs, whose index is stored, in order; the first of them in their direction too."""
    undirected = {"-".join(sorted(names)) for names in world.pairs[:INDEXED]}
    return sorted(undirected | {">".join(names) for names in world.pairs[:DIRECTED]})


def state_on(number: int, at: int) -> str:
    """Give the state of an indexed pair on a day, both by number."""
    return TURNS[(number + at // 5) % len(TURNS)]


def alerts(names: Sequence[str], days: int) -> list[dict[str, Any]]:
    """Give an alert a day: the first undirected pair that stands in escalation."""
    facts = {"state": "escalation", "direction_p": 0.9, "reasons": []}
    undirected = [(number, name) for number, name in enumerate(names) if "-" in name]
    alarmed = ((at, next(n for i, n in undirected if state_on(i, at) == "escalation")) for at in range(days))
    return [{"pair": name, "day": FIRST + timedelta(days=at), **facts} for at, name in alarmed]


def days_of(world: World, articles: int, events: int, days: int) -> Iterator[Coded]:
    """Give the news day by day; tell how far it is."""
    number, start = 1, time.monotonic()
    for at, (count, found) in enumerate(zip(sizes(articles, days), sizes(events, days), strict=True)):
        yield world.day(number, at, count, found)
        number += count
        if at % 100 == 99:
            print(f"{number - 1} articles in {time.monotonic() - start:.0f} s", file=sys.stderr)


def fill(url: str, articles: int, events: int, days: int, seed: int) -> None:
    """Fill a store of any engine as an ingest and an analysis would."""
    world = World(seed)
    with open_store(url) as store:
        store.save_outlets(outlets())
        for told in days_of(world, articles, events, days):
            store.add_articles([stored.article for stored, _ in told])
            store.save_coded(told, VERSION)
            day = told[0][0].article.day
            store.replace_stories(day, day, stories_of(told))
        fill_index(store, world, days)
        store.refresh()


def fill_index(store: Store, world: World, days: int) -> None:
    """Store a daily index of the most frequent pairs."""
    names = indexed_pairs(world)
    frame = pd.DataFrame(dict.fromkeys(INDEX_COLUMNS, 0.5), index=range(days))
    frame["day"] = [FIRST + timedelta(days=at) for at in range(days)]
    turning = [frame.assign(state=[state_on(turn, at) for at in range(days)]) for turn in range(len(TURNS))]
    store.replace_indexes({name: turning[n % len(TURNS)] for n, name in enumerate(names)}, VERSION, FIRST)
    store.replace_alerts(FIRST, alerts(names, days))


if __name__ == "__main__":
    from tests.scale.bulk import fill_file

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("path", type=Path)
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--events", type=int, default=5_000_000)
    parser.add_argument("--days", type=int, default=1095)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    fill_file(options.path.resolve(), options.articles, options.events, options.days, options.seed)
