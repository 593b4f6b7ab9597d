"""A PostgreSQL server that is killed at work, with its writers: nothing acknowledged is lost or there twice."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.store import open_store
from tests.contracts.conftest import postgres_folder
from tests.contracts.postgres_server import PostgresServer

ROOT = Path(__file__).resolve().parents[2]
WORKER = ROOT / "tests" / "data" / "store" / "crash_worker.py"
WRITERS = 4

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not hasattr(os, "killpg"), reason="kills by signal")]


@pytest.fixture
def server(postgres_tools: Path) -> Iterator[PostgresServer]:
    with postgres_folder() as folder:
        running = PostgresServer(postgres_tools, folder)
        try:
            yield running
        finally:
            running.kill()


def start(*arguments: str) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen([sys.executable, str(WORKER), *arguments], env=environment, stderr=subprocess.DEVNULL)


def report_of(url: str, folder: Path) -> dict[str, object]:
    command = [sys.executable, str(WORKER), "report", url, str(folder)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout)
    return found


def acknowledged(folder: Path) -> int:
    return sum(path.read_bytes().count(b"\n") for path in folder.glob("acknowledged-*"))


def wait_for_work(folder: Path, articles: int) -> None:
    """Wait until this many more were acknowledged."""
    goal, end = acknowledged(folder) + articles, time.monotonic() + 60
    while acknowledged(folder) < goal:
        assert time.monotonic() < end, "the writers do not come on"
        time.sleep(0.02)


def test_many_writers_and_a_server_killed_at_random_lose_and_double_nothing(
    server: PostgresServer, tmp_path: Path
) -> None:
    seed = int.from_bytes(os.urandom(4))
    print(f"seed {seed}")
    chance = random.Random(seed)  # noqa: S311 - chance, not a secret
    open_store(server.url).__enter__().close()

    def write(number: int) -> subprocess.Popen[bytes]:
        return start("write", server.url, str(tmp_path / f"acknowledged-{number}"), str(number))

    writers = [write(number) for number in range(WRITERS)]
    watcher = start("read", server.url, str(tmp_path / "seen-0"))
    try:
        for kill in range(4):
            wait_for_work(tmp_path, 100)
            time.sleep(chance.uniform(0, 0.4))
            at = chance.randrange(WRITERS)
            writers[at].kill()
            writers[at].wait()
            writers[at] = write(WRITERS + kill)
            if kill % 2:
                server.kill()
                server.start()
        wait_for_work(tmp_path, 100)
    finally:
        for process in (*writers, watcher):
            process.kill()
            process.wait()
    found = report_of(server.url, tmp_path)
    assert found["acknowledged"] >= 500
    assert found["snapshots"] > 0
    bad = [line for line in found["bad_snapshots"] if line.startswith("bad")]
    assert {"lost": found["lost"], "doubled": found["doubled"], "bad": bad, "findings": found["findings"]} == {
        "lost": 0, "doubled": 0, "bad": [], "findings": [],
    }  # fmt: skip
