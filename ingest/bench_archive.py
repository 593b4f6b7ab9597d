"""Growing parts of dated archives, each imported and analysed as a whole in a new store: does the cost stay in line?"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from ingest.archive import open_archive
from ingest.measuring import Measured, measured

# The whole, a fourth and a sixteenth of it, from the beginning.
PARTS = (16, 4, 1)


@dataclass(frozen=True, slots=True)
class Part:
    """One part: how many lines it has, what became of them, and what the two commands took."""

    lines: int
    articles: int
    events: int
    stories: int
    store: int
    imported: Measured
    analysed: Measured

    @property
    def seconds(self) -> float:
        """Seconds on the clock of both."""
        return self.imported.seconds + self.analysed.seconds


def lines_of(paths: Sequence[Path]) -> Iterator[bytes]:
    """Give the lines of all files."""
    for path in paths:
        with open_archive(path) as opened:
            yield from opened.lines


def measure_parts(paths: Sequence[Path], jobs: int) -> Iterator[Part]:
    """Measure the parts, the smallest first; each lies in a folder of its own that is gone afterwards."""
    total = sum(1 for _ in lines_of(paths))
    for share in PARTS:
        with tempfile.TemporaryDirectory() as folder:
            yield measure_part(Path(folder), paths, total // share, jobs)


def measure_part(home: Path, paths: Sequence[Path], lines: int, jobs: int) -> Part:
    """Import and analyse the first lines."""
    part = home / "part.jsonl"
    with part.open("wb") as file:
        file.writelines(chain.from_iterable((line.rstrip(b"\n"), b"\n") for line in islice(lines_of(paths), lines)))
    imported = measured(home, ("-m", "ingest", "import", str(part), "--json"), {})
    analysed = measured(home, ("-m", "analysis", "run", "--jobs", str(jobs), "--json"), {})
    found = json.loads(analysed.output)
    size = (home / "detente.sqlite").stat().st_size
    return Part(lines, found["articles"], found["events"], found["stories"], size, imported, analysed)
