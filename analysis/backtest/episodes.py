"""Dated turns and calm pairs, as CSV files list them."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from analysis.masses import pair_key
from data.errors import CatalogError

DIRECTIONS = ("escalation", "detente")


@dataclass(frozen=True, slots=True)
class Episode:
    """A dated turn of an undirected pair; severity 1 (minor) to 5 (war)."""

    archive: str
    pair: str
    day: date
    direction: str
    severity: int
    event: str


def read_table(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Read a CSV file with at least these columns; give line numbers with the rows."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            missing = set(columns) - set(reader.fieldnames or ())
            if missing:
                raise CatalogError(f"the columns {', '.join(sorted(missing))} are missing", path, 1)
            yield from enumerate(reader, start=2)
    except (OSError, UnicodeDecodeError) as error:
        raise CatalogError(f"cannot be read ({error})", path) from error


def read_episodes(path: Path) -> list[Episode]:
    """Read `archive,pair,day,direction,severity,event`. Raises CatalogError with the line at fault."""
    found = []
    for line, row in read_table(path, ("archive", "pair", "day", "direction", "severity", "event")):
        try:
            pair = pair_key(*row["pair"].split("-"))
            episode = Episode(
                row["archive"],
                pair,
                date.fromisoformat(row["day"]),
                row["direction"],
                int(row["severity"]),
                row["event"],
            )
        except (ValueError, TypeError) as error:
            raise CatalogError(f"no episode can be read here ({error})", path, line) from error
        if episode.direction not in DIRECTIONS:
            raise CatalogError(f"direction must be one of {', '.join(DIRECTIONS)}", path, line)
        found.append(episode)
    return found


def read_calm(path: Path) -> list[tuple[str, str]]:
    """Read `archive,pair` of pairs that are covered and had no crisis."""
    return [(row["archive"], pair_key(*row["pair"].split("-"))) for _, row in read_table(path, ("archive", "pair"))]
