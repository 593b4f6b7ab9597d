"""The benchmark of whole runs sees every entry once, leaves nothing behind, and says what it cannot do."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from data.settings import ROOT


def bench(home: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "ingest", "bench", *options]
    environment = {**os.environ, "DETENTE_HOME": str(home)}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_a_first_run_reads_all_and_the_next_nothing(tmp_path: Path) -> None:
    done = bench(tmp_path, "--count", "3", "--entries", "4")
    assert (done.returncode, done.stderr) == (0, "")
    first, again = done.stdout.splitlines()
    assert first.startswith("first run: 3 feeds, 12 entries, 12 new;")
    assert again.startswith("unchanged feeds: 3 feeds, 0 entries, 0 new;")
    assert list(tmp_path.iterdir()) == []


def test_no_feeds_are_nothing_to_measure(tmp_path: Path) -> None:
    done = bench(tmp_path, "--count", "0")
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr == "bench: --count and --entries take a number from 1 on\n"
