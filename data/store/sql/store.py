"""The store of every SQL engine: each call is one transaction over the shared statements."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

import pandas as pd

from data.errors import StoreError
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
from data.store.base import HISTORY, EvidenceQuery, EvidenceRow, Finding, Layout, Store
from data.store.sql import articles as article_sql
from data.store.sql import boilerplate, checks, coding, copying, coverage, facts, index, reports, runs, status, tables
from data.store.sql import stories as story_sql
from data.store.sql.database import Database
from data.store.sql.recorder import Recorder


class Upkeep(Protocol):
    """What only the engine can do."""

    def schema(self) -> int:
        """Give the number of the schema."""

    def size(self) -> int:
        """Give the bytes it takes up."""

    def server_seconds(self) -> float:
        """Give the seconds of processor that a server has spent on this connection."""

    def compact(self) -> None:
        """Give back free space."""

    def refresh(self) -> None:
        """Bring the statistics of the tables up to date."""

    def check(self) -> list[Finding]:
        """Check the file or server."""

    def backup(self, target: Path) -> None:
        """Copy the store."""


class SqlStore:
    """See data.store.base.Store, which says what each method gives."""

    def __init__(self, database: Database, upkeep: Upkeep) -> None:
        self._database = database
        self._upkeep = upkeep

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _write(self, action: Callable[..., Any], *values: Any, **options: Any) -> Any:
        with self._database.writing():
            return action(self._database, *values, **options)

    def feed_states(self) -> dict[str, FeedState]:
        """See Store."""
        return runs.read_feed_states(self._database)

    def commit_fetch(
        self, articles: Sequence[Article], state: FeedState, feed_run: FeedRun, run_id: str
    ) -> FetchCounts:
        """See Store."""
        with self._database.writing():
            if facts.fact(self._database, "sample") == "1":
                raise StoreError("this is the sample store: live articles go to a store of their own")
            found = article_sql.add_articles(self._database, articles, live=True)
            rejected = {**feed_run.counts.rejected}
            for reason, number in found.rejected.items():
                rejected[reason] = rejected.get(reason, 0) + number
            counts = FetchCounts(found.new, found.changed, found.unchanged, found.duplicate, rejected)
            runs.save_feed_state(self._database, state)
            runs.save_feed_run(self._database, feed_run, counts, run_id)
        return counts

    def add_articles(self, articles: Sequence[Article]) -> FetchCounts:
        """See Store."""
        found: FetchCounts = self._write(article_sql.add_articles, articles, live=False)
        return found

    def known_keys(self, feed_id: str, aliases: Sequence[str]) -> dict[str, str]:
        """See Store."""
        return article_sql.known_keys(self._database, feed_id, aliases)

    def count_sentences(self, feed_id: str, sentences: Mapping[str, Sequence[str]]) -> dict[str, int]:
        """See Store."""
        found: dict[str, int] = self._write(boilerplate.count_sentences, feed_id, sentences)
        return found

    def save_outlets(self, outlets: Sequence[Outlet]) -> None:
        """See Store."""
        self._write(runs.save_outlets, outlets)

    def start_run(self, run: Run) -> None:
        """See Store."""
        with self._database.writing():
            runs.save_run(self._database, run)
            runs.prune_history(self._database, run.started_at - HISTORY)

    def end_run(self, run_id: str, ended_at: datetime, exit_code: int, note: str | None = None) -> None:
        """See Store."""
        self._write(runs.close_run, run_id, ended_at, exit_code, note)

    def articles_to_analyse(
        self, analyser: str, *, batch: int = 500, rescore: bool = False
    ) -> Iterator[list[StoredArticle]]:
        """See Store."""
        return coding.batches_to_code(self._database, analyser, batch, rescore=rescore)

    def save_coded(self, coded: Sequence[tuple[StoredArticle, CodedArticle]], analyser: str) -> set[date]:
        """See Store."""
        found: set[date] = self._write(coding.save_coded, coded, analyser)
        return found

    def reports(
        self, since: date | None = None, until: date | None = None, pair: tuple[str, str] | None = None
    ) -> list[Report]:
        """See Store."""
        return reports.read_reports(self._database, since, until, pair)

    def exposure(self, since: date | None = None, until: date | None = None) -> pd.DataFrame:
        """See Store."""
        return coverage.read_exposure(self._database, since, until)

    def replace_stories(self, since: date, until: date, stories: Iterable[Story]) -> None:
        """See Store."""
        self._write(story_sql.replace_stories, since, until, stories)

    def stories(
        self, since: date | None = None, until: date | None = None, pair: tuple[str, str] | None = None
    ) -> list[Story]:
        """See Store."""
        with self._database.reading():
            return story_sql.read_stories(self._database, since, until, pair)

    def announced(self, since: date, until: date, pair: tuple[str, str] | None = None) -> list[Story]:
        """See Store."""
        with self._database.reading():
            return story_sql.read_stories(self._database, since, until, pair, *story_sql.PLANNED)

    def outlines(self, pairs: Collection[str], since: date, until: date) -> list[Story]:
        """See Store."""
        return story_sql.read_outlines(self._database, pairs, since, until)

    def pairs(self) -> pd.DataFrame:
        """See Store."""
        return story_sql.read_pairs(self._database)

    def pair_days(
        self, pair: tuple[str, str] | None = None, since: date | None = None, until: date | None = None
    ) -> pd.DataFrame:
        """See Store."""
        return story_sql.read_pair_days(self._database, pair, since, until)

    def replace_index(self, pair: str, frame: pd.DataFrame, method: str, since: date) -> None:
        """See Store."""
        self._write(index.replace_index, pair, frame, method, since)

    def replace_indexes(self, frames: Mapping[str, pd.DataFrame], method: str, since: date) -> None:
        """See Store."""
        with self._database.writing():
            for pair, frame in frames.items():
                index.replace_index(self._database, pair, frame, method, since)

    def replace_alerts(self, since: date, alerts: Sequence[Mapping[str, Any]]) -> None:
        """See Store."""
        self._write(index.replace_alerts, since, alerts)

    def index(self, pair: str, since: date | None = None, until: date | None = None) -> pd.DataFrame:
        """See Store."""
        return index.read_index(self._database, pair, since, until)

    def index_on(self, day: date) -> pd.DataFrame:
        """See Store."""
        return index.read_index_on(self._database, day)

    def evidence(self, query: EvidenceQuery) -> list[EvidenceRow]:
        """See Store."""
        return reports.read_evidence(self._database, query)

    def tones(self, pair: tuple[str, str], since: date | None = None, until: date | None = None) -> pd.DataFrame:
        """See Store."""
        return coverage.read_tones(self._database, pair, since, until)

    def coverage(self, since: date, until: date) -> pd.DataFrame:
        """See Store."""
        return coverage.read_coverage(self._database, since, until)

    def alerts(self, since: date | None = None, until: date | None = None) -> list[dict[str, Any]]:
        """See Store."""
        return index.read_alerts(self._database, since, until)

    def series(self, name: str) -> pd.DataFrame:
        """See Store."""
        return index.read_series(self._database, name)

    def replace_series(self, name: str, frame: pd.DataFrame, source: str) -> None:
        """See Store."""
        self._write(index.replace_series, name, frame, source)

    def replace_all_series(self, prefix: str, frames: Mapping[str, pd.DataFrame], source: str) -> None:
        """See Store."""
        with self._database.writing():
            index.drop_series(self._database, prefix)
            for name, frame in frames.items():
                index.replace_series(self._database, name, frame, source)

    def series_names(self) -> list[str]:
        """See Store."""
        return index.read_series_names(self._database)

    def runs(self, limit: int = 50) -> list[Run]:
        """See Store."""
        return runs.read_runs(self._database, limit)

    def feed_runs(self, run_id: str | None = None, feed_id: str | None = None, limit: int = 1000) -> list[FeedRun]:
        """See Store."""
        return runs.read_feed_runs(self._database, run_id, feed_id, limit)

    def days(self) -> tuple[date, date] | None:
        """See Store."""
        return coverage.read_days(self._database)

    def data_through(self, until: date) -> datetime | None:
        """See Store."""
        return status.read_data_through(self._database, until)

    def status(self) -> dict[str, Any]:
        """See Store."""
        with self._database.reading():
            return {**status.read_status(self._database, self._upkeep.schema()), "size": self._upkeep.size()}

    def meta(self, key: str) -> str | None:
        """See Store."""
        return facts.fact(self._database, key)

    def set_meta(self, key: str, value: str) -> None:
        """See Store."""
        self._write(facts.keep_fact, key, value)

    def table(self, name: str, since: date, until: date) -> pd.DataFrame:
        """See Store."""
        return tables.read_table(self._database, name, since, until)

    def snapshot(self) -> AbstractContextManager[None]:
        """See Store."""
        return self._database.reading()

    def layouts(self) -> dict[str, Layout]:
        """See Store."""
        return self._database.layouts()

    def portions(self, table: str, after: tuple[Any, ...] | None = None) -> Iterator[list[tuple[Any, ...]]]:
        """See Store."""
        return copying.portions(self._database, table, self.layouts()[table], after)

    def last_key(self, table: str) -> tuple[Any, ...] | None:
        """See Store."""
        return copying.last_key(self._database, table, self.layouts()[table])

    def put_rows(self, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
        """See Store."""
        self._write(copying.put_rows, table, self.layouts()[table], rows)

    def drop_meta(self, key: str) -> None:
        """See Store."""
        self._write(facts.drop_fact, key)

    def server_seconds(self) -> float:
        """See Store."""
        return self._upkeep.server_seconds()

    def refresh(self) -> None:
        """See Store."""
        self._upkeep.refresh()

    def keys_of_url(self, url: str) -> list[str]:
        """See Store."""
        rows = self._database.query("SELECT key FROM article WHERE url = ? ORDER BY key", (url,))
        return [row[0] for row in rows]

    def plans(self, read: Callable[[Store], Any]) -> list[str]:
        """See Store."""
        recorder = Recorder(self._database)
        read(SqlStore(recorder, self._upkeep))
        return [line for sql, values in recorder.asked.items() for line in self._database.plan(sql, values)]

    def check(self, *, thorough: bool = True) -> list[Finding]:
        """See Store."""
        with self._database.reading():
            return [*self._upkeep.check(), *checks.check_invariants(self._database, thorough=thorough)]

    def backup(self, target: Path) -> None:
        """See Store."""
        self._upkeep.backup(target)

    def prune(self, before: date, *, batch: int = 2000) -> int:
        """See Store."""
        rows = self._database.query(
            "SELECT DISTINCT day FROM article WHERE day < ? ORDER BY day", (before.isoformat(),)
        )
        self._write(facts.keep_fact, "pruned_until", (before - timedelta(days=1)).isoformat())
        total = 0
        for (day,) in rows:
            while gone := self._write(article_sql.prune_day, date.fromisoformat(day), batch):
                total += gone
        return total

    def prune_history(self, before: datetime) -> int:
        """See Store."""
        gone: int = self._write(runs.prune_history, before)
        return gone

    def compact(self) -> None:
        """See Store."""
        self._upkeep.compact()

    def take_down(self, key: str, now: datetime) -> bool:
        """See Store."""
        found: bool = self._write(article_sql.take_down, key, now)
        return found

    def digest(self) -> str:
        """See Store."""
        return status.digest(self._database)

    def close(self) -> None:
        """See Store."""
        self._database.close()
