#!/usr/bin/env python3
"""Everyday commands on bare Python 3.11+, any operating system, standard library only.

python3 tasks.py run       set up, fetch the default feeds once, open the dashboard
python3 tasks.py test      set up and run the tests (--scale adds the big ones)
python3 tasks.py ingest    the timer command; options and exit code pass through
python3 tasks.py check     format, lint, types
python3 tasks.py lock      resolve pyproject.toml into the two hashed requirement files
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
RUN_LOCK = "requirements.txt"
DEV_LOCK = "requirements-dev.txt"


def venv_python() -> Path:
    """Name the interpreter inside `.venv`."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def call(*command: str | Path) -> int:
    """Run a command from the project root with the user's own environment; give its exit code."""
    return subprocess.call([str(part) for part in command], cwd=ROOT)


def make_venv() -> None:
    """Create `.venv`, or end with what to install when the venv module is missing."""
    if venv_python().exists():
        return
    failed = subprocess.run([sys.executable, "-m", "venv", str(VENV)], cwd=ROOT, check=False)
    if failed.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        sys.exit(
            "tasks.py: Python could not create .venv. On Debian or Ubuntu run "
            "'apt-get install python3-venv'; elsewhere install a full Python 3.11 or newer, then try again."
        )


def stamp_of(lock: str) -> Path:
    """Name the file that says which version of a lock is installed."""
    return VENV / f".{lock}.sha256"


def is_installed(lock: str) -> bool:
    """Say whether the lock as it stands now, or the larger one that contains it, is installed."""
    return any(stamp_of(name).exists() and stamp_of(name).read_text() == digest_of(name) for name in {lock, DEV_LOCK})


def digest_of(lock: str) -> str:
    """Hash a lock file."""
    return hashlib.sha256((ROOT / lock).read_bytes()).hexdigest()


def install(lock: str) -> None:
    """Bring `.venv` to a lock file, once per change of it; uv is used where it is on PATH."""
    make_venv()
    if is_installed(lock):
        return
    print(f"tasks.py: installing {lock} into .venv (once per change)", file=sys.stderr)
    uv = shutil.which("uv")
    client: list[str | Path] = (
        [uv, "pip", "install", "--python", venv_python()] if uv else [venv_python(), "-m", "pip", "install"]
    )
    if call(*client, "--quiet", "--require-hashes", "--no-deps", "-r", lock):
        sys.exit(f"tasks.py: installing {lock} failed; check the network or your package index and try again.")
    stamp_of(lock).write_text(digest_of(lock))


def run(options: list[str]) -> int:
    """Fetch the default feeds once, then open the dashboard (the labelled sample without network)."""
    install(RUN_LOCK)
    fetched = call(venv_python(), "-m", "ingest")
    if fetched == 3:
        return fetched
    if fetched == 2:
        print("tasks.py: no feed could be fetched; the dashboard opens on what is stored, or on the sample.")
    return call(venv_python(), "-m", "views", "serve", *options)


def ingest(options: list[str]) -> int:
    """Do one timer run from the caller's own folder, so that paths among the options mean what they say."""
    install(RUN_LOCK)
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(paths)}
    return subprocess.call([str(venv_python()), "-P", "-m", "ingest", *options], env=environment)


def test(options: list[str]) -> int:
    """Run the test suite; `--scale` adds the tests that need minutes or gigabytes."""
    install(DEV_LOCK)
    return call(venv_python(), "-m", "pytest", *options)


def check(options: list[str]) -> int:
    """Check format, lint and types; the exit code is that of the first that fails."""
    install(DEV_LOCK)
    python = venv_python()
    steps: tuple[list[str | Path], ...] = (
        [python, "-m", "ruff", "format", "--check", "."],
        [python, "-m", "ruff", "check", "."],
        [python, "-m", "mypy", *options],
    )
    return next((code for code in (call(*step) for step in steps) if code), 0)


def lock(options: list[str]) -> int:
    """Resolve pyproject.toml into requirements.txt and requirements-dev.txt, with hashes for every platform."""
    install(DEV_LOCK)
    compile_lock: list[str | Path] = [
        *(venv_python(), "-m", "uv", "pip", "compile", "pyproject.toml", "--universal", "--generate-hashes"),
        *("--python-version", "3.11", "--no-header", "--quiet", *options),
    ]
    return call(*compile_lock, "-o", RUN_LOCK) or call(*compile_lock, "--group", "dev", "-c", RUN_LOCK, "-o", DEV_LOCK)


COMMANDS = {"run": run, "test": test, "ingest": ingest, "check": check, "lock": lock}


def main(arguments: list[str]) -> int:
    """Choose the command; an unknown one prints the list and exits with 3."""
    if sys.version_info < (3, 11):  # noqa: UP036 - the one file that an older Python may be asked to run
        print("tasks.py: Python 3.11 or newer is needed.", file=sys.stderr)
        return 3
    if not arguments or arguments[0] not in COMMANDS:
        sys.stderr.write(__doc__ or "")
        return 3
    return COMMANDS[arguments[0]](arguments[1:])


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
