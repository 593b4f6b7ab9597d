"""What the shared SQL asks of an engine. Placeholders, search and types are its business."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

from data.store.base import Layout

# Values of one IN list: below the oldest limit of variables that an engine sets.
CHUNK = 500

Row = tuple[Any, ...]


class Database(Protocol):
    """One connection. Statements use `?`; days and times come back as ISO text whatever the engine stores."""

    def query(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """Give all rows of a statement."""

    def execute(self, sql: str, values: Sequence[Any] = ()) -> int:
        """Run a statement inside `writing()`; give the number of rows it touched."""

    def execute_many(self, sql: str, rows: Sequence[Sequence[Any]]) -> None:
        """Run a statement for each row inside `writing()`."""

    def insert_many(self, table: str, columns: str, rows: Sequence[Sequence[Any]]) -> None:
        """Insert rows that are new to a table, the fastest way the engine has, inside `writing()`."""

    def writing(self) -> AbstractContextManager[None]:
        """One write transaction, alone among writers: all of it or nothing."""

    def reading(self) -> AbstractContextManager[None]:
        """One snapshot for several reads."""

    def search(self, words: Sequence[str], first: int, last: int) -> tuple[str, list[Any]]:
        """Give a sub-select of the article ids from `first` to `last` that hold all of the words, and its values."""

    def ranked(self, words: Sequence[str], first: int, last: int) -> tuple[str, list[Any]]:
        """Give a sub-select of the same articles with `article_id` and `rank`: the lower, the better they fit."""

    def among(self, column: str, search: str) -> str:
        """Write the condition that a column is among the few ids of a sub-select: they are looked up first."""

    def layouts(self) -> dict[str, Layout]:
        """Give the columns and key of every table, as they may be inserted."""

    def plan(self, sql: str, values: Sequence[Any] = ()) -> list[str]:
        """Say how the rows of a query are found, a line a step."""

    def close(self) -> None:
        """Close the connection."""


def chunks(values: Sequence[Any], size: int = CHUNK) -> Iterator[Sequence[Any]]:
    """Cut a sequence into runs that fit one IN list."""
    for at in range(0, len(values), size):
        yield values[at : at + size]


def marks(values: Sequence[Any]) -> str:
    """Give `(?,?,...)` for an IN list."""
    return f"({','.join('?' * len(values))})"


def query_in(database: Database, sql: str, values: Sequence[Any], before: Sequence[Any] = ()) -> list[Row]:
    """Run a query that ends in `IN {}` over any number of values; `before` fills the marks that stand before it."""
    rows: list[Row] = []
    for part in chunks(values):
        rows += database.query(sql.format(marks(part)), [*before, *part])
    return rows


def execute_in(database: Database, sql: str, values: Sequence[Any]) -> None:
    """Run a statement with one `IN {}` over any number of values."""
    for part in chunks(values):
        database.execute(sql.format(marks(part)), part)


def between(column: str, since: Any, until: Any) -> tuple[list[str], list[Any]]:
    """Give the conditions and values of a range of days; None leaves a side open."""
    conditions, values = [], []
    for sign, day in ((">=", since), ("<=", until)):
        if day is not None:
            conditions.append(f"{column} {sign} ?")
            values.append(day.isoformat())
    return conditions, values


def where(conditions: Sequence[str]) -> str:
    """Join conditions to a WHERE clause, or to nothing."""
    return f" WHERE {' AND '.join(conditions)}" if conditions else ""
