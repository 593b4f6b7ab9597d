"""Write the store as Parquet files, a folder a month, for notebooks and batch machines.

Article bodies stay out unless `--texts` is given: the texts belong to the outlets.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from data.commandline import Command
from data.errors import UsageError
from data.parquet import save, typed
from data.settings import read_settings
from data.store import open_store
from data.store.base import TABLES, Store


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("--parquet", type=Path, required=True, metavar="DIR", help="the folder to write to")
    parser.add_argument("--since", metavar="DAY", help="first day (YYYY-MM-DD)")
    parser.add_argument("--until", metavar="DAY", help="last day")
    parser.add_argument("--texts", action="store_true", help="with article bodies, for your own analysis only")
    parser.add_argument("--json", action="store_true", help="one JSON object")


def read_day(name: str, text: str | None) -> date | None:
    """Read a day of the command line."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise UsageError(f"export: --{name} {text} is no day; write it as 2026-02-06") from None


def months(first: date, last: date) -> Iterator[tuple[date, date]]:
    """Cut a range of days into months."""
    while first <= last:
        end = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        yield first, min(end, last)
        first = end + timedelta(days=1)


def run(options: argparse.Namespace) -> int:
    """Write all tables; print the rows of each."""
    since, until = read_day("since", options.since), read_day("until", options.until)
    with open_store(read_settings().store_url, read_only=True) as store:
        span = store.days()
        rows = dict.fromkeys(TABLES, 0)
        if span is not None:
            for first, last in months(since or span[0], until or span[1]):
                for table in TABLES:
                    rows[table] += write_month(store, table, first, last, options)
    if options.json:
        print(json.dumps({"folder": str(options.parquet), "rows": rows}, ensure_ascii=False))
    else:
        print(f"{options.parquet}: " + ", ".join(f"{number} {table}" for table, number in rows.items()))
    return 0


def write_month(store: Store, table: str, first: date, last: date, options: argparse.Namespace) -> int:
    """Write one table of one month, whole or not at all; give the number of rows."""
    frame = store.table(table, first, last)
    if len(frame):
        path = options.parquet / table / f"month={first:%Y-%m}" / "part.parquet"
        save(typed(frame, table, texts=options.texts), path)
    return len(frame)


COMMAND = Command("write the store as Parquet files by month", add_options, run)
