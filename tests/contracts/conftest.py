"""Empty stores of each engine in turn; a private PostgreSQL server on loopback, for as long as the tests run."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest

from data.model import Outlet
from data.plugins import discover
from data.store import engines, open_store
from data.store.base import Engine, Store
from tests.contracts.postgres_server import PostgresServer, server_tools
from tests.contracts.store_values import NOW, code, make_article


@pytest.fixture(scope="session")
def postgres_tools() -> Path:
    """Give the folder of the server's programs; a visible skip where PostgreSQL is absent, a failure in CI."""
    tools = server_tools()
    if tools is None:
        message = "PostgreSQL's server is not installed (initdb not found)"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    return tools


@contextmanager
def postgres_folder() -> Iterator[Path]:
    """Give a folder with a name short enough for a socket, which another user may enter."""
    folder = Path(tempfile.mkdtemp(prefix="detente-postgres-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres_server(postgres_tools: Path) -> Iterator[str]:
    """Give the URL of a server's own database."""
    with postgres_folder() as folder:
        server = PostgresServer(postgres_tools, folder, "fsync=off")
        try:
            yield server.url
        finally:
            server.stop()


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
