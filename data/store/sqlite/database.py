"""One SQLite connection: WAL, immediate write transactions, 30 s of patience, errors that say what to do.

`synchronous = NORMAL`: a crash of the program loses nothing; a power cut may take the last commits but never leaves a
broken file. What a feed said is then fetched again, because its validators went with its articles.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

from data.errors import StoreError
from data.store.base import Layout
from data.store.files import file_errors
from data.store.sql.database import Row
from data.whole_files import whole_file

PATIENCE = 30.0
RETRY = 0.01
TITLE_WEIGHT = 4.0
SETTINGS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA cache_size = -65536",
    "PRAGMA temp_store = MEMORY",
)
WRITER = (
    "PRAGMA synchronous = NORMAL",
    "PRAGMA journal_size_limit = 16777216",
)


def explain(error: sqlite3.Error, path: Path) -> StoreError:
    """Say what an error of SQLite means for the person at the machine."""
    text = str(error)
    advice = {
        "locked": "another program has been writing for over 30 s; try again when it is done",
        "full": "the disk is full; free some space, nothing was changed",
        "readonly": "the file or its folder cannot be written; check owner and mode",
        "disk I/O": "the disk failed while writing; nothing was changed, check the disk",
        "malformed": "the file is damaged; bring back the last good copy with `python -m data restore`",
        "not a database": "the file is no database; bring back the last good copy with `python -m data restore`",
        "unable to open": "the file cannot be opened; check that its folder exists and may be read",
    }
    for sign, meaning in advice.items():
        if sign in text:
            return StoreError(f"{path}: {meaning} (SQLite: {text})")
    return StoreError(f"{path}: {text}")


def quoted(words: Sequence[str]) -> str:
    """Write words for the word index so that none is an operator."""
    return " ".join('"' + word.replace('"', '""') + '"' for word in words)


class SqliteDatabase:
    """See data.store.sql.database.Database. Usable from several threads, one statement at a time."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path, self.read_only = path, read_only
        self._lock = threading.RLock()
        try:
            self._connection = connect_to_read(path) if read_only else connect(path, "rwc")
            if not read_only:
                write_ahead(self._connection)
            for setting in (*SETTINGS, *(("PRAGMA query_only = ON",) if read_only else WRITER)):
                self._connection.execute(setting)
        except sqlite3.Error as error:
            raise explain(error, path) from error

    def query(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """Give all rows of a statement."""
        with self._lock:
            try:
                return self._connection.execute(sql, values).fetchall()
            except sqlite3.Error as error:
                raise explain(error, self.path) from error

    def execute(self, sql: str, values: Sequence[Any] = ()) -> int:
        """Run a statement; give the number of rows it touched."""
        with self._lock:
            try:
                return self._connection.execute(sql, values).rowcount
            except sqlite3.Error as error:
                raise explain(error, self.path) from error

    def execute_many(self, sql: str, rows: Sequence[Sequence[Any]]) -> None:
        """Run a statement for each row."""
        with self._lock:
            try:
                self._connection.executemany(sql, rows)
            except sqlite3.Error as error:
                raise explain(error, self.path) from error

    def insert_many(self, table: str, columns: str, rows: Sequence[Sequence[Any]]) -> None:
        """Insert rows that are new to a table."""
        values = ",".join("?" * (columns.count(",") + 1))
        self.execute_many(f"INSERT INTO {table} ({columns}) VALUES ({values})", rows)  # noqa: S608 - names of ours

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One write transaction: the write lock is taken at once, so that nothing is read that another changes."""
        with self._lock, self._transaction("BEGIN IMMEDIATE"):
            yield

    @contextmanager
    def reading(self) -> Iterator[None]:
        """One snapshot for several reads."""
        with self._lock, self._transaction("BEGIN"):
            yield

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[None]:
        self.execute(begin)
        try:
            yield
            self.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise

    def search(self, words: Sequence[str], first: int, last: int) -> tuple[str, list[Any]]:
        """Give the sub-select of articles that hold all words; each is quoted, so no word is an operator."""
        sql = "SELECT rowid FROM article_words WHERE article_words MATCH ? AND rowid BETWEEN ? AND ?"
        return sql, [quoted(words), first, last]

    def ranked(self, words: Sequence[str], first: int, last: int) -> tuple[str, list[Any]]:
        """Give the sub-select with BM25; a word in the title counts as several in the text."""
        sql = (
            f"SELECT rowid AS article_id, bm25(article_words, {TITLE_WEIGHT}, 1.0) AS rank FROM article_words"  # noqa: S608 - a number of ours
            " WHERE article_words MATCH ? AND rowid BETWEEN ? AND ?"
        )
        return sql, [quoted(words), first, last]

    def among(self, column: str, search: str) -> str:
        """Write the condition that a column is among the few ids of a sub-select: they are looked up first."""
        return f"{column} IN ({search})"

    def layouts(self) -> dict[str, Layout]:
        """Give every table but those that the word index keeps for itself."""
        kept = self.query("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")
        found = {}
        for (name,) in kept:
            if not name.startswith("sqlite_"):
                rows = self.query("SELECT name, pk FROM pragma_table_info(?)", (name,))
                key = tuple(column for column, place in sorted(rows, key=lambda row: row[1]) if place)
                found[name] = Layout(tuple(column for column, _ in rows), key)
        return found

    def refresh(self) -> None:
        """Let SQLite count samples of its tables again."""
        for setting in ("analysis_limit = 1000", "optimize"):
            self.execute(f"PRAGMA {setting}")

    def plan(self, sql: str, values: Sequence[Any] = ()) -> list[str]:
        """Say how the rows of a query are found."""
        return [row[3] for row in self.query(f"EXPLAIN QUERY PLAN {sql}", values)]

    def copy_to(self, target: Path) -> None:
        """Copy the database to a new file by the online backup; the file has its name when it is whole."""
        if not target.parent.is_dir():
            raise StoreError(f"{target}: the file cannot be opened; check that its folder exists and may be read")
        try:
            with file_errors(target), whole_file(target) as partial, closing(sqlite3.connect(partial)) as copy:
                self._connection.backup(copy, pages=4096, sleep=0.01)
                copy.execute("PRAGMA journal_mode = DELETE")
                broken = [row[0] for row in copy.execute("PRAGMA quick_check").fetchall() if row[0] != "ok"]
                if broken:
                    raise StoreError(
                        f"{target}: the copy is damaged ({broken[0]}); check {self.path} with `python -m data doctor`"
                    )
        except sqlite3.Error as error:
            raise explain(error, target) from error

    def close(self) -> None:
        """Close the connection; a writer lets SQLite refresh its statistics, from samples, if nobody is in the way."""
        with self._lock, closing(self._connection):
            if not self.read_only:
                with suppress(sqlite3.Error):  # statistics can wait for the next time
                    for setting in ("busy_timeout = 0", "analysis_limit = 1000", "optimize"):
                        self._connection.execute(f"PRAGMA {setting}")


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """Open a file with `mode` ro, rw or rwc, in autocommit."""
    return sqlite3.connect(
        f"file:{quote(str(path))}?mode={mode}",
        uri=True,
        timeout=PATIENCE,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=256,
    )


def write_ahead(connection: sqlite3.Connection, patience: float = PATIENCE) -> None:
    """Put a file into WAL mode; raises sqlite3.OperationalError after `patience` seconds.

    Two that change the mode of a new file at once would wait for each other: SQLite tells one of them "locked" without
    waiting, so the waiting is done here.
    """
    until = time.monotonic() + patience
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(RETRY)
        else:
            return


def connect_to_read(path: Path) -> sqlite3.Connection:
    """Open a file for reading only; on a disk that cannot be written even the WAL index may be impossible."""
    connection = connect(path, "ro")
    try:
        connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchall()
    except sqlite3.OperationalError:
        connection.close()
        if path.with_name(path.name + "-wal").exists():
            raise
        connection = connect(path, "ro&immutable=1")
        connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchall()
    return connection
