"""Polling state of the feeds and the history of runs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from data.model import FeedRun, FeedState, FetchCounts, Outlet, Run
from data.store.sql.coding import upsert
from data.store.sql.database import Database, Row, where
from data.store.sql.texts import object_text, read_time, time_text

STATE_COLUMNS = tuple(item.name for item in fields(FeedState))
STATE_TIMES = frozenset({"next_check_at", "checked_at", "succeeded_at", "newest_item_at", "moved_since"})
SAVE_STATE = upsert("feed_state", STATE_COLUMNS, 1)
FEED_RUN_COLUMNS = (
    "feed_id, started_at, run_id, outcome, http_status, bytes, milliseconds, new_articles, changed, unchanged,"
    " duplicate, rejected, reason, message"
)
SAVE_FEED_RUN = upsert("feed_run", FEED_RUN_COLUMNS.split(", "), 3)
RUN_COLUMNS = "run_id, started_at, ended_at, exit_code, kind, note"
SAVE_RUN = upsert("run", RUN_COLUMNS.split(", "), 1)
SAVE_OUTLET = upsert("outlet", ("outlet_id", "name", "country", "ownership", "ownership_group", "camp"), 1)


def read_feed_states(database: Database) -> dict[str, FeedState]:
    """Give the state of every feed that was ever polled."""
    rows = database.query(f"SELECT {', '.join(STATE_COLUMNS)} FROM feed_state ORDER BY feed_id")
    return {row[0]: read_state(row) for row in rows}


def read_state(row: Row) -> FeedState:
    """Read a row of STATE_COLUMNS."""
    values: dict[str, Any] = {
        name: read_time(value) if name in STATE_TIMES else value for name, value in zip(STATE_COLUMNS, row, strict=True)
    }
    return FeedState(**values)


def save_feed_state(database: Database, state: FeedState) -> None:
    """Keep the state of a feed, inside a write transaction."""
    values = [getattr(state, name) for name in STATE_COLUMNS]
    row = [time_text(v) if name in STATE_TIMES else v for name, v in zip(STATE_COLUMNS, values, strict=True)]
    database.execute(SAVE_STATE, row)


def save_feed_run(database: Database, feed_run: FeedRun, counts: FetchCounts, run_id: str) -> None:
    """Write a line of history, inside a write transaction."""
    row = (
        feed_run.feed_id,
        time_text(feed_run.started_at),
        run_id,
        feed_run.outcome,
        feed_run.http_status,
        feed_run.bytes,
        feed_run.milliseconds,
        counts.new,
        counts.changed,
        counts.unchanged,
        counts.duplicate,
        object_text(dict(counts.rejected)),
        feed_run.reason,
        feed_run.message,
    )
    database.execute(SAVE_FEED_RUN, row)


def read_feed_runs(database: Database, run_id: str | None, feed_id: str | None, limit: int) -> list[FeedRun]:
    """Give feed lines of the run history, newest first."""
    wanted = {"run_id": run_id, "feed_id": feed_id}
    conditions = [f"{name} = ?" for name, value in wanted.items() if value is not None]
    values = [value for value in wanted.values() if value is not None]
    rows = database.query(
        f"SELECT {FEED_RUN_COLUMNS} FROM feed_run{where(conditions)} ORDER BY started_at DESC, feed_id LIMIT ?",
        [*values, limit],
    )
    return [read_feed_run(row) for row in rows]


def read_feed_run(row: Row) -> FeedRun:
    """Read a row of FEED_RUN_COLUMNS."""
    feed_id, started, _run_id, outcome, http_status, size, milliseconds, *counts, rejected, reason, message = row
    started_at = read_time(started)
    if started_at is None:
        raise ValueError(f"a run of feed {feed_id} has no started_at")
    new, changed, unchanged, duplicate = counts
    found = FetchCounts(new, changed, unchanged, duplicate, json.loads(rejected))
    return FeedRun(feed_id, started_at, outcome, http_status, size, milliseconds, found, reason, message)


def save_run(database: Database, run: Run) -> None:
    """Write a run, inside a write transaction."""
    started, ended = time_text(run.started_at), time_text(run.ended_at)
    database.execute(SAVE_RUN, (run.run_id, started, ended, run.exit_code, run.kind, run.note))


def close_run(database: Database, run_id: str, ended_at: datetime, exit_code: int, note: str | None) -> None:
    """Write how a run ended, inside a write transaction."""
    database.execute(
        "UPDATE run SET ended_at = ?, exit_code = ?, note = COALESCE(?, note) WHERE run_id = ?",
        (time_text(ended_at), exit_code, note, run_id),
    )


def read_runs(database: Database, limit: int) -> list[Run]:
    """Give the newest runs."""
    rows = database.query(f"SELECT {RUN_COLUMNS} FROM run ORDER BY started_at DESC, run_id DESC LIMIT ?", (limit,))
    runs = []
    for run_id, started, ended, exit_code, kind, note in rows:
        started_at = read_time(started)
        if started_at is None:
            raise ValueError(f"run {run_id} has no started_at")
        runs.append(Run(run_id, started_at, read_time(ended), exit_code, kind, note))
    return runs


def prune_history(database: Database, before: datetime) -> int:
    """Delete runs and feed lines that started before a time; give the number of lines."""
    moment = (time_text(before),)
    database.execute("DELETE FROM run WHERE started_at < ?", moment)
    return database.execute("DELETE FROM feed_run WHERE started_at < ?", moment)


def save_outlets(database: Database, outlets: Sequence[Outlet]) -> None:
    """Keep what the catalogue says of its outlets, inside a write transaction."""
    rows = [(o.id, o.name, o.country, o.ownership, o.group, o.camp) for o in outlets]
    database.execute_many(SAVE_OUTLET, rows)


def run_summary(run: Run | None) -> Mapping[str, Any] | None:
    """Give a run as JSON-ready values."""
    if run is None:
        return None
    return {
        "run_id": run.run_id,
        "kind": run.kind,
        "started_at": time_text(run.started_at),
        "ended_at": time_text(run.ended_at),
        "exit_code": run.exit_code,
    }
