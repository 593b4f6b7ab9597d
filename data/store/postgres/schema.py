"""Bringing a PostgreSQL database to the newest schema, in one transaction a step."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from data.errors import StoreError
from data.store.migrations import migrations
from data.store.postgres.database import PostgresDatabase


def schema_of(database: PostgresDatabase) -> int:
    """Give the schema number, 0 for an empty database."""
    if database.query("SELECT to_regclass('schema_version')::text")[0][0] is None:
        return 0
    return int(database.query("SELECT COALESCE(MAX(number), 0) FROM schema_version")[0][0])


def check_schema(database: PostgresDatabase) -> None:
    """Refuse a database that this version cannot read; used where nothing may be written."""
    newest, version = len(migrations("postgresql")), schema_of(database)
    refuse_newer(version, newest)
    if version == 0:
        raise StoreError("PostgreSQL: no store there yet; run `python3 tasks.py ingest`")
    if version < newest:
        raise StoreError(
            f"PostgreSQL: schema {version} is older than this program's ({newest}); run `python -m data migrate`"
        )


def refuse_newer(version: int, newest: int) -> None:
    """Refuse the tables of a later release: they are not touched."""
    if version > newest:
        raise StoreError(
            f"PostgreSQL: written by a newer version of this program (schema {version}, this one knows {newest});"
            " update the program, nothing was changed"
        )


def migrate(
    database: PostgresDatabase, back_up: Callable[[], None], steps: Sequence[tuple[int, str]] | None = None
) -> None:
    """Bring a database to the newest schema; `back_up` is called before existing tables are changed."""
    known = migrations("postgresql") if steps is None else steps
    version = schema_of(database)
    refuse_newer(version, len(known))
    if 0 < version < len(known):
        back_up()
    for number, sql in known[version:]:
        with database.writing():
            database.execute_script("CREATE TABLE IF NOT EXISTS schema_version (number INTEGER PRIMARY KEY)")
            if schema_of(database) < number:
                database.execute_script(sql)
                database.execute("INSERT INTO schema_version (number) VALUES (?)", (number,))
