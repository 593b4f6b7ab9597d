"""Numbered SQL files of an engine: `data/store/migrations/<engine>/0001_name.sql`. This only finds and reads them."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "migrations"


def migrations(engine: str, folder: Path = FOLDER) -> list[tuple[int, str]]:
    """Give number and text of each migration of an engine, in order; numbers run from 1 without a gap."""
    files = sorted((folder / engine).glob("[0-9][0-9][0-9][0-9]_*.sql"))
    found = [(int(path.name[:4]), path.read_text("utf-8")) for path in files]
    if [number for number, _ in found] != list(range(1, len(found) + 1)):
        raise ValueError(f"migrations of {engine} are not numbered from 1 without a gap")
    return found
