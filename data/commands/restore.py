"""Put a backup in the place of the store; what stood there is kept beside it."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from data.commandline import Command
from data.errors import StoreError
from data.settings import read_settings
from data.store import engine_of, open_store
from data.store.rotation import backup_folder, backups


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("file", nargs="?", type=Path, help="the backup; default: the newest")
    parser.add_argument("--json", action="store_true", help="one JSON object")


def run(options: argparse.Namespace) -> int:
    """Restore a backup, then open the store once (which migrates an old one)."""
    settings = read_settings()
    engine = engine_of(settings.store_url)
    place = engine.backups(settings.store_url, settings.home)
    kept = backups(place)
    if options.file is None and not kept:
        raise StoreError(f"{backup_folder(place)}: no backups there; name the file")
    source = options.file or kept[-1]
    engine.restore(source, settings.store_url)
    with open_store(settings.store_url) as store:
        status = store.status()
    if options.json:
        print(json.dumps({"restored": str(source), "articles": status["articles"], "schema": status["schema"]}))
    else:
        print(f"restored {source}: {status['articles']} articles, schema {status['schema']}")
    return 0


COMMAND = Command("put a backup in the place of the store", add_options, run)
