"""Stores that are killed at work: run as a process of its own by test_crash.py, prints one JSON object.

`points PATH N`: kills a worker at N statements spread over its work, lets another finish, compares with no kill at all.
`open PATH N`: N processes open a store that is not there yet, at the same moment.
`random PATH N SEED`: two writers and two readers on one file; N kills of writers at moments drawn by the seed.
`write URL LOG SEED`, `read URL LOG`: one writer or reader of a server that may be killed, for ever.
`report URL FOLDER`: what became of what they wrote down.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from data.errors import StoreError
from data.model import (
    Article,
    CodedArticle,
    Event,
    Evidence,
    FeedRun,
    FeedState,
    FetchCounts,
    Story,
    StoryReport,
    ToneReading,
)
from data.store import open_store
from data.store.base import Store

NOW = datetime(2026, 2, 6, 9, 0, tzinfo=UTC)
FETCHES = 8
KEYS = 300


def article(number: int, text: str, at: datetime) -> Article:
    key = hashlib.sha256(str(number).encode()).hexdigest()[:32]
    return Article(key, "main", f"outlet-{number % 3}", str(number), None, "en", text, "", None, text, None, at)


def coded(stored: object) -> CodedArticle:
    text = stored.article.text  # type: ignore[attr-defined]  # whatever the store gave
    event = Event(
        ("IRN",),
        ("USA",),
        "REJECT",
        None,
        "verbal_conflict",
        "actual",
        -4.0,
        None,
        Evidence(text, 0, len(text)),
        1.0,
        (),
    )
    return CodedArticle("en", (event,), -0.5, (ToneReading(0, 1, -0.5, ("IRN", "USA")),))


def analyse(store: Store) -> None:
    for batch in list(store.articles_to_analyse("v1", batch=20)):
        store.save_coded([(stored, coded(stored)) for stored in batch], "v1")


def tell(store: Store) -> None:
    by_day: dict[object, list[StoryReport]] = {}
    for report in store.reports():
        entry = StoryReport(report.article_id, report.seq, "IRN", "USA", False, report.day, report.outlet_id, True, 1.0)
        by_day.setdefault(report.day, []).append(entry)
    stories = [
        Story(f"s-{day}", "IRN", "USA", "REJECT", None, "verbal_conflict", "actual", -4.0, day, None, tuple(reports))
        for day, reports in by_day.items()
    ]
    store.replace_stories(min(by_day), max(by_day), stories)


def work(store: Store) -> None:
    """Fetch, edit, code and tell: the same however often it is begun."""
    done = store.feed_states()
    reached = int(done["main"].etag or 0) if done else 0
    for fetch in range(reached, FETCHES):
        at = NOW + timedelta(hours=8 * fetch)
        articles = [
            article(number, f"wording {fetch // 4} of {number}", at) for number in range(fetch * 5, fetch * 5 + 15)
        ]
        feed_run = FeedRun("main", at, "ok", 200, 1, 1, FetchCounts())
        store.commit_fetch(articles, FeedState("main", "https://a.example/", etag=str(fetch + 1)), feed_run, str(fetch))
        analyse(store)
    analyse(store)
    tell(store)


def child(action: Callable[[], None]) -> int:
    number = os.fork()
    if number:
        return number
    try:
        action()
    finally:
        os._exit(0)


def killed_at(path: Path, point: int) -> None:
    """Work, and die at a statement. The driver's trace is the hook: it is called before each statement."""
    left = point

    def count(_sql: str) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)

    with open_store(f"sqlite:///{path}") as store:
        store._database._connection.set_trace_callback(count)  # type: ignore[attr-defined]
        work(store)


def finish(path: Path) -> tuple[str, list[str], int]:
    """Work to the end; give digest, what is not well, and how many lines of history there are."""
    with open_store(f"sqlite:///{path}") as store:
        work(store)
        return store.digest(), [f.detail for f in store.check() if not f.ok], len(store.feed_runs())


def count_statements(path: Path) -> int:
    statements = 0

    def count(_sql: str) -> None:
        nonlocal statements
        statements += 1

    with open_store(f"sqlite:///{path}") as store:
        store._database._connection.set_trace_callback(count)  # type: ignore[attr-defined]
        work(store)
    return statements


