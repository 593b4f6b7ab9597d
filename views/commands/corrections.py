"""`python -m views corrections`: analysts' corrections as JSON lines in the form of the measuring sets."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from data.commandline import Command
from data.settings import read_settings
from data.store.desk import read_corrections
from views.commands.export import write_file
from views.corrections import gold_lines

EVERY = 1_000_000


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add where to write."""
    parser.add_argument("--out", type=Path, metavar="FILE", help="file to write (default: standard output)")


def run(options: argparse.Namespace) -> int:
    """Write the standing corrections, oldest first."""
    lines = gold_lines(reversed(read_corrections(read_settings().desk_path, EVERY)))
    if options.out:
        write_file(options.out, lines.encode())
        print(options.out)
    else:
        sys.stdout.write(lines)
    return 0


COMMAND = Command("write analysts' corrections as lines to measure the coder with", add_options, run)
