"""`python -m views notify`: carries new alerts out by the channels of channels.toml; without that file, nothing."""

from __future__ import annotations

import argparse
import sys
import tomllib
from pathlib import Path

from data.commandline import Command
from data.errors import CatalogError, DetenteError, UsageError
from data.plugins import discover
from data.settings import Settings, read_settings
from data.store import open_store
from views import channels
from views.families import Channel
from views.messages import Message, keep_sent, read_messages, read_sent
from views.names import load_names
from views.words import interface_languages, load_words

FILE, MEMORY = "channels.toml", "notified-{name}.json"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add how far back to look and in which language to write."""
    parser.add_argument("--days", type=int, default=2, help="alerts of the last days of the store (default 2)")
    parser.add_argument("--lang", default=interface_languages()[0], help="language of the messages")
    parser.add_argument("--dry-run", action="store_true", help="print the messages, send none")


def read_channels(path: Path) -> dict[str, dict[str, str]]:
    """Read the channels that are switched on. Raises CatalogError naming what is wrong."""
    if not path.is_file():
        return {}
    offered = discover(channels, "CHANNEL", Channel)
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CatalogError(str(error), path) from error
    for name, options in table.items():
        if name not in offered:
            raise CatalogError(f"no channel {name}; there are {', '.join(offered)}", path)
        missing = [key for key in offered[name].needs if not isinstance(options, dict) or not options.get(key)]
        if missing:
            raise CatalogError(f"channel {name} needs {', '.join(missing)}", path)
    return {name: {key: str(value) for key, value in options.items()} for name, options in table.items()}


def read_new(settings: Settings, options: argparse.Namespace) -> list[Message]:
    """Read the messages that may be due."""
    if options.days < 1:
        raise UsageError(f"--days must be 1 or more, not {options.days}")
    if options.lang not in interface_languages():
        raise UsageError(f"--lang knows {', '.join(interface_languages())}, not {options.lang}")
    names = load_names(settings.catalog_dirs, load_words(options.lang))
    with open_store(settings.store_url, read_only=True) as store:
        return read_messages(store, names, options.days)


def carry(name: str, options: dict[str, str], messages: list[Message], settings: Settings) -> bool:
    """Send what this channel has not carried yet; False where it failed."""
    memory = settings.home / MEMORY.format(name=name)
    sent = read_sent(memory)
    due = [message for message in messages if message.key not in sent]
    try:
        if due:
            discover(channels, "CHANNEL", Channel)[name].send(due, options, settings)
            keep_sent(memory, sent | {message.key for message in due})
    except DetenteError as error:
        print(f"{name}: {error}", file=sys.stderr)
        return False
    print(f"{name}: {len(due)} sent")
    return True


def run(options: argparse.Namespace) -> int:
    """Carry new alerts out; 1 where a channel failed."""
    settings = read_settings()
    switched_on = read_channels(settings.home / FILE)
    messages = read_new(settings, options)
    if options.dry_run:
        for message in messages:
            print(message.to_json())
        return 0
    if not switched_on:
        print(f"No channel is switched on: name one in {FILE} in the home folder.", file=sys.stderr)
        return 0
    done = [carry(name, options_of, messages, settings) for name, options_of in switched_on.items()]
    return 0 if all(done) else 1


COMMAND = Command("carry new alerts out by the channels that are switched on", add_options, run)
