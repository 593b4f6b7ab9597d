"""`python -m analysis COMMAND`: the commands are the files of analysis/commands."""

from __future__ import annotations

import sys

from analysis import commands
from data.commandline import Command, main
from data.plugins import discover

if __name__ == "__main__":
    sys.exit(
        main(
            "python -m analysis",
            "From articles to events and indicators.",
            discover(commands, "COMMAND", Command, only=next(iter(sys.argv[1:]), None)),
            sys.argv[1:],
        )
    )
