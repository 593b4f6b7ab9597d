"""`python -m analysis series A-B`: a pair's index, one row a day."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date, timedelta

import numpy as np
import pandas as pd

from analysis.camps import one_camp
from analysis.pairs import compute_series, parse_pair
from data.commandline import Command
from data.errors import UsageError
from data.settings import read_settings
from data.store import open_store
from data.store.base import INDEX_COLUMNS

COUNTS = ("exposure", "stories", "outlets")


def day_option(text: str) -> date:
    """Read a day."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day such as 2026-01-31") from error


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of `series`."""
    parser.add_argument("pair", help="A-B for both directions together, 'A>B' for A toward B")
    parser.add_argument("--since", type=day_option)
    parser.add_argument("--until", type=day_option)
    parser.add_argument("--as-of", type=day_option, help="show what was known at the end of this day")
    parser.add_argument("--camp", help="as the outlets of one camp tell it")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--csv", action="store_true", help="CSV (the default)")
    form.add_argument("--json", action="store_true", help="a JSON list of rows")


def clean(row: dict[str, object]) -> dict[str, object]:
    """Give a row as plain values; unknown is None, counts are whole."""
    out: dict[str, object] = {}
    for name, value in row.items():
        if isinstance(value, float) and np.isnan(value):
            out[name] = None
        elif name in COUNTS and isinstance(value, float):
            out[name] = int(value)
        else:
            out[name] = value.isoformat() if isinstance(value, date) else value
    return out


def whole_range(frame: pd.DataFrame, since: date, until: date) -> list[dict[str, object]]:
    """Give a row for every day asked for; a day outside the store is insufficient with no value."""
    known: dict[date, dict[str, object]] = {
        row["day"]: {str(k): v for k, v in row.items()} for row in frame.to_dict("records")
    }
    empty: dict[str, object] = dict.fromkeys(INDEX_COLUMNS) | {"state": "insufficient", "exposure": 0}
    days = [since + timedelta(n) for n in range((until - since).days + 1)]
    return [clean({**(known.get(day) or empty), "day": day}) for day in days]


def write_rows(rows: list[dict[str, object]], *, as_json: bool) -> None:
    """Print the rows and nothing else."""
    if as_json:
        print(json.dumps(rows))
        return
    pd.DataFrame(rows, columns=list(INDEX_COLUMNS), dtype=object).to_csv(sys.stdout, index=False)


def run_command(options: argparse.Namespace) -> int:
    """Compute and print a pair's index."""
    settings = read_settings()
    pair = parse_pair(options.pair, settings)
    with open_store(settings.store_url, read_only=True) as store:
        span = store.days()
        if span is None and (options.since is None or options.until is None):
            raise UsageError("the store is empty: give --since and --until, or ingest something first")
        first, last = span or (options.since, options.until)
        since, until = options.since or first, min(options.until or last, options.as_of or date.max)
        if since > until:
            raise UsageError("--since lies after the last day asked for")
        frame = (
            one_camp(store, pair, until, settings, options.camp)
            if options.camp
            else compute_series(store, pair, until, settings)
        )
    write_rows(whole_range(frame, since, until), as_json=options.json)
    return 0


COMMAND = Command("print a pair's index, one row a day", add_options, run_command)
