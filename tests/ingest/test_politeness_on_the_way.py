"""Scorecard A, where and how: redirects, hosts, headers, pages that are no feeds."""

from __future__ import annotations

import re
import socket
import threading
import time
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NoReturn
from urllib.parse import urlsplit

import pytest

from data.commandline import main
from data.errors import FetchError
from data.model import Feed, FeedRun, FeedState
from data.settings import Settings
from data.store.base import Store
from ingest.commands.run import COMMAND
from ingest.fetch import fetch_feed, polled_url
from ingest.net import GuardedClient, Limits
from ingest.run import ingest_feeds
from tests.ingest.serving import Answer, FeedServer, feed, item, rss

NOW = datetime(2026, 2, 6, 12, tzinfo=UTC)


ONE = rss(item("One", guid="1"))


VALIDATORS = {"ETag": 'W/"a b\\"', "Last-Modified": "Fri, 06 Feb 2026 09:00:00 GMT"}


def poll(
    store: Store, feeds: list[Feed], settings: Settings, at: datetime = NOW, *, force: bool = True
) -> tuple[FeedRun, ...]:
    return ingest_feeds(store, feeds, settings, force=force, clock=lambda: at).feed_runs


def state_of(store: Store, feed_id: str = "echo") -> FeedState:
    return store.feed_states()[feed_id]


def test_check_11_a_move_settles_after_a_week(server: FeedServer, settings: Settings, store: Store) -> None:
    old = server.put("/old", Answer(301, headers={"Location": "/new"}))
    server.put("/new", Answer(body=ONE))
    feeds = [feed(old)]
    for day in (0, 6, 7, 8):
        server.requests.clear()
        assert poll(store, feeds, settings, NOW + timedelta(days=day))[0].outcome in {"ok", "unchanged"}
        assert server.paths() == (["/old", "/new"] if day < 7 else ["/new"])


def test_check_11_a_settled_move_that_breaks_is_forgotten(server: FeedServer, settings: Settings, store: Store) -> None:
    old = server.put("/old", Answer(301, headers={"Location": "/new"}), Answer(body=ONE))
    server.put("/new", Answer(body=ONE), Answer(404))
    poll(store, [feed(old)], settings)
    assert poll(store, [feed(old)], settings, NOW + timedelta(days=8))[0].outcome == "unchanged"
    assert state_of(store).moved_to is None


def test_check_11_https_settles_at_once() -> None:
    plain = Feed("e", "e", "http://e.example/f?x=1")
    state = FeedState("e", plain.url, moved_to="https://e.example/f?x=1", moved_since=NOW)
    assert polled_url(plain, state, NOW) == state.moved_to
    elsewhere = replace(state, moved_to="https://other.example/f?x=1")
    assert polled_url(plain, elsewhere, NOW) == plain.url
    assert polled_url(replace(plain, url="http://e.example/g"), state, NOW) == "http://e.example/g"


@pytest.mark.parametrize("status", [302, 303, 307])
def test_check_11_passing_redirects_are_not_kept(
    server: FeedServer, settings: Settings, store: Store, status: int
) -> None:
    server.put("/new", Answer(body=ONE))
    poll(store, [feed(server.put("/old", Answer(status, headers={"Location": "/new"})))], settings)
    assert state_of(store).moved_to is None


def test_check_11_circles_and_long_chains_are_errors(server: FeedServer, settings: Settings, store: Store) -> None:
    circle = feed(server.put("/circle", Answer(302, headers={"Location": "/circle"})), "circle")
    for n in range(7):
        server.put(f"/{n}", Answer(302, headers={"Location": f"/{n + 1}"}))
    chain = feed(server.base + "/0", "chain")
    assert {line.reason for line in poll(store, [circle, chain], settings)} == {"redirect_loop"}


def test_check_12_downgrades_are_refused() -> None:
    with pytest.raises(FetchError, match="https to http"):
        GuardedClient("x")._next_hop("https://a.example/f", "http://a.example/f", [])


def test_check_14_one_agent_and_nothing_that_tracks(server: FeedServer, settings: Settings, store: Store) -> None:
    sets = {"Set-Cookie": "id=1", "Location": "/new"}
    server.put("/new", Answer(body=ONE))
    feeds = [feed(server.put("/f", Answer(302, headers=sets)))]
    poll(store, feeds, settings)
    poll(store, feeds, settings)
    for path, headers in server.requests:
        assert re.fullmatch(r"Detente/[0-9.]+", headers["User-Agent"])
        assert not {"Cookie", "Referer", "Authorization"} & set(headers)
        assert "?" not in path


class CountingClient(GuardedClient):
    """Answers nothing, slowly, and keeps the highest numbers of requests at once: in all, and to one host."""

    def get(self, url: str, headers: object = None, *, configured: str | None = None) -> NoReturn:
        with LOCK:
            ACTIVE[urlsplit(url).hostname] += 1
            HIGHEST["all"] = max(HIGHEST["all"], ACTIVE.total())
            HIGHEST["host"] = max(HIGHEST["host"], *ACTIVE.values())
        time.sleep(0.02)
        with LOCK:
            ACTIVE[urlsplit(url).hostname] -= 1
        raise FetchError("timeout", "too slow")


