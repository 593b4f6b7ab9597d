"""`python -m analysis backtest EPISODES.csv`: replay the stored archive against dated episodes."""

from __future__ import annotations

import argparse
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

from analysis.backtest.calibration import calibration_rows, split_halves
from analysis.backtest.episodes import read_calm, read_episodes
from analysis.backtest.replay import replay
from analysis.commands.series import day_option
from analysis.run import load_context
from data.commandline import Command
from data.errors import UsageError
from data.settings import read_settings
from data.store import open_store

WARM_UP = timedelta(14)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of `backtest`."""
    parser.add_argument("episodes", type=Path, help="CSV with archive,pair,day,direction,severity,event")
    parser.add_argument("--calm", type=Path, help="CSV with archive,pair of pairs without a crisis")
    parser.add_argument("--archive", help="only the episodes of this archive (default: all that the store covers)")
    parser.add_argument("--since", type=day_option)
    parser.add_argument("--until", type=day_option)
    parser.add_argument("--calibration", type=int, metavar="N", help="also split the outlets into halves N times")
    parser.add_argument("--json", action="store_true", help="everything, daily rows included")


def show(value: Any) -> str:
    """Print a figure."""
    if isinstance(value, tuple | list):
        return "[" + ", ".join(show(v) for v in value) + "]"
    return "-" if value is None else f"{value:.3f}" if isinstance(value, float) else str(value)


def print_text(found: dict[str, Any]) -> None:
    """Print the result for a person."""
    for row in found["episodes"]:
        mark = "ok  " if row["right"] else "SIGN" if row["wrong_sign"] else "miss"
        print(mark, row["day"], row["pair"], row["direction"], row["severity"], f"lag={show(row['lag'])}", row["event"])
    for name, figures in found["methods"].items():
        print(f"{name}: " + "  ".join(f"{key}={show(value)}" for key, value in figures.items()))
    for name, directions in found.get("probability", {}).items():
        for direction, figures in directions.items():
            told = "  ".join(f"{key}={show(value)}" for key, value in figures.items())
            print(f"{name}, probability of {direction}: {told}")
    for row in found.get("external", []):
        print("weekly rank correlation: " + "  ".join(f"{key}={show(value)}" for key, value in row.items()))
    for row in found.get("calibration", []):
        print("calibration: " + "  ".join(f"{key}={show(value)}" for key, value in row.items()))


def run_command(options: argparse.Namespace) -> int:
    """Replay and print."""
    settings = read_settings()
    with open_store(settings.store_url, read_only=True) as store:
        span = store.days()
        if span is None:
            raise UsageError("the store is empty: import an archive and run the analysis first")
        since, until = options.since or span[0] + WARM_UP, options.until or span[1]
        wanted = [
            e
            for e in read_episodes(options.episodes)
            if since <= e.day <= until and options.archive in (None, e.archive)
        ]
        archives = {e.archive for e in wanted}
        calm = [pair for archive, pair in read_calm(options.calm) if archive in archives] if options.calm else []
        if not wanted and not calm:
            raise UsageError(f"no episode lies between {since} and {until}")
        context = load_context(settings)
        found = replay(store, wanted, calm, (since, until), context)
        if options.calibration:
            told = split_halves(store, until, context, range(options.calibration))
            found["calibration"] = calibration_rows(told)
    if options.json:
        print(json.dumps(found, ensure_ascii=False))
    else:
        print_text(found)
    return 0


COMMAND = Command("replay the stored archive against dated episodes", add_options, run_command)
