"""Whole ingest runs that are killed at random: a process of its own, run by test_crash_runs.py; prints one JSON object.

`FOLDER KILLS SEED`: two operators, each with a home and a lock of its own, ingest without a pause into one store; four
of the six feeds are asked by both. Two readers look at it all the while. Each poll finds the feeds moved on: an entry
is listed for five versions and edited once. What a client shows as its validator it must have kept: the server writes
these down, and every entry of such a version is looked for in the store.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from data.commandline import Command, main
from data.plugins import discover
from data.store import open_store
from ingest import commands
from tests.data.store.crash_worker import child, lines_of, reader
from tests.ingest.serving import item, rss

COMMANDS = {name.rstrip("_"): one for name, one in discover(commands, "COMMAND", Command).items()}
FEEDS_OF = (("f0", "f1", "f2", "f3", "f4"), ("f0", "f1", "f2", "f3", "f5"))
LISTED = 5


def entries(feed: str, version: int) -> Iterator[tuple[str, str]]:
    """Give guid and title of what a version of a feed lists."""
    for number in range(version, version + LISTED):
        edited = ", edited" if version >= number - 1 else ""
        yield f"{feed}-{number}", f"Entry {number} of {feed}{edited}"


def serve(port_file: Path, shown: Path) -> None:
    """Serve the feeds for ever; each second poll of a feed finds a new version."""
    polls: Counter[str] = Counter()
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_arguments: object) -> None:
            pass

        def do_GET(self) -> None:
            feed, known = self.path.lstrip("/"), self.headers.get("If-None-Match")
            with lock, shown.open("a") as log:
                polls[feed] += 1
                tag = f'"{polls[feed] // 2}"'
                if known:
                    log.write(f"{feed} {known}\n")
            rows = [item(title, guid=guid) for guid, title in entries(feed, int(tag.strip('"')))]
            body = b"" if known == tag else rss(*rows)
            self.send_response(304 if known == tag else 200)
            self.send_header("ETag", tag)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        port_file.with_suffix(".new").write_text(str(server.server_address[1]))
        port_file.with_suffix(".new").rename(port_file)
        server.serve_forever()


def prepare(home: Path, feeds: tuple[str, ...], port: int) -> None:
    home.mkdir()
    row = '[[outlets]]\nid = "{n}"\nname = "N"\n[[outlets.feeds]]\nid = "{n}"\nurl = "{url}"\nlanguage = "en"\n'
    listed = [row.format(n=name, url=f"http://127.0.0.1:{port}/{name}") for name in feeds]
    (home / "feeds.toml").write_text("".join(listed))


def ingest(home: Path, port: int) -> int:
    """Start one run as the timer does; gives the process."""
    pid = os.fork()
    if pid:
        return pid
    code = 70
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.dup2(os.open(home / "errors", os.O_WRONLY | os.O_CREAT | os.O_APPEND), 2)
        os.environ |= {
            "DETENTE_HOME": str(home),
            "DETENTE_STORE": f"sqlite:///{home.parent / 'shared.sqlite'}",
            "DETENTE_ALLOW_PRIVATE_HOSTS": f"127.0.0.1:{port}",
        }
        options = ["--feeds", str(home / "feeds.toml"), "--force", "--no-analysis"]
        code = main("ingest", "", COMMANDS, options, default="run")
    finally:
        os._exit(code)


def kill_at_random(start: list[Callable[[], int]], kills: int, seed: int) -> dict[str, int]:
    """Let runs follow each other and kill so many of them, at moments drawn by the seed."""
    chance = random.Random(seed)  # noqa: S311 - chance, not a secret
    running = [begin() for begin in start]
    counts = Counter(killed=0, finished=0, failed=0)
    while counts["killed"] < kills:
        time.sleep(chance.uniform(0.05, 1.2))
        for at, pid in enumerate(running):
            done, status = os.waitpid(pid, os.WNOHANG)
            if done:
                counts["finished"] += 1
                counts["failed"] += status != 0
                running[at] = start[at]()
        at = chance.randrange(len(running))
        os.kill(running[at], signal.SIGKILL)
        _, status = os.waitpid(running[at], 0)
        counts["killed" if os.WIFSIGNALED(status) else "finished"] += 1
        running[at] = start[at]()
    for at, pid in enumerate(running):
        counts["failed"] += os.waitpid(pid, 0)[1] != 0
        counts["failed"] += os.waitpid(start[at](), 0)[1] != 0
    return dict(counts)


def report(folder: Path, shown: list[str]) -> dict[str, object]:
    """Compare the store with what the clients showed that they had kept."""
    acknowledged = set()
    for feed, tag in (line.split(" ") for line in shown):
        for guid, title in entries(feed, int(tag.strip('"'))):
            acknowledged.add((feed, guid, hashlib.sha256(title.encode()).hexdigest()[:32]))
    with open_store(f"sqlite:///{folder / 'shared.sqlite'}") as store:
        query = store._database.query  # type: ignore[attr-defined]
        rows = query("SELECT feed_id, guid, content_hash FROM article")
        older = query("SELECT feed_id, guid, v.content_hash FROM article_version v JOIN article a USING (article_id)")
        numbered = query(
            "SELECT article_id, version FROM article_version UNION ALL SELECT article_id, version FROM article"
        )
        findings = [finding.detail for finding in store.check() if not finding.ok]
    told = Counter((feed, guid) for feed, guid, _ in rows)
    return {
        "acknowledged": len(acknowledged),
        "lost": len(acknowledged - set(rows) - set(older)),
        "doubled": sum(number - 1 for number in told.values()) + len(numbered) - len(set(numbered)),
        "findings": findings,
    }


def look(url: str, log: Path) -> None:
    """Read for ever, but let those who write go first."""
    os.nice(15)
    reader(url, log)


def crash(folder: Path, kills: int, seed: int) -> dict[str, object]:
    port_file, shown, seen = folder / "port", folder / "shown", folder / "seen"
    server = child(lambda: serve(port_file, shown))
    while not port_file.exists():
        time.sleep(0.01)
    port = int(port_file.read_text())
    homes = [folder / name for name in ("one", "two")]
    for home, feeds in zip(homes, FEEDS_OF, strict=True):
        prepare(home, feeds, port)
    url = f"sqlite:///{folder / 'shared.sqlite'}"
    open_store(url).__enter__().close()
    readers = [child(lambda n=n: look(url, folder / f"{seen.name}-{n}")) for n in range(2)]
    counts = kill_at_random([lambda home=home: ingest(home, port) for home in homes], kills, seed)
    for pid in (server, *readers):
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    looks = lines_of(folder, f"{seen.name}-*")
    errors = [
        line for home in homes for line in (home / "errors").read_text().splitlines() if "private hosts" not in line
    ]
    return {
        **counts,
        **report(folder, shown.read_text().splitlines()),
        "snapshots": looks.count("ok"),
        "bad_snapshots": sorted(set(looks) - {"ok"})[:5],
        "errors": errors[:5],
    }


if __name__ == "__main__":
    print(json.dumps(crash(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))))
