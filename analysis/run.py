"""From stored articles to events, stories and the daily index: everything that is new, and nothing that is not.

The path reads from top to bottom: code articles, cluster stories from the first touched day on, recompute the index of
the touched pairs. Each step replaces what it touches, so a run that was cut short is simply run again. No step holds
more than some batches of articles, a month of reports or the stories of a few pairs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.alerts import find_alerts
from analysis.coder import code_batch, coder_for
from analysis.exposure import Exposure, read_exposure, unchecked_days
from analysis.index import PairIndex, compute_index, history_start, join_parts
from analysis.kinship import Kinship, read_kinship
from analysis.masses import pair_key
from analysis.parallel.loading import PARTITION, coded_apart
from analysis.parallel.partitions import Coded
from analysis.parallel.workers import Workers, spread
from analysis.parameters import METHOD, Parameters
from analysis.stories.build import build_stories
from analysis.stories.reopen import reopen_stories
from analysis.version import analyser_version
from data.model import Story
from data.outlets import default_outlets
from data.settings import Settings
from data.store.base import Store

Progress = Callable[[str, int], None]
LEAST_STORIES = 3
PAIRS_A_WRITE = 50
STORY_SPAN = timedelta(31)
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
    kinship = read_kinship(coder_for(settings.catalog_dirs).names.actors)
    groups = {outlet.id: outlet.group for outlet in default_outlets(settings).values()}
    return Context(kinship, groups, Parameters())


def ignore(_stage: str, _count: int) -> None:
    """Show no progress."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Workers that share the work, the folder in which they and we see the same files, articles a partition."""

    workers: Workers
    folder: Path
    partition: int = PARTITION


def run(
    store: Store,
    settings: Settings,
    *,
    rescore: bool = False,
    progress: Progress = ignore,
    elsewhere: Elsewhere | None = None,
) -> AnalysisReport:
    """Analyse what is new in a store (everything with `rescore`), here or elsewhere; idempotent."""
    context = load_context(settings)
    store.save_outlets(tuple(default_outlets(settings).values()))
    version = analyser_version(settings.catalog_dirs)
    coded = coded_batches(store, settings.catalog_dirs, version, elsewhere, rescore=rescore)
    counts = save_batches(store, coded, version, progress)
    since = pending_day(store)
    if since is None:
        return AnalysisReport(counts["articles"], counts["events"], {}, 0, 0, None)
    stories = rebuild_stories(store, since, context, progress)
    pairs = rebuild_index(store, since, context, progress, elsewhere.workers if elsewhere else None)
    store.set_meta(METHOD_KEY, METHOD)
    store.set_meta(PENDING_KEY, "")
    unread = {name.removeprefix("unread "): n for name, n in counts.items() if name.startswith("unread ")}
    return AnalysisReport(counts["articles"], counts["events"], unread, stories, pairs, since)


def pending_day(store: Store) -> date | None:
    """Give the first day whose stories are older than its events, or None."""
    kept = store.meta(PENDING_KEY)
    return date.fromisoformat(kept) if kept else None


def mark_pending(store: Store, day: date) -> None:
    """Remember, before events change, from which day on stories must be built again."""
    before = pending_day(store)
    if before is None or day < before:
        store.set_meta(PENDING_KEY, day.isoformat())


def coded_batches(
    store: Store, catalogs: tuple[Path, ...], version: str, elsewhere: Elsewhere | None, *, rescore: bool
) -> Iterable[Coded]:
    """Give the articles that this analyser has not coded yet, coded, in batches."""
    if elsewhere:
        batches = store.articles_to_analyse(version, batch=elsewhere.partition, rescore=rescore)
        return coded_apart(elsewhere.workers, batches, elsewhere.folder, catalogs, version)
    coder = coder_for(catalogs)
    return (code_batch(coder, batch) for batch in store.articles_to_analyse(version, rescore=rescore))


def save_batches(store: Store, batches: Iterable[Coded], version: str, progress: Progress) -> Counter[str]:
    """Save coded articles; count articles, events and what could not be read."""
    counts: Counter[str] = Counter()
    for coded in batches:
        mark_pending(store, min(stored.article.day for stored, _ in coded))
        store.save_coded(coded, version)
        counts["articles"] += len(coded)
        counts["events"] += sum(len(result.events) for _, result in coded)
        counts.update(f"unread {result.reason}" for _, result in coded if result.reason)
        progress("articles", len(coded))
    return counts


