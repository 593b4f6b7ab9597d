"""Who does the work: processes of this machine, or those of a cluster (`analysis/parallel/cluster.py`).

Results come back in the order of the tasks; only a few tasks wait at a time, so memory does not grow with their number.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Any, Protocol, TypeVar

from data.errors import WorkerError

T_co = TypeVar("T_co", covariant=True)
R = TypeVar("R")


class Pending(Protocol[T_co]):
    """Work under way."""

    def result(self) -> T_co:
        """Wait for what it gives; raises what it raised."""


class Workers(Protocol):
    """Processes that take work; `at_once` is how many tasks keep them all busy."""

    @property
    def at_once(self) -> int:
        """How many tasks may be under way."""

    def submit(self, work: Callable[..., R], /, *values: Any) -> Pending[R]:
        """Begin a task."""


def spread(workers: Workers, work: Callable[..., R], tasks: Iterable[tuple[Any, ...]]) -> Iterator[R]:
    """Do a piece of work for every task, give the results in the order of the tasks."""
    waiting: deque[Pending[R]] = deque()
    for task in tasks:
        waiting.append(workers.submit(work, *task))
        if len(waiting) > workers.at_once:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


class LocalWorkers:
    """Processes of this machine."""

    def __init__(self, pool: ProcessPoolExecutor, jobs: int) -> None:
        self._pool, self.at_once = pool, 2 * jobs

    def submit(self, work: Callable[..., R], /, *values: Any) -> Pending[R]:
        """See Workers."""
        return self._pool.submit(work, *values)


@contextmanager
def local_workers(jobs: int) -> Iterator[LocalWorkers]:
    """Start processes that share nothing with this one. Raises WorkerError if one of them dies."""
    pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"))
    try:
        with pool:
            yield LocalWorkers(pool, jobs)
    except BrokenProcessPool as error:
        raise WorkerError(
            "a worker process died (killed, or out of memory); what it had finished is kept, run again for the rest"
        ) from error
