"""Bringing a SQLite file to the newest schema: our own files only, a backup first, each step one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from data.errors import StoreError
from data.store.migrations import migrations
from data.store.rotation import next_backup
from data.store.sqlite.database import SqliteDatabase

# "DETE": tells our files from any other SQLite file.
APPLICATION_ID = 0x44455445
# One statement, so one snapshot: read one by one, another process may make the tables between the first and the last.
MARKS = (
    "SELECT (SELECT COUNT(*) FROM sqlite_master), user_version, application_id"
    " FROM pragma_user_version, pragma_application_id"
)


def schema_of(database: SqliteDatabase) -> int:
    """Give the schema number of a file of ours; raises StoreError if it is another program's."""
    tables, version, application = database.query(MARKS)[0]
    if tables and application != APPLICATION_ID:
        raise StoreError(
            f"{database.path}: this database belongs to another program; set DETENTE_STORE to another file"
        )
    return int(version)


def refuse_newer(database: SqliteDatabase, version: int, newest: int) -> None:
    """Refuse a file of a later release: it is not touched."""
    if version > newest:
        raise StoreError(
            f"{database.path}: written by a newer version of this program (schema {version}, this one knows {newest});"
            " update the program, the file was not changed"
        )


def check_schema(database: SqliteDatabase) -> None:
    """Refuse a file that this version cannot read; used where nothing may be written."""
    newest = len(migrations("sqlite"))
    version = schema_of(database)
    refuse_newer(database, version, newest)
    if version < newest:
        raise StoreError(
            f"{database.path}: schema {version} is older than this program's ({newest}); run `python -m data migrate`"
        )


def migrate(database: SqliteDatabase, steps: Sequence[tuple[int, str]] | None = None) -> None:
    """Bring a file to the newest schema; a backup is made before an existing one is changed."""
    known = migrations("sqlite") if steps is None else steps
    version = schema_of(database)
    refuse_newer(database, version, len(known))
    if version == len(known):
        return
    if not version:
        with database.writing():
            take(database, known)
        return
    database.copy_to(next_backup(database.path, datetime.now(UTC), "before-migration"))
    for step in known:
        with database.writing():
            take(database, [step])


def take(database: SqliteDatabase, steps: Sequence[tuple[int, str]]) -> None:
    """Take those steps that the file has not taken yet, in the transaction of the caller.

    All steps of a new file are one, so that no other process meets half of a schema and takes it for an old store.
    """
    for number, sql in steps:
        if schema_of(database) < number:
            for statement in statements(sql):
                database.execute(statement)
            database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            database.execute(f"PRAGMA user_version = {number}")


def statements(sql: str) -> Iterator[str]:
    """Cut a script into statements; a trigger with its own semicolons is one."""
    pending = ""
    for line in sql.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""
    if any(line.strip() and not line.lstrip().startswith("--") for line in pending.splitlines()):
        raise ValueError(f"unfinished statement: {pending.strip()[:80]}")
