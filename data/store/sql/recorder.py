"""A database that remembers what it was asked, so that the plans behind a read can be shown."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any

from data.store.base import Layout
from data.store.sql.database import Database, Row


class Recorder:
    """Passes reads on to another database and keeps their statements."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.asked: dict[str, Sequence[Any]] = {}

    def query(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """Note and pass on."""
        self.asked.setdefault(sql, values)
        return self._database.query(sql, values)

    def execute(self, sql: str, values: Sequence[Any] = ()) -> int:
        """Pass on."""
        return self._database.execute(sql, values)

    def execute_many(self, sql: str, rows: Sequence[Sequence[Any]]) -> None:
        """Pass on."""
        self._database.execute_many(sql, rows)

    def insert_many(self, table: str, columns: str, rows: Sequence[Sequence[Any]]) -> None:
        """Pass on."""
        self._database.insert_many(table, columns, rows)

    def writing(self) -> AbstractContextManager[None]:
        """Pass on."""
        return self._database.writing()

    def reading(self) -> AbstractContextManager[None]:
        """Pass on."""
        return self._database.reading()

    def search(self, words: Sequence[str], first: int, last: int) -> tuple[str, list[Any]]:
        """Pass on."""
        return self._database.search(words, first, last)

    def ranked(self, words: Sequence[str], first: int, last: int) -> tuple[str, list[Any]]:
        """Pass on."""
        return self._database.ranked(words, first, last)

    def among(self, column: str, search: str) -> str:
        """Pass on."""
        return self._database.among(column, search)

    def layouts(self) -> dict[str, Layout]:
        """Pass on."""
        return self._database.layouts()

    def plan(self, sql: str, values: Sequence[Any] = ()) -> list[str]:
        """Pass on."""
        return self._database.plan(sql, values)

    def close(self) -> None:
        """Leave the other open."""
