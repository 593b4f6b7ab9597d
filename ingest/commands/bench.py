"""`python -m ingest bench`: whole runs over many feeds on loopback, or over archives: seconds and memory.

Each run is a program of its own over a folder of its own, so nothing of the user is touched. The feeds are made of the
labelled sample; the second run finds every feed unchanged (HTTP 304). Pacing is off, as for any host that is allowed.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from xml.sax.saxutils import escape

from data.commandline import Command
from data.errors import UsageError
from data.model import Article
from data.samples import sample_articles
from ingest.bench_archive import measure_parts
from ingest.bench_floods import worst_flood
from ingest.measuring import check_system, measured

VALIDATOR = '"bench"'


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of `bench`."""
    parser.add_argument("--count", type=int, default=100, metavar="N", help="how many feeds (default 100)")
    parser.add_argument("--entries", type=int, default=30, metavar="N", help="entries a feed (default 30)")
    parser.add_argument(
        "--archive",
        nargs="+",
        type=Path,
        metavar="FILE.jsonl[.gz]",
        help="instead: import and analyse a sixteenth, a fourth and the whole of these archives",
    )
    parser.add_argument("--jobs", type=int, default=2, metavar="N", help="processes that code an archive (default 2)")


def feed_bytes(number: int, entries: int, articles: Sequence[Article]) -> bytes:
    """Write a feed of entries that no other feed has."""
    items = []
    for place in range(number * entries, (number + 1) * entries):
        told = articles[place % len(articles)]
        title, body = (escape(text) for text in (f"{told.title} ({place})", told.body))
        items.append(f"<item><guid>{place}</guid><title>{title}</title><description>{body}</description></item>")
    return f"<rss version='2.0'><channel><title>{number}</title>{''.join(items)}</channel></rss>".encode()


def feed_list(base: str, feeds: int) -> str:
    """Write the list of feeds in the form of a catalogue."""
    row = '[[outlets]]\nid = "b{n}"\nname = "B{n}"\n[[outlets.feeds]]\nid = "b{n}"\nurl = "{base}/{n}"\n'
    return "".join(row.format(n=number, base=base) for number in range(feeds))


@contextmanager
def serve(bodies: Sequence[bytes]) -> Iterator[int]:
    """Serve the bodies under their numbers on a free port of loopback; who knows a body is told 304."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_arguments: object) -> None:
            """Say nothing: the run prints its own summary."""

        def do_GET(self) -> None:
            """Answer with a feed, or with 304."""
            known = self.headers.get("If-None-Match") == VALIDATOR
            name = self.path.lstrip("/")
            body = bodies[int(name)] if name.isdigit() and not known else b""
            self.send_response(304 if known else 200 if body else 404)
            self.send_header("ETag", VALIDATOR)
            self.send_header("Content-Type", "application/rss+xml")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield int(server.server_address[1])
        finally:
            server.shutdown()


def run_feeds(count: int, entries: int) -> None:
    """Measure a first run, one over unchanged feeds, and floods of markup; print a line each."""
    articles = sample_articles()
    bodies = [feed_bytes(number, entries, articles) for number in range(count)]
    with tempfile.TemporaryDirectory() as folder, serve(bodies) as port:
        home = Path(folder)
        (home / "feeds.toml").write_text(feed_list(f"http://127.0.0.1:{port}", count), "utf-8")
        command = ("-m", "ingest", "--feeds", str(home / "feeds.toml"), "--force", "--json")
        for name in ("first run", "unchanged feeds"):
            found = measured(home, command, {"DETENTE_ALLOW_PRIVATE_HOSTS": f"127.0.0.1:{port}"})
            total = json.loads(found.output)["total"]
            print(
                f"{name}: {count} feeds, {total['seen']} entries, {total['new']} new;"
                f" {found.seconds:.1f} s, {found.megabytes:.0f} MB"
            )
    ratio, unit = worst_flood()
    print(f"floods of markup: twice as much takes at most {ratio:.1f} times as long ({unit})")


def run_archive(paths: Sequence[Path], jobs: int) -> None:
    """Measure growing parts of archives, and print a line each."""
    for number, part in enumerate(measure_parts(paths, jobs)):
        if number == 0:
            print(f"{'lines':>8}{'articles':>10}{'events':>9}{'stories':>9}{'MB on disk':>12}", end="")
            print(f"{'import s':>10}{'MB':>6}{'analysis s':>12}{'MB':>6}{'own s':>8}{'articles/s':>12}")
        one, two = part.imported, part.analysed
        print(f"{part.lines:>8}{part.articles:>10}{part.events:>9}{part.stories:>9}{part.store / 1e6:>12.0f}", end="")
        print(f"{one.seconds:>10.1f}{one.megabytes:>6.0f}{two.seconds:>12.1f}{two.megabytes:>6.0f}", end="")
        print(f"{one.own_seconds + two.own_seconds:>8.1f}{part.articles / part.seconds:>12.0f}", flush=True)


def run(options: argparse.Namespace) -> int:
    """Measure feeds, or the archives that are named."""
    if options.count < 1 or options.entries < 1 or options.jobs < 1:
        raise UsageError("bench: --count, --entries and --jobs take a number from 1 on")
    check_system()
    if options.archive:
        run_archive(options.archive, options.jobs)
    else:
        run_feeds(options.count, options.entries)
    return 0


COMMAND = Command("measure whole runs over many feeds on loopback, or over archives", add_options, run)
