"""A real scheduler and real worker processes: the same result, whoever is killed; else clear words."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path

import pytest

from analysis.parallel import cluster
from data.errors import UsageError, WorkerError
from tests.analysis.parallel.conftest import (
    cluster_of,
    coded_so_far,
    facts,
    finished,
    free_port,
    run_analysis,
    wait_until,
)

pytestmark = pytest.mark.slow
SMALL = ("--partition-articles", "40")


@pytest.mark.parametrize(
    ("address", "trusted", "fine"),
    [
        ("tcp://127.0.0.1:8786", False, True),
        ("tcp://[::1]:8786", False, True),
        ("tcp://localhost:8786", False, True),
        ("tls://scheduler.example:8786", False, True),
        ("tcp://scheduler.example:8786", False, False),
        ("tcp://10.0.0.7:8786", False, False),
        ("tcp://10.0.0.7:8786", True, True),
        ("tcp://127.0.0.1", False, False),
        ("tcp://127.0.0.1:many", True, False),
        ("http://127.0.0.1:8786", True, False),
        ("scheduler", True, False),
    ],
)
def test_plain_connections_leave_this_machine_only_where_they_are_trusted(
    address: str, *, trusted: bool, fine: bool
) -> None:
    if fine:
        cluster.check_address(address, trusted=trusted)
    else:
        with pytest.raises(UsageError, match="--dask"):
            cluster.check_address(address, trusted=trusted)


def test_the_command_refuses_with_one_line(fresh: Path) -> None:
    for options in (
        ("--dask", "tcp://10.0.0.7:8786"),
        ("--dask-trust-network",),
        ("--jobs", "2", "--dask", "tls://x:1"),
    ):
        code, _, err = finished(run_analysis(fresh, *options))
        assert (code, len(err.splitlines())) == (3, 1), err


def test_a_scheduler_that_does_not_answer_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 1)
    with pytest.raises(WorkerError, match="no Dask scheduler answers"):
        cluster.cluster_workers(f"tcp://127.0.0.1:{free_port()}").__enter__()


def test_a_scheduler_without_workers_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 2)
    with cluster_of(tmp_path, 0) as running, pytest.raises(WorkerError, match="has no workers"):
        cluster.cluster_workers(running.address).__enter__()


def test_a_cluster_finds_what_one_process_finds(fresh: Path, embedded: dict[str, object], tmp_path: Path) -> None:
    with cluster_of(tmp_path, 2) as running:
        code, out, err = finished(run_analysis(fresh, "--dask", running.address, *SMALL))
    assert code == 0, err
    assert "articles=1200" in out
    assert facts(fresh) == embedded


def test_a_worker_killed_in_the_middle_changes_nothing(
    fresh: Path, embedded: dict[str, object], tmp_path: Path
) -> None:
    with cluster_of(tmp_path, 2) as running:
        process = run_analysis(fresh, "--dask", running.address, *SMALL)
        wait_until(lambda: coded_so_far(fresh) > 0)
        running.workers[0].kill()
        assert process.poll() is None
        code, out, err = finished(process)
    assert code == 0, err
    assert "articles=1200" in out
    assert facts(fresh) == embedded


def test_a_loader_killed_in_the_middle_is_ended_by_the_next(
    fresh: Path, embedded: dict[str, object], tmp_path: Path
) -> None:
    with cluster_of(tmp_path, 2) as running:
        process = run_analysis(fresh, "--dask", running.address, *SMALL)
        wait_until(lambda: coded_so_far(fresh) > 0)
        process.kill()
        process.communicate()
        assert coded_so_far(fresh) > 0
        assert facts(fresh)["events"] != embedded["events"]
        code, _, err = finished(run_analysis(fresh, "--dask", running.address, *SMALL))
    assert code == 0, err
    assert facts(fresh) == embedded


def test_a_scheduler_that_is_lost_is_one_line_and_what_was_loaded_stays(
    fresh: Path, embedded: dict[str, object], tmp_path: Path
) -> None:
    with cluster_of(tmp_path, 1) as running:
        process = run_analysis(fresh, "--dask", running.address, *SMALL)
        wait_until(lambda: coded_so_far(fresh) > 0)
        running.close()
        code, _, err = finished(process)
    assert code == 2, err
    assert "was lost" in err.splitlines()[-1]
    assert finished(run_analysis(fresh))[0] == 0
    assert facts(fresh) == embedded


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs a terminal of the system")
def test_a_terminal_sees_how_far_the_cluster_is(fresh: Path, tmp_path: Path) -> None:
    import termios

    terminal, end = os.openpty()
    termios.tcsetwinsize(end, (24, 80))
    with cluster_of(tmp_path, 2) as running, os.fdopen(terminal, "rb", buffering=0) as screen:
        process = run_analysis(fresh, "--dask", running.address, *SMALL, stderr=end)
        os.close(end)
        shown = b""
        with suppress(OSError):  # how Linux says that nobody writes any more
            while part := screen.read(4096):
                shown += part
        out, _ = process.communicate(timeout=240)
    assert (process.returncode, "articles=1200" in out) == (0, True)
    for stage, most in ((b"articles", 1200), (b"pairs", 300)):
        counts = [int(found) for found in re.findall(stage + rb": (\d+) ", shown)]
        assert counts == sorted(counts)
        assert 0 < counts[-1] <= most
