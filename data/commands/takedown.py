"""Remove articles for good: text, versions, events and evidence go, a hash of the key stays so that they stay away."""

from __future__ import annotations

import argparse
import json
import re
from datetime import UTC, datetime

from data.commandline import Command
from data.settings import read_settings
from data.store import open_store

KEY = re.compile(r"[0-9a-f]{32}")


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("article", nargs="+", help="key (32 hex digits) or address of an article")
    parser.add_argument("--json", action="store_true", help="one JSON object")


def run(options: argparse.Namespace) -> int:
    """Take down; 1 if something was not found (a key is barred all the same)."""
    removed, missing = [], []
    with open_store(read_settings().store_url) as store:
        for name in options.article:
            keys = [name] if KEY.fullmatch(name) else store.keys_of_url(name)
            found = [key for key in keys if store.take_down(key, datetime.now(UTC))]
            removed += found
            if not found:
                missing.append(name)
    if options.json:
        print(json.dumps({"removed": removed, "missing": missing}, ensure_ascii=False))
    else:
        print(f"removed {len(removed)}" + (f"; not found: {', '.join(missing)}" if missing else ""))
    return 1 if missing else 0


COMMAND = Command("remove articles for good", add_options, run)
