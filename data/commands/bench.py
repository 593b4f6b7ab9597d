"""Time the reads of the dashboard on the store as it is, with the plan of each; on demand its upkeep, and pandas."""

from __future__ import annotations

import argparse
import json
import os
import platform
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from data.bench import Timing, measure, subjects
from data.bench_frames import Frames, measure_frames
from data.bench_upkeep import Cost, measure_upkeep
from data.commandline import Command
from data.errors import UsageError
from data.settings import Settings, read_settings
from data.store import open_store
from data.store.base import Store


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("--rounds", type=int, default=20, metavar="N", help="pairs and days to ask about (default 20)")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="which ones are drawn (default 1)")
    parser.add_argument("--plans", action="store_true", help="also print how each read finds its rows")
    parser.add_argument("--upkeep", action="store_true", help="also backup, copy, import, index, prune, on a copy")
    parser.add_argument("--pandas", action="store_true", help="also the same questions to pandas over a CSV file")
    parser.add_argument("--json", action="store_true", help="one JSON object, plans included")


def run(options: argparse.Namespace) -> int:
    """Print a line a read, slowest last; then what else is asked for, each as soon as it is measured."""
    if options.rounds < 1:
        raise UsageError("bench: --rounds must be at least 1")
    settings = read_settings()
    with open_store(settings.store_url, read_only=True) as store:
        status = store.status()
        timings = sorted(measure(store, options.rounds, options.seed), key=lambda timing: timing.p95)
        more = measure_more(store, settings, options)
        if options.json:
            print_json(status, timings, list(more))
            return 0
        print(
            f"{status['articles']} articles, {status['events']} events, {status['size'] / 1e9:.2f} GB, load {loads()}"
        )
        print_reads(timings, options.rounds, plans=options.plans)
        for found in more:
            if isinstance(found, Frames):
                print_frames(found)
            else:
                print_cost(found)
    return 0


def measure_more(store: Store, settings: Settings, options: argparse.Namespace) -> Iterator[Frames | Cost]:
    """Measure what needs room on the disk of the store."""
    if not options.upkeep and not options.pandas:
        return
    with tempfile.TemporaryDirectory(prefix="bench-", dir=settings.home) as folder:
        drawn = subjects(store, 1, options.seed)
        if options.pandas and drawn:
            yield measure_frames(store, drawn, Path(folder))
        if options.upkeep:
            yield from measure_upkeep(store, Path(folder))


def print_json(status: Mapping[str, Any], timings: Sequence[Timing], more: Sequence[Frames | Cost]) -> None:
    """Print everything as one object."""
    machine = {"python": platform.python_version(), "system": platform.platform(), "load": loads()}
    shown: dict[str, Any] = {name: status[name] for name in ("articles", "events", "size")} | machine
    shown |= {
        "reads": [asdict(timing) for timing in timings],
        "upkeep": [asdict(found) for found in more if isinstance(found, Cost)],
        "pandas": next((asdict(found) for found in more if isinstance(found, Frames)), None),
    }
    print(json.dumps(shown, ensure_ascii=False))


def loads() -> list[float] | None:
    """Give how many processes wanted to run in the last 1, 5 and 15 minutes, where the system says so."""
    return [round(load, 1) for load in os.getloadavg()] if hasattr(os, "getloadavg") else None


def print_reads(timings: Sequence[Timing], rounds: int, *, plans: bool) -> None:
    """Print the reads."""
    print(f"reads, warm, {rounds} rounds in random order; milliseconds")
    print(f"{'p50':>8} {'p95':>8} {'cpu p95':>8} {'rows':>7}  read")
    for timing in timings:
        print(f"{timing.p50:8.1f} {timing.p95:8.1f} {timing.cpu95:8.1f} {timing.rows:7}  {timing.name}")
        for line in timing.plan if plans else ():
            print(f"{'':36}{line}")


def print_cost(cost: Cost) -> None:
    """Print one piece of upkeep."""
    speed = cost.amount / cost.seconds if cost.seconds else 0.0
    print(
        f"{cost.seconds:9.2f} s ({cost.own_seconds:.2f} own)  {cost.name}: {cost.amount} {cost.unit},"
        f" {speed:.0f}/s, then {cost.bytes / 1e9:.2f} GB",
        flush=True,
    )


def print_frames(frames: Frames) -> None:
    """Print what pandas needs."""
    print(
        f"pandas: CSV of {frames.rows} rows, {frames.bytes / 1e9:.2f} GB, read in {frames.read_seconds} s into"
        f" {frames.memory / 1e9:.2f} GB of memory; then, milliseconds (store, pandas, ratio)"
    )
    for ratio in frames.ratios:
        times = f"{ratio.pandas / ratio.store:.0f}" if ratio.store else "-"
        print(f"{ratio.store:8.1f} {ratio.pandas:8.1f} {times:>6}x  {ratio.name}")


COMMAND = Command("time the reads of the dashboard", add_options, run)
