"""Event data of others (GDELT, ICEWS): rows -> acts between two states on a day -> daily counts of each pair.

They stay what they are: a labelled series beside ours, never part of the index. A row that cannot be used is counted by
reason. One format a file of `ingest/coded`.
"""

from __future__ import annotations

import gzip
import unicodedata
import zipfile
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import IO

import pandas as pd

from data.actors import ActorCatalog, load_actors
from data.catalog_files import read_rows
from data.errors import UsageError
from data.external import COVERED, MEASURES, series_name

FIRST_CONFLICT_ROOT = 9
LAST_ROOT = 20
MAX_LINE = 65_536
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Act:
    """One row as a format gives it: names or codes of both sides as they stand there, and the CAMEO root 1..20."""

    day: date
    actor: str
    recipient: str
    root: int


class UnusableRowError(Exception):
    """Carries the reason why a row is left out."""


@dataclass(frozen=True, slots=True)
class CodedFormat:
    """A format: its name for people, whether the first line names the columns, and how a row is read.

    `read` gets the cells, the header's (or none) and the classes of relations in words; it raises UnusableRowError.
    """

    title: str
    header: bool
    read: Callable[[Sequence[str], Sequence[str], Relations], Act]


class Relations:
    """The CAMEO root of a relation in words."""

    def __init__(self, path: Path) -> None:
        rows = [(row["begins"].casefold(), int(row["root"])) for row in read_rows(path, ("begins", "root"))]
        self._beginnings = sorted(rows, key=lambda row: -len(row[0]))

    def root(self, relation: str) -> int:
        """Give the root; raises UnusableRowError for words that nobody listed."""
        words = relation.strip().casefold()
        for beginning, root in self._beginnings:
            if words.startswith(beginning):
                return root
        raise UnusableRowError("unknown_relation")


class States:
    """The state that a name or code stands for on a day."""

    def __init__(self, actors: ActorCatalog, countries: Path) -> None:
        self._actors = actors
        self._codes = {row["cameo"]: row["code"] for row in read_rows(countries, ("cameo", "code"))}
        self._names: dict[str, str] = {}
        for name in actors.names:
            self._names.setdefault(folded(name.text), name.code)

    def state(self, name: str, day: date) -> str:
        """Give the alpha-3 code; the words in brackets count first: a citizen or ministry is of that country."""
        inside = name.rpartition("(")[2].rstrip(") ") if name.endswith(")") else ""
        for text in filter(None, (inside, name)):
            code = self._codes.get(text, text if text in self._actors.states else self._names.get(folded(text)))
            acting = self._actors.acts_for(code, day) if code else None
            state = self._actors.state_of(acting) if acting else None
            if state:
                return state
        raise UnusableRowError("no_state")


def folded(text: str) -> str:
    """Fold case, width and accents of a name."""
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


@dataclass(slots=True)
class Tally:
    """Counts of acts by measure, undirected pair and day; rows left out by reason."""

    acts: dict[tuple[str, Pair], Counter[date]] = field(default_factory=lambda: defaultdict(Counter))
    left_out: Counter[str] = field(default_factory=Counter)
    days: set[date] = field(default_factory=set)

    def add(self, act: Act, states: States) -> None:
        """Count an act between two states."""
        one, other = sorted((states.state(act.actor, act.day), states.state(act.recipient, act.day)))
        if one == other:
            raise UnusableRowError("within_a_state")
        if not 1 <= act.root <= LAST_ROOT:
            raise UnusableRowError("unknown_relation")
        self.days.add(act.day)
        self.acts[MEASURES[act.root < FIRST_CONFLICT_ROOT], (one, other)][act.day] += 1

    def series(self, label: str) -> dict[str, pd.DataFrame]:
        """Give the series of a label by name: the days covered, and the days with acts of each measure and pair."""
        found = {series_name(label, COVERED): counted_frame(Counter(self.days))}
        for (measure, pair), counted in sorted(self.acts.items()):
            found[series_name(label, measure, "-".join(pair))] = counted_frame(counted)
        return found


def counted_frame(counted: Counter[date]) -> pd.DataFrame:
    """Give columns day, value of counted days."""
    days = sorted(counted)
    return pd.DataFrame({"day": days, "value": [float(counted[day]) for day in days]})


def read_tally(paths: Sequence[Path], form: CodedFormat, catalogs: Sequence[Path]) -> Tally:
    """Read files into counts. Raises UsageError for a file that cannot be read."""
    ontology = catalogs[0] / "ontology"
    relations, states = (
        Relations(ontology / "cameo.tsv"),
        States(load_actors(catalogs), ontology / "cameo_countries.tsv"),
    )
    tally = Tally()
    for path in paths:
        with open_lines(path) as lines:
            header: Sequence[str] = next(lines, "").split("\t") if form.header else ()
            for line in lines:
                try:
                    tally.add(form.read(line.split("\t"), header, relations), states)
                except UnusableRowError as error:
                    tally.left_out[str(error)] += 1
    return tally


@contextmanager
def open_lines(path: Path) -> Iterator[Iterator[str]]:
    """Open a file of lines: plain, gzip or zip with one member."""
    try:
        with path.open("rb") as file:
            sign = file.read(4)
            file.seek(0)
            stream: IO[bytes] | gzip.GzipFile = file
            if sign.startswith(b"\x1f\x8b"):
                stream = gzip.GzipFile(fileobj=file)
            elif sign == b"PK\x03\x04":
                packed = zipfile.ZipFile(file)
                stream = packed.open(packed.namelist()[0])
            yield lines_of(stream)
    except (OSError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        raise UsageError(f"{path}: cannot be read ({error})") from error


def lines_of(stream: IO[bytes] | gzip.GzipFile) -> Iterator[str]:
    """Give the lines that are not blank; one that is longer than any row is cut and so counted as unusable."""
    while line := stream.readline(MAX_LINE):
        text = line.decode("utf-8", "replace").rstrip("\r\n").removeprefix("\ufeff")
        if text.strip():
            yield text


def cell(cells: Sequence[str], header: Mapping[str, int], name: str) -> str:
    """Give a cell by the name of its column; raises UnusableRowError where there is none."""
    place = header.get(name)
    if place is None or place >= len(cells):
        raise UnusableRowError("too_few_cells")
    return cells[place].strip()


def read_day(text: str) -> date:
    """Read a day, with or without dashes."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UnusableRowError("bad_day") from None


def read_root(code: str) -> int:
    """Read the root of a CAMEO code of two to four digits."""
    if not code[:2].isdecimal():
        raise UnusableRowError("unknown_relation")
    return int(code[:2])
