"""`python -m data`: look after the store."""

from __future__ import annotations

import sys

from data import commands
from data.commandline import Command, main
from data.plugins import discover

if __name__ == "__main__":
    sys.exit(main("python -m data", "Look after the store.", discover(commands, "COMMAND", Command), sys.argv[1:]))
