"""A feed server on loopback whose answers a test sets, and short ways to write feeds."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from data.model import Feed


@dataclass
class Answer:
    """What the server says: status, headers and body; `raw` replaces all of it."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    raw: Callable[[BaseHTTPRequestHandler], None] | None = None


@dataclass
class FeedServer:
    """Answers by path (the last of several answers stays) and keeps the requests as (path, headers)."""

    port: int
    answers: dict[str, list[Answer]] = field(default_factory=dict)
    requests: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    posted: list[bytes] = field(default_factory=list)

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def put(self, path: str, *answers: Answer) -> str:
        self.answers[path] = list(answers)
        return self.base + path

    def paths(self) -> list[str]:
        return [path for path, _ in self.requests]

    def next_answer(self, path: str) -> Answer:
        known = self.answers.get(path)
        if not known:
            return Answer(404)
        return known.pop(0) if len(known) > 1 else known[0]


@contextmanager
def serving() -> Iterator[FeedServer]:
    """Serve on a free port while the block runs."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *arguments: object) -> None:
            pass

        def do_POST(self) -> None:
            state.posted.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.do_GET()

        def do_GET(self) -> None:
            state.requests.append((self.path, dict(self.headers.items())))
            answer = state.next_answer(self.path)
            if answer.raw is not None:
                self.close_connection = True
                try:
                    answer.raw(self)
                except OSError:
                    return
                return
            if "Date" in answer.headers:
                self.send_response_only(answer.status)
            else:
                self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            if "Content-Length" not in answer.headers:
                self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            with suppress(ConnectionError):  # who has had enough of a hostile answer hangs up
                self.wfile.write(answer.body)

    listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    listening.daemon_threads = True
    state = FeedServer(listening.server_address[1])
    thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield state
    listening.shutdown()
    listening.server_close()
    thread.join()


def rss(*items: str, channel: str = "") -> bytes:
    """An RSS feed of ready-made items."""
    return f'<rss version="2.0"><channel><title>T</title>{channel}{"".join(items)}</channel></rss>'.encode()


def item(title: str, *, guid: str = "", link: str = "", summary: str = "", date: str = "") -> str:
    """One RSS item; what is empty is left out."""
    parts = {"title": title, "guid": guid, "link": link, "description": summary, "pubDate": date}
    return "<item>" + "".join(f"<{name}>{value}</{name}>" for name, value in parts.items() if value) + "</item>"


def feed(url: str, feed_id: str = "echo", **facts: str) -> Feed:
    """A feed of an outlet with the same id."""
    return Feed(id=feed_id, outlet_id=facts.pop("outlet_id", feed_id), url=url, **facts)


def squeezed(body: bytes) -> Answer:
    """A gzip answer."""
    return Answer(body=gzip.compress(body), headers={"Content-Encoding": "gzip"})
