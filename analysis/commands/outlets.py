"""`python -m analysis outlets`: outlets that are suddenly unlike their own past."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict

from analysis.commands.series import day_option
from analysis.parameters import Parameters
from analysis.takeover import find_turns, spans_of
from data.commandline import Command
from data.settings import read_settings
from data.store import open_store


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of `outlets`."""
    parser.add_argument("--day", type=day_option, help="judge the days up to this one (default: the last of the store)")
    parser.add_argument("--json", action="store_true")


def run_command(options: argparse.Namespace) -> int:
    """Print what turned, a line an outlet and kind."""
    parameters = Parameters()
    with open_store(read_settings().store_url, read_only=True) as store:
        span = store.days()
        day = options.day or (span[1] if span else None)
        if day is None:
            return 0
        first = spans_of(day, parameters).first
        found = find_turns(store.reports(first, day), store.exposure(first, day), day, parameters)
    for turn in found:
        row = {"day": str(day), **asdict(turn)}
        text = f"{day} {turn.outlet_id} {turn.kind} {turn.past:.2f} -> {turn.now:.2f}"
        print(json.dumps(row, ensure_ascii=False) if options.json else text)
    return 0


COMMAND = Command("list outlets that are suddenly unlike their own past", add_options, run_command)
