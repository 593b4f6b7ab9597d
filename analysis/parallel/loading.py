"""The driver's side: articles go out in partition files, workers code them, what they wrote is checked and given back.

Partitions lie in a folder that all workers see. A driver that is killed loses nothing: what was not loaded is still
waiting in the store, and the next run writes its partitions again.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pyarrow.parquet as pq

from analysis.parallel.partitions import (
    CODED,
    Coded,
    Receipt,
    analyse_partition,
    article_table,
    digest_of,
    read_coded,
    write_table,
)
from analysis.parallel.workers import Workers, spread
from data.errors import WorkerError
from data.model import StoredArticle

# Articles of a partition: seconds of work, so that handing it out costs little beside it.
PARTITION = 2000
STALE = 24 * 3600
PREFIX = "run-"
Task = tuple[int, str, str, tuple[Path, ...], str]


def clear_stale(folder: Path) -> None:
    """Remove what killed runs left behind a day ago or longer."""
    for left in folder.glob(f"{PREFIX}*"):
        if time.time() - left.stat().st_mtime > STALE:
            shutil.rmtree(left, ignore_errors=True)


def coded_apart(
    workers: Workers,
    batches: Iterable[Sequence[StoredArticle]],
    folder: Path,
    catalogs: tuple[Path, ...],
    version: str,
) -> Iterator[Coded]:
    """Have batches coded by workers; give them back in order."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        clear_stale(folder)
        place = Path(tempfile.mkdtemp(prefix=PREFIX, dir=folder))
    except OSError as error:
        raise WorkerError(f"{folder}: partitions cannot be written there ({error.strerror})") from error
    sent: dict[int, Sequence[StoredArticle]] = {}
    try:
        tasks = (hand_out(batch, place, sent, catalogs, version) for batch in batches)
        for receipt in spread(workers, analyse_partition, tasks):
            yield take_in(receipt, place, sent.pop(receipt.partition))
    finally:
        shutil.rmtree(place, ignore_errors=True)


def paths_of(place: Path, number: int) -> tuple[Path, Path]:
    """Name the two files of a partition."""
    return place / f"{number:012d}.articles.parquet", place / f"{number:012d}.coded.parquet"


def hand_out(
    batch: Sequence[StoredArticle],
    place: Path,
    sent: dict[int, Sequence[StoredArticle]],
    catalogs: tuple[Path, ...],
    version: str,
) -> Task:
    """Write a partition and give its task; it is numbered by its first article."""
    number = batch[0].article_id
    source, target = paths_of(place, number)
    write_table(article_table(batch), source)
    sent[number] = batch
    return number, str(source), str(target), catalogs, version


def take_in(receipt: Receipt, place: Path, batch: Sequence[StoredArticle]) -> Coded:
    """Read what a worker wrote and remove it; raises WorkerError where it is not what the worker said."""
    source, target = paths_of(place, receipt.partition)
    try:
        table = pq.read_table(target, schema=CODED)
    except FileNotFoundError as error:
        raise WorkerError(
            f"{target}: a worker wrote it where we cannot see it; name a folder that all machines share: --partitions"
        ) from error
    found = dict(read_coded(table))
    whole = (table.num_rows, digest_of(table)) == (receipt.rows, receipt.digest)
    if not whole or list(found) != [stored.article_id for stored in batch]:
        raise WorkerError(f"{target}: not what the worker says it wrote; nothing of it was loaded, run again")
    source.unlink(missing_ok=True)
    target.unlink(missing_ok=True)
    return [(stored, found[stored.article_id]) for stored in batch]
