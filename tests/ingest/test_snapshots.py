"""All real feed snapshots in one run over loopback: every entry is accounted for, a second run brings nothing."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.model import Feed
from data.settings import Settings
from data.store import open_store
from ingest.run import IngestReport, ingest_feeds


@pytest.fixture(scope="module")
def address(shared: Path) -> Iterator[str]:
    command = [sys.executable, str(shared / "tools" / "serve_feeds.py"), str(shared / "feeds" / "xml")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
        process.terminate()


def served_feeds(address: str) -> list[Feed]:
    with urllib.request.urlopen(address + "/__index") as answer:  # noqa: S310 - loopback
        paths = json.load(answer)
    return [Feed(id=f"f{number}", outlet_id=f"o{number}", url=address + path) for number, path in enumerate(paths)]


def ingest(feeds: list[Feed], settings: Settings) -> IngestReport:
    with open_store(settings.store_url) as store:
        return ingest_feeds(store, feeds, settings, force=True)


def test_all_snapshots_are_ingested_and_accounted_for(shared: Path, address: str, home: Path) -> None:
    settings = Settings(home, f"sqlite:///{home / 's.sqlite'}", (address.removeprefix("http://"),))
    feeds = served_feeds(address)
    with (shared / "feeds" / "inventory.csv").open(encoding="utf-8") as rows:
        listed = {row["file"].removeprefix("xml"): int(row["entries"]) for row in csv.DictReader(rows)}
    first = ingest(feeds, settings)
    assert len(first.feed_runs) == len(feeds) == 117
    assert first.exit_code == 1
    assert {line.reason for line in first.failed} <= {"html_page", "blocked"}
    assert len(first.failed) == 3
    by_id = {line.feed_id: line for line in first.feed_runs}
    for feed in feeds:
        assert by_id[feed.id].counts.seen == listed[feed.url.removeprefix(address)], feed.url
    assert first.totals.seen == sum(listed.values())
    with open_store(settings.store_url) as store:
        assert store.status()["articles"] == first.totals.new

    second = ingest(feeds, settings)
    assert (second.totals.new, second.totals.changed) == (0, 0)
    assert {line.outcome for line in second.feed_runs} == {"unchanged", "failed"}


def test_a_series_keeps_articles_once(address: str, home: Path) -> None:
    settings = Settings(home, f"sqlite:///{home / 's.sqlite'}", (address.removeprefix("http://"),))
    feeds = [Feed("lm", "le-monde", f"{address}/series/fr/series-lemonde-international-2022")]
    reports = [ingest(feeds, settings) for _ in range(6)]
    assert all(report.exit_code == 0 for report in reports)
    totals = [report.totals for report in reports]
    assert totals[0].new == totals[0].seen
    assert sum(total.unchanged for total in totals[1:]) > 0
    with open_store(settings.store_url) as store:
        assert store.status()["articles"] == sum(total.new for total in totals)
