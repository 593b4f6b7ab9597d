"""Bring the store to this version's schema; a backup is made first. Every command that writes does the same.

With `--to` the whole store is copied into another, which may be of another engine, and compared with it row by row.
"""

from __future__ import annotations

import argparse
import json
import sys

from tqdm import tqdm

from data.commandline import Command
from data.errors import UsageError
from data.settings import read_settings
from data.store import engine_of, open_store
from data.store.copying import copy_store


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("--from", dest="source", metavar="URL", help="the store to copy (default: the one in use)")
    parser.add_argument("--to", dest="target", metavar="URL", help="copy the whole store into this new one")
    parser.add_argument("--json", action="store_true", help="one JSON object")


def run(options: argparse.Namespace) -> int:
    """Open for writing, which migrates, and say where it stands; or copy."""
    own = read_settings().store_url
    if options.target:
        return copy(options.source or own, options.target, as_json=options.json)
    if options.source:
        raise UsageError("migrate: --from goes with --to")
    with open_store(own) as store:
        schema = store.status()["schema"]
    print(json.dumps({"schema": schema}) if options.json else f"schema {schema}")
    return 0


def copy(source: str, target: str, *, as_json: bool) -> int:
    """Copy a store and print the rows of each table."""
    if source == target:
        raise UsageError("migrate: --from and --to name the same store")
    shown = {name: engine_of(url).shown(url) for name, url in (("from", source), ("to", target))}
    with (
        open_store(source) as there,
        open_store(target) as here,
        tqdm(desc="copy", unit=" rows", file=sys.stderr, disable=None) as bar,
    ):

        def show(what: str, rows: int) -> None:
            bar.set_description_str(what, refresh=False)
            bar.update(rows)

        counts = copy_store(there, here, show)
    if as_json:
        print(json.dumps({**shown, "rows": counts}))
        return 0
    print(f"{shown['from']} -> {shown['to']}: {sum(counts.values())} rows in {len(counts)} tables, compared one by one")
    print(f"set DETENTE_STORE={shown['to']} to use it (with its password, if it has one); the old store is unchanged")
    return 0


COMMAND = Command("bring the store to this version's schema, or copy it to another engine", add_options, run)
