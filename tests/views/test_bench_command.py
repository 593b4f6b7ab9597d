"""The benchmark of the dashboard runs; of what it measures, bytes and points are limits and seconds are not."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.views.browsing import CHROMIUM
from views.bench import rank
from views.spec import MOST_POINTS

ROOT = Path(__file__).resolve().parents[2]
MOST_FILES, MOST_MESSAGES = 3_000_000, 300_000


def bench(*options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "views", "bench", *options]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")
def test_bytes_and_points_stay_within_the_budget(demo_path: Path) -> None:
    done = bench("--store", str(demo_path), "--rounds", "2", "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert 500_000 < found["cold_files"] <= MOST_FILES
    assert 0 < max(found["change_bytes"]) <= MOST_MESSAGES
    assert 30 < found["points"] <= MOST_POINTS
    assert len(found["first_charts"]) == len(found["changes"]) == len(found["filters"]) == 2


@pytest.mark.parametrize("options", [("--rounds", "0"), ("--store", "nowhere.sqlite")])
def test_a_wrong_option_is_one_line(home: Path, options: tuple[str, str]) -> None:
    done = bench(*options)
    assert (done.returncode, done.stderr.count("\n")) == (3, 1)


def test_a_store_without_pairs_says_so(empty_home: Path, tmp_path: Path) -> None:
    from data.store import open_store

    with open_store(f"sqlite:///{tmp_path / 'none.sqlite'}"):
        pass
    done = bench("--store", str(tmp_path / "none.sqlite"))
    assert (done.returncode, done.stderr.count("\n")) == (3, 1)


def test_a_rank_is_a_value_that_was_measured() -> None:
    assert [rank([3.0, 1.0, 2.0], share) for share in (0.0, 0.5, 0.95)] == [1.0, 2.0, 3.0]
