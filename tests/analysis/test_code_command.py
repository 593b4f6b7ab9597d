"""The contract of `analysis code`: one line out for one line in, same order, clear errors."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
GOOD = {"id": "a", "lang": "en", "text": "Israel bombed Lebanon on Monday. Rain fell."}


def code(tmp_path: Path, lines: list[str], *options: str) -> tuple[int, list[dict[str, Any]], str]:
    (tmp_path / "in.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "analysis", "code", str(tmp_path / "in.jsonl"), *options],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()], done.stderr


def test_every_line_is_answered_in_order(tmp_path: Path) -> None:
    lines = [
        json.dumps(GOOD),
        "{oops",
        json.dumps({"id": 7, "lang": "en"}),
        json.dumps({"id": "x", "lang": "qq", "text": "a"}),
    ]
    exit_code, out, errors = code(tmp_path, lines)
    assert (exit_code, errors) == (1, "")
    assert [row["id"] for row in out] == ["a", None, 7, "x"]
    assert [row.get("line") for row in out] == [None, 2, 3, None]
    assert out[3]["reason"] == "unknown_language"
    event = out[0]["events"][0]
    evidence = event["evidence"]
    assert GOOD["text"][evidence["start"] : evidence["end"]] == evidence["text"]
    assert set(event) == {
        *("actor", "recipient", "type", "mode", "quad", "status", "score", "day", "evidence", "confidence", "rules")
    }


def test_jobs_and_output_file_change_nothing(tmp_path: Path) -> None:
    lines = [json.dumps({**GOOD, "id": n}) for n in range(5)]
    _, alone, _ = code(tmp_path, lines)
    exit_code, none, _ = code(tmp_path, lines, "--jobs", "2", "-o", str(tmp_path / "out.jsonl"))
    written = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    assert (exit_code, none, written) == (0, [], alone)


def test_wrong_options_are_one_line_and_exit_code_three(tmp_path: Path) -> None:
    for options in (["--jobs", "0"], ["--nonsense"], ["--catalog", str(tmp_path)]):
        exit_code, out, errors = code(tmp_path, [], *options)
        assert (exit_code, out, errors.count("\n")) == (3, [], 1)


def test_trace_tells_how_an_event_was_found(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(json.dumps(GOOD) + "\n", "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "analysis", "code", str(tmp_path / "in.jsonl"), "--trace"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "ISR > LBN ASSAULT" in done.stdout
