"""Files that are written whole or not at all: beside their place first, onto the disk, then renamed."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from data.errors import ExportError


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Give a path to write to; it takes the place of `path` when the block ends well and vanishes when it does not.

    Several writers of one file do not meet: the last one stays. Raises OSError.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        yield partial
        with partial.open("rb+") as written:
            os.fsync(written.fileno())
        partial.replace(path)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file of text (UTF-8) or bytes. Raises ExportError."""
    try:
        with whole_file(path) as partial:
            partial.write_bytes(content.encode() if isinstance(content, str) else content)
    except OSError as error:
        raise ExportError(f"{path}: cannot be written ({error.strerror})") from error
