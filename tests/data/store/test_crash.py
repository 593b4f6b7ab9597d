"""Nothing is lost or doubled when programs are killed at work, and nobody sees half of a write."""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[3]
WORKER = Path(__file__).with_name("crash_worker.py")

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills by signal need fork")


def run_worker(mode: str, folder: Path, *numbers: int) -> dict[str, Any]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, str(WORKER), mode, str(folder), *map(str, numbers)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_check_50_a_run_killed_anywhere_ends_as_if_it_had_not_been(tmp_path: Path) -> None:
    found = run_worker("points", tmp_path, 24)
    assert found["statements"] > 500
    assert (found["killed"], found["same"], found["not_well"]) == (24, 24, [])


def test_many_may_open_a_new_store_at_once(tmp_path: Path) -> None:
    for turn in range(8):
        (folder := tmp_path / str(turn)).mkdir()
        assert run_worker("open", folder, 8) == {"arrived": 8, "errors": []}


@pytest.mark.slow
def test_check_57_two_writers_killed_at_random_lose_and_double_nothing(tmp_path: Path) -> None:
    seed = secrets.randbits(32)
    print(f"kills drawn by seed {seed}")
    found = run_worker("random", tmp_path, 100, seed)
    assert found["acknowledged"] > 200
    assert found["snapshots"] > 1_000
    assert {name: found[name] for name in ("lost", "doubled", "bad_snapshots", "failed_writers", "findings")} == {
        "lost": 0, "doubled": 0, "bad_snapshots": [], "failed_writers": [], "findings": [],
    }  # fmt: skip
