"""A store of articles made of the project's own sentences, what one process makes of it, and a cluster on loopback."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from analysis.commands.bench import CATALOG
from analysis.training import read_examples
from analysis.version import analyser_version
from data.model import Article
from data.store import open_store

ROOT = Path(__file__).resolve().parents[3]
CATALOGS = (CATALOG,)
ARTICLES = 1200
SENTENCES = 6
BEGIN = datetime(2026, 1, 1, 6, tzinfo=UTC)


def sentences() -> list[tuple[str, str]]:
    """Every third sentence of each language that has a model, with its language."""
    paths = sorted((CATALOG / "languages").glob("*/training.tsv"))
    return [(path.parent.name, example.text) for path in paths for example in list(read_examples(path))[::3]]


def made_articles(number: int) -> Iterator[Article]:
    known = sentences()
    for at in range(number):
        chosen = [known[(at * 7 + step * 311) % len(known)] for step in range(SENTENCES)]
        language = chosen[0][0]
        text = [sentence for iso, sentence in chosen if iso == language]
        key = hashlib.sha256(str(at).encode()).hexdigest()[:32]
        seen = BEGIN + timedelta(hours=at % (40 * 24))
        outlet = f"outlet-{at % 9}"
        yield Article(key, outlet, outlet, None, None, language, text[0], " ".join(text), seen, None, None, seen)


@pytest.fixture(scope="session")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home folder with a store that waits to be analysed."""
    home = tmp_path_factory.mktemp("imported")
    with open_store(f"sqlite:///{home / 'detente.sqlite'}") as store:
        store.add_articles(list(made_articles(ARTICLES)))
    return home


@pytest.fixture
def fresh(imported: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copytree(imported, tmp_path / "home"))


def run_analysis(home: Path, *options: str, stderr: int = subprocess.PIPE) -> subprocess.Popen[str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("DETENTE_")} | {"DETENTE_HOME": str(home)}
    command = [sys.executable, "-m", "analysis", "run", *options]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=stderr, text=True)


def finished(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    out, err = process.communicate(timeout=240)
    return process.returncode, out, err


def facts(home: Path) -> dict[str, object]:
    """All that an analysis leaves in a store."""
    with open_store(f"sqlite:///{home / 'detente.sqlite'}", read_only=True) as store:
        pairs = store.pairs()
        names = {f"{min(a, r)}-{max(a, r)}" for a, r in zip(pairs["actor"], pairs["recipient"], strict=True)}
        index = {name: store.index(name).to_json(date_format="iso") for name in sorted(names)}
        return {
            "events": store.digest(),
            "stories": [repr(story) for story in store.stories()],
            "pair_days": store.pair_days().to_json(),
            "index": index,
            "alerts": json.dumps(store.alerts(), default=str),
            "tones": store.tones(("RUS", "UKR")).to_json(),
            "waiting": [len(batch) for batch in store.articles_to_analyse(analyser_version(CATALOGS))],
            "findings": [finding.detail for finding in store.check() if not finding.ok],
        }


@pytest.fixture(scope="session")
def embedded(imported: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """What one process makes of it."""
    home = Path(shutil.copytree(imported, tmp_path_factory.mktemp("embedded") / "home"))
    code, _, err = finished(run_analysis(home))
    assert code == 0, err
    return facts(home)


def coded_so_far(home: Path) -> int:
    """How many articles have events in the store by now."""
    with open_store(f"sqlite:///{home / 'detente.sqlite'}", read_only=True) as store:
        return int(store.status()["events"])


def wait_until(condition: Callable[[], bool], seconds: float = 240) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it never came about"
        time.sleep(0.02)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Cluster:
    """A scheduler and workers, each a process."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.workers: list[subprocess.Popen[bytes]] = []
        self._scheduler = self._start("scheduler", "--host", "127.0.0.1", "--port", str(self.port))
        wait_until(self._answers)

    @property
    def address(self) -> str:
        return f"tcp://127.0.0.1:{self.port}"

    def _answers(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def _start(self, kind: str, *options: str) -> subprocess.Popen[bytes]:
        command = [Path(sys.executable).with_name("dask"), kind, *options, "--no-dashboard"]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        return subprocess.Popen(
            command, env=environment, cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def add_worker(self) -> subprocess.Popen[bytes]:
        options = ("--nthreads", "1", "--no-nanny", "--local-directory", str(self.folder), "--host", "127.0.0.1")
        worker = self._start("worker", self.address, *options)
        self.workers.append(worker)
        return worker

    def close(self) -> None:
        for process in (*self.workers, self._scheduler):
            process.kill()
            process.wait()


@contextmanager
def cluster_of(folder: Path, workers: int) -> Iterator[Cluster]:
    cluster = Cluster(folder)
    try:
        for _ in range(workers):
            cluster.add_worker()
        yield cluster
    finally:
        cluster.close()
