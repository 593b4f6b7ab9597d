"""The analyst's desk: pairs watched, views kept, errors reported. A small file of its own, beside the news store.

One short transaction a change; the news store is never touched. Who wrote is a signed-in user or a typed name, and the
row says which.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from data.errors import StoreError

SCHEMA = """
CREATE TABLE IF NOT EXISTS watch (pair TEXT PRIMARY KEY, who TEXT NOT NULL, verified INTEGER NOT NULL,
  at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS view (name TEXT PRIMARY KEY, page TEXT NOT NULL, query TEXT NOT NULL, who TEXT NOT NULL,
  verified INTEGER NOT NULL, at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS correction (correction_id INTEGER PRIMARY KEY, article_key TEXT NOT NULL,
  sentence TEXT NOT NULL, coded TEXT NOT NULL, note TEXT NOT NULL, who TEXT NOT NULL, verified INTEGER NOT NULL,
  at TEXT NOT NULL);
"""
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
    """An error that a reader reports: the sentence, what the coder made of it, and what is wrong."""

    article_key: str
    sentence: str
    coded: str
    note: str
    author: Author
    at: datetime


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the desk, made on first use. Raises StoreError with what stands in the way."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(path, timeout=WAIT_SECONDS)) as connection:
            connection.executescript(SCHEMA)
            with connection:
                yield connection
    except (sqlite3.Error, OSError) as error:
        raise StoreError(f"the desk {path.name} cannot be used: {error}") from error


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
    author = correction.author
    row = (correction.article_key, correction.sentence, correction.coded, correction.note, author.name, author.verified)
    with opened(path) as connection:
        connection.execute(
            "INSERT INTO correction (article_key, sentence, coded, note, who, verified, at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (*row, correction.at.isoformat()),
        )


def read_corrections(path: Path, limit: int = 200) -> list[Correction]:
    """List the newest reports of errors."""
    if not path.exists():
        return []
    with opened(path) as connection:
        rows = connection.execute(
            "SELECT article_key, sentence, coded, note, who, verified, at FROM correction"
            " ORDER BY correction_id DESC LIMIT ?",
            (limit,),
        ).fetchall()
    return [
        Correction(key, sentence, coded, note, Author(who, bool(known)), datetime.fromisoformat(at))
        for key, sentence, coded, note, who, known, at in rows
    ]
