"""Counts of a store, and the hash of what it knows."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from typing import Any

from data.store.sql.coding import EVENT_COLUMNS
from data.store.sql.database import Database
from data.store.sql.facts import fact
from data.store.sql.runs import read_runs, run_summary
from data.store.sql.texts import read_time, time_text

# Without the numbers that depend on the order of arrival.
DIGESTED = (
    (
        "SELECT key, feed_id, outlet_id, guid, url, language, title, body, published_raw, date_reason, flags"
        " FROM article ORDER BY key"
    ),
    (
        "SELECT a.key, v.content_hash, v.title, v.body FROM article_version v"
        " JOIN article a ON a.article_id = v.article_id ORDER BY a.key, v.seen_at, v.content_hash"
    ),
    (
        f"SELECT a.key, {', '.join(f'e.{name}' for name in EVENT_COLUMNS.split(', ')[1:])} FROM event e"
        " JOIN article a ON a.article_id = e.article_id ORDER BY a.key, e.seq"
    ),
    "SELECT actor, recipient, day, stories, reports, outlets FROM pair_day ORDER BY actor, recipient, day",
)


def count(database: Database, table: str) -> int:
    """Count the rows of a table."""
    return int(database.query(f"SELECT COUNT(*) FROM {table}")[0][0])


def read_status(database: Database, schema: int) -> dict[str, Any]:
    """Give counts and times as JSON-ready values."""
    # Totals keep days that were pruned: the articles that are left lie behind them.
    pruned = fact(database, "pruned_until") or "0001-01-01"
    sums = database.query("SELECT SUM(articles), SUM(events) FROM day_total WHERE day > ?", (pruned,))[0]
    articles, events = (int(number or 0) for number in sums)
    low, high, stories = database.query("SELECT MIN(day), MAX(day), SUM(stories) FROM day_total")[0]
    through = read_data_through(database)
    runs = read_runs(database, 1)
    return {
        "articles": articles,
        "versions": articles + count(database, "article_version"),
        "events": events,
        "stories": int(stories or 0),
        "feeds": count(database, "feed_state"),
        "last_run": run_summary(runs[0] if runs else None),
        "first_day": low,
        "last_day": high,
        "data_through": time_text(through),
        "schema": schema,
    }


def read_data_through(database: Database, until: date | None = None) -> datetime | None:
    """Give when the newest article up to the end of a day was first seen."""
    last = (until or date.max).isoformat()
    sql = "SELECT MAX(first_seen_at) FROM article WHERE day = (SELECT MAX(day) FROM article WHERE day <= ?)"
    return read_time(database.query(sql, (last,))[0][0])


def digest(database: Database) -> str:
    """Hash articles, versions, events and pair-days in an order that does not depend on how they came."""
    found = hashlib.sha256()
    with database.reading():
        for sql in DIGESTED:
            for row in database.query(sql):
                found.update(repr(row).encode("utf-8", "surrogatepass"))
    return found.hexdigest()
