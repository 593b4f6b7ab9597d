"""A private PostgreSQL server on loopback, for as long as the tests run."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

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
    import psycopg

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
