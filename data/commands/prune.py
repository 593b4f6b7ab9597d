"""Forget old articles with their events and evidence; stories, index and coverage stay. Also old run history."""

from __future__ import annotations

import argparse
import json
from datetime import UTC, date, datetime, timedelta

from data.commandline import Command
from data.errors import UsageError
from data.settings import read_settings
from data.store import open_store
from data.store.base import HISTORY

MOST_DAYS = 365_000


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("--before", metavar="DAY", help="forget articles first seen before this day (YYYY-MM-DD)")
    parser.add_argument("--keep-days", type=int, metavar="N", help="forget articles older than N days")
    parser.add_argument(
        "--history-days", type=int, default=HISTORY.days, metavar="N", help="keep run history for N days (default 90)"
    )
    parser.add_argument("--compact", action="store_true", help="then give the space back (takes as much for a moment)")
    parser.add_argument("--json", action="store_true", help="one JSON object")


def days(name: str, number: int) -> timedelta:
    """Give a span of days; raises UsageError where a calendar has no such day."""
    if not 1 <= number <= MOST_DAYS:
        raise UsageError(f"prune: --{name} must be between 1 and {MOST_DAYS}")
    return timedelta(days=number)


def chosen_day(options: argparse.Namespace, today: date) -> date | None:
    """Give the day before which articles go, or None if only history is pruned."""
    if options.before and options.keep_days is not None:
        raise UsageError("prune: give --before or --keep-days, not both")
    if options.keep_days is not None:
        return today - days("keep-days", options.keep_days)
    try:
        return date.fromisoformat(options.before) if options.before else None
    except ValueError:
        raise UsageError(f"prune: --before {options.before} is no day; write it as 2026-02-06") from None


def run(options: argparse.Namespace) -> int:
    """Prune articles if asked for, and history always."""
    now = datetime.now(UTC)
    before = chosen_day(options, now.date())
    history_before = now - days("history-days", options.history_days)
    with open_store(read_settings().store_url) as store:
        articles = store.prune(before) if before else 0
        history = store.prune_history(history_before)
        if options.compact:
            store.compact()
    if options.json:
        print(json.dumps({"articles": articles, "feed_runs": history}))
    else:
        print(f"forgot {articles} articles and {history} lines of run history")
    return 0


COMMAND = Command("forget old articles and run history", add_options, run)
