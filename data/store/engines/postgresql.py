"""postgresql://USER@HOST/NAME: one database for many writers and readers. Needs the `postgresql` extra (psycopg)."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

from data.errors import SettingsError
from data.settings import read_settings
from data.store.base import Engine, Store
from data.store.rotation import next_backup
from data.store.sql.store import SqlStore


def require_driver() -> None:
    """Raise SettingsError where psycopg is missing: it is an extra, most installations do without."""
    if find_spec("psycopg") is None:
        raise SettingsError("DETENTE_STORE names PostgreSQL, which needs psycopg: pip install 'psycopg[binary]'")


def open_postgresql(url: str, *, read_only: bool = False) -> AbstractContextManager[Store]:
    """Open a database; its tables are made or migrated unless read-only."""
    require_driver()
    from data.store.postgres import schema, upkeep  # noqa: PLC0415 - the driver is optional
    from data.store.postgres.database import PostgresDatabase  # noqa: PLC0415 - likewise

    database = PostgresDatabase(url, read_only=read_only)
    kept = upkeep.PostgresUpkeep(database, url)
    try:
        if read_only:
            schema.check_schema(database)
        else:
            place = named_after(url, read_settings().home)
            schema.migrate(database, lambda: kept.backup(next_backup(place, datetime.now(UTC), "before-migration")))
    except BaseException:
        database.close()
        raise
    return SqlStore(database, kept)


def shown(url: str) -> str:
    """Give the URL without its password."""
    require_driver()
    from data.store.postgres import upkeep  # noqa: PLC0415 - the driver is optional

    return upkeep.shown(url)


def restore(backup: Path, url: str) -> None:
    """Put a dump in the place of the tables."""
    require_driver()
    from data.store.postgres import upkeep  # noqa: PLC0415 - the driver is optional

    upkeep.restore(backup, url)


def named_after(url: str, home: Path) -> Path:
    """Give the path that dumps are named after: they lie under the home folder."""
    return home / f"{urlsplit(url).path.strip('/') or 'detente'}.dump"


ENGINE = Engine(open=open_postgresql, shown=shown, restore=restore, backups=named_after)
