"""Scorecard D: two operators ingest into one store, runs are killed at random, readers look on."""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WORKER = Path(__file__).with_name("crash_runs.py")
NOTHING = {"lost": 0, "doubled": 0, "failed": 0, "bad_snapshots": [], "errors": [], "findings": []}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills by signal need fork")
@pytest.mark.parametrize("kills", [10, pytest.param(100, marks=pytest.mark.scale)])
def test_check_50_runs_killed_at_random_lose_and_double_nothing(tmp_path: Path, kills: int) -> None:
    seed = secrets.randbits(32)
    print(f"kills drawn by seed {seed}: python {WORKER.relative_to(ROOT)} FOLDER {kills} {seed}")
    command = [sys.executable, str(WORKER), str(tmp_path), str(kills), str(seed)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["killed"] == kills
    assert {name: found[name] for name in NOTHING} == NOTHING
    assert found["acknowledged"] > 2 * kills, "enough was kept for a loss to be seen"
    assert found["snapshots"] > 1_000
