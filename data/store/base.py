"""The store as every room sees it: one small Protocol; each engine is a file that passes the same contract tests.

Writes are idempotent and atomic per call. Reads never block writers. Days are dates, times are UTC.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

import pandas as pd

from data.model import (
    Article,
    CodedArticle,
    FeedRun,
    FeedState,
    FetchCounts,
    Outlet,
    Report,
    Run,
    StoredArticle,
    Story,
)

INDEX_COLUMNS = (
    "day",
    "state",
    "direction_p",
    "balance",
    "balance_low",
    "balance_high",
    "level",
    "level_low",
    "level_high",
    "conflict",
    "cooperation",
    "exposure",
    "stories",
    "outlets",
)


# How long the lines of runs are kept.
HISTORY = timedelta(days=90)
TABLES = ("articles", "events", "stories", "story_reports", "pair_days", "index")


@dataclass(frozen=True, slots=True)
class EvidenceQuery:
    """Filters of an evidence list; None means any. `pair` is (actor, recipient); `directed` False takes both ways.

    Newest first; with `best_first`, a search gives what fits its words best among the last 31 days asked for.
    """

    pair: tuple[str, str] | None = None
    directed: bool = False
    since: date | None = None
    until: date | None = None
    words: str | None = None
    outlet_id: str | None = None
    camp: str | None = None
    language: str | None = None
    event_type: str | None = None
    quad: str | None = None
    status: str | None = None
    story_id: str | None = None
    best_first: bool = False
    limit: int = 200
    offset: int = 0


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One event with the article that tells it, as evidence lists show it."""

    report: Report
    url: str | None
    story_id: str | None
    article_title: str
    version: int


