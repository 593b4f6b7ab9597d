"""Fills a new SQLite file many times faster than a store may: without a log, and with every index built at the end.

What it leaves is what `tests/scale/generate.py` leaves through the store, row by row (`tests/scale/test_bulk.py`).
"""

from __future__ import annotations

import sqlite3
import sys
import time
from collections.abc import Iterable, Sequence
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

from data.store import open_store
from data.store.base import INDEX_COLUMNS
from data.store.sql import articles as article_sql
from data.store.sql import coding, stories
from data.store.sqlite.schema import statements
from tests.scale.generate import (
    FIRST,
    VERSION,
    Coded,
    World,
    alerts,
    days_of,
    indexed_pairs,
    outlets,
    state_on,
    stories_of,
)

SETTINGS = (
    "PRAGMA journal_mode = DELETE",
    "PRAGMA journal_mode = OFF",
    "PRAGMA synchronous = OFF",
    "PRAGMA locking_mode = EXCLUSIVE",
    "PRAGMA cache_size = -131072",
    "PRAGMA threads = 2",
)
CODING_COLUMNS = f"article_id, {', '.join(coding.CODING_COLUMNS)}"
INDEX = f"pair, {', '.join(INDEX_COLUMNS)}, method"
DERIVED = Path(__file__).with_name("derived.sql")


class Bulk:
    """A connection that keeps no log, and the indexes and triggers that wait until the rows are in."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        for setting in SETTINGS:
            connection.execute(setting)
        kept = "SELECT type, name, sql FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql IS NOT NULL"
        self.waiting = connection.execute(kept).fetchall()
        for kind, name, _ in self.waiting:
            connection.execute(f"DROP {kind} {name}")
        connection.execute("BEGIN")

    def insert(self, table: str, columns: str, rows: Iterable[Sequence[Any]]) -> None:
        """Insert rows in the order of the table's key."""
        marks = ",".join("?" * (columns.count(",") + 1))
        self.connection.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)  # noqa: S608 - names of ours

    def add_day(self, told: Coded) -> None:
        """Write what is not derived."""
        self.insert("article", article_sql.COLUMNS, (article_sql.article_row(s.article_id, s.article) for s, _ in told))
        codings = ((s.article_id, 1, VERSION, c.language, c.tone, c.reason, len(c.events)) for s, c in told)
        self.insert("coding", CODING_COLUMNS, codings)
        events, tones = [], []
        for stored, found in told:
            article = stored.article
            target = coding.Target(stored.article_id, article.day.isoformat(), article.outlet_id, found.language, found)
            events += [coding.event_row(target, seq, event) for seq, event in enumerate(found.events)]
            tones += [coding.tone_row(stored.article_id, seq, tone) for seq, tone in enumerate(found.tones)]
        self.insert("event", coding.EVENT_COLUMNS, events)
        self.insert("tone_reading", coding.TONE_COLUMNS, tones)
        made = stories_of(told)
        self.insert("story", stories.STORY_COLUMNS, (stories.story_row(story) for story in made))
        self.insert("story_report", stories.REPORT_COLUMNS, (row for s in made for row in stories.report_rows(s)))

    def add_index(self, pairs: Sequence[str], days: int) -> None:
        """Write the daily index of some pairs."""
        texts = [(FIRST + timedelta(days=at)).isoformat() for at in range(days)]
        values = (*[0.5] * (len(INDEX_COLUMNS) - 2), VERSION)
        for number, pair in enumerate(pairs):
            rows = ((pair, day, state_on(number, at), *values) for at, day in enumerate(texts))
            self.insert("pair_index", INDEX, rows)

    def finish(self, last: int) -> None:
        """Build the indexes, then what follows from the rows."""
        for _, name, sql in sorted(self.waiting):
            self.step(name, sql)
        for sql in statements(DERIVED.read_text("utf-8")):
            self.step(sql.split("INTO ")[1].split()[0], sql)
        self.insert("meta", "name, value", [("last_article_id", str(last))])
        self.connection.execute("COMMIT")

    def step(self, name: str, sql: str) -> None:
        """Run a long statement and tell how long it took."""
        start = time.monotonic()
        self.connection.execute(sql)
        if time.monotonic() - start > 1:
            print(f"{name} in {time.monotonic() - start:.0f} s", file=sys.stderr)


def fill_file(path: Path, articles: int, events: int, days: int, seed: int) -> None:
    """Fill a file that is not there yet; one that was cut short is of no use."""
    if path.exists():
        sys.exit(f"{path} exists already")
    world, url = World(seed), f"sqlite:///{path}"
    with open_store(url) as store:
        store.save_outlets(outlets())
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        bulk = Bulk(connection)
        for told in days_of(world, articles, events, days):
            bulk.add_day(told)
        bulk.add_index(indexed_pairs(world), days)
        bulk.finish(articles)
    with open_store(url) as store:
        store.replace_alerts(FIRST, alerts(indexed_pairs(world), days))
        store.refresh()
