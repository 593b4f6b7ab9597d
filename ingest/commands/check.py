"""`python -m ingest check`: is the catalogue sound, and how are its feeds? Contacts nobody."""

from __future__ import annotations

import argparse
from collections.abc import Mapping

from data.commandline import Command
from data.errors import StoreError
from data.model import Feed, FeedState
from data.outlets import feeds_of
from data.settings import Settings, read_settings
from data.store import open_store
from ingest.choice import add_choice, chosen_outlets


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of `check`."""
    add_choice(parser)


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
        health = f"{state.state}: {state.message} (ask again: release {feed.id})"
    elif state.failures:
        health = f"failed {state.failures} times: {state.message}"
    else:
        health = "fine" + (f"; {state.message}" if state.message else "")
    return f"{feed.id}\t{feed.language or '?'}\t{feed.url}\t{health}"


def run(options: argparse.Namespace) -> int:
    """Read the catalogue (any fault is its own line and exit code 3) and list its feeds."""
    settings = read_settings()
    outlets = chosen_outlets(options, settings)
    feeds = feeds_of(outlets)
    states = _states(settings)
    for feed in feeds.values():
        print(feed_line(feed, states.get(feed.id)))
    print(f"check: {len(outlets)} outlets and {len(feeds)} feeds are well described")
    return 0


COMMAND = Command("check the catalogue and list its feeds", add_options, run)
