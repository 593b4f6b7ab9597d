"""`python -m analysis stories [IN.jsonl] [-o OUT.jsonl]`: which of these reports tell one event."""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, TextIO

from analysis.coder import Coder
from analysis.kinship import Kinship
from analysis.parameters import Parameters
from analysis.run import load_context
from analysis.stories.gather import Line, gather, read_line
from analysis.stories.sense import read_sense
from data.commandline import Command
from data.errors import CodingError
from data.settings import read_settings


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of `stories`."""
    parser.add_argument("input", nargs="?", default="-", help="rows with id, lang, date, outlet, title, summary")
    parser.add_argument("-o", "--output", default="-", help="rows with id and cluster (null: alone)")


def read_rows(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Read JSON lines. Raises CodingError with the line at fault."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            datetime.fromisoformat(row["date"])
            row["id"], row["title"], row["outlet"], row["lang"]
        except (ValueError, KeyError, TypeError) as error:
            raise CodingError(
                f"line {number} is no report with id, lang, date, outlet and title ({error!r})"
            ) from error
        yield row


def row_line(number: int, row: dict[str, Any], coder: Coder, kinship: Kinship) -> Line:
    """Code one row and give it in the form in which it is compared."""
    at = datetime.fromisoformat(row["date"])
    seen = (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    summary = row.get("summary") or ""
    text = f"{row['title']}\n\n{summary}" if summary else row["title"]
    coded = coder.code(text, row["lang"], seen)
    named = {code for tone in coded.tones for code in tone.actors}
    sense = read_sense(coder.read(text, row["lang"]))
    return read_line(number, seen.date(), row["lang"], text, coded.events, named, sense, kinship)


def cluster_rows(rows: Sequence[dict[str, Any]], coder: Coder, kinship: Kinship) -> Iterator[dict[str, Any]]:
    """Give each row its cluster; None for a row that is alone."""
    stories = gather([row_line(number, row, coder, kinship) for number, row in enumerate(rows)], Parameters())
    named = {line.number: story_name(story, rows) for story in stories if len(story) > 1 for line in story}
    return ({"id": row["id"], "cluster": named.get(number)} for number, row in enumerate(rows))


def story_name(story: Sequence[Line], rows: Sequence[dict[str, Any]]) -> str:
    """Name a story by the first of its rows."""
    return str(rows[min(line.number for line in story)]["id"])


@contextlib.contextmanager
def opened(name: str, mode: str, standard: TextIO) -> Iterator[IO[str]]:
    """Open a file, or give a standard stream for `-`."""
    if name == "-":
        yield standard
        return
    try:
        with Path(name).open(mode, encoding="utf-8") as file:
            yield file
    except OSError as error:
        raise CodingError(f"{name}: {error.strerror or error}") from error


def run_command(options: argparse.Namespace) -> int:
    """Cluster the reports of a file."""
    settings = read_settings()
    context = load_context(settings)
    with opened(options.input, "r", sys.stdin) as source:
        rows = list(read_rows(source))
    with opened(options.output, "w", sys.stdout) as target:
        for found in cluster_rows(rows, Coder(settings.catalog_dirs), context.kinship):
            target.write(json.dumps(found, ensure_ascii=False) + "\n")
    return 0


COMMAND = Command("say which reports tell one event", add_options, run_command)
