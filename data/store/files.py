"""Turning errors of the file system into one line for the person at the machine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from data.errors import StoreError


@contextmanager
def file_errors(path: Path) -> Iterator[None]:
    """Raise StoreError naming the path where the system refuses to make, move or delete it."""
    try:
        yield
    except OSError as error:
        raise StoreError(f"{error.filename or path}: {error.strerror or error}; check owner, mode and space") from error
