"""How much two workers save over one on this machine, each partition seconds of coding: processes, and a Dask cluster.

The way of `analysis run` from articles in partition files to coded articles in our hands, without the store. What the
driver does (writing partitions, checking what came back) is in it and shares the same cores.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from subprocess import DEVNULL, Popen
from tempfile import TemporaryDirectory
from time import perf_counter, process_time, sleep

from analysis.bench_texts import own_samples
from analysis.benchmark import Bench, Row
from analysis.coder import Coder
from analysis.parallel.cluster import cluster_workers
from analysis.parallel.loading import coded_apart
from analysis.parallel.workers import Workers, local_workers
from analysis.version import analyser_version
from data.errors import WorkerError
from data.model import Article, StoredArticle
from data.settings import ROOT

CATALOG = ROOT / "data" / "catalog"
PARTITIONS = 8
ARTICLES = 750
# Articles of a task that warms a worker up: every language is among them.
WARMING = 12
SEEN = datetime(2026, 1, 1, tzinfo=UTC)


def made_articles(number: int) -> list[StoredArticle]:
    """Give articles of the benchmark's own texts, every language in turn."""
    samples = list(own_samples(CATALOG / "languages", Coder([CATALOG])))
    texts = [
        (s.language, text)
        for group in zip(*(s.texts for s in samples), strict=True)
        for s, text in zip(samples, group, strict=True)
    ]
    made = []
    for at in range(number):
        language, text = texts[at % len(texts)]
        key = hashlib.sha256(str(at).encode()).hexdigest()[:32]
        made.append(
            StoredArticle(at, 1, Article(key, "o", "o", None, None, language, "", text, SEEN, None, None, SEEN))
        )
    return made


@contextmanager
def program(*options: str) -> Iterator[Popen[bytes]]:
    """Run a program of Dask's, and end it."""
    command = [sys.executable, "-m", "distributed.cli.dask_" + options[0], *options[1:]]
    with Popen(command, cwd=ROOT, stdout=DEVNULL, stderr=DEVNULL) as running:
        try:
            yield running
        finally:
            running.terminate()


def address_in(file: Path, scheduler: Popen[bytes]) -> str:
    """Wait for a scheduler to write its address. Raises WorkerError where it ends instead."""
    while scheduler.poll() is None:
        with suppress(FileNotFoundError, ValueError):
            return str(json.loads(file.read_text("utf-8"))["address"])
        sleep(0.05)
    raise WorkerError(f"the Dask scheduler ended with exit code {scheduler.returncode}")


@contextmanager
def dask_workers(number: int) -> Iterator[Workers]:
    """Start a scheduler and worker processes on loopback, and connect to them as to any cluster."""
    own = ("--host", "127.0.0.1", "--no-dashboard", "--dashboard-address", "127.0.0.1:0")
    with TemporaryDirectory() as folder, ExitStack() as running:
        file = Path(folder) / "scheduler.json"
        scheduler = running.enter_context(program("scheduler", *own, "--port", "0", "--scheduler-file", str(file)))
        address = address_in(file, scheduler)
        for _ in range(number):
            kind = ("--nthreads", "1", "--no-nanny", "--local-directory", folder)
            running.enter_context(program("worker", address, *own, *kind))
        workers = running.enter_context(cluster_workers(address))
        while workers.at_once < 2 * number:
            sleep(0.05)
        yield workers


KINDS = {"processes": local_workers, "Dask": dask_workers}


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds on the clock, and those of the processor that the driver spent."""

    clock: float
    driver: float


def measured(
    started: AbstractContextManager[Workers], number: int, articles: list[StoredArticle], folder: Path
) -> Spent:
    """Give what all articles take, once each worker has read the catalogue."""
    version = analyser_version((CATALOG,))
    size = max(1, len(articles) // PARTITIONS)
    batches = [articles[at : at + size] for at in range(0, len(articles), size)]
    with started as workers:
        first = [articles[at : at + WARMING] for at in range(0, 4 * number * WARMING, WARMING)]
        list(coded_apart(workers, first, folder, (CATALOG,), version))
        begun, own = perf_counter(), process_time()
        done = sum(len(coded) for coded in coded_apart(workers, batches, folder, (CATALOG,), version))
        spent = Spent(perf_counter() - begun, process_time() - own)
    if done != len(articles):
        raise AssertionError(f"{done} of {len(articles)} articles came back")
    return spent


def measure() -> list[Row]:
    """Give the seconds of one worker and of two, and how many times faster two are, for each kind."""
    articles = made_articles(PARTITIONS * ARTICLES)
    rows: list[Row] = []
    with TemporaryDirectory() as name:
        for kind, workers in KINDS.items():
            if workers is dask_workers and not find_spec("distributed"):
                continue
            one, two = (measured(workers(number), number, articles, Path(name)) for number in (1, 2))
            what = f"{len(articles)} articles in {PARTITIONS} partitions"
            rows += [
                (f"{what}, 1 worker, {kind}", one.clock, "seconds"),
                (f"{what}, 2 workers, {kind}", two.clock, "seconds"),
                (f"driver's own time beside them, {kind}", two.driver, "seconds"),
                (f"2 workers over 1, {kind}", one.clock / two.clock, "times"),
            ]
    return rows


BENCH = Bench(measure)
