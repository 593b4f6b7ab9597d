"""The direction of the rooms, the sizes of their parts, and what code must not know."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("data", "ingest", "analysis", "views")
CODE = [*sorted(p for room in ROOMS for p in (ROOT / room).rglob("*.py")), ROOT / "tasks.py"]


def test_rooms_keep_their_direction() -> None:
    found = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 0, found.stdout + found.stderr


def functions(path: Path) -> list[tuple[str, int]]:
    tree = ast.parse(path.read_text("utf-8"))
    return [
        (node.name, (node.end_lineno or node.lineno) - node.lineno + 1)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


@pytest.mark.parametrize("path", CODE, ids=lambda p: str(p.relative_to(ROOT)))
def test_files_and_functions_stay_small(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 400
    assert [f for f in functions(path) if f[1] > 40] == []


def test_the_catalogue_holds_no_code() -> None:
    assert list((ROOT / "data" / "catalog").rglob("*.py")) == []


def test_nobody_names_a_module_vaguely() -> None:
    vague = {"utils", "helpers", "common", "manager", "misc"}
    assert [p for p in CODE if p.stem in vague] == []
