"""`python -m views COMMAND`: the dashboard and its exports; each command is a file in views/commands."""

from __future__ import annotations

import sys

from data.commandline import Command, main
from data.plugins import discover
from views import commands

if __name__ == "__main__":
    found = discover(commands, "COMMAND", Command)
    sys.exit(main("python -m views", "The dashboard and its exports.", found, sys.argv[1:]))
