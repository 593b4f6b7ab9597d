"""`python -m ingest bench`: whole runs over many feeds on loopback, analysis included: seconds and memory.

Each run is a program of its own over a folder of its own, so nothing of the user is touched. The feeds are made of the
labelled sample; the second run finds every feed unchanged (HTTP 304). Pacing is off, as for any host that is allowed.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from subprocess import PIPE, Popen
from threading import Thread
from xml.sax.saxutils import escape

from data.commandline import Command
from data.errors import DetenteError, UsageError
from data.model import Article
from data.samples import sample_articles
from data.settings import ROOT

VALIDATOR = '"bench"'


@dataclass(frozen=True, slots=True)
class Measured:
    """One run: seconds on the clock, peak memory of its largest process in MB, entries seen and new."""

    seconds: float
    megabytes: float
    seen: int
    new: int


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of `bench`."""
    parser.add_argument("--count", type=int, default=100, metavar="N", help="how many feeds (default 100)")
    parser.add_argument("--entries", type=int, default=30, metavar="N", help="entries a feed (default 30)")


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


def measure(home: Path, port: int) -> Measured:
    """Do one run as the timer does it. Raises DetenteError where it fails."""
    command = [sys.executable, "-m", "ingest", "--feeds", str(home / "feeds.toml"), "--force", "--json"]
    allowed = {"DETENTE_HOME": str(home), "DETENTE_ALLOW_PRIVATE_HOSTS": f"127.0.0.1:{port}"}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DETENTE_")}
    begun = time.monotonic()
    with (
        (home / "errors").open("wb") as errors,
        Popen(command, cwd=ROOT, env=kept | allowed, stdout=PIPE, stderr=errors) as child,
    ):
        told = child.stdout.read() if child.stdout else b""
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        lines = (home / "errors").read_text("utf-8", "replace").strip().splitlines() or ["no message"]
        raise DetenteError(f"a run ended with exit code {child.returncode}: {lines[-1]}")
    total = json.loads(told)["total"]
    return Measured(time.monotonic() - begun, used.ru_maxrss / 1024, total["seen"], total["new"])


def run(options: argparse.Namespace) -> int:
    """Measure a first run and one over unchanged feeds, and print a line each."""
    if options.count < 1 or options.entries < 1:
        raise UsageError("bench: --count and --entries take a number from 1 on")
    if not hasattr(os, "wait4"):
        raise DetenteError("bench needs a system that tells the memory of a process (Linux, macOS)")
    articles = sample_articles()
    bodies = [feed_bytes(number, options.entries, articles) for number in range(options.count)]
    with tempfile.TemporaryDirectory() as folder, serve(bodies) as port:
        home = Path(folder)
        (home / "feeds.toml").write_text(feed_list(f"http://127.0.0.1:{port}", options.count), "utf-8")
        for name in ("first run", "unchanged feeds"):
            found = measure(home, port)
            print(
                f"{name}: {options.count} feeds, {found.seen} entries, {found.new} new;"
                f" {found.seconds:.1f} s, {found.megabytes:.0f} MB"
            )
    return 0


COMMAND = Command("measure whole runs over many feeds on loopback", add_options, run)
