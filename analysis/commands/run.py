"""`python -m analysis run`: stored articles to events, stories, pair-days and the daily index."""

from __future__ import annotations

import argparse
import json
import sys

from tqdm import tqdm

from analysis.run import AnalysisReport, run
from data.commandline import Command
from data.settings import read_settings
from data.store import open_store


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of `run`."""
    parser.add_argument("--rescore", action="store_true", help="code every stored article again")
    parser.add_argument("--json", action="store_true", help="print the summary as JSON")


def summary(report: AnalysisReport) -> dict[str, object]:
    """Give the summary as plain values."""
    return {
        "articles": report.articles,
        "events": report.events,
        "unread": dict(report.unread),
        "stories": report.stories,
        "pairs": report.pairs,
        "since": report.since.isoformat() if report.since else None,
    }


def run_command(options: argparse.Namespace) -> int:
    """Analyse what is new and print one summary line."""
    settings = read_settings()
    with open_store(settings.store_url) as store, tqdm(desc="analysis", unit="", file=sys.stderr, disable=None) as bar:

        def show(stage: str, count: int) -> None:
            bar.set_description(stage, refresh=False)
            bar.update(count)

        report = run(store, settings, rescore=options.rescore, progress=show)
    found = summary(report)
    print(json.dumps(found) if options.json else " ".join(f"{name}={value}" for name, value in found.items()))
    return 0


COMMAND = Command("analyse what is new in the store", add_options, run_command)
