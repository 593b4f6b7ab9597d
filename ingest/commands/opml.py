"""`python -m ingest opml import|export`: feeds from and to other readers."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from data.commandline import Command
from data.opml import write_outline
from data.outlet_files import save_outlet
from data.outlets import default_outlets, feeds_of, read_feeds_file
from data.settings import Settings, read_settings
from data.whole_files import write_whole


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the two directions."""
    directions = parser.add_subparsers(dest="direction", required=True, metavar="import|export")
    reading = directions.add_parser("import", help="take the feeds of an outline into your own catalogue")
    reading.add_argument("file", type=Path, metavar="FILE.opml")
    writing = directions.add_parser("export", help="write all feeds as an outline")
    writing.add_argument("-o", "--out", type=Path, metavar="FILE.opml", help="instead of standard output")


def import_outline(path: Path, settings: Settings) -> tuple[int, int]:
    """Add the feeds of an outline that are not known yet; give how many were added and how many known."""
    outlets = default_outlets(settings)
    known = {feed.url for feed in feeds_of(outlets).values()}
    listed = read_feeds_file(path, settings.allow_private_hosts)
    fresh = [outlet for outlet in listed.values() if outlet.feeds[0].url not in known and outlet.id not in outlets]
    for outlet in fresh:
        save_outlet(outlet, settings.home / "catalog")
    return len(fresh), len(listed) - len(fresh)


def run(options: argparse.Namespace) -> int:
    """Import or export."""
    settings = read_settings()
    if options.direction == "import":
        added, known = import_outline(options.file, settings)
        print(f"opml: {added} feeds added, {known} known already")
        return 0
    text = write_outline(default_outlets(settings).values())
    if options.out is None:
        sys.stdout.write(text)
    else:
        write_whole(options.out, text)
    return 0


COMMAND = Command("read or write lists of feeds as OPML", add_options, run)
