"""`python -m views export` answers every mistake in one line."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def export(*options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "views", "export", *options]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_files_are_written_and_named(full_home: Path, tmp_path: Path) -> None:
    done = export("--pair", "USA-IRN", "--format", "csv,svg", "--lang", "ar", "--out", str(tmp_path / "out"))
    assert done.returncode == 0, done.stderr
    assert sorted(done.stdout.split()) == sorted(str(path) for path in (tmp_path / "out").iterdir())


def test_several_pairs_go_into_one_file(full_home: Path, tmp_path: Path) -> None:
    pairs = ("--pair", "USA-IRN", "--pair", "RUS>UKR")
    done = export(*pairs, "--format", "csv", "--charts", "balance", "--out", str(tmp_path))
    assert done.returncode == 0, done.stderr
    (path,) = [Path(line) for line in done.stdout.splitlines()]
    assert path.name.startswith("detente-USA-IRN-RUS-UKR-")
    rows = [line for line in path.read_text("utf-8-sig").splitlines() if not line.startswith("#")]
    assert {row.partition(",")[0] for row in rows[1:]} == {"IRN-USA", "RUS>UKR"}


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (("--pair", "USA"), "--pair"),
        (("--pair", "USA-USA"), "--pair"),
        (("--pair", "USA-IRN", "--format", "doc"), "--format"),
        (("--pair", "USA-IRN", "--since", "yesterday"), "--since"),
        (("--pair", "USA-IRN", "--since", "2026-02-01", "--until", "2026-01-01"), "--since"),
        (("--pair", "USA-IRN", "--lang", "xx"), "--lang"),
        (("--pair", "USA-IRN", "--pair", "USA"), "--pair"),
        (tuple(f"--pair=USA-A{letter}A" for letter in "ABCDEFG"), "--pair"),
        (("--pair", "USA-IRN", "--charts", "pie"), "--charts"),
        (("--pair", "USA-ZZZ"), "ZZZ"),
    ],
)
def test_a_wrong_option_is_one_line_and_three(full_home: Path, options: tuple[str, ...], word: str) -> None:
    done = export(*options)
    assert done.returncode == 3
    assert word in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_folder_that_cannot_be_written_is_named(full_home: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = export("--pair", "USA-IRN", "--format", "csv", "--out", str(tmp_path / "file"))
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
