"""Bring the store to this version's schema; a backup is made first. Every command that writes does the same."""

from __future__ import annotations

import argparse
import json

from data.commandline import Command
from data.settings import read_settings
from data.store import open_store


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("--json", action="store_true", help="one JSON object")


def run(options: argparse.Namespace) -> int:
    """Open for writing, which migrates, and say where it stands."""
    with open_store(read_settings().store_url) as store:
        schema = store.status()["schema"]
    print(json.dumps({"schema": schema}) if options.json else f"schema {schema}")
    return 0


COMMAND = Command("bring the store to this version's schema", add_options, run)
