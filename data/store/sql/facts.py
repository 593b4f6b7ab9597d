"""Facts about the store itself, by name."""

from __future__ import annotations

from data.store.sql.database import Database


def fact(database: Database, name: str) -> str | None:
    """Give a stored fact, or None."""
    rows = database.query("SELECT value FROM meta WHERE name = ?", (name,))
    return rows[0][0] if rows else None


def keep_fact(database: Database, name: str, value: str) -> None:
    """Keep a fact, inside a write transaction."""
    database.execute(
        "INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
        " WHERE meta.value <> excluded.value",
        (name, value),
    )


def drop_fact(database: Database, name: str) -> None:
    """Forget a fact, inside a write transaction."""
    database.execute("DELETE FROM meta WHERE name = ?", (name,))
