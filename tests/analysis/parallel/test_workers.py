"""Several processes give what one gives; one that dies is an error, and the next run ends the work."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from analysis.parallel.workers import Workers, local_workers, spread
from data.errors import WorkerError
from tests.analysis.parallel.conftest import facts, finished, run_analysis


class Counting:
    """Workers that do their work when asked for it, and count what waits."""

    def __init__(self) -> None:
        self.at_once, self.waiting, self.most = 3, 0, 0

    def submit(self, work: Callable[..., Any], /, *values: Any) -> Any:
        self.waiting += 1
        self.most = max(self.most, self.waiting)
        return self.Pending(self, work, values)

    class Pending:
        def __init__(self, workers: Counting, work: Callable[..., Any], values: tuple[Any, ...]) -> None:
            self.workers, self.work, self.values = workers, work, values

        def result(self) -> Any:
            self.workers.waiting -= 1
            return self.work(*self.values)


def test_results_come_in_order_and_few_wait() -> None:
    workers = Counting()
    tasks = ((number, 2) for number in range(50))
    assert list(spread(workers, pow, tasks)) == [number**2 for number in range(50)]
    assert workers.most == workers.at_once + 1


def give(workers: Workers, number: int) -> list[int]:
    return list(spread(workers, abs, ((-at,) for at in range(number))))


def test_processes_do_the_work() -> None:
    with local_workers(2) as workers:
        assert give(workers, 10) == list(range(10))
        assert workers.submit(os.getpid).result() != os.getpid()


def test_a_dead_process_is_an_error_that_says_what_to_do() -> None:
    with pytest.raises(WorkerError, match="run again"), local_workers(1) as workers:
        workers.submit(os.kill, workers.submit(os.getpid).result(), signal.SIGKILL).result()


def test_processes_find_what_one_process_finds(fresh: Path, embedded: dict[str, object]) -> None:
    code, out, err = finished(run_analysis(fresh, "--jobs", "2", "--partition-articles", "170"))
    assert code == 0, err
    assert "articles=1200" in out
    assert facts(fresh) == embedded
    assert embedded["waiting"] == []
    assert embedded["findings"] == []
    assert list((fresh / "partitions").iterdir()) == []
