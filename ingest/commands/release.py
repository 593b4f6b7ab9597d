"""`python -m ingest release ID`: let the next run ask a feed again that was put aside or ended."""

from __future__ import annotations

import argparse
import secrets

from data.commandline import Command
from data.errors import UsageError
from data.model import FeedRun, FetchCounts
from data.settings import read_settings
from data.store import open_store
from ingest.lock import hold_lock
from ingest.polling import released
from ingest.run import utc_now


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of `release`."""
    parser.add_argument("feeds", nargs="+", metavar="ID", help="feed that is quarantined, gone, dead or waiting")


def run(options: argparse.Namespace) -> int:
    """Make the feeds due, with a line of history each; waits for nobody: a run at work would overwrite it."""
    settings = read_settings()
    with hold_lock(settings.home / "ingest.lock"), open_store(settings.store_url) as store:
        states = store.feed_states()
        unknown = sorted(set(options.feeds) - set(states))
        if unknown:
            raise UsageError(f"{unknown[0]}: this feed was never asked; `python -m ingest check` lists them")
        now = utc_now()
        run_id = f"{now:%Y%m%dT%H%M%S}-{secrets.token_hex(3)}"
        for feed_id in dict.fromkeys(options.feeds):
            state = states[feed_id]
            line = FeedRun(feed_id, now, "released", None, 0, 0, FetchCounts(), state.reason, f"was {state.state}")
            store.commit_fetch((), released(state), line, run_id)
            print(f"release: {feed_id} was {state.state}; the next run asks it")
    return 0


COMMAND = Command("let the next run ask a feed that was put aside", add_options, run)