def points(folder: Path, number: int) -> dict[str, object]:
    total = count_statements(folder / "whole.sqlite")
    expected = finish(folder / "whole.sqlite")
    outcomes = []
    for at in range(number):
        path = folder / f"{at}.sqlite"
        pid = child(lambda path=path, at=at: killed_at(path, total * at // number + 1))
        _, status = os.waitpid(pid, 0)
        outcomes.append((os.WIFSIGNALED(status), finish(path) == expected))
    return {
        "killed": sum(killed for killed, _ in outcomes),
        "same": sum(same for _, same in outcomes),
        "statements": total,
        "not_well": expected[1],
    }


def writer(url: str, log: Path, seed: int) -> None:
    """Edit articles and code them for ever; write down what was acknowledged."""
    chance = random.Random(seed)  # noqa: S311 - chance, not a secret
    with open_store(url) as store, log.open("a") as acknowledged:
        for turn in range(100_000):
            numbers = chance.sample(range(KEYS), 20)
            at = datetime.now(UTC)
            articles = [article(number, f"{seed} {turn} {at} {number}", at) for number in numbers]
            feed_run = FeedRun("main", at, "ok", 200, 1, 1, FetchCounts())
            counts = store.commit_fetch(articles, FeedState("main", "https://a.example/"), feed_run, str(seed))
            if counts.new + counts.changed == len(articles):
                acknowledged.write("".join(f"{a.key} {a.content_hash}\n" for a in articles))
                acknowledged.flush()
            for batch in store.articles_to_analyse("v1", batch=40):
                store.save_coded([(stored, coded(stored)) for stored in batch], "v1")
                break


def open_at_once(folder: Path, number: int) -> dict[str, object]:
    """Let processes open a store that is not there yet, all at the same moment."""
    path, begin = folder / "new.sqlite", time.time() + 0.3

    def begin_together() -> None:
        while time.time() < begin:
            time.sleep(0.001)
        with open_store(f"sqlite:///{path}") as store:
            store.set_meta(f"process {os.getpid()}", "was here")

    pids = [child(partial(recorded, begin_together, folder / f"{turn}.error")) for turn in range(number)]
    for pid in pids:
        os.waitpid(pid, 0)
    with open_store(f"sqlite:///{path}", read_only=True) as store:
        arrived = sum(store.meta(f"process {pid}") is not None for pid in pids)
    return {"arrived": arrived, "errors": [log.read_text("utf-8") for log in sorted(folder.glob("*.error"))]}


SNAPSHOT = (
    "SELECT (SELECT COUNT(*) FROM article), (SELECT SUM(articles) FROM coverage), (SELECT COUNT(*) FROM event),"
    " (SELECT SUM(events) FROM coding), (SELECT COUNT(*) FROM event_pair), (SELECT COUNT(*) FROM coding)"
)


def reader(url: str, log: Path) -> None:
    """Look at snapshots for ever; write down how many were looked at and which were inconsistent."""
    with log.open("a") as seen:
        while True:
            try:
                with open_store(url, read_only=True) as store:
                    for _ in range(20):
                        articles, covered, events, counted, pairs, codings = store._database.query(SNAPSHOT)[0]  # type: ignore[attr-defined]
                        whole = articles == (covered or 0) == codings and events == (counted or 0) == pairs
                        seen.write("ok\n" if whole else f"bad {articles} {covered} {events} {counted} {pairs}\n")
                        seen.flush()
            except Exception as error:  # noqa: BLE001 - any failure of a reader is what is looked for
                seen.write(f"error {error}\n")
                seen.flush()


def recorded(work: Callable[[], None], log: Path) -> None:
    """Work, and write down the error that ended it, if one did."""
    try:
        work()
    except Exception as error:  # noqa: BLE001 - any failure of a writer is what is looked for
        log.write_text(f"{type(error).__name__}: {error}\n", "utf-8")


def kill_at_random(folder: Path, kills: int, seed: int) -> dict[str, object]:
    url, log, seen = f"sqlite:///{folder / 'shared.sqlite'}", folder / "acknowledged", folder / "seen"
    open_store(url).__enter__().close()
    chance = random.Random(seed)  # noqa: S311 - chance, not a secret
    seeds: Iterator[int] = iter(range(seed, seed + kills + 2))

    def start() -> int:
        own = next(seeds)
        work = partial(writer, url, folder / f"{log.name}-{own}", own)
        return child(lambda: recorded(work, folder / f"failed-{own}"))

    writers = [start(), start()]
    readers = [child(lambda n=n: reader(url, folder / f"{seen.name}-{n}")) for n in range(2)]
    for _ in range(kills):
        time.sleep(chance.uniform(0.02, 0.15))
        at = chance.randrange(2)
        os.kill(writers[at], signal.SIGKILL)
        os.waitpid(writers[at], 0)
        writers[at] = start()
    for pid in writers + readers:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    return report(url, folder)


def lines_of(folder: Path, pattern: str) -> list[str]:
    return [line for part in folder.glob(pattern) for line in whole_lines(part)]


def enduring(work: Callable[[], None]) -> None:
    """Begin again for ever, whenever the server is gone."""
    while True:
        with contextlib.suppress(StoreError):
            work()
        time.sleep(0.05)


def whole_lines(path: Path) -> list[str]:
    """Give the lines of a file whose writer may have died in the middle of one."""
    return path.read_text("utf-8").split("\n")[:-1]


def report(url: str, folder: Path) -> dict[str, object]:
    acknowledged, seen = lines_of(folder, "acknowledged-*"), lines_of(folder, "seen-*")
    with open_store(url) as store:
        database = store._database  # type: ignore[attr-defined]
        rows = database.query("SELECT key, content_hash FROM article")
        rows += database.query(
            "SELECT a.key, v.content_hash FROM article_version v JOIN article a ON a.article_id = v.article_id"
        )
        stored = [f"{key} {content}" for key, content in rows]
        numbered = database.query(
            "SELECT article_id, version FROM article_version UNION ALL SELECT article_id, version FROM article"
        )
        findings = [finding.detail for finding in store.check() if not finding.ok]
    return {
        "acknowledged": len(acknowledged),
        "lost": len(set(acknowledged) - set(stored)),
        "doubled": len(stored) - len(set(stored)) + len(numbered) - len(set(numbered)),
        "snapshots": sum(line == "ok" for line in seen),
        "bad_snapshots": sorted(line for line in seen if line != "ok")[:5],
        "failed_writers": lines_of(folder, "failed-*")[:5],
        "findings": findings,
    }


def main(mode: str, where: str, *more: str) -> None:
    if mode == "write":
        enduring(lambda: writer(where, Path(more[0]), int(more[1])))
    elif mode == "read":
        reader(where, Path(more[0]))
    elif mode == "report":
        print(json.dumps(report(where, Path(more[0]))))
    else:
        modes: dict[str, Callable[..., dict[str, object]]] = {
            "points": points,
            "open": open_at_once,
            "random": kill_at_random,
        }
        print(json.dumps(modes[mode](Path(where), *map(int, more))))


if __name__ == "__main__":
    main(*sys.argv[1:])
