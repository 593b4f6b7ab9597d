"""Time the reads of the dashboard on the store as it is, with the plan of each."""

from __future__ import annotations

import argparse
import json
import platform
from dataclasses import asdict

from data.bench import measure
from data.commandline import Command
from data.errors import UsageError
from data.settings import read_settings
from data.store import open_store


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("--rounds", type=int, default=20, metavar="N", help="pairs and days to ask about (default 20)")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="which ones are drawn (default 1)")
    parser.add_argument("--plans", action="store_true", help="also print how each read finds its rows")
    parser.add_argument("--json", action="store_true", help="one JSON object, plans included")


def run(options: argparse.Namespace) -> int:
    """Print a line a read, slowest last."""
    if options.rounds < 1:
        raise UsageError("bench: --rounds must be at least 1")
    with open_store(read_settings().store_url, read_only=True) as store:
        status = store.status()
        timings = sorted(measure(store, options.rounds, options.seed), key=lambda timing: timing.p95)
    if options.json:
        machine = {"python": platform.python_version(), "system": platform.platform()}
        shown = {"articles": status["articles"], "events": status["events"], **machine}
        print(json.dumps({**shown, "reads": [asdict(timing) for timing in timings]}, ensure_ascii=False))
        return 0
    print(f"{status['articles']} articles, {status['events']} events, {options.rounds} rounds; milliseconds")
    print(f"{'p50':>8} {'p95':>8} {'cpu p95':>8} {'rows':>7}  read")
    for timing in timings:
        print(f"{timing.p50:8.1f} {timing.p95:8.1f} {timing.cpu95:8.1f} {timing.rows:7}  {timing.name}")
        for line in timing.plan if options.plans else ():
            print(f"{'':36}{line}")
    return 0


COMMAND = Command("time the reads of the dashboard", add_options, run)
