"""One PostgreSQL connection that speaks as the shared SQL expects: `?` marks, days and times as the same ISO text.

Writers take turns by an advisory lock held for one transaction, as they do in SQLite: aggregates are recomputed from
what is stored, which two at once would get wrong. Readers never wait.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import lru_cache
from typing import Any

import psycopg
from psycopg.adapt import Buffer, Loader
from psycopg.types.string import TextLoader

from data.errors import StoreError
from data.store.base import Layout
from data.store.sql.database import Row
from data.store.sql.texts import time_text

# "DETE": the number of the lock that writers share.
WRITER_LOCK = 0x44455445
SETTINGS = (
    "SET TIME ZONE 'UTC'",
    "SET DateStyle = 'ISO'",
    "SET lock_timeout = '30s'",
    # A plan that must do for every word and pair is up to thirty times slower for most of them.
    "SET plan_cache_mode = force_custom_plan",
    # Compiling a query takes longer than any of ours.
    "SET jit = off",
)

COLUMNS = (
    "SELECT c.table_name::text, c.column_name::text FROM information_schema.columns c"
    " WHERE c.table_schema = current_schema() AND c.is_generated = 'NEVER' AND c.table_name <> 'schema_version'"
    " ORDER BY c.table_name, c.ordinal_position"
)
KEYS = (
    "SELECT u.table_name::text, u.column_name::text FROM information_schema.table_constraints t"
    " JOIN information_schema.key_column_usage u ON u.constraint_name = t.constraint_name"
    " AND u.table_schema = t.table_schema AND u.table_name = t.table_name"
    " WHERE t.constraint_type = 'PRIMARY KEY' AND t.table_schema = current_schema()"
    " ORDER BY u.table_name, u.ordinal_position"
)


class TimeLoader(Loader):
    """Loads a timestamptz as the text that the shared SQL writes."""

    def load(self, data: Buffer) -> str | None:
        """Read a value in ISO style with its offset."""
        return time_text(datetime.fromisoformat(bytes(data).decode("ascii")))


def explain(error: psycopg.Error) -> StoreError:
    """Say what an error of the server means for the person at the machine."""
    first = (str(error).strip().splitlines() or [type(error).__name__])[0]
    advice = {
        psycopg.errors.LockNotAvailable: "another program has been writing for over 30 s; try again when it is done",
        psycopg.errors.DiskFull: "the server's disk is full; nothing was changed",
        psycopg.errors.ReadOnlySqlTransaction: "the database is open for reading only",
        psycopg.errors.InsufficientPrivilege: "this user may not do that; grant it or use another user",
        psycopg.errors.UndefinedTable: "the tables are not there; run `python -m data migrate`",
        psycopg.OperationalError: "the server cannot be reached or closed the connection; is it running?",
    }
    for kind, meaning in advice.items():
        if isinstance(error, kind):
            return StoreError(f"PostgreSQL: {meaning} ({first})")
    return StoreError(f"PostgreSQL: {first}")


@lru_cache(maxsize=512)
def marked(sql: str) -> str:
    """Write `?` marks as the driver wants them."""
    return sql.replace("%", "%%").replace("?", "%s")


def connect(url: str) -> psycopg.Connection[Row]:
    """Open a connection in autocommit. The URL may hold a password: it is never quoted in an error."""
    try:
        connection = psycopg.connect(url, autocommit=True, connect_timeout=10)
    except psycopg.ProgrammingError:
        raise StoreError("DETENTE_STORE is no valid PostgreSQL address: postgresql://USER@HOST:PORT/NAME") from None
    except psycopg.Error as error:
        raise explain(error) from None
    connection.adapters.register_loader("date", TextLoader)
    connection.adapters.register_loader("timestamptz", TimeLoader)
    return connection


class PostgresDatabase:
    """See data.store.sql.database.Database. Usable from several threads, one statement at a time."""

    def __init__(self, url: str, *, read_only: bool = False) -> None:
        self._lock = threading.RLock()
        self._connection = connect(url)
        for setting in SETTINGS:
            self.execute(setting)
        if read_only:
            self.execute("SET default_transaction_read_only = on")

    @property
    def process(self) -> int | None:
        """The process of the server that serves this connection; None where the server is another machine."""
        info = self._connection.info
        near = info.host.startswith("/") or info.hostaddr in ("127.0.0.1", "::1")
        return info.backend_pid if near else None

    def query(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """Give all rows of a statement."""
        with self._lock:
            try:
                return self._connection.execute(marked(sql).encode(), values).fetchall()
            except psycopg.Error as error:
                raise explain(error) from error

    def execute(self, sql: str, values: Sequence[Any] = ()) -> int:
        """Run a statement; give the number of rows it touched."""
        with self._lock:
            try:
                return self._connection.execute(marked(sql).encode(), values or None).rowcount
            except psycopg.Error as error:
                raise explain(error) from error

    def execute_many(self, sql: str, rows: Sequence[Sequence[Any]]) -> None:
        """Run a statement for each row."""
        with self._lock:
            try:
                with self._connection.cursor() as cursor:
                    cursor.executemany(marked(sql).encode(), rows)
            except psycopg.Error as error:
                raise explain(error) from error

    def insert_many(self, table: str, columns: str, rows: Sequence[Sequence[Any]]) -> None:
        """Insert rows that are new to a table, as one stream."""
        with self._lock:
            try:
                copy = f"COPY {table} ({columns}) FROM STDIN".encode()
                with self._connection.cursor() as cursor, cursor.copy(copy) as stream:
                    for row in rows:
                        stream.write_row(row)
            except psycopg.Error as error:
                raise explain(error) from error

    def execute_script(self, sql: str) -> None:
        """Run several statements without values."""
        with self._lock:
            try:
                self._connection.execute(sql.encode())
            except psycopg.Error as error:
                raise explain(error) from error

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One write transaction, alone among writers."""
        with self._lock, self._transaction("BEGIN"):
            self.query("SELECT pg_advisory_xact_lock(?)", (WRITER_LOCK,))
            yield

    @contextmanager
    def reading(self) -> Iterator[None]:
        """One snapshot for several reads."""
        with self._lock, self._transaction("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"):
            yield

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[None]:
        self.execute_script(begin)
        try:
            yield
            self.execute_script("COMMIT")
        except BaseException:
            if not self._connection.broken:
                self.execute_script("ROLLBACK")
            raise

    def search(self, words: Sequence[str], first: int, last: int) -> tuple[str, list[Any]]:
        """Give the sub-select of articles that hold all words; no word is an operator."""
        sql = (
            "SELECT article_id FROM article WHERE words @@ plainto_tsquery('simple', unaccented(?))"
            " AND article_id BETWEEN ? AND ?"
        )
        return sql, [" ".join(words), first, last]

    def ranked(self, words: Sequence[str], first: int, last: int) -> tuple[str, list[Any]]:
        """Give the sub-select ranked by how often and how early in the article the words stand."""
        sql = (
            "SELECT article_id, -ts_rank_cd(words, plainto_tsquery('simple', unaccented(?)), 1) AS rank FROM article"
            " WHERE words @@ plainto_tsquery('simple', unaccented(?)) AND article_id BETWEEN ? AND ?"
        )
        return sql, [" ".join(words), " ".join(words), first, last]

    def among(self, column: str, search: str) -> str:
        """Write the condition that a column is among the few ids of a sub-select: they are looked up first."""
        # As an array: the planner takes rare words for frequent ones and would walk through all days instead.
        return f"{column} = ANY(ARRAY({search}))"

    def layouts(self) -> dict[str, Layout]:
        """Give every table of ours but the number of the schema, without columns that the server computes."""
        columns: dict[str, list[str]] = {}
        for table, column in self.query(COLUMNS):
            columns.setdefault(table, []).append(column)
        keys: dict[str, list[str]] = {}
        for table, column in self.query(KEYS):
            keys.setdefault(table, []).append(column)
        return {table: Layout(tuple(names), tuple(keys[table])) for table, names in columns.items()}

    def plan(self, sql: str, values: Sequence[Any] = ()) -> list[str]:
        """Say how the rows of a query are found."""
        return [row[0].strip() for row in self.query(f"EXPLAIN (COSTS OFF) {sql}", values)]

    def close(self) -> None:
        """Close the connection."""
        with self._lock:
            self._connection.close()