def rebuild_stories(store: Store, since: date, context: Context, progress: Progress) -> int:
    """Cluster the reports from a day on, a month at a time; give how many stories there are then."""
    span = store.days()
    last, total = max(since, span[1]) if span else since, 0
    unchecked = unchecked_days(store.exposure(since), context.parameters)
    first = since
    while first <= last:
        until = min(last, first + STORY_SPAN - timedelta(1))
        total += rebuild_span(store, first, until, context, unchecked)
        progress("days", (until - first).days + 1)
        first = until + timedelta(1)
    return total


def rebuild_span(store: Store, first: date, until: date, context: Context, unchecked: frozenset[date]) -> int:
    """Cluster the reports of a range of days, given the stories that were open before; give how many begin in it."""
    opened_from = first - timedelta(context.parameters.story_days + 1)
    reports = store.reports(opened_from, until)
    fresh = [r for r in reports if r.day >= first]
    earlier = [r for r in reports if r.day < first]
    opened = reopen_stories(store.stories(opened_from, first - timedelta(1)), earlier)
    stories = build_stories(fresh, context.kinship, context.parameters, opened, unchecked, earlier)
    store.replace_stories(opened_from, until, stories)
    return sum(story.day >= first for story in stories)


def told_pairs(store: Store, since: date) -> Iterator[list[Story]]:
    """Give the stories from a day on of each undirected pair that has enough of them, one pair at a time."""
    known = store.pairs()
    rows = zip(known["actor"], known["recipient"], known["last_day"], strict=True)
    told = {(min(actor, recipient), max(actor, recipient)) for actor, recipient, last in rows if last >= since}
    for pair in sorted(told):
        stories = store.stories(since, pair=pair)
        if len(stories) >= LEAST_STORIES:
            yield stories


def rebuild_index(store: Store, since: date, context: Context, progress: Progress, workers: Workers | None) -> int:
    """Recompute the index of every pair that has enough stories, from a day on; give how many pairs."""
    exposure = read_exposure(store.exposure(history_start(since)), context.parameters)
    if exposure is None:
        return 0
    tasks = (
        (stories, exposure, since, groups_of(stories, context.groups), context.parameters)
        for stories in told_pairs(store, exposure.first)
    )
    done = spread(workers, judge_pair, tasks) if workers else (judge_pair(*task) for task in tasks)
    number = 0
    alerts: list[Mapping[str, Any]] = []
    frames: dict[str, pd.DataFrame] = {}
    for number, (found, raised) in enumerate(done, start=1):
        frames |= found
        alerts += raised
        if number % PAIRS_A_WRITE == 0:
            store.replace_indexes(frames, METHOD, since)
            frames = {}
        progress("pairs", 1)
    store.replace_indexes(frames, METHOD, since)
    store.replace_alerts(since, alerts)
    return number


def judge_pair(
    stories: Sequence[Story], exposure: Exposure, since: date, groups: Mapping[str, str], parameters: Parameters
) -> tuple[dict[str, pd.DataFrame], list[Mapping[str, Any]]]:
    """Compute a pair's index in both directions and undirected, by key, and the alerts, for the days from a day on."""
    one, other = sorted((stories[0].actor, stories[0].recipient))
    undirected = pair_key(one, other)
    parts = {
        key: compute_index(stories, key, exposure, groups, parameters, since)
        for key in (f"{one}>{other}", f"{other}>{one}", undirected)
    }
    alerts = [a for part in parts[undirected] for a in find_alerts(part, stories, groups, parameters)]
    return {key: from_day(found, since) for key, found in parts.items()}, [a for a in alerts if a["day"] >= since]


def groups_of(stories: Sequence[Story], known: Mapping[str, str]) -> dict[str, str]:
    """Give the ownership group of every outlet in stories; an unknown outlet is its own group."""
    outlets = {report.outlet_id for story in stories for report in story.reports}
    return {outlet: known.get(outlet, outlet) for outlet in outlets}


def from_day(parts: Sequence[PairIndex], since: date) -> pd.DataFrame:
    """Give the rows from a day on."""
    frame = join_parts(parts)
    return frame.iloc[sum(day < since for day in frame["day"].tolist()) :].reset_index(drop=True)
