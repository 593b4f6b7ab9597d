"""Scorecard B, on the line: servers that flood, drip, cut, redirect and resolve to where we must not go."""

from __future__ import annotations

import re
import socket
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from data.errors import FetchError
from data.model import FeedRun
from data.settings import Settings
from data.store.base import Store
from ingest.net import GuardedClient, Limits, shown_url
from ingest.run import ingest_feeds
from tests.ingest.hostile import HOSTILE
from tests.ingest.serving import Answer, FeedServer, feed, item, rss


def poll(store: Store, url: str, settings: Settings, limits: Limits | None = None) -> FeedRun:
    client = GuardedClient("x/1 (+y)", settings.allow_private_hosts, limits or Limits())
    return ingest_feeds(store, [feed(url)], settings, force=True, client=client).feed_runs[0]


def endless(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    while True:
        handler.wfile.write(b"10000\r\n" + b" " * 65_536 + b"\r\n")


def highest_memory() -> int:
    """Give the most memory that this process has held since `forget_highest`, in kB."""
    return int(re.findall(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[0])


def forget_highest() -> None:
    """Let the highest memory count from now on (see proc(5), clear_refs)."""
    Path("/proc/self/clear_refs").write_text("5")


@pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="peak memory is read from /proc")
@pytest.mark.parametrize(
    ("name", "reason"), [("gzip_bomb", "too_large"), ("double_gzip", "encoding"), ("endless", "too_large")]
)
def test_check_20_bodies_are_capped_while_they_come(
    name: str, reason: str, server: FeedServer, settings: Settings, store: Store
) -> None:
    answer = Answer(raw=endless) if name == "endless" else HOSTILE[name]()
    url = server.put("/f", answer)
    if name == "gzip_bomb":
        assert len(answer.body) < 2_000_000, "a megabyte that becomes a thousand"
    forget_highest()
    before = highest_memory()
    assert poll(store, url, settings).reason == reason
    assert highest_memory() - before < 50 * 1024


def drip_body(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
    for byte in rss(item("T", guid="1")) * 100:
        handler.wfile.write(bytes([byte]))
        time.sleep(0.05)


def drip_headers(handler: BaseHTTPRequestHandler) -> None:
    for byte in b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 1000:
        handler.wfile.write(bytes([byte]))
        time.sleep(0.05)


def hang(_handler: BaseHTTPRequestHandler) -> None:
    time.sleep(3)


@pytest.mark.parametrize("drip", [drip_body, drip_headers, hang])
def test_check_21_the_deadline_makes_a_timeout_never_a_short_success(
    drip: Callable[[BaseHTTPRequestHandler], None], server: FeedServer, settings: Settings, store: Store
) -> None:
    line = poll(store, server.put("/f", Answer(raw=drip)), settings, Limits(seconds=0.5))
    assert (line.outcome, line.reason, line.counts.seen) == ("failed", "timeout", 0)


def test_check_21_the_default_deadline_is_thirty_seconds() -> None:
    assert Limits().seconds == 30
    assert Limits().body == 5 * 1024 * 1024


def test_check_21_slow_names_are_timeouts() -> None:
    wait = threading.Event()

    def resolve(_host: str, _port: int) -> list[str]:
        wait.wait(2)
        return ["93.184.216.34"]

    client = GuardedClient("x", limits=Limits(seconds=0.2), resolve=resolve)
    with pytest.raises(FetchError) as caught:
        client.get("http://slow.example/")
    wait.set()
    assert caught.value.reason == "timeout"


def cut_length(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nETag: x\r\nContent-Length: 9999\r\n\r\n" + rss(item("T", guid="1")))


def cut_close(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nETag: x\r\n\r\n" + rss(item("T", guid="1"))[:-12])


def cut_headers(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nETag: x\r\nContent-Ty")


def cut_chunks(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nETag: x\r\nTransfer-Encoding: chunked\r\n\r\n20\r\n<rss>")


def reset(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nETag: x\r\nContent-Length: 9999\r\n\r\n<rss>")
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")


@pytest.mark.parametrize("cut", [cut_length, cut_close, cut_headers, cut_chunks, reset])
def test_check_22_cut_answers_leave_nothing(
    cut: Callable[[BaseHTTPRequestHandler], None], server: FeedServer, settings: Settings, store: Store
) -> None:
    line = poll(store, server.put("/f", Answer(raw=cut)), settings)
    assert line.outcome == "failed"
    assert line.reason in {"truncated", "connection"}
    assert store.status()["articles"] == 0
    assert store.feed_states()["echo"].etag is None


def test_check_22_cut_gzip_leaves_nothing(server: FeedServer, settings: Settings, store: Store) -> None:
    assert poll(store, server.put("/f", HOSTILE["cut_gzip"]()), settings).reason == "truncated"
    assert store.status()["articles"] == 0


def test_check_22_whole_answers_that_end_by_closing_are_read(
    server: FeedServer, settings: Settings, store: Store
) -> None:
    def whole(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n" + rss(item("T", guid="1")))

    assert poll(store, server.put("/f", Answer(raw=whole)), settings).counts.new == 1


PRIVATE = [
    "127.0.0.1",
    "10.0.0.1",
    "169.254.169.254",
    "100.64.0.1",
    "::1",
    "fe80::1",
    "::ffff:127.0.0.1",
    "2002:7f00:1::",
]


@pytest.mark.parametrize("address", PRIVATE)
@pytest.mark.parametrize("place", [0, 1])
def test_check_23_every_resolved_address_is_checked(address: str, place: int) -> None:
    found = ["93.184.216.34"]
    found.insert(place, address)
    client = GuardedClient("x", resolve=lambda _host, _port: found)
    with pytest.raises(FetchError) as caught:
        client.get("http://feeds.example/f")
    assert caught.value.reason == "private_address"


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]", "2130706433", "0x7f.0.0.1", "0177.0.0.1", "localhost", "127.1"])
def test_check_23_redirects_to_private_hosts_are_refused(
    host: str, server: FeedServer, settings: Settings, store: Store
) -> None:
    port = 9 if host == "127.0.0.1" else server.port
    url = server.put("/f", Answer(302, headers={"Location": f"http://{host}:{port}/secret"}))
    assert poll(store, url, settings).reason == "private_address"
    assert server.paths() == ["/f"]


def test_check_23_the_exemption_is_the_configured_feeds_own(server: FeedServer) -> None:
    private = f"127.0.0.1:{server.port}"
    client = GuardedClient("x", (private,), resolve=lambda _host, _port: ["127.0.0.1"])
    server.put("/f", Answer(body=b"x"))
    assert client.get(f"http://{private}/f").status == 200
    with pytest.raises(FetchError) as caught:
        client.get(f"http://{private}/f", configured="http://public.example/feed")
    assert caught.value.reason == "private_address"


def test_check_24_rebinding_never_reaches_loopback(server: FeedServer) -> None:
    answers = iter([["93.184.216.34"], ["127.0.0.1"], ["127.0.0.1"]])
    tried: list[str] = []

    def connect(address: tuple[str, int], timeout: float) -> socket.socket:
        tried.append(address[0])
        raise ConnectionRefusedError

    client = GuardedClient("x", resolve=lambda _host, _port: next(answers), limits=Limits(seconds=2))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("ingest.net.socket.create_connection", connect)
        for _ in range(2):
            with pytest.raises(FetchError):
                client.get(f"http://rebind.example:{server.port}/f")
    assert tried == ["93.184.216.34"]
    assert server.requests == []


def test_check_25_the_environment_gives_no_proxy_and_no_password(
    server: FeedServer, settings: Settings, store: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login me password secret")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert poll(store, server.put("/f", Answer(body=rss(item("T", guid="1")))), settings).outcome == "ok"
    assert "Authorization" not in server.requests[0][1]


def test_check_25_credentials_stay_with_their_host_and_out_of_messages(
    server: FeedServer, settings: Settings, store: Store
) -> None:
    server.put("/new", Answer(500))
    server.put("/f", Answer(302, headers={"Location": server.base + "/new"}))
    line = poll(store, server.base.replace("//", "//me:secret@") + "/f", settings)
    assert "Authorization" in server.requests[0][1]
    assert "Authorization" not in server.requests[1][1]
    assert "secret" not in str(line)
    assert shown_url("https://me:secret@e.example/f?token=secret#secret") == "https://e.example/f"


def test_posts_are_guarded_and_follow_no_redirect(server: FeedServer) -> None:
    server.put("/new", Answer(body=b"x"))
    private = f"127.0.0.1:{server.port}"
    with pytest.raises(FetchError):
        GuardedClient("x").post(f"http://{private}/hook", b"{}")
    assert server.requests == []
    server.put("/hook", Answer(302, headers={"Location": "/new"}))
    assert GuardedClient("x", (private,)).post(f"http://{private}/hook", b"{}").status == 302
    assert (server.paths(), server.posted) == (["/hook"], [b"{}"])
