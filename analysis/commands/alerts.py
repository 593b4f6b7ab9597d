"""`python -m analysis alerts`: the stored alerts, newest first, with their reasons."""

from __future__ import annotations

import argparse
import json

from analysis.commands.series import day_option
from data.commandline import Command
from data.settings import read_settings
from data.store import open_store


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of `alerts`."""
    parser.add_argument("--since", type=day_option)
    parser.add_argument("--until", type=day_option)
    parser.add_argument("--json", action="store_true")


def run_command(options: argparse.Namespace) -> int:
    """Print the alerts of a range of days."""
    with open_store(read_settings().store_url, read_only=True) as store:
        found = store.alerts(options.since, options.until)
    for alert in found:
        row = {**alert, "day": str(alert["day"])}
        print(json.dumps(row, ensure_ascii=False) if options.json else f"{row['day']} {row['pair']} {row['state']}")
    return 0


COMMAND = Command("list the alerts of the store", add_options, run_command)
