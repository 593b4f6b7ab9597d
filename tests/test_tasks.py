"""The everyday commands: what a wrong call says, and that the file runs on bare Python."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TASKS = ROOT / "tasks.py"


def call(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, TASKS, *arguments], capture_output=True, text=True, check=False, cwd="/")


def test_no_command_lists_the_commands() -> None:
    found = call()
    assert found.returncode == 3
    assert "tasks.py run" in found.stderr


def test_an_unknown_command_is_refused() -> None:
    assert call("fly").returncode == 3


def test_the_timer_command_works_from_anywhere_and_passes_its_exit_code() -> None:
    found = call("ingest", "--no-such-option")
    assert found.returncode == 3
    assert len(found.stderr.strip().splitlines()) == 1


def test_the_timer_command_takes_paths_of_the_callers_folder(tmp_path: Path) -> None:
    (tmp_path / "list.toml").write_text("")
    (tmp_path / "data.py").write_text("raise SystemExit('the wrong data')")
    command = [sys.executable, str(TASKS), "ingest", "--feeds", "list.toml"]
    found = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert (found.returncode, found.stderr.strip()) == (3, "list.toml: lists no outlet")


def test_only_the_standard_library_is_imported() -> None:
    tree = ast.parse(TASKS.read_text("utf-8"))
    names = {
        alias.name.split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names
    } | {(node.module or "").split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert names <= set(sys.stdlib_module_names)
