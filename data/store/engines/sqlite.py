"""sqlite:///PATH: one file, the default store."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path

from data.errors import SettingsError, StoreError
from data.store.base import Engine, Store
from data.store.rotation import backups
from data.store.sql.store import SqlStore
from data.store.sqlite import upkeep
from data.store.sqlite.database import SqliteDatabase
from data.store.sqlite.schema import check_schema, migrate

PREFIX = "sqlite:///"


def path_of(url: str) -> Path:
    """Give the file that a URL names."""
    path = url.removeprefix(PREFIX)
    if path == url or not path:
        raise SettingsError(f"DETENTE_STORE must be {PREFIX}PATH, not {url}")
    return Path(path).expanduser()


def open_sqlite(url: str, *, read_only: bool = False) -> AbstractContextManager[Store]:
    """Open a file; it is made or migrated unless read-only. A damaged file is never replaced by an empty one."""
    path = path_of(url)
    if read_only:
        require(path)
    else:
        make_folder(path)
    database = SqliteDatabase(path, read_only=read_only)
    try:
        check_schema(database) if read_only else migrate(database)
    except BaseException:
        database.close()
        raise
    return SqlStore(database, upkeep.SqliteUpkeep(database))


def require(path: Path) -> None:
    """Refuse to read a file that is not there, naming the last backup if there is one."""
    if not path.is_file():
        kept = backups(path)
        advice = f"bring back {kept[-1]} with `python -m data restore`" if kept else "run `python3 tasks.py ingest`"
        raise StoreError(f"{path}: no store there yet; {advice}")


def make_folder(path: Path) -> None:
    """Make the folder of a store file; a store that was lost is not replaced by an empty one."""
    kept = backups(path)
    if kept and (not path.exists() or not path.stat().st_size):
        raise StoreError(
            f"{path}: the store is gone, but {kept[-1]} is there; bring it back with `python -m data restore`,"
            " or move the backups away to start anew"
        )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{path.parent}: the folder cannot be made ({error.strerror}); set DETENTE_HOME") from error


def restore(backup: Path, url: str) -> None:
    """Put a backup in the place of the store."""
    upkeep.restore(backup, path_of(url))


def named_after(url: str, _home: Path) -> Path:
    """Give the store file: backups are named after it and lie beside it."""
    return path_of(url)


ENGINE = Engine(open=open_sqlite, shown=str, restore=restore, backups=named_after)
