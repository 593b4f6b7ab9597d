"""A feed that harms its reader again and again is put aside for a growing time, seen by everybody, and comes back."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from data import commands as data_commands
from data.commandline import Command, main
from data.model import Feed, FeedRun, FeedState
from data.plugins import discover
from data.settings import Settings
from data.store import open_store
from data.store.base import Store
from ingest import commands
from ingest.lock import hold_lock
from ingest.run import ingest_feeds
from ingest.sandbox import FeedParser
from tests.ingest.hostile import HOSTILE
from tests.ingest.serving import Answer, FeedServer, feed, item, rss

NOW = datetime(2026, 2, 6, 12, tzinfo=UTC)
GOOD = Answer(body=rss(item("One", guid="1")))
BOMB = HOSTILE["gzip_bomb"]
Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def call(home: Path, capsys: pytest.CaptureFixture[str]) -> Call:
    """Run a command line of the ingest or of the data in this process."""
    rooms = {"ingest": commands, "data": data_commands}

    def run(room: str, *arguments: str) -> tuple[int, str, str]:
        found = {name.rstrip("_"): one for name, one in discover(rooms[room], "COMMAND", Command).items()}
        code = main(f"python -m {room}", "", found, arguments, default="run" if room == "ingest" else None)
        told = capsys.readouterr()
        return code, told.out, told.err

    return run


def poll(
    store: Store, feeds: list[Feed], settings: Settings, at: datetime, *, force: bool = False
) -> tuple[FeedRun, ...]:
    parser = FeedParser(cpu_seconds=0.3)
    return ingest_feeds(store, feeds, settings, force=force, clock=lambda: at, parser=parser).feed_runs


def state_of(store: Store) -> FeedState:
    return store.feed_states()["echo"]


def harmed(store: Store, feeds: list[Feed], settings: Settings, times: int = 3) -> datetime:
    """Poll whenever the feed is due; gives the time of the last poll."""
    at = NOW
    for _ in range(times):
        assert len(poll(store, feeds, settings, at)) == 1
        at, last = state_of(store).next_check_at or at, at
    return last


@pytest.mark.parametrize("name", ["gzip_bomb", "attributes"])
def test_what_harms_three_times_is_put_aside_for_a_growing_time(
    name: str, server: FeedServer, settings: Settings, store: Store
) -> None:
    feeds = [feed(server.put("/f", HOSTILE[name]()))]
    last = harmed(store, feeds, settings, 2)
    assert state_of(store).state == "active"
    waits = []
    for times in range(3, 11):
        last = state_of(store).next_check_at or last
        assert poll(store, feeds, settings, last)[0].outcome == "failed"
        state = state_of(store)
        assert (state.state, state.failures) == ("quarantined", times)
        assert state.next_check_at is not None
        waits.append(state.next_check_at - last)
        assert poll(store, feeds, settings, state.next_check_at - timedelta(minutes=1)) == ()
    assert timedelta(days=1) <= waits[0] < timedelta(days=1.2)
    assert all(timedelta(days=2**n) <= wait <= timedelta(days=28) for n, wait in zip(range(5), waits, strict=False))
    assert waits[-1] == timedelta(days=28)


def test_the_run_of_a_quarantined_feed_is_fine(server: FeedServer, settings: Settings, store: Store) -> None:
    bad, good = feed(server.put("/f", BOMB())), feed(server.put("/g", GOOD), "good")
    last = harmed(store, [bad], settings)
    report = ingest_feeds(store, [bad, good], settings, clock=lambda: last + timedelta(hours=2))
    assert ([line.feed_id for line in report.feed_runs], report.exit_code) == (["good"], 0)


def test_servers_that_are_down_or_wrong_are_not_put_aside(server: FeedServer, settings: Settings, store: Store) -> None:
    feeds = [feed(server.put("/f", Answer(500), Answer(body=b"<html>"), BOMB(), Answer(500), BOMB(), Answer(404)))]
    harmed(store, feeds, settings, 6)
    assert (state_of(store).state, state_of(store).failures) == ("active", 6)


def test_a_good_answer_ends_it(server: FeedServer, settings: Settings, store: Store) -> None:
    feeds = [feed(server.put("/f", BOMB(), BOMB(), BOMB(), Answer(500), BOMB(), GOOD))]
    harmed(store, feeds, settings, 5)
    assert (state_of(store).state, state_of(store).failures) == ("quarantined", 5)
    until = state_of(store).next_check_at
    assert until is not None
    assert poll(store, feeds, settings, until)[0].outcome == "ok"
    assert (state_of(store).state, state_of(store).failures) == ("active", 0)


def test_another_address_is_another_feed(server: FeedServer, settings: Settings, store: Store) -> None:
    feeds = [feed(server.put("/f", BOMB()))]
    last = harmed(store, feeds, settings)
    moved = replace(feeds[0], url=server.put("/better", GOOD))
    assert poll(store, [moved], settings, last + timedelta(minutes=1))[0].outcome == "ok"
    assert state_of(store).state == "active"


@pytest.fixture
def aside(server: FeedServer, settings: Settings, store: Store, monkeypatch: pytest.MonkeyPatch) -> FeedState:
    """A feed that was put aside, as of this day."""
    monkeypatch.setenv("DETENTE_ALLOW_PRIVATE_HOSTS", f"127.0.0.1:{server.port}")
    feeds = [feed(server.put("/f", BOMB(), BOMB(), BOMB(), GOOD))]
    for _ in range(3):
        poll(store, feeds, settings, datetime.now(UTC), force=True)
    return state_of(store)


def test_status_doctor_metrics_and_check_name_it(aside: FeedState, call: Call, home: Path) -> None:
    assert aside.state == "quarantined"
    found = json.loads(call("data", "status", "--json", "--metrics", str(home / "m.prom"))[1])["freshness"]
    assert (found["quarantined"], found["warn"]) == (1, True)
    assert [(row["feed"], row["reason"]) for row in found["per_feed"]] == [("echo", "too_large")]
    metrics = (home / "m.prom").read_text("utf-8").splitlines()
    assert 'detente_feed_quarantined{feed="echo"} 1' in metrics
    assert 'detente_feeds_by_health{health="quarantined"} 1' in metrics
    assert "1 quarantined (echo)" in call("data", "status")[1]
    code, told, _ = call("data", "doctor")
    assert (code, "BAD  feeds: 1 feeds: 1 quarantined (echo)" in told) == (1, True)
    (home / "feeds.toml").write_text(
        f'[[outlets]]\nid = "e"\nname = "E"\n[[outlets.feeds]]\nid = "echo"\nurl = "{aside.url}"\n'
    )
    told = call("ingest", "check", "--feeds", str(home / "feeds.toml"))[1]
    assert "quarantined: " in told
    assert "release echo" in told


def test_one_command_releases_it(aside: FeedState, call: Call, home: Path, server: FeedServer) -> None:
    code, told, _ = call("ingest", "release", "echo")
    assert (code, told) == (0, "release: echo was quarantined; the next run asks it\n")
    (home / "feeds.toml").write_text(
        f'[[outlets]]\nid = "e"\nname = "E"\n[[outlets.feeds]]\nid = "echo"\nurl = "{aside.url}"\n'
    )
    code, told, _ = call("ingest", "--feeds", str(home / "feeds.toml"), "--no-analysis")
    assert (code, "1 new" in told) == (0, True)
    with open_store(f"sqlite:///{home / 'detente.sqlite'}", read_only=True) as store:
        outcomes = [line.outcome for line in store.feed_runs(feed_id="echo")]
    assert outcomes == ["ok", "released", "failed", "failed", "failed"]


def test_a_release_waits_for_nobody_and_knows_its_feeds(aside: FeedState, call: Call, home: Path) -> None:
    assert call("ingest", "release", "nope")[0] == 3
    with hold_lock(home / "ingest.lock"):
        assert call("ingest", "release", aside.feed_id) == (
            2, "", "python -m ingest: another run is at work; nothing to do\n",
        )  # fmt: skip


def test_check_10_what_ended_is_seen_and_revived_by_one_command(
    server: FeedServer, settings: Settings, store: Store, call: Call, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DETENTE_ALLOW_PRIVATE_HOSTS", f"127.0.0.1:{server.port}")
    feeds = [feed(server.put(f"/{name}", Answer(code)), name) for name, code in (("gone", 410), ("lost", 404))]
    for _ in range(12):
        poll(store, feeds, settings, datetime.now(UTC), force=True)
    assert {key: state.state for key, state in store.feed_states().items()} == {"gone": "gone", "lost": "dead"}
    rows = [f'[[feeds]]\nid = "{one.id}"\nurl = "{one.url}"\n' for one in feeds]
    (home / "feeds.toml").write_text("".join(rows))
    listed = ("--feeds", str(home / "feeds.toml"))
    told = call("ingest", "check", *listed)[1]
    assert "gone: the server says that this feed is gone for good" in told
    assert "dead: the server answered with status 404 (ask again: release lost)" in told
    for path in ("/gone", "/lost"):
        server.put(path, GOOD)
    assert call("ingest", *listed, "--no-analysis")[1].startswith("ingest: no feed was due")
    assert call("ingest", "release", "gone", "lost")[0] == 0
    assert "2 feeds asked, 0 failed" in call("ingest", *listed, "--no-analysis")[1]
    assert {state.state for state in store.feed_states().values()} == {"active"}
