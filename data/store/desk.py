"""The analyst's desk: pairs watched, views kept, errors reported. A small file of its own, beside the news store.

One short transaction a change; the news store is never touched. Who wrote is a signed-in user or a typed name, and the
row says which.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from data.errors import StoreError

SCHEMA = """
CREATE TABLE IF NOT EXISTS watch (pair TEXT PRIMARY KEY, who TEXT NOT NULL, verified INTEGER NOT NULL,
  at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS view (name TEXT PRIMARY KEY, page TEXT NOT NULL, query TEXT NOT NULL, who TEXT NOT NULL,
  verified INTEGER NOT NULL, at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS correction (correction_id INTEGER PRIMARY KEY, article_key TEXT NOT NULL,
  sentence TEXT NOT NULL, coded TEXT NOT NULL, note TEXT NOT NULL, who TEXT NOT NULL, verified INTEGER NOT NULL,
  at TEXT NOT NULL, kind TEXT NOT NULL DEFAULT 'other', proposed TEXT NOT NULL DEFAULT '', language TEXT,
  withdrawn_by TEXT, withdrawn_at TEXT);
"""
# Columns that a desk of an earlier version lacks, with what its rows have in them.
LATER_COLUMNS = {
    "kind": "TEXT NOT NULL DEFAULT 'other'",
    "proposed": "TEXT NOT NULL DEFAULT ''",
    "language": "TEXT",
    "withdrawn_by": "TEXT",
    "withdrawn_at": "TEXT",
}
KINDS = ("not_event", "pair", "direction", "class", "status", "duplicate", "other")
WAIT_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote: `verified` where a sign-in says so, else the name was typed."""

    name: str
    verified: bool = False


@dataclass(frozen=True, slots=True)
class Watch:
    """A pair that somebody watches."""

    pair: str
    author: Author
    at: datetime


@dataclass(frozen=True, slots=True)
class SavedView:
    """A page with its parameters, under a name."""

    name: str
    page: str
    query: str
    author: Author
    at: datetime


@dataclass(frozen=True, slots=True)
class Correction:
    """An error that a reader reports: the sentence, what the coder made of it, and what it should be.

    `article_key` is `ARTICLE:SEQ`; `coded` and `proposed` read `ACTOR+ACTOR>RECIPIENT TYPE status`, `proposed` empty
    for no event. A withdrawn correction stays on record and does nothing.
    """

    article_key: str
    sentence: str
    coded: str
    note: str
    author: Author
    at: datetime
    kind: str = "other"
    proposed: str = ""
    language: str | None = None
    withdrawn_by: str | None = None
    withdrawn_at: datetime | None = None
    number: int | None = None


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the desk, made on first use. Raises StoreError with what stands in the way."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(path, timeout=WAIT_SECONDS)) as connection:
            connection.executescript(SCHEMA)
            upgrade(connection)
            with connection:
                yield connection
    except (sqlite3.Error, OSError) as error:
        raise StoreError(f"the desk {path.name} cannot be used: {error}") from error


def upgrade(connection: sqlite3.Connection) -> None:
    """Give a desk of an earlier version the columns that it lacks."""
    there = {row[1] for row in connection.execute("PRAGMA table_info(correction)")}
    for name, kind in LATER_COLUMNS.items():
        if name not in there:
            connection.execute(f"ALTER TABLE correction ADD COLUMN {name} {kind}")


def add_watch(path: Path, watch: Watch) -> None:
    """Watch a pair; watching it twice changes nothing."""
    row = (watch.pair, watch.author.name, watch.author.verified, watch.at.isoformat())
    with opened(path) as connection:
        connection.execute("INSERT INTO watch VALUES (?, ?, ?, ?) ON CONFLICT (pair) DO NOTHING", row)


def drop_watch(path: Path, pair: str) -> None:
    """Stop watching a pair."""
    with opened(path) as connection:
        connection.execute("DELETE FROM watch WHERE pair = ?", (pair,))


def read_watches(path: Path) -> list[Watch]:
    """List the watched pairs; an absent desk has none."""
    if not path.exists():
        return []
    with opened(path) as connection:
        rows = connection.execute("SELECT pair, who, verified, at FROM watch ORDER BY pair").fetchall()
    return [Watch(pair, Author(who, bool(known)), datetime.fromisoformat(at)) for pair, who, known, at in rows]


def save_view(path: Path, view: SavedView) -> None:
    """Keep a view; the same name replaces it."""
    row = (view.name, view.page, view.query, view.author.name, view.author.verified, view.at.isoformat())
    with opened(path) as connection:
        connection.execute("INSERT OR REPLACE INTO view VALUES (?, ?, ?, ?, ?, ?)", row)


def drop_view(path: Path, name: str) -> None:
    """Forget a view."""
    with opened(path) as connection:
        connection.execute("DELETE FROM view WHERE name = ?", (name,))


def read_views(path: Path) -> list[SavedView]:
    """List the kept views by name."""
    if not path.exists():
        return []
    with opened(path) as connection:
        rows = connection.execute("SELECT name, page, query, who, verified, at FROM view ORDER BY name").fetchall()
    return [
        SavedView(n, p, q, Author(who, bool(known)), datetime.fromisoformat(at)) for n, p, q, who, known, at in rows
    ]


def add_correction(path: Path, correction: Correction) -> None:
    """Keep a report of an error."""
    c = correction
    row = (c.article_key, c.sentence, c.coded, c.note, c.author.name, c.author.verified, c.at.isoformat())
    with opened(path) as connection:
        connection.execute(
            "INSERT INTO correction (article_key, sentence, coded, note, who, verified, at, kind, proposed, language)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*row, c.kind, c.proposed, c.language),
        )


def withdraw_correction(path: Path, number: int, author: Author, at: datetime) -> None:
    """Take a correction back; it stays on record with who took it back and when."""
    with opened(path) as connection:
        connection.execute(
            "UPDATE correction SET withdrawn_by = ?, withdrawn_at = ? WHERE correction_id = ? AND withdrawn_at IS NULL",
            (author.name, at.isoformat(), number),
        )


def read_corrections(path: Path, limit: int = 200) -> list[Correction]:
    """List the newest reports of errors, withdrawn ones too."""
    if not path.exists():
        return []
    with opened(path) as connection:
        rows = connection.execute(
            "SELECT article_key, sentence, coded, note, who, verified, at, kind, proposed, language, withdrawn_by,"
            " withdrawn_at, correction_id FROM correction ORDER BY correction_id DESC LIMIT ?",
            (limit,),
        ).fetchall()
    return [read_correction(row) for row in rows]


def read_correction(row: Sequence[Any]) -> Correction:
    """Build a correction from its row."""
    key, sentence, coded, note, who, known, at, kind, proposed, language, by, back, number = row
    return Correction(
        key,
        sentence,
        coded,
        note,
        Author(who, bool(known)),
        datetime.fromisoformat(at),
        kind,
        proposed,
        language,
        by,
        datetime.fromisoformat(back) if back else None,
        number,
    )
