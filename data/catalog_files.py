"""Reading of catalogue files: TOML records and tab-separated lists, every fault with path and line.

Knows the two formats and nothing of what the files mean.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data.errors import CatalogError


def _read_text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CatalogError(f"cannot be read ({error})", path) from error


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list: its cells by column name, and where it stands."""

    cells: dict[str, str]
    path: Path
    line: int

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def fail(self, message: str) -> CatalogError:
        """Give the error that names this line."""
        return CatalogError(message, self.path, self.line)


def read_rows(path: Path, columns: Sequence[str]) -> Iterator[Row]:
    """Give the rows of a tab-separated file; lines that start with `#` and empty lines are skipped.

    The first other line must name exactly `columns`. Raises CatalogError.
    """
    header_seen = False
    for number, line in enumerate(_read_text(path).split("\n"), start=1):
        text = line.rstrip("\r")
        if not text.strip() or text.startswith("#"):
            continue
        cells = text.split("\t")
        if not header_seen:
            if cells != list(columns):
                raise CatalogError(f"the header must be {' '.join(columns)}, separated by tabs", path, number)
            header_seen = True
            continue
        if len(cells) != len(columns):
            raise CatalogError(f"{len(cells)} cells where the header has {len(columns)}", path, number)
        yield Row(dict(zip(columns, (cell.strip() for cell in cells), strict=True)), path, number)
    if not header_seen:
        raise CatalogError(f"no header line {' '.join(columns)}", path)


@dataclass(frozen=True, slots=True)
class Record:
    """One TOML file."""

    table: dict[str, Any]
    path: Path
    text: str

    def fail(self, message: str, key: str | None = None) -> CatalogError:
        """Give the error that names the first line with `key`, else the file's first line."""
        lines = self.text.split("\n")
        wanted = re.compile(rf"^\s*\[*\s*(\w+\.)?\"?{re.escape(key)}\"?\s*[]=]" if key else "")
        line = next((number for number, text in enumerate(lines, start=1) if wanted.match(text)), 1)
        return CatalogError(message, self.path, line)

    def text_of(self, table: dict[str, Any], key: str) -> str | None:
        """Give a text that is not empty, or None where the key is absent."""
        value = table.get(key)
        if value is not None and (not isinstance(value, str) or not value.strip()):
            raise self.fail(f"{key} must be a text that is not empty", key)
        return value

    def check_keys(self, table: dict[str, Any], known: set[str]) -> None:
        """Refuse keys that nobody reads: they are slips of the pen."""
        for key in table:
            if key not in known:
                raise self.fail(f"unknown key {key!r}; known are {', '.join(sorted(known))}", key)


def read_record(path: Path) -> Record:
    """Read one TOML file. Raises CatalogError with path and line."""
    text = _read_text(path)
    try:
        return Record(tomllib.loads(text), path, text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        line = int(found.group(1)) if found else text.count("\n") + 1
        raise CatalogError(f"not valid TOML: {error}", path, line) from error


def overlaid_files(directories: Sequence[Path], folder: str, suffix: str) -> dict[str, Path]:
    """Give `{file stem: path}` of a folder in all catalogues, sorted by stem; a later catalogue's file replaces."""
    found = {path.stem: path for directory in directories for path in sorted((directory / folder).glob(f"*{suffix}"))}
    return dict(sorted(found.items()))
