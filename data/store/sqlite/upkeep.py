"""Upkeep of a SQLite file: check, backup, restore."""

from __future__ import annotations

import os
import sqlite3
import stat
from pathlib import Path

from data.errors import StoreError
from data.store.base import Finding
from data.store.files import file_errors
from data.store.sqlite.database import SqliteDatabase, explain
from data.store.sqlite.schema import APPLICATION_ID, schema_of

WAL_LIMIT = 64 * 1024 * 1024


class SqliteUpkeep:
    """See data.store.sql.store.Upkeep."""

    def __init__(self, database: SqliteDatabase) -> None:
        self._database = database

    def schema(self) -> int:
        """Give the number of the schema."""
        return schema_of(self._database)

    def size(self) -> int:
        """Give the bytes of the file and its log."""
        path = self._database.path
        log = path.with_name(path.name + "-wal")
        return path.stat().st_size + (log.stat().st_size if log.exists() else 0)

    def server_seconds(self) -> float:
        """Give 0: all is done in this process."""
        return 0.0

    def compact(self) -> None:
        """Write the file anew without its free pages."""
        self._database.execute("VACUUM")
        self._database.query("PRAGMA wal_checkpoint(TRUNCATE)")

    def refresh(self) -> None:
        """Bring the statistics up to date, from samples."""
        self._database.refresh()

    def check(self) -> list[Finding]:
        """Check pages, references, the word index, file modes and the size of the log."""
        broken = [row[0] for row in self._database.query("PRAGMA integrity_check(20)") if row[0] != "ok"]
        orphans = self._database.query("PRAGMA foreign_key_check")
        return [
            Finding("integrity", not broken, broken[0] if broken else "well"),
            Finding("references", not orphans, f"{len(orphans)} rows refer to nothing" if orphans else "well"),
            self.check_mode(),
            self.check_log(),
        ]

    def check_mode(self) -> Finding:
        """Check that nobody else may write the file."""
        mode = stat.S_IMODE(self._database.path.stat().st_mode)
        wide = os.name == "posix" and bool(mode & stat.S_IWOTH)
        return Finding("file_mode", not wide, f"{mode:o}" + (": others may write it; chmod o-w" if wide else ""))

    def check_log(self) -> Finding:
        """Check that the write-ahead log does not grow without end."""
        log = self._database.path.with_name(self._database.path.name + "-wal")
        size = log.stat().st_size if log.exists() else 0
        advice = ": a reader keeps it from shrinking; close idle programs" if size > WAL_LIMIT else ""
        return Finding("log_size", size <= WAL_LIMIT, f"{size} bytes{advice}")

    def backup(self, target: Path) -> None:
        """Copy to a new file, checked; a copy that fails leaves no file."""
        if target.exists():
            raise StoreError(f"{target}: exists already; name a new file")
        partial = target.with_name(target.name + ".part")
        with file_errors(partial):
            partial.unlink(missing_ok=True)
            self._database.copy_to(partial)
            partial.replace(target)


def restore(backup: Path, store: Path) -> None:
    """Put a backup in the place of a store; what stood there is kept beside it as `.replaced`.

    Raises StoreError if the backup is none of ours or damaged; then nothing is changed.
    """
    if not backup.is_file():
        raise StoreError(f"{backup}: no such backup")
    partial = store.with_name(store.name + ".restoring")
    with file_errors(store):
        partial.unlink(missing_ok=True)
    source = SqliteDatabase(backup, read_only=True)
    try:
        if not schema_of(source) or source.query("PRAGMA application_id")[0][0] != APPLICATION_ID:
            raise StoreError(f"{backup}: no backup of this program")
        source.copy_to(partial)
    finally:
        source.close()
    with file_errors(store):
        if store.exists():
            set_aside(store)
        partial.replace(store)


def set_aside(store: Path) -> None:
    """Move a store file away, with its log folded in as far as it can be read."""
    try:
        connection = sqlite3.connect(store, timeout=1)
        try:
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("ROLLBACK")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.close()
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise explain(error, store) from error
    except sqlite3.DatabaseError:
        pass  # a damaged file is just what a restore is for
    for suffix in ("", "-wal", "-shm"):
        part = store.with_name(store.name + suffix)
        if part.exists():
            part.replace(store.with_name(f"{store.name}.replaced{suffix}"))
