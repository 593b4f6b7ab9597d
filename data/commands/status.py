"""What the store holds, for a person, for a script (`--json`), for a monitor (`--metrics FILE`, `--max-age HOURS`)."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from data.commandline import Command
from data.freshness import freshness_line, freshness_table, read_freshness
from data.metrics import metrics_text
from data.outlets import default_outlets
from data.settings import read_settings
from data.store import engine_of, open_store
from data.whole_files import write_whole


def hours(text: str) -> timedelta:
    """Read a number of hours."""
    try:
        return timedelta(hours=float(text))
    except (ValueError, OverflowError):
        raise argparse.ArgumentTypeError(f"{text} is no number of hours") from None


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("--json", action="store_true", help="one JSON object")
    parser.add_argument("--metrics", type=Path, metavar="FILE", help="also write an OpenMetrics text file")
    parser.add_argument("--max-age", type=hours, metavar="HOURS", help="exit 1 if no feed succeeded for so long")


def plain(value: object) -> str:
    """Write a value for a person."""
    if isinstance(value, dict):
        return ", ".join(f"{name} {plain(part)}" for name, part in value.items())
    return "-" if value is None else str(value)


def run(options: argparse.Namespace) -> int:
    """Show the status; 1 if the data are older than asked for."""
    settings = read_settings()
    with open_store(settings.store_url, read_only=True) as store:
        status, states = store.status(), store.feed_states()
    now = datetime.now(UTC)
    found = read_freshness(states.values(), default_outlets(settings), now)
    if options.metrics:
        write_whole(options.metrics, metrics_text(status, states.values(), found, now))
        options.metrics.chmod(0o644)  # the collector is another user
    shown = {"store": engine_of(settings.store_url).shown(settings.store_url), **status}
    if options.json:
        print(json.dumps({**shown, "freshness": freshness_table(found)}, ensure_ascii=False))
    else:
        for name, value in {**shown, "freshness": freshness_line(found)}.items():
            print(f"{name}: {plain(value)}")
    if options.max_age is None:
        return 0
    newest = max((state.succeeded_at for state in states.values() if state.succeeded_at), default=None)
    if newest is not None and now - newest <= options.max_age:
        return 0
    print(f"stale: no feed succeeded in the last {options.max_age}", file=sys.stderr)
    return 1


COMMAND = Command("show what the store holds", add_options, run)
