"""Copy the store while it is in use; without a file name the copies rotate (7 daily, 4 weekly)."""

from __future__ import annotations

import argparse
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from data.commandline import Command
from data.settings import read_settings
from data.store import engine_of, open_store
from data.store.rotation import backups, made_at, next_backup, rotate

# A little under a day, so that a daily timer with jitter does not skip one.
DUE_AFTER = timedelta(hours=20)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("file", nargs="?", type=Path, help="where to (a new file); default: the backups folder")
    parser.add_argument("--if-due", action="store_true", help="only if the newest backup is older than 20 h")
    parser.add_argument("--json", action="store_true", help="one JSON object")


def run(options: argparse.Namespace) -> int:
    """Make a backup."""
    settings = read_settings()
    place = engine_of(settings.store_url).backups(settings.store_url, settings.home)
    now = datetime.now(UTC)
    newest = backups(place)[-1:]
    made = made_at(place, newest[0]) if newest else None
    if options.if_due and made is not None and now - made < DUE_AFTER:
        report(options, str(newest[0]), [], "not due")
        return 0
    with open_store(settings.store_url, read_only=True) as store:
        target = options.file or next_backup(place, now)
        store.backup(target)
    dropped = [] if options.file else rotate(place)
    report(options, str(target), [str(path) for path in dropped], "made")
    return 0


def report(options: argparse.Namespace, path: str, dropped: list[str], outcome: str) -> None:
    """Say what was done."""
    if options.json:
        print(json.dumps({"outcome": outcome, "backup": path, "dropped": dropped}, ensure_ascii=False))
    else:
        print(f"{outcome}: {path}" + (f" ({len(dropped)} old ones dropped)" if dropped else ""))


COMMAND = Command("copy the store to a checked backup", add_options, run)
