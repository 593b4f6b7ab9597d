"""Scorecard B: hostile servers and hostile bytes."""

from __future__ import annotations

import ast
import resource
import socket
import threading
import time
import unicodedata
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import FetchError, ParseError
from data.model import FeedRun
from data.settings import Settings
from data.store.base import Store
from ingest.identity import safe_link
from ingest.net import GuardedClient, Limits, shown_url
from ingest.parse import parse_feed
from ingest.parsing_child import MEMORY_BYTES, _refuse_outside
from ingest.raw import MAX_ENTRIES
from ingest.run import ingest_feeds
from ingest.sandbox import CPU_SECONDS, FeedParser
from ingest.text import clean_text, to_plain
from tests.ingest.hostile import HOSTILE
from tests.ingest.serving import Answer, FeedServer, feed, item, rss

ROOT = Path(__file__).resolve().parents[2]


def poll(store: Store, url: str, settings: Settings, limits: Limits | None = None) -> FeedRun:
    client = GuardedClient("x/1 (+y)", settings.allow_private_hosts, limits or Limits())
    return ingest_feeds(store, [feed(url)], settings, force=True, client=client).feed_runs[0]


def titles(store: Store) -> list[str]:
    return [s.article.title for batch in store.articles_to_analyse("none") for s in batch]


