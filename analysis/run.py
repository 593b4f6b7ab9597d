"""From stored articles to events, stories and the daily index: everything that is new, and nothing that is not.

The path reads from top to bottom: code articles, cluster stories from the first touched day on, recompute the index of
the touched pairs. Each step replaces what it touches, so a run that was cut short is simply run again.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd

from analysis.alerts import find_alerts
from analysis.coder import Coder
from analysis.index import PairIndex, compute_index, history_start, join_parts
from analysis.kinship import Kinship, read_kinship
from analysis.masses import Exposure, pair_key, read_exposure, unchecked_days
from analysis.parameters import METHOD, Parameters
from analysis.stories.build import build_stories
from analysis.stories.reopen import reopen_stories
from analysis.version import analyser_version
from data.actors import load_actors
from data.model import Article, CodedArticle, StoredArticle, Story
from data.outlets import default_outlets
from data.settings import Settings
from data.store.base import Store

Progress = Callable[[str, int], None]
LEAST_STORIES = 3
PAIRS_A_WRITE = 50
METHOD_KEY = "method"
PENDING_KEY = "index_from"


@dataclass(frozen=True, slots=True)
class AnalysisReport:
    """What a run did; `unread` counts articles that could not be coded, by reason."""

    articles: int
    events: int
    unread: Mapping[str, int]
    stories: int
    pairs: int
    since: date | None


@dataclass(frozen=True, slots=True)
class Context:
    """What the index must know besides the store: kinship of actors, ownership groups of outlets, parameters."""

    kinship: Kinship
    groups: Mapping[str, str]
    parameters: Parameters


def load_context(settings: Settings) -> Context:
    """Read the catalogue for the index."""
    kinship = read_kinship(load_actors(settings.catalog_dirs))
    groups = {outlet.id: outlet.group for outlet in default_outlets(settings).values()}
    return Context(kinship, groups, Parameters())


def ignore(_stage: str, _count: int) -> None:
    """Show no progress."""


def run(store: Store, settings: Settings, *, rescore: bool = False, progress: Progress = ignore) -> AnalysisReport:
    """Analyse what is new in a store (everything with `rescore`); idempotent."""
    context = load_context(settings)
    store.save_outlets(tuple(default_outlets(settings).values()))
    coder, version = Coder(settings.catalog_dirs), analyser_version(settings.catalog_dirs)
    counts = code_articles(store, coder, version, rescore=rescore, progress=progress)
    since = pending_day(store)
    if since is None:
        return AnalysisReport(counts["articles"], counts["events"], {}, 0, 0, None)
    stories = rebuild_stories(store, since, context)
    progress("stories", len(stories))
    pairs = rebuild_index(store, since, context, progress)
    store.set_meta(METHOD_KEY, METHOD)
    store.set_meta(PENDING_KEY, "")
    unread = {name.removeprefix("unread "): n for name, n in counts.items() if name.startswith("unread ")}
    return AnalysisReport(counts["articles"], counts["events"], unread, len(stories), pairs, since)


def pending_day(store: Store) -> date | None:
    """Give the first day whose stories are older than its events, or None."""
    kept = store.meta(PENDING_KEY)
    return date.fromisoformat(kept) if kept else None


def mark_pending(store: Store, day: date) -> None:
    """Remember, before events change, from which day on stories must be built again."""
    before = pending_day(store)
    if before is None or day < before:
        store.set_meta(PENDING_KEY, day.isoformat())


def code_articles(store: Store, coder: Coder, version: str, *, rescore: bool, progress: Progress) -> Counter[str]:
    """Code the articles that this analyser has not coded yet; count articles, events and what could not be read."""
    counts: Counter[str] = Counter()
    for batch in store.articles_to_analyse(version, rescore=rescore):
        coded = code_batch(coder, batch)
        mark_pending(store, min(stored.article.day for stored, _ in coded))
        store.save_coded(coded, version)
        counts["articles"] += len(coded)
        counts["events"] += sum(len(result.events) for _, result in coded)
        counts.update(f"unread {result.reason}" for _, result in coded if result.reason)
        progress("articles", len(coded))
    return counts


def code_batch(coder: Coder, batch: Sequence[StoredArticle]) -> list[tuple[StoredArticle, CodedArticle]]:
    """Code a batch in this process."""
    return [(stored, code_stored(coder, stored.article)) for stored in batch]


def code_stored(coder: Coder, article: Article) -> CodedArticle:
    """Code one article; days in its text are meant from its publication, or from when it was first seen."""
    return coder.code(article.text, article.language, article.published_at or article.first_seen_at)


def rebuild_stories(store: Store, since: date, context: Context) -> list[Story]:
    """Cluster the reports from a day on, given the stories that were open the day before; replace them in the store."""
    opened_from = since - timedelta(context.parameters.story_days + 1)
    reports = store.reports(opened_from)
    fresh = [r for r in reports if r.day >= since]
    earlier = [r for r in reports if r.day < since]
    opened = reopen_stories(store.stories(opened_from, since - timedelta(1)), earlier)
    unchecked = unchecked_days(store.exposure(since), context.parameters)
    stories = build_stories(fresh, context.kinship, context.parameters, opened, unchecked)
    last = max((r.day for r in reports), default=since)
    store.replace_stories(opened_from, max(last, since), stories)
    return stories


def rebuild_index(store: Store, since: date, context: Context, progress: Progress) -> int:
    """Recompute the index of every pair that has enough stories, from a day on; give how many pairs."""
    exposure = read_exposure(store.exposure(history_start(since)))
    if exposure is None:
        return 0
    by_pair: dict[str, list[Story]] = defaultdict(list)
    for story in store.stories(exposure.first):
        by_pair[story.pair].append(story)
    alerts: list[Mapping[str, Any]] = []
    frames: dict[str, pd.DataFrame] = {}
    told = {pair: stories for pair, stories in by_pair.items() if len(stories) >= LEAST_STORIES}
    for number, (pair, stories) in enumerate(told.items(), start=1):
        parts = index_pair(stories, exposure, since, context)
        frames |= {key: from_day(found, since) for key, found in parts.items()}
        alerts += [a for part in parts[pair] for a in find_alerts(part, stories, context.parameters)]
        if number % PAIRS_A_WRITE == 0 or number == len(told):
            store.replace_indexes(frames, METHOD, since)
            frames = {}
        progress("pairs", 1)
    store.replace_alerts(since, [alert for alert in alerts if alert["day"] >= since])
    return len(told)


def index_pair(
    stories: Sequence[Story], exposure: Exposure, since: date, context: Context
) -> dict[str, list[PairIndex]]:
    """Compute a pair's index in both directions and undirected, by key, for the years from a day on."""
    one, other = sorted((stories[0].actor, stories[0].recipient))
    groups = groups_of(stories, context.groups)
    keys = (f"{one}>{other}", f"{other}>{one}", pair_key(one, other))
    return {key: compute_index(stories, key, exposure, groups, context.parameters, since) for key in keys}


def groups_of(stories: Sequence[Story], known: Mapping[str, str]) -> dict[str, str]:
    """Give the ownership group of every outlet in stories; an unknown outlet is its own group."""
    outlets = {report.outlet_id for story in stories for report in story.reports}
    return {outlet: known.get(outlet, outlet) for outlet in outlets}


def from_day(parts: Sequence[PairIndex], since: date) -> pd.DataFrame:
    """Give the rows from a day on."""
    frame = join_parts(parts)
    return frame.iloc[sum(day < since for day in frame["day"].tolist()) :].reset_index(drop=True)
