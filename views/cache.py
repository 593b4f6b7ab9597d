"""The only cached reads of the pages: each opens the store read-only, asks once, and keeps the answer for a while.

Old answers are served while new ones are fetched, as the store changes by a timer.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any, ParamSpec, TypeVar

import pandas as pd
import streamlit as st

from data.errors import CatalogError
from data.freshness import Freshness, read_freshness
from data.model import FeedRun, Run, Story
from data.outlets import default_outlets
from data.settings import Settings
from data.store import open_store
from data.store.base import EvidenceQuery, EvidenceRow
from data.store.desk import Correction
from views import reading
from views.drivers import Drivers, read_drivers
from views.source import Source, choose_source

P = ParamSpec("P")
R = TypeVar("R")
SECONDS = 30
SLOW = 900


def cached(function: Callable[P, R]) -> Callable[P, R]:
    """Cache a read for a short while, within a bound of memory."""
    keep: Callable[[Callable[P, R]], Callable[P, R]] = st.cache_data(ttl=SECONDS, max_entries=500, show_spinner=False)
    return keep(function)


def slow(function: Callable[P, R]) -> Callable[P, R]:
    """Cache what takes seconds for longer."""
    keep: Callable[[Callable[P, R]], Callable[P, R]] = st.cache_data(ttl=SLOW, max_entries=200, show_spinner=False)
    return keep(function)


@cached
def source_of(settings: Settings) -> Source:
    """Choose the store to read."""
    return choose_source(settings)


@cached
def standing(url: str, as_of: date | None) -> reading.Standing | None:
    """Read how the store stands."""
    with open_store(url, read_only=True) as store:
        return reading.read_standing(store, as_of)


@cached
def board(url: str, day: date) -> pd.DataFrame:
    """Read the board of a day."""
    with open_store(url, read_only=True) as store:
        return reading.read_board(store, day)


@cached
def directed_board(url: str, day: date) -> pd.DataFrame:
    """Read the board of a day for directed pairs."""
    with open_store(url, read_only=True) as store:
        return reading.read_board(store, day, directed=True)


@cached
def index(url: str, key: str, since: date, until: date) -> pd.DataFrame:
    """Read the index of a pair."""
    with open_store(url, read_only=True) as store:
        return reading.read_index(store, key, since, until)


@cached
def evidence(url: str, query: EvidenceQuery) -> list[EvidenceRow]:
    """Read evidence."""
    with open_store(url, read_only=True) as store:
        return store.evidence(query)


@cached
def best_sentence(
    url: str, pair: tuple[str, str], day: date, state: str, corrections: tuple[Correction, ...]
) -> EvidenceRow | None:
    """Read the sentence that best tells what happened."""
    with open_store(url, read_only=True) as store:
        return reading.top_evidence(store, pair, day, state, corrections)


@cached
def events(
    url: str, pair: tuple[str, str], window: tuple[date, date], most: int, corrections: tuple[Correction, ...]
) -> list[EvidenceRow]:
    """Read the events to number on a chart."""
    with open_store(url, read_only=True) as store:
        return reading.numbered_events(store, pair, window, most, corrections)


@cached
def coverage(url: str, since: date, until: date) -> pd.DataFrame:
    """Read what was monitored."""
    with open_store(url, read_only=True) as store:
        return store.coverage(since, until)


@cached
def pairs(url: str) -> pd.DataFrame:
    """Read all directed pairs."""
    with open_store(url, read_only=True) as store:
        return store.pairs()


@cached
def told_pairs(url: str) -> list[str]:
    """Read the keys of all undirected pairs, those with most stories first."""
    with open_store(url, read_only=True) as store:
        return reading.rank_told(store.pairs())


@cached
def tones(url: str, pair: tuple[str, str], since: date, until: date) -> pd.DataFrame:
    """Read tones of sentences about a pair."""
    with open_store(url, read_only=True) as store:
        return store.tones(pair, since, until)


@cached
def external(url: str, key: str, since: date, until: date) -> dict[str, pd.DataFrame]:
    """Read event data of others about a pair, by label; a source that says nothing of these days is left out."""
    with open_store(url, read_only=True) as store:
        return reading.read_others(store, key, since, until)


@cached
def announced(url: str, since: date, until: date, pair: tuple[str, str] | None = None) -> list[Story]:
    """Read what was planned for a day."""
    with open_store(url, read_only=True) as store:
        return store.announced(since, until, pair)


@cached
def outlines(url: str, pairs: tuple[str, ...], since: date, until: date) -> list[Story]:
    """Read the stories of pairs without their reports."""
    with open_store(url, read_only=True) as store:
        return store.outlines(pairs, since, until)


@cached
def alerts(url: str, until: date, days: int) -> list[dict[str, Any]]:
    """Read the alerts of the last days."""
    with open_store(url, read_only=True) as store:
        return store.alerts(until - timedelta(days=days - 1), until)


@cached
def runs(url: str) -> tuple[list[Run], list[FeedRun]]:
    """Read the newest runs and the feed lines of the newest one."""
    with open_store(url, read_only=True) as store:
        found = store.runs(20)
        return found, store.feed_runs(run_id=found[0].run_id) if found else []


@cached
def freshness(url: str, settings: Settings) -> Freshness:
    """Judge the feeds by their habits; a catalogue at fault (the ingest says so) takes no page away."""
    try:
        outlets = default_outlets(settings)
    except CatalogError:
        outlets = {}
    with open_store(url, read_only=True) as store:
        return read_freshness(store.feed_states().values(), outlets, datetime.now(UTC))


@slow
def drivers(url: str, key: str, day: date, settings: Settings, dropped: tuple[tuple[int, int], ...]) -> Drivers | None:
    """Work out what a pair's value of a day hangs on."""
    with open_store(url, read_only=True) as store:
        return read_drivers(store, key, day, settings, dropped)
