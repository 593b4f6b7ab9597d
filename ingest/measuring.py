"""A command as a program of its own over a folder of its own: what it prints, its seconds and its memory."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from subprocess import PIPE, Popen

from data.errors import DetenteError
from data.settings import ROOT


@dataclass(frozen=True, slots=True)
class Measured:
    """One run: what it printed, seconds on the clock, seconds of processors, peak memory of its largest process in MB.

    The processors' time and the memory are those of the program and of its own processes that have ended.
    """

    output: bytes
    seconds: float
    own_seconds: float
    megabytes: float


def check_system() -> None:
    """Raise DetenteError where the system does not tell what a process used."""
    if not hasattr(os, "wait4"):
        raise DetenteError("bench needs a system that tells the memory of a process (Linux, macOS)")


def measured(home: Path, options: Sequence[str], settings: Mapping[str, str]) -> Measured:
    """Run `python OPTIONS` with no settings of the user's but the ones given. Raises DetenteError where it fails."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DETENTE_")}
    environment = kept | {"DETENTE_HOME": str(home)} | dict(settings)
    begun = time.monotonic()
    with (
        (home / "errors").open("wb") as errors,
        Popen([sys.executable, *options], cwd=ROOT, env=environment, stdout=PIPE, stderr=errors) as child,
    ):
        told = child.stdout.read() if child.stdout else b""
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        lines = (home / "errors").read_text("utf-8", "replace").strip().splitlines() or ["no message"]
        raise DetenteError(f"a run ended with exit code {child.returncode}: {lines[-1]}")
    own = used.ru_utime + used.ru_stime
    return Measured(
        told, time.monotonic() - begun, own, used.ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)
    )
