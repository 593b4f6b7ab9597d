"""`python -m ingest series FILE…`: event data of others as labelled daily series beside ours."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from data.commandline import Command
from data.errors import UsageError
from data.external import save_external
from data.plugins import discover
from data.settings import read_settings
from data.store import open_store
from ingest import coded
from ingest.coded_events import CodedFormat, read_tally


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help="plain, gzip or zip; all of a series at once"
    )
    parser.add_argument(
        "--format", required=True, choices=sorted(discover(coded, "ROWS", CodedFormat)), help="what the rows are"
    )
    parser.add_argument("--label", help="the name to show (default: the format's); it replaces what bears it already")
    parser.add_argument("--json", action="store_true", help="print the counts as JSON")


def run(options: argparse.Namespace) -> int:
    """Read all files, replace the series of the label; exit code 2 where no row could be used."""
    settings, form = read_settings(), discover(coded, "ROWS", CodedFormat)[options.format]
    label = options.label or form.title
    if ":" in label or not label.isprintable() or not label.strip():
        raise UsageError("series: a label is plain words without a colon")
    tally = read_tally(options.files, form, settings.catalog_dirs)
    used = sum(sum(days.values()) for days in tally.acts.values())
    if used:
        with open_store(settings.store_url) as store:
            save_external(store, label, tally.series(label))
    counts = {"label": label, "used": used, "left_out": dict(tally.left_out), "days": len(tally.days)}
    print(json.dumps(counts) if options.json else " ".join(f"{name}={value}" for name, value in counts.items()))
    return 0 if used else 2


COMMAND = Command("take in GDELT or ICEWS event data as a labelled series beside ours", add_options, run)
