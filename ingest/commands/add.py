"""`python -m ingest add URL`: take a feed into the user's own catalogue, after reading it once."""

from __future__ import annotations

import argparse
import re
from collections.abc import Mapping
from pathlib import Path

from data.addresses import host_and_port
from data.commandline import Command
from data.errors import UsageError
from data.model import Feed, Outlet
from data.outlet_files import save_outlet
from data.outlets import check_url, default_outlets, feeds_of, free_id
from data.settings import Settings, read_settings
from ingest.fetch import fetch_feed
from ingest.net import GuardedClient
from ingest.polling import refusal_of
from ingest.run import utc_now
from ingest.sandbox import FeedParser


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of `add`."""
    parser.add_argument("url", help="address of the feed")
    parser.add_argument("--name", help="name of the outlet (default: its host)")
    parser.add_argument("--language", help="ISO 639-1 code (default: told from each article)")
    parser.add_argument("--country", help="ISO 3166 alpha-3 code")
    parser.add_argument("--no-check", action="store_true", help="do not fetch the feed first")


def new_outlet(options: argparse.Namespace, outlets: Mapping[str, Outlet]) -> Outlet:
    """Build the outlet of a new feed. Raises UsageError for a known address or a wrong option."""
    known = {feed.url: feed.id for feed in feeds_of(outlets).values()}
    if options.url in known:
        raise UsageError(f"{options.url}: is feed {known[options.url]} already")
    if options.language is not None and not re.fullmatch(r"[a-z]{2}", options.language):
        raise UsageError("--language takes an ISO 639-1 code of two letters")
    if options.country is not None and not re.fullmatch(r"[A-Z]{3}", options.country):
        raise UsageError("--country takes an ISO 3166 code of three capitals")
    name = options.name or host_and_port(options.url)[0].removeprefix("www.")
    taken = set(outlets) | set(feeds_of(outlets))
    outlet_id = free_id(name, taken)
    feed = Feed(outlet_id, outlet_id, options.url, options.language)
    languages = (options.language,) if options.language else ()
    return Outlet(
        outlet_id, name, options.country, languages, None, outlet_id, None, None, (feed,), "added by the user"
    )


def read_once(feed: Feed, settings: Settings) -> int:
    """Fetch and parse a feed and give the number of its entries. Raises FeedError."""
    client = GuardedClient(settings.user_agent, settings.allow_private_hosts)
    fetched = fetch_feed(client, feed, None, utc_now())
    refusal = refusal_of(fetched)
    if refusal is not None:
        raise refusal
    kind = fetched.headers.get("Content-Type")
    with FeedParser(1) as parser:
        return parser.parse(fetched.body, content_type=kind, language=feed.language, url=fetched.url).feed.listed


def run(options: argparse.Namespace) -> int:
    """Check the address, read the feed, write its file."""
    settings = read_settings()
    wrong = check_url(options.url, settings.allow_private_hosts)
    if wrong:
        raise UsageError(f"{options.url[:200]}: {wrong}")
    outlet = new_outlet(options, default_outlets(settings))
    found = "not read yet" if options.no_check else f"{read_once(outlet.feeds[0], settings)} entries"
    path: Path = save_outlet(outlet, settings.home / "catalog")
    print(f"add: feed {outlet.id} ({found}) in {path}")
    return 0


COMMAND = Command("add a feed to your own catalogue", add_options, run)
