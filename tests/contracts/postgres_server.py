"""A private PostgreSQL server on loopback, which may be killed and started again."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path
from urllib.parse import quote

import psycopg

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


class PostgresServer:
    """A server whose files lie in a folder; `settings` are added to its command line."""

    def __init__(self, tools: Path, folder: Path, *settings: str) -> None:
        self.folder, self.user = folder, unprivileged()
        if self.user:
            shutil.chown(folder, str(self.user["user"]))
        secret = folder / "secret"
        secret.write_text(PASSWORD)
        secret.chmod(0o644)
        make = [tools / "initdb", "-D", folder / "data", "-U", "detente", "-A", "scram-sha-256", "-E", "UTF8"]
        options = ["--locale=C", "--no-sync", f"--pwfile={secret}"]
        subprocess.run([*make, *options], check=True, capture_output=True, cwd=folder, **self.user)
        port = free_port()
        own = (f"port={port}", "listen_addresses=127.0.0.1", f"unix_socket_directories={folder}", *settings)
        self.command = [tools / "postgres", "-D", folder / "data", *(part for item in own for part in ("-c", item))]
        self.url = f"postgresql://detente:{quote(PASSWORD)}@127.0.0.1:{port}/postgres"
        self.start()

    def start(self) -> None:
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                self.command, stdout=log, stderr=log, cwd=self.folder, start_new_session=True, **self.user
            )
        for _ in range(300):
            try:
                psycopg.connect(self.url, connect_timeout=2).close()
            except psycopg.OperationalError:
                time.sleep(0.1)
            else:
                return
        raise AssertionError((self.folder / "log").read_text("utf-8"))

    def kill(self) -> None:
        """Kill the server and all its processes in the middle of what they do."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=30)
