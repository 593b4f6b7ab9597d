"""`python -m ingest add URL`: take a feed, or the feed that a page names, into the user's own catalogue."""

from __future__ import annotations

import argparse
import re
from collections.abc import Mapping
from dataclasses import replace

from data.actors import countries_by_domain
from data.addresses import host_and_port
from data.commandline import Command
from data.errors import UsageError
from data.model import Feed, Outlet
from data.outlet_files import save_outlet
from data.outlets import OWNERSHIPS, check_url, default_outlets, feeds_of, free_id
from data.settings import Settings, read_settings
from ingest.discovery import FoundFeed, find_feed
from ingest.net import GuardedClient


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of `add`."""
    parser.add_argument("url", help="address of the feed, or of a page that names it")
    parser.add_argument("--name", help="name of the outlet (default: its host)")
    parser.add_argument("--language", help="ISO 639-1 code (default: guessed from the feed)")
    parser.add_argument("--country", help="ISO 3166 alpha-3 code (default: guessed from the address)")
    parser.add_argument("--ownership", choices=OWNERSHIPS, help="who owns the outlet (default: unknown)")
    parser.add_argument("--no-check", action="store_true", help="do not fetch the feed first")


def refuse_known(url: str, outlets: Mapping[str, Outlet]) -> None:
    """Raise UsageError for an address that is polled already."""
    known = {feed.url: feed.id for feed in feeds_of(outlets).values()}
    if url in known:
        raise UsageError(f"{url}: is feed {known[url]} already")


def new_outlet(options: argparse.Namespace, outlets: Mapping[str, Outlet], country: str | None) -> Outlet:
    """Build the outlet of a new feed. Raises UsageError for a known address or a wrong option."""
    refuse_known(options.url, outlets)
    if options.language is not None and not re.fullmatch(r"[a-z]{2}", options.language):
        raise UsageError("--language takes an ISO 639-1 code of two letters")
    if options.country is not None and not re.fullmatch(r"[A-Z]{3}", options.country):
        raise UsageError("--country takes an ISO 3166 code of three capitals")
    name = options.name or host_and_port(options.url)[0].removeprefix("www.")
    outlet_id = free_id(name, set(outlets) | set(feeds_of(outlets)))
    feed = Feed(outlet_id, outlet_id, options.url, options.language)
    languages = (options.language,) if options.language else ()
    country = options.country or country
    return Outlet(
        outlet_id, name, country, languages, options.ownership, outlet_id, None, None, (feed,), "added by the user"
    )


def with_feed(outlet: Outlet, found: FoundFeed) -> Outlet:
    """Give the outlet with the feed that was read, and its language where none was given."""
    [feed] = outlet.feeds
    language = feed.language or found.language
    read = replace(feed, url=found.url, language=language)
    return replace(outlet, feeds=(read,), languages=(language,) if language else ())


def country_of(url: str, settings: Settings) -> str | None:
    """Guess a country by the last part of the host's name."""
    domain = host_and_port(url)[0].rpartition(".")[2]
    return countries_by_domain(settings.catalog_dirs).get(domain)


def told(outlet: Outlet, options: argparse.Namespace) -> str:
    """Say what was taken for granted and what is not known, with the option that puts it right."""
    guesses = [
        ("language", outlet.feeds[0].language, options.language),
        ("country", outlet.country, options.country),
        ("ownership", outlet.ownership, options.ownership),
    ]
    parts = [
        f"{name} {value} (guessed)" if value else f"{name} unknown (--{name})"
        for name, value, given in guesses
        if given is None
    ]
    return f"; {', '.join(parts)}" if parts else ""


def run(options: argparse.Namespace) -> int:
    """Check the address, read the feed, write its file."""
    settings = read_settings()
    wrong = check_url(options.url, settings.allow_private_hosts)
    if wrong:
        raise UsageError(f"{options.url[:200]}: {wrong}")
    outlets = default_outlets(settings)
    outlet, found = new_outlet(options, outlets, country_of(options.url, settings)), "not read yet"
    if not options.no_check:
        client = GuardedClient(settings.user_agent, settings.allow_private_hosts)
        read = find_feed(client, outlet.feeds[0])
        refuse_known(read.url, outlets)
        outlet, found = with_feed(outlet, read), f"{read.url}, {read.entries} entries"
        for other in read.others:
            print(f"add: the page also names {other}")
    path = save_outlet(outlet, settings.home / "catalog")
    print(f"add: feed {outlet.id} ({found}){told(outlet, options)} in {path}")
    return 0


COMMAND = Command("add a feed to your own catalogue", add_options, run)
