"""One run at a time, by a lock that the kernel frees when its holder dies."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from data.errors import StoreError


class AlreadyRunningError(StoreError):
    """Another run holds the lock."""


@contextmanager
def hold_lock(path: Path) -> Iterator[None]:
    """Hold the lock file while the block runs. Raises AlreadyRunningError at once if somebody else does."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = path.open("ab")
    except OSError as error:
        raise StoreError(f"cannot write {path} ({error.strerror}); check DETENTE_HOME and its permissions") from error
    with handle:
        try:
            _take(handle)
        except OSError as error:
            raise AlreadyRunningError("another run is at work; nothing to do") from error
        yield


def _take(handle: BinaryIO) -> None:
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 - exists on Windows only

        msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl  # noqa: PLC0415 - exists elsewhere only

        fcntl.flock(handle.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
