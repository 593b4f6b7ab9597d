"""Scorecard B, in the answer: bytes and markup that must cost one feed error, or nothing."""

from __future__ import annotations

import ast
import socket
import subprocess
import sys
import unicodedata
from pathlib import Path

import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import ParseError
from data.model import FeedRun
from data.settings import Settings
from data.store.base import Store
from ingest.bench_floods import FLOODS
from ingest.charset import decode_feed, load_encodings
from ingest.formats.rss import rebuild
from ingest.identity import safe_link
from ingest.net import GuardedClient, Limits
from ingest.parse import parse_feed
from ingest.parsing_child import MEMORY_BYTES, _refuse_outside
from ingest.raw import MAX_ENTRIES
from ingest.run import ingest_feeds
from ingest.sandbox import CPU_SECONDS, FeedParser
from ingest.text import _TAG, MAX_MARKUP, MAX_TAGS, clean_text, to_plain
from tests.ingest.hostile import HOSTILE
from tests.ingest.serving import Answer, FeedServer, feed, item, rss

ROOT = Path(__file__).resolve().parents[2]


def poll(store: Store, url: str, settings: Settings, limits: Limits | None = None) -> FeedRun:
    client = GuardedClient("x/1 (+y)", settings.allow_private_hosts, limits or Limits())
    return ingest_feeds(store, [feed(url)], settings, force=True, client=client).feed_runs[0]


def titles(store: Store) -> list[str]:
    return [s.article.title for batch in store.articles_to_analyse("none") for s in batch]


ENTITIES = [name for name in HOSTILE if "laughs" in name or "entity" in name or name.startswith("external")]


@pytest.mark.parametrize("name", ENTITIES)
def test_check_26_entities_are_never_expanded(name: str, server: FeedServer, settings: Settings, store: Store) -> None:
    hostname = socket.gethostname()
    assert poll(store, server.put("/f", HOSTILE[name]()), settings).outcome == "ok"
    for title in titles(store):
        assert hostname not in title
        assert "aaaaaaaaaa" not in title
        assert len(title) <= 1_000


@pytest.mark.parametrize("name", ENTITIES)
def test_check_26_no_declaration_reaches_the_parser(name: str) -> None:
    body = HOSTILE[name]().body
    text = decode_feed(body, None, None, load_encodings(ROOT / "data" / "catalog")).text
    assert "<!" in text
    assert b"<!" not in rebuild(text), "so there is nothing to expand, whatever the parser would do with it"


# Parses all of them in one process that writes down whatever is opened, connected to or started meanwhile.
WATCHED = """
import sys
from data.settings import ROOT
from ingest.parse import load_formats, parse_feed
from tests.ingest.hostile import HOSTILE
from tests.ingest.serving import item, rss
load_formats()
parse_feed(rss(item("warm", guid="1")), content_type=None, language=None, url="")
bodies = [HOSTILE[name]().body for name in sys.argv[1:]]
own, seen = (sys.prefix, sys.base_prefix, str(ROOT)), []
def watch(event, given):
    inside = event in {"open", "os.listdir"} and str(given[0]).startswith(own)  # Python's own modules and ours
    if event.partition(".")[0] in {"open", "socket", "urllib", "subprocess", "os", "http"} and not inside:
        seen.append((event, given[0]))
sys.addaudithook(watch)
for body in bodies:
    parse_feed(body, content_type=None, language=None, url="http://e.example/")
print(len(bodies), seen)
"""


def test_check_26_nothing_is_opened_while_they_are_parsed() -> None:
    command = [sys.executable, "-c", WATCHED, *ENTITIES]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout == f"{len(ENTITIES)} []\n", done.stderr


def test_check_26_the_parsing_child_may_open_nothing() -> None:
    for event, argument in (("socket.connect", "x"), ("subprocess.Popen", "x"), ("open", "/etc/hostname")):
        with pytest.raises(PermissionError):
            _refuse_outside(event, (argument, "r", 0))


