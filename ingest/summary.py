"""The report of a run as one line for people and as a table for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from data.model import FeedRun, FetchCounts
from ingest.run import IngestReport


def counts_text(counts: FetchCounts) -> str:
    """Give counts as a sum that can be checked by eye."""
    reasons = ", ".join(f"{reason} {number}" for reason, number in sorted(counts.rejected.items()))
    rejected = f"{sum(counts.rejected.values())} rejected" + (f" ({reasons})" if reasons else "")
    return (
        f"{counts.seen} seen = {counts.new} new + {counts.changed} changed + {counts.unchanged} unchanged"
        f" + {counts.duplicate} duplicate + {rejected}"
    )


def summary_line(report: IngestReport) -> str:
    """Give the summary of a run on one line."""
    asked, failed = len(report.feed_runs), report.failed
    reasons = Counter(line.reason or "unknown" for line in failed)
    why = f" ({', '.join(f'{reason} {number}' for reason, number in sorted(reasons.items()))})" if failed else ""
    put_off = f", {report.deferred} put off" if report.deferred else ""
    if report.offline:
        return f"ingest: no network (no host name could be resolved); {report.deferred} feeds put off"
    feeds = f"{asked} feeds asked, {len(failed)} failed{why}{put_off}" if asked or put_off else "no feed was due"
    return f"ingest: {feeds}; {counts_text(report.totals)}"


def counts_table(counts: FetchCounts) -> Mapping[str, Any]:
    """Give counts with their sum."""
    return {
        "seen": counts.seen,
        "new": counts.new,
        "changed": counts.changed,
        "unchanged": counts.unchanged,
        "duplicate": counts.duplicate,
        "rejected": dict(counts.rejected),
    }


def _feed_table(line: FeedRun) -> Mapping[str, Any]:
    return {
        "feed": line.feed_id,
        "outcome": line.outcome,
        "http_status": line.http_status,
        "bytes": line.bytes,
        "milliseconds": line.milliseconds,
        **counts_table(line.counts),
        "reason": line.reason,
        "message": line.message,
    }


def report_table(report: IngestReport) -> Mapping[str, Any]:
    """Give a run as JSON-ready values: totals and a row for each feed."""
    return {
        "run_id": report.run_id,
        "exit_code": report.exit_code,
        "deferred": report.deferred,
        "terminated": report.terminated,
        "offline": report.offline,
        "failed": len(report.failed),
        "total": counts_table(report.totals),
        "feeds": [_feed_table(line) for line in sorted(report.feed_runs, key=lambda line: line.feed_id)],
    }
