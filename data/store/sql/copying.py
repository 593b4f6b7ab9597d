"""Whole tables in the order of their keys: what the copy of a store is made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from data.store.base import Layout
from data.store.sql.database import Database, Row

PORTION = 5000


def portions(database: Database, table: str, layout: Layout, after: Row | None) -> Iterator[list[Row]]:
    """Give the rows of a table from after a key on, some thousands at a time."""
    key = ", ".join(layout.key)
    places = [layout.columns.index(name) for name in layout.key]
    sql = f"SELECT {', '.join(layout.columns)} FROM {table}{{}} ORDER BY {key} LIMIT {PORTION}"
    later = f" WHERE ({key}) > ({','.join('?' * len(places))})"
    while True:
        rows = database.query(sql.format(later if after else ""), after or ())
        if not rows:
            return
        yield rows
        after = tuple(rows[-1][at] for at in places)


def last_key(database: Database, table: str, layout: Layout) -> Row | None:
    """Give the highest key of a table, or None for an empty one."""
    order = ", ".join(f"{name} DESC" for name in layout.key)
    rows = database.query(f"SELECT {', '.join(layout.key)} FROM {table} ORDER BY {order} LIMIT 1")
    return rows[0] if rows else None


def put_rows(database: Database, table: str, layout: Layout, rows: Sequence[Row]) -> None:
    """Insert rows that are new to a table, inside a write transaction."""
    database.insert_many(table, ", ".join(layout.columns), rows)
