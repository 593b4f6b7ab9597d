"""Upkeep of a PostgreSQL database: check, dump, restore, through the server's own tools."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from psycopg.conninfo import conninfo_to_dict

from data.errors import StoreError
from data.store.base import Finding
from data.store.files import file_errors
from data.store.postgres.database import PostgresDatabase
from data.store.postgres.schema import schema_of

# How the tools are told where the database is: never on their command line, which other users can see.
VARIABLES = {
    "host": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "dbname": "PGDATABASE",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
}


class PostgresUpkeep:
    """See data.store.sql.store.Upkeep."""

    def __init__(self, database: PostgresDatabase, url: str) -> None:
        self._database, self._url = database, url

    def schema(self) -> int:
        """Give the number of the schema."""
        return schema_of(self._database)

    def size(self) -> int:
        """Give the bytes of the database."""
        return int(self._database.query("SELECT pg_database_size(current_database())")[0][0])

    def server_seconds(self) -> float:
        """Ask Linux about the process that serves this connection, where it runs on this machine."""
        try:
            told = (Path("/proc") / str(self._database.process) / "schedstat").read_text("ascii")
        except OSError:
            return 0.0
        return int(told.split()[0]) / 1e9

    def compact(self) -> None:
        """Give dead rows back to the tables, for others to use; no table is locked."""
        self._database.execute_script("VACUUM (ANALYZE)")

    def refresh(self) -> None:
        """Bring the statistics up to date, from samples."""
        self._database.execute_script("ANALYZE")

    def check(self) -> list[Finding]:
        """Check indexes, constraints and the encoding."""
        broken = [
            row[0]
            for row in self._database.query("SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid")
        ]
        open_ = [row[0] for row in self._database.query("SELECT conname FROM pg_constraint WHERE NOT convalidated")]
        encoding = self._database.query("SHOW server_encoding")[0][0]
        return [
            Finding("indexes", not broken, f"invalid: {', '.join(broken)}; REINDEX them" if broken else "well"),
            Finding("references", not open_, f"not validated: {', '.join(open_)}" if open_ else "well"),
            Finding("encoding", encoding == "UTF8", encoding),
        ]

    def backup(self, target: Path) -> None:
        """Dump to a new file; the dump is read through once before it gets its name."""
        if target.exists():
            raise StoreError(f"{target}: exists already; name a new file")
        partial = target.with_name(target.name + ".part")
        run_tool("pg_dump", self._url, "--format=custom", "--no-owner", f"--file={partial}")
        run_tool("pg_restore", self._url, "--list", str(partial))
        with file_errors(target):
            partial.replace(target)


def run_tool(name: str, url: str, *options: str) -> None:
    """Run a tool of the server's client package; raises StoreError with its last line."""
    tool = shutil.which(name)
    if tool is None:
        raise StoreError(f"{name} is not installed: it comes with the PostgreSQL client package")
    done = subprocess.run([tool, *options], env=environment(url), capture_output=True, text=True, check=False)
    if done.returncode:
        lines = done.stderr.strip().splitlines() or [f"exit code {done.returncode}"]
        raise StoreError(f"{name}: {lines[-1]}")


def environment(url: str) -> Mapping[str, str]:
    """Give the environment that tells the tools where the database is."""
    known = conninfo_to_dict(url)
    return {**os.environ, **{VARIABLES[key]: str(value) for key, value in known.items() if key in VARIABLES and value}}


def restore(backup: Path, url: str) -> None:
    """Put a dump in the place of the tables, all or nothing."""
    if not backup.is_file():
        raise StoreError(f"{backup}: no such backup")
    name = str(conninfo_to_dict(url).get("dbname") or "")
    options = ("--clean", "--if-exists", "--no-owner", "--single-transaction", "--exit-on-error", f"--dbname={name}")
    run_tool("pg_restore", url, *options, str(backup))


def shown(url: str) -> str:
    """Give a URL without its password."""
    parts = urlsplit(url)
    query = urlencode(
        [(name, value) for name, value in parse_qsl(parts.query) if name not in ("password", "sslpassword")]
    )
    user, at, host = parts.netloc.rpartition("@")
    name = quote(user.partition(":")[0], safe="%")
    return urlunsplit((parts.scheme, f"{name}{at}{host}", parts.path, query, ""))