@dataclass(frozen=True, slots=True)
class Layout:
    """A table as it is copied: its columns by name, and those of its key in order."""

    columns: tuple[str, ...]
    key: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was checked: its stable name, whether it is well, and what to do if not."""

    name: str
    ok: bool
    detail: str


class Store(Protocol):
    """What the rooms may ask of a store."""

    # ingest -----------------------------------------------------------------------------------------------------
    def feed_states(self) -> dict[str, FeedState]:
        """Give the state of every feed that was ever polled."""

    def commit_fetch(
        self, articles: Sequence[Article], state: FeedState, feed_run: FeedRun, run_id: str
    ) -> FetchCounts:
        """Store a fetch in one transaction: articles first, then validators and state, then its line of history.

        Rejected counts of `feed_run.counts` are kept; new, changed, unchanged and duplicate are found here.
        """

    def add_articles(self, articles: Sequence[Article]) -> FetchCounts:
        """Add dated articles (an import) in one transaction; idempotent by key and content hash."""

    def known_keys(self, feed_id: str, aliases: Sequence[str]) -> dict[str, str]:
        """Give the article key that each of these identity aliases of a feed already belongs to.

        `commit_fetch` and `add_articles` keep `Article.aliases` under (feed_id, alias); the first key stays.
        """

    def count_sentences(self, feed_id: str, sentences: Mapping[str, Sequence[str]]) -> dict[str, int]:
        """Note the sentence hashes of articles (by key), then count the different articles of the feed for each hash.

        One transaction; noting an article twice changes nothing (learned boilerplate).
        """

    def save_outlets(self, outlets: Sequence[Outlet]) -> None:
        """Keep what the catalogue says of its outlets: group and camp of reports, evidence and coverage come from it.

        An outlet that was never saved stands for itself: its group is its id, its camp None.
        """

    def start_run(self, run: Run) -> None:
        """Open a run in the history, and forget lines older than HISTORY."""

    def end_run(self, run_id: str, ended_at: datetime, exit_code: int, note: str | None = None) -> None:
        """Close a run in the history."""

    # analysis ---------------------------------------------------------------------------------------------------
    def articles_to_analyse(
        self, analyser: str, *, batch: int = 500, rescore: bool = False
    ) -> Iterator[list[StoredArticle]]:
        """Give the articles whose current version this analyser has not coded, in batches by article id."""

    def save_coded(self, coded: Sequence[tuple[StoredArticle, CodedArticle]], analyser: str) -> set[date]:
        """Replace the events and tones of these articles in one transaction; give the days that were touched."""

    def reports(
        self, since: date | None = None, until: date | None = None, pair: tuple[str, str] | None = None
    ) -> list[Report]:
        """Give the event reports of a range of days (undirected pair or all), ordered by seen_at, article_id, seq."""

    def exposure(self, since: date | None = None, until: date | None = None) -> pd.DataFrame:
        """Give columns day, outlet_id, headlines (unique titles, event or not), reports (events coded)."""

    def replace_stories(self, since: date, until: date, stories: Iterable[Story]) -> None:
        """Replace the stories whose day lies in the range, with their reports; recompute the touched pair-days."""

    def stories(
        self, since: date | None = None, until: date | None = None, pair: tuple[str, str] | None = None
    ) -> list[Story]:
        """Give stories by day then id (undirected pair or all)."""

    def announced(self, since: date, until: date, pair: tuple[str, str] | None = None) -> list[Story]:
        """Give the stories of these days that plan something for a day, by day then id, of all pairs or one."""

    def outlines(self, pairs: Collection[str], since: date, until: date) -> list[Story]:
        """Give the stories of undirected pairs (AAA-BBB) on these days without their reports, by pair, day, id."""

    def pairs(self) -> pd.DataFrame:
        """Give columns actor, recipient, stories, first_day, last_day over all directed pairs."""

    def pair_days(
        self, pair: tuple[str, str] | None = None, since: date | None = None, until: date | None = None
    ) -> pd.DataFrame:
        """Give actor, recipient, day, stories, reports, outlets, conflict, cooperation, quads; one pair or all."""

    def replace_index(self, pair: str, frame: pd.DataFrame, method: str, since: date) -> None:
        """Replace the stored daily index of a pair (`AAA-BBB` undirected, `AAA>BBB` directed) from a day on.

        Columns beyond INDEX_COLUMNS are kept too (as JSON) and come back with `index`.
        """

    def replace_indexes(self, frames: Mapping[str, pd.DataFrame], method: str, since: date) -> None:
        """Replace the index of many pairs, by name, in one transaction."""

    def replace_alerts(self, since: date, alerts: Sequence[Mapping[str, Any]]) -> None:
        """Replace the alerts from a day on (keys: pair, day, state, direction_p, reasons)."""

    # views (all read-only) --------------------------------------------------------------------------------------
    def index(self, pair: str, since: date | None = None, until: date | None = None) -> pd.DataFrame:
        """Give the stored daily index of a pair with INDEX_COLUMNS."""

    def index_on(self, day: date) -> pd.DataFrame:
        """Give one day's index of all pairs: INDEX_COLUMNS and pair."""

    def evidence(self, query: EvidenceQuery) -> list[EvidenceRow]:
        """Give evidence, newest first."""

    def tones(self, pair: tuple[str, str], since: date | None = None, until: date | None = None) -> pd.DataFrame:
        """Give columns day, outlet_id, camp, language, tone of sentences that name both actors."""

    def coverage(self, since: date, until: date) -> pd.DataFrame:
        """Give columns day, outlet_id, camp, language, articles, events."""

    def alerts(self, since: date | None = None, until: date | None = None) -> list[dict[str, Any]]:
        """Give stored alerts, newest first."""

    def series(self, name: str) -> pd.DataFrame:
        """Give columns day, value, source of a series of others (a published index, a price)."""

    def replace_series(self, name: str, frame: pd.DataFrame, source: str) -> None:
        """Replace a series of others whole (columns day, value)."""

    def replace_all_series(self, prefix: str, frames: Mapping[str, pd.DataFrame], source: str) -> None:
        """Replace all series of others whose name begins so by these, in one transaction."""

    def series_names(self) -> list[str]:
        """Give the names of the series of others."""

    def runs(self, limit: int = 50) -> list[Run]:
        """Give the newest runs."""

    def feed_runs(self, run_id: str | None = None, feed_id: str | None = None, limit: int = 1000) -> list[FeedRun]:
        """Give feed lines of the run history, newest first."""

    def days(self) -> tuple[date, date] | None:
        """Give the first and last day with articles, or None for an empty store."""

    def data_through(self, until: date) -> datetime | None:
        """Give when the newest article up to the end of a day was first seen; None where none is left."""

    def status(self) -> dict[str, Any]:
        """Give counts, runs, days and size as JSON-ready values.

        Keys: articles, versions, events, stories, feeds, last_run, first_day, last_day, data_through, schema, size.
        """

    def meta(self, key: str) -> str | None:
        """Give a stored fact about the store itself (method version, `sample`, ...)."""

    def set_meta(self, key: str, value: str) -> None:
        """Keep a fact about the store itself."""

    # upkeep -----------------------------------------------------------------------------------------------------
    def table(self, name: str, since: date, until: date) -> pd.DataFrame:
        """Give the rows of one of TABLES in a range of days, for export."""

    def snapshot(self) -> AbstractContextManager[None]:
        """Let all reads inside see the store as it is at the first of them."""

    def layouts(self) -> dict[str, Layout]:
        """Give every table of the store by name: all that a copy of it must hold."""

    def portions(self, table: str, after: tuple[Any, ...] | None = None) -> Iterator[list[tuple[Any, ...]]]:
        """Give all rows of a table in the order of its key, from after a key on, some thousands at a time."""

    def last_key(self, table: str) -> tuple[Any, ...] | None:
        """Give the highest key of a table."""

    def put_rows(self, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
        """Insert rows of another store's `portions` as they are, in one transaction; nothing is recounted."""

    def drop_meta(self, key: str) -> None:
        """Forget a fact about the store itself."""

    def server_seconds(self) -> float:
        """Give the seconds of processor that a server has spent on us; 0 where there is none or it cannot be told."""

    def refresh(self) -> None:
        """Let the engine look at its tables again, so that it plans well after much has changed."""

    def keys_of_url(self, url: str) -> list[str]:
        """Give the keys of the articles with this address."""

    def plans(self, read: Callable[[Store], Any]) -> list[str]:
        """Say how the rows of a read are found: which indexes are used, what is scanned."""

    def check(self, *, thorough: bool = True) -> list[Finding]:
        """Check the file or server and the invariants; `thorough` reads every event and its evidence."""

    def backup(self, target: Path) -> None:
        """Write a checked copy of the whole store to a new file while others go on reading and writing."""

    def prune(self, before: date, *, batch: int = 2000) -> int:
        """Delete the articles of the days before a day, in batches; stories, index and coverage stay."""

    def prune_history(self, before: datetime) -> int:
        """Delete the run history from before a time."""

    def compact(self) -> None:
        """Give back the space of what was deleted; nobody else may be writing."""

    def take_down(self, key: str, now: datetime) -> bool:
        """Remove an article, its versions, events and evidence for good; only a hash of its key stays."""

    def digest(self) -> str:
        """Hash what is known (articles, versions, events), whatever the order and numbers it came in with."""

    def close(self) -> None:
        """Close the connection."""


@dataclass(frozen=True, slots=True)
class Engine:
    """A store engine: what its file in `data/store/engines` holds as ENGINE; the file's name is the URL scheme.

    `shown` gives a URL without its password, `restore` puts a backup in the place of a store, `backups` gives the
    path that backups of a store (URL, home folder) are named after.
    """

    open: OpenStore
    shown: Callable[[str], str]
    restore: Callable[[Path, str], None]
    backups: Callable[[str, Path], Path]


class OpenStore(Protocol):
    """What an engine's module offers as `open_store`."""

    def __call__(self, url: str, *, read_only: bool = False) -> AbstractContextManager[Store]:
        """Open a store; migrate it first unless read-only. Raises StoreError with what to do."""
