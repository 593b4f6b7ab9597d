"""Times the way of a store through all migrations: a copy of it is put back to the first schema and opened again.

python tests/scale/older.py PATH
"""

from __future__ import annotations

import shutil
import sqlite3
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from data.store import open_store
from data.store.migrations import migrations


def columns(connection: sqlite3.Connection) -> dict[str, list[str]]:
    """Give the columns of every table but those that the word index keeps for itself."""
    kept = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'"
    named = "SELECT name FROM pragma_table_info(?)"
    return {table: [row[0] for row in connection.execute(named, (table,))] for (table,) in connection.execute(kept)}


def put_back(path: Path) -> None:
    """Take from a file the tables and columns that came after the first schema."""
    with closing(sqlite3.connect(":memory:")) as first:
        first.executescript(migrations("sqlite")[0][1])
        known = columns(first)
    with closing(sqlite3.connect(path)) as connection:
        for table, names in columns(connection).items():
            if table not in known:
                connection.execute(f"DROP TABLE {table}")
            for name in set(names) - set(known.get(table, names)):
                connection.execute(f"ALTER TABLE {table} DROP COLUMN {name}")
        connection.execute("PRAGMA user_version = 1")


def main(path: Path) -> None:
    """Print seconds and sizes."""
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        copy = Path(folder) / path.name
        shutil.copy(path, copy)
        put_back(copy)
        start = time.monotonic()
        with open_store(f"sqlite:///{copy}") as store:
            status = store.status()
        spent = time.monotonic() - start
        backups = sum(file.stat().st_size for file in copy.parent.rglob("*before-migration*"))
        print(f"schema 1 to {status['schema']}: {spent:.1f} s, the backup before it included ({backups / 1e9:.2f} GB)")
        print(f"{path.stat().st_size / 1e9:.2f} GB before, {status['size'] / 1e9:.2f} GB after")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]).resolve())
