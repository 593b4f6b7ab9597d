"""A file that others read is there whole or as it was before: killed, refused or full disk."""

from __future__ import annotations

import ast
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from data.errors import ExportError
from data.whole_files import whole_file, write_whole

ROOT = Path(__file__).resolve().parents[2]
# Written line by line while it is made, for pipes and watchers; the files of the developer; a throw-away folder.
STREAMS = {"analysis/commands/code.py"}
DEVELOPERS = {
    "analysis/training.py",
    "analysis/reliability_training.py",
    "analysis/commands/evaluate.py",
    "data/commands/sample.py",
}
THROWN_AWAY = {"ingest/commands/bench.py", "ingest/bench_archive.py", "ingest/measuring.py", "data/bench_frames.py"}


def test_check_56_it_is_on_the_disk_before_it_takes_the_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[str] = []
    fsync, rename = os.fsync, Path.replace
    monkeypatch.setattr(os, "fsync", lambda number: (steps.append("fsync"), fsync(number))[1])
    monkeypatch.setattr(Path, "replace", lambda path, to: (steps.append("rename"), rename(path, to))[1])
    write_whole(tmp_path / "new" / "x", "é")
    assert steps == ["fsync", "rename"]
    assert (tmp_path / "new" / "x").read_bytes() == "é".encode()


def test_check_56_what_fails_half_way_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_text("old")
    with pytest.raises(FileNotFoundError), whole_file(path) as partial:
        (partial.write_text("half"), Path(tmp_path / "none").read_text())
    assert [(one.name, one.read_text()) for one in tmp_path.iterdir()] == [("x", "old")]


KILLED = """
import os, signal, sys
from pathlib import Path
from data.whole_files import whole_file
with whole_file(Path(sys.argv[1])) as partial, partial.open("wb") as out:
    out.write(b"half" * 100_000)
    out.flush()
    os.kill(os.getpid(), signal.SIGKILL)
"""
FULL = """
import resource, signal, sys
from pathlib import Path
from data.errors import ExportError
from data.whole_files import write_whole
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    write_whole(Path(sys.argv[1]), "x" * 10_000)
except ExportError as error:
    sys.exit(str(error))
"""


@pytest.mark.skipif(os.name != "posix", reason="signals and limits are a POSIX matter")
@pytest.mark.parametrize(("code", "ending"), [(KILLED, -signal.SIGKILL), (FULL, 1)])
def test_check_56_killed_or_out_of_space_the_old_file_stays(tmp_path: Path, code: str, ending: int) -> None:
    path = tmp_path / "x"
    path.write_text("old")
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, path.read_text()) == (ending, "old")
    assert "Traceback" not in done.stderr


def test_check_56_nothing_else_writes_files_of_the_user() -> None:
    writers = set()
    for room in ("data", "ingest", "analysis", "views"):
        for path in (ROOT / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and _writes(node):
                    writers.add(path.relative_to(ROOT).as_posix())
    own = {"data/whole_files.py", "views/commands/export.py", "views/messages.py", "views/channels/atom.py"}
    others = {"views/channels/file.py", "ingest/lock.py"}  # lines added at the end; a file that is never read
    assert writers == own | others | STREAMS | DEVELOPERS | THROWN_AWAY
    for path in own - {"data/whole_files.py"}:
        assert "with whole_file(path) as partial" in (ROOT / path).read_text("utf-8")


def _writes(call: ast.Call) -> bool:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
    modes = [arg.value for arg in call.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
    return name in {"write_text", "write_bytes"} or (name == "open" and any(set(m) & set("wax") for m in modes))


def test_a_place_that_cannot_be_written_is_an_export_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ExportError, match="cannot be written"):
        write_whole(tmp_path / "file" / "x", "")
