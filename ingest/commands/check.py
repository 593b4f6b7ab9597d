"""`python -m ingest check`: is the catalogue sound, and how are its feeds? Contacts nobody."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path

from data.commandline import Command
from data.errors import StoreError
from data.model import Feed, FeedState
from data.outlets import default_outlets, feeds_of, read_feeds_file, read_outlets
from data.settings import Settings, read_settings
from data.store import open_store


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of `check`."""
    chosen = parser.add_mutually_exclusive_group()
    chosen.add_argument("--catalog", type=Path, metavar="DIR", help="check the outlets of this folder")
    chosen.add_argument("--feeds", type=Path, metavar="FILE", help="check this .toml or .opml")


def _states(settings: Settings) -> Mapping[str, FeedState]:
    try:
        with open_store(settings.store_url, read_only=True) as store:
            return store.feed_states()
    except StoreError:
        return {}


def feed_line(feed: Feed, state: FeedState | None) -> str:
    """Describe a feed on one line."""
    if not feed.enabled:
        health = "disabled"
    elif state is None:
        health = "never asked"
    elif state.state != "active":
        health = f"{state.state}: {state.message} (ask again: --feed {feed.id} --force)"
    elif state.failures:
        health = f"failed {state.failures} times: {state.message}"
    else:
        health = "fine" + (f"; {state.message}" if state.message else "")
    return f"{feed.id}\t{feed.language or '?'}\t{feed.url}\t{health}"


def run(options: argparse.Namespace) -> int:
    """Read the catalogue (any fault is its own line and exit code 3) and list its feeds."""
    settings = read_settings()
    allowed = settings.allow_private_hosts
    if options.feeds is not None:
        outlets = read_feeds_file(options.feeds, allowed)
    else:
        outlets = read_outlets([options.catalog], allowed) if options.catalog else default_outlets(settings)
    feeds = feeds_of(outlets)
    states = _states(settings)
    for feed in feeds.values():
        print(feed_line(feed, states.get(feed.id)))
    print(f"check: {len(outlets)} outlets and {len(feeds)} feeds are well described")
    return 0


COMMAND = Command("check the catalogue and list its feeds", add_options, run)