LOCK, ACTIVE, HIGHEST = threading.Lock(), Counter[str | None](), Counter[str]()


def test_check_15_one_request_a_host_and_four_in_all(settings: Settings, store: Store) -> None:
    hosts = tuple(f"h{n}.example" for n in range(6))
    feeds = [Feed(f"f{n}", "o", f"http://{hosts[n % 6]}/{n}") for n in range(18)]
    report = ingest_feeds(store, feeds, settings, client=CountingClient("x", hosts))
    assert len(report.failed) == 18
    assert 1 < HIGHEST["all"] <= 4
    assert HIGHEST["host"] == 1


def test_check_15_a_second_passes_between_requests_to_a_host(
    server: FeedServer, settings: Settings, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses: list[float] = []
    monkeypatch.setattr("ingest.harvest.Stop.pause", lambda _self, seconds: pauses.append(seconds))
    feeds = [Feed(f"f{n}", "o", f"http://one.example/{n}") for n in range(3)]
    client = GuardedClient("x", resolve=lambda _host, _port: [])
    ingest_feeds(store, feeds, settings, client=client)
    assert pauses == [1.0, 1.0]
    local = [feed(server.put(f"/{n}", Answer(body=ONE)), f"l{n}") for n in range(3)]
    ingest_feeds(store, local, settings)
    assert pauses == [1.0, 1.0], "pacing is off for hosts that the settings name"


def test_check_16_article_pages_are_never_fetched(server: FeedServer, settings: Settings, store: Store) -> None:
    page = server.put("/article", Answer(body=b"<html>"))
    body = rss(item("One", guid=page, link=page, summary=f"&lt;img src='{page}'&gt; text"))
    poll(store, [feed(server.put("/f", Answer(body=body)))], settings)
    assert server.paths() == ["/f"]


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (Answer(403, b"<html>"), "blocked"),
        (Answer(401), "blocked"),
        (Answer(body=b"<!doctype html><html><title>Just a moment...</title></html>"), "blocked"),
        (Answer(body=b"<html><body>Please enable JavaScript</body></html>"), "blocked"),
        (Answer(body=b"<!doctype html><html><title>Shop</title></html>"), "html_page"),
    ],
)
def test_check_17_gates_are_named_never_read(
    server: FeedServer, settings: Settings, store: Store, answer: Answer, reason: str
) -> None:
    line, *_ = poll(store, [feed(server.put("/f", answer))], settings)
    assert (line.outcome, line.reason, line.counts.seen) == ("failed", reason, 0)


def test_check_18_https_is_tried_once_where_http_is_refused() -> None:
    asked: list[int] = []

    def resolve(_host: str, port: int) -> list[str]:
        asked.append(port)
        return ["127.0.0.1"]

    client = GuardedClient("x", ("secure.example",), Limits(seconds=5), resolve)
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        feeds = Feed("e", "e", "http://secure.example/f")
        with pytest.raises(FetchError):
            fetch_feed(client, feeds, None, NOW)
    assert asked == [80, 443]


def test_check_19_only_configured_hosts_are_contacted(
    server: FeedServer, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    contacted: set[tuple[object, ...]] = set()
    asked: set[object] = set()
    kept, resolve = socket.socket.connect, socket.getaddrinfo

    def spy(self: socket.socket, address: tuple[object, ...]) -> None:
        contacted.add(address)
        kept(self, address)

    def names(host: object, *given: object, **named: object) -> list[object]:
        asked.add(host)
        return resolve(host, *given, **named)  # type: ignore[arg-type,return-value]

    monkeypatch.setattr(socket.socket, "connect", spy)
    monkeypatch.setattr(socket, "getaddrinfo", names)
    monkeypatch.setenv("DETENTE_ALLOW_PRIVATE_HOSTS", f"127.0.0.1:{server.port}")
    other = "http://tracker.example/x"
    body = rss(item("One", guid="1", link=other, summary=f"&lt;img src='{other}'&gt;"), channel=f"<link>{other}</link>")
    url = server.put("/f", Answer(body=body, headers=VALIDATORS), Answer(304))
    (home / "feeds.toml").write_text(f'[[feeds]]\nid = "echo"\nurl = "{url}"\nlanguage = "en"\n')
    for _ in range(2):  # whole runs, analysis included
        options = ["--feeds", str(home / "feeds.toml"), "--force"]
        assert main("python -m ingest", "", {"run": COMMAND}, options, default="run") == 0
    assert contacted == {("127.0.0.1", server.port)}
    assert asked <= {"127.0.0.1"}
    assert server.paths() == ["/f", "/f"]
