"""Scorecard I, the ingest's part: what a run leaves behind for whoever asks why."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from data.freshness import health_of
from data.logs import LineFormatter, start_logging
from data.settings import Settings
from data.store.base import Store
from ingest.polling import _usual_gap
from ingest.run import ingest_feeds
from tests.ingest.serving import Answer, FeedServer, feed, item, rss

NOW = datetime(2026, 2, 6, 12, tzinfo=UTC)
DATE = "Fri, 06 Feb 2026 09:00:00 GMT"


def test_check_101_every_run_and_feed_has_its_line(server: FeedServer, settings: Settings, store: Store) -> None:
    body = rss(item("A", guid="1", date=DATE), "<item/>")
    good = feed(server.put("/good", Answer(body=body)), "good")
    bad = feed(server.put("/bad", Answer(500)), "bad")
    report = ingest_feeds(store, [good, bad], settings, clock=lambda: NOW)
    (run,) = store.runs()
    assert (run.run_id, run.started_at, run.ended_at, run.exit_code) == (report.run_id, NOW, NOW, 1)
    lines = {line.feed_id: line for line in store.feed_runs(run_id=run.run_id)}
    assert (lines["good"].outcome, lines["good"].http_status, lines["good"].bytes) == ("ok", 200, len(body))
    assert (lines["good"].counts.new, dict(lines["good"].counts.rejected)) == (1, {"no_text": 1})
    assert (lines["bad"].outcome, lines["bad"].reason, lines["bad"].http_status) == ("failed", "http_500", 500)
    assert lines["bad"].message


def test_check_103_silence_and_sudden_scarcity_are_said(server: FeedServer, settings: Settings, store: Store) -> None:
    many = [item(f"T{n}", guid=str(n)) for n in range(20)]
    answers = [Answer(body=rss(*many)), Answer(body=rss(many[0]))]
    answers += [Answer(body=rss(channel=f"<link>{n}</link>")) for n in range(3)]
    feeds = [feed(server.put("/f", *answers))]
    reasons = [ingest_feeds(store, feeds, settings, force=True).feed_runs[0].reason for _ in range(5)]
    assert reasons == [None, "few_items", "few_items", "few_items", "silent"]


def test_check_104_messages_hold_no_line_breaks_and_no_escapes(
    server: FeedServer, settings: Settings, store: Store
) -> None:
    evil = server.put("/f", Answer(302, headers={"Location": "http://x.example/\x1b[31m%0aline"}))
    line, *_ = ingest_feeds(store, [feed(evil)], settings).feed_runs
    assert line.message is not None
    assert line.message.isprintable()


@pytest.mark.parametrize("kind", ["kv", "json"])
def test_check_104_log_lines_are_one_line_with_run_and_feed(
    kind: str, server: FeedServer, settings: Settings, store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    start_logging(kind)
    body = rss(item("Secret words of an article\nforged=line", guid="1"))
    feeds = [feed(server.put("/f", Answer(body=body)), "good"), feed(server.put("/g", Answer(410)), "bad")]
    report = ingest_feeds(store, feeds, settings)
    start_logging(None)
    told = capsys.readouterr().err.splitlines()
    assert all(report.run_id in line for line in told)
    assert "Secret" not in "".join(told)
    if kind == "json":
        rows = {row.get("feed_id"): row for row in map(json.loads, told)}
        assert (rows["good"]["new"], rows["bad"]["level"], rows["bad"]["reason"]) == (1, "warning", "gone")


@pytest.mark.parametrize("kind", ["kv", "json"])
def test_check_104_what_comes_from_outside_forges_nothing(kind: str) -> None:
    record = logging.LogRecord("detente", logging.INFO, "", 0, "feed", None, None)
    record.facts = {"message": 'a\nb\x1b[31m "c" \u202e d=e'}
    line = LineFormatter(kind).format(record)
    assert line.isprintable()
    assert line.isascii()


def dated(name: str, at: datetime) -> str:
    return item(name, guid=name, date=format_datetime(at))


def test_check_102_freshness_of_the_feed_and_of_its_news(server: FeedServer, settings: Settings, store: Store) -> None:
    body = rss(*(dated(f"A{n}", NOW - timedelta(days=n, hours=3)) for n in range(12)))
    feeds = [feed(server.put("/f", Answer(body=body), Answer(500), Answer(body=body)))]
    ingest_feeds(store, feeds, settings, clock=lambda: NOW)
    ingest_feeds(store, feeds, settings, clock=lambda: NOW + timedelta(days=1), force=True)
    state = store.feed_states()["echo"]
    assert (state.succeeded_at, state.checked_at) == (NOW, NOW + timedelta(days=1))
    assert state.newest_item_at == NOW - timedelta(hours=3)
    assert state.usual_gap == timedelta(days=1).total_seconds()
    for days, health in ((2.5, "fresh"), (3.1, "dead")):
        later = NOW + timedelta(days=days)
        ingest_feeds(store, feeds, settings, clock=lambda at=later: at, force=True)
        assert health_of(store.feed_states()["echo"], later) == health, "it answers, but brings nothing new"


def test_check_102_one_old_entry_does_not_make_a_daily_paper_a_yearly() -> None:
    times = [NOW - timedelta(days=400), *(NOW - timedelta(hours=2 * n) for n in range(20))]
    assert _usual_gap(None, times) == timedelta(hours=2).total_seconds()
    assert _usual_gap(7200.0, times[:1]) == 7200.0
    assert _usual_gap(3600.0, times) == pytest.approx(3600 + 0.2 * 3600)
