"""`python -m ingest`: the timer command and its subcommands."""

from __future__ import annotations

import sys

from data.commandline import Command, main
from data.plugins import discover
from ingest import commands

ABOUT = (
    "Fetch the feeds that are due, keep what is new and analyse it. "
    "Exit codes: 0 fine, 1 some feeds failed, 2 nothing worked, 3 wrong option or configuration."
)

if __name__ == "__main__":
    found = {name.rstrip("_"): command for name, command in discover(commands, "COMMAND", Command).items()}
    sys.exit(main("python -m ingest", ABOUT, found, sys.argv[1:], default="run"))