# What costs its feed one error, by reason; the rest is read, or given up by a slow machine.
REFUSED = {
    **dict.fromkeys(("empty", "blank", "zeros"), "empty"),
    **dict.fromkeys(("json", "deep_json", "plain", "binary", "unclosed_doctype"), "not_a_feed"),
    **dict.fromkeys(("bad_location", "long_header", "many_headers"), "connection"),
    **dict.fromkeys(("file_location", "data_location"), "address"),
    **dict.fromkeys(("metadata_location", "other_port"), "private_address"),
    **dict.fromkeys(("gzip_bomb", "over_the_cap"), "too_large"),
    **dict.fromkeys(("double_gzip", "brotli"), "encoding"),
    "html": "html_page",
    "not_gzip": "bad_gzip",
    "cut_gzip": "truncated",
    "attributes": "too_costly",
}
# What is read in spite of its dirt, and cheaply.
READ = {"blank_lines", "comments_before", "long_declaration", "external_dtd", "odd_json"}


def kept(store: Store) -> dict[str, set[tuple[str, str]]]:
    """Give what is stored of each feed, as (title, body)."""
    found: dict[str, set[tuple[str, str]]] = {}
    for batch in store.articles_to_analyse("none"):
        for stored in batch:
            found.setdefault(stored.article.feed_id, set()).add((stored.article.title, stored.article.body))
    return found


def test_check_27_the_hostile_set_costs_one_error_each(server: FeedServer, settings: Settings, store: Store) -> None:
    feeds, expected = [], {}
    for name, make in HOSTILE.items():
        told = {(f"Good news {n} beside {name}", f"Told {n} times.") for n in (1, 2)}
        rows = [item(title, guid=title, summary=body) for title, body in sorted(told)]
        feeds.append(feed(server.put(f"/{name}", make()), name))
        feeds.append(feed(server.put(f"/good-{name}", Answer(body=rss(*rows))), f"good-{name}"))
        expected[f"good-{name}"] = told
    report = ingest_feeds(store, feeds, settings, parser=FeedParser(cpu_seconds=1.5))
    lines = {line.feed_id: line for line in report.feed_runs}
    stored = kept(store)
    assert len(HOSTILE) > 40
    assert {name: stored.get(name) for name in expected} == expected
    failed = {name: lines[name].reason for name in HOSTILE if lines[name].outcome == "failed"}
    assert REFUSED.items() <= failed.items()
    assert set(failed.values()) - set(REFUSED.values()) == set()
    assert not (READ | set(ENTITIES)) & set(failed)
    assert not set(failed) & set(stored), "nothing is kept of what failed"
    assert stored["blank_lines"] == {("Kept", "")}


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


@pytest.mark.parametrize("unit", FLOODS)
def test_check_36_what_lies_beyond_the_cap_is_not_looked_at(unit: str) -> None:
    assert to_plain(unit * 1_000_000) == to_plain((unit * 1_000_000)[:MAX_MARKUP])


@pytest.mark.parametrize("unit", FLOODS)
def test_check_36_the_nest_that_a_tree_is_built_of_is_bounded(unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[str] = []
    clean = nh3.clean
    monkeypatch.setattr(nh3, "clean", lambda markup, **how: (given.append(markup), clean(markup, **how))[1])
    for length in (MAX_MARKUP // 4, MAX_MARKUP // 2, MAX_MARKUP):
        given.clear()
        to_plain(unit * (length // len(unit)))
        assert len(given) <= 2, "as it came, and once more where it was escaped twice"
        assert all(markup.count("<") <= MAX_TAGS for markup in given), "a tree costs the square of its open elements"


@pytest.mark.parametrize("unit", FLOODS)
def test_check_36_a_tag_never_reaches_over_the_next(unit: str) -> None:
    found = _TAG.findall(unit * (MAX_MARKUP // len(unit)))
    assert not any("<" in tag[1:] for tag in found), "so all openings together take one pass over the text"


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
