"""The benchmark of whole runs sees every entry once, leaves nothing behind, and says what it cannot do."""

from __future__ import annotations

import json
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
    first, again, floods = done.stdout.splitlines()
    assert first.startswith("first run: 3 feeds, 12 entries, 12 new;")
    assert again.startswith("unchanged feeds: 3 feeds, 0 entries, 0 new;")
    assert floods.startswith("floods of markup: twice as much takes at most ")
    assert list(tmp_path.iterdir()) == []


def test_no_feeds_are_nothing_to_measure(tmp_path: Path) -> None:
    done = bench(tmp_path, "--count", "0")
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr == "bench: --count, --entries and --jobs take a number from 1 on\n"


def test_parts_of_an_archive_grow_to_the_whole(tmp_path: Path) -> None:
    archive = tmp_path / "made-up.jsonl"
    rows = [
        {
            "date": f"2026-01-{1 + at % 9:02d}",
            "outlet": f"Paper {at % 4}",
            "title": f"Iran rejects proposal {at}",
            "lang": "en",
        }
        for at in range(64)
    ]
    archive.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    done = bench(tmp_path, "--archive", str(archive), "--jobs", "1")
    assert (done.returncode, done.stderr) == (0, "")
    head, *parts = [line.split() for line in done.stdout.splitlines()]
    assert head[:2] == ["lines", "articles"]
    assert [part[:2] for part in parts] == [["4", "4"], ["16", "16"], ["64", "64"]]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["made-up.jsonl"]


def test_an_archive_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    done = bench(tmp_path, "--archive", str(tmp_path / "nothing.jsonl"))
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (3, "", 1), done.stderr
