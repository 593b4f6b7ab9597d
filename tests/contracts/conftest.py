"""Empty stores of each engine in turn; a private PostgreSQL server on loopback, for as long as the tests run."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest

from data.model import Outlet
from data.plugins import discover
from data.store import engines, open_store
from data.store.base import Engine, Store
from tests.contracts.store_values import NOW, code, make_article

PASSWORD = "a secret"


def server_tools() -> Path | None:
    """Find initdb and postgres, which distributions keep off the PATH."""
    found = shutil.which("initdb")
    places = [Path(found).parent] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    return next((place for place in places if (place / "initdb").exists()), None)


def unprivileged() -> dict[str, object]:
    """Give the options that run a process as another user where we are root: the server refuses to be root."""
    if os.name != "posix" or os.geteuid() != 0:
        return {}
    import pwd

    names = {entry.pw_name for entry in pwd.getpwall()}
    user = "postgres" if "postgres" in names else "nobody"
    return {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def postgres_server(request: pytest.FixtureRequest) -> Iterator[str]:
    """Give the URL of a server's own database; a visible skip where PostgreSQL is absent, a failure in CI."""
    tools = server_tools()
    if tools is None:
        message = "PostgreSQL's server is not installed (initdb not found)"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    folder = Path(tempfile.mkdtemp(prefix="detente-postgres-"))
    user = unprivileged()
    if user:
        shutil.chown(folder, str(user["user"]))
    secret = folder / "secret"
    secret.write_text(PASSWORD)
    secret.chmod(0o644)
    make = [tools / "initdb", "-D", folder / "data", "-U", "detente", "-A", "scram-sha-256", "-E", "UTF8", "--locale=C"]
    subprocess.run([*make, "--no-sync", f"--pwfile={secret}"], check=True, capture_output=True, cwd=folder, **user)
    port = free_port()
    settings = (f"port={port}", "listen_addresses=127.0.0.1", f"unix_socket_directories={folder}", "fsync=off")
    command = [tools / "postgres", "-D", folder / "data", *(part for item in settings for part in ("-c", item))]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, **user)
    try:
        yield wait_for(f"postgresql://detente:{quote(PASSWORD)}@127.0.0.1:{port}/postgres", folder / "log")
    finally:
        server.terminate()
        server.wait(timeout=30)
        shutil.rmtree(folder, ignore_errors=True)


def wait_for(url: str, log: Path) -> str:
    """Give the URL as soon as the server answers."""
    for _ in range(300):
        try:
            psycopg.connect(url, connect_timeout=2).close()
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return url
    raise AssertionError(log.read_text("utf-8"))


@pytest.fixture(scope="session")
def database_numbers() -> Iterator[int]:
    """Number the databases of the session."""
    return iter(range(1, 100_000))


@pytest.fixture(params=sorted(discover(engines, "ENGINE", Engine)))
def new_url(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Give URLs of stores that are empty, of each engine in turn."""
    if request.param == "sqlite":
        return lambda: f"sqlite:///{tmp_path / f'{len(list(tmp_path.iterdir()))}.sqlite'}"
    server: str = request.getfixturevalue("postgres_server")
    numbers: Iterator[int] = request.getfixturevalue("database_numbers")
    return lambda: make_database(server, f"store_{next(numbers)}")


def make_database(server: str, name: str) -> str:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return server.replace("/postgres", f"/{name}")


@pytest.fixture
def url(new_url: Callable[[], str]) -> str:
    return new_url()


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    with open_store(url) as opened:
        yield opened


@pytest.fixture
def told(store: Store) -> Store:
    store.save_outlets([Outlet("agency", "Agency", "TUN", ("en",), "private", "group", "neighbour", None, ())])
    for number in range(6):
        article = make_article(
            str(number),
            f"Iran rejects proposal number {number}",
            first_seen_at=NOW + timedelta(days=number),
            outlet_id="agency" if number % 2 else "radio",
            language="en" if number < 4 else "fr",
        )
        store.add_articles([article])
    code(store)
    return store