def endless(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    while True:
        handler.wfile.write(b"10000\r\n" + b" " * 65_536 + b"\r\n")


@pytest.mark.parametrize("name", ["gzip_bomb", "double_gzip", "endless"])
def test_check_20_bodies_are_capped_while_they_come(
    name: str, server: FeedServer, settings: Settings, store: Store
) -> None:
    url = server.put("/f", Answer(raw=endless) if name == "endless" else HOSTILE[name]())
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    line = poll(store, url, settings)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert line.reason == ("encoding" if name == "double_gzip" else "too_large")
    assert grown < 50 * 1024


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


ENTITIES = [name for name in HOSTILE if "laughs" in name or "entity" in name or name.startswith("external")]


@pytest.mark.parametrize("name", ENTITIES)
def test_check_26_entities_are_never_expanded(name: str, server: FeedServer, settings: Settings, store: Store) -> None:
    hostname = socket.gethostname()
    line = poll(store, server.put("/f", HOSTILE[name]()), settings)
    assert line.milliseconds < 10_000
    for title in titles(store):
        assert hostname not in title
        assert "aaaaaaaaaa" not in title
        assert len(title) <= 1_000


def test_check_26_the_parsing_child_may_open_nothing() -> None:
    for event, argument in (("socket.connect", "x"), ("subprocess.Popen", "x"), ("open", "/etc/hostname")):
        with pytest.raises(PermissionError):
            _refuse_outside(event, (argument, "r", 0))


def test_check_27_the_hostile_set_costs_one_error_each(server: FeedServer, settings: Settings, store: Store) -> None:
    feeds = [feed(server.put(f"/{name}", make()), name) for name, make in HOSTILE.items()]
    good = [feed(server.put(f"/g{n}", Answer(body=rss(item(f"Good {n}", guid="1")))), f"g{n}") for n in range(5)]
    mixed = [one for pair in zip(feeds[:5], good, strict=True) for one in pair] + feeds[5:]
    report = ingest_feeds(store, mixed, settings, parser=FeedParser(cpu_seconds=1.5))
    lines = {line.feed_id: line for line in report.feed_runs}
    assert len(lines) == len(HOSTILE) + 5
    assert all(lines[one.id].counts.new == 1 for one in good)
    assert "internal" not in {line.reason for line in lines.values()}
    assert lines["attributes"].reason == "too_costly"
    assert lines["blank_lines"].counts.new == 1
    assert {lines[name].outcome for name in ("html", "json", "plain", "binary", "empty", "zeros")} == {"failed"}


def test_check_28_feedparser_sees_bytes_in_memory_only() -> None:
    calls = [
        (path, node)
        for room in ("data", "ingest", "analysis", "views")
        for path in (ROOT / room).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("feedparser.")
    ]
    assert [path.name for path, _ in calls] == ["rss.py"]
    for _, node in calls:
        assert ast.unparse(node.args[0]).startswith("io.BytesIO(")


@pytest.mark.parametrize("dirt", ["&#xD800;", "&#0;", "&#8;", "&#xFFFF;", "&#1114112;", "\x00", "\x08", "\ufffe"])
def test_check_29_broken_characters_cost_one_character(
    dirt: str, server: FeedServer, settings: Settings, store: Store
) -> None:
    body = rss(item("Before", guid="1"), item(f"A{dirt}B", guid="2", summary=f"C{dirt}D"), item("After", guid="3"))
    assert poll(store, server.put("/f", Answer(body=body)), settings).counts.new == 3
    assert titles(store) == ["Before", "A\ufffdB", "After"]


def test_check_29_lone_surrogates_in_bytes_are_replaced() -> None:
    parsed = parse_feed(
        rss(item("A\x7eB", guid="1")).replace(b"\x7e", b"\xed\xa0\x80"), content_type=None, language=None, url=""
    )
    assert "\ufffd" in parsed.feed.entries[0].title
    assert parsed.suspect


def test_check_29_stored_text_is_nfc(server: FeedServer, settings: Settings, store: Store) -> None:
    poll(store, server.put("/f", Answer(body=rss(item("e\u0301te\u0301", guid="1")))), settings)
    assert titles(store) == ["\u00e9t\u00e9"]


def test_check_30_one_bad_entry_loses_no_other(server: FeedServer, settings: Settings, store: Store) -> None:
    bad = ["<item/>", "<item><title></title></item>", "<item><guid></guid><link>javascript:x</link></item>"]
    line = poll(store, server.put("/f", Answer(body=rss(item("A", guid="1"), *bad, item("B", guid="2")))), settings)
    assert (line.counts.new, dict(line.counts.rejected)) == (2, {"no_text": 3})


def test_check_31_fields_are_capped_and_flagged(server: FeedServer, settings: Settings, store: Store) -> None:
    long = item("word " * 400, guid="g" * 5_000, link="http://e.example/" + "x" * 3_000, summary="text " * 6_000)
    many = [item(f"T{n}", guid=str(n)) for n in range(MAX_ENTRIES + 20)]
    line = poll(store, server.put("/f", Answer(body=rss(long, *many))), settings)
    article = next(iter(store.articles_to_analyse("none")))[0].article
    assert len(article.title) <= 1_000
    assert len(article.body) <= 20_000
    assert article.url is None
    assert "truncated" in article.flags
    assert (line.counts.new, dict(line.counts.rejected)) == (MAX_ENTRIES, {"over_limit": 21})


@pytest.mark.parametrize(
    "name", ["html", "json", "odd_json", "deep_json", "empty", "blank", "zeros", "binary", "plain"]
)
def test_check_33_what_is_no_feed_is_an_error(name: str) -> None:
    answer = HOSTILE[name]()
    if name == "odd_json":
        assert parse_feed(answer.body, content_type=None, language=None, url="").feed.listed == 2
        return
    with FeedParser(1) as parser, pytest.raises(ParseError):
        parser.parse(answer.body, content_type="application/rss+xml", language=None, url="")


PLAIN = [
    ("<p>One</p><p>Two &amp; three</p>", "One\nTwo & three"),
    ("<script>alert(1)</script>x", "x"),
    ("<style>p{}</style>x<!-- hidden -->y", "xy"),
    ('<img src=x onerror="alert(1)">x', "x"),
    ("&lt;p&gt;twice&lt;/p&gt; AT&amp;amp;T", "twice\nAT&T"),
    ("a &eacute; b &amp;lt;", "a \u00e9 b &lt;"),
    ("5 < 6 and 7 > 3", "5 < 6 and 7 > 3"),
    ("<svg><script>x</script></svg><form><input></form>y", "y"),
    ("un<br/>deux", "un\ndeux"),
    ("a\u202eb\u2066c\u200bd\ufeff", "abcd"),
    ("\u0645\u06cc\u200c\u0631\u0648\u062f", "\u0645\u06cc\u200c\u0631\u0648\u062f"),
    ("a\u200cb", "ab"),
    ("\u200fabc", "abc"),
    ("\u200f\u0639\u0645\u0627\u0646", "\u200f\u0639\u0645\u0627\u0646"),
    ("tab\tand\u00a0space", "tab and space"),
    ("<a href='javascript:x'>link</a>", "link"),
    ("<![CDATA[x]]>y", "y"),
]


@pytest.mark.parametrize(("markup", "text"), PLAIN)
def test_check_34_text_is_plain(markup: str, text: str) -> None:
    assert to_plain(markup) == text


@pytest.mark.parametrize(
    "link",
    [
        *("javascript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd", "/relative", "http://", "x"),
        *("http://a b.example/", "http://a.example/\n", "http://me:pw@a.example/", "http://[::1", "//a.example/x"),
    ],
)
def test_check_35_unsafe_links_are_dropped(link: str) -> None:
    assert safe_link(link) is None


def test_check_35_safe_links_stay() -> None:
    assert safe_link("https://a.example/x?y=1#z") == "https://a.example/x?y=1#z"


@pytest.mark.parametrize("unit", ["<a ", "<!--", "<div>", "<", "&", "&amp;", "<b", "]]>", "<p>x</p>"])
def test_check_36_floods_are_bounded_by_the_field_cap(unit: str) -> None:
    assert len(to_plain(unit * 1_000_000)) <= 65_536


@given(st.binary(max_size=400))
def test_check_37_no_bytes_break_the_parser(data: bytes) -> None:
    try:
        parsed = parse_feed(data, content_type=None, language=None, url="https://e.example/")
    except ParseError:
        return
    assert parsed.feed.version


@given(st.text(st.characters(codec=None), max_size=200))
def test_check_37_cleaning_is_idempotent_and_valid(text: str) -> None:
    cleaned = clean_text(text)
    assert clean_text(cleaned) == cleaned
    assert cleaned.encode("utf-8").decode("utf-8") == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)


@given(st.text(st.characters(codec=None), max_size=200))
def test_check_37_markup_never_raises_nor_survives(text: str) -> None:
    plain = to_plain(f"<p>{text}</p><script>{text}")
    assert "<script" not in plain.lower()
    assert "<p>" not in plain.lower()


def test_check_27_the_shipped_limits_of_a_child() -> None:
    assert CPU_SECONDS == 10
    assert MEMORY_BYTES == 512 * 1024 * 1024


def test_posts_are_guarded_and_follow_no_redirect(server: FeedServer) -> None:
    server.put("/new", Answer(body=b"x"))
    private = f"127.0.0.1:{server.port}"
    with pytest.raises(FetchError):
        GuardedClient("x").post(f"http://{private}/hook", b"{}")
    assert server.requests == []
    server.put("/hook", Answer(302, headers={"Location": "/new"}))
    assert GuardedClient("x", (private,)).post(f"http://{private}/hook", b"{}").status == 302
    assert (server.paths(), server.posted) == (["/hook"], [b"{}"])
