"""`python -m views export`: charts, numbers and sentences of pairs as files. Same store, same options, same bytes."""

from __future__ import annotations

import argparse
import re
import sys
from datetime import date
from pathlib import Path

from data.commandline import Command
from data.errors import ExportError, UsageError
from data.plugins import discover
from data.settings import read_settings
from data.store import open_store
from data.store.desk import read_corrections
from data.whole_files import whole_file
from views import exports
from views.briefing import MOST_PAIRS, PANELS, Order, build_document
from views.document import Document
from views.families import Export
from views.filenames import file_name
from views.names import load_names
from views.reading import pair_key
from views.source import choose_source
from views.words import interface_languages, load_words

PAIR = re.compile(r"([A-Z]{3,4}(?::[A-Z0-9_]{2,30})?)([->])([A-Z]{3,4}(?::[A-Z0-9_]{2,30})?)")


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what to export and where to."""
    pair = {"metavar": "A-B", "help": "A-B for both directions, A>B for A toward B; may be given several times"}
    parser.add_argument("--pair", required=True, action="append", **pair)
    parser.add_argument("--since", metavar="DAY", help="first day, as 2026-01-31 (default: 90 days before the last)")
    parser.add_argument("--until", metavar="DAY", help="last day (default: the newest)")
    parser.add_argument("--as-of", metavar="DAY", help="as known on this day (default: the newest)")
    parser.add_argument("--format", default="png,svg,csv", metavar="LIST", help="formats, parted by commas")
    parser.add_argument("--charts", default="", metavar="LIST", help=f"parts of the charts, out of {','.join(PANELS)}")
    parser.add_argument("--lang", default=interface_languages()[0], help="language of the files")
    parser.add_argument("--note", default="", metavar="TEXT", help="the author's note for the files")
    parser.add_argument("--out", type=Path, default=Path(), metavar="DIR", help="folder (default: this one)")


def read_day(text: str | None, option: str) -> date | None:
    """Read a day; UsageError names the option."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise UsageError(f"{option} must be a day such as 2026-01-31, not {text}") from error


def read_pair(text: str) -> str:
    """Read the key of a pair; UsageError names the option."""
    found = PAIR.fullmatch(text)
    if not found or found[1] == found[3]:
        raise UsageError(f"--pair must be two codes such as USA-IRN or 'USA>IRN', not {text}")
    return pair_key(found[1], found[3], directed=found[2] == ">")


def read_panels(text: str) -> tuple[str, ...]:
    """Read the parts of the charts; UsageError lists those there are."""
    asked = tuple(name.strip() for name in text.split(",") if name.strip())
    if unknown := [name for name in asked if name not in PANELS]:
        raise UsageError(f"--charts knows {', '.join(PANELS)}, not {', '.join(unknown)}")
    return asked


def read_order(options: argparse.Namespace) -> Order:
    """Read what to export."""
    pairs = tuple(dict.fromkeys(read_pair(text) for text in options.pair))
    if len(pairs) > MOST_PAIRS:
        raise UsageError(f"--pair may be given {MOST_PAIRS} times at most, not {len(pairs)}")
    since, until = read_day(options.since, "--since"), read_day(options.until, "--until")
    if since and until and since > until:
        raise UsageError("--since must not be after --until")
    return Order(
        pairs,
        since,
        until,
        read_day(options.as_of, "--as-of"),
        read_panels(options.charts),
        options.note,
    )


def choose_formats(text: str) -> dict[str, Export]:
    """Choose the formats; UsageError lists those there are."""
    offered = discover(exports, "EXPORT", Export)
    asked = [name.strip() for name in text.split(",") if name.strip()]
    unknown = [name for name in asked if name not in offered]
    if unknown or not asked:
        raise UsageError(f"--format knows {', '.join(offered)}, not {', '.join(unknown) or 'nothing'}")
    return {name: offered[name] for name in asked}


def read_document(options: argparse.Namespace, order: Order) -> Document:
    """Read the document from the user's store, or from the sample while that is empty."""
    if options.lang not in interface_languages():
        raise UsageError(f"--lang knows {', '.join(interface_languages())}, not {options.lang}")
    settings = read_settings()
    source = choose_source(settings)
    if source.url is None:
        raise ExportError(source.problem or "the store cannot be read")
    if source.sample:
        print("The store is empty: this is the labelled sample.", file=sys.stderr)
    names = load_names(settings.catalog_dirs, load_words(options.lang), sample=source.sample)
    corrections = read_corrections(settings.desk_path)
    with open_store(source.url, read_only=True) as store:
        return build_document(store, order, names, sample=source.sample, corrections=corrections)


def write_file(path: Path, content: bytes) -> None:
    """Write a file whole or not at all. Raises ExportError with what stands in the way."""
    try:
        with whole_file(path) as partial:
            partial.write_bytes(content)
    except OSError as error:
        raise ExportError(f"{path}: {error.strerror}; choose another folder with --out") from error


def run(options: argparse.Namespace) -> int:
    """Write the files and name them on stdout."""
    order, formats = read_order(options), choose_formats(options.format)
    document = read_document(options, order)
    for export in formats.values():
        path = options.out / file_name(document, "-".join(options.pair), export.extension)
        write_file(path, export.write(document))
        print(path)
    return 0


COMMAND = Command("write charts, numbers and sentences of pairs to files", add_options, run)
