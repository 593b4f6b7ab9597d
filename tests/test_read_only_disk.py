"""Scorecard 52 on a disk that is truly read-only: the home is mounted so, for one program alone."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.views.demo import build_demo

ROOT = Path(__file__).resolve().parent.parent
UNSHARE = shutil.which("unshare")
MOUNT = 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && exec "$@"'
OPEN_PAGES = """
from streamlit.testing.v1 import AppTest
from tests.views.test_pages import html_of
for name in ("today", "pair", "evidence", "desk", "coverage"):
    app = AppTest.from_file("dashboard.py", default_timeout=120)
    app.query_params["lang"] = "en"
    if name != "today":
        app.switch_page(f"views/pages/{name}.py")
    app.run()
    print(name, [one.message for one in app.exception], "index-1" in html_of(app))
"""


def read_only(home: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run Python where nothing below the home can be written."""
    return subprocess.run(
        [UNSHARE or "unshare", "--mount", "sh", "-c", MOUNT, str(home), sys.executable, *command],
        env={"DETENTE_HOME": str(home), "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def full(tmp_path: Path) -> Path:
    """A home with a store, on a machine that lets us mount; others cannot be asked."""
    if UNSHARE is None or read_only(tmp_path, "-c", "").returncode:
        pytest.skip("a read-only mount needs unshare and the right to use it")
    build_demo(tmp_path / "detente.sqlite", days=20)
    return tmp_path


def test_check_52_the_dashboard_opens_on_a_read_only_disk(full: Path) -> None:
    told = read_only(full, "-c", OPEN_PAGES)
    assert told.stdout.splitlines() == [
        f"{name} [] True" for name in ("today", "pair", "evidence", "desk", "coverage")
    ], told.stderr[-2000:]


@pytest.mark.parametrize("room", ["ingest", "data"])
def test_check_52_what_must_write_says_so_in_one_line(full: Path, room: str) -> None:
    told = read_only(full, "-m", room, *({"ingest": ["--no-analysis"], "data": ["backup"]}[room]))
    assert (told.returncode, told.stdout) == (2, "")
    assert len(told.stderr.strip().splitlines()) == 1, told.stderr
    assert "Read-only file system" in told.stderr
