"""A dashboard of its own process, for as long as a test looks at it."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def served(home: Path) -> Iterator[int]:
    """Run the dashboard on a free port until the block ends."""
    port = free_port()
    command = [sys.executable, "-m", "views", "serve", "--no-browser", "--port", str(port)]
    environment = {**os.environ, "DETENTE_HOME": str(home)}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    ) as app:
        try:
            for _ in range(SECONDS * 10):
                with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                    break
                time.sleep(0.1)
            yield port
        finally:
            app.terminate()
