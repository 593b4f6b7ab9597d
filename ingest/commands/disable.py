"""`python -m ingest disable ID`: stop polling a feed, or start again with --undo."""

from __future__ import annotations

import argparse

from data.commandline import Command
from data.errors import UsageError
from data.outlet_files import save_disabled
from data.outlets import default_outlets, feeds_of
from data.settings import read_settings


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of `disable`."""
    parser.add_argument("feed", metavar="ID", help="feed to leave out of runs")
    parser.add_argument("--undo", action="store_true", help="poll it again")


def run(options: argparse.Namespace) -> int:
    """Rewrite the list of disabled feeds."""
    settings = read_settings()
    feeds = feeds_of(default_outlets(settings))
    if options.feed not in feeds:
        raise UsageError(f"{options.feed}: no such feed; `python -m ingest check` lists them")
    disabled = {feed.id for feed in feeds.values() if not feed.enabled} - {options.feed}
    save_disabled(frozenset(disabled if options.undo else disabled | {options.feed}), settings.home / "catalog")
    print(f"disable: {options.feed} is {'polled again' if options.undo else 'not polled any more; its articles stay'}")
    return 0


COMMAND = Command("stop polling a feed (or start again)", add_options, run)
